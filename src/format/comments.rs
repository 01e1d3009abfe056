//! Puts the comments and the blank lines of the file back where they stood.
//!
//! A comment behind a line stays behind it, one on a line of its own stays before the line that follows. One within a clause stays
//! where the clause may break, else it moves above the clause.

use super::line::{Apart, Columns, Joins, Line};
use super::token::{Break, Remark, Stands};
use crate::syntax::concrete::Comment;

/// The lines with everything between them.
pub(super) fn with_comments(mut lines: Vec<Line>, comments: &[Comment], text: &str) -> Vec<Line> {
    let mut last = Vec::new();
    for comment in comments {
        let next = lines.partition_point(|line| line.start <= comment.start);
        let stands = if alone(text, comment.start) { Stands::Alone } else { Stands::BehindText };
        let remark = Remark { text: comment.text.clone(), stands };
        let line = next.checked_sub(1).and_then(|at| lines.get_mut(at));
        match line {
            Some(line) if comment.start < line.end => within(line, remark, comment.start),
            Some(line) if stands == Stands::BehindText && same_line(text, line.end, comment.start) && line.behind.is_none() => {
                line.behind = Some(remark.text);
            }
            Some(_) | None => match lines.get_mut(next) {
                Some(line) => {
                    let closing = line.cells.first().and_then(|cell| cell.list.first()).is_some_and(|token| token.text == "}");
                    let depth = line.depth.saturating_add(usize::from(closing));
                    let mut above = Line::remark(&remark, comment.start, depth);
                    above.apart = apart(text, comment.start);
                    line.before.push(above);
                }
                None => {
                    let mut below = Line::remark(&remark, comment.start, 0);
                    below.apart = apart(text, comment.start);
                    last.push(below);
                }
            },
        }
    }
    for line in &mut lines {
        line.apart = if line.joins == Joins::Before { Apart::No } else { apart(text, line.start) };
        // The comments that came from within the clause stand right above it.
        if let Some(first) = line.before.first_mut().filter(|first| first.start > line.start) {
            first.apart = line.apart;
            line.apart = Apart::No;
        }
    }
    lines.extend(last);
    between_blocks(lines)
}

/// A comment within a clause.
fn within(line: &mut Line, remark: Remark, at: usize) {
    if line.columns == Columns::AsWritten {
        return;
    }
    // Only the last cell can break.
    let last = line.cells.iter_mut().rev().find(|cell| !cell.list.is_empty());
    let tokens = last.into_iter().flat_map(|cell| &mut cell.list);
    let mut breaks = tokens.filter(|token| matches!(token.breaks, Break::List | Break::Row | Break::Rows | Break::Always));
    match breaks.find(|token| token.at.is_some_and(|start| start > at)) {
        Some(token) => token.comments.push(remark),
        None => {
            let above = Line::remark(&remark, at, line.depth);
            line.before.push(above);
        }
    }
}

/// Takes away blank lines at the beginning and the end of blocks and of the file.
fn between_blocks(lines: Vec<Line>) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    for mut line in lines {
        let before = std::mem::take(&mut line.before);
        for line in before.into_iter().chain([line]) {
            let opens = all.last().is_none_or(|before| last_word(before).is_some_and(|word| word == "{"));
            let closes = line.cells.first().and_then(|cell| cell.list.first()).is_some_and(|token| token.text == "}");
            let apart = if opens || closes { Apart::No } else { line.apart };
            all.push(Line { apart, ..line });
        }
    }
    all
}

fn last_word(line: &Line) -> Option<&str> {
    line.cells.last().and_then(|cell| cell.list.last()).map(|token| token.text.as_str())
}

/// Whether nothing stands before this place on its line.
fn alone(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or("");
    let line = before.rsplit(['\n', '\r']).next().unwrap_or("");
    line.trim().is_empty() || line == "\u{FEFF}"
}

fn same_line(text: &str, from: usize, to: usize) -> bool {
    text.get(from..to).is_some_and(|between| !between.contains(['\n', '\r']))
}

/// Whether a blank line stands before this place.
fn apart(text: &str, at: usize) -> Apart {
    let before = text.get(..at).unwrap_or("");
    let blanks = before.get(before.trim_end().len()..).unwrap_or("").replace("\r\n", "\n");
    if blanks.matches(['\n', '\r']).count() > 1 { Apart::BlankLine } else { Apart::No }
}
