//! What changes while a policy is in force: amendments from a date on, and approved exceptions.

use super::{Adjust, Expr, Item, Kpi, Name, Path, Quoted};
use crate::source::Span;
use crate::value::Date;

/// `amend "Q3 market adjustment" from 2026-07-01 [to 2026-09-30] because "…" approved by "…" { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Amend {
    pub title: Quoted,
    pub terms: ChangeTerms,
    /// The clauses that hold instead, in the order of the text.
    pub clauses: Vec<Amendment>,
    /// The head.
    pub span: Span,
}

/// From when to when something holds, why, and who approved it. What is not said is reported when the policy is checked.
#[derive(Clone, PartialEq, Debug)]
pub struct ChangeTerms {
    pub from: Option<(Date, Span)>,
    pub to: Option<(Date, Span)>,
    pub because: Option<Quoted>,
    pub approved: Option<Quoted>,
}

/// One clause of an amendment.
#[derive(Clone, PartialEq, Debug)]
pub enum Amendment {
    /// A whole clause of the top level.
    Item(Box<Item>),
    /// `kpi ae.sales { … }`
    Kpi(Part, Box<Kpi>),
    /// `adjust ae.overdue_penalty { … }`
    Adjust(Part, Adjust),
    /// `weight ae.sales 35%`, `target ae.sales quota`
    Lines(Part, AmendedKpi),
}

/// A part of a scorecard, called by both names.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// The scorecard; may be left out where only one has such a part.
    pub card: Option<Name>,
    pub name: Name,
    /// The names.
    pub span: Span,
}

/// A line of a KPI that holds instead.
#[derive(Clone, PartialEq, Debug)]
pub enum AmendedKpi {
    Weight { weight: Expr, points_rounded: Option<Expr>, span: Span },
    Target { target: Expr, span: Span },
}

/// `exception for "E012" from … to … because "…" approved "CFO-2026-017" { overdue_penalty = 0 }`
#[derive(Clone, PartialEq, Debug)]
pub struct Exception {
    /// The key of the person.
    pub person: Quoted,
    pub terms: ChangeTerms,
    pub values: Vec<ExceptionValue>,
    /// The head.
    pub span: Span,
}

/// `overdue_penalty = 0`
#[derive(Clone, PartialEq, Debug)]
pub struct ExceptionValue {
    pub path: Path,
    pub value: Expr,
    pub span: Span,
}
