//! What an example touches and what it does not, on a small plan with one thing of each kind.

use super::{Coverage, Covered, Kind, Side, coverage, json, lcov, text};
use crate::diagnostic::{Diagnostic, Language};
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{SourceFile, Sources};
use crate::syntax::parse;

const RULES: &str = r#"policy "Sample" {
  period quarter
  currency USD
  effective 2026-01-01 to 2026-12-31
  rounding money half up to 0.01
}
input people by id { role : one of "A", "B"; sales : money at least 0; quota : money above 0 optional; late : count default 0; signed : flag }
param base : money = 100 from 2026-01-01, 120 from 2026-07-01
table factor by role { "A" : 1; "B" : 2 }
bands curve { below 50% : 0; from 50% : linear 0 to 100; from 100% : 100 }
tiers rates marginal { up to 1_000 : 1%; up to 5_000 : 2%; above 5_000 : refuse "too much" }
let goal = quota otherwise base
let share = sales / goal
let points = curve on share
let again = curve on share
let kept = if role = "A" then points else 0, at least 10
  less 2 for each full 1 that late is above 1, at most 6
  at most 90
gate "Signed" needs signed
payout commission for role = "A" { pay rates on sales }
payout bonus { pay base * factor(role) }
"#;

fn covered(examples: &str) -> (Plan, Sources, Coverage) {
    let text = format!("{RULES}{examples}");
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("sample.merit", text.as_str()));
    let (tree, mut problems) = parse(file, &text);
    let (made, more) = plan(&[tree], &sources);
    problems.extend(more);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:#?}");
    let made = made.unwrap();
    let coverage = coverage(&made);
    (made, sources, coverage)
}

/// What is covered, as texts of the policy.
fn touched(examples: &str, kind: Kind, side: Side) -> Vec<String> {
    let (_, sources, coverage) = covered(examples);
    let points = coverage.points.iter().filter(|point| point.kind == kind && point.side == side && point.is_covered());
    points.map(|point| sources.slice(point.span).to_string()).collect()
}

#[test]
fn an_example_touches_what_it_meets() {
    let one = r#"example "x" { period 2026-Q1; given role "A", sales 1_000, quota 1_000, late 9, signed yes; expect kept = 84 }"#;
    let reached = |kind| touched(one, kind, Side::Reached);
    assert_eq!(reached(Kind::Band), ["from 100% : 100"]);
    assert_eq!(reached(Kind::Tier), ["up to 1_000 : 1%"]);
    assert_eq!(reached(Kind::Row), ["\"A\" : 1"]);
    assert_eq!(reached(Kind::Edge), ["1_000", "100%"].map(str::to_string).into_iter().rev().collect::<Vec<_>>());
    assert_eq!(reached(Kind::Fallback), ["quota"]);
    assert_eq!(reached(Kind::Dated), ["100 from 2026-01-01"]);
    let both = |kind| (touched(one, kind, Side::Yes), touched(one, kind, Side::No));
    assert_eq!(both(Kind::Branch), (vec!["role = \"A\"".to_string()], vec![]));
    assert_eq!(both(Kind::Gate), (vec!["gate \"Signed\" needs signed".to_string()], vec![]));
    assert_eq!(both(Kind::Audience), (vec!["role = \"A\"".to_string()], vec![]));
    assert_eq!(both(Kind::Floor), (vec![], vec!["at least 10".to_string()]));
    assert_eq!(both(Kind::Cap), (vec!["at most 6".to_string(), "at most 90".to_string()], vec![]));
    assert_eq!(both(Kind::Step).0.len(), 1);
}

#[test]
fn what_refuses_is_touched_by_its_error() {
    let refused = r#"example "x" { period 2026-Q3; given role "A", sales 5_001, signed yes; expect error E508 }"#;
    assert_eq!(touched(refused, Kind::Tier, Side::Reached).last().unwrap(), "above 5_000 : refuse \"too much\"");
    assert_eq!(touched(refused, Kind::Fallback, Side::Reached), ["base"]);
    assert_eq!(touched(refused, Kind::Dated, Side::Reached), ["120 from 2026-07-01"]);
}

/// The bands stand in two clauses and once in the text.
#[test]
fn copies_are_one_point() {
    let (_, _, coverage) = covered("");
    assert_eq!((coverage.of_kind(Kind::Band).total, coverage.of_kind(Kind::Edge).total), (3, 4));
    assert_eq!(coverage.count().covered, 0);
}

#[test]
fn a_share_lacks_points() {
    let count = super::Count { covered: 58, total: 88 };
    let least = crate::value::Number::from_parts(9, 1);
    assert_eq!((count.lacks(&least), super::percent(&count.share())), (22, "65.9%".to_string()));
    assert_eq!(super::Count::default().share(), crate::value::Number::ONE);
    assert_eq!(super::percent(&super::Count { covered: 9999, total: 10_000 }.share()), "99.9%");
}

#[test]
fn the_writers() {
    let (plan, sources, coverage) =
        covered(r#"example "x" { period 2026-Q1; given role "B", sales 500, quota 1_000, signed yes; expect points = 0 }"#);
    let covered = Covered { name: "sample.merit", plan: &plan, sources: &sources, coverage: &coverage };
    let english = text::write(&covered, 80, Language::English);
    for said in [
        "edges                 1   4    25%",
        "sample.merit:10  from 100% : 100\n    no example lies in this line\n    never exactly at 100%",
        "never the case: role = \"A\"",
        "the gate is never shut",
    ] {
        assert!(english.contains(said), "{said}\n{english}");
    }
    let chinese = text::write(&covered, 80, Language::Chinese);
    assert!(chinese.contains("从未恰好等于 100%") && chinese.contains("没有示例落在这一档"), "{chinese}");
    let read: serde_json::Value = serde_json::from_str(&json::write(&[covered])).unwrap();
    let policy = &read["policies"][0];
    assert_eq!(policy["kinds"]["edge"]["total"], 4);
    assert_eq!(policy["points"].as_array().unwrap().len(), coverage.points.len());
    assert_eq!(policy["points"][0]["examples"][0], "x");
    let record = lcov::write(&[covered]);
    assert!(record.starts_with("TN:\nSF:sample.merit\nBRDA:8,0,0,1\nBRDA:8,0,1,0\n"), "{record}");
    assert!(record.contains("\nDA:8,1\n") && record.ends_with("end_of_record\n"), "{record}");
}

const TERMS: &str = r#"policy "Terms" { period month; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { won : money at least 0; asked : percent default 5%; new : flag default no }
let rate : percent = asked
  never below rate last period
payout commission {
  pay won * rate
  guarantee 100 when new
  draw 200, recoverable from 50% of later surplus
}
example "Weak" { period 2026-01; given won 1_000, new yes; expect commission = 200 }
example "Strong" { period 2026-02; earlier 2026-01 { rate 7%, commission.balance 100 }; given won 10_000; expect commission = 600 }
"#;

/// A ratchet bound and not, a guarantee paid and not, a draw advanced and taken back, and neither.
#[test]
fn terms_and_ratchets_are_points() {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("sample.merit", TERMS));
    let (tree, _) = parse(file, TERMS);
    let (made, problems) = plan(&[tree], &sources);
    assert!(!problems.iter().any(Diagnostic::is_error), "{problems:#?}");
    let covered = coverage(&made.unwrap());
    for kind in [Kind::Floor, Kind::Guarantee, Kind::Draw, Kind::Recovery] {
        let points: Vec<_> = covered.points.iter().filter(|point| point.kind == kind).collect();
        assert_eq!(points.len(), 2, "{kind:?}");
        assert!(points.iter().all(|point| point.is_covered()), "{points:#?}");
    }
}
