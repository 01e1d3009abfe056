//! What people may do about a plan and its results: appeals, reviews, the rollout, and whom they may turn to.

use super::{DefId, Within};
use crate::source::Span;
use crate::syntax::ast::{ChannelKind, Excluded, Late, LimitStart, ReviewTopic};
use crate::value::Date;

/// `appeal "Result appeal" { … }`
#[derive(Clone, Debug)]
pub struct Appeal {
    pub title: String,
    pub open: Open,
    /// How long after which day it may be filed; without end where nothing is said.
    pub file: Option<TimeLimit>,
    pub late: Option<Late>,
    /// In the order of the text. Where there are none, any ground will do.
    pub grounds: Vec<Ground>,
    pub acknowledge: Option<TimeLimit>,
    /// Who acknowledges.
    pub office: Option<String>,
    pub complete: Option<TimeLimit>,
    /// The place that says so, where the appellant is heard before the decision.
    pub hear: Option<Span>,
    /// The departments that sit on the panel.
    pub panel: Vec<String>,
    /// How many members decide at least.
    pub quorum: Option<u32>,
    pub excluding: Vec<Excluded>,
    pub decide: Option<TimeLimit>,
    pub notify: Option<TimeLimit>,
    /// By what ways the ruling is told.
    pub through: Vec<ChannelKind>,
    pub escalate: Option<Escalate>,
    pub support: Vec<String>,
    pub because: Option<String>,
    pub span: Span,
    /// Where each line stands.
    pub places: AppealPlaces,
}

/// Where lines of an appeal stand that are cited by a ruling or a refusal.
#[derive(Clone, Debug, Default)]
pub struct AppealPlaces {
    pub late: Option<Span>,
    pub panel: Option<Span>,
    pub quorum: Option<Span>,
    pub excluding: Option<Span>,
}

/// Who may appeal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Open {
    Everyone,
    /// Those for whom the flag is yes.
    Those(DefId, Span),
}

/// So long after the day of an event, which is not counted itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimeLimit {
    pub within: Within,
    pub start: LimitStart,
    pub span: Span,
}

/// A ground on which an appeal may rest.
#[derive(Clone, Debug)]
pub struct Ground {
    pub name: String,
    pub title: Option<String>,
    /// The evidence that must be enclosed.
    pub needs: Vec<String>,
    pub span: Span,
}

/// The further instance.
#[derive(Clone, Debug)]
pub struct Escalate {
    pub to: String,
    pub within: TimeLimit,
    /// Whether a case comes before it only once.
    pub times: Times,
    /// Whether its decision is the last within the company.
    pub finality: Finality,
    pub span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Times {
    Once,
    Again,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finality {
    Final,
    Open,
}

/// `review every quarter by "Sales Operations" of goals, kpis`
#[derive(Clone, Debug)]
pub struct Review {
    /// Months from one to the next.
    pub months: u32,
    pub by: Option<String>,
    pub of: Vec<ReviewTopic>,
    /// What calls for an adjustment of the plan.
    pub when: Option<(DefId, Span)>,
    pub because: Option<String>,
    pub span: Span,
}

/// `rollout { consult 2025-12-01; publish 2025-12-15; … }`
#[derive(Clone, Debug)]
pub struct Rollout {
    pub consult: Option<(Date, Span)>,
    pub publish: Option<(Date, Span)>,
    pub trainings: Vec<Train>,
    /// How long after publication people sign that they know the plan.
    pub sign: Option<TimeLimit>,
    pub questions: Option<Questions>,
    pub support: Vec<String>,
    pub because: Option<String>,
    pub span: Span,
}

/// A training; its day is still in time.
#[derive(Clone, Debug)]
pub struct Train {
    pub title: String,
    pub by: Date,
    pub span: Span,
}

/// To whom questions go, and how soon they are answered.
#[derive(Clone, Debug)]
pub struct Questions {
    pub to: String,
    pub within: TimeLimit,
    pub span: Span,
}
