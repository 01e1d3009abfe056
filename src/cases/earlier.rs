//! What came before an example: what it says of earlier periods, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::dataset;
use crate::engine::past::{Layer, Past, Was};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate, evaluate_after};
use crate::plan::ir::{Example, Plan};
use crate::value::Period;

/// What a plan makes of an example.
pub fn computed(plan: &Plan, example: &Example, watch: Watch) -> Results {
    let plan = plan.in_force(example.period);
    let data = dataset(plan, example);
    let people: Vec<Arc<str>> = data.tables.first().map_or(Vec::new(), |people| people.keys.clone());
    evaluate_after(plan, data, example.period, &Arc::new(past(plan, example, &people)), watch)
}

/// What an example says of earlier periods of its people. Of a period it names, what it does not say was not there; before the first of
/// them there was nothing.
pub fn past(plan: &Plan, example: &Example, people: &[Arc<str>]) -> Past {
    let mut past = Past::nothing();
    let mut periods: Vec<Period> = example.earlier.iter().map(|earlier| earlier.period).collect();
    let takes_back = !plan.looked_back_rows().is_empty();
    if takes_back {
        // The rows an example gives belong to the periods their dates lie in.
        let before = std::iter::successors(example.period.previous(), |period| period.previous());
        periods.extend(before.take(plan.looks_back_by() as usize));
    }
    periods.sort_unstable();
    periods.dedup();
    for period in periods {
        let looked_back_at = plan.looked_back_at().into_iter().filter_map(|id| plan.defs.get(id.0 as usize));
        let mut known: BTreeMap<String, Vec<Was>> =
            looked_back_at.map(|def| (def.name.clone(), vec![Was::NotApplicable; people.len()])).collect();
        for earlier in example.earlier.iter().filter(|earlier| earlier.period == period) {
            let name = plan.defs.get(earlier.def.0 as usize).map(|def| def.name.as_str());
            let column = name.and_then(|name| known.get_mut(name));
            if let Some(place) = column.and_then(|column| column.get_mut(earlier.whose as usize)) {
                *place = Was::Value(earlier.value.clone());
            }
        }
        past.add(period, Layer::new(people.iter().cloned(), known));
        if takes_back {
            let then = Example { period, ..example.clone() };
            past.add(period, Layer::of_results(plan, &evaluate(plan, dataset(plan, &then), period, Watch::Nothing), &[]));
        }
    }
    past
}
