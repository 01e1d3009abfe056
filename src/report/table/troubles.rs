//! Under the table: who could not be computed and why, and what is to be said about the data.

use std::collections::BTreeMap;

use crate::diagnostic::text::{sanitise, wrap};
use crate::diagnostic::{DataPlace, Diagnostic, Language};
use crate::engine::table::FaultId;
use crate::report::Report;

/// People named for one cause; the others are counted.
const MOST_PEOPLE: usize = 6;
/// Places named of one message.
const MOST_PLACES: usize = 3;

/// One paragraph a cause, with the people it befell. Nothing where nobody is in error.
pub fn errors(report: &Report<'_>, width: usize, language: Language) -> String {
    let mut befell: BTreeMap<FaultId, Vec<u32>> = BTreeMap::new();
    let mut people = 0_usize;
    for (row, faults) in report.faults_by_person().iter().enumerate() {
        people += usize::from(!faults.is_empty());
        for fault in faults {
            befell.entry(*fault).or_default().push(u32::try_from(row).unwrap_or(u32::MAX));
        }
    }
    let homeless = (0..report.results.faults.len()).map(|at| FaultId(u32::try_from(at).unwrap_or(u32::MAX)));
    for fault in homeless {
        befell.entry(fault).or_default();
    }
    if befell.is_empty() {
        return String::new();
    }
    let mut out = match (language, people) {
        (Language::English, 0) => "\nNot everything in the data could be used:\n".to_string(),
        (Language::English, 1) => "\n1 person has an error:\n".to_string(),
        (Language::English, _) => format!("\n{people} people have an error:\n"),
        (Language::Chinese, 0) => "\n有的数据无法使用：\n".to_string(),
        (Language::Chinese, _) => format!("\n{people} 人有错误：\n"),
    };
    for (fault, rows) in &befell {
        if let Some(diagnostic) = report.fault(*fault) {
            out.push_str(&paragraph(report, diagnostic, &who(report, rows, language), width, language));
        }
    }
    out
}

fn who(report: &Report<'_>, rows: &[u32], language: Language) -> String {
    let named: Vec<String> = rows.iter().take(MOST_PEOPLE).map(|row| sanitise(report.key(*row))).collect();
    let comma = match language {
        Language::English => ", ",
        Language::Chinese => "、",
    };
    let more = rows.len().saturating_sub(MOST_PEOPLE);
    match (language, more) {
        (_, 0) => named.join(comma),
        (Language::English, more) => format!("{} and {more} more", named.join(comma)),
        (Language::Chinese, more) => format!("{} 等，另有 {more} 人", named.join(comma)),
    }
}

/// What the policy and the files say about no one person. Nothing where there is nothing to say.
pub fn remarks(report: &Report<'_>, width: usize, language: Language) -> String {
    if report.results.remarks.is_empty() {
        return String::new();
    }
    let mut out = match language {
        Language::English => "\nAbout the data:\n".to_string(),
        Language::Chinese => "\n关于数据：\n".to_string(),
    };
    for remark in &report.results.remarks {
        out.push_str(&paragraph(report, remark, "", width, language));
    }
    out
}

/// `E0007: message [E401]`, then where: the data cells, else the clause.
fn paragraph(report: &Report<'_>, diagnostic: &Diagnostic, who: &str, width: usize, language: Language) -> String {
    let colon = match (who.is_empty(), language) {
        (true, _) => "",
        (false, Language::English) => ": ",
        (false, Language::Chinese) => "：",
    };
    let message = sanitise(diagnostic.message.get(language));
    let mut out = wrap(&format!("{who}{colon}{message} [{}]", diagnostic.code), width, "  ", "    ");
    out.push('\n');
    let cells = diagnostic.places.iter().filter(|place| place.row.is_some() || place.column.is_some());
    for place in cells.take(MOST_PLACES) {
        out.push_str(&wrap(&cell(place, language), width, "    ", "      "));
        out.push('\n');
    }
    if diagnostic.is_error()
        && let Some(label) = diagnostic.labels.first()
        && let Some(file) = report.sources.get(label.span.file)
    {
        let (line, _) = file.line_column(label.span.start);
        out.push_str(&format!("    {}:{line}\n", sanitise(file.name())));
    }
    out
}

/// `people.csv, row 17, column "quota": "abc"`
pub fn cell(place: &DataPlace, language: Language) -> String {
    let mut out = sanitise(&place.file);
    match language {
        Language::English => {
            out.push_str(&place.row.map_or(String::new(), |row| format!(", row {row}")));
            out.push_str(&place.column.as_ref().map_or(String::new(), |column| format!(", column \"{}\"", sanitise(column))));
        }
        Language::Chinese => {
            out.push_str(&place.row.map_or(String::new(), |row| format!(" 第 {row} 行")));
            out.push_str(&place.column.as_ref().map_or(String::new(), |column| format!("，列“{}”", sanitise(column))));
        }
    }
    match (&place.cell, language) {
        (None, _) => {}
        (Some(cell), Language::English) if cell.is_empty() => out.push_str(": empty"),
        (Some(cell), Language::Chinese) if cell.is_empty() => out.push_str("：空白"),
        (Some(cell), Language::English) => out.push_str(&format!(": \"{}\"", sanitise(cell))),
        (Some(cell), Language::Chinese) => out.push_str(&format!("：“{}”", sanitise(cell))),
    }
    out
}
