//! Through which results the difference of two plans passes on to all others.

use std::collections::BTreeSet;

use crate::plan::ir::meaning::Part;
use crate::plan::ir::touched::{readers, touched};
use crate::plan::ir::{Body, DefId, Plan, Role};

/// The results, of those given, that rest on what the plans do not have alike with no other result between: where these are the same,
/// everything is. Nothing where a difference may reach a result otherwise.
pub(super) fn passes(old: &Plan, new: &Plan, parts: &BTreeSet<Part>, results: &[(DefId, DefId)]) -> Option<Vec<(DefId, DefId)>> {
    if parts.iter().any(|part| matches!(part, Part::Header(_) | Part::Input(_))) {
        return None;
    }
    let of_old = frontier(old, touched(old, parts), |def| results.iter().position(|(own, _)| *own == def))?;
    let of_new = frontier(new, touched(new, parts), |def| results.iter().position(|(_, own)| *own == def))?;
    Some(of_old.union(&of_new).filter_map(|at| results.get(*at).copied()).collect())
}

/// The nearest results behind some definitions, by number.
fn frontier(plan: &Plan, from: Vec<DefId>, result: impl Fn(DefId) -> Option<usize>) -> Option<BTreeSet<usize>> {
    let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), from);
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let def = plan.defs.get(id.0 as usize)?;
        match (&def.body, result(id)) {
            // A cell that is read otherwise is another cell.
            (Body::Column(_), _) => return None,
            (Body::Expr(_), Some(at)) => drop(found.insert(at)),
            // What the header says of money is nobody's result.
            (Body::Expr(_), None) if matches!(def.role, Role::Figure(_)) => {}
            (Body::Expr(_), None) => open.extend(readers(plan, id)),
        }
    }
    Some(found)
}
