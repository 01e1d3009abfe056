//! Calendars, and what an expression says of working days.

use super::{Expr, Literal, Quoted};
use crate::source::Span;
use crate::value::Date;
use crate::value::calendar::Weekday;

/// `calendar "China 2026" { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Calendar {
    pub name: Quoted,
    /// `covers 2026-01-01 to 2026-12-31`
    pub covers: Option<DaySpan>,
    /// `weekend saturday, sunday`; empty for `weekend none`.
    pub weekend: Option<Vec<(Weekday, Span)>>,
    /// `holiday 2026-01-01 to 2026-01-03`
    pub holidays: Vec<DaySpan>,
    /// `workday 2026-01-04`: worked though it is on a weekend.
    pub workdays: Vec<DaySpan>,
    pub because: Option<Quoted>,
    /// The head.
    pub span: Span,
}

/// One day, or the days from one to another, both in.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct DaySpan {
    pub from: Date,
    pub to: Date,
    pub span: Span,
}

/// What is said of working days.
#[derive(Clone, PartialEq, Debug)]
pub enum Working {
    /// `5 working days`: means something only beside a date.
    Days(Literal),
    /// `working days from a to b`
    Between { from: Expr, to: Expr },
    /// `d, rolling to the next working day`
    Rolling(Expr),
}

impl Working {
    /// The expressions in it, in the order of the text.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Working::Days(_) => Vec::new(),
            Working::Between { from, to } => vec![from, to],
            Working::Rolling(date) => vec![date],
        }
    }
}
