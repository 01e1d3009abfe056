//! `merit statement`: a page a person, with the results, how they came about and what can be done.

use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use super::Ending;
use super::arguments::DataArguments;
use super::history;
use super::output;
use super::problems;
use super::progress::Progress;
use super::run::{Prepared, compared, prepare};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::document::{Document, html, markdown};
use crate::engine::Results;
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::report::Report;
use crate::rollout::{Last, before_publication};
use crate::source::Sources;
use crate::statement::{self, Asked, problems as own};
use crate::value::Date;
use clap::{Args, ValueEnum};

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
    told.extend(before_publication(&ground.plan, &[ground.period]));
    let window = published.and_then(|published| statement::last_day(&ground.plan, published));
    if let Some((Last::Beyond(outside), limit)) = &window {
        told.push(own::past_calendar(outside, limit.span, &ground.plan));
    }
    // Of everybody also what befell nobody who has a page: rows whose key cannot be read, rows of other periods.
    if arguments.all {
        let mut all = ground.computed(Watch::Nothing);
        compared(&ground.plan, &prepared.loaded.sources, &mut all);
        told.extend(all.remarks);
        told.extend(all.faults);
    }
    let uncertain = if told.iter().any(Diagnostic::is_error) { Ending::Partly } else { Ending::Fine };
    let mut pages = Pages { arguments, terminal, failed: Vec::new(), written: 0 };
    let mut ending = uncertain;
    let keys = ground.data.tables.first().map_or(&[][..], |people| people.keys.as_slice());
    // Named among everybody, so that the page of one person bears the name that it bears among all.
    let names = output::file_names(keys.iter().zip(1..).map(|(key, number)| (&**key, number)));
    let (count, mut number) = (ground.rows.len(), 0_usize);
    let mut wrong: Vec<(u32, Diagnostic)> = Vec::new();
    let make = |row: u32| made(&ground, &prepared.loaded.sources, (row, published), terminal.language);
    each(&ground.rows, &make, &mut |made: Made| {
        number = number.saturating_add(1);
        progress.stage(&Text::new(format!("writing statement {number} of {count}"), format!("正在生成第 {number} 份，共 {count} 份")));
        let name = names.get(made.row as usize).map_or("", String::as_str);
        ending = ending.worse(pages.deliver(name, &made.page));
        wrong.extend(made.faults.into_iter().map(|fault| (made.row, fault)));
    });
    if !wrong.is_empty() {
        ending = ending.worse(Ending::Partly);
    }
    wrong.sort_by_key(|(row, _)| *row);
    for (_, fault) in wrong {
        if !told.contains(&fault) {
            told.push(fault);
        }
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
    asked: history::Asked,
}

impl Ground {
    fn computed(&self, watch: Watch) -> Results {
        self.asked.computed(&self.plan, self.data.clone(), (self.period, &self.past), watch)
    }
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
    Ok(Ground { plan, data, period, past, rows, asked: prepared.asked.clone() })
}

/// A page that is made.
struct Made {
    row: u32,
    page: Document,
    faults: Vec<Diagnostic>,
}

fn made(ground: &Ground, sources: &Sources, (row, published): (u32, Option<Date>), language: Language) -> Made {
    let results = ground.computed(Watch::Person(row));
    let report = Report { plan: &ground.plan, results: &results, sources };
    let asked = Asked { report, data: &ground.data, row, published, language };
    let mut faults: Vec<Diagnostic> = report.faults_of(row).into_iter().cloned().collect();
    let told = statement::told(&asked);
    faults.extend(statement::unjudged(&asked, &told));
    let page = statement::statement(&asked, &told);
    Made { row, page, faults }
}

/// Makes every page, as many at a time as the machine can; each is taken as it comes.
fn each(rows: &[u32], make: &(dyn Fn(u32) -> Made + Sync), take: &mut dyn FnMut(Made)) {
    let workers = thread::available_parallelism().map_or(1, NonZero::get).min(rows.len());
    let next = AtomicUsize::new(0);
    let open = || rows.get(next.fetch_add(1, Ordering::Relaxed)).copied();
    let (give, taken) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 1..workers {
            let give = give.clone();
            let work = move || {
                while let Some(row) = open() {
                    // Whoever takes the pages lives as long as this does.
                    let _ = give.send(make(row));
                }
            };
            // Where there can be no further worker, the others do it.
            let _ = thread::Builder::new().stack_size(super::STACK).spawn_scoped(scope, work);
        }
        drop(give);
        while let Some(row) = open() {
            take(make(row));
            taken.try_iter().for_each(&mut *take);
        }
        taken.iter().for_each(&mut *take);
    });
}

/// The pages on their way into a folder, or to the terminal.
struct Pages<'a> {
    arguments: &'a StatementArguments,
    terminal: &'a Terminal,
    failed: Vec<String>,
    written: usize,
}

impl Pages<'_> {
    fn deliver(&mut self, name: &str, page: &Document) -> Ending {
        let (text, ending) = match self.arguments.format {
            StatementFormat::Html => (html(page), "html"),
            StatementFormat::Md => (markdown(page), "md"),
        };
        let Some(folder) = &self.arguments.out else { return self.terminal.print(&text) };
        let path = folder.join(format!("{name}.{ending}"));
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

    fn end(&mut self) -> Ending {
        if self.failed.is_empty() {
            return Ending::Fine;
        }
        self.failed.sort();
        self.terminal.report(&[own::left_out(&self.failed, self.written)], &Sources::new());
        Ending::Refused
    }
}
