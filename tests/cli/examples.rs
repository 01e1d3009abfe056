//! `merit test`.

use crate::support::{Run, Sandbox, merit};

fn with(example: &str) -> Run {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit");
    let plan: Vec<&str> = plan.lines().filter(|line| !line.starts_with("example")).collect();
    sandbox.write("plan.merit", format!("{}\n{example}\n", plan.join("\n")));
    sandbox.merit(&["test", "plan.merit"])
}

#[test]
fn the_bundled_plans() {
    let run = merit(&[
        "test",
        "policies/first-steps/first-steps.merit",
        "policies/field-sales/field-sales.merit",
        "policies/销售绩效管理制度/销售绩效管理制度.merit",
        "policies/crm-opportunities/crm-opportunities.merit",
    ]);
    run.says(0, &["21 examples, 21 passed", "7 snapshots, 7 passed\n"]);
}

#[test]
fn what_differs() {
    let run = with("example \"x\" { period 2026-Q1; given revenue 1, quota 3; expect attain.attainment = 33.33%, score = 100 / 3 }");
    run.says(1, &["FAIL  x", "error[E640]", "33.333% (exactly 1/3)", "expects 33.33%", "1 example, 0 passed, 1 failed"]);
}

/// Figures bear the unit of their value, and enough places to be told apart; built-in names are the reader's.
#[test]
fn what_differs_as_people_read_it() {
    let sandbox = Sandbox::new();
    let lets = "let term = 2026-03-31 - 2026-03-01\nlet fine = quota * 0.004%\nexample \"On target\"";
    let plan = sandbox.read("plan.merit").replace("example \"On target\"", lets);
    sandbox.write("plan.merit", plan.replace("expect score = 100", "expect score = 99, fine = 0, term = 29 days, attain.attainment = 99%"));
    let run = sandbox.merit(&["test", "plan.merit", "--lang", "zh"]);
    run.says(
        1,
        &[
            "`总分` 算出 100，示例期望 99",
            "`fine` 算出 $0.004，示例期望 $0.00",
            "`term` 算出 30 天，示例期望 29 天",
            "`attain.完成率` 算出 100%，示例期望 99%",
        ],
    );
}

#[test]
fn what_is_not_given() {
    let run = with("example \"x\" { period 2026-Q1; given revenue 1; expect attain.score = 1, score = 1 }");
    run.says(1, &["error[E642]", "not given in the example: quota", "nor can `score`"]);
    assert_eq!(run.out.matches("error[").count(), 1, "{}", run.out);
    let run = with("example \"x\" { period 2026-Q1; given revenue 1; expect attain.target = 1 }");
    run.says(1, &["error[E641]", "`quota` is missing"]);
    with("example \"x\" { period 2026-Q1; given revenue 1; expect attain.measure = 1 }").says(0, &["1 passed"]);
}

#[test]
fn expected_errors() {
    with("example \"x\" { period 2026-Q1; given revenue 1; expect error E501 }").says(0, &["1 passed"]);
    with("example \"x\" { period 2026-Q1; given revenue 1; expect error E508 }").says(1, &["error[E644]", "E501"]);
    with("example \"x\" { period 2026-Q1; given revenue 1, quota 1; expect error E501 }").says(1, &["error[E643]"]);
}

#[test]
fn a_policy_without_examples() {
    with("").says(0, &["note[W602]", "0 examples"]);
}

#[test]
fn a_wrong_policy_comes_before_a_failing_example() {
    let sandbox = Sandbox::new();
    sandbox.write("wrong.merit", "policy \"x\" { }");
    sandbox.write("fails.merit", sandbox.read("plan.merit").replace("expect score = 100", "expect score = 99"));
    sandbox.merit(&["test", "fails.merit"]).says(1, &["1 failed"]);
    sandbox.merit(&["test", "fails.merit", "wrong.merit", "plan.merit"]).says(2, &["2 examples, 1 passed, 1 failed"]);
}
