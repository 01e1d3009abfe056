//! `merit run`: compute everybody.

use std::path::Path;

use super::Ending;
use super::arguments::{DataArguments, RunArguments, RunFormat};
use super::output;
use super::policy::{Loaded, load};
use super::problems;
use super::progress::Progress;
use super::supply::{self, Supply};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::plan::ir::Plan;
use crate::report::json::Rows;
use crate::report::{Report, csv, json, table};
use crate::source::Sources;
use crate::value::Period;

pub(crate) fn run(arguments: &RunArguments, terminal: &Terminal) -> Ending {
    if arguments.rows && !matches!(arguments.format, RunFormat::Json) {
        terminal.report(&[problems::rows_need_json()], &Sources::new());
        return Ending::Refused;
    }
    let progress = Progress::new(terminal);
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    if let Some(out) = &arguments.out
        && let Some(input) = prepared.paths().into_iter().find(|path| output::same_file(path, out))
    {
        terminal.report(&[problems::out_is_input(&out.to_string_lossy(), &input.to_string_lossy())], &prepared.loaded.sources);
        return Ending::Refused;
    }
    progress.stage(&problems::stage_computing());
    let mut results = evaluate(&prepared.plan, std::mem::take(&mut prepared.dataset), prepared.period, Watch::Nothing);
    results.remarks.append(&mut prepared.supply.remarks);
    progress.stage(&problems::stage_writing());
    let report = Report { plan: &prepared.plan, results: &results, sources: &prepared.loaded.sources };
    let text = match arguments.format {
        RunFormat::Table => table::write(&report, terminal.output.width, terminal.language),
        RunFormat::Json => json::write(&report, if arguments.rows { Rows::With } else { Rows::Without }),
        RunFormat::Csv => csv::write(&report),
    };
    drop(progress);
    let computed = if results.faults.iter().any(Diagnostic::is_error) { Ending::Partly } else { Ending::Fine };
    let beside = arguments.out.is_some() || !matches!(arguments.format, RunFormat::Table);
    if beside {
        tell(&results, &prepared.loaded.sources, terminal);
    }
    computed.worse(deliver(arguments, text, terminal))
}

fn deliver(arguments: &RunArguments, text: String, terminal: &Terminal) -> Ending {
    let Some(out) = &arguments.out else { return terminal.print(&text) };
    // Excel reads a CSV file as UTF-8 only where it begins with this mark.
    let mark = if matches!(arguments.format, RunFormat::Csv) && !text.is_ascii() { "\u{feff}" } else { "" };
    match output::write_whole(out, format!("{mark}{text}").as_bytes()) {
        Ok(()) => Ending::Fine,
        Err(error) => {
            terminal.report(&[problems::out_unwritable(&out.to_string_lossy(), &error)], &Sources::new());
            Ending::Refused
        }
    }
}

/// What the table says under itself, for those who get a file.
fn tell(results: &Results, sources: &Sources, terminal: &Terminal) {
    let all: Vec<Diagnostic> = results.faults.iter().chain(&results.remarks).cloned().collect();
    terminal.report(&data::fold(all), sources);
}

/// A policy, its data and the period, ready to be computed.
pub(crate) struct Prepared {
    pub(crate) loaded: Loaded,
    pub(crate) plan: Plan,
    pub(crate) period: Period,
    pub(crate) dataset: Dataset,
    pub(crate) supply: Supply,
}

impl Prepared {
    pub(crate) fn paths(&self) -> Vec<&Path> {
        self.loaded.paths.iter().chain(&self.supply.paths).map(|path| path.as_path()).collect()
    }
}

/// Reads the policy, and reports what is wrong with it.
///
/// # Errors
/// [`Ending::Refused`], with everything said.
pub(crate) fn sound(path: &Path, terminal: &Terminal) -> Result<(Loaded, Plan), Ending> {
    let mut loaded = load(path);
    let warnings: Vec<Diagnostic> = loaded.problems.iter().filter(|problem| problem.severity <= Severity::Warning).cloned().collect();
    terminal.report(&warnings, &loaded.sources);
    let Some(plan) = loaded.plan.take() else { return Err(Ending::Refused) };
    if !warnings.is_empty() {
        terminal.complain("\n");
    }
    Ok((loaded, plan))
}

/// Reads the policy and the data, and reports what is wrong with either.
///
/// # Errors
/// [`Ending::Refused`], with everything said.
pub(crate) fn prepare(path: &Path, arguments: &DataArguments, terminal: &Terminal, progress: &Progress) -> Result<Prepared, Ending> {
    progress.stage(&problems::stage_policy());
    let (loaded, plan) = sound(path, terminal)?;
    progress.stage(&problems::stage_data());
    match read_data(&plan, arguments) {
        Ok(Read { period, dataset, supply }) => Ok(Prepared { loaded, plan, period, dataset, supply }),
        Err(problems) => {
            terminal.report(&problems, &loaded.sources);
            Err(Ending::Refused)
        }
    }
}

/// The data of a call, read for one period.
pub(crate) struct Read {
    pub(crate) period: Period,
    pub(crate) dataset: Dataset,
    pub(crate) supply: Supply,
}

/// Reads the data that the call names.
///
/// # Errors
/// What is wrong with the period, with `--data`, or with the files.
pub(crate) fn read_data(plan: &Plan, arguments: &DataArguments) -> Result<Read, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let period = supply::period(&arguments.period, plan).map_err(|problem| wrong.push(*problem)).ok();
    let supply = supply::supply(arguments, plan).map_err(|problems| wrong.extend(problems)).ok();
    let (Some(period), Some(mut supply)) = (period, supply) else { return Err(wrong) };
    let supplied = data::Supplied { inputs: std::mem::take(&mut supply.supplied.inputs) };
    let dataset = data::read(plan, supplied, period)?;
    Ok(Read { period, dataset, supply })
}
