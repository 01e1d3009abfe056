//! What the people of the data make of each KPI.

use super::Subject;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Kpi, PEOPLE};
use crate::value::{Number, Value};

/// One KPI of one scorecard over everybody it covers and who can be computed.
pub(super) struct Scored<'a> {
    pub kpi: &'a Kpi,
    /// One a person, where the KPI has a target.
    pub attainments: Vec<Number>,
    /// One a person, in the same order where both are there.
    pub scores: Vec<Number>,
}

/// Every KPI with the people of the data; nothing without data.
pub(super) fn scored<'a>(subject: &Subject<'a>) -> Vec<Scored<'a>> {
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
pub(super) fn share(list: &[Number], is: impl Fn(&Number) -> bool) -> Option<Number> {
    let count = |count: usize| i64::try_from(count).map(Number::from_i64).ok();
    count(list.iter().filter(|number| is(number)).count())?.div(&count(list.len())?).ok()
}
