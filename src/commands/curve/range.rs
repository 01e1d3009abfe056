//! From where to where an input is varied: as the call says, else as the column allows, else as what is given suggests.

use super::problems;
use super::vary::Vary;
use super::whose::Ground;
use crate::curve::Varied;
use crate::diagnostic::Diagnostic;
use crate::engine::evaluate;
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::plan::ir::{Body, Column, ColumnBound, DefId, Expr, Kind, PEOPLE, Plan};
use crate::report::curve::{Base, End, Origin};
use crate::source::{FileId, Span};
use crate::value::{Number, Value};

/// The range, and what is told of it.
pub(super) struct Range {
    pub(super) from: Number,
    pub(super) to: Number,
    pub(super) told: [End; 2],
}

/// What the call says of the range.
pub(super) struct Said<'a> {
    pub(super) file: FileId,
    pub(super) vary: &'a Vary,
    pub(super) from: Option<Value>,
    pub(super) to: Option<Value>,
}

impl Said<'_> {
    fn span(&self, place: Option<&std::ops::Range<usize>>) -> Span {
        let place = place.unwrap_or(&self.vary.name);
        Span::new(self.file, place.start, place.end)
    }
}

/// The range of the varied cell. What the call says has been held to the column's bounds when it was read.
///
/// # Errors
/// It ends before it begins, or has no end.
pub(super) fn range(ground: &Ground, data: &Dataset, varied: Varied, said: &Said<'_>) -> Result<Range, Box<Diagnostic>> {
    let def = ground.plan.defs.get(varied.column.0 as usize);
    let column = def.and_then(|def| if let Body::Column(column) = &def.body { Some(column) } else { None });
    let (from, low) = match &said.from {
        Some(Value::Number(from)) => (from.clone(), End { origin: Origin::Said, excluded: false }),
        Some(_) | None => {
            bound(column, |column| column.low.as_ref()).unwrap_or((Number::ZERO, End { origin: Origin::Zero, excluded: false }))
        }
    };
    let (to, high) = match &said.to {
        Some(Value::Number(to)) => (to.clone(), End { origin: Origin::Said, excluded: false }),
        Some(_) | None => match bound(column, |column| column.high.as_ref()) {
            Some(end) => end,
            None => {
                let (to, base) = from_what_is_given(ground, data, varied)
                    .filter(|(to, _)| *to > from)
                    .ok_or_else(|| problems::no_end(said.vary.column(), said.span(None)))?;
                (to, End { origin: Origin::ThreeTimes(base), excluded: false })
            }
        },
    };
    if to < from || (to == from && (low.excluded || high.excluded)) {
        let (from, to) = (said.span(said.vary.from.as_ref()), said.span(said.vary.to.as_ref()));
        let bound_of = |bound: Option<&ColumnBound>| bound.map_or(from, |bound| bound.span);
        return Err(Box::new(match (&said.from, &said.to) {
            (Some(_), Some(_)) => problems::reversed(from, to),
            (Some(_), None) => problems::beyond_bound(from, bound_of(column.and_then(|column| column.high.as_ref()))),
            (None, _) => problems::beyond_bound(to, bound_of(column.and_then(|column| column.low.as_ref()))),
        }));
    }
    Ok(Range { from, to, told: [low, high] })
}

fn bound(column: Option<&Column>, side: impl Fn(&Column) -> Option<&ColumnBound>) -> Option<(Number, End)> {
    let bound = side(column?)?;
    match &bound.value {
        Value::Number(value) => Some((value.clone(), End { origin: Origin::Bound, excluded: !bound.inclusive })),
        Value::Text(_) | Value::Date(_) | Value::Flag(_) => None,
    }
}

/// Three times the value of the cell, or of the target that the column is measured against.
fn from_what_is_given(ground: &Ground, data: &Dataset, varied: Varied) -> Option<(Number, Base)> {
    let slot = data.tables.get(varied.table.0 as usize)?.slot(varied.column, varied.row);
    let three = Number::from_i64(3);
    if let Some(Slot::Value(Value::Number(given))) = slot
        && *given > Number::ZERO
    {
        return Some((given.mul(&three).ok()?, Base::Given));
    }
    let target = targets(&ground.plan, varied.column).into_iter().find_map(|target| {
        let results = evaluate(&ground.plan, data.clone(), ground.period, Watch::Nothing);
        match results.tables.get(PEOPLE.0 as usize)?.slot(target, ground.row)? {
            Slot::Value(Value::Number(target)) if *target > Number::ZERO => Some(target.clone()),
            Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
        }
    })?;
    Some((target.mul(&three).ok()?, Base::Target))
}

/// The targets of the KPIs that measure a column.
fn targets(plan: &Plan, column: DefId) -> Vec<DefId> {
    let kpis = plan.scorecards.iter().flat_map(|card| &card.kpis);
    let measured = kpis.filter(|kpi| match plan.defs.get(kpi.measure.0 as usize).map(|def| &def.body) {
        Some(Body::Expr(expr)) => is_column(expr, column),
        Some(Body::Column(_)) | None => false,
    });
    measured.filter_map(|kpi| kpi.target).collect()
}

/// Whether an expression is nothing but the column, for some people at least.
fn is_column(expr: &Expr, column: DefId) -> bool {
    if let Kind::Cases(cases) = &expr.kind {
        return cases.cases.iter().any(|case| is_column(&case.value, column));
    }
    matches!(&expr.kind, Kind::Ref(def) if *def == column)
}

pub(super) fn middle(from: &Number, to: &Number) -> Option<Number> {
    from.add(to).ok()?.div(&Number::from_i64(2)).ok()
}
