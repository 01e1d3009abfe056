//! The data of an example: its people and their rows, as files would hold them.

use std::sync::Arc;

use crate::engine::table::{CellRef, Dataset, Files, LookupData, Slot, Table};
use crate::plan::ir::{Body, DefId, Example, ExamplePerson, LookupBody, PEOPLE, Plan, Presence, TableId};
use crate::value::{Period, Value};

/// The key of the one person of an example.
const KEY: &str = "example";

/// What is given, in the order of the text.
pub fn dataset(plan: &Plan, example: &Example) -> Dataset {
    beginning_with(plan, example, 0)
}

/// The same with one of its people before the others, since many look at the first.
pub fn beginning_with(plan: &Plan, example: &Example, first: usize) -> Dataset {
    let mut people: Vec<&ExamplePerson> = example.people.iter().collect();
    if first < people.len() {
        people.rotate_left(first);
    }
    let mut tables: Vec<Table> =
        (0..plan.tables.len()).map(|at| empty(plan, example, TableId(u32::try_from(at).unwrap_or(u32::MAX)))).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
        if id == PEOPLE {
            for person in &people {
                add_row(plan, table, id, (key_of(person), key_of(person)), &person.given);
            }
            // The cells of a row of a table are shown as those of that row.
            if let Some(number) = example.row {
                table.lines.iter_mut().for_each(|line| *line = u64::from(number.row));
            }
            continue;
        }
        let mut number = 0_u32;
        for (person, parent) in people.iter().zip(0_u32..) {
            for given in person.rows.iter().filter(|(table, _)| *table == id).map(|(_, given)| given) {
                number = number.saturating_add(1);
                if in_period(plan, id, given, example.period) {
                    add_row(plan, table, id, (&format!("{} {number}", table_name(plan, id)), key_of(person)), given);
                    table.parents.push(parent);
                }
            }
        }
    }
    let lookups = plan.lookups.iter().map(|lookup| match lookup.body {
        LookupBody::Rows(_) => None,
        LookupBody::Data => Some(LookupData { files: Files::one(example.title.as_str()), rows: Vec::new() }),
    });
    Dataset { tables, lookups: lookups.collect(), faults: Vec::new(), remarks: Vec::new() }
}

fn key_of(person: &ExamplePerson) -> &str {
    person.key.as_deref().unwrap_or(KEY)
}

fn table_name(plan: &Plan, id: TableId) -> &str {
    plan.tables.get(id.0 as usize).map_or("", |table| table.name.as_str())
}

fn empty(plan: &Plan, example: &Example, id: TableId) -> Table {
    let columns = plan.tables.get(id.0 as usize).map_or(&[][..], |table| &table.columns);
    let own = |at: usize| columns.iter().any(|def| def.0 as usize == at);
    let columns = (0..plan.defs.len()).map(|at| own(at).then(Vec::new)).collect();
    Table { files: Files::one(example.title.as_str()), columns, ..Table::default() }
}

fn add_row(plan: &Plan, table: &mut Table, id: TableId, (key, person): (&str, &str), given: &[(DefId, Value)]) {
    let row = u32::try_from(table.keys.len()).unwrap_or(u32::MAX);
    let Some(shape) = plan.tables.get(id.0 as usize) else { return };
    for &def in &shape.columns {
        let said = given.iter().find(|(other, _)| *other == def).map(|(_, value)| value.clone());
        let value = match said {
            Some(value) => Some(value),
            None if def == shape.key => Some(Value::Text(Arc::from(key))),
            None if Some(def) == shape.parent_key => Some(Value::Text(Arc::from(person))),
            None => default_of(plan, def),
        };
        let slot = value.map_or(Slot::Missing(CellRef { table: id, row, column: def }), Slot::Value);
        if let Some(column) = table.columns.get_mut(def.0 as usize).and_then(Option::as_mut) {
            column.push(slot);
        }
    }
    let said = given.iter().find(|(def, _)| *def == shape.key).map(|(_, value)| value);
    let key = match said {
        Some(Value::Text(text)) => Arc::clone(text),
        Some(Value::Number(_) | Value::Date(_) | Value::Flag(_)) | None => Arc::from(key),
    };
    table.keys.push(key);
    table.lines.push(u64::from(row).saturating_add(1));
    table.row_faults.push(None);
}

fn default_of(plan: &Plan, def: DefId) -> Option<Value> {
    match &plan.defs.get(def.0 as usize)?.body {
        Body::Column(column) => match &column.presence {
            Presence::Default(value) => Some(value.clone()),
            Presence::Required | Presence::Optional => None,
        },
        Body::Expr(_) => None,
    }
}

/// A dated row without its date, or with one of another period, is not of this period.
fn in_period(plan: &Plan, id: TableId, given: &[(DefId, Value)], period: Period) -> bool {
    let Some(dated) = plan.tables.get(id.0 as usize).and_then(|table| table.dated) else { return true };
    match given.iter().find(|(def, _)| *def == dated).map(|(_, value)| value.clone()).or_else(|| default_of(plan, dated)) {
        Some(Value::Date(date)) => period.contains(date),
        Some(Value::Number(_) | Value::Text(_) | Value::Flag(_)) | None => false,
    }
}
