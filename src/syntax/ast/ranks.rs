//! Where a person stands among people, and amounts shared among people.

use super::{Expr, Literal, Name, Over, Quoted};
use crate::source::Span;
use crate::value::RoundMode;

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

/// `limit grade S, A to at most 30% of team by score, heads rounded down, ties excluded, for groups of at least 5`
#[derive(Clone, PartialEq, Debug)]
pub struct Limit {
    pub grades: Vec<Name>,
    pub kind: LimitKind,
    /// A percent of the people of a group, or a number of them.
    pub share: Literal,
    pub over: Over,
    pub filter: Option<Expr>,
    pub by: Expr,
    /// How a percent of the people becomes whole ones.
    pub heads: Option<(RoundMode, Span)>,
    /// Absent where the text does not say it, which is an error.
    pub ties: Option<SeatTies>,
    pub smallest: Option<Literal>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum LimitKind {
    /// Fewer may hold these grades.
    AtMost,
    /// Others are moved to these grades until the seats are taken.
    Exactly,
}

/// What becomes of those who stand level where the seats end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum SeatTies {
    /// None of them has a seat.
    Excluded,
    /// All of them have one.
    Included,
}
