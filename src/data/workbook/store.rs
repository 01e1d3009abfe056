//! The cells of one sheet while it is read, within the limits.

use crate::data::grid::GridCell;
use crate::data::limits::Limits;
use crate::data::sheet::Form;

use super::decimal::{Decimal, Worth};
use super::fault::{Broken, Fault, Of};
use super::number_format::{Class, Epoch, day_or_time};
use super::place::{self, Merge};
use super::{RawRow, RawSheet};

/// Places that a remark names.
const NAMED: usize = 3;
/// Bytes that a cell takes besides its text; a text that many cells share, or a row that is repeated, must not outgrow the limit.
const TAKEN_BY_CELL: usize = 16;
/// Cells that are merged into others, and other lists that a file could make endless.
pub(super) const MOST_MERGES: usize = 100_000;

/// A count with the first few places.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::data) struct Counted {
    pub count: u64,
    pub first: Vec<String>,
}

impl Counted {
    pub fn add(&mut self, name: impl FnOnce() -> String) {
        self.count = self.count.saturating_add(1);
        if self.first.len() < NAMED {
            self.first.push(name());
        }
    }
}

/// Takes cell after cell.
pub(super) struct Store<'l> {
    limits: &'l Limits,
    sheet: RawSheet,
    /// Whether the rows have come in their order so far.
    sorted: Sorted,
    bytes: u64,
    /// How many more spans of hidden columns begin at a column than end before it.
    hidden: Vec<i64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sorted {
    Yes,
    No,
}

impl<'l> Store<'l> {
    pub fn new(limits: &'l Limits) -> Store<'l> {
        Store { limits, sheet: RawSheet::default(), sorted: Sorted::Yes, bytes: 0, hidden: vec![0; limits.columns.saturating_add(1)] }
    }

    /// A cell that is not blank; blank ones are left out.
    pub fn put(&mut self, line: u64, column: usize, cell: GridCell) -> Result<(), Fault> {
        if cell.text.is_empty() {
            return Ok(());
        }
        let at = || Some(place::name(line, column));
        if column >= self.limits.columns {
            return Err(Fault::large(Of::Columns(self.limits.columns), at()));
        }
        if cell.text.len() > self.limits.cell {
            return Err(Fault::large(Of::Cell(self.limits.cell), at()));
        }
        let taken = cell.text.len().saturating_add(TAKEN_BY_CELL);
        self.bytes = self.bytes.saturating_add(u64::try_from(taken).unwrap_or(u64::MAX));
        if self.bytes > self.limits.unpacked {
            return Err(Fault::large(Of::Texts(self.limits.unpacked), at()));
        }
        match self.sheet.rows.last_mut() {
            Some(row) if row.line == line => {
                if row.cells.last().is_some_and(|(last, _)| *last >= column) {
                    self.sorted = Sorted::No;
                }
                row.cells.push((column, cell));
                return Ok(());
            }
            Some(row) if row.line > line => self.sorted = Sorted::No,
            Some(_) | None => {}
        }
        if u64::try_from(self.sheet.rows.len()).unwrap_or(u64::MAX) >= self.limits.rows {
            return Err(Fault::large(Of::Rows(self.limits.rows), at()));
        }
        self.sheet.rows.push(RawRow { line, cells: vec![(column, cell)] });
        Ok(())
    }

    /// A number as its class has it.
    pub fn put_number(&mut self, line: u64, column: usize, number: Option<Decimal>, class: Class, epoch: Epoch) -> Result<(), Fault> {
        let Some(number) = number else { return self.put(line, column, GridCell::text("#NUM!")) };
        let number = match number.worth() {
            Worth::Exact(number) => number,
            Worth::Rounded(number) => {
                if matches!(class, Class::Number | Class::Percent) {
                    self.sheet.rounded.add(|| place::name(line, column));
                }
                number
            }
            Worth::Lost(number) => {
                return self.put(line, column, GridCell { text: number.to_text().into(), form: Form::Rounded });
            }
        };
        let cell = match class {
            Class::Number => GridCell::number(number.to_text()),
            Class::Percent => GridCell::number(format!("{}%", number.hundredfold().to_text())),
            Class::Day | Class::Month | Class::Time | Class::Elapsed => GridCell::text(day_or_time(&number, class, epoch)),
        };
        self.put(line, column, cell)
    }

    /// A formula whose result the file does not hold.
    pub fn put_uncomputed(&mut self, line: u64, column: usize, formula: &str) -> Result<(), Fault> {
        const SHOWN: usize = 100;
        let formula: String = formula.chars().take(SHOWN).collect();
        self.put(line, column, GridCell { text: format!("={formula}").into(), form: Form::Uncomputed })
    }

    pub fn merge(&mut self, merge: Merge) -> Result<(), Fault> {
        if !merge.is_tall() && !merge.is_wide() {
            return Ok(());
        }
        if self.sheet.merges.len() >= MOST_MERGES {
            return Err(Fault::place(merge.name()));
        }
        self.sheet.merges.push(merge);
        Ok(())
    }

    /// A row that is hidden or filtered away.
    pub fn hide_row(&mut self, line: u64) {
        self.sheet.hidden_lines.push(line);
    }

    /// Columns that are hidden, counted from 0; both ends belong to them.
    pub fn hide_columns(&mut self, first: usize, last: usize) {
        let last = last.saturating_add(1).min(self.limits.columns);
        if first < last {
            for (at, step) in [(first, 1_i64), (last, -1)] {
                if let Some(count) = self.hidden.get_mut(at) {
                    *count = count.saturating_add(step);
                }
            }
        }
    }

    /// A formula in a workbook that wants to be computed anew.
    pub fn stale(&mut self, line: u64, column: usize) {
        self.sheet.stale.add(|| place::name(line, column));
    }

    /// The sheet, its rows in their order.
    pub fn finish(mut self) -> Result<RawSheet, Fault> {
        if self.sorted == Sorted::No {
            self.sort()?;
        }
        let sheet = &mut self.sheet;
        sheet.hidden_lines.sort_unstable();
        sheet.hidden_lines.dedup();
        sheet.hidden_lines.retain(|line| sheet.rows.binary_search_by_key(line, |row| row.line).is_ok());
        let mut filled = vec![false; self.hidden.len()];
        for (column, _) in sheet.rows.iter().flat_map(|row| &row.cells) {
            if let Some(filled) = filled.get_mut(*column) {
                *filled = true;
            }
        }
        let mut open = 0_i64;
        for (column, (step, filled)) in self.hidden.iter().zip(filled).enumerate() {
            open = open.saturating_add(*step);
            if open > 0 && filled {
                sheet.hidden_columns.push(column);
            }
        }
        sheet.merges.sort_unstable_by_key(|merge| (merge.lines.0, merge.columns.0));
        Ok(self.sheet)
    }

    fn sort(&mut self) -> Result<(), Fault> {
        self.sheet.rows.sort_by_key(|row| row.line);
        let mut rows: Vec<RawRow> = Vec::with_capacity(self.sheet.rows.len());
        for row in self.sheet.rows.drain(..) {
            match rows.last_mut() {
                Some(last) if last.line == row.line => last.cells.extend(row.cells),
                Some(_) | None => rows.push(row),
            }
        }
        for row in &mut rows {
            row.cells.sort_by_key(|(column, _)| *column);
            let twice = row.cells.iter().zip(row.cells.iter().skip(1)).find(|((one, _), (other, _))| one == other);
            if let Some(((column, _), _)) = twice {
                return Err(Fault::Broken(Broken::CellTwice(place::name(row.line, *column))));
            }
        }
        self.sheet.rows = rows;
        Ok(())
    }
}
