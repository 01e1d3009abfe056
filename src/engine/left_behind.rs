//! Deferred amounts of people who are no longer in the data.

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::engine::past::{Past, Was};
use crate::engine::problems;
use crate::engine::table::{Slot, Table};
use crate::plan::ir::{Def, DefId, Plan, Role, TermPart, read_by_authors};
use crate::value::{Period, Type, Value};

/// Says of every deferral whose amounts still waited when the period before ended, where the people have no row, or the payout is not theirs
/// any more: nothing pays them out, until they are back. A plan that reads by itself what waits has said what becomes of it.
pub(super) fn left_behind(plan: &Plan, people: Option<&Table>, past: &Past, period: Period) -> Vec<Diagnostic> {
    let deferred = |def: &Def| def.role == Role::Term(TermPart::Deferred);
    let mut terms: Vec<(&Def, DefId)> = plan.defs.iter().zip((0..).map(DefId)).filter(|(def, _)| deferred(def)).collect();
    if !terms.is_empty() {
        let read = read_by_authors(&plan.defs);
        terms.retain(|(_, id)| !read.contains(id));
    }
    let Some(before) = period.previous().filter(|_| !terms.is_empty()) else { return Vec::new() };
    // Who has the balance still, be it that it cannot be computed.
    let keeping = |id: DefId| -> FxHashSet<&str> {
        let column = people.and_then(|people| people.columns.get(id.0 as usize)?.as_ref());
        let rows = people.map_or(&[][..], |people| people.keys.as_slice()).iter().zip(column.into_iter().flatten());
        rows.filter(|(_, slot)| matches!(slot, Slot::Value(_) | Slot::Fault(_))).map(|(key, _)| &**key).collect()
    };
    let of = |(def, id): (&Def, DefId)| -> Vec<String> {
        let keys = keeping(id);
        let amount = |(person, was): (&str, &Was)| {
            let Was::Value(Value::Number(amount)) = was else { return None };
            let shown = plan.show_money(amount, Type::Money, plan.places_of(Type::Money));
            (!amount.is_zero() && !keys.contains(person)).then(|| format!("{person} {shown}"))
        };
        past.everybodys(before, &def.name).into_iter().filter_map(amount).collect()
    };
    let found = terms.into_iter().map(|(def, id)| (def, of((def, id)))).filter(|(_, people)| !people.is_empty());
    found.map(|(def, people)| problems::left_behind(def, &people, (before, period))).collect()
}
