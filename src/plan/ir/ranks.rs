//! Where a person stands among people, and amounts shared among people.

use super::{Expr, Group};
use crate::syntax::ast::{Best, StandingFigure, Ties, WhenZero};

/// The place of a person among those of the group whom the filter takes: 1 is the best; whom it leaves out has none (missing).
/// A value that is missing or faulty makes every place in the group uncertain, as it does a sum over the group.
#[derive(Clone, Debug)]
pub struct Standing {
    pub figure: StandingFigure,
    pub value: Expr,
    /// Never a child input.
    pub group: Group,
    pub filter: Option<Expr>,
    pub ties: Ties,
    pub best: Best,
}

/// The person's part of an amount, rounded as money is paid, that is divided among those of the group whom the filter takes; whom it
/// leaves out has none (missing). The parts sum to it: each goes down to the unit of rounding, then those that lost most get a unit
/// more, of equals the smaller key. All must agree on the amount; below 0 there is nothing to divide by.
#[derive(Clone, Debug)]
pub struct Pool {
    pub amount: Expr,
    /// Never a child input.
    pub group: Group,
    pub filter: Option<Expr>,
    /// Absent: everybody the same.
    pub by: Option<Expr>,
    /// Where the values to divide by add up to 0; without it that is an error.
    pub zero: Option<WhenZero>,
}
