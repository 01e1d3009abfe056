//! Many cases together: what they were about, how they ended, how long they took, and which deadlines were not kept.

use std::collections::BTreeMap;

use super::admission::ground;
use super::case::{Act, Outcome};
use super::clauses;
use super::deadlines::{Step, Whose};
use super::judge::{Judged, Rules};
use super::states::State;
use crate::diagnostic::Language;
use crate::value::{Date, Number};

/// A case in the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    pub id: String,
    pub who: String,
    pub name: Option<String>,
    pub state: State,
    /// The title of its ground, or what the case calls it.
    pub ground: Option<String>,
    /// The titles of the clauses that the ruling rests on; before one, of the contested value.
    pub clauses: Vec<String>,
    pub outcome: Option<Outcome>,
    /// When it came to its end.
    pub ended: Option<Date>,
    /// Working days from filing to the end; days where the policy has no calendar.
    pub days: Option<i64>,
    /// Steps that were late or are overdue, and whose they are.
    pub missed: Vec<(Step, Whose)>,
}

/// How cases of one kind ended.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub cases: u32,
    /// By outcome.
    pub outcomes: BTreeMap<Outcome, u32>,
    pub refused: u32,
    pub withdrawn: u32,
    /// Not at an end.
    pub open: u32,
}

impl Tally {
    pub fn of(&self, outcome: Outcome) -> u32 {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }

    /// Cases that gave the appellant something.
    pub fn granted(&self) -> u32 {
        let all = self.outcomes.iter().filter(|(outcome, _)| outcome.grants());
        all.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    fn add(&mut self, entry: &Entry) {
        let count = match (entry.outcome, entry.state) {
            // What is decided and not told, or filed again, is not at an end.
            (Some(_), _) if entry.ended.is_none() => &mut self.open,
            (Some(outcome), _) => self.outcomes.entry(outcome).or_default(),
            (None, State::Refused(_)) => &mut self.refused,
            (None, State::Withdrawn) => &mut self.withdrawn,
            (None, _) => &mut self.open,
        };
        *count = count.saturating_add(1);
        self.cases = self.cases.saturating_add(1);
    }
}

/// What all cases come to.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Statistics {
    pub all: Tally,
    /// In the order in which they first come up.
    pub by_clause: Vec<(String, Tally)>,
    pub by_ground: Vec<(String, Tally)>,
    /// Of the cases at an end.
    pub average_days: Option<Number>,
    pub median_days: Option<Number>,
    /// How often a step was not kept, and by whom.
    pub missed: BTreeMap<(Step, Whose), u32>,
}

/// The entry of a case; clauses are called as readers of the language call them.
pub fn entry(judged: &Judged<'_>, rules: &Rules<'_>, language: Language) -> Entry {
    let case = judged.case;
    let named = |names: &[String]| -> Vec<String> {
        names.iter().map(|name| clauses::find(rules.plan, name, language).map_or_else(|| name.clone(), |clause| clause.title)).collect()
    };
    let of_ruling = judged.ruling().map(|ruling| named(&ruling.decision.clauses)).filter(|clauses| !clauses.is_empty());
    let own_ground = ground(rules, case).map(|ground| ground.title.clone().unwrap_or_else(|| ground.name.clone()));
    let ended = ended(judged);
    Entry {
        id: case.id.clone(),
        who: case.who.clone(),
        name: judged.known.name.clone(),
        state: judged.state,
        ground: own_ground.or_else(|| case.ground.clone()),
        clauses: of_ruling.unwrap_or_else(|| named(case.contests.as_slice())),
        outcome: judged.ruling().map(|ruling| ruling.decision.outcome),
        ended,
        days: ended.and_then(|ended| match rules.calendar() {
            Some(calendar) => calendar.between(case.filed, ended).ok(),
            None => Some(case.filed.days_until(ended)),
        }),
        missed: judged.missed().map(|deadline| (deadline.step, deadline.whose.clone())).collect(),
    }
}

/// The day of the last ruling's notice, of the refusal, or of the withdrawal.
fn ended(judged: &Judged<'_>) -> Option<Date> {
    match judged.state {
        State::Refused(_) | State::Withdrawn => Some(judged.since),
        State::Notified(..) | State::Final(..) => {
            judged.events.iter().rev().find(|event| matches!(event.act, Act::Notified { .. })).map(|event| event.on)
        }
        State::Filed
        | State::Received
        | State::Incomplete
        | State::Completed
        | State::Accepted(_)
        | State::UnderReview(_)
        | State::Waiting(_)
        | State::Decided(..)
        | State::Escalated(_) => None,
    }
}

/// What the entries come to.
pub fn statistics(entries: &[Entry]) -> Statistics {
    let mut made = Statistics::default();
    for entry in entries {
        made.all.add(entry);
        for clause in &entry.clauses {
            add(&mut made.by_clause, clause, entry);
        }
        if let Some(ground) = &entry.ground {
            add(&mut made.by_ground, ground, entry);
        }
        for missed in &entry.missed {
            let count = made.missed.entry(missed.clone()).or_default();
            *count = count.saturating_add(1);
        }
    }
    let mut days: Vec<i64> = entries.iter().filter_map(|entry| entry.days).collect();
    days.sort_unstable();
    made.average_days = share(days.iter().fold(0_i64, |sum, days| sum.saturating_add(*days)), days.len());
    let middle = days.len().saturating_sub(1) / 2;
    let other = days.len() / 2;
    made.median_days = days.get(middle).zip(days.get(other)).and_then(|(low, high)| share(low.saturating_add(*high), 2));
    made
}

fn share(sum: i64, count: usize) -> Option<Number> {
    let count = i64::try_from(count).ok().filter(|count| *count > 0)?;
    Number::from_i64(sum).div(&Number::from_i64(count)).ok()
}

/// Enters a case under a name.
fn add(all: &mut Vec<(String, Tally)>, name: &str, entry: &Entry) {
    match all.iter_mut().find(|(other, _)| other == name) {
        Some((_, tally)) => tally.add(entry),
        None => {
            let mut tally = Tally::default();
            tally.add(entry);
            all.push((name.to_string(), tally));
        }
    }
}
