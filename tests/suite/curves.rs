//! Curves against the engine: at their points, between them, and one smallest unit beside every edge, the value must be the engine's.
//!
//! Every example of every policy that holds is taken as it is, and each number it gives is varied in turn.

use std::path::Path;

use merit::cases;
use merit::curve::{Asked, Course, Curve, Piece, Varied, Worth, curve};
use merit::diagnostic::Language;
use merit::diagnostic::render::Style;
use merit::engine::evaluate;
use merit::engine::table::{Dataset, Slot};
use merit::engine::trace::Watch;
use merit::plan::ir::{Body, DefId, Plan, TableId};
use merit::report::Report;
use merit::report::curve::{Chosen, End, Origin, Picture, Subject, json, svg, text};
use merit::value::{Number, Period, Type, Value};

use crate::folders::policies;
use crate::policy::Policy;

/// What is varied, and the dataset it stands in.
struct Case<'a> {
    plan: &'a Plan,
    data: &'a Dataset,
    period: Period,
    varied: Varied,
}

/// The numbers an example gives, each with the stretch on which to vary it.
fn cells(plan: &Plan, data: &Dataset) -> Vec<(Varied, Number, Number)> {
    let mut found = Vec::new();
    for (def, id) in plan.defs.iter().zip(0_u32..) {
        let Body::Column(column) = &def.body else { continue };
        if !matches!(def.ty, Type::Money | Type::Percent | Type::Number | Type::Count) {
            continue;
        }
        let table = &data.tables[def.table.0 as usize];
        if table.is_empty() {
            continue;
        }
        let varied = Varied { column: DefId(id), table: def.table, row: 0 };
        let Some(Slot::Value(Value::Number(given))) = table.slot(DefId(id), 0) else { continue };
        let bound = |bound: &Option<merit::plan::ir::ColumnBound>| match bound.as_ref().map(|bound| &bound.value) {
            Some(Value::Number(number)) => Some(number.clone()),
            _ => None,
        };
        let three = Number::from_i64(3);
        let inside = |end: &Option<merit::plan::ir::ColumnBound>| end.as_ref().is_none_or(|bound| bound.inclusive);
        let low = bound(&column.low).unwrap_or(Number::ZERO);
        let low = if inside(&column.low) { low } else { low.add(&Number::from_parts(1, 3)).unwrap() };
        let high = bound(&column.high).unwrap_or_else(|| given.abs().mul(&three).unwrap().add(&Number::ONE).unwrap());
        if inside(&column.high) && low < high {
            found.push((varied, low, high));
        }
    }
    found
}

/// What the engine makes of one definition with the varied cell at a value.
fn by_engine(case: &Case<'_>, of: DefId, at: &Number) -> Worth {
    let mut data = case.data.clone();
    let Varied { column, table, row } = case.varied;
    data.tables[table.0 as usize].columns[column.0 as usize].as_mut().unwrap()[row as usize] = Slot::Value(Value::Number(at.clone()));
    let results = evaluate(case.plan, data, case.period, Watch::Nothing);
    let of_table = case.plan.defs[of.0 as usize].table;
    match results.tables[of_table.0 as usize].slot(of, 0) {
        Some(Slot::Value(Value::Number(number))) => Worth::Number(number.clone()),
        Some(Slot::Value(value)) => Worth::Plain(value.clone()),
        Some(Slot::Missing(_)) | None => Worth::Missing,
        Some(Slot::NotApplicable(_)) => Worth::NotApplicable,
        Some(Slot::Fault(_)) => Worth::Fault,
    }
}

/// Points worth looking at: every cut, the middle of every stretch, and a little to both sides of every cut.
fn points(curve: &Curve<'_>) -> Vec<Number> {
    let little = Number::from_parts(1, 4);
    let mut found = Vec::new();
    for piece in curve.pieces.iter().take(16) {
        match piece {
            Piece::Point { at, .. } => found.extend([at.clone(), at.add(&little).unwrap(), at.sub(&little).unwrap()]),
            Piece::Stretch { from, to, .. } => {
                let length = to.sub(from).unwrap();
                found.push(from.add(&length.div(&Number::from_i64(2)).unwrap()).unwrap());
                found.push(from.add(&length.div(&Number::from_i64(7)).unwrap()).unwrap());
            }
        }
    }
    found.retain(|at| at >= curve.from() && at <= curve.to());
    found
}

/// The piece of a curve at a point agrees with a value of the engine's.
fn agrees(curve: &Curve<'_>, at: &Number, engine: &Worth) -> bool {
    let piece = curve.pieces.iter().find(|piece| match piece {
        Piece::Point { at: own, .. } => own == at,
        Piece::Stretch { from, to, .. } => from < at && at < to,
    });
    match (piece, engine) {
        (Some(Piece::Point { worth, .. } | Piece::Stretch { course: Course::Stays(worth), .. }), engine) => {
            worth == engine || *worth == Worth::Unknown
        }
        (Some(Piece::Stretch { course: Course::Runs(function), .. }), Worth::Number(engine)) => {
            let away = engine.sub(&function.at(at).unwrap()).unwrap();
            function.rounding().map_or(away.is_zero(), |(low, high)| *low <= away && away <= *high)
        }
        _ => false,
    }
}

/// Compares the curves of one example; gives how many values were compared.
fn compare(policy: &Policy, plan: &Plan, example: &merit::plan::ir::Example) -> usize {
    let data = cases::dataset(plan, example);
    let mut compared = 0;
    for (varied, from, to) in cells(plan, &data) {
        let case = Case { plan, data: &data, period: example.period, varied };
        let wanted = [plan.payout_total, plan.score, plan.grade].into_iter().flatten().chain(plan.order.iter().copied().step_by(9));
        for of in wanted {
            let def = &plan.defs[of.0 as usize];
            if def.table != TableId(0) && def.table != varied.table {
                continue;
            }
            let asked = Asked { plan, data: &data, period: example.period, of, row: 0, varied, from: from.clone(), to: to.clone() };
            let curve = curve(asked).expect("an example has few pieces");
            for at in points(&curve) {
                let engine = by_engine(&case, of, &at);
                let name = (&plan.defs[varied.column.0 as usize].name, &def.name);
                let place = format!("{}: {}: {name:?} at {}", policy.path.display(), example.title, at.exact_text());
                assert_eq!(curve.worth(&at), engine, "{place}");
                assert!(agrees(&curve, &at, &engine), "{place}: {engine:?}\n{:#?}", curve.pieces);
                compared += 1;
            }
        }
    }
    compared
}

#[test]
fn curves_are_what_the_engine_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bundled = ["policies/field-sales/field-sales.merit", "policies/first-steps/first-steps.merit"];
    let bundled = bundled.into_iter().map(|path| Policy::read(root.join(path)));
    let mut compared = 0;
    for policy in policies("evaluating").into_iter().chain(bundled) {
        let Some(plan) = &policy.plan else { continue };
        for example in plan.examples.iter().take(2) {
            compared += compare(&policy, plan, example);
        }
    }
    assert!(compared > 4_000, "only {compared} values were compared");
}

/// Every number that an example of a bundled plan gives, as the command shows it in every form: each is written, and soon.
#[test]
fn every_curve_of_the_bundled_plans_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let plans = [
        "first-steps/first-steps.merit",
        "field-sales/field-sales.merit",
        "crm-opportunities/crm-opportunities.merit",
        "销售绩效管理制度/销售绩效管理制度.merit",
    ];
    let (mut written, began) = (0, std::time::Instant::now());
    for policy in plans.map(|path| Policy::read(root.join(path))) {
        let plan = policy.plan.as_ref().expect("a bundled policy is right");
        for example in plan.examples.iter().take(2) {
            let data = cases::dataset(plan, example);
            for (varied, from, to) in cells(plan, &data) {
                for of in [plan.payout_total, plan.score, plan.grade].into_iter().flatten().chain(plan.payouts.iter().copied()) {
                    let (from, to) = (from.clone(), to.clone());
                    let asked = Asked { plan, data: &data, period: example.period, of, row: 0, varied, from, to };
                    let curve = curve(asked).expect("an example has few pieces");
                    let report = Report { plan, results: curve.results(), sources: &policy.sources };
                    let range = [End { origin: Origin::Said, excluded: false }; 2];
                    let subject = Subject::Example(example.title.clone());
                    let picture = Picture { report, curve: &curve, subject, range, chosen: Chosen::Said };
                    let style = Style { language: Language::Chinese, colour: false, width: 80, unicode: true };
                    assert!(text(&picture, &style).lines().count() > 3);
                    let read: serde_json::Value = serde_json::from_str(&json::write(&picture)).expect("JSON");
                    assert_eq!(read["pieces"].as_array().map(Vec::len), Some(curve.pieces.len()));
                    assert!(svg::write(&picture, Language::English).ends_with("</svg>\n"));
                    written += 1;
                }
            }
        }
    }
    assert!(written > 100, "only {written} curves were written");
    assert!(began.elapsed().as_secs() < 300, "{written} curves took {:?}", began.elapsed());
}
