//! Amounts that are known without any data, as money or as a share of the month's wage.

use std::cell::Cell;

use super::body_of;
use crate::lint::Subject;
use crate::plan::ir::{Expr, Kind};
use crate::syntax::ast::{Factor, Sign};
use crate::value::{Date, Number, Value};

/// Definitions are followed no deeper than this.
const DEEPEST: u32 = 64;

/// No more parts than this are looked at for one amount: names may use one another many times over.
const MOST_PARTS: u32 = 5000;

/// How much an expression comes to, as far as the policy alone tells.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Amount {
    Fixed(Number),
    /// So many times the month's wage.
    OfWage(Number),
    Unknown,
}

impl Amount {
    pub(super) fn negated(self) -> Amount {
        match self {
            Amount::Fixed(number) => Amount::Fixed(number.neg()),
            Amount::OfWage(share) => Amount::OfWage(share.neg()),
            Amount::Unknown => Amount::Unknown,
        }
    }

    /// As money, where the wage is known or not needed.
    pub(super) fn money(&self, wage: Option<&Number>) -> Option<Number> {
        match self {
            Amount::Fixed(number) => Some(number.clone()),
            Amount::OfWage(share) => share.mul(wage?).ok(),
            Amount::Unknown => None,
        }
    }

    /// As a share of the wage, where that can be told.
    pub(super) fn share(&self, wage: Option<&Number>) -> Option<Number> {
        match self {
            Amount::Fixed(number) => number.div(wage?).ok(),
            Amount::OfWage(share) => Some(share.clone()),
            Amount::Unknown => None,
        }
    }
}

/// The value of an expression that reads nothing but numbers and params, on the last day of the period or of the policy.
pub(super) fn fixed(subject: &Subject<'_>, expr: &Expr) -> Option<Number> {
    at(subject, expr, DEEPEST, &Cell::new(MOST_PARTS))
}

fn day(subject: &Subject<'_>) -> Option<Date> {
    let of_data = subject.results.map(|results| results.period.end());
    of_data.or(subject.plan.effective.map(|(_, to)| to))
}

fn at(subject: &Subject<'_>, expr: &Expr, depth: u32, room: &Cell<u32>) -> Option<Number> {
    let depth = depth.checked_sub(1)?;
    room.set(room.get().checked_sub(1)?);
    let number = |expr: &Expr| at(subject, expr, depth, room);
    match &expr.kind {
        Kind::Literal(Value::Number(number)) => Some(number.clone()),
        Kind::Param(id) => {
            let values = &subject.plan.params.get(id.0 as usize)?.values;
            let value = match (values.as_slice(), day(subject)) {
                ([only], _) => only,
                (_, Some(day)) => values.iter().rev().find(|value| value.from.is_none_or(|from| from <= day))?,
                (_, None) => return None,
            };
            number(&value.value)
        }
        Kind::Ref(def) => number(body_of(subject, *def)?),
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
        Kind::Round { value, unit, mode } => number(value)?.round_to(&number(unit)?, *mode).ok(),
        _ => None,
    }
}

/// An expression measured by the month's wage.
pub(super) fn measured(subject: &Subject<'_>, expr: &Expr, wage: &Expr) -> Amount {
    match fixed(subject, expr) {
        Some(number) => Amount::Fixed(number),
        None => of_wage(subject, expr, wage, DEEPEST).map_or(Amount::Unknown, Amount::OfWage),
    }
}

fn of_wage(subject: &Subject<'_>, expr: &Expr, wage: &Expr, depth: u32) -> Option<Number> {
    let depth = depth.checked_sub(1)?;
    if same(named(subject, expr), named(subject, wage)) {
        return Some(Number::ONE);
    }
    match &expr.kind {
        Kind::Neg(inner) => Some(of_wage(subject, inner, wage, depth)?.neg()),
        Kind::Ref(def) => of_wage(subject, body_of(subject, *def)?, wage, depth),
        Kind::Product(factors) => {
            let mut open: Option<&Expr> = None;
            let share = factors.iter().try_fold(Number::ONE, |total, (factor, part)| match (fixed(subject, part), factor) {
                (Some(number), Factor::Times) => total.mul(&number).ok(),
                (Some(number), Factor::Over) => total.div(&number).ok(),
                (None, Factor::Times) if open.is_none() => {
                    open = Some(part);
                    Some(total)
                }
                (None, Factor::Times | Factor::Over) => None,
            })?;
            share.mul(&of_wage(subject, open?, wage, depth)?).ok()
        }
        _ => None,
    }
}

/// What a name stands for, through all names that only repeat another.
fn named<'a>(subject: &Subject<'a>, expr: &'a Expr) -> &'a Expr {
    let mut found = expr;
    for _ in 0..DEEPEST {
        let Kind::Ref(def) = &found.kind else { return found };
        match body_of(subject, *def) {
            Some(body) if matches!(body.kind, Kind::Ref(_) | Kind::Param(_)) => found = body,
            Some(_) | None => return found,
        }
    }
    found
}

fn same(one: &Expr, two: &Expr) -> bool {
    match (&one.kind, &two.kind) {
        (Kind::Ref(one), Kind::Ref(two)) => one == two,
        (Kind::Param(one), Kind::Param(two)) => one == two,
        _ => false,
    }
}
