//! What the people of the data make of each KPI.

use crate::engine::table::Slot;
use crate::lint::settings::Threshold;
use crate::lint::{Found, Lint, Subject};
use crate::plan::ir::{DefId, Figure, Kpi, PEOPLE};
use crate::source::Span;
use crate::value::{Number, Value};

/// One KPI of one scorecard over everybody it covers and who can be computed.
pub(in crate::lint) struct Scored<'a> {
    pub kpi: &'a Kpi,
    /// One a person, where the KPI has a target.
    pub attainments: Vec<Number>,
    /// One a person, in the same order where both are there.
    pub scores: Vec<Number>,
}

impl Scored<'_> {
    pub(in crate::lint) fn attainments(&self) -> &[Number] {
        &self.attainments
    }

    pub(in crate::lint) fn scores(&self) -> &[Number] {
        &self.scores
    }
}

/// The KPIs that enough people of the data have something of: fewer than `fewest` are not judged. Without data it is said why there are
/// none.
pub(in crate::lint) fn judged<'a>(
    subject: &Subject<'a>,
    (lint, found): (&Lint, &mut Found),
    fewest: &Threshold,
    something: for<'s> fn(&'s Scored<'a>) -> &'s [Number],
) -> Vec<Scored<'a>> {
    if subject.results.is_none() {
        found.silent(lint, super::words::no_data());
    }
    let fewest = subject.settings.get(fewest);
    let enough = |scored: &Scored<'a>| i64::try_from(something(scored).len()).is_ok_and(|people| Number::from_i64(people) >= fewest);
    scored(subject).into_iter().filter(enough).collect()
}

/// Every KPI with the people of the data; nothing without data.
fn scored<'a>(subject: &Subject<'a>) -> Vec<Scored<'a>> {
    let Some(results) = subject.results else { return Vec::new() };
    let Some(people) = results.tables.get(PEOPLE.0 as usize) else { return Vec::new() };
    let number = |def: DefId, row: u32| match people.slot(def, row) {
        Some(Slot::Value(Value::Number(number))) => Some(number.clone()),
        Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
    };
    let covered = |def: DefId, row: u32| matches!(people.slot(def, row), Some(Slot::Value(Value::Flag(true))));
    let rows = || 0..u32::try_from(people.len()).unwrap_or(u32::MAX);
    let mut found = Vec::new();
    for card in &subject.plan.scorecards {
        for kpi in &card.kpis {
            let own = || rows().filter(|row| covered(card.covered, *row));
            let attainments = kpi.attainment.map_or(Vec::new(), |def| own().filter_map(|row| number(def, row)).collect());
            let scores = own().filter_map(|row| number(kpi.score, row)).collect();
            found.push(Scored { kpi, attainments, scores });
        }
    }
    found
}

/// How many of a list are so, as a ratio of all; none of an empty list.
pub(in crate::lint) fn share(list: &[Number], is: impl Fn(&Number) -> bool) -> Option<Number> {
    let count = |count: usize| i64::try_from(count).map(Number::from_i64).ok();
    count(list.iter().filter(|number| is(number)).count())?.div(&count(list.len())?).ok()
}

/// What the header says of the company: the amount, and where it says so.
pub(in crate::lint) fn company_figure(subject: &Subject<'_>, figure: Figure) -> Option<(Number, Span)> {
    let def = subject.plan.figures.get(figure)?;
    let place = subject.plan.defs.get(def.0 as usize)?.span;
    let people = subject.results?.tables.get(PEOPLE.0 as usize)?;
    let rows = 0..u32::try_from(people.len()).unwrap_or(u32::MAX);
    let amount = rows.filter_map(|row| people.slot(def, row)).find_map(|slot| match slot {
        Slot::Value(Value::Number(amount)) => Some(amount.clone()),
        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
    })?;
    Some((amount, place))
}

/// A definition added up over everybody who has it; none where nobody does.
pub(in crate::lint) fn sum_over_people(subject: &Subject<'_>, def: DefId) -> Option<Number> {
    let people = subject.results?.tables.get(PEOPLE.0 as usize)?;
    let mut sum = None;
    for row in 0..u32::try_from(people.len()).unwrap_or(u32::MAX) {
        if let Some(Slot::Value(Value::Number(number))) = people.slot(def, row) {
            sum = Some(sum.unwrap_or(Number::ZERO).add(number).ok()?);
        }
    }
    sum
}
