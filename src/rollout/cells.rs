//! Records as CSV: the first line names the fields, every other one is an entry. A blank cell says nothing.

use super::fields::Field;
use super::json::Read;
use super::problems;
use super::records::{Form, Place, Raw};
use crate::diagnostic::Diagnostic;

/// Reads the whole file.
///
/// # Errors
/// It has no heading, or a heading that is unknown or stands twice.
pub(super) fn read(file: &str, text: &str) -> Result<Read, Vec<Diagnostic>> {
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut lines = reader.records();
    let Some(Ok(head)) = lines.next() else { return Err(vec![problems::no_heading(file)]) };
    let place = |number: u64| Place { file: file.to_string(), form: Form::Csv, number };
    let (mut headings, mut wrong): (Vec<Field>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    for name in head.iter().map(str::trim) {
        match Field::named(name) {
            Some(field) if headings.contains(&field) => wrong.push(problems::field_twice(&place(1), field)),
            Some(field) => headings.push(field),
            None => wrong.push(problems::unknown_field(&place(1), name)),
        }
    }
    if wrong.is_empty() && !headings.contains(&Field::Event) {
        wrong.push(problems::no_heading(file));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let mut raw = Vec::new();
    for line in lines {
        let Ok(line) = line else {
            wrong.push(problems::no_text(file));
            break;
        };
        let place = place(line.position().map_or(0, |position| line_of(text, position)));
        if line.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if line.len() != headings.len() {
            wrong.push(problems::other_cells(&place, line.len(), headings.len()));
            continue;
        }
        let cells = headings.iter().zip(line.iter().map(str::trim));
        let fields = cells.filter(|(_, cell)| !cell.is_empty()).map(|(field, cell)| (*field, cell.to_string()));
        raw.push(Raw { place, fields: fields.collect() });
    }
    Ok((Vec::new(), raw, wrong))
}

/// The line on which a record begins: blank ones before it are passed over.
fn line_of(text: &str, position: &::csv::Position) -> u64 {
    let begins = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(begins..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).filter(|byte| **byte == b'\n').count();
    position.line().saturating_add(u64::try_from(blank).unwrap_or(u64::MAX))
}
