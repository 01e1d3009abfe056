//! A case under its clause: the state it is in, what is due, what went against the clause, and what comes next.

mod due;
mod ruling;
mod walk;

use super::admission::Refusal;
use super::case::{Case, Decision, Event};
use super::deadlines::{Deadline, Whose};
use super::panel::Sitting;
use super::states::{Further, State};
use crate::diagnostic::Diagnostic;
use crate::plan::ir::{Appeal, Finality, Plan, Times};
use crate::value::Date;
use crate::value::calendar::Calendar;

pub use walk::judge;

/// What cases are judged by.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub plan: &'a Plan,
    pub clause: &'a Appeal,
    /// The cases file, as messages name it.
    pub file: &'a str,
    /// What happened later is not known yet.
    pub as_of: Date,
}

impl<'a> Rules<'a> {
    pub fn calendar(&self) -> Option<&'a Calendar> {
        self.plan.calendar.as_ref().map(|calendar| &calendar.days)
    }

    pub fn further(&self) -> Further {
        match &self.clause.escalate {
            None => Further::None,
            Some(escalate) => match (escalate.times, escalate.finality) {
                (Times::Again, Finality::Open) => Further::Again,
                (Times::Once, _) | (_, Finality::Final) => Further::Once,
            },
        }
    }
}

/// What the data say about an appellant, beside what the case says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub who: String,
    /// As people call the appellant.
    pub name: Option<String>,
    pub covered: Covered,
    /// Keys or names; nothing where nobody says who they are.
    pub managers: Option<Vec<String>>,
    pub raters: Option<Vec<String>>,
}

impl Known {
    /// What is known without data.
    pub fn of(case: &Case, clause: &Appeal) -> Known {
        let covered = match clause.open {
            crate::plan::ir::Open::Everyone => Covered::Yes,
            crate::plan::ir::Open::Those(..) => Covered::Unseen,
        };
        let managers = case.manager.clone().map(|manager| vec![manager]);
        Known { who: case.who.clone(), name: None, covered, managers, raters: case.raters.clone() }
    }
}

/// Whether the clause is open to the appellant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Covered {
    Yes,
    No,
    /// It says for whom, and there are no data of the appellant.
    Unseen,
    /// There are data, and it cannot be computed from them.
    Uncomputed,
}

/// A case, judged.
#[derive(Clone, Debug)]
pub struct Judged<'a> {
    pub case: &'a Case,
    pub known: Known,
    pub state: State,
    /// Since when.
    pub since: Date,
    /// The day on which a window closed that made it withdrawn.
    pub lapsed: Option<Date>,
    /// Rules of the clause that it does not meet, with the evidence that is there now.
    pub refusals: Vec<Refusal>,
    /// Evidence that the ground needs and that is not there.
    pub missing: Vec<String>,
    pub deadlines: Vec<Deadline>,
    /// The last panel of each instance.
    pub panels: Vec<Sitting<'a>>,
    pub rulings: Vec<Ruling<'a>>,
    /// What went against the clause.
    pub findings: Vec<Diagnostic>,
    /// Why something of it cannot be judged.
    pub unjudged: Vec<Diagnostic>,
    pub owed: Option<Owed>,
    /// What happened, without what could not happen.
    pub events: Vec<&'a Event>,
}

/// What an instance decided.
#[derive(Clone, Copy, Debug)]
pub struct Ruling<'a> {
    pub instance: u32,
    pub event: &'a Event,
    pub decision: &'a Decision,
}

/// What comes next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Owed {
    pub what: Next,
    pub whose: Whose,
    pub until: Option<Date>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Next {
    Accept,
    Refuse,
    AskToComplete,
    Complete,
    FormPanel,
    Hear,
    Decide,
    GiveEvidence,
    Notify,
    /// If the appellant wants to.
    Escalate,
}

impl<'a> Judged<'a> {
    /// The ruling that stands.
    pub fn ruling(&self) -> Option<Ruling<'a>> {
        self.rulings.last().copied()
    }

    /// Deadlines that the company did not keep.
    pub fn missed(&self) -> impl Iterator<Item = &Deadline> {
        self.deadlines.iter().filter(|deadline| deadline.is_failed())
    }
}
