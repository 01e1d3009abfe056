//! Curves against the engine, over every number of the examples of every policy that holds.

#[path = "../curves/compare.rs"]
mod compare;

use std::path::Path;

use merit::cases;
use merit::curve::{Asked, curve};
use merit::diagnostic::Language;
use merit::diagnostic::render::Style;
use merit::report::Report;
use merit::report::curve::{Chosen, End, Origin, Picture, Subject, json, svg, text};

use crate::folders::policies;
use crate::policy::Policy;
use compare::{Case, cells};

#[test]
fn curves_are_what_the_engine_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bundled = ["policies/field-sales/field-sales.merit", "policies/first-steps/first-steps.merit"];
    let bundled = bundled.into_iter().map(|path| Policy::read(root.join(path)));
    let mut compared = 0;
    for policy in policies("evaluating").into_iter().chain(bundled) {
        let Some((plan, example)) = policy.plan.as_ref().and_then(|plan| Some((plan, *plan.all_examples().first()?))) else { continue };
        let plan = plan.in_force(example.period);
        let data = cases::dataset(plan, example);
        for (varied, from, to) in cells(plan, &data) {
            let case = Case { plan, data: &data, period: example.period, varied };
            for of in [plan.payout_total, plan.score, plan.grade].into_iter().flatten().chain(plan.order.iter().copied().step_by(17)) {
                let done = compare::compare(&case, of, (&from, &to));
                compared += done.unwrap_or_else(|problem| panic!("{}: {}: {problem}", policy.path.display(), example.title));
            }
        }
    }
    assert!(compared > 2_000, "only {compared} values were compared");
}

/// Every number that an example of a bundled plan gives, as the command shows it in every form: each is written.
#[test]
fn every_curve_of_the_bundled_plans_is_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let plans = [
        "first-steps/first-steps.merit",
        "field-sales/field-sales.merit",
        "crm-opportunities/crm-opportunities.merit",
        "销售绩效管理制度/销售绩效管理制度.merit",
    ];
    let mut written = 0;
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
                    let subject = Subject::Example(example.spoken());
                    let picture = Picture { report, curve: &curve, subject, range, chosen: Chosen::Said, labels: None };
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
}
