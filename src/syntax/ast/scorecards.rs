//! Goals, scorecards, grades and payouts.

use super::{Amount, Bound, Cap, Clawback, Expr, ExprKind, Literal, Name, Quoted, Terms};
use crate::source::Span;

#[derive(Clone, PartialEq, Debug)]
pub struct Goal {
    pub name: Name,
    pub title: Option<Quoted>,
    pub measure: Option<Expr>,
    pub target: Option<Expr>,
    pub baseline: Option<Expr>,
    /// `stretch at most 30%`
    pub stretch: Option<Expr>,
    pub supports: Option<Name>,
    /// `due period end` or a date.
    pub due: Option<Expr>,
    pub lower_is_better: Option<(Reverse, Span)>,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Scorecard {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    pub kpis: Vec<Kpi>,
    pub adjusts: Vec<Adjust>,
    pub vetoes: Vec<Veto>,
    pub gates: Vec<Gate>,
    /// `at least 0` / `at most 120` lines: bound the total score.
    pub caps: Vec<Cap>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Kpi {
    pub name: Name,
    pub title: Option<Quoted>,
    pub stage: Option<(Stage, Span)>,
    pub measure: Option<Expr>,
    pub target: Option<Expr>,
    pub weight: Option<Expr>,
    /// `weight 35%, points rounded to 1`
    pub points_rounded: Option<Expr>,
    pub lower_is_better: Option<(Reverse, Span)>,
    pub when_missing: Option<(WhenMissing, Span)>,
    pub score: Option<Amount>,
    /// `for goal growth_goal`
    pub goal: Option<Name>,
    pub qualitative: Option<Span>,
    pub rubric: Vec<RubricLine>,
    pub gates: Vec<Gate>,
    pub vetoes: Vec<Veto>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

/// `5 "Handles every case alone"`
#[derive(Clone, PartialEq, Debug)]
pub struct RubricLine {
    pub level: Literal,
    pub text: Quoted,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Stage {
    Acquisition,
    Conversion,
    Retention,
    Process,
    Team,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Reverse {
    /// target / measure
    Ratio,
    /// 2 − measure / target
    Mirror,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum WhenMissing {
    Reweight,
    Zero,
    Error,
}

/// `adjust overdue_penalty "…" { less … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Adjust {
    pub name: Name,
    pub title: Option<Quoted>,
    /// Its value is absent: it starts at 0.
    pub amount: Amount,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `veto fraud "…" when fraud_cases > 0 : grade D`
#[derive(Clone, PartialEq, Debug)]
pub struct Veto {
    pub name: Name,
    pub title: Option<Quoted>,
    pub when: Expr,
    pub effect: VetoEffect,
    pub effect_span: Span,
    pub because: Option<Quoted>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum VetoEffect {
    /// `: grade D`
    Grade(Name),
    /// `: grade at most C`
    GradeAtMost(Name),
    /// `: score 0`
    ScoreZero,
    /// `: KPI 0` inside a KPI, `: new_logos 0` in a scorecard.
    KpiZero(Option<Name>),
}

/// `gate "…" needs <condition>`: where it does not hold, the thing it stands in is 0.
#[derive(Clone, PartialEq, Debug)]
pub struct Gate {
    pub title: Quoted,
    pub needs: Expr,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `grade by score { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Grade {
    pub by: Expr,
    pub whole: Option<Span>,
    pub lines: Vec<GradeLine>,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

/// `S  from 110 : coefficient 1.5`
#[derive(Clone, PartialEq, Debug)]
pub struct GradeLine {
    /// The grade; may have been quoted (`"A-"`).
    pub name: Name,
    pub low: Option<Bound>,
    pub high: Option<Bound>,
    pub columns: Vec<Pair>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// `coefficient 1.5`
#[derive(Clone, PartialEq, Debug)]
pub struct Pair {
    pub name: Name,
    pub value: Expr,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Payout {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    pub pay: Option<Amount>,
    pub gates: Vec<Gate>,
    pub may_be_negative: Option<Span>,
    pub terms: Terms,
    pub because: Option<Quoted>,
    /// The line that opens the block.
    pub span: Span,
}

impl Payout {
    /// What the payout takes back, where it does nothing else.
    pub fn clawback(&self) -> Option<&Clawback> {
        let pay = self.pay.as_ref().filter(|pay| self.terms.are_none() && pay.caps.is_empty() && pay.steps.is_empty())?;
        if let ExprKind::Clawback(clawback) = &pay.value.as_ref()?.kind { Some(clawback) } else { None }
    }
}
