//! `merit statement`.

use std::fs;
use std::path::PathBuf;

use merit::diagnostic::Language;
use merit::plan::ir::{Def, Plan, Role, TermPart};
use merit::report::names::{called, capital};
use merit::source::{SourceFile, Sources};
use merit::value::{Number, Period, RoundMode};
use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox, merit};

const PLAN: &str = "tests/fixtures/statement/plan.merit";
const DATA: &str = "tests/fixtures/statement/data";

fn statement(further: &[&str]) -> Run {
    merit(&[&["statement", PLAN, "--data", DATA, "--period", "2026-Q1"], further].concat())
}

#[test]
fn one_person() {
    let run = statement(&["--who", "A", "--format", "md", "--published", "2026-04-10"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out, file!["expected/statement.md"].raw());
}

#[test]
fn in_chinese_who_is_told_something() {
    let run = statement(&["--who", "C", "--format", "md", "--lang", "zh"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out, file!["expected/statement-zh.md"].raw());
}

#[test]
fn nothing_of_the_data_is_mark_up() {
    let run = statement(&["--who", "B"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.out.contains("<script>") && !run.out.contains("<b>South"), "{}", run.out);
    assert!(
        run.out.contains("&lt;script&gt;alert(1)&lt;/script&gt;") && run.out.contains("&lt;b&gt;South&lt;/b&gt; &amp; &quot;West&quot;")
    );
    assert!(run.out.contains("you are here"), "{}", run.out);
    assert!(statement(&["--who", "B", "--lang", "zh"]).out.contains("你在这里"));
}

#[test]
fn what_is_wrong_with_the_call() {
    statement(&[]).says(2, &["E742"]);
    statement(&["--all"]).says(2, &["E743"]);
    statement(&["--who", "A", "--published", "soon"]).says(2, &["E740"]);
    statement(&["--who", "Z"]).says(2, &["Z"]);
    let far = statement(&["--who", "A", "--format", "md", "--published", "9999-12-30"]);
    far.says(3, &["E741", "within 5 working days of publication"]);
}

/// The bundled plans that have data, each with its last period, from the first one on where clauses look back at that.
fn bundled() -> Vec<(String, String, Period, Option<String>)> {
    let text = fs::read_to_string("policies/merit.toml").unwrap();
    let entries = text.split("[[plan]]").map(|entry| {
        let field = |name: &str| {
            let line = entry.lines().find(|line| line.split('=').next().is_some_and(|key| key.trim() == name))?;
            Some(line.split('"').nth(1)?.to_string())
        };
        Some((
            format!("policies/{}", field("policy")?),
            format!("policies/{}", field("data")?),
            Period::parse(&field("period")?)?,
            field("first"),
        ))
    });
    let mut last: Vec<(String, String, Period, Option<String>)> = Vec::new();
    for (policy, data, period, first) in entries.flatten() {
        match last.iter_mut().find(|(other, ..)| *other == policy) {
            Some((_, _, known, _)) => *known = period,
            None => last.push((policy, data, period, first)),
        }
    }
    assert!(last.len() >= 6, "{last:?}");
    last
}

/// A plan with the files it uses.
fn plan(policy: &str) -> (Plan, Sources) {
    let mut sources = Sources::new();
    let mut waiting = vec![PathBuf::from(policy)];
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        let text = fs::read_to_string(&path).unwrap();
        let used = text.lines().filter_map(|line| line.strip_prefix("use ").or(line.strip_prefix("引用 ")));
        waiting.extend(used.map(|named| path.with_file_name(named.trim().trim_matches(['"', '“', '”']))));
        let file = sources.add(SourceFile::new(path.to_string_lossy(), text.as_str()));
        files.push(merit::syntax::parse(file, &text).0);
    }
    (merit::plan::plan(&files, &sources).0.unwrap(), sources)
}

/// What stands behind a label, in a row of a table or as a fact.
fn behind<'p>(page: &'p str, label: &str) -> Option<&'p str> {
    let row = |line: &&str| line.replace(['*', '\\'], "").starts_with(&format!("| {label} |"));
    let fact = |line: &&str| line.replace('\\', "").starts_with(&format!("- **{label}:**"));
    let cell = page.lines().find(row).and_then(|line| line.rsplit('|').nth(1));
    cell.or_else(|| page.lines().find(fact).and_then(|line| line.split_once(":**")).map(|(_, value)| value))
}

/// Whether a number is the shown one, rounded to as many places as are shown.
fn is_shown(shown: &str, exact: &str) -> bool {
    let plain: String = shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '−')).collect();
    let Ok(plain) = Number::parse(&plain.replace('−', "-")) else { return false };
    let plain = if shown.contains('%') { plain.div(&Number::from_i64(100)).unwrap() } else { plain };
    let places = shown.split_once('.').map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    let places = u32::try_from(places).unwrap() + if shown.contains('%') { 2 } else { 0 };
    let exact = Number::parse(exact).unwrap();
    exact.round_to(&Number::from_parts(1, places), RoundMode::HalfUp).unwrap() == plain
}

/// Whether a page must show it: what is paid, the score, and what goes from one period to another.
fn is_told(plan: &Plan, def: &Def) -> bool {
    match def.role {
        Role::Payout | Role::Score | Role::Carry => true,
        Role::PayoutTotal => plan.payouts.len() > 1,
        Role::Term(part) => !matches!(part, TermPart::Earned | TermPart::Due),
        _ => false,
    }
}

/// Some of those who cannot be computed, and some of the others.
fn sample(people: &[serde_json::Value]) -> Vec<&serde_json::Value> {
    let (faulty, sound): (Vec<_>, Vec<_>) = people.iter().partition(|person| !person["errors"].as_array().unwrap().is_empty());
    let every = sound.len().div_ceil(10).max(1);
    faulty.into_iter().take(3).chain(sound.into_iter().step_by(every)).collect()
}

/// Every number of the results stands on the page, as JSON has it; for one that cannot be computed it is said so, and why.
#[test]
fn the_numbers_of_every_bundled_plan_are_those_of_the_results() {
    // Curves over shares of a pool take minutes a person in a build without optimisation.
    for (policy, data, last, first) in bundled().into_iter().filter(|(policy, ..)| !policy.contains("季度奖金包")) {
        let (whole, _) = plan(&policy);
        let plan = whole.in_force(last);
        let period = first.as_ref().map_or_else(|| last.to_string(), |first| format!("{first}..{last}"));
        let mut call = vec!["--data", data.as_str(), "--period", period.as_str()];
        if first.is_some() {
            call.push("--first");
        }
        let results = merit(&[&["run", policy.as_str()], &call[..], &["--format", "json"]].concat());
        let results: serde_json::Value = serde_json::from_str(&results.out).unwrap_or_else(|_| panic!("{policy}: {}", results.err));
        let results = results.get("periods").map_or(&results, |periods| periods.as_array().unwrap().last().unwrap());
        let people = results["people"].as_array().unwrap();
        let (mut seen, mut asked) = (0, 0);
        for person in sample(people) {
            asked += 1;
            let who = ["--who", person["key"].as_str().unwrap(), "--format", "md", "--lang", "en"];
            let page = merit(&[&["statement", policy.as_str()], &call[..], &who].concat()).out;
            for def in plan.defs.iter().filter(|def| is_told(plan, def)) {
                let label = capital(&called(plan, def, Language::English).label(Language::English));
                let Some(value) = person["values"].get(&def.name) else { panic!("{policy}: {} is no result", def.name) };
                let exact = value.to_string();
                match behind(&page, &label) {
                    Some(shown) if value.is_null() => {
                        let known = ["cannot be computed yet", "not for this role", "does not apply", "no data"];
                        assert!(known.iter().any(|words| shown.contains(words)), "{policy}: {label}: {shown}");
                    }
                    Some(shown) => {
                        assert!(is_shown(shown, &exact), "{policy}: {}: {label}: {shown} is not {exact}", person["key"]);
                        seen += 1;
                    }
                    // What goes from one period to another is left out where it is nothing.
                    None => {
                        let is_nothing = value.is_null() || Number::parse(&exact).unwrap().is_zero();
                        assert!(is_nothing && matches!(def.role, Role::Term(_) | Role::Carry), "{policy}: {label} of {exact}: {page}");
                    }
                }
            }
        }
        assert!(asked > 0 && seen >= asked, "{policy}: {seen} of {asked} people");
    }
}

const CARRYING: &str = r#"policy "Carrying" {
  version    "1"
  period     quarter
  currency   USD
  effective  2026-01-01 to 2026-12-31
  rounding   money half up to 0.01
}
input people by id { name : text; sales : money at least 0; advance : money at least 0 }
payout commission "Commission" {
  pay  10% of sales
  draw advance, recoverable from 50% of later surplus
}
"#;

#[test]
fn balances_that_cannot_be_computed_are_told_with_the_reason() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", CARRYING);
    sandbox.write("data/people.csv", "id,name,sales,advance\nA,First,1000,500\nB,Second,,500\n");
    fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    let call = ["statement", "plan.merit", "--data", "data", "--period", "2026-Q1", "--first", "--format", "md"];
    let first = sandbox.merit(&[&call[..], &["--who", "A"]].concat());
    first.says(0, &["- **Commission (advances still open):** $400.00"]);
    let second = sandbox.merit(&[&call[..], &["--who", "B"]].concat());
    second
        .says(3, &["- **Commission (advances still open):** cannot be computed yet: ", "| **Commission** | **cannot be computed yet** |"]);
}

#[test]
fn a_period_computed_again_is_set_against_what_was_paid() {
    let sandbox = Sandbox::new();
    let call = ["--data", "data", "--period", "2026-Q1"];
    let paid = sandbox.merit(&[&["run", "plan.merit"], &call[..], &["--format", "json"]].concat());
    sandbox.write("paid.json", &paid.out);
    sandbox.write("data/deals.csv", "deal_id,id,amount\nD1,A,3000\nD2,B,0.5\n");
    let again = [&["statement", "plan.merit"], &call[..], &["--previous", "paid.json", "--who", "A", "--format", "md"]].concat();
    sandbox.merit(&again).says(0, &["Against what was paid before", "| Bonus | $10.00 | $30.00 | $20.00 |"]);
    assert!(!sandbox.merit(&[&["statement", "plan.merit"], &call[..], &["--who", "A"]].concat()).out.contains("paid before"));
    sandbox
        .merit(&[&["statement", "plan.merit"], &call[..], &["--previous", "paid.json", "--all", "--out", "pages"]].concat())
        .says(0, &["W"]);
}

#[test]
fn files_have_names_of_their_own() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\na/b,x,50,100,\na?b,y,50,100,\nQ,z,50,100,\nq,w,50,100,\n");
    sandbox.write("data/deals.csv", "deal_id,id,amount\nD1,Q,1000\n");
    let call = ["statement", "plan.merit", "--data", "data", "--period", "2026-Q1", "--all", "--out", "pages"];
    // Two people whose keys are nearly one are said, and each has a page.
    sandbox.merit(&call).says(0, &["W405"]);
    let mut names: Vec<String> =
        fs::read_dir(sandbox.path("pages")).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    assert_eq!(names, ["Q.html", "a_b~1.html", "a_b~2.html", "q~4.html"]);
    // A file that cannot be replaced: the others are there, and it is said which one is not.
    fs::remove_file(sandbox.path("pages/Q.html")).unwrap();
    fs::create_dir(sandbox.path("pages/Q.html")).unwrap();
    sandbox.merit(&call).says(2, &["E744", "Q.html", "3 are there"]);
}

#[test]
fn who_cannot_be_computed_is_told_so() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,First,50,,\nB,Second,200,300,4\n");
    let run = sandbox.merit(&["statement", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "A", "--format", "md"]);
    run.says(3, &["Some results cannot be computed yet", "cannot be computed"]);
    assert!(!run.out.contains("[E4") && !run.out.contains("[E5"), "{}", run.out);
}
