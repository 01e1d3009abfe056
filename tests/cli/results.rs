//! The forms in which `merit run` writes its results: workbooks, pages, Markdown, an object a line, CSV with and without a mark.

use std::fs;

use serde_json::Value;
use snapbox::{assert_data_eq, file};

use crate::support::Sandbox;
use crate::workbook::Workbook;

const PLAN: &str = r#"policy "各种数据" {
  version    "1"
  period     quarter
  currency   CNY
  effective  2026-01-01 to 2026-12-31
  rounding   money half up to 0.01
}
input people by 工号 {
  name     : text
  sales    : money  at least 0  optional
  quota    : money  above 0
  visits   : count
  hired    : date
  manager  : flag
  region   : one of "North", "South"
  weight   : number
}
input deals by deal_id of people by 工号 undated { amount : money; rate : percent; closed : date; won : flag }
let reached = sales / quota
let half = weight / 2
let since = hired
let leads = manager
let where_to = region
let calls = visits
let errors = visits + 1
let called = name
payout bonus { pay 1% of sales otherwise 0 }
payout extra { pay sum of amount over deals where won }
"#;

const PEOPLE: &str = "\
工号,name,sales,quota,visits,hired,manager,region,weight
001,=1+1,50000,100000,12,2020-02-29,yes,North,0.1
002,\u{3000}＝甲,,300000,0,1899-12-31,no,South,1234567890123456.2
003,乙,100000,300000,7,2026-01-31,no,South,12345678901234.6
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", PLAN);
    sandbox.write("data/people.csv", PEOPLE);
    sandbox.write(
        "data/deals.csv",
        "deal_id,工号,amount,rate,closed,won\nD1,001,1000.5,85%,2026-02-28,yes\n+D2,003,-20,12.5%,2026-03-31,no\n",
    );
    sandbox
}

fn workbook(sandbox: &Sandbox, further: &[&str]) -> Workbook {
    sandbox.run(&[&["--format", "xlsx", "--out", "out.xlsx"], further].concat()).says(0, &[]);
    Workbook::read(&fs::read(sandbox.path("out.xlsx")).unwrap())
}

#[test]
fn cells_of_a_workbook_are_typed() {
    let book = workbook(&sandbox(), &[]);
    assert_eq!(book.sheets(), ["Results", "deals", "Errors and remarks", "Explanation"]);
    let results = book.sheet("Results");
    assert!(results.xml.contains("<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"), "{}", results.xml);
    assert!(results.xml.contains("<autoFilter ref=\"A1:"), "{}", results.xml);
    let at = |row: usize, heading: &str| results.under(row, heading);
    for (heading, wanted) in [
        ("工号", ("text", "001", "General")),
        ("name", ("text", "'=1+1", "General")),
        ("reached", ("number", "0.5", "0.00%")),
        ("half", ("number", "0.05", "#,##0.00")),
        ("since", ("number", "43890", "yyyy-mm-dd")),
        ("leads", ("flag", "1", "General")),
        ("where_to", ("text", "North", "General")),
        ("calls", ("number", "12", "#,##0")),
        ("errors", ("number", "13", "#,##0.00")),
        ("bonus", ("number", "500", "\"¥\"#,##0.00;-\"¥\"#,##0.00")),
        ("payout", ("number", "1500.5", "\"¥\"#,##0.00;-\"¥\"#,##0.00")),
    ] {
        assert_eq!(at(1, heading), wanted, "{heading}");
    }
    assert!(book.is_bold(&results.rows[0][0]) && !book.is_bold(&results.rows[1][0]), "the heading is bold");
    // A blank cell, a date before Excel's time, and a formula behind a blank at its full width.
    assert_eq!((at(2, "reached").0, at(2, "since"), at(2, "name").1), ("", ("text", "1899-12-31", "General"), "'＝甲"));
    let deals = book.sheet("deals");
    assert_eq!(deals.under(1, "amount"), ("number", "1000.5", "\"¥\"#,##0.00;-\"¥\"#,##0.00"));
    assert_eq!((deals.under(1, "rate"), deals.under(1, "won")), (("number", "0.85", "0.00%"), ("flag", "1", "General")));
    assert_eq!((deals.under(1, "closed"), deals.under(2, "deal_id").1), (("number", "46081", "yyyy-mm-dd"), "'+D2"));
}

#[test]
fn no_digit_is_lost_in_a_workbook() {
    let sandbox = sandbox();
    let book = workbook(&sandbox, &[]);
    let json: Value = serde_json::from_str(&sandbox.run(&["--format", "json"]).out).unwrap();
    let results = book.sheet("Results");
    let of_json = |person: usize, name: &str| json["people"][person]["values"][name].to_string();
    // 16 digits, and a third, are more than Excel keeps; 15 are not.
    for (person, name, kind) in [(1, "half", "text"), (2, "half", "number"), (2, "reached", "text")] {
        let (is, digits, _) = results.under(person + 1, name);
        assert_eq!((is, digits.to_string()), (kind, of_json(person, name)), "{name}");
    }
    let explained = book.sheet("Explanation");
    assert!(explained.says("2 numbers have more than 15 digits"), "{:?}", explained.rows);
}

#[test]
fn a_workbook_says_where_its_columns_come_from() {
    let sandbox = sandbox();
    let book = workbook(&sandbox, &["--lang", "zh"]);
    assert_eq!(book.sheets(), ["结果", "deals", "错误与提示", "说明"]);
    let results = book.sheet("结果");
    assert_eq!(results.rows[0].last().map(|cell| cell.text.as_str()), Some("错误"));
    // Ten columns of Chinese, the button of the filter, and a margin.
    assert!(book.sheet("错误与提示").xml.contains("<col min=\"8\" max=\"8\" width=\"15.7109375\""), "{}", book.sheet("错误与提示").xml);
    let sheet = book.sheet("说明");
    let facts: Vec<(&str, &str)> =
        sheet.rows.iter().take(7).map(|row| (row[0].text.as_str(), row.get(1).map_or("", |cell| &cell.text))).collect();
    let wanted = [("制度", "各种数据"), ("版本", "1"), ("周期", "2026-Q1"), ("货币", "CNY"), ("舍入", "rounding   money half up to 0.01")];
    assert_eq!(facts[..5], wanted);
    assert_eq!((facts[5], facts[6]), (("数据文件", "data/deals.csv"), ("数据文件", "data/people.csv")));
    let line = sheet.rows.iter().find(|row| row.get(1).is_some_and(|cell| cell.text == "bonus")).unwrap();
    let line: Vec<&str> = line.iter().map(|cell| cell.text.as_str()).collect();
    let clause = "payout bonus { pay 1% of sales otherwise 0 }";
    assert_eq!(line, ["结果", "bonus", "bonus", "CNY", clause, "plan.merit", "27"]);
}

#[test]
fn errors_stand_on_their_own_sheet() {
    let sandbox = sandbox();
    sandbox.write("data/people.csv", PEOPLE.replace("100000,12,", "abc,12,"));
    sandbox.run(&["--format", "xlsx", "--out", "out.xlsx"]).says(3, &["E4"]);
    let book = Workbook::read(&fs::read(sandbox.path("out.xlsx")).unwrap());
    let sheet = book.sheet("Errors and remarks");
    let line = |heading: &str| sheet.under(1, heading).1;
    assert_eq!((line("kind"), line("person"), line("file")), ("error", "001", "data/people.csv"));
    assert_eq!((line("row"), line("column"), line("cell")), ("2", "quota", "abc"));
    assert_eq!(book.sheet("Results").under(1, "errors_").1, line("code"));
}

#[test]
fn a_workbook_is_the_same_on_every_run() {
    let sandbox = sandbox();
    let made = |name: &str| {
        sandbox.run(&["--format", "xlsx", "--out", name]).says(0, &[]);
        fs::read(sandbox.path(name)).unwrap()
    };
    let first = made("a.xlsx");
    std::thread::sleep(std::time::Duration::from_millis(2_100));
    assert!(first == made("b.xlsx"), "the bytes differ");
    assert!(Workbook::read(&first).core.contains("2026-03-31T00:00:00Z"), "made on the last day of the period");
}

#[test]
fn several_periods_stand_in_one_workbook() {
    let sandbox = Sandbox::new();
    sandbox
        .merit(&["run", "plan.merit", "--data", "data", "--period", "2026-Q1..2026-Q2", "--format", "xlsx", "--out", "out.xlsx"])
        .says(0, &[]);
    let book = Workbook::read(&fs::read(sandbox.path("out.xlsx")).unwrap());
    let results = book.sheet("Results");
    let periods: Vec<&str> = (1..results.rows.len()).map(|row| results.under(row, "period").1).collect();
    assert_eq!(periods, ["2026-Q1", "2026-Q1", "2026-Q2", "2026-Q2"]);
    assert_eq!(book.sheet("deals").rows.len(), 7);
    assert!(book.sheet("Explanation").says("2026-Q1..2026-Q2"));
}

#[test]
fn what_is_no_workbook() {
    let sandbox = sandbox();
    sandbox.run(&["--format", "xlsx"]).says(2, &["error[E790]", "--out results.xlsx"]);
    sandbox.run(&["--format", "csv", "--rows"]).says(2, &["error[E632]"]);
    sandbox.run(&["--format", "json", "--bom", "always"]).says(2, &["error[E792]"]);
    // An apostrophe before it counts.
    for (name, length) in [("x".repeat(32_768), "32768"), (format!("={}", "x".repeat(32_766)), "32768")] {
        sandbox.write("data/people.csv", PEOPLE.replace("乙", &name));
        sandbox.run(&["--format", "xlsx", "--out", "out.xlsx"]).says(2, &["error[E791]", "row 4", "“name”", length]);
        assert!(!sandbox.path("out.xlsx").exists());
    }
    sandbox.write("data/people.csv", PEOPLE.replace("乙", &"x".repeat(32_767)));
    assert_eq!(workbook(&sandbox, &[]).sheet("Results").under(3, "name").1.len(), 32_767);
}

/// Excel writes a sign that only machines read by its number; a text that looks so stays a text.
#[test]
fn marks_of_the_file_are_no_part_of_a_text() {
    let sandbox = sandbox();
    sandbox.write("data/people.csv", PEOPLE.replace("＝甲", "甲_x0041_<&"));
    let name = workbook(&sandbox, &[]).sheet("Results").under(2, "name").1.to_string();
    assert_eq!(name, "甲_x005F_x0041_<&");
}

#[test]
fn an_object_a_line() {
    let sandbox = sandbox();
    let run = sandbox.run(&["--format", "ndjson", "--rows"]);
    assert_data_eq!(run.out.as_str(), file!["expected/results.ndjson"].raw());
    for line in run.out.lines() {
        let person: Value = serde_json::from_str(line).unwrap();
        assert_eq!((&person["period"], person["errors_"].as_array().map(Vec::len)), (&Value::from("2026-Q1"), Some(0)), "{person}");
    }
    let both = sandbox.merit(&["run", "plan.merit", "--data", "data", "--period", "2026-Q1..2026-Q2", "--format", "ndjson"]);
    assert_eq!((both.code, both.out.lines().filter(|line| line.starts_with("{\"period\": \"2026-Q2\"")).count()), (0, 3));
}

#[test]
fn pages_and_markdown() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,<b>甲</b>,50,abc,\nB,=1+1,200,300,4\n");
    let run = sandbox.run(&["--format", "markdown", "--lang", "zh"]);
    assert_eq!(run.code, 3);
    assert_data_eq!(run.out, file!["expected/results-zh.md"].raw());
    let run = sandbox.run(&["--format", "html"]);
    assert!(run.out.contains("&lt;b&gt;甲&lt;/b&gt;") && !run.out.contains("<script"), "{}", run.out);
    assert_data_eq!(run.out, file!["expected/results.html"].raw());
    let both = sandbox.merit(&["run", "plan.merit", "--data", "data", "--period", "2026-Q1..2026-Q2", "--format", "markdown"]);
    both.says(3, &["## Results of 2026-Q1", "## Results of 2026-Q2"]);
}

#[test]
fn a_mark_before_csv() {
    let sandbox = Sandbox::new();
    let begins = |further: &[&str]| {
        let run = sandbox.run(&[&["--format", "csv"], further].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        if further.contains(&"--out") { sandbox.read("out.csv") } else { run.out }.starts_with('\u{feff}')
    };
    let file = ["--out", "out.csv"];
    let with = |when: &'static str| [&file[..], &["--bom", when]].concat();
    assert_eq!((begins(&[]), begins(&["--bom", "auto"]), begins(&["--bom", "always"])), (false, false, true));
    assert_eq!((begins(&file), begins(&with("auto")), begins(&with("never")), begins(&with("always"))), (true, true, false, true));
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,Ann,50,100,\nB,Ben,200,300,4\n");
    assert_eq!((begins(&file), begins(&with("always"))), (false, true));
}

/// What one plan has computed is what another reads, in every format that a plan reads: no digit changes.
#[test]
fn results_can_be_read_again() {
    let sandbox = sandbox();
    sandbox.write(
        "next.merit",
        r#"policy "Next" { period quarter; currency CNY; rounding money half up to 0.01 }
input results by 工号 {
  name : text; reached : percent as ratio optional; half : number; since : date; leads : flag; where_to : one of "North", "South"
  called : text; calls : count; counted : count column "errors"; bonus : money; pay : money column "payout"
}
let reached_again = reached
let half_again = half
let since_again = since
let leads_again = leads
let where_again = where_to
let called_again = called
let calls_again = calls
let counted_again = counted
payout bonus_again { pay bonus }
payout pay_again { pay pay }
"#,
    );
    let people: Value = serde_json::from_str(&sandbox.run(&["--format", "json"]).out).unwrap();
    let names = ["reached", "half", "since", "leads", "where_to", "calls", "errors", "bonus", "payout"];
    let again = [
        "reached_again",
        "half_again",
        "since_again",
        "leads_again",
        "where_again",
        "calls_again",
        "counted_again",
        "bonus_again",
        "pay_again",
    ];
    for format in ["csv", "ndjson"] {
        let file = format!("results.{format}");
        sandbox.run(&["--format", format, "--out", &file]).says(0, &[]);
        let run = sandbox.merit(&["run", "next.merit", "--data", &format!("results={file}"), "--period", "2026-Q1", "--format", "json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let read: Value = serde_json::from_str(&run.out).unwrap();
        for person in 0..3 {
            let (was, is) = (&people["people"][person], &read["people"][person]);
            assert_eq!(was["key"], is["key"]);
            for (name, name_again) in names.iter().zip(again) {
                assert_eq!(was["values"][name].to_string(), is["values"][name_again].to_string(), "{format}: {name}");
            }
            // Only the apostrophe that CSV has before a formula is read too.
            let mark = if format == "csv" && person < 2 { "'" } else { "" };
            let called = was["values"]["called"].as_str().unwrap();
            assert_eq!(is["values"]["called_again"], format!("{mark}{called}"), "{format}");
        }
    }
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = sandbox();
    fs::create_dir(sandbox.path("folder")).unwrap();
    fs::create_dir(sandbox.path("closed")).unwrap();
    sandbox.write("kept", "as it was");
    let mode = |name: &str, mode| fs::set_permissions(sandbox.path(name), fs::Permissions::from_mode(mode)).unwrap();
    mode("closed", 0o500);
    mode("kept", 0o400);
    let root = fs::write(sandbox.path("closed/probe"), "").is_ok();
    let people = sandbox.read("data/people.csv");
    for format in ["table", "json", "ndjson", "csv", "xlsx", "markdown", "html"] {
        let out = |file: &str| sandbox.run(&["--format", format, "--out", file]);
        out("folder").says(2, &["error[E630]", "it is a folder"]);
        out("folder/none/out").says(2, &["error[E630]", "the folder does not exist"]);
        out("plan.merit/out").says(2, &["error[E630]"]);
        out("data/people.csv").says(2, &["error[E631]"]);
        // A file that may only be read stays, though whoever may write its folder could replace it.
        out("kept").says(2, &["error[E630]", "permission denied"]);
        if !root {
            out("closed/out").says(2, &["error[E630]", "permission denied"]);
        }
        if cfg!(target_os = "linux") {
            out("/dev/full").says(2, &["error[E630]", "the disk is full"]);
        }
    }
    assert_eq!((sandbox.read("data/people.csv"), sandbox.read("kept")), (people, "as it was".to_string()));
    mode("closed", 0o700);
    let names = |folder: &str| fs::read_dir(sandbox.path(folder)).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let left: Vec<String> = names("").chain(names("folder")).chain(names("closed")).chain(names("data")).collect();
    assert!(left.iter().all(|name| !name.contains("out") && !name.starts_with(".merit-")), "{left:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn results_for_a_terminal_that_is_gone() {
    let sandbox = sandbox();
    for format in ["table", "json", "ndjson", "csv", "markdown", "html"] {
        let call = ["run", "plan.merit", "--data", "data", "--period", "2026-Q1", "--format", format];
        let mut command = sandbox.command(&call);
        command.stdout(fs::OpenOptions::new().write(true).open("/dev/full").unwrap());
        crate::support::run(command).says(2, &["error[E630]", "the disk is full"]);
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = sandbox.command(&call);
        command.stdout(writer);
        let run = crate::support::run(command);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{format}");
    }
}
