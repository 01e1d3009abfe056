//! Several periods: what a run knows of the time before it, and the periods of a range one after the other.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;

use super::files::{self, ReadFault};
use super::problems;
use super::supply;
use crate::data::{self, Supplied};
use crate::diagnostic::Diagnostic;
use crate::engine::past::{Before, Layer, Past};
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after, of_nobody};
use crate::plan::ir::{DefId, Plan};
use crate::report::json::{self, Earlier, Unreadable};
use crate::value::Period;

/// A results file larger than this is refused rather than filling the memory.
const LARGEST_RESULTS: u64 = 1024 * 1024 * 1024;

/// What is known of earlier periods.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct HistoryArguments {
    /// The results of the period before, as run --format json wrote them, for what clauses look back at; of a period that is computed again, what it paid, to say the difference
    #[arg(long, conflicts_with = "first", value_name = "FILE")]
    pub(crate) previous: Option<PathBuf>,
    /// There is no period before the first one that is computed: what is carried begins with its starting value
    #[arg(long)]
    pub(crate) first: bool,
}

/// The periods a call asks for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// In order, at least one.
    pub(crate) periods: Vec<Period>,
    pub(crate) written: Written,
    /// What earlier results of the same periods paid.
    pub(crate) paid: BTreeMap<Period, Arc<Layer>>,
    /// What is to be told of the results that were read.
    pub(crate) remarks: Vec<Diagnostic>,
}

/// Whether a call names one period or a range of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Written {
    One,
    Range,
}

impl Asked {
    /// What a plan makes of one of the periods, with what its earlier results paid and what is wrong with exceptions.
    pub(crate) fn computed(&self, plan: &Plan, data: Dataset, (period, past): (Period, &Arc<Past>), watch: Watch) -> Results {
        let mut results = evaluate_after(plan, data, period, past, watch);
        let of_nobody = of_nobody(plan, results.tables.first(), period);
        results.befell.extend(of_nobody.iter().map(|_| None));
        results.faults.extend(of_nobody);
        results.paid = self.paid.get(&period).cloned();
        results
    }
}

/// Periods of a range that is longer than this are a slip.
const MOST_PERIODS: usize = 240;

/// `2026-Q1`, or `2026-Q1..2026-Q4`.
///
/// # Errors
/// What is wrong with either end, or with their order.
pub(crate) fn asked(said: &str, plan: &Plan) -> Result<Asked, Vec<Diagnostic>> {
    let Some((from, to)) = said.split_once("..") else {
        let period = supply::period(said, plan).map_err(|problem| vec![*problem])?;
        return Ok(Asked { periods: vec![period], written: Written::One, paid: BTreeMap::new(), remarks: Vec::new() });
    };
    let (from, to) = (supply::period(from.trim(), plan), supply::period(to.trim_start_matches('.').trim(), plan));
    let (from, to) = match (from, to) {
        (Ok(from), Ok(to)) => (from, to),
        (from, to) => return Err([from.err(), to.err()].into_iter().flatten().map(|problem| *problem).collect()),
    };
    if from > to {
        return Err(vec![problems::range_backwards(from, to)]);
    }
    let periods: Vec<Period> =
        std::iter::successors(Some(from), |period| period.next()).take_while(|period| *period <= to).take(MOST_PERIODS).collect();
    Ok(Asked { periods, written: Written::Range, paid: BTreeMap::new(), remarks: Vec::new() })
}

/// What is known before the first period of a call.
///
/// # Errors
/// The results file cannot be read, or the data of an earlier period cannot be.
pub(crate) fn past(plan: &Plan, supplied: &Supplied, asked: &mut Asked, arguments: &HistoryArguments) -> Result<Past, Vec<Diagnostic>> {
    let mut past = Past::default();
    let Some(first) = asked.periods.first().copied() else { return Ok(past) };
    if arguments.first {
        past.begins(Before::Nothing);
    }
    if let Some(path) = &arguments.previous {
        let name = path.to_string_lossy();
        let bytes = files::read(path, LARGEST_RESULTS).map_err(|fault| vec![unreadable_file(&name, &fault)])?;
        let wrong = |fault: Unreadable| vec![unreadable(&name, &fault)];
        asked.paid = json::paid(plan, &bytes, &asked.periods).map_err(wrong)?;
        let earlier = json::read(plan.in_force(first), &bytes).map_err(wrong)?;
        fits(&name, &earlier, asked).map_err(|problem| vec![*problem])?;
        if let Some(policy) = earlier.policy.filter(|policy| *policy != plan.title) {
            asked.remarks.push(problems::results_of(&name, &policy, &plan.title));
        }
        past.begins(earlier.before);
        // What is computed again is not looked back at.
        for (period, layer) in earlier.periods.into_iter().filter(|(period, _)| *period < first) {
            past.add(period, layer);
        }
    }
    if plan.looks_back() {
        add_data(plan, supplied, first, &mut past)?;
    }
    Ok(past)
}

/// Results of other kinds of periods, or of later ones alone, say nothing of what lies before.
fn fits(name: &str, earlier: &Earlier, asked: &Asked) -> Result<(), Box<Diagnostic>> {
    let (Some(first), Some((last, _))) = (asked.periods.first(), earlier.periods.last()) else { return Ok(()) };
    if last.kind != first.kind {
        return Err(Box::new(problems::results_of_other_periods(name, *last, *first)));
    }
    let of_use = |period: &Period| period < first || asked.periods.contains(period);
    if earlier.periods.iter().any(|(period, _)| of_use(period)) {
        Ok(())
    } else {
        Err(Box::new(problems::results_of_later(name, *last, *first)))
    }
}

fn unreadable_file(name: &str, fault: &ReadFault) -> Diagnostic {
    match fault {
        ReadFault::Missing => problems::results_missing(name),
        ReadFault::Folder => problems::results_are_folder(name),
        ReadFault::TooLarge => problems::data_too_large(name),
        ReadFault::Other(error) => problems::data_unreadable(name, &error.to_string()),
    }
}

fn unreadable(name: &str, fault: &Unreadable) -> Diagnostic {
    match fault {
        Unreadable::NotJson { line } => problems::results_not_json(name, *line),
        Unreadable::NotResults => problems::not_results(name),
        Unreadable::Period(period) => problems::results_period(name, period),
        Unreadable::Twice { period, person } => problems::results_twice(name, *period, person),
        Unreadable::Lacks { period, person, name: value } => problems::results_lack(name, *period, person, value),
        Unreadable::Currency(currency) => problems::results_currency(name, currency),
        Unreadable::Value { period, person, name: value } => problems::results_value(name, *period, person, value),
    }
}

/// Values that rest on data alone are worked out for the earlier periods whose data are there.
fn add_data(plan: &Plan, supplied: &Supplied, first: Period, past: &mut Past) -> Result<(), Vec<Diagnostic>> {
    if plan.each_version().all(|version| resting_on_data(version).is_empty() && version.looked_back_rows().is_empty()) {
        return Ok(());
    }
    for period in data::periods(plan, supplied, first).into_iter().filter(|period| *period < first) {
        let version = plan.in_force(period);
        let of_data = resting_on_data(version);
        let dataset = data::read(version, supplied, period)?;
        let known = Arc::new(std::mem::take(past));
        let results = evaluate_after(version, dataset, period, &known, Watch::Nothing);
        *past = Arc::unwrap_or_clone(known);
        past.add_first(period, Layer::of_results(version, &results, &of_data));
    }
    Ok(())
}

/// What is looked back at and rests on the data of its own period.
fn resting_on_data(plan: &Plan) -> Vec<DefId> {
    let rests = plan.rests_on_data();
    plan.looked_back_at().into_iter().filter(|def| rests.get(def.0 as usize) == Some(&true)).collect()
}

/// Runs the periods in order, each by the version in force in it and each with what those before it came to; the last of them is watched.
///
/// # Errors
/// The data of a period cannot be read.
pub(crate) fn in_order(
    plan: &Plan,
    supplied: &Supplied,
    (asked, past): (&Asked, Arc<Past>),
    first: Dataset,
    watch: Watch,
) -> Result<Vec<Results>, Vec<Diagnostic>> {
    let mut known = past;
    let mut first = Some(first);
    let mut all: Vec<Results> = Vec::with_capacity(asked.periods.len());
    for period in &asked.periods {
        let plan = plan.in_force(*period);
        let dataset = match first.take() {
            Some(dataset) => dataset,
            None => data::read(plan, supplied, *period)?,
        };
        let watch = if all.len().saturating_add(1) == asked.periods.len() { watch } else { Watch::Nothing };
        let results = asked.computed(plan, dataset, (*period, &known), watch);
        let mut next = (*known).clone();
        next.add_results(plan, &results, &plan.looked_back_at());
        known = Arc::new(next);
        all.push(results);
    }
    Ok(all)
}
