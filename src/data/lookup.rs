//! Tables from data: a file with the keys' names and the table's name as its headers.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::engine::table::{Files, LookupData, LookupDataRow, Slot};
use crate::plan::ir::{Lookup, LookupKeyKind, Plan};
use crate::value::{Period, Value, show};

use super::cell::CellReader;
use super::headers::Bound;
use super::limits::MOST_PLACES;
use super::problems::cells::{self, Wanted};
use super::problems::{At, files, row_place, rows};
use super::rows::{Faults, Stop};
use super::sheet::{Cell, Row, Shape};

/// One column of the file.
struct Column<'p> {
    header: &'p str,
    place: Option<usize>,
    /// `None` for the period.
    reader: Option<CellReader<'p>>,
}

/// Rows of one key.
type Repeated = FxHashMap<Vec<Value>, Vec<usize>>;

/// Reads the rows of the period.
///
/// # Errors
/// The file breaks off, has no row of the period, or too much is wrong.
pub(super) fn read(plan: &Plan, lookup: &Lookup, bound: Bound<'_>, period: Period, faults: &mut Faults) -> Result<LookupData, Stop> {
    let Bound { mut sheet, places } = bound;
    let keys = lookup.by.iter().map(|key| {
        let reader = match key.kind {
            LookupKeyKind::Typed(ty) => Some(CellReader::plain(ty, plan)),
            LookupKeyKind::Period => None,
        };
        (key.name.as_str(), reader)
    });
    let columns = keys.chain([(lookup.name.as_str(), Some(CellReader::plain(lookup.ty, plan)))]);
    let mut columns: Vec<Column<'_>> = columns.zip(places).map(|((header, reader), place)| Column { header, place, reader }).collect();
    let mut data = LookupData { files: Files::default(), rows: Vec::new() };
    let (mut other_periods, mut outside, mut present) = (0_u64, 0_u64, std::collections::BTreeSet::new());
    let mut row = Row::new();
    while sheet.next(&mut row).map_err(|broken| faults.stop(broken))? {
        let misshapen = match &row.shape {
            Shape::Fine => None,
            Shape::Cells { found } => Some(rows::cells(&sheet.files, row.line, None, *found, sheet.headers.len())),
            Shape::Twice(key) => Some(rows::key_in_record(&sheet.files, row.line, None, key)),
        };
        if let Some(problem) = misshapen {
            faults.push(problem)?;
            continue;
        }
        match take(lookup, &mut columns, &row, (&sheet.files, period)) {
            Taken::Row(keys, value) => {
                let value = match value {
                    Ok(value) => Slot::Value(value),
                    Err(problem) => Slot::Fault(faults.push(*problem)?),
                };
                data.rows.push(LookupDataRow { keys, value, line: row.line });
            }
            Taken::Other(other) => {
                other_periods = other_periods.saturating_add(1);
                outside = outside.saturating_add(u64::from(faults.lies_outside((other.start(), other.end()), period)));
                present.insert(other);
            }
            Taken::Faulty(problems) => {
                for problem in problems {
                    faults.push(problem)?;
                }
            }
        }
    }
    if data.rows.is_empty() && other_periods > 0 {
        let present: Vec<String> = present.iter().map(Period::to_string).collect();
        let present: Vec<&str> = present.iter().map(String::as_str).collect();
        return Err(faults.stop(files::period_absent(sheet.files.name(), &period.to_string(), &present, 0, lookup.span)));
    }
    if outside > 0 {
        faults.remark(rows::other_periods(sheet.files.name(), outside, &faults.computed(period), lookup.span));
    }
    data.files = sheet.files;
    judge_repeated(lookup, &mut data, faults)?;
    Ok(data)
}

/// What a row is.
enum Taken {
    Row(Vec<Value>, Result<Value, Box<Diagnostic>>),
    Other(Period),
    /// A key is wrong, so nobody can say for whom the row is; who needs it will not find one.
    Faulty(Vec<Diagnostic>),
}

fn take(lookup: &Lookup, columns: &mut [Column<'_>], row: &Row, (files, period): (&Files, Period)) -> Taken {
    let (mut keys, mut problems) = (Vec::new(), Vec::new());
    let mut result = None;
    let last = columns.len().saturating_sub(1);
    for (index, column) in columns.iter_mut().enumerate() {
        let blank = Cell::BLANK;
        let cell = column.place.and_then(|place| row.cell(place)).unwrap_or(blank);
        let at = At { files, line: row.line, header: column.header, person: None, span: lookup.span };
        let Some(reader) = &mut column.reader else {
            let found = Period::parse_loose(cell.trimmed());
            match found {
                Some(found) if found == period => {}
                Some(other) if other.kind == period.kind => return Taken::Other(other),
                Some(_) | None => problems.push(rows::period_unreadable(at, cell.trimmed(), period, found)),
            }
            continue;
        };
        let value = match reader.read(cell) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(cells::blank_in_table(at)),
            Err(problem) => {
                let wanted = Wanted { ty: reader.ty(), choice: reader.choice(), currency: reader.currency() };
                Err(cells::wrong(at, cell.trimmed(), &problem, &wanted))
            }
        };
        match value {
            value if index == last => result = Some(value.map_err(Box::new)),
            Ok(value) => keys.push(value),
            Err(problem) => problems.push(problem),
        }
    }
    match result {
        Some(result) if problems.is_empty() => Taken::Row(keys, result),
        Some(Err(problem)) => {
            problems.push(*problem);
            Taken::Faulty(problems)
        }
        Some(Ok(_)) | None => Taken::Faulty(problems),
    }
}

/// Rows of equal keys: none of them is used.
fn judge_repeated(lookup: &Lookup, data: &mut LookupData, faults: &mut Faults) -> Result<(), Stop> {
    let mut by_keys: Repeated = FxHashMap::default();
    for (at, row) in data.rows.iter().enumerate() {
        by_keys.entry(row.keys.clone()).or_default().push(at);
    }
    let mut repeated: Vec<(Vec<Value>, Vec<usize>)> = by_keys.into_iter().filter(|(_, rows)| rows.len() > 1).collect();
    repeated.sort_by_key(|(_, rows)| rows.first().copied());
    for (keys, twice) in repeated {
        let shown: Vec<String> = keys.iter().map(words).collect();
        let lines = twice.iter().filter_map(|at| data.rows.get(*at)).take(MOST_PLACES);
        let places = lines.map(|row| row_place(&data.files, row.line, None)).collect();
        let fault = faults.push(rows::table_key_twice(&lookup.name, &shown, twice.len(), places, lookup.span))?;
        for at in twice {
            if let Some(row) = data.rows.get_mut(at) {
                row.value = Slot::Fault(fault);
            }
        }
    }
    Ok(())
}

fn words(value: &Value) -> String {
    match value {
        Value::Number(number) => show::exact(number),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Flag(true) => "yes".to_string(),
        Value::Flag(false) => "no".to_string(),
    }
}
