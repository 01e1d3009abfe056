//! Two versions of a policy: what they do not say alike, what they do not compute alike, and whom that reaches.
//!
//! [`compare`] reads both policies as clauses in one language and one layout ([`written`], [`clauses`]), gives the old one the new one's
//! names where only a name changed ([`renames`]), and lists what is left ([`changes`]). Each change is then made by itself in the old
//! policy, or with as many others as it takes to make a sound plan ([`groups`]): what computes the same as before is a matter of words.
//! [`impact`] runs both plans over the same people, and the old plan with each group of changes, which says whose doing a difference is.
//!
//! What must not be here: a second meaning of a clause. Whether two plans compute alike is for [`crate::plan::ir::meaning`] to say, what
//! they compute for the engine.

mod changes;
mod clauses;
mod groups;

pub mod impact;
mod renames;
pub mod report;
mod scope;
pub mod witness;

mod written;

use crate::diagnostic::Language;
use crate::plan::edited::edited;
use crate::plan::ir::Plan;
use crate::plan::ir::meaning::Meaning;
use crate::source::Sources;
use crate::value::Period;

pub use changes::{Change, Said, What};
pub use groups::Group;
pub use renames::{Rename, new_name, old_name};

/// One version of a policy: its texts, the main file first, and the plan they make.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    pub sources: &'a Sources,
    pub plan: &'a Plan,
}

/// How two versions of a policy differ.
#[derive(Debug)]
pub struct Comparison {
    /// Every clause that is not alike: of each block what changed and went in its order, then what came.
    pub changes: Vec<Change>,
    pub renames: Vec<Rename>,
    /// Changes that make a difference to what is computed, as few together as make a sound plan.
    pub groups: Vec<Group>,
    /// Changes after which everything is computed as before, by number: titles, reasons, other ways to write the same.
    pub words: Vec<usize>,
    /// The old plan with the names of the new one.
    pub base: Plan,
}

impl Comparison {
    /// Whether the two compute everything alike.
    pub fn computes_alike(&self) -> bool {
        self.groups.is_empty()
    }

    /// The same with the versions of the plans that are in force in a period; without one those that nothing comes after.
    pub fn in_force(mut self, period: Option<Period>) -> Comparison {
        let version = |plan: &Plan| period.map_or_else(|| plan.latest(), |period| plan.in_force(period)).clone();
        self.base = version(&self.base);
        for group in &mut self.groups {
            group.plan = version(&group.plan);
        }
        self
    }

    /// Whether nothing at all is said otherwise.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.renames.is_empty() && self.groups.is_empty()
    }
}

/// Compares two versions; what is quoted of them is written in `language`.
pub fn compare(old: Version<'_>, new: Version<'_>, language: Language) -> Comparison {
    let new_texts = written::written(new.sources, language);
    let new_clauses = clauses::clauses(&new_texts, new.sources);
    let own = (new_clauses.as_slice(), &new_texts);
    let plain = written::written(old.sources, language);
    let (renamed, renames) = renames::with_new_names(&plain, old.sources, own);
    // A rename that leaves no sound plan was none; a text that is none as it is written here is taken as its author has it.
    let tries = [(renamed, renames), (plain, Vec::new()), (old.sources.clone(), Vec::new())];
    let sound = tries.into_iter().find_map(|(texts, renames)| edited(&texts, &[]).plan.map(|plan| (texts, renames, plan)));
    let Some((texts, renames, base)) = sound else {
        // No clause can be told from another; that the plans compute otherwise is said all the same.
        let parts = Meaning::of(old.plan).differing(&Meaning::of(new.plan));
        let whole = (!parts.is_empty()).then(|| Group { changes: Vec::new(), plan: new.plan.clone(), parts });
        let groups = whole.into_iter().collect();
        return Comparison { changes: Vec::new(), renames: Vec::new(), groups, words: Vec::new(), base: old.plan.clone() };
    };
    let changes = changes::changes((&clauses::clauses(&texts, old.sources), &texts), own);
    let made = groups::Maker { texts: &texts, before: Meaning::of(&base), new: new.plan, changes: &changes }.groups();
    Comparison { renames, groups: made.groups, words: made.words, base, changes }
}

#[cfg(test)]
mod tests;
