//! Params, lets, and the steps under an amount.

use super::{Expr, Name, Quoted, TypeRef};
use crate::source::Span;
use crate::value::Date;

/// `param base_bonus : money = 6_000 from 2026-01-01, 6_500 from 2026-07-01`
#[derive(Clone, PartialEq, Debug)]
pub struct Param {
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub title: Option<Quoted>,
    pub values: Vec<ParamValue>,
    /// Where amendments change the param, its values at all times; the parser leaves it empty.
    pub at_all_times: Vec<ParamValue>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ParamValue {
    pub value: Expr,
    pub from: Option<(Date, Span)>,
    pub span: Span,
}

/// `let won = …` for every person, `let deals.net = …` for every row of `deals`.
#[derive(Clone, PartialEq, Debug)]
pub struct Let {
    pub row: Option<Name>,
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub title: Option<Quoted>,
    pub amount: Amount,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// A value, the caps behind its comma, and the steps on the lines under it.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// Absent in an `adjust`, which starts at 0.
    pub value: Option<Expr>,
    /// `, at most 120` behind the comma of the first line.
    pub caps: Vec<Cap>,
    pub steps: Vec<Step>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    Change(Change),
    Cap(Cap),
    /// `prorate a / b`: what was made so far, times this.
    Prorate {
        factor: Expr,
        span: Span,
    },
    /// `never above rate last period when on_probation`: a bound that holds only where it has a value.
    Ratchet {
        cap: Cap,
        when: Option<Expr>,
        span: Span,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct Cap {
    pub kind: CapKind,
    pub limit: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum CapKind {
    AtMost,
    AtLeast,
}

/// `less 2 for each full 1% below target, at most 40`, or `plus 5 * visits, at most 20` without `for each`.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    pub sign: Sign,
    pub amount: Expr,
    pub each: Option<Each>,
    pub caps: Vec<Cap>,
    /// 扣完为止: what is left is at least 0.
    pub until_zero: Option<Span>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Sign {
    Plus,
    Minus,
}

/// `for each full 1% below target` or `for each full 1% that x is above y`
#[derive(Clone, PartialEq, Debug)]
pub struct Each {
    pub counting: Counting,
    pub step: Expr,
    /// What is measured; absent for a KPI's own measure.
    pub value: Option<Expr>,
    pub direction: Direction,
    /// What it is measured against.
    pub against: Expr,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Counting {
    /// Whole steps.
    Full,
    /// Begun steps; exactly one counts one.
    Started,
    /// In proportion.
    ProRata,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Direction {
    Above,
    Below,
}
