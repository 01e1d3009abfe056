//! Keeps what was computed at the watched rows. Without a watched person nothing of this runs.

use rustc_hash::FxHashSet;

use crate::engine::cells::Cells;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::{At, Detail, Trace, Watch};
use crate::plan::ir::{Expr, PEOPLE, TableId};

pub(super) struct Watcher {
    pub(super) person: u32,
    rows: FxHashSet<(TableId, u32)>,
    pub(super) trace: Trace,
}

impl Watcher {
    pub(super) fn new(run: &Run<'_>, watch: Watch) -> Option<Watcher> {
        let Watch::Person(person) = watch else { return None };
        let mut rows: FxHashSet<(TableId, u32)> = [(PEOPLE, person)].into_iter().collect();
        for (parents, table) in run.parents.iter().zip(0_u32..).skip(1) {
            rows.extend(parents.iter().zip(0_u32..).filter(|(parent, _)| **parent == person).map(|(_, row)| (TableId(table), row)));
        }
        Some(Watcher { person, rows, trace: Trace::default() })
    }
}

impl Run<'_> {
    /// After rows have come to further people: those of the watched person are other ones.
    pub(super) fn watch_anew(&mut self) {
        let Some(person) = self.watcher.as_ref().map(|watcher| watcher.person) else { return };
        let Some(anew) = Watcher::new(self, Watch::Person(person)) else { return };
        if let Some(watcher) = &mut self.watcher {
            watcher.rows = anew.rows;
        }
    }

    /// Whether what a rule decides at this row is kept.
    pub(super) fn watches(&self, table: TableId, row: u32) -> bool {
        self.watcher.as_ref().is_some_and(|watcher| watcher.rows.contains(&(table, row)))
    }

    pub(super) fn record(&mut self, expr: &Expr, table: TableId, sel: &[u32], cells: &Cells) {
        let Some(watcher) = &mut self.watcher else { return };
        for (at, row) in sel.iter().enumerate() {
            if watcher.rows.contains(&(table, *row)) {
                watcher.trace.values.insert(At { expr: expr.id, table, row: *row }, cells.get(at, *row).clone());
            }
        }
    }

    /// Keeps what an aggregate took of other people for the watched person.
    pub(super) fn keep(&mut self, expr: &Expr, table: TableId, sel: &[u32], cells: &Cells) {
        let Some(watcher) = &mut self.watcher else { return };
        for (at, row) in sel.iter().enumerate() {
            watcher.trace.values.insert(At { expr: expr.id, table, row: *row }, cells.get(at, *row).clone());
        }
    }

    pub(super) fn record_slot(&mut self, expr: &Expr, table: TableId, row: u32, slot: &Slot) {
        if let Some(watcher) = &mut self.watcher
            && watcher.rows.contains(&(table, row))
        {
            watcher.trace.values.insert(At { expr: expr.id, table, row }, slot.clone());
        }
    }

    /// Keeps what a rule decided; `detail` is made for a watched row only.
    pub(super) fn detail(&mut self, expr: &Expr, table: TableId, row: u32, detail: impl FnOnce() -> Detail) {
        if let Some(watcher) = &mut self.watcher
            && watcher.rows.contains(&(table, row))
        {
            watcher.trace.details.insert(At { expr: expr.id, table, row }, detail());
        }
    }
}
