//! The states of an appeal, and what moves it from one to the next.
//!
//! filed → accepted | refused → under review ⇄ waiting for evidence → decided → notified → escalated → … → final; or withdrawn. What is
//! incomplete is told once. This is a function of a state and an event and of nothing else: windows that close and rules of the clause
//! are judged beside it.

use super::case::{Act, Outcome};
use crate::diagnostic::Text;

/// Where an appeal stands. An instance is 1 for the first, 2 for the one after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum State {
    Filed,
    Received,
    /// Told what is missing.
    Incomplete,
    Completed,
    Refused(u32),
    Accepted(u32),
    UnderReview(u32),
    Waiting(u32),
    Decided(u32, Outcome),
    Notified(u32, Outcome),
    /// Filed again with the instance of this number.
    Escalated(u32),
    Final(u32, Outcome),
    Withdrawn,
}

/// What kind of thing happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Kind {
    Received,
    Accepted,
    Refused,
    AskedToComplete,
    Completed,
    ReviewBegun,
    PanelFormed,
    Heard,
    EvidenceAsked,
    EvidenceGiven,
    Decided(Outcome),
    Notified,
    Escalated,
    Withdrawn,
}

/// How many instances the clause has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Further {
    /// The first decides alone.
    None,
    /// A case comes before the further one once.
    Once,
    /// As often as it is filed again.
    Again,
}

/// Why an event cannot happen in a state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Bar {
    ReceivedAlready,
    NotAccepted,
    AcceptedAlready,
    CompletionAwaited,
    ToldOnce,
    NothingAskedToComplete,
    NotReviewed,
    EvidenceAwaited,
    NoEvidenceAsked,
    NotDecided,
    DecidedAlready,
    NotNotified,
    NotifiedAlready,
    RefusedAlready,
    FinalAlready,
    WithdrawnAlready,
}

impl Act {
    pub fn kind(&self) -> Kind {
        match self {
            Act::Received => Kind::Received,
            Act::Accepted => Kind::Accepted,
            Act::Refused { .. } => Kind::Refused,
            Act::AskedToComplete { .. } => Kind::AskedToComplete,
            Act::Completed { .. } => Kind::Completed,
            Act::ReviewBegun => Kind::ReviewBegun,
            Act::PanelFormed(_) => Kind::PanelFormed,
            Act::Heard => Kind::Heard,
            Act::EvidenceAsked { .. } => Kind::EvidenceAsked,
            Act::EvidenceGiven { .. } => Kind::EvidenceGiven,
            Act::Decided(decision) => Kind::Decided(decision.outcome),
            Act::Notified { .. } => Kind::Notified,
            Act::Escalated { .. } => Kind::Escalated,
            Act::Withdrawn => Kind::Withdrawn,
        }
    }
}

/// The state after an event.
///
/// # Errors
/// The event cannot happen in this state, and why.
pub fn next(state: State, event: Kind, further: Further) -> Result<State, Bar> {
    match state {
        State::Filed => admitting(event, State::Received),
        State::Received => match event {
            Kind::Received => Err(Bar::ReceivedAlready),
            other => admitting(other, State::Received),
        },
        State::Incomplete => incomplete(event),
        State::Completed => match event {
            Kind::AskedToComplete => Err(Bar::ToldOnce),
            Kind::Received => Err(Bar::ReceivedAlready),
            other => admitting(other, State::Completed),
        },
        State::Accepted(instance) => reviewing(event, instance).and_then(|next| match next {
            State::Decided(..) => Err(Bar::NotReviewed),
            moved => Ok(moved),
        }),
        State::UnderReview(instance) => reviewing(event, instance),
        State::Waiting(instance) => waiting(event, instance),
        State::Decided(instance, outcome) => decided(event, (instance, outcome), further),
        State::Notified(instance, _) => match event {
            Kind::Escalated => Ok(State::Escalated(instance.saturating_add(1))),
            Kind::Notified => Err(Bar::NotifiedAlready),
            other => Err(past(other)),
        },
        State::Escalated(instance) => match event {
            Kind::Accepted => Ok(State::Accepted(instance)),
            Kind::Refused => Ok(State::Refused(instance)),
            Kind::Decided(_) => Err(Bar::NotReviewed),
            Kind::AskedToComplete => Err(Bar::ToldOnce),
            other => reviewing(other, instance),
        },
        State::Refused(_) => Err(Bar::RefusedAlready),
        State::Final(..) => Err(Bar::FinalAlready),
        State::Withdrawn => Err(Bar::WithdrawnAlready),
    }
}

/// Before it is accepted; `received` is the state it is in once the office has it.
fn admitting(event: Kind, received: State) -> Result<State, Bar> {
    match event {
        Kind::Received => Ok(received),
        Kind::Accepted => Ok(State::Accepted(1)),
        Kind::Refused => Ok(State::Refused(1)),
        Kind::AskedToComplete => Ok(State::Incomplete),
        Kind::Completed => Err(Bar::NothingAskedToComplete),
        Kind::Withdrawn => Ok(State::Withdrawn),
        Kind::ReviewBegun | Kind::PanelFormed | Kind::Heard | Kind::EvidenceAsked | Kind::EvidenceGiven | Kind::Decided(_) => {
            Err(Bar::NotAccepted)
        }
        Kind::Notified | Kind::Escalated => Err(Bar::NotDecided),
    }
}

fn incomplete(event: Kind) -> Result<State, Bar> {
    match event {
        Kind::Completed => Ok(State::Completed),
        Kind::Withdrawn => Ok(State::Withdrawn),
        Kind::AskedToComplete => Err(Bar::ToldOnce),
        Kind::Received
        | Kind::Accepted
        | Kind::Refused
        | Kind::ReviewBegun
        | Kind::PanelFormed
        | Kind::Heard
        | Kind::EvidenceAsked
        | Kind::EvidenceGiven
        | Kind::Decided(_)
        | Kind::Notified
        | Kind::Escalated => Err(Bar::CompletionAwaited),
    }
}

fn reviewing(event: Kind, instance: u32) -> Result<State, Bar> {
    match event {
        Kind::ReviewBegun | Kind::PanelFormed | Kind::Heard => Ok(State::UnderReview(instance)),
        Kind::EvidenceAsked => Ok(State::Waiting(instance)),
        Kind::Decided(outcome) => Ok(State::Decided(instance, outcome)),
        Kind::Withdrawn => Ok(State::Withdrawn),
        Kind::EvidenceGiven => Err(Bar::NoEvidenceAsked),
        Kind::Received | Kind::Accepted | Kind::Refused | Kind::AskedToComplete | Kind::Completed => Err(Bar::AcceptedAlready),
        Kind::Notified | Kind::Escalated => Err(Bar::NotDecided),
    }
}

fn waiting(event: Kind, instance: u32) -> Result<State, Bar> {
    match event {
        Kind::EvidenceGiven => Ok(State::UnderReview(instance)),
        Kind::Withdrawn => Ok(State::Withdrawn),
        Kind::ReviewBegun | Kind::PanelFormed | Kind::Heard | Kind::EvidenceAsked | Kind::Decided(_) => Err(Bar::EvidenceAwaited),
        Kind::Received | Kind::Accepted | Kind::Refused | Kind::AskedToComplete | Kind::Completed => Err(Bar::AcceptedAlready),
        Kind::Notified | Kind::Escalated => Err(Bar::NotDecided),
    }
}

fn decided(event: Kind, (instance, outcome): (u32, Outcome), further: Further) -> Result<State, Bar> {
    match event {
        Kind::Notified => Ok(match further {
            Further::None => State::Final(instance, outcome),
            Further::Once if instance > 1 => State::Final(instance, outcome),
            Further::Once | Further::Again => State::Notified(instance, outcome),
        }),
        Kind::Escalated => Err(Bar::NotNotified),
        other => Err(past(other)),
    }
}

/// Behind a ruling.
fn past(event: Kind) -> Bar {
    match event {
        Kind::Received | Kind::Accepted | Kind::Refused | Kind::AskedToComplete | Kind::Completed => Bar::AcceptedAlready,
        Kind::ReviewBegun
        | Kind::PanelFormed
        | Kind::Heard
        | Kind::EvidenceAsked
        | Kind::EvidenceGiven
        | Kind::Decided(_)
        | Kind::Notified
        | Kind::Escalated
        | Kind::Withdrawn => Bar::DecidedAlready,
    }
}

impl Bar {
    /// Why, in words that stand behind a colon.
    pub fn text(self) -> Text {
        let (en, zh) = match self {
            Bar::ReceivedAlready => ("it has been received already", "此前已经收到"),
            Bar::NotAccepted => ("it has not been accepted yet", "尚未受理"),
            Bar::AcceptedAlready => ("it has been accepted already", "已经受理"),
            Bar::CompletionAwaited => ("the appellant has been asked to complete it and has not done so", "已要求补正，申诉人尚未补正"),
            Bar::ToldOnce => ("what is missing is told once only", "补正只告知一次"),
            Bar::NothingAskedToComplete => ("nobody has asked for it to be completed", "此前没有要求补正"),
            Bar::NotReviewed => {
                ("nobody has reviewed it yet: a panel is formed, or the review begun, before", "尚未评审：须先组成评审小组，或开始评审")
            }
            Bar::EvidenceAwaited => (
                "evidence has been asked for and not given; where none came, `evidence given` says so",
                "已要求补充证据，尚未提交；没有收到的，请记“evidence given”",
            ),
            Bar::NoEvidenceAsked => ("no evidence has been asked for", "此前没有要求补充证据"),
            Bar::NotDecided => ("it has not been decided yet", "尚未作出决定"),
            Bar::DecidedAlready => ("it has been decided already", "已经作出决定"),
            Bar::NotNotified => ("the ruling has not been notified yet", "决定尚未告知"),
            Bar::NotifiedAlready => ("the ruling has been notified already", "决定已经告知"),
            Bar::RefusedAlready => ("it has been refused", "已不予受理"),
            Bar::FinalAlready => ("the ruling is final", "决定已是终审"),
            Bar::WithdrawnAlready => ("it has been withdrawn", "已经撤回"),
        };
        Text::new(en, zh)
    }
}

impl State {
    /// Which instance has it.
    pub fn instance(self) -> u32 {
        match self {
            State::Filed | State::Received | State::Incomplete | State::Completed | State::Withdrawn => 1,
            State::Refused(at)
            | State::Accepted(at)
            | State::UnderReview(at)
            | State::Waiting(at)
            | State::Decided(at, _)
            | State::Notified(at, _)
            | State::Escalated(at)
            | State::Final(at, _) => at,
        }
    }

    /// The last ruling, where there is one.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            State::Decided(_, outcome) | State::Notified(_, outcome) | State::Final(_, outcome) => Some(outcome),
            State::Filed
            | State::Received
            | State::Incomplete
            | State::Completed
            | State::Refused(_)
            | State::Accepted(_)
            | State::UnderReview(_)
            | State::Waiting(_)
            | State::Escalated(_)
            | State::Withdrawn => None,
        }
    }

    /// Whether nothing more will happen.
    pub fn is_over(self) -> bool {
        match self {
            State::Refused(_) | State::Final(..) | State::Withdrawn => true,
            State::Filed
            | State::Received
            | State::Incomplete
            | State::Completed
            | State::Accepted(_)
            | State::UnderReview(_)
            | State::Waiting(_)
            | State::Decided(..)
            | State::Notified(..)
            | State::Escalated(_) => false,
        }
    }
}
