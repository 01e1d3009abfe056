//! Working days: the calendar of a plan, and what its expressions say of it.

use super::Expr;
use crate::source::Span;
use crate::value::calendar;

/// The calendar a plan counts working days by.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub days: calendar::Calendar,
    /// The head of its clause, or where the header names it.
    pub span: Span,
}

/// What is said of working days; without a calendar there is none of it in a plan.
#[derive(Clone, Debug)]
pub enum Working {
    /// The working days after `from`, up to and with `to`; below zero where `to` is the earlier one.
    Between { from: Expr, to: Expr },
    /// The day on which so many working days have passed since `date`; a negative count goes back.
    After { date: Expr, days: i64 },
    /// The day itself where it is worked, else the next one that is.
    Rolling(Expr),
}

impl Working {
    /// The expressions in it, from the left.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Working::Between { from, to } => vec![from, to],
            Working::After { date, .. } | Working::Rolling(date) => vec![date],
        }
    }
}
