//! From `--data` and `--period` to the bytes the readers want.

use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::arguments::DataArguments;
use super::files::{self, ReadFault};
use super::problems;
use crate::data::{SourceBytes, Supplied, format_of};
use crate::diagnostic::Diagnostic;
use crate::plan::ir::{LookupBody, Plan};
use crate::value::Period;

/// Data files larger than this are refused rather than filling the memory.
const LARGEST_DATA: u64 = 1024 * 1024 * 1024;

/// What the call gives: a file for each input, and what is to be said about them.
pub(crate) struct Supply {
    pub(crate) supplied: Supplied,
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) remarks: Vec<Diagnostic>,
}

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
    let (mut found, mut remarks, mut wrong): (Vec<(String, PathBuf)>, Vec<Diagnostic>, Vec<Diagnostic>) =
        (Vec::new(), Vec::new(), Vec::new());
    let mut folder = None;
    for said in &arguments.data {
        let path = Path::new(said);
        if path.is_dir() {
            folder = Some(said.as_str());
            match in_folder(path, &wanted) {
                Ok((files, others)) => {
                    found.extend(files);
                    if !others.is_empty() {
                        remarks.push(problems::other_files(said, &others));
                    }
                }
                Err(error) => wrong.push(problems::data_unreadable(said, &error.to_string())),
            }
            continue;
        }
        match said.split_once('=') {
            Some((input, file)) if wanted.iter().any(|name| name == input.trim()) => {
                found.push((input.trim().to_string(), PathBuf::from(file)))
            }
            Some((input, _)) => wrong.push(problems::unknown_input(input.trim(), &wanted)),
            None if path.exists() => wrong.push(problems::data_without_name(said, &wanted)),
            None => wrong.push(problems::data_missing(said)),
        }
    }
    for name in &wanted {
        let files: Vec<String> =
            found.iter().filter(|(input, _)| input == name).map(|(_, path)| path.to_string_lossy().into_owned()).collect();
        match files.as_slice() {
            [_] => {}
            [] if wrong.is_empty() => wrong.push(problems::no_file_for_input(name, span_of(plan, name), folder)),
            [] => {}
            [first, second, ..] => wrong.push(problems::two_files(name, first, second)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    read_all(found, remarks)
}

fn read_all(found: Vec<(String, PathBuf)>, remarks: Vec<Diagnostic>) -> Result<Supply, Vec<Diagnostic>> {
    let (mut inputs, mut paths, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for (input, path) in found {
        let name = path.to_string_lossy().into_owned();
        match files::read(&path, LARGEST_DATA) {
            Ok(bytes) => match format_of(&name) {
                Some(format) => inputs.push((input, SourceBytes { name, bytes, format })),
                None => wrong.push(problems::unknown_format(&name)),
            },
            Err(ReadFault::Missing) => wrong.push(problems::data_missing(&name)),
            Err(ReadFault::Folder) => wrong.push(problems::data_is_folder(&name, &input)),
            Err(ReadFault::TooLarge) => wrong.push(problems::data_too_large(&name)),
            Err(ReadFault::Other(error)) => wrong.push(problems::data_unreadable(&name, &error.to_string())),
        }
        paths.push(path);
    }
    if wrong.is_empty() {
        Ok(Supply { supplied: Supplied { inputs, computed: None, until: None, patches: Vec::new() }, paths, remarks })
    } else {
        Err(wrong)
    }
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

type Found = (Vec<(String, PathBuf)>, Vec<String>);

/// The files of a folder that bear a wanted name, and the names of the other data files.
fn in_folder(folder: &Path, wanted: &[String]) -> std::io::Result<Found> {
    let (mut found, mut others) = (Vec::new(), Vec::new());
    for name in files::names_in(folder)? {
        let path = folder.join(&name);
        let stem = Path::new(&name).file_stem().map(|stem| folded(&stem.to_string_lossy())).unwrap_or_default();
        let known = format_of(&name).is_some();
        match wanted.iter().find(|input| known && folded(input) == stem) {
            Some(input) => found.push((input.clone(), path)),
            None if known => others.push(name),
            None => {}
        }
    }
    Ok((found, others))
}

/// Upper and lower case, and the two ways to write an accent, name one file.
fn folded(name: &str) -> String {
    name.trim().to_lowercase().nfc().collect()
}
