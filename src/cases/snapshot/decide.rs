//! What a reviewer has decided of the changes so far, and the two files that follow from it.

use std::sync::Arc;

use super::compare::{Changes, Difference, PersonChange};
use super::merge::{merged, paid};
use super::{Snapshot, changes};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    Open,
    Accepted,
    Rejected,
}

/// The results that are kept, those of today, and a decision on every change.
#[derive(Clone, Debug)]
pub struct Decisions<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    changes: Changes,
    /// As the people of the changes, and each as that person's values. A person who came or went is one decision.
    made: Vec<Vec<Decision>>,
    /// On what stands below the people, where no person differs.
    below: Decision,
    /// The payouts a sum is made of.
    parts: Vec<Arc<str>>,
}

impl<'a> Decisions<'a> {
    /// Everything is open.
    pub fn new(old: &'a Snapshot, new: &'a Snapshot) -> Decisions<'a> {
        let changes = changes(old, new);
        let open = |person: &PersonChange| match person.difference {
            Difference::Came | Difference::Went => vec![Decision::Open],
            Difference::Values => vec![Decision::Open; person.values.len()],
        };
        let made = changes.people.iter().map(open).collect();
        let parts = paid(old, new).into_iter().filter(|name| Some(name.as_ref()) != new.sum.as_deref()).collect();
        Decisions { old, new, changes, made, below: Decision::Open, parts }
    }

    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// The values that are decided on by themselves: a sum follows the payouts it is made of.
    pub fn names(&self) -> Vec<Arc<str>> {
        let alone = |name: &Arc<str>| {
            let staying = self.changes.people.iter().enumerate().filter(|(_, change)| change.difference == Difference::Values);
            let mut places = staying.filter_map(|(at, change)| Some((at, change.values.iter().position(|value| value.name == *name)?)));
            places.any(|(person, value)| !self.follows(person, value))
        };
        self.changes.names().into_iter().filter(alone).collect()
    }

    /// Whether anything of a person is open.
    pub fn is_open(&self, person: usize) -> bool {
        self.made
            .get(person)
            .is_some_and(|made| (0..made.len()).any(|value| !self.follows(person, value) && self.made(person, value) == Decision::Open))
    }

    /// Whether one value of a person is open.
    pub fn is_value_open(&self, person: usize, name: &str) -> bool {
        let change = self.changes.people.get(person).filter(|change| change.difference == Difference::Values);
        let at = change.and_then(|change| change.values.iter().position(|value| value.name.as_ref() == name));
        at.is_some_and(|value| self.made(person, value) == Decision::Open)
    }

    /// Decides on everything of a person that is open.
    pub fn person(&mut self, person: usize, decision: Decision) {
        for made in self.made.get_mut(person).into_iter().flatten().filter(|made| **made == Decision::Open) {
            *made = decision;
        }
    }

    /// Decides on everything that is open.
    pub fn rest(&mut self, decision: Decision) {
        for person in 0..self.made.len() {
            self.person(person, decision);
        }
        self.below = decision;
    }

    /// Decides on one value of everybody for whom it is open.
    pub fn value(&mut self, name: &str, decision: Decision) {
        for (change, made) in self.changes.people.iter().zip(&mut self.made) {
            if change.difference == Difference::Values {
                let own = change.values.iter().zip(made).filter(|(value, made)| value.name.as_ref() == name && **made == Decision::Open);
                own.for_each(|(_, made)| *made = decision);
            }
        }
    }

    /// Decides on whom is new in the data and whom is no longer there.
    pub fn comers_and_goers(&mut self, decision: Decision) {
        for person in 0..self.made.len() {
            if self.changes.people.get(person).is_some_and(|change| change.difference != Difference::Values) {
                self.person(person, decision);
            }
        }
    }

    /// How many changes have been decided on so. A sum that follows its payouts is none of its own.
    pub fn count(&self, decision: Decision) -> usize {
        if self.made.is_empty() {
            return usize::from(self.below == decision);
        }
        let own = |person: usize| {
            let values = 0..self.made.get(person).map_or(0, Vec::len);
            values.filter(move |value| !self.follows(person, *value) && self.made(person, *value) == decision).count()
        };
        (0..self.made.len()).map(own).sum()
    }

    /// What is to be kept from now on.
    pub fn kept(&self) -> Snapshot {
        self.with(&[Decision::Accepted])
    }

    /// What would be kept were everything accepted that is open; nothing where nothing is open.
    pub fn pending(&self) -> Option<Snapshot> {
        (self.count(Decision::Open) > 0).then(|| self.with(&[Decision::Accepted, Decision::Open]))
    }

    /// Whether every change is accepted.
    pub fn is_whole(&self) -> bool {
        self.count(Decision::Open) == 0 && self.count(Decision::Rejected) == 0
    }

    fn with(&self, decisions: &[Decision]) -> Snapshot {
        if self.made.is_empty() && !decisions.contains(&self.below) {
            return self.old.clone();
        }
        merged(self.old, self.new, &self.changes, &|person, value| self.taken(person, value, decisions))
    }

    fn made(&self, person: usize, value: usize) -> Decision {
        let made = self.made.get(person);
        // Of who came or went there is one decision, whatever number of values.
        made.and_then(|made| made.get(value).or(made.first())).copied().unwrap_or(Decision::Open)
    }

    fn taken(&self, person: usize, value: usize, decisions: &[Decision]) -> bool {
        if !self.follows(person, value) {
            return decisions.contains(&self.made(person, value));
        }
        self.parts_of(person).all(|part| decisions.contains(&self.made(person, part)))
    }

    /// Whether a value is a sum of which a part changes too.
    fn follows(&self, person: usize, value: usize) -> bool {
        let Some(change) = self.changes.people.get(person).filter(|change| change.difference == Difference::Values) else { return false };
        let is_sum = change.values.get(value).is_some_and(|value| Some(value.name.as_ref()) == self.new.sum.as_deref());
        is_sum && self.parts_of(person).next().is_some()
    }

    /// The numbers of a person's changes that are payouts.
    fn parts_of(&self, person: usize) -> impl Iterator<Item = usize> {
        let values = self.changes.people.get(person).map_or(&[][..], |change| &change.values);
        values.iter().enumerate().filter(|(_, value)| self.parts.contains(&value.name)).map(|(at, _)| at)
    }
}
