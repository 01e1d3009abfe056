//! What people may do about a plan and its results: appeals, reviews, the rollout, and whom they may turn to.

use super::{Channel, Expr, Length, Name, Quoted};
use crate::source::Span;
use crate::value::Date;

/// `appeal "Result appeal" { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Appeal {
    pub title: Quoted,
    pub open: Option<OpenTo>,
    /// How long after which day it may be filed.
    pub file: Option<TimeLimit>,
    pub grounds: Vec<Ground>,
    pub acknowledge: Option<Acknowledge>,
    /// How long an incomplete filing may be completed.
    pub complete: Option<TimeLimit>,
    /// Whether the appellant is heard before the decision.
    pub hear: Option<Span>,
    /// The departments that sit on the panel.
    pub panel: Vec<Quoted>,
    /// How many members decide at least.
    pub quorum: Option<(u32, Span)>,
    pub excluding: Vec<(Excluded, Span)>,
    pub decide: Option<TimeLimit>,
    pub notify: Option<Notify>,
    pub escalate: Option<Escalate>,
    pub late: Option<(Late, Span)>,
    pub support: Vec<Quoted>,
    pub because: Option<Quoted>,
    /// The head.
    pub span: Span,
}

/// Who may appeal.
#[derive(Clone, PartialEq, Debug)]
pub enum OpenTo {
    Everyone,
    /// Those for whom it holds.
    Those(Expr),
}

/// `within 5 working days of publication`
#[derive(Clone, PartialEq, Debug)]
pub struct TimeLimit {
    pub length: Length,
    /// From what it counts; each step has its own where nothing is said.
    pub start: Option<(LimitStart, Span)>,
    pub span: Span,
}

/// The day from which a time limit counts. The day itself is not counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum LimitStart {
    Publication,
    Notice,
    Receipt,
    Filing,
    Acceptance,
    Decision,
}

/// `ground data_error "The input data are wrong" needs "CRM record"`
#[derive(Clone, PartialEq, Debug)]
pub struct Ground {
    pub name: Name,
    pub title: Option<Quoted>,
    /// The evidence that must be enclosed.
    pub needs: Vec<Quoted>,
    pub span: Span,
}

/// `acknowledge within 2 working days by "HR"`
#[derive(Clone, PartialEq, Debug)]
pub struct Acknowledge {
    pub within: TimeLimit,
    pub by: Option<Quoted>,
}

/// Who may not sit on the panel.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Excluded {
    Manager,
    Rater,
}

/// `notify within 3 working days through email, meeting`
#[derive(Clone, PartialEq, Debug)]
pub struct Notify {
    pub within: TimeLimit,
    pub through: Vec<Channel>,
}

/// `escalate to "Performance Committee" within 5 working days once, final`
#[derive(Clone, PartialEq, Debug)]
pub struct Escalate {
    pub to: Quoted,
    pub within: TimeLimit,
    pub once: Option<Span>,
    pub last: Option<Span>,
    pub span: Span,
}

/// What becomes of a filing that comes too late.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Late {
    Reject,
    /// Accepted where the appellant gives a reason for the delay.
    AcceptWithReason,
}

/// `review every quarter by "Sales Operations" of goals, kpis, feedback, appeals`
#[derive(Clone, PartialEq, Debug)]
pub struct Review {
    pub every: (ReviewEvery, Span),
    pub by: Option<Quoted>,
    pub of: Vec<(ReviewTopic, Span)>,
    /// What calls for an adjustment of the plan.
    pub when: Option<Expr>,
    pub because: Option<Quoted>,
    pub span: Span,
}

/// How often the plan is looked at.
#[derive(Clone, PartialEq, Debug)]
pub enum ReviewEvery {
    Month,
    Quarter,
    HalfYear,
    Year,
    /// After a number of months.
    After(Length),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReviewTopic {
    Goals,
    Kpis,
    Grades,
    Payouts,
    Feedback,
    Consequences,
    Appeals,
    Rollout,
    /// One that the author names.
    Other(String),
}

/// `rollout { consult 2025-12-01; publish 2025-12-15; … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Rollout {
    pub consult: Option<(Date, Span)>,
    pub publish: Option<(Date, Span)>,
    pub trainings: Vec<Train>,
    /// How long people have to sign that they know the plan.
    pub sign: Option<TimeLimit>,
    pub questions: Option<Questions>,
    pub support: Vec<Quoted>,
    pub because: Option<Quoted>,
    /// The head.
    pub span: Span,
}

/// `train "Plan briefing" by 2025-12-20`; the day itself is still in time.
#[derive(Clone, PartialEq, Debug)]
pub struct Train {
    pub title: Quoted,
    pub by: Date,
    pub span: Span,
}

/// `questions to "HR" answered within 3 working days`
#[derive(Clone, PartialEq, Debug)]
pub struct Questions {
    pub to: Quoted,
    pub within: TimeLimit,
    pub span: Span,
}

/// `support "Employee assistance, extension 400"`, at the top level.
#[derive(Clone, PartialEq, Debug)]
pub struct Support {
    pub text: Quoted,
    pub span: Span,
}
