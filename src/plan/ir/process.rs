//! How people are told, and what follows from results. Neither changes what anybody is paid, and neither is computed where people are paid:
//! what is wrong with a feedback is no error of a result.

use std::borrow::Cow;

use super::{Appeal, DefId, Plan, Review, Rollout};
use crate::source::Span;
use crate::syntax::ast::{AddresseeKind, ChannelKind, LengthUnit, Timing};

/// What a plan says to people, and how it is computed.
#[derive(Clone, Debug, Default)]
pub struct Process {
    /// In the order of the text.
    pub feedback: Vec<Feedback>,
    /// In the order of the text.
    pub consequences: Vec<Consequence>,
    pub appeal: Option<Appeal>,
    /// In the order of the text.
    pub reviews: Vec<Review>,
    pub rollout: Option<Rollout>,
    /// Whom people may turn to about anything, in the order of the text.
    pub support: Vec<String>,
    /// The definitions that only these read, each after what it reads. They come after [`Plan::order`].
    pub order: Vec<DefId>,
}

/// `feedback behind_plan "Behind plan" for role = "AE" when sales.attainment < 80% { … }`
#[derive(Clone, Debug)]
pub struct Feedback {
    pub name: String,
    pub title: Option<String>,
    /// Whether the person is told.
    pub told: DefId,
    pub timing: Option<Timing>,
    pub through: Vec<ChannelKind>,
    pub to: Vec<AddresseeKind>,
    pub say: Option<Said>,
    pub action: Option<Action>,
    pub because: Option<String>,
    pub span: Span,
}

/// What the person or somebody for them is to do, and by when.
#[derive(Clone, Debug)]
pub struct Action {
    pub text: Said,
    pub within: Option<Within>,
}

/// A length of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Within {
    pub count: u32,
    pub unit: LengthUnit,
}

/// A text with values of the person.
#[derive(Clone, Debug)]
pub struct Said {
    pub pieces: Vec<SaidPiece>,
}

#[derive(Clone, Debug)]
pub enum SaidPiece {
    Text(String),
    /// Not applicable to people who are not told.
    Value(DefId),
}

/// `consequence improvement_plan "Improvement plan" when grade = D for 2 periods running { … }`
#[derive(Clone, Debug)]
pub struct Consequence {
    pub name: String,
    pub title: Option<String>,
    /// Whether it follows for the person.
    pub told: DefId,
    pub then: Vec<Follows>,
    pub to: Vec<AddresseeKind>,
    pub say: Option<Said>,
    pub because: Option<String>,
    pub span: Span,
}

/// One thing that follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Follows {
    Training(Option<String>),
    Coaching(Option<AddresseeKind>),
    Improvement(Within),
    Reward(String),
    Warning,
    Transfer,
    Dismissal,
    Other(String),
}

impl Plan {
    /// The plan that also computes who is told what.
    pub fn telling(&self) -> Cow<'_, Plan> {
        if self.process.order.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut plan = self.clone();
        plan.order.extend(self.process.order.iter().copied());
        Cow::Owned(plan)
    }
}
