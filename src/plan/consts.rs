//! What can be computed without any data: bounds of columns, weights, ends of bands, expected values.

use super::known::Known;
use super::planner::Planner;
use crate::plan::ir::{self, Kind};
use crate::syntax::ast::{Factor, Sign};
use crate::value::{Date, Number, Value};

/// The value of an expression that reads nothing but params; with `at` the params as of that day, without it only params that
/// never change. Nothing where it needs data or has no value.
pub fn constant<K: Known>(known: &K, expr: &ir::Expr, at: Option<Date>) -> Option<Value> {
    match &expr.kind {
        Kind::Literal(value) => Some(value.clone()),
        Kind::Param(id) => {
            let values = known.values_of(*id)?;
            let value = match at {
                Some(day) => values.iter().rev().find(|value| value.from.is_none_or(|from| from <= day))?,
                None => match values {
                    [only] => only,
                    [] | [_, _, ..] => return None,
                },
            };
            constant(known, &value.value, at)
        }
        Kind::DateShift { date, days } => match (constant(known, date, at)?, constant_number(known, days, at)?) {
            (Value::Date(date), days) => date.add_days(days.to_i64()?).map(Value::Date),
            (Value::Number(_) | Value::Text(_) | Value::Flag(_), _) => None,
        },
        Kind::AddMonths { date, months, missing } => match constant(known, date, at)? {
            Value::Date(date) => date.add_months(*months, *missing).map(Value::Date),
            Value::Number(_) | Value::Text(_) | Value::Flag(_) => None,
        },
        _ => constant_number(known, expr, at).map(Value::Number),
    }
}

/// As [`constant`], for numbers.
pub fn constant_number<K: Known>(known: &K, expr: &ir::Expr, at: Option<Date>) -> Option<Number> {
    let number = |expr: &ir::Expr| constant_number(known, expr, at);
    match &expr.kind {
        Kind::Literal(Value::Number(number)) => Some(number.clone()),
        Kind::Param(_) => match constant(known, expr, at)? {
            Value::Number(number) => Some(number),
            Value::Text(_) | Value::Date(_) | Value::Flag(_) => None,
        },
        Kind::Neg(inner) => Some(number(inner)?.neg()),
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
        Kind::Abs(inner) => Some(number(inner)?.abs()),
        Kind::Floor(inner) => Some(number(inner)?.floor()),
        Kind::Ceil(inner) => Some(number(inner)?.ceil()),
        Kind::InPoints(inner) => number(inner)?.mul(&Number::from_i64(100)).ok(),
        Kind::Round { value, unit, mode } => number(value)?.round_to(&number(unit)?, *mode).ok(),
        _ => None,
    }
}

impl Planner<'_> {
    /// As [`constant`], of what is translated so far.
    pub fn constant(&self, expr: &ir::Expr, at: Option<Date>) -> Option<Value> {
        constant(self, expr, at)
    }

    /// As [`constant`], for numbers.
    pub fn constant_number(&self, expr: &ir::Expr, at: Option<Date>) -> Option<Number> {
        constant_number(self, expr, at)
    }

    /// An expression whose value is known becomes that value, so that ends can be compared before any data is read.
    pub fn fold(&self, mut expr: ir::Expr) -> ir::Expr {
        if let Kind::Literal(_) = expr.kind {
            return expr;
        }
        if !reads_params(&expr)
            && let Some(value) = self.constant(&expr, None)
        {
            expr.kind = Kind::Literal(value);
        }
        expr
    }
}

/// A param may be given another value one day: it stays itself.
fn reads_params(expr: &ir::Expr) -> bool {
    match &expr.kind {
        Kind::Param(_) => true,
        Kind::Neg(inner) | Kind::Abs(inner) | Kind::Floor(inner) | Kind::Ceil(inner) | Kind::InPoints(inner) => reads_params(inner),
        Kind::Sum(parts) => parts.iter().any(|(_, part)| reads_params(part)),
        Kind::Product(parts) => parts.iter().any(|(_, part)| reads_params(part)),
        Kind::Min(parts) | Kind::Max(parts) => parts.iter().any(reads_params),
        Kind::Round { value, unit, .. } => reads_params(value) || reads_params(unit),
        _ => false,
    }
}
