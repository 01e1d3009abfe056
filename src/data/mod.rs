//! Readers: bytes and the policy's input blocks become typed tables.
//!
//! The input block is the contract. What the whole call has wrong (no file, no column, a file that is no text) is returned as errors
//! and nothing is computed. A wrong cell or row is a fault: it is listed, it poisons what reads it, and the others get their results.
//! A row of another period is left out before its cells are judged.

mod bytes;
mod cell;
mod children;
mod correct;
mod crm;
mod decoded;
mod delimited;
mod encoding;
mod fold;
mod grid;
mod headers;
mod json;
mod limits;
mod lookup;
mod opened;
mod people;
mod periods;
mod problems;
mod rows;
mod sheet;
#[cfg(test)]
mod tests;
mod total;
mod workbook;

pub use bytes::{Bytes, Stored};
pub use cell::{CellProblem, Limit, cell};
pub use correct::{Change, Correction, Patch, Slip, correct};
pub use fold::fold;
pub use limits::Limits;
pub use opened::{Opened, Reading};
pub use periods::periods;
pub use workbook::Kind;

use crate::diagnostic::Diagnostic;
use crate::engine::table::Dataset;
use crate::plan::ir::{LookupBody, Plan, TableId};
use crate::value::{Date, Period};

use headers::Bound;
use opened::open;
use rows::Faults;
use sheet::Sheet;

/// How a file is written.
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
    /// A workbook; its bytes say which kind it is.
    Workbook(Kind),
}

impl Format {
    /// Whether one file may hold the tables of several inputs.
    pub fn holds_sheets(self) -> bool {
        match self {
            Format::Workbook(_) => true,
            Format::Csv | Format::Tsv | Format::Json | Format::Ndjson => false,
        }
    }
}

/// One file of the call.
#[derive(Clone, Debug)]
pub struct SourceBytes {
    /// As the user gave it; messages show it.
    pub name: String,
    pub bytes: Bytes,
    pub format: Format,
}

/// The files of one run, each under the name of an input or of a table from data.
#[derive(Clone, Debug, Default)]
pub struct Supplied {
    pub inputs: Vec<(String, Opened)>,
    /// The first and the last of several periods that are all computed: rows of one of them are not told as left out of another.
    pub computed: Option<(Period, Period)>,
    /// Rows dated after this day are left out, and counted in a remark.
    pub until: Option<Date>,
    /// What the files are read as if they said.
    pub patches: Vec<Patch>,
}

impl Supplied {
    /// Files under the names of their inputs, looked at once.
    ///
    /// # Errors
    /// [`open`]
    pub fn new(plan: &Plan, files: Vec<(String, SourceBytes)>, reading: &Reading) -> Result<Supplied, Vec<Diagnostic>> {
        Ok(Supplied { inputs: open(plan, files, reading)?, computed: None, until: None, patches: Vec::new() })
    }
}

/// The format that a file's name tells by its ending: `csv`, `tsv`, `tab`, `json`, `ndjson`, `jsonl`, `xlsx`,
/// `xlsm`, `xls`, `ods`.
pub fn format_of(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
        "json" => Some(Format::Json),
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "xlsx" | "xlsm" => Some(Format::Workbook(Kind::Xlsx)),
        "xls" => Some(Format::Workbook(Kind::Xls)),
        "ods" => Some(Format::Workbook(Kind::Ods)),
        _ => None,
    }
}

/// Reads all files of a run for one period.
///
/// # Errors
/// The call is wrong, and nothing can be computed: every such reason that could be found at once.
pub fn read(plan: &Plan, supplied: &Supplied, period: Period) -> Result<Dataset, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let mut remarks = Vec::new();
    let mut open = |name: &str, wanted: Vec<headers::Wanted<'_>>| -> Option<Bound<'_>> {
        let source = &supplied.inputs.iter().find(|(given, _)| given == name)?.1;
        // Of several periods the first says how the files were understood.
        if supplied.computed.is_none_or(|(first, _)| period == first) {
            remarks.extend(source.remarks.iter().cloned());
        }
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
