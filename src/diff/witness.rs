//! What a change does where nobody in the data is reached by it: the smallest input that shows it.

use super::{Comparison, Version, new_name};
use crate::typical::Typical;
use crate::typical::apart::{Apart, apart, people};

/// Groups of changes by number, each with what was found for it, and the people it was looked for on.
#[derive(Debug, Default)]
pub struct Witnesses {
    pub people: Vec<Typical>,
    pub found: Vec<(usize, Apart)>,
}

/// Looks for an input that shows each group of changes which moves nobody; `moved_by` says how many people each one moves, where
/// there are data.
pub fn witnesses(comparison: &Comparison, old: Version<'_>, moved_by: Option<&[usize]>) -> Witnesses {
    let moves = |group: usize| moved_by.and_then(|moved| moved.get(group)).is_some_and(|people| *people > 0);
    let quiet: Vec<usize> = (0..comparison.groups.len()).filter(|group| !moves(*group)).collect();
    if quiet.is_empty() {
        return Witnesses::default();
    }
    let people = people(old.plan);
    let name = |of: &str| new_name(&comparison.renames, of);
    let found =
        quiet.into_iter().filter_map(|at| comparison.groups.get(at).map(|group| (at, apart(old.plan, &group.plan, &people, &name))));
    Witnesses { found: found.collect(), people }
}
