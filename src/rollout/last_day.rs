//! The last day of something that is to be done within a length of time.

use crate::plan::ir::{Plan, Within};
use crate::syntax::ast::LengthUnit;
use crate::value::Date;
use crate::value::calendar::Outside;
use crate::value::date::MissingDay;

/// A last day, or why there is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Last {
    /// It is still in time.
    On(Date),
    /// The calendar ends before it.
    Beyond(Outside),
    /// The policy names no day from which it counts, or no limit.
    Open,
}

impl Last {
    pub fn day(&self) -> Option<Date> {
        match self {
            Last::On(day) => Some(*day),
            Last::Beyond(_) | Last::Open => None,
        }
    }
}

/// The last day within a length of time after a day, which is not counted itself. Working days go by the plan's calendar.
pub fn after(plan: &Plan, from: Date, within: Within) -> Last {
    let count = i64::from(within.count);
    let day = match within.unit {
        LengthUnit::Days => from.add_days(count),
        LengthUnit::Months => from.add_months(count, Some(MissingDay::LastDay)),
        LengthUnit::WorkingDays => match plan.calendar.as_ref().map(|calendar| calendar.days.after(from, count)) {
            Some(Ok(day)) => Some(day),
            Some(Err(outside)) => return Last::Beyond(outside),
            None => None,
        },
    };
    day.map_or(Last::Open, Last::On)
}
