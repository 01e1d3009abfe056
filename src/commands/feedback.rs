//! `merit feedback`: who is told what, why now, what is missing, and by when something is to be done.

use std::borrow::Cow;
use std::path::Path;

use super::Ending;
use super::arguments::{FeedbackArguments, FeedbackFormat};
use super::output;
use super::problems;
use super::progress::Progress;
use super::run::{Prepared, prepare};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::feedback::{self, Asked, Form, Told, elapsed, notices, sheet, troubles};
use crate::report::Report;
use crate::source::Sources;
use crate::value::Date;

pub(crate) fn feedback(arguments: &FeedbackArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    let mut prepared = match prepare(&arguments.policy, &arguments.data, terminal, &progress) {
        Ok(prepared) => prepared,
        Err(ending) => return ending,
    };
    match told(arguments, &mut prepared, terminal, &progress) {
        Ok(ending) => ending,
        Err(wrong) => {
            drop(progress);
            terminal.report(&wrong, &prepared.loaded.sources);
            Ending::Refused
        }
    }
}

fn told(
    arguments: &FeedbackArguments,
    prepared: &mut Prepared,
    terminal: &Terminal,
    progress: &Progress,
) -> Result<Ending, Vec<Diagnostic>> {
    let (whole, period) = (prepared.plan.clone(), prepared.asked.periods.last().copied().unwrap_or(prepared.period));
    let mut telling = whole.in_force(period).telling();
    if telling.process.feedback.is_empty() && telling.process.consequences.is_empty() {
        return Err(vec![problems::no_feedback()]);
    }
    if let Some(out) = &arguments.out
        && let Some(input) = prepared.paths().into_iter().find(|path| output::same_file(path, out))
    {
        return Err(vec![problems::out_is_input(&out.to_string_lossy(), &input.to_string_lossy())]);
    }
    let as_of = arguments.as_of.as_ref().map(|said| Date::parse(said).ok_or_else(|| vec![problems::no_date(said)])).transpose()?;
    let elapsed = as_of.map_or(Ok(None), |day| {
        let elapsed = elapsed(&telling, period, day);
        elapsed.map_err(|why| vec![problems::no_pace(&why, day, period)])
    })?;
    if let Some(elapsed) = &elapsed {
        telling = Cow::Owned(telling.to_date(&elapsed.part()));
    }
    progress.stage(&problems::stage_computing());
    if elapsed.is_some() {
        prepared.supply.supplied.until = as_of;
    }
    let last = prepared.last_data()?;
    let dataset = last.unwrap_or_else(|| prepared.dataset.clone());
    // The last period is computed by the plan that also says who is told what.
    let results = prepared.last_by(&telling, dataset.clone())?;
    let report = Report { plan: &telling, results: &results, sources: &prepared.loaded.sources };
    let who = match &arguments.who {
        Some(key) => Some(super::why::person(&dataset, key).map_err(|problem| vec![*problem])?),
        None => None,
    };
    let from = as_of.unwrap_or_else(|| results.period.end());
    let asked = Asked { report, data: &dataset, from, elapsed, who, language: terminal.language };
    progress.stage(&problems::stage_writing());
    let told = notices(&asked);
    let mut said: Vec<Diagnostic> = std::mem::take(&mut prepared.supply.remarks);
    said.extend(results.remarks.iter().cloned());
    // Of one person only what concerns them.
    if who.is_none() {
        said.extend(results.faults.iter().cloned());
    }
    let troubles = troubles(&report, &told);
    said.extend(troubles.into_iter().filter(|trouble| !results.faults.contains(trouble) || who.is_some()));
    let ending = if said.iter().any(Diagnostic::is_error) { Ending::Partly } else { Ending::Fine };
    terminal.report(&data::fold(said), &prepared.loaded.sources);
    Ok(ending.worse(deliver(arguments, (&asked, &told), terminal)))
}

fn deliver(arguments: &FeedbackArguments, (asked, told): (&Asked<'_>, &Told<'_>), terminal: &Terminal) -> Ending {
    let text = match arguments.format {
        FeedbackFormat::Text => feedback::text(asked, told, terminal.output.width),
        FeedbackFormat::Json => feedback::json(asked, told),
        FeedbackFormat::Csv => feedback::csv(asked, told),
        FeedbackFormat::Markdown => return pages(arguments, (asked, told), Form::Markdown, terminal),
        FeedbackFormat::Html => return pages(arguments, (asked, told), Form::Html, terminal),
    };
    let Some(out) = &arguments.out else { return terminal.print(&text) };
    // Excel reads a CSV file as UTF-8 only where it begins with this mark.
    let mark = if arguments.format == FeedbackFormat::Csv && !text.is_ascii() { "\u{feff}" } else { "" };
    write(out, &format!("{mark}{text}"), terminal)
}

/// A page a person, each in a file of its own where a folder is named.
fn pages(arguments: &FeedbackArguments, (asked, told): (&Asked<'_>, &Told<'_>), form: Form, terminal: &Terminal) -> Ending {
    let mut rows: Vec<u32> = told.notices.iter().map(|notice| notice.row).collect();
    rows.dedup();
    let Some(folder) = &arguments.out else {
        let all: Vec<String> = rows.iter().map(|row| sheet(asked, told, *row, form)).collect();
        return terminal.print(&all.join("\n"));
    };
    if let Err(error) = std::fs::create_dir_all(folder) {
        terminal.report(&[problems::out_unwritable(&folder.to_string_lossy(), &error)], &Sources::new());
        return Ending::Refused;
    }
    let ending = match form {
        Form::Markdown => "md",
        Form::Html => "html",
    };
    let written = rows.iter().map(|row| {
        let name = file_name(asked.report.key(*row), *row);
        write(&folder.join(format!("{name}.{ending}")), &sheet(asked, told, *row, form), terminal)
    });
    written.fold(Ending::Fine, Ending::worse)
}

/// The key as the name of a file; where it cannot be one, with the number of the row behind a mark that no such name has.
fn file_name(key: &str, row: u32) -> String {
    let name: String = key.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if name == key { name } else { format!("{name}~{row}") }
}

fn write(out: &Path, text: &str, terminal: &Terminal) -> Ending {
    match output::write_whole(out, text.as_bytes()) {
        Ok(()) => Ending::Fine,
        Err(error) => {
            terminal.report(&[problems::out_unwritable(&out.to_string_lossy(), &error)], &Sources::new());
            Ending::Refused
        }
    }
}
