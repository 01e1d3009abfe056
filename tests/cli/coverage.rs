//! `merit test --coverage`.

use crate::support::Sandbox;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let bands = "payout steps { pay bands on revenue { below 100 : 0; from 100 : 5; from 200 : refuse \"too much\" } }\n";
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("example", &format!("{bands}example")));
    sandbox
}

#[test]
fn what_no_example_touches() {
    let run = sandbox().merit(&["test", "plan.merit", "--coverage"]);
    run.says(
        0,
        &[
            "1 example, 1 passed",
            "What the examples of plan.merit touch",
            "edges             1   2    50%",
            "in all            3   7  42.8%",
        ],
    );
    run.says(
        0,
        &[
            "plan.merit:15  from 200 : refuse \"too much\"\n    no example lies in this line\n    never exactly at 200",
            "plan.merit:12  at most 120\n    the cap never binds",
        ],
    );
    let run = sandbox().merit(&["test", "plan.merit", "--coverage", "--lang", "zh"]);
    run.says(0, &["plan.merit 的示例覆盖情况", "封顶从未起作用", "从未恰好等于 200", "合计"]);
}

#[test]
fn a_least_share() {
    let sandbox = sandbox();
    sandbox.merit(&["test", "plan.merit", "--coverage", "--min", "42%"]).says(0, &[]);
    let run = sandbox.merit(&["test", "plan.merit", "--coverage", "--min", "90%"]);
    run.says(1, &["plan.merit: the examples cover 42.8%, 47.2 percentage points less than the 90% asked for; 4 more points would do"]);
    let run = sandbox.merit(&["test", "plan.merit", "--coverage", "--min", "90%", "--lang", "zh"]);
    run.says(1, &["plan.merit：示例覆盖了 42.8%，比要求的 90% 低 47.2 个百分点；再覆盖 4 处即可"]);
    sandbox.merit(&["test", "plan.merit", "--coverage", "--min", "90"]).says(2, &["write a percent, such as 90%"]);
    sandbox.merit(&["test", "plan.merit", "--min", "90%"]).says(2, &["--coverage"]);
}

#[test]
fn for_programs() {
    let sandbox = sandbox();
    sandbox.write("more.merit", sandbox.read("plan.merit"));
    let run = sandbox.merit(&["test", "plan.merit", "more.merit", "--coverage", "--format", "json"]);
    let read: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(read["policies"][1]["file"], "more.merit");
    assert_eq!((&read["policies"][0]["covered"], &read["policies"][0]["total"]), (&3.into(), &7.into()));
    assert!(run.err.contains("2 examples, 2 passed"), "{}", run.err);
    let run = sandbox.merit(&["test", "plan.merit", "--coverage", "--format", "lcov", "--out", "plan.info"]);
    run.says(0, &["1 example, 1 passed"]);
    let record = sandbox.read("plan.info");
    assert!(
        record.starts_with("TN:\nSF:plan.merit\n") && record.contains("\nDA:12,1\n") && record.ends_with("end_of_record\n"),
        "{record}"
    );
    sandbox.merit(&["test", "plan.merit", "--coverage", "--out", "plan.merit"]).says(2, &["plan.merit"]);
}

#[test]
fn what_is_wrong_comes_first() {
    let sandbox = sandbox();
    sandbox.write("fails.merit", sandbox.read("plan.merit").replace("expect score = 100", "expect score = 99"));
    sandbox.merit(&["test", "fails.merit", "--coverage"]).says(1, &["1 failed", "in all"]);
    sandbox.write("wrong.merit", "policy \"x\" { }");
    let run = sandbox.merit(&["test", "wrong.merit", "plan.merit", "--coverage"]);
    run.says(2, &["in all"]);
    assert!(!run.out.contains("touch wrong.merit"), "{}", run.out);
}
