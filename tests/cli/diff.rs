//! `merit diff`.

use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox};

const FIRST: &str = include_str!("../../policies/first-steps/first-steps.merit");
const FIELD: &str = include_str!("../../policies/field-sales/field-sales.merit");
const CHINESE: &str = include_str!("../../policies/销售绩效管理制度/销售绩效管理制度.merit");

/// A text with each of these written as the one beside it.
fn rewritten(text: &str, edits: &[(&str, &str)]) -> String {
    edits.iter().fold(text.to_string(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    })
}

fn copied(sandbox: &Sandbox, folder: &str, files: &[&str]) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies").join(folder);
    for name in files {
        let own = std::path::Path::new(name).file_name().unwrap().to_string_lossy().into_owned();
        sandbox.write(&format!("people/{own}"), std::fs::read(root.join(name)).unwrap());
    }
}

/// Two versions of the first-steps plan, with its people.
fn first_steps(edits: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    copied(&sandbox, "first-steps", &["people.csv", "deals.csv"]);
    sandbox.write("old.merit", FIRST);
    sandbox.write("new.merit", rewritten(FIRST, edits));
    sandbox
}

fn diff(sandbox: &Sandbox, further: &[&str]) -> Run {
    sandbox.merit(&[&["diff", "old.merit", "new.merit"], further].concat())
}

const PEOPLE: [&str; 4] = ["--data", "people", "--period", "2026-Q1"];

fn fine(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

// ---- what people read -----------------------------------------------------------------------------------------------

/// One threshold of the bundled plan: who loses, and that nobody else does.
#[test]
fn one_threshold() {
    let sandbox = Sandbox::new();
    copied(&sandbox, "field-sales", &["data/people.csv", "data/deals.csv"]);
    sandbox.write("old.merit", FIELD);
    sandbox.write(
        "new.merit",
        rewritten(FIELD, &[("below 60% : 0\n      from 60%", "below 70% : 0\n      from 70%"), ("\"2026.1\"", "\"2026.2\"")]),
    );
    assert_data_eq!(fine(diff(&sandbox, &PEOPLE)), file!["expected/diff-threshold.txt"].raw());
}

const SEVERAL: [(&str, &str); 4] = [
    ("up to 100_000 : 3%", "up to 100_000 : 2.5%"),
    ("weight   80%", "weight   70%"),
    ("weight   20%", "weight   30%"),
    ("  pay  1_000 * coefficient", "  pay  1_000 * coefficient\n  at most 1_250"),
];

/// Several changes, each with its share; weights are one change, since they must add up.
#[test]
fn several_changes_in_every_format() {
    let sandbox = first_steps(&SEVERAL);
    assert_data_eq!(fine(diff(&sandbox, &PEOPLE)), file!["expected/diff-several.txt"].raw());
    assert_data_eq!(fine(diff(&sandbox, &[&PEOPLE[..], &["--format", "json"]].concat())), file!["expected/diff-several.json"].raw());
    assert_data_eq!(fine(diff(&sandbox, &[&PEOPLE[..], &["--format", "csv"]].concat())), file!["expected/diff-several.csv"].raw());
    assert_data_eq!(fine(diff(&sandbox, &[&PEOPLE[..], &["--format", "markdown"]].concat())), file!["expected/diff-several.md"].raw());
    assert_data_eq!(fine(diff(&sandbox, &[&PEOPLE[..], &["--format", "html"]].concat())), file!["expected/diff-several.html"].raw());
}

#[test]
fn in_chinese() {
    let sandbox = Sandbox::new();
    copied(&sandbox, "销售绩效管理制度", &["data/人员.csv", "data/回款单.csv"]);
    sandbox.write("old.merit", CHINESE);
    sandbox.write("new.merit", rewritten(CHINESE, &[("封顶  10000元", "封顶  8000元"), ("最多扣10分", "最多扣8分")]));
    let run = diff(&sandbox, &[&PEOPLE[..], &["--lang", "zh", "--by", "班组"]].concat());
    assert_eq!(run.err, "");
    assert_data_eq!(run.out, file!["expected/diff-zh.txt"].raw());
}

/// Without data the smallest input is said at which a change shows; and where a change makes no difference, that.
#[test]
fn without_data() {
    let sandbox = first_steps(&[
        ("above 200_000 : 7%", "above 200_000 : 8%"),
        ("let won =", "let unread = quota * 2\nlet won ="),
        ("A  from 100", "A  from 101"),
    ]);
    assert_data_eq!(fine(diff(&sandbox, &[])), file!["expected/diff-without-data.txt"].raw());
}

/// Another name is no other rule, and another language none at all.
#[test]
fn nothing_changes() {
    let sandbox = first_steps(&[]);
    sandbox.write("new.merit", format!("# A comment\n{}", FIRST.replace("  ", " ")));
    fine(sandbox.merit(&["fmt", "--lang", "zh", "new.merit"]));
    let out = fine(diff(&sandbox, &[&PEOPLE[..], &["--exit-code"]].concat()));
    assert!(out.contains("No change: both say the same.") && out.contains("Nobody's result changes."), "{out}");

    let renamed = FIRST
        .replace("payout commission \"Commission\"", "payout sales_commission \"Commission\"")
        .replace("commission = 5_500", "sales_commission = 5_500")
        .replace("grade, commission, bonus", "grade, sales_commission, bonus");
    sandbox.write("new.merit", renamed);
    let out = fine(diff(&sandbox, &PEOPLE));
    assert!(out.contains("commission is now called sales_commission.") && out.contains("Nobody's result changes."), "{out}");
    assert_eq!(diff(&sandbox, &["--exit-code"]).code, 1);
}

/// A sum over the team carries a change to people whom no changed clause is for.
#[test]
fn outside_the_scope() {
    let plan = |rate: &str| {
        format!(
            "policy \"Sample\" {{\n  period quarter\n  currency USD\n  effective 2026-01-01 to 2026-12-31\n  rounding money half up to 0.01\n}}\n\
             input people by id {{\n  team : text\n  role : one of \"AE\", \"Manager\"\n  sales : money at least 0\n}}\n\
             payout commission for role = \"AE\" {{\n  pay {rate} of sales\n}}\n\
             let team_pay = sum of (commission otherwise 0) over team where role = \"AE\"\n\
             payout override for role = \"Manager\" {{\n  pay 10% of team_pay\n}}\n"
        )
    };
    let sandbox = Sandbox::new();
    sandbox.write("old.merit", plan("5%"));
    sandbox.write("new.merit", plan("6%"));
    sandbox.write("people/people.csv", "id,team,role,sales\nA,East,AE,1000\nB,East,Manager,0\nC,West,Manager,0\n");
    let out = fine(diff(&sandbox, &PEOPLE));
    assert_data_eq!(out, file!["expected/diff-outside.txt"].raw());
}

// ---- limits, and what can be wrong ----------------------------------------------------------------------------------

#[test]
fn limits() {
    let sandbox = first_steps(&SEVERAL);
    let limited = |limit: &str| diff(&sandbox, &[&PEOPLE[..], &["--fail-if", limit]].concat());
    limited("losers > 0").says(1, &["error[E691]", "losers is"]);
    assert_eq!(limited("winners > 100").code, 0);
    limited("cost < -1%").says(1, &["error[E691]", "cost % is -"]);
    limited("loosers > 0").says(2, &["error[E690]", "no figure is called so", "losers"]);
    limited("losers").says(2, &["error[E690]", "there is no >"]);
    limited("losers > many").says(2, &["error[E690]", "behind the sign"]);
    limited("losers > 5%").says(2, &["error[E690]", "only the cost"]);
    diff(&sandbox, &[&PEOPLE[..], &["--by", "regoin"]].concat()).says(2, &["error[E692]", "quota"]);
    diff(&sandbox, &["--fail-if", "losers > 0"]).says(2, &["error[E693]", "merit.toml"]);
    diff(&sandbox, &[&PEOPLE[..], &["--lang", "zh", "--fail-if", "受损＞0"]].concat()).says(1, &["错误[E691]", "受损人数 为"]);
}

#[test]
fn the_data_of_the_project() {
    let sandbox = first_steps(&SEVERAL);
    sandbox.write("merit.toml", "[[plan]]\npolicy = \"new.merit\"\ndata = \"people\"\nperiod = \"2026-Q1\"\n");
    let out = fine(diff(&sandbox, &[]));
    assert!(out.contains("2026-Q1, 8 people"), "{out}");
    let out = fine(diff(&sandbox, &["--period", "2026年第一季度"]));
    assert!(out.contains("2026-Q1, 8 people"), "{out}");
    diff(&sandbox, &["--period", "2026-Q2"]).says(2, &["error[E693]", "2026-Q2", "merit.toml"]);
    // A project file that cannot be used is said, and not taken for one without people.
    sandbox.write("merit.toml", "[[plan]]\npolicy = \"new.merit\"\ndata = \"nowhere\"\n");
    diff(&sandbox, &[]).says(2, &["merit.toml:3", "nowhere"]);
}

#[test]
fn whatever_is_wrong_is_said() {
    let sandbox = first_steps(&[("at most 120", "at most")]);
    diff(&sandbox, &PEOPLE).says(2, &["new.merit:36"]);
    sandbox.merit(&["diff", "old.merit", "gone.merit"]).says(2, &["there is no file"]);
    sandbox.merit(&["diff", "old.merit", "old.merit", "--data", "nowhere", "--period", "2026-Q1"]).says(2, &["nowhere"]);
    sandbox.merit(&["diff", "old.merit", "old.merit", "--data", "people", "--period", "2026-03"]).says(2, &["2026-03"]);
    let out = sandbox.merit(&["diff", "old.merit", "old.merit", "--out", "old.merit"]);
    assert_eq!(out.code, 2, "{}", out.out);
    assert_eq!(sandbox.read("old.merit"), FIRST);
}

/// People whom one of the plans cannot compute are named, and left out of the sums.
#[test]
fn people_who_cannot_be_computed() {
    let sandbox = first_steps(&[(
        "    score    attainment in points, at most 120",
        "    score    by attainment {\n      below 120% : attainment in points\n      from 120%  : refuse \"Ask the committee\"\n    }",
    )]);
    let run = diff(&sandbox, &PEOPLE);
    assert_eq!(run.code, 3, "{}", run.out);
    assert_data_eq!(run.out, file!["expected/diff-refused.txt"].raw());
}
