//! Whose doing a difference is: the old plan is run with one group of changes at a time.

use std::num::NonZero;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rustc_hash::FxHashMap;

use std::collections::BTreeSet;

use super::{Blame, Compared, Moved, Person, Runs, Together, number, outcome};
use crate::diff::{Comparison, Group};
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after};
use crate::plan::ir::meaning::same_inputs;
use crate::plan::ir::{DefId, Plan};
use crate::typical::apart::Outcome;
use crate::typical::carried;
use crate::value::Number;

/// Deep expressions are computed on a stack that has room for them.
const STACK: usize = 64 * 1024 * 1024;

pub(super) struct Asked<'a> {
    pub comparison: &'a Comparison,
    pub runs: &'a Runs<'a>,
    pub results: &'a [Compared],
    pub data: &'a Dataset,
    pub read: &'a (dyn Fn(&Plan) -> Option<Dataset> + Sync),
}

/// Says of every result through which groups of changes it moved; and of every group how many people it moves alone.
pub(super) fn blame(asked: &Asked<'_>, changed: &mut [Person]) -> Vec<usize> {
    let groups = &asked.comparison.groups;
    if let [_] = groups.as_slice() {
        for moved in changed.iter_mut().flat_map(|person| &mut person.moved) {
            moved.blame = Blame { alone: vec![(0, difference(moved))], together: None };
        }
        return vec![changed.len()];
    }
    let runs = asked.alone(changed);
    let mut moved_by = vec![0_usize; groups.len()];
    for (at, person) in changed.iter_mut().enumerate() {
        let mut movers = BTreeSet::new();
        for (which, moved) in person.moved.iter_mut().enumerate() {
            let own: Vec<Option<&Outcome>> = runs.iter().map(|run| run.get(at).and_then(|results| results.get(which))).collect();
            moved.blame = shared_out(moved, &own);
            movers.extend(moved.blame.alone.iter().map(|(group, _)| *group));
        }
        for group in movers {
            if let Some(count) = moved_by.get_mut(group) {
                *count = count.saturating_add(1);
            }
        }
    }
    moved_by
}

/// By how much a result moves, where it is a number.
fn difference(moved: &Moved) -> Option<Number> {
    number(&moved.new)?.sub(&number(&moved.old)?).ok()
}

impl Asked<'_> {
    /// What each result that moves is with each group of changes alone; by group, by person, as the person's results stand.
    fn alone(&self, changed: &[Person]) -> Vec<Vec<Vec<Outcome>>> {
        let groups = &self.comparison.groups;
        let (next, found) = (AtomicUsize::new(0), Mutex::new(vec![Vec::new(); groups.len()]));
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(groups.len());
        let work = || {
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(group) = groups.get(at) else { return };
                let made = self.run(group, changed);
                if let Ok(mut found) = found.lock()
                    && let Some(place) = found.get_mut(at)
                {
                    *place = made;
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..threads {
                // Where no thread can be had, this one does the work below.
                let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
            }
            if threads <= 1 {
                work();
            }
        });
        work();
        found.into_inner().unwrap_or_default()
    }

    fn run(&self, group: &Group, changed: &[Person]) -> Vec<Vec<Outcome>> {
        let data = if same_inputs(self.runs.old.plan, &group.plan) {
            carried(self.data, self.runs.old.plan, &group.plan)
        } else {
            match (self.read)(&group.plan) {
                Some(data) => data,
                None => return Vec::new(),
            }
        };
        let results = evaluate_after(&group.plan, data, self.runs.period, &self.runs.old_results.past, Watch::Nothing);
        let rows = rows(&results);
        let defs: Vec<Option<DefId>> = self.results.iter().map(|result| def_of(&group.plan, result)).collect();
        let of = |person: &Person| {
            let Some(row) = rows.get(person.key.as_str()) else { return Vec::new() };
            let own = |moved: &Moved| outcome(&results, defs.get(moved.result).copied().flatten(), *row);
            person.moved.iter().map(own).collect()
        };
        changed.iter().map(of).collect()
    }
}

/// The share of each group in what a result moves by.
fn shared_out(moved: &Moved, alone: &[Option<&Outcome>]) -> Blame {
    let mut blame = Blame::default();
    let (Some(old), Some(whole)) = (number(&moved.old), difference(moved)) else {
        let makes = alone.iter().enumerate().filter(|(_, outcome)| **outcome == Some(&moved.new));
        blame.alone = makes.map(|(group, _)| (group, None)).collect();
        blame.together = blame.alone.is_empty().then_some(Together::Otherwise);
        return blame;
    };
    let mut left = whole;
    for (group, outcome) in alone.iter().enumerate() {
        let by = outcome.and_then(number).and_then(|now| now.sub(&old).ok()).filter(|by| !by.is_zero());
        if let Some(by) = by {
            left = left.sub(&by).unwrap_or(left);
            blame.alone.push((group, Some(by)));
        }
    }
    blame.together = (!left.is_zero()).then_some(Together::By(left));
    blame
}

fn rows(results: &Results) -> FxHashMap<&str, u32> {
    let people = results.tables.first().map_or(&[][..], |people| people.keys.as_slice());
    people.iter().zip(0_u32..).map(|(key, row)| (key.as_ref(), row)).collect()
}

/// The definition of a result in a plan that has the new names.
fn def_of(plan: &Plan, result: &Compared) -> Option<DefId> {
    let at = plan.defs.iter().position(|def| def.name == result.name && def.role == result.role)?;
    u32::try_from(at).ok().map(DefId)
}
