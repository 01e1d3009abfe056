//! The engine against a plain evaluator: the bundled policies with their data.

#[path = "reference/mod.rs"]
mod reference;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use merit::value::Period;

use reference::compare::{Outcome, check, compare};

/// The policy, the files of its inputs, the periods.
type Bundled = (&'static str, &'static [(&'static str, &'static str)], &'static [&'static str]);

const QUARTERS: &[&str] = &["2026-Q1", "2026-Q2", "2026-Q3"];

const BUNDLED: &[Bundled] = &[
    ("first-steps/first-steps.merit", &[("people", "first-steps/people.csv"), ("deals", "first-steps/deals.csv")], QUARTERS),
    ("field-sales/field-sales.merit", &[("people", "field-sales/data/people.csv"), ("deals", "field-sales/data/deals.csv")], QUARTERS),
    (
        "销售绩效管理制度/销售绩效管理制度.merit",
        &[("人员", "销售绩效管理制度/data/人员.csv"), ("回款单", "销售绩效管理制度/data/回款单.csv")],
        QUARTERS,
    ),
];

fn policies() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")
}

fn text(path: &str) -> String {
    fs::read_to_string(policies().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn bundled_policies_agree() {
    let mut compared = 0;
    for (policy, inputs, periods) in BUNDLED {
        let checked = check(&text(policy)).unwrap_or_else(|problems| panic!("{policy}:\n{problems}"));
        let files: BTreeMap<String, String> = inputs.iter().map(|(name, path)| ((*name).to_string(), text(path))).collect();
        for period in *periods {
            let period = Period::parse(period).expect("a period");
            let outcome = compare(&checked, &files, period).unwrap_or_else(|problem| panic!("{policy} {period}: {problem}"));
            let Outcome { differences, .. } = &outcome;
            assert!(differences.is_empty(), "{policy} {period}:\n{}", differences.join("\n"));
            compared += outcome.compared;
        }
    }
    assert!(compared > 20_000, "only {compared} values were compared");
}

#[test]
#[ignore]
fn look() {
    let from: u64 = std::env::var("FROM").map_or(0, |from| from.parse().unwrap());
    let count: u64 = std::env::var("COUNT").map_or(100, |count| count.parse().unwrap());
    let mut refused = 0;
    let mut differing = 0;
    let mut errors = BTreeMap::new();
    let mut compared = 0;
    let mut census = reference::census::Census::default();
    let show: usize = std::env::var("SHOW").map_or(5, |count| count.parse().unwrap());
    for number in from..from + count {
        let case = reference::generate::case(number);
        match check(&case.text) {
            Err(problems) => {
                refused += 1;
                if refused <= show {
                    println!("==== {number} refused\n{problems}");
                }
            }
            Ok(checked) => {
                census.policy(&checked.file);
                let outcome = std::panic::catch_unwind(|| compare(&checked, &case.files, case.period));
                match outcome {
                    Err(_) => println!("==== {number} PANIC"),
                    Ok(Err(problem)) => println!("==== {number} data: {problem}"),
                    Ok(Ok(outcome)) => {
                        compared += outcome.compared;
                        for (code, times) in outcome.errors {
                            *errors.entry(code).or_insert(0) += times;
                        }
                        if !outcome.differences.is_empty() {
                            differing += 1;
                            if differing <= show {
                                println!("==== {number} differs\n{}", outcome.differences.join("\n"));
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{count} cases, {refused} refused, {differing} differing, {compared} values, {errors:?}");
    if std::env::var("CENSUS").is_ok() {
        println!("CENSUS {:#?}", census.seen);
    }
    if std::env::var("TEXT").is_ok() {
        let case = reference::generate::case(from);
        println!("{}\n{:?}", case.text, case.files);
    }
}
