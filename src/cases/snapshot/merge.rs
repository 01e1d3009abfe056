//! Taking a part of what differs: the lines of some people, or one value of everybody. What comes out is a snapshot like any other:
//! a person's sum is the sum of that person's payouts, and the totals are those of the lines.

use std::sync::Arc;

use super::compare::{Changes, Difference, Pair, ValueChange, differences, pairs};
use super::totals::{self, OF_NOBODY};
use super::value::ERROR;
use super::{Person, Snapshot};

/// Says which changes are taken: the number of the person among the changes, and the number of the value among the person's.
pub(super) type Taken<'a> = &'a dyn Fn(usize, usize) -> bool;

/// The kept snapshot with those changes that are taken.
///
/// The head and the errors of nobody are not a person's: they are taken where everything else is.
pub(super) fn merged(old: &Snapshot, new: &Snapshot, changes: &Changes, taken: Taken<'_>) -> Snapshot {
    let whole = changes.people.iter().enumerate().all(|(person, change)| (0..change.values.len().max(1)).all(|value| taken(person, value)));
    if whole {
        return new.clone();
    }
    let paid = paid(old, new);
    let (mut people, mut at) = (Vec::with_capacity(new.people.len()), 0_usize);
    for pair in pairs(old, new) {
        let change = changes.people.get(at);
        let (key, difference) = match &pair {
            Pair::Both(_, person) => (&person.key, Difference::Values),
            Pair::Came(person) => (&person.key, Difference::Came),
            Pair::Went(person) => (&person.key, Difference::Went),
        };
        let changed = change.is_some_and(|change| change.key == *key && change.difference == difference);
        let takes = |value: usize| taken(at, value);
        match pair {
            Pair::Both(one, other) => {
                let values = if changed { differences(one, other) } else { Vec::new() };
                people.push(person((one, other), &values, &takes, (new.sum.as_deref(), &paid)));
            }
            Pair::Came(person) => people.extend(takes(0).then(|| person.clone())),
            Pair::Went(person) => people.extend((!takes(0)).then(|| person.clone())),
        }
        at = at.saturating_add(usize::from(changed));
    }
    let of_nobody = old.footer.iter().find(|(name, _)| name == OF_NOBODY).map_or("", |(_, text)| text);
    let present: Vec<Arc<str>> = paid.into_iter().filter(|name| people.iter().any(|person| person.value(name).is_some())).collect();
    let footer = totals::footer(&people, of_nobody, &present);
    Snapshot { head: old.head.clone(), people, footer, sum: new.sum.clone() }
}

/// What is summed in either snapshot.
pub(super) fn paid(old: &Snapshot, new: &Snapshot) -> Vec<Arc<str>> {
    let mut paid = totals::paid(new);
    let gone: Vec<Arc<str>> = totals::paid(old).into_iter().filter(|name| !paid.contains(name)).collect();
    paid.extend(gone);
    paid
}

/// The line of a person with the values that are taken.
fn person(
    (old, new): (&Person, &Person),
    changes: &[ValueChange],
    takes: &dyn Fn(usize) -> bool,
    (sum, paid): (Option<&str>, &[Arc<str>]),
) -> Person {
    if changes.is_empty() || (0..changes.len()).all(|value| !takes(value)) {
        return old.clone();
    }
    if (0..changes.len()).all(takes) {
        return new.clone();
    }
    let now = |name: &str| match changes.iter().position(|change| change.name.as_ref() == name) {
        Some(at) if takes(at) => new.value(name),
        Some(_) => old.value(name),
        None => new.value(name),
    };
    let gone = old.values.iter().filter(|(name, _)| new.value(name).is_none());
    let names = new.values.iter().chain(gone).map(|(name, _)| name);
    let mut values: Vec<(Arc<str>, String)> = names.filter_map(|name| Some((Arc::clone(name), now(name)?.to_string()))).collect();
    let is_part = |name: &Arc<str>| paid.contains(name) && Some(name.as_ref()) != sum;
    let parts = || changes.iter().enumerate().filter(|(_, change)| is_part(&change.name)).map(|(at, _)| takes(at));
    // All of them, or none: the sum is the new one, or the one it was.
    let some = parts().any(|taken| taken) && parts().any(|taken| !taken);
    if let Some((_, total)) = values.iter_mut().find(|(name, _)| some && Some(name.as_ref()) == sum) {
        *total = total_of(paid.iter().filter(|name| is_part(name)).filter_map(|name| now(name)));
    }
    Person { key: new.key.clone(), values }
}

/// The sum of a person's payouts; the error of one of them where there is one.
fn total_of<'a>(parts: impl Iterator<Item = &'a str> + Clone) -> String {
    match parts.clone().find(|part| part.starts_with(ERROR)) {
        Some(error) => error.to_string(),
        None => totals::sum(parts),
    }
}
