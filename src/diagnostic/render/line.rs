//! One source line as it is shown: nothing invisible, tabs as blanks, cut to the room there is.

use crate::diagnostic::text::push_visible;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const TAB: usize = 4;
/// Columns kept on both sides of a label that is itself too long.
const EDGE: usize = 6;

/// One character of the line.
struct Cell {
    /// Its byte in the source line, in the whole shown text, and the column it starts in.
    source: usize,
    shown: usize,
    column: usize,
}

/// A line as shown, and where each of its bytes went.
pub(super) struct Line {
    pub text: String,
    /// Source byte and shown byte, rising.
    map: Vec<(usize, usize)>,
}

impl Line {
    /// `marks` are byte ranges of the line that must stay visible; `ellipsis` stands for what is left out.
    pub fn new(source: &str, marks: &[(usize, usize)], room: usize, ellipsis: &str) -> Line {
        let (text, cells) = spread(source);
        let total = cells.last().map_or(0, |cell| cell.column);
        if total <= room {
            return Line { text, map: cells.iter().map(|cell| (cell.source, cell.shown)).collect() };
        }
        let column = |byte: usize| cells[..cells.partition_point(|cell| cell.source <= byte)].last().map_or(0, |cell| cell.column);
        let marks: Vec<(usize, usize)> = marks.iter().map(|&(start, end)| (column(start), column(end).max(column(start) + 1))).collect();
        let kept = windows(&marks, total, room.saturating_sub(2 * ellipsis.width()).max(1));
        cut(&text, &cells, &kept, ellipsis)
    }

    /// The shown byte of a byte of the source line.
    pub fn shown(&self, source: usize) -> usize {
        self.map[..self.map.partition_point(|(at, _)| *at <= source)].last().map_or(0, |(_, shown)| *shown)
    }
}

/// The whole line in visible characters. The last cell stands for the end of the line.
fn spread(source: &str) -> (String, Vec<Cell>) {
    let mut text = String::with_capacity(source.len());
    let mut cells = Vec::with_capacity(source.len() + 1);
    let mut column = 0;
    for (at, c) in source.char_indices() {
        let shown = text.len();
        cells.push(Cell { source: at, shown, column });
        if c == '\t' {
            text.push_str(&" ".repeat(TAB - column % TAB));
        } else {
            push_visible(&mut text, c);
        }
        column += text[shown..].chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
    }
    cells.push(Cell { source: source.len(), shown: text.len(), column });
    (text, cells)
}

/// The column ranges to keep: one window round all marks if they fit, else one round each; rising and apart.
fn windows(marks: &[(usize, usize)], total: usize, room: usize) -> Vec<(usize, usize)> {
    let first = marks.iter().map(|mark| mark.0).min().unwrap_or(0);
    let last = marks.iter().map(|mark| mark.1).max().unwrap_or(0);
    if last - first <= room {
        return vec![around(first, last, total, room)];
    }
    let share = (room / marks.len().max(1)).max(4 * EDGE);
    let mut wanted = Vec::new();
    for &(start, end) in marks {
        if end - start <= share {
            wanted.push(around(start, end, total, share));
        } else {
            wanted.push((start.saturating_sub(EDGE), start + share / 2));
            wanted.push((end.saturating_sub(share / 4), end + EDGE));
        }
    }
    wanted.sort_unstable();
    let mut kept: Vec<(usize, usize)> = Vec::new();
    for (start, end) in wanted {
        match kept.last_mut() {
            Some(before) if start <= before.1 + EDGE => before.1 = before.1.max(end),
            Some(_) | None => kept.push((start, end)),
        }
    }
    kept
}

/// A window of `room` columns with the mark in its middle, moved to lie within the line.
fn around(start: usize, end: usize, total: usize, room: usize) -> (usize, usize) {
    let left = start.saturating_sub(room.saturating_sub(end - start) / 2).min(total.saturating_sub(room));
    (left, left + room)
}

fn cut(text: &str, cells: &[Cell], kept: &[(usize, usize)], ellipsis: &str) -> Line {
    let mut line = Line { text: String::new(), map: Vec::with_capacity(cells.len()) };
    let mut gap = false;
    for (at, cell) in cells.iter().enumerate() {
        line.map.push((cell.source, line.text.len()));
        let Some(next) = cells.get(at + 1) else { break };
        let inside = kept.iter().any(|&(start, end)| cell.column >= start && next.column <= end);
        if inside {
            line.text.push_str(&text[cell.shown..next.shown]);
        } else if !gap {
            line.text.push_str(ellipsis);
        }
        gap = !inside;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_stay() {
        let line = Line::new("a\t设\u{1b}b", &[], 40, "…");
        assert_eq!(line.text, "a   设␛b");
        assert_eq!((line.shown(1), line.shown(2), line.shown(6), line.shown(7)), (1, 4, 10, 11));
        assert_eq!(line.shown(99), 11);
    }

    #[test]
    fn long_lines_are_cut_round_their_marks() {
        let source = format!("{}<here>{}", "甲".repeat(2000), "b".repeat(2000));
        let start = source.find('<').unwrap_or(0);
        let line = Line::new(&source, &[(start, start + 6)], 40, "…");
        assert!(line.text.width() <= 40, "{}", line.text);
        assert!(line.text.starts_with('…') && line.text.ends_with('…'));
        assert_eq!(&line.text[line.shown(start)..line.shown(start + 6)], "<here>");
        let line = Line::new(&source, &[(0, 3), (start, start + 6)], 60, "...");
        assert!(line.text.width() <= 66, "{}", line.text);
        assert_eq!(&line.text[line.shown(start)..line.shown(start + 6)], "<here>");
        assert_eq!(&line.text[line.shown(0)..line.shown(3)], "甲");
        let line = Line::new(&source, &[(0, source.len())], 60, "…");
        assert!(line.text.width() <= 60 && line.text.contains("甲…b"), "{}", line.text);
        assert_eq!(line.shown(source.len()), line.text.len());
    }

    #[test]
    fn ends_of_long_lines() {
        let source = "a".repeat(5000);
        let line = Line::new(&source, &[(5000, 5000)], 40, "…");
        assert!(line.text.width() <= 40 && line.text.starts_with("…a"));
        let line = Line::new(&source, &[], 40, "…");
        assert!(line.text.width() <= 40 && line.text.ends_with("a…"));
    }
}
