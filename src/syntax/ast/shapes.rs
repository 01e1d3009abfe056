//! Bands, tiers and tables.

use super::{Amount, Expr, Name, Pair, Path, Quoted, TypeRef};
use crate::source::Span;

/// One end of a band, a tier or a condition, with its inclusion said in words.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    pub inclusive: bool,
    pub value: Expr,
    pub span: Span,
}

/// A bound that knows which end it is: `at least 0`, `below 5`.
#[derive(Clone, PartialEq, Debug)]
pub struct SideBound {
    pub side: Side,
    pub bound: Bound,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Side {
    Low,
    High,
}

/// The lines of bands. In an expression `on` is there; a named shape has none.
#[derive(Clone, PartialEq, Debug)]
pub struct Bands {
    pub on: Option<Expr>,
    /// `on x whole`
    pub whole: Option<Span>,
    pub lines: Vec<BandLine>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct BandLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub result: BandResult,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum BandResult {
    Value(Box<Amount>),
    Linear {
        from: Box<Expr>,
        to: Box<Expr>,
    },
    /// The same slope as the piece before.
    LinearOnward,
    Refuse(Quoted),
    /// `base 500, share 1.2%`
    Columns(Vec<Pair>),
}

/// `tiers marginal on won { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Tiers {
    pub mode: TierMode,
    pub decelerating: Option<Span>,
    pub on: Option<Expr>,
    pub lines: Vec<TierLine>,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum TierMode {
    /// 超额累进: each slice at its own rate.
    Marginal,
    /// 全额累进: all of it at the rate reached.
    Whole,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TierLine {
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub rate: TierRate,
    /// `as first_slice`
    pub name: Option<Name>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TierRate {
    Rate(Box<Expr>),
    Refuse(Quoted),
}

/// `tiers standard marginal { … }`: used as `standard on sales`.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedTiers {
    pub name: Name,
    pub tiers: Tiers,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `bands curve { … }` used as `curve on attainment`, or `bands level on rate { … }` read as `level` or `level.share`.
#[derive(Clone, PartialEq, Debug)]
pub struct NamedBands {
    pub name: Name,
    pub bands: Bands,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `table rate by product, region { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Table {
    pub name: Name,
    pub ty: Option<TypeRef>,
    pub by: Vec<Path>,
    pub body: TableBody,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TableBody {
    Rows(Vec<TableRow>),
    /// The first `by` goes down the side, the second across the top.
    Grid {
        heads: Vec<Cell>,
        rows: Vec<GridRow>,
    },
    /// `from data`
    Data(Span),
}

#[derive(Clone, PartialEq, Debug)]
pub struct TableRow {
    pub cells: Vec<Cell>,
    pub result: TableResult,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct GridRow {
    pub cell: Cell,
    pub results: Vec<TableResult>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TableResult {
    Value(Expr),
    Refuse(Quoted),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Cell {
    pub kind: CellKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum CellKind {
    /// `any`, `the rest`
    Any,
    /// One value, or several in parentheses.
    Values(Vec<Expr>),
    Range {
        low: Option<Bound>,
        high: Option<Bound>,
    },
}
