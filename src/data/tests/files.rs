//! Whole files: encodings, headers, quotation marks, limits, the call.

use super::plans::{codes, col, one_column, only, q1, read, run, with_deals};
use crate::data::{Format, fold, format_of};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::ir::Plan;
use crate::value::Type;

fn people() -> Plan {
    one_column(col("", Type::Money))
}

#[track_caller]
fn refused(bytes: &[u8], code: &str) -> Diagnostic {
    only(&read(&people(), &[("people", "people.csv", bytes)], q1()).unwrap_err(), code)
}

#[test]
fn formats() {
    assert_eq!(format_of("a/b.CSV"), Some(Format::Csv));
    assert_eq!(
        (format_of("x.tsv"), format_of("x.jsonl"), format_of("x.json")),
        (Some(Format::Tsv), Some(Format::Ndjson), Some(Format::Json))
    );
    assert_eq!((format_of("x.xlsb"), format_of("csv")), (None, None));
    assert!(format_of("x.XLSX").is_some_and(Format::holds_sheets));
}

#[test]
fn the_call() {
    let plan = with_deals();
    assert_eq!(codes(&run(&plan, &[]).unwrap_err()), ["E400", "E400"]);
    let wrong = run(&plan, &[("peopel", "p.csv", "id\n"), ("deals", "d.csv", ""), ("deals", "e.csv", "")]).unwrap_err();
    assert_eq!(codes(&wrong), ["E401", "E400", "E407"]);
    assert!(wrong[0].help.as_ref().unwrap().en.contains("“people”"));
}

#[test]
fn encodings() {
    assert!(read(&people(), &[("people", "p.csv", "\u{feff}id,x\r\nA,1\r\n\r\n,\r\nB,2".as_bytes())], q1()).is_ok());
    assert!(refused(b"i\0d\0,\0x\0", "E402").message.en.contains("UTF-16"));
    assert!(refused(b"id,x\n\xd5\xc5\xc8\xfd,1\n", "E402").message.zh.contains("GBK"));
    assert!(refused(b"PK\x03\x04rest", "E402").message.en.contains("workbook"));
    let latin = refused(b"id,x\nA,\xff\n", "E402");
    assert_eq!((latin.places[0].row, latin.message.en.contains("UTF-8")), (Some(2), true));
    refused(&[0; 100], "E402");
}

#[test]
fn headers() {
    let missing = refused(b"ID,y\nA,1\n", "E405");
    assert_eq!(missing.labels.len(), 2);
    assert!(missing.help.unwrap().en.contains("“ID”"));
    // A header that is misspelt is what is wrong, and not the semicolons.
    assert_eq!(refused(b"id;y\nA;1\n", "E405").labels.len(), 1);
    assert!(refused(b"ID;y\nA;1\n", "E405").help.unwrap().en.contains("commas"));
    assert!(refused(b"id,x,x\nA,1,2\n", "E406").message.en.contains("columns 2 and 3"));
    refused(b"", "E407");
    refused(b"\n\n", "E407");
    refused(b"id,x\n", "E407");
    let data = run(&people(), &[("people", "p.csv", "\u{3000}id , extra,x,,\nA,?,1,,\n")]).unwrap();
    let remark = only(&data.remarks, "W400");
    assert_eq!(remark.severity, Severity::Warning);
    assert!(remark.message.zh.contains("extra"));
    let plan = one_column(col("", Type::Money).optional());
    let data = run(&plan, &[("people", "p.csv", "id\nA\n")]).unwrap();
    assert_eq!(only(&data.remarks, "W401").severity, Severity::Note);
    // A column that may be absent, but is there under a name that is nearly its own: a default for everybody would be a mistake.
    let misspelt = run(&plan, &[("people", "p.csv", "id,X\nA,1\n")]).unwrap_err();
    assert!(only(&misspelt, "E405").help.unwrap().en.contains("“X”"));
    let data = run(&plan, &[("people", "p.csv", "id,quite_another\nA,1\n")]).unwrap();
    assert_eq!(codes(&data.remarks), ["W401", "W400"]);
}

#[test]
fn quotation_marks() {
    let plan = one_column(col("", Type::Text));
    let data = run(&plan, &[("people", "p.csv", "id,x\n\"A\",\"a \"\"b\"\"\nc\"\nB,5\" rack\n")]).unwrap();
    assert_eq!(data.tables[0].lines, [2, 4]);
    assert!(data.faults.is_empty());
    let open = refused(b"id,x\nA,1\nB,\"2\nC,3\n", "E404");
    assert!(open.message.en.contains("line 3") && open.message.zh.contains("第 3 行"));
    assert!(refused(b"id,x\nA,\"1\"2\n", "E404").message.en.contains("line 2"));
}

#[test]
fn too_much() {
    refused("a,".repeat(1_000_000).as_bytes(), "E403");
    refused("a".repeat(10_000_000).as_bytes(), "E403");
    refused(format!("id,x\nA,\"{}", "a\n".repeat(100_000)).as_bytes(), "E403");
    refused(format!("id,x\nA,\"{}", "\"\"".repeat(100_000)).as_bytes(), "E403");
    refused(format!("id,x\nA{}\n", ",1".repeat(100_000)).as_bytes(), "E403");
    let rows: String = (0..100_002).map(|row| format!("P{row},?\n")).collect();
    let wrong = run(&people(), &[("people", "p.csv", &format!("id,x\n{rows}"))]).unwrap_err();
    assert_eq!((wrong[0].code, wrong.len()), ("E409", 100_002));
}

#[test]
fn folding() {
    let rows: String = (0..100).map(|row| format!("P{row},{}\n", if row == 90 { "" } else { "?" })).collect();
    let data = run(&people(), &[("people", "p.csv", &format!("id,x\n{rows}"))]).unwrap();
    assert_eq!(data.faults.len(), 100);
    let folded = fold(data.faults);
    assert_eq!(folded.len(), 22);
    assert_eq!(folded[20].code, "E420");
    assert!(
        folded[21].message.en.starts_with("and 79 more of this kind in “p.csv” in column “x”: rows 22–29"),
        "{}",
        folded[21].message.en
    );
    assert!(folded[21].help.as_ref().unwrap().zh.contains("“?” × 79"));
    let few = run(&people(), &[("people", "p.csv", "id,x\nA,?\n")]).unwrap().faults;
    assert_eq!(fold(few.clone()), few);
}
