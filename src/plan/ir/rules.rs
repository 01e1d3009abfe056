//! What scorecards, grades and payouts do with the values of a person.

use super::{Bound, Cap, DefId, Expr, Group};
use crate::source::Span;
use crate::syntax::ast::{LimitKind, SeatTies, WhenMissing};
use crate::value::{Number, RoundMode};

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

/// The grade: the line `by` lies in, then the vetoes of the scorecard that covers the person, from the top, then the limits.
#[derive(Clone, Debug)]
pub struct GradeRule {
    pub by: Expr,
    pub lines: Vec<GradeLine>,
    pub vetoes: Vec<GradeVeto>,
    /// In the order in which they work, whatever the order of the text.
    pub limits: Vec<Limit>,
}

/// How many of a group hold the grades from the worst to the best of these: of those the filter takes and no veto on the grade strikes,
/// in the order of `by`, the highest first. A member without a grade, or without a value to go by, makes the whole group uncertain.
#[derive(Clone, Debug)]
pub struct Limit {
    /// Indices into the grades' choice.
    pub worst: u32,
    pub best: u32,
    pub kind: LimitKind,
    pub seats: Seats,
    /// Never a child input.
    pub group: Group,
    pub filter: Option<Expr>,
    pub by: Expr,
    pub ties: SeatTies,
    /// Smaller groups keep their grades.
    pub smallest: u32,
    pub end: LimitEnd,
    pub span: Span,
}

/// How many seats there are.
#[derive(Clone, PartialEq, Debug)]
pub enum Seats {
    /// A part of the people of the group, those under a veto among them, brought to whole ones.
    Part(Number, RoundMode),
    Heads(u32),
}

/// From which end the seats are filled.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum LimitEnd {
    /// The best have the seats; who has none gets the next lower grade, and an exact limit raises the best below it.
    Top,
    /// The worst have them; who has none gets the next higher grade, and an exact limit lowers the worst above it, but nobody who has a
    /// grade that is filled from the top.
    Bottom,
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
