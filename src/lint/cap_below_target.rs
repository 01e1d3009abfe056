//! L315 cap-below-target: a cap that is reached before the target is.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::consts::constant_number;
use crate::plan::interval::interval;
use crate::plan::ir::{Cap, DefId, Expr, Kind, Plan, Role, Step, Steps, walk};
use crate::syntax::ast::{CapKind, Factor, Sign};
use crate::value::Number;

pub(super) const LINT: Lint = Lint { code: "L315", name: "cap-below-target", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let mut seen = Vec::new();
    for expr in look::exprs(plan) {
        let Some((cap, value, limit, at_target)) = early(plan, expr) else { continue };
        if !look::first_time(&mut seen, cap.span) {
            continue;
        }
        let (shown, full) = (look::number(plan, &limit, expr.ty), look::number(plan, &at_target, expr.ty));
        let message = Text::new(format!("the cap of {shown} is reached before the target is"), format!("还没达到目标就已封顶 {shown}"));
        let share = limit.div(&at_target).ok().filter(|_| is_proportional(plan, value));
        let here = match share {
            Some(share) => {
                let share = look::number(plan, &share, crate::value::Type::Percent);
                Text::new(
                    format!("reached at {share} of the target; beyond it nothing is added"),
                    format!("达到目标的 {share} 时就已封顶，之后不再增加"),
                )
            }
            None => Text::new("beyond it nothing is added", "之后不再增加"),
        };
        found.report(
            warning(&LINT, message)
                .label(cap.span, here)
                .label(value.span, Text::new(format!("exactly on target this is {full}"), format!("正好达标时为 {full}")))
                .help(Text::new(
                    format!("raise the cap to {full} or more, so that the way to the target is paid for"),
                    format!("请把封顶提高到 {full} 或以上，使达标前的每一步都算数"),
                )),
        );
    }
}

/// Whether a cap of the definition is reached before the target is.
pub(super) fn is_capped_early(plan: &Plan, def: DefId) -> bool {
    look::body(plan, def).into_iter().flat_map(walk::all).any(|expr| early(plan, expr).is_some())
}

/// A cap that is reached before the target is, with what it bounds, its limit, and the value on target.
fn early<'p>(plan: &'p Plan, expr: &'p Expr) -> Option<(&'p Cap, &'p Expr, Number, Number)> {
    let Kind::Steps(steps) = &expr.kind else { return None };
    let (cap, value) = first_cap(steps)?;
    let (at_target, (_, limit)) = (on_target(plan, value)?, interval(plan, &cap.limit).high?);
    (limit < at_target).then_some((cap, value, limit, at_target))
}

/// The value an amount begins with and the cap that bounds it with nothing added between.
fn first_cap(steps: &Steps) -> Option<(&Cap, &Expr)> {
    let value = steps.value.as_ref()?;
    let after = steps.steps.first().and_then(|step| match step {
        Step::Cap(cap) => Some(cap),
        Step::Change(_) | Step::Ratchet { .. } | Step::Prorate { .. } => None,
    });
    let cap = steps.caps.iter().chain(after).find(|cap| cap.kind == CapKind::AtMost)?;
    Some((cap, value))
}

/// The value where every attainment is 100% and every score 100; nothing where it reads anything else.
fn on_target(plan: &Plan, expr: &Expr) -> Option<Number> {
    let (number, reads) = evaluate(plan, expr)?;
    reads.then_some(number)
}

/// The value, and whether it reads an attainment or a score.
fn evaluate(plan: &Plan, expr: &Expr) -> Option<(Number, bool)> {
    match &expr.kind {
        Kind::Ref(def) => match look::def(plan, *def)?.role {
            Role::KpiAttainment => Some((Number::ONE, true)),
            Role::KpiScore | Role::Score => Some((Number::from_i64(100), true)),
            Role::Column
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Term(_)
            | Role::Earlier
            | Role::Slice
            | Role::GoalMet
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::GoalAchievable
            | Role::Covered
            | Role::Told
            | Role::Said
            | Role::KpiMeasure
            | Role::KpiTarget
            | Role::KpiWeighted
            | Role::Adjust
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::PayoutTotal
            | Role::Figure(_) => None,
        },
        Kind::InPoints(inner) => {
            let (number, reads) = evaluate(plan, inner)?;
            Some((number.mul(&Number::from_i64(100)).ok()?, reads))
        }
        Kind::Product(factors) => factors.iter().try_fold((Number::ONE, false), |(total, known), (factor, part)| {
            let (number, reads) = evaluate(plan, part)?;
            let total = match factor {
                Factor::Times => total.mul(&number).ok()?,
                Factor::Over => total.div(&number).ok()?,
            };
            Some((total, known || reads))
        }),
        Kind::Sum(parts) => parts.iter().try_fold((Number::ZERO, false), |(total, known), (sign, part)| {
            let (number, reads) = evaluate(plan, part)?;
            let total = match sign {
                Sign::Plus => total.add(&number).ok()?,
                Sign::Minus => total.sub(&number).ok()?,
            };
            Some((total, known || reads))
        }),
        _ => Some((constant_number(plan, expr, None)?, false)),
    }
}

/// Whether half an attainment makes half the value.
fn is_proportional(plan: &Plan, expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Ref(def) => look::def(plan, *def).is_some_and(|def| def.role == Role::KpiAttainment),
        Kind::InPoints(inner) => is_proportional(plan, inner),
        Kind::Product(factors) => {
            let read: Vec<(Factor, &Expr)> = factors
                .iter()
                .filter(|(_, part)| constant_number(plan, part, None).is_none())
                .map(|(factor, part)| (*factor, part))
                .collect();
            match read.as_slice() {
                [(Factor::Times, only)] => is_proportional(plan, only),
                [] | [(Factor::Over, _)] | [_, _, ..] => false,
            }
        }
        _ => false,
    }
}
