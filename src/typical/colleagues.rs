//! Two typical people in one group: what a plan says of a team or of everybody is nothing to somebody who is alone.

use std::sync::Arc;

use super::{Measures, Typical};
use crate::engine::table::{CellRef, Column, Slot, Table};
use crate::plan::ir::{Body, DefId, Group, PEOPLE, Plan, Role, TableId, walk};
use crate::value::Value;

/// The key of the second person.
const KEY: &str = "colleague";

/// For each scorecard somebody it covers, with one colleague of each scorecard; nobody where the plan looks at no group.
pub(super) fn pairs(plan: &Plan, people: &[Typical]) -> Vec<Typical> {
    let Some(groups) = groups(plan) else { return Vec::new() };
    // Whoever is one of several people of an example has colleagues as it is.
    let people: Vec<Typical> = people.iter().filter(|person| person.is_alone()).cloned().collect();
    let cards: Vec<Option<usize>> = people.iter().map(|person| person.card(plan)).collect();
    let mut known: Vec<Option<usize>> = cards.clone();
    known.sort_unstable();
    known.dedup();
    // Whoever stands in an example as given is known to the reader.
    let is_known = |at: &usize| people.get(*at).is_some_and(|person| person.example.is_some() && person.measures != Measures::AtTarget);
    let of_card = |card: &Option<usize>, but: Option<usize>| {
        let covered = || cards.iter().enumerate().filter(|(at, own)| *own == card && Some(*at) != but).map(|(at, _)| at);
        covered().find(is_known).or_else(|| covered().next())
    };
    let mut found = Vec::new();
    for base in known.iter().filter_map(|card| of_card(card, None)) {
        for other in known.iter().filter_map(|card| of_card(card, Some(base)).or_else(|| of_card(card, None))) {
            let pair = people.get(base).zip(people.get(other)).and_then(|(base, other)| together(plan, base, other, &groups));
            found.extend(pair.filter(|pair| pair.is_sound(plan)));
        }
    }
    found
}

/// The columns by which the plan groups people.
#[derive(Default)]
struct Groups {
    /// Those of one group have the same value.
    same: Vec<DefId>,
    /// They name a manager.
    managers: Vec<DefId>,
}

/// By which columns a colleague belongs to the person; nothing where it looks at nobody but the person.
fn groups(plan: &Plan) -> Option<Groups> {
    let mut found = None;
    for def in plan.defs.iter().filter(|def| !matches!(def.role, Role::Figure(_))) {
        let Body::Expr(body) = &def.body else { continue };
        for expr in walk::all(body) {
            for group in walk::groups_of(expr) {
                match group {
                    Group::Same(column) => found.get_or_insert_with(Groups::default).same.push(column),
                    Group::Reports { column, .. } => found.get_or_insert_with(Groups::default).managers.push(column),
                    Group::Everyone => drop(found.get_or_insert_with(Groups::default)),
                    Group::Child(_) => {}
                }
            }
        }
    }
    found
}

/// The first person with the other as a colleague in the same groups.
fn together(plan: &Plan, base: &Typical, other: &Typical, groups: &Groups) -> Option<Typical> {
    if !other.data.faults.is_empty() {
        return None;
    }
    let mut data = base.data.clone();
    for ((table, more), id) in data.tables.iter_mut().zip(&other.data.tables).zip(0_u32..) {
        add(plan, table, more, TableId(id), groups);
    }
    let mut pair = Typical::new(plan, data, base.period, base.measures, base.example.clone());
    pair.beside = Some(other.described());
    Some(pair)
}

/// Adds the rows of a colleague to those of a person.
fn add(plan: &Plan, table: &mut Table, more: &Table, id: TableId, groups: &Groups) {
    let shape = plan.tables.get(id.0 as usize);
    let is_key = |column: DefId| {
        let key = if id == PEOPLE { shape.map(|shape| shape.key) } else { shape.and_then(|shape| shape.parent_key) };
        key == Some(column)
    };
    let before = u32::try_from(table.keys.len()).unwrap_or(u32::MAX);
    for ((cells, added), at) in table.columns.iter_mut().zip(&more.columns).zip(0_u32..) {
        let (Some(cells), Some(added)) = (cells, added) else { continue };
        let column = DefId(at);
        let own = match id {
            PEOPLE if groups.same.contains(&column) => cells.first().cloned(),
            // The colleague is one of the person's own people.
            PEOPLE if groups.managers.contains(&column) => table.keys.first().map(|key| Slot::Value(Value::Text(Arc::clone(key)))),
            TableId(_) => None,
        };
        let moved = added.iter().map(|slot| match (&own, slot) {
            (Some(own), _) => own.clone(),
            (None, _) if is_key(column) => Slot::Value(Value::Text(Arc::from(KEY))),
            (None, Slot::Missing(cell)) => Slot::Missing(CellRef { row: cell.row.saturating_add(before), ..*cell }),
            (None, Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_)) => slot.clone(),
        });
        let moved: Column = moved.collect();
        cells.extend(moved);
    }
    table.keys.extend(more.keys.iter().map(|key| if id == PEOPLE { Arc::from(KEY) } else { Arc::clone(key) }));
    table.lines.extend(&more.lines);
    table.row_faults.extend(&more.row_faults);
    if id != PEOPLE {
        table.parents.extend(more.parents.iter().map(|_| 1));
    }
}
