//! Values of earlier periods, and what goes from one period to the next.

use super::{AggregateFunction, Amount, Expr, Literal, Name, Path, Quoted, TypeRef};
use crate::source::Span;

/// `average of revenue over last 3 periods (including this, at least 2)`
#[derive(Clone, PartialEq, Debug)]
pub struct OverPeriods {
    pub function: AggregateFunction,
    /// One value a period.
    pub value: Expr,
    pub window: Window,
}

/// Which periods.
#[derive(Clone, PartialEq, Debug)]
pub enum Window {
    /// From the first period of the calendar year up to and with this one.
    YearToDate,
    Last {
        count: Literal,
        this: ThisPeriod,
        /// How many of them must have a value; absent: all.
        enough: Option<Literal>,
    },
}

/// Whether the period evaluated is one of the last ones.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ThisPeriod {
    Included,
    Excluded,
}

/// `carry balance : money starting 0 = balance last period + advanced`
#[derive(Clone, PartialEq, Debug)]
pub struct Carry {
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub title: Option<Quoted>,
    /// What the period before the first left behind.
    pub starting: Expr,
    pub amount: Amount,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `clawback of commission (credit over deals, cancelled within 12 months of closed, by remaining months)`
#[derive(Clone, PartialEq, Debug)]
pub struct Clawback {
    /// The payout that paid for the rows.
    pub payout: Name,
    /// What a row brought, by the rules of its own period.
    pub value: Expr,
    pub over: Name,
    /// The date that makes a row one to take back.
    pub lost: Path,
    /// The date from which the months run.
    pub won: Path,
    pub months: Literal,
    pub share: BackShare,
}

/// How much of what a row brought is taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BackShare {
    /// The part of the months that were still to come.
    RemainingMonths,
    All,
}
