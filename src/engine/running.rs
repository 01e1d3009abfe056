//! Running sums over a person's child rows.
#![deny(clippy::arithmetic_side_effects)]

use std::cmp::Ordering;
use std::sync::Arc;

use crate::engine::cells::{Cells, NOTHING, as_number, number};
use crate::engine::logic::Truth;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, RunningSum, TableId};
use crate::value::{Number, Value};

/// A row of a person with what it brings.
struct Item {
    row: u32,
    taken: Truth,
    by: Result<Value, FaultId>,
    value: Slot,
}

impl Run<'_> {
    /// The sum over the person's rows up to and with this one, by a date or number, ties by the row's key.
    ///
    /// A row whose place in the order is not known makes every sum of the person uncertain; any other faulty row those from it on.
    pub(super) fn running_sum(&mut self, expr: &Expr, running: &RunningSum, table: TableId, sel: &[u32]) -> Cells {
        let persons: Vec<u32> = sel.iter().filter_map(|row| self.person_of(table, *row)).collect();
        let mut fresh: Vec<u32> = persons.clone();
        fresh.sort_unstable();
        fresh.dedup();
        // The rows of one person are done together, whichever of them is asked for first.
        let children = self.children_of(table);
        let rows: Vec<u32> = sel.to_vec();
        let count = self.row_count(table) as usize;
        let memo = self.memo.remove(&expr.id).unwrap_or_else(|| vec![None; count]);
        let known = |row: &u32| memo.get(*row as usize).is_some_and(Option::is_some);
        let open: Vec<u32> = fresh.into_iter().filter(|person| !children.of(*person).iter().all(known)).collect();
        let mut all = memo;
        for person in open.chunks(256) {
            let list: Vec<u32> = person.iter().flat_map(|person| children.of(*person)).copied().collect();
            let items = self.items(expr, running, table, &list);
            let mut items = items.into_iter();
            for person in person {
                let own: Vec<Item> = items.by_ref().take(children.of(*person).len()).collect();
                for (row, slot) in self.sums(expr, table, own) {
                    if let Some(place) = all.get_mut(row as usize) {
                        *place = Some(slot);
                    }
                }
            }
        }
        let out = rows.iter().map(|row| all.get(*row as usize).cloned().flatten().unwrap_or_else(|| NOTHING.clone())).collect();
        self.memo.insert(expr.id, all);
        Cells::Each(out)
    }

    fn items(&mut self, expr: &Expr, running: &RunningSum, table: TableId, rows: &[u32]) -> Vec<Item> {
        let taken = self.taken(running.filter.as_ref(), table, rows);
        let wanted: Vec<u32> = rows.iter().zip(&taken).filter(|(_, truth)| **truth == Truth::Yes).map(|(row, _)| *row).collect();
        let cells = self.eval(&running.value, table, &wanted);
        let column = self.column(running.by).map(Arc::clone);
        let mut position = 0_usize;
        let mut items = Vec::with_capacity(rows.len());
        for (row, taken) in rows.iter().zip(taken) {
            let own = column.as_ref().and_then(|column| column.get(*row as usize)).unwrap_or(&NOTHING);
            let by = match own {
                Slot::Value(value) => Ok(value.clone()),
                Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => Err(self.needed(Use::Order, expr.span, own, (table, *row))),
            };
            let value = if taken == Truth::Yes {
                let slot = cells.get(position, *row).clone();
                position = position.saturating_add(1);
                match slot {
                    Slot::Value(_) => slot,
                    Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                        Slot::Fault(self.needed(Use::Aggregate, running.value.span, &slot, (table, *row)))
                    }
                }
            } else {
                number(Number::ZERO)
            };
            items.push(Item { row: *row, taken, by, value });
        }
        items
    }

    /// The sums of one person's rows.
    fn sums(&mut self, expr: &Expr, table: TableId, mut items: Vec<Item>) -> Vec<(u32, Slot)> {
        let lost = items.iter().find_map(|item| match (&item.by, item.taken) {
            (Err(id), Truth::Yes | Truth::Fault(_)) => Some(*id),
            (Err(_), Truth::No) | (Ok(_), _) => None,
        });
        let keys = self.tables.get(table.0 as usize).map(|data| data.keys.as_slice()).unwrap_or_default();
        items.sort_by(|one, two| {
            let by = match (&one.by, &two.by) {
                (Ok(one), Ok(two)) => self.order(crate::value::Type::Number, one, two).unwrap_or(Ordering::Equal),
                // A row without a place that is not counted stands behind all others, so that it parts none of them.
                (Ok(_), Err(_)) => Ordering::Less,
                (Err(_), Ok(_)) => Ordering::Greater,
                (Err(_), Err(_)) => Ordering::Equal,
            };
            by.then_with(|| keys.get(one.row as usize).cmp(&keys.get(two.row as usize)))
        });
        let mut sum: Slot = lost.map_or_else(|| number(Number::ZERO), Slot::Fault);
        let mut out = Vec::with_capacity(items.len());
        let mut before: Vec<u32> = Vec::new();
        for item in &items {
            sum = match (sum, item.taken, as_number(&item.value)) {
                (Slot::Value(Value::Number(sum)), Truth::Yes, Some(value)) => self.settled(expr, sum.add(value), table, item.row),
                (Slot::Value(_), Truth::Yes, None) => item.value.clone(),
                (Slot::Value(_), Truth::Fault(id), _) => Slot::Fault(id),
                (sum, _, _) => sum,
            };
            if item.taken == Truth::Yes {
                before.push(item.row);
            }
            if self.watches(table, item.row) {
                let rows = before.clone();
                self.detail(expr, table, item.row, || Detail::Rows(rows));
            }
            let own = match (&item.by, lost) {
                // Where its own place is not known, it has no sum, even where it is not counted itself; nor has it another's fault.
                (Err(id), None) => Slot::Fault(*id),
                (Ok(_) | Err(_), _) => sum.clone(),
            };
            out.push((item.row, own));
        }
        out
    }
}
