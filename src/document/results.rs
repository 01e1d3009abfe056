//! The results of a run as tables on a page, as `merit run` shows them in a terminal.

use super::{Align, Cell, Document, Table};
use crate::diagnostic::text::sanitise;
use crate::diagnostic::{DataPlace, Language, Severity};
use crate::report::findings::{Finding, findings};
use crate::report::table::layout::{self, Column, Part};
use crate::report::table::{self, troubles};
use crate::report::{Report, excepted};

/// Columns of a table that a printed page can hold; a wider one is parted.
const MOST_COLUMNS: usize = 9;

/// The runs of one period, or of several in order.
pub fn document(reports: &[Report<'_>], language: Language) -> Document {
    let title = reports.last().map_or("", |report| report.plan.title.as_str());
    let mut document = Document::new(title, language);
    let say = |en: String, zh: String| match language {
        Language::English => en,
        Language::Chinese => zh,
    };
    if let Some(version) = reports.last().and_then(|report| report.plan.version.as_deref()) {
        document.beside.push(say(format!("Version {version}"), format!("版本 {version}")));
    }
    for report in reports {
        let period = report.results.period;
        document.heading(1, say(format!("Results of {period}"), format!("{period} 结果")));
        people(&mut document, report);
        let (wrong, remarks): (Vec<Finding<'_>>, Vec<Finding<'_>>) =
            findings(report, language).into_iter().partition(|finding| finding.severity == Severity::Error);
        let section = |document: &mut Document, heading: String, findings: Vec<Finding<'_>>| {
            if !findings.is_empty() {
                document.heading(2, heading);
                document.table(told(&findings, language));
            }
        };
        section(&mut document, say("Errors".to_string(), "错误".to_string()), wrong);
        section(&mut document, say("About the data".to_string(), "关于数据".to_string()), remarks);
    }
    document
}

/// The people with what they get, and what was approved for them.
fn people(document: &mut Document, report: &Report<'_>) {
    let language = document.language;
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    if report.rows().is_empty() {
        document.paragraph(say("Nobody is in the data for this period.", "本期数据中没有人员。"));
    }
    for part in table::parts(report, language, |columns| columns.len() <= MOST_COLUMNS) {
        if let Some(heading) = &part.heading {
            document.heading(2, heading.trim_end_matches([':', '：']));
        }
        document.table(table_of(&part));
        if let Some(legend) = part.legend(language) {
            document.paragraph(legend);
        }
    }
    let approved = excepted::lines(report, language);
    if !approved.is_empty() {
        document.heading(2, say("Approved exceptions", "特批") + " " + excepted::MARK);
        document.list(approved);
    }
}

fn table_of(part: &Part) -> Table {
    let align = |column: &Column| match column.align {
        layout::Align::Left => Align::Left,
        layout::Align::Right => Align::Right,
    };
    let mut table = Table::of(part.columns.iter().map(|column| (column.heading.clone(), align(column))));
    let rows = part.columns.first().map_or(0, |column| column.cells.len());
    for at in 0..rows {
        table.row(part.columns.iter().map(|column| column.cells.get(at).cloned().unwrap_or_default()));
    }
    if part.columns.iter().any(|column| !column.total.is_empty()) {
        let total = |column: &Column| if column.total.is_empty() { Cell::Text(String::new()) } else { Cell::Strong(column.total.clone()) };
        table.rows.push(part.columns.iter().map(total).collect());
    }
    table
}

fn told(findings: &[Finding<'_>], language: Language) -> Table {
    let headings = match language {
        Language::English => ["person", "code", "what is wrong", "where", "what helps"],
        Language::Chinese => ["人员", "代码", "说明", "位置", "处理办法"],
    };
    let mut table = Table::of(headings.map(|heading| (heading.to_string(), Align::Left)));
    for finding in findings {
        let place = DataPlace {
            file: finding.file.to_string(),
            row: finding.row,
            column: Some(finding.column.to_string()).filter(|column| !column.is_empty()),
            cell: finding.cell.map(str::to_string),
            person: None,
        };
        let cells = [finding.person, finding.code, finding.message, &troubles::cell(&place, language), finding.help];
        table.row(cells.map(sanitise));
    }
    table
}
