//! What a condition or an amount rests on, through the names it uses.

use super::{body_of, law};
use crate::diagnostic::Text;
use crate::lint::{Found, Lint, Subject};
use crate::plan::ir::walk::children;
use crate::plan::ir::{Aggregate, Body, DefId, Expr, Kind, PEOPLE, PayoutRule};
use crate::source::Span;

/// The column in which people's last days stand, where Chinese law applies; a plan without one is named as not checked.
pub(super) fn leaving_date(subject: &Subject<'_>, lint: &Lint, found: &mut Found) -> Option<DefId> {
    law(subject, lint, found)?;
    let left = subject.plan.tables.get(PEOPLE.0 as usize).and_then(|people| people.employed.as_ref()?.to);
    if left.is_none() {
        let why = Text::new("no input has an `employed from … to …` line with a leaving date", "数据块里没有写离职日期的“在职自 … 至 …”");
        found.silent(lint, why);
    }
    left
}

/// Every payout with its rule.
pub(super) fn payouts<'a>(subject: &Subject<'a>) -> impl Iterator<Item = (&'a str, &'a PayoutRule)> {
    let plan = subject.plan;
    plan.payouts.iter().filter_map(|id| {
        let def = plan.defs.get(id.0 as usize)?;
        match &def.body {
            Body::Expr(Expr { kind: Kind::Payout(rule), .. }) => Some((def.name.as_str(), rule.as_ref())),
            Body::Expr(_) | Body::Column(_) => None,
        }
    })
}

/// Looks through an expression and everything it reads, but for what is paid by other payouts.
fn through<'a>(subject: &Subject<'a>, whole: &'a Expr, mut look: impl FnMut(&'a Expr)) {
    let mut seen: Vec<DefId> = Vec::new();
    let mut open = vec![whole];
    while let Some(expr) = open.pop() {
        look(expr);
        match &expr.kind {
            Kind::Ref(def) => {
                if !seen.contains(def) {
                    seen.push(*def);
                    open.extend(body_of(subject, *def).filter(|body| !matches!(body.kind, Kind::Payout(_) | Kind::PayoutTotal(_))));
                }
            }
            Kind::Aggregate(aggregate) => open.extend(aggregate.value.iter().chain(&aggregate.filter)),
            Kind::RunningSum(running) => open.extend(std::iter::once(&running.value).chain(&running.filter)),
            _ => open.extend(children(expr)),
        }
    }
}

/// Whether an expression rests on a column.
pub(super) fn reads<'a>(subject: &Subject<'a>, expr: &'a Expr, column: DefId) -> bool {
    let mut found = false;
    through(subject, expr, |part| found |= matches!(&part.kind, Kind::Ref(def) if *def == column));
    found
}

/// The aggregates an amount rests on.
pub(super) fn aggregates<'a>(subject: &Subject<'a>, amount: &'a Expr) -> Vec<&'a Aggregate> {
    let mut found = Vec::new();
    through(subject, amount, |part| {
        if let Kind::Aggregate(aggregate) = &part.kind {
            found.push(aggregate.as_ref());
        }
    });
    found
}

/// The conditions under which an amount is 0 or another one, as `if` says them.
pub(super) fn zeroing<'a>(subject: &Subject<'a>, amount: &'a Expr) -> Vec<&'a Expr> {
    let zero = |expr: &Expr| super::amount::fixed(subject, expr).is_some_and(|number| number.is_zero());
    let mut found = Vec::new();
    through(subject, amount, |part| {
        let Kind::If { branches, otherwise } = &part.kind else { return };
        if branches.iter().any(|(_, value)| zero(value)) || zero(otherwise) {
            found.extend(branches.iter().map(|(condition, _)| condition));
        }
    });
    found
}

/// Adds a place unless it has been found before: a gate may stand in every payout.
pub(super) fn add(found: &mut Vec<Span>, span: Span) -> Option<Span> {
    let new = !found.contains(&span);
    found.push(span);
    new.then_some(span)
}
