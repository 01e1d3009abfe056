//! What an expression of a plan rests on: through names, tables, and the rows of others.

use std::collections::BTreeSet;

use crate::plan::ir::{self, Body, Def, DefId, Expr, Group, Kind, LookupBody, LookupId, Outcome, PEOPLE, Plan, walk};

/// Everything an expression rests on.
#[derive(Default)]
pub(in crate::lint) struct Reach {
    pub defs: BTreeSet<DefId>,
    /// It sums or counts rows of a child input.
    pub own_rows: bool,
    /// It sums or counts over other people.
    pub others: bool,
}

pub(in crate::lint) fn def(plan: &Plan, id: DefId) -> Option<&Def> {
    plan.defs.get(id.0 as usize)
}

pub(in crate::lint) fn body(plan: &Plan, id: DefId) -> Option<&Expr> {
    match &def(plan, id)?.body {
        Body::Expr(expr) => Some(expr),
        Body::Column(_) => None,
    }
}

/// All that these definitions rest on, themselves included. What `through` does not hold of is found, but not looked into.
pub(in crate::lint) fn reach(plan: &Plan, from: impl IntoIterator<Item = DefId>, through: impl Fn(&Def) -> bool) -> Reach {
    let mut reach = Reach::default();
    let mut names: Vec<DefId> = from.into_iter().collect();
    while let Some(name) = names.pop() {
        if !reach.defs.insert(name) || !def(plan, name).is_some_and(&through) {
            continue;
        }
        // What somebody has of a row rests on the columns of the credit lines.
        let credited = plan.tables.iter().filter(|table| table.credited.as_ref().is_some_and(|credited| credited.def == name));
        names.extend(credited.flat_map(ir::Table::credit_columns));
        let mut open: Vec<&Expr> = body(plan, name).into_iter().collect();
        while let Some(expr) = open.pop() {
            for group in walk::groups_of(expr) {
                match group {
                    Group::Child(_) => reach.own_rows = true,
                    Group::Same(_) | Group::Everyone | Group::Reports { .. } => reach.others = true,
                }
            }
            if let Kind::RunningSum(_) = &expr.kind {
                reach.own_rows = true;
            }
            open.extend(walk::children(expr));
            names.extend(walk::defs_of(expr));
            if let Kind::Lookup { lookup, .. } = &expr.kind {
                open.extend(results(plan, *lookup));
            }
            if let Kind::Employed(_) = &expr.kind {
                let employed = plan.tables.get(PEOPLE.0 as usize).and_then(|people| people.employed.as_ref());
                names.extend(employed.into_iter().flat_map(|clause| [Some(clause.from), clause.to]).flatten());
            }
        }
    }
    reach
}

/// What the rows of a table give.
fn results(plan: &Plan, lookup: LookupId) -> impl Iterator<Item = &Expr> {
    let rows = match plan.lookups.get(lookup.0 as usize).map(|table| &table.body) {
        Some(LookupBody::Rows(rows)) => rows.as_slice(),
        Some(LookupBody::Data) | None => &[],
    };
    rows.iter().filter_map(|row| match &row.result {
        Outcome::Value(value) => Some(value),
        Outcome::Refuse { .. } => None,
    })
}
