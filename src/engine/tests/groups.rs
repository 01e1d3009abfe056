//! Sums over child rows, teams and everyone; running sums; rows of the person.

use super::world::{World, policy};

const TEAM: &str = "input people by id {
  team : text optional
  revenue : money optional
  rate : percent default 10%
}
input deals by deal of people by id undated {
  amount : money optional
  stage : one of \"won\", \"lost\" optional
  closed : date optional
}
";

fn world(clauses: &str) -> World {
    policy(&format!("{TEAM}{clauses}"))
}

#[test]
fn over_child_rows() {
    let clauses = "let won = sum of amount over deals where stage = \"won\"
let n = count over deals
let mean = average of amount over deals
let mid = median of amount over deals
let top = max of amount over deals
let first = min of closed over deals
let paid = sum of amount * rate over deals
";
    let outcome = world(clauses)
        .person("E1", &[("team", "x")])
        .person("E2", &[("team", "x"), ("rate", "20%")])
        .person("E3", &[("team", "x")])
        .row("deals", "d1", "E2", &[("amount", "1"), ("stage", "won"), ("closed", "2026-02-01")])
        .row("deals", "d2", "E1", &[("amount", "5"), ("stage", "lost"), ("closed", "2026-03-01")])
        .row("deals", "d3", "E2", &[("amount", "2"), ("stage", "won"), ("closed", "2026-01-01")])
        .row("deals", "d4", "E2", &[("amount", "4"), ("stage", "lost"), ("closed", "2026-03-01")])
        .row("deals", "d5", "E1", &[("amount", "6"), ("stage", "lost"), ("closed", "2026-03-01")])
        .run();
    let people = ["E1", "E2", "E3"];
    assert_eq!(outcome.all(&people, "won"), ["0", "3", "0"]);
    assert_eq!(outcome.all(&people, "n"), ["2", "3", "0"]);
    assert_eq!(outcome.all(&people, "mean"), ["5.5", "7/3", "E503"]);
    assert_eq!(outcome.all(&people, "mid"), ["5.5", "2", "E503"]);
    assert_eq!(outcome.all(&people, "top"), ["6", "4", "E503"]);
    assert_eq!(outcome.all(&people, "first"), ["2026-03-01", "2026-01-01", "E503"]);
    assert_eq!(outcome.all(&people, "paid"), ["1.1", "1.4", "0"]);
}

#[test]
fn a_blank_cell_in_a_sum_is_named() {
    let outcome = world("let won = sum of amount over deals where stage = \"won\"\n")
        .person("E1", &[])
        .person("E2", &[])
        .row("deals", "d1", "E1", &[("stage", "won")])
        .row("deals", "d2", "E1", &[("amount", "1")])
        .row("deals", "d3", "E2", &[("stage", "lost")])
        .run();
    assert_eq!(outcome.all(&["E1", "E2"], "won"), ["E501", "0"]);
    assert_eq!(outcome.codes(), ["E501", "E501"]);
    let places: Vec<_> = outcome
        .results
        .faults
        .iter()
        .map(|fault| (fault.places[0].file.clone(), fault.places[0].row, fault.places[0].column.clone(), fault.places[0].person.clone()))
        .collect();
    assert!(places.contains(&("deals.csv".into(), Some(2), Some("amount".into()), Some("E1".into()))), "{places:?}");
    assert!(places.contains(&("deals.csv".into(), Some(3), Some("stage".into()), Some("E1".into()))), "{places:?}");
}

#[test]
fn over_teams_and_everyone() {
    let clauses = "let share = revenue / sum of revenue over team
let all_of_it = sum of revenue over everyone
let size = count over team
let shares = sum of share over team
";
    let outcome = world(clauses)
        .person("E1", &[("team", "x"), ("revenue", "1")])
        .person("E2", &[("team", "y"), ("revenue", "5")])
        .person("E3", &[("team", "x"), ("revenue", "2")])
        .run();
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "share"), ["1/3", "1", "2/3"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "shares"), ["1", "1", "1"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "all_of_it"), ["8", "8", "8"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "size"), ["2", "1", "2"]);
}

#[test]
fn a_members_fault_is_the_teams() {
    let outcome = world("let t = sum of revenue over team\nlet e = count over everyone\n")
        .person("E1", &[("team", "x"), ("revenue", "1")])
        .person("E2", &[("team", "x")])
        .person("E3", &[("team", "y"), ("revenue", "2")])
        .person("E4", &[("revenue", "2")])
        .run();
    assert_eq!(outcome.all(&["E1", "E2", "E3", "E4"], "t"), ["E501", "E501", "2", "E501"]);
    assert_eq!(outcome.codes(), ["E501", "E501"]);
    let befell: Vec<u32> = outcome.results.befell.iter().flatten().map(|(_, row)| *row).collect();
    assert_eq!((befell.contains(&1), befell.contains(&3)), (true, true));
    assert_eq!(outcome.get("E1", "e"), "4");
}

#[test]
fn running_sums_and_values_of_the_person() {
    let clauses = "let deals.so_far = running sum of amount over deals by closed
let won_total = sum of amount over deals
let deals.part = amount / won_total
let deals.net = amount * (100% - rate)
";
    let outcome = world(clauses)
        .person("E1", &[])
        .person("E2", &[("rate", "50%")])
        .row("deals", "d2", "E1", &[("amount", "5"), ("closed", "2026-03-01")])
        .row("deals", "d1", "E1", &[("amount", "1"), ("closed", "2026-03-01")])
        .row("deals", "d3", "E2", &[("amount", "4"), ("closed", "2026-03-01")])
        .row("deals", "d0", "E1", &[("amount", "2"), ("closed", "2026-01-01")])
        .run();
    let deals = ["d0", "d1", "d2", "d3"];
    assert_eq!(outcome.all(&deals, "deals.so_far"), ["2", "3", "8", "4"]);
    assert_eq!(outcome.all(&deals, "deals.part"), ["0.25", "0.125", "0.625", "1"]);
    assert_eq!(outcome.all(&deals, "deals.net"), ["1.8", "0.9", "4.5", "2"]);
    let outcome = world(clauses)
        .person("E1", &[])
        .person("E2", &[])
        .row("deals", "d1", "E1", &[("amount", "1"), ("closed", "2026-01-01")])
        .row("deals", "d2", "E1", &[("closed", "2026-02-01")])
        .row("deals", "d3", "E2", &[("amount", "4")])
        .row("deals", "d4", "E2", &[("amount", "4"), ("closed", "2026-02-01")])
        .run();
    assert_eq!(outcome.all(&["d1", "d2", "d3", "d4"], "deals.so_far"), ["1", "E501", "E501", "E501"]);
}
