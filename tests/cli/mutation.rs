//! `merit test --mutate`.

use crate::support::Sandbox;

const RULES: &str = r#"policy "Small plan" {
  period     quarter
  currency   USD
  effective  2026-01-01 to 2026-12-31
  rounding   money half up to 0.01
}
input people by id { revenue : money at least 0; calls : count default 0 }
payout bonus {
  pay if calls >= 10 then 100 else 0
}
payout commission {
  pay      2% of revenue
  at most  500
}
"#;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let example = "example \"One\" { period 2026-Q1; given revenue 10_000, calls 12; expect commission = 200, bonus = 100 }\n";
    sandbox.write("plan.merit", format!("{RULES}{example}"));
    sandbox
}

#[test]
fn what_no_example_notices() {
    let run = sandbox().merit(&["test", "plan.merit", "--mutate"]);
    run.says(
        0,
        &[
            "1 example, 1 passed",
            "Changes of plan.merit and what notices them",
            "edge moved               4         0            0            4     0%",
            "plan.merit:9\n    - pay if calls >= 10 then 100 else 0\n    + pay if calls > 10 then 100 else 0\n      the person of the example “One”, but with calls 10: payout $300.00 →\n      $200.00",
            "    + pay if calls >= 11 then 100 else 0\n      the person of the example “One”, but with calls 10: payout $300.00 →\n      $200.00",
            "plan.merit:13\n    - at most  500\n      the person of the example “One”, but with revenue $25,000.25: payout\n      $600.00 → $600.01\n    + at most  499.99",
        ],
    );
    let run = sandbox().merit(&["test", "plan.merit", "--mutate", "--lang", "zh"]);
    run.says(
        0,
        &["改动 plan.merit，看能否被发现", "界限移动", "示例“One”中的人，若 calls 为 10：应发合计 $300.00 → $200.00", "未被发现："],
    );
}

/// Where nothing is left, that is said; what changes nobody's pay is counted and told apart.
#[test]
fn examples_on_both_sides_of_every_edge() {
    let sandbox = Sandbox::new();
    let rules = RULES.replace("  at most  500\n", "").replace(">= 10 then", ">= 10 and calls >= 0 then");
    let examples = "example \"At the edge\" { period 2026-Q1; given revenue 10_000.25, calls 10; expect commission = 200.01, bonus = 100 }
example \"Below it\" { period 2026-Q1; given revenue 1.2, calls 9; expect bonus = 0, commission = 0.02 }
example \"None\" { period 2026-Q1; given revenue 1; expect bonus = 0 }\n";
    sandbox.write("plan.merit", format!("{rules}{examples}"));
    let run = sandbox.merit(&["test", "plan.merit", "--mutate", "--min", "100%"]);
    run.says(0, &["Every change is noticed.", "100%", "changes pay everybody the same and are not counted."]);
}

#[test]
fn a_least_score() {
    let sandbox = sandbox();
    sandbox.merit(&["test", "plan.merit", "--mutate", "--min", "31%"]).says(0, &[]);
    let run = sandbox.merit(&["test", "plan.merit", "--mutate", "--min", "90%"]);
    run.says(1, &["of the changes are noticed", "percentage points less than the 90% asked for"]);
    let run = sandbox.merit(&["test", "plan.merit", "--mutate", "--min", "90%", "--lang", "zh"]);
    run.says(1, &["的改动被发现，比要求的 90% 低"]);
    sandbox.merit(&["test", "plan.merit", "--mutate", "--coverage"]).says(2, &["--coverage"]);
    sandbox.merit(&["test", "plan.merit", "--mutate", "--format", "lcov"]).says(2, &["error[E633]", "--format json"]);
}

/// An example that does not hold as it is notices nothing.
#[test]
fn an_example_that_fails() {
    let sandbox = sandbox();
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("bonus = 100 }", "bonus = 99 }"));
    let run = sandbox.merit(&["test", "plan.merit", "--mutate"]);
    run.says(1, &["1 failed", "Not noticed:", "+ pay      3% of revenue"]);
}

#[test]
fn for_programs() {
    let sandbox = sandbox();
    let run = sandbox.merit(&["test", "plan.merit", "--mutate", "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let policy = &read["policies"][0];
    let mutants = policy["mutants"].as_array().unwrap();
    let total = |name: &str| policy[name].as_u64().unwrap();
    assert_eq!(total("caught") + total("left"), total("total"));
    assert_eq!(mutants.len() as u64, total("total") + total("same"));
    let moved = mutants.iter().find(|mutant| mutant["changes"][0]["new"][0] == "pay if calls > 10 then 100 else 0").unwrap();
    assert_eq!((moved["slip"].as_str(), moved["fate"].as_str()), (Some("inclusion"), Some("left")));
    let witness = &moved["witness"];
    assert_eq!((&witness["input"]["name"], &witness["input"]["value"]), (&"calls".into(), &10.into()));
    assert_eq!((witness["before"].to_string(), witness["after"].to_string()), ("300".into(), "200".into()));
    let again = sandbox.merit(&["test", "plan.merit", "--mutate", "--format", "json"]);
    assert_eq!(run.out, again.out, "the same call gives the same bytes");
    assert!(run.err.contains("1 example, 1 passed"), "{}", run.err);
}

#[test]
fn a_policy_without_examples_is_looked_at_all_the_same() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", RULES);
    sandbox.merit(&["test", "plan.merit", "--mutate"]).says(0, &["note[W602]", "Not noticed:", "a typical person"]);
}
