//! What became of those who got a feedback or a consequence in an earlier period, beside those who did not.

use super::figures::Spread;
use crate::engine::table::Slot;
use crate::feedback::Clause;
use crate::plan::ir::{Body, DefId, Plan, Role, walk};
use crate::report::Report;
use crate::value::{Number, Value};

/// People whose figure is known in both periods.
#[derive(Clone, PartialEq, Debug)]
pub struct Group {
    pub people: usize,
    pub improved: usize,
    /// From the earlier to the later period, on average; none of nobody.
    pub change: Option<Number>,
}

#[derive(Clone, Debug)]
pub struct Effect<'a> {
    pub clause: Clause<'a>,
    /// What is compared; a definition of the later plan.
    pub by: DefId,
    /// How many it reached in the earlier period.
    pub reached: usize,
    pub told: Group,
    pub others: Group,
}

/// One entry a clause that both versions of the plan have.
pub fn effects<'a>(report: &Report<'a>, earlier: &Report<'a>) -> Vec<Effect<'a>> {
    clauses(report.plan).into_iter().filter_map(|clause| effect(report, earlier, clause)).collect()
}

pub fn clauses(plan: &Plan) -> Vec<Clause<'_>> {
    let process = &plan.process;
    process.feedback.iter().map(Clause::Feedback).chain(process.consequences.iter().map(Clause::Consequence)).collect()
}

fn effect<'a>(report: &Report<'a>, earlier: &Report<'a>, clause: Clause<'a>) -> Option<Effect<'a>> {
    let told_by = clauses(earlier.plan).into_iter().find(|other| other.name() == clause.name())?.told();
    let by = compared(report.plan, clause.told())?;
    let name = &report.def(by)?.name;
    let then = earlier.plan.defs.iter().zip(0_u32..).find(|(def, _)| def.name == *name).map(|(_, id)| DefId(id))?;
    let rows: std::collections::BTreeMap<&str, u32> = report.rows().map(|row| (report.key(row), row)).collect();
    let (mut reached, mut told, mut others) = (0_usize, Vec::new(), Vec::new());
    for row in earlier.rows() {
        let was_told = match earlier.slot(told_by, row) {
            Some(Slot::Value(Value::Flag(flag))) => *flag,
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => continue,
        };
        reached = reached.saturating_add(usize::from(was_told));
        let now = rows.get(earlier.key(row)).and_then(|now| report.number(by, *now));
        let change = now.zip(earlier.number(then, row)).and_then(|(now, then)| now.sub(then).ok());
        if was_told { &mut told } else { &mut others }.extend(change);
    }
    Some(Effect { clause, by, reached, told: group(told), others: group(others) })
}

fn group(changes: Vec<Number>) -> Group {
    let improved = changes.iter().filter(|change| **change > Number::ZERO).count();
    Group { people: changes.len(), improved, change: Spread::of(changes).map(|spread| spread.average) }
}

/// The figure by which a clause is judged: the attainment or the score of the KPI that its condition reads first, else the score, else
/// what is paid. More of any of them is better.
fn compared(plan: &Plan, told: DefId) -> Option<DefId> {
    let (mut open, mut seen) = (vec![told], Vec::new());
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        let own = matches!(def.role, Role::KpiAttainment | Role::KpiScore | Role::Score | Role::Payout | Role::PayoutTotal);
        if own {
            return Some(id);
        }
        if def.role == Role::Grade {
            break;
        }
        if let Body::Expr(body) = &def.body {
            open.extend(walk::all(body).into_iter().flat_map(walk::defs_of).collect::<Vec<_>>().into_iter().rev());
        }
    }
    plan.score.or(plan.payout_total)
}
