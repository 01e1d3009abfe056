//! Typed tables: what the readers fill, what the engine adds columns to, what the reports read.

use std::sync::Arc;

use crate::diagnostic::{DataPlace, Diagnostic};
use crate::plan::ir::{DefId, TableId};
use crate::value::Value;

/// Index into the list of faults of a [`Dataset`] or of results.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct FaultId(pub u32);

/// Stands for the table of a value that an earlier period did not have: no table of this run holds it.
pub const EARLIER: TableId = TableId(u32::MAX);

/// One cell of one input column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct CellRef {
    pub table: TableId,
    pub row: u32,
    pub column: DefId,
}

/// What one row holds for one definition.
#[derive(Clone, PartialEq, Debug)]
pub enum Slot {
    Value(Value),
    /// Nothing is there; the cell says where it would have been.
    Missing(CellRef),
    /// The definition (a KPI, a payout) is not for this person.
    NotApplicable(DefId),
    /// The cause is reported once, under this number.
    Fault(FaultId),
}

/// The files of one input. Rows are counted through all of them, as if each stood below the one before.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Files {
    /// The rows before each file, and its name as the user gave it; for an example, its title.
    parts: Vec<(u64, Arc<str>)>,
}

impl Files {
    pub fn one(name: impl Into<Arc<str>>) -> Files {
        Files { parts: vec![(0, name.into())] }
    }

    /// Adds a file of which the rows follow row `before`.
    pub fn add(&mut self, before: u64, name: Arc<str>) {
        self.parts.push((before, name));
    }

    /// The name of the first file.
    pub fn name(&self) -> &str {
        self.parts.first().map_or("", |(_, name)| name)
    }

    /// The file of a row, and the row as it is counted there: the line of a text file, the row of a sheet, the number of a record.
    pub fn at(&self, line: u64) -> (&str, u64) {
        let part = self.parts.iter().rev().find(|(before, _)| *before < line).or_else(|| self.parts.first());
        part.map_or(("", line), |(before, name)| (name, line.saturating_sub(*before)))
    }
}

/// One value per row.
pub type Column = Vec<Slot>;

/// The rows of one input, of the period evaluated.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Where the rows come from.
    pub files: Files,
    /// Key of each row.
    pub keys: Vec<Arc<str>>,
    /// Where each row stands, counted through all files: [`Files::at`] says in which of them, and its row there.
    pub lines: Vec<u64>,
    /// For a child input: the person's row in the population. Empty for the population.
    pub parents: Vec<u32>,
    /// Of results: the row of the file behind each row, where rows are credited to several people; else empty.
    pub origins: Vec<u32>,
    /// Rows of the file of which it is not known to whom they are credited.
    pub uncredited: Vec<u32>,
    /// By definition number; `None` where the definition is of another table or not yet computed.
    pub columns: Vec<Option<Column>>,
    /// A fault of the row as a whole (a key said twice, a data rule broken): reading any of its columns gives this fault.
    pub row_faults: Vec<Option<FaultId>>,
    /// Rows of the population whose key is not known: nobody's, but a sum over people would lack them.
    pub lost: Vec<LostRow>,
}

/// A row that stands in the file and belongs to nobody.
#[derive(Clone, Debug)]
pub struct LostRow {
    pub fault: FaultId,
    /// What could be read of it all the same: the columns that say of which team it is.
    pub known: Vec<(DefId, Value)>,
}

impl LostRow {
    pub fn says(&self, column: DefId) -> Option<&Value> {
        self.known.iter().find(|(known, _)| *known == column).map(|(_, value)| value)
    }
}

impl Table {
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The file of a row, and its row there.
    pub fn place(&self, row: u32) -> Option<(&str, u64)> {
        self.lines.get(row as usize).map(|line| self.files.at(*line))
    }

    /// The row of the file behind a row.
    pub fn origin(&self, row: u32) -> u32 {
        self.origins.get(row as usize).copied().unwrap_or(row)
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// What a row holds for a definition; `None` where the column has not been computed.
    pub fn slot(&self, def: DefId, row: u32) -> Option<&Slot> {
        self.columns.get(def.0 as usize)?.as_ref()?.get(row as usize)
    }
}

/// The rows of a table from data: one key a row, in the order of the table's keys.
#[derive(Clone, Debug, Default)]
pub struct LookupData {
    pub files: Files,
    pub rows: Vec<LookupDataRow>,
}

#[derive(Clone, Debug)]
pub struct LookupDataRow {
    /// The key values, the period's own column left out (rows of other periods are not here).
    pub keys: Vec<Value>,
    pub value: Slot,
    pub line: u64,
}

/// All data of one run, checked against the input blocks.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// As [`crate::plan::ir::Plan::tables`].
    pub tables: Vec<Table>,
    /// As [`crate::plan::ir::Plan::lookups`]; `None` for those written in the policy.
    pub lookups: Vec<Option<LookupData>>,
    /// Faults of cells and rows; a [`Slot::Fault`] points here. Every one is an error.
    pub faults: Vec<Diagnostic>,
    /// What does not belong to one row: unknown columns, rows left out with their number, notes.
    pub remarks: Vec<Diagnostic>,
}

/// Where a cell stands, without what it says.
pub fn place(file: &str, line: u64, header: &str) -> DataPlace {
    DataPlace { file: file.to_string(), row: Some(line), column: Some(header.to_string()), cell: None, person: None }
}
