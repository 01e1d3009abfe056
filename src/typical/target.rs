//! The same person with every measure at its target.

use std::collections::BTreeSet;

use super::{Measures, Typical, cells, put};
use crate::curve::{Course, Piece, Varied, Worth};
use crate::plan::ir::{Body, DefId, Figure, Kind, Plan, walk};
use crate::value::{Number, Type};

/// Measures are brought to their targets one after the other; one that has no target, or cannot reach it alone, stays as it is.
pub(super) fn at_target(plan: &Plan, person: &Typical) -> Typical {
    let mut person = person.clone();
    let mut moved: Vec<DefId> = Vec::new();
    let kpis = person.card(plan).and_then(|card| plan.scorecards.get(card)).map_or(&[][..], |card| &card.kpis);
    for kpi in kpis {
        let Some(target) = kpi.target.and_then(|target| person.number(target)) else { continue };
        if person.number(kpi.measure).as_ref() == Some(&target) {
            continue;
        }
        let rests_on = columns(plan, kpi.measure);
        for (cell, range) in cells(plan, &person, |column| rests_on.contains(&column) && !moved.contains(&column)) {
            let found = match column_of(plan, kpi.measure) {
                Some(_) => Some(whole(plan, cell.column, target.clone())),
                None => meets(plan, &person, kpi.measure, (cell, (range.from.clone(), range.to.clone())), &target),
            };
            let Some(value) = found.filter(|value| *value >= range.from && *value <= range.to) else { continue };
            let mut data = person.data.clone();
            put(&mut data, cell, value);
            person = Typical::new(plan, data, person.period, Measures::AtTarget, person.example.clone());
            moved.push(cell.column);
            break;
        }
    }
    person.measures = if kpis.iter().any(|kpi| kpi.target.is_some()) { Measures::AtTarget } else { Measures::None };
    let said = plan.figures.get(Figure::TargetPay).and_then(|said| person.number(said));
    let paid = || plan.payout_total.and_then(|total| person.number(total));
    person.target_pay = said.or_else(paid).filter(|paid| *paid > Number::ZERO);
    person
}

/// The column a measure is, where it is one.
fn column_of(plan: &Plan, measure: DefId) -> Option<DefId> {
    let Body::Expr(body) = &plan.defs.get(measure.0 as usize)?.body else { return None };
    let mut open = vec![body];
    while let Some(expr) = open.pop() {
        match &expr.kind {
            Kind::Ref(column) => {
                return plan.defs.get(column.0 as usize).filter(|def| matches!(def.body, Body::Column(_))).map(|_| *column);
            }
            Kind::Cases(cases) => open.extend(cases.cases.first().map(|case| &case.value).filter(|_| cases.cases.len() == 1)),
            _ => return None,
        }
    }
    None
}

/// A count has no parts.
fn whole(plan: &Plan, column: DefId, value: Number) -> Number {
    let counts = plan.defs.get(column.0 as usize).is_some_and(|def| def.ty == Type::Count);
    if counts { value.ceil() } else { value }
}

/// A value of the cell that brings a measure to its target.
fn meets(plan: &Plan, person: &Typical, measure: DefId, (cell, ends): (Varied, (Number, Number)), target: &Number) -> Option<Number> {
    let curve = person.curve(plan, measure, cell, ends)?;
    curve.pieces.iter().find_map(|piece| match piece {
        Piece::Point { at, worth: Worth::Number(value) } => (value == target).then(|| at.clone()),
        Piece::Stretch { from, to, course: Course::Runs(function) } => function.reaches(target, from, to),
        Piece::Point { .. } | Piece::Stretch { course: Course::Stays(_), .. } => None,
    })
}

/// The columns that targets of KPIs rest on.
pub fn targets(plan: &Plan) -> BTreeSet<DefId> {
    let kpis = plan.scorecards.iter().flat_map(|card| &card.kpis);
    kpis.filter_map(|kpi| kpi.target).flat_map(|target| columns(plan, target)).collect()
}

/// The columns a definition rests on, of people and of child rows.
pub fn columns(plan: &Plan, of: DefId) -> BTreeSet<DefId> {
    let (mut seen, mut open, mut found) = (BTreeSet::new(), vec![of], BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        match &def.body {
            Body::Column(_) => {
                found.insert(id);
            }
            Body::Expr(body) => open.extend(walk::all(body).into_iter().flat_map(walk::defs_of)),
        }
    }
    found
}
