//! Who was consulted, trained and has signed before a plan is used, and whether what they asked was answered in time.
//!
//! [`records`] reads what was written down (JSON or CSV) into [`Records`]: strictly, since a record that is misread accuses somebody.
//! [`standing`] holds it against the dates of the `rollout` clause on a given day; [`document`], [`csv()`] and [`json()`] write it.
//! Others read the same records by [`Records::remarks`]: questions and comments with the clause each concerns, which [`clause_named`]
//! finds. What must not be here: a clock (the day is given), files, and anything of results.

mod cells;
mod clauses;
mod duties;
mod fields;
mod json;
mod last_day;
mod page;
mod parts;
pub mod problems;
mod records;
mod remarks;
#[cfg(test)]
mod tests;
mod writers;

pub use clauses::{Named, clause_named, clauses};
pub use duties::{Asked, Duty, DutyKind, Person, Standing, Status, standing};
pub use last_day::{Last, after};
pub use page::{Day, document};
pub use parts::{findings, support};
pub use records::{Answer, Entry, Event, Form, Place, Question, Records, records};
pub use remarks::{Answered, Kind, Remark};
pub use writers::{csv, json};

use crate::diagnostic::Diagnostic;
use crate::plan::ir::Plan;
use crate::value::Period;

/// What is said where a period is evaluated that people went through before they could know the plan; or where nobody can say whether
/// they did, since the rollout names no day of publication. Nothing where the policy has no rollout.
pub fn before_publication(plan: &Plan, periods: &[Period]) -> Option<Diagnostic> {
    let rollout = plan.process.rollout.as_ref()?;
    let Some((publish, span)) = rollout.publish else { return Some(problems::without_publish(rollout.span)) };
    // A period that began before: its people worked for a plan that they had not seen.
    let early = periods.iter().find(|period| period.start() < publish)?;
    Some(problems::before_publication((*early, publish), span, plan))
}
