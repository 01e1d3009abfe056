//! Scorecards: scores, weights, gates, vetoes, totals, grades.

use super::world::{World, policy};

const CARD: &str = "input people by id {
  role : one of \"AE\", \"SDR\", \"CEO\"
  revenue : money optional
  quota : money optional
  csat : number optional
  calls : count optional
  fraud : count default 0
  late : count default 0
}
scorecard ae for role = \"AE\" {
  kpi sales { measure revenue; target quota; weight 60%; when missing reweight; score attainment in points, at most 120
    gate \"Enough calls\" needs (calls otherwise 0) >= 1
  }
  kpi service { measure csat; weight 40%; when missing reweight; score csat * 20 }
  adjust late_penalty { less 5 for each full 1 that late is above 0, at most 20 }
  at most 110
  veto fraud \"Fraud\" when fraud > 0 : score 0
  veto lateness when late > 2 : grade at most C
  veto gone when late > 90 : grade B
}
scorecard sdr for role = \"SDR\" {
  kpi outreach { measure calls; weight 100%; when missing zero; score calls }
}
grade by score {
  A from 90 : coefficient 1.2
  B from 60 below 90 : coefficient 1
  C below 60 : coefficient 0.5
}
payout bonus { pay 1000 * coefficient }
";

fn world() -> World {
    policy(CARD)
}

#[test]
fn a_whole_scorecard() {
    let outcome = world()
        .person("full", &[("role", "AE"), ("revenue", "90"), ("quota", "100"), ("csat", "4"), ("calls", "1")])
        .person("edge", &[("role", "AE"), ("revenue", "1"), ("quota", "3"), ("csat", "2"), ("calls", "1"), ("late", "2")])
        .person("no_csat", &[("role", "AE"), ("revenue", "90"), ("quota", "100"), ("calls", "1")])
        .person("nothing", &[("role", "AE"), ("quota", "100"), ("calls", "1")])
        .person("gated", &[("role", "AE"), ("revenue", "90"), ("quota", "100"), ("csat", "4")])
        .person("fraud", &[("role", "AE"), ("revenue", "90"), ("quota", "100"), ("csat", "4"), ("calls", "1"), ("fraud", "1")])
        .person("late", &[("role", "AE"), ("revenue", "300"), ("quota", "100"), ("csat", "5"), ("calls", "1"), ("late", "3")])
        .person("gone", &[("role", "AE"), ("revenue", "300"), ("quota", "100"), ("csat", "5"), ("calls", "1"), ("late", "91")])
        .person("sdr", &[("role", "SDR"), ("calls", "70")])
        .person("sdr_blank", &[("role", "SDR")])
        .person("ceo", &[("role", "CEO")])
        .run();
    let people = ["full", "edge", "no_csat", "nothing", "gated", "fraud", "late", "gone", "sdr", "sdr_blank", "ceo"];
    assert_eq!(outcome.all(&people, "sales.attainment"), ["0.9", "1/3", "0.9", "missing", "0.9", "0.9", "3", "3", "n/a", "n/a", "n/a"]);
    assert_eq!(outcome.all(&people, "sales.score"), ["90", "100/3", "90", "missing", "0", "90", "120", "120", "n/a", "n/a", "n/a"]);
    assert_eq!(outcome.all(&people, "sales.weighted"), ["54", "20", "90", "missing", "0", "54", "72", "72", "n/a", "n/a", "n/a"]);
    assert_eq!(outcome.all(&people, "service.weighted"), ["32", "16", "missing", "missing", "32", "32", "40", "40", "n/a", "n/a", "n/a"]);
    assert_eq!(outcome.all(&people, "late_penalty"), ["0", "-10", "0", "0", "0", "0", "-15", "-20", "n/a", "n/a", "n/a"]);
    assert_eq!(outcome.all(&people, "score"), ["86", "26", "90", "E513", "32", "0", "97", "92", "70", "0", "E512"]);
    assert_eq!(outcome.all(&people, "grade"), ["B", "C", "A", "E513", "C", "C", "C", "C", "B", "C", "E512"]);
    assert_eq!(outcome.all(&people, "bonus"), ["1000", "500", "1200", "E513", "500", "500", "500", "500", "1000", "500", "E512"]);
    assert_eq!(outcome.codes(), ["E512", "E513"]);
    assert_eq!(outcome.results.faults[1].places.len(), 2);
}

/// In whatever order they stand, the strictest veto counts, and none of them raises a grade.
#[test]
fn the_strictest_veto_counts() {
    let (lateness, gone) = ("  veto lateness when late > 2 : grade at most C\n", "  veto gone when late > 90 : grade B\n");
    let turned = CARD.replace(lateness, "").replace(gone, &format!("{gone}{lateness}"));
    for text in [CARD, &turned] {
        let person = |key: &'static str, revenue: &'static str| {
            (key, [("role", "AE"), ("revenue", revenue), ("quota", "100"), ("csat", "5"), ("calls", "1"), ("late", "91")])
        };
        let (high, low) = (person("high", "300"), person("low", "0"));
        let outcome = policy(text).person(high.0, &high.1).person(low.0, &low.1).run();
        assert_eq!(outcome.all(&["high", "low"], "grade"), ["C", "C"]);
    }
}

#[test]
fn a_target_of_zero_or_none() {
    let outcome = world()
        .person("zero", &[("role", "AE"), ("revenue", "90"), ("quota", "0"), ("csat", "4"), ("calls", "1")])
        .person("none", &[("role", "AE"), ("revenue", "90"), ("csat", "4"), ("calls", "1")])
        .run();
    assert_eq!(outcome.all(&["zero", "none"], "sales.attainment"), ["E500", "missing"]);
    assert_eq!(outcome.all(&["zero", "none"], "sales.score"), ["E500", "E501"]);
    assert_eq!(outcome.all(&["zero", "none"], "service.score"), ["80", "80"]);
    assert_eq!(outcome.all(&["zero", "none"], "score"), ["E500", "E501"]);
    assert_eq!(outcome.codes(), ["E500", "E501"]);
}

#[test]
fn two_scorecards_and_a_missing_role() {
    let text = "input people by id {\n  a : number optional\n  b : number\n}
scorecard one for a > 0 { kpi x { measure b; weight 100%; score b, at most 100 } }
scorecard two for b > 50 { kpi y { measure b; weight 100%; score b } }
";
    let outcome = policy(text)
        .person("both", &[("a", "1"), ("b", "60")])
        .person("first", &[("a", "1"), ("b", "10")])
        .person("blank", &[("b", "10")])
        .run();
    assert_eq!(outcome.all(&["both", "first", "blank"], "score"), ["E511", "10", "E501"]);
    assert_eq!(outcome.codes().iter().filter(|code| **code == "E511").count(), 1);
    assert_eq!(outcome.codes().iter().filter(|code| **code == "E501").count(), 1);
}

#[test]
fn when_missing_error_and_zero() {
    let text = "input people by id {\n  a : number optional\n}
scorecard one { kpi x { measure a; weight 100%; score a }
}
";
    let outcome = policy(text).person("E1", &[]).run();
    assert_eq!((outcome.get("E1", "x.score"), outcome.get("E1", "x.measure")), ("E524".into(), "missing".into()));
    assert_eq!(outcome.codes(), ["E524"]);
}

#[test]
fn points_are_rounded_where_the_clause_says() {
    let text = "input people by id {\n  a : number\n}\nscorecard one { kpi x { measure a; weight 100%, points rounded to 1; score a } }\n";
    let outcome = policy(text).person("E1", &[("a", "2.5")]).run();
    assert_eq!((outcome.get("E1", "x.score"), outcome.get("E1", "score")), ("2.5".into(), "3".into()));
}

#[test]
fn a_goal() {
    let text = "input people by id {\n  a : money\n  b : money\n  c : money optional\n}\ngoal g \"More\" { measure a; target b; baseline c; stretch at most 10% }\n";
    let outcome = policy(text).person("E1", &[("a", "3"), ("b", "4"), ("c", "2")]).person("E2", &[("a", "4"), ("b", "4")]).run();
    assert_eq!(outcome.all(&["E1", "E2"], "g.met"), ["no", "yes"]);
    assert_eq!(outcome.all(&["E1", "E2"], "g.attainment"), ["0.75", "1"]);
    assert_eq!(outcome.all(&["E1", "E2"], "g.gap"), ["1", "0"]);
}
