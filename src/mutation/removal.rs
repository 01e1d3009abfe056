//! A line, or what stands behind a comma, taken out of its file with what parts it from its neighbours.

use super::texts::Texts;
use crate::plan::edited::Edit;
use crate::source::Span;

/// The clause gone from its file: with the whole line where nothing else stands on it, else with the comma or semicolon beside it.
pub(super) fn removed(texts: &Texts<'_>, clause: Span) -> Edit {
    let text = texts.text(clause.file);
    let (start, end) = (clause.start as usize, clause.end as usize);
    let (before, behind) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let edit = |start: usize, end: usize| Edit { span: Span::new(clause.file, start, end), text: String::new() };
    // What stands behind a comma goes with it, also where the comma ends the line before.
    let led = before.trim_end_matches(is_space);
    if let Some(rest) = strip_any(led, &[',', '，', '、']) {
        return edit(rest.trim_end_matches(is_blank).len(), end);
    }
    let indented = before.trim_end_matches(is_blank);
    let follows = behind.trim_start_matches(is_blank);
    let rest_of_line = follows.find('\n').map_or(follows.len(), |at| at.saturating_add(1));
    let is_last = follows.is_empty() || follows.starts_with(['\r', '\n', '#', '＃']);
    if is_last && (indented.is_empty() || indented.ends_with('\n')) {
        let line_end = text.len().saturating_sub(follows.len()).saturating_add(rest_of_line);
        return edit(indented.len(), line_end);
    }
    match strip_any_prefix(follows, &[';', '；']) {
        Some(rest) => edit(start, text.len().saturating_sub(rest.trim_start_matches(is_blank).len())),
        None => match strip_any(led, &[';', '；']) {
            Some(rest) => edit(rest.trim_end_matches(is_blank).len(), end),
            None => edit(start, end),
        },
    }
}

/// A phrase gone from its line, with the blanks before it.
pub(super) fn cut(texts: &Texts<'_>, phrase: Span) -> Edit {
    let before = texts.text(phrase.file).get(..phrase.start as usize).unwrap_or_default().trim_end_matches(is_space);
    Edit { span: Span::new(phrase.file, before.len(), phrase.end as usize), text: String::new() }
}

/// Two clauses in each other's place.
pub(super) fn swapped(texts: &Texts<'_>, one: Span, other: Span) -> Vec<Edit> {
    let edit = |span: Span, text: Span| Edit { span, text: texts.slice(text).to_string() };
    vec![edit(one, other), edit(other, one)]
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{3000}')
}

fn is_space(c: char) -> bool {
    is_blank(c) || matches!(c, '\n' | '\r')
}

fn strip_any<'t>(text: &'t str, marks: &[char]) -> Option<&'t str> {
    marks.iter().find_map(|mark| text.strip_suffix(*mark))
}

fn strip_any_prefix<'t>(text: &'t str, marks: &[char]) -> Option<&'t str> {
    marks.iter().find_map(|mark| text.strip_prefix(*mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::edited::written;
    use crate::source::{FileId, SourceFile, Sources};

    fn without(text: &str, clause: &str) -> String {
        let mut sources = Sources::new();
        sources.add(SourceFile::new("sample.merit", text));
        let at = text.find(clause).unwrap();
        let edit = removed(&Texts::new(&sources), Span::new(FileId(0), at, at + clause.len()));
        written(text, std::iter::once(&edit))
    }

    #[test]
    fn a_clause_goes_with_what_parts_it() {
        assert_eq!(without("a {\n  b  # why\n  c\n}\n", "b"), "a {\n  c\n}\n");
        assert_eq!(without("a { b; c; d }", "b"), "a { c; d }");
        assert_eq!(without("a { b; c; d }", "d"), "a { b; c }");
        assert_eq!(without("score 100, at most 120\n", "at most 120"), "score 100\n");
        assert_eq!(without("score 100,\n  at most 120\n", "at most 120"), "score 100\n");
        assert_eq!(without("扣2分，最多扣40分", "最多扣40分"), "扣2分");
        assert_eq!(without("a {\r\n  b\r\n  c\r\n}", "b"), "a {\r\n  c\r\n}");
    }
}
