//! What stands below the people, computed from their lines alone, so that it agrees with them whichever lines there are.

use std::sync::Arc;

use super::value::{NOT_APPLICABLE, number_of, number_text, places_of};
use super::{Person, Snapshot};

/// How many people there are.
pub const PEOPLE: &str = "people";
/// How many of them have an error.
pub const IN_ERROR: &str = "people with errors";
/// Codes of the errors that befell no person.
pub const OF_NOBODY: &str = "errors of nobody";

/// What stands before the name of a value that is summed.
pub const TOTAL: &str = "total ";

/// The lines of the footer. `paid` names what is summed.
pub(super) fn footer(people: &[Person], of_nobody: &str, paid: &[Arc<str>]) -> Vec<(String, String)> {
    let mut lines = vec![(PEOPLE.to_string(), people.len().to_string())];
    let in_error = people.iter().filter(|person| person.has_error()).count();
    if in_error > 0 {
        lines.push((IN_ERROR.to_string(), in_error.to_string()));
    }
    if !of_nobody.is_empty() {
        lines.push((OF_NOBODY.to_string(), of_nobody.to_string()));
    }
    lines.extend(paid.iter().map(|name| (total_of(name), sum(people.iter().filter_map(|person| person.value(name))))));
    lines
}

/// The name under which the sum of a value stands.
fn total_of(name: &str) -> String {
    format!("{TOTAL}{name}")
}

/// What a snapshot sums up, by the names of its footer.
pub(super) fn paid(snapshot: &Snapshot) -> Vec<Arc<str>> {
    snapshot.footer.iter().filter_map(|(name, _)| name.strip_prefix(TOTAL)).map(Arc::from).collect()
}

pub(super) fn of_nobody(mut codes: Vec<&str>) -> String {
    codes.sort_unstable();
    let counted: Vec<String> =
        codes.chunk_by(|one, other| one == other).filter_map(|same| Some(format!("{} ×{}", same.first()?, same.len()))).collect();
    counted.join(", ")
}

/// The sum of those that are numbers, with as many places as the longest of them.
pub(super) fn sum<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let (mut total, mut places) = (None, 0);
    for value in values {
        let Some(number) = number_of(value) else { continue };
        places = places.max(places_of(value));
        total = match total {
            None => Some(number),
            Some(sum) => number.add(&sum).ok(),
        };
    }
    total.map_or_else(|| NOT_APPLICABLE.to_string(), |total| number_text(&total, places))
}
