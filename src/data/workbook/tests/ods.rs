//! OpenDocument.

use super::{package, read_as, shown};
use crate::data::limits::Limits;
use crate::data::workbook::{Kind, Merge, Wish};
use crate::diagnostic::Diagnostic;

const MIME: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");

fn ods(tables: &str) -> Vec<u8> {
    let styles = "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"true\"/></style:style><style:style \
                  style:name=\"ta2\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:\
         spreadsheet></office:body></office:document-content>"
    );
    package(&[MIME, ("content.xml", &content)])
}

fn read(tables: &str) -> Result<(Vec<String>, Vec<&'static str>), Diagnostic> {
    let limits = Limits { unpacked: 32 << 20, rows: 100_000, ..Limits::default() };
    let read = read_as(&ods(tables), Kind::Ods, &Wish::default(), &limits);
    read.map(|(sheet, remarks)| (shown(&sheet), remarks.iter().map(|remark| remark.code).collect()))
}

fn one(rows: &str) -> Result<Vec<String>, Diagnostic> {
    read(&format!("<table:table table:name=\"a\">{rows}</table:table>")).map(|(cells, _)| cells)
}

#[test]
fn every_kind_of_cell() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"2\"/>b</text:p><text:p>c<text:tab/>\
                <text:span>d</text:span></text:p><office:annotation><text:p>remark</text:p></office:annotation></table:table-cell><table:table-cell \
                office:value-type=\"float\" office:value=\"1.1000000000000001\"><text:p>1</text:p></table:table-cell><table:table-cell \
                office:value-type=\"percentage\" office:value=\"0.855\"/><table:table-cell office:value-type=\"currency\" office:currency=\"CNY\" \
                office:value=\"1200.5\"/><table:table-cell office:value-type=\"date\" office:date-value=\"2026-01-31\"/><table:table-cell \
                office:value-type=\"date\" office:date-value=\"2026-01-31T08:30:00\"/><table:table-cell office:value-type=\"time\" \
                office:time-value=\"PT36H30M00S\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/><table:table-cell \
                office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\" table:formula=\"of:=1/0\"><text:p>#DIV/0!</text:p>\
                </table:table-cell><table:table-cell calcext:value-type=\"error\"><text:p>Err:502</text:p></table:table-cell><table:table-cell \
                table:formula=\"of:=[.A1]+1\"/><table:table-cell office:value-type=\"float\" office:value=\"110101199003078888\"/><table:table-cell \
                office:value-type=\"float\" office:value=\"NaN\"/></table:table-row>";
    assert_eq!(
        one(rows).unwrap(),
        [
            "A1 a  b\nc\td",
            "B1 1.1 Number",
            "C1 85.5% Number",
            "D1 1200.5 Number",
            "E1 2026-01-31",
            "F1 2026-01-31 08:30:00",
            "G1 36:30:00",
            "H1 true Flag",
            "I1 #DIV/0!",
            "J1 #VALUE!",
            "K1 =[.A1]+1 Uncomputed",
            "L1 110101199003078888 Rounded",
            "M1 #NUM!"
        ]
    );
}

#[test]
fn repeated_cells_and_rows() {
    let rows = "<table:table-header-rows><table:table-row><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell \
                table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/><table:table-cell \
                table:number-columns-repeated=\"16380\"/></table:table-row></table:table-header-rows><table:table-row \
                table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated=\"2\" \
                table:visibility=\"filter\"><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>\
                <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let table = format!(
        "<table:table table:name=\"a\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>{rows}</table:table>"
    );
    let (sheet, remarks) = read_as(&ods(&table), Kind::Ods, &Wish::default(), &Limits::default()).unwrap();
    assert_eq!(shown(&sheet), ["C1 7 Number", "D1 7 Number", "A5 x", "A6 x"]);
    assert_eq!((sheet.hidden_lines.as_slice(), sheet.hidden_columns.as_slice()), (&[5, 6][..], &[2][..]));
    assert_eq!(remarks.len(), 1);
}

#[test]
fn merged_cells_and_tables_inside() {
    let rows = "<table:table-row><table:table-cell table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\" \
                office:value-type=\"string\"><text:p>m</text:p><draw:frame><table:table table:name=\"in\"><table:table-row><table:table-cell \
                office:value-type=\"string\"><text:p>no</text:p></table:table-cell></table:table-row></table:table></draw:frame></table:table-cell>\
                <table:covered-table-cell><text:p>covered</text:p></table:covered-table-cell><table:table-cell office:value-type=\"string\"><text:p>n\
                </text:p></table:table-cell></table:table-row>";
    let table = format!("<table:table table:name=\"a\">{rows}</table:table>");
    let (sheet, _) = read_as(&ods(&table), Kind::Ods, &Wish::default(), &Limits::default()).unwrap();
    assert_eq!(shown(&sheet), ["A1 m", "C1 n"]);
    assert_eq!(sheet.merges, [Merge { lines: (1, 2), columns: (0, 1) }]);
}

#[test]
fn sheets_links_and_locks() {
    let tables = "<table:table table:name=\"a\" table:style-name=\"ta2\"/><table:table table:name=\"b\" table:style-name=\"ta1\"><table:table-source \
                  xlink:href=\"file:///x.ods\"/><table:table-row><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>\
                  </table:table-row></table:table>";
    let (cells, remarks) = read(tables).unwrap();
    assert_eq!((cells, remarks), (vec!["A1 x".to_string()], vec!["W442"]));
    let locked = package(&[MIME, ("content.xml", "\u{1}"), ("META-INF/manifest.xml", "<manifest:encryption-data/>")]);
    let refused = read_as(&locked, Kind::Ods, &Wish::default(), &Limits::default()).unwrap_err();
    assert_eq!((refused.code, refused.message.en.contains("password")), ("E440", true));
    let writer = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>")]);
    assert_eq!(read_as(&writer, Kind::Ods, &Wish::default(), &Limits::default()).unwrap_err().code, "E440");
    assert_eq!(read("").unwrap_err().code, "E441");
}

#[test]
fn what_is_repeated_without_end_is_refused() {
    let cell = "office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let of = |rows: u64, columns: u64| {
        one(&format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\"><table:table-cell table:number-columns-repeated=\"{columns}\" {cell}"
        ))
    };
    assert_eq!(of(1_048_576, 16_384).unwrap_err().code, "E403");
    assert_eq!(of(u64::MAX, 1).unwrap_err().code, "E403");
    assert_eq!(of(100_000, 4_000).unwrap_err().code, "E403");
    assert_eq!(of(0, 1).unwrap_err().code, "E441");
    // Cells that say they are text and hold none are blank, however many they are.
    let blank = "<table:table-row table:number-rows-repeated=\"18446744073709551615\"><table:table-cell \
                 table:number-columns-repeated=\"18446744073709551615\" office:value-type=\"string\"/></table:table-row>";
    assert_eq!(one(blank).unwrap(), Vec::<String>::new());
    let spaces = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p><text:s text:c=\"18446744073709551615\"/></text:p>\
                  </table:table-cell></table:table-row>";
    assert_eq!(one(spaces).unwrap_err().code, "E403");
    let span = "<table:table-row><table:table-cell table:number-columns-spanned=\"18446744073709551615\"/></table:table-row>";
    assert_eq!(one(span).unwrap_err().code, "E441");
}
