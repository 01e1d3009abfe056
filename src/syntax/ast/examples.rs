//! Examples: what is given, what must come out, and tables of many such rows.

use super::{Expr, Name, Pair, Path, Quoted};
use crate::source::Span;
use crate::value::Period;

/// `example "…" { period … given … expect … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Example {
    pub title: Quoted,
    /// The period is absent where it could not be read, which has been reported.
    pub period: Option<(Option<Period>, Span)>,
    /// What earlier periods came to.
    pub earlier: Vec<EarlierPeriod>,
    pub given: Vec<Given>,
    pub expect: Vec<Expect>,
    /// With tables there is one example a row, and what is said beside them holds for every row.
    pub tables: Vec<ExampleTable>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `earlier 2026-Q1 { commission 1_200, balance 800 }`
#[derive(Clone, PartialEq, Debug)]
pub struct EarlierPeriod {
    /// Absent where it could not be read, which has been reported.
    pub period: Option<Period>,
    pub period_span: Span,
    pub values: Vec<(Path, Expr)>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// `revenue 1_000_000`
    Value(Pair),
    /// `deals { amount 100_000, stage "won" }`: one row; several are parted by `;`, a line end or another block.
    Rows { input: Name, rows: Vec<Vec<Pair>>, span: Span },
}

#[derive(Clone, PartialEq, Debug)]
pub enum Expect {
    Value {
        name: Path,
        value: Expr,
        span: Span,
    },
    /// `expect error E501`
    Error {
        code: Name,
        span: Span,
    },
}

/// `table revenue, csat : score, grade { 100_000, 4.5 : 62.5, C }`
#[derive(Clone, PartialEq, Debug)]
pub struct ExampleTable {
    /// The columns that each row gives.
    pub given: Vec<Path>,
    /// The values that each row expects.
    pub expect: Vec<Path>,
    pub rows: Vec<ExampleRow>,
    /// The span of the head.
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ExampleRow {
    pub given: Vec<ExampleCell>,
    pub expect: RowExpect,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum RowExpect {
    Values(Vec<ExampleCell>),
    /// `error E501` in place of the values.
    Error {
        code: Name,
        span: Span,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub enum ExampleCell {
    Value(Expr),
    /// A dash: the row does not give this column, or does not expect this value.
    LeftOut(Span),
}

impl ExampleCell {
    pub fn span(&self) -> Span {
        match self {
            ExampleCell::Value(value) => value.span,
            ExampleCell::LeftOut(span) => *span,
        }
    }

    /// What it says, unless it is left out.
    pub fn value(&self) -> Option<&Expr> {
        match self {
            ExampleCell::Value(value) => Some(value),
            ExampleCell::LeftOut(_) => None,
        }
    }
}
