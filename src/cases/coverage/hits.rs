//! What one watched person of an example touched, read from the trace.

use rustc_hash::FxHashMap;

use super::points::{CapPlace, Test};
use crate::engine::Results;
use crate::engine::table::Slot;
use crate::engine::trace::{Detail, MeanTrace, Seated, StepTrace};
use crate::plan::ir::{ExprId, PEOPLE, TableId};
use crate::source::Span;
use crate::value::{Number, Value};

/// A row of a table with what an expression had there.
type Found<'r> = (TableId, u32, &'r Slot);

/// The trace of a run by expression.
pub(super) struct Seen<'r> {
    results: &'r Results,
    /// The row of the watched person.
    person: u32,
    values: FxHashMap<ExprId, Vec<Found<'r>>>,
    details: FxHashMap<ExprId, Vec<&'r Detail>>,
}

impl<'r> Seen<'r> {
    pub(super) fn new(results: &'r Results, person: u32) -> Seen<'r> {
        let mut seen = Seen { results, person, values: FxHashMap::default(), details: FxHashMap::default() };
        for (at, slot) in &results.trace.values {
            seen.values.entry(at.expr).or_default().push((at.table, at.row, slot));
        }
        for (at, detail) in &results.trace.details {
            seen.details.entry(at.expr).or_default().push(detail);
        }
        seen
    }

    /// Whether the example touched what a point asks for.
    pub(super) fn meets(&self, test: &Test) -> bool {
        match test {
            Test::Line(expr, line) => self.decided(*expr, |detail| *detail == Detail::Line(*line)),
            Test::Branch(expr, branch) => self.decided(*expr, |detail| *detail == Detail::Branch(*branch)),
            Test::Version(expr, version) => self.decided(*expr, |detail| *detail == Detail::Version(*version)),
            Test::Grade(expr, line) => self.decided(*expr, |detail| matches!(detail, Detail::Grade { line: taken, .. } if taken == line)),
            Test::Limited { expr, index, moved } => self.decided(*expr, |detail| {
                matches!(detail, Detail::Grade { limits, .. } if limits.iter().any(|seated| limited(seated, *index) == Some(*moved)))
            }),
            Test::Slice(expr, line) => {
                self.decided(*expr, |detail| matches!(detail, Detail::Slices(slices) if slices.iter().any(|slice| slice.line == *line)))
            }
            Test::Refused(span) => self.refused(*span),
            Test::Condition { expr, holds } => self.has(*expr, &Slot::Value(Value::Flag(*holds))),
            Test::Covers { def, holds } => {
                let slot = self.results.tables.get(PEOPLE.0 as usize).and_then(|people| people.slot(*def, self.person));
                slot == Some(&Slot::Value(Value::Flag(*holds)))
            }
            Test::Paid { def, paid } => {
                let slot = self.results.tables.get(PEOPLE.0 as usize).and_then(|people| people.slot(*def, self.person));
                matches!(slot, Some(Slot::Value(Value::Number(amount))) if amount.is_zero() != *paid)
            }
            Test::Capped { expr, place, cap, bound } => self.step(*expr, place.entry(), |_, step| step.bound.contains(cap) == *bound),
            Test::TotalCapped { expr, cap, bound } => self.total_capped(*expr, *cap) == Some(*bound),
            Test::Emptied { expr, step, bound } => self.step(*expr, *step, |before, step| {
                let left = before.zip(step.change.as_ref()).and_then(|(before, change)| before.add(change).ok());
                left.is_some_and(|left| left.is_negative() == *bound)
            }),
            Test::Counted { expr, step, counts } => {
                self.step(*expr, *step, |_, step| step.units.as_ref().is_some_and(|units| units.is_zero() != *counts))
            }
            Test::Trimmed { expr, dropped } => self.means(*expr, |means| {
                let has_dropped = |mean: &MeanTrace| !mean.high.is_empty() || !mean.low.is_empty();
                means.iter().any(|mean| !mean.rows.is_empty() && has_dropped(mean) == *dropped)
            }),
            Test::Rated { expr, all } => self.means(*expr, |means| means.iter().all(|mean| !mean.rows.is_empty()) == *all),
            Test::Edge { on, starting, ends } => self.touches(*on, *starting, ends),
        }
    }

    fn found(&self, expr: ExprId) -> &[Found<'r>] {
        self.values.get(&expr).map_or(&[], Vec::as_slice)
    }

    fn has(&self, expr: ExprId, wanted: &Slot) -> bool {
        self.found(expr).iter().any(|(_, _, slot)| *slot == wanted)
    }

    fn decided(&self, expr: ExprId, wanted: impl Fn(&Detail) -> bool) -> bool {
        self.details.get(&expr).is_some_and(|details| details.iter().any(|detail| wanted(detail)))
    }

    fn means(&self, expr: ExprId, wanted: impl Fn(&[MeanTrace]) -> bool) -> bool {
        self.decided(expr, |detail| matches!(detail, Detail::Means(means) if wanted(means)))
    }

    /// Whether an entry of some row's steps is so; the amount before it is given beside it.
    fn step(&self, expr: ExprId, entry: usize, wanted: impl Fn(Option<&Number>, &StepTrace) -> bool) -> bool {
        self.decided(expr, |detail| {
            let Detail::Steps(steps) = detail else { return false };
            let before = entry.checked_sub(1).and_then(|before| steps.get(before)).map(|step| &step.after);
            steps.get(entry).is_some_and(|step| wanted(before, step))
        })
    }

    /// Whether a cap changed the total score; nothing where there is none, or a gate or a veto made it 0 whatever the cap said.
    fn total_capped(&self, expr: ExprId, cap: u32) -> Option<bool> {
        let struck = self.decided(expr, |detail| matches!(detail, Detail::Struck { .. }));
        let scored = self.found(expr).iter().any(|(_, _, slot)| matches!(slot, Slot::Value(_)));
        let bound = self.decided(expr, |detail| matches!(detail, Detail::Capped { bound, .. } if bound.contains(&cap)));
        (scored && !struck).then_some(bound)
    }

    /// What a line refuses is a fault that points at it.
    fn refused(&self, span: Span) -> bool {
        self.results.faults.iter().any(|fault| fault.labels.first().is_some_and(|label| label.span == span))
    }

    /// Whether the value judged is one of these ends somewhere; with a start it is judged by where it ends.
    fn touches(&self, on: ExprId, starting: Option<ExprId>, ends: &[ExprId]) -> bool {
        self.found(on).iter().any(|(table, row, slot)| {
            let Slot::Value(value) = slot else { return false };
            let judged = match (starting, value) {
                (Some(starting), Value::Number(number)) => match self.at(starting, *table, *row) {
                    Some(Value::Number(start)) => start.add(number).ok().map(Value::Number),
                    Some(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | None => None,
                },
                (Some(_), Value::Text(_) | Value::Date(_) | Value::Flag(_)) | (None, _) => Some(value.clone()),
            };
            judged.is_some_and(|judged| ends.iter().any(|end| self.at(*end, *table, *row) == Some(&judged)))
        })
    }

    fn at(&self, expr: ExprId, table: TableId, row: u32) -> Option<&'r Value> {
        let (_, _, slot) = self.found(expr).iter().find(|(other, at, _)| *other == table && *at == row)?;
        if let Slot::Value(value) = slot { Some(value) } else { None }
    }
}

impl CapPlace {
    /// Which entry of the trace of its steps a cap's is.
    fn entry(self) -> usize {
        match self {
            CapPlace::Value => 0,
            CapPlace::Step(step) => step.saturating_add(1),
        }
    }
}

/// Whether this limit moved a grade; nothing where it is another.
fn limited(seated: &Seated, limit: u32) -> Option<bool> {
    match seated {
        Seated::TooFew { index, .. } | Seated::Struck { index, .. } => (*index == limit).then_some(false),
        Seated::Ordered { index, before, after, .. } => (*index == limit).then_some(before != after),
    }
}
