//! The sample of Excel 97's kind, and files that were made wrong out of it.

use super::{read_as, shown};
use crate::data::limits::Limits;
use crate::data::workbook::{Kind, Merge, Wish};

pub(super) const SAMPLE: &[u8] = include_bytes!("../../../../tests/fixtures/workbooks/sample.xls");

#[test]
fn the_sample() {
    let (sheet, remarks) = read_as(SAMPLE, Kind::Xls, &Wish::default(), &Limits::default()).unwrap();
    let long = format!("B4 {}abc", "长".repeat(200));
    assert_eq!(
        shown(&sheet),
        [
            "A1 销售业绩 sample",
            "A2 employee_id",
            "B2 name",
            "C2 rate",
            "D2 hired",
            "E2 active",
            "F2 bonus",
            "A3 E01",
            "B3 甲",
            "C3 85.5% Number",
            "D3 2026-01-31",
            "E3 true Flag",
            "A4 E02",
            long.as_str(),
            "C4 100% Number",
            "D4 2026-02-01 08:30:00",
            "E4 false Flag",
            "F4 1234.56 Number",
            "A5 110101199003078880 Rounded",
            "B5 0.3 Number",
            "C5 -7 Number",
            "D5 1900-02-29",
            "F5 0.0000001 Number",
            "A6 E03",
            "B6 multi",
            "C6 1.1 Number",
            "B7 row 7",
            "C7 12345678 Number"
        ]
    );
    assert_eq!(sheet.merges, [Merge { lines: (1, 1), columns: (0, 5) }, Merge { lines: (6, 7), columns: (0, 0) }]);
    assert_eq!((sheet.hidden_lines.as_slice(), sheet.hidden_columns.as_slice()), (&[4][..], &[4][..]));
    assert_eq!(remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(), ["W441", "W443"]);
    // Its texts go over the edges of records.
    let wish = Wish { sheet: Some("notes"), names: &[] };
    let (notes, _) = read_as(SAMPLE, Kind::Xls, &wish, &Limits::default()).unwrap();
    assert_eq!(notes.rows.len(), 401);
    for (at, row) in (0..).zip(&notes.rows[1..]) {
        assert_eq!(row.cells[0].1.text.as_ref(), format!("note {at} {}", "这是一条较长的备注文字".repeat(3)));
    }
}

#[test]
fn formulas_that_want_to_be_computed() {
    let blank = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let at = SAMPLE.windows(8).position(|result| result == blank).unwrap();
    let read = |result: [u8; 8]| {
        let mut bytes = SAMPLE.to_vec();
        bytes[at..at + 8].copy_from_slice(&result);
        bytes[at + 8] = 2;
        let (sheet, _) = read_as(&bytes, Kind::Xls, &Wish::default(), &Limits::default()).unwrap();
        (shown(&sheet).into_iter().find(|cell| cell.starts_with("F3")).unwrap(), sheet.stale.count)
    };
    assert_eq!(read(blank), ("F3 =… Uncomputed".to_string(), 0));
    assert_eq!(read(85.5_f64.to_le_bytes()), ("F3 85.5 Number".to_string(), 1));
    assert_eq!(read([1, 0, 1, 0, 0, 0, 0xFF, 0xFF]), ("F3 true Flag".to_string(), 1));
    assert_eq!(read([2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]), ("F3 #N/A".to_string(), 1));
    assert_eq!(read([2, 0, 0x99, 0, 0, 0, 0xFF, 0xFF]), ("F3 #UNKNOWN!".to_string(), 1));
}

#[test]
fn bytes_that_were_changed_do_no_harm() {
    let wish = Wish { sheet: Some("people"), names: &[] };
    let limits = Limits { unpacked: 4 << 20, ..Limits::default() };
    for at in (0..SAMPLE.len()).step_by(211) {
        let mut bytes = SAMPLE.to_vec();
        bytes[at] ^= 0xFF;
        let _ = read_as(&bytes, Kind::Xls, &wish, &limits);
    }
    for length in (0..SAMPLE.len()).step_by(4_001) {
        let _ = read_as(&SAMPLE[..length], Kind::Xls, &wish, &limits);
    }
    // Every number of the head, and of the table of sectors, becomes none and very large.
    for at in (24..640).step_by(4) {
        for value in [0, 0x7FFF_FFFF_u32] {
            let mut bytes = SAMPLE.to_vec();
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let _ = read_as(&bytes, Kind::Xls, &wish, &limits);
        }
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]
    /// Any bytes behind the mark of a compound file are refused or read.
    #[test]
    fn any_bytes_do_no_harm(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..4096), start in 0_usize..2) {
        let mut file = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], b"PK\x03\x04"][start].to_vec();
        file.extend(bytes);
        let _ = read_as(&file, Kind::Xls, &Wish::default(), &Limits::default());
    }
}
