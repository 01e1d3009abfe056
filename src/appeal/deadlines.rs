//! The deadlines of a case: from which day they count, the last day, and whether they were kept.
//!
//! The day from which one counts is not counted itself. Waiting for evidence does not count towards the decision. A last day beyond the
//! calendar is no day: nothing is guessed.

use super::case::Case;
use crate::plan::ir::{TimeLimit, Within};
use crate::syntax::ast::{LengthUnit, LimitStart};
use crate::value::Date;
use crate::value::calendar::{Calendar, Outside};
use crate::value::date::MissingDay;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Step {
    File,
    Acknowledge,
    Complete,
    Decide,
    Notify,
    Escalate,
}

/// What happened on the day from which a deadline counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Start {
    Publication,
    NoticeOfResult,
    ReceiptOfResult,
    Filing,
    Receipt,
    Completion,
    Asking,
    Acceptance,
    FilingAgain,
    Decision,
    NoticeOfRuling,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Standing {
    Met,
    Missed,
    Open,
    /// Its last day is past, and it has not been done.
    Overdue,
    /// Evidence is awaited: the days do not count.
    Stopped,
    /// A window of the appellant's that closed without being used.
    Unused,
    /// The calendar ends before its last day.
    Unknown,
}

/// A step that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    pub step: Step,
    pub instance: u32,
    pub start: Start,
    pub from: Date,
    pub within: Within,
    /// Working days (of the step's unit) that do not count because evidence was awaited.
    pub waited: i64,
    pub last: Last,
    /// When it was done, and by whom.
    pub done: Option<(Date, Option<String>)>,
    /// Who is to do it.
    pub whose: Whose,
    pub standing: Standing,
    pub limit: TimeLimit,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Last {
    On(Date),
    /// So many days are left when the evidence is there.
    Stopped {
        left: i64,
    },
    Beyond(Outside),
}

/// Who is to act.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Whose {
    Appellant,
    /// The office that the clause names, or the office where it names none.
    Office(Option<String>),
    Panel,
    /// The body of the further instance.
    Body(String),
}

/// Stretches in which evidence was awaited: after the first day, up to and with the last; the last is open while it still is.
pub type Waits = Vec<(Date, Option<Date>)>;

/// What is known of the days of one instance.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Moments {
    pub received: Option<Date>,
    pub asked: Option<Date>,
    pub completed: Option<Date>,
    pub accepted: Option<Date>,
    pub escalated: Option<Date>,
    pub waits: Waits,
    pub decided: Option<Date>,
    pub notified: Option<Date>,
}

/// The day on which so much time has passed after a day.
///
/// # Errors
/// It lies beyond the calendar.
pub fn after(from: Date, within: Within, calendar: Option<&Calendar>) -> Result<Date, Outside> {
    let count = i64::from(within.count);
    let late = || Outside { calendar: String::new(), first: Date::MIN, last: Date::MAX, date: None };
    match within.unit {
        LengthUnit::Days => from.add_days(count).ok_or_else(late),
        LengthUnit::Months => from.add_months(count, Some(MissingDay::LastDay)).ok_or_else(late),
        LengthUnit::WorkingDays => calendar.ok_or_else(late)?.after(from, count),
    }
}

/// The last day of a step for which evidence was awaited: the days of the waits are added.
///
/// # Errors
/// It lies beyond the calendar.
pub fn with_waits(from: Date, within: Within, waits: &Waits, calendar: Option<&Calendar>) -> Result<(i64, Last), Outside> {
    let none = || Outside { calendar: String::new(), first: Date::MIN, last: Date::MAX, date: None };
    let between = |from: Date, to: Date| match within.unit {
        LengthUnit::WorkingDays => calendar.ok_or_else(none)?.between(from, to),
        LengthUnit::Days | LengthUnit::Months => Ok(from.days_until(to)),
    };
    let mut waited: i64 = 0;
    for (begin, end) in waits {
        let Some(end) = end else {
            let spent = between(from, *begin)?.saturating_sub(waited);
            let whole = match within.unit {
                LengthUnit::Days | LengthUnit::WorkingDays => i64::from(within.count),
                LengthUnit::Months => from.days_until(after(from, within, calendar)?),
            };
            return Ok((waited, Last::Stopped { left: whole.saturating_sub(spent) }));
        };
        waited = waited.saturating_add(between(*begin, *end)?);
    }
    let plain = after(from, within, calendar)?;
    let last = match within.unit {
        LengthUnit::WorkingDays => {
            let all = i64::from(within.count).saturating_add(waited);
            calendar.ok_or_else(none)?.after(from, all)?
        }
        LengthUnit::Days | LengthUnit::Months => plain.add_days(waited).ok_or_else(none)?,
    };
    Ok((waited, Last::On(last)))
}

/// The day from which a limit counts, and what happened on it; nothing where that day is not known.
pub fn start(limit: &TimeLimit, step: Step, case: &Case, moments: &Moments) -> (Start, Option<Date>) {
    // Before the further instance the case is filed again.
    let filed = moments.escalated.unwrap_or(case.filed);
    let received = moments.received.unwrap_or(filed);
    match (limit.start, step) {
        (LimitStart::Publication, _) => (Start::Publication, case.published),
        (LimitStart::Filing, _) if moments.escalated.is_some() => (Start::FilingAgain, Some(filed)),
        (LimitStart::Filing, _) => (Start::Filing, Some(filed)),
        (LimitStart::Receipt, Step::File) => (Start::ReceiptOfResult, case.received),
        (LimitStart::Receipt, Step::Acknowledge) => match moments.completed {
            // What was completed is looked at anew.
            Some(completed) => (Start::Completion, Some(completed)),
            None => (Start::Receipt, Some(received)),
        },
        (LimitStart::Receipt, Step::Complete | Step::Decide | Step::Notify | Step::Escalate) => (Start::Receipt, Some(received)),
        (LimitStart::Notice, Step::File | Step::Acknowledge) => (Start::NoticeOfResult, case.notified),
        (LimitStart::Notice, Step::Complete) => (Start::Asking, moments.asked),
        (LimitStart::Notice, Step::Decide | Step::Notify | Step::Escalate) => (Start::NoticeOfRuling, moments.notified),
        (LimitStart::Acceptance, _) => match (moments.accepted, moments.escalated) {
            (Some(accepted), _) => (Start::Acceptance, Some(accepted)),
            (None, Some(again)) => (Start::FilingAgain, Some(again)),
            (None, None) => (Start::Acceptance, None),
        },
        (LimitStart::Decision, _) => (Start::Decision, moments.decided),
    }
}
