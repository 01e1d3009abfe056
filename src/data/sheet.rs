//! One shape for every format: headers, then rows of cells under them.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::Diagnostic;

use super::correct::What;
use super::delimited::Delimited;
use super::json::{Layout, Records};
use super::limits::MOST_ROWS;
use super::problems::files as problems;
use super::{Format, SourceBytes, text};

/// How a cell is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Form {
    /// Text of a sheet, or a JSON string.
    Text,
    /// A JSON number, whose point can only be a decimal point.
    Number,
    /// JSON's `true` and `false`.
    Flag,
    /// A list or an object where one value should stand.
    Nested,
    /// A number of which a spreadsheet has kept only the first 15 digits.
    Rounded,
    /// A formula of a workbook that does not hold its result; the text is the formula.
    Uncomputed,
    /// A cell of a sheet that is merged over several columns.
    Merged,
}

/// One cell as it is written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cell<'a> {
    pub text: Cow<'a, str>,
    pub form: Form,
}

impl Cell<'_> {
    pub fn blank() -> Cell<'static> {
        Cell { text: Cow::Borrowed(""), form: Form::Text }
    }

    /// Without the blanks around it.
    pub fn trimmed(&self) -> &str {
        trim(&self.text)
    }
}

/// Why a row's cells cannot be trusted to stand under their headers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    Fine,
    /// A number of cells other than that of the headers.
    Cells {
        found: usize,
    },
    /// One key said twice in a JSON object.
    Twice(String),
}

/// One row; the cells stand in the order of the headers.
#[derive(Clone, Debug)]
pub(super) struct Row<'a> {
    /// As [`crate::diagnostic::DataPlace::row`] says it.
    pub line: u64,
    pub cells: Vec<Cell<'a>>,
    pub shape: Shape,
}

impl<'a> Row<'a> {
    pub fn new() -> Row<'a> {
        Row { line: 0, cells: Vec::new(), shape: Shape::Fine }
    }

    /// What stands under a header; `None` where the row is too short.
    pub fn cell(&self, at: usize) -> Option<&Cell<'a>> {
        self.cells.get(at)
    }

    fn is_blank(&self) -> bool {
        self.shape == Shape::Fine && self.cells.iter().all(|cell| cell.form == Form::Text && cell.trimmed().is_empty())
    }
}

/// One file, open at its first row.
pub(super) struct Sheet<'a> {
    pub file: &'a str,
    /// Trimmed and in the composed form (NFC); blank ones stand for columns without a header.
    pub headers: Vec<String>,
    rows: Rows<'a>,
    count: u64,
    /// Corrections of rows, by their lines; new rows stand behind the last one.
    patches: Vec<What>,
    added: usize,
    last: u64,
}

/// What corrections make of a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Patched {
    Stays,
    Gone,
}

enum Rows<'a> {
    Delimited(Delimited<'a>),
    Records(Records<'a>),
}

impl<'a> Sheet<'a> {
    /// Reads the headers; of JSON the keys of every record.
    ///
    /// # Errors
    /// The file is no text, has no header, or is broken.
    pub fn open(source: &'a SourceBytes) -> Result<Sheet<'a>, Diagnostic> {
        let text = text::decode(source)?;
        let file = source.name.as_str();
        let separator = match source.format {
            Format::Csv => b',',
            Format::Tsv => b'\t',
            Format::Json => return Sheet::records(file, text, Layout::Array),
            Format::Ndjson => return Sheet::records(file, text, Layout::Lines),
        };
        let mut rows = Delimited::new(text, separator);
        let mut first = Row::new();
        loop {
            match rows.next(&mut first) {
                Ok(true) if first.is_blank() => {}
                Ok(true) => break,
                Ok(false) => return Err(problems::empty_file(file)),
                Err(fault) => return Err(problems::broken(file, &fault)),
            }
        }
        let headers: Vec<String> = first.cells.iter().map(|cell| normal(cell.trimmed()).into_owned()).collect();
        Ok(Sheet { file, headers, rows: Rows::Delimited(rows), count: 0, patches: Vec::new(), added: 0, last: 0 })
    }

    fn records(file: &'a str, text: &'a str, layout: Layout) -> Result<Sheet<'a>, Diagnostic> {
        let (records, headers) = Records::open(text, layout).map_err(|fault| problems::broken(file, &fault))?;
        Ok(Sheet { file, headers, rows: Rows::Records(records), count: 0, patches: Vec::new(), added: 0, last: 0 })
    }

    /// Whether it is a JSON file without a record, which has no headers and needs none.
    pub fn holds_nothing(&self) -> bool {
        match &self.rows {
            Rows::Delimited(_) => false,
            Rows::Records(_) => self.headers.is_empty(),
        }
    }

    /// Fills in the next row that is not blank; false at the end.
    ///
    /// # Errors
    /// What follows cannot be read.
    pub fn next(&mut self, row: &mut Row<'a>) -> Result<bool, Diagnostic> {
        loop {
            let more = match &mut self.rows {
                Rows::Delimited(rows) => rows.next(row),
                Rows::Records(records) => records.next(row),
            };
            if !more.map_err(|fault| problems::broken(self.file, &fault))? {
                return Ok(self.add(row));
            }
            if let Rows::Delimited(_) = self.rows {
                self.judge(row);
            }
            self.last = row.line;
            if row.is_blank() || self.patch(row) == Patched::Gone {
                continue;
            }
            self.count = self.count.saturating_add(1);
            if self.count > MOST_ROWS {
                return Err(problems::too_many_rows(self.file));
            }
            return Ok(true);
        }
    }

    /// The same, read with corrections.
    pub fn with<'p>(mut self, patches: impl Iterator<Item = &'p What>) -> Sheet<'a> {
        self.patches = patches.cloned().collect();
        self
    }

    /// Makes the corrections of a row.
    fn patch(&self, row: &mut Row<'a>) -> Patched {
        for patch in &self.patches {
            match patch {
                What::Cell { line, at, text } if *line == row.line => {
                    if let Some(cell) = row.cells.get_mut(*at) {
                        *cell = Cell { text: Cow::Owned(text.clone()), form: Form::Text };
                    }
                }
                What::Drop { line } if *line == row.line => return Patched::Gone,
                What::Cell { .. } | What::Drop { .. } | What::Row(_) => {}
            }
        }
        Patched::Stays
    }

    /// Fills in the next of the new rows; false behind the last.
    fn add(&mut self, row: &mut Row<'a>) -> bool {
        let new = self.patches.iter().filter_map(|patch| if let What::Row(cells) = patch { Some(cells) } else { None }).nth(self.added);
        let Some(cells) = new else { return false };
        self.added = self.added.saturating_add(1);
        self.last = self.last.saturating_add(1);
        row.line = self.last;
        row.shape = Shape::Fine;
        row.cells = vec![Cell::blank(); self.headers.len()];
        for (at, text) in cells {
            if let Some(cell) = row.cells.get_mut(*at) {
                *cell = Cell { text: Cow::Owned(text.clone()), form: Form::Text };
            }
        }
        true
    }

    /// Blank cells past the last header are no harm; any other difference is.
    fn judge(&self, row: &mut Row<'a>) {
        let found = row.cells.len();
        let past = row.cells.iter().skip(self.headers.len()).any(|cell| !cell.trimmed().is_empty());
        let blank = row.cells.iter().all(|cell| cell.trimmed().is_empty());
        row.shape = if (found < self.headers.len() && !blank) || past { Shape::Cells { found } } else { Shape::Fine };
    }
}

/// Without the blanks around it, and without a byte-order mark.
pub(super) fn trim(text: &str) -> &str {
    let plain = |text: &str| matches!(text.as_bytes(), [] | [0x21..=0x7E] | [0x21..=0x7E, .., 0x21..=0x7E]);
    if plain(text) { text } else { text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}') }
}

/// The composed form (NFC), in which equal words have equal letters; blanks of other widths, as word processors write them, are blanks.
pub(super) fn normal(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || (is_nfc(text) && !text.contains(is_other_blank)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.nfc().map(|c| if is_other_blank(c) { ' ' } else { c }).collect())
}

fn is_other_blank(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}')
}
