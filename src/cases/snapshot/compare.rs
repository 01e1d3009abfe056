//! What differs between the results that are kept and those of today: whose, and which value.

use std::cmp::Ordering;
use std::sync::Arc;

use super::totals::sum;
use super::value::{number_of, number_text, places_of, same};
use super::{FURTHER_ERRORS, Person, Snapshot};
use crate::value::Number;

/// Signs of a fraction beside its decimals.
const LONGEST_FRACTION: usize = 24;

/// What differs between two snapshots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Changes {
    /// In the order of their keys.
    pub people: Vec<PersonChange>,
    /// Lines below the people.
    pub footer: Vec<FooterChange>,
    /// The names of a whole line, as the results of today have them, then those they no longer have.
    order: Vec<Arc<str>>,
}

/// A person of whom something differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonChange {
    pub key: String,
    pub difference: Difference,
    /// At least one, unless a person who came or went has no values.
    pub values: Vec<ValueChange>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// The person is not among those kept.
    Came,
    /// The person is no longer in the data.
    Went,
    Values,
}

/// A value before and after; absent where the person does not have it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ValueChange {
    pub name: Arc<str>,
    pub old: Option<String>,
    pub new: Option<String>,
}

impl ValueChange {
    /// By how much it rises or falls, where both are numbers.
    pub fn by(&self) -> Option<Number> {
        number_of(self.new.as_deref()?)?.sub(&number_of(self.old.as_deref()?)?).ok()
    }

    /// The same as a text, with the places of the numbers.
    fn by_text(&self) -> Option<String> {
        let places = [&self.old, &self.new].into_iter().flatten().map(|text| places_of(text)).max();
        Some(number_text(&self.by()?, places.unwrap_or(0)))
    }
}

/// A line below the people before and after.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FooterChange {
    pub name: String,
    pub old: Option<String>,
    pub new: Option<String>,
}

/// What the changes of one value come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Net {
    pub more: usize,
    pub less: usize,
    pub sum: String,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.people.is_empty() && self.footer.is_empty()
    }

    /// Every value that changes for somebody who stays, in the order of the lines.
    pub fn names(&self) -> Vec<Arc<str>> {
        let staying = self.people.iter().filter(|person| person.difference == Difference::Values);
        let mut names: Vec<Arc<str>> = Vec::new();
        for change in staying.flat_map(|person| &person.values) {
            if !names.contains(&change.name) {
                names.push(Arc::clone(&change.name));
            }
        }
        names.sort_by_key(|name| self.order.iter().position(|other| other == name).unwrap_or(usize::MAX));
        names
    }

    /// The changes of one value, with the keys of the people.
    pub fn of<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a ValueChange)> {
        let staying = self.people.iter().filter(|person| person.difference == Difference::Values);
        staying.flat_map(move |person| {
            person.values.iter().filter(move |value| value.name.as_ref() == name).map(|value| (person.key.as_str(), value))
        })
    }

    /// How many people have more of a value and how many less, and what it comes to; nothing where nobody has a number before and after.
    pub fn net(&self, name: &str) -> Option<Net> {
        let by: Vec<Number> = self.of(name).filter_map(|(_, change)| change.by()).collect();
        let texts: Vec<String> = self.of(name).filter_map(|(_, change)| change.by_text()).collect();
        let less = by.iter().filter(|by| by.is_negative()).count();
        (!by.is_empty()).then(|| Net { more: by.len().saturating_sub(less), less, sum: shortened(sum(texts.iter().map(String::as_str))) })
    }

    /// How many people differ in one way.
    pub fn count(&self, difference: Difference) -> usize {
        self.people.iter().filter(|person| person.difference == difference).count()
    }
}

/// A sum of many fractions is a fraction nobody reads; its decimals are enough to look at.
fn shortened(sum: String) -> String {
    match sum.split_once(" (") {
        Some((decimals, fraction)) if fraction.len() > LONGEST_FRACTION => decimals.to_string(),
        Some(_) | None => sum,
    }
}

/// Everything that differs. Numbers are compared as numbers; the head is not looked at, since a new version is no other result.
pub fn changes(old: &Snapshot, new: &Snapshot) -> Changes {
    let people = pairs(old, new).filter_map(|pair| {
        let (key, difference, values) = match pair {
            Pair::Both(one, other) => (&other.key, Difference::Values, differences(one, other)),
            Pair::Came(person) => (&person.key, Difference::Came, differences(&nobody(), person)),
            Pair::Went(person) => (&person.key, Difference::Went, differences(person, &nobody())),
        };
        let differs = difference != Difference::Values || !values.is_empty();
        differs.then(|| PersonChange { key: key.clone(), difference, values })
    });
    Changes { people: people.collect(), footer: footer(old, new), order: order(old, new) }
}

/// All lines of one run have the same names, except for errors, which stand last.
fn order(old: &Snapshot, new: &Snapshot) -> Vec<Arc<str>> {
    let mut order: Vec<Arc<str>> = Vec::new();
    for (name, _) in [new, old].into_iter().filter_map(|snapshot| snapshot.people.first()).flat_map(|person| &person.values) {
        if !order.contains(name) && name.as_ref() != FURTHER_ERRORS {
            order.push(Arc::clone(name));
        }
    }
    order
}

/// A person in both snapshots or in one.
pub(super) enum Pair<'a> {
    Both(&'a Person, &'a Person),
    Came(&'a Person),
    Went(&'a Person),
}

/// The people of both, in the order of their keys.
pub(super) fn pairs<'a>(old: &'a Snapshot, new: &'a Snapshot) -> impl Iterator<Item = Pair<'a>> {
    let (mut old, mut new) = (old.people.iter().peekable(), new.people.iter().peekable());
    std::iter::from_fn(move || {
        let order = match (old.peek(), new.peek()) {
            (Some(one), Some(other)) => one.key.cmp(&other.key),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return None,
        };
        match order {
            Ordering::Less => old.next().map(Pair::Went),
            Ordering::Greater => new.next().map(Pair::Came),
            Ordering::Equal => old.next().zip(new.next()).map(|(one, other)| Pair::Both(one, other)),
        }
    })
}

fn nobody() -> Person {
    Person { key: String::new(), values: Vec::new() }
}

/// The values that differ: in the order of the new line, then those it no longer has.
pub(super) fn differences(old: &Person, new: &Person) -> Vec<ValueChange> {
    // Of most people nothing differs, and their lines are alike in every letter.
    if old.values == new.values {
        return Vec::new();
    }
    let change = |name: &Arc<str>| {
        let (one, other) = (old.value(name), new.value(name));
        let alike = matches!((one, other), (Some(one), Some(other)) if same(one, other));
        (!alike).then(|| ValueChange { name: Arc::clone(name), old: one.map(str::to_string), new: other.map(str::to_string) })
    };
    let gone = old.values.iter().filter(|(name, _)| new.value(name).is_none());
    new.values.iter().chain(gone).filter_map(|(name, _)| change(name)).collect()
}

fn footer(old: &Snapshot, new: &Snapshot) -> Vec<FooterChange> {
    let text = |lines: &[(String, String)], name: &str| lines.iter().find(|(other, _)| other == name).map(|(_, text)| text.clone());
    let gone = old.footer.iter().filter(|(name, _)| text(&new.footer, name).is_none());
    let changes = new.footer.iter().chain(gone).filter_map(|(name, _)| {
        let (one, other) = (text(&old.footer, name), text(&new.footer, name));
        let alike = matches!((&one, &other), (Some(one), Some(other)) if same(one, other));
        (!alike).then(|| FooterChange { name: name.clone(), old: one, new: other })
    });
    changes.collect()
}
