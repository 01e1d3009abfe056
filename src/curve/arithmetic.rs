//! Sums, products, roundings and dates on a stretch.

use std::cmp::Ordering;

use super::function::{Function, Place, Unsure, is_narrow, middle};
use super::machine::{Found, Grain, Halt, Machine, Sym};
use super::poly::Root;
use crate::engine::employed_units;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Expr, Kind, PEOPLE, ParamId, ParamValue, TableId, Working};
use crate::syntax::ast::{EmployedUnit, Factor, FirstDay, Sign};
use crate::value::calendar::Outside;
use crate::value::date::MissingDay;
use crate::value::{Date, Number, RoundMode, Value};

/// Steps of one rounding that are followed each for itself; finer ones are kept as what they may add.
const MOST_STEPS: i64 = 1_000;
/// The same where the answer hangs on them.
const MOST_FINE_STEPS: i64 = 20_000;

/// Which way a number goes to a whole one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Floor,
    Ceil,
    Round(RoundMode),
}

impl Machine<'_> {
    pub(super) fn arithmetic(&mut self, expr: &Expr, table: TableId, row: u32) -> Found<Sym> {
        let one = |machine: &mut Self, inner: &Expr| machine.number(inner, table, row);
        Ok(Sym::Number(match &expr.kind {
            Kind::Neg(inner) => one(self, inner)?.neg(),
            Kind::Abs(inner) => {
                let value = one(self, inner)?;
                if self.sign(&value)? == Ordering::Less { value.neg() } else { value }
            }
            Kind::InPoints(inner) => {
                let value = one(self, inner)?;
                self.times(&value, &Function::constant(Number::from_i64(100)))?
            }
            Kind::Floor(inner) => {
                let value = one(self, inner)?;
                self.to_whole(&value, &Number::ONE, Whole::Floor)?
            }
            Kind::Ceil(inner) => {
                let value = one(self, inner)?;
                self.to_whole(&value, &Number::ONE, Whole::Ceil)?
            }
            Kind::Sum(parts) => {
                let values = self.numbers(parts.iter().map(|(_, part)| part), table, row)?;
                let mut sum = Function::constant(Number::ZERO);
                for ((sign, _), value) in parts.iter().zip(&values) {
                    sum = match sign {
                        Sign::Plus => sum.add(value)?,
                        Sign::Minus => sum.sub(value)?,
                    };
                }
                sum
            }
            Kind::Product(factors) => {
                let values = self.numbers(factors.iter().map(|(_, part)| part), table, row)?;
                let mut product = Function::constant(Number::ONE);
                for ((factor, _), value) in factors.iter().zip(&values) {
                    product = match factor {
                        Factor::Times => self.times(&product, value)?,
                        Factor::Over => self.over(&product, value)?,
                    };
                }
                product
            }
            Kind::Min(parts) => return self.extreme(parts, Ordering::Less, table, row),
            Kind::Max(parts) => return self.extreme(parts, Ordering::Greater, table, row),
            Kind::Round { value, unit, mode } => {
                let values = self.numbers([value.as_ref(), unit.as_ref()], table, row)?;
                let [value, unit] = values.as_slice() else { return Ok(Sym::Unknown) };
                let unit = self.unit(unit)?;
                self.to_whole(value, &unit, Whole::Round(*mode))?
            }
            _ => return Ok(Sym::Unknown),
        }))
    }

    pub(super) fn times(&self, one: &Function, two: &Function) -> Found<Function> {
        Ok(one.mul(two, &self.place)?)
    }

    pub(super) fn over(&self, one: &Function, two: &Function) -> Found<Function> {
        if self.sign(two)? == Ordering::Equal {
            return Err(Halt::Gives(Sym::Fault));
        }
        self.times(one, &two.inverse(&self.place)?)
    }

    /// A unit of rounding: a fixed number above 0.
    pub(super) fn unit(&self, unit: &Function) -> Found<Number> {
        match unit.as_constant() {
            Some(unit) if !unit.is_zero() && !unit.is_negative() => Ok(unit),
            Some(_) => Err(Halt::Gives(Sym::Fault)),
            None => Err(Halt::Gives(Sym::Unknown)),
        }
    }

    fn extreme(&mut self, parts: &[Expr], wanted: Ordering, table: TableId, row: u32) -> Found<Sym> {
        let mut best: Option<Sym> = None;
        for (found, part) in self.operands(parts, table, row)?.into_iter().zip(parts) {
            best = Some(match best {
                None => found,
                Some(before) => match self.order_of(part.ty, &found, &before)? {
                    Some(order) if order == wanted => found,
                    Some(_) => before,
                    None => Sym::Unknown,
                },
            });
        }
        Ok(best.unwrap_or(Sym::Unknown))
    }

    /// A number brought to a multiple of a unit above 0. Steps that can be told apart cut the stretch.
    pub(super) fn to_whole(&self, value: &Function, unit: &Number, way: Whole) -> Found<Function> {
        if let Some(constant) = value.as_constant() {
            return Ok(Function::constant(rounded(&constant, unit, way).ok_or(Halt::Gives(Sym::Fault))?));
        }
        let Place::Between(low, high) = &self.place else { return Err(Halt::Gives(Sym::Unknown)) };
        let range = value.range(&self.place);
        let steps = range.as_ref().and_then(|(least, greatest)| steps_between(least, greatest, unit, way));
        let count = steps.as_ref().map_or(i64::MAX, |steps| steps.1);
        let few = match (self.grain, way) {
            (Grain::Fine, _) => count <= MOST_FINE_STEPS,
            (Grain::Coarse, Whole::Floor | Whole::Ceil) => count <= MOST_STEPS,
            (Grain::Coarse, Whole::Round(_)) => count <= MOST_STEPS && range.is_some_and(|ends| self.are_few(&ends, unit)),
        };
        if value.slack.is_some() || !few {
            if self.grain == Grain::Fine {
                return Err(Halt::Gives(Sym::Unknown));
            }
            let (less, more) = slack_of(unit, way).ok_or(Halt::Gives(Sym::Fault))?;
            return Ok(value.clone().with_slack(less, more)?);
        }
        let large = || Halt::Gives(Sym::Fault);
        let (first, count) = steps.ok_or_else(large)?;
        let (mut cuts, mut blurred) = (Vec::new(), false);
        let mut edge = first;
        for _ in 0..count {
            for root in value.meets(&edge, low, high).ok_or_else(large)? {
                let inside: Vec<Number> = root.cuts().into_iter().filter(|cut| cut > low && cut < high).collect();
                blurred |= inside.is_empty() && matches!(root, Root::Between(..));
                cuts.extend(inside);
            }
            edge = edge.add(unit).map_err(|_| large())?;
        }
        if !cuts.is_empty() {
            return Err(Halt::Unsure(Unsure::Cut(cuts)));
        }
        if blurred || (value.as_constant().is_none() && is_narrow(low, high)) {
            return Err(Halt::Unsure(Unsure::Blur));
        }
        let inside = middle(low, high).and_then(|x| value.at(&x)).and_then(|value| rounded(&value, unit, way));
        Ok(Function::constant(inside.ok_or_else(large)?))
    }

    /// Whether there are few steps of a unit over all of the input, were the value to go on as on this stretch.
    ///
    /// A short stretch has few in any case. Were they counted there, each cut would bring steps of its own to light, and the curve of a
    /// sum of payouts would be made of cents.
    fn are_few(&self, (least, greatest): &(Number, Number), unit: &Number) -> bool {
        let Place::Between(low, high) = &self.place else { return true };
        let steps = greatest.sub(least).and_then(|far| far.mul(&self.whole)?.div(&high.sub(low)?.mul(unit)?));
        steps.is_ok_and(|steps| steps <= Number::from_i64(MOST_STEPS))
    }

    // ---- params and dates ----------------------------------------------------------------------------------------------

    /// The value in force on a day.
    pub(super) fn param(&mut self, id: ParamId, table: TableId, row: u32) -> Found<Sym> {
        let values = self.plan.params.get(id.0 as usize).map_or(&[][..], |param| &param.values);
        self.in_force(values, self.results.period.end(), table, row)
    }

    /// A param with the value of another day, which does not move with the input.
    pub(super) fn param_on(&mut self, id: ParamId, day: Date, table: TableId, row: u32) -> Found<Sym> {
        let values = self.plan.params.get(id.0 as usize).map_or(&[][..], |param| param.at_all_times());
        self.in_force(values, day, table, row)
    }

    fn in_force(&mut self, values: &[ParamValue], day: Date, table: TableId, row: u32) -> Found<Sym> {
        match values.iter().rfind(|value| value.from.is_none_or(|from| from <= day)) {
            Some(value) => self.eval(&value.value, table, row),
            None => Ok(Sym::Fault),
        }
    }

    pub(super) fn date_shift(&mut self, date: &Expr, days: &Expr, table: TableId, row: u32) -> Found<Sym> {
        let found = self.operands([date, days], table, row)?;
        let [Sym::Plain(Value::Date(start)), Sym::Number(by)] = found.as_slice() else { return Ok(Sym::Unknown) };
        let Some(by) = by.as_constant() else { return Ok(Sym::Unknown) };
        Ok(by.to_i64().and_then(|by| start.add_days(by)).map_or(Sym::Fault, |date| Sym::Plain(Value::Date(date))))
    }

    pub(super) fn add_months(&mut self, date: &Expr, by: (i64, Option<MissingDay>), table: TableId, row: u32) -> Found<Sym> {
        let found = self.operands([date], table, row)?;
        let [Sym::Plain(Value::Date(start))] = found.as_slice() else { return Ok(Sym::Unknown) };
        Ok(start.add_months(by.0, by.1).map_or(Sym::Fault, |date| Sym::Plain(Value::Date(date))))
    }

    pub(super) fn days_between(&mut self, from: &Expr, to: &Expr, table: TableId, row: u32) -> Found<Sym> {
        let found = self.operands([from, to], table, row)?;
        let [Sym::Plain(Value::Date(from)), Sym::Plain(Value::Date(to))] = found.as_slice() else { return Ok(Sym::Unknown) };
        Ok(Sym::Number(Function::constant(Number::from_i64(from.days_until(*to)))))
    }

    /// Dates do not vary, so a count of working days is a constant.
    pub(super) fn working(&mut self, working: &Working, table: TableId, row: u32) -> Found<Sym> {
        let found = self.operands(working.parts(), table, row)?;
        let Some(calendar) = self.plan.calendar.as_ref().map(|calendar| &calendar.days) else { return Ok(Sym::Unknown) };
        let date = |date: Result<Date, Outside>| date.map_or(Sym::Fault, |date| Sym::Plain(Value::Date(date)));
        Ok(match (working, found.as_slice()) {
            (Working::Between { .. }, [Sym::Plain(Value::Date(from)), Sym::Plain(Value::Date(to))]) => {
                calendar.between(*from, *to).map_or(Sym::Fault, |days| Sym::Number(Function::constant(Number::from_i64(days))))
            }
            (Working::After { days, .. }, [Sym::Plain(Value::Date(from))]) => date(calendar.after(*from, *days)),
            (Working::Rolling(_), [Sym::Plain(Value::Date(from))]) => date(calendar.rolled(*from)),
            (Working::Between { .. } | Working::After { .. } | Working::Rolling(_), _) => Sym::Unknown,
        })
    }

    /// `working days in period`
    pub(super) fn worked_in_period(&self) -> Sym {
        let Some(calendar) = self.plan.calendar.as_ref().map(|calendar| &calendar.days) else { return Sym::Unknown };
        let period = self.results.period;
        calendar.worked(period.start(), period.end()).map_or(Sym::Fault, |days| Sym::Number(Function::constant(Number::from_i64(days))))
    }

    pub(super) fn employed(&mut self, unit: EmployedUnit, row: u32) -> Found<Sym> {
        let Some(clause) = self.plan.tables.first().and_then(|people| people.employed.as_ref()) else { return Ok(Sym::Unknown) };
        let Some(hired) = self.employment_date(clause.from, row)? else { return Ok(Sym::Fault) };
        let left = match clause.to {
            Some(to) => self.employment_date(to, row)?,
            None => None,
        };
        if left.is_some_and(|left| left < hired) {
            return Ok(Sym::Fault);
        }
        let first = match clause.first_day {
            FirstDay::Counts => hired,
            FirstDay::DoesNotCount => hired.add_days(1).unwrap_or(Date::MAX),
        };
        let calendar = self.plan.calendar.as_ref().map(|calendar| &calendar.days);
        let count = employed_units(unit, self.results.period, calendar, first, left.unwrap_or(Date::MAX));
        Ok(count.map_or(Sym::Fault, |count| Sym::Number(Function::constant(Number::from_i64(count)))))
    }

    fn employment_date(&mut self, column: DefId, row: u32) -> Found<Option<Date>> {
        match self.table(PEOPLE).and_then(|people| people.slot(column, row)) {
            Some(Slot::Value(Value::Date(date))) => Ok(Some(*date)),
            Some(Slot::Missing(_)) | None => Ok(None),
            Some(Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_)) => Err(Halt::Gives(Sym::Fault)),
        }
    }
}

fn rounded(value: &Number, unit: &Number, way: Whole) -> Option<Number> {
    let to_units = |whole: fn(&Number) -> Number| whole(&value.div(unit).ok()?).mul(unit).ok();
    match way {
        Whole::Floor => to_units(Number::floor),
        Whole::Ceil => to_units(Number::ceil),
        Whole::Round(mode) => value.round_to(unit, mode).ok(),
    }
}

/// The first value at which a rounding steps, at or below `least`, and how many there are up to `greatest`.
///
/// Whole numbers step at multiples of the unit, halves halfway between; where a rounding goes away from zero or toward it, multiples.
fn steps_between(least: &Number, greatest: &Number, unit: &Number, way: Whole) -> Option<(Number, i64)> {
    let half = match way {
        Whole::Round(RoundMode::HalfUp | RoundMode::HalfEven) => unit.div(&Number::from_i64(2)).ok()?,
        Whole::Floor | Whole::Ceil | Whole::Round(RoundMode::Up | RoundMode::Down) => Number::ZERO,
    };
    let first = least.sub(&half).ok()?.div(unit).ok()?.floor();
    let last = greatest.sub(&half).ok()?.div(unit).ok()?.ceil();
    let count = last.sub(&first).ok()?.add(&Number::ONE).ok()?;
    // A number of steps beyond 64 bits is more than anybody follows.
    Some((first.mul(unit).ok()?.add(&half).ok()?, count.to_i64().unwrap_or(i64::MAX)))
}

/// How far a rounding takes a value from itself.
fn slack_of(unit: &Number, way: Whole) -> Option<(Number, Number)> {
    Some(match way {
        Whole::Floor => (unit.neg(), Number::ZERO),
        Whole::Ceil => (Number::ZERO, unit.clone()),
        Whole::Round(RoundMode::Up | RoundMode::Down) => (unit.neg(), unit.clone()),
        Whole::Round(RoundMode::HalfUp | RoundMode::HalfEven) => {
            let half = unit.div(&Number::from_i64(2)).ok()?;
            (half.neg(), half)
        }
    })
}
