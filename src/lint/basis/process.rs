//! What feedback and consequences do to people, as the lints of them see it.

use super::reads;
use crate::diagnostic::Text;
use crate::lint::Subject;
use crate::plan::ir::{self, Consequence, DefId, Expr, Follows, Kind, Plan, Role};
use crate::value::Value;

/// Whether the plan has results that people could be told of.
pub(in crate::lint) fn has_results(plan: &Plan) -> bool {
    !plan.scorecards.is_empty() || !plan.payouts.is_empty()
}

pub(in crate::lint) fn no_results() -> Text {
    Text::new("the policy has neither a scorecard nor a payout", "制度既没有计分卡，也没有发放项")
}

pub(in crate::lint) fn no_feedback() -> Text {
    Text::new("the policy has no feedback (no-feedback reports it)", "制度没有反馈（由 no-feedback 提示）")
}

pub(in crate::lint) fn no_consequence() -> Text {
    Text::new("the policy has no consequence", "制度没有结果应用")
}

/// A warning, a transfer or a dismissal.
pub(in crate::lint) fn is_penalty(follows: &Follows) -> bool {
    match follows {
        Follows::Warning | Follows::Transfer | Follows::Dismissal => true,
        Follows::Training(_) | Follows::Coaching(_) | Follows::Improvement(_) | Follows::Reward(_) | Follows::Other(_) => false,
    }
}

/// A training, coaching or an improvement plan.
pub(in crate::lint) fn is_support(follows: &Follows) -> bool {
    match follows {
        Follows::Training(_) | Follows::Coaching(_) | Follows::Improvement(_) => true,
        Follows::Warning | Follows::Transfer | Follows::Dismissal | Follows::Reward(_) | Follows::Other(_) => false,
    }
}

pub(in crate::lint) fn has(consequence: &Consequence, kind: fn(&Follows) -> bool) -> bool {
    consequence.then.iter().any(kind)
}

/// The conditions of a consequence that hold together: its `for` and its `when`, and what stands in them between `and`.
pub(in crate::lint) fn parts(plan: &Plan, told: DefId) -> Vec<&Expr> {
    let mut open: Vec<&Expr> = reads::body(plan, told).into_iter().collect();
    let mut found = Vec::new();
    while let Some(expr) = open.pop() {
        if let Kind::And(items) = &expr.kind {
            open.extend(items);
        } else if !matches!(expr.kind, Kind::Literal(Value::Flag(true))) {
            found.push(expr);
        }
    }
    found
}

/// The condition of a part that asks for several periods running, and for how many; any other one is asked of one.
pub(in crate::lint) fn running<'p>(plan: &'p Plan, part: &'p Expr) -> (&'p Expr, u32) {
    let named = if let Kind::Ref(def) = &part.kind { reads::body(plan, *def) } else { None };
    if let Kind::InARow { of, count } = &named.unwrap_or(part).kind {
        return (reads::body(plan, *of).unwrap_or(part), *count);
    }
    (part, 1)
}

/// Whether a consequence rests on the grade or on a rank, through the names it uses.
pub(in crate::lint) fn by_rank(subject: &Subject<'_>, consequence: &Consequence) -> bool {
    let plan = subject.plan;
    let grade = |def: &ir::Def| matches!(def.role, Role::Grade);
    let reach = reads::reach(plan, [consequence.told], |def| !grade(def));
    let ranked = |id: &DefId| {
        reads::body(plan, *id).is_some_and(|body| ir::walk::all(body).iter().any(|part| matches!(part.kind, Kind::Standing(_))))
    };
    reach.defs.iter().any(|id| reads::def(plan, *id).is_some_and(grade) || ranked(id))
}
