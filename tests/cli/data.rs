//! One table in every form in which it may arrive gives one result; what is wrong in it is told with its row and column.

use std::fs;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::support::{Run, command, run};

const PEOPLE: &str = include_str!("../../policies/crm-exports/plain/people.csv");
const DEALS: &str = include_str!("../../policies/crm-exports/plain/deals.csv");
const PLAN: &str = include_str!("../../policies/crm-exports/crm-exports.merit");

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk::with(PLAN)
    }

    fn with(plan: &str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plan.merit"), plan).unwrap();
        fs::write(folder.path().join("people.csv"), PEOPLE).unwrap();
        Desk { folder }
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        fs::write(self.folder.path().join(name), bytes).unwrap();
        self
    }

    fn run(&self, data: &[&str], more: &[&str]) -> Run {
        let mut arguments = vec!["run", "plan.merit", "--period", "2026-Q1", "--format", "csv", "--lang", "en"];
        data.iter().for_each(|data| arguments.extend(["--data", data]));
        arguments.extend(more);
        run(command(self.folder.path(), &arguments))
    }

    /// The deals in a file of this name; a workbook holds the people, too.
    fn deals(&self, name: &str, bytes: impl AsRef<[u8]>) -> Run {
        self.put(name, bytes);
        self.run(&["people=people.csv", &format!("deals={name}")], &[])
    }
}

/// What the plain table comes to.
fn plain() -> String {
    let plain = Desk::new().deals("deals.csv", DEALS);
    plain.says(0, &[]);
    assert!(plain.out.contains("P01,"), "{}", plain.out);
    plain.out
}

fn rows() -> Vec<Vec<&'static str>> {
    DEALS.lines().map(|line| line.split(',').collect()).collect()
}

fn json_rows(separator: &str) -> String {
    let all = rows();
    let object = |row: &Vec<&str>| {
        let field =
            |(key, cell): (&&str, &&str)| if *key == "amount" { format!("\"{key}\":{cell}") } else { format!("\"{key}\":\"{cell}\"") };
        format!("{{{}}}", all[0].iter().zip(row).map(field).collect::<Vec<String>>().join(","))
    };
    all[1..].iter().map(object).collect::<Vec<String>>().join(separator)
}

/// A workbook with the deals: days as days, amounts as numbers, under a title, with a total far off.
fn xlsx(headers: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("deals").unwrap();
    sheet.write_string(0, 0, "Sample deals").unwrap();
    let (day, money) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("#,##0.00"));
    for (at, header) in (0_u16..).zip(headers) {
        sheet.write_string(2, at, *header).unwrap();
    }
    for (line, row) in (3_u32..).zip(&rows()[1..]) {
        for (at, cell) in (0_u16..).zip(row) {
            match at {
                3 => sheet.write_number_with_format(line, at, cell.parse::<f64>().unwrap(), &money),
                4 => sheet.write_datetime_with_format(line, at, ExcelDateTime::parse_from_str(cell).unwrap(), &day),
                _ => sheet.write_string(line, at, *cell),
            }
            .unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The deals as OpenDocument.
fn ods() -> Vec<u8> {
    let cell = |at: usize, text: &str| match at {
        3 if text != "amount" => {
            format!("<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>")
        }
        4 if text != "closed" => {
            format!("<table:table-cell office:value-type=\"date\" office:date-value=\"{text}\"><text:p>{text}</text:p></table:table-cell>")
        }
        _ => format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"),
    };
    let row = |row: &Vec<&str>| {
        let cells: String = row.iter().enumerate().map(|(at, text)| cell(at, text)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:version=\"1.3\"><office:body><office:spreadsheet><table:table table:name=\"deals\">{}</table:table></office:spreadsheet></office:body></office:document-content>",
        rows().iter().map(row).collect::<String>()
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())] {
        zip.start_file(name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn one_table_in_every_format() {
    let wanted = plain();
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(DEALS.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let headers = rows()[0].clone();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("deals.tsv", DEALS.replace(',', "\t").into_bytes()),
        ("bom.csv", format!("\u{feff}{DEALS}").into_bytes()),
        ("semicolons.csv", DEALS.replace(',', ";").into_bytes()),
        ("windows.csv", DEALS.replace('\n', "\r\n").into_bytes()),
        ("unicode.csv", utf16),
        ("deals.json", format!("[{}]", json_rows(",")).into_bytes()),
        ("deals.ndjson", json_rows("\n").into_bytes()),
        ("deals.xlsx", xlsx(&headers)),
        ("deals.ods", ods()),
        ("deals.xls", include_bytes!("../fixtures/workbooks/crm-exports.xls").to_vec()),
    ];
    for (name, bytes) in forms {
        let read = Desk::new().deals(name, bytes);
        assert_eq!((read.code, &read.out), (0, &wanted), "{name}: {}", read.err);
    }
}

#[test]
fn chinese_headers_show_the_chinese_encoding() {
    let chinese =
        DEALS.replacen("deal_id,owner,stage,amount,closed", "数据编号,负责人工号,阶段,金额,成交日期", 1).replace(",won,", ",赢单,");
    let desk = Desk::new();
    let read = desk.deals("商机.csv", encoding_rs::GB18030.encode(&chinese).0);
    assert_eq!((read.code, read.out), (0, plain()), "{}", read.err);
    assert!(read.err.contains("gb18030"), "{}", read.err);
    let unclear = encoding_rs::GB18030.encode(&DEALS.replace(",won,", ",赢单,")).0.into_owned();
    desk.deals("deals.csv", unclear).says(2, &["E402", "--encoding gb18030"]);
    let said = desk.run(&["people=people.csv", "deals=deals.csv"], &["--encoding", "deals=gb18030"]);
    assert_eq!((said.code, said.out), (0, plain()), "{}", said.err);
}

#[test]
fn a_workbook_holds_a_sheet_an_input() {
    let desk = Desk::new();
    desk.put("book.xls", include_bytes!("../fixtures/workbooks/crm-exports.xls"));
    let read = desk.run(&["book.xls"], &[]);
    assert_eq!((read.code, read.out), (0, plain()), "{}", read.err);
}

#[test]
fn the_exports_of_three_systems() {
    let wanted = plain();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports");
    let merit = |arguments: &[&str]| {
        let mut all = vec!["run", "crm-exports.merit", "--period", "2026-Q1", "--format", "csv", "--lang", "en"];
        all.extend(arguments);
        run(command(&root, &all))
    };
    for system in ["salesforce", "zoho", "jiandaoyun"] {
        let read = merit(&["--data", system]);
        assert_eq!((read.code, &read.out), (0, &wanted), "{system}: {}", read.err);
        assert!(read.err.contains("read as pages of"), "{}", read.err);
    }
    for file in ["zoho/screen.csv", "zoho/bulk.csv"] {
        let read = merit(&["--data", "people=plain/people.csv", "--data", &format!("deals={file}")]);
        assert_eq!((read.code, &read.out), (0, &wanted), "{file}: {}", read.err);
    }
    // What Salesforce writes as text has no mark of its own: the plan says so.
    let plan = PLAN.replacen("dated closed zone", "dated closed from salesforce zone", 1);
    for file in ["data-loader.csv", "report.csv"] {
        let bytes = fs::read(root.join("salesforce").join(file)).unwrap();
        let read = Desk::with(&plan).deals(file, bytes);
        assert_eq!((read.code, &read.out), (0, &wanted), "{file}: {}", read.err);
    }
    // Pages one by one, in their order.
    let pages = ["--data", "people=plain/people.csv", "--data", "deals=zoho/deals.1.json", "--data", "deals=zoho/deals.2.json"];
    assert_eq!(merit(&pages).out, wanted);
    merit(&pages[..4]).says(2, &["E455", "more_records"]);
    merit(&["--data", "people=plain/people.csv", "--data", "deals=zoho/deals.2.json", "--data", "deals=zoho/deals.1.json"])
        .says(2, &["E455"]);
}

#[test]
fn reports_and_records_in_workbooks() {
    let wanted = plain();
    let headers = ["Opportunity ID", "Owner: Employee Number", "Stage", "Amount", "Close Date"];
    let plan = PLAN.replacen("dated closed zone", "dated closed from salesforce sheet \"deals\" header row 3 zone", 1);
    let read = Desk::with(&plan).deals("report.xlsx", xlsx(&headers));
    assert_eq!((read.code, &read.out), (0, &wanted), "{}", read.err);
    // What Zoho writes into a sheet has its ids as its text has them.
    let screen = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports/zoho/screen.csv")).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(screen.lines()) {
        for (at, cell) in (0_u16..).zip(row.split(',')) {
            sheet.write_string(line, at, cell).unwrap();
        }
    }
    let read = Desk::new().deals("screen.xlsx", book.save_to_buffer().unwrap());
    assert_eq!((read.code, &read.out), (0, &wanted), "{}", read.err);
    // Jiandaoyun merges the cells of a record over the lines of the list inside it.
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, header) in (0_u16..).zip(["数据编号", "负责人工号", "阶段", "金额", "成交日期", "产品"]) {
        sheet.write_string(0, at, header).unwrap();
    }
    for (number, row) in (0_u32..).zip(&rows()[1..]) {
        let line = 1 + number * 2;
        for (at, cell) in (0_u16..).zip(row) {
            sheet.merge_range(line, at, line + 1, at, cell, &Format::new()).unwrap();
        }
        sheet.write_string(line, 5, "甲").unwrap();
        sheet.write_string(line + 1, 5, "乙").unwrap();
    }
    let plan = PLAN.replacen("dated closed zone", "dated closed from jiandaoyun zone", 1);
    let read = Desk::with(&plan).deals("商机.xlsx", book.save_to_buffer().unwrap());
    assert_eq!((read.code, &read.out), (0, &wanted), "{}", read.err);
}

#[test]
fn a_number_merged_over_rows_is_no_amount_of_each() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(rows()) {
        for (at, cell) in (0_u16..).zip(row) {
            sheet.write_string(line, at, cell).unwrap();
        }
    }
    sheet.merge_range(3, 3, 4, 3, "125000.00", &Format::new()).unwrap();
    let read = Desk::new().deals("deals.xlsx", book.save_to_buffer().unwrap());
    read.says(3, &["E439", "row 5", "amount", "W445"]);
    assert!(read.out.lines().any(|line| line.starts_with("P03,") && line.contains("E439")), "{}", read.out);
}

#[test]
fn what_is_told_is_what_is_wrong() {
    // Semicolons are read; the header is what is misspelt.
    let desk = Desk::new();
    desk.deals("deals.csv", DEALS.replace(',', ";").replacen("amount", "amont", 1)).says(2, &["E405", "no column “amount”", "“amont”"]);
    // A workbook in the folder, and beside it: which of the two is meant?
    let desk = Desk::new();
    desk.put("deals.csv", DEALS).put("book.xls", include_bytes!("../fixtures/workbooks/crm-exports.xls"));
    desk.run(&[".", "book.xls"], &[]).says(2, &["E619"]);
    desk.run(&["book.xls", "deals=deals.csv"], &[]).says(2, &["E619"]);
    desk.run(&["book.xls", "book.xls"], &[]).says(2, &["E619"]);
    // Over several periods the files are told once.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports");
    let told = run(command(&root, &["run", "crm-exports.merit", "--data", "zoho", "--period", "2026-Q1..2026-Q2", "--lang", "en"]));
    assert_eq!(told.out.matches("W420").count(), 1, "{}", told.out);
}

#[test]
fn a_wrong_cell_is_told_with_its_row_and_column_in_every_format() {
    let wrong = DEALS.replacen("125000.00", "125.000,00", 1);
    let object = |text: String| text.replacen("125000.00", "\"125.000,00\"", 1);
    let page = |name: &str| fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports").join(name)).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(wrong.replace("125.000,00", "125.000;00").lines()) {
        for (at, cell) in (0_u16..).zip(row.split(',')) {
            sheet.write_string(line, at, cell.replace(';', ",")).unwrap();
        }
    }
    let twins: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("deals.csv", DEALS.replacen("125000.00", "\"125.000,00\"", 1).into_bytes(), "row 4", "amount"),
        ("deals.tsv", wrong.replace("125.000,00", "125.000;00").replace(',', "\t").replace(';', ",").into_bytes(), "row 4", "amount"),
        ("deals.json", format!("[{}]", object(json_rows(","))).into_bytes(), "record 3", "amount"),
        ("deals.ndjson", object(json_rows("\n")).into_bytes(), "row 3", "amount"),
        ("deals.xlsx", book.save_to_buffer().unwrap(), "row 4", "amount"),
    ];
    for (name, bytes, row, column) in twins {
        let read = Desk::new().deals(name, bytes);
        read.says(3, &["E423", row, column, name]);
        assert!(read.out.lines().any(|line| line.starts_with("P02,") && line.contains("E423")), "{name}: {}", read.out);
        assert!(read.out.lines().any(|line| line.starts_with("P01,") && !line.contains("E4")), "{name}: {}", read.out);
    }
    for (system, amount) in [("salesforce", "125000.00"), ("zoho", "125000"), ("jiandaoyun", "125000")] {
        let desk = Desk::new();
        for number in 1..=3 {
            let path = format!("{system}/deals.{number}.json");
            if Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports").join(&path).exists() {
                desk.put(&format!("deals.{number}.json"), page(&path).replacen(&format!("{amount},"), "\"125.000,00\",", 1));
            }
        }
        desk.run(&["."], &[]).says(3, &["E423", "record 3", "deals.1.json"]);
    }
}

#[test]
fn pages_are_numbered_without_a_gap() {
    let desk = Desk::new();
    desk.put("deals.1.json", "{\"data\":[]}").put("deals.3.json", "{\"data\":[]}");
    desk.run(&["."], &[]).says(2, &["E623", "page 2", "missing"]);
    desk.put("deals.csv", DEALS);
    desk.run(&["."], &[]).says(2, &["E619"]);
}

#[test]
fn what_the_call_says_of_reading_is_understood_or_refused() {
    let desk = Desk::new();
    desk.put("deals.csv", DEALS);
    for more in [["--encoding", "windows-chinese"], ["--limit", "people=5"], ["--limit", "rows"]] {
        desk.run(&["."], &more).says(2, &["E624"]);
    }
    desk.run(&["."], &["--limit", "rows=5"]).says(2, &["E403", "5 rows"]);
    desk.run(&["."], &["--limit", "columns=3"]).says(2, &["E403"]);
    desk.run(&["."], &["--limit", "cell=4"]).says(2, &["E403"]);
    desk.run(&["."], &["--limit", "bytes=10"]).says(2, &["E403"]);
    desk.put("deals.json", format!("[{}]", json_rows(",")));
    desk.run(&["people=people.csv", "deals=deals.json"], &["--limit", "unpacked=10"]).says(2, &["E403"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_and_what_has_no_end_is_refused() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    let at = |name: &str| desk.folder.path().join(name);
    desk.put("real.csv", DEALS);
    symlink(at("real.csv"), at("link.csv")).unwrap();
    let read = desk.run(&["people=people.csv", "deals=link.csv"], &[]);
    assert_eq!((read.code, read.out), (0, plain()), "{}", read.err);
    symlink(at("nowhere.csv"), at("broken.csv")).unwrap();
    desk.run(&["people=people.csv", "deals=broken.csv"], &[]).says(2, &["E615"]);
    symlink(at("loop.csv"), at("loop.csv")).unwrap();
    desk.run(&["people=people.csv", "deals=loop.csv"], &[]).says(2, &["E620"]);
    fs::create_dir(at("folder.csv")).unwrap();
    desk.run(&["people=people.csv", "deals=folder.csv"], &[]).says(2, &["E620"]);
    for device in ["/dev/zero", "/dev/null"] {
        symlink(device, at("device.csv")).unwrap();
        desk.run(&["people=people.csv", "deals=device.csv"], &[]).says(2, &["E620"]);
        fs::remove_file(at("device.csv")).unwrap();
    }
}

#[test]
fn hostile_files_are_refused_with_what_they_are() {
    let desk = Desk::new();
    let book = xlsx(&rows()[0].clone());
    desk.deals("table.xlsx", DEALS).says(2, &["E440"]);
    desk.deals("book.csv", &book).says(2, &["E402", "workbook"]);
    desk.deals("cut.xlsx", &book[..book.len() / 2]).says(2, &["E44"]);
    desk.deals("nul.csv", vec![0; 100_000]).says(2, &["E402"]);
    desk.deals("long.csv", [b"deal_id,owner,stage,amount,closed\n", vec![b'x'; 100 << 20].as_slice()].concat())
        .says(2, &["E403", "64 KiB"]);
    desk.deals("wide.csv", ",".repeat(10_000)).says(2, &["E403"]);
    desk.deals("twice.csv", DEALS.replacen("amount", "stage", 1)).says(2, &["E406"]);
    desk.deals("twice.csv", DEALS.replacen("deal_id,owner", "deal_id,owner,owner", 1)).says(2, &["E406"]);
    desk.deals("open.csv", DEALS.replacen("won", "\"won", 1)).says(2, &["E404", "line 2"]);
    // A gigabyte of blanks in a megabyte of a zip.
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<Types/>").unwrap();
    zip.start_file("xl/workbook.xml", options).unwrap();
    let blanks = vec![b' '; 1 << 20];
    for _ in 0..300 {
        zip.write_all(&blanks).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    desk.deals("bomb.xlsx", bomb).says(2, &["E403"]);
}

const RESULTS: &str = r#"policy "Read back" { version "1"; period quarter; currency CNY; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input results by employee_id {
  name : text
  won  : money
  paid : money column "payout"
}
payout again { pay paid }
"#;

#[test]
fn what_is_written_is_read_back_equal() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/crm-exports");
    let desk = Desk::with(RESULTS);
    let mut read = Vec::new();
    for format in ["csv", "ndjson", "xlsx"] {
        let out = desk.folder.path().join(format!("results.{format}"));
        let written =
            ["run", "crm-exports.merit", "--data", "plain", "--period", "2026-Q1", "--format", format, "--out", out.to_str().unwrap()];
        assert_eq!(run(command(&root, &written)).code, 0, "{format}");
        let again = desk.run(&[&format!("results=results.{format}")], &[]);
        assert_eq!(again.code, 0, "{format}: {}", again.err);
        read.push(again.out);
    }
    assert!(read[0].contains("P01,Sample Person 01,3462.56"), "{}", read[0]);
    assert!(read.iter().all(|one| *one == read[0]), "{read:#?}");
}
