//! From pairs to the tree: the builder of names, literals and expressions.
//!
//! A builder never fails. What it cannot accept it reports where it stands and gives back a node in its place; the
//! caller asks [`Builder::failed_since`] whether the clause it built is whole.

mod bounds;
mod compare;
mod group;
mod means;
mod operand;
mod periods;
mod ranks;
mod row;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::ast::{Allow, Expr, ExprKind};
use crate::syntax::literal::unread;
use crate::syntax::parser::Rule;
use crate::syntax::{Wide, widened};

/// One piece of the text and the rule it was read by.
pub(super) type Pair<'s> = pest::iterators::Pair<'s, Rule>;

/// Builds the tree of one file from pairs, and collects what it had to report.
pub(super) struct Builder<'s> {
    pub(super) file: FileId,
    /// The text the pairs were read from.
    pub(super) text: &'s str,
    /// The whole file, and where in it that text begins: a clause that is read alone is a piece of it.
    whole: &'s str,
    base: usize,
    /// Where words of the language stood in full-width letters: their text is shorter here than in the file.
    wide: Wide<'s>,
    problems: RefCell<Vec<Diagnostic>>,
    allows: RefCell<Vec<Allow>>,
    /// Where the expression being built stands.
    place: Cell<Place>,
}

/// What stands around an expression, as far as its reading depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Place {
    wants: Wants,
    /// Whether a condition goes on beside what is being built, outside all brackets.
    beside: Beside,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wants {
    Value,
    Condition,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Beside {
    Nothing,
    Condition,
}

const VALUE: Place = Place { wants: Wants::Value, beside: Beside::Nothing };
const CONDITION: Place = Place { wants: Wants::Condition, beside: Beside::Nothing };

/// How many problems there were at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl<'s> Builder<'s> {
    pub(super) fn new(file: FileId, text: &'s str, wide: Wide<'s>) -> Builder<'s> {
        Builder::piece(file, (text, text), 0, wide)
    }

    /// A builder for a piece of the file that begins at byte `base`.
    pub(super) fn piece(file: FileId, (whole, text): (&'s str, &'s str), base: usize, wide: Wide<'s>) -> Builder<'s> {
        Builder { file, text, whole, base, wide, problems: RefCell::default(), allows: RefCell::default(), place: Cell::new(VALUE) }
    }

    /// The text under a span.
    pub(super) fn text_of(&self, span: Span) -> &'s str {
        trimmed(self.whole.get(span.start as usize..span.end as usize).unwrap_or(""))
    }

    /// Everything reported so far, taken out.
    pub(super) fn take_problems(&self) -> Vec<Diagnostic> {
        self.problems.take()
    }

    pub(super) fn report(&self, problem: Diagnostic) {
        self.problems.borrow_mut().push(problem);
    }

    /// Keeps an `allow`, wherever it stands.
    pub(super) fn note_allow(&self, allow: Allow) {
        self.allows.borrow_mut().push(allow);
    }

    /// Every `allow` kept so far, taken out.
    pub(super) fn take_allows(&self) -> Vec<Allow> {
        self.allows.take()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.problems.borrow().len())
    }

    /// Whether an error was reported since the mark.
    pub(super) fn failed_since(&self, mark: Mark) -> bool {
        self.problems.borrow().iter().skip(mark.0).any(Diagnostic::is_error)
    }

    /// The place of a pair without the blanks behind it.
    pub(super) fn span(&self, pair: &Pair<'_>) -> Span {
        let start = pair.as_span().start().saturating_add(self.base);
        let end = start.saturating_add(trimmed(pair.as_str()).len());
        Span::new(self.file, start, widened(end, self.wide))
    }

    /// A value: `expression` where a value is wanted. Bound words do not compare at its top.
    pub(super) fn expression(&self, pair: Pair<'_>) -> Expr {
        self.at(VALUE, || self.logic(pair))
    }

    /// A condition.
    pub(super) fn condition(&self, pair: Pair<'_>) -> Expr {
        self.at(CONDITION, || self.logic(pair))
    }

    /// A value without a comparison at its top.
    pub(super) fn sum(&self, pair: Pair<'_>) -> Expr {
        self.at(VALUE, || self.sum_row(pair))
    }

    /// Runs `build` with `place` around it.
    fn at<T>(&self, place: Place, build: impl FnOnce() -> T) -> T {
        let before = self.place.replace(place);
        let built = build();
        self.place.set(before);
        built
    }

    /// What stands where nothing could be read; it has been reported, or cannot come from the grammar.
    pub(super) fn nothing(&self, span: Span) -> Expr {
        Expr { kind: ExprKind::Number(unread(span)), span }
    }
}

/// The text without blanks and line ends behind it.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_end_matches([' ', '\t', '\u{3000}', '\n', '\r'])
}
