//! Whose curve: a person typed behind `--at`, the person of an example, or one of the data.

use std::path::PathBuf;
use std::sync::Arc;

use super::problems;
use crate::cases::{dataset, past};
use crate::commands::Ending;
use crate::commands::arguments::{CurveArguments, DataArguments};
use crate::commands::history::Written;
use crate::commands::policy::Loaded;
use crate::commands::problems::one_period;
use crate::commands::progress::Progress;
use crate::commands::run::{prepare, sound};
use crate::commands::supply;
use crate::commands::terminal::Terminal;
use crate::commands::why::person;
use crate::diagnostic::{Diagnostic, Text};
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::plan::ir::{Example, Plan};
use crate::report::curve::{Chosen, Subject};
use crate::source::Sources;
use crate::typical::carried;
use crate::value::Period;

/// How the call names the person.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    At(String),
    Example(String),
    Data,
}

/// What a curve is drawn on.
pub(super) struct Ground {
    pub(super) loaded: Loaded,
    pub(super) plan: Plan,
    pub(super) period: Period,
    pub(super) chosen: Chosen,
    pub(super) whose: Whose,
    /// Absent until the words of `--at` are read.
    pub(super) data: Option<Dataset>,
    /// What is known of the periods before.
    pub(super) past: Arc<Past>,
    /// The row of the person.
    pub(super) row: u32,
    pub(super) subject: Subject,
    /// Every file that is read, none of which may be written over.
    pub(super) paths: Vec<PathBuf>,
}

/// Reads the policy, and the data where they are named.
///
/// # Errors
/// [`Ending::Refused`], with everything said.
pub(super) fn whose(arguments: &CurveArguments, terminal: &Terminal, progress: &Progress) -> Result<Ground, Ending> {
    let whose = way(arguments).map_err(|problem| refused(&[*problem], &Sources::new(), terminal))?;
    if let (Whose::Data, Some(who), Some(period)) = (&whose, &arguments.who, &arguments.period) {
        return of_data(arguments, who, period, terminal, progress);
    }
    let (loaded, plan) = sound(&arguments.policy, terminal)?;
    let refuse = |problem: Box<Diagnostic>| refused(&[*problem], &loaded.sources, terminal);
    let said = arguments.period.as_deref().map(|said| supply::period(said, &plan)).transpose().map_err(refuse)?;
    let (subject, period, data, (row, past)) = match &whose {
        Whose::Example(title) => {
            let (example, person) = example(&plan, title).map_err(refuse)?;
            let own = plan.in_force(example.period);
            let example = Example { period: said.unwrap_or(example.period), ..example.clone() };
            let data = carried(&dataset(own, &example), own, plan.in_force(example.period));
            let row = u32::try_from(person).unwrap_or(u32::MAX);
            let before = past(plan.in_force(example.period), &example, &keys(&data));
            (Subject::Example(example.spoken_of(person)), (example.period, Chosen::Said), Some(data), (row, Arc::new(before)))
        }
        Whose::At(at) => {
            let period = match said {
                Some(period) => (period, Chosen::Said),
                None => (first_period(&plan).ok_or_else(|| refuse(Box::new(problems::no_period())))?, Chosen::First),
            };
            (Subject::At(at.clone()), period, None, (0, Arc::new(Past::nothing())))
        }
        Whose::Data => return Err(refuse(Box::new(problems::nobody()))),
    };
    let (paths, (period, chosen)) = (loaded.paths.clone(), period);
    let plan = plan.in_force(period).clone();
    Ok(Ground { loaded, plan, period, chosen, whose, data, past, row, subject, paths })
}

fn refused(problems: &[Diagnostic], sources: &Sources, terminal: &Terminal) -> Ending {
    terminal.report(problems, sources);
    Ending::Refused
}

/// Which of the three ways the call takes.
fn way(arguments: &CurveArguments) -> Result<Whose, Box<Diagnostic>> {
    let (at, example, data) = (arguments.at.is_some(), arguments.example.is_some(), !arguments.data.is_empty());
    let said = [("--at", at), ("--example", example), ("--data", data)];
    let said: Vec<&str> = said.into_iter().filter(|(_, said)| *said).map(|(option, _)| option).collect();
    if said.len() > 1 {
        return Err(Box::new(problems::several(&said)));
    }
    if !data && arguments.who.is_some() {
        return Err(Box::new(problems::without_data("--who")));
    }
    match (&arguments.at, &arguments.example) {
        (Some(at), _) => Ok(Whose::At(at.clone())),
        (None, Some(title)) => Ok(Whose::Example(title.clone())),
        (None, None) if !data => Err(Box::new(problems::nobody())),
        (None, None) => match (&arguments.who, &arguments.period) {
            (None, _) => Err(Box::new(problems::data_lacks("--who", "E001"))),
            (_, None) => Err(Box::new(problems::data_lacks("--period", "2026-Q1"))),
            (Some(_), Some(_)) => Ok(Whose::Data),
        },
    }
}

fn of_data(arguments: &CurveArguments, who: &str, period: &str, terminal: &Terminal, progress: &Progress) -> Result<Ground, Ending> {
    let data = DataArguments {
        data: arguments.data.clone(),
        period: period.to_string(),
        history: arguments.history.clone(),
        reading: arguments.reading.clone(),
    };
    let mut prepared = prepare(&arguments.policy, &data, terminal, progress)?;
    if prepared.asked.written == Written::Range {
        return Err(refused(&[one_period(period)], &prepared.loaded.sources, terminal));
    }
    let paths = prepared.paths().into_iter().map(PathBuf::from).collect();
    let dataset = std::mem::take(&mut prepared.dataset);
    let row = person(&dataset, who).map_err(|problem| refused(&[*problem], &prepared.loaded.sources, terminal))?;
    Ok(Ground {
        loaded: prepared.loaded,
        plan: prepared.plan.in_force(prepared.period).clone(),
        period: prepared.period,
        chosen: Chosen::Said,
        whose: Whose::Data,
        data: Some(dataset),
        past: std::mem::take(&mut prepared.past),
        row,
        subject: Subject::Person,
        paths,
    })
}

/// The example of a title, and which of its people.
fn example<'p>(plan: &'p Plan, title: &str) -> Result<(&'p Example, usize), Box<Diagnostic>> {
    // By the title of a table the first of its rows, by that of several people the first of them.
    let says = |Text { en, zh }: Text| [en, zh].iter().any(|spoken| spoken == title.trim());
    let people = || plan.all_examples().into_iter().flat_map(|example| (0..example.people.len()).map(move |person| (example, person)));
    let of_person = || people().find(|(example, person)| says(example.spoken_of(*person)));
    let spoken = || people().find(|(example, _)| says(example.spoken()));
    let bare = || people().find(|(example, _)| example.title.trim() == title.trim());
    of_person().or_else(spoken).or_else(bare).ok_or_else(|| {
        let mut known: Vec<String> = plan.all_examples().into_iter().map(|example| example.title.clone()).collect();
        known.dedup();
        Box::new(problems::unknown_example(title, &known))
    })
}

/// The people of a data set, by their keys.
pub(super) fn keys(data: &Dataset) -> Vec<Arc<str>> {
    data.tables.first().map_or(Vec::new(), |people| people.keys.clone())
}

/// The first whole period the policy is effective in; else the one in which its first dated param begins.
pub(in crate::commands) fn first_period(plan: &Plan) -> Option<Period> {
    let dated = plan.params.iter().flat_map(|param| &param.values).filter_map(|value| value.from).min();
    let start = plan.effective.map(|(from, _)| from).or(dated)?;
    let period = Period::containing(plan.period, start);
    if period.start() < start { period.next() } else { Some(period) }
}
