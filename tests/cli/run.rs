//! `merit run`.

use snapbox::{assert_data_eq, file};

use crate::support::{Sandbox, merit};

const FIRST_STEPS: [&str; 6] = ["run", "policies/first-steps/first-steps.merit", "--data", "policies/first-steps", "--period", "2026-Q1"];

#[test]
fn the_first_table() {
    let run = merit(&FIRST_STEPS);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out, file!["expected/first-steps.txt"].raw());
}

#[test]
fn in_chinese_with_people_in_error() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,甲,50,abc,\nB,=1+1,200,300,4\n");
    let run = sandbox.run(&["--lang", "zh"]);
    assert_eq!((run.code, run.err.as_str()), (3, ""));
    assert_data_eq!(run.out, file!["expected/errors-zh.txt"].raw());
}

#[test]
fn json_keeps_every_digit() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(&["--format", "json", "--rows"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out.as_str(), file!["expected/small.json"].raw());
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let second = &json["people"][1];
    assert_eq!(second["values"]["score"].to_string(), "66.66666666666666666666666667");
    assert_eq!(second["exact"]["score"], "200/3");
    assert_eq!(second["values"]["bonus"].to_string(), "0.11");
    assert_eq!(json["people"][0]["values"]["bonus"].to_string(), "10.00");
}

#[test]
fn csv_is_harmless() {
    let run = Sandbox::new().run(&["--format", "csv"]);
    assert_eq!(run.code, 0);
    assert_data_eq!(run.out, file!["expected/small.csv"].raw());
}

#[test]
fn the_others_are_still_written() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,甲,50,,\nB,乙,200,300,4\n");
    let run = sandbox.run(&["--format", "json"]);
    run.says(3, &["data/people.csv, row 2"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let first = &json["people"][0];
    assert_eq!((&first["values"]["score"], first["errors"].as_array().map(Vec::len)), (&serde_json::Value::Null, Some(1)));
    assert!(first["reasons"]["score"].as_str().unwrap().starts_with("error E4"), "{first}");
    assert_eq!(json["people"][1]["values"]["bonus"].to_string(), "0.11");
}

#[test]
fn nobody() {
    let sandbox = Sandbox::new();
    sandbox.write("data/deals.csv", "deal_id,id,amount\n");
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\n");
    sandbox.run(&[]).says(2, &["E407", "data/people.csv"]);
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("people by id {", "people by id each period in column \"Quarter\" {"));
    sandbox.write("data/people.csv", "id,Quarter,name,revenue,quota,csat\nA,2026-Q2,甲,50,100,\n");
    sandbox.run(&[]).says(2, &["E408", "2026-Q1"]);
}

#[test]
fn a_missing_column_is_a_wrong_call() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue\nA,甲,50\n");
    sandbox.run(&[]).says(2, &["quota"]);
}

#[test]
fn a_wide_plan_is_parted_into_tables() {
    let data = ["--data", "policies/field-sales/data", "--period", "2026-Q3"];
    let run = merit(&[&["run", "policies/field-sales/field-sales.merit"], &data[..]].concat());
    run.says(0, &["KPI scores: Account executive", "KPI scores: Sales development", "350 people"]);
    let wide: Vec<&str> = run.out.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{wide:?}");
}
