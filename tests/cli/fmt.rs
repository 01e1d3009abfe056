//! `merit fmt`.

use std::io::Write;
use std::process::Stdio;

use crate::support::{Run, Sandbox, merit};

const UNTIDY: &str = "let  x=1 # one\nlet longer =  2\n";
const TIDY: &str = "let x      = 1  # one\nlet longer = 2\n";

fn piped(arguments: &[&str], text: &str) -> Run {
    let sandbox = Sandbox::new();
    let mut command = sandbox.command(arguments);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn in_place() {
    let sandbox = Sandbox::new();
    sandbox.write("a.merit", UNTIDY);
    sandbox.write("b.merit", TIDY);
    let run = sandbox.merit(&["fmt", "a.merit", "b.merit"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "a.merit\n1 of 2 files rewritten\n", ""));
    assert_eq!(sandbox.read("a.merit"), TIDY);
    sandbox.merit(&["fmt", "a.merit", "b.merit"]).says(0, &["0 of 2 files rewritten"]);
}

#[test]
fn only_looked_at() {
    let sandbox = Sandbox::new();
    sandbox.write("a.merit", UNTIDY);
    sandbox.write("b.merit", TIDY);
    let run = sandbox.merit(&["fmt", "--check", "a.merit", "b.merit"]);
    assert_eq!((run.code, run.out.as_str()), (1, "a.merit\n1 of 2 files would change\n"));
    assert_eq!(sandbox.read("a.merit"), UNTIDY);
    sandbox.merit(&["fmt", "--check", "b.merit"]).says(0, &["0 of 1 files would change"]);
}

#[test]
fn from_standard_input() {
    let run = piped(&["fmt", "-"], UNTIDY);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, TIDY, ""));
    assert_eq!(piped(&["fmt", "-"], TIDY).out, TIDY);
    piped(&["fmt", "--check", "-"], UNTIDY).says(1, &["<stdin>", "1 of 1 files would change"]);
    let run = piped(&["fmt", "-"], "let x =\n");
    run.says(2, &["error["]);
    assert_eq!(run.out, "");
}

#[test]
fn what_cannot_be_read_stays_and_the_others_are_written() {
    let sandbox = Sandbox::new();
    let broken = "let  x = 1 +\n\nlet y = 2\n";
    sandbox.write("broken.merit", broken);
    sandbox.write("a.merit", UNTIDY);
    let run = sandbox.merit(&["fmt", "broken.merit", "a.merit", "missing.merit"]);
    run.says(2, &["error[E1", "error[E601]", "1 of 3 files rewritten, 2 cannot be read"]);
    assert_eq!(sandbox.read("broken.merit"), broken);
    assert_eq!(sandbox.read("a.merit"), TIDY);
}

#[test]
fn into_the_other_language_and_back() {
    let sandbox = Sandbox::new();
    let english = sandbox.read("plan.merit");
    sandbox.merit(&["fmt", "plan.merit", "--lang", "en"]).says(0, &["0 of 1 files rewritten"]);
    sandbox.merit(&["fmt", "plan.merit", "--lang", "zh"]).says(0, &["1 个文件，改写 1 个"]);
    let chinese = sandbox.read("plan.merit");
    for text in ["制度 \"Small plan\" {", "设 sold = deals 的 amount 合计", "指标 attain {", "完成率 折成分，最高120", "应为 总分 = 100"]
    {
        assert!(chinese.contains(text), "no {text} in\n{chinese}");
    }
    sandbox.merit(&["test", "plan.merit"]).says(0, &["1 example, 1 passed"]);
    // Without the option nothing is translated, whatever the language of the system.
    let mut command = sandbox.command(&["fmt", "plan.merit"]);
    command.env("LANG", "en_US.UTF-8");
    crate::support::run(command).says(0, &["0 of 1 files rewritten"]);
    sandbox.merit(&["fmt", "plan.merit", "--lang", "en"]).says(0, &[]);
    assert_eq!(sandbox.read("plan.merit"), english);
}

/// A name that another file of the policy declares is the author's, and is not translated.
#[test]
fn names_of_other_files() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit").replace("name : text;", "name : text; grade : text;");
    sandbox.write("plan.merit", format!("use \"more.merit\"\n{plan}"));
    sandbox.write("more.merit", "let level = if grade = \"A\" then 1 else score\nlet reached = attain.score\n");
    sandbox.merit(&["fmt", "more.merit", "--lang", "zh"]).says(0, &[]);
    assert_eq!(sandbox.read("more.merit"), "设 level   = 如果 grade = \"A\" 那么 1 否则 总分\n设 reached = attain.得分\n");
    sandbox.merit(&["check", "plan.merit"]).says(0, &["no errors"]);
}

#[test]
fn the_bundled_plans_are_in_their_layout() {
    let run = merit(&[
        "fmt",
        "--check",
        "policies/first-steps/first-steps.merit",
        "policies/field-sales/field-sales.merit",
        "policies/销售绩效管理制度/销售绩效管理制度.merit",
        "policies/crm-opportunities/common.merit",
    ]);
    run.says(0, &["0 of 4 files would change"]);
}
