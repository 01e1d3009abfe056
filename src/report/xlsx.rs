//! Results as a workbook for Excel: the people, the rows of each child input, errors and remarks, and where each column comes from.
//!
//! Cells are typed: amounts, percents and counts are numbers with a format, dates are dates, flags are true or false. Excel keeps 15 digits
//! of a number; one that has more is written as a text with all the digits that JSON prints. Two runs write the same bytes.

mod book;
mod explained;
mod names;
mod problems;

use super::findings::{self, Finding};
use super::grid::{self, Cell, Grid, Periods};
use super::model::Report;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::value::Type;
use book::Book;

/// The runs of one period or of several, as the bytes of a workbook. `files` are the data files that were read, as the call names them.
///
/// # Errors
/// E791 where a text is longer than a cell may be, or there are more columns than a sheet has.
pub fn write(reports: &[Report<'_>], periods: Periods, files: &[String], language: Language) -> Result<Vec<u8>, Diagnostic> {
    let Some(last) = reports.last() else { return Err(problems::fault("no results")) };
    let say = |en: &'static str, zh: &'static str| match language {
        Language::English => en,
        Language::Chinese => zh,
    };
    let mut book = Book::new(last.plan, last.results.period.end(), language);
    book.table(say("Results", "结果"), grid::people(reports, periods))?;
    let inputs = grid::inputs(reports);
    for input in &inputs {
        if let Some(grid) = grid::children(reports, input, periods) {
            book.table(input, grid)?;
        }
    }
    book.table(say("Errors and remarks", "错误与提示"), findings(reports, periods, language))?;
    explained::sheet(&mut book, reports, files, (say("Explanation", "说明"), language))?;
    book.bytes()
}

/// Errors and remarks of all periods.
fn findings<'a>(reports: &'a [Report<'a>], periods: Periods, language: Language) -> Grid<'a> {
    let mut headings = vec![
        Text::new("kind", "类别"),
        Text::new("code", "代码"),
        Text::new("message", "说明"),
        Text::new("person", "人员"),
        Text::new("file", "文件"),
        Text::new("row", "行"),
        Text::new("column", "列"),
        Text::new("cell", "单元格内容"),
        Text::new("help", "处理办法"),
    ];
    if periods == Periods::Several {
        headings.insert(0, Text::new("period", "周期"));
    }
    let rows = reports.iter().flat_map(move |report| {
        let period = (periods == Periods::Several).then(|| Cell::Text(report.results.period.to_string()));
        findings::findings(report, language)
            .into_iter()
            .map(move |finding| period.iter().cloned().chain(line(&finding, language)).collect())
    });
    Grid { headings, rows: Box::new(rows) }
}

fn line(finding: &Finding<'_>, language: Language) -> [Cell; 9] {
    [
        Cell::text(findings::severity(finding.severity, language)),
        Cell::text(finding.code),
        Cell::text(finding.message),
        Cell::text(finding.person),
        Cell::text(finding.file),
        finding.row.map_or(Cell::Blank, |row| Cell::Number { digits: row.to_string(), ty: Type::Count }),
        Cell::text(finding.column),
        Cell::text(finding.cell.unwrap_or("")),
        Cell::text(finding.help),
    ]
}

/// Whether Excel keeps every digit of a number.
fn fits(digits: &str) -> bool {
    /// Significant digits that Excel keeps.
    const KEPT: usize = 15;
    /// Far inside the least and the greatest number that it knows.
    const LONGEST: usize = 200;
    let significant: String = digits.chars().filter(char::is_ascii_digit).collect();
    // Zeros before the first digit and behind the last say only where the point stands.
    significant.trim_matches('0').len() <= KEPT && digits.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn numbers_that_excel_keeps() {
        for digits in ["0", "-1.50", "123456789012345", "1234567890123450", "0.000000123456789012345", "12345678901234.50", "100.00"] {
            assert!(fits(digits), "{digits}");
        }
        let long = format!("1{}", "0".repeat(300));
        for digits in ["1234567890123456", "0.1234567890123456", "66.66666666666666666666666667", "12345678901234.567", long.as_str()] {
            assert!(!fits(digits), "{digits}");
        }
    }
}
