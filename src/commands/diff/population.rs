//! The people of the data under both plans, each with what is known of the time before.

use std::panic;
use std::sync::Arc;
use std::thread;

use crate::commands::STACK;
use crate::commands::arguments::DataArguments;
use crate::commands::history::{self, Asked, HistoryArguments, Written};
use crate::commands::problems::{stage_computing, stage_data};
use crate::commands::progress::Progress;
use crate::commands::run::{Read, read_data};
use crate::commands::supply::Supply;
use crate::data;
use crate::diagnostic::Diagnostic;
use crate::engine::past::Past;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after};
use crate::plan::ir::meaning::same_inputs;
use crate::plan::ir::{DefId, Plan};
use crate::typical::carried;
use crate::value::Period;

/// The people of the data under both plans.
pub(super) struct Population {
    pub(super) period: Period,
    pub(super) data: Dataset,
    pub(super) old: Results,
    pub(super) new: Results,
}

/// The same data, of one period and without the time before it.
pub(super) fn of_period(data: &DataArguments, period: Period) -> DataArguments {
    DataArguments {
        data: data.data.clone(),
        period: period.to_string(),
        history: HistoryArguments::default(),
        reading: data.reading.clone(),
    }
}

/// Everybody under both plans in the last of the periods that are asked for. What lies before it is what the old plan made of it: the
/// new one is to hold from now on.
///
/// # Errors
/// What either of them cannot read.
pub(super) fn population(data: &DataArguments, old: &Plan, new: &Plan, progress: &Progress) -> Result<Population, Vec<Diagnostic>> {
    progress.stage(&stage_data());
    let before = under_old(data, old)?;
    let period = before.period;
    let (old, new) = (old.in_force(period), new.in_force(period));
    let after = under_new(data, &before, old, new)?;
    progress.stage(&stage_computing());
    let layers = |past: &Past| {
        let mut past = past.clone();
        for results in &before.made {
            past.add_results(old, results, &read_by_either(old, new));
        }
        Arc::new(past)
    };
    let (past, known) = (layers(&before.past), layers(after.past.as_ref().unwrap_or(&before.past)));
    let others = after.dataset.unwrap_or_else(|| carried(&before.dataset, old, new));
    let run = |plan: &Plan, data: &Dataset, past: &Arc<Past>| evaluate_after(plan, data.clone(), period, past, Watch::Nothing);
    let (old, new) = both(|| run(old, &before.dataset, &past), || run(new, &others, &known));
    Ok(Population { period, data: before.dataset, old, new })
}

/// The data of the last period as the old plan reads them, and what that plan made of the periods before.
struct Before {
    period: Period,
    dataset: Dataset,
    past: Arc<Past>,
    made: Vec<Results>,
    supply: Supply,
}

fn under_old(data: &DataArguments, plan: &Plan) -> Result<Before, Vec<Diagnostic>> {
    let Read { period, dataset, mut asked, past, supply } = read_data(plan, data)?;
    let last = asked.periods.pop().unwrap_or(period);
    if asked.periods.is_empty() {
        return Ok(Before { period, dataset, past, made: Vec::new(), supply });
    }
    let made = history::in_order(plan, &supply.supplied, (&asked, Arc::clone(&past)), dataset, Watch::Nothing)?;
    let dataset = data::read(plan.in_force(last), &supply.supplied, last)?;
    Ok(Before { period: last, dataset, past, made, supply })
}

/// What the new plan reads otherwise; nothing where it is what the old one reads.
struct After {
    dataset: Option<Dataset>,
    past: Option<Past>,
}

fn under_new(data: &DataArguments, before: &Before, old: &Plan, new: &Plan) -> Result<After, Vec<Diagnostic>> {
    let call = DataArguments { history: data.history.clone(), ..of_period(data, before.period) };
    if !same_inputs(old, new) {
        let read = read_data(new, &call)?;
        return Ok(After { dataset: Some(read.dataset), past: Some(Arc::unwrap_or_clone(read.past)) });
    }
    if !new.looks_back() {
        return Ok(After { dataset: None, past: None });
    }
    let mut asked =
        Asked { periods: vec![before.period], written: Written::One, paid: std::collections::BTreeMap::new(), remarks: Vec::new() };
    let past = history::past(new, &before.supply.supplied, &mut asked, &call.history)?;
    Ok(After { dataset: None, past: Some(past) })
}

/// What of the old plan's results either plan looks back at.
fn read_by_either(old: &Plan, new: &Plan) -> Vec<DefId> {
    let named = |plan: &Plan, id: DefId| plan.defs.get(id.0 as usize).map(|def| def.name.clone());
    let mut wanted = old.looked_back_at();
    let names: Vec<String> = new.looked_back_at().into_iter().filter_map(|id| named(new, id)).collect();
    for (def, at) in old.defs.iter().zip(0_u32..) {
        if names.contains(&def.name) && !wanted.contains(&DefId(at)) {
            wanted.push(DefId(at));
        }
    }
    wanted
}

/// Does two things at once, where a second thread can be had.
fn both<R: Send>(one: impl FnOnce() -> R, other: impl Fn() -> R + Sync) -> (R, R) {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, &other);
        let first = one();
        let second = match started.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(made)) => made,
            // A fault of Merit's own is one, whichever thread it befell.
            Ok(Err(fault)) => panic::resume_unwind(fault),
            Err(_) => other(),
        };
        (first, second)
    })
}
