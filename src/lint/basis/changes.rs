//! When the numbers of a plan that are known without data may change.

use crate::plan::ir::Plan;
use crate::value::Date;

/// The days on which a constant of the plan may change: its first day, and every day from which a param has a value.
pub(in crate::lint) fn days(plan: &Plan) -> Vec<Date> {
    let (first, last) = match plan.effective {
        Some((first, last)) => (Some(first), Some(last)),
        None => (None, None),
    };
    let changes = plan.params.iter().flat_map(|param| &param.values).filter_map(|value| value.from);
    let inside = |day: &Date| first.is_none_or(|first| *day >= first) && last.is_none_or(|last| *day <= last);
    let mut days: Vec<Date> = first.into_iter().chain(changes.filter(inside)).collect();
    days.sort();
    days.dedup();
    days
}
