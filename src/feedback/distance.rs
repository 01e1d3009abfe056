//! How far a person is from the end of what a clause tells them: read off the exact curve of the condition over each cell that it rests on.

use rustc_hash::FxHashSet;

use super::{Asked, Clause};
use crate::curve::{self, Course, Piece, Varied, Worth, curve_within};
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::engine::table::Slot;
use crate::plan::ir::{Body, Column, ColumnBound, Def, DefId, Expr, Kind, PEOPLE, Plan, Role, walk};
use crate::syntax::ast::Factor;
use crate::value::{Number, RoundMode, Type, Value};

/// A curve that takes more looks is left out.
const LOOKS: usize = 4_000;
/// Ways that are told.
const MOST_WAYS: usize = 3;

/// What a change of a cell is to bring about.
struct Aim<'a> {
    of: DefId,
    /// Whether a value of it is there.
    reached: &'a dyn Fn(&Worth) -> bool,
    /// What is said of it, in either language.
    said: (String, String),
}

/// One sentence a way, the ways in the order of the columns: the least change of a cell that ends it, all others held; then the least that
/// brings a better grade.
pub(super) fn distances(asked: &Asked<'_>, clause: Clause<'_>, row: u32) -> Vec<String> {
    let over = |worth: &Worth| *worth == Worth::Plain(Value::Flag(false));
    let end = Aim { of: clause.told(), reached: &over, said: ("ends it".to_string(), "即不再适用".to_string()) };
    let mut ways = ways(asked, &end, row);
    let plan = asked.report.plan;
    let Some(grade) = plan.grade else { return ways };
    let (Some(def), Some(Slot::Value(Value::Text(own)))) = (asked.report.def(grade), asked.report.slot(grade, row)) else { return ways };
    let Type::Choice(choice) = def.ty else { return ways };
    let options = plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| choice.options.as_slice());
    let place = |name: &str| options.iter().position(|option| *option.name == *name);
    let Some(here) = place(own) else { return ways };
    if let Some(next) = options.get(here.saturating_add(1)) {
        let better = |worth: &Worth| match worth {
            Worth::Plain(Value::Text(name)) => place(name).is_some_and(|there| there > here),
            Worth::Plain(_) | Worth::Number(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown => false,
        };
        let name = sanitise(&next.name);
        let aim = Aim { of: grade, reached: &better, said: (format!("reaches grade {name}"), format!("即达到 {name} 级")) };
        ways.extend(self::ways(asked, &aim, row));
    }
    ways
}

fn ways(asked: &Asked<'_>, aim: &Aim<'_>, row: u32) -> Vec<String> {
    let cells = cells(asked.report.plan, aim.of);
    let ways = cells.into_iter().filter_map(|(id, def, column)| {
        let Some(Slot::Value(Value::Number(own))) = asked.report.slot(id, row) else { return None };
        way(asked, aim, (id, def, column), own, row)
    });
    ways.take(MOST_WAYS).collect()
}

/// The numbers of the person's row that a value rests on and that a person can do something about: not what a target is made of, and not
/// what something is divided by.
fn cells(plan: &Plan, of: DefId) -> Vec<(DefId, &Def, &Column)> {
    let (mut seen, mut open) = (FxHashSet::default(), vec![of]);
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(def) = plan.defs.get(id.0 as usize).filter(|def| def.role != Role::KpiTarget) else { continue };
        match &def.body {
            Body::Column(column) if def.table == PEOPLE && is_number(def.ty) => found.push((id, def, column)),
            Body::Column(_) => {}
            Body::Expr(body) => read(body, &mut open),
        }
    }
    found.sort_by_key(|(id, _, _)| *id);
    found
}

fn read(expr: &Expr, open: &mut Vec<DefId>) {
    let mut exprs = vec![expr];
    while let Some(expr) = exprs.pop() {
        open.extend(walk::defs_of(expr));
        if let Kind::Product(factors) = &expr.kind {
            exprs.extend(factors.iter().filter(|(factor, _)| *factor == Factor::Times).map(|(_, part)| part));
        } else {
            exprs.extend(walk::children(expr));
        }
    }
}

fn is_number(ty: Type) -> bool {
    match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count => true,
        Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => false,
    }
}

fn way(asked: &Asked<'_>, aim: &Aim<'_>, (id, def, column): (DefId, &Def, &Column), own: &Number, row: u32) -> Option<String> {
    let bound = |bound: &Option<ColumnBound>| match bound {
        Some(ColumnBound { value: Value::Number(number), .. }) => Some(number.clone()),
        Some(_) | None => None,
    };
    let far = own.abs().add(&Number::ONE).ok()?.mul(&Number::from_i64(3)).ok()?;
    let low = bound(&column.low).map_or_else(|| own.sub(&far), Ok).ok()?;
    let high = bound(&column.high).map_or_else(|| own.add(&far), Ok).ok()?;
    let varied = Varied { column: id, table: PEOPLE, row };
    let search = |side: Side| {
        let (from, to) = match side {
            Side::More => (own.clone(), high.clone()),
            Side::Less => (low.clone(), own.clone()),
        };
        let (plan, period) = (asked.report.plan, asked.report.results.period);
        let ask = curve::Asked { plan, data: asked.data, period, of: aim.of, row, varied, from, to };
        let curve = curve_within(ask, asked.report.results, LOOKS).ok()?;
        let end = match side {
            Side::More => first_end(aim, curve.pieces.iter()),
            Side::Less => first_end(aim, curve.pieces.iter().rev()),
        }?;
        // What a cell can hold: a whole number of the smallest unit, on the far side of the edge.
        let at = whole(asked, def.ty, &end, side)?;
        (aim.reached)(&curve.worth(&at)).then_some((at, side))
    };
    let (at, side) = search(Side::More).or_else(|| search(Side::Less))?;
    Some(told(asked, aim, def, (own, &at), side))
}

/// The first value on the far side of an edge that has no more places than amounts and counts have.
fn whole(asked: &Asked<'_>, ty: Type, end: &End, side: Side) -> Option<Number> {
    let unit = match ty {
        Type::Money | Type::Foreign(_) => asked.report.plan.unit_of(ty),
        Type::Count => Number::ONE,
        Type::Percent => Number::from_parts(1, 4),
        Type::Number | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => Number::from_parts(1, 2),
    };
    let down = end.at.div(&unit).ok()?.round_to(&Number::ONE, RoundMode::Down).ok()?;
    let down = if end.at.is_negative() && down.mul(&unit).ok()? != end.at { down.sub(&Number::ONE).ok()? } else { down };
    let on_unit = down.mul(&unit).ok()? == end.at;
    let steps = match (side, on_unit && end.reached == Reached::At) {
        (_, true) => down,
        (Side::More, false) => down.add(&Number::ONE).ok()?,
        (Side::Less, false) if on_unit => down.sub(&Number::ONE).ok()?,
        (Side::Less, false) => down,
    };
    steps.mul(&unit).ok()
}

#[derive(Clone, Copy)]
enum Side {
    More,
    Less,
}

/// Where what is aimed at first holds: at a point, or just beyond it.
struct End {
    at: Number,
    reached: Reached,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    At,
    Beyond,
}

fn first_end<'c>(aim: &Aim<'_>, pieces: impl Iterator<Item = &'c Piece>) -> Option<End> {
    let over = |worth: &Worth| (aim.reached)(worth);
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
fn told(asked: &Asked<'_>, aim: &Aim<'_>, def: &Def, (own, at): (&Number, &Number), side: Side) -> String {
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
    let by = at.sub(own).map_or_else(|_| at.clone(), |by| by.abs());
    let (by, to) = (shown(&by), asked.report.shown(&Value::Number(at.clone()), def.ty, 2, asked.language));
    let (en, zh) = &aim.said;
    match side {
        Side::More => words.say(format!("{by} more of {name}: {to} {en}"), format!("{name} 再增加 {by}，达到 {to}，{zh}")),
        Side::Less => words.say(format!("{by} less of {name}: {to} {en}"), format!("{name} 再减少 {by}，降至 {to}，{zh}")),
    }
}
