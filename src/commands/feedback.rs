//! `merit feedback`: who is told what, why now, what is missing, and by when something is to be done.

use std::borrow::Cow;

use super::Ending;
use super::arguments::{FeedbackArguments, FeedbackFormat};
use super::output::{self, Content};
use super::problems;
use super::progress::Progress;
use super::run::{Prepared, prepare};
use super::terminal::Terminal;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::feedback::{self, Asked, Form, Told, elapsed, notices, sheet, troubles};
use crate::report::Report;
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
    // Of one person only what concerns them.
    if who.is_none() {
        said.extend(results.remarks.iter().chain(&results.faults).cloned());
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
    output::deliver(arguments.out.as_deref(), &text, Content::of(arguments.format, FeedbackFormat::Csv), terminal)
}

/// A page a person, each in a file of its own where a folder is named.
fn pages(arguments: &FeedbackArguments, (asked, told): (&Asked<'_>, &Told<'_>), form: Form, terminal: &Terminal) -> Ending {
    let mut rows: Vec<u32> = told.notices.iter().map(|notice| notice.row).collect();
    rows.dedup();
    let Some(folder) = &arguments.out else {
        let all: Vec<String> = rows.iter().map(|row| sheet(asked, told, *row, form)).collect();
        return terminal.print(&all.join("\n"));
    };
    let made = output::folder(folder, terminal);
    if made != Ending::Fine {
        return made;
    }
    let ending = match form {
        Form::Markdown => "md",
        Form::Html => "html",
    };
    // Named among everybody, so that whoever is told nothing leaves no name to somebody else.
    let names = output::file_names(asked.report.rows().map(|row| (asked.report.key(row), u64::from(row).saturating_add(1))));
    let written = rows
        .iter()
        .filter_map(|row| Some((row, names.get(*row as usize)?)))
        .map(|(row, name)| output::write(&folder.join(format!("{name}.{ending}")), sheet(asked, told, *row, form).as_bytes(), terminal));
    written.fold(Ending::Fine, Ending::worse)
}
