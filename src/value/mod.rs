//! Values and what can be done with them: exact numbers, dates, calendars, periods, types, and how they are shown.
//!
//! Pure functions without spans: who calls them knows the place. No binary float comes near a value.

pub mod calendar;
pub mod date;
pub mod number;
pub mod period;
pub mod show;
pub mod types;
mod zone;

use std::sync::Arc;

pub use calendar::Calendar;
pub use date::Date;
pub use number::{Number, NumberFault, RoundMode};
pub use period::{Period, PeriodKind};
pub use types::{ChoiceId, Code, Type};
pub use zone::Zone;

/// One value of a cell, a literal or a step. Money, percents, counts and days are numbers; their type says which.
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub enum Value {
    Number(Number),
    Text(Arc<str>),
    Date(Date),
    Flag(bool),
}
