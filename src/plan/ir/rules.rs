//! What scorecards, grades and payouts do with the values of a person.

use super::{Bound, Cap, DefId, Expr};
use crate::source::Span;
use crate::syntax::ast::WhenMissing;

/// One case a scorecard.
#[derive(Clone, Debug)]
pub struct Cases {
    pub cases: Vec<Case>,
    pub none: NoCase,
}

#[derive(Clone, Debug)]
pub struct Case {
    pub covered: DefId,
    pub value: Expr,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum NoCase {
    NotApplicable,
    /// No scorecard covers the person: an error on the person.
    NoScorecard,
}

/// A KPI's score: `when missing` decides where the measure is missing (reweight leaves it missing); a veto or a gate makes it 0.
#[derive(Clone, Debug)]
pub struct KpiScore {
    pub measure: DefId,
    pub when_missing: WhenMissing,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
    pub score: Expr,
}

#[derive(Clone, Debug)]
pub struct Gate {
    pub title: String,
    pub needs: Expr,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Veto {
    pub name: String,
    pub title: Option<String>,
    pub when: Expr,
    pub span: Span,
}

/// score × weight, the weight divided by the sum of the weights of the scorecard's KPIs that are not missing; then rounded.
#[derive(Clone, Debug)]
pub struct Weighted {
    pub score: DefId,
    pub weight: Expr,
    /// Score and weight of every KPI of the scorecard, itself included.
    pub all: Vec<(DefId, Expr)>,
    pub round: Option<Expr>,
}

/// The sum of what the KPIs bring, then the adjustments, the caps, the gates and the vetoes that strike the score.
/// All KPIs missing is an error.
#[derive(Clone, Debug)]
pub struct Total {
    pub parts: Vec<DefId>,
    pub adjusts: Vec<DefId>,
    pub caps: Vec<Cap>,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
}

/// The grade: the line `by` lies in, then the vetoes of the scorecard that covers the person, from the top.
#[derive(Clone, Debug)]
pub struct GradeRule {
    pub by: Expr,
    pub lines: Vec<GradeLine>,
    pub vetoes: Vec<GradeVeto>,
}

#[derive(Clone, Debug)]
pub struct GradeLine {
    /// Index into the grades' choice.
    pub option: u32,
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct GradeVeto {
    pub covered: DefId,
    pub veto: Veto,
    pub effect: GradeEffect,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum GradeEffect {
    /// Index into the grades' choice.
    To(u32),
    AtMost(u32),
}

impl GradeEffect {
    /// The grade it speaks of.
    pub fn option(self) -> u32 {
        match self {
            GradeEffect::To(option) | GradeEffect::AtMost(option) => option,
        }
    }
}

/// Not applicable where `applies` does not hold; 0 where a gate does not hold; else the amount, rounded as money is paid.
/// Below 0 is an error unless the clause says it may be.
#[derive(Clone, Debug)]
pub struct PayoutRule {
    pub applies: Option<Expr>,
    pub gates: Vec<Gate>,
    pub amount: Expr,
    pub sign: PaySign,
    pub worth: Worth,
}

/// What an amount is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Worth {
    /// It is paid: rounded, and not below 0 unless its clause says so.
    Paid,
    /// It is a part of what is paid, and stays exact.
    Exact,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum PaySign {
    NotNegative,
    MayBeNegative,
}
