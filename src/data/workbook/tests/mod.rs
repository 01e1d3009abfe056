//! Workbooks that are made here, and one of Excel 97's kind among the fixtures.

mod cells;
mod choosing;
mod grid;
mod hostile;
mod messages;
mod numbers;
mod ods;
mod xls;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Kind, RawSheet, Wish, open};
use crate::data::limits::Limits;
use crate::data::sheet::Form;
use crate::diagnostic::Diagnostic;

/// A zip file of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");

/// What stands in the workbook's part before and behind the sheets.
#[derive(Default)]
pub(super) struct Book<'a> {
    pub before: &'a str,
    pub after: &'a str,
    /// Cell formats, by the numbers and codes of their number formats.
    pub formats: &'a [&'a str],
    pub shared: &'a [&'a str],
    pub extra: &'a [(&'a str, &'a str)],
}

/// A workbook with sheets of these names, states and XML inside `worksheet`.
pub(super) fn xlsx(sheets: &[(&str, &str, &str)], book: &Book<'_>) -> Vec<u8> {
    let main: String = sheets
        .iter()
        .enumerate()
        .map(|(at, (name, state, _))| format!("<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"r{at}\"/>"))
        .collect();
    let main = format!("<workbook xmlns:r=\"r\">{}<sheets>{main}</sheets>{}</workbook>", book.before, book.after);
    let mut rels: String = (0..sheets.len())
        .map(|at| format!("<Relationship Id=\"r{at}\" Type=\"http://x/worksheet\" Target=\"worksheets/s{at}.xml\"/>"))
        .collect();
    rels.push_str("<Relationship Id=\"st\" Type=\"http://x/styles\" Target=\"styles.xml\"/>");
    rels.push_str("<Relationship Id=\"ss\" Type=\"http://x/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>");
    let rels = format!("<Relationships>{rels}</Relationships>");
    let codes: String =
        book.formats.iter().enumerate().map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{code}\"/>", 200 + at)).collect();
    let xfs: String = (0..book.formats.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 200 + at)).collect();
    let styles = format!(
        "<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"
    );
    let shared: String = book.shared.iter().map(|text| format!("<si>{text}</si>")).collect();
    let shared = format!("<sst>{shared}</sst>");
    let names: Vec<String> = (0..sheets.len()).map(|at| format!("xl/worksheets/s{at}.xml")).collect();
    let texts: Vec<String> = sheets.iter().map(|(_, _, inside)| format!("<worksheet>{inside}</worksheet>")).collect();
    let mut parts = vec![
        TYPES,
        ("xl/workbook.xml", main.as_str()),
        ("xl/_rels/workbook.xml.rels", rels.as_str()),
        ("xl/styles.xml", styles.as_str()),
        ("xl/sharedStrings.xml", shared.as_str()),
    ];
    parts.extend(names.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    parts.extend(book.extra);
    package(&parts)
}

/// A workbook of one sheet with these rows.
pub(super) fn one(rows: &str) -> Vec<u8> {
    xlsx(&[("people", "visible", &format!("<sheetData>{rows}</sheetData>"))], &Book::default())
}

pub(super) fn read(bytes: &[u8]) -> Result<(RawSheet, Vec<Diagnostic>), Diagnostic> {
    read_as(bytes, Kind::Xlsx, &Wish::default(), &Limits::default())
}

pub(super) fn read_as(bytes: &[u8], kind: Kind, wish: &Wish<'_>, limits: &Limits) -> Result<(RawSheet, Vec<Diagnostic>), Diagnostic> {
    let file = match kind {
        Kind::Xlsx => "people.xlsx",
        Kind::Xls => "people.xls",
        Kind::Ods => "people.ods",
    };
    let mut remarks = Vec::new();
    open(file, bytes, kind, wish, limits, &mut remarks).map(|sheet| (sheet, remarks))
}

/// Every cell by its place, its text, and its form where that is not text.
pub(super) fn shown(sheet: &RawSheet) -> Vec<String> {
    let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(move |(column, cell)| (row.line, *column, cell)));
    cells
        .map(|(line, column, cell)| {
            let form = if cell.form == Form::Text { String::new() } else { format!(" {:?}", cell.form) };
            format!("{} {}{form}", super::place::name(line, column), cell.text)
        })
        .collect()
}

/// The message is under the code and says exactly this in both languages.
#[track_caller]
pub(super) fn says(diagnostic: &Diagnostic, code: &str, english: &str, chinese: &str) {
    let with_help = |message: &str, help: &str| format!("{message} | {help}");
    let help = diagnostic.help.clone().unwrap_or_default();
    assert_eq!(diagnostic.code, code, "{diagnostic:#?}");
    assert_eq!(with_help(&diagnostic.message.en, &help.en), english);
    assert_eq!(with_help(&diagnostic.message.zh, &help.zh), chinese);
}
