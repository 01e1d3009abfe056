//! The contested number as it was computed and as it is with corrected data.

use std::sync::Arc;

use super::problems;
use crate::appeal::case::{Change, Correction};
use crate::appeal::problems::{self as cases, At};
use crate::appeal::{Account, Case, Contested, Covered, Judged, Known, Rules, difference, judge, people, worth};
use crate::commands::arguments::DataArguments;
use crate::commands::history;
use crate::commands::run::read_data;
use crate::commands::why::value_named;
use crate::data::{self, Patch};
use crate::diagnostic::Diagnostic;
use crate::document::words::Words;
use crate::engine::past::Past;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after};
use crate::plan::ir::{Def, PEOPLE, Plan, Role};
use crate::report::Report;
use crate::report::names::called;
use crate::report::why::explain;
use crate::source::Sources;
use crate::value::Period;

/// A period whose results are contested, ready to be computed.
pub(super) struct Year<'p> {
    pub(super) period: Period,
    version: &'p Plan,
    /// The version, which also computes for whom the clause is open.
    telling: Plan,
    past: Arc<Past>,
    supplied: data::Supplied,
    pub(super) paths: Vec<std::path::PathBuf>,
    pub(super) remarks: Vec<Diagnostic>,
}

/// Reads what is known of a period.
///
/// # Errors
/// The data cannot be read, or the period is none of the policy.
pub(super) fn year<'p>(plan: &'p Plan, arguments: &DataArguments) -> Result<Year<'p>, Vec<Diagnostic>> {
    let read = read_data(plan, arguments)?;
    let Some(period) = read.asked.periods.last().copied() else { return Err(Vec::new()) };
    let mut before = read.asked.clone();
    before.periods.pop();
    let mut past = (*read.past).clone();
    let supplied = read.supply.supplied;
    if !before.periods.is_empty() {
        let made = history::in_order(plan, &supplied, (&before, read.past), read.dataset, Watch::Nothing)?;
        for results in &made {
            let version = plan.in_force(results.period);
            past.add_results(version, results, &version.looked_back_at());
        }
    }
    let version = plan.in_force(period);
    let telling = version.telling().into_owned();
    Ok(Year { period, version, telling, past: Arc::new(past), supplied, paths: read.supply.paths, remarks: read.supply.remarks })
}

impl Year<'_> {
    /// What the plan makes of the data with these corrections, watched at a person; and what is wrong with the data.
    fn run(&mut self, patches: Vec<Patch>, who: &str) -> Result<(Results, Vec<Diagnostic>), Vec<Diagnostic>> {
        self.supplied.patches = patches;
        let read = data::read(self.version, &self.supplied, self.period);
        self.supplied.patches.clear();
        let dataset = read?;
        let faults = dataset.faults.clone();
        let keys = dataset.tables.first().map_or(&[][..], |people| &people.keys);
        let row = keys.iter().zip(0_u32..).find(|(key, _)| ***key == *who).map(|(_, row)| row);
        let watch = row.map_or(Watch::Nothing, Watch::Person);
        Ok((evaluate_after(&self.telling, dataset, self.period, &self.past, watch), faults))
    }
}

/// What cases are computed by.
pub(super) struct Reckoner<'r> {
    pub(super) rules: Rules<'r>,
    pub(super) sources: &'r Sources,
    pub(super) words: &'r Words,
}

impl<'r> Reckoner<'r> {
    fn at<'c>(&self, case: &'c Case) -> At<'c>
    where
        'r: 'c,
    {
        At { file: self.rules.file, case: Some(&case.id), number: case.number, language: case.language }
    }

    /// A case of which nothing is computed.
    pub(super) fn without_data<'c>(&self, case: &'c Case, period: Option<Period>) -> Account<'c>
    where
        'r: 'c,
    {
        let judged = judge(case, &self.rules, Known::of(case, self.rules.clause));
        let mut account = Account { judged, period, contested: None, corrections: uncomputed(case), difference: None };
        if let Some(name) = &case.contests {
            account.contested = Some(self.contested(name, &mut account.judged));
        }
        account
    }

    /// The contested value; that there is none is said.
    fn contested(&self, name: &str, judged: &mut Judged<'_>) -> Contested {
        let plan = self.rules.plan;
        let found = value_named(plan, name).ok();
        let def = found.filter(|id| plan.defs.get(id.0 as usize).is_some_and(|def| def.table == PEOPLE));
        let own = found.and_then(|id| plan.defs.get(id.0 as usize));
        if own.is_none() {
            let known: Vec<String> =
                plan.defs.iter().filter(|def| def.table == PEOPLE && is_result(def)).map(|def| def.name.clone()).collect();
            let at = At { file: self.rules.file, case: Some(&judged.case.id), number: judged.case.number, language: judged.case.language };
            judged.unjudged.push(cases::unknown_value(at, name, &known));
        }
        let title = own.map_or_else(|| name.to_string(), |def| called(plan, def, self.words.language).label(self.words.language));
        Contested { def, title, before: None, after: None, calculation: Vec::new() }
    }

    /// A case with what the data say of its appellant, and with what its corrections change.
    ///
    /// # Errors
    /// The data cannot be read.
    pub(super) fn with_data<'c>(&self, case: &'c Case, year: &mut Year<'_>) -> Result<Account<'c>, Vec<Diagnostic>>
    where
        'r: 'c,
    {
        let (before, faults) = year.run(Vec::new(), &case.who)?;
        let telling = year.telling.clone();
        let report = Report { plan: &telling, results: &before, sources: self.sources };
        let Some(row) = people::row(&report, &case.who) else {
            let mut account = self.without_data(case, Some(year.period));
            let known: Vec<String> = report.rows().map(|row| report.key(row).to_string()).collect();
            account.judged.unjudged.push(cases::unknown_person(self.at(case), &case.who, &known));
            return Ok(account);
        };
        let known = people::known(&report, self.rules.clause, case);
        let uncomputed_open = known.covered == Covered::Uncomputed;
        let mut judged = judge(case, &self.rules, known);
        if uncomputed_open {
            judged.unjudged.push(cases::open_unknown(self.at(case), self.rules.clause.span));
        }
        judged.unjudged.extend(report.faults_of(row).into_iter().cloned());
        let mut account = Account { judged, period: Some(year.period), contested: None, corrections: uncomputed(case), difference: None };
        if let Some(name) = &case.contests {
            let mut contested = self.contested(name, &mut account.judged);
            if let Some(def) = contested.def {
                contested.before = Some(worth(&report, def, row, self.words));
                contested.calculation = explain(&report, row, &[def], self.words.language).lines();
            }
            account.contested = Some(contested);
        }
        if !case.corrections.is_empty() && counts(&account.judged) {
            self.corrected(year, (&report, &faults), &mut account)?;
        }
        Ok(account)
    }

    /// Runs the period with the corrections, and sets both runs side by side.
    fn corrected(
        &self,
        year: &mut Year<'_>,
        (before, faults): (&Report<'_>, &[Diagnostic]),
        account: &mut Account<'_>,
    ) -> Result<(), Vec<Diagnostic>> {
        let case = account.judged.case;
        let at = self.at(case);
        let wanted: Vec<data::Correction<'_>> = case.corrections.iter().map(wanted).collect();
        let made = match data::correct(year.version, &year.supplied, year.period, &wanted) {
            Ok(made) => made,
            Err(slips) => {
                let told = slips.iter().filter_map(|(at_correction, slip)| {
                    let correction = case.corrections.get(*at_correction)?;
                    Some(problems::correction(at, (at_correction.saturating_add(1), correction), slip))
                });
                account.judged.unjudged.extend(told);
                return Ok(());
            }
        };
        let (patches, cells): (Vec<Patch>, Vec<Option<String>>) = made.into_iter().unzip();
        account.corrections = case.corrections.iter().zip(cells).collect();
        let (results, now) = year.run(patches, &case.who)?;
        let new: Vec<Diagnostic> = now.into_iter().filter(|fault| !faults.contains(fault)).collect();
        if !new.is_empty() {
            // A cell that cannot be used is no correction.
            account.judged.unjudged.extend(new);
            return Ok(());
        }
        let after = Report { plan: before.plan, results: &results, sources: self.sources };
        let known = &before.results.faults;
        account.judged.unjudged.extend(results.faults.iter().filter(|fault| fault.is_error() && !known.contains(fault)).cloned());
        let difference = difference(before, &after, &case.who, self.words);
        if let (Some(contested), Some(row)) = (&mut account.contested, people::row(&after, &case.who))
            && let Some(def) = contested.def
        {
            contested.after = Some(worth(&after, def, row, self.words));
            contested.calculation = explain(&after, row, &[def], self.words.language).lines();
            let grants = account.judged.ruling().is_some_and(|ruling| ruling.decision.outcome.grants());
            if difference.of(def).is_none() && grants {
                account.judged.findings.push(cases::changes_nothing(at, &contested.title));
            }
        }
        account.difference = Some(difference);
        Ok(())
    }
}

fn is_result(def: &Def) -> bool {
    !matches!(def.role, Role::Column | Role::Credit | Role::Covered | Role::Told | Role::Said | Role::Earlier | Role::Figure(_))
}

/// Whether the corrections are those of a ruling that grants something, or may still be.
fn counts(judged: &Judged<'_>) -> bool {
    match judged.ruling() {
        Some(ruling) => ruling.decision.outcome.grants(),
        None => !judged.state.is_over(),
    }
}

fn uncomputed(case: &Case) -> Vec<(&Correction, Option<String>)> {
    case.corrections.iter().map(|correction| (correction, None)).collect()
}

fn wanted(correction: &Correction) -> data::Correction<'_> {
    let change = match &correction.change {
        Change::Cell { column, value } => data::Change::Cell { column, value },
        Change::Add { cells } => data::Change::Add { cells },
        Change::Remove => data::Change::Remove,
    };
    data::Correction { input: &correction.input, key: &correction.key, change }
}
