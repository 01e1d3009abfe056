//! `merit lint`.

use crate::support::{Sandbox, merit};

const PLAN: &str = r#"policy "Wages" {
  period   month
  currency CNY
  rounding money half up to 0.01
  base pay salary
  law cn { monthly wage salary; minimum wage 2_690; probation wage trial }
}

input people by id {
  salary : money at least 0
  trial  : money at least 0 optional
  sales  : money at least 0
}

payout commission { pay 3% of sales }
"#;

const PEOPLE: &str = "id,salary,trial,sales\nA,2000,,10000\nB,2600,,10000\nC,5000,3900,0\nD,5000,4000,0\n";

#[test]
fn the_bundled_plans_have_nothing_to_report() {
    let run = merit(&["lint", "policies"]);
    run.says(0, &["8 policies: nothing to report"]);
    assert!(run.err.is_empty(), "{}", run.err);
}

#[test]
fn a_project_sets_levels_thresholds_and_data() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN);
    sandbox.write("wages/people.csv", PEOPLE);
    sandbox.write(
        "merit.toml",
        concat!(
            "[[plan]]\npolicy = \"wages.merit\"\ndata = \"wages\"\nperiod = \"2026-01\"\n\n",
            "[lint]\npay-mix = \"off\"\nunused-name = \"error\"\n\n[lint.minimum-wage]\nlevel = \"error\"\n",
        ),
    );
    let run = sandbox.merit(&["lint"]);
    run.says(1, &["error[L502 minimum-wage]", "(person A)", "warning[L503 probation-wage]"]);
    assert!(!run.err.contains("pay-mix"), "{}", run.err);
    // A broken project file is no reason to judge by other rules in silence.
    sandbox.write("merit.toml", "[lint]\npay-mx = \"off\"\n");
    sandbox.merit(&["lint", "wages.merit"]).says(2, &["error[E655] there is no lint “pay-mx”", "did you mean `pay-mix`?"]);
}

#[test]
fn every_form_holds_the_findings() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN);
    for (form, holds) in [
        ("json", "\"code\":\"L107\""),
        ("sarif", "\"ruleId\": \"L107\""),
        ("github", "::notice file=wages.merit,"),
        ("junit", "L107 pay-mix"),
    ] {
        sandbox.merit(&["lint", "wages.merit", "--format", form]).says(0, &[holds]);
    }
    let piped = crate::support::piped(sandbox.command(&["lint", "-"]), PLAN);
    piped.says(0, &["<stdin>: ", "note[L107 pay-mix]"]);
}

#[test]
fn an_allow_that_silences_nothing_is_taken_out() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN.replace("law cn", "allow cliff because \"Once there was one\"\n  law cn"));
    sandbox.merit(&["lint", "wages.merit"]).says(0, &["warning[L331 unused-allow]"]);
    sandbox.merit(&["lint", "--fix", "wages.merit"]).says(0, &["wages.merit: "]);
    assert!(!sandbox.read("wages.merit").contains("allow"), "{}", sandbox.read("wages.merit"));
}

#[test]
fn a_plan_with_errors_is_not_judged() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN.replace("3% of sales", "3% of sale"));
    let run = sandbox.merit(&["lint", "wages.merit"]);
    run.says(2, &["wages.merit: 1 error"]);
    assert!(!run.err.contains("L107"), "{}", run.err);
}

#[test]
fn what_had_nothing_to_judge_by_is_said_when_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN.replace("law cn", "allow pay-mix because \"Set elsewhere\"\n  law cn"));
    let quiet = sandbox.merit(&["lint", "wages.merit"]);
    assert!(quiet.code == 0 && !quiet.err.contains("pay-mix") && !quiet.out.contains("not judged"), "{}{}", quiet.out, quiet.err);
    let asked = ["allowed: pay-mix", "not judged: minimum-wage: the `base pay` differs", "not judged: leaver-bonus: no input"];
    sandbox.merit(&["lint", "-v", "wages.merit"]).says(0, &asked);
    sandbox.merit(&["lint", "-v", "wages.merit", "--lang", "zh"]).says(0, &["未判断：minimum-wage：“基本工资”因人而异"]);
}

#[test]
fn people_are_judged_with_data() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN);
    sandbox.write("wages/people.csv", PEOPLE);
    let run = sandbox.merit(&["lint", "wages.merit", "--data", "wages", "--period", "2026-01"]);
    run.says(0, &["wages.merit: ", "warning[L502 minimum-wage]", "(person A)", "warning[L503 probation-wage]", "(person C)"]);
    let wages: String = run.err.split("\n\n").filter(|finding| finding.contains("[L50")).collect();
    assert!(!wages.contains("(person B)") && !wages.contains("(person D)"), "{wages}");
    sandbox.write("wages/people.csv", PEOPLE.replace("2600", "many"));
    let run = sandbox.merit(&["lint", "wages.merit", "--data", "wages", "--period", "2026-01"]);
    run.says(3, &["error[E421]", "wages.merit: 1 error, "]);
    sandbox.merit(&["lint", "wages.merit", "--data", "wages"]).says(2, &["--period"]);
    sandbox.merit(&["lint", "wages.merit", "--data", "nowhere", "--period", "2026-01"]).says(2, &["error[E615]"]);
}

#[test]
fn as_json() {
    let sandbox = Sandbox::new();
    sandbox.write("wages.merit", PLAN);
    let run = sandbox.merit(&["lint", "wages.merit", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let mix = json.as_array().unwrap().iter().find(|finding| finding["code"] == "L107").unwrap();
    assert_eq!((run.code, mix["severity"].as_str(), mix["labels"][0]["line"].as_u64()), (0, Some("note"), Some(1)));
    sandbox.write("bare.merit", "policy \"Bare\" { period month; currency USD }\ninput people by id { name : text }\n");
    assert_eq!(sandbox.merit(&["lint", "bare.merit", "--format", "json"]).out, "[]\n");
    sandbox.merit(&["lint", "bare.merit"]).says(0, &["bare.merit: nothing to report"]);
    sandbox.merit(&["lint", "bare.merit", "--lang", "zh"]).says(0, &["bare.merit：没有需要提示的"]);
}

#[test]
fn a_lint_is_explained_by_its_name() {
    merit(&["explain", "wage-deduction"]).says(0, &["L501 wage-deduction", "20%"]);
    merit(&["explain"]).says(0, &["L331  unused-allow"]);
}
