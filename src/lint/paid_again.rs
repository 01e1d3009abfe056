//! L513 paid-again: a payout that pays an amount of the whole year so far, in every period anew.

use std::collections::BTreeSet;

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::{BandResult, DefId, Expr, Kind, Plan, Role, Step, Window, walk};
use crate::syntax::ast::{AggregateFunction, Factor};
use crate::value::PeriodKind;

pub(super) const LINT: Lint = Lint { code: "L513", name: "paid-again", thresholds: &[], check };

/// How an amount of the year comes to be paid.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Through {
    Plain,
    Tiers,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    // In a plan of whole years the year so far is the period itself.
    if plan.period == PeriodKind::Year {
        return;
    }
    for (def, at) in plan.defs.iter().zip(0..).filter(|(def, _)| def.role == Role::Payout) {
        let Some(body) = look::body(plan, DefId(at)) else { continue };
        let all = reached(plan, body);
        let settled = all.iter().any(|expr| matches!(expr.kind, Kind::PaidToDate(_) | Kind::LastPeriod(_)) && !of_terms(plan, expr));
        if settled {
            continue;
        }
        let Some((year, through)) = of_year(plan, body) else { continue };
        let name = &def.name;
        let message = match through {
            Through::Plain => Text::new(
                format!("`{name}` pays for the whole year so far in every period: what was paid before is paid again"),
                format!("`{name}` 每期都按本年累计发放：以前已付的会再付一次"),
            ),
            Through::Tiers => Text::new(
                format!("the tiers of `{name}` pay for the whole year so far in every period: what was paid before is paid again"),
                format!("`{name}` 每期都按本年累计分段计发：以前已付的会再付一次"),
            ),
        };
        found.report(
            warning(&LINT, message)
                .label(def.place, Text::new("nothing is taken off", "没有减去已付的"))
                .label(year.span, Text::new("of the whole year so far", "本年累计"))
                .help(Text::new(
                    "write `less paid to date` below `pay`; if only this period counts, pay by its own value",
                    "请在 `计发` 下写 `减 累计已付`；如果只看本期，请按本期的值计发",
                )),
        );
    }
}

/// Everything an amount rests on, through names too.
fn reached<'p>(plan: &'p Plan, body: &'p Expr) -> Vec<&'p Expr> {
    let (mut found, mut open, mut seen) = (Vec::new(), vec![body], BTreeSet::new());
    while let Some(root) = open.pop() {
        for expr in walk::all(root) {
            if let Kind::Ref(def) = &expr.kind
                && seen.insert(*def)
            {
                open.extend(look::body(plan, *def));
            }
            found.push(expr);
        }
    }
    found
}

/// Whether a value of earlier periods is a payout's own line: its balance, what it has deferred.
fn of_terms(plan: &Plan, expr: &Expr) -> bool {
    walk::earlier_of(expr).and_then(|of| look::def(plan, of)).is_some_and(|def| matches!(def.role, Role::Term(_)))
}

/// The sum of the year to which an amount is proportional. What only decides a rate or a case is none.
fn of_year<'p>(plan: &'p Plan, body: &'p Expr) -> Option<(&'p Expr, Through)> {
    let (mut open, mut seen) = (vec![(body, Through::Plain)], BTreeSet::new());
    while let Some((expr, through)) = open.pop() {
        match &expr.kind {
            Kind::OverPeriods(over) if over.window == Window::YearToDate => match over.function {
                AggregateFunction::Sum | AggregateFunction::Count => return Some((expr, through)),
                AggregateFunction::Average | AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median => {}
            },
            Kind::Ref(def) if seen.insert(*def) => open.extend(look::body(plan, *def).map(|body| (body, through))),
            Kind::Tiers(tiers) => open.push((&tiers.on, Through::Tiers)),
            _ => open.extend(worth(expr).into_iter().map(|part| (part, through))),
        }
    }
    None
}

/// The parts of an expression that its value grows with.
fn worth(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        Kind::Payout(rule) => vec![&rule.amount],
        Kind::Sum(terms) => terms.iter().map(|(_, term)| term).collect(),
        Kind::Product(factors) => factors.iter().filter(|(factor, _)| *factor == Factor::Times).map(|(_, part)| part).collect(),
        Kind::Min(parts) | Kind::Max(parts) | Kind::Otherwise(parts) => parts.iter().collect(),
        Kind::Round { value, .. } => vec![value],
        Kind::If { branches, otherwise } => branches.iter().map(|(_, result)| result).chain([otherwise.as_ref()]).collect(),
        Kind::Bands(bands) => bands
            .lines
            .iter()
            .filter_map(|line| match &line.result {
                BandResult::Value(value) => Some(value),
                BandResult::Linear { .. } | BandResult::Onward { .. } | BandResult::Refuse(_) => None,
            })
            .collect(),
        Kind::Steps(steps) => {
            let changes = steps.steps.iter().filter_map(|step| match step {
                Step::Change(change) => Some(&change.amount),
                Step::Cap(_) | Step::Prorate { .. } | Step::Ratchet { .. } => None,
            });
            steps.value.iter().chain(changes).collect()
        }
        _ => Vec::new(),
    }
}
