//! Which changes can be made by themselves, and which only together: weights that must add up, a param and the clause that reads it.

use std::collections::BTreeSet;

use super::changes::{Change, What};
use crate::plan::edited::{Edit, edited};
use crate::plan::ir::Plan;
use crate::plan::ir::meaning::{Meaning, Part};
use crate::source::Sources;

/// Changes that are made together, and the old plan with them alone.
#[derive(Debug)]
pub struct Group {
    /// By number. Empty where only the order of clauses is another.
    pub changes: Vec<usize>,
    pub plan: Plan,
    /// What the plan does not compute as before.
    pub parts: BTreeSet<Part>,
}

pub(super) struct Maker<'a> {
    pub texts: &'a Sources,
    pub before: Meaning,
    pub new: &'a Plan,
    pub changes: &'a [Change],
}

pub(super) struct Made {
    pub groups: Vec<Group>,
    pub words: Vec<usize>,
}

impl Maker<'_> {
    pub fn groups(&self) -> Made {
        let (mut made, mut unsound) = (Made { groups: Vec::new(), words: Vec::new() }, Vec::new());
        for change in 0..self.changes.len() {
            match self.with(&[change]) {
                Some(group) if group.parts.is_empty() => made.words.push(change),
                Some(group) => made.groups.push(group),
                None => unsound.push(change),
            }
        }
        while let Some(first) = unsound.first().copied() {
            let Some(group) = self.candidates(first, &unsound).iter().find_map(|together| self.with(together)) else {
                // Nothing short of the new policy is sound: all that is left is made by it.
                made.groups.extend(self.whole());
                break;
            };
            unsound.retain(|change| !group.changes.contains(change));
            made.groups.retain(|other| !other.changes.iter().all(|change| group.changes.contains(change)));
            made.words.retain(|change| !group.changes.contains(change));
            if group.parts.is_empty() {
                made.words.extend(group.changes);
            } else {
                made.groups.push(group);
            }
        }
        made.words.sort_unstable();
        made.groups.extend(self.order());
        made.groups.sort_by_key(|group| group.changes.first().copied().unwrap_or(usize::MAX));
        made
    }

    /// The old plan with some of the changes; nothing where that is no sound plan.
    fn with(&self, changes: &[usize]) -> Option<Group> {
        let edits: Vec<Edit> = changes.iter().filter_map(|at| self.changes.get(*at)).flat_map(|change| change.edits.clone()).collect();
        let plan = edited(self.texts, &edits).plan?;
        let parts = self.before.differing(&Meaning::of(&plan));
        Some(Group { changes: changes.to_vec(), plan, parts })
    }

    fn whole(&self) -> Option<Group> {
        let parts = self.before.differing(&Meaning::of(self.new));
        let changes = (0..self.changes.len()).collect();
        (!parts.is_empty()).then(|| Group { changes, plan: self.new.clone(), parts })
    }

    /// What is left of the difference where all changes are made: the order in which clauses stand.
    fn order(&self) -> Option<Group> {
        let all: Vec<usize> = (0..self.changes.len()).collect();
        let made = self.with(&all)?;
        let parts = Meaning::of(&made.plan).differing(&Meaning::of(self.new));
        (!parts.is_empty()).then(|| Group { changes: Vec::new(), plan: self.new.clone(), parts })
    }

    /// What a change may need beside it, the least first.
    fn candidates(&self, first: usize, unsound: &[usize]) -> Vec<Vec<usize>> {
        let top = |at: &usize| self.changes.get(*at).and_then(|change| change.path.first());
        let last = |at: &usize| self.changes.get(*at).and_then(|change| change.path.last());
        let beside: Vec<usize> = unsound.iter().copied().filter(|at| top(at) == top(&first)).collect();
        let like: Vec<usize> = beside.iter().copied().filter(|at| last(at) == last(&first)).collect();
        let all: Vec<usize> = (0..self.changes.len()).collect();
        [vec![first], like.clone(), beside.clone()]
            .into_iter()
            .map(|own| self.with_related(&own))
            .chain([like, beside, unsound.to_vec(), self.with_related(unsound), all])
            .collect()
    }

    /// Changes, with those of clauses that come or go which they speak of, or which speak of them.
    fn with_related(&self, own: &[usize]) -> Vec<usize> {
        let mut found: BTreeSet<usize> = own.iter().copied().collect();
        loop {
            let more: Vec<usize> =
                (0..self.changes.len()).filter(|at| !found.contains(at) && found.iter().any(|known| self.related(*known, *at))).collect();
            if more.is_empty() {
                return found.into_iter().collect();
            }
            found.extend(more);
        }
    }

    fn related(&self, one: usize, other: usize) -> bool {
        let (Some(one), Some(other)) = (self.changes.get(one), self.changes.get(other)) else { return false };
        speaks_of(one, other) || speaks_of(other, one)
    }
}

/// Whether a change uses the name of a clause that comes or goes.
fn speaks_of(one: &Change, other: &Change) -> bool {
    if other.what == What::Changed {
        return false;
    }
    let Some(name) = other.path.last().and_then(|label| label.split_whitespace().last()) else { return false };
    let mut texts = one.old.iter().chain(&one.new).map(|said| said.text.as_str());
    texts.any(|text| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name))
}
