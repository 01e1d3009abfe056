//! Sums and counts over everybody: totals, grades, and people by what a column says of them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::{Compared, Person, Runs, number, outcome};
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Plan, Role};
use crate::typical::apart::Outcome;
use crate::value::{Number, Type, Value};

/// A column with more values than this says who somebody is, and not of which group.
const MOST_VALUES: usize = 200;

/// The same under the old and under the new plan.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sides<T> {
    pub old: T,
    pub new: T,
}

/// The sum of a payout over everybody who could be computed under both plans.
#[derive(Clone, PartialEq, Debug)]
pub struct Total {
    /// Index into the results.
    pub result: usize,
    pub sum: Sides<Number>,
    /// For how many people it is not alike.
    pub changed: usize,
    /// People left out, since one of the plans could not compute it.
    pub left_out: usize,
}

/// How many people went from one grade to another.
#[derive(Clone, PartialEq, Debug)]
pub struct Grades {
    /// Best first, as the new plan orders them, then those only the old plan has.
    pub names: Vec<String>,
    /// From the first to the second, by number; with how many.
    pub counts: BTreeMap<(usize, usize), usize>,
    /// People without a grade under one of the plans.
    pub without: usize,
}

/// People by what a column says of them.
#[derive(Clone, PartialEq, Debug)]
pub struct By {
    pub column: String,
    /// In the order of the values.
    pub rows: Vec<Row>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Row {
    pub value: String,
    pub people: usize,
    pub winners: usize,
    pub losers: usize,
    /// For how many anything changes.
    pub changed: usize,
    pub sum: Sides<Number>,
}

pub(super) struct Counter<'a> {
    pub runs: &'a Runs<'a>,
    pub results: &'a [Compared],
    pub main: Option<usize>,
    pub rows: &'a BTreeMap<String, (u32, u32)>,
    pub changed: &'a [Person],
}

impl Counter<'_> {
    fn pair(&self, result: &Compared, rows: (u32, u32)) -> (Outcome, Outcome) {
        (outcome(self.runs.old_results, result.old, rows.0), outcome(self.runs.new_results, result.new, rows.1))
    }

    /// Each payout and their sum.
    pub fn totals(&self) -> Vec<Total> {
        let paid = self.results.iter().enumerate().filter(|(_, result)| matches!(result.role, Role::Payout | Role::PayoutTotal));
        paid.map(|(at, result)| {
            let mut total = Total { result: at, sum: zero(), changed: 0, left_out: 0 };
            for rows in self.rows.values() {
                let (old, new) = self.pair(result, *rows);
                total.changed = total.changed.saturating_add(usize::from(old != new));
                match number(&old).zip(number(&new)) {
                    Some(pair) => add(&mut total.sum, &pair),
                    None => total.left_out = total.left_out.saturating_add(1),
                }
            }
            total
        })
        .collect()
    }

    pub fn grades(&self) -> Option<Grades> {
        let result = self.results.iter().find(|result| result.role == Role::Grade)?;
        let order = |plan: &Plan, of: Option<DefId>| -> Vec<String> {
            let ty = of.and_then(|of| plan.defs.get(of.0 as usize)).map(|def| def.ty);
            let Some(Type::Choice(choice)) = ty else { return Vec::new() };
            let options = plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
            options.iter().rev().map(|option| option.name.clone()).collect()
        };
        let mut names = order(self.runs.new.plan, result.new);
        names.extend(order(self.runs.old.plan, result.old).into_iter().filter(|name| !names.contains(name)).collect::<Vec<String>>());
        let mut grades = Grades { names, counts: BTreeMap::new(), without: 0 };
        for rows in self.rows.values() {
            let at = |outcome: Outcome| match outcome {
                Outcome::Value(Value::Text(name)) => grades.names.iter().position(|known| **known == *name),
                Outcome::Value(_) | Outcome::Missing | Outcome::NotApplicable | Outcome::Fault(_) => None,
            };
            let (old, new) = self.pair(result, *rows);
            match at(old).zip(at(new)) {
                Some(pair) => {
                    let count = grades.counts.entry(pair).or_insert(0);
                    *count = count.saturating_add(1);
                }
                None => grades.without = grades.without.saturating_add(1),
            }
        }
        Some(grades)
    }

    /// People by each of these columns; without any, by those that put people into teams or decide which rules are for them.
    pub fn by(&self, asked: &[String]) -> Vec<By> {
        let plan = self.runs.new.plan;
        if asked.is_empty() {
            let found = plan.grouping_columns().into_iter().filter_map(|column| self.by_column(column));
            return found.filter(|by| by.rows.len() <= MOST_VALUES).collect();
        }
        asked.iter().filter_map(|name| column(plan, name)).filter_map(|column| self.by_column(column)).collect()
    }

    fn by_column(&self, column: DefId) -> Option<By> {
        let def = self.runs.new.plan.defs.get(column.0 as usize)?;
        let people = self.runs.new_results.tables.first()?;
        let mut rows: IndexMap<String, Row> = IndexMap::new();
        let changed: BTreeMap<&str, &Person> = self.changed.iter().map(|person| (person.key.as_str(), person)).collect();
        for (key, pair) in self.rows {
            let value = match people.slot(column, pair.1) {
                Some(Slot::Value(Value::Text(text))) => text.to_string(),
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => String::new(),
            };
            let row = rows.entry(value.clone()).or_insert_with(|| Row { value, people: 0, winners: 0, losers: 0, changed: 0, sum: zero() });
            row.people = row.people.saturating_add(1);
            if let Some(person) = changed.get(key.as_str()) {
                row.changed = row.changed.saturating_add(1);
                row.winners = row.winners.saturating_add(usize::from(person.by.as_ref().is_some_and(|by| *by > Number::ZERO)));
                row.losers = row.losers.saturating_add(usize::from(person.by.as_ref().is_some_and(Number::is_negative)));
            }
            let main = self.main.and_then(|main| self.results.get(main)).map(|result| self.pair(result, *pair));
            if let Some(pair) = main.and_then(|(old, new)| number(&old).zip(number(&new))) {
                add(&mut row.sum, &pair);
            }
        }
        rows.sort_keys();
        Some(By { column: def.name.clone(), rows: rows.into_values().collect() })
    }
}

fn zero() -> Sides<Number> {
    Sides { old: Number::ZERO, new: Number::ZERO }
}

fn add(sum: &mut Sides<Number>, (old, new): &(Number, Number)) {
    if let (Ok(before), Ok(after)) = (sum.old.add(old), sum.new.add(new)) {
        *sum = Sides { old: before, new: after };
    }
}

/// A column of people by its name.
pub fn column(plan: &Plan, name: &str) -> Option<DefId> {
    let people = plan.tables.first()?;
    people.columns.iter().copied().find(|id| plan.defs.get(id.0 as usize).is_some_and(|def| def.name == name))
}
