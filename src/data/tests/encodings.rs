//! One table as programs save it: encodings, separators, several files, and files that change under the reader.

use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{BIG5, GB18030};

use super::plans::{codes, col, empty, input, only, q1};
use crate::data::decoded::Decoded;
use crate::data::delimited::Delimited;
use crate::data::limits::Limits;
use crate::data::sheet::Row;
use crate::data::{Bytes, Format, Reading, SourceBytes, Stored, Supplied, format_of, read};
use crate::diagnostic::Diagnostic;
use crate::engine::table::Dataset;
use crate::plan::ir::Plan;
use crate::value::Type;

const TABLE: &str = "工号,姓名,销售额\nA1,张三,1200.50\nA2,李“四”,7\n";

/// People with Chinese headers.
fn people() -> Plan {
    let mut plan = empty();
    input(&mut plan, "people", vec![col("工号", Type::Text), col("姓名", Type::Text), col("销售额", Type::Money)]);
    plan
}

fn opened(plan: &Plan, files: &[(&str, Vec<u8>)], reading: &Reading) -> Result<Dataset, Vec<Diagnostic>> {
    let source = |(name, bytes): &(&str, Vec<u8>)| {
        let format = format_of(name).unwrap_or(Format::Csv);
        ("people".to_string(), SourceBytes { name: (*name).to_string(), bytes: bytes.clone().into(), format })
    };
    read(plan, &Supplied::new(plan, files.iter().map(source).collect(), reading)?, q1())
}

fn utf16(text: &str, order: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(order).collect()
}

fn said(label: &str) -> Reading {
    Reading { encodings: vec![(None, encoding_rs::Encoding::for_label(label.as_bytes()).unwrap())], ..Reading::default() }
}

#[test]
fn one_table_in_every_encoding() {
    let plan = people();
    let wanted = opened(&plan, &[("people.csv", TABLE.as_bytes().to_vec())], &Reading::default()).unwrap();
    let chinese = GB18030.encode(TABLE).0.into_owned();
    let semicolons = TABLE.replace(',', ";");
    let same = [
        ("\u{feff}".to_string() + TABLE).into_bytes(),
        utf16(TABLE, u16::to_le_bytes),
        utf16(TABLE, u16::to_be_bytes),
        chinese,
        utf16(&TABLE.replace(',', "\t"), u16::to_le_bytes),
        semicolons.clone().into_bytes(),
        format!("sep=;\r\n{}", semicolons.replace('\n', "\r\n")).into_bytes(),
        TABLE.replace(',', "|").into_bytes(),
        TABLE.replacen('\n', "\r\n", 1).replace("50\n", "50\r").into_bytes(),
    ];
    for (at, bytes) in same.into_iter().enumerate() {
        let data = opened(&plan, &[("people.csv", bytes)], &Reading::default()).unwrap_or_else(|wrong| panic!("{at}: {wrong:#?}"));
        assert_eq!(data.tables[0].columns, wanted.tables[0].columns, "{at}");
        assert!(codes(&data.remarks).iter().all(|code| *code == "W420"), "{at}: {:#?}", data.remarks);
    }
}

#[test]
fn what_was_decided_is_said() {
    let plan = people();
    let data = opened(&plan, &[("people.csv", GB18030.encode(TABLE).0.into_owned())], &Reading::default()).unwrap();
    let remark = only(&data.remarks, "W420");
    assert!(remark.message.en.contains("gb18030") && remark.message.zh.contains("列名"), "{remark:#?}");
    let data = opened(&plan, &[("people.csv", TABLE.replace(',', ";").into_bytes())], &Reading::default()).unwrap();
    assert!(only(&data.remarks, "W420").message.en.contains("“;”"));
}

#[test]
fn nothing_is_guessed() {
    let plan = people();
    // Big5 is made of bytes that are characters of GB18030, too; no header is what the policy says.
    let mut traditional = empty();
    input(&mut traditional, "people", vec![col("編號", Type::Text), col("姓名", Type::Text)]);
    let big5 = BIG5.encode("編號,姓名\nA,張三\n").0.into_owned();
    let wrong = opened(&traditional, &[("people.csv", big5.clone())], &Reading::default()).unwrap_err();
    assert!(only(&wrong, "E402").help.unwrap().en.contains("--encoding"));
    assert!(opened(&traditional, &[("people.csv", big5)], &said("big5")).is_ok());
    // What is said of all files is not said of one that is UTF-8 for certain.
    let data = opened(&plan, &[("people.csv", TABLE.as_bytes().to_vec())], &said("gbk")).unwrap();
    assert_eq!(codes(&data.remarks), [""; 0], "{:#?}", data.remarks);
    // Of headers that look the same in both, nothing shows that the names are Chinese.
    let mut latin = empty();
    input(&mut latin, "people", vec![col("id", Type::Text), col("name", Type::Text)]);
    let bytes = GB18030.encode("id,name\nA,张三\n").0.into_owned();
    let wrong = opened(&latin, &[("people.csv", bytes.clone())], &Reading::default()).unwrap_err();
    let wrong = only(&wrong, "E402");
    assert_eq!(wrong.places[0].row, Some(2));
    assert!(wrong.help.unwrap().zh.contains("--encoding gb18030"));
    assert!(opened(&latin, &[("people.csv", bytes)], &said("gbk")).is_ok());
    // The last character is cut off.
    let mut cut = GB18030.encode(TABLE).0.into_owned();
    cut.extend([0x81]);
    only(&opened(&plan, &[("people.csv", cut.clone())], &Reading::default()).unwrap_err(), "E402");
    let wrong = opened(&plan, &[("people.csv", cut)], &said("gb18030")).unwrap_err();
    assert!(only(&wrong, "E402").message.en.contains("line 4"));
    let mut odd = utf16(TABLE, u16::to_le_bytes);
    odd.pop();
    only(&opened(&plan, &[("people.csv", odd)], &Reading::default()).unwrap_err(), "E402");
}

#[test]
fn several_files_are_one_input() {
    let plan = people();
    let second = "姓名,工号,销售额\n王五,A3,5\n".as_bytes().to_vec();
    let data = opened(&plan, &[("a.csv", TABLE.as_bytes().to_vec()), ("b.csv", second)], &Reading::default()).unwrap();
    let table = &data.tables[0];
    assert_eq!(table.keys.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["A1", "A2", "A3"]);
    let places: Vec<(String, u64)> = (0..3).filter_map(|row| table.place(row)).map(|(file, line)| (file.to_string(), line)).collect();
    assert_eq!(places, [("a.csv".to_string(), 2), ("a.csv".to_string(), 3), ("b.csv".to_string(), 2)]);
    let wrong = "工号,姓名,销售额\nA4,六,x\n".as_bytes().to_vec();
    let data = opened(&plan, &[("a.csv", TABLE.as_bytes().to_vec()), ("b.csv", wrong)], &Reading::default()).unwrap();
    assert_eq!((data.faults[0].places[0].file.as_str(), data.faults[0].places[0].row), ("b.csv", Some(2)));
    let other = "工号,姓名\nA3,王五\n".as_bytes().to_vec();
    only(&opened(&plan, &[("a.csv", TABLE.as_bytes().to_vec()), ("b.csv", other)], &Reading::default()).unwrap_err(), "E450");
}

/// A file that somebody writes to between two looks at it.
#[derive(Debug)]
struct Restless {
    looks: AtomicU64,
}

impl Stored for Restless {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(Cursor::new(TABLE)))
    }

    fn size(&self) -> u64 {
        100
    }

    fn has_changed(&self) -> bool {
        self.looks.fetch_add(1, Ordering::Relaxed) > 0
    }
}

#[test]
fn a_file_that_changes_is_refused() {
    let plan = people();
    let bytes = Bytes::Stored(Arc::new(Restless { looks: AtomicU64::new(0) }));
    let file = SourceBytes { name: "people.csv".to_string(), bytes, format: Format::Csv };
    let supplied = Supplied::new(&plan, vec![("people".to_string(), file)], &Reading::default()).unwrap();
    assert!(read(&plan, &supplied, q1()).is_ok());
    only(&read(&plan, &supplied, q1()).unwrap_err(), "E451");
}

/// A file that is taken away.
#[derive(Debug)]
struct Gone;

impl Stored for Gone {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Err(io::ErrorKind::NotFound.into())
    }

    fn size(&self) -> u64 {
        100
    }

    fn has_changed(&self) -> bool {
        true
    }
}

#[test]
fn a_file_that_cannot_be_read_is_refused() {
    let file = SourceBytes { name: "people.csv".to_string(), bytes: Bytes::Stored(Arc::new(Gone)), format: Format::Csv };
    only(&Supplied::new(&people(), vec![("people".to_string(), file)], &Reading::default()).unwrap_err(), "E452");
}

/// A million rows that stand nowhere.
struct Endless {
    row: u64,
    rest: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.rest.len() < into.len() && self.row < 1_000_000 {
            self.row += 1;
            self.rest.extend(format!("A{},\"a \"\"name\"\"\",1200.50\r\n", self.row).into_bytes());
        }
        let count = self.rest.len().min(into.len());
        for (place, byte) in into.iter_mut().zip(self.rest.drain(..count)) {
            *place = byte;
        }
        Ok(count)
    }
}

#[test]
fn a_million_rows_are_read_through_a_window() {
    let input = Decoded::new(Box::new(Endless { row: 0, rest: Vec::new() }), encoding_rs::UTF_8);
    let mut rows = Delimited::new(input, b',', Limits::default());
    let (mut row, mut count) = (Row::new(), 0_u64);
    while rows.next(&mut row).unwrap() {
        count += 1;
        assert_eq!(row.cells().map(|cell| cell.text.len()).collect::<Vec<usize>>()[1..], [8, 7]);
    }
    assert_eq!((count, row.line), (1_000_000, 1_000_001));
    assert!(rows.held() < 1 << 18, "{} bytes", rows.held());
}
