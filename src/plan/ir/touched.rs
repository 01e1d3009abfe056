//! What some parts of a plan reach: the definitions that read them.

use std::collections::BTreeSet;

use super::meaning::Part;
use super::{Body, Def, DefId, Expr, Kind, LookupBody, Outcome, Plan, walk};

/// The definitions that are among the parts, or read a param or a table that is; not those that read these in turn.
pub fn touched(plan: &Plan, parts: &BTreeSet<Part>) -> Vec<DefId> {
    let parts = with_params(plan, parts);
    let is = |def: &Def| {
        let read = if let Body::Expr(body) = &def.body { reads(plan, body, &parts) } else { false };
        read || parts.contains(&Part::Def(def.name.clone()))
    };
    plan.defs.iter().zip(0_u32..).filter(|(def, _)| is(def)).map(|(_, id)| DefId(id)).collect()
}

/// Everything that rests on the parts, however far off.
pub fn reached(plan: &Plan, parts: &BTreeSet<Part>) -> BTreeSet<DefId> {
    let mut found: BTreeSet<DefId> = touched(plan, parts).into_iter().collect();
    for id in &plan.order {
        let Some(Body::Expr(body)) = plan.defs.get(id.0 as usize).map(|def| &def.body) else { continue };
        if walk::all(body).into_iter().flat_map(walk::defs_of).any(|read| found.contains(&read)) {
            found.insert(*id);
        }
    }
    found
}

/// The definitions that read one.
pub fn readers(plan: &Plan, of: DefId) -> Vec<DefId> {
    let reads = |def: &Def| match &def.body {
        Body::Expr(body) => walk::all(body).into_iter().flat_map(walk::defs_of).any(|read| read == of),
        Body::Column(_) => false,
    };
    plan.defs.iter().zip(0_u32..).filter(|(def, _)| reads(def)).map(|(_, id)| DefId(id)).collect()
}

/// The parts, with the params and tables whose values read one of them.
fn with_params(plan: &Plan, parts: &BTreeSet<Part>) -> BTreeSet<Part> {
    let mut found = parts.clone();
    loop {
        let before = found.len();
        for param in &plan.params {
            if param.values.iter().any(|value| reads(plan, &value.value, &found)) {
                found.insert(Part::Param(param.name.clone()));
            }
        }
        for lookup in &plan.lookups {
            let LookupBody::Rows(rows) = &lookup.body else { continue };
            let read = rows.iter().any(|row| match &row.result {
                Outcome::Value(value) => reads(plan, value, &found),
                Outcome::Refuse { .. } => false,
            });
            if read {
                found.insert(Part::Lookup(lookup.name.clone()));
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

/// Whether an expression reads a param or a table of the parts.
fn reads(plan: &Plan, expr: &Expr, parts: &BTreeSet<Part>) -> bool {
    walk::all(expr).into_iter().any(|expr| match &expr.kind {
        Kind::Param(id) | Kind::ParamOn { param: id, .. } => {
            plan.params.get(id.0 as usize).is_some_and(|param| parts.contains(&Part::Param(param.name.clone())))
        }
        Kind::Lookup { lookup, .. } => {
            plan.lookups.get(lookup.0 as usize).is_some_and(|lookup| parts.contains(&Part::Lookup(lookup.name.clone())))
        }
        _ => false,
    })
}
