//! Types of values, order of steps, what a name stands for.

use super::{check, codes, find, planned, type_of};
use crate::plan::ir::{Body, Kind};
use crate::value::Type;

#[test]
fn units_of_products() {
    for (text, ty) in [
        ("revenue * csat", Type::Money),
        ("revenue * rate", Type::Money),
        ("revenue / logos", Type::Money),
        ("revenue / quota", Type::Percent),
        ("logos / logos", Type::Percent),
        ("rate / rate", Type::Percent),
        ("csat / csat", Type::Number),
        ("rate * rate", Type::Percent),
        ("rate * 1.2", Type::Percent),
        ("20 * 50%", Type::Number),
        ("20 * rate", Type::Number),
        ("csat * rate", Type::Number),
        ("rate * csat", Type::Percent),
        ("logos * rate", Type::Number),
        ("csat * logos", Type::Number),
        ("csat / logos", Type::Number),
        ("revenue * quota / quota", Type::Money),
        ("csat * revenue / quota", Type::Number),
        ("5% of revenue", Type::Money),
        ("5% of logos", Type::Number),
        ("5% of 40", Type::Number),
        ("rate + 5%", Type::Percent),
        ("logos + csat", Type::Number),
        ("-revenue", Type::Money),
        ("hired - hired", Type::Days),
        ("hired + 30 days", Type::Date),
        ("hired + 2 months", Type::Date),
        ("(hired - hired) / 30 days", Type::Percent),
        ("rate in points", Type::Number),
        ("sum of amount over deals", Type::Money),
        ("count over deals", Type::Count),
        ("average of logos over team", Type::Number),
        ("max(revenue, 5)", Type::Money),
        ("if logos > 3 then revenue else 0", Type::Money),
        ("revenue > 5", Type::Flag),
        ("team", Type::Text),
        ("7", Type::Number),
    ] {
        let plan = planned(&format!("let x = {text}\n"));
        assert_eq!(type_of(&plan, "x"), ty, "{text}");
    }
}

#[test]
fn a_bare_number_takes_the_type_of_its_first_place() {
    let plan = planned("param step = 500\nlet a = step * 2\nlet b = revenue + a\nlet c = 5\n");
    assert_eq!(plan.params[0].ty, Type::Money);
    assert_eq!((type_of(&plan, "a"), type_of(&plan, "c")), (Type::Money, Type::Number));
    let plan = planned("param step = 500\nlet b = revenue + step\n");
    assert_eq!(plan.params[0].ty, Type::Money);
}

#[test]
fn every_step_comes_after_what_it_reads() {
    let plan = planned("let c = b * 2\nlet b = a + revenue\nlet a = quota\n");
    let places: Vec<usize> =
        ["a", "b", "c"].iter().map(|name| plan.order.iter().position(|def| *def == find(&plan, name)).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert_eq!(plan.order.len(), plan.defs.len() - plan.tables.iter().map(|table| table.columns.len()).sum::<usize>());
}

#[test]
fn kpis_of_one_name_are_one() {
    let plan = planned(
        r#"scorecard ae for role = "AE" {
  kpi sales { measure revenue; target quota; weight 60%; score attainment in points }
  kpi new { measure logos; target 4; weight 40%; score attainment in points }
}
scorecard sdr for role = "SDR" {
  kpi new { measure logos; target 8; weight 100%; score attainment in points }
}
let all = new.attainment
"#,
    );
    assert_eq!(plan.scorecards[0].kpis[1].score, plan.scorecards[1].kpis[0].score);
    let score = &plan.defs[plan.scorecards[0].kpis[1].score.0 as usize];
    let Body::Expr(expr) = &score.body else { panic!("a score is computed") };
    let Kind::Cases(cases) = &expr.kind else { panic!("one case a scorecard") };
    assert_eq!(cases.cases.len(), 2);
    assert_eq!(type_of(&plan, "new.attainment"), Type::Percent);
}

#[test]
fn grades_are_an_order_worst_first() {
    let plan = planned("grade by csat { A from 4 : factor 1.5; B from 3 : factor 1; C below 3 : factor 0 }\n");
    let Type::Choice(choice) = type_of(&plan, "grade") else { panic!("grades are a choice") };
    let names: Vec<&str> = plan.choices[choice.0 as usize].options.iter().map(|option| option.name.as_str()).collect();
    assert_eq!(names, ["C", "B", "A"]);
    assert_eq!(plan.grade_columns, [find(&plan, "factor")]);
}

#[test]
fn a_row_reads_its_person() {
    let plan = planned("let deals.share = amount / quota\nlet biggest = max of share over deals\n");
    assert_eq!(type_of(&plan, "deals.share"), Type::Percent);
    assert_eq!(type_of(&plan, "biggest"), Type::Percent);
}

#[test]
fn a_named_slice_is_a_value() {
    let plan =
        planned("let pay1 = tiers marginal on revenue { up to 5_000 : 10% as first_slice; above 5_000 : 12% }\nlet y = first_slice * 2\n");
    assert_eq!(type_of(&plan, "first_slice"), Type::Money);
    assert_eq!(type_of(&plan, "y"), Type::Money);
}

#[test]
fn a_broken_clause_is_told_once() {
    let (plan, problems, _) = check("let a = = 5\nlet b = a * 2\n");
    assert!(plan.is_none() || problems.iter().any(|problem| problem.is_error()));
    assert_eq!(codes(&problems).iter().filter(|code| code.starts_with("E2")).count(), 0, "{problems:?}");
}
