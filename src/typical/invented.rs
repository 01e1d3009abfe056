//! People made up from the columns of a plan: one for each choice of options, with numbers a plan of this size would have.

use std::sync::Arc;

use super::{Measures, Typical};
use crate::engine::table::{CellRef, Dataset, LookupData, Slot, Table};
use crate::plan::ir::{Body, Column, ColumnBound, Def, DefId, Kind, LookupBody, PEOPLE, Plan, Presence, TableId, walk};
use crate::syntax::ast::Compare;
use crate::value::{Number, Period, Type, Value};

/// Combinations of options that are tried.
const MOST_COMBINATIONS: usize = 24;
/// The year of a plan that does not say when it holds.
const SOME_YEAR: i32 = 2026;
/// Years somebody has been employed.
const YEARS_EMPLOYED: i64 = -24;

/// One person for each combination of the options that the plan asks about; those who cannot be computed are left out.
pub(super) fn people(plan: &Plan) -> Vec<Typical> {
    let start = plan.effective.map(|(from, _)| from).into_iter().chain(plan.begins).max();
    let first = start.map(|start| Period::containing(plan.period, start));
    let Some(period) = first.or_else(|| Period::new(plan.period, SOME_YEAR, 1)) else { return Vec::new() };
    let mut combinations: Vec<Vec<(DefId, Value)>> = vec![Vec::new()];
    for (column, options) in asked_about(plan) {
        let mut next = Vec::new();
        for before in &combinations {
            for option in &options {
                let mut more = before.clone();
                more.push((column, option.clone()));
                next.push(more);
            }
        }
        if next.len() > MOST_COMBINATIONS {
            break;
        }
        combinations = next;
    }
    let made = combinations.iter().map(|chosen| Typical::new(plan, dataset(plan, period, chosen), period, Measures::AsGiven, None));
    made.filter(|person| person.is_sound(plan)).collect()
}

/// Choice and flag columns of people that some condition reads, each with its values.
fn asked_about(plan: &Plan) -> Vec<(DefId, Vec<Value>)> {
    let bodies = plan.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    let read: Vec<DefId> = bodies.flat_map(walk::all).flat_map(walk::defs_of).collect();
    let columns = plan.tables.first().map_or(&[][..], |people| &people.columns);
    let options = |def: &Def| match def.ty {
        Type::Choice(choice) => plan
            .choices
            .get(choice.0 as usize)
            .map(|choice| choice.options.iter().map(|option| Value::Text(Arc::from(option.name.as_str()))).collect::<Vec<Value>>()),
        Type::Flag => Some(vec![Value::Flag(true), Value::Flag(false)]),
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text => None,
    };
    let asked =
        columns.iter().filter(|column| read.contains(column)).filter_map(|column| Some((*column, plan.defs.get(column.0 as usize)?)));
    asked.filter_map(|(column, def)| options(def).map(|options| (column, options))).collect()
}

fn dataset(plan: &Plan, period: Period, chosen: &[(DefId, Value)]) -> Dataset {
    let mut tables = Vec::with_capacity(plan.tables.len());
    for (shape, number) in plan.tables.iter().zip(0_u32..) {
        let table = TableId(number);
        let mut columns: Vec<Option<Vec<Slot>>> = vec![None; plan.defs.len()];
        for column in &shape.columns {
            let said = chosen.iter().find(|(other, _)| other == column).map(|(_, value)| value.clone());
            let value = match said {
                Some(value) => Some(value),
                None if *column == shape.key || Some(*column) == shape.parent_key => Some(Value::Text(Arc::from("1"))),
                None if Some(*column) == shape.dated => Some(Value::Date(period.end())),
                None => plan.defs.get(column.0 as usize).and_then(|def| filling(plan, *column, def, period)),
            };
            let slot = value.map_or(Slot::Missing(CellRef { table, row: 0, column: *column }), Slot::Value);
            if let Some(place) = columns.get_mut(column.0 as usize) {
                *place = Some(vec![slot]);
            }
        }
        let parents = if table == PEOPLE { Vec::new() } else { vec![0] };
        let (keys, lines, row_faults) = (vec![Arc::from("1")], vec![1], vec![None]);
        tables.push(Table { keys, lines, parents, columns, row_faults, ..Table::default() });
    }
    let lookups = plan.lookups.iter().map(|lookup| match lookup.body {
        LookupBody::Rows(_) => None,
        LookupBody::Data => Some(LookupData::default()),
    });
    Dataset { tables, lookups: lookups.collect(), faults: Vec::new(), remarks: Vec::new() }
}

/// What a cell would hold for somebody nothing is wrong with.
fn filling(plan: &Plan, id: DefId, def: &Def, period: Period) -> Option<Value> {
    let Body::Column(column) = &def.body else { return None };
    if let Presence::Default(value) = &column.presence {
        return Some(value.clone());
    }
    match def.ty {
        Type::Money | Type::Foreign(_) => within(column, Number::from_i64(1_000_000)),
        Type::Percent => within(column, Number::ONE),
        Type::Number => within(column, Number::from_i64(4)),
        Type::Count => within(column, Number::from_i64(10)),
        Type::Days => within(column, Number::from_i64(30)),
        // Whoever has left is not typical.
        Type::Date if column.presence == Presence::Optional => None,
        Type::Date => period.start().add_months(YEARS_EMPLOYED, Some(crate::value::date::MissingDay::LastDay)).map(Value::Date),
        Type::Text => (column.presence == Presence::Required).then(|| Value::Text(Arc::from("1"))),
        Type::Flag => Some(Value::Flag(true)),
        Type::Choice(choice) => {
            let options = plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
            let wanted = compared_with(plan, id);
            let option = options.iter().find(|option| wanted.as_deref() == Some(option.name.as_str())).or_else(|| options.first());
            option.map(|option| Value::Text(Arc::from(option.name.as_str())))
        }
    }
}

/// The option a plan asks for first: of deals those that are won.
fn compared_with(plan: &Plan, column: DefId) -> Option<String> {
    let bodies = plan.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    bodies.flat_map(walk::all).find_map(|expr| {
        let Kind::Compare { op: Compare::Equal, left, right } = &expr.kind else { return None };
        match (&left.kind, &right.kind) {
            (Kind::Ref(read), Kind::Literal(Value::Text(option))) if *read == column => Some(option.to_string()),
            (_, _) => None,
        }
    })
}

/// A number, or the nearest one the column allows.
fn within(column: &Column, number: Number) -> Option<Value> {
    let end = |bound: &Option<ColumnBound>| match bound.as_ref().map(|bound| &bound.value) {
        Some(Value::Number(end)) => Some(end.clone()),
        Some(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | None => None,
    };
    let number = end(&column.low).map_or(number.clone(), |low| number.max(low));
    let number = end(&column.high).map_or(number.clone(), |high| number.min(high));
    Some(Value::Number(number))
}
