//! What of an end can be known before any data is read: its number, or that it is written like another one.

use crate::plan::ir::{Bound, Expr, Kind, Working};
use crate::syntax::ast::{Factor, Sign};
use crate::value::{Number, Value};

/// The number of an end that reads nothing, a date as its day number; params may change, so they are not looked up.
pub fn number(expr: &Expr) -> Option<Number> {
    match &expr.kind {
        Kind::Literal(Value::Number(number)) => Some(number.clone()),
        Kind::Literal(Value::Date(date)) => Some(Number::from_i64(date.days_since_epoch())),
        Kind::Neg(inner) => Some(number(inner)?.neg()),
        Kind::Abs(inner) => Some(number(inner)?.abs()),
        Kind::Floor(inner) => Some(number(inner)?.floor()),
        Kind::Ceil(inner) => Some(number(inner)?.ceil()),
        Kind::InPoints(inner) => number(inner)?.mul(&Number::from_i64(100)).ok(),
        Kind::Sum(parts) => parts.iter().try_fold(Number::ZERO, |total, (sign, part)| match sign {
            Sign::Plus => total.add(&number(part)?).ok(),
            Sign::Minus => total.sub(&number(part)?).ok(),
        }),
        Kind::Product(factors) => factors.iter().try_fold(Number::ONE, |total, (factor, part)| match factor {
            Factor::Times => total.mul(&number(part)?).ok(),
            Factor::Over => total.div(&number(part)?).ok(),
        }),
        Kind::Min(parts) => parts.iter().map(number).collect::<Option<Vec<Number>>>()?.into_iter().min(),
        Kind::Max(parts) => parts.iter().map(number).collect::<Option<Vec<Number>>>()?.into_iter().max(),
        Kind::Round { value, unit, mode } => number(value)?.round_to(&number(unit)?, *mode).ok(),
        _ => None,
    }
}

/// Whether two ends certainly have the same value for every person: they are the same expression, wherever it stands.
pub fn same(one: &Bound, two: &Bound) -> bool {
    same_expr(&one.value, &two.value)
}

fn same_expr(one: &Expr, two: &Expr) -> bool {
    let all = |one: &[Expr], two: &[Expr]| one.len() == two.len() && one.iter().zip(two).all(|(one, two)| same_expr(one, two));
    match (&one.kind, &two.kind) {
        (Kind::Literal(one), Kind::Literal(two)) => one == two,
        (Kind::Ref(one), Kind::Ref(two)) => one == two,
        (Kind::Param(one), Kind::Param(two)) => one == two,
        (Kind::ParamOn { param: one, on: day }, Kind::ParamOn { param: two, on: other }) => one == two && same_expr(day, other),
        (Kind::Parent(one), Kind::Parent(two))
        | (Kind::Neg(one), Kind::Neg(two))
        | (Kind::Abs(one), Kind::Abs(two))
        | (Kind::Floor(one), Kind::Floor(two))
        | (Kind::Ceil(one), Kind::Ceil(two))
        | (Kind::InPoints(one), Kind::InPoints(two)) => same_expr(one, two),
        (Kind::Sum(one), Kind::Sum(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|((sign, one), (other, two))| sign == other && same_expr(one, two))
        }
        (Kind::Product(one), Kind::Product(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|((factor, one), (other, two))| factor == other && same_expr(one, two))
        }
        (Kind::Min(one), Kind::Min(two)) | (Kind::Max(one), Kind::Max(two)) | (Kind::Otherwise(one), Kind::Otherwise(two)) => all(one, two),
        (Kind::Lookup { lookup: one, args: left }, Kind::Lookup { lookup: two, args: right }) => one == two && all(left, right),
        (Kind::Working(one), Kind::Working(two)) => same_days(one, two),
        (Kind::Employed(one), Kind::Employed(two)) => one == two,
        (Kind::Period(one), Kind::Period(two)) => one == two,
        (_, _) => false,
    }
}

/// The same of what is said of working days.
fn same_days(one: &Working, two: &Working) -> bool {
    let kind = match (one, two) {
        (Working::After { days: one, .. }, Working::After { days: two, .. }) => one == two,
        (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
    };
    kind && one.parts().into_iter().zip(two.parts()).all(|(one, two)| same_expr(one, two))
}
