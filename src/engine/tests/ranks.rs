//! Ranks, percentiles and pools: groups of every size, ties, nothing to share by, and rows in any order.

use super::world::{Outcome, World, policy};
use crate::value::Number;

const PEOPLE: &str = "input people by id {
  team : text optional
  sales : money optional
  active : flag default yes
  pot : money default 100
}
";

fn world(clauses: &str) -> World {
    policy(&format!("{PEOPLE}{clauses}"))
}

/// A person of a team with sales, in as many words as the tests need.
fn sold(world: World, people: &[(&str, &str, &str)]) -> World {
    people.iter().fold(world, |world, (key, team, sales)| world.person(key, &[("team", team), ("sales", sales)]))
}

const TEAMS: &[(&str, &str, &str)] = &[
    ("E1", "one", "5"),
    ("E2", "two", "10"),
    ("E3", "two", "10"),
    ("E4", "many", "-3"),
    ("E5", "many", "7"),
    ("E6", "many", "7"),
    ("E7", "many", "1"),
];
const KEYS: [&str; 7] = ["E1", "E2", "E3", "E4", "E5", "E6", "E7"];

#[test]
fn ties_take_the_worst_the_best_or_the_middle_place() {
    let clauses = "let worst = rank of sales within team, ties worst
let best = rank of sales within team, ties best
let middle = rank of sales within team, ties average
let lowest = rank of sales within team, ties worst, lowest first
let share_of = percentile of sales within team, ties best
let all = rank of sales within everyone, ties best
";
    let outcome = sold(world(clauses), TEAMS).run();
    assert_eq!(outcome.all(&KEYS, "worst"), ["1", "2", "2", "4", "2", "2", "3"]);
    assert_eq!(outcome.all(&KEYS, "best"), ["1", "1", "1", "4", "1", "1", "3"]);
    assert_eq!(outcome.all(&KEYS, "middle"), ["1", "1.5", "1.5", "4", "1.5", "1.5", "3"]);
    assert_eq!(outcome.all(&KEYS, "lowest"), ["1", "2", "2", "1", "4", "4", "2"]);
    assert_eq!(outcome.all(&KEYS, "share_of"), ["1", "1", "1", "0", "1", "1", "1/3"]);
    assert_eq!(outcome.all(&KEYS, "all"), ["5", "1", "1", "7", "3", "3", "6"]);
}

#[test]
fn who_is_left_out_has_no_place_and_takes_none() {
    let clauses = "let place = rank of sales within team where active, ties worst
let caught = place otherwise 0
let part = share pot for each team where active equally
let nobody = rank of sales within everyone where sales > 100, ties worst
let needed = part + 1
";
    let outcome = world(clauses)
        .person("E1", &[("team", "x"), ("sales", "9"), ("active", "no")])
        .person("E2", &[("team", "x"), ("sales", "1")])
        .person("E3", &[("team", "x"), ("sales", "2")])
        .run();
    let people = ["E1", "E2", "E3"];
    assert_eq!(outcome.all(&people, "place"), ["missing", "2", "1"]);
    assert_eq!(outcome.all(&people, "caught"), ["0", "2", "1"]);
    assert_eq!(outcome.all(&people, "part"), ["missing", "50", "50"]);
    assert_eq!(outcome.all(&people, "nobody"), ["missing", "missing", "missing"]);
    assert_eq!(outcome.all(&people, "needed"), ["missing", "51", "51"]);
}

#[test]
fn a_members_fault_is_the_groups() {
    let clauses = "let place = rank of sales within team, ties worst\nlet part = share pot for each team by sales\n";
    let outcome = world(clauses)
        .person("E1", &[("team", "x"), ("sales", "1")])
        .person("E2", &[("team", "x")])
        .person("E3", &[("team", "y"), ("sales", "2")])
        .person("E4", &[("sales", "2")])
        .run();
    let people = ["E1", "E2", "E3", "E4"];
    assert_eq!(outcome.all(&people, "place"), ["E501", "E501", "1", "E501"]);
    assert_eq!(outcome.all(&people, "part"), ["E501", "E501", "100", "E501"]);
    assert_eq!(outcome.codes(), ["E501", "E501"]);
}

#[test]
fn the_last_units_go_to_those_who_lost_most_then_to_the_smaller_key() {
    let outcome = sold(world("let part = share 100 among everyone by sales\n"), &[("B", "x", "1"), ("A", "x", "1"), ("C", "x", "1")]).run();
    assert_eq!(outcome.all(&["A", "B", "C"], "part"), ["33.34", "33.33", "33.33"]);
    let outcome =
        sold(world("let part = share 0.05 among everyone by sales\n"), &[("A", "x", "1"), ("B", "x", "8"), ("C", "x", "1")]).run();
    assert_eq!(outcome.all(&["A", "B", "C"], "part"), ["0.01", "0.04", "0"]);
    let outcome = sold(world("let part = share -100 among everyone equally\n"), &[("A", "x", "1"), ("B", "x", "8"), ("C", "x", "1")]).run();
    assert_eq!(outcome.all(&["A", "B", "C"], "part"), ["-33.34", "-33.33", "-33.33"]);
}

#[test]
fn nothing_to_divide_by_is_an_error_or_as_the_clause_says() {
    let clauses = "let plain = share 10 for each team by sales
let equal = share 10 for each team by sales, when zero equally
let kept = share 10 for each team by sales, when zero nobody
";
    let outcome = sold(world(clauses), &[("A", "x", "0"), ("B", "x", "0"), ("C", "y", "-1"), ("D", "y", "5")]).run();
    let people = ["A", "B", "C", "D"];
    assert_eq!(outcome.all(&people, "plain"), ["E552", "E552", "E551", "E551"]);
    assert_eq!(outcome.all(&people, "equal"), ["5", "5", "E551", "E551"]);
    assert_eq!(outcome.all(&people, "kept"), ["0", "0", "E551", "E551"]);
}

#[test]
fn all_must_mean_the_same_amount() {
    let outcome = world("let part = share pot for each team equally\n")
        .person("E1", &[("team", "x"), ("pot", "100")])
        .person("E2", &[("team", "x"), ("pot", "120")])
        .person("E3", &[("team", "y"), ("pot", "120")])
        .person("E4", &[("team", "y"), ("pot", "120.001")])
        .run();
    // What is paid is the same for the second team.
    assert_eq!(outcome.all(&["E1", "E2", "E3", "E4"], "part"), ["E550", "E550", "60", "60"]);
    let fault = outcome.results.faults.first().unwrap();
    assert_eq!(fault.message.en, "the amount to share is ¥100.00 for “E1”, but ¥120.00 for “E2”");
    assert_eq!(fault.places.iter().map(|place| place.person.clone().unwrap()).collect::<Vec<_>>(), ["E1", "E2"]);
}

/// People with scattered sales, many of them alike, in an order that a step through them gives.
fn crowd(people: usize, step: usize) -> (World, Vec<String>) {
    let clauses = "let place = rank of sales within team, ties average
let lot = percentile of sales within everyone, ties worst, lowest first
let part = share 1_000.01 for each team by sales
let piece = share 77.77 among everyone where active equally
";
    let mut made = world(clauses);
    let mut keys = Vec::new();
    for at in 0..people {
        let number = at * step % people;
        let key = format!("P{number:04}");
        let (team, sales) = (format!("T{}", number % 3), (number * 37 % 101).to_string());
        let active = if number.is_multiple_of(7) { "no" } else { "yes" };
        made = made.person(&key, &[("team", &team), ("sales", &sales), ("active", active)]);
        keys.push(key);
    }
    keys.sort();
    (made, keys)
}

fn total(outcome: &Outcome, keys: &[&str], name: &str) -> String {
    let parts = outcome.all(keys, name).into_iter().filter(|part| part != "missing");
    let sum = parts.fold(Number::ZERO, |sum, part| sum.add(&Number::parse_exact(&part).unwrap()).unwrap());
    sum.exact_text()
}

#[test]
fn rows_in_any_order_give_the_same_and_every_pool_sums_to_itself() {
    for people in [1, 2, 10, 1_000] {
        let (made, keys) = crowd(people, 1);
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let first = made.run();
        let teams = if people < 3 { people } else { 3 };
        let wanted = Number::parse_exact("1000.01").unwrap().mul(&Number::from_i64(teams.try_into().unwrap())).unwrap().exact_text();
        // The only one of a team may have sold nothing, which is an error of that team.
        if people > 3 {
            assert_eq!(total(&first, &keys, "part"), wanted);
            assert_eq!(total(&first, &keys, "piece"), "77.77");
        }
        let second = crowd(people, if people == 2 { 1 } else { 7 }).0.run();
        for name in ["place", "lot", "part", "piece"] {
            assert_eq!(first.all(&keys, name), second.all(&keys, name), "{name} of {people}");
        }
    }
}
