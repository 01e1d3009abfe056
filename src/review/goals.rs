//! Goals met and missed, and by how much.

use super::figures::{share, sum};
use crate::engine::table::Slot;
use crate::plan::ir::Goal;
use crate::report::Report;
use crate::value::{Number, Type, Value};

/// Somebody who missed a goal.
#[derive(Clone, PartialEq, Debug)]
pub struct Miss {
    pub row: u32,
    pub gap: Number,
    pub attainment: Option<Number>,
}

#[derive(Clone, Debug)]
pub struct Met<'a> {
    pub goal: &'a Goal,
    pub met: usize,
    pub missed: usize,
    /// People without a value, or without a target, of whom it cannot be said.
    pub open: usize,
    /// What lacks to those who missed it, in all; none where nobody did.
    pub gap: Option<Number>,
    /// What the gap is measured in.
    pub ty: Type,
    /// The lowest attainment first, the unknown last.
    pub misses: Vec<Miss>,
}

impl Met<'_> {
    /// Of those of whom it can be said; a ratio, none of nobody.
    pub fn share_met(&self) -> Option<Number> {
        share(self.met, self.met.saturating_add(self.missed))
    }
}

/// The goal that fewest of those measured meet first, those that nobody could be measured by last.
pub fn goals<'a>(report: &Report<'a>) -> Vec<Met<'a>> {
    let mut found: Vec<(Option<Number>, Met<'a>)> =
        report.plan.goals.iter().map(|goal| of(report, goal)).map(|met| (met.share_met(), met)).collect();
    found.sort_by(|one, two| unknown_last(one.0.as_ref(), two.0.as_ref()));
    found.into_iter().map(|(_, met)| met).collect()
}

fn unknown_last(one: Option<&Number>, two: Option<&Number>) -> std::cmp::Ordering {
    one.is_none().cmp(&two.is_none()).then(one.cmp(&two))
}

fn of<'a>(report: &Report<'a>, goal: &'a Goal) -> Met<'a> {
    let mut found = Met {
        goal,
        met: 0,
        missed: 0,
        open: 0,
        gap: None,
        ty: report.def(goal.gap).map_or(Type::Number, |def| def.ty),
        misses: Vec::new(),
    };
    for row in report.rows() {
        match report.slot(goal.met, row) {
            Some(Slot::Value(Value::Flag(true))) => found.met = found.met.saturating_add(1),
            Some(Slot::Value(Value::Flag(false))) => {
                found.missed = found.missed.saturating_add(1);
                let attainment = report.number(goal.attainment, row).cloned();
                found.misses.extend(report.number(goal.gap, row).map(|gap| Miss { row, gap: gap.clone(), attainment }));
            }
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => {
                found.open = found.open.saturating_add(1);
            }
        }
    }
    let gaps: Vec<Number> = found.misses.iter().map(|miss| miss.gap.clone()).collect();
    found.gap = if gaps.is_empty() { None } else { sum(&gaps) };
    found.misses.sort_by(|one, two| {
        let attainment = unknown_last(one.attainment.as_ref(), two.attainment.as_ref());
        attainment.then(two.gap.cmp(&one.gap)).then(one.row.cmp(&two.row))
    });
    found
}
