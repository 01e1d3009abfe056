//! The same people under another plan: the cells of its columns, found by their names.

use crate::engine::table::{CellRef, Dataset, Slot, Table};
use crate::plan::ir::{DefId, LookupBody, Plan, TableId};

/// The data of one plan as data of another. A column that only the other has holds its default, or is missing.
pub fn carried(data: &Dataset, from: &Plan, to: &Plan) -> Dataset {
    let tables = to.tables.iter().zip(0_u32..).map(|(shape, number)| {
        let own = from.tables.iter().position(|table| table.name == shape.name).and_then(|at| data.tables.get(at));
        table_of(own.unwrap_or(&Table::default()), (TableId(number), &shape.columns), from, to)
    });
    let lookups = to.lookups.iter().map(|lookup| match lookup.body {
        LookupBody::Rows(_) => None,
        LookupBody::Data => {
            let own = from.lookups.iter().position(|other| other.name == lookup.name).and_then(|at| data.lookups.get(at));
            Some(own.cloned().flatten().unwrap_or_default())
        }
    });
    Dataset { tables: tables.collect(), lookups: lookups.collect(), faults: data.faults.clone(), remarks: Vec::new() }
}

fn table_of(own: &Table, (id, names): (TableId, &[DefId]), from: &Plan, to: &Plan) -> Table {
    let mut columns = vec![None; to.defs.len()];
    for column in names {
        let Some(def) = to.defs.get(column.0 as usize) else { continue };
        let known = from.defs.iter().position(|other| other.name == def.name).and_then(|at| own.columns.get(at)).and_then(Option::as_ref);
        let missing = |row: u32| Slot::Missing(CellRef { table: id, row, column: *column });
        let filled = (0_u32..).zip(&own.keys).map(|(row, _)| match known.and_then(|cells| cells.get(row as usize)) {
            Some(Slot::Missing(_)) => missing(row),
            Some(slot @ (Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_))) => slot.clone(),
            None => def.default().map_or_else(|| missing(row), |value| Slot::Value(value.clone())),
        });
        if let Some(place) = columns.get_mut(column.0 as usize) {
            *place = Some(filled.collect());
        }
    }
    Table { columns, lost: Vec::new(), ..own.clone() }
}
