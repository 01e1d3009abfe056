//! Curves against the engine, over every number of the examples of every policy that holds.

#[path = "../curves/compare.rs"]
mod compare;

use std::path::Path;

use merit::cases;

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
        let Some((plan, example)) = policy.plan.as_ref().and_then(|plan| Some((plan, plan.examples.first()?))) else { continue };
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
