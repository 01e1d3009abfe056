//! What an expression gives for the rows it was asked for, without copying columns.

use std::sync::Arc;

use crate::engine::table::{Column, Slot};
use crate::value::{Number, Value};

/// What stands where nothing was asked for; never read.
pub(super) static NOTHING: Slot = Slot::Value(Value::Flag(false));

/// The values of one expression, aligned with the rows it was evaluated for.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    /// The same for every row: literals, params.
    Same(Slot),
    /// One a row asked for.
    Each(Vec<Slot>),
    /// A column of the table itself.
    Rows(Arc<Column>),
    /// A column of the population, read at the person of each child row.
    Persons(Arc<Column>, Arc<Vec<u32>>),
}

impl Cells {
    pub(super) fn none() -> Cells {
        Cells::Each(Vec::new())
    }

    /// The value for the row asked for at position `at`.
    pub(super) fn get(&self, at: usize, row: u32) -> &Slot {
        match self {
            Cells::Same(slot) => slot,
            Cells::Each(slots) => slots.get(at).unwrap_or(&NOTHING),
            Cells::Rows(column) => column.get(row as usize).unwrap_or(&NOTHING),
            Cells::Persons(column, parents) => {
                parents.get(row as usize).and_then(|person| column.get(*person as usize)).unwrap_or(&NOTHING)
            }
        }
    }

    pub(super) fn is_same(&self) -> bool {
        match self {
            Cells::Same(_) => true,
            Cells::Each(_) | Cells::Rows(_) | Cells::Persons(..) => false,
        }
    }

    /// One slot a row asked for.
    pub(super) fn into_slots(self, sel: &[u32]) -> Vec<Slot> {
        match self {
            Cells::Each(slots) => slots,
            Cells::Same(_) | Cells::Rows(_) | Cells::Persons(..) => {
                sel.iter().enumerate().map(|(at, row)| self.get(at, *row).clone()).collect()
            }
        }
    }
}

/// Fewer rows of a selection, each with its position in it.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub at: Vec<u32>,
    pub rows: Vec<u32>,
}

impl Part {
    pub(super) fn push(&mut self, at: usize, row: u32) {
        // Rows are numbered with 32 bits, so a position among them is too.
        self.at.push(u32::try_from(at).unwrap_or(u32::MAX));
        self.rows.push(row);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Puts what was evaluated for these rows at their places in the selection.
    pub(super) fn scatter(&self, cells: Cells, out: &mut [Slot]) {
        match cells {
            Cells::Each(slots) => {
                for (at, slot) in self.at.iter().zip(slots) {
                    put(out, *at, slot);
                }
            }
            Cells::Same(_) | Cells::Rows(_) | Cells::Persons(..) => {
                for (position, (at, row)) in self.at.iter().zip(&self.rows).enumerate() {
                    put(out, *at, cells.get(position, *row).clone());
                }
            }
        }
    }
}

/// A buffer for one slot a row.
pub(super) fn blank(sel: &[u32]) -> Vec<Slot> {
    vec![NOTHING.clone(); sel.len()]
}

pub(super) fn put(out: &mut [Slot], at: u32, slot: Slot) {
    if let Some(place) = out.get_mut(at as usize) {
        *place = slot;
    }
}

/// What operands give before anything is computed: the first fault, else the first missing one.
pub(super) fn blocked<'s>(slots: impl IntoIterator<Item = &'s Slot>) -> Option<Slot> {
    let mut missing = None;
    for slot in slots {
        match slot {
            Slot::Value(_) => {}
            Slot::Fault(_) => return Some(slot.clone()),
            Slot::Missing(_) | Slot::NotApplicable(_) => missing = missing.or(Some(slot)),
        }
    }
    missing.cloned()
}

pub(super) fn number(value: Number) -> Slot {
    Slot::Value(Value::Number(value))
}

pub(super) fn flag(value: bool) -> Slot {
    Slot::Value(Value::Flag(value))
}

/// The number a slot holds.
pub(super) fn as_number(slot: &Slot) -> Option<&Number> {
    match slot {
        Slot::Value(Value::Number(number)) => Some(number),
        Slot::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
    }
}
