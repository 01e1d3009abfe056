//! How far a person is from the end of what a clause tells them: read off the exact curve of the condition over each cell that it rests on.

use rustc_hash::FxHashSet;

use super::words::Words;
use super::{Asked, Clause};
use crate::curve::{self, Course, Piece, Varied, Worth, curve_within};
use crate::diagnostic::text::sanitise;
use crate::engine::table::Slot;
use crate::plan::ir::{Body, Column, Def, DefId, PEOPLE, Plan, walk};
use crate::value::{Number, Type, Value};

/// A curve that takes more looks is left out.
const LOOKS: usize = 4_000;
/// Ways that are told.
const MOST_WAYS: usize = 3;

/// One sentence a way, the ways in the order of the columns: the least change of a cell that ends it, all others held.
pub(super) fn distances(asked: &Asked<'_>, clause: Clause<'_>, row: u32) -> Vec<String> {
    let plan = asked.report.plan;
    let cells = cells(plan, clause.told());
    let ways = cells.into_iter().filter_map(|(id, def, column)| {
        let Some(Slot::Value(Value::Number(own))) = asked.report.slot(id, row) else { return None };
        way(asked, clause, (id, def, column), own, row)
    });
    ways.take(MOST_WAYS).collect()
}

/// The numbers of the person's row that a value rests on.
fn cells(plan: &Plan, of: DefId) -> Vec<(DefId, &Def, &Column)> {
    let (mut seen, mut open) = (FxHashSet::default(), vec![of]);
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        match &def.body {
            Body::Column(column) if def.table == PEOPLE && is_number(def.ty) => found.push((id, def, column)),
            Body::Column(_) => {}
            Body::Expr(body) => open.extend(walk::all(body).into_iter().flat_map(walk::defs_of)),
        }
    }
    found.sort_by_key(|(id, _, _)| *id);
    found
}

fn is_number(ty: Type) -> bool {
    match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count => true,
        Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => false,
    }
}

fn way(asked: &Asked<'_>, clause: Clause<'_>, (id, def, column): (DefId, &Def, &Column), own: &Number, row: u32) -> Option<String> {
    let bound = |bound: &Option<crate::plan::ir::ColumnBound>| match bound {
        Some(crate::plan::ir::ColumnBound { value: Value::Number(number), .. }) => Some(number.clone()),
        Some(_) | None => None,
    };
    let far = own.abs().add(&Number::ONE).ok()?.mul(&Number::from_i64(3)).ok()?;
    let (least, most) = (bound(&column.low), bound(&column.high));
    let low = least.map_or_else(|| own.sub(&far), Ok).ok()?;
    let high = most.map_or_else(|| own.add(&far), Ok).ok()?;
    let varied = Varied { column: id, table: PEOPLE, row };
    let ask = |from: &Number, to: &Number| curve::Asked {
        plan: asked.report.plan,
        data: asked.data,
        period: asked.report.results.period,
        of: clause.told(),
        row,
        varied,
        from: from.clone(),
        to: to.clone(),
    };
    let up = curve_within(ask(own, &high), asked.report.results, LOOKS).ok().and_then(|curve| first_end(curve.pieces.iter()));
    let down = || curve_within(ask(&low, own), asked.report.results, LOOKS).ok().and_then(|curve| first_end(curve.pieces.iter().rev()));
    let (end, side) = up.map(|end| (end, Side::More)).or_else(|| down().map(|end| (end, Side::Less)))?;
    Some(told(asked, def, own, &end, side))
}

#[derive(Clone, Copy)]
enum Side {
    More,
    Less,
}

/// Where a condition first does not hold: at a point, or just beyond it.
struct End {
    at: Number,
    reached: Reached,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    At,
    Beyond,
}

fn first_end<'c>(pieces: impl Iterator<Item = &'c Piece>) -> Option<End> {
    let over = |worth: &Worth| *worth == Worth::Plain(Value::Flag(false));
    let mut before: Option<Number> = None;
    for piece in pieces {
        match piece {
            Piece::Point { at, worth } if over(worth) => return Some(End { at: at.clone(), reached: Reached::At }),
            Piece::Point { at, .. } => before = Some(at.clone()),
            Piece::Stretch { course: Course::Stays(worth), .. } if over(worth) => {
                return before.map(|at| End { at, reached: Reached::Beyond });
            }
            Piece::Stretch { .. } => {}
        }
    }
    None
}

/// `$83,200.00 more revenue ($350,000.00) would end it`
fn told(asked: &Asked<'_>, def: &Def, own: &Number, end: &End, side: Side) -> String {
    let words = Words { language: asked.language };
    let shown = |number: &Number| match def.ty {
        Type::Percent => {
            let points = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
            let points = crate::value::show::number(&points, 2);
            words.say(format!("{points} percentage points"), format!("{points} 个百分点"))
        }
        Type::Money
        | Type::Foreign(_)
        | Type::Number
        | Type::Count
        | Type::Days
        | Type::Date
        | Type::Text
        | Type::Flag
        | Type::Choice(_) => asked.report.shown(&Value::Number(number.clone()), def.ty, 2, asked.language),
    };
    let name = sanitise(def.title.as_deref().unwrap_or(&def.spoken(asked.language)));
    let by = end.at.sub(own).map(|by| by.abs()).unwrap_or_else(|_| end.at.clone());
    let (by, to) = (shown(&by), asked.report.shown(&Value::Number(end.at.clone()), def.ty, 2, asked.language));
    let (beyond_en, beyond_zh) = if end.reached == Reached::Beyond { ("a little more than ", "略多于 ") } else { ("", "") };
    match side {
        Side::More => words.say(
            format!("{beyond_en}{by} more of {name}: {to} ends it"),
            format!("{name} 再增加{beyond_zh} {by}，达到 {to}，即不再适用"),
        ),
        Side::Less => words.say(
            format!("{beyond_en}{by} less of {name}: {to} ends it"),
            format!("{name} 再减少{beyond_zh} {by}，降至 {to}，即不再适用"),
        ),
    }
}
