//! Workbooks: XLSX (also `.xlsm`), XLS and ODS become one sheet of cells, and the sheet a grid under its headers.
//!
//! The formats are read here and not by a crate for all of them, since the answers that matter for pay are not to be had there: the format
//! of a number that tells 85% from 0.85, whether a formula has a result, what is hidden, and numbers that pass no binary floating point;
//! and since no file may abort the process: memory follows from the cells that there are, within [`Limits`], never from the corners of a
//! sheet. [`package`] unpacks what XLSX and ODS are, [`compound`] what XLS is; [`xlsx`], [`xls`] and [`ods`] put cells into a [`store`].
//!
//! What an XLS file does not say for certain: whether a formula was ever computed. A blank result in a file that asks to be computed anew is
//! taken for none ([`Form::Uncomputed`](super::sheet::Form)); other results in such a file are counted in [`RawSheet::stale`].

mod compound;
mod decimal;
mod fault;
mod header;
mod looks;
mod number_format;
mod ods;
mod package;
mod place;
mod records;
mod store;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;
mod xml;

use crate::diagnostic::Diagnostic;

use super::grid::GridCell;
use super::limits::Limits;
use super::problems::workbook as problems;
use super::sheet::normal;

pub(in crate::data) use fault::{Broken, Excess, Fault, Looks, Of};
pub(in crate::data) use header::grid;
pub(in crate::data) use place::{Merge, letters};
pub(in crate::data) use store::Counted;

/// How a workbook is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Kind {
    /// Office Open XML: `.xlsx`, `.xlsm`.
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// OpenDocument.
    Ods,
}

/// Which sheet is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish<'a> {
    /// Its name, where the policy says one.
    pub sheet: Option<&'a str>,
    /// Else names by which one of several may be picked: what the input is called.
    pub names: &'a [&'a str],
}

/// Whether a sheet is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Visibility {
    #[default]
    Shown,
    Hidden,
    /// Hidden so that the program itself does not offer to show it.
    VeryHidden,
}

/// One sheet as it stands.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct RawSheet {
    pub name: String,
    pub visibility: Visibility,
    /// Those that hold anything, in their order.
    pub rows: Vec<RawRow>,
    /// From the top down. Of merged cells only the first holds a value.
    pub merges: Vec<Merge>,
    /// Rows that hold something and are hidden or filtered away.
    pub hidden_lines: Vec<u64>,
    /// Columns, counted from 0, that hold something and are hidden.
    pub hidden_columns: Vec<usize>,
    /// Numbers of more digits than a spreadsheet guarantees, which were rounded to those; see [`decimal`].
    pub rounded: Counted,
    /// Formulas in a workbook that asks to be computed anew, so that their results may be old or none.
    pub stale: Counted,
}

/// One row of a sheet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct RawRow {
    /// As the sheet numbers it, from 1.
    pub line: u64,
    /// Cells that hold something, by their columns counted from 0.
    pub cells: Vec<(usize, GridCell)>,
}

/// One sheet in the list of a workbook.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Tab {
    pub name: String,
    pub visibility: Visibility,
}

/// What a workbook can do besides holding values. None of it is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, PartialOrd, Ord)]
pub(super) enum Active {
    Macros,
    /// Values taken from other files, also by DDE.
    Links,
    /// Queries of databases and services.
    Connections,
    /// Files inside the file, and controls.
    Objects,
}

/// An open workbook.
enum Book<'b> {
    Xlsx(xlsx::Book<'b>),
    Xls(xls::Book),
    Ods(ods::Book),
}

impl<'b> Book<'b> {
    fn open(bytes: &'b [u8], limits: &Limits) -> Result<Book<'b>, Fault> {
        let most = limits.bytes.min(limits.unpacked);
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > most {
            return Err(Fault::large(Of::Bytes(most), None));
        }
        Ok(match looks::kind(bytes, limits)? {
            looks::Found::Xlsx(package) => Book::Xlsx(xlsx::Book::open(package)?),
            looks::Found::Ods(package) => Book::Ods(ods::Book::open(package)?),
            looks::Found::Xls(compound) => Book::Xls(xls::Book::open(&compound)?),
        })
    }

    fn kind(&self) -> Kind {
        match self {
            Book::Xlsx(_) => Kind::Xlsx,
            Book::Xls(_) => Kind::Xls,
            Book::Ods(_) => Kind::Ods,
        }
    }

    fn tabs(&self) -> &[Tab] {
        match self {
            Book::Xlsx(book) => book.tabs(),
            Book::Xls(book) => book.tabs(),
            Book::Ods(book) => book.tabs(),
        }
    }

    fn active(&self) -> Vec<Active> {
        match self {
            Book::Xlsx(book) => book.active(),
            Book::Xls(book) => book.active(),
            Book::Ods(book) => book.active(),
        }
    }

    fn read(&mut self, at: usize, limits: &Limits) -> Result<RawSheet, Fault> {
        match self {
            Book::Xlsx(book) => book.read(at, limits),
            Book::Xls(book) => book.read(at, limits),
            Book::Ods(book) => book.read(at, limits),
        }
    }
}

/// Reads the wanted sheet. `kind` is what the file's name says; the bytes decide, and another kind is read with a remark.
///
/// # Errors
/// The file is no workbook that can be read, or it is not certain which sheet is meant.
pub(super) fn open(
    file: &str,
    bytes: &[u8],
    kind: Kind,
    wish: &Wish<'_>,
    limits: &Limits,
    remarks: &mut Vec<Diagnostic>,
) -> Result<RawSheet, Diagnostic> {
    let mut book = Book::open(bytes, limits).map_err(|fault| problems::fault(file, kind, &fault))?;
    let at = choose(book.tabs(), wish).map_err(|unclear| problems::which_sheet(file, book.tabs(), wish.sheet, unclear))?;
    let mut sheet = book.read(at, limits).map_err(|fault| problems::fault(file, kind, &fault))?;
    if let Some(tab) = book.tabs().get(at) {
        sheet.name.clone_from(&tab.name);
        sheet.visibility = tab.visibility;
    }
    if book.kind() != kind {
        remarks.push(problems::other_kind(file, kind, book.kind()));
    }
    let active = book.active();
    if !active.is_empty() {
        remarks.push(problems::active(file, &active));
    }
    if sheet.visibility != Visibility::Shown || !sheet.hidden_lines.is_empty() || !sheet.hidden_columns.is_empty() {
        remarks.push(problems::hidden(file, &sheet));
    }
    if sheet.rounded.count > 0 {
        remarks.push(problems::rounded(file, &sheet));
    }
    if sheet.stale.count > 0 {
        remarks.push(problems::stale(file, &sheet));
    }
    Ok(sheet)
}

/// Why it is not certain which sheet is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unclear {
    /// None has the name asked for.
    Unknown,
    /// None was asked for, and there are several.
    Several,
    /// None was asked for, and all are hidden.
    AllHidden,
}

/// The sheet asked for, else the only one shown, else the one shown that is called like the input.
fn choose(tabs: &[Tab], wish: &Wish<'_>) -> Result<usize, Unclear> {
    if let Some(name) = wish.sheet {
        // Letter for letter where that is one of them; `Sheet1` and `sheet1` cannot both be in one workbook.
        let exact = tabs.iter().position(|tab| tab.name == name);
        return exact.or_else(|| tabs.iter().position(|tab| loosely(&tab.name) == loosely(name))).ok_or(Unclear::Unknown);
    }
    let shown: Vec<(usize, &Tab)> = tabs.iter().enumerate().filter(|(_, tab)| tab.visibility == Visibility::Shown).collect();
    match shown.as_slice() {
        [] => Err(Unclear::AllHidden),
        [(only, _)] => Ok(*only),
        _ => {
            let named = wish.names.iter().find_map(|name| shown.iter().find(|(_, tab)| loosely(&tab.name) == loosely(name)));
            named.map(|(at, _)| *at).ok_or(Unclear::Several)
        }
    }
}

/// A name without the differences of case and width.
pub(super) fn loosely(name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    normal(name.trim()).chars().map(narrow).flat_map(char::to_lowercase).collect::<String>().trim().to_string()
}
