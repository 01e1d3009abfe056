//! The clauses of a policy by their kind, over all its files.

use crate::syntax::ast::{File, Goal, Item, Policy, Scorecard};

pub(super) fn items(files: &[File]) -> impl Iterator<Item = &Item> {
    files.iter().flat_map(|file| &file.items)
}

pub(super) fn header(files: &[File]) -> Option<&Policy> {
    items(files).find_map(|item| if let Item::Policy(policy) = item { Some(policy) } else { None })
}

pub(super) fn goals(files: &[File]) -> impl Iterator<Item = &Goal> {
    items(files).filter_map(|item| if let Item::Goal(goal) = item { Some(goal) } else { None })
}

pub(super) fn scorecards(files: &[File]) -> impl Iterator<Item = &Scorecard> {
    items(files).filter_map(|item| if let Item::Scorecard(card) = item { Some(card) } else { None })
}
