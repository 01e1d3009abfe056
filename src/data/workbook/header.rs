//! From a sheet to a grid: which row holds the headers, and what merged cells mean.

use crate::data::grid::{Grid, GridCell, GridRow};
use crate::data::limits::Limits;
use crate::data::problems::workbook as problems;
use crate::data::sheet::{Form, Shape, normal, trim};
use crate::diagnostic::Diagnostic;

use super::fault::{Fault, Of};
use super::place::{self, Merge};
use super::{Counted, Kind, RawRow, RawSheet};

/// Rows among which the headers are looked for.
const SEARCHED: usize = 50;
/// Rows that a header may reach down; what is merged over more is no header.
const DEEPEST: u64 = 8;

/// The table under the headers, with remarks on what was left out or filled in.
///
/// The headers stand in the row given (as the sheet numbers it), else in the first of the rows that hold most of `wanted`. A header merged
/// over several rows is one header. One of several equal headers, as stand under `Q1` and `Q2`, is called by both rows: `Q1 target`; so is
/// every header that is wanted under such a name. In the rows of data a cell merged downwards holds in each of its rows, which is
/// remarked ([`Form::Spread`], which is no amount); one merged over several columns is a fault of these cells ([`Form::Merged`]), as nobody can know which column it is for.
///
/// # Errors
/// The sheet is blank, has nothing in the row given, or is too large as a table.
pub(in crate::data) fn grid(
    file: &str,
    sheet: &RawSheet,
    header_row: Option<u64>,
    wanted: &[&str],
    limits: &Limits,
) -> Result<(Grid, Vec<Diagnostic>), Diagnostic> {
    let wanted: Vec<String> = wanted.iter().map(|header| normal(trim(header)).into_owned()).collect();
    let Some(first) = sheet.rows.first() else { return Err(problems::blank_sheet(file, &sheet.name)) };
    let names = match header_row {
        Some(line) if sheet.rows.iter().any(|row| row.line == line) => Names::of(sheet, line, &wanted, limits),
        Some(line) => return Err(problems::no_header_row(file, &sheet.name, line)),
        None => find(sheet, first.line, &wanted, limits),
    };
    let mut remarks = Vec::new();
    let above = sheet.rows.iter().filter(|row| row.line < names.from).count();
    if let (Some(title), None, 1..) = (sheet.rows.first(), header_row, above) {
        let text = title.cells.first().map_or("", |(_, cell)| cell.text.as_ref());
        remarks.push(problems::rows_above(file, above, names.line, text));
    }
    let too_large = |of: Of| problems::fault(file, Kind::Xlsx, &Fault::large(of, None));
    let most = limits.unpacked / 8;
    let below = sheet.rows.partition_point(|row| row.line <= names.to);
    let rows = sheet.rows.get(below..).unwrap_or(&[]);
    let width = names.headers.len();
    if u64::try_from(rows.len().saturating_mul(width)).unwrap_or(u64::MAX) > most {
        return Err(too_large(Of::Cells(most)));
    }
    let mut beside = Counted::default();
    let mut grid = Grid { headers: names.headers, rows: rows.iter().map(|row| placed(row, width, &mut beside)).collect() };
    if beside.count > 0 {
        remarks.push(problems::beside(file, &beside));
    }
    let filled = fill(&mut grid, &sheet.merges, names.to, limits).map_err(too_large)?;
    if filled.count > 0 {
        remarks.push(problems::filled_down(file, &filled));
    }
    Ok((grid, remarks))
}

/// A row in the order of the headers.
fn placed(row: &RawRow, width: usize, beside: &mut Counted) -> GridRow {
    let mut cells = vec![GridCell::blank(); width];
    for (column, cell) in &row.cells {
        match cells.get_mut(*column) {
            Some(place) => *place = cell.clone(),
            None => beside.add(|| place::name(row.line, *column)),
        }
    }
    GridRow { line: row.line, cells, shape: Shape::Fine }
}

/// Gives merged cells their value in every row, and marks those that no column can claim.
fn fill(grid: &mut Grid, merges: &[Merge], headers_to: u64, limits: &Limits) -> Result<Counted, Of> {
    let mut filled = Counted::default();
    let (mut cells, mut bytes) = (0_u64, 0_u64);
    let most = limits.unpacked / 8;
    for merge in merges.iter().filter(|merge| merge.lines.0 > headers_to) {
        let from = grid.rows.partition_point(|row| row.line < merge.lines.0);
        let to = grid.rows.partition_point(|row| row.line <= merge.lines.1);
        let (left, right) = (merge.columns.0, merge.columns.1.saturating_add(1).min(grid.headers.len()));
        let claims = grid.headers.get(left..right).unwrap_or(&[]).iter().filter(|header| !header.is_empty()).count();
        let value = grid.rows.get(from).filter(|row| row.line == merge.lines.0).and_then(|row| row.cells.get(left)).cloned();
        let Some(mut value) = value.filter(|value| !value.text.is_empty()) else { continue };
        if claims > 1 {
            value.form = Form::Merged;
        } else if merge.is_tall() {
            filled.add(|| merge.name());
        } else {
            continue;
        }
        for (row, number) in grid.rows.get_mut(from..to).unwrap_or(&mut []).iter_mut().zip(0_u64..) {
            // In the first row it stands as it is.
            if number == 1 && value.form != Form::Merged {
                value.form = Form::Spread;
            }
            for cell in row.cells.get_mut(left..right).unwrap_or(&mut []) {
                cells = cells.saturating_add(1);
                bytes = bytes.saturating_add(u64::try_from(value.text.len()).unwrap_or(u64::MAX));
                if cells > most {
                    return Err(Of::Cells(most));
                }
                if bytes > limits.unpacked {
                    return Err(Of::Texts(limits.unpacked));
                }
                cell.clone_from(&value);
            }
        }
    }
    Ok(filled)
}

/// The headers that a row would give.
struct Names {
    /// The row.
    line: u64,
    /// The rows that belong to them: one above where its names were used, one below where they are merged downwards.
    from: u64,
    to: u64,
    headers: Vec<String>,
    /// How many of those wanted are there.
    matches: usize,
}

fn find(sheet: &RawSheet, first: u64, wanted: &[String], limits: &Limits) -> Names {
    let mut best: Option<Names> = None;
    for row in sheet.rows.iter().take(SEARCHED) {
        let names = Names::of(sheet, row.line, wanted, limits);
        if best.as_ref().is_none_or(|best| names.matches > best.matches) {
            best = Some(names);
        }
    }
    match best {
        Some(names) if names.matches > 0 => names,
        // None is there: a title stands alone in its row.
        Some(_) | None => {
            let line = sheet.rows.iter().take(SEARCHED).find(|row| row.cells.len() > 1).map_or(first, |row| row.line);
            Names::of(sheet, line, wanted, limits)
        }
    }
}

impl Names {
    fn of(sheet: &RawSheet, line: u64, wanted: &[String], limits: &Limits) -> Names {
        let own = Headings::of(sheet, line, limits);
        let above = Headings::of(sheet, line.saturating_sub(1), limits);
        let plain: Vec<String> = own.texts.iter().map(|text| spelled(text, wanted)).collect();
        let mut names = Names { line, from: line, to: own.to, headers: Vec::with_capacity(plain.len()), matches: 0 };
        for (column, name) in plain.iter().enumerate() {
            let group = above.groups.get(column).filter(|group| !group.is_empty() && !name.is_empty() && *group != name);
            let joined = group.and_then(|group| {
                let parts = ["", " ", "-", "_", "/", "."].iter().map(|part| format!("{group}{part}{name}"));
                let twice = plain.iter().filter(|other| *other == name).count() > 1;
                parts.into_iter().find(|joined| wanted.contains(joined)).or_else(|| twice.then(|| format!("{group} {name}")))
            });
            if joined.is_some() {
                names.from = names.from.min(above.from);
            }
            names.headers.push(joined.unwrap_or_else(|| name.clone()));
        }
        names.from = names.from.min(own.from);
        while names.headers.last().is_some_and(String::is_empty) {
            names.headers.pop();
        }
        names.matches = wanted.iter().filter(|header| names.headers.contains(header)).count();
        names
    }
}

/// What stands over each column in one row.
struct Headings {
    /// A merged cell stands over all its columns.
    texts: Vec<String>,
    /// Of cells that are merged over several columns alone.
    groups: Vec<String>,
    /// The rows that the merged cells reach.
    from: u64,
    to: u64,
}

impl Headings {
    fn of(sheet: &RawSheet, line: u64, limits: &Limits) -> Headings {
        let cell = |line: u64, column: usize| {
            let row = sheet.rows.binary_search_by_key(&line, |row| row.line).ok().and_then(|at| sheet.rows.get(at))?;
            row.cells.binary_search_by_key(&column, |(column, _)| *column).ok().and_then(|at| row.cells.get(at))
        };
        let text = |line: u64, column: usize| cell(line, column).map_or(String::new(), |(_, cell)| normal(trim(&cell.text)).into_owned());
        let mut headings = Headings { texts: Vec::new(), groups: Vec::new(), from: line, to: line };
        let own = sheet.rows.binary_search_by_key(&line, |row| row.line).ok().and_then(|at| sheet.rows.get(at));
        for (column, _) in own.map_or(&[][..], |row| &row.cells) {
            put(&mut headings.texts, *column, text(line, *column));
        }
        let mut merges: Vec<&Merge> = sheet.merges.iter().filter(|merge| (merge.lines.0..=merge.lines.1).contains(&line)).collect();
        merges.sort_unstable_by_key(|merge| merge.columns.0);
        let mut free = 0_usize;
        // Merged cells do not overlap; one that does nevertheless is passed over.
        for merge in merges.into_iter().filter(|merge| merge.columns.0 < limits.columns) {
            let text = text(merge.lines.0, merge.columns.0);
            if merge.columns.0 < free || text.is_empty() {
                continue;
            }
            free = merge.columns.1.saturating_add(1).min(limits.columns);
            headings.from = headings.from.min(merge.lines.0);
            if merge.lines.1.saturating_sub(line) <= DEEPEST {
                headings.to = headings.to.max(merge.lines.1);
            }
            for column in merge.columns.0..free {
                put(&mut headings.texts, column, text.clone());
                if merge.is_wide() {
                    put(&mut headings.groups, column, text.clone());
                }
            }
        }
        headings
    }
}

fn put(texts: &mut Vec<String>, column: usize, text: String) {
    if texts.len() <= column {
        texts.resize(column.saturating_add(1), String::new());
    }
    if let Some(place) = texts.get_mut(column) {
        *place = text;
    }
}

/// A header without the line breaks that only fit it into its cell: as it is wanted, else with blanks for them.
fn spelled(text: &str, wanted: &[String]) -> String {
    if !text.contains(['\n', '\r']) {
        return text.to_string();
    }
    let lines: Vec<&str> = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect();
    let closed = lines.concat();
    if wanted.contains(&closed) { closed } else { lines.join(" ") }
}
