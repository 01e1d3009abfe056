//! The plan for the published CRM data, run on them where `MERIT_CRM_DATA` names their folder, against figures computed without Merit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PLAN: &str = "policies/crm-opportunities/crm-opportunities.merit";
const AS_PUBLISHED: &str = "policies/crm-opportunities/as-published.merit";
const EXPECTED: &str = include_str!("crm/expected_commission.csv");
const QUARTERS: [&str; 4] = ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"];

/// The folder of the data, or a line that says the test was skipped.
fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("MERIT_CRM_DATA").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("skipped: MERIT_CRM_DATA does not name the folder of the CRM data");
    }
    folder
}

fn merit(plan: &str, folder: &Path, period: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_merit"))
        .args(["run", plan, "--period", period, "--format", "json", "--lang", "en"])
        .arg("--data")
        .arg(format!("people={}", folder.join("sales_teams.csv").display()))
        .arg("--data")
        .arg(format!("deals={}", folder.join("sales_pipeline.csv").display()))
        .output()
        .expect("the binary runs")
}

/// Commission by agent, as the results write it.
fn commissions(output: &Output) -> BTreeMap<String, String> {
    let results: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the results are JSON");
    let people = results["people"].as_array().expect("people are a list");
    let of = |person: &serde_json::Value| {
        let key = person["key"].as_str().expect("every person has a key").to_string();
        (key, person["values"]["commission"].to_string())
    };
    people.iter().map(of).collect()
}

fn expected(quarter: &str) -> BTreeMap<String, String> {
    let mut rows = csv::Reader::from_reader(EXPECTED.as_bytes());
    let rows = rows.records().map(|row| row.expect("the figures are a table"));
    rows.filter(|row| &row[1] == quarter).map(|row| (row[0].to_string(), row[2].to_string())).collect()
}

#[test]
fn every_commission_equals_the_independent_figure() {
    let Some(folder) = data() else { return };
    for quarter in QUARTERS {
        let output = merit(PLAN, &folder, quarter);
        assert_eq!(output.status.code(), Some(0), "{quarter}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(commissions(&output), expected(quarter), "{quarter}");
    }
}

#[test]
fn as_published_every_wrong_row_is_reported_and_its_owner_gets_no_commission() {
    let Some(folder) = data() else { return };
    for quarter in QUARTERS {
        let output = merit(AS_PUBLISHED, &folder, quarter);
        assert_eq!(output.status.code(), Some(3), "{quarter}");
        let expected = expected(quarter);
        let found = commissions(&output);
        assert_eq!(found.len(), expected.len(), "{quarter}: everybody is in the results");
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.contains("GTXPro"), "{quarter}: the spelling in the data is shown\n{errors}");
        assert!(errors.contains("GTX Pro"), "{quarter}: the option is offered\n{errors}");
        let wrong: Vec<_> = found.iter().filter(|(agent, amount)| *amount != "null" && expected.get(*agent) != Some(amount)).collect();
        assert!(wrong.is_empty(), "{quarter}: a commission is right or not there: {wrong:?}");
        assert!(found.values().any(|amount| amount == "null"), "{quarter}: owners of rows with the other spelling have no commission");
    }
}
