//! What went wrong and what is to be said of the data, a line a place: for tables that people sort and filter.

use std::collections::BTreeMap;

use super::model::Report;
use crate::diagnostic::{DataPlace, Diagnostic, Language, Severity};
use crate::engine::table::FaultId;

/// One place of one message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding<'a> {
    pub severity: Severity,
    pub code: &'static str,
    pub message: &'a str,
    /// What to write or do instead; empty where there is nothing to say.
    pub help: &'a str,
    /// The key of the person; empty where it is about nobody.
    pub person: &'a str,
    /// The file of the data; where no cell is at fault, that of the policy.
    pub file: &'a str,
    /// The line in that file, as [`DataPlace::row`] says it.
    pub row: Option<u64>,
    pub column: &'a str,
    /// What the cell says; nothing where it is about no cell.
    pub cell: Option<&'a str>,
}

/// Of a run: first what befell people, then what befell nobody, then the remarks.
pub fn findings<'a>(report: &Report<'a>, language: Language) -> Vec<Finding<'a>> {
    let mut befell: BTreeMap<FaultId, Vec<&str>> = BTreeMap::new();
    for (row, faults) in report.rows().zip(report.faults_by_person()) {
        faults.into_iter().for_each(|fault| befell.entry(fault).or_default().push(report.key(row)));
    }
    let of_people = befell.into_iter().filter_map(|(fault, people)| Some((report.fault(fault)?, people)));
    let of_nobody = report.homeless_faults().into_iter().filter_map(|fault| report.fault(fault)).chain(&report.results.remarks);
    let all = of_people.chain(of_nobody.map(|said| (said, Vec::new())));
    all.flat_map(|(said, people)| lines(report, said, &people, language)).collect()
}

/// A line for each cell or row at fault; where there is none, a line for each person.
fn lines<'a>(report: &Report<'a>, said: &'a Diagnostic, people: &[&'a str], language: Language) -> Vec<Finding<'a>> {
    let help = said.help.as_ref().map_or("", |help| help.get(language));
    let line = |person: &'a str| Finding {
        severity: said.severity,
        code: said.code,
        message: said.message.get(language),
        help,
        person,
        file: "",
        row: None,
        column: "",
        cell: None,
    };
    let only = if let [only] = people { only } else { "" };
    let placed = |place: &'a DataPlace| Finding {
        file: &place.file,
        row: place.row,
        column: place.column.as_deref().unwrap_or(""),
        cell: place.cell.as_deref(),
        ..line(place.person.as_deref().unwrap_or(only))
    };
    if !said.places.is_empty() {
        return said.places.iter().map(placed).collect();
    }
    let clause = said.labels.first().and_then(|label| Some((report.sources.get(label.span.file)?, label.span.start)));
    let (file, row) = clause.map_or(("", None), |(file, at)| (file.name(), u64::try_from(file.line_column(at).0).ok()));
    let nobody = [""];
    let people = if people.is_empty() { &nobody[..] } else { people };
    people.iter().map(|person| Finding { file, row, ..line(person) }).collect()
}

/// How bad it is.
pub fn severity(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::English) => "error",
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Note, Language::English) => "note",
        (Severity::Note, Language::Chinese) => "提示",
    }
}
