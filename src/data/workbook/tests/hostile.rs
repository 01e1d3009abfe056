//! Files that are made to do harm, or that are something else than their names say.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Book, TYPES, one, package, read, read_as, xlsx};
use crate::data::limits::Limits;
use crate::data::workbook::{Kind, Wish};

/// The code, and that the English message holds the word.
#[track_caller]
fn refused(bytes: &[u8], code: &str, word: &str) {
    let problem = read(bytes).unwrap_err();
    assert_eq!((problem.code, problem.message.en.contains(word)), (code, true), "{}", problem.message.en);
}

fn with_limits(bytes: &[u8], limits: Limits) -> String {
    match read_as(bytes, Kind::Xlsx, &Wish::default(), &limits) {
        Ok((sheet, _)) => format!("{} rows", sheet.rows.len()),
        Err(problem) => format!("{} {} | {}", problem.code, problem.message.en, problem.help.unwrap().en),
    }
}

#[test]
fn the_corners_of_a_sheet_cost_nothing() {
    let bytes = one("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"CV1048576\"><v>1</v></c></row>");
    assert_eq!(read(&bytes).unwrap().0.rows.len(), 2);
    refused(&one("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>"), "E403", "4096 columns");
    let lie = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row><c><v>1</v></c></row></sheetData>";
    assert_eq!(read(&xlsx(&[("s", "visible", lie)], &Book::default())).unwrap().0.rows.len(), 1);
}

#[test]
fn cells_that_no_sheet_has() {
    for (row, at) in [
        ("<row r=\"9999999999\"><c r=\"ZZZZ9999999999\"><v>1</v></c></row>", "“9999999999”"),
        ("<row r=\"1\"><c r=\"ZZZZ1\"><v>1</v></c></row>", "ZZZZ1"),
        ("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "XFE1"),
        ("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>", "“0”"),
        ("<row r=\"1048577\"/>", "“1048577”"),
        ("<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "A2"),
        ("<row r=\"1\"><c r=\"é1\"><v>1</v></c></row>", "é1"),
        ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", "A1"),
        ("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "A1"),
        ("<c r=\"A1\"><v>1</v></c>", "A1"),
    ] {
        refused(&one(row), "E441", at);
    }
    refused(&one("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"), "E441", "B1 twice");
    let merged = "<sheetData/><mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>";
    refused(&xlsx(&[("s", "visible", merged)], &Book::default()), "E441", "B2:A1");
}

#[test]
fn what_is_too_large() {
    let rows: String = (0..100).map(|_| "<row><c><v>1</v></c><c><v>2</v></c></row>").collect();
    let bytes = one(&rows);
    let limits = Limits::default();
    assert_eq!(with_limits(&bytes, limits), "100 rows");
    assert_eq!(
        with_limits(&bytes, Limits { rows: 99, ..limits }),
        "E403 “people.xlsx” has more than 99 rows (“A100”) | if the file is to be trusted, raise the limit: --limit rows=198"
    );
    assert_eq!(
        with_limits(&bytes, Limits { columns: 1, ..limits }),
        "E403 “people.xlsx” has more than 1 columns (“B1”) | if the file is to be trusted, raise the limit: --limit columns=2"
    );
    assert_eq!(
        with_limits(&bytes, Limits { unpacked: 4_096, ..limits }),
        "E403 “people.xlsx” unpacks to more than 4 KiB (“xl/worksheets/s0.xml”) | if the file is to be trusted, raise the limit: --limit unpacked=8KiB"
    );
    assert_eq!(
        with_limits(&bytes, Limits { unpacked: 512, ..limits }),
        "E403 “people.xlsx” is larger than 512 bytes | if the file is to be trusted, raise the limit: --limit unpacked=1024"
    );
    let long = format!("<row><c t=\"inlineStr\"><is><t>{}</t></is></c></row>", "x".repeat(2_000));
    assert_eq!(
        with_limits(&one(&long), Limits { cell: 1_024, ..limits }),
        "E403 “people.xlsx” has a cell of more than 1 KiB (“A1”) | if the file is to be trusted, raise the limit: --limit cell=2KiB"
    );
    // One text that many cells share.
    let shared = format!("<t>{}</t>", "x".repeat(60_000));
    let rows: String = (0..500).map(|_| "<row><c t=\"s\"><v>0</v></c></row>").collect();
    let bytes = xlsx(&[("s", "visible", &rows)], &Book { shared: &[&shared], ..Book::default() });
    assert!(
        with_limits(&bytes, Limits { unpacked: 20 << 20, ..limits }).starts_with("E403 “people.xlsx” has cells of more than 20 MiB in all")
    );
}

#[test]
fn bombs() {
    let text = " ".repeat(20 << 20);
    let bytes = one(&format!("<row><c t=\"inlineStr\"><is><t>{text}</t></is></c></row>"));
    assert!(bytes.len() < 1 << 20);
    refused(&bytes, "E403", "a hundred times");
    let names: Vec<String> = (0..2_001).map(|at| format!("p{at}")).collect();
    let parts: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    refused(&package(&parts), "E403", "2000 parts");
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    refused(&one(&deep), "E441", "s0.xml");
}

#[test]
fn entities_are_never_followed() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>";
    let sheet = format!("{laughs}<worksheet><row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row></worksheet>");
    let parts = [TYPES, ("xl/workbook.xml", &sheet)];
    refused(&package(&parts), "E441", "workbook.xml");
    refused(&one("<row><c t=\"inlineStr\"><is><t>&file;</t></is></c></row>"), "E441", "s0.xml");
    // A target outside of the file is a part that is not there.
    let main = "<workbook><sheets><sheet name=\"s\" id=\"r1\"/></sheets></workbook>";
    let rels = "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"../../../../etc/passwd\"/></Relationships>";
    refused(&package(&[TYPES, ("xl/workbook.xml", main), ("xl/_rels/workbook.xml.rels", rels)]), "E441", "etc/passwd");
}

#[test]
fn packages_that_are_made_wrong() {
    refused(&package(&[TYPES, ("../xl/workbook.xml", "<x/>")]), "E441", "leads out of it");
    refused(&package(&[TYPES, ("/etc/passwd", "<x/>")]), "E441", "leads out of it");
    refused(&package(&[TYPES, ("a\\..\\b", "<x/>")]), "E441", "leads out of it");
    refused(&package(&[TYPES, ("xl/a.xml", ""), ("XL/A.xml", "")]), "E441", "twice");
    refused(&package(&[TYPES]), "E441", "lacks its part “xl/workbook.xml”");
    refused(&package(&[TYPES, ("xl/workbook.xml", "<workbook/>")]), "E441", "worksheet");
    // Two parts of exactly one name, which one writer does not write: the second is renamed afterwards.
    let mut twice = package(&[TYPES, ("xl/aa.xml", "1"), ("xl/ab.xml", "2")]);
    for at in 0..twice.len() - 9 {
        if twice[at..].starts_with(b"xl/ab.xml") {
            twice[at + 4] = b'a';
        }
    }
    refused(&twice, "E441", "“xl/aa.xml” twice");
    let good = one("<row><c><v>1</v></c></row>");
    for length in [0, 3, 4, 30, good.len() / 2, good.len() - 1] {
        assert!(read(&good[..length]).is_err());
    }
    refused(&good[..good.len() / 2], "E441", "cut off");
    // A part that is marked as locked.
    let mut locked = good.clone();
    let at = locked.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
    let mut rest = at;
    while locked[rest..].starts_with(b"PK\x01\x02") {
        locked[rest + 8] |= 1;
        let length = |at: usize| usize::from(u16::from_le_bytes([locked[rest + at], locked[rest + at + 1]]));
        rest += 46 + length(28) + length(30) + length(32);
    }
    refused(&locked, "E441", "protected with a password");
    // A size that is a lie.
    let mut lie = good.clone();
    lie[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    assert_eq!(
        read(&lie).map(|(sheet, _)| sheet.rows.len()).map_err(|problem| problem.code),
        read(&good).map(|(sheet, _)| sheet.rows.len()).map_err(|problem| problem.code)
    );
}

#[test]
fn wrong_bytes_anywhere_do_no_harm() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, text) in [
        ("[Content_Types].xml", "<Types/>"),
        ("xl/workbook.xml", "<workbook><sheets><sheet name=\"s\" id=\"r1\"/></sheets></workbook>"),
        ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>"),
        ("xl/s.xml", "<worksheet><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a&amp;b</v></c></row><mergeCell ref=\"A1:B2\"/></worksheet>"),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let good = zip.finish().unwrap().into_inner();
    assert!(read(&good).is_ok());
    for at in 0..good.len() {
        for value in [0, b'<', 0xFF] {
            let mut bytes = good.clone();
            bytes[at] = value;
            let _ = read(&bytes);
        }
    }
}

#[test]
fn names_that_lie() {
    refused(b"", "E440", "is empty");
    refused(b"id,name\nA,x\n", "E440", "is text");
    refused("\u{FEFF}工号\t姓名\n".as_bytes(), "E440", "is text");
    refused(&[0xB9, 0xA4, 0xBA, 0xC5, b',', b'1'], "E440", "is text");
    refused(&[0xFF, 0xFE, b'i', 0, b'd', 0], "E440", "is text");
    refused(b"<html><body><table><tr><td>1</td></tr></table></body></html>", "E440", "web page");
    refused(b"\xEF\xBB\xBF  <table><tr></tr></table>", "E440", "web page");
    refused(b"MIME-Version: 1.0\n\n<html xmlns:o='x'>", "E440", "web page");
    refused(b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>", "E440", "XML of the year 2003");
    refused(&package(&[TYPES, ("xl/workbook.bin", "x")]), "E440", ".xlsb");
    refused(&package(&[TYPES, ("word/document.xml", "x")]), "E440", "document or an archive");
    refused(&package(&[("a.csv", "x")]), "E440", "document or an archive");
    refused(&[0x09, 0x08, 0x10, 0x00, 0, 6], "E440", "Excel 95");
    refused(b"%PDF-1.7 \x01", "E440", "nor anything else");
    refused(&[7, 1, 2, 3], "E440", "nor anything else");
    refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "E441", "damaged");
    for (from, to, word) in [("Workbook", "Encrypte", "document"), ("Workbook", "Book\0\0\0\0", "Excel 95")] {
        let mut bytes = super::xls::SAMPLE.to_vec();
        let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
        let at = bytes.windows(16).position(|part| part == wide(from)).unwrap();
        bytes[at..at + 16].copy_from_slice(&wide(to));
        refused(&bytes, "E440", word);
    }
    // What a workbook with a password is: its package encrypted, in a stream of this name.
    let mut bytes = super::xls::SAMPLE.to_vec();
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<u8>>();
    let at = bytes.windows(16).position(|part| part == wide("Workbook")).unwrap();
    bytes[at..at + 32].copy_from_slice(&wide("EncryptedPackage"));
    bytes[at + 64..at + 66].copy_from_slice(&34_u16.to_le_bytes());
    refused(&bytes, "E440", "password");
}
