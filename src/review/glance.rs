//! The results of everybody at a glance: how many people, what was paid, how they scored.

use std::collections::BTreeSet;

use super::figures::Spread;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Figure, Role};
use crate::report::Report;
use crate::value::{Number, Type, Value};

/// How many hold a grade.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grade {
    pub name: String,
    pub people: usize,
}

/// What a payout comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Paid {
    pub payout: DefId,
    /// Over those who have it; none where nobody does.
    pub spread: Option<Spread>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Glance {
    pub people: usize,
    /// Rows of the people for whom something could not be computed.
    pub faulty: Vec<u32>,
    /// Everything that is paid; none where the plan pays nothing, or nobody could be computed.
    pub pay: Option<Spread>,
    pub payouts: Vec<Paid>,
    /// Of the company, where the header says it and it is above 0.
    pub revenue: Option<Number>,
    /// Pay over revenue, as a ratio.
    pub cost: Option<Number>,
    pub score: Option<Spread>,
    /// Best first; empty where the plan has no grades.
    pub grades: Vec<Grade>,
    /// People without a grade.
    pub ungraded: usize,
}

pub fn glance(report: &Report<'_>) -> Glance {
    let plan = report.plan;
    let spread = |def: DefId| Spread::of(report.rows().filter_map(|row| report.number(def, row).cloned()).collect());
    let pay = plan.payout_total.filter(|_| !plan.payouts.is_empty()).and_then(spread);
    let revenue = plan.figures.get(Figure::Revenue);
    let revenue = revenue.and_then(|def| report.rows().find_map(|row| report.number(def, row).cloned()));
    let revenue = revenue.filter(|revenue| *revenue > Number::ZERO);
    let cost = pay.as_ref().zip(revenue.as_ref()).and_then(|(pay, revenue)| pay.sum.div(revenue).ok());
    let (grades, ungraded) = grades(report);
    Glance {
        people: report.rows().len(),
        faulty: faulty(report),
        pay,
        payouts: plan.payouts.iter().map(|payout| Paid { payout: *payout, spread: spread(*payout) }).collect(),
        revenue,
        cost,
        score: plan.score.and_then(spread),
        grades,
        ungraded,
    }
}

fn grades(report: &Report<'_>) -> (Vec<Grade>, usize) {
    let Some(grade) = report.plan.grade else { return (Vec::new(), 0) };
    let Some(Type::Choice(choice)) = report.def(grade).map(|def| def.ty) else { return (Vec::new(), 0) };
    let options = report.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| choice.options.as_slice());
    let held: Vec<Option<&str>> = report
        .rows()
        .map(|row| match report.slot(grade, row) {
            Some(Slot::Value(Value::Text(name))) => Some(name.as_ref()),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        })
        .collect();
    let of = |name: &str| held.iter().filter(|held| **held == Some(name)).count();
    let grades = options.iter().rev().map(|option| Grade { name: option.name.clone(), people: of(&option.name) }).collect();
    (grades, held.iter().filter(|held| held.is_none()).count())
}

/// People with a fault in what is computed of them or of their rows. What only a feedback or a consequence lacks keeps nobody from a
/// result.
pub fn faulty(report: &Report<'_>) -> Vec<u32> {
    let told = |def: usize| report.plan.defs.get(def).is_some_and(|def| matches!(def.role, Role::Told | Role::Said));
    let mut found: BTreeSet<u32> = BTreeSet::new();
    for (at, table) in report.results.tables.iter().enumerate() {
        let owner = |row: usize| if at == 0 { u32::try_from(row).ok() } else { table.parents.get(row).copied() };
        let whole = table.row_faults.iter().enumerate().filter(|(_, fault)| fault.is_some()).filter_map(|(row, _)| owner(row));
        found.extend(whole);
        let columns = table.columns.iter().enumerate().filter(|(def, _)| !told(*def)).filter_map(|(_, column)| column.as_ref());
        for column in columns {
            let faults = column.iter().enumerate().filter(|(_, slot)| matches!(slot, Slot::Fault(_)));
            found.extend(faults.filter_map(|(row, _)| owner(row)));
        }
    }
    found.into_iter().collect()
}
