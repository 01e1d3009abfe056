//! `merit review`: look back at a period.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Ending;
use super::appeal::cases_of;
use super::arguments::DataArguments;
use super::history;
use super::output::{self, Content};
use super::problems;
use super::progress::Progress;
use super::project::Projects;
use super::rollout::records_of;
use super::run::{Prepared, prepare};
use super::terminal::Terminal;
use crate::appeal::Case;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::document::{html, markdown, text as lines};
use crate::engine::Results;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::lint::settings::Settings;
use crate::plan::ir::Plan;
use crate::report::Report;
use crate::review::appeals::Cases;
use crate::review::{self, Asked, Drawings, Review};
use crate::rollout::Records;
use crate::source::Sources;

#[derive(Args, Debug)]
pub(crate) struct ReviewArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// Appeals, as `merit appeal` reads them (a JSON file)
    #[arg(long, value_name = "FILE")]
    pub(crate) cases: Option<PathBuf>,
    /// What people asked and said, as `merit rollout` reads it (.json or .csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) records: Option<PathBuf>,
    /// How many lines of each list are shown
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub(crate) top: usize,
    /// How to write it: text, markdown, html (a page with drawings) or json
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ReviewFormat::Text)]
    pub(crate) format: ReviewFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ReviewFormat {
    Text,
    Markdown,
    Html,
    Json,
}

pub(crate) fn review(arguments: &ReviewArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    if let Some(out) = &arguments.out
        && let Some(input) = prepared
            .paths()
            .into_iter()
            .chain(arguments.cases.as_deref())
            .chain(arguments.records.as_deref())
            .find(|path| output::same_file(path, out))
    {
        terminal.report(&[problems::out_is_input(&out.to_string_lossy(), &input.to_string_lossy())], &prepared.loaded.sources);
        return Ending::Refused;
    }
    progress.stage(&problems::stage_computing());
    let mut projects = Projects::default();
    let settings = projects.of(&arguments.policy).map_or_else(Settings::default, |project| project.lint.clone());
    let refused = projects.refused();
    for refused in &refused {
        terminal.report(&refused.problems, &refused.sources);
    }
    if !refused.is_empty() {
        return Ending::Refused;
    }
    match compute(arguments, &mut prepared) {
        Ok(computed) => {
            let written = write(arguments, (&prepared, &computed, &settings), terminal);
            drop(progress);
            written
        }
        Err(wrong) => {
            drop(progress);
            terminal.report(&wrong, &prepared.loaded.sources);
            Ending::Refused
        }
    }
}

/// The periods of the call, each run by a plan that also says who is told what.
struct Computed {
    plan: Plan,
    results: Vec<Results>,
    /// Of the last period.
    data: Dataset,
    /// Their file and what it holds.
    cases: Option<(String, Vec<Case>)>,
    records: Option<Records>,
}

impl Computed {
    fn report<'a>(&'a self, results: &'a Results, sources: &'a Sources) -> Report<'a> {
        Report { plan: self.plan.in_force(results.period), results, sources }
    }
}

fn compute(arguments: &ReviewArguments, prepared: &mut Prepared) -> Result<Computed, Vec<Diagnostic>> {
    let cases = match arguments.cases.as_deref() {
        Some(path) => Some((path.to_string_lossy().into_owned(), cases_of(path)?)),
        None => None,
    };
    let records = arguments.records.as_deref().map(records_of).transpose()?;
    let mut plan = prepared.plan.telling().into_owned();
    for version in &mut plan.versions {
        version.plan = version.plan.telling().into_owned();
    }
    let data = prepared.last_data()?.unwrap_or_else(|| prepared.dataset.clone());
    let (first, past) = (std::mem::take(&mut prepared.dataset), std::mem::take(&mut prepared.past));
    let results = history::in_order(&plan, &prepared.supply.supplied, (&prepared.asked, past), first, Watch::Nothing)?;
    let clause = results.last().and_then(|last| plan.in_force(last.period).process.appeal.as_ref());
    if cases.is_some() && clause.is_none() {
        return Err(vec![problems::review::cases_without_clause()]);
    }
    Ok(Computed { plan, results, data, cases, records })
}

fn write(arguments: &ReviewArguments, (prepared, computed, settings): (&Prepared, &Computed, &Settings), terminal: &Terminal) -> Ending {
    let sources = &prepared.loaded.sources;
    let Some(last) = computed.results.last() else { return Ending::Refused };
    let earlier = computed.results.first().filter(|first| first.period != last.period).map(|first| computed.report(first, sources));
    let clause = computed.plan.in_force(last.period).process.appeal.as_ref();
    let cases = computed.cases.as_ref().map(|(file, all)| Cases { file, all });
    let asked = Asked {
        report: computed.report(last, sources),
        earlier,
        whole: &prepared.plan,
        files: &prepared.loaded.files,
        settings,
        records: computed.records.as_ref(),
        cases: clause.zip(cases),
        data: &computed.data,
        top: arguments.top,
        language: terminal.language,
    };
    let found = review::review(&asked);
    let text = match arguments.format {
        ReviewFormat::Json => review::json(&asked, &found),
        ReviewFormat::Text => lines(&review::document(&asked, &found, Drawings::Without), terminal.output.width),
        ReviewFormat::Markdown => markdown(&review::document(&asked, &found, Drawings::Without)),
        ReviewFormat::Html => html(&review::document(&asked, &found, Drawings::With)),
    };
    terminal.report(&data::fold(said(prepared, computed)), sources);
    let judged = found.appeals.iter().flat_map(|appeals| appeals.findings.iter().chain(&appeals.unjudged));
    terminal.report(&judged.cloned().collect::<Vec<Diagnostic>>(), sources);
    verdict(computed, &found).worse(output::deliver(arguments.out.as_deref(), &text, Content::Other, terminal))
}

/// Whom the figures leave out, in every period, and what else the run had to say.
fn said(prepared: &Prepared, computed: &Computed) -> Vec<Diagnostic> {
    let of_runs = computed.results.iter().flat_map(|results| results.faults.iter().chain(&results.remarks));
    of_runs.chain(&prepared.supply.remarks).cloned().collect()
}

fn verdict(computed: &Computed, found: &Review<'_>) -> Ending {
    let wrong = |said: &[Diagnostic]| said.iter().any(Diagnostic::is_error);
    let unjudged = found.appeals.as_ref().is_some_and(|appeals| wrong(&appeals.unjudged));
    let partly = unjudged || computed.results.iter().any(|results| wrong(&results.faults));
    let findings = found.appeals.as_ref().is_some_and(|appeals| wrong(&appeals.findings));
    let findings = if findings { Ending::Findings } else { Ending::Fine };
    findings.worse(if partly { Ending::Partly } else { Ending::Fine })
}
