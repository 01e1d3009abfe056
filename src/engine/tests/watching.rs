//! What a watched run keeps, and that watching changes nothing.

use super::world::{World, policy};
use crate::engine::trace::{Detail, Watch};
use crate::plan::ir::{Body, Kind};

fn world() -> World {
    policy(
        "input people by id {\n  team : text\n  a : money\n}\ninput deals by deal of people by id undated {\n  amount : money\n}
param step : money = 10 from 2025-01-01, 20 from 2026-01-01
let won = sum of amount over deals where amount > 1
let t = sum of a over team
let s = tiers marginal on a { up to 100 : 10%; above 100 : 20% }
let c = if a > 5 then a / 3 else 0
let x = a + step, at most 100
  less 2 for each full step that a is above 50, at most 3
let b = bands on a { below 60 : 0; from 60 : linear 0 to 100; from 160 : 100 }
",
    )
    .person("E1", &[("team", "x"), ("a", "110")])
    .person("E2", &[("team", "x"), ("a", "3")])
    .row("deals", "d1", "E2", &[("amount", "1")])
    .row("deals", "d2", "E1", &[("amount", "1")])
    .row("deals", "d3", "E1", &[("amount", "7")])
}

#[test]
fn decisions_are_kept() {
    let outcome = world().watched(Watch::Person(0));
    let plain = world().run();
    assert!(plain.results.trace.values.is_empty() && plain.results.trace.details.is_empty());
    let detail = |name: &str| {
        let Body::Expr(body) = &outcome.plan.defs[outcome.def(name).0 as usize].body else { panic!() };
        outcome.results.trace.details.iter().find(|(at, _)| at.expr == body.id && at.row == 0).map(|(_, detail)| detail.clone())
    };
    assert_eq!(detail("won"), Some(Detail::Rows(vec![2])));
    assert_eq!(detail("t"), Some(Detail::Rows(vec![0, 1])));
    assert_eq!(detail("c"), Some(Detail::Branch(0)));
    assert_eq!(detail("b"), Some(Detail::Line(1)));
    assert!(
        matches!(detail("s"), Some(Detail::Slices(slices)) if slices.len() == 2 && slices[1].line == 1 && slices[1].pays.exact_text() == "2")
    );
    let Some(Detail::Steps(steps)) = detail("x") else { panic!() };
    assert_eq!(steps.iter().map(|step| step.bound.clone()).collect::<Vec<_>>(), [vec![0], vec![0]]);
    assert_eq!((steps.len(), steps[1].units.as_ref().unwrap().exact_text(), steps[1].after.exact_text()), (2, "3".into(), "97".into()));
    assert!(outcome.results.trace.details.values().any(|detail| *detail == Detail::Version(1)));
    for (name, def) in outcome.plan.defs.iter().map(|def| (&def.name, &def.body)) {
        let Body::Expr(body) = def else { continue };
        assert!(outcome.results.trace.values.keys().any(|at| at.expr == body.id), "{name}");
        if let Kind::Product(factors) = &body.kind {
            assert!(factors.iter().all(|(_, factor)| outcome.results.trace.values.keys().any(|at| at.expr == factor.id)));
        }
    }
}

#[test]
fn watching_changes_nothing() {
    let (one, two) = (world().watched(Watch::Person(1)), world().run());
    for (watched, plain) in one.results.tables.iter().zip(&two.results.tables) {
        assert_eq!(watched.columns, plain.columns);
    }
    assert_eq!(one.results.faults, two.results.faults);
}
