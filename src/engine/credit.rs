//! Rows that are credited to several people: each counts for everybody it names, with the share that is theirs.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{CellRef, Column, FaultId, Slot};
use crate::plan::ir::{CreditKind, CreditLine, CreditShare, Credited, DefId, TableId};
use crate::value::{Number, Value};

/// A row as it counts for somebody.
struct Copy {
    /// The row of the file.
    row: u32,
    person: u32,
    credit: Slot,
}

/// Who is named in a row, with what they have of it, or why that is not known.
struct Named {
    people: Vec<(u32, Number)>,
    fault: Option<FaultId>,
}

impl Run<'_> {
    /// Gives the rows of every input with credit lines to the people they name. The rows of the file keep their numbers; what they are
    /// to further people stands behind them.
    pub(super) fn credit(&mut self) {
        let plan = self.plan;
        let people: FxHashMap<Arc<str>, u32> =
            self.tables.first().map(|people| people.keys.iter().cloned().zip(0_u32..).collect()).unwrap_or_default();
        let mut any = false;
        for (table, id) in plan.tables.iter().zip(0_u32..) {
            if let Some(credited) = &table.credited {
                self.credit_table(TableId(id), credited, &people);
                any = true;
            }
        }
        if any {
            self.children.clear();
            self.groups.clear();
            self.apply_row_faults();
            self.watch_anew();
        }
    }

    fn credit_table(&mut self, id: TableId, credited: &Credited, people: &FxHashMap<Arc<str>, u32>) {
        let count = self.row_count(id);
        let mut parents = self.parents.get(id.0 as usize).map(|parents| parents.to_vec()).unwrap_or_default();
        let mut credits: Column = Vec::with_capacity(count as usize);
        let (mut copies, mut unsure) = (Vec::new(), Vec::new());
        for row in 0..count {
            let Named { people: mut named, fault } = self.named(id, row, credited, people);
            let broken = self.row_fault(id, row);
            if let (Some(fault), None) = (fault, broken) {
                unsure.push((row, fault));
            }
            let Some(parent) = parents.get_mut(row as usize) else { continue };
            let slot = |share: &Number| match broken.or(fault) {
                Some(fault) => Slot::Fault(fault),
                None => Slot::Value(Value::Number(share.clone())),
            };
            // Whose row it is in the file comes first; where that one has nothing of it, the first who has.
            let first = named.iter().position(|(person, _)| person == parent);
            let first = if broken.or(fault).is_some() { first } else { first.or(Some(0).filter(|_| !named.is_empty())) };
            match first {
                Some(at) => {
                    let (person, share) = named.remove(at);
                    *parent = person;
                    credits.push(slot(&share));
                }
                None => credits.push(slot(&Number::ZERO)),
            }
            copies.extend(named.iter().map(|(person, share)| Copy { row, person: *person, credit: slot(share) }));
        }
        self.append(id, credited.def, (parents, credits), copies, &unsure);
    }

    /// Adds the copies behind the rows, with everything that is known of the rows.
    fn append(
        &mut self,
        id: TableId,
        credit: DefId,
        (mut parents, mut credits): (Vec<u32>, Column),
        copies: Vec<Copy>,
        unsure: &[(u32, FaultId)],
    ) {
        let Some(data) = self.tables.get_mut(id.0 as usize) else { return };
        let count = u32::try_from(data.keys.len()).unwrap_or(u32::MAX);
        data.row_faults.resize(count as usize, None);
        for (row, fault) in unsure {
            if let Some(place) = data.row_faults.get_mut(*row as usize) {
                *place = Some(*fault);
            }
        }
        data.uncredited = unsure.iter().map(|(row, _)| *row).collect();
        data.origins = (0..count).chain(copies.iter().map(|copy| copy.row)).collect();
        data.keys = again(std::mem::take(&mut data.keys), &copies);
        data.lines = again(std::mem::take(&mut data.lines), &copies);
        data.row_faults = again(std::mem::take(&mut data.row_faults), &copies);
        parents.extend(copies.iter().map(|copy| copy.person));
        for def in self.plan.tables.get(id.0 as usize).map_or(&[][..], |table| &table.columns) {
            let read = self.as_read.get_mut(def).into_iter();
            let columns = self.columns.get_mut(def.0 as usize).into_iter().flatten();
            for column in read.chain(columns) {
                let own = Arc::make_mut(column);
                *own = again(std::mem::take(own), &copies);
            }
        }
        credits.extend(copies.into_iter().map(|copy| copy.credit));
        if let Some(place) = self.columns.get_mut(credit.0 as usize) {
            *place = Some(Arc::new(credits));
        }
        if let Some(place) = self.parents.get_mut(id.0 as usize) {
            *place = Arc::new(parents);
        }
    }

    fn named(&mut self, table: TableId, row: u32, credited: &Credited, people: &FxHashMap<Arc<str>, u32>) -> Named {
        let mut named = Named { people: Vec::new(), fault: None };
        let mut whole = Number::ZERO;
        for line in &credited.lines {
            let person = self.as_read(line.person).and_then(|column| column.get(row as usize)).cloned();
            let key = match person {
                Some(Slot::Value(Value::Text(key))) => key,
                Some(Slot::Fault(fault)) => {
                    named.fault = named.fault.or(Some(fault));
                    continue;
                }
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_)) | None => continue,
            };
            let share = self.credited_share(table, row, line);
            let share = match share {
                Ok(share) => share,
                Err(fault) => {
                    named.fault = named.fault.or(Some(fault));
                    Number::ZERO
                }
            };
            match line.kind {
                CreditKind::Split => whole = whole.add(&share).unwrap_or(share.clone()),
                CreditKind::Overlay => {}
            }
            match people.get(&key) {
                Some(person) => add(&mut named.people, *person, share),
                None => {
                    let fault = self.credited_nobody(table, row, line, &key);
                    named.fault = named.fault.or(Some(fault));
                }
            }
        }
        if named.fault.is_none() && whole != Number::ONE {
            named.fault = Some(self.not_whole(table, row, credited, &whole));
        }
        if named.fault.is_none() {
            named.people.retain(|(_, share)| !share.is_zero());
        }
        named
    }

    /// What somebody who is named has of the row.
    fn credited_share(&mut self, table: TableId, row: u32, line: &CreditLine) -> Result<Number, FaultId> {
        let share = match &line.share {
            CreditShare::Always(share) => share.clone(),
            CreditShare::Column(column) => {
                let slot = self.as_read(*column).and_then(|column| column.get(row as usize)).cloned();
                match slot {
                    Some(Slot::Value(Value::Number(share))) => share,
                    Some(slot) => return Err(self.needed(Use::Credit, line.span, &slot, (table, row))),
                    None => return Err(self.unexpected(line.span, table, row)),
                }
            }
        };
        if share.is_negative() {
            return Err(self.fault(problems::CREDIT, line.span, (table, row), |run| {
                problems::negative_credit(&run.show_number(&share, crate::value::Type::Percent), line.span).place(run.row_place(table, row))
            }));
        }
        Ok(share)
    }

    fn credited_nobody(&mut self, table: TableId, row: u32, line: &CreditLine, key: &str) -> FaultId {
        self.fault(problems::CREDITED_NOBODY, line.span, (table, row), |run| {
            problems::credited_nobody(key, line.span).place(run.cell_place(CellRef { table, row, column: line.person }))
        })
    }

    fn not_whole(&mut self, table: TableId, row: u32, credited: &Credited, whole: &Number) -> FaultId {
        self.fault(problems::CREDIT, credited.span, (table, row), |run| {
            let sum = run.show_number(whole, crate::value::Type::Percent);
            let mut problem = problems::shares_not_whole(&sum, credited.span).place(run.row_place(table, row));
            for line in credited.lines.iter().filter(|line| line.kind == CreditKind::Split) {
                if let CreditShare::Column(column) = line.share {
                    problem = problem.place(run.cell_place(CellRef { table, row, column }));
                }
            }
            problem
        })
    }
}

/// Everybody once, whatever number of lines names them.
fn add(people: &mut Vec<(u32, Number)>, person: u32, share: Number) {
    match people.iter_mut().find(|(other, _)| *other == person) {
        Some((_, own)) => *own = own.add(&share).unwrap_or(share),
        None => people.push((person, share)),
    }
}

/// What is known of the rows, and once more for each copy.
fn again<T: Clone>(mut of_rows: Vec<T>, copies: &[Copy]) -> Vec<T> {
    let more: Vec<T> = copies.iter().filter_map(|copy| of_rows.get(copy.row as usize).cloned()).collect();
    of_rows.extend(more);
    of_rows
}
