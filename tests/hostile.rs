//! Input that nobody means: each gets a message and an exit code, and never a crash, a hang or a number.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PLAN: &str = "\
policy \"Sample\" { period month; currency CNY; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { sales : money at least 0 }
payout bonus { pay 1% of sales }
";

/// A folder with a plan and a file of people.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new(policy: &[u8], people: &[u8]) -> Desk {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("plan.merit"), policy).expect("the plan is written");
        fs::write(folder.path().join("people.csv"), people).expect("the people are written");
        Desk { folder }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn merit(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_merit"))
            .current_dir(self.path())
            .args(arguments)
            .args(["--lang", "en"])
            .output()
            .expect("the binary runs")
    }

    fn check(&self) -> Output {
        self.merit(&["check", "plan.merit"])
    }

    fn run(&self) -> Output {
        self.merit(&["run", "plan.merit", "--data", "people=people.csv", "--period", "2026-01", "--format", "json"])
    }
}

/// The call ended by itself with this code and a message that has a code and fits on a few screens.
#[track_caller]
fn refused(output: &Output, code: i32) -> String {
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{errors}");
    assert!(errors.contains("error[E"), "a message with a code: {errors}");
    assert!(!errors.contains("panicked"), "{errors}");
    assert!(errors.lines().count() < 400 && errors.len() < 100_000, "the message is readable: {} bytes", errors.len());
    errors
}

#[track_caller]
fn policy_refused(policy: &[u8]) -> String {
    refused(&Desk::new(policy, b"id,sales\n1,2\n").check(), 2)
}

/// The file of people is refused as a whole.
#[track_caller]
fn data_refused(people: &[u8]) -> String {
    refused(&Desk::new(PLAN.as_bytes(), people).run(), 2)
}

/// The first person is in error, without a number.
#[track_caller]
fn cell_refused(cell: &str) -> String {
    let output = Desk::new(PLAN.as_bytes(), format!("id,sales\nA1,{cell}\nB2,100\n").as_bytes()).run();
    let errors = refused(&output, 3);
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the results are JSON");
    assert!(results["people"][0]["values"]["bonus"].is_null(), "{results}");
    assert_eq!(results["people"][1]["values"]["bonus"].to_string(), "1.00", "the other person is paid: {results}");
    assert!(errors.contains("people.csv") && errors.contains("A1"), "the message names file and person: {errors}");
    errors
}

#[test]
fn policies() {
    policy_refused(b"");
    policy_refused(b"   \n# nothing\n");
    policy_refused(&[0, 159, 146, 150, 255, 0, 1, 2]);
    policy_refused(b"\xff\xfep\0o\0l\0i\0c\0y\0");
    policy_refused(b"policy \"open");
    policy_refused("}".repeat(5_000).as_bytes());
    policy_refused("制度".repeat(10_000).as_bytes());
}

#[test]
fn a_policy_of_ten_megabytes() {
    let mut text = String::from(PLAN);
    while text.len() < 10 * 1024 * 1024 {
        text.push_str("param filler : money = 1\n");
    }
    policy_refused(text.as_bytes());
}

#[test]
fn deep_nests_and_long_sums() {
    for (open, close) in [("(", ")"), ("{", "}"), ("（", "）"), ("- ", ""), ("not ", ""), ("if yes then 1 else ", ""), ("abs(", ")")] {
        let nest = format!("{PLAN}let deep = {}1{}\n", open.repeat(100_000), close.repeat(100_000));
        policy_refused(nest.as_bytes());
    }
    let sum = format!("{PLAN}let long = 1{}\n", "+1".repeat(1_000_000));
    policy_refused(sum.as_bytes());
}

#[test]
fn numbers() {
    for number in ["1e999999", &"9".repeat(400), &format!("0.{}1", "0".repeat(400)), "NaN", "inf", "-Infinity", "#REF!", "0x10"] {
        cell_refused(number);
        let policy = format!("{PLAN}param big : money = {number}\n");
        policy_refused(policy.as_bytes());
    }
    for cell in ["1_0", "--5", "1.2.3", "1 2", "\"12,34\"", "(5)", "5元6", "％"] {
        cell_refused(cell);
    }
}

#[test]
fn a_table_of_a_million_columns() {
    let mut header = String::from("id,sales");
    for number in 0..1_000_000 {
        header.push_str(&format!(",c{number}"));
    }
    header.push('\n');
    data_refused(header.as_bytes());
}

#[test]
fn tables() {
    data_refused(b"");
    data_refused(b"\n\n\n");
    data_refused(b"id,sales,sales\n1,2,3\n");
    data_refused(b"id,turnover\n1,2\n");
    data_refused(b"id,sales\n1,\"2\n");
    data_refused(&[b"id,sales\n".as_slice(), &[0xff, 0xfe, 0, 200], b",1\n"].concat());
    data_refused(b"\xff\xfei\0d\0,\0s\0");
    data_refused(b"PK\x03\x04not a table at all");
    data_refused(&[b"id,sales\n1,".as_slice(), &b"7".repeat(3_000_000), b"\n"].concat());
}

#[test]
fn keys() {
    for people in ["id,sales\n,5\nB2,100\n", "id,sales\n  ,5\nB2,100\n", "id,sales\nA1,5\nA1,7\nB2,100\n"] {
        let output = Desk::new(PLAN.as_bytes(), people.as_bytes()).run();
        refused(&output, 3);
        assert!(String::from_utf8_lossy(&output.stdout).contains("\"B2\""));
    }
}

#[test]
fn rows_that_are_too_short_or_too_long() {
    for people in ["id,sales\nA1\nB2,100\n", "id,sales\nA1,5,6\nB2,100\n"] {
        refused(&Desk::new(PLAN.as_bytes(), people.as_bytes()).run(), 3);
    }
}

#[test]
fn folders_where_files_belong_and_files_that_are_not_there() {
    let desk = Desk::new(PLAN.as_bytes(), b"id,sales\n1,2\n");
    fs::create_dir(desk.path().join("folder.merit")).expect("a folder is made");
    fs::create_dir(desk.path().join("folder.csv")).expect("a folder is made");
    refused(&desk.merit(&["check", "folder.merit"]), 2);
    refused(&desk.merit(&["check", "absent.merit"]), 2);
    let run = |data: &str| desk.merit(&["run", "plan.merit", "--data", data, "--period", "2026-01"]);
    refused(&run("people=folder.csv"), 2);
    refused(&run("people=absent.csv"), 2);
    refused(&run("absent"), 2);
    refused(&run("nobody=people.csv"), 2);
    let out = |file: &str| desk.merit(&["run", "plan.merit", "--data", "people=people.csv", "--period", "2026-01", "--out", file]);
    refused(&out("absent/out.csv"), 2);
    refused(&out("people.csv"), 2);
    assert_eq!(fs::read(desk.path().join("people.csv")).expect("the data are still there"), b"id,sales\n1,2\n");
}

/// A long chain of names is explained as far as anybody can follow it.
#[test]
fn a_deep_explanation() {
    let mut plan = format!("{PLAN}let last = 1\n");
    for at in 0..4_000 {
        let next = if at == 3_999 { "last".to_string() } else { format!("a{}", at + 1) };
        plan.push_str(&format!("let a{at} = {next} + 1\n"));
    }
    let desk = Desk::new(plan.as_bytes(), b"id,sales\nA,5\n");
    let output = desk.merit(&["why", "plan.merit", "--data", "people=people.csv", "--period", "2026-01", "--who", "A", "a0"]);
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("a0 = 4000 + 1 = 4001") || text.contains("a0 = 4,000 + 1 = 4,001"), "{text}");
    assert!(text.contains("(goes on: ask"), "{text}");
}
