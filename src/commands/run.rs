//! `merit run`: compute everybody.

use std::path::Path;
use std::sync::Arc;

use super::Ending;
use super::arguments::{DataArguments, RunArguments, RunFormat};
use super::history::{self, Asked, Written};
use super::output::{self, Content};
use super::policy::{Loaded, load};
use super::problems;
use super::progress::Progress;
use super::supply::{self, Supply};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{html, markdown, results};
use crate::engine::Results;
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::report::grid::Periods;
use crate::report::json::Rows;
use crate::report::{Report, csv, json, table, true_up, xlsx};
use crate::rollout::before_publication;
use crate::source::Sources;
use crate::value::{Number, Period, show};

pub(crate) fn run(arguments: &RunArguments, terminal: &Terminal) -> Ending {
    if let Some(wrong) = wrong_call(arguments) {
        terminal.report(&[wrong], &Sources::new());
        return Ending::Refused;
    }
    let progress = Progress::new(terminal);
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    if let Some(refused) = output::is_input(arguments.out.as_deref(), prepared.paths(), terminal) {
        return refused;
    }
    progress.stage(&problems::stage_computing());
    let mut results = match prepared.compute(Watch::Nothing) {
        Ok(results) => results,
        Err(wrong) => {
            terminal.report(&wrong, &prepared.loaded.sources);
            return Ending::Refused;
        }
    };
    if let Some(first) = results.first_mut() {
        first.remarks.append(&mut prepared.supply.remarks);
        first.remarks.extend(before_publication(prepared.plan.in_force(prepared.period), &prepared.asked.periods));
    }
    for results in &mut results {
        compared(prepared.plan.in_force(results.period), &prepared.loaded.sources, results);
    }
    progress.stage(&problems::stage_writing());
    let reports: Vec<Report<'_>> = results
        .iter()
        .map(|results| Report { plan: prepared.plan.in_force(results.period), results, sources: &prepared.loaded.sources })
        .collect();
    let files: Vec<String> = prepared.supply.paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let made = written(&reports, (prepared.asked.written, &files), arguments, terminal);
    drop(progress);
    let faulty = results.iter().flat_map(|results| &results.faults).any(Diagnostic::is_error);
    let beside = arguments.out.is_some() || !matches!(arguments.format, RunFormat::Table);
    if beside {
        tell(&results, &prepared.loaded.sources, terminal);
    }
    let computed = if faulty { Ending::Partly } else { Ending::Fine };
    let out = arguments.out.as_deref();
    let refused = |wrong: Diagnostic| {
        terminal.report(&[wrong], &prepared.loaded.sources);
        Ending::Refused
    };
    computed.worse(match (made, out) {
        (Ok(Made::Text(text, content)), _) => output::deliver(out, &text, content, terminal),
        (Ok(Made::Workbook(bytes)), Some(out)) => output::write(out, &bytes, terminal),
        (Ok(Made::Workbook(_)), None) => refused(problems::workbook_needs_out()),
        (Err(wrong), _) => refused(wrong),
    })
}

/// What of the call contradicts itself.
fn wrong_call(arguments: &RunArguments) -> Option<Diagnostic> {
    let (rows, file) = match arguments.format {
        RunFormat::Json | RunFormat::Ndjson => (None, None),
        RunFormat::Xlsx => (None, arguments.out.is_none().then(problems::workbook_needs_out)),
        RunFormat::Table | RunFormat::Csv | RunFormat::Markdown | RunFormat::Html => (arguments.rows.then(problems::rows_need_json), None),
    };
    let is_csv = matches!(arguments.format, RunFormat::Csv);
    rows.or(file).or_else(|| (arguments.bom.is_some() && !is_csv).then(problems::bom_needs_csv))
}

/// Says what a period that is computed again takes back, and from whom.
pub(super) fn compared(plan: &Plan, sources: &Sources, results: &mut Results) {
    let report = Report { plan, results, sources };
    let (less, gone, period) = (true_up::reductions(&report), true_up::gone(&report), results.period);
    let money = |amount: &Number| show::money(amount, &report.plan.currency, report.money_places());
    let less = less.map(|(people, by)| problems::less_than_paid(period, &people, &money(&by)));
    let gone: Vec<Diagnostic> = gone.iter().map(|(key, paid)| problems::paid_and_gone(period, key, &money(paid))).collect();
    results.remarks.extend(less);
    results.befell.extend(gone.iter().map(|_| None));
    results.faults.extend(gone);
}

/// Results in the form that is asked for.
enum Made {
    Text(String, Content),
    Workbook(Vec<u8>),
}

/// The results of one period, or of several in order.
///
/// # Errors
/// They do not fit into a workbook.
fn written(
    reports: &[Report<'_>],
    (asked, files): (Written, &[String]),
    arguments: &RunArguments,
    terminal: &Terminal,
) -> Result<Made, Diagnostic> {
    let rows = if arguments.rows { Rows::With } else { Rows::Without };
    let text = match (arguments.format, asked, reports) {
        (RunFormat::Table, ..) => {
            let tables = reports.iter().map(|report| table::write(report, terminal.output.width, terminal.language));
            tables.collect::<Vec<String>>().join("\n")
        }
        (RunFormat::Json, Written::One, [report]) => json::write(report, rows),
        (RunFormat::Json, ..) => json::write_all(reports, rows),
        (RunFormat::Ndjson, ..) => json::lines(reports, rows),
        (RunFormat::Csv, Written::One, [report]) => csv::write(report),
        (RunFormat::Csv, ..) => csv::write_all(reports),
        (RunFormat::Markdown, ..) => markdown(&results::document(reports, terminal.language)),
        (RunFormat::Html, ..) => html(&results::document(reports, terminal.language)),
        (RunFormat::Xlsx, ..) => {
            let periods = match asked {
                Written::One => Periods::One,
                Written::Range => Periods::Several,
            };
            return xlsx::write(reports, periods, files, terminal.language).map(Made::Workbook);
        }
    };
    let content = if matches!(arguments.format, RunFormat::Csv) { Content::Csv(arguments.bom.unwrap_or_default()) } else { Content::Other };
    Ok(Made::Text(text, content))
}

/// What the table says under itself, for those who get a file.
fn tell(results: &[Results], sources: &Sources, terminal: &Terminal) {
    let all: Vec<Diagnostic> = results.iter().flat_map(|results| results.faults.iter().chain(&results.remarks)).cloned().collect();
    terminal.report(&data::fold(all), sources);
}

/// A policy, its data and the period, ready to be computed.
pub(crate) struct Prepared {
    pub(crate) loaded: Loaded,
    pub(crate) plan: Plan,
    /// The first of the periods that are asked for, with its data.
    pub(crate) period: Period,
    pub(crate) dataset: Dataset,
    pub(crate) asked: Asked,
    pub(crate) past: Arc<Past>,
    pub(crate) supply: Supply,
}

impl Prepared {
    /// The data of the last of several periods; nothing where one is asked for.
    ///
    /// # Errors
    /// They cannot be read.
    pub(crate) fn last_data(&self) -> Result<Option<Dataset>, Vec<Diagnostic>> {
        match self.asked.periods.as_slice() {
            [_, .., last] => data::read(self.plan.in_force(*last), &self.supply.supplied, *last).map(Some),
            // It was read whole.
            [only] if self.supply.supplied.until.is_some() => data::read(self.plan.in_force(*only), &self.supply.supplied, *only).map(Some),
            [_] | [] => Ok(None),
        }
    }

    /// Runs the periods asked for in order; the last of them is watched.
    ///
    /// # Errors
    /// The data of a period cannot be read.
    pub(crate) fn compute(&mut self, watch: Watch) -> Result<Vec<Results>, Vec<Diagnostic>> {
        let (first, past) = (std::mem::take(&mut self.dataset), std::mem::take(&mut self.past));
        history::in_order(&self.plan, &self.supply.supplied, (&self.asked, past), first, watch)
    }

    /// What is known before the last of the periods asked for; those before it are run.
    ///
    /// # Errors
    /// The data of a period cannot be read.
    pub(crate) fn last_past(&mut self) -> Result<Arc<Past>, Vec<Diagnostic>> {
        let mut before = self.asked.clone();
        before.periods.pop();
        let first = std::mem::take(&mut self.dataset);
        if before.periods.is_empty() {
            return Ok(Arc::clone(&self.past));
        }
        let mut past = (*self.past).clone();
        let made = history::in_order(&self.plan, &self.supply.supplied, (&before, Arc::clone(&self.past)), first, Watch::Nothing)?;
        for results in &made {
            let version = self.plan.in_force(results.period);
            past.add_results(version, results, &version.looked_back_at());
        }
        Ok(Arc::new(past))
    }

    /// Runs the periods asked for, the last of them by a plan that computes more than its version does.
    ///
    /// # Errors
    /// The data of a period cannot be read.
    pub(crate) fn last_by(&mut self, plan: &Plan, data: Dataset) -> Result<Results, Vec<Diagnostic>> {
        let last = self.asked.periods.last().copied().unwrap_or(self.period);
        let past = self.last_past()?;
        Ok(self.asked.computed(plan, data, (last, &past), Watch::Nothing))
    }

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
        Ok(Read { period, dataset, asked, past, supply }) => Ok(Prepared { loaded, plan, period, dataset, asked, past, supply }),
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
    pub(crate) asked: Asked,
    /// What is known of the time before.
    pub(crate) past: Arc<Past>,
    pub(crate) supply: Supply,
}

impl Read {
    /// What a plan makes of the last of the periods.
    ///
    /// # Errors
    /// The data of a period cannot be read.
    pub(crate) fn last(self, plan: &Plan) -> Result<Option<Results>, Vec<Diagnostic>> {
        history::in_order(plan, &self.supply.supplied, (&self.asked, self.past), self.dataset, Watch::Nothing).map(|mut all| all.pop())
    }
}

/// Reads the data that the call names.
///
/// # Errors
/// What is wrong with the period, with `--data`, or with the files.
pub(crate) fn read_data(plan: &Plan, arguments: &DataArguments) -> Result<Read, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let asked = history::asked(&arguments.period, plan).map_err(|problems| wrong.extend(problems)).ok();
    let supply = supply::supply(arguments, plan).map_err(|problems| wrong.extend(problems)).ok();
    let (Some(mut asked), Some(mut supply)) = (asked, supply) else { return Err(wrong) };
    let Some(period) = asked.periods.first().copied() else { return Err(wrong) };
    supply.supplied.computed = asked.periods.last().filter(|last| **last != period).map(|last| (period, *last));
    let dataset = data::read(plan.in_force(period), &supply.supplied, period)?;
    let past = Arc::new(history::past(plan, &supply.supplied, &mut asked, &arguments.history)?);
    supply.remarks.append(&mut asked.remarks);
    Ok(Read { period, dataset, asked, past, supply })
}
