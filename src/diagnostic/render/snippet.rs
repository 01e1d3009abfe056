//! Labels drawn under the policy text, by miette.
//!
//! miette never sees a file. It gets the few lines a block needs, already made visible and cut to size, with spans that lie
//! inside them; so no span can make it panic, nothing costs more than the lines shown, and overlapping labels, which it
//! would draw in the wrong place, come in blocks of their own.

use super::line::Line;
use super::{Style, place};
use crate::diagnostic::text::{display_width, sanitise, wrap};
use crate::diagnostic::{Diagnostic, Language, Severity};
use crate::source::{FileId, SourceFile, Sources, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents,
    ThemeCharacters, ThemeStyles,
};
use std::fmt;

/// Lines shown before and after a label.
const CONTEXT: usize = 1;
/// A label over more lines than this is shown by its first one.
const MOST_LINES: usize = 8;
/// Columns a label text gets even where there is no room for it.
const LEAST_LABEL: usize = 24;

/// A label, with its place in the lines of its file. Lines count from 1, bytes from the start of their line.
struct Mark {
    /// Its number in the diagnostic; 0 is where the fault is.
    order: usize,
    file: FileId,
    start: (usize, usize),
    end: (usize, usize),
    /// What the header says: line and column.
    position: (usize, usize),
    text: String,
}

impl Mark {
    fn is_long(&self) -> bool {
        self.end.0 > self.start.0
    }

    /// Whether miette could not draw both in one block.
    fn collides(&self, other: &Mark) -> bool {
        if self.is_long() && other.is_long() {
            return self.start.0 <= other.end.0 && other.start.0 <= self.end.0;
        }
        let end = |mark: &Mark| mark.end.1.max(mark.start.1 + 1);
        let flat = !self.is_long() && !other.is_long();
        flat && self.start.0 == other.start.0 && self.start.1 < end(other) && other.start.1 < end(self)
    }
}

/// All snippets of a diagnostic, the one that holds the first label first.
pub(super) fn snippets(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let mut marks: Vec<Mark> = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter_map(|(order, label)| mark(order, label.span, label.text.get(style.language), sources, style.language))
        .collect();
    marks.sort_by_key(|mark| (mark.file, mark.start, mark.order));
    let mut blocks = blocks(marks);
    blocks.sort_by_key(|block| block.iter().map(|mark| mark.order).min());
    blocks.iter().filter_map(|block| Some(draw(block, sources.get(block.first()?.file)?, diagnostic.severity, style))).collect()
}

/// The label in the lines of its file; none where the file is unknown.
fn mark(order: usize, span: Span, text: &str, sources: &Sources, language: Language) -> Option<Mark> {
    let file = sources.get(span.file)?;
    let (start, end) = place::clamp(file, span);
    let (first, last) = (place::line(file, start), place::line(file, end));
    let within = |line: usize, at: usize| {
        let (from, to) = file.line_range(line);
        (line, at.clamp(from, to) - from)
    };
    let mut mark = Mark {
        order,
        file: span.file,
        start: within(first, start),
        end: within(last, end),
        position: place::position(file, start),
        text: sanitise(text),
    };
    if last - first >= MOST_LINES {
        mark.end = within(first, file.line_range(first).1);
        mark.text = match (language, text.is_empty()) {
            (Language::English, true) => format!("to line {last}"),
            (Language::English, false) => format!("{} (to line {last})", mark.text),
            (Language::Chinese, true) => format!("到第 {last} 行"),
            (Language::Chinese, false) => format!("{}（到第 {last} 行）", mark.text),
        };
    }
    Some(mark)
}

/// Puts labels that stand close together and do not collide into one block. `marks` are sorted by file and place.
fn blocks(mut marks: Vec<Mark>) -> Vec<Vec<Mark>> {
    let mut blocks: Vec<Vec<Mark>> = Vec::new();
    while !marks.is_empty() {
        let mut later = Vec::new();
        let before = blocks.len();
        for mark in marks {
            let open = blocks.len() > before;
            match blocks.last_mut() {
                Some(block) if open && joins(block, &mark) => {
                    if block.iter().any(|other| other.collides(&mark)) {
                        later.push(mark);
                    } else {
                        block.push(mark);
                    }
                }
                Some(_) | None => blocks.push(vec![mark]),
            }
        }
        marks = later;
    }
    blocks
}

fn joins(block: &[Mark], mark: &Mark) -> bool {
    block.iter().any(|other| other.file == mark.file && mark.start.0 <= other.end.0 + 2 * CONTEXT + 1)
}

/// What miette is given of a file.
struct Excerpt {
    name: String,
    text: String,
    /// Lines of the text, and the number of the first one in its file.
    lines: usize,
    first: usize,
    position: (usize, usize),
}

impl SourceCode for Excerpt {
    fn read_span<'a>(&'a self, span: &SourceSpan, before: usize, after: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        // Without lines around it the span is read for the header only.
        let contents = if before == 0 && after == 0 {
            let (line, column) = self.position;
            MietteSpanContents::new_named(self.name.clone(), b"", *span, line.saturating_sub(1), column.saturating_sub(1), 1)
        } else {
            let whole = SourceSpan::from(0..self.text.len());
            MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, self.first.saturating_sub(1), 0, self.lines)
        };
        Ok(Box::new(contents))
    }
}

/// A block of labels as miette wants to see it.
#[derive(Debug)]
struct Report<'a> {
    excerpt: &'a Excerpt,
    labels: Vec<LabeledSpan>,
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Excerpt").field("name", &self.name).finish_non_exhaustive()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Report<'_> {}

impl miette::Diagnostic for Report<'_> {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

fn draw(block: &[Mark], file: &SourceFile, severity: Severity, style: &Style) -> String {
    let head = block.iter().min_by_key(|mark| mark.order);
    let (first, last) = reach(block, file);
    let gutter = last.to_string().len() + 4 + if block.iter().any(Mark::is_long) { 4 } else { 0 };
    let room = style.columns().saturating_sub(gutter);
    let mut excerpt = Excerpt {
        name: sanitise(file.name()),
        text: String::new(),
        lines: last + 1 - first,
        first,
        position: head.map_or((1, 1), |mark| mark.position),
    };
    let mut spans = vec![(0, 0, 0); block.len()];
    for number in first..=last {
        let line = shown_line(number, block, file, room, style);
        let base = excerpt.text.len();
        for (mark, span) in block.iter().zip(&mut spans) {
            if mark.start.0 == number {
                let at = line.shown(mark.start.1);
                *span = (base + at, 0, display_width(&line.text[..at]));
            }
            if mark.end.0 == number {
                span.1 = base + line.shown(mark.end.1);
            }
        }
        excerpt.text.push_str(&line.text);
        excerpt.text.push('\n');
    }
    let labels = block.iter().zip(spans).map(|(mark, (start, end, column))| {
        let indent = if mark.is_long() { 2 } else { column + display_width(&excerpt.text[start..end]) / 2 + 4 };
        let text = wrap(&mark.text, room.saturating_sub(indent).max(LEAST_LABEL), "", "");
        let span = SourceSpan::from(start..end.max(start));
        let text = (!text.is_empty()).then_some(text);
        if head.is_some_and(|head| head.order == mark.order) {
            LabeledSpan::new_primary_with_span(text, span)
        } else {
            LabeledSpan::new_with_span(text, span)
        }
    });
    let report = Report { labels: labels.collect(), excerpt: &excerpt };
    print(&report, head.is_some_and(|head| head.order == 0), severity, style)
}

/// The first and last line of a block, with the lines around it unless they are blank.
fn reach(block: &[Mark], file: &SourceFile) -> (usize, usize) {
    let mut first = block.iter().map(|mark| mark.start.0).min().unwrap_or(1);
    let mut last = block.iter().map(|mark| mark.end.0).max().unwrap_or(first);
    let blank = |line: usize| {
        let (start, end) = file.line_range(line);
        file.text()[start..end].trim().is_empty()
    };
    for _ in 0..CONTEXT {
        if first > 1 && !blank(first - 1) {
            first -= 1;
        }
        if last < file.line_count() && !blank(last + 1) {
            last += 1;
        }
    }
    (first, last)
}

fn shown_line(number: usize, block: &[Mark], file: &SourceFile, room: usize, style: &Style) -> Line {
    let (start, end) = file.line_range(number);
    let source = &file.text()[start..end];
    let marks: Vec<(usize, usize)> = block
        .iter()
        .filter_map(|mark| match (mark.start.0 == number, mark.end.0 == number) {
            (true, true) => Some((mark.start.1, mark.end.1)),
            (true, false) => Some((mark.start.1, mark.start.1)),
            (false, true) => Some((mark.end.1, mark.end.1)),
            (false, false) => None,
        })
        .collect();
    Line::new(source, &marks, room, if style.unicode { "…" } else { "..." })
}

/// miette's drawing of a block, without the line it writes for the message.
fn print(report: &Report<'_>, holds_fault: bool, severity: Severity, style: &Style) -> String {
    let mut styles = if style.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let fault = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Note => styles.advice,
    };
    // miette hands out these styles in the order of the labels in the text.
    let mut order: Vec<&LabeledSpan> = report.labels.iter().collect();
    order.sort_by_key(|label| label.offset());
    styles.highlights = order.iter().map(|label| if label.primary() && holds_fault { fault } else { styles.help }).collect();
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_urls(false)
        .without_cause_chain()
        .without_syntax_highlighting()
        .with_context_lines(report.excerpt.lines);
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, report).is_err() {
        drawn.clear();
    }
    let snippet = drawn.split_once('\n').map_or("", |(_, snippet)| snippet);
    snippet.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
