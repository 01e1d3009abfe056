//! Arithmetic, logic, dates, and what a missing value does.

use super::world::{one, policy, value_of};

const AB: &str = "  a : number optional\n  b : number optional\n  m : money optional\n  w : flag optional\n  d : date optional";

fn x(cells: &[(&str, &str)], expression: &str) -> String {
    value_of(AB, cells, expression)
}

#[test]
fn thirds_are_exact() {
    assert_eq!(x(&[], "1 / 3 + 1 / 3 + 1 / 3"), "1");
    assert_eq!(x(&[("a", "2"), ("b", "3")], "a / b * b"), "2");
    assert_eq!(x(&[("a", "1")], "round a / 3 to 0.01"), "0.33");
    assert_eq!(x(&[("a", "-2.345")], "round a to 0.01"), "-2.35");
    assert_eq!(x(&[("a", "2.5")], "round a to 1 half even"), "2");
    assert_eq!(x(&[("a", "7"), ("b", "-2")], "max(a, b) - min(a, b) - abs(b)"), "7");
    assert_eq!(x(&[("a", "-0.5")], "floor(a) * 10 + ceil(a)"), "-10");
}

#[test]
fn division_by_zero_names_the_cell() {
    let outcome = one(AB, &[("a", "3"), ("b", "0")], "let c = b\nlet x = a / c\nlet y = x + 1\nlet z = a + 1");
    assert_eq!((outcome.get("E1", "x"), outcome.get("E1", "y"), outcome.get("E1", "z")), ("E500".into(), "E500".into(), "4".into()));
    let [fault] = outcome.results.faults.as_slice() else { panic!("{:?}", outcome.codes()) };
    assert_eq!(fault.message.en, "3 cannot be divided by 0: “c” is 0");
    let place = &fault.places[0];
    assert_eq!(
        (place.file.as_str(), place.row, place.column.as_deref(), place.cell.as_deref()),
        ("people.csv", Some(2), Some("b"), Some("0"))
    );
    assert_eq!(place.person.as_deref(), Some("E1"));
    assert_eq!(outcome.results.befell, [Some((crate::plan::ir::PEOPLE, 0))]);
}

#[test]
fn missing_passes_through_arithmetic_only() {
    assert_eq!(x(&[], "a + 1"), "missing");
    assert_eq!(x(&[], "a otherwise 4"), "4");
    assert_eq!(x(&[("b", "2")], "a otherwise b otherwise 4"), "2");
    assert_eq!(x(&[("a", "5"), ("b", "0")], "a otherwise 1 / b"), "5");
    assert_eq!(x(&[("b", "0")], "(a + 1 / b) otherwise 4"), "E500");
    assert_eq!(x(&[], "a > 3"), "missing");
    assert_eq!(x(&[], "if a > 3 then 1 else 2"), "E501");
    assert_eq!(x(&[], "not (a > 3)"), "E501");
    assert_eq!(x(&[], "a in (1, 2)"), "missing");
    assert_eq!(x(&[], "a, at most 3"), "missing");
    assert_eq!(x(&[], "bands on a { below 1 : 0; from 1 : 1 }"), "E501");
    assert_eq!(x(&[], "tiers marginal on m { up to 5 : 10%; above 5 : 20% }"), "E501");
    let outcome = one(AB, &[], "let x = if a > 3 then 1 else 2");
    let fault = &outcome.results.faults[0];
    assert_eq!(fault.message.en, "this condition needs “a”, which is blank");
    assert_eq!((fault.places.len(), fault.places[0].column.as_deref(), fault.places[0].person.as_deref()), (1, Some("a"), Some("E1")));
}

#[test]
fn no_more_is_looked_at_than_needed() {
    assert_eq!(x(&[("a", "1")], "if a = 1 or b > 3 then 1 else 2"), "1");
    assert_eq!(x(&[("a", "1")], "if a = 2 and b > 3 then 1 else 2"), "2");
    assert_eq!(x(&[("a", "1")], "if b > 3 and a = 2 then 1 else 2"), "E501");
    assert_eq!(x(&[("a", "0")], "if a = 0 then 0 else 1 / a"), "0");
    assert_eq!(x(&[("w", "yes")], "if w then 1 else 2"), "1");
}

#[test]
fn comparisons_and_bounds() {
    let ten = [("a", "10"), ("b", "3")];
    for (expression, expected) in [
        ("a / b = 10 / 3", "yes"),
        ("a <> 10", "no"),
        ("a between 10 (incl.) and 20 (excl.)", "yes"),
        ("a between 5 (incl.) and 10 (excl.)", "no"),
        ("a in (1, 10)", "yes"),
        ("a >= 10 and b < 3", "no"),
    ] {
        assert_eq!(x(&ten, expression), expected, "{expression}");
    }
    let columns = "  level : one of \"junior\" < \"middle\" < \"senior\"";
    assert_eq!(value_of(columns, &[("level", "middle")], "level >= \"middle\""), "yes");
    assert_eq!(value_of(columns, &[("level", "junior")], "level > \"middle\""), "no");
}

#[test]
fn dates() {
    let day = [("d", "2026-01-31"), ("a", "2.5")];
    assert_eq!(x(&day, "d + 1 day"), "2026-02-01");
    assert_eq!(x(&day, "d + 1 month"), "E518");
    assert_eq!(x(&day, "d + 1 month last day"), "2026-02-28");
    assert_eq!(x(&day, "d + 1 month next day"), "2026-03-01");
    assert_eq!(x(&day, "d + a * 1 day"), "E515");
    assert_eq!(x(&day, "d + 4_000_000 days"), "E517");
    assert_eq!(x(&day, "(d + 4_000_000 days) - (d + 1 month)"), "E517");
    assert_eq!(x(&day, "(d + 1 month) - (d + 4_000_000 days)"), "E518");
    assert_eq!(x(&day, "days from (d + 4_000_000 days) to (d + 1 month)"), "E517");
    assert_eq!(x(&day, "period end - d"), "59");
    assert_eq!(x(&day, "days in period"), "90");
}

#[test]
fn employed() {
    let run = |hired: &str, left: &str, first: &str| {
        let columns = format!("  hired : date optional\n  left : date optional\n  employed from hired to left, first day {first}");
        let clauses = "let d = days employed in period\nlet f = full months employed in period\nlet s = started months employed in period";
        let cells: Vec<(&str, &str)> = [("hired", hired), ("left", left)].into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let outcome = one(&columns, &cells, clauses);
        let absent = outcome.results.remarks.iter().any(|remark| remark.code == "W500");
        ["d", "f", "s"].map(|name| outcome.get("E1", name)).join(" ") + if absent { ", not employed" } else { "" }
    };
    assert_eq!(run("2020-01-01", "", "counts"), "90 3 3");
    assert_eq!(run("2026-01-01", "", "does not count"), "89 2 3");
    assert_eq!(run("2026-02-01", "2026-03-30", "counts"), "58 1 2");
    assert_eq!(run("2026-03-31", "", "does not count"), "0 0 0, not employed");
    assert_eq!(run("2020-01-01", "2025-12-31", "counts"), "0 0 0, not employed");
    assert_eq!(run("2027-01-01", "", "counts"), "0 0 0, not employed");
    assert_eq!(run("", "", "counts"), "E523 E523 E523");
    assert_eq!(run("2026-02-01", "2026-01-01", "counts"), "E523 E523 E523");
}

#[test]
fn params_are_those_in_force() {
    let text = "input people by id {\n  a : number\n}\nparam rate : percent = 5% from 2026-01-01, 7% from 2026-03-31, 9% from 2026-04-01\nlet x = 100 * rate\n";
    let run = |period: &str| policy(text).person("E1", &[("a", "1")]).person("E2", &[("a", "1")]).period(period).run();
    assert_eq!(run("2026-Q1").all(&["E1", "E2"], "x"), ["7", "7"]);
    assert_eq!(run("2026-Q2").get("E1", "x"), "9");
    let before = run("2025-Q4");
    assert_eq!((before.all(&["E1", "E2"], "x"), before.codes()), (vec!["E519".to_string(), "E519".to_string()], vec!["E519"]));
}

#[test]
fn too_large() {
    let big = "9".repeat(40);
    assert_eq!(x(&[("a", &big)], "a * a"), "E516");
    assert_eq!(x(&[("a", "5"), ("b", "0")], "round a to b"), "E522");
}
