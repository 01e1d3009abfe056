//! Where a person stands among people, and amounts shared among people.

use super::{Expr, Over};
use crate::source::Span;

/// `rank of score within team where active, ties worst`
#[derive(Clone, PartialEq, Debug)]
pub struct Standing {
    pub figure: StandingFigure,
    pub value: Expr,
    pub over: Over,
    pub filter: Option<Expr>,
    /// Absent where the text does not say it, which is an error.
    pub ties: Option<Ties>,
    pub best: Best,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum StandingFigure {
    /// 1 is the best.
    Rank,
    /// 100% is the best, 0% the last.
    Percentile,
}

/// Which place those share who have the same value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Ties {
    Worst,
    Best,
    Average,
}

/// Which end of the values comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Best {
    Highest,
    Lowest,
}

/// `share 10_000 for each team where active by score, when zero equally`
#[derive(Clone, PartialEq, Debug)]
pub struct Pool {
    pub amount: Expr,
    pub over: Over,
    pub filter: Option<Expr>,
    pub by: PoolBy,
    /// What holds where the amounts add up to 0, with its place.
    pub zero: Option<(WhenZero, Span)>,
}

/// By what a pool is divided.
#[derive(Clone, PartialEq, Debug)]
pub enum PoolBy {
    Amount(Expr),
    Equally,
    /// The text does not say it, which is an error.
    Unsaid,
}

impl PoolBy {
    pub fn amount(&self) -> Option<&Expr> {
        match self {
            PoolBy::Amount(amount) => Some(amount),
            PoolBy::Equally | PoolBy::Unsaid => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum WhenZero {
    /// Everybody gets the same.
    Equally,
    /// The pool is kept.
    Nobody,
}
