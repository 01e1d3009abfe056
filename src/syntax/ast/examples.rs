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
    pub values: Vec<(ExampleName, Expr)>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// `revenue 1_000_000`
    Value(Pair),
    /// `deals { amount 100_000, stage "won" }`: one row; several are parted by `;`, a line end or another block.
    Rows { input: Name, rows: Vec<Vec<Pair>>, span: Span },
    /// `people { A { revenue 1_000 } "E-2" { revenue 2_000 } }`
    People { population: Name, people: Vec<GivenPerson>, span: Span },
}

/// One of several people of an example, by their key.
#[derive(Clone, PartialEq, Debug)]
pub struct GivenPerson {
    pub key: Quoted,
    /// Values and rows, and no people again.
    pub given: Vec<Given>,
    pub span: Span,
}

/// A name in an example: `sales.score`, or `A.sales.score` where it has several people.
#[derive(Clone, PartialEq, Debug)]
pub struct ExampleName {
    /// A key in quotation marks; one that is a name is the first part of the path.
    pub whose: Option<Quoted>,
    pub path: Path,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Expect {
    Value {
        name: ExampleName,
        value: Expr,
        span: Span,
    },
    /// `expect error E501`, `expect A.error E501`
    Error {
        whose: Option<Quoted>,
        code: Name,
        span: Span,
    },
}

/// `table revenue, csat : score, grade { 100_000, 4.5 : 62.5, C }`
#[derive(Clone, PartialEq, Debug)]
pub struct ExampleTable {
    /// The columns that each row gives.
    pub given: Vec<ExampleName>,
    /// The values that each row expects.
    pub expect: Vec<ExampleName>,
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
        whose: Option<Quoted>,
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
