//! Where a span lies: brought into its file, and counted the way people count.

use crate::source::{SourceFile, Span};

const BOM: char = '\u{FEFF}';

/// Byte range of a span, brought into the text and to whole characters.
pub(in crate::diagnostic) fn bounded(file: &SourceFile, span: Span) -> (usize, usize) {
    let text = file.text();
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    (start, end)
}

/// The bounded span as it is shown: blanks and line ends at its end are left off, and a point after the last line with
/// anything on it is moved to the end of that line.
pub(in crate::diagnostic) fn clamp(file: &SourceFile, span: Span) -> (usize, usize) {
    let text = file.text();
    let (mut start, mut end) = bounded(file, span);
    let kept = text[start..end].trim_end();
    end = if kept.is_empty() { start + text[start..end].trim_end_matches(['\n', '\r']).len() } else { start + kept.len() };
    if start == end && text[start..].trim().is_empty() {
        let last = text.trim_end().len();
        let stop = text[last..].find(['\n', '\r']).map_or(text.len(), |at| last + at);
        start = start.min(stop);
        end = start;
    }
    if start == 0 && text.starts_with(BOM) {
        start = BOM.len_utf8();
        end = end.max(start);
    }
    (start, end)
}

/// Line (from 1) of a byte offset.
pub(in crate::diagnostic) fn line(file: &SourceFile, offset: usize) -> usize {
    file.line_column(u32::try_from(offset).unwrap_or(u32::MAX)).0
}

/// Line and column in characters, both from 1; the mark some editors put before the first character does not count.
pub(in crate::diagnostic) fn position(file: &SourceFile, offset: usize) -> (usize, usize) {
    let (line, column) = file.line_column(u32::try_from(offset).unwrap_or(u32::MAX));
    if line == 1 && column > 1 && file.text().starts_with(BOM) { (line, column - 1) } else { (line, column) }
}

/// A place as editors and servers count it: lines from 1, columns from 1 in UTF-16 units, the end behind the last character.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::diagnostic) struct Region {
    pub(in crate::diagnostic) start_line: usize,
    pub(in crate::diagnostic) end_line: usize,
    /// Absent where a whole line is meant.
    pub(in crate::diagnostic) columns: Option<(usize, usize)>,
    /// Start and end in bytes from 0.
    pub(in crate::diagnostic) bytes: Option<(usize, usize)>,
}

impl Region {
    /// A whole line.
    pub(in crate::diagnostic) fn line(line: usize) -> Region {
        Region { start_line: line.max(1), end_line: line.max(1), columns: None, bytes: None }
    }
}

/// The region of a byte range that lies in the file.
pub(in crate::diagnostic) fn region(file: &SourceFile, start: usize, end: usize) -> Region {
    let ((start_line, start_column), (end_line, end_column)) = (units(file, start), units(file, end));
    Region { start_line, end_line, columns: Some((start_column, end_column)), bytes: Some((start, end)) }
}

/// Line, and column in UTF-16 units, both from 1.
fn units(file: &SourceFile, offset: usize) -> (usize, usize) {
    let line = line(file, offset);
    let (start, _) = file.line_range(line);
    let before = file.text().get(start..offset).unwrap_or("");
    let before = if line == 1 { before.strip_prefix(BOM).unwrap_or(before) } else { before };
    (line, before.encode_utf16().count().saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn clamped(text: &str, start: usize, end: usize) -> (usize, usize) {
        clamp(&SourceFile::new("p", text), Span::new(FileId(0), start, end))
    }

    #[test]
    fn spans_are_brought_into_the_text() {
        for at in 0..4 {
            assert_eq!(clamped("", at, at), (0, 0));
        }
        assert_eq!((clamped("a", 1, 1), clamped("a", 2, 2), clamped("a", 0, 9)), ((1, 1), (1, 1), (0, 1)));
        assert_eq!((clamped("设 甲", 1, 2), clamped("设 甲", 7, 8), clamped("设 甲", 8, 9)), ((0, 3), (7, 7), (7, 7)));
        assert_eq!(clamped("a b\r\nc", 2, 5), (2, 3));
        assert_eq!(clamped("let a = \n\n  \n", 13, 13), (8, 8));
        assert_eq!(clamped("let a = \n", 8, 9), (8, 8));
        assert_eq!(clamped("\u{feff}ab", 0, 4), (3, 4));
    }

    #[test]
    fn units_of_editors() {
        let file = SourceFile::new("p", "甲🎉乙\n\u{1F600}x");
        let seen = region(&file, 7, 10);
        assert_eq!((seen.start_line, seen.end_line, seen.columns, seen.bytes), (1, 1, Some((4, 5)), Some((7, 10))));
        let seen = region(&file, 0, 15);
        assert_eq!((seen.start_line, seen.end_line, seen.columns), (1, 2, Some((1, 3))));
    }

    #[test]
    fn the_byte_order_mark_is_no_column() {
        let file = SourceFile::new("p", "\u{feff}设 甲\n乙");
        assert_eq!((position(&file, 3), position(&file, 7), position(&file, 11)), ((1, 1), (1, 3), (2, 1)));
    }
}
