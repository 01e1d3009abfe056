//! What each kind of cell of an XLSX sheet becomes.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::{Book, one, read, shown, xlsx};
use crate::data::workbook::Merge;

#[test]
fn a_workbook_as_programs_write_it() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let (percent, day) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("yyyy-mm-dd"));
    sheet.write_string(0, 0, "id").unwrap();
    sheet.write_string(0, 1, "<&> 甲\"").unwrap();
    sheet.write_number(1, 0, 1234.56).unwrap();
    sheet.write_number_with_format(1, 1, 0.855, &percent).unwrap();
    sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2026, 1, 31).unwrap(), &day).unwrap();
    sheet.write_boolean(1, 3, true).unwrap();
    sheet.write_formula(1, 4, Formula::new("=A2*2").set_result("2469.12")).unwrap();
    sheet.write_string(3, 0, " =1+1 ").unwrap();
    sheet.merge_range(4, 0, 5, 0, "East", &Format::new()).unwrap();
    sheet.set_row_hidden(3).unwrap();
    sheet.set_column_hidden(1).unwrap();
    let (sheet, remarks) = read(&workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        shown(&sheet),
        [
            "A1 id",
            "B1 <&> 甲\"",
            "A2 1234.56 Number",
            "B2 85.5% Number",
            "C2 2026-01-31",
            "D2 true Flag",
            "E2 2469.12 Number",
            "A4  =1+1 ",
            "A5 East"
        ]
    );
    assert_eq!(sheet.merges, [Merge { lines: (5, 6), columns: (0, 0) }]);
    assert_eq!((sheet.hidden_lines.as_slice(), sheet.hidden_columns.as_slice()), (&[4][..], &[1][..]));
    let codes: Vec<&str> = remarks.iter().map(|remark| remark.code).collect();
    // The writer asks for computing anew: its formula's result is what its caller said.
    assert_eq!(codes, ["W441", "W446"]);
}

#[test]
fn texts() {
    let shared = [
        "<t>one</t>",
        "<r><rPr/><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r><rPh><t>pronounced</t></rPh>",
        "<t>a&amp;b &#x4E2D;&#25991; <![CDATA[<x>]]></t>",
        "<t>line_x000D_end _x005F_x _xZZZZ_</t>",
        "<t/>",
    ];
    let cells: String = (0..5).map(|at| format!("<c t=\"s\"><v>{at}</v></c>")).collect();
    let rows = format!(
        "<sheetData><row>{cells}<c t=\"inlineStr\"><is><r><t>in</t></r><r><t>line</t></r></is></c><c t=\"str\"><f>A1</f><v>result</v></c><c \
         t=\"str\"><f>A1</f><v></v></c></row></sheetData>"
    );
    let (sheet, _) = read(&xlsx(&[("s", "visible", &rows)], &Book { shared: &shared, ..Book::default() })).unwrap();
    assert_eq!(shown(&sheet), ["A1 one", "B1 rich ", "C1 a&b 中文 <x>", "D1 line\rend _x _xZZZZ_", "F1 inline", "G1 result"]);
}

#[test]
fn numbers_days_and_percents() {
    let formats = ["General", "0%", "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "h:mm", "[h]:mm"];
    let cells = [
        ("0.85", 0),
        ("0.85", 1),
        ("0.28499999999999998", 1),
        ("1.2", 1),
        ("46053", 2),
        ("46053.354166666664", 3),
        ("0.5", 4),
        ("1.5", 5),
        ("60", 2),
        ("-1", 2),
        ("99999999999", 2),
        ("1E999", 0),
        ("NaN", 0),
        ("110101199003078888", 0),
        ("-1.5E-3", 0),
        ("0.30000000000000004", 0),
        ("46053", 9),
    ];
    let cells: String = cells.iter().map(|(value, style)| format!("<c s=\"{style}\"><v>{value}</v></c>")).collect();
    let rows = format!("<sheetData><row>{cells}</row></sheetData>");
    let sheets = [("s", "visible", rows.as_str())];
    let (sheet, remarks) = read(&xlsx(&sheets, &Book { formats: &formats, ..Book::default() })).unwrap();
    assert_eq!(
        shown(&sheet),
        [
            "A1 0.85 Number",
            "B1 85% Number",
            "C1 28.5% Number",
            "D1 120% Number",
            "E1 2026-01-31",
            "F1 2026-01-31 08:30:00",
            "G1 12:00:00",
            "H1 36:00:00",
            "I1 1900-02-29",
            "J1 #####",
            "K1 #####",
            "L1 #NUM!",
            "M1 #NUM!",
            "N1 110101199003078888 Rounded",
            "O1 -0.0015 Number",
            "P1 0.3 Number",
            "Q1 46053 Number"
        ]
    );
    assert_eq!(remarks.len(), 1);
    assert_eq!((sheet.rounded.count, sheet.rounded.first.as_slice()), (1, &["P1".to_string()][..]));
    // Days count from 1904 where the workbook says so.
    let rows = "<sheetData><row><c s=\"2\"><v>44591</v></c></row></sheetData>";
    let book = Book { before: "<workbookPr date1904=\"1\"/>", formats: &formats, ..Book::default() };
    assert_eq!(shown(&read(&xlsx(&[("s", "visible", rows)], &book)).unwrap().0), ["A1 2026-01-31"]);
}

#[test]
fn flags_errors_and_formulas() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" t=\"b\"><v>0</v></c><c r=\"C2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c \
                r=\"E2\"><f>A1+B1</f></c><c r=\"F2\"><f>A1&amp;\"x\"</f><v/></c><c r=\"G2\"><f>1+1</f><v>2</v></c><c r=\"H2\" \
                t=\"d\"><v>2026-01-31T00:00:00</v></c><c r=\"I2\" s=\"1\"/><c r=\"J2\"><f t=\"shared\" si=\"0\"/></c></row>";
    let (sheet, remarks) = read(&one(rows)).unwrap();
    assert_eq!(
        shown(&sheet),
        [
            "A2 true Flag",
            "B2 false Flag",
            "C2 #DIV/0!",
            "E2 =A1+B1 Uncomputed",
            "F2 =A1&\"x\" Uncomputed",
            "G2 2 Number",
            "H2 2026-01-31",
            "J2 = Uncomputed"
        ]
    );
    assert!(remarks.is_empty(), "{remarks:#?}");
}

#[test]
fn places_that_are_left_out_are_counted_on() {
    let (sheet, _) =
        read(&one("<row><c><v>1</v></c><c r=\"C1\"><v>2</v></c><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>")).unwrap();
    assert_eq!(shown(&sheet), ["A1 1 Number", "C1 2 Number", "D1 3 Number", "A3 4 Number"]);
    // Rows and cells out of order are put in order.
    let (sheet, _) =
        read(&one("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c r=\"A3\"><v>2</v></c></row><row r=\"1\"><c><v>3</v></c></row>")).unwrap();
    assert_eq!(shown(&sheet), ["A1 3 Number", "A3 2 Number", "B3 1 Number"]);
}
