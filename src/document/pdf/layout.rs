//! Lines and pages.

use super::letters::Letters;
use super::table;
use super::{BLACK, Fault, GREY, Ink, Mark, PALE, RULE, Weight, figure};
use crate::diagnostic::text::sanitise;
use crate::document::{Block, Document, Figure};

/// A4.
pub(super) const WIDTH: i64 = 59_500;
pub(super) const HEIGHT: i64 = 84_200;
const LEFT: i64 = 5_200;
const TOP: i64 = 5_600;
const BOTTOM: i64 = 78_200;
/// Where the foot of a page stands.
const FOOT: i64 = 80_600;
/// Room between the margins.
pub(super) const ROOM: i64 = WIDTH - 2 * LEFT;

/// The size of plain text, and the height of its lines.
pub(super) const TEXT: i64 = 1_050;
pub(super) const LEADING: i64 = 1_620;

/// How a piece of text looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) size: i64,
    pub(super) leading: i64,
    pub(super) weight: Weight,
    pub(super) ink: Ink,
}

pub(super) const PLAIN: Look = Look { size: TEXT, leading: LEADING, weight: Weight::Plain, ink: BLACK };

/// Pages that are being filled.
pub(super) struct Pages<'l> {
    pub(super) letters: &'l Letters,
    all: Vec<Vec<Mark>>,
    /// Where the next thing stands.
    pub(super) y: i64,
}

/// # Errors
/// The font lacks a letter.
pub(super) fn pages(document: &Document, letters: &Letters) -> Result<Vec<Vec<Mark>>, Fault> {
    let mut pages = Pages { letters, all: vec![Vec::new()], y: TOP };
    pages.text(&document.title, Look { size: 2_000, leading: 2_800, weight: Weight::Bold, ink: BLACK }, (0, ROOM))?;
    for line in &document.beside {
        pages.text(line, Look { ink: GREY, ..PLAIN }, (0, ROOM))?;
    }
    for block in &document.blocks {
        pages.block(block)?;
    }
    pages.feet(&document.title)?;
    Ok(pages.all)
}

impl Pages<'_> {
    pub(super) fn add(&mut self, mark: Mark) {
        if let Some(page) = self.all.last_mut() {
            page.push(mark.moved(LEFT, 0));
        }
    }

    pub(super) fn next_page(&mut self) {
        // A page on which nothing stands is not left behind.
        if self.all.last().is_some_and(|page| !page.is_empty()) {
            self.all.push(Vec::new());
        }
        self.y = TOP;
    }

    /// What is left of the page.
    pub(super) fn left(&self) -> i64 {
        BOTTOM.saturating_sub(self.y)
    }

    /// Goes to a new page where there is not so much room.
    pub(super) fn keep(&mut self, height: i64) {
        if self.left() < height && height < BOTTOM - TOP {
            self.next_page();
        }
    }

    fn space(&mut self, height: i64) {
        if self.y > TOP {
            self.y = self.y.saturating_add(height);
        }
    }

    /// A line at a place, without going on from it.
    pub(super) fn line_at(&mut self, text: String, look: Look, (x, top): (i64, i64)) {
        let y = top.saturating_add(look.leading.saturating_sub(look.size) / 2).saturating_add(look.size * 86 / 100);
        self.add(Mark::Text { x, y, size: look.size, weight: look.weight, ink: look.ink, text });
    }

    /// A text in lines, `x` from the margin and so much wide.
    pub(super) fn text(&mut self, text: &str, look: Look, (x, width): (i64, i64)) -> Result<(), Fault> {
        for line in broken(self.letters, text, look.size, width)? {
            self.keep(look.leading);
            self.line_at(line, look, (x, self.y));
            self.y = self.y.saturating_add(look.leading);
        }
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Result<(), Fault> {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => {
                self.space(300);
                self.text(text, PLAIN, (0, ROOM))
            }
            Block::Note(text) => self.framed(std::slice::from_ref(text), Weight::Bold),
            Block::Formula(lines) => self.framed(lines, Weight::Plain),
            Block::List(items) => self.items(items, |_| "•".to_string()),
            Block::Steps(items) => self.items(items, |at| format!("{at}.")),
            Block::Outline(lines) => self.outline(lines),
            Block::Facts(facts) => self.facts(facts),
            Block::Table(table) => table::table(self, table),
            Block::Figure(figure) => self.figure(figure),
            Block::PageBreak => {
                self.next_page();
                Ok(())
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str) -> Result<(), Fault> {
        let (size, above): (i64, i64) = match level {
            1 => (1_550, 1_500),
            2 => (1_250, 1_000),
            _ => (1_100, 700),
        };
        let leading = size * 3 / 2;
        self.space(above);
        // A heading does not stand alone at the end of a page.
        self.keep(leading.saturating_add(LEADING * 4));
        self.text(text, Look { size, leading, weight: Weight::Bold, ink: BLACK }, (0, ROOM))?;
        if level == 1 {
            let y = self.y.saturating_add(50);
            self.add(Mark::Line { points: vec![(0, y), (ROOM, y)], width: 60, ink: RULE, dashes: Vec::new() });
            self.y = self.y.saturating_add(300);
        }
        Ok(())
    }

    /// Lines with a bar beside them.
    fn framed(&mut self, lines: &[String], weight: Weight) -> Result<(), Fault> {
        const INDENT: i64 = 900;
        self.space(400);
        for line in lines {
            for line in broken(self.letters, line, TEXT, ROOM - INDENT * 2)? {
                self.keep(LEADING);
                self.add(Mark::Rect { x: 0, y: self.y, width: ROOM, height: LEADING, ink: PALE });
                self.add(Mark::Rect { x: 0, y: self.y, width: 200, height: LEADING, ink: GREY });
                self.line_at(line, Look { weight, ..PLAIN }, (INDENT, self.y));
                self.y = self.y.saturating_add(LEADING);
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &[String], mark: impl Fn(usize) -> String) -> Result<(), Fault> {
        const INDENT: i64 = 1_600;
        self.space(300);
        for (item, at) in items.iter().zip(1_usize..) {
            self.keep(LEADING);
            let mark = mark(at);
            self.letters.width(&mark, TEXT)?;
            self.line_at(mark, PLAIN, (400, self.y));
            self.text(item, PLAIN, (INDENT, ROOM - INDENT))?;
        }
        Ok(())
    }

    /// Statements, each as far to the right as it is deep.
    fn outline(&mut self, lines: &[(u8, String)]) -> Result<(), Fault> {
        const INDENT: i64 = 1_600;
        self.space(300);
        for (depth, text) in lines {
            let left = INDENT.saturating_mul(i64::from((*depth).min(6)).saturating_add(1));
            self.keep(LEADING);
            self.letters.width("•", TEXT)?;
            self.line_at("•".to_string(), PLAIN, (left.saturating_sub(1_200), self.y));
            self.text(text, PLAIN, (left, ROOM.saturating_sub(left)))?;
        }
        Ok(())
    }

    fn facts(&mut self, facts: &[(String, String)]) -> Result<(), Fault> {
        const NAMES: i64 = 13_000;
        self.space(300);
        for (name, value) in facts {
            let name = broken(self.letters, name, TEXT, NAMES - 800)?;
            let value = broken(self.letters, value, TEXT, ROOM - NAMES)?;
            for at in 0..name.len().max(value.len()) {
                self.keep(LEADING);
                if let Some(name) = name.get(at) {
                    self.line_at(name.clone(), Look { weight: Weight::Bold, ink: GREY, ..PLAIN }, (0, self.y));
                }
                if let Some(value) = value.get(at) {
                    self.line_at(value.clone(), PLAIN, (NAMES, self.y));
                }
                self.y = self.y.saturating_add(LEADING);
            }
        }
        Ok(())
    }

    fn figure(&mut self, figure: &Figure) -> Result<(), Fault> {
        let (marks, height) = figure::marks(&figure.svg, self.letters, ROOM * 17 / 20)?;
        self.space(500);
        self.keep(height.saturating_add(LEADING * 2));
        let top = self.y;
        marks.into_iter().for_each(|mark| self.add(mark.moved(0, top)));
        self.y = self.y.saturating_add(height);
        self.text(&figure.caption, Look { ink: GREY, size: 900, ..PLAIN }, (0, ROOM))
    }

    /// The title and the number of each page.
    fn feet(&mut self, title: &str) -> Result<(), Fault> {
        let look = Look { size: 850, leading: 1_200, weight: Weight::Plain, ink: GREY };
        let title = broken(self.letters, title, look.size, ROOM * 3 / 4)?.into_iter().next().unwrap_or_default();
        let count = self.all.len();
        for at in 0..count {
            let number = format!("{} / {count}", at.saturating_add(1));
            let x = WIDTH - LEFT - self.letters.width(&number, look.size)?;
            let mark = |x: i64, text: String| Mark::Text { x, y: FOOT, size: look.size, weight: look.weight, ink: look.ink, text };
            if let Some(page) = self.all.get_mut(at) {
                page.push(mark(LEFT, title.clone()));
                page.push(mark(x, number));
            }
        }
        Ok(())
    }
}

/// The lines of a text at a width. Latin words stay whole where they fit; Chinese breaks anywhere but before a closing and after an
/// opening mark.
///
/// # Errors
/// The font lacks a letter.
pub(super) fn broken(letters: &Letters, text: &str, size: i64, width: i64) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let widths = letters.widths(&sanitise(part), size)?;
        let mut start = 0;
        while start < widths.len() {
            let end = line_end(&widths, start, width);
            let line: String = widths.get(start..end).unwrap_or_default().iter().map(|(letter, _)| *letter).collect();
            lines.push(line.trim_end().to_string());
            start = end;
            while widths.get(start).is_some_and(|(letter, _)| *letter == ' ') {
                start += 1;
            }
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    Ok(lines)
}

/// How far a line goes that begins at a letter.
fn line_end(widths: &[(char, i64)], start: usize, width: i64) -> usize {
    let (mut used, mut may_break) = (0_i64, None);
    for at in start..widths.len() {
        let Some((letter, wide)) = widths.get(at) else { break };
        if at > start && can_break(widths.get(at.saturating_sub(1)).map(|(before, _)| *before), *letter) {
            may_break = Some(at);
        }
        used = used.saturating_add(*wide);
        if used > width && at > start && *letter != ' ' {
            return may_break.unwrap_or(at);
        }
    }
    widths.len()
}

/// Whether a line may end between two letters.
fn can_break(before: Option<char>, next: char) -> bool {
    let Some(before) = before else { return false };
    let closes = "，。、；：！？）】》”’%…,.;:!?)]}›»";
    let opens = "（【《“‘([{‹«¥$€";
    if next == ' ' || closes.contains(next) || opens.contains(before) {
        return false;
    }
    before == ' ' || is_wide(before) || is_wide(next) || before == '-' && next.is_alphabetic()
}

/// Letters that are written without blanks.
fn is_wide(letter: char) -> bool {
    matches!(letter, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}
