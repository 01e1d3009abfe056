//! Lines to text: columns, line ends, and what to do where a line is too long.

use std::collections::HashMap;

use super::line::{Apart, Columns, Line};
use super::token::{Break, CLOSE_IF_NEEDED, OPEN_IF_NEEDED, Stands, Token, Tokens};
use crate::diagnostic::text::display_width;

/// Columns of a line; a line goes beyond only where it cannot break.
const WIDTH: usize = 120;
/// A line whose cells reach further does not move the cells of the lines beside it.
const FAR: usize = 100;

/// Blanks of one step inwards.
const STEP: usize = 2;

/// One line of text, and the comment behind it.
struct Written {
    text: String,
    behind: Option<String>,
}

pub(super) fn lay_out(mut lines: Vec<Line>) -> String {
    lines.iter_mut().for_each(settle);
    let starts = columns(&lines);
    let mut written: Vec<Written> = Vec::new();
    for line in &lines {
        if line.apart == Apart::BlankLine {
            written.push(Written { text: String::new(), behind: None });
        }
        let mut own = write(line, starts.get(&key(line)));
        if let Some(last) = own.last_mut() {
            last.behind.clone_from(&line.behind);
        }
        written.extend(own);
    }
    with_comments_behind(&written)
}

/// Comments behind lines that follow one another stand in a column.
fn with_comments_behind(lines: &[Written]) -> String {
    let mut out = String::new();
    let mut rest = lines;
    while let Some(first) = rest.first() {
        let depth = |line: &Written| line.text.len().saturating_sub(line.text.trim_start().len());
        let run = rest.iter().take_while(|line| line.behind.is_some() && depth(line) == depth(first)).count();
        let (own, others) = rest.split_at(run.max(1));
        let width = own.iter().map(|line| display_width(&line.text)).max().unwrap_or(0);
        for line in own {
            out.push_str(line.text.trim_end());
            if let Some(comment) = &line.behind {
                let blanks = width.saturating_sub(display_width(line.text.trim_end())).saturating_add(2);
                out.push_str(&" ".repeat(blanks));
                out.push_str(comment);
            }
            out.push('\n');
        }
        rest = others;
    }
    out
}

/// Writes or drops the brackets around conditions behind `where`, by what stands behind them.
fn settle(line: &mut Line) {
    let flat: Vec<String> = line.cells.iter().flat_map(|cell| &cell.list).map(|token| token.text.clone()).collect();
    let ends = |text: Option<&str>| match text {
        None => true,
        Some(text) => matches!(
            text,
            "" | ")" | "）" | "," | "，" | "、" | ":" | "：" | "{" | "}" | ";" | "；" | "by" | "else" | "否则" | "because" | "理由"
        ),
    };
    let next = |at: usize| flat.iter().skip(at.saturating_add(1)).map(String::as_str).find(|text| *text != CLOSE_IF_NEEDED);
    // Which brackets are needed: an opening one is decided by its mate.
    let mut open: Vec<usize> = Vec::new();
    let mut needed = vec![false; flat.len()];
    for (at, text) in flat.iter().enumerate() {
        if text == OPEN_IF_NEEDED {
            open.push(at);
        } else if text == CLOSE_IF_NEEDED
            && let Some(mate) = open.pop()
            && !ends(next(at))
        {
            for place in [mate, at] {
                if let Some(needed) = needed.get_mut(place) {
                    *needed = true;
                }
            }
        }
    }
    let mut at = 0;
    for cell in &mut line.cells {
        let mut close = false;
        let mut list = Vec::with_capacity(cell.list.len());
        for mut token in std::mem::take(&mut cell.list) {
            let keep = needed.get(at).copied().unwrap_or(false);
            at = at.saturating_add(1);
            match token.text.as_str() {
                OPEN_IF_NEEDED if keep => token.text = "(".to_string(),
                CLOSE_IF_NEEDED if keep => token.text = ")".to_string(),
                OPEN_IF_NEEDED | CLOSE_IF_NEEDED => continue,
                _ if close => token.blanks = 0,
                _ => {}
            }
            close = keep && token.text == "(";
            list.push(token);
        }
        cell.list = list;
    }
}

fn key(line: &Line) -> (usize, u8) {
    (line.group, line.columns as u8)
}

/// Where the cells of each group begin, counted from the beginning of its lines.
fn columns(lines: &[Line]) -> HashMap<(usize, u8), Vec<usize>> {
    let mut groups: HashMap<(usize, u8), Vec<&Line>> = HashMap::new();
    for line in lines.iter().filter(|line| !matches!(line.columns, Columns::None | Columns::AsWritten)) {
        groups.entry(key(line)).or_default().push(line);
    }
    groups.into_iter().map(|(key, lines)| (key, starts(&lines))).collect()
}

fn starts(lines: &[&Line]) -> Vec<usize> {
    let cells = lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let mut starts = vec![0; cells];
    // How far each line reaches with the cells before.
    let mut ends: Vec<usize> = vec![0; lines.len()];
    for cell in 0..cells {
        let own = |line: &Line| line.cells.get(cell).filter(|tokens| !tokens.list.is_empty()).map(width);
        let from = |line: &Line, end: usize| if cell == 0 { 0 } else { end.saturating_add(line.columns.gap(cell)) };
        // What a line has behind a long cell stands where the others have it, or behind it: it moves no other line far away.
        let behind = |line: &Line, end: usize| line.long.is_some_and(|long| cell == long.saturating_add(1) || (cell > long && end > FAR));
        let counts = |line: &Line, end: usize| own(line).is_some() && !behind(line, end);
        let start =
            lines.iter().zip(&ends).filter(|(line, end)| counts(line, **end)).map(|(line, end)| from(line, *end)).max().unwrap_or(0);
        if let Some(place) = starts.get_mut(cell) {
            *place = start;
        }
        for (line, end) in lines.iter().zip(&mut ends) {
            if let Some(width) = own(line) {
                *end = start.max(from(line, *end)).saturating_add(width);
            }
        }
    }
    starts
}

/// One line as text, or several where it is too long.
fn write(line: &Line, starts: Option<&Vec<usize>>) -> Vec<Written> {
    let indent = line.depth.saturating_mul(STEP);
    let mut text = " ".repeat(indent);
    let mut at = indent;
    let last = line.cells.iter().rposition(|cell| !cell.list.is_empty()).unwrap_or(0);
    for (index, cell) in line.cells.iter().enumerate().filter(|(_, cell)| !cell.list.is_empty()) {
        let gap = if at == indent { 0 } else { line.columns.gap(index) };
        let start = starts.and_then(|starts| starts.get(index)).map_or(0, |start| start.saturating_add(indent));
        let blanks = start.saturating_sub(at).max(gap);
        text.push_str(&" ".repeat(blanks));
        at = at.saturating_add(blanks);
        if index < last {
            text.push_str(&flat(&cell.list));
            at = at.saturating_add(width(cell));
            continue;
        }
        let lead = cell.list.get(..line.lead).unwrap_or_default();
        let hang = match (index, lead) {
            (0, []) => at.saturating_add(STEP.saturating_mul(2)),
            (_, []) => at,
            _ => at.saturating_add(row_width(lead)).saturating_add(cell.list.get(line.lead).map_or(0, |token| token.blanks)),
        };
        let mut fill = Fill { lines: vec![text], at, hang };
        fill.cell(cell);
        return fill.lines.into_iter().map(|text| Written { text, behind: None }).collect();
    }
    vec![Written { text, behind: None }]
}

/// Words that are set one after the other.
struct Fill {
    lines: Vec<String>,
    at: usize,
    hang: usize,
}

impl Fill {
    fn cell(&mut self, cell: &Tokens) {
        let tokens = &cell.list;
        let forced = tokens.iter().any(|token| !token.comments.is_empty() || token.breaks == Break::Always);
        let lists = tokens.iter().any(|token| matches!(token.breaks, Break::List | Break::Row | Break::Rows | Break::Always));
        if !forced && self.at.saturating_add(row_width(tokens)) <= WIDTH {
            self.put(tokens);
            return;
        }
        let starts_unit = |token: &Token| match token.breaks {
            Break::List | Break::Rows | Break::Always => true,
            Break::Inside => !lists,
            Break::Row | Break::Never => false,
        };
        let mut rest = tokens.as_slice();
        while !rest.is_empty() {
            let length = rest.iter().skip(1).position(&starts_unit).map_or(rest.len(), |at| at.saturating_add(1));
            let (unit, others) = rest.split_at(length);
            self.unit(unit);
            rest = others;
        }
    }

    /// One part of a list.
    fn unit(&mut self, unit: &[Token]) {
        let Some(first) = unit.first() else { return };
        let blanks = self.blanks(first);
        let width = row_width(unit);
        let wide = self.at.saturating_add(blanks).saturating_add(width) > WIDTH;
        let breaks = first.breaks != Break::Never && (wide || matches!(first.breaks, Break::Always | Break::Rows));
        if breaks || !first.comments.is_empty() {
            self.comments(first, self.hang);
            self.line(self.hang);
        }
        let inner = unit.iter().skip(1).any(|token| !token.comments.is_empty());
        if !inner && self.at.saturating_add(self.blanks(first)).saturating_add(width) <= WIDTH {
            self.put(unit);
        } else {
            self.rows(unit);
        }
    }

    /// A part that does not fit on one line: each row of a child input on its own, else as much as fits.
    fn rows(&mut self, unit: &[Token]) {
        let mut hang = self.hang;
        let mut opened = false;
        let several = unit.iter().any(|token| token.breaks == Break::Row);
        for (index, token) in unit.iter().enumerate() {
            if index > 0 && token.breaks == Break::Row {
                self.comments(token, hang);
                self.line(hang);
            } else if index > 0 && token.breaks == Break::Inside {
                let chunk = unit.get(index..).unwrap_or_default();
                let length =
                    chunk.iter().skip(1).position(|token| token.breaks != Break::Never).map_or(chunk.len(), |at| at.saturating_add(1));
                let width = row_width(chunk.get(..length).unwrap_or_default());
                if self.at.saturating_add(token.blanks).saturating_add(width) > WIDTH {
                    self.line(hang);
                }
            }
            self.put(std::slice::from_ref(token));
            // What stands in the outermost braces begins behind them.
            if several && token.text == "{" && !opened {
                opened = true;
                hang = self.at.saturating_add(1);
            }
        }
    }

    /// The comments before a word: the first may stand behind the line before.
    fn comments(&mut self, token: &Token, hang: usize) {
        for remark in &token.comments {
            match remark.stands {
                Stands::BehindText => {
                    if let Some(line) = self.lines.last_mut() {
                        line.push_str("  ");
                        line.push_str(&remark.text);
                    }
                }
                Stands::Alone => {
                    self.line(hang);
                    if let Some(line) = self.lines.last_mut() {
                        line.push_str(&remark.text);
                    }
                }
            }
        }
    }

    fn line(&mut self, hang: usize) {
        self.lines.push(" ".repeat(hang));
        self.at = hang;
    }

    /// Blanks before a word: none at the beginning of a line or of a cell.
    fn blanks(&self, token: &Token) -> usize {
        let begins = self.lines.last().is_none_or(|line| line.is_empty() || line.ends_with(' '));
        if begins { 0 } else { token.blanks }
    }

    fn put(&mut self, tokens: &[Token]) {
        for token in tokens {
            let blanks = self.blanks(token);
            if let Some(line) = self.lines.last_mut() {
                line.push_str(&" ".repeat(blanks));
                line.push_str(&token.text);
            }
            self.at = self.at.saturating_add(blanks).saturating_add(display_width(&token.text));
        }
    }
}

fn flat(tokens: &[Token]) -> String {
    let mut out = String::new();
    for (index, token) in tokens.iter().enumerate() {
        out.push_str(&" ".repeat(if index == 0 { 0 } else { token.blanks }));
        out.push_str(&token.text);
    }
    out
}

fn width(cell: &Tokens) -> usize {
    row_width(&cell.list)
}

fn row_width(tokens: &[Token]) -> usize {
    let words = tokens.iter().enumerate().map(|(index, token)| {
        let blanks = if index == 0 { 0 } else { token.blanks };
        blanks.saturating_add(display_width(&token.text))
    });
    words.fold(0, usize::saturating_add)
}
