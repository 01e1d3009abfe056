//! Where points stand, a number carries 分 or nothing: 扣2人 is refused.

use crate::syntax::ast::{Amount, BandResult, Cap, Expr, ExprKind, Mark, Step};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;

/// Refuses units that are no points in a score and in its bands.
pub(super) fn refuse_units(b: &Builder, amount: &Amount) {
    if let Some(value) = &amount.value {
        refuse_unit(b, value);
        if let ExprKind::Bands(bands) = &value.kind {
            for line in &bands.lines {
                match &line.result {
                    BandResult::Value(amount) => refuse_units(b, amount),
                    BandResult::Linear { from, to } => [from, to].into_iter().for_each(|end| refuse_unit(b, end)),
                    BandResult::LinearOnward | BandResult::Refuse(_) | BandResult::Columns(_) => {}
                }
            }
        }
    }
    refuse_in_caps(b, &amount.caps);
    amount.steps.iter().for_each(|step| refuse_in_step(b, step));
}

pub(super) fn refuse_units_of_last(b: &Builder, steps: &[Step]) {
    if let Some(step) = steps.last() {
        refuse_in_step(b, step);
    }
}

fn refuse_in_step(b: &Builder, step: &Step) {
    match step {
        Step::Change(change) => {
            refuse_unit(b, &change.amount);
            refuse_in_caps(b, &change.caps);
        }
        Step::Cap(cap) | Step::Ratchet { cap, .. } => refuse_unit(b, &cap.limit),
        Step::Prorate { .. } => {}
    }
}

fn refuse_in_caps(b: &Builder, caps: &[Cap]) {
    caps.iter().for_each(|cap| refuse_unit(b, &cap.limit));
}

fn refuse_unit(b: &Builder, value: &Expr) {
    if let ExprKind::Number(literal) = &value.kind
        && matches!(literal.mark, Mark::Count | Mark::Days)
    {
        b.report(problems::unit_of_points(b.text_of(value.span), value.span));
    }
}
