//! On which stretch an input is looked at, and its smallest unit.

use super::Typical;
use crate::curve::Varied;
use crate::engine::table::Slot;
use crate::plan::ir::{Body, ColumnBound, Kind, Plan, walk};
use crate::value::{Number, Type, Value};

/// How far beyond the largest number a plan speaks of an input is looked at: a year has twelve months, and an edge of a monthly amount
/// lies at twelve times it.
const BEYOND: i64 = 15;
/// The last written place of a plan whose numbers say none: tenths, whole percents.
const LEAST_PLACES: u32 = 1;
const LEAST_PERCENT_PLACES: u32 = 2;

/// A stretch of an input with its smallest unit.
#[derive(Clone, Debug)]
pub struct Range {
    pub from: Number,
    pub to: Number,
    pub unit: Number,
}

/// What the numbers of a plan say about the size and the places of one type.
struct Spoken {
    ty: Type,
    most: Number,
    unit: Number,
}

/// What a plan says of each type that can be varied, found in one walk for all its cells.
pub(super) struct Scale(Vec<Spoken>);

impl Scale {
    pub(super) fn of(plan: &Plan) -> Scale {
        let types = [Type::Money, Type::Percent, Type::Number, Type::Count];
        let spoken = types.into_iter().map(|ty| {
            let most = literals(plan, ty).map(|literal| literal.abs()).max().unwrap_or(Number::ZERO);
            Spoken { ty, most, unit: unit_of(plan, ty) }
        });
        Scale(spoken.collect())
    }
}

/// The stretch on which a cell is looked at: what its column allows, else from 0 to well above everything the plan speaks of.
pub(super) fn range(plan: &Plan, scale: &Scale, person: &Typical, cell: Varied) -> Option<Range> {
    let def = plan.defs.get(cell.column.0 as usize)?;
    let Body::Column(column) = &def.body else { return None };
    let spoken = scale.0.iter().find(|spoken| spoken.ty == def.ty)?;
    let unit = spoken.unit.clone();
    let from = match &column.low {
        Some(bound) => inward(bound, &unit, Number::add)?,
        None => Number::ZERO,
    };
    let to = match &column.high {
        Some(bound) => inward(bound, &unit, Number::sub)?,
        None => beyond(plan, person, cell, spoken)?,
    };
    (from < to).then_some(Range { from, to, unit })
}

/// The end of a column, or the nearest value inside where the end itself is out.
fn inward(bound: &ColumnBound, unit: &Number, step: fn(&Number, &Number) -> Result<Number, crate::value::NumberFault>) -> Option<Number> {
    let Value::Number(end) = &bound.value else { return None };
    if bound.inclusive { Some(end.clone()) } else { step(end, unit).ok() }
}

/// Three times the largest number of this type in the person's row, and well beyond any the plan speaks of.
fn beyond(plan: &Plan, person: &Typical, cell: Varied, said: &Spoken) -> Option<Number> {
    let table = person.data.tables.get(cell.table.0 as usize)?;
    let columns = plan.tables.get(cell.table.0 as usize)?.columns.iter();
    let own =
        columns.filter(|column| plan.defs.get(column.0 as usize).is_some_and(|def| def.ty == said.ty)).filter_map(|column| {
            match table.slot(*column, cell.row) {
                Some(Slot::Value(Value::Number(number))) => Some(number.abs()),
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
            }
        });
    let most = own.max().unwrap_or(Number::ZERO).mul(&Number::from_i64(3)).ok()?;
    let spoken = said.most.mul(&Number::from_i64(BEYOND)).ok()?;
    let least = said.unit.mul(&Number::from_i64(10)).ok()?;
    Some(most.max(spoken).max(least).ceil())
}

/// The smallest unit in which a type is counted: money its rounding, a count 1, a number or percent the last place the plan writes.
fn unit_of(plan: &Plan, ty: Type) -> Number {
    let places = |least: u32| literals(plan, ty).filter_map(|literal| literal.places()).max().unwrap_or(0).max(least);
    match ty {
        Type::Money | Type::Foreign(_) => plan.unit_of(ty),
        Type::Percent => Number::from_parts(1, places(LEAST_PERCENT_PLACES)),
        Type::Number => Number::from_parts(1, places(LEAST_PLACES)),
        Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => Number::ONE,
    }
}

/// The numbers of one type that the plan speaks of.
fn literals(plan: &Plan, ty: Type) -> impl Iterator<Item = &Number> {
    let bodies = plan.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    let params = plan.params.iter().flat_map(|param| &param.values).map(|value| &value.value);
    bodies.chain(params).flat_map(walk::all).filter(move |expr| expr.ty == ty).filter_map(|expr| match &expr.kind {
        Kind::Literal(Value::Number(number)) => Some(number),
        _ => None,
    })
}
