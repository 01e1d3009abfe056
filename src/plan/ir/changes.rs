//! What changes while a policy is in force.

use super::{DefId, Plan};
use crate::source::Span;
use crate::value::{Date, Period, Value};

/// An approved exception for one person: values that count instead of what the plan would give.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The key of the person.
    pub person: String,
    pub from: Date,
    pub to: Date,
    pub because: String,
    pub approved: String,
    pub values: Vec<ExceptionValue>,
    /// The head of the clause.
    pub span: Span,
    /// The key inside the head.
    pub place: Span,
}

/// `overdue_penalty = 0`
#[derive(Clone, Debug)]
pub struct ExceptionValue {
    pub def: DefId,
    pub value: Value,
    pub span: Span,
}

impl Exception {
    /// Whether it holds in a period: the last day decides.
    pub fn holds(&self, period: Period) -> bool {
        let day = period.end();
        self.from <= day && day <= self.to
    }
}

impl Plan {
    /// The exceptions that hold in a period, each with its number.
    pub fn exceptions_in(&self, period: Period) -> impl Iterator<Item = (usize, &Exception)> {
        self.exceptions.iter().enumerate().filter(move |(_, exception)| exception.holds(period))
    }
}
