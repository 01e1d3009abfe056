//! Several periods: in one call, one after the other, and with the wrong file of results.

use serde_json::Value;

use crate::support::{Run, Sandbox};

const POLICY: &str = r#"policy "Four quarters" { version "1"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id each period in column "Quarter" { won : money at least 0 optional; asked : percent default 5% }
let so_far = sum of won over year to date
let pace   = average of won over last 2 periods (including this, at least 1)
let weak   = won < 1_000 for 2 periods running
let third  = won / 3
let rate : percent = asked
  never below rate last period
carry balance : money starting 7 = balance last period + third
payout commission {
  pay so_far * rate
    less paid to date
}
payout advance { pay third; draw 50, recoverable from 50% of later surplus }
payout bonus { pay if weak then 0 else balance * 10% + pace * 1%; defer 40% over 2 periods }
"#;
const PEOPLE: [&str; 10] = [
    "A,2026-Q1,100,5%",
    "B,2026-Q1,2000,6%",
    "A,2026-Q2,10000,4%",
    "B,2026-Q2,500,",
    "C,2026-Q2,900,",
    "A,2026-Q3,100,",
    "B,2026-Q3,400.01,7%",
    "C,2026-Q3,33.33,",
    "A,2026-Q4,0,",
    "C,2026-Q4,777.77,8%",
];
const QUARTERS: [&str; 4] = ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"];

fn with(rows: &[String]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", POLICY);
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    sandbox.write("data/people.csv", format!("id,Quarter,won,asked\n{}\n", rows.join("\n")));
    sandbox
}

fn sample() -> Sandbox {
    with(&PEOPLE.map(str::to_string))
}

fn of(sandbox: &Sandbox, period: &str, further: &[&str]) -> Run {
    sandbox.merit(&[&["run", "plan.merit", "--data", "data", "--period", period], further].concat())
}

/// All quarters in one call.
fn at_once(sandbox: &Sandbox, format: &str) -> String {
    let run = of(sandbox, "2026-Q1..2026-Q4", &["--first", "--format", format]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// A quarter at a time, each after the results of the one before.
fn one_by_one(sandbox: &Sandbox, format: &str) -> Vec<String> {
    let mut before: Option<String> = None;
    let mut found = Vec::new();
    for quarter in QUARTERS {
        let history = before.as_deref().map_or(vec!["--first"], |file| vec!["--previous", file]);
        let run = of(sandbox, quarter, &[&history[..], &["--format", format]].concat());
        assert_eq!(run.code, 0, "{quarter}: {}", run.err);
        found.push(run.out);
        let file = format!("{quarter}.json");
        assert_eq!(of(sandbox, quarter, &[&history[..], &["--format", "json", "--out", &file]].concat()).code, 0);
        before = Some(file);
    }
    found
}

#[test]
fn tables_are_those_of_the_single_periods() {
    let sandbox = sample();
    // A call for one period says which rows it leaves out; in a call for all of them each row has its period.
    let tables = |text: &str| -> Vec<String> {
        let said = |line: &&str| !line.is_empty() && !line.starts_with("  ") && *line != "About the data:";
        text.lines().filter(said).map(str::to_string).collect()
    };
    let all = at_once(&sandbox, "table");
    assert_eq!(tables(&all), tables(&one_by_one(&sandbox, "table").join("\n")));
    assert!(!all.contains("[W402]"), "{all}");
}

#[test]
fn a_range_tells_once_of_the_rows_outside_it() {
    let run = of(&sample(), "2026-Q1..2026-Q2", &["--first"]);
    run.says(0, &["5 rows of", "of other periods than 2026-Q1..2026-Q2 and"]);
    assert_eq!(run.out.matches("[W402]").count(), 1, "{}", run.out);
}

#[test]
fn json_is_that_of_the_single_periods() {
    let sandbox = sample();
    let all: Value = serde_json::from_str(&at_once(&sandbox, "json")).unwrap();
    for (at, single) in one_by_one(&sandbox, "json").iter().enumerate() {
        let single: Value = serde_json::from_str(single).unwrap();
        for part in ["period", "first", "earlier", "people", "errors"] {
            assert_eq!(all["periods"][at][part], single[part], "{part} of {}", QUARTERS[at]);
        }
    }
    let last = &all["periods"][3]["people"];
    assert_eq!(last[1]["exact"]["balance"].as_str(), Some("17321/30"));
}

#[test]
fn csv_is_that_of_the_single_periods() {
    let sandbox = sample();
    let mut lines = vec![];
    for (quarter, single) in QUARTERS.iter().zip(one_by_one(&sandbox, "csv")) {
        let mut own = single.lines();
        let head = format!("period,{}", own.next().unwrap());
        lines.extend(lines.is_empty().then_some(head));
        lines.extend(own.map(|line| format!("{quarter},{line}")));
    }
    assert_eq!(at_once(&sandbox, "csv").lines().collect::<Vec<_>>(), lines);
}

#[test]
fn the_order_of_the_rows_plays_no_part() {
    let sorted = |sandbox: &Sandbox| {
        let text = at_once(sandbox, "csv");
        let mut lines: Vec<String> = text.lines().map(str::to_string).collect();
        lines.sort();
        lines
    };
    let expected = sorted(&sample());
    for turned in [1, 3, 7] {
        let mut rows = PEOPLE.map(str::to_string).to_vec();
        rows.rotate_left(turned);
        rows.reverse();
        assert_eq!(sorted(&with(&rows)), expected);
    }
}

#[test]
fn one_two_and_a_thousand_people() {
    for many in [1, 2, 1_000] {
        let row = |quarter: &str, person: usize| format!("E{person:04},{quarter},{},{}%", 37 * person % 4_001, 3 + person % 4);
        let rows: Vec<String> = QUARTERS.iter().flat_map(|quarter| (0..many).map(move |person| row(quarter, person))).collect();
        let sandbox = with(&rows);
        let all: Value = serde_json::from_str(&at_once(&sandbox, "json")).unwrap();
        let single: Value = serde_json::from_str(one_by_one(&sandbox, "json").last().unwrap()).unwrap();
        assert_eq!(all["periods"][3]["people"].as_array().map(Vec::len), Some(many));
        assert_eq!(all["periods"][3]["people"], single["people"]);
    }
}

#[test]
fn nobody_in_one_of_the_periods() {
    let sandbox = with(&["A,2026-Q1,100,5%".to_string(), "A,2026-Q3,100,5%".to_string()]);
    of(&sandbox, "2026-Q1..2026-Q3", &["--first"]).says(2, &["E408", "2026-Q2"]);
}

#[test]
fn what_is_not_known_is_an_error() {
    let sandbox = sample();
    let run = of(&sandbox, "2026-Q2", &[]);
    run.says(3, &["“rate” of 2026-Q1 is not known [E530]", "`--previous results.json`", "`--period 2026-Q1..2026-Q2`", "`--first`"]);
    let run = of(&sandbox, "2026-Q2", &["--lang", "zh"]);
    run.says(3, &["不知道 2026-Q1 的 “rate” [E530]", "`--previous results.json`", "`--first`"]);
    // A value that rests on data is worked out from their rows, and is known.
    assert!(!run.out.contains("“won”"), "{}", run.out);
}

#[test]
fn what_was_an_error_is_one() {
    let mut rows = PEOPLE.map(str::to_string).to_vec();
    rows[0] = "A,2026-Q1,many,5%".to_string();
    let run = of(&with(&rows), "2026-Q1..2026-Q2", &["--first"]);
    run.says(3, &["could not be computed in 2026-Q1 [E531]", "put right what was wrong in 2026-Q1"]);
    rows[0] = "A,2026-Q1,,5%".to_string();
    of(&with(&rows), "2026-Q1..2026-Q2", &["--first"]).says(3, &["“won” was blank in 2026-Q1 [E532]"]);
}

#[test]
fn files_that_are_no_results() {
    let sandbox = sample();
    let after = |file: &str| of(&sandbox, "2026-Q2", &["--previous", file]);
    sandbox.write("no.json", "no");
    sandbox.write("other.json", r#"{"people": 3}"#);
    std::fs::create_dir_all(sandbox.path("folder")).unwrap();
    after("no.json").says(2, &["error[E681] “no.json” is no JSON: it cannot be read from line 1 on"]);
    after("other.json").says(2, &["error[E681] “other.json” holds no results of `merit run`"]);
    after("folder").says(2, &["error[E681] “folder” is a folder"]);
    after("missing.json").says(2, &["error[E681] “missing.json” is not there"]);
    assert_eq!(of(&sandbox, "2026-Q1", &["--first", "--format", "json", "--out", "q1.json"]).code, 0);
    let right = sandbox.read("q1.json");
    sandbox.write("period.json", right.replace("\"period\": \"2026-Q1\"", "\"period\": \"soon\""));
    after("period.json").says(2, &["error[E681] “period.json” says the period \"soon\""]);
    sandbox.write("kind.json", right.replacen("\"commission\": 5.00", "\"commission\": \"five\"", 1));
    after("kind.json").says(2, &["error[E682]", "the commission of “A” in 2026-Q1"]);
}

#[test]
fn results_of_another_plan_say_nothing_of_this_one() {
    let sandbox = sample();
    let other = Sandbox::new();
    assert_eq!(other.run(&["--format", "json", "--out", "q1.json"]).code, 0);
    sandbox.write("q1.json", other.read("q1.json"));
    of(&sandbox, "2026-Q2", &["--previous", "q1.json"]).says(3, &["“rate” of 2026-Q1 is not known [E530]"]);
}

#[test]
fn a_range_has_an_order_and_its_commands() {
    let sandbox = sample();
    of(&sandbox, "2026-Q3..2026-Q1", &[]).says(2, &["error[E680] --period: 2026-Q3 lies after 2026-Q1", "2026-Q1..2026-Q3"]);
    of(&sandbox, "2026-Q1..", &[]).says(2, &["E610"]);
    of(&sandbox, "2026-Q2", &["--first", "--previous", "q1.json"]).says(2, &["--first"]);
    let range = ["--data", "data", "--period", "2026-Q1..2026-Q2"];
    let curve = ["curve", "plan.merit", "--of", "bonus", "--vary", "won", "--who", "A"];
    sandbox.merit(&[&curve[..], &range].concat()).says(2, &["error[E680] --period 2026-Q1..2026-Q2: this command looks at one period"]);
}

#[test]
fn why_tells_of_the_last_period() {
    let sandbox = sample();
    let why = ["why", "plan.merit", "--data", "data", "--period", "2026-Q1..2026-Q2", "--first", "--who", "A", "advance", "balance"];
    sandbox.merit(&why).says(0, &["A · 2026-Q2", "advance.balance last period = $16.67", "2026-Q1: $16.67", "2026-Q1: ≈$40.333333"]);
}

#[test]
fn a_plan_of_the_project_is_computed_from_its_first_period() {
    let sandbox = sample();
    sandbox.write("plan.merit", format!("{POLICY}example \"A\" {{ period 2026-Q1; given won 100; expect commission = 5 }}\n"));
    sandbox.write("merit.toml", "[[plan]]\npolicy = \"plan.merit\"\ndata = \"data\"\nperiod = \"2026-Q2\"\nfirst = \"2026-Q1\"\n");
    sandbox.merit(&["test"]).says(1, &["1 snapshot, 1 new"]);
    sandbox.write("merit.toml", "[[plan]]\npolicy = \"plan.merit\"\ndata = \"data\"\nperiod = \"2026-Q1\"\nfirst = \"2026-Q2\"\n");
    sandbox.merit(&["test"]).says(2, &["2026-Q2", "2026-Q1"]);
}

/// What the new plan looks back at is what the old one paid.
#[test]
fn two_plans_are_compared_after_the_periods_before() {
    let sandbox = sample();
    sandbox.write("new.merit", POLICY.replace("pay so_far * rate", "pay so_far * rate * 2"));
    let diff = |further: &[&str]| sandbox.merit(&[&["diff", "plan.merit", "new.merit", "--data", "data"][..], further].concat());
    let range = diff(&["--period", "2026-Q1..2026-Q2", "--first", "--format", "json"]);
    assert_eq!((range.code, range.err.as_str()), (0, ""), "{}", range.out);
    assert_eq!(of(&sandbox, "2026-Q1", &["--first", "--format", "json", "--out", "q1.json"]).code, 0);
    assert_eq!(diff(&["--period", "2026-Q2", "--previous", "q1.json", "--format", "json"]).out, range.out);
    // B: 6% of 2,500 less the 120 that were paid; under the new plan 12% of it less the same 120.
    diff(&["--period", "2026-Q1..2026-Q2", "--first"]).says(0, &["2026-Q2, 3 people", "+$150.00"]);
    diff(&["--period", "2026-Q2"]).says(3, &["Cannot be computed under the old plan", "[E530]", "--previous"]);
}

#[test]
fn lints_judge_the_last_of_several_periods() {
    let sandbox = sample();
    let lint = |further: &[&str]| sandbox.merit(&[&["lint", "plan.merit", "--data", "data"][..], further].concat());
    let range = lint(&["--period", "2026-Q1..2026-Q2", "--first"]);
    assert!(range.code < 2, "{}{}", range.out, range.err);
    lint(&["--period", "2026-Q2"]).says(3, &["[E530]"]);
}

/// Deferred pay of somebody without a row is told, unless a clause of the plan reads what waits.
#[test]
fn pay_that_waits_for_somebody_who_is_gone_is_told() {
    let sandbox = sample();
    let run = of(&sandbox, "2026-Q1..2026-Q4", &["--first"]);
    run.says(0, &["1 person has pay waiting from 2026-Q3 (“bonus.deferred”) and is not paid"]);
    assert_eq!(run.out.matches("[W581]").count(), 1, "{}", run.out);
    sandbox.write("plan.merit", format!("{POLICY}payout on_leaving {{ pay if won < 0 then bonus.deferred else 0 }}\n"));
    let run = of(&sandbox, "2026-Q1..2026-Q4", &["--first"]);
    assert!(run.code == 0 && !run.out.contains("W581"), "{}", run.out);
}

/// Whoever was not there for a time has what waits and what is open taken up again; a range and a chain agree on it.
#[test]
fn gaps_lose_nothing() {
    let sandbox = Sandbox::new();
    let policy = r#"policy "Gap" { version "1"; period month; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id each period in column "m" { won : money; staff : flag default yes }
payout bonus for staff { pay won; defer 40% over 2 periods }
payout com { pay won; draw 2_000, recoverable from 50% of later surplus }
"#;
    sandbox.write("plan.merit", policy);
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    let rows = "A,2026-01,1000,\nA,2026-03,5000,\nB,2026-01,1000,\nB,2026-02,0,no\nB,2026-03,0,\n";
    sandbox.write("data/people.csv", format!("id,m,won,staff\n{rows}"));
    let range = of(&sandbox, "2026-01..2026-03", &["--first", "--format", "json"]);
    let all: Value = serde_json::from_str(&range.out).unwrap();
    let people = &all["periods"][2]["people"];
    let of_person = |at: usize, name: &str| people[at]["values"][name].to_string();
    assert_eq!((of_person(0, "bonus.released"), of_person(0, "bonus.deferred")), ("400".to_string(), "2000".to_string()));
    assert_eq!((of_person(0, "com.recovered"), of_person(0, "com.balance")), ("1000".to_string(), "0".to_string()));
    assert_eq!((of_person(1, "bonus.released"), of_person(1, "bonus.deferred")), ("400".to_string(), "0".to_string()));
    let mut further = vec!["--first".to_string()];
    for month in ["2026-01", "2026-02", "2026-03"] {
        let arguments: Vec<&str> = further.iter().map(String::as_str).chain(["--format", "json", "--out", "last.json"]).collect();
        assert_eq!(of(&sandbox, month, &arguments).code, 0);
        further = vec!["--previous".to_string(), "last.json".to_string()];
    }
    let last: Value = serde_json::from_str(&sandbox.read("last.json")).unwrap();
    assert_eq!(last["people"], *people);
    let told = of(&sandbox, "2026-01..2026-02", &["--first"]);
    told.says(0, &["2 people have pay waiting from 2026-01 (“bonus.deferred”)"]);
}

#[test]
fn results_that_are_damaged_or_of_something_else() {
    let sandbox = sample();
    assert_eq!(of(&sandbox, "2026-Q1", &["--first", "--format", "json", "--out", "q1.json"]).code, 0);
    let good = sandbox.read("q1.json");
    let after = |text: String, period: &str| {
        sandbox.write("bad.json", text);
        of(&sandbox, period, &["--previous", "bad.json"])
    };
    let lacking = good.replacen("\"commission\": 5.00, ", "", 1);
    assert_ne!(lacking, good, "{good}");
    after(lacking, "2026-Q2").says(2, &["E681", "the commission of “A” in 2026-Q1"]);
    after(good.replace("\"key\": \"B\"", "\"key\": \"A\""), "2026-Q2").says(2, &["E681", "“A” twice in 2026-Q1"]);
    after(good.replace("\"currency\": \"USD\"", "\"currency\": \"EUR\""), "2026-Q2").says(2, &["E681", "is in EUR"]);
    after(good.replace("2026-Q1", "2026-01"), "2026-Q2").says(2, &["E681", "is of 2026-01"]);
    after(good.replace("2026-Q1", "2026-Q3"), "2026-Q2").says(2, &["E680", "is of 2026-Q3, which does not lie before"]);
    after(good.replace("\"Four quarters\"", "\"Other\""), "2026-Q2").says(0, &["W680", "holds results of “Other”"]);
}

/// What a clause of the plan has paid out is not paid again to somebody who comes back.
#[test]
fn what_was_settled_is_not_paid_twice() {
    let sandbox = Sandbox::new();
    let policy = r#"policy "Settled" { version "1"; period month; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id each period in column "m" { won : money; leaves : flag default no }
payout bonus { pay won; defer 40% over 2 periods }
payout on_leaving { pay if leaves then bonus.deferred else 0 }
"#;
    sandbox.write("plan.merit", policy);
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    sandbox.write("data/people.csv", "id,m,won,leaves\nA,2026-01,1000,yes\nB,2026-01,0,\nB,2026-02,0,\nB,2026-03,0,\nA,2026-03,0,\n");
    let run = of(&sandbox, "2026-01..2026-03", &["--first", "--format", "csv"]);
    let of_a: Vec<&str> = run.out.lines().filter(|line| line.contains(",A,")).collect();
    assert!(of_a[0].ends_with(",600.00,400.00,1000.00,") && of_a[1].ends_with(",0.00,0.00,0.00,"), "{}", run.out);
}
