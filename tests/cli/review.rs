//! `merit review`.

use std::path::Path;

use serde_json::Value;
use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox};

const PLAN: &str = include_str!("../fixtures/review/plan.merit");
const PEOPLE: &str = include_str!("../fixtures/review/data/people.csv");
const CASES: &str = include_str!("../fixtures/review/cases.json");
const RECORDS: &str = include_str!("../fixtures/review/records.json");

const BOTH: [&str; 4] = ["--data", "data", "--period", "2026-Q1..2026-Q2"];
const ONE: [&str; 4] = ["--data", "data", "--period", "2026-Q2"];

/// A folder with the plan and what is known of it, the plan with each text written as the one beside it.
fn sandbox(edits: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    let plan = edits.iter().fold(PLAN.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    sandbox.write("plan.merit", plan);
    sandbox.write("data/people.csv", PEOPLE);
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    sandbox.write("cases.json", CASES);
    sandbox.write("records.json", RECORDS);
    sandbox
}

fn review(sandbox: &Sandbox, further: &[&str]) -> Run {
    sandbox.merit(&[&["review", "plan.merit"], further].concat())
}

fn fine(run: Run) -> String {
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    run.out
}

fn json(sandbox: &Sandbox, further: &[&str]) -> Value {
    serde_json::from_str(&fine(review(sandbox, &[further, &["--format", "json"]].concat()))).unwrap()
}

const ALL: [&str; 4] = ["--cases", "cases.json", "--records", "records.json"];

#[test]
fn everything_in_every_format() {
    let sandbox = sandbox(&[]);
    let all = [&BOTH[..], &ALL].concat();
    assert_data_eq!(fine(review(&sandbox, &all)), file!["expected/review.txt"].raw());
    assert_data_eq!(fine(review(&sandbox, &[&all[..], &["--lang", "zh"]].concat())), file!["expected/review-zh.txt"].raw());
    assert_data_eq!(fine(review(&sandbox, &[&all[..], &["--format", "markdown"]].concat())), file!["expected/review.md"].raw());
    assert_data_eq!(fine(review(&sandbox, &[&all[..], &["--format", "json"]].concat())), file!["expected/review.json"].raw());
    let page = fine(review(&sandbox, &[&all[..], &["--format", "html", "--lang", "zh"]].concat()));
    assert_data_eq!(page, file!["expected/review-zh.html"].raw());
}

fn whole(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("{value}"))
}

/// Cents of an amount as JSON has it.
fn cents(value: &Value) -> i64 {
    let text = value.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = format!("{part:0<2}");
    assert_eq!(part.len(), 2, "{text}");
    format!("{whole}{part}").parse().unwrap()
}

/// Counts sum to the people, and pay of groups to the pay of all, which is what `run` pays.
#[test]
fn sums_agree() {
    let sandbox = sandbox(&[]);
    let found = json(&sandbox, &ONE);
    let people = whole(&found["results"]["people"]);
    let total = cents(&found["results"]["pay"]["sum"]);
    for by in found["groups"].as_array().unwrap() {
        let groups = by["groups"].as_array().unwrap();
        assert_eq!(groups.iter().map(|group| whole(&group["people"])).sum::<u64>(), people, "{}", by["by"]);
        assert_eq!(groups.iter().map(|group| cents(&group["pay"]["sum"])).sum::<i64>(), total, "{}", by["by"]);
    }
    for kpi in found["kpis"].as_array().unwrap().iter().filter(|kpi| !kpi["attainment"].is_null()) {
        let bands = kpi["bands"].as_array().unwrap();
        let counted = bands.iter().map(|band| whole(&band["people"])).sum::<u64>();
        assert_eq!(counted, whole(&kpi["attainment"]["people"]), "{}", kpi["kpi"]);
    }
    let grades = found["results"]["grades"].as_array().unwrap();
    let graded = grades.iter().map(|grade| whole(&grade["people"])).sum::<u64>();
    assert_eq!(graded + whole(&found["results"]["without_grade"]), people);
    for goal in found["goals"].as_array().unwrap() {
        assert_eq!(whole(&goal["met"]) + whole(&goal["missed"]) + whole(&goal["open"]), people, "{}", goal["goal"]);
    }
    let run = sandbox.merit(&[&["run", "plan.merit", "--format", "json"], &ONE[..]].concat());
    let run: Value = serde_json::from_str(&run.out).unwrap();
    let paid: i64 = run["people"].as_array().unwrap().iter().map(|person| cents(&person["values"]["payout"])).sum();
    assert_eq!(paid, total);
}

fn cost(found: &Value, clause: &str, kind: &str) -> Value {
    let costs = found["costs"].as_array().unwrap();
    let own = costs.iter().find(|cost| cost["clause"] == clause && cost["kind"] == kind);
    own.unwrap_or_else(|| panic!("no {clause} in {costs:#?}")).clone()
}

/// What each clause takes, worked out by hand from the data of the second quarter.
#[test]
fn what_clauses_take() {
    let sandbox = sandbox(&[]);
    let found = json(&sandbox, &ONE);
    // Dev sold 48,000 of 100,000: 5% of that is held back.
    let gate = cost(&found, "Half of quota", "gate");
    assert_eq!((whole(&gate["people"]), cents(&gate["pay"])), (1, 240_000));
    // Eve sold 130,000: 6,500 are due and 6,000 paid. Gus has his commission by exception.
    let cap = cost(&found, "at most $6,000.00", "cap");
    assert_eq!((whole(&cap["people"]), cents(&cap["pay"])), (1, 50_000));
    // Fay has not signed.
    let signed = cost(&found, "Code of conduct signed", "gate");
    assert_eq!((whole(&signed["people"]), cents(&signed["pay"])), (1, 100_000));
    // 2 × 2 points, and 9 × 2 points, at most 6.
    let late = cost(&found, "Late reports", "adjustment");
    assert_eq!((whole(&late["people"]), cents(&late["points"])), (2, 1_000));
    // Satisfaction counts 30%: (1 − 3.5/4 + 1 − 3.8/4) × 30.
    let satisfied = cost(&found, "Satisfaction", "kpi");
    assert_eq!((whole(&satisfied["people"]), satisfied["points"].to_string()), (2, "5.25".to_string()));
}

/// People of whom the data say the same get the same; where not, it is said through what.
#[test]
fn same_inputs_same_pay() {
    let found = json(&sandbox(&[]), &ONE);
    let unequal = found["equality"]["unequal"].as_array().unwrap();
    assert_eq!(unequal.len(), 1, "{unequal:?}");
    assert_eq!(unequal[0]["people"], serde_json::json!(["E05", "E07"]));
    assert!(unequal[0]["because"].as_str().unwrap().contains("Launch of the new region"));
    let without = sandbox(&[]);
    let exception = PLAN.find("exception for").unwrap();
    let end = PLAN[exception..].find("\n}\n").unwrap() + exception + 3;
    without.write("plan.merit", format!("{}{}", &PLAN[..exception], &PLAN[end..]));
    let found = json(&without, &ONE);
    assert_eq!((whole(&found["equality"]["alike"]), found["equality"]["unequal"].as_array().unwrap().len()), (2, 0));
}

/// A condition that is not the same for everybody is counted; topics without data are named; one period says nothing of feedback.
#[test]
fn the_next_review() {
    let sandbox = sandbox(&[("when average of sales.attainment", "when sales.attainment"), ("over everyone < 95%", "< 80%")]);
    let found = json(&sandbox, &ONE);
    let due = &found["reviews"][0];
    assert_eq!((due["next"].as_str(), due["by"].as_str()), (Some("2026-07-01"), Some("Sales Operations")));
    assert_eq!((whole(&due["adjustment"]["people"]), whole(&due["adjustment"]["of"])), (2, 7));
    assert!(found["feedback"].is_null());
    let text = fine(review(&sandbox, &ONE));
    for said in ["it holds for 2 of 7 people", "territories: nothing in the data", "appeals: no data", "feedback: one period is not enough"]
    {
        assert!(text.contains(said), "{said}\n{text}");
    }
    let chinese = fine(review(&sandbox, &[&ONE[..], &["--lang", "zh"]].concat()));
    assert!(chinese.contains("7 人中 2 人成立") && chinese.contains("没有申诉数据"), "{chinese}");
}

/// Somebody without a quota has no result; the others are reviewed, and it is said who is missing.
#[test]
fn errors_of_people() {
    let sandbox = sandbox(&[]);
    sandbox.write(
        "data/people.csv",
        PEOPLE.replace("2026-Q2,E03,Cleo,North,SDR,2025-09-01,,105000,100000", "2026-Q2,E03,Cleo,North,SDR,2025-09-01,,105000,"),
    );
    for (lang, said) in [("en", "1: Cleo (E03)"), ("zh", "1 人：Cleo（E03）")] {
        let run = review(&sandbox, &[&ONE[..], &["--lang", lang, "--out", "review.txt"]].concat());
        run.says(3, &[]);
        assert!(sandbox.read("review.txt").contains(said), "{}", sandbox.read("review.txt"));
    }
}

/// What data and policy say is text, whatever it looks like.
#[test]
fn hostile_texts() {
    let sandbox = sandbox(&[("\"Revenue\"", "\"Revenue <img src=x onerror=alert(1)>\""), ("\"Half of quota\"", "\"Half | of `quota`\"")]);
    sandbox.write("data/people.csv", PEOPLE.replace(",Dev,South", ",<script>alert(2)</script>,South | [x](y)"));
    sandbox.write("records.json", RECORDS.replace("The cap", "</td></table><script>alert(3)</script>"));
    let all = [&BOTH[..], &ALL].concat();
    let page = fine(review(&sandbox, &[&all[..], &["--format", "html"]].concat()));
    for forbidden in ["<script", "<img", "</td></table><"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(page.contains("&lt;script&gt;alert(2)&lt;/script&gt;"));
    let markdown = fine(review(&sandbox, &[&all[..], &["--format", "markdown"]].concat()));
    assert!(!markdown.replace("\\<", "").contains('<') && !markdown.contains("[x](y)"), "{markdown}");
}

/// Whoever could not be computed in the period compared with is told, and the figures of then leave them out.
#[test]
fn errors_of_an_earlier_period() {
    let sandbox = sandbox(&[]);
    let blank = PEOPLE.replace("2026-Q1,E03,Cleo,North,SDR,2025-09-01,,110000,100000", "2026-Q1,E03,Cleo,North,SDR,2025-09-01,,110000,");
    assert_ne!(blank, PEOPLE);
    sandbox.write("data/people.csv", blank);
    for (lang, said) in
        [("en", "With errors in 2026-Q1, and so not compared: 1: Cleo (E03)"), ("zh", "2026-Q1 结果有错误、未作比较：1 人：Cleo（E03）")]
    {
        let run = review(&sandbox, &[&BOTH[..], &["--lang", lang]].concat());
        assert!(run.code == 3 && run.err.contains("quota"), "{} {}", run.code, run.err);
        assert!(run.out.contains(said), "{}", run.out);
    }
    let run = review(&sandbox, &[&BOTH[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(found["errors_before"], serde_json::json!(["E03"]));
    assert_eq!(found["results"]["errors"], serde_json::json!([]));
}

/// What went against the appeal clause is said as `merit appeal` says it, and ends as it does.
#[test]
fn appeals_against_their_clause() {
    let stranger = CASES.replace(r#""members": ["#, r#""members": [{"key": "P3", "name": "Kim", "department": "Legal"},"#);
    let late = CASES.replace(r#""on": "2026-07-15""#, r#""on": "2026-09-15""#).replace(r#""on": "2026-07-16""#, r#""on": "2026-09-16""#);
    for cases in [stranger, late] {
        assert_ne!(cases, CASES);
        let sandbox = sandbox(&[]);
        sandbox.write("cases.json", &cases);
        let appeal = sandbox.merit(&[&["appeal", "plan.merit", "--cases", "cases.json"], &ONE[..]].concat());
        let run = review(&sandbox, &[&ONE[..], &["--cases", "cases.json"]].concat());
        let code = run.err.split("error[").nth(1).and_then(|rest| rest.get(..4)).unwrap_or("nothing").to_string();
        assert_eq!((run.code, appeal.code), (1, 1), "{}\n{}", run.err, appeal.err);
        assert!(appeal.err.contains(&code), "{code}\n{}", appeal.err);
    }
}

/// People without a value are neither met nor missed; who is farthest from a goal comes first, and so does the goal that fewest meet.
#[test]
fn goals_worst_first() {
    // Of loyal: Ada 4.1, Cleo 4.5, Eve 4.6 and Gus 4.6 of 4 meet it, Fay 3.5 and Ben 3.8 miss it, Dev has no value.
    let found = json(&sandbox(&[]), &ONE);
    let goals = found["goals"].as_array().unwrap();
    let counts = |goal: &Value| ["met", "missed", "open"].map(|name| whole(&goal[name]));
    assert_eq!((goals[0]["goal"].as_str(), counts(&goals[0])), (Some("Grow revenue"), [3, 4, 0]));
    assert_eq!((goals[1]["goal"].as_str(), counts(&goals[1])), (Some("Customers stay satisfied"), [4, 2, 1]));
    let keys = |goal: &Value| -> Vec<String> {
        goal["misses"].as_array().unwrap().iter().map(|miss| miss["key"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!((keys(&goals[0]).join(" "), keys(&goals[1]).join(" ")), ("E04 E02 E01 E06".to_string(), "E06 E02".to_string()));
    // With 5 as target nobody meets it.
    let found = json(&sandbox(&[("measure csat; target 4; due", "measure csat; target 5; due")]), &ONE);
    let first = &found["goals"][0];
    assert_eq!((first["goal"].as_str(), counts(first)), (Some("Customers stay satisfied"), [0, 6, 1]));
    // A target of 0 leaves no attainment to divide by it.
    let lower = sandbox(&[("measure csat; target 4; due", "measure late; target 0; lower is better by ratio; due")]);
    let run = review(&lower, &[&ONE[..], &["--format", "json"]].concat());
    let found: Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{}", run.err));
    let goal = found["goals"].as_array().unwrap().iter().find(|goal| goal["goal"] == "Customers stay satisfied").unwrap();
    assert_eq!((counts(goal), keys(goal).join(" ")), ([5, 2, 0], "E02 E06".to_string()), "{goal}");
}

/// A cap inside a line of a table, and one of what is added, take something too.
#[test]
fn caps_inside() {
    let inside = sandbox(&[(
        "score    attainment in points, at most 120",
        "score    by attainment { below 50% : 0; from 50% : attainment in points, at most 110 }",
    )]);
    // Eve and Gus reach 130%: 20 points each.
    let cap = cost(&json(&inside, &ONE), "at most 110", "cap");
    assert_eq!((whole(&cap["people"]), cents(&cap["points"]), cap["of"].as_str()), (2, 2_400, Some("Revenue")));
    let added =
        sandbox(&[("score    attainment in points, at most 120", "score    100\n      plus 1 for each full 1% above target, at most 20")]);
    let cap = cost(&json(&added, &ONE), "at most 20", "cap");
    assert_eq!((whole(&cap["people"]), cents(&cap["points"])), (2, 1_200));
}

/// Where somebody would have no result without a clause, that is said.
#[test]
fn clauses_that_results_need() {
    // Eve has 6,000 of commission, and would have 6,500 without the cap.
    let text = "payout share \"Share\" for id = \"E05\" { pay won * (1_000 / (6_500 - commission)) }\nfeedback behind";
    let sandbox = sandbox(&[("feedback behind", text)]);
    let found = json(&sandbox, &ONE);
    let open = found["costs_not_known"].as_array().unwrap();
    let of_cap = open.iter().find(|open| open["clause"] == "at most $6,000.00").unwrap_or_else(|| panic!("{open:?}"));
    assert_eq!((of_cap["because"].as_str(), whole(&of_cap["people"])), (Some("no-result-without-it"), 1));
    let text = fine(review(&sandbox, &ONE));
    assert!(text.contains("Commission: at most $6,000.00 (cap): without it 1 person would have no result"), "{text}");
}

/// What the procedure lacks is what the lints say, at the level and with the reasons that the project and the plan give.
#[test]
fn procedure_by_the_lints() {
    let topic = |sandbox: &Sandbox| {
        let norms = json(sandbox, &ONE)["norms"].as_array().unwrap().clone();
        let own = norms.into_iter().find(|norm| norm["check"] == "Feedback").unwrap();
        (own["verdict"].as_str().unwrap().to_string(), own["measured"].to_string())
    };
    let found = |verdict: &str, measured: &str| (verdict.to_string(), measured.to_string());
    let edits = [("timing   immediate", "timing   monthly")];
    let lacks = "[\"no feedback is immediate\"]";
    assert_eq!(topic(&sandbox(&edits)), found("outside", lacks));
    for (level, verdict) in [("error", "error"), ("note", "note"), ("off", "within")] {
        let project = sandbox(&edits);
        project.write("merit.toml", format!("[lint]\nfeedback-never-immediate = \"{level}\"\n"));
        assert_eq!(topic(&project), found(verdict, if level == "off" { "[]" } else { lacks }), "{level}");
    }
    let because = "  allow feedback-never-immediate because \"Managers sit beside their people\"\n  revenue ";
    assert_eq!(topic(&sandbox(&[edits[0], ("  revenue ", because)])), found("allowed", "[]"));
}

#[test]
fn calls_that_are_wrong() {
    let sandbox = sandbox(&[]);
    let call = |further: &[&str]| review(&sandbox, &[&ONE[..], further].concat());
    call(&["--cases", "none.json"]).says(2, &["E700", "none.json"]);
    call(&["--records", "none.json"]).says(2, &["none.json"]);
    call(&["--cases", "cases.json", "--out", "cases.json"]).says(2, &["cases.json"]);
    sandbox.write("broken.json", "{");
    call(&["--cases", "broken.json"]).says(2, &["broken.json"]);
    let appeal = PLAN.find("appeal \"").unwrap();
    let end = PLAN[appeal..].find("\n}\n").unwrap() + appeal + 3;
    sandbox.write("plan.merit", format!("{}{}", &PLAN[..appeal], &PLAN[end..]));
    call(&["--cases", "cases.json"]).says(2, &["E760", "no appeal clause"]);
    call(&["--cases", "cases.json", "--lang", "zh"]).says(2, &["E760", "没有申诉条款"]);
}

/// The bundled plans are reviewed in both languages.
#[test]
fn bundled_plans() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    for (policy, data, period) in [
        ("first-steps/first-steps.merit", "first-steps", "2026-Q1"),
        ("account-executives/account-executives.merit", "account-executives/data", "2026-Q1..2026-Q2"),
        ("季度奖金包/季度奖金包.merit", "季度奖金包/data", "2026-Q1..2026-Q2"),
    ] {
        for lang in ["en", "zh"] {
            let path = |name: &str| root.join(name).to_string_lossy().into_owned();
            let run =
                crate::support::merit(&["review", &path(policy), "--data", &path(data), "--period", period, "--first", "--lang", lang]);
            assert!(run.code == 0 && !run.out.is_empty(), "{policy} {}\n{}", run.code, run.err);
        }
    }
}
