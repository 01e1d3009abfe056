//! `merit rollout`, and what is said where a plan is used before it is published.

use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox, merit};

const PLAN: &str = "tests/fixtures/statement/plan.merit";
const RECORDS: &str = "tests/fixtures/rollout/records.json";
const DATA: &str = "tests/fixtures/statement/data";

fn rollout(further: &[&str]) -> Run {
    merit(&[&["rollout", PLAN], further].concat())
}

#[test]
fn who_is_missing() {
    let run = rollout(&["--records", RECORDS]);
    run.says(1, &["W750", "W753", "W754", "write “commission”, if that is meant", "write “Plan briefing”, if that is meant"]);
    assert_data_eq!(run.out, file!["expected/rollout.txt"].raw());
}

#[test]
fn in_chinese_for_the_people_of_the_data() {
    let run = rollout(&[
        "--records",
        RECORDS,
        "--data",
        DATA,
        "--period",
        "2026-Q1",
        "--as-of",
        "2025-12-20",
        "--lang",
        "zh",
        "--format",
        "markdown",
    ]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_data_eq!(run.out, file!["expected/rollout-zh.md"].raw());
}

#[test]
fn everybody_in_time() {
    let run = rollout(&["--records", "tests/fixtures/rollout/记录.csv", "--lang", "zh"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("所有人员均已按期完成。") && run.out.contains("2025-12-25 按期答复"), "{}", run.out);
    assert!(run.out.contains("截至 2025-12-25（记录中的最后日期）"), "{}", run.out);
}

#[test]
fn for_programs_and_browsers() {
    let json = rollout(&["--records", RECORDS, "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let status = |duty: usize, person: usize| read["duties"][duty]["people"][person]["status"].as_str().unwrap().to_string();
    assert_eq!([status(0, 0), status(0, 1), status(0, 2), status(2, 2)], ["in time", "late", "overdue", "overdue"]);
    assert_eq!(read["remarks"][1]["status"], "overdue");
    assert_eq!(read["remarks"][2]["clause_title"], "Quarterly bonus");
    let csv = rollout(&["--records", RECORDS, "--format", "csv"]);
    assert!(csv.out.contains("comment,,C,,,,2025-12-30,'=1+1,,,\n"), "{}", csv.out);
    let html = rollout(&["--records", RECORDS, "--format", "html"]);
    assert!(html.out.contains("Does &lt;b&gt;2%&lt;/b&gt; change?") && !html.out.contains("<b>2%"), "{}", html.out);
}

#[test]
fn records_of_other_people_and_of_later_days() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", sandbox.read("plan.merit") + "rollout { publish 2025-12-15; acknowledge within 10 days }\n");
    let signed = |who: &str| format!("{{\"event\": \"signed\", \"person\": \"{who}\", \"date\": \"2025-12-20\"}}");
    sandbox.write("r.json", format!("{{\"people\": [\"A\", \"Z\"], \"records\": [{}, {}]}}", signed("A"), signed("B")));
    let call = ["rollout", "plan.merit", "--records", "r.json", "--format", "json"];
    let data = [&call[..], &["--data", "data", "--period", "2026-Q1"]].concat();
    let run = sandbox.merit(&data);
    run.says(
        0,
        &["W756", "1 person among those the records name, not in the data: Z", "1 person in the data, not among those the records name: B"],
    );
    assert!(!run.err.contains("W757"), "{}", run.err);
    let run = sandbox.merit(&[&data[..], &["--as-of", "2025-12-19", "--lang", "zh"]].concat());
    run.says(0, &["W757", "2 条记录的日期晚于 2025-12-19，未计入", "1 人在数据中，但未列入记录的人员：B"]);
}

#[test]
fn the_bundled_records_fit_the_bundled_plan() {
    let folder = "policies/销售绩效管理制度";
    let (policy, records, data) = (format!("{folder}/销售绩效管理制度.merit"), format!("{folder}/推行记录.json"), format!("{folder}/data"));
    let run = merit(&["rollout", &policy, "--records", &records, "--lang", "zh"]);
    run.says(1, &["逾期未完成", "按期"]);
    assert_eq!(run.err, "");
    merit(&["rollout", &policy, "--records", &records, "--data", &data, "--period", "2026-Q1", "--lang", "zh"]).says(1, &["W756"]);
}

#[test]
fn what_is_wrong_is_said() {
    let sandbox = Sandbox::new();
    let call = |records: &str, text: &str, further: &[&str]| {
        sandbox.write(records, text);
        let plan = std::fs::canonicalize(PLAN).unwrap();
        sandbox.merit(&[&["rollout", plan.to_str().unwrap(), "--records", records], further].concat())
    };
    let signed = r#"{"records": [{"event": "signed", "person": "A", "date": "2025-12-20"}]}"#;
    call("r.json", "{", &[]).says(2, &["E750"]);
    call("r.txt", "{", &[]).says(2, &["E750", ".json or a .csv"]);
    call("r.csv", "person,evnt\n", &[]).says(2, &["E751", "write `event`"]);
    call("r.json", r#"{"records": [{"event": "signed"}]}"#, &[]).says(2, &["E752", "record 1: `person` is missing"]);
    call("r.json", signed, &[]).says(2, &["E755"]);
    call("r.json", r#"{"people": ["A"]}"#, &[]).says(2, &["E756"]);
    call("r.json", r#"{"people": ["A"]}"#, &["--as-of", "soon"]).says(2, &["E686"]);
    call("r.json", r#"{"people": ["A"]}"#, &["--as-of", "2026-01-01"]).says(1, &["overdue"]);
    let early = r#"{"people": ["A"], "records": [{"event": "signed", "person": "A", "date": "2025-12-01"}]}"#;
    call("r.json", early, &[]).says(0, &["W755", "does not count"]);
    sandbox.merit(&["rollout", "plan.merit", "--records", "r.json"]).says(2, &["E753"]);
    sandbox.merit(&["rollout", "plan.merit", "--records", "none.json"]).says(2, &["none.json"]);
}

#[test]
fn a_plan_that_is_used_before_it_is_published() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit");
    let with = |rollout: &str| sandbox.write("plan.merit", format!("{plan}\n{rollout}\n"));
    with("rollout { publish 2026-01-15 }");
    let run = sandbox.run(&[]);
    run.says(0, &["W751", "2026-Q1 began on 2026-01-01"]);
    assert_eq!(run.out.matches("W751").count(), 1, "{}", run.out);
    sandbox.merit(&["run", "plan.merit", "--data", "data", "--period", "2026-Q1", "--lang", "zh"]).says(0, &["W751", "早于制度发布日"]);
    with("rollout { publish 2026-01-01 }");
    assert!(!sandbox.run(&[]).out.contains("W75"));
    with("rollout { consult 2025-12-01; acknowledge within 10 days }");
    sandbox.run(&[]).says(0, &["W752"]);
    sandbox.write("r.json", r#"{"people": ["A"], "records": [{"event": "signed", "person": "A", "date": "2025-12-01"}]}"#);
    sandbox.merit(&["rollout", "plan.merit", "--records", "r.json"]).says(0, &["W752", "the rollout has no training"]);
}

#[test]
fn a_calendar_that_ends() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit").replace("currency   USD", "currency   USD\n  calendar   \"weekends\"");
    sandbox.write("plan.merit", format!("{plan}\nrollout {{ publish 9999-12-30; acknowledge within 9 working days }}\n"));
    sandbox.write("r.json", r#"{"people": ["A"]}"#);
    sandbox.merit(&["rollout", "plan.merit", "--records", "r.json", "--as-of", "2026-01-01"]).says(3, &["E754", "calendar"]);
}
