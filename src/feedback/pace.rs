//! How far a period has come by a day, and how people stand against the plan to date.

use super::Asked;
use crate::plan::ir::Plan;
use crate::value::calendar::Outside;
use crate::value::{Date, Number, Period, Type, Value};

/// A part of a period has passed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Elapsed {
    /// The last day that counts.
    pub day: Date,
    /// Days that have passed, that day among them.
    pub passed: i64,
    /// Days of the period.
    pub all: i64,
    pub by: DaysBy,
}

/// Which days are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DaysBy {
    /// The working days of the policy's calendar.
    Working,
    /// Every day: the policy has no calendar.
    Calendar,
}

/// Why nobody can be measured against the plan to a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoPace {
    /// The period has not begun.
    Before,
    /// No working day has passed.
    NothingPassed,
    /// The calendar does not cover the period.
    Outside(Outside),
}

impl Elapsed {
    /// The part of the period that has passed.
    pub fn part(&self) -> Number {
        Number::from_i64(self.passed).div(&Number::from_i64(self.all)).unwrap_or(Number::ONE)
    }
}

/// What part of the period has passed by the day; nothing where all of it has.
///
/// # Errors
/// The day lies before the period, or it cannot be said how many of its days are worked.
pub fn elapsed(plan: &Plan, period: Period, day: Date) -> Result<Option<Elapsed>, NoPace> {
    let (start, end) = (period.start(), period.end());
    if day < start {
        return Err(NoPace::Before);
    }
    if day >= end {
        return Ok(None);
    }
    let (passed, all, by) = match &plan.calendar {
        Some(calendar) => {
            let worked = |to| calendar.days.worked(start, to).map_err(NoPace::Outside);
            (worked(day)?, worked(end)?, DaysBy::Working)
        }
        None => (start.days_until(day).saturating_add(1), period.days(), DaysBy::Calendar),
    };
    if passed <= 0 {
        return Err(NoPace::NothingPassed);
    }
    Ok(Some(Elapsed { day, passed, all, by }))
}

/// How a person stands on one KPI whose target is money or a count.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pace {
    /// The KPI, by its title.
    pub kpi: String,
    /// What the measure has come to.
    pub measure: Number,
    /// What it should have come to by now.
    pub to_date: Number,
    /// The one over the other; nothing where nothing is planned.
    pub pace: Option<Number>,
    /// What it would come to by the end of the period if it went on so.
    pub at_end: Number,
    /// What it should come to by then.
    pub full: Number,
    pub ty: Type,
}

/// The KPIs of the scorecard that covers the person, where a part of the period has passed.
pub(super) fn paces(asked: &Asked<'_>, row: u32) -> Vec<Pace> {
    let (report, Some(elapsed)) = (&asked.report, asked.elapsed) else { return Vec::new() };
    let part = elapsed.part();
    let covering = report.plan.scorecards.iter().filter(|card| {
        let slot = report.slot(card.covered, row);
        matches!(slot, Some(crate::engine::table::Slot::Value(Value::Flag(true))))
    });
    let of = |kpi: &crate::plan::ir::Kpi| {
        let (measure, to_date) = (report.number(kpi.measure, row)?, report.number(kpi.target?, row)?);
        Some(Pace {
            kpi: kpi.title.clone().unwrap_or_else(|| kpi.name.clone()),
            measure: measure.clone(),
            to_date: to_date.clone(),
            // Of what is better the lower, a ratio above the plan would read like success.
            pace: if kpi.reverse.is_none() { measure.div(to_date).ok() } else { None },
            at_end: measure.div(&part).ok()?,
            full: to_date.div(&part).ok()?,
            // A part of a count is no count.
            ty: report.def(kpi.measure).map(|def| if def.ty == Type::Count { Type::Number } else { def.ty })?,
        })
    };
    covering.flat_map(|card| &card.kpis).filter(|kpi| report.plan.is_paced(kpi)).filter_map(of).collect()
}
