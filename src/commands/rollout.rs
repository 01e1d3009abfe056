//! `merit rollout`: who was not consulted, trained or has not signed, and whether questions were answered in time.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::Ending;
use super::arguments::DataArguments;
use super::files::{self, ReadFault};
use super::history::HistoryArguments;
use super::output::{self, Content};
use super::problems;
use super::progress::Progress;
use super::reading::ReadingArguments;
use super::run::{Read, read_data, sound};
use super::terminal::Terminal;
use crate::diagnostic::{Diagnostic, Text};
use crate::document::{html, markdown, text};
use crate::engine::table::Slot;
use crate::plan::ir::Plan;
use crate::rollout::{self, Asked, Day, DutyKind, Form, Last, Person, Records, problems as own};
use crate::source::Span;
use crate::value::{Date, Value};

/// Records longer than this are refused rather than filling the memory.
const LARGEST_RECORDS: u64 = 64 * 1024 * 1024;

#[derive(Args, Debug)]
pub(crate) struct RolloutArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// What was written down: who was consulted, trained and has signed, questions and comments (.json or .csv)
    #[arg(long, value_name = "FILE")]
    pub(crate) records: PathBuf,
    /// Those who are to be there: a folder whose files bear the inputs' names, a workbook whose sheets do, or one file as INPUT=FILE (may be repeated). Without it, the people that the records name
    #[arg(long, requires = "period", value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period of the data: 2026-03, 2026-Q1, 2026-H1 or 2026
    #[arg(long, requires = "data", value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// The day on which to look: what happened later is left out. Without it, the last date in the records
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// How to write it: text, json, csv, markdown, or html (a page to print)
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RolloutFormat::Text)]
    pub(crate) format: RolloutFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RolloutFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Html,
}

pub(crate) fn rollout(arguments: &RolloutArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    progress.stage(&problems::stage_policy());
    let (loaded, plan) = match sound(&arguments.policy, terminal) {
        Ok(sound) => sound,
        Err(ending) => return ending,
    };
    let inputs = loaded.paths.iter().chain([&arguments.records]).map(|path| path.as_path());
    if let Some(refused) = output::is_input(arguments.out.as_deref(), inputs, terminal) {
        return refused;
    }
    progress.stage(&problems::stage_data());
    let ground = match ground(arguments, &plan) {
        Ok(ground) => ground,
        Err(wrong) => {
            drop(progress);
            terminal.report(&wrong, &loaded.sources);
            return Ending::Refused;
        }
    };
    drop(progress);
    let plan = &ground.plan;
    let asked = Asked { plan, records: &ground.records, people: &ground.people, as_of: ground.as_of };
    let mut told = rollout::findings(&asked);
    if let Some(rollout) = plan.process.rollout.as_ref().filter(|rollout| rollout.publish.is_none()) {
        told.push(own::without_publish(rollout.span));
    }
    told.extend(unlike(&asked, arguments));
    let uncertain: Vec<Diagnostic> = beyond(&asked).into_iter().chain(ground.lost.iter().cloned()).collect();
    told.extend(uncertain.iter().cloned());
    let uncertain = if uncertain.is_empty() { Ending::Fine } else { Ending::Partly };
    terminal.report(&told, &loaded.sources);
    let missed = if is_missed(&asked) { Ending::Findings } else { Ending::Fine };
    let page = rollout::document(&asked, ground.day, terminal.language);
    let written = match arguments.format {
        RolloutFormat::Text => text(&page, terminal.output.width),
        RolloutFormat::Json => rollout::json(&asked),
        RolloutFormat::Csv => rollout::csv(&asked),
        RolloutFormat::Markdown => markdown(&page),
        RolloutFormat::Html => html(&page),
    };
    missed.worse(uncertain).worse(output::deliver(
        arguments.out.as_deref(),
        &written,
        Content::of(arguments.format, RolloutFormat::Csv),
        terminal,
    ))
}

/// What the call comes to.
struct Ground {
    /// As it is in force in the period of the data.
    plan: Plan,
    records: Records,
    people: Vec<Person>,
    /// Why people of the data are not among them.
    lost: Vec<Diagnostic>,
    as_of: Date,
    day: Day,
}

fn ground(arguments: &RolloutArguments, plan: &Plan) -> Result<Ground, Vec<Diagnostic>> {
    let file = arguments.records.to_string_lossy().into_owned();
    let given = match &arguments.as_of {
        Some(said) => Some(Date::parse(said).ok_or_else(|| vec![problems::no_date(said)])?),
        None => None,
    };
    let records = records_of(&arguments.records)?;
    let mut lost = Vec::new();
    let (people, plan) = match &arguments.period {
        Some(period) => {
            let data = DataArguments {
                data: arguments.data.clone(),
                period: period.clone(),
                history: HistoryArguments::default(),
                reading: arguments.reading.clone(),
            };
            let read = read_data(plan, &data)?;
            if let Some(out) = &arguments.out
                && let Some(input) = read.supply.paths.iter().find(|path| output::same_file(path, out))
            {
                return Err(vec![problems::out_is_input(&out.to_string_lossy(), &input.to_string_lossy())]);
            }
            // Whoever is lost is missing on every list.
            if read.dataset.tables.first().is_some_and(|people| !people.lost.is_empty()) {
                lost.extend(read.dataset.faults.iter().cloned());
            }
            let people = people_of(plan, &read);
            (people, plan.in_force(read.period).clone())
        }
        None => {
            let people: Vec<Person> = records.people.iter().map(|key| Person { key: key.clone(), name: None }).collect();
            (people, plan.clone())
        }
    };
    if plan.process.rollout.is_none() {
        return Err(vec![own::no_rollout()]);
    }
    if people.is_empty() {
        return Err(vec![own::nobody(&file)]);
    }
    let (as_of, day) = match (given, records.last_date()) {
        (Some(day), _) => (day, Day::Given),
        (None, Some(day)) => (day, Day::OfRecords),
        (None, None) => return Err(vec![own::no_day(&file)]),
    };
    Ok(Ground { plan, records, people, lost, as_of, day })
}

/// Reads a file of records.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub(crate) fn records_of(path: &Path) -> Result<Records, Vec<Diagnostic>> {
    let file = path.to_string_lossy().into_owned();
    let form = match path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Form::Json,
        Some("csv") => Form::Csv,
        Some(_) | None => return Err(vec![own::unknown_form(&file)]),
    };
    let bytes = files::read(path, LARGEST_RECORDS).map_err(|fault| {
        vec![match fault {
            ReadFault::Missing => problems::data_missing(&file),
            ReadFault::Folder => problems::data_unreadable(&file, "it is a folder"),
            ReadFault::TooLarge => problems::data_too_large(&file),
            ReadFault::Other(error) => problems::data_unreadable(&file, &error.to_string()),
        }]
    })?;
    rollout::records(&file, &bytes, form)
}

/// The keys and the names of the population.
fn people_of(plan: &Plan, read: &Read) -> Vec<Person> {
    let plan = plan.in_force(read.period);
    let Some(table) = read.dataset.tables.first() else { return Vec::new() };
    let name = crate::report::model::name_column(plan);
    let of_row = |(key, row): (&std::sync::Arc<str>, u32)| {
        let name = match name.and_then(|name| table.slot(name, row)) {
            Some(Slot::Value(Value::Text(name))) => Some(name.to_string()),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        };
        Person { key: key.trim().to_string(), name }
    };
    table.keys.iter().zip(0_u32..).map(of_row).collect()
}

/// Where the records and the call are not of the same people, or not of the same days.
fn unlike(asked: &Asked<'_>, arguments: &RolloutArguments) -> Vec<Diagnostic> {
    let records = asked.records;
    let named: BTreeSet<&str> = records.people.iter().map(String::as_str).collect();
    let there: BTreeSet<&str> = asked.people.iter().map(|person| person.key.as_str()).collect();
    let mut told = Vec::new();
    // Without data those whom the records name are those who are to be there.
    if arguments.period.is_some() && !named.is_empty() {
        let [gone, came] = [(&named, &there), (&there, &named)].map(|(all, of)| all.difference(of).copied().collect::<Vec<&str>>());
        told.extend(own::only_in_one(&records.file, &gone, &came));
    }
    let later = records.entries.iter().filter(|entry| entry.date > asked.as_of).count();
    if later > 0 {
        told.push(own::later(&records.file, later, asked.as_of));
    }
    told
}

fn is_missed(asked: &Asked<'_>) -> bool {
    let duties = rollout::standing(asked).iter().flat_map(|duty| &duty.people).any(|standing| standing.status.is_missed());
    let remarks = asked.records.remarks(asked.plan);
    let known = remarks.iter().filter(|remark| remark.on <= asked.as_of);
    duties || known.filter_map(|remark| remark.answered(asked)).any(|answered| answered.status.is_missed())
}

/// The last days that the calendar does not reach, each clause once.
fn beyond(asked: &Asked<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut add = |last: &Last, what: Text, span: Span| {
        if let Last::Beyond(outside) = last {
            found.push(own::past_calendar(&what, outside, span, asked.plan));
        }
    };
    for duty in &rollout::standing(asked) {
        let what = match duty.kind {
            DutyKind::Consult => Text::new("to consult", "征求意见"),
            DutyKind::Train(_) => Text::new("to train", "培训"),
            DutyKind::Sign => Text::new("to sign", "签收"),
        };
        add(&duty.last, what, duty.span);
    }
    if let Some(questions) = asked.plan.process.rollout.as_ref().and_then(|rollout| rollout.questions.as_ref()) {
        let remarks = asked.records.remarks(asked.plan);
        let answered = remarks.iter().filter_map(|remark| remark.answered(asked));
        if let Some(first) = answered.map(|answered| answered.last).find(|last| matches!(last, Last::Beyond(_))) {
            add(&first, Text::new("to answer a question", "答复提问"), questions.span);
        }
    }
    found
}
