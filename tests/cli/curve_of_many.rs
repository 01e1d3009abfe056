//! `merit curve` of values that rest on much: several roundings, and ends without a value.

use crate::support::Sandbox;

const HEAD: &str =
    "policy \"Many\" { version \"1\"; period quarter; currency CNY; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }\n";

/// A sum of payouts is cut by each of them. What its cents do between two cuts is kept aside as well as on the whole.
#[test]
fn a_sum_of_payouts_is_not_made_of_cents() {
    let sandbox = Sandbox::new();
    let plan = format!(
        "{HEAD}input people by id {{ revenue : money at least 0 }}
payout steps {{ pay round (revenue * 3%) to 10 down }}
payout share {{ pay 1.37% of revenue }}
"
    );
    sandbox.write("plan.merit", &plan);
    let run =
        sandbox.merit(&["curve", "plan.merit", "--of", "payout", "--vary", "revenue from 0 up to 6_000", "--at", "", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["pieces"].as_array().map(Vec::len), Some(2 * 18 + 1), "{}", run.out);
    assert_eq!(json["jumps"].as_array().map(Vec::len), Some(18), "{}", run.out);
}

/// The least that is come near to is not at a place that has no value.
#[test]
fn the_lowest_beside_an_end_without_a_value() {
    let sandbox = Sandbox::new();
    let plan = format!(
        "{HEAD}input people by id {{ revenue : money at least 0 }}
let share = bands on revenue {{ below 100 : 5; from 100 : linear 5 to 2; from 400 : refuse \"Ask the board\" }}
"
    );
    sandbox.write("plan.merit", &plan);
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "share", "--vary", "revenue up to 900", "--at", ""]);
    run.says(0, &["less than at ¥100.00 (5); lowest 2 (−3) just below ¥400.00"]);
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "share", "--vary", "revenue up to 900", "--at", "", "--lang", "zh"]);
    run.says(0, &["将到 ¥400.00 时最低，为 2（−3）"]);
}

/// What the column does not allow is no reason, and a reason is given once.
#[test]
fn no_value_anywhere_that_is_allowed() {
    let sandbox = Sandbox::new();
    let plan = format!(
        "{HEAD}input people by id {{ revenue : money at least 0; quota : money above 0 }}
let share = bands on revenue / quota {{ below 100% : 5; from 100% : refuse \"Ask the board\" }}
"
    );
    sandbox.write("plan.merit", &plan);
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "share", "--vary", "quota up to 9", "--at", "revenue 10"]);
    run.says(3, &["E508"]);
    assert_eq!((run.err.matches("error[").count(), run.err.contains("E500")), (1, false), "{}", run.err);
}

/// What comes down from beyond all bounds, or goes there, gives less for more too.
#[test]
fn falls_beside_a_pole() {
    let sandbox = Sandbox::new();
    let plan = format!(
        "{HEAD}input people by id {{ cost : number at least 0 }}
let ratio = 100 / cost
let down = 100 / (cost - 20)
"
    );
    sandbox.write("plan.merit", &plan);
    let of = |of: &str, format: &str| {
        sandbox.merit(&["curve", "plan.merit", "--of", of, "--vary", "cost up to 40", "--at", "", "--format", format])
    };
    of("ratio", "text").says(0, &["above 0: less than just above 0 (beyond all bounds); lowest 2.5 at 40; never"]);
    of("ratio", "json").says(0, &["\"falls\": [\n{\"from\": 0, \"peak\": null, \"lowest_at\": 40, \"lowest\": 2.5, \"recovers\": null}"]);
    of("down", "text").says(
        0,
        &[
            "above 0: less than at 0 (−5); lowest beyond all bounds just below 20; never",
            "above 20: less than just above 20 (beyond all bounds); lowest 5 at 40; never",
        ],
    );
}

/// An edge that is no fraction is one edge: what leaps there leaps, what only bends does not, and more may give less behind it.
#[test]
fn edges_that_are_no_fractions() {
    let sandbox = Sandbox::new();
    let plan = format!(
        "{HEAD}input people by id {{ x : number at least 0 }}
let leap = if x * x > 2 then 100 - x else 70
let drop = if x * x > 2 then 10 else x
let bend = min(x * x, 2)
"
    );
    sandbox.write("plan.merit", &plan);
    let of = |of: &str| sandbox.merit(&["curve", "plan.merit", "--of", of, "--vary", "x up to 9", "--at", ""]);
    let leap = of("leap");
    leap.says(0, &["from 0 up to ≈1.4142   70", "above ≈1.4142 up to 9  ≈98.5858 → 91", "just above ≈1.4142: 70 → ≈98.5858, ≈+28.5858"]);
    assert!(!leap.out.contains("cannot be followed") && !leap.out.contains("xact"), "{}", leap.out);
    of("drop").says(0, &["just above ≈1.4142: ≈1.4142 → 10"]);
    let bend = of("bend");
    bend.says(0, &["above ≈1.4142 up to 9  2"]);
    assert!(!bend.out.contains("Jumps") && !bend.out.contains("Falls"), "{}", bend.out);
    let json = sandbox.merit(&["curve", "plan.merit", "--of", "leap", "--vary", "x up to 9", "--at", "", "--format", "json"]);
    json.says(0, &["\"reason\": \"cannot be followed\"", "\"by\": 28.585786"]);
    assert_eq!(json.out.matches("\"peak\":").count(), 1, "{}", json.out);
}

/// The drawing names amounts as they are paid, like the table over it.
#[test]
fn a_drawing_names_what_is_paid() {
    let sandbox = Sandbox::new();
    let plan = format!("{HEAD}input people by id {{ revenue : money at least 0 }}\npayout share {{ pay revenue / 7 }}\n");
    sandbox.write("plan.merit", &plan);
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "share", "--vary", "revenue up to 1_000_000", "--at", ""]);
    run.says(0, &["\n¥142,857.14 │"]);
}
