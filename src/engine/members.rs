//! The people of a group whom a filter takes, for what is computed of all of them at once: ranks, pools.

use crate::engine::cells::{Cells, NOTHING, Part, as_number, blank, put};
use crate::engine::logic::Truth;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::{CellRef, FaultId, Slot};
use crate::plan::ir::{Expr, Group, TableId};
use crate::source::Span;
use crate::value::Number;

/// One group, with those of it who are asked for.
pub(super) struct Membership {
    /// Everybody of the group, in the order of the table.
    pub(super) rows: Vec<u32>,
    /// Whom the filter takes.
    pub(super) taken: Vec<u32>,
    /// Why it is not known who belongs to it.
    pub(super) fault: Option<FaultId>,
}

impl Run<'_> {
    /// One value a person, made for whole groups: `compute` has one for everybody of the group it is given.
    ///
    /// A group is made when the first of it is asked for; what it came to is kept for the others.
    pub(super) fn by_group(
        &mut self,
        expr: &Expr,
        (group, filter): (Group, Option<&Expr>),
        (table, sel): (TableId, &[u32]),
        mut compute: impl FnMut(&mut Self, &[Membership]) -> Vec<Vec<Slot>>,
    ) -> Cells {
        let mut out = blank(sel);
        let (known, numbers) = self.with_group(expr.span, group, (table, sel), &mut out);
        let count = self.row_count(table) as usize;
        let mut memo = self.memo.remove(&expr.id).unwrap_or_else(|| vec![None; count]);
        let is_open = |row: u32| memo.get(row as usize).is_some_and(Option::is_none);
        let open = known.rows.iter().zip(&numbers).filter(|(row, _)| is_open(**row));
        let mut wanted: Vec<u32> = open.map(|(_, number)| *number).collect();
        wanted.sort_unstable();
        wanted.dedup();
        if !wanted.is_empty() {
            let groups = self.memberships(group, filter, table, &wanted);
            let made = compute(self, &groups);
            for (group, slots) in groups.iter().zip(made) {
                for (row, slot) in group.rows.iter().zip(slots) {
                    if let Some(place) = memo.get_mut(*row as usize) {
                        *place = Some(slot);
                    }
                }
            }
        }
        let read = |row: &u32| memo.get(*row as usize).cloned().flatten().unwrap_or_else(|| NOTHING.clone());
        let slots = known.rows.iter().map(read).collect();
        self.memo.insert(expr.id, memo);
        known.scatter(Cells::Each(slots), &mut out);
        Cells::Each(out)
    }

    /// Those asked for who stand in a group that is known, with its number; the others get their fault.
    pub(super) fn with_group(&mut self, span: Span, group: Group, (table, sel): (TableId, &[u32]), out: &mut [Slot]) -> (Part, Vec<u32>) {
        let (mut known, mut numbers) = (Part::default(), Vec::new());
        let Group::Same(column) = group else {
            let lost = self.tables.get(table.0 as usize).and_then(|table| table.lost.first()).map(|lost| lost.fault);
            for (at, row) in sel.iter().enumerate() {
                known.push(at, *row);
            }
            if let Some(lost) = lost {
                out.fill(Slot::Fault(lost));
                return (Part::default(), numbers);
            }
            numbers.resize(sel.len(), 0);
            return (known, numbers);
        };
        let groups = self.groups_of(column);
        for ((at, row), place) in sel.iter().enumerate().zip(0_u32..) {
            let own = self.raw(column, *row);
            let number = groups.of_row.get(*row as usize).copied().unwrap_or(u32::MAX);
            match (&own, groups.doubt(number)) {
                (Slot::Value(_), None) if number != u32::MAX => {
                    known.push(at, *row);
                    numbers.push(number);
                }
                (Slot::Value(_), Some(id)) => put(out, place, Slot::Fault(id)),
                (Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_), _) => {
                    let id = self.needed(Use::Group, span, &own, (table, *row));
                    put(out, place, Slot::Fault(id));
                }
            }
        }
        (known, numbers)
    }

    pub(super) fn memberships(&mut self, group: Group, filter: Option<&Expr>, table: TableId, wanted: &[u32]) -> Vec<Membership> {
        let lists: Vec<Vec<u32>> = match group {
            Group::Same(column) => {
                let groups = self.groups_of(column);
                wanted.iter().map(|number| groups.members.of(*number).to_vec()).collect()
            }
            // Ranks and pools are among the people of a group or all of them.
            Group::Everyone | Group::Child(_) | Group::Reports { .. } => vec![(0..self.row_count(table)).collect()],
        };
        let all: Vec<u32> = lists.iter().flatten().copied().collect();
        let mut truths = self.taken(filter, table, &all).into_iter();
        let mut done = Vec::with_capacity(lists.len());
        for rows in lists {
            let (mut taken, mut fault) = (Vec::new(), None);
            for (row, truth) in rows.iter().zip(truths.by_ref()) {
                match truth {
                    Truth::Yes => taken.push(*row),
                    Truth::No => {}
                    Truth::Fault(id) => fault = fault.or(Some(id)),
                }
            }
            done.push(Membership { rows, taken, fault });
        }
        done
    }

    /// The values of those taken, group by group; the first that has none makes its whole group uncertain.
    pub(super) fn of_members(&mut self, expr: &Expr, what: Use, table: TableId, groups: &[Membership]) -> Vec<Result<Vec<Slot>, FaultId>> {
        let sound = |group: &&Membership| group.fault.is_none();
        let rows: Vec<u32> = groups.iter().filter(sound).flat_map(|group| &group.taken).copied().collect();
        let mut slots = self.eval(expr, table, &rows).into_slots(&rows).into_iter();
        let mut done = Vec::with_capacity(groups.len());
        for group in groups {
            if let Some(fault) = group.fault {
                done.push(Err(fault));
                continue;
            }
            let own: Vec<Slot> = slots.by_ref().take(group.taken.len()).collect();
            let mut fault = None;
            for (slot, row) in own.iter().zip(&group.taken) {
                if !matches!(slot, Slot::Value(_)) {
                    let id = self.needed(what, expr.span, slot, (table, *row));
                    fault = fault.or(Some(id));
                }
            }
            done.push(fault.map_or(Ok(own), Err));
        }
        done
    }

    /// What a person gets whom the filter leaves out: nothing, which `otherwise` replaces.
    pub(super) fn left_out(&self, table: TableId, row: u32) -> Slot {
        Slot::Missing(CellRef { table, row, column: self.current })
    }

    /// The row of the group that is watched, with its place among those taken.
    pub(super) fn watched_of(&self, table: TableId, taken: &[u32]) -> Option<(usize, u32)> {
        self.watcher.as_ref()?;
        taken.iter().copied().enumerate().find(|(_, row)| self.watches(table, *row))
    }
}

/// The numbers that slots hold, where each holds one.
pub(super) fn numbers_of(slots: &[Slot]) -> Option<Vec<Number>> {
    slots.iter().map(|slot| as_number(slot).cloned()).collect()
}
