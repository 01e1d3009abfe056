//! Which changes can be made in one round.

use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::{Sources, Span};

/// A change of a text at a place that lies in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Edit {
    pub(super) span: Span,
    pub(super) replacement: String,
}

/// The changes that the messages carry, in the order of the texts; of two that touch, the first. With [`Applicability::Unsafe`]
/// the safe ones too.
pub(super) fn edits(found: &[Diagnostic], sources: &Sources, most: Applicability) -> Vec<Edit> {
    let mut all: Vec<Edit> = found
        .iter()
        .filter_map(|problem| problem.fix.as_ref())
        .filter(|fix| fix.applicability == Applicability::Safe || most == Applicability::Unsafe)
        .filter(|fix| {
            let text = sources.get(fix.span.file).map_or("", |file| file.text());
            let old = text.get(fix.span.start as usize..fix.span.end as usize);
            old.is_some_and(|old| old != fix.replacement)
        })
        .map(|fix| Edit { span: fix.span, replacement: fix.replacement.clone() })
        .collect();
    all.sort_by_key(|edit| (edit.span.file, edit.span.start, edit.span.end));
    let mut kept: Vec<Edit> = Vec::new();
    for edit in all {
        let touches = kept.last().is_some_and(|last| {
            last.span.file == edit.span.file && (edit.span.start < last.span.end || edit.span.start == last.span.start)
        });
        if !touches {
            kept.push(edit);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Text;
    use crate::source::{FileId, SourceFile};

    fn problem() -> Diagnostic {
        Diagnostic::error("E152", Text::same("m"))
    }

    fn at(start: usize, end: usize) -> Span {
        Span::new(FileId(0), start, end)
    }

    #[test]
    fn changes_that_touch_wait_for_the_next_round() {
        let mut sources = Sources::new();
        sources.add(SourceFile::new("p", "甲 == 乙 == 丙"));
        let all = [
            problem().fix(at(11, 13), "="),
            problem().fix(at(4, 6), "="),
            problem().guess(at(0, 3), "丁"),
            problem().fix(at(4, 6), "="),
            problem().fix(at(5, 6), ""),
            problem().fix(at(99, 100), "x"),
            problem().fix(at(1, 2), "x"),
            problem().fix(at(4, 6), "=="),
        ];
        let places = |most| edits(&all, &sources, most).iter().map(|edit| (edit.span.start, edit.span.end)).collect::<Vec<_>>();
        assert_eq!(places(Applicability::Safe), [(4, 6), (11, 13)]);
        assert_eq!(places(Applicability::Unsafe), [(0, 3), (4, 6), (11, 13)]);
    }
}
