//! How far a person is from the end of what a clause tells them: read off the exact curve of the condition over each cell that it rests on.

use rustc_hash::FxHashSet;

use super::{Asked, Clause};
use crate::curve::{self, Course, Effort, Piece, Varied, Worth, curve_within};
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::engine::Results;
use crate::engine::table::{Dataset, Slot};
use crate::plan::ir::{Body, Column, ColumnBound, Def, DefId, Expr, Group, Kind, PEOPLE, Plan, Role, walk};
use crate::syntax::ast::{AggregateFunction, Factor};
use crate::value::{Number, RoundMode, Type, Value};

/// How far a cell without a bound is followed, as so many times what it holds: the nearer ends are looked for first.
const FURTHER: [i64; 4] = [3, 100, 10_000, 10_000_000];
/// Ways that are told.
const MOST_WAYS: usize = 3;

/// One way out: the least change of one cell of the person's row, everything else as it is, that brings something about.
#[derive(Clone, Debug)]
pub struct Way {
    /// The column of the cell, or the sum of rows that is changed as if it were one.
    pub column: DefId,
    pub cell: Cell,
    pub from: Number,
    pub to: Number,
    /// The smallest step of the cell: one less and it is not reached.
    pub unit: Number,
    pub reaches: Reaches,
    /// The same in words.
    pub text: String,
}

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// A number of the person's row.
    Given,
    /// What the person's rows of a child input come to: more of it, whatever rows bring it.
    Summed,
}

/// What a change brings about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reaches {
    /// The clause reaches the person no more.
    End,
    /// A better grade than the person has.
    BetterGrade,
}

/// What a change of a cell is to bring about.
struct Aim<'a> {
    of: DefId,
    is: Reaches,
    /// Whether a value of it is there.
    reached: &'a dyn Fn(&Worth) -> bool,
    /// What is said of it where the value has come to this, in either language.
    said: &'a dyn Fn(&Worth) -> (String, String),
}

/// One sentence a way, the ways in the order of the columns: the least change of a cell that ends it, all others held; then the least that
/// brings a better grade.
pub(super) fn distances(asked: &Asked<'_>, clause: Clause<'_>, row: u32) -> Vec<Way> {
    let over = |worth: &Worth| *worth == Worth::Plain(Value::Flag(false));
    let said = |_: &Worth| ("ends it".to_string(), "即不再适用".to_string());
    let end = Aim { of: clause.told(), is: Reaches::End, reached: &over, said: &said };
    let mut ways = if clause.only_rewards() { Vec::new() } else { ways(asked, &end, row) };
    ways.extend(better_grade(asked, row));
    ways
}

/// The least changes of single cells that bring a better grade than the person has, all others held; nothing without a grade.
pub fn better_grade(asked: &Asked<'_>, row: u32) -> Vec<Way> {
    let plan = asked.report.plan;
    let Some(grade) = plan.grade else { return Vec::new() };
    let (Some(def), Some(Slot::Value(Value::Text(own)))) = (asked.report.def(grade), asked.report.slot(grade, row)) else {
        return Vec::new();
    };
    let Type::Choice(choice) = def.ty else { return Vec::new() };
    let options = plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| choice.options.as_slice());
    let place = |name: &str| options.iter().position(|option| *option.name == *name);
    let Some(here) = place(own) else { return Vec::new() };
    let better = |worth: &Worth| grade_of(worth).is_some_and(|name| place(name).is_some_and(|there| there > here));
    let said = |worth: &Worth| {
        let name = grade_of(worth).map(sanitise).unwrap_or_default();
        (format!("reaches grade {name}"), format!("即达到 {name} 级"))
    };
    ways(asked, &Aim { of: grade, is: Reaches::BetterGrade, reached: &better, said: &said }, row)
}

fn grade_of(worth: &Worth) -> Option<&str> {
    if let Worth::Plain(Value::Text(name)) = worth { Some(name) } else { None }
}

fn ways(asked: &Asked<'_>, aim: &Aim<'_>, row: u32) -> Vec<Way> {
    let cells = cells(asked.report.plan, aim.of);
    let ways = cells.into_iter().filter_map(|changed| {
        let Some(Slot::Value(Value::Number(own))) = asked.report.slot(changed.id, row) else { return None };
        way(asked, aim, &changed, own, row)
    });
    ways.take(MOST_WAYS).collect()
}

/// A number that can be changed.
struct Changed<'p> {
    id: DefId,
    def: &'p Def,
    cell: Cell,
    low: Option<&'p ColumnBound>,
    high: Option<&'p ColumnBound>,
}

/// The numbers of the person's row, and the sums over their own rows, that a value rests on and that a person can do something about: not
/// what a target is made of, and not what something is divided by.
fn cells(plan: &Plan, of: DefId) -> Vec<Changed<'_>> {
    let (mut seen, mut open) = (FxHashSet::default(), vec![of]);
    let mut found = Vec::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(def) = plan.defs.get(id.0 as usize).filter(|def| def.role != Role::KpiTarget) else { continue };
        match &def.body {
            Body::Column(column) if def.table == PEOPLE && is_number(def.ty) => {
                found.push(Changed { id, def, cell: Cell::Given, low: column.low.as_ref(), high: column.high.as_ref() });
            }
            Body::Column(_) => {}
            Body::Expr(body) if def.table == PEOPLE && sums_rows(def.ty, body) => {
                found.push(Changed { id, def, cell: Cell::Summed, low: None, high: None });
            }
            Body::Expr(body) => read(body, &mut open),
        }
    }
    let targets = of_targets(plan);
    found.retain(|changed| !targets.contains(&changed.id));
    found.sort_by_key(|changed| changed.id);
    found
}

/// The columns that targets of KPIs and goals are made of, and no measure: nobody reaches a target by lowering it.
fn of_targets(plan: &Plan) -> FxHashSet<DefId> {
    let columns = |from: Vec<DefId>| {
        let (mut seen, mut open) = (FxHashSet::default(), from);
        while let Some(id) = open.pop() {
            if seen.insert(id)
                && let Some(Body::Expr(body)) = plan.defs.get(id.0 as usize).map(|def| &def.body)
            {
                open.extend(walk::all(body).into_iter().flat_map(walk::defs_of));
            }
        }
        seen
    };
    let kpis = || plan.scorecards.iter().flat_map(|card| &card.kpis);
    let sides = plan.goals.iter().filter_map(|goal| {
        let Some(Body::Expr(met)) = plan.defs.get(goal.met.0 as usize).map(|def| &def.body) else { return None };
        if let Kind::Compare { left, right, .. } = &met.kind { Some((left, right)) } else { None }
    });
    let (mut measures, mut targets): (Vec<DefId>, Vec<DefId>) =
        (kpis().map(|kpi| kpi.measure).collect(), kpis().filter_map(|kpi| kpi.target).collect());
    for (left, right) in sides {
        measures.extend(walk::all(left).into_iter().flat_map(walk::defs_of));
        targets.extend(walk::all(right).into_iter().flat_map(walk::defs_of));
    }
    let measured = columns(measures);
    columns(targets).into_iter().filter(|id| !measured.contains(id)).collect()
}

/// Whether an amount or a count is made of the person's rows of a child input.
fn sums_rows(ty: Type, body: &Expr) -> bool {
    let amount = match ty {
        Type::Money | Type::Foreign(_) | Type::Count => true,
        Type::Percent | Type::Number | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => false,
    };
    let sums = |part: &&Expr| {
        let Kind::Aggregate(aggregate) = &part.kind else { return false };
        matches!(aggregate.group, Group::Child(_)) && matches!(aggregate.function, AggregateFunction::Sum | AggregateFunction::Count)
    };
    amount && walk::all(body).iter().any(sums)
}

/// The plan and the data in which a computed value is a cell of each person's row, filled with what it comes to; nothing where anybody's
/// could not be computed, since it may count for others.
pub fn as_cell(plan: &Plan, data: &Dataset, results: &Results, id: DefId) -> Option<(Plan, Dataset)> {
    let people = results.tables.get(PEOPLE.0 as usize)?;
    let rows = 0..u32::try_from(people.len()).ok()?;
    let slots: Vec<Slot> = rows.map(|row| people.slot(id, row).cloned()).collect::<Option<_>>()?;
    if slots.iter().any(|slot| matches!(slot, Slot::Fault(_))) {
        return None;
    }
    let (mut plan, mut data) = (plan.clone(), data.clone());
    let def = plan.defs.get_mut(id.0 as usize)?;
    let (name, title) = (def.name.clone(), def.title.clone());
    def.body = Body::Column(Column::plain(0, title.as_deref().unwrap_or(&name)));
    plan.order.retain(|other| *other != id);
    *data.tables.get_mut(PEOPLE.0 as usize)?.columns.get_mut(id.0 as usize)? = Some(slots);
    Some((plan, data))
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

fn way(asked: &Asked<'_>, aim: &Aim<'_>, changed: &Changed<'_>, own: &Number, row: u32) -> Option<Way> {
    let Changed { id, def, cell, low: lowest, high: highest } = *changed;
    let made = match cell {
        Cell::Given => None,
        Cell::Summed => Some(as_cell(asked.report.plan, asked.data, asked.report.results, id)?),
    };
    let (plan, data) = made.as_ref().map_or((asked.report.plan, asked.data), |(plan, data)| (plan, data));
    let bound = |bound: Option<&ColumnBound>| match bound {
        Some(ColumnBound { value: Value::Number(number), .. }) => Some(number.clone()),
        Some(_) | None => None,
    };
    let varied = Varied { column: id, table: PEOPLE, row };
    let unit = unit(asked, def.ty);
    let within = |side: Side, further: i64| {
        let far = own.abs().add(&Number::ONE).ok()?.mul(&Number::from_i64(further)).ok()?;
        let (from, to) = match side {
            Side::More => (own.clone(), bound(highest).map_or_else(|| own.add(&far), Ok).ok()?),
            Side::Less => (bound(lowest).map_or_else(|| own.sub(&far), Ok).ok()?, own.clone()),
        };
        let period = asked.report.results.period;
        let ask = curve::Asked { plan, data, period, of: aim.of, row, varied, from: from.clone(), to: to.clone() };
        let curve = curve_within(ask, asked.report.results, Effort::OF_A_PERSON).ok()?;
        let end = match side {
            Side::More => first_end(aim, curve.pieces.iter()),
            Side::Less => first_end(aim, curve.pieces.iter().rev()),
        }?;
        // What a cell can hold: a whole number of the smallest unit, on the far side of the edge.
        let at = whole(&unit, &end, side)?;
        let excluded =
            |bound: Option<&ColumnBound>| bound.is_some_and(|bound| !bound.inclusive && bound.value == Value::Number(at.clone()));
        let possible = from <= at && at <= to && !excluded(lowest) && !excluded(highest);
        let worth = curve.worth(&at);
        (possible && (aim.reached)(&worth)).then_some((at, side, worth))
    };
    let search = |side: Side| {
        let bounded = match side {
            Side::More => bound(highest).is_some(),
            Side::Less => bound(lowest).is_some(),
        };
        let looks = if bounded { &FURTHER[..1] } else { &FURTHER[..] };
        looks.iter().find_map(|further| within(side, *further))
    };
    // Nobody is told to do worse.
    let harms = |at: &Number| aim.is == Reaches::End && harms((plan, data), asked, (varied, own, at), row);
    let (at, side, worth) = search(Side::More).or_else(|| search(Side::Less).filter(|(at, ..)| !harms(at)))?;
    let text = told(asked, def, ((aim.said)(&worth), own, &at), side);
    Some(Way { column: id, cell, from: own.clone(), to: at, unit, reaches: aim.is.clone(), text })
}

/// Whether the score or the pay falls where a cell goes down to a value.
fn harms((plan, data): (&Plan, &Dataset), asked: &Asked<'_>, (varied, own, at): (Varied, &Number, &Number), row: u32) -> bool {
    let period = asked.report.results.period;
    [plan.score, plan.payout_total].into_iter().flatten().any(|of| {
        let ask = curve::Asked { plan, data, period, of, row, varied, from: at.clone(), to: own.clone() };
        let Ok(curve) = curve_within(ask, asked.report.results, Effort::OF_A_PERSON) else { return true };
        match (curve.worth(at), curve.worth(own)) {
            (Worth::Number(there), Worth::Number(here)) => there < here,
            (_, _) => false,
        }
    })
}

/// The smallest step that amounts and counts have.
fn unit(asked: &Asked<'_>, ty: Type) -> Number {
    match ty {
        Type::Money | Type::Foreign(_) => asked.report.plan.unit_of(ty),
        Type::Count => Number::ONE,
        Type::Percent => Number::from_parts(1, 4),
        Type::Number | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => Number::from_parts(1, 2),
    }
}

/// The first value on the far side of an edge that a cell can hold.
fn whole(unit: &Number, end: &End, side: Side) -> Option<Number> {
    let down = end.at.div(unit).ok()?.round_to(&Number::ONE, RoundMode::Down).ok()?;
    let down = if end.at.is_negative() && down.mul(unit).ok()? != end.at { down.sub(&Number::ONE).ok()? } else { down };
    let on_unit = down.mul(unit).ok()? == end.at;
    let steps = match (side, on_unit && end.reached == Reached::At) {
        (_, true) => down,
        (Side::More, false) => down.add(&Number::ONE).ok()?,
        (Side::Less, false) if on_unit => down.sub(&Number::ONE).ok()?,
        (Side::Less, false) => down,
    };
    steps.mul(unit).ok()
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
            Piece::Point { worth: Worth::Unknown, .. } => return None,
            Piece::Point { at, .. } => before = Some(at.clone()),
            Piece::Stretch { course: Course::Stays(worth), .. } if over(worth) => {
                return before.map(|at| End { at, reached: Reached::Beyond });
            }
            // What is not known may be the first already.
            Piece::Stretch { course: Course::Stays(Worth::Unknown), .. } => return None,
            Piece::Stretch { .. } => {}
        }
    }
    None
}

/// `$83,200.00 more revenue ($350,000.00) would end it`
fn told(asked: &Asked<'_>, def: &Def, ((en, zh), own, at): ((String, String), &Number, &Number), side: Side) -> String {
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
    match side {
        Side::More => words.say(format!("{by} more of {name}: {to} {en}"), format!("{name} 再增加 {by}，达到 {to}，{zh}")),
        Side::Less => words.say(format!("{by} less of {name}: {to} {en}"), format!("{name} 再减少 {by}，降至 {to}，{zh}")),
    }
}

// ---- for who asks about other values than those of a clause -----------------------------------------------------------

/// The columns of the population that a value rests on and that a person can do something about.
pub fn levers(plan: &Plan, of: DefId) -> Vec<DefId> {
    cells(plan, of).into_iter().filter(|changed| changed.cell == Cell::Given).map(|changed| changed.id).collect()
}
