//! From a sheet to the table under its headers.

use super::{Book, read, xlsx};
use crate::data::grid::Grid;
use crate::data::limits::Limits;
use crate::data::sheet::Form;
use crate::data::workbook::{RawSheet, grid};
use crate::diagnostic::Diagnostic;

/// A sheet of these rows, blank where a cell is blank; the last part names merged cells.
fn sheet(rows: &[&[&str]], merged: &[&str]) -> RawSheet {
    let mut text = String::new();
    for (line, cells) in (1..).zip(rows) {
        text.push_str(&format!("<row r=\"{line}\">"));
        for cell in *cells {
            text.push_str(&if cell.is_empty() { "<c/>".to_string() } else { format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>") });
        }
        text.push_str("</row>");
    }
    let merged: String = merged.iter().map(|range| format!("<mergeCell ref=\"{range}\"/>")).collect();
    let inside = format!("<sheetData>{text}</sheetData><mergeCells>{merged}</mergeCells>");
    read(&xlsx(&[("s", "visible", &inside)], &Book::default())).unwrap().0
}

fn table(rows: &[&[&str]], merged: &[&str], line: Option<u64>, wanted: &[&str]) -> Result<(Grid, Vec<Diagnostic>), Diagnostic> {
    grid("s.xlsx", &sheet(rows, merged), line, wanted, &Limits::default())
}

/// The headers, each row with its number, and the codes of what was remarked.
fn shown(found: &(Grid, Vec<Diagnostic>)) -> (Vec<&str>, Vec<String>, Vec<&'static str>) {
    let cell = |cell: &crate::data::grid::GridCell| format!("{}{}", cell.text, if cell.form == Form::Merged { "!" } else { "" });
    let rows = found.0.rows.iter().map(|row| format!("{}: {}", row.line, row.cells.iter().map(cell).collect::<Vec<_>>().join("|")));
    (found.0.headers.iter().map(String::as_str).collect(), rows.collect(), found.1.iter().map(|remark| remark.code).collect())
}

#[test]
fn headers_are_found_below_titles() {
    let rows: [&[&str]; 5] =
        [&["January report"], &["made on", "2026-02-01"], &["id", "name", "amount"], &["A", "x", "1"], &["B", "", "2"]];
    let found = table(&rows, &["A1:C1"], None, &["id", "amount"]).unwrap();
    assert_eq!(shown(&found), (vec!["id", "name", "amount"], vec!["4: A|x|1".to_string(), "5: B||2".to_string()], vec!["W444"]));
    // The row may be said; then nothing is remarked.
    let found = table(&rows, &["A1:C1"], Some(3), &["id", "amount"]).unwrap();
    assert_eq!(shown(&found).2, Vec::<&str>::new());
    assert_eq!(table(&rows, &[], Some(9), &["id"]).unwrap_err().code, "E443");
    // None of those wanted is there: the first row that is no title, for the message about missing columns.
    let found = table(&[&["January"], &["a", "b"], &["1", "2"]], &[], None, &["x"]).unwrap();
    assert_eq!(shown(&found).0, ["a", "b"]);
    assert_eq!(table(&[], &[], None, &["x"]).unwrap_err().code, "E407");
}

#[test]
fn headers_over_two_rows() {
    let rows: [&[&str]; 4] = [
        &["姓名", "一季度", "", "二季度", ""],
        &["", "目标", "实际", "目标", "实际"],
        &["甲", "1", "2", "3", "4"],
        &["乙", "5", "6", "7", "8"],
    ];
    let merged = ["A1:A2", "B1:C1", "D1:E1"];
    let found = table(&rows, &merged, None, &["姓名", "一季度 目标", "二季度实际"]).unwrap();
    assert_eq!(
        shown(&found),
        (
            vec!["姓名", "一季度 目标", "一季度 实际", "二季度 目标", "二季度实际"],
            vec!["3: 甲|1|2|3|4".to_string(), "4: 乙|5|6|7|8".to_string()],
            vec![]
        )
    );
    // One group alone leaves its headers as they are.
    let rows: [&[&str]; 3] = [&["id", "Q1", ""], &["", "target", "actual"], &["A", "1", "2"]];
    let found = table(&rows, &["A1:A2", "B1:C1"], None, &["id", "target", "actual"]).unwrap();
    assert_eq!(shown(&found), (vec!["id", "target", "actual"], vec!["3: A|1|2".to_string()], vec![]));
    // A header over two columns stands over both, so that neither is taken by guess.
    let found = table(&[&["id", "amount", ""], &["A", "1", "2"]], &["B1:C1"], None, &["id", "amount"]).unwrap();
    assert_eq!(shown(&found).0, ["id", "amount", "amount"]);
    // Line breaks only fit a header into its cell.
    let found = table(&[&["id", "回款额\n（元）", "a\nb"], &["A", "1", "2"]], &[], None, &["id", "回款额（元）"]).unwrap();
    assert_eq!(shown(&found).0, ["id", "回款额（元）", "a b"]);
}

#[test]
fn merged_cells_in_rows_of_data() {
    let rows: [&[&str]; 5] = [
        &["team", "id", "a", "b", "", "note"],
        &["East", "A", "1", "2", "x", "n"],
        &["", "B", "9", "", "", ""],
        &["", "C", "3", "4", "", ""],
        &["West", "D", "5", "6", "", ""],
    ];
    let found = table(&rows, &["A2:A4", "C3:D3", "D2:E2"], None, &["team", "id", "a", "b"]).unwrap();
    assert_eq!(
        shown(&found),
        (
            vec!["team", "id", "a", "b", "", "note"],
            vec![
                "2: East|A|1|2|x|n".to_string(),
                "3: East|B|9!|9!||".to_string(),
                "4: East|C|3|4||".to_string(),
                "5: West|D|5|6||".to_string()
            ],
            vec!["W445"]
        )
    );
}

#[test]
fn cells_beside_the_table_are_counted() {
    let found = table(&[&["id", "a"], &["A", "1", "", "note"], &["B", "2", "", "note"]], &[], None, &["id", "a"]).unwrap();
    assert_eq!(shown(&found), (vec!["id", "a"], vec!["2: A|1".to_string(), "3: B|2".to_string()], vec!["W444"]));
}

#[test]
fn merges_without_end_are_refused() {
    let mut sheet = sheet(&[&["id", "a"], &["A", "1"]], &[]);
    let one = crate::data::workbook::Merge { lines: (2, 1_048_576), columns: (0, 0) };
    sheet.merges = vec![one; 100_000];
    let row = sheet.rows[1].clone();
    sheet.rows.extend((3..2_000).map(|line| crate::data::workbook::RawRow { line, ..row.clone() }));
    let limits = Limits { unpacked: 1 << 20, ..Limits::default() };
    assert_eq!(grid("s.xlsx", &sheet, None, &["id"], &limits).unwrap_err().code, "E403");
    let limits = Limits { unpacked: 1 << 10, ..Limits::default() };
    sheet.merges.clear();
    assert_eq!(grid("s.xlsx", &sheet, None, &["id"], &limits).unwrap_err().code, "E403");
}
