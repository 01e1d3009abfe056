//! `merit check`.

use crate::support::{Sandbox, merit};

#[test]
fn the_bundled_plans() {
    let run = merit(&["check", "policies/first-steps/first-steps.merit", "policies/field-sales/field-sales.merit"]);
    run.says(0, &["2 of 2 policies without errors"]);
    assert_eq!(run.err, "");
}

#[test]
fn every_policy_is_judged() {
    let sandbox = Sandbox::new();
    sandbox.write("wrong.merit", sandbox.read("plan.merit").replace("weight 100%", "weight 90%"));
    let run = sandbox.merit(&["check", "wrong.merit", "plan.merit"]);
    run.says(2, &["wrong.merit: 1 error", "plan.merit: no errors", "1 of 2 policies"]);
    assert!(run.err.contains("wrong.merit:11:11"), "{}", run.err);
}

#[test]
fn a_part_of_a_plan_says_only_that_it_has_no_header() {
    let run = merit(&["check", "policies/crm-opportunities/common.merit"]);
    run.says(2, &["error[E240]", "common.merit: 1 error"]);
}

#[test]
fn as_json() {
    let sandbox = Sandbox::new();
    let run = sandbox.merit(&["check", "plan.merit", "--format", "json"]);
    assert_eq!((run.code, run.out.as_str()), (0, "[]\n"));
    sandbox.write("wrong.merit", sandbox.read("plan.merit").replace("weight 100%", "weight 90%"));
    let run = sandbox.merit(&["check", "wrong.merit", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((run.code, json[0]["severity"].as_str(), json[0]["labels"][0]["line"].as_u64()), (2, Some("error"), Some(11)));
}

#[test]
fn colour_only_when_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("wrong.merit", "policy \"x\" { }");
    assert!(!sandbox.merit(&["check", "wrong.merit"]).err.contains('\u{1b}'));
    assert!(sandbox.merit(&["check", "wrong.merit", "--color", "always"]).err.contains('\u{1b}'));
}
