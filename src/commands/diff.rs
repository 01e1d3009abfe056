//! `merit diff`: two versions of a policy, and what the change does to the people of the data.

mod limit;
mod population;
mod problems;

use std::path::Path;

use super::Ending;
use super::arguments::{DataArguments, DiffArguments, DiffFormat};
use super::history;
use super::output::{self, Content};
use super::policy::Loaded;
use super::problems as general;
use super::progress::Progress;
use super::project;
use super::run::{read_data, sound};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::diff::impact::{Impact, Runs, column, impact};
use crate::diff::report::{self, Told};
use crate::diff::witness::witnesses;
use crate::diff::{Comparison, Version, compare};
use crate::engine::Results;
use crate::plan::ir::Plan;
use crate::source::Sources;
use crate::value::Period;
use limit::Limit;
use population::{Population, of_period, population};

/// People listed on a terminal and in an approval.
const MOST_PEOPLE: usize = 20;
/// People listed on a page.
const MOST_ON_A_PAGE: usize = 1_000;

pub(crate) fn diff(arguments: &DiffArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    progress.stage(&general::stage_policy());
    let (old, new) = match (sound(&arguments.old, terminal), sound(&arguments.new, terminal)) {
        (Ok(old), Ok(new)) => (old, new),
        (_, _) => return Ending::Refused,
    };
    let wanted = match wanted(arguments, &new.1) {
        Ok(wanted) => wanted,
        Err((wrong, sources)) => {
            drop(progress);
            terminal.report(&wrong, &sources);
            return Ending::Refused;
        }
    };
    let (before, after) = (version(&old), version(&new));
    progress.stage(&problems::stage_comparing());
    let comparison = compare(before, after, terminal.language);
    // From here on the two are what is in force in the period; without data what is in force at last.
    let asked = wanted.data.as_ref().and_then(|data| history::asked(&data.period, before.plan).ok());
    let period = asked.and_then(|asked| asked.periods.last().copied());
    let comparison = comparison.in_force(period);
    let population = match &wanted.data {
        Some(data) => match population(data, before.plan, after.plan, &progress) {
            Ok(population) => Some(population),
            Err(wrong) => {
                drop(progress);
                terminal.report(&wrong, &new.0.sources);
                return Ending::Refused;
            }
        },
        None => None,
    };
    let (before, after) = (in_force(before, period), in_force(after, period));
    progress.stage(&problems::stage_weighing());
    let runs = population.as_ref().map(|people| Runs {
        old: before,
        new: after,
        old_results: &people.old,
        new_results: &people.new,
        period: people.period,
    });
    let reached = runs.as_ref().zip(population.as_ref()).zip(wanted.data.as_ref()).map(|((runs, people), data)| {
        let alone = of_period(data, people.period);
        let read = |plan: &Plan| read_data(plan, &alone).ok().map(|read| read.dataset);
        impact(&comparison, runs, &people.data, &read, &arguments.by)
    });
    let found = witnesses(&comparison, before, reached.as_ref().map(|impact| impact.moved_by.as_slice()));
    drop(progress);
    let files = (arguments.old.to_string_lossy(), arguments.new.to_string_lossy());
    let told = Told {
        old: before,
        new: after,
        files: (&files.0, &files.1),
        comparison: &comparison,
        impact: runs.as_ref().zip(reached.as_ref()),
        witnesses: &found,
        most_people: if arguments.format == DiffFormat::Html { MOST_ON_A_PAGE } else { MOST_PEOPLE },
    };
    let written = deliver(arguments, &told, (&old.0, &new.0), terminal);
    if let Some(people) = &population {
        terminal.report(&uncomputed(people), &new.0.sources);
    }
    written.worse(verdict(arguments, &wanted.limits, &comparison, reached.as_ref(), terminal))
}

/// What the call asks for beside the two policies.
struct Wanted {
    data: Option<DataArguments>,
    limits: Vec<Limit>,
}

/// The data of the call, else those that the project names for the new policy, else for the old one.
fn wanted(arguments: &DiffArguments, new: &Plan) -> Result<Wanted, (Vec<Diagnostic>, Sources)> {
    let mut wrong = Vec::new();
    let said = arguments.period.as_ref().filter(|_| !arguments.data.is_empty());
    let history = &arguments.history;
    let mut data = said.map(|period| DataArguments {
        data: arguments.data.clone(),
        period: period.clone(),
        history: history.clone(),
        reading: arguments.reading.clone(),
    });
    for policy in [&arguments.new, &arguments.old] {
        if data.is_some() {
            break;
        }
        let folder = policy.parent().unwrap_or(Path::new(""));
        match project::find(folder) {
            Ok(found) => data = found.and_then(|project| of_project(&project, policy, arguments.period.as_deref())),
            // Without it the comparison would look at nobody, and nobody would know.
            Err(refused) => return Err((refused.problems, refused.sources)),
        }
    }
    let mut limits = Vec::new();
    for said in &arguments.fail_if {
        match limit::read(said) {
            Ok(limit) => limits.push(limit),
            Err(slip) => wrong.push(problems::no_limit(said, slip)),
        }
    }
    for name in &arguments.by {
        if column(new, name).is_none() {
            wrong.push(problems::unknown_column(name, new));
        }
    }
    match &arguments.period {
        Some(period) if data.is_none() => wrong.push(problems::no_data_of(period)),
        None if data.is_none() && (!limits.is_empty() || !arguments.by.is_empty()) => wrong.push(problems::needs_data()),
        Some(_) | None => {}
    }
    if wrong.is_empty() { Ok(Wanted { data, limits }) } else { Err((wrong, Sources::new())) }
}

/// The first data that the project names for a policy, of the period asked for.
fn of_project(project: &project::Project, policy: &Path, period: Option<&str>) -> Option<DataArguments> {
    let read = |said: &str| Period::parse(said).or_else(|| Period::parse_loose(said));
    let wanted = |said: &String| period.is_none_or(|period| read(period) == read(said));
    let entries = project.entries(policy).into_iter().filter(|entry| !entry.data.is_empty());
    entries.filter(|entry| entry.period.as_ref().is_some_and(wanted)).find_map(|entry| entry.call())
}

/// Why somebody cannot be computed, under one plan or both.
fn uncomputed(people: &Population) -> Vec<Diagnostic> {
    let of = |results: &Results| data::fold(results.faults.iter().filter(|fault| fault.is_error()).cloned().collect());
    let mut told = of(&people.new);
    for fault in of(&people.old) {
        if !told.iter().any(|known| known.code == fault.code && known.message == fault.message) {
            told.push(fault);
        }
    }
    told
}

fn version((loaded, plan): &(Loaded, Plan)) -> Version<'_> {
    Version { sources: &loaded.sources, plan }
}

fn in_force(version: Version<'_>, period: Option<Period>) -> Version<'_> {
    Version { plan: period.map_or_else(|| version.plan.latest(), |period| version.plan.in_force(period)), ..version }
}

fn deliver(arguments: &DiffArguments, told: &Told<'_>, loaded: (&Loaded, &Loaded), terminal: &Terminal) -> Ending {
    let text = match arguments.format {
        DiffFormat::Text => report::text(told, terminal.output.width, terminal.language),
        DiffFormat::Json => report::json(told),
        DiffFormat::Csv => report::csv(told),
        DiffFormat::Markdown => report::markdown(told, terminal.language),
        DiffFormat::Html => report::html(told, terminal.language),
    };
    let inputs = loaded.0.paths.iter().chain(&loaded.1.paths).map(|path| path.as_path());
    if let Some(refused) = output::is_input(arguments.out.as_deref(), inputs, terminal) {
        return refused;
    }
    output::deliver(arguments.out.as_deref(), &text, Content::of(arguments.format, DiffFormat::Csv), terminal)
}

/// Whether what was found is what the call calls a failure.
fn verdict(arguments: &DiffArguments, limits: &[Limit], comparison: &Comparison, impact: Option<&Impact>, terminal: &Terminal) -> Ending {
    let mut ending = Ending::Fine;
    if arguments.exit_code && !comparison.is_empty() {
        ending = Ending::Findings;
    }
    let Some(impact) = impact else { return ending };
    let met: Vec<Diagnostic> =
        limits.iter().filter_map(|limit| limit.met(impact).map(|value| problems::limit_met(limit, &value))).collect();
    if !met.is_empty() {
        terminal.report(&met, &Sources::new());
        ending = ending.worse(Ending::Findings);
    }
    let partly = !impact.faulty.0.is_empty() || !impact.faulty.1.is_empty();
    if partly { ending.worse(Ending::Partly) } else { ending }
}
