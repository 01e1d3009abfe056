//! One curve against the engine: at its points, between them, and a little beside every edge, the value must be the engine's.

use merit::curve::{Asked, Course, Curve, Piece, Varied, Worth, curve};
use merit::engine::evaluate;
use merit::engine::table::{Dataset, Slot};
use merit::engine::trace::Watch;
use merit::plan::ir::{Body, ColumnBound, DefId, Plan, TableId};
use merit::value::{Number, Period, Type, Value};

/// What is varied, and the dataset it stands in.
pub struct Case<'a> {
    pub plan: &'a Plan,
    pub data: &'a Dataset,
    pub period: Period,
    pub varied: Varied,
}

/// The numbers in the first row of each table, each with the stretch on which to vary it.
pub fn cells(plan: &Plan, data: &Dataset) -> Vec<(Varied, Number, Number)> {
    let mut found = Vec::new();
    for (def, id) in plan.defs.iter().zip(0_u32..) {
        let Body::Column(column) = &def.body else { continue };
        if !matches!(def.ty, Type::Money | Type::Percent | Type::Number | Type::Count) {
            continue;
        }
        let table = &data.tables[def.table.0 as usize];
        if table.is_empty() {
            continue;
        }
        let varied = Varied { column: DefId(id), table: def.table, row: 0 };
        let Some(Slot::Value(Value::Number(given))) = table.slot(DefId(id), 0) else { continue };
        let bound = |bound: &Option<ColumnBound>| match bound.as_ref().map(|bound| &bound.value) {
            Some(Value::Number(number)) => Some(number.clone()),
            _ => None,
        };
        let three = Number::from_i64(3);
        let inside = |end: &Option<ColumnBound>| end.as_ref().is_none_or(|bound| bound.inclusive);
        let low = bound(&column.low).unwrap_or(Number::ZERO);
        let low = if inside(&column.low) { low } else { low.add(&Number::from_parts(1, 3)).unwrap() };
        let high = bound(&column.high).unwrap_or_else(|| given.abs().mul(&three).unwrap().add(&Number::ONE).unwrap());
        if inside(&column.high) && low < high {
            found.push((varied, low, high));
        }
    }
    found
}

/// What the engine makes of one definition with the varied cell at a value.
fn by_engine(case: &Case<'_>, of: DefId, at: &Number) -> Worth {
    let mut data = case.data.clone();
    let Varied { column, table, row } = case.varied;
    data.tables[table.0 as usize].columns[column.0 as usize].as_mut().unwrap()[row as usize] = Slot::Value(Value::Number(at.clone()));
    let results = evaluate(case.plan, data, case.period, Watch::Nothing);
    let of_table = case.plan.defs[of.0 as usize].table;
    match results.tables[of_table.0 as usize].slot(of, 0) {
        Some(Slot::Value(Value::Number(number))) => Worth::Number(number.clone()),
        Some(Slot::Value(value)) => Worth::Plain(value.clone()),
        Some(Slot::Missing(_)) | None => Worth::Missing,
        Some(Slot::NotApplicable(_)) => Worth::NotApplicable,
        Some(Slot::Fault(_)) => Worth::Fault,
    }
}

/// Points worth looking at: every cut, the middle of every stretch, and a little to both sides of every cut.
fn points(curve: &Curve<'_>) -> Vec<Number> {
    let little = Number::from_parts(1, 4);
    let mut found = Vec::new();
    for piece in curve.pieces.iter().take(16) {
        match piece {
            Piece::Point { at, .. } => found.extend([at.clone(), at.add(&little).unwrap(), at.sub(&little).unwrap()]),
            Piece::Stretch { from, to, .. } => {
                let length = to.sub(from).unwrap();
                found.push(from.add(&length.div(&Number::from_i64(2)).unwrap()).unwrap());
                found.push(from.add(&length.div(&Number::from_i64(7)).unwrap()).unwrap());
            }
        }
    }
    found.retain(|at| at >= curve.from() && at <= curve.to());
    found
}

/// The piece of a curve at a point agrees with a value of the engine's.
fn agrees(curve: &Curve<'_>, at: &Number, engine: &Worth) -> bool {
    let piece = curve.pieces.iter().find(|piece| match piece {
        Piece::Point { at: own, .. } => own == at,
        Piece::Stretch { from, to, .. } => from < at && at < to,
    });
    match (piece, engine) {
        (Some(Piece::Point { worth, .. } | Piece::Stretch { course: Course::Stays(worth), .. }), engine) => {
            worth == engine || *worth == Worth::Unknown
        }
        (Some(Piece::Stretch { course: Course::Runs(function), .. }), Worth::Number(engine)) => {
            let away = engine.sub(&function.at(at).unwrap()).unwrap();
            function.rounding().map_or(away.is_zero(), |(low, high)| *low <= away && away <= *high)
        }
        _ => false,
    }
}

/// Compares one value over one cell; gives how many values were compared.
pub fn compare(case: &Case<'_>, of: DefId, (from, to): (&Number, &Number)) -> Result<usize, String> {
    let Case { plan, data, period, varied } = *case;
    let def = &plan.defs[of.0 as usize];
    if def.table != TableId(0) && def.table != varied.table {
        return Ok(0);
    }
    let curve = curve(Asked { plan, data, period, of, row: 0, varied, from: from.clone(), to: to.clone() })
        .map_err(|trouble| format!("{trouble:?}"))?;
    let points = points(&curve);
    for at in &points {
        let engine = by_engine(case, of, at);
        let place = || format!("{} over {} at {}", def.name, plan.defs[varied.column.0 as usize].name, at.exact_text());
        if curve.worth(at) != engine && curve.worth(at) != Worth::Unknown {
            return Err(format!("{}: {:?} is {engine:?}", place(), curve.worth(at)));
        }
        if !agrees(&curve, at, &engine) {
            return Err(format!("{}: no piece gives {engine:?}\n{:#?}", place(), curve.pieces));
        }
    }
    Ok(points.len())
}
