//! A policy's own examples: the people of each, run by the same engine, compared exactly.

pub mod coverage;
mod data;
mod differs;
mod earlier;
mod figures;
mod problems;
pub mod snapshot;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Language, Text};
use crate::engine::Results;
use crate::engine::table::{EARLIER, FaultId, Slot};
use crate::engine::trace::Watch;
use crate::plan::ir::{Body, Def, DefId, ErrorOf, Example, Expect, Plan};
use crate::source::Span;
use differs::Difference;

pub use data::{beginning_with, dataset};
pub use earlier::{computed, past};

/// Whether an example holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Holds,
    Fails,
}

/// One example and what came of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// With the row where it is one of a table.
    pub title: Text,
    pub verdict: Verdict,
    /// A message for everything that does not hold; what may only follow from another is told with that.
    pub findings: Vec<Diagnostic>,
}

/// Runs every example of a plan, in the order of the text.
pub fn run(plan: &Plan) -> Vec<Case> {
    plan.all_examples().into_iter().map(|example| case(plan, example)).collect()
}

/// Whether an example of a plan holds.
pub fn holds(plan: &Plan, example: &Example) -> bool {
    case(plan, example).verdict == Verdict::Holds
}

/// Runs one example, by the version in force in its period.
pub fn case(plan: &Plan, example: &Example) -> Case {
    let plan = plan.in_force(example.period);
    let results = computed(plan, example, Watch::Nothing);
    // What is found, with the number of the expectation that it is about.
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    let mut told: Vec<(FaultId, usize)> = Vec::new();
    let mut differences = Vec::new();
    for (at, expect) in example.expect.iter().enumerate() {
        if let Some((fault, name, span)) = faulty(plan, example, &results, expect) {
            // One cause is one message, whatever number of expectations it stops.
            if let Some((_, finding)) = told.iter().find(|(other, _)| *other == fault).and_then(|(_, at)| found.get_mut(*at)) {
                problems::stops_too(finding, &name, span);
                continue;
            }
            told.push((fault, found.len()));
        }
        match judge(plan, example, &results, (at, expect)) {
            Judged::Holds => {}
            Judged::Differs(difference) => differences.push(difference),
            Judged::Fails(problem) => found.push((at, *problem)),
        }
    }
    found.extend(differs::told(plan, example, differences));
    found.sort_by_key(|(at, _)| *at);
    let mut findings: Vec<Diagnostic> = found.into_iter().map(|(_, problem)| problem).collect();
    if example.row.is_some() {
        findings.iter_mut().for_each(|finding| problems::of_row(finding, example.span));
    }
    let verdict = if findings.is_empty() { Verdict::Holds } else { Verdict::Fails };
    Case { title: example.spoken(), verdict, findings }
}

/// The fault that stands where a value is expected.
fn faulty(plan: &Plan, example: &Example, results: &Results, expect: &Expect) -> Option<(FaultId, Text, Span)> {
    let Expect::Value { whose, def, span, .. } = expect else { return None };
    match results.tables.first()?.slot(*def, *whose)? {
        Slot::Fault(fault) => Some((*fault, spoken(example, *whose, plan.defs.get(def.0 as usize)?), *span)),
        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => None,
    }
}

/// What becomes of one expectation.
enum Judged {
    Holds,
    Differs(Difference),
    Fails(Box<Diagnostic>),
}

impl From<Option<Diagnostic>> for Judged {
    fn from(problem: Option<Diagnostic>) -> Judged {
        problem.map_or(Judged::Holds, |problem| Judged::Fails(Box::new(problem)))
    }
}

fn judge(plan: &Plan, example: &Example, results: &Results, (at, expect): (usize, &Expect)) -> Judged {
    let (whose, def, value, span) = match expect {
        Expect::Error { whose, code, span } => return Judged::from(judge_error(example, results, (*whose, code), *span)),
        Expect::Value { whose, def, value, span } => (*whose, *def, value, *span),
    };
    let Some(name) = plan.defs.get(def.0 as usize).map(|def| spoken(example, whose, def)) else { return Judged::Holds };
    let problem = match results.tables.first().and_then(|people| people.slot(def, whose)) {
        Some(Slot::Value(got)) if got == value => None,
        Some(Slot::Value(got)) => {
            let found = Difference::new(plan, (example, results), at, (whose, def, span), (value, got));
            return found.map_or(Judged::Holds, Judged::Differs);
        }
        Some(Slot::Missing(cell)) if cell.table == EARLIER => {
            let earlier = plan.defs.get(cell.column.0 as usize).map_or(Text::same(""), |def| spoken(example, whose, def));
            Some(problems::no_earlier(&name, &earlier, span))
        }
        Some(Slot::Missing(cell)) => {
            let column = plan.defs.get(cell.column.0 as usize);
            Some(match column.map(|column| &column.body) {
                Some(Body::Expr(_)) => problems::left_out(&name, span),
                Some(Body::Column(_)) | None => problems::missing(&name, column.map_or("", |column| column.name.as_str()), span),
            })
        }
        Some(Slot::NotApplicable(_)) | None => Some(problems::not_applicable(&name, span)),
        Some(Slot::Fault(fault)) => {
            let fault = results.faults.get(fault.0 as usize);
            fault.map(|fault| problems::not_computed(&name, fault, &not_given(plan, example, whose, fault), span))
        }
    };
    Judged::from(problem)
}

fn judge_error(example: &Example, results: &Results, (whose, code): (ErrorOf, &str), span: Span) -> Option<Diagnostic> {
    let (faults, person): (Vec<&Diagnostic>, Option<&str>) = match whose {
        ErrorOf::Anybody => (results.faults.iter().collect(), None),
        ErrorOf::Person(person) => (faults_of(results, person), key_of(example, person)),
    };
    if faults.iter().any(|fault| fault.code == code) {
        return None;
    }
    match faults.first() {
        Some(other) => Some(problems::other_error(code, person, other, span)),
        None => Some(problems::no_error(code, person, span)),
    }
}

/// Every fault that stands somewhere in the rows of a person.
fn faults_of(results: &Results, person: u32) -> Vec<&Diagnostic> {
    let mut found: BTreeSet<FaultId> = BTreeSet::new();
    for (at, table) in results.tables.iter().enumerate() {
        let rows: Vec<usize> = match at {
            0 => vec![person as usize],
            _ => table.parents.iter().enumerate().filter(|(_, parent)| **parent == person).map(|(row, _)| row).collect(),
        };
        for row in rows {
            found.extend(table.row_faults.get(row).copied().flatten());
            let slots = table.columns.iter().flatten().filter_map(|column| column.get(row));
            found.extend(slots.filter_map(|slot| match slot {
                Slot::Fault(fault) => Some(*fault),
                Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => None,
            }));
        }
    }
    found.into_iter().filter_map(|fault| results.faults.get(fault.0 as usize)).collect()
}

/// Names of the columns that a fault is about and that the example does not give.
fn not_given(plan: &Plan, example: &Example, whose: u32, fault: &Diagnostic) -> Vec<String> {
    let about = |def: &Def| match &def.body {
        Body::Column(column) => {
            let header = column.header.as_str();
            fault.places.iter().any(|place| place.column.as_deref() == Some(header) && place.cell.as_deref().is_none_or(str::is_empty))
        }
        Body::Expr(_) => false,
    };
    let own = example.people.get(whose as usize).map_or(&[][..], |person| &person.given);
    let given = |id: DefId| own.iter().any(|(def, _)| *def == id);
    let people = plan.tables.first().map_or(&[][..], |people| &people.columns);
    let missing = people.iter().filter(|id| !given(**id)).filter_map(|id| plan.defs.get(id.0 as usize));
    missing.filter(|def| about(def)).map(|def| def.name.clone()).collect()
}

fn key_of(example: &Example, person: u32) -> Option<&str> {
    example.people.get(person as usize)?.key.as_deref()
}

/// The name of a value, behind the person where there are several.
fn spoken(example: &Example, whose: u32, def: &Def) -> Text {
    let person = key_of(example, whose).map_or(String::new(), |key| format!("{key}."));
    let own = |language| format!("{person}{}", def.spoken(language));
    Text::new(own(Language::English), own(Language::Chinese))
}
