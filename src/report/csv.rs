//! Results as CSV: one person a row, every named value a column, as JSON writes them.

use super::json;
use super::model::Report;
use super::{excepted, true_up};
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Role};
use crate::value::Value;

/// The whole file. The columns are the key, the name where there is one, every named value, and the codes of a person's errors.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers are numbers and stay as they are.
pub fn write(report: &Report<'_>) -> String {
    let rows = rows(report).into_iter().map(|cells| line(&cells));
    line(&header(report)) + &rows.collect::<String>()
}

/// The runs of several periods, each row with its period before it. A value that only some of them have is blank in the others.
pub fn write_all(reports: &[Report<'_>]) -> String {
    let Some(first) = reports.first() else { return String::new() };
    let mut columns = header(first);
    for report in reports.iter().skip(1) {
        let mut at = 0;
        for name in header(report) {
            match columns.iter().position(|column| *column == name) {
                Some(known) => at = known.saturating_add(1),
                None => {
                    columns.insert(at, name);
                    at = at.saturating_add(1);
                }
            }
        }
    }
    let rows = reports.iter().flat_map(|report| {
        let own = header(report);
        rows(report).into_iter().map(move |cells| (report.results.period, own.clone(), cells))
    });
    let mut out = line(&[vec!["period".to_string()], columns.clone()].concat());
    for (period, own, cells) in rows {
        let cell = |column: &String| own.iter().position(|name| name == column).and_then(|at| cells.get(at)).cloned().unwrap_or_default();
        let all: Vec<String> = std::iter::once(period.to_string()).chain(columns.iter().map(cell)).collect();
        out.push_str(&line(&all));
    }
    out
}

fn header(report: &Report<'_>) -> Vec<String> {
    let (values, name) = (report.named_values(), report.name_column());
    let key = report.plan.tables.first().and_then(|people| report.def(people.key)).map_or("key", |def| def.name.as_str());
    let mut header = vec![harmless(key)];
    header.extend(name.iter().chain(&values).filter_map(|def| report.def(*def)).map(|def| harmless(&def.name)));
    header.extend(true_up::headings(report).iter().map(|heading| harmless(heading)));
    if !report.plan.exceptions.is_empty() {
        header.push("exceptions".to_string());
    }
    header.push("errors".to_string());
    header
}

fn rows(report: &Report<'_>) -> Vec<Vec<String>> {
    let (values, name) = (report.named_values(), report.name_column());
    let faults = report.faults_by_person();
    let row = |row: u32| {
        let mut cells = vec![harmless(report.key(row))];
        cells.extend(name.iter().chain(&values).map(|def| cell(report, *def, row)));
        cells.extend(true_up::cells(report, row));
        if !report.plan.exceptions.is_empty() {
            cells.push(harmless(&excepted::cell(report, row)));
        }
        let own = faults.get(row as usize).into_iter().flatten().filter_map(|fault| report.fault(*fault));
        let codes: Vec<&str> = own.map(|fault| fault.code).collect();
        cells.push(codes.join(" "));
        cells
    };
    report.rows().map(row).collect()
}

fn cell(report: &Report<'_>, id: DefId, row: u32) -> String {
    let role = report.def(id).map_or(Role::Let, |def| def.role);
    match report.slot(id, row) {
        Some(Slot::Value(Value::Number(number))) => json::digits(report, number, role),
        Some(Slot::Value(Value::Text(text))) => harmless(text),
        Some(Slot::Value(Value::Date(date))) => date.to_string(),
        Some(Slot::Value(Value::Flag(true))) => "yes".to_string(),
        Some(Slot::Value(Value::Flag(false))) => "no".to_string(),
        Some(Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => String::new(),
    }
}

/// A text no spreadsheet computes.
pub fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) { format!("'{text}") } else { text.to_string() }
}

/// One line of a file, with its line end.
pub fn line(cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    cells.join(",") + "\n"
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        assert_eq!(line(&["a".into(), "b,\"c\"".into(), "d\ne".into()]), "a,\"b,\"\"c\"\"\",\"d\ne\"\n");
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        assert_eq!(harmless("甲-1"), "甲-1");
    }
}
