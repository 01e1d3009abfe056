//! Where a span lies: brought into its file, and counted the way people count.

use crate::source::{SourceFile, Span};

const BOM: char = '\u{FEFF}';

/// Byte range of a span, brought into the text and to whole characters.
pub(super) fn bounded(file: &SourceFile, span: Span) -> (usize, usize) {
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
pub(super) fn clamp(file: &SourceFile, span: Span) -> (usize, usize) {
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
pub(super) fn line(file: &SourceFile, offset: usize) -> usize {
    file.line_column(u32::try_from(offset).unwrap_or(u32::MAX)).0
}

/// Line and column in characters, both from 1; the mark some editors put before the first character does not count.
pub(super) fn position(file: &SourceFile, offset: usize) -> (usize, usize) {
    let (line, column) = file.line_column(u32::try_from(offset).unwrap_or(u32::MAX));
    if line == 1 && column > 1 && file.text().starts_with(BOM) { (line, column - 1) } else { (line, column) }
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
    fn the_byte_order_mark_is_no_column() {
        let file = SourceFile::new("p", "\u{feff}设 甲\n乙");
        assert_eq!((position(&file, 3), position(&file, 7), position(&file, 11)), ((1, 1), (1, 3), (2, 1)));
    }
}
