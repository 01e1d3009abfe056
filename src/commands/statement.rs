//! `merit statement`: a page a person, with the results, how they came about and what can be done.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::{Args, ValueEnum};
use unicode_normalization::UnicodeNormalization;

use super::Ending;
use super::arguments::DataArguments;
use super::output;
use super::problems;
use super::progress::Progress;
use super::run::{Prepared, prepare};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::{Diagnostic, Text};
use crate::document::{Document, html, markdown};
use crate::engine::evaluate_after;
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::report::Report;
use crate::rollout;
use crate::source::Sources;
use crate::statement::{self, Asked, problems as own};
use crate::value::Date;

/// A key longer than this is cut for the name of a file.
const LONGEST_NAME: usize = 80;

#[derive(Args, Debug)]
pub(crate) struct StatementArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The key of the person, as the data have it
    #[arg(long, conflicts_with = "all", value_name = "KEY")]
    pub(crate) who: Option<String>,
    /// A page for everybody, each in a file of its own
    #[arg(long)]
    pub(crate) all: bool,
    /// The day on which the results were made known: appeals count from it
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<String>,
    /// How to write the pages
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = StatementFormat::Html)]
    pub(crate) format: StatementFormat,
    /// The folder for the pages. Without it, the page of --who is printed
    #[arg(long, value_name = "FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum StatementFormat {
    Html,
    #[value(alias = "markdown")]
    Md,
}

pub(crate) fn statement(arguments: &StatementArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let published = match call(arguments) {
        Ok(published) => published,
        Err(problem) => {
            terminal.report(&[*problem], &Sources::new());
            return Ending::Refused;
        }
    };
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    progress.stage(&problems::stage_computing());
    let ground = match ground(arguments, &mut prepared) {
        Ok(ground) => ground,
        Err(wrong) => {
            drop(progress);
            terminal.report(&wrong, &prepared.loaded.sources);
            return Ending::Refused;
        }
    };
    let mut told: Vec<Diagnostic> = std::mem::take(&mut prepared.supply.remarks);
    told.extend(rollout::before_publication(&ground.plan, &prepared.asked.periods));
    let window = published.and_then(|published| statement::last_day(&ground.plan, published));
    if let Some((rollout::Last::Beyond(outside), limit)) = &window {
        told.push(own::past_calendar(outside, limit.span, &ground.plan));
    }
    let uncertain = if told.iter().any(Diagnostic::is_error) { Ending::Partly } else { Ending::Fine };
    let mut pages = Pages { arguments, terminal, names: BTreeSet::new(), failed: Vec::new(), written: 0 };
    let mut ending = uncertain;
    let count = ground.rows.len();
    for (row, number) in ground.rows.iter().zip(1_usize..) {
        progress.stage(&Text::new(format!("writing statement {number} of {count}"), format!("正在生成第 {number} 份，共 {count} 份")));
        let results = evaluate_after(&ground.plan, ground.data.clone(), ground.period, &ground.past, Watch::Person(*row));
        let report = Report { plan: &ground.plan, results: &results, sources: &prepared.loaded.sources };
        let faults: Vec<Diagnostic> = statement::faults(&report, *row).into_iter().cloned().collect();
        if !faults.is_empty() {
            ending = ending.worse(Ending::Partly);
            told.extend(faults.into_iter().filter(|fault| !told.contains(fault)).collect::<Vec<Diagnostic>>());
        }
        let page = statement::statement(&Asked { report, data: &ground.data, row: *row, published, language: terminal.language });
        ending = ending.worse(pages.deliver(report.key(*row), *row, &page));
    }
    drop(progress);
    terminal.report(&data::fold(told), &prepared.loaded.sources);
    ending.worse(pages.end())
}

/// What is wrong with the call before anything is read; the day of publication where nothing is.
fn call(arguments: &StatementArguments) -> Result<Option<Date>, Box<Diagnostic>> {
    if arguments.who.is_none() && !arguments.all {
        return Err(Box::new(own::whose()));
    }
    if arguments.all && arguments.out.is_none() {
        return Err(Box::new(own::no_folder()));
    }
    match &arguments.published {
        Some(said) => Date::parse(said).map(Some).ok_or_else(|| Box::new(own::no_date(said))),
        None => Ok(None),
    }
}

/// What every page is made from.
struct Ground {
    /// The plan in force, with what people are told.
    plan: Plan,
    data: Dataset,
    period: crate::value::Period,
    past: Arc<Past>,
    rows: Vec<u32>,
}

fn ground(arguments: &StatementArguments, prepared: &mut Prepared) -> Result<Ground, Vec<Diagnostic>> {
    let period = prepared.asked.periods.last().copied().unwrap_or(prepared.period);
    let plan = prepared.plan.in_force(period).telling().into_owned();
    let data = match prepared.last_data()? {
        Some(data) => data,
        None => prepared.dataset.clone(),
    };
    let rows = match &arguments.who {
        Some(key) => vec![super::why::person(&data, key).map_err(|problem| vec![*problem])?],
        None => {
            let count = data.tables.first().map_or(0, crate::engine::table::Table::len);
            (0..u32::try_from(count).unwrap_or(u32::MAX)).collect()
        }
    };
    if let Some(folder) = &arguments.out {
        std::fs::create_dir_all(folder).map_err(|error| vec![problems::out_unwritable(&folder.to_string_lossy(), &error)])?;
    }
    let past = prepared.last_past()?;
    Ok(Ground { plan, data, period, past, rows })
}

/// The pages on their way into a folder, or to the terminal.
struct Pages<'a> {
    arguments: &'a StatementArguments,
    terminal: &'a Terminal,
    /// Names that are taken, as file systems compare them that do not tell capitals apart.
    names: BTreeSet<String>,
    failed: Vec<String>,
    written: usize,
}

impl Pages<'_> {
    fn deliver(&mut self, key: &str, row: u32, page: &Document) -> Ending {
        let (text, ending) = match self.arguments.format {
            StatementFormat::Html => (html(page), "html"),
            StatementFormat::Md => (markdown(page), "md"),
        };
        let Some(folder) = &self.arguments.out else { return self.terminal.print(&text) };
        let path = folder.join(format!("{}.{ending}", self.name(key, row)));
        self.write(&path, &text)
    }

    fn write(&mut self, path: &Path, text: &str) -> Ending {
        match output::write_whole(path, text.as_bytes()) {
            Ok(()) => {
                self.written = self.written.saturating_add(1);
                Ending::Fine
            }
            Err(error) => {
                let name = path.to_string_lossy();
                if self.failed.is_empty() {
                    self.terminal.report(&[problems::out_unwritable(&name, &error)], &Sources::new());
                }
                self.failed.push(name.into_owned());
                Ending::Refused
            }
        }
    }

    /// The key as the name of a file that no other person has.
    fn name(&mut self, key: &str, row: u32) -> String {
        let own = file_name(key);
        let is_whole = own == key && self.names.insert(folded(&own));
        if is_whole {
            return own;
        }
        // Keys that differ in signs that no file name has get the number of the row.
        let mut name = format!("{own}-{row}");
        while !self.names.insert(folded(&name)) {
            name.push('_');
        }
        name
    }

    fn end(&self) -> Ending {
        if self.failed.is_empty() {
            return Ending::Fine;
        }
        self.terminal.report(&[own::left_out(&self.failed, self.written)], &Sources::new());
        Ending::Refused
    }
}

fn folded(name: &str) -> String {
    name.to_lowercase().nfc().collect()
}

/// A key without what no file name has; devices of Windows are no files.
fn file_name(key: &str) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let is_plain = |(at, c): (usize, char)| c.is_alphanumeric() || c == '_' || (c == '-' && at > 0);
    let name: String = key.chars().enumerate().take(LONGEST_NAME).map(|(at, c)| if is_plain((at, c)) { c } else { '_' }).collect();
    let stem = name.to_lowercase();
    let is_device = DEVICES.iter().any(|device| stem.strip_prefix(device).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())));
    if name.is_empty() || is_device { format!("_{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn names_of_files() {
        for (key, name) in
            [("A-1", "A-1"), ("../x", "___x"), ("-rf", "_rf"), ("a/b", "a_b"), ("", "_"), ("NUL", "_NUL"), ("com1", "_com1"), ("甲", "甲")]
        {
            assert_eq!(file_name(key), name);
        }
    }
}
