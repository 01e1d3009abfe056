//! Rows that are faulty as a whole, data rules, faults of the reader.

use super::world::policy;
use crate::diagnostic::{Diagnostic, Text};
use crate::engine::table::{FaultId, LostRow, Slot};
use crate::plan::ir::{DefId, PEOPLE};
use crate::value::Value;

const SPLIT: &str = "input people by id {
  team : text
  revenue : money
}
input credits by credit of people by id undated {
  deal : text
  portion : percent
  each deal : sum of portion = 100%
}
let total = sum of portion over credits
let own = revenue * 2
let t = sum of revenue over team
let n = count over credits
";

#[test]
fn a_broken_rule_stops_the_rows_of_its_key() {
    let outcome = policy(SPLIT)
        .person("E1", &[("team", "x"), ("revenue", "1")])
        .person("E2", &[("team", "x"), ("revenue", "2")])
        .person("E3", &[("team", "y"), ("revenue", "3")])
        .row("credits", "c1", "E1", &[("deal", "D1"), ("portion", "60%")])
        .row("credits", "c2", "E2", &[("deal", "D1"), ("portion", "30%")])
        .row("credits", "c3", "E2", &[("deal", "D2"), ("portion", "100%")])
        .row("credits", "c4", "E3", &[("deal", "D3"), ("portion", "100%")])
        .run();
    let people = ["E1", "E2", "E3"];
    assert_eq!(outcome.all(&people, "total"), ["E525", "E525", "1"]);
    assert_eq!(outcome.all(&people, "n"), ["E525", "E525", "1"]);
    assert_eq!(outcome.all(&people, "own"), ["2", "4", "6"]);
    assert_eq!(outcome.codes(), ["E525"]);
    let fault = &outcome.results.faults[0];
    assert_eq!(fault.message.en, "the rows of “deal” D1 break a rule of the data");
    assert_eq!(fault.places.len(), 2);
    // The cells stay as they were read.
    assert_eq!(outcome.get("c1", "credits.portion").as_str(), "0.6");
    assert!(outcome.results.tables[1].row_faults[0].is_some() && outcome.results.tables[1].row_faults[2].is_none());
}

fn reader_fault(message: &str) -> Diagnostic {
    Diagnostic::error("E499", Text::same(message))
}

#[test]
fn faults_of_the_reader_pass_on_once() {
    let mut world = policy(SPLIT)
        .person("E1", &[("team", "x"), ("revenue", "1")])
        .person("E2", &[("team", "x"), ("revenue", "2")])
        .person("E3", &[("team", "y"), ("revenue", "3")])
        .person("E4", &[("team", "y"), ("revenue", "4")]);
    let revenue = world.plan.defs.iter().position(|def| def.name == "revenue").unwrap();
    world.data.faults = vec![reader_fault("bad cell"), reader_fault("key twice"), reader_fault("nobody's")];
    world.data.tables[0].columns[revenue].as_mut().unwrap()[0] = Slot::Fault(FaultId(0));
    world.data.tables[0].row_faults[2] = Some(FaultId(1));
    let outcome = world.run();
    assert_eq!(outcome.all(&["E1", "E2", "E3", "E4"], "own"), ["E499", "4", "E499", "8"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3", "E4"], "t"), ["E499", "E499", "E499", "E499"]);
    assert_eq!(outcome.results.faults.len(), 3);
    assert_eq!(outcome.results.befell, [Some((PEOPLE, 0)), Some((PEOPLE, 2)), None]);
    let t = outcome.def("t");
    assert_eq!(outcome.results.tables[0].slot(t, 3), Some(&Slot::Fault(FaultId(1))));
    assert_eq!(outcome.get("E3", "revenue"), "3");
}

#[test]
fn a_row_of_nobody_makes_its_team_uncertain() {
    let people = || {
        policy(&format!("{SPLIT}let all = sum of revenue over everyone\n"))
            .person("E1", &[("team", "x"), ("revenue", "1")])
            .person("E2", &[("team", "x"), ("revenue", "2")])
            .person("E3", &[("team", "y"), ("revenue", "3")])
    };
    let mut world = people();
    let team = world.plan.defs.iter().position(|def| def.name == "team").unwrap();
    let team = DefId(u32::try_from(team).unwrap());
    world.data.faults = vec![reader_fault("no key")];
    world.data.tables[0].lost = vec![LostRow { fault: FaultId(0), known: vec![(team, Value::Text("x".into()))] }];
    let outcome = world.run();
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "t"), ["E499", "E499", "3"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "all"), ["E499", "E499", "E499"]);
    assert_eq!(outcome.all(&["E1", "E2", "E3"], "own"), ["2", "4", "6"]);
    // Where the team cannot be read, it may be anybody's.
    let mut elsewhere = people();
    elsewhere.data.faults = vec![reader_fault("no key")];
    elsewhere.data.tables[0].lost = vec![LostRow { fault: FaultId(0), known: Vec::new() }];
    assert_eq!(elsewhere.run().all(&["E1", "E2", "E3"], "t"), ["E499", "E499", "E499"]);
}

#[test]
fn data_of_another_plan_do_not_panic() {
    let mut world =
        policy("input people by id {\n  a : number\n}\nlet x = a + 1\nlet y = if a > 3 then 1 else 2\n").person("E1", &[("a", "1")]);
    let a = world.plan.defs.iter().position(|def| def.name == "a").unwrap();
    world.data.tables[0].columns[a].as_mut().unwrap()[0] = Slot::Value(Value::Text("one".into()));
    let outcome = world.run();
    assert_eq!((outcome.get("E1", "x"), outcome.get("E1", "y")), ("E599".into(), "E599".into()));
    let mut world = policy(SPLIT);
    world.data.tables.clear();
    assert_eq!(world.run().results.tables.len(), 2);
}

#[test]
fn a_row_without_a_date_that_is_not_counted_parts_no_others() {
    let deals = "input deals by id of people by person undated {\n  amount : number\n  closed : date optional\n  counts : flag\n  per : number default 1\n}";
    let outcome = policy(&format!(
        "input people by id {{ a : text }}\n{deals}\nlet deals.so_far = running sum of (amount / per) over deals by closed where counts"
    ))
    .person("E1", &[("a", "x")])
    .row("deals", "D1", "E1", &[("amount", "1"), ("closed", "2026-03-01"), ("counts", "yes")])
    .row("deals", "D2", "E1", &[("amount", "10"), ("counts", "no")])
    .row("deals", "D3", "E1", &[("amount", "100"), ("closed", "2026-02-01"), ("counts", "yes")])
    .row("deals", "D4", "E1", &[("amount", "1"), ("closed", "2026-04-01"), ("counts", "yes"), ("per", "0")])
    .run();
    // The division by zero of D4 is no fault of D2, which stands nowhere in the order.
    assert_eq!(outcome.all(&["D1", "D2", "D3", "D4"], "deals.so_far"), ["101", "E501", "100", "E500"]);
}

#[test]
fn nobody_at_all() {
    let outcome = policy(SPLIT).run();
    assert!(
        outcome.results.faults.is_empty() && outcome.results.tables.iter().all(|table| table.columns.iter().flatten().all(Vec::is_empty))
    );
}
