//! What a plan makes of everybody in its data, kept as a text: a later change of the plan shows in whom it hits.
//!
//! A snapshot has one line a person, sorted by key, with the score, the grade, the goals and the pay; below them the totals. Nothing in
//! it depends on the reader's language, the machine or the day. Names of people are not in it. The file is one of the crate insta's
//! ([`Header`]), so that its tools read it; only Merit writes it.
//!
//! [`Snapshot::of`] reads results, [`Kept::read`] a file; [`changes`] is the difference of two, [`Decisions`] take a part of it.

mod compare;
mod decide;
mod hash;
mod header;
mod merge;
mod names;
mod read;
#[cfg(test)]
mod tests;
mod totals;
mod value;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::plan::ir::{DefId, Plan, Role};
use crate::report::Report;
use crate::source::Sources;
use crate::value::Period;

pub use compare::{Changes, Difference, FooterChange, Net, PersonChange, ValueChange, changes};
pub use decide::{Decision, Decisions};
pub use hash::plan_hash;
pub use header::Header;
pub use names::{CaseName, file_names};
pub use read::{Damage, Kept};
pub use totals::{IN_ERROR, OF_NOBODY, PEOPLE, TOTAL};
pub use value::number_of;

/// The name under which a person has the codes of errors that no shown value bears.
pub const FURTHER_ERRORS: &str = "";

/// The results of everybody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// Title, version and period.
    pub head: String,
    /// In the order of their keys.
    pub people: Vec<Person>,
    /// What stands below the people: their number, errors, totals.
    pub footer: Vec<(String, String)>,
    /// Which value is the sum of the payouts; nothing where the snapshot was read from a file.
    sum: Option<Arc<str>>,
}

/// One line: what a person has, each value under its name, as they stand in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    pub key: String,
    pub values: Vec<(Arc<str>, String)>,
}

impl Person {
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(other, _)| other.as_ref() == name).map(|(_, value)| value.as_str())
    }

    /// Whether anything of the person could not be computed.
    pub fn has_error(&self) -> bool {
        self.values.iter().any(|(_, value)| value.starts_with(value::ERROR))
    }
}

impl Snapshot {
    /// Of nobody: what is kept before anything has been accepted.
    pub fn empty() -> Snapshot {
        Snapshot { head: String::new(), people: Vec::new(), footer: Vec::new(), sum: None }
    }

    /// What a run made of everybody.
    pub fn of(report: &Report<'_>) -> Snapshot {
        let plan = report.plan;
        let named = |ids: Vec<DefId>| -> Vec<(DefId, Arc<str>)> {
            ids.into_iter().filter_map(|id| Some((id, Arc::from(value::word(&report.def(id)?.name))))).collect()
        };
        let (values, faults) = (named(shown(report)), report.faults_by_person());
        let mut people: Vec<Person> = report
            .rows()
            .map(|row| {
                let own = faults.get(row as usize).into_iter().flatten().filter_map(|fault| report.fault(*fault));
                person(report, &values, row, own.filter(|fault| fault.is_error()))
            })
            .collect();
        people.sort_by(|one, other| one.key.cmp(&other.key));
        let paid: Vec<Arc<str>> =
            named(plan.payouts.iter().copied().chain(plan.payout_total).collect()).into_iter().map(|(_, name)| name).collect();
        let sum = plan.payout_total.and_then(|id| report.def(id)).map(|def| Arc::from(value::word(&def.name)));
        let codes = report.homeless_faults().into_iter().filter_map(|fault| report.fault(fault)).map(|fault| fault.code).collect();
        let footer = totals::footer(&people, &totals::of_nobody(codes), &paid);
        Snapshot { head: head(report), people, footer, sum }
    }

    /// The text of the snapshot; ends with a line end.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n\n", self.head);
        for person in &self.people {
            out.push_str(&person.key);
            if person.values.is_empty() {
                out.push_str("  -");
            }
            for (name, value) in &person.values {
                out.push_str("  ");
                if name.as_ref() != FURTHER_ERRORS {
                    out.push_str(name);
                    out.push('=');
                }
                out.push_str(value);
            }
            out.push('\n');
        }
        out.push('\n');
        for (name, text) in &self.footer {
            out.push_str(&format!("{name}: {text}\n"));
        }
        out
    }
}

/// The results of a plan; `changes` compares them with what is kept.
pub fn taken(plan: &Plan, data: Dataset, period: Period) -> Snapshot {
    let results = evaluate(plan, data, period, Watch::Nothing);
    Snapshot::of(&Report { plan, results: &results, sources: &Sources::new() })
}

/// Whether the results of a plan are something else than what is kept: so a mutant is noticed.
pub fn differ(plan: &Plan, results: &Results, kept: &Snapshot) -> bool {
    !changes(kept, &Snapshot::of(&Report { plan, results, sources: &Sources::new() })).is_empty()
}

/// The score, the grade, which goals are met, what is paid; of a plan that has none of these everything with a name.
fn shown(report: &Report<'_>) -> Vec<DefId> {
    let plan = report.plan;
    let met = plan.goals.iter().map(|goal| goal.met);
    let results: Vec<DefId> =
        plan.score.into_iter().chain(plan.grade).chain(met).chain(plan.payouts.iter().copied()).chain(plan.payout_total).collect();
    if results.is_empty() { report.named_values() } else { results }
}

fn person<'a>(report: &Report<'_>, values: &[(DefId, Arc<str>)], row: u32, faults: impl Iterator<Item = &'a Diagnostic>) -> Person {
    let mut unseen: BTreeSet<&str> = faults.map(|fault| fault.code).collect();
    let mut own = Vec::with_capacity(values.len());
    for (id, name) in values {
        let (Some(def), Some(slot)) = (report.def(*id), report.slot(*id, row)) else { continue };
        if let Slot::Fault(fault) = slot
            && let Some(fault) = report.fault(*fault)
        {
            unseen.remove(fault.code);
        }
        own.push((Arc::clone(name), value::written(report, def, slot)));
    }
    if !unseen.is_empty() {
        let codes: Vec<&str> = unseen.into_iter().collect();
        own.push((Arc::from(FURTHER_ERRORS), format!("{}{}", value::ERROR, codes.join(" "))));
    }
    Person { key: value::word(report.key(row)), values: own }
}

fn head(report: &Report<'_>) -> String {
    let version = report.plan.version.as_deref().map_or(String::new(), |version| format!(", version {version}"));
    value::one_line(&format!("{}{version}, {}", report.plan.title, report.results.period))
}

/// The name a definition has in snapshots.
pub fn name_of(plan: &Plan, name: &str) -> Option<DefId> {
    let at = plan.defs.iter().position(|def| !matches!(def.role, Role::Column) && value::word(&def.name) == name)?;
    u32::try_from(at).ok().map(DefId)
}
