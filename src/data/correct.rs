//! Corrections of data: a cell, a row too many, a row too few. A corrected file is read as if it had said so, through the same checks.

use super::Supplied;
use super::headers::{Bound, bind, of_table};
use super::sheet::{Row, Sheet};
use crate::diagnostic::text::nearest;
use crate::plan::ir::{self, Body, Plan};
use crate::value::{Period, Type};

/// What a row of an input should have said.
#[derive(Clone, Copy, Debug)]
pub struct Correction<'a> {
    pub input: &'a str,
    /// Of the row.
    pub key: &'a str,
    pub change: Change<'a>,
}

#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    /// A column by its name in the policy or its header, and what its cell should say.
    Cell { column: &'a str, value: &'a str },
    /// A row that is missing: its cells beside the key.
    Add { cells: &'a [(String, String)] },
    /// A row that should not be there.
    Remove,
}

/// A correction with its place in a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Patch {
    pub(super) input: String,
    pub(super) what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum What {
    Cell {
        line: u64,
        at: usize,
        text: String,
    },
    Drop {
        line: u64,
    },
    /// The cells of a new row, by their places.
    Row(Vec<(usize, String)>),
}

/// Why a correction cannot be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Slip {
    /// The names of all inputs, and the nearest.
    UnknownInput {
        known: Vec<String>,
        near: Option<String>,
    },
    /// The columns of the input.
    UnknownColumn {
        column: String,
        known: Vec<String>,
        near: Option<String>,
    },
    /// The file has no such column.
    NotInFile {
        column: String,
    },
    NoRow {
        file: String,
        near: Option<String>,
    },
    SeveralRows {
        file: String,
        rows: Vec<u64>,
    },
    /// A row that is to be added is there.
    ThereAlready {
        file: String,
        row: u64,
    },
    /// No file was given for the input.
    NoFile,
    /// An earlier correction, by its number in the list from 0, is of the same cell or row.
    Twice {
        before: usize,
    },
    /// The file cannot be read at all; reading the data says why.
    Unreadable,
}

/// Why corrections cannot be made, each with its number in the list.
pub type Slips = Vec<(usize, Slip)>;

/// What the cell said before, where a cell is corrected.
pub type Before = Option<String>;

/// Where each correction is to be made, and what stands there now; the rows are those of the period.
///
/// # Errors
/// Those that cannot be made, by their number in the list.
pub fn correct(plan: &Plan, supplied: &Supplied, period: Period, corrections: &[Correction<'_>]) -> Result<Vec<(Patch, Before)>, Slips> {
    let mut made: Vec<(usize, (Patch, Before))> = Vec::new();
    let mut wrong = Vec::new();
    for (at, correction) in corrections.iter().enumerate() {
        match place(plan, supplied, period, correction) {
            Ok((patch, cell)) => match made.iter().find(|(_, (other, _))| other.is_of_the_same(&patch)) {
                Some((before, _)) => wrong.push((at, Slip::Twice { before: *before })),
                None => made.push((at, (patch, cell))),
            },
            Err(slip) => wrong.push((at, slip)),
        }
    }
    if wrong.is_empty() { Ok(made.into_iter().map(|(_, patch)| patch).collect()) } else { Err(wrong) }
}

impl Patch {
    /// Whether both change one cell, or one the row that the other takes away or adds.
    fn is_of_the_same(&self, other: &Patch) -> bool {
        let same = match (&self.what, &other.what) {
            (What::Cell { line, at, .. }, What::Cell { line: other, at: there, .. }) => line == other && at == there,
            (What::Cell { line, .. } | What::Drop { line }, What::Drop { line: other })
            | (What::Drop { line }, What::Cell { line: other, .. }) => line == other,
            // A row begins with its key.
            (What::Row(cells), What::Row(others)) => cells.first() == others.first(),
            (What::Row(_), What::Cell { .. } | What::Drop { .. }) | (What::Cell { .. } | What::Drop { .. }, What::Row(_)) => false,
        };
        same && self.input == other.input
    }
}

/// Where the columns of an input stand in its file.
struct Columns<'a> {
    /// Name in the policy, header, place, type.
    all: Vec<(String, String, Option<usize>, Type)>,
    key: usize,
    period: Option<usize>,
    bound: Bound<'a>,
}

fn columns<'a>(plan: &Plan, table: &ir::Table, supplied: &'a Supplied) -> Option<Columns<'a>> {
    let source = &supplied.inputs.iter().find(|(given, _)| *given == table.name)?.1;
    let bound = Sheet::open(source).and_then(|sheet| bind(sheet, &of_table(plan, table), &mut Vec::new())).ok()?;
    let mut places = bound.places.iter().copied();
    let mut all = Vec::new();
    let mut key = None;
    for id in &table.columns {
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        let Body::Column(column) = &def.body else { continue };
        let place = places.next().flatten();
        if *id == table.key {
            key = place;
        }
        let own = def.name.strip_prefix(&table.name).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&def.name);
        all.push((own.to_string(), column.header.clone(), place, def.ty));
    }
    let period = places.next().flatten();
    Some(Columns { all, key: key?, period, bound })
}

impl Columns<'_> {
    /// Where a column stands, and what its cell is to say: numbers may be written as in a policy, `1_200_000`.
    fn placed(&self, column: &str, value: &str) -> Result<(usize, String), Slip> {
        let found = self.all.iter().find(|(name, header, ..)| name == column || header == column);
        let Some((_, _, place, ty)) = found else {
            let known: Vec<String> = self.all.iter().map(|(name, ..)| name.clone()).collect();
            let near = nearest(column, known.iter().map(String::as_str)).map(str::to_string);
            return Err(Slip::UnknownColumn { column: column.to_string(), known, near });
        };
        let place = place.ok_or_else(|| Slip::NotInFile { column: column.to_string() })?;
        let text = if is_number(*ty) { value.replace('_', "") } else { value.to_string() };
        Ok((place, text))
    }
}

fn is_number(ty: Type) -> bool {
    match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => true,
        Type::Date | Type::Text | Type::Flag | Type::Choice(_) => false,
    }
}

/// A row that bears the key, as the file numbers it, and what its cells say.
struct Found {
    line: u64,
    cells: Vec<String>,
}

fn place(plan: &Plan, supplied: &Supplied, period: Period, correction: &Correction<'_>) -> Result<(Patch, Before), Slip> {
    let Some(table) = plan.tables.iter().find(|table| table.name == correction.input) else {
        let known: Vec<String> = plan.tables.iter().map(|table| table.name.clone()).collect();
        let near = nearest(correction.input, known.iter().map(String::as_str)).map(str::to_string);
        return Err(Slip::UnknownInput { known, near });
    };
    if !supplied.inputs.iter().any(|(given, _)| *given == table.name) {
        return Err(Slip::NoFile);
    }
    let mut columns = columns(plan, table, supplied).ok_or(Slip::Unreadable)?;
    let (rows, keys) = rows(&mut columns, period, correction.key)?;
    let file = columns.bound.sheet.files.name().to_string();
    let patch = |what: What| Patch { input: table.name.clone(), what };
    let only = || match rows.as_slice() {
        [row] => Ok(row),
        [] => Err(Slip::NoRow { file: file.clone(), near: nearest(correction.key, keys.iter().map(String::as_str)).map(str::to_string) }),
        several => Err(Slip::SeveralRows { file: file.clone(), rows: several.iter().map(|row| row.line).collect() }),
    };
    match correction.change {
        Change::Add { cells } => {
            if let Some(row) = rows.first() {
                return Err(Slip::ThereAlready { file, row: row.line });
            }
            let mut placed = vec![(columns.key, correction.key.to_string())];
            placed.extend(columns.period.map(|at| (at, period.to_string())));
            for (column, text) in cells {
                placed.push(columns.placed(column, text)?);
            }
            Ok((patch(What::Row(placed)), None))
        }
        Change::Cell { column, value } => {
            let row = only()?;
            let (at, text) = columns.placed(column, value)?;
            let before = row.cells.get(at).cloned();
            Ok((patch(What::Cell { line: row.line, at, text }), before))
        }
        Change::Remove => Ok((patch(What::Drop { line: only()?.line }), None)),
    }
}

/// The rows of the period that bear a key, and some of the other keys.
fn rows(columns: &mut Columns<'_>, period: Period, key: &str) -> Result<(Vec<Found>, Vec<String>), Slip> {
    const MOST_KEYS: usize = 10_000;
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    let mut row = Row::new();
    let wanted = key.trim();
    while columns.bound.sheet.next(&mut row).map_err(|_| Slip::Unreadable)? {
        let own = row.cell(columns.key).map_or("", |cell| cell.trimmed());
        let then = columns.period.and_then(|at| row.cell(at)).map(|cell| Period::parse_loose(cell.trimmed()));
        if then.is_some_and(|then| then != Some(period)) {
            continue;
        }
        if own == wanted {
            rows.push(Found { line: row.line, cells: row.cells().map(|cell| cell.trimmed().to_string()).collect() });
        } else if keys.len() < MOST_KEYS {
            keys.push(own.to_string());
        }
    }
    Ok((rows, keys))
}
