//! `merit test`.

use crate::support::{Run, Sandbox, merit};

fn with(example: &str) -> Run {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit");
    let plan: Vec<&str> = plan.lines().filter(|line| !line.starts_with("example")).collect();
    sandbox.write("plan.merit", format!("{}\n{example}\n", plan.join("\n")));
    sandbox.merit(&["test", "plan.merit"])
}

/// The bundled plans carry examples that touch nearly all of them, and a population each whose results are kept.
#[test]
fn the_bundled_plans() {
    merit(&["test", "policies"]).says(0, &["361 examples, 361 passed", "17 snapshots, 17 passed\n"]);
    let run = merit(&["test", "policies", "--coverage", "--min", "95%"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let run = merit(&["test", "policies", "--mutate", "--min", "90%"]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
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
            "算出 100，不是 99；它要用到 `attain.完成率`",
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

/// An error that is expected, beside values that can be computed all the same; what the values do not use is left out.
#[test]
fn an_error_and_the_values_beside_it() {
    with("example \"x\" { period 2026-Q1; given revenue 7; expect error E501, attain.measure = 7, bonus = 0 }").says(0, &["1 passed"]);
    let run = with("example \"x\" { period 2026-Q1; given revenue 7; expect attain.measure = 8, error E501 }");
    run.says(1, &["error[E640]", "`attain.measure` is $7.00, and the example expects $8.00"]);
    with("example \"x\" { period 2026-Q1; given deals { amount 100 }; expect bonus = 1, sold = 100 }").says(0, &["1 passed"]);
}

const ROWS: &str = "example \"Along the curve\" {
  period 2026-Q1
  given quota 100
  table revenue, deals.amount : score, bonus {
    50,  1_000 : 50,  10
    130, -     : 120, 0
    -,   500   : error E524
    70,  500   : 71,  5
  }
  expect sold = 500
}";

#[test]
fn the_rows_of_a_table() {
    let run = with(ROWS);
    run.says(
        1,
        &[
            "FAIL  Along the curve, row 1",
            "pass  Along the curve, row 3",
            "`sold` is $1,000.00, and the example expects $500.00",
            "in this row",
            "`score` is 70, and the example expects 71",
            "4 examples, 1 passed, 3 failed",
        ],
    );
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", format!("{}{ROWS}\n", sandbox.read("plan.merit")));
    sandbox.merit(&["test", "plan.merit", "--lang", "zh"]).says(1, &["不符  Along the curve，第1行", "通过  Along the curve，第3行"]);
    sandbox.merit(&["fmt", "--check", "plan.merit"]);
    sandbox.merit(&["check", "plan.merit"]).says(0, &["5 examples"]);
    sandbox.merit(&["lint", "plan.merit"]).says(0, &[]);
}

#[test]
fn only_some() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", format!("{}{ROWS}\n", sandbox.read("plan.merit")));
    sandbox.write("other.merit", sandbox.read("plan.merit").replace("On target", "目标达成"));
    let of =
        |filter: &str, further: &[&str]| sandbox.merit(&[&["test", "plan.merit", "other.merit", "--filter", filter], further].concat());
    let run = of("ON Target", &[]);
    run.says(0, &["plan.merit\n  pass  On target\n1 example, 1 passed, 9 left out"]);
    assert!(!run.out.contains("other.merit"), "{}", run.out);
    of("row 3", &[]).says(0, &["2 examples, 2 passed, 8 left out"]);
    of("第3行", &["--lang", "zh"]).says(0, &["2 个示例，2 个通过，另有 8 个未选"]);
    of("row 4", &[]).says(1, &["2 examples, 0 passed, 2 failed, 8 left out"]);
    of("tagret", &[]).says(2, &["error[E645]", "did you mean “On target”?"]);
    of("达标", &["--lang", "zh"]).says(2, &["错误[E645]", "没有标题含“达标”的示例"]);
    of("xyz", &[]).says(2, &["there are for instance “On target”, “Along the curve, row 1”"]);
    sandbox.write("none.merit", "policy \"x\" { }");
    let run = sandbox.merit(&["test", "none.merit", "plan.merit", "--filter", "xyz"]);
    assert!(run.code == 2 && !run.err.contains("E645"), "{}", run.err);
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

const PEOPLE: &str = "let team = sum of quota over everyone
example \"Two of a team\" {
  period 2026-Q1
  given quota 100, people { Ann { revenue 50 } \"E-2\" { revenue 80 } Cat { } }
  expect Ann.score = 50, \"E-2\".score = 81, Ann.team = 200, Cat.error E508
}";

/// Each of several people is told apart, also where one value of one person explains another.
#[test]
fn several_people() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", format!("{}{PEOPLE}\n", sandbox.read("plan.merit")));
    let run = sandbox.merit(&["test", "plan.merit"]);
    run.says(
        1,
        &[
            "`E-2.score` is 80, and the example expects 81",
            "`Ann.team` is $300.00, and the example expects $200.00",
            "expects the error E508 of `Cat`, and there is another",
        ],
    );
    sandbox.merit(&["test", "plan.merit", "--lang", "zh"]).says(1, &["`E-2.总分` 算出 80，示例期望 81", "示例期望 `Cat` 出现错误 E508"]);
    let curve = ["curve", "plan.merit", "--of", "score", "--vary", "revenue", "--example"];
    sandbox.merit(&[&curve[..], &["Two of a team, E-2"]].concat()).says(0, &["example “Two of a team, E-2”"]);
    sandbox.merit(&[&curve[..], &["Two of a team"]].concat()).says(0, &["example “Two of a team, Ann”"]);
}
