//! `merit why`: where one person's numbers come from.

use super::Ending;
use super::arguments::{TextFormat, WhyArguments};
use super::problems;
use super::progress::Progress;
use super::run::prepare;
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Language};
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::plan::ir::{Def, DefId, PEOPLE, Plan, Role};
use crate::report::Report;
use crate::report::why;

pub(crate) fn why(arguments: &WhyArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    let last = match prepared.last_data() {
        Ok(last) => last,
        Err(wrong) => {
            terminal.report(&wrong, &prepared.loaded.sources);
            return Ending::Refused;
        }
    };
    let row = person(last.as_ref().unwrap_or(&prepared.dataset), &arguments.who);
    let explained = prepared.asked.periods.last().copied().unwrap_or(prepared.period);
    let names = wanted(prepared.plan.in_force(explained), &arguments.names);
    let (row, names) = match (row, names) {
        (Ok(row), Ok(names)) => (row, names),
        (row, names) => {
            let wrong: Vec<Diagnostic> = row.err().map(|problem| *problem).into_iter().chain(names.err().into_iter().flatten()).collect();
            terminal.report(&wrong, &prepared.loaded.sources);
            return Ending::Refused;
        }
    };
    progress.stage(&problems::stage_computing());
    let results = match prepared.compute(Watch::Person(row)) {
        Ok(results) => results,
        Err(wrong) => {
            terminal.report(&wrong, &prepared.loaded.sources);
            return Ending::Refused;
        }
    };
    drop(progress);
    let Some(results) = results.last() else { return Ending::Refused };
    let report = Report { plan: prepared.plan.in_force(results.period), results, sources: &prepared.loaded.sources };
    let explanation = why::explain(&report, row, &names, terminal.language);
    let text = match arguments.format {
        TextFormat::Text => explanation.text(terminal.output.width),
        TextFormat::Json => explanation.json(),
    };
    let ending = if names.iter().any(|def| failed(&report, *def, row)) { Ending::Partly } else { Ending::Fine };
    ending.worse(terminal.print(&text))
}

pub(super) fn person(dataset: &Dataset, who: &str) -> Result<u32, Box<Diagnostic>> {
    let keys = dataset.tables.first().map_or(&[][..], |people| &people.keys);
    let at = keys.iter().position(|key| **key == *who).or_else(|| keys.iter().position(|key| key.trim() == who.trim()));
    match at.and_then(|at| u32::try_from(at).ok()) {
        Some(row) => Ok(row),
        None => {
            let known: Vec<String> = keys.iter().map(|key| key.to_string()).collect();
            let file = dataset.tables.first().map_or("", |people| people.files.name());
            Err(Box::new(problems::unknown_person(who, &known, file)))
        }
    }
}

/// The values asked for; without any the score, the grade and every payout.
fn wanted(plan: &Plan, names: &[String]) -> Result<Vec<DefId>, Vec<Diagnostic>> {
    if names.is_empty() {
        let usual: Vec<DefId> = plan.score.into_iter().chain(plan.grade).chain(plan.payouts.iter().copied()).collect();
        let total = plan.payout_total.filter(|_| plan.payouts.len() > 1);
        return Ok(usual.into_iter().chain(total).collect());
    }
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for name in names {
        match value_named(plan, name) {
            Ok(def) => found.push(def),
            Err(problem) => wrong.push(*problem),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(wrong) }
}

/// The value that a reader calls by a name.
///
/// # Errors
/// There is none.
pub(super) fn value_named(plan: &Plan, name: &str) -> Result<DefId, Box<Diagnostic>> {
    let own = if name == "综合得分" { plan.score } else { None };
    let asked = |def: &&Def| !matches!(def.role, Role::Covered | Role::Figure(_));
    let at = plan.defs.iter().position(|def| asked(&def) && called(def, name));
    at.and_then(|at| u32::try_from(at).ok()).map(DefId).or(own).ok_or_else(|| {
        let known: Vec<String> = plan.defs.iter().filter(asked).map(|def| def.name.clone()).collect();
        Box::new(problems::unknown_value(name, &known))
    })
}

/// Whether a reader means this value: by its name in results, or by its name in either language.
fn called(def: &Def, name: &str) -> bool {
    def.name == name || [Language::English, Language::Chinese].into_iter().any(|language| def.spoken(language) == name)
}

/// Whether a value could not be computed for a person, or for a row of theirs.
fn failed(report: &Report<'_>, id: DefId, person: u32) -> bool {
    let faulty = |row: u32| matches!(report.slot(id, row), Some(Slot::Fault(_)) | None);
    match report.def(id).map(|def| def.table) {
        None => true,
        Some(PEOPLE) => faulty(person),
        Some(table) => {
            let parents = report.results.tables.get(table.0 as usize).map_or(&[][..], |table| &table.parents);
            parents.iter().zip(0_u32..).any(|(parent, row)| *parent == person && faulty(row))
        }
    }
}
