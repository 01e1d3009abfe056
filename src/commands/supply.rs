//! From `--data` and `--period` to the bytes the readers want.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::arguments::DataArguments;
use super::files::{self, OnDisk, ReadFault};
use super::problems;
use crate::data::{Bytes, Format, Reading, SourceBytes, Supplied, format_of};
use crate::diagnostic::Diagnostic;
use crate::plan::ir::{LookupBody, Plan};
use crate::value::Period;

/// What the call gives: a file for each input, and what is to be said about them.
pub(crate) struct Supply {
    pub(crate) supplied: Supplied,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) remarks: Vec<Diagnostic>,
}

/// A file for an input.
struct Found {
    input: String,
    path: PathBuf,
    /// Which part of the call names it. Only files of one place make one input: the pages of a folder, or files that are named one by one.
    place: usize,
}

/// The place of all files that the call names one by one.
const NAMED: usize = 0;

/// The period of the call.
///
/// # Errors
/// Not a period, not of the policy's kind, or not inside its `effective` dates.
pub(crate) fn period(said: &str, plan: &Plan) -> Result<Period, Box<Diagnostic>> {
    let example = plan.effective.map_or_else(|| Period::new(plan.period, 2026, 1), |(from, _)| Some(Period::containing(plan.period, from)));
    let example = example.map_or_else(|| "2026".to_string(), |period| period.to_string());
    let period = Period::parse(said)
        .or_else(|| Period::parse_loose(said))
        .ok_or_else(|| Box::new(problems::not_a_period(said, plan.period, &example)))?;
    if period.kind != plan.period {
        return Err(Box::new(problems::period_of_other_kind(period, plan.period, &example)));
    }
    match plan.effective {
        Some((from, to)) if period.start() < from || period.end() > to => {
            Err(Box::new(problems::period_outside(period, (from, to), plan.effective_span, &example)))
        }
        Some(_) | None => Ok(period),
    }
}

/// Reads the files the call names.
///
/// # Errors
/// Everything that is wrong with `--data`, at once.
pub(crate) fn supply(arguments: &DataArguments, plan: &Plan) -> Result<Supply, Vec<Diagnostic>> {
    let wanted = wanted(plan);
    let (mut found, mut remarks, mut wrong): (Vec<Found>, Vec<Diagnostic>, Vec<Diagnostic>) = (Vec::new(), Vec::new(), Vec::new());
    let mut folder = None;
    for (said, place) in arguments.data.iter().zip(1_usize..) {
        let path = Path::new(said);
        if path.is_dir() {
            folder = Some(said.as_str());
            match in_folder(path, &wanted) {
                Ok(inside) => {
                    wrong.extend(inside.wrong);
                    found.extend(inside.found.into_iter().map(|(input, path)| Found { input, path, place }));
                    if !inside.others.is_empty() {
                        remarks.push(problems::other_files(said, &inside.others));
                    }
                }
                Err(error) => wrong.push(problems::data_unreadable(said, &error.to_string())),
            }
            continue;
        }
        match said.split_once('=') {
            Some((input, file)) if wanted.iter().any(|name| name == input.trim()) => {
                found.push(Found { input: input.trim().to_string(), path: PathBuf::from(file), place: NAMED });
            }
            Some((input, _)) => wrong.push(problems::unknown_input(input.trim(), &wanted)),
            None if path.is_file() && format_of(said).is_some_and(Format::holds_sheets) => {
                found.extend(wanted.iter().map(|input| Found { input: input.clone(), path: path.to_path_buf(), place }));
            }
            None if path.exists() => wrong.push(problems::data_without_name(said, &wanted)),
            None => wrong.push(problems::data_missing(said)),
        }
    }
    for (file, at) in found.iter().zip(0_usize..) {
        let before =
            found.iter().take(at).find(|other| other.input == file.input && (other.place != file.place || other.path == file.path));
        if let Some(before) = before {
            wrong.push(problems::two_files(&file.input, &before.path.to_string_lossy(), &file.path.to_string_lossy()));
        }
    }
    for name in wanted.iter().filter(|name| !found.iter().any(|file| file.input == **name)) {
        if wrong.is_empty() {
            wrong.push(problems::no_file_for_input(name, span_of(plan, name), folder));
        }
    }
    let reading = arguments.reading.reading().map_err(|problems| wrong.extend(problems)).ok();
    match reading {
        Some(reading) if wrong.is_empty() => read_all(plan, found, &reading, remarks),
        Some(_) | None => Err(wrong),
    }
}

fn read_all(plan: &Plan, found: Vec<Found>, reading: &Reading, remarks: Vec<Diagnostic>) -> Result<Supply, Vec<Diagnostic>> {
    let (mut files, mut paths, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for Found { input, path, .. } in found {
        let name = path.to_string_lossy().into_owned();
        match OnDisk::look(&path) {
            Ok(file) => match format_of(&name) {
                Some(format) => files.push((input, SourceBytes { name, bytes: Bytes::Stored(Arc::new(file)), format })),
                None => wrong.push(problems::unknown_format(&name)),
            },
            Err(ReadFault::Missing) => wrong.push(problems::data_missing(&name)),
            Err(ReadFault::Folder) => wrong.push(problems::data_is_folder(&name, &input)),
            Err(ReadFault::TooLarge) => wrong.push(problems::data_too_large(&name)),
            Err(ReadFault::Other(error)) => wrong.push(problems::data_unreadable(&name, &error.to_string())),
        }
        paths.push(path);
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    Ok(Supply { supplied: Supplied::new(plan, files, reading)?, paths, remarks })
}

/// Names of the inputs and of the tables whose rows come from data.
fn wanted(plan: &Plan) -> Vec<String> {
    let inputs = plan.tables.iter().map(|table| table.name.clone());
    let lookups = plan.lookups.iter().filter(|lookup| matches!(lookup.body, LookupBody::Data)).map(|lookup| lookup.name.clone());
    inputs.chain(lookups).collect()
}

fn span_of(plan: &Plan, name: &str) -> Option<crate::source::Span> {
    let inputs = plan.tables.iter().map(|table| (&table.name, table.span));
    let lookups = plan.lookups.iter().map(|lookup| (&lookup.name, lookup.span));
    inputs.chain(lookups).find(|(other, _)| *other == name).map(|(_, span)| span)
}

/// What a folder has for the inputs.
#[derive(Default)]
struct Inside {
    found: Vec<(String, PathBuf)>,
    /// The names of the other data files.
    others: Vec<String>,
    wrong: Vec<Diagnostic>,
}

/// The files of a folder that bear a wanted name, or are the pages of one: deals.1.json, deals.2.json and so on.
fn in_folder(folder: &Path, wanted: &[String]) -> std::io::Result<Inside> {
    let mut inside = Inside::default();
    let mut pages: Vec<(String, u64, PathBuf)> = Vec::new();
    for name in files::names_in(folder)?.into_iter().filter(|name| format_of(name).is_some()) {
        let path = folder.join(&name);
        let stem = Path::new(&name).file_stem().map(|stem| folded(&stem.to_string_lossy())).unwrap_or_default();
        let page = || stem.rsplit_once('.').and_then(|(of, number)| Some((of, number.parse::<u64>().ok()?)));
        let input = |stem: &str| wanted.iter().find(|input| folded(input) == stem).cloned();
        match (input(&stem), page().and_then(|(of, number)| Some((input(of)?, number)))) {
            (Some(input), _) => match inside.found.iter().find(|(other, _)| *other == input) {
                Some((_, first)) => inside.wrong.push(problems::two_files(&input, &first.to_string_lossy(), &path.to_string_lossy())),
                None => inside.found.push((input, path)),
            },
            (None, Some((input, number))) => pages.push((input, number, path)),
            (None, None) => inside.others.push(name),
        }
    }
    pages.sort();
    for input in wanted {
        let own: Vec<&(String, u64, PathBuf)> = pages.iter().filter(|(of, ..)| of == input).collect();
        let Some((_, _, first)) = own.first() else { continue };
        if let Some((_, whole)) = inside.found.iter().find(|(other, _)| other == input) {
            inside.wrong.push(problems::two_files(input, &whole.to_string_lossy(), &first.to_string_lossy()));
            continue;
        }
        let amiss = own.iter().zip(1..).find(|((_, number, _), wanted)| number != wanted);
        if let Some(((_, number, path), wanted)) = amiss {
            inside.wrong.push(problems::missing_page(input, wanted, *number, &path.to_string_lossy()));
        }
        inside.found.extend(own.iter().map(|(input, _, path)| (input.clone(), path.clone())));
    }
    Ok(inside)
}

/// Upper and lower case, and the two ways to write an accent, name one file.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().nfc().collect()
}
