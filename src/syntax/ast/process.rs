//! How people are told, and what follows from results: feedback and consequences.

use super::{Expr, Literal, Name, Quoted};
use crate::source::Span;

/// `feedback behind_plan "Behind plan" for role = "AE" when sales.attainment < 80% { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Feedback {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    /// Without it everybody is told.
    pub when: Option<Expr>,
    pub timing: Option<(Timing, Span)>,
    pub through: Vec<Channel>,
    pub to: Vec<Addressee>,
    pub say: Option<Template>,
    pub action: Option<Action>,
    pub because: Option<Quoted>,
    /// The head.
    pub span: Span,
}

/// How soon, or how often, people are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Timing {
    Immediate,
    Weekly,
    Monthly,
    Quarterly,
}

/// By what way people are told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Channel {
    pub kind: ChannelKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ChannelKind {
    Meeting,
    Email,
    Phone,
    /// One that the author names.
    Other(String),
}

/// Who is told, or who does something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addressee {
    pub kind: AddresseeKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AddresseeKind {
    Person,
    Manager,
    /// Somebody whom the author names.
    Other(String),
}

/// `"Revenue is {sales.attainment} of quota."`
#[derive(Clone, PartialEq, Debug)]
pub struct Template {
    pub pieces: Vec<Piece>,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    Text(String),
    Value(Expr),
}

/// `action "One-to-one coaching" within 5 working days`
#[derive(Clone, PartialEq, Debug)]
pub struct Action {
    pub text: Template,
    pub within: Option<Length>,
    pub span: Span,
}

/// `5 working days`, `60 days`, `2 months`
#[derive(Clone, PartialEq, Debug)]
pub struct Length {
    pub count: Literal,
    pub unit: LengthUnit,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum LengthUnit {
    Days,
    WorkingDays,
    Months,
}

/// `consequence improvement_plan "Improvement plan" when grade = D for 2 periods running { … }`
#[derive(Clone, PartialEq, Debug)]
pub struct Consequence {
    pub name: Name,
    pub title: Option<Quoted>,
    pub applies: Option<Expr>,
    pub when: Option<Expr>,
    pub then: Vec<Follows>,
    pub to: Vec<Addressee>,
    pub say: Option<Template>,
    pub because: Option<Quoted>,
    /// The head.
    pub span: Span,
}

/// One thing that follows.
#[derive(Clone, PartialEq, Debug)]
pub struct Follows {
    pub kind: FollowsKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Debug)]
pub enum FollowsKind {
    Training(Option<Quoted>),
    Coaching(Option<Addressee>),
    /// An improvement plan over so many days.
    Improvement(Length),
    Reward(Quoted),
    Warning,
    Transfer,
    Dismissal,
    Other(Quoted),
}
