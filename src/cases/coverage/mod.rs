//! How much of a plan its examples touch: every line, row, branch, gate, cap, step, condition and edge, and which examples reach it.
//!
//! [`points`] lists what there is to touch, each with a question; [`hits`] answers the question from the trace of one watched example.
//! What the plan copies (named bands and tiers stand in every clause that uses them) is one point, since it is one place in the text.

mod hits;
pub mod json;
pub mod lcov;
mod points;
#[cfg(test)]
mod tests;
pub mod text;
mod words;

use std::collections::BTreeMap;

use super::computed;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::source::{Sources, Span};
use crate::value::Number;
use hits::Seen;

pub use words::percent;

/// What kind of thing a point is of, in the order of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Band,
    Tier,
    Row,
    Grade,
    Edge,
    Branch,
    /// A part of `otherwise`.
    Fallback,
    Gate,
    Veto,
    Cap,
    Floor,
    /// `until zero`
    UntilZero,
    /// `less 2 for each …`
    Step,
    /// The `for` of a scorecard or a payout.
    Audience,
    /// One of the dated values of a param.
    Dated,
    /// The extremes a mean leaves out.
    Trim,
    /// A kind of rater without rows.
    Raters,
    /// Forced distribution.
    Limit,
    Guarantee,
    Draw,
    /// What is taken back of a draw.
    Recovery,
}

impl Kind {
    pub const ALL: [Kind; 21] = [
        Kind::Band,
        Kind::Tier,
        Kind::Row,
        Kind::Grade,
        Kind::Edge,
        Kind::Branch,
        Kind::Fallback,
        Kind::Gate,
        Kind::Veto,
        Kind::Cap,
        Kind::Floor,
        Kind::UntilZero,
        Kind::Step,
        Kind::Audience,
        Kind::Dated,
        Kind::Trim,
        Kind::Raters,
        Kind::Limit,
        Kind::Guarantee,
        Kind::Draw,
        Kind::Recovery,
    ];
}

/// Which side of it must be seen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Side {
    /// A line or a value has one side: it is reached. An edge is touched.
    Reached,
    /// A condition holds, a gate is open, a veto strikes, a cap binds, a step counts, a clause applies.
    Yes,
    /// The other way round; `else` where no condition holds.
    No,
}

/// One thing that an example can touch.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    pub kind: Kind,
    pub side: Side,
    /// Its place: of an edge the number, of a branch the condition or what `else` gives, else the clause.
    pub span: Span,
    /// The clause it stands in.
    pub clause: Span,
    /// The examples that touch it, by number.
    pub examples: Vec<usize>,
}

impl Point {
    pub fn is_covered(&self) -> bool {
        !self.examples.is_empty()
    }
}

/// Every point of a plan in the order of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Coverage {
    pub points: Vec<Point>,
}

/// So many points are covered of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Count {
    pub covered: usize,
    pub total: usize,
}

impl Count {
    /// The share that is covered; all of it where there is nothing to cover.
    pub fn share(self) -> Number {
        let whole = |count: usize| Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX));
        whole(self.covered).div(&whole(self.total)).unwrap_or(Number::ONE)
    }

    /// How many more points must be covered for a share of at least this.
    pub fn lacks(self, least: &Number) -> usize {
        let wanted = |more: &usize| Count { covered: self.covered.saturating_add(*more), ..self }.share() >= *least;
        (0..=self.total.saturating_sub(self.covered)).find(wanted).unwrap_or(0)
    }
}

impl Coverage {
    pub fn count(&self) -> Count {
        count(self.points.iter())
    }

    pub fn of_kind(&self, kind: Kind) -> Count {
        count(self.points.iter().filter(|point| point.kind == kind))
    }
}

fn count<'p>(points: impl Iterator<Item = &'p Point>) -> Count {
    points.fold(Count::default(), |count, point| Count {
        covered: count.covered.saturating_add(usize::from(point.is_covered())),
        total: count.total.saturating_add(1),
    })
}

/// A policy as the writers take it: the name the call gives it, and what its examples cover.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'a> {
    pub name: &'a str,
    pub plan: &'a Plan,
    pub sources: &'a Sources,
    pub coverage: &'a Coverage,
}

/// Runs every example watched at each of its people, and finds what it touches.
pub fn coverage(plan: &Plan) -> Coverage {
    let mut found: BTreeMap<points::Key, Point> = BTreeMap::new();
    let examples = plan.all_examples();
    // What several versions have alike is one place in the text.
    for version in plan.each_version() {
        let sites = points::sites(version);
        for site in &sites {
            let points::Key { span, kind, side } = site.key;
            found.entry(site.key).or_insert_with(|| Point { kind, side, span, clause: site.clause, examples: Vec::new() });
        }
        for (number, example) in examples.iter().enumerate().filter(|(_, example)| std::ptr::eq(plan.in_force(example.period), version)) {
            for (_, person) in example.people.iter().zip(0_u32..) {
                let results = computed(version, example, Watch::Person(person));
                let seen = Seen::new(&results, person);
                for site in sites.iter().filter(|site| seen.meets(&site.test)) {
                    if let Some(point) = found.get_mut(&site.key)
                        && point.examples.last() != Some(&number)
                    {
                        point.examples.push(number);
                    }
                }
            }
        }
    }
    Coverage { points: found.into_values().collect() }
}
