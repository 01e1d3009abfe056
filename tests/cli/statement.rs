//! `merit statement`.

use std::fs;

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

/// Every number of the results stands on the page, as JSON has it.
#[test]
fn the_numbers_of_everybody_are_those_of_the_results() {
    let (policy, data) = ("policies/first-steps/first-steps.merit", "policies/first-steps");
    let call = ["--data", data, "--period", "2026-Q1"];
    let results = merit(&[&["run", policy], &call[..], &["--format", "json"]].concat());
    let results: serde_json::Value = serde_json::from_str(&results.out).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let run = merit(&[&["statement", policy], &call[..], &["--all", "--out", out, "--format", "md"]].concat());
    let people = results["people"].as_array().unwrap();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), people.len(), "{}", run.err);
    let mut seen = 0;
    for person in people {
        let page = fs::read_to_string(folder.path().join(format!("{}.md", person["key"].as_str().unwrap()))).unwrap();
        for (name, title) in [("commission", "Commission"), ("bonus", "Quarterly bonus"), ("score", "Score")] {
            let line = page.lines().find(|line| line.replace('*', "").starts_with(&format!("| {title} |")));
            let line = line.unwrap_or_else(|| panic!("{title} in {page}"));
            let value = &person["values"][name];
            if value.is_null() {
                assert!(page.contains("cannot be computed yet"), "{page}");
                continue;
            }
            let shown: String = line.rsplit('|').nth(1).unwrap().chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
            let exact: f64 = value.to_string().parse().unwrap();
            assert_eq!(shown, format!("{exact:.2}"), "{name}: {line}");
            seen += 1;
        }
    }
    assert!(seen > 3);
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
    assert_eq!(names, ["Q.html", "a_b-0.html", "a_b-1.html", "q-3.html"]);
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
