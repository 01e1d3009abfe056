//! Numbers of a plan that are known without data.

use crate::plan::ir::{Expr, Kind, Plan};
use crate::syntax::ast::{Factor, Sign};
use crate::value::{Date, Number, Value};

/// The days on which a constant of the plan may change: its first day, and every day from which a param has a value.
pub(super) fn days(plan: &Plan) -> Vec<Date> {
    let (first, last) = match plan.effective {
        Some((first, last)) => (Some(first), Some(last)),
        None => (None, None),
    };
    let changes = plan.params.iter().flat_map(|param| &param.values).filter_map(|value| value.from);
    let inside = |day: &Date| first.is_none_or(|first| *day >= first) && last.is_none_or(|last| *day <= last);
    let mut days: Vec<Date> = first.into_iter().chain(changes.filter(inside)).collect();
    days.sort();
    days.dedup();
    days
}

/// The number an expression is on a day; nothing where it needs data. Without a day, only params that never change have a value.
pub(super) fn constant(plan: &Plan, expr: &Expr, day: Option<Date>) -> Option<Number> {
    let number = |part: &Expr| constant(plan, part, day);
    match &expr.kind {
        Kind::Literal(Value::Number(number)) => Some(number.clone()),
        Kind::Param(param) => {
            let values = &plan.params.get(param.0 as usize)?.values;
            let value = match day {
                Some(day) => values.iter().rev().find(|value| value.from.is_none_or(|from| from <= day))?,
                None if values.len() == 1 => values.first()?,
                None => return None,
            };
            constant(plan, &value.value, day)
        }
        Kind::Neg(inner) => Some(number(inner)?.neg()),
        Kind::Sum(parts) => parts.iter().try_fold(Number::ZERO, |total, (sign, part)| match sign {
            Sign::Plus => total.add(&number(part)?).ok(),
            Sign::Minus => total.sub(&number(part)?).ok(),
        }),
        Kind::Product(factors) => factors.iter().try_fold(Number::ONE, |total, (factor, part)| match factor {
            Factor::Times => total.mul(&number(part)?).ok(),
            Factor::Over => total.div(&number(part)?).ok(),
        }),
        _ => None,
    }
}
