//! `merit feedback`: who is told what, in every format and both languages; and the plan to date.

use serde_json::Value;

use crate::support::{Run, Sandbox};

const POLICY: &str = r#"policy "Feedback" {
  version   "1"
  period    quarter
  currency  USD
  effective 2026-01-01 to 2026-12-31
  rounding  money half up to 0.01
  calendar  "weekends"
}
input people by id each period in column "Quarter" { name : text; team : text; won : money; quota : money above 0; calls : count default 0; csat : number default 4 }
scorecard all {
  kpi sales "Revenue" { measure won; target quota; weight 70%; score attainment in points, at most 120 }
  kpi calls "Calls" { measure calls; target 130; weight 10%; score attainment in points, at most 120 }
  kpi csat "Satisfaction" { measure csat; target 4; weight 10%; score attainment in points, at most 100 }
  kpi teamwork "Team" { measure sum of won over team; target sum of quota over team; weight 10%; score attainment in points, at most 120 }
}
grade by score { A from 95; B from 80; D below 80 }
payout bonus { pay won * 1% }
feedback behind_plan "Behind plan <now>" when sales.attainment < 80% {
  timing  immediate
  through meeting, "Team chat"
  to      person, manager
  say     "You are at {sales.attainment}; {quota - won} to go."
  action  "Coaching" within 5 working days
  because "Who hears it early can still catch up"
}
consequence improvement "Improvement plan" when grade = D for 2 periods running {
  then training "Selling skills", coaching by manager, plan for 60 days
  say  "D twice."
}
"#;

const PEOPLE: &str = "id,Quarter,name,team,won,quota,calls,csat\n\
    E1,2026-Q1,<b>Ann & Co</b>,East,50000,100000,130,4\n\
    E1,2026-Q2,<b>Ann & Co</b>,East,50000,100000,130,4\n\
    E2,2026-Q1,\"=cmd|' /C calc'!A0\",East,95000,100000,130,4\n\
    E2,2026-Q2,\"=cmd|' /C calc'!A0\",East,60000,100000,60,3\n\
    E/3,2026-Q2,Cy,West,200000,100000,130,5\n";

fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", POLICY);
    sandbox.write("people.csv", PEOPLE);
    sandbox
}

fn told(sandbox: &Sandbox, further: &[&str]) -> Run {
    let call = ["feedback", "plan.merit", "--data", "people=people.csv", "--period"];
    sandbox.merit(&[&call, further].concat())
}

const BOTH: [&str; 2] = ["2026-Q1..2026-Q2", "--first"];

#[test]
fn lists_who_is_told_what() {
    let sandbox = sample();
    let run = told(&sandbox, &BOTH);
    run.says(0, &["E1", "Behind plan <now> (immediately", "sales.attainment = 50%", "2026-07-07", "Improvement plan", "2026-08-29"]);
    snapbox::assert_data_eq!(run.out.clone(), snapbox::file!["expected/feedback.txt"].raw());
    assert!(!run.out.contains("E/3"));
    let chinese = told(&sandbox, &[&BOTH[..], &["--lang", "zh"]].concat());
    snapbox::assert_data_eq!(chinese.out, snapbox::file!["expected/feedback-zh.txt"].raw());
}

#[test]
fn other_programs_read_json_and_csv() {
    let sandbox = sample();
    let json = told(&sandbox, &[&BOTH[..], &["--format", "json"]].concat());
    let all: Value = serde_json::from_str(&json.out).unwrap();
    let notices = all["notices"].as_array().unwrap();
    assert_eq!(notices.len(), 3);
    assert_eq!((notices[0]["key"].as_str(), notices[0]["clause"].as_str()), (Some("E1"), Some("behind_plan")));
    assert_eq!(notices[0]["due"], "2026-07-07");
    assert_eq!(notices[1]["kind"], "consequence");
    assert_eq!(all["as_of"], Value::Null);
    let csv = told(&sandbox, &[&BOTH[..], &["--format", "csv"]].concat());
    csv.says(0, &["key,name,clause,kind,title,timing", "'=cmd|' /C calc'!A0"]);
    let out = told(&sandbox, &[&BOTH[..], &["--format", "csv", "--lang", "zh", "--out", "out.csv"]].concat());
    out.says(0, &[]);
    assert!(sandbox.read("out.csv").starts_with("\u{feff}key,"));
}

#[test]
fn a_page_a_person_holds_no_mark_up_of_data_or_policy() {
    let sandbox = sample();
    for (form, ending) in [("html", "html"), ("markdown", "md")] {
        told(&sandbox, &[&BOTH[..], &["--format", form, "--out", "pages"]].concat()).says(0, &[]);
        told(&sandbox, &[&BOTH[..], &["--format", form, "--out", "seiten", "--lang", "zh"]].concat()).says(0, &[]);
        assert!(sandbox.path(&format!("pages/E2.{ending}")).exists());
    }
    let html = sandbox.read("pages/E1.html");
    assert!(html.contains("&lt;b&gt;Ann &amp; Co&lt;/b&gt;") && html.contains("Behind plan &lt;now&gt;"), "{html}");
    assert!(!html.contains("<b>") && html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"), "{html}");
    assert!(sandbox.read("seiten/E1.html").contains("lang=\"zh-CN\""));
    let markdown = sandbox.read("pages/E1.md");
    assert!(markdown.contains("\\<b\\>Ann") && markdown.contains("## Improvement plan"), "{markdown}");
    snapbox::assert_data_eq!(html, snapbox::file!["expected/feedback.html"].raw());
    snapbox::assert_data_eq!(sandbox.read("seiten/E1.md"), snapbox::file!["expected/feedback-zh.md"].raw());
    // A key that is no name of a file.
    sandbox.write("people.csv", PEOPLE.replace("E/3,2026-Q2,Cy,West,200000", "E/3,2026-Q2,Cy,West,2000"));
    told(&sandbox, &["2026-Q2", "--first", "--format", "html", "--out", "pages"]).says(0, &[]);
    assert!(sandbox.path("pages/E_3~3.html").exists());
    sandbox.write("taken", "x");
    told(&sandbox, &["2026-Q2", "--first", "--format", "html", "--out", "taken"]).says(2, &["error[E630]"]);
    let before = sandbox.read("plan.merit");
    told(&sandbox, &["2026-Q2", "--first", "--out", "plan.merit"]).says(2, &["error[E631]"]);
    assert_eq!(sandbox.read("plan.merit"), before);
}

#[test]
fn one_person_and_one_who_is_not_there() {
    let sandbox = sample();
    let run = told(&sandbox, &[&BOTH[..], &["--who", "E1"]].concat());
    run.says(0, &["E1", "Improvement plan"]);
    assert!(!run.out.contains("E2"));
    told(&sandbox, &[&BOTH[..], &["--who", "E9"]].concat()).says(2, &["error[E625]"]);
}

#[test]
fn the_periods_before_come_from_a_file() {
    let sandbox = sample();
    let run = sandbox.merit(&[
        "run",
        "plan.merit",
        "--data",
        "people=people.csv",
        "--period",
        "2026-Q1",
        "--first",
        "--format",
        "json",
        "--out",
        "q1.json",
    ]);
    run.says(0, &[]);
    let with = told(&sandbox, &["2026-Q2", "--previous", "q1.json"]);
    assert_eq!(with.out, told(&sandbox, &BOTH).out);
    // Nobody says what was before: whether it is the second time cannot be judged.
    let without = told(&sandbox, &["2026-Q2"]);
    without.says(3, &["Behind plan"]);
    assert!(!without.out.contains("Improvement plan ("), "{}", without.out);
    let json: Value = serde_json::from_str(&told(&sandbox, &["2026-Q2", "--format", "json"]).out).unwrap();
    assert_eq!(json["unknown"][0]["clause"], "improvement");
}

#[test]
fn nothing_to_tell_and_days_that_are_none() {
    let sandbox = sample();
    told(&sandbox, &["2026-Q2", "--first", "--as-of", "31.5.2026"]).says(2, &["error[E686]"]);
    told(&sandbox, &["2026-Q2", "--first", "--as-of", "2026-03-31"]).says(2, &["error[E687]", "2026-04-01"]);
    sandbox.write("plan.merit", POLICY.replace("\"weekends\"", "\"China\""));
    // The first days of the quarter are a holiday.
    sandbox.write("people.csv", PEOPLE.replace("2026-Q2", "2026-Q4"));
    told(&sandbox, &["2026-Q4", "--first", "--as-of", "2026-10-05"]).says(2, &["error[E688]", "no working day"]);
    let short = "  calendar  \"Own\"\n}\ncalendar \"Own\" { covers 2026-04-05 to 2026-12-31; weekend saturday, sunday }";
    sandbox.write("plan.merit", POLICY.replace("  calendar  \"weekends\"\n}", short));
    sandbox.write("people.csv", PEOPLE);
    told(&sandbox, &["2026-Q2", "--first", "--as-of", "2026-05-15"]).says(2, &["error[E688]", "covers"]);
    let silent = POLICY.split("feedback behind_plan").next().unwrap();
    sandbox.write("plan.merit", silent);
    told(&sandbox, &["2026-Q2", "--first"]).says(2, &["error[E685]"]);
}

#[test]
fn measures_against_the_plan_to_date() {
    let sandbox = sample();
    let run = told(&sandbox, &[&BOTH[..], &["--as-of", "2026-06-10"]].concat());
    run.says(0, &["As of 2026-06-10: 51 of 65 working days", "Revenue: $60,000.00 so far, plan to date $78,461.54", "2026-06-17"]);
    snapbox::assert_data_eq!(run.out.clone(), snapbox::file!["expected/feedback-pace.txt"].raw());
    let chinese = told(&sandbox, &[&BOTH[..], &["--as-of", "2026-06-10", "--lang", "zh"]].concat());
    snapbox::assert_data_eq!(chinese.out, snapbox::file!["expected/feedback-pace-zh.txt"].raw());
    let json: Value =
        serde_json::from_str(&told(&sandbox, &[&BOTH[..], &["--as-of", "2026-06-10", "--format", "json"]].concat()).out).unwrap();
    assert_eq!((&json["as_of"]["passed"], &json["as_of"]["all"]), (&Value::from(51), &Value::from(65)));
    // Scores are not built up over the days.
    assert!(!run.out.contains("Satisfaction:"), "{}", run.out);
    // At the end of the period it is the whole plan, and after it too.
    let whole = told(&sandbox, &BOTH).out;
    assert_eq!(told(&sandbox, &[&BOTH[..], &["--as-of", "2026-06-30"]].concat()).out, whole);
    let later = told(&sandbox, &[&BOTH[..], &["--as-of", "2026-07-10"]].concat());
    later.says(0, &["sales.attainment = 50%", "2026-07-17"]);
    assert!(!later.out.contains("As of"));
}

/// What was sold after the day would make everybody look ahead of the plan.
#[test]
fn rows_after_the_day_are_not_counted() {
    let sandbox = Sandbox::new();
    let policy = r#"policy "Deals" { version "1"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01; calendar "weekends" }
input people by id { quota : money above 0 }
input deals by deal of people by id dated closed { amount : money; closed : date }
scorecard all { kpi sales "Revenue" { measure sum of amount over deals; target quota; weight 100%; score attainment in points } }
payout bonus { pay quota * 1% }
feedback told "Told" when sales.attainment < 200% { say "{sales.measure} so far"; action "Talk" within 5 working days }
"#;
    sandbox.write("deals.merit", policy);
    sandbox.write("d/people.csv", "id,quota\nE1,650\n");
    sandbox.write("d/deals.csv", "deal,id,amount,closed\n1,E1,100,2026-02-02\n2,E1,900,2026-03-20\n3,E1,7,2026-04-02\n");
    let call = ["feedback", "deals.merit", "--data", "d", "--period", "2026-Q1"];
    let run = sandbox.merit(&[&call[..], &["--as-of", "2026-02-16"]].concat());
    run.says(0, &["note[W406]", "1 row of “d/deals.csv” has a date after 2026-02-16", "$100.00 so far"]);
    sandbox.merit(&[&call[..], &["--as-of", "2026-02-16", "--lang", "zh"]].concat()).says(0, &["有 1 行在列“closed”的日期晚于 2026-02-16"]);
    sandbox.merit(&call).says(0, &["$1,000.00 so far"]);
    // A day that no calendar reaches is said in every format.
    for format in ["text", "csv", "json"] {
        sandbox.write("deals.merit", policy.replace("within 5 working", "within 9_000 working").replace("\"weekends\"", "\"China\""));
        sandbox.merit(&[&call[..], &["--format", format]].concat()).says(0, &["not known: the calendar ends before that day"]);
    }
}
