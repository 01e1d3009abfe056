//! Rows held in memory: what workbooks, pages of CRM systems and columnar files are turned into, before the input block reads them as it
//! reads any other file.

use super::sheet::{Form, Shape};

/// A table with headers, whatever file it came from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Grid {
    /// Trimmed and in the composed form (NFC); blank ones stand for columns without a header.
    pub headers: Vec<String>,
    pub rows: Vec<GridRow>,
}

/// One row; the cells stand in the order of the headers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct GridRow {
    /// As the user finds it: the row of the sheet, the number of the record.
    pub line: u64,
    pub cells: Vec<GridCell>,
    pub shape: Shape,
}

/// One cell as it would be written in a text file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct GridCell {
    /// A number by its own digits, a date as `2026-01-31`, a percent as `85%`; blank where nothing stands.
    pub text: Box<str>,
    pub form: Form,
}

impl GridCell {
    pub fn blank() -> GridCell {
        GridCell::text("")
    }

    /// Text of a cell.
    pub fn text(text: impl Into<Box<str>>) -> GridCell {
        GridCell { text: text.into(), form: Form::Text }
    }

    /// A number whose point can only be a decimal point.
    pub fn number(digits: impl Into<Box<str>>) -> GridCell {
        GridCell { text: digits.into(), form: Form::Number }
    }
}
