//! The wording of every message about data: `files` speaks of a whole file, `workbook` of workbooks and their sheets, `rows` of
//! rows, `cells` of one cell.

pub(super) mod cells;
pub(super) mod crm;
pub(super) mod files;
pub(super) mod opening;
pub(super) mod rows;
pub(super) mod workbook;

use crate::diagnostic::text::quote;
use crate::diagnostic::{DataPlace, Language, Text};
use crate::engine::table::Files;
use crate::source::Span;

/// Where a cell stands, and the clause that says what it may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    pub files: &'a Files,
    /// Counted through all files.
    pub line: u64,
    pub header: &'a str,
    pub person: Option<&'a str>,
    pub span: Span,
}

impl At<'_> {
    pub(super) fn place(&self, cell: &str) -> DataPlace {
        let (file, line) = self.files.at(self.line);
        DataPlace {
            file: file.to_string(),
            row: Some(line),
            column: Some(self.header.to_string()),
            cell: Some(shortened(cell)),
            person: self.person.map(str::to_string),
        }
    }
}

/// A row as a whole.
pub(super) fn row_place(files: &Files, line: u64, person: Option<&str>) -> DataPlace {
    let (file, line) = files.at(line);
    DataPlace { file: file.to_string(), row: Some(line), column: None, cell: None, person: person.map(str::to_string) }
}

/// As much of a cell as a message can use.
fn shortened(cell: &str) -> String {
    const MOST: usize = 200;
    let mut kept: String = cell.chars().take(MOST).collect();
    if kept.len() < cell.len() {
        kept.push('…');
    }
    kept
}

/// A word of the reader's own, in quotation marks.
pub(super) fn q(text: &str) -> String {
    const MOST: usize = 60;
    quote(&crate::diagnostic::text::truncate(text, MOST), Language::English)
}

/// Words in quotation marks, the first of them where there are many.
fn many(words: &[&str]) -> Text {
    const MOST: usize = 12;
    let shown: Vec<String> = words.iter().take(MOST).map(|word| q(word)).collect();
    match words.len().saturating_sub(MOST) {
        0 => Text::new(shown.join(", "), shown.join("、")),
        more => Text::new(format!("{} and {more} more", shown.join(", ")), format!("{} 等 {} 个", shown.join("、"), words.len())),
    }
}

/// `1 row`, `2 rows`.
fn rows_of(count: u64) -> String {
    if count == 1 { "1 row".to_string() } else { format!("{count} rows") }
}

/// Bytes as `256 MiB`, where they are whole ones, and as flags take them, `256MiB`.
fn size(bytes: u64) -> (String, String) {
    for (shift, unit) in [(30, "GiB"), (20, "MiB"), (10, "KiB")] {
        let count = bytes >> shift;
        if count > 0 && count << shift == bytes {
            return (format!("{count} {unit}"), format!("{}{unit}", count.saturating_mul(2)));
        }
    }
    (format!("{bytes} bytes"), bytes.saturating_mul(2).to_string())
}
