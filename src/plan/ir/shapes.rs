//! Bands, tiers, and the steps under an amount.

use super::{Bound, Expr, Outcome};
use crate::source::Span;
use crate::syntax::ast::{CapKind, Counting, Direction, Sign, TierMode};

/// Bands: every end is filled in (a missing end is the neighbour's), the first low and the last high may be open.
/// Where ends are expressions, a person for whom a value lies in no band or in two is an error on the person.
#[derive(Clone, Debug)]
pub struct Bands {
    pub on: Expr,
    pub lines: Vec<BandLine>,
}

#[derive(Clone, Debug)]
pub struct BandLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub result: BandResult,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum BandResult {
    Value(Expr),
    /// From the value at the low end to the value at the high end.
    Linear {
        from: Expr,
        to: Expr,
    },
    /// Goes on from the linear piece beside it with the same slope.
    Onward {
        along: Neighbour,
    },
    Refuse(String),
}

/// Which line a `linear onward` continues.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Neighbour {
    Before,
    After,
}

/// Tiers. Marginal: the part of `on` inside each line times its rate. Whole: all of `on` times the rate of the line it lies in.
/// Lines ascend; the first starts at 0 unless a line ends at 0, which then takes the part below 0. An amount below 0 without such a
/// line is an error. With `starting` s the slices are those from s to s + on (whole: the rate reached by s + on).
#[derive(Clone, Debug)]
pub struct Tiers {
    pub mode: TierMode,
    pub rates: Rates,
    pub on: Expr,
    pub starting: Option<Expr>,
    pub lines: Vec<TierLine>,
    /// What only this line pays, for `as name`.
    pub only: Option<u32>,
}

/// Whether a higher tier may have a lower rate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rates {
    NeverFalling,
    Decelerating,
}

#[derive(Clone, Debug)]
pub struct TierLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub rate: Outcome,
    pub name: Option<String>,
    pub span: Span,
}

/// A value bounded by the caps of its own line, then changed by steps in order.
#[derive(Clone, Debug)]
pub struct Steps {
    /// Absent: starts at 0.
    pub value: Option<Expr>,
    pub caps: Vec<Cap>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub struct Cap {
    pub kind: CapKind,
    pub limit: Expr,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Step {
    Change(Change),
    Cap(Cap),
    Prorate {
        factor: Expr,
        span: Span,
    },
    /// A cap or a floor that binds where the condition holds and the limit has a value.
    Ratchet {
        cap: Cap,
        when: Option<Expr>,
        span: Span,
    },
}

/// Adds or takes `amount` (times the units of `each`), itself bounded by its caps.
#[derive(Clone, Debug)]
pub struct Change {
    pub sign: Sign,
    pub amount: Expr,
    pub each: Option<Each>,
    pub caps: Vec<Cap>,
    /// What is left is at least 0.
    pub until_zero: UntilZero,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum UntilZero {
    Yes,
    No,
}

/// How many steps of `step` the value lies above or below `against`; none on the other side.
#[derive(Clone, Debug)]
pub struct Each {
    pub counting: Counting,
    pub step: Expr,
    pub value: Expr,
    pub direction: Direction,
    pub against: Expr,
    pub unit: StepUnit,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum StepUnit {
    /// The step has the unit of the difference; percents differ by points.
    Difference,
    /// The step is a percent of `against`.
    OfAgainst,
}
