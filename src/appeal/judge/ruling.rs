//! What a ruling must say, and what must come before it.

use super::Ruling;
use super::walk::Walk;
use crate::appeal::case::Outcome;
use crate::appeal::clauses;
use crate::appeal::problems::{self, Lack, Slip};
use crate::diagnostic::{Diagnostic, Language};

pub(super) fn check(walk: &Walk<'_, '_>, made: Ruling<'_>, number: u32) -> Vec<Diagnostic> {
    let (at, rules, clause) = (walk.at(), walk.rules, walk.rules.clause);
    let decision = made.decision;
    let mut found = Vec::new();
    let lacks = [
        (decision.reason.is_none(), Lack::Reason),
        (decision.evidence.is_empty(), Lack::Evidence),
        (decision.clauses.is_empty(), Lack::Clause),
    ];
    found.extend(lacks.into_iter().filter(|(is, _)| *is).map(|(_, lack)| problems::ruling_lacks(at, made.event, number, lack)));
    for name in &decision.clauses {
        if clauses::find(rules.plan, name, Language::English).is_none() {
            found.push(problems::unknown_clause(at, number, name, &clauses::names(rules.plan)));
        }
    }
    if let Some(hear) = clause.hear
        && !walk.heard.contains(&made.instance)
        // What was heard by the first instance need not be said again to the next.
        && (made.instance == 1 || walk.heard.is_empty())
    {
        found.push(problems::not_heard(at, made.event, number, hear));
    }
    let seated = walk.panels.iter().find(|sitting| sitting.instance == made.instance);
    match (seated, made.instance) {
        (None, 1) if clause.panel.is_empty() && clause.quorum.is_none() => {}
        (None, _) => found.push(problems::panel(at, rules, &Slip::Nobody)),
        (Some(_), _) => {}
    }
    if let (Some(escalate), true) = (&clause.escalate, made.instance > 1) {
        let body = seated.and_then(|sitting| sitting.panel.body.as_deref()).or(made.event.by.as_deref());
        match body {
            Some(body) if body == escalate.to => {}
            other => found.push(problems::panel(at, rules, &Slip::OtherBody(other, &escalate.to))),
        }
    }
    let promises = matches!(decision.outcome, Outcome::Adjusted | Outcome::Partly);
    if promises && walk.case.corrections.is_empty() {
        found.push(problems::adjusts_nothing(at, number));
    }
    found
}
