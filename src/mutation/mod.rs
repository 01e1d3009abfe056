//! What if the plan said something else? It is changed the ways people get plans wrong, each change by itself, and the examples are run
//! on every such plan: a mutant that no example notices is a rule nobody has tested.
//!
//! [`walk`] goes through every clause of the plan's ir and makes the mutants, each as edits of the policy's text ([`Mutant`]), so that a
//! reader sees what an author would have written. [`judge`] reads and runs the mutated policies. What must not be here: a second meaning
//! of a clause. A mutant is what [`crate::plan::edited`] makes of its edits, and whether it pays otherwise is for [`typical::apart`] to
//! say.
//!
//! [`typical::apart`]: crate::typical::apart

mod bounds;
mod clauses;
mod history;
pub mod judge;
mod lines;
mod literals;
mod means;
mod numeral;
mod operators;
mod ranks;
mod removal;
pub mod report;
mod rules;
mod steps;
mod tables;
#[cfg(test)]
mod tests;
mod texts;
mod walk;

use std::collections::BTreeSet;

use crate::plan::edited::Edit;
use crate::plan::ir::Plan;
use crate::source::{Sources, Span};
use texts::Texts;

/// What kind of slip a mutant is, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slip {
    /// An edge moved by the smallest unit.
    Edge,
    /// `from` for `above`, `>=` for `>`.
    Inclusion,
    /// A line, a condition or a bound left out.
    Dropped,
    /// Another number.
    Number,
    /// A part of one weight given to another.
    Weight,
    /// `marginal` for `whole`, `by ratio` for `by mirror`.
    Method,
    /// `plus` for `less`, `+` for `-`.
    Sign,
    /// `at most` for `at least`, `min` for `max`.
    Bound,
    /// `and` for `or`.
    Logic,
    /// Another option of a choice, `yes` for `no`.
    Option,
    /// Two lines that stand one after the other, swapped.
    Order,
    /// `full` for `started` or `pro rata`; whether the first day counts.
    Counting,
    Rounding,
    /// `reweight` for `zero`.
    Missing,
    /// `sum of` for `average of`.
    Aggregate,
    /// A value in force from another day, or in place of another.
    Dated,
}

impl Slip {
    pub const ALL: [Slip; 16] = [
        Slip::Edge,
        Slip::Inclusion,
        Slip::Dropped,
        Slip::Number,
        Slip::Weight,
        Slip::Method,
        Slip::Sign,
        Slip::Bound,
        Slip::Logic,
        Slip::Option,
        Slip::Order,
        Slip::Counting,
        Slip::Rounding,
        Slip::Missing,
        Slip::Aggregate,
        Slip::Dated,
    ];
}

/// The policy with one slip in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mutant {
    pub slip: Slip,
    /// In the order of their places, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Mutant {
    /// Where it is in the text.
    pub fn place(&self) -> Span {
        self.edits.first().map_or(Span::default(), |edit| edit.span)
    }
}

/// Every mutant of a plan in the order of the text, each once.
pub fn mutants(plan: &Plan, sources: &Sources) -> Vec<Mutant> {
    let texts = Texts::new(sources);
    let (mut found, mut known) = (Vec::new(), BTreeSet::new());
    for version in plan.each_version() {
        let mut maker = Maker { plan: version, texts: &texts, found, known };
        maker.plan();
        (found, known) = (maker.found, maker.known);
    }
    found.sort_by_cached_key(|mutant| (mutant.place(), mutant.slip, key(&mutant.edits)));
    found
}

/// Edits as they are compared.
type Key = Vec<(Span, String)>;

fn key(edits: &[Edit]) -> Key {
    edits.iter().map(|edit| (edit.span, edit.text.clone())).collect()
}

/// Collects mutants. The plan copies named shapes to where they are used, so one slip may be met more than once.
struct Maker<'a> {
    plan: &'a Plan,
    texts: &'a Texts<'a>,
    found: Vec<Mutant>,
    known: BTreeSet<Key>,
}

impl Maker<'_> {
    /// One mutant, unless its edits change nothing, meet one another, or have been made.
    fn slip(&mut self, slip: Slip, edits: impl IntoIterator<Item = Edit>) {
        let mut edits: Vec<Edit> = edits.into_iter().collect();
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        let meets = |pair: &[Edit]| matches!(pair, [one, two] if one.span.file == two.span.file && two.span.start < one.span.end);
        let changes = edits.iter().any(|edit| self.texts.slice(edit.span) != edit.text);
        if !changes || edits.windows(2).any(meets) {
            return;
        }
        if self.known.insert(key(&edits)) {
            self.found.push(Mutant { slip, edits });
        }
    }
}
