//! Approved exceptions: what was approved for a person counts instead of what the plan has computed.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::{Column, FaultId, Slot, Table};
use crate::plan::ir::{Def, DefId, PEOPLE, Plan};
use crate::value::{Period, Value};

/// A value that was approved for a person instead of the plan's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Excepted {
    /// The number of the exception in [`Plan::exceptions`].
    pub exception: usize,
    pub def: DefId,
    /// Whose it is: a row of the population.
    pub row: u32,
    /// What the plan would have given.
    pub before: Slot,
}

/// What is approved in a period, by definition: the row, the number of the exception, and the value.
pub(super) type Ledger = FxHashMap<DefId, Vec<(u32, usize, Value)>>;

/// The exceptions that hold in a period, for the people who are there.
pub(super) fn ledger(plan: &Plan, people: Option<&Table>, period: Period) -> Ledger {
    let mut found = Ledger::default();
    for (number, exception) in plan.exceptions_in(period) {
        let row = people.and_then(|people| people.keys.iter().position(|key| **key == *exception.person));
        let Some(row) = row.and_then(|row| u32::try_from(row).ok()) else { continue };
        for value in &exception.values {
            found.entry(value.def).or_default().push((row, number, value.value.clone()));
        }
    }
    found
}

/// What is to be said of exceptions for somebody who is not among the people of a period.
pub fn of_nobody(plan: &Plan, people: Option<&Table>, period: Period) -> Vec<Diagnostic> {
    let keys = people.map_or(&[][..], |people| people.keys.as_slice());
    let of_nobody = plan.exceptions_in(period).filter(|(_, exception)| !keys.iter().any(|key| **key == *exception.person));
    of_nobody.map(|(_, exception)| problems::exception_of_nobody(exception, keys, period)).collect()
}

/// A fault that an approved value has taken the place of, and that nothing else rests on, keeps nobody from a result.
pub(super) fn overruled(faults: &mut [Diagnostic], excepted: &[Excepted], tables: &[Table]) {
    let held = |id: FaultId| {
        let columns = tables.iter().flat_map(|table| table.columns.iter().flatten());
        columns.flatten().any(|slot| matches!(slot, Slot::Fault(other) if *other == id))
            || tables.iter().any(|table| table.row_faults.contains(&Some(id)))
    };
    for excepted in excepted {
        if let Slot::Fault(id) = excepted.before
            && !held(id)
            && let Some(fault) = faults.get_mut(id.0 as usize)
        {
            fault.severity = Severity::Warning;
        }
    }
}

impl Run<'_> {
    /// Puts in what was approved. Nothing is approved for somebody whose row cannot be used: who that is is what is in doubt.
    pub(super) fn except(&mut self, def: &Def, id: DefId, column: &mut Column) {
        if def.table != PEOPLE {
            return;
        }
        let Some(approved) = self.ledger.remove(&id) else { return };
        for (row, exception, value) in approved {
            if self.row_fault(PEOPLE, row).is_some() {
                continue;
            }
            let Some(slot) = column.get_mut(row as usize) else { continue };
            let before = std::mem::replace(slot, Slot::Value(value));
            self.excepted.push(Excepted { exception, def: id, row, before });
        }
    }
}
