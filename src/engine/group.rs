//! Which rows belong together: the child rows of a person, the rows with one value of a column.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::plan::ir::{DefId, PEOPLE, TableId};
use crate::value::Value;

/// Rows by number of their person or group, in the order of the table.
#[derive(Debug, Default)]
pub(super) struct Children {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

impl Children {
    /// Sorts rows into `count` lists by the number each belongs to; a number of `count` or more is of none.
    fn new(count: usize, numbers: &[u32]) -> Children {
        let pairs: Vec<(u32, u32)> = numbers.iter().copied().zip(0_u32..).collect();
        Children::of_pairs(count, &pairs)
    }

    /// The same with the row behind each number, since a row may be in several lists.
    pub(super) fn of_pairs(count: usize, pairs: &[(u32, u32)]) -> Children {
        let mut sizes = vec![0_u32; count];
        for (number, _) in pairs {
            if let Some(size) = sizes.get_mut(*number as usize) {
                *size = size.saturating_add(1);
            }
        }
        let mut starts = Vec::with_capacity(count.saturating_add(1));
        let mut total = 0_u32;
        starts.push(0);
        for size in sizes {
            total = total.saturating_add(size);
            starts.push(total);
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; total as usize];
        for (number, row) in pairs {
            if (*number as usize) < count
                && let Some(place) = next.get_mut(*number as usize)
            {
                if let Some(slot) = rows.get_mut(*place as usize) {
                    *slot = *row;
                }
                *place = place.saturating_add(1);
            }
        }
        Children { starts, rows }
    }

    pub(super) fn of(&self, number: u32) -> &[u32] {
        let at = number as usize;
        match (self.starts.get(at), self.starts.get(at.saturating_add(1))) {
            (Some(from), Some(to)) => self.rows.get(*from as usize..*to as usize).unwrap_or(&[]),
            (Some(_) | None, _) => &[],
        }
    }
}

/// The groups of a column.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// The group of each row; `u32::MAX` where it has none.
    pub(super) of_row: Vec<u32>,
    pub(super) members: Children,
    pub(super) count: usize,
    /// A row whose cell is faulty could belong to any group, so no group's sum is certain.
    unsure: Option<FaultId>,
    /// A row whose key is not known belongs to the group, so its sum is not certain.
    lacking: FxHashMap<u32, FaultId>,
}

impl Groups {
    /// Why what is summed over a group is not known.
    pub(super) fn doubt(&self, group: u32) -> Option<FaultId> {
        self.unsure.or_else(|| self.lacking.get(&group).copied())
    }
}

impl Run<'_> {
    /// The rows of a child input by person.
    pub(super) fn children_of(&mut self, table: TableId) -> Arc<Children> {
        if let Some(known) = self.children.get(&table) {
            return Arc::clone(known);
        }
        let count = self.row_count(PEOPLE) as usize;
        let parents = self.parents.get(table.0 as usize).map(Arc::clone).unwrap_or_default();
        let made = Arc::new(Children::new(count, &parents));
        self.children.insert(table, Arc::clone(&made));
        made
    }

    /// The rows of a table by the value of a column.
    pub(super) fn groups_of(&mut self, column: DefId) -> Arc<Groups> {
        if let Some(known) = self.groups.get(&column) {
            return Arc::clone(known);
        }
        let mut numbers: FxHashMap<&Value, u32> = FxHashMap::default();
        let mut of_row = Vec::new();
        let mut unsure = None;
        // A row that is faulty as a whole still says its group: the fault is the group's as well.
        let slots = self.as_read(column).map(Arc::clone).unwrap_or_default();
        for slot in slots.iter() {
            of_row.push(match slot {
                Slot::Value(value) => {
                    let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                    *numbers.entry(value).or_insert(next)
                }
                Slot::Fault(id) => {
                    unsure = unsure.or(Some(*id));
                    u32::MAX
                }
                Slot::Missing(_) | Slot::NotApplicable(_) => u32::MAX,
            });
        }
        let mut lacking = FxHashMap::default();
        let table = self.def(column).map_or(PEOPLE, |def| def.table);
        for lost in self.tables.get(table.0 as usize).map_or(&[][..], |table| table.lost.as_slice()) {
            match lost.says(column) {
                // A group of its own is nobody's.
                Some(value) => lacking.extend(numbers.get(value).map(|group| (*group, lost.fault))),
                None => unsure = unsure.or(Some(lost.fault)),
            }
        }
        let count = numbers.len();
        let made = Arc::new(Groups { members: Children::new(count, &of_row), of_row, count, unsure, lacking });
        self.groups.insert(column, Arc::clone(&made));
        made
    }
}
