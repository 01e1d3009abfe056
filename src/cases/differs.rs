//! Expected values that come out otherwise: the first of them in the order of computing is explained, down to the terms of its clause;
//! what reads it is told with it, since that may only follow from it.

use std::collections::BTreeSet;

use super::{computed, figures, problems, spoken};
use crate::diagnostic::{Diagnostic, Label, Text};
use crate::engine::Results;
use crate::engine::trace::Watch;
use crate::plan::ir::{Body, DefId, Example, Plan, walk};
use crate::report::{Report, why};
use crate::source::{Sources, Span};
use crate::value::Value;

/// An expected value that came out otherwise.
pub(super) struct Difference {
    /// The number of its expectation.
    pub at: usize,
    /// The number of the person.
    pub whose: u32,
    pub def: DefId,
    pub name: Text,
    pub expected: Text,
    pub got: Text,
    pub span: Span,
}

impl Difference {
    pub(super) fn new(
        plan: &Plan,
        (example, results): (&Example, &Results),
        at: usize,
        (whose, def, span): (u32, DefId, Span),
        (expected, got): (&Value, &Value),
    ) -> Option<Self> {
        let body = plan.defs.get(def.0 as usize)?;
        let (expected, got) = figures::both(plan, results, body, expected, got);
        Some(Difference { at, whose, def, name: spoken(example, whose, body), expected, got, span })
    }
}

/// A message for each difference that no other explains, with the number of its expectation.
pub(super) fn told(plan: &Plan, example: &Example, mut found: Vec<Difference>) -> Vec<(usize, Diagnostic)> {
    if found.is_empty() {
        return Vec::new();
    }
    // Columns are given, not computed: they come before everything in the order.
    found.sort_by_key(|difference| plan.order.iter().position(|def| *def == difference.def));
    let mut causes: Vec<(Difference, Vec<Difference>)> = Vec::new();
    for difference in found {
        let read = read_by(plan, difference.def);
        match causes.iter_mut().find(|(cause, _)| cause.whose == difference.whose && read.contains(&cause.def)) {
            Some((_, following)) => following.push(difference),
            None => causes.push((difference, Vec::new())),
        }
    }
    let mut told = Vec::with_capacity(causes.len());
    let people: BTreeSet<u32> = causes.iter().map(|(cause, _)| cause.whose).collect();
    for person in people {
        let results = computed(plan, example, Watch::Person(person));
        let own = causes.iter().filter(|(cause, _)| cause.whose == person);
        told.extend(own.map(|(cause, following)| (cause.at, explained(plan, &results, cause, following))));
    }
    told
}

fn explained(plan: &Plan, results: &Results, cause: &Difference, following: &[Difference]) -> Diagnostic {
    let mut problem = problems::differs(&cause.name, &cause.expected, &cause.got, cause.span);
    for other in following {
        problems::follows(&mut problem, (&other.expected, &other.got), other.span, &cause.name);
    }
    // Nothing of the text is quoted, only values at their places.
    let sources = Sources::new();
    let report = Report { plan, results, sources: &sources };
    let terms = why::terms(&report, cause.whose, cause.def);
    problem.labels.extend(terms.into_iter().map(|term| Label { span: term.span, text: term.text }));
    problem
}

/// Everything a definition reads, through however many others.
fn read_by(plan: &Plan, def: DefId) -> BTreeSet<DefId> {
    let (mut read, mut open) = (BTreeSet::new(), vec![def]);
    while let Some(next) = open.pop() {
        let Some(Body::Expr(body)) = plan.defs.get(next.0 as usize).map(|def| &def.body) else { continue };
        for other in walk::all(body).into_iter().flat_map(walk::defs_of) {
            if read.insert(other) {
                open.push(other);
            }
        }
    }
    read
}
