//! What came before an example: what it says of earlier periods, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::dataset;
use crate::engine::past::{Layer, Past, Was};
use crate::engine::table::Slot;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate, evaluate_after};
use crate::plan::ir::{Body, DefId, EarlierValue, Example, Exception, ExceptionValue, Plan, Role};
use crate::value::Period;

/// What a plan makes of an example.
pub fn computed(plan: &Plan, example: &Example, watch: Watch) -> Results {
    let plan = plan.in_force(example.period);
    let data = dataset(plan, example);
    let people: Vec<Arc<str>> = data.tables.first().map_or(Vec::new(), |people| people.keys.clone());
    evaluate_after(&plan.telling(), data, example.period, &Arc::new(past(plan, example, &people)), watch)
}

/// What an example says of earlier periods of its people. Of a period it names, what it does not say was not there; before the first of
/// them there was nothing. A calculation without a name is worked out from what is said.
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
    let (calculated, named): (Vec<DefId>, Vec<DefId>) =
        plan.looked_back_at().into_iter().partition(|id| plan.defs.get(id.0 as usize).is_some_and(|def| def.role == Role::Earlier));
    for period in periods {
        let said: Vec<&EarlierValue> = example.earlier.iter().filter(|earlier| earlier.period == period).collect();
        let name = |id: &DefId| plan.defs.get(id.0 as usize).map(|def| def.name.clone());
        let mut known: BTreeMap<String, Vec<Was>> =
            named.iter().filter_map(name).map(|name| (name, vec![Was::NotApplicable; people.len()])).collect();
        for earlier in &said {
            let column = name(&earlier.def).and_then(|name| known.get_mut(&name));
            if let Some(place) = column.and_then(|column| column.get_mut(earlier.whose as usize)) {
                *place = Was::Value(earlier.value.clone());
            }
        }
        let results = (!calculated.is_empty()).then(|| then(plan, (example, people), (period, &said), &past));
        for id in &calculated {
            let values = (0_u32..).zip(people).map(|(row, _)| {
                let is_there = said.iter().any(|earlier| earlier.whose == row);
                match results.as_ref().and_then(|results| results.tables.first()?.slot(*id, row)) {
                    Some(_) if !is_there => Was::NotApplicable,
                    Some(Slot::Value(value)) => Was::Value(value.clone()),
                    Some(Slot::NotApplicable(_)) => Was::NotApplicable,
                    Some(Slot::Missing(_) | Slot::Fault(_)) | None => Was::Unknown,
                }
            });
            known.extend(name(id).map(|name| (name, values.collect())));
        }
        past.add(period, Layer::new(people.iter().cloned(), known));
        if takes_back {
            let then = Example { period, ..example.clone() };
            past.add(period, Layer::of_results(plan, &evaluate(plan, dataset(plan, &then), period, Watch::Nothing), &[]));
        }
    }
    past
}

/// A period of the past with nothing of people but what is said of it: cells as they were then, and results in the place of what the plan
/// would make of them. Rows are those of the example that lie in it.
fn then(plan: &Plan, (example, people): (&Example, &[Arc<str>]), (period, said): (Period, &[&EarlierValue]), past: &Past) -> Results {
    let is_column = |id: DefId| plan.defs.get(id.0 as usize).is_some_and(|def| matches!(def.body, Body::Column(_)));
    let of = |whose: u32| said.iter().filter(move |earlier| earlier.whose == whose);
    let key = plan.tables.first().map(|people| people.key);
    let mut example = Example { period, ..example.clone() };
    for (person, whose) in example.people.iter_mut().zip(0_u32..) {
        person.given.retain(|(def, _)| Some(*def) == key);
        person.given.extend(of(whose).filter(|earlier| is_column(earlier.def)).map(|earlier| (earlier.def, earlier.value.clone())));
    }
    let counts = |earlier: &&EarlierValue| ExceptionValue { def: earlier.def, value: earlier.value.clone(), span: example.span };
    let result = |(key, whose): (&Arc<str>, u32)| Exception {
        person: key.to_string(),
        from: period.start(),
        to: period.end(),
        because: String::new(),
        approved: String::new(),
        values: of(whose).filter(|earlier| !is_column(earlier.def)).map(counts).collect(),
        span: example.span,
        place: example.span,
    };
    let (exceptions, mut plan) = (people.iter().zip(0_u32..).map(result).collect(), plan.clone());
    plan.exceptions = exceptions;
    evaluate_after(&plan, dataset(&plan, &example), period, &Arc::new(past.clone()), Watch::Nothing)
}
