//! `merit why`.

use snapbox::{assert_data_eq, file};

use crate::support::{Sandbox, merit};

#[test]
fn down_to_the_cell() {
    let run =
        merit(&["why", "policies/first-steps/first-steps.merit", "--data", "policies/first-steps", "--period", "2026-Q1", "--who", "P02"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out, file!["expected/why-first-steps.txt"].raw());
}

#[test]
fn in_chinese() {
    let run = merit(&[
        "why",
        "policies/销售绩效管理制度/销售绩效管理制度.merit",
        "--data",
        "policies/销售绩效管理制度/data",
        "--period",
        "2026-Q3",
        "--lang",
        "zh",
        "--who",
        "YG0003",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_data_eq!(run.out, file!["expected/why-zh.txt"].raw());
}

#[test]
fn one_value_as_json() {
    let sandbox = Sandbox::new();
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "B", "bonus", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((json["key"].as_str(), json["values"][0]["value"].to_string().as_str()), (Some("B"), "0.11"));
}

#[test]
fn what_cannot_be_computed() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,甲,50,,\n");
    sandbox.write("data/deals.csv", "deal_id,id,amount\n");
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "A"]);
    run.says(3, &["score cannot be computed", "people.csv, row 2, column \"quota\"", "bonus = 1% × $0.00 = $0.00"]);
}
