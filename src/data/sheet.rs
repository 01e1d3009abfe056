//! One shape for every format: headers, then rows of cells under them.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::diagnostic::Diagnostic;
use crate::engine::table::Files;

use super::correct::What;
use super::delimited::{Broken, Delimited};
use super::grid::GridRow;
use super::json::Records;
use super::limits::Limits;
use super::opened::{Body, Opened, Part};
use super::problems::files as problems;

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
    /// A cell merged over several rows, in a row that is not the first of them.
    Spread,
}

/// One cell as it is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cell<'r> {
    pub text: &'r str,
    pub form: Form,
}

impl<'r> Cell<'r> {
    pub const BLANK: Cell<'static> = Cell { text: "", form: Form::Text };

    /// Without the blanks around it.
    pub fn trimmed(&self) -> &'r str {
        trim(self.text)
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

/// One row; the cells stand in the order of the headers. It is filled again and again.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Counted through all files of the input.
    pub line: u64,
    pub shape: Shape,
    /// The texts of the cells, one behind the other.
    text: String,
    /// Where each cell begins and ends in it.
    cells: Vec<(usize, usize, Form)>,
    /// Where the cell begins that is being written.
    open: usize,
}

impl Row {
    pub fn new() -> Row {
        Row { line: 0, shape: Shape::Fine, text: String::new(), cells: Vec::new(), open: 0 }
    }

    pub fn clear(&mut self) {
        self.text.clear();
        self.cells.clear();
        self.open = 0;
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// What stands under a header; `None` where the row is too short.
    pub fn cell(&self, at: usize) -> Option<Cell<'_>> {
        self.cells.get(at).map(|cell| self.read(cell))
    }

    pub fn cells(&self) -> impl Iterator<Item = Cell<'_>> {
        self.cells.iter().map(|cell| self.read(cell))
    }

    fn read(&self, (from, to, form): &(usize, usize, Form)) -> Cell<'_> {
        Cell { text: self.text.get(*from..*to).unwrap_or(""), form: *form }
    }

    /// Begins a cell behind the others; [`Row::add`] writes it, [`Row::end`] ends it.
    pub fn begin(&mut self) {
        self.open = self.text.len();
    }

    pub fn add(&mut self, part: &str) {
        self.text.push_str(part);
    }

    pub fn end(&mut self, form: Form) {
        self.cells.push((self.open, self.text.len(), form));
    }

    /// The text so far of the cell that is being written.
    pub fn open_text(&self) -> &str {
        self.text.get(self.open..).unwrap_or("")
    }

    pub fn cell_length(&self) -> usize {
        self.text.len().saturating_sub(self.open)
    }

    /// A number of blank cells, and no others.
    pub fn blank(&mut self, count: usize) {
        self.clear();
        self.cells.resize(count, (0, 0, Form::Text));
    }

    /// Writes a cell that is there already.
    pub fn set(&mut self, at: usize, text: &str, form: Form) {
        if let Some(cell) = self.cells.get_mut(at) {
            let from = self.text.len();
            self.text.push_str(text);
            *cell = (from, self.text.len(), form);
        }
    }

    /// Writes other text where `instead` has some.
    pub fn rewrite(&mut self, instead: impl Fn(&str) -> Option<&str>) {
        for (from, to, _) in &mut self.cells {
            let (start, text) = (*from, self.text.get(*from..*to).unwrap_or(""));
            let plain = trim(text);
            if let Some(new) = instead(plain) {
                // What stands instead is a part of what stood there.
                let skipped = plain.len().saturating_sub(new.len()).saturating_add(text.len().saturating_sub(text.trim_start().len()));
                (*from, *to) = (start.saturating_add(skipped), start.saturating_add(skipped).saturating_add(new.len()));
            }
        }
    }

    /// Puts each cell where the headers of all files have it.
    fn arrange(&mut self, places: &[usize], count: usize) {
        let mut cells = vec![(0, 0, Form::Text); count];
        for (cell, place) in self.cells.iter().zip(places) {
            if let Some(there) = cells.get_mut(*place) {
                *there = *cell;
            }
        }
        self.cells = cells;
    }

    fn is_blank(&self) -> bool {
        self.shape == Shape::Fine && self.cells().all(|cell| cell.form == Form::Text && cell.trimmed().is_empty())
    }
}

/// The files of one input, read from the first row of the first to the last row of the last.
pub(super) struct Sheet<'a> {
    pub files: Files,
    pub headers: &'a [String],
    /// Whether there are columns that nobody will read, and nothing is wrong with that.
    pub has_many: bool,
    rows: Rows<'a>,
    /// The part that is being read.
    part: &'a Part,
    parts: std::slice::Iter<'a, Part>,
    /// Where its cells stand under the headers of all parts; nothing where they stand so already.
    places: Option<Vec<usize>>,
    /// Rows of the parts before.
    before: u64,
    count: u64,
    limits: Limits,
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

/// The rows of one file, as it has them.
pub(super) enum Rows<'a> {
    Delimited(Delimited<'a>),
    Records(Records<'a>),
    Grid(std::slice::Iter<'a, GridRow>),
}

impl<'a> Rows<'a> {
    /// Begins at the first row.
    ///
    /// # Errors
    /// The file cannot be opened any more.
    pub fn of(part: &'a Part, limits: Limits) -> Result<Rows<'a>, Diagnostic> {
        Ok(match &part.body {
            Body::Text(text) => Rows::Delimited(text.rows(&part.file, limits)?),
            Body::Records { text, layout } => Rows::Records(Records::new(text, *layout, &part.headers, limits)),
            Body::Grid(rows) => Rows::Grid(rows.iter()),
        })
    }

    /// Fills in the next row; false at the end.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Broken> {
        match self {
            Rows::Delimited(rows) => rows.next(row),
            Rows::Records(records) => records.next(row),
            Rows::Grid(rows) => Ok(from_grid(rows, row)),
        }
    }
}

impl<'a> Sheet<'a> {
    /// Begins at the first row.
    ///
    /// # Errors
    /// The first file cannot be opened any more.
    pub fn open(input: &'a Opened) -> Result<Sheet<'a>, Diagnostic> {
        let mut parts = input.parts.iter();
        let Some(part) = parts.next() else { return Err(problems::empty_file("")) };
        let rows = Rows::of(part, input.limits)?;
        Ok(Sheet {
            files: Files::one(Arc::clone(&part.file)),
            headers: &input.headers,
            has_many: input.pages,
            rows,
            part,
            parts,
            places: places(part, &input.headers),
            before: 0,
            count: 0,
            limits: input.limits,
            patches: Vec::new(),
            added: 0,
            last: 0,
        })
    }

    /// Whether it is a JSON file without a record, which has no headers and needs none.
    pub fn holds_nothing(&self) -> bool {
        match &self.rows {
            Rows::Delimited(_) => false,
            Rows::Records(_) | Rows::Grid(_) => self.headers.is_empty(),
        }
    }

    /// Fills in the next row that is not blank; false at the end.
    ///
    /// # Errors
    /// What follows cannot be read.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, Diagnostic> {
        loop {
            if !self.rows.next(row).map_err(|fault| problems::broken(&self.part.file, &fault))? {
                if self.next_part()? {
                    continue;
                }
                return Ok(self.add(row));
            }
            if self.part.export.ends_at(row.line) {
                continue;
            }
            if let Rows::Delimited(_) = self.rows {
                self.judge(row);
            }
            self.part.export.plain(row);
            row.line = row.line.saturating_add(self.before);
            if let Some(places) = &self.places {
                row.arrange(places, self.headers.len());
            }
            self.last = row.line;
            if row.is_blank() || self.patch(row) == Patched::Gone {
                continue;
            }
            self.count = self.count.saturating_add(1);
            if self.count > self.limits.rows {
                return Err(problems::too_many_rows(&self.part.file, self.limits.rows));
            }
            return Ok(true);
        }
    }

    /// Goes on with the next file; false behind the last.
    fn next_part(&mut self) -> Result<bool, Diagnostic> {
        self.part.unchanged()?;
        let Some(part) = self.parts.next() else { return Ok(false) };
        self.before = self.last.max(self.before);
        self.files.add(self.before, Arc::clone(&part.file));
        self.rows = Rows::of(part, self.limits)?;
        self.places = places(part, self.headers);
        self.part = part;
        Ok(true)
    }

    /// The same, read with corrections.
    pub fn with<'p>(mut self, patches: impl Iterator<Item = &'p What>) -> Sheet<'a> {
        self.patches = patches.cloned().collect();
        self
    }

    /// Makes the corrections of a row.
    fn patch(&self, row: &mut Row) -> Patched {
        for patch in &self.patches {
            match patch {
                What::Cell { line, at, text } if *line == row.line => row.set(*at, text, Form::Text),
                What::Drop { line } if *line == row.line => return Patched::Gone,
                What::Cell { .. } | What::Drop { .. } | What::Row(_) => {}
            }
        }
        Patched::Stays
    }

    /// Fills in the next of the new rows; false behind the last.
    fn add(&mut self, row: &mut Row) -> bool {
        let new = self.patches.iter().filter_map(|patch| if let What::Row(cells) = patch { Some(cells) } else { None }).nth(self.added);
        let Some(cells) = new else { return false };
        self.added = self.added.saturating_add(1);
        self.last = self.last.saturating_add(1);
        row.line = self.last;
        row.shape = Shape::Fine;
        row.blank(self.headers.len());
        for (at, text) in cells {
            row.set(*at, text, Form::Text);
        }
        true
    }

    /// Blank cells past the last header are no harm; any other difference is.
    fn judge(&self, row: &mut Row) {
        let (found, wanted) = (row.len(), self.part.headers.len());
        let past = row.cells().skip(wanted).any(|cell| !cell.trimmed().is_empty());
        let blank = || row.cells().all(|cell| cell.trimmed().is_empty());
        row.shape = if (found < wanted && !blank()) || past { Shape::Cells { found } } else { Shape::Fine };
    }
}

fn places(part: &Part, headers: &[String]) -> Option<Vec<usize>> {
    if part.headers == headers {
        return None;
    }
    // Of two headers that are the same, each has its own place.
    let mut taken = vec![false; headers.len()];
    let place = |header: &String| {
        let at = headers.iter().zip(&taken).position(|(other, taken)| other == header && !taken)?;
        if let Some(taken) = taken.get_mut(at) {
            *taken = true;
        }
        Some(at)
    };
    Some(part.headers.iter().map(place).map(|at| at.unwrap_or(usize::MAX)).collect())
}

fn from_grid(rows: &mut std::slice::Iter<'_, GridRow>, row: &mut Row) -> bool {
    let Some(next) = rows.next() else { return false };
    row.clear();
    for cell in &next.cells {
        row.begin();
        row.add(&cell.text);
        row.end(cell.form);
    }
    row.line = next.line;
    row.shape = next.shape.clone();
    true
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
