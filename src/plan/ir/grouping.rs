//! The columns by which people are told apart.

use super::{Body, DefId, Expr, Group, Kind, PEOPLE, Plan, walk};
use crate::value::Type;

impl Plan {
    /// Columns that group people: those over which the plan sums, and the choices its conditions ask about.
    pub fn grouping_columns(&self) -> Vec<DefId> {
        let bodies = self.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
        let mut found: Vec<DefId> = Vec::new();
        for expr in bodies.flat_map(walk::all) {
            let read = match &expr.kind {
                Kind::Compare { left, .. } => choice_column(self, left),
                Kind::In { value, .. } => choice_column(self, value),
                _ => None,
            };
            found.extend(read);
            found.extend(walk::groups_of(expr).into_iter().filter_map(|group| match group {
                Group::Same(column) => Some(column),
                Group::Child(_) | Group::Everyone | Group::Reports { .. } => None,
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn choice_column(plan: &Plan, expr: &Expr) -> Option<DefId> {
    let Kind::Ref(id) = &expr.kind else { return None };
    let def = plan.defs.get(id.0 as usize)?;
    let groups = def.table == PEOPLE && matches!(def.body, Body::Column(_)) && matches!(def.ty, Type::Choice(_));
    groups.then_some(*id)
}
