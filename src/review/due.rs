//! When the next review is due by the clauses, by whom, of what, and whether what calls for an adjustment holds.

use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Review};
use crate::report::Report;
use crate::value::date::MissingDay;
use crate::value::{Date, Value};

#[derive(Clone, Debug)]
pub struct Due<'a> {
    pub review: &'a Review,
    /// The first day after the period on which one is due; none where dates end before it.
    pub next: Option<Date>,
    pub condition: Option<Condition>,
}

/// Whether what calls for an adjustment holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    /// For everybody alike.
    Holds,
    HoldsNot,
    ForSome {
        people: usize,
        of: usize,
    },
    /// Of nobody can it be said.
    Unknown,
}

/// Counted from the first day of the plan; without one from the first day of the period.
pub fn due<'a>(report: &Report<'a>) -> Vec<Due<'a>> {
    let period = report.results.period;
    let from = report.plan.effective.map_or(period.start(), |(from, _)| from);
    let next = |months: u32| {
        let step = i64::from(months.max(1));
        let months = |day: Date| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month()));
        let apart = months(period.end()).saturating_sub(months(from)).max(0) / step;
        let times = apart.saturating_sub(1).max(1)..=apart.saturating_add(2);
        let mut days = times.filter_map(|times| from.add_months(times.checked_mul(step)?, Some(MissingDay::LastDay)));
        days.find(|day| *day > period.end())
    };
    let reviews = report.plan.process.reviews.iter();
    reviews.map(|review| Due { review, next: next(review.months), condition: review.when.map(|(def, _)| condition(report, def)) }).collect()
}

fn condition(report: &Report<'_>, def: DefId) -> Condition {
    let flags: Vec<bool> = report
        .rows()
        .filter_map(|row| match report.slot(def, row) {
            Some(Slot::Value(Value::Flag(flag))) => Some(*flag),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        })
        .collect();
    let people = flags.iter().filter(|flag| **flag).count();
    match (people, flags.len()) {
        (_, 0) => Condition::Unknown,
        (0, _) => Condition::HoldsNot,
        (people, of) if people == of => Condition::Holds,
        (people, of) => Condition::ForSome { people, of },
    }
}
