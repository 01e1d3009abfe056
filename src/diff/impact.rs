//! What the change of a plan does to the people of the data: who changes, by how much, and through which changes.

mod blame;
mod count;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::renames::{new_name, old_name};
use super::scope::Scope;
use super::{Comparison, Version};
use crate::engine::Results;
use crate::engine::table::{Dataset, Slot};
use crate::plan::ir::{Def, DefId, Figure, PEOPLE, Plan, Role};
use crate::typical::apart::Outcome;
use crate::value::{Number, Period, Value};

pub use count::{By, Grades, Row, Sides, Total, column};

/// The two runs of one period on the same data.
#[derive(Clone, Copy, Debug)]
pub struct Runs<'a> {
    pub old: Version<'a>,
    pub new: Version<'a>,
    pub old_results: &'a Results,
    pub new_results: &'a Results,
    pub period: Period,
}

/// A result that the plans may not have alike.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Compared {
    /// As the new plan calls it; as the old one does where only that has it.
    pub name: String,
    pub title: Option<String>,
    pub role: Role,
    pub old: Option<DefId>,
    pub new: Option<DefId>,
}

/// What a person has of a result under both plans.
#[derive(Clone, PartialEq, Debug)]
pub struct Moved {
    /// Index into [`Impact::results`].
    pub result: usize,
    pub old: Outcome,
    pub new: Outcome,
    pub blame: Blame,
}

/// Somebody for whom something changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Person {
    pub key: String,
    pub name: Option<String>,
    /// Rows in the population of each run.
    pub rows: (u32, u32),
    /// Every result that is not alike, pay first.
    pub moved: Vec<Moved>,
    /// By how much the sum of what is paid changes; without payouts the score. Absent where one of the two is not there.
    pub by: Option<Number>,
    /// Whether a rule that was changed is for this person, under either plan.
    pub within: Within,
}

impl Person {
    /// The result by which the person wins or loses, where it moves; else the first that does.
    pub fn foremost(&self, main: Option<usize>) -> Option<&Moved> {
        self.moved.iter().find(|moved| Some(moved.result) == main).or_else(|| self.moved.first())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Within {
    Scope,
    Outside,
}

/// Through which changes a result moved.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Blame {
    /// Groups of changes that alone move it, each with how much, where that is a number.
    pub alone: Vec<(usize, Option<Number>)>,
    /// What no single group explains: the whole where none moves anything, else what is left.
    pub together: Option<Together>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Together {
    By(Number),
    /// It is no number.
    Otherwise,
}

/// What a change of a plan does to the people of the data.
#[derive(Clone, Debug)]
pub struct Impact {
    /// Payouts, their sum, score, grade.
    pub results: Vec<Compared>,
    /// Index of the result by which people win or lose.
    pub main: Option<usize>,
    /// People that both runs have.
    pub people: usize,
    /// Keys that only one of the runs has.
    pub only_old: Vec<String>,
    pub only_new: Vec<String>,
    /// In the order of their keys.
    pub changed: Vec<Person>,
    pub totals: Vec<Total>,
    /// The revenue of the period, where the plan says it.
    pub revenue: Option<Number>,
    pub grades: Option<Grades>,
    pub by: Vec<By>,
    /// People for whom a result is an error, under the old and under the new plan.
    pub faulty: (Vec<String>, Vec<String>),
    /// For each group of changes, how many people it moves when made alone.
    pub moved_by: Vec<usize>,
}

/// Compares the runs person by person. `read` reads the data for a plan whose inputs are not those of the old one.
pub fn impact(
    comparison: &Comparison,
    runs: &Runs<'_>,
    data: &Dataset,
    read: &(dyn Fn(&Plan) -> Option<Dataset> + Sync),
    by: &[String],
) -> Impact {
    let results = results(comparison, runs);
    let main = main(&results);
    let both = Both::new(runs);
    let mut changed: Vec<Person> = both.rows.iter().filter_map(|(key, rows)| person(runs, &results, main, key, *rows)).collect();
    let scopes: Vec<Scope> = comparison.groups.iter().map(|group| Scope::of(&group.parts, &comparison.base, &group.plan)).collect();
    let name = |of: &str| of.to_string();
    let old_name = |of: &str| old_name(&comparison.renames, of);
    for person in &mut changed {
        let holds = scopes.iter().any(|scope| {
            scope.holds(runs.old.plan, runs.old_results, person.rows.0, &old_name)
                || scope.holds(runs.new.plan, runs.new_results, person.rows.1, &name)
        });
        person.within = if holds { Within::Scope } else { Within::Outside };
    }
    let moved_by = blame::blame(&blame::Asked { comparison, runs, results: &results, data, read }, &mut changed);
    let counter = count::Counter { runs, results: &results, main, rows: &both.rows, changed: &changed };
    let (totals, grades, by) = (counter.totals(), counter.grades(), counter.by(by));
    Impact {
        people: both.rows.len(),
        only_old: both.only_old,
        only_new: both.only_new,
        totals,
        revenue: revenue(runs),
        grades,
        by,
        faulty: (faulty(runs.old.plan, runs.old_results), faulty(runs.new.plan, runs.new_results)),
        results,
        main,
        changed,
        moved_by,
    }
}

/// The people of both runs, by their keys.
struct Both {
    rows: BTreeMap<String, (u32, u32)>,
    only_old: Vec<String>,
    only_new: Vec<String>,
}

impl Both {
    fn new(runs: &Runs<'_>) -> Both {
        let keys = |results: &Results| -> FxHashMap<String, u32> {
            let people = results.tables.first().map_or(&[][..], |people| people.keys.as_slice());
            people.iter().zip(0_u32..).map(|(key, row)| (key.to_string(), row)).collect()
        };
        let (old, mut new) = (keys(runs.old_results), keys(runs.new_results));
        let (mut rows, mut only_old) = (BTreeMap::new(), Vec::new());
        for (key, row) in old {
            match new.remove(&key) {
                Some(other) => {
                    rows.insert(key, (row, other));
                }
                None => only_old.push(key),
            }
        }
        let mut only_new: Vec<String> = new.into_keys().collect();
        only_old.sort_unstable();
        only_new.sort_unstable();
        Both { rows, only_old, only_new }
    }
}

/// What people are told of: each payout, their sum, the score, the grade and what hangs on it.
fn results(comparison: &Comparison, runs: &Runs<'_>) -> Vec<Compared> {
    let mut found: Vec<Compared> = Vec::new();
    let told = |def: &Def| def.table == PEOPLE && rank(def.role).is_some();
    for (def, id) in runs.new.plan.defs.iter().zip(0_u32..).filter(|(def, _)| told(def)) {
        found.push(Compared { name: def.name.clone(), title: def.title.clone(), role: def.role, old: None, new: Some(DefId(id)) });
    }
    for (def, id) in runs.old.plan.defs.iter().zip(0_u32..).filter(|(def, _)| told(def)) {
        let name = new_name(&comparison.renames, &def.name);
        match found.iter_mut().find(|result| result.name == name && result.role == def.role) {
            Some(result) => result.old = Some(DefId(id)),
            None => {
                found.push(Compared { name: def.name.clone(), title: def.title.clone(), role: def.role, old: Some(DefId(id)), new: None })
            }
        }
    }
    found.sort_by_key(|result| rank(result.role));
    found
}

fn rank(role: Role) -> Option<u8> {
    match role {
        Role::Payout => Some(0),
        Role::PayoutTotal => Some(1),
        Role::Score => Some(2),
        Role::Grade => Some(3),
        Role::GradeColumn => Some(4),
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Carry
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Term(_)
        | Role::Figure(_) => None,
    }
}

/// What people win or lose by: the sum of what is paid; in a plan that pays nothing the score.
fn main(results: &[Compared]) -> Option<usize> {
    let pays = results.iter().any(|result| result.role == Role::Payout);
    let wanted = if pays { Role::PayoutTotal } else { Role::Score };
    results.iter().position(|result| result.role == wanted)
}

/// What a run has of a result for a row.
fn outcome(results: &Results, of: Option<DefId>, row: u32) -> Outcome {
    let slot = of.and_then(|of| results.tables.get(PEOPLE.0 as usize)?.slot(of, row));
    match slot {
        Some(Slot::Value(value)) => Outcome::Value(value.clone()),
        Some(Slot::Missing(_)) => Outcome::Missing,
        Some(Slot::NotApplicable(_)) | None => Outcome::NotApplicable,
        Some(Slot::Fault(fault)) => Outcome::Fault(results.faults.get(fault.0 as usize).map_or("", |fault| fault.code)),
    }
}

/// What a result comes to in a sum: nothing where it does not apply.
fn number(outcome: &Outcome) -> Option<Number> {
    match outcome {
        Outcome::Value(Value::Number(number)) => Some(number.clone()),
        Outcome::NotApplicable => Some(Number::ZERO),
        Outcome::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Outcome::Missing | Outcome::Fault(_) => None,
    }
}

fn person(runs: &Runs<'_>, results: &[Compared], main: Option<usize>, key: &str, rows: (u32, u32)) -> Option<Person> {
    let pair = |result: &Compared| (outcome(runs.old_results, result.old, rows.0), outcome(runs.new_results, result.new, rows.1));
    let moved = results.iter().enumerate().filter_map(|(at, result)| {
        let (old, new) = pair(result);
        (old != new).then(|| Moved { result: at, old, new, blame: Blame::default() })
    });
    let moved: Vec<Moved> = moved.collect();
    if moved.is_empty() {
        return None;
    }
    let by = main.and_then(|main| results.get(main)).and_then(|result| {
        let (old, new) = pair(result);
        number(&new)?.sub(&number(&old)?).ok()
    });
    let report = crate::report::Report { plan: runs.new.plan, results: runs.new_results, sources: runs.new.sources };
    let name = report.person_name(rows.1).map(str::to_string);
    Some(Person { key: key.to_string(), name, rows, moved, by, within: Within::Scope })
}

/// What the company sells in the period, as the new plan's header says, else the old one's.
fn revenue(runs: &Runs<'_>) -> Option<Number> {
    let said = |plan: &Plan, results: &Results| {
        let of = plan.figures.get(Figure::Revenue)?;
        let people = results.tables.first()?;
        (0_u32..).zip(&people.keys).find_map(|(row, _)| match people.slot(of, row)? {
            Slot::Value(Value::Number(number)) => Some(number.clone()),
            Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        })
    };
    said(runs.new.plan, runs.new_results).or_else(|| said(runs.old.plan, runs.old_results))
}

/// The people who have an error in a result.
fn faulty(plan: &Plan, results: &Results) -> Vec<String> {
    let Some(people) = results.tables.first() else { return Vec::new() };
    let told: Vec<DefId> =
        plan.defs.iter().zip(0_u32..).filter(|(def, _)| def.table == PEOPLE && rank(def.role).is_some()).map(|(_, id)| DefId(id)).collect();
    let is = |row: u32| told.iter().any(|def| matches!(people.slot(*def, row), Some(Slot::Fault(_))));
    let mut keys: Vec<String> = people.keys.iter().zip(0_u32..).filter(|(_, row)| is(*row)).map(|(key, _)| key.to_string()).collect();
    keys.sort_unstable();
    keys
}
