//! Readers: bytes and the policy's input blocks become typed tables.
//!
//! The input block is the contract. What the whole call has wrong (no file, no column, a file that is no text) is returned as errors
//! and nothing is computed. A wrong cell or row is a fault: it is listed, it poisons what reads it, and the others get their results.
//! A row of another period is left out before its cells are judged.

mod cell;
mod children;
mod correct;
mod delimited;
mod fold;
#[cfg_attr(not(test), allow(dead_code))]
mod grid;
mod headers;
mod json;
mod limits;
mod lookup;
mod people;
mod periods;
mod problems;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;
mod text;
mod total;
#[cfg_attr(not(test), allow(dead_code, unused_imports))]
mod workbook;

pub use cell::{CellProblem, Limit, cell};
pub use correct::{Change, Correction, Patch, Slip, correct};
pub use fold::fold;
pub use periods::periods;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::nearest;
use crate::engine::table::Dataset;
use crate::plan::ir::{LookupBody, Plan, TableId};
use crate::source::Span;
use crate::value::{Date, Period};

use headers::Bound;
use problems::files;
use rows::Faults;
use sheet::Sheet;

/// How a file is written. All of them in UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Format {
    /// Cells parted by commas.
    Csv,
    /// Cells parted by tabs.
    Tsv,
    /// An array of objects.
    Json,
    /// An object a line.
    Ndjson,
}

/// One file as it was read.
#[derive(Clone, Debug)]
pub struct SourceBytes {
    /// As the user gave it; messages show it.
    pub name: String,
    pub bytes: Vec<u8>,
    pub format: Format,
}

/// The files of one run, each under the name of an input or of a table from data.
#[derive(Clone, Debug, Default)]
pub struct Supplied {
    pub inputs: Vec<(String, SourceBytes)>,
    /// The first and the last of several periods that are all computed: rows of one of them are not told as left out of another.
    pub computed: Option<(Period, Period)>,
    /// Rows dated after this day are left out, and counted in a remark.
    pub until: Option<Date>,
    /// What the files are read as if they said.
    pub patches: Vec<Patch>,
}

/// The format that a file's name tells by its ending: `csv`, `tsv`, `tab`, `json`, `ndjson`, `jsonl`.
pub fn format_of(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "json" => Some(Format::Json),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        _ => None,
    }
}

/// Reads all files of a run for one period.
///
/// # Errors
/// The call is wrong, and nothing can be computed: every such reason that could be found at once.
pub fn read(plan: &Plan, supplied: &Supplied, period: Period) -> Result<Dataset, Vec<Diagnostic>> {
    let mut wrong = check_names(plan, supplied);
    let mut remarks = Vec::new();
    let mut open = |name: &str, wanted: Vec<headers::Wanted<'_>>| -> Option<Bound<'_>> {
        let source = &supplied.inputs.iter().find(|(given, _)| given == name)?.1;
        let patches = supplied.patches.iter().filter(|patch| patch.input == name).map(|patch| &patch.what);
        match Sheet::open(source).map(|sheet| sheet.with(patches)).and_then(|sheet| headers::bind(sheet, &wanted, &mut remarks)) {
            Ok(bound) => Some(bound),
            Err(problem) => {
                wrong.push(problem);
                None
            }
        }
    };
    let tables: Vec<Option<Bound<'_>>> = plan.tables.iter().map(|table| open(&table.name, headers::of_table(plan, table))).collect();
    let lookups: Vec<Option<Bound<'_>>> = plan
        .lookups
        .iter()
        .map(|lookup| match lookup.body {
            LookupBody::Rows(_) => None,
            LookupBody::Data => open(&lookup.name, headers::of_lookup(lookup)),
        })
        .collect();
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut faults = Faults::new(remarks, supplied.computed, supplied.until);
    let mut data = Dataset::default();
    let mut tables = tables.into_iter();
    let Some(Some(bound)) = tables.next() else { return Err(wrong) };
    let people = people::read(plan, bound, period, &mut faults)?;
    let index = people.index;
    data.tables.push(people.table);
    for (at, bound) in (1_u32..).zip(tables) {
        let Some(bound) = bound else { continue };
        data.tables.push(children::read(plan, TableId(at), bound, period, &index, &mut faults)?);
    }
    for (lookup, bound) in plan.lookups.iter().zip(lookups) {
        data.lookups.push(match bound {
            Some(bound) => Some(lookup::read(plan, lookup, bound, period, &mut faults)?),
            None => None,
        });
    }
    (data.faults, data.remarks) = faults.finish();
    Ok(data)
}

/// Every input has exactly one file, and every file an input.
fn check_names(plan: &Plan, supplied: &Supplied) -> Vec<Diagnostic> {
    let inputs = plan.tables.iter().map(|table| (table.name.as_str(), table.span));
    let from_data = plan.lookups.iter().filter(|lookup| matches!(lookup.body, LookupBody::Data));
    let known: Vec<(&str, Span)> = inputs.chain(from_data.map(|lookup| (lookup.name.as_str(), lookup.span))).collect();
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let mut wrong = Vec::new();
    for (at, (name, source)) in supplied.inputs.iter().enumerate() {
        if !names.contains(&name.as_str()) {
            wrong.push(files::unknown_input(name, &source.name, &names, nearest(name, names.iter().copied())));
        } else if let Some((_, first)) = supplied.inputs.iter().take(at).find(|(other, _)| other == name) {
            wrong.push(files::input_twice(name, &first.name, &source.name));
        }
    }
    for (name, span) in known {
        if !supplied.inputs.iter().any(|(given, _)| given == name) {
            wrong.push(files::no_file(name, span));
        }
    }
    wrong
}
