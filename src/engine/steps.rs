//! A value with its caps, then the steps under it: added, taken, capped, prorated.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, as_number, number};
use crate::engine::logic::Truth;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::{Detail, StepTrace};
use crate::plan::ir::{Cap, Change, Each, Expr, Step, StepUnit, Steps, TableId, UntilZero};
use crate::syntax::ast::{CapKind, Counting, Direction, Sign};
use crate::value::{Number, NumberFault, Value};

/// An expression with its values.
pub(super) type Given<'p> = (&'p Expr, Cells);

/// Caps with their limits.
pub(super) type Limits<'p> = Vec<(&'p Cap, Cells)>;

enum Prepared<'p> {
    Change {
        change: &'p Change,
        amount: Given<'p>,
        each: Option<(&'p Each, [Given<'p>; 3])>,
        caps: Limits<'p>,
    },
    Cap(Limits<'p>),
    Prorate(Given<'p>),
    /// A cap with its limit, and for whom it holds; absent: for all.
    Ratchet(Limits<'p>, Option<Vec<Truth>>),
}

/// One row of one table, and where it stands among the rows asked for.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub table: TableId,
    pub at: usize,
    pub row: u32,
}

impl Run<'_> {
    pub(super) fn steps(&mut self, expr: &Expr, steps: &Steps, table: TableId, sel: &[u32]) -> Cells {
        let value = steps.value.as_ref().map(|value| (value, self.eval(value, table, sel)));
        let caps = self.limits(&steps.caps, table, sel);
        let prepared: Vec<Prepared<'_>> = steps.steps.iter().map(|step| self.prepare(step, table, sel)).collect();
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let place = Place { table, at, row: *row };
            let start = match &value {
                None => Ok(Number::ZERO),
                Some((value, cells)) => match cells.get(at, *row) {
                    // A missing value stays missing, whatever would have been done to it.
                    slot @ Slot::Missing(_) => Err(slot.clone()),
                    Slot::Value(_) | Slot::NotApplicable(_) | Slot::Fault(_) => self.operand(value, cells, place),
                },
            };
            let result = start.and_then(|start| self.walk(expr, start, &caps, &prepared, place));
            out.push(result.map_or_else(|slot| slot, number));
        }
        Cells::Each(out)
    }

    fn prepare<'p>(&mut self, step: &'p Step, table: TableId, sel: &[u32]) -> Prepared<'p> {
        let mut given = |expr: &'p Expr| (expr, self.eval(expr, table, sel));
        match step {
            Step::Change(change) => {
                let amount = given(&change.amount);
                let each = change.each.as_ref().map(|each| (each, [given(&each.value), given(&each.against), given(&each.step)]));
                Prepared::Change { change, amount, each, caps: self.limits(&change.caps, table, sel) }
            }
            Step::Cap(cap) => Prepared::Cap(self.limits(std::slice::from_ref(cap), table, sel)),
            Step::Prorate { factor, .. } => Prepared::Prorate(given(factor)),
            Step::Ratchet { cap, when, .. } => {
                let holds = when.as_ref().map(|when| self.condition(when, table, sel));
                Prepared::Ratchet(self.limits(std::slice::from_ref(cap), table, sel), holds)
            }
        }
    }

    pub(super) fn limits<'p>(&mut self, caps: &'p [Cap], table: TableId, sel: &[u32]) -> Limits<'p> {
        caps.iter().map(|cap| (cap, self.eval(&cap.limit, table, sel))).collect()
    }

    /// The number of an operand; the fault where it has none.
    fn operand(&mut self, expr: &Expr, cells: &Cells, place: Place) -> Result<Number, Slot> {
        let slot = cells.get(place.at, place.row);
        match as_number(slot) {
            Some(value) => Ok(value.clone()),
            None => Err(Slot::Fault(self.needed(Use::Step, expr.span, slot, (place.table, place.row)))),
        }
    }

    fn walk(&mut self, expr: &Expr, start: Number, caps: &Limits<'_>, steps: &[Prepared<'_>], place: Place) -> Result<Number, Slot> {
        let watched = self.watches(place.table, place.row);
        let mut traced = Vec::new();
        let (mut total, bound) = self.capped(start.clone(), caps, place)?;
        if watched {
            traced.push(StepTrace { after: total.clone(), change: None, units: None, uncapped: Some(start), bound });
        }
        for step in steps {
            let mut entry = StepTrace { after: Number::ZERO, change: None, units: None, uncapped: None, bound: Vec::new() };
            total = match step {
                Prepared::Change { change, amount, each, caps } => {
                    let amount = self.operand(amount.0, &amount.1, place)?;
                    let units = match each {
                        Some((each, given)) => Some(self.units(expr, each, given, place)?),
                        None => None,
                    };
                    let raw = match &units {
                        Some(units) => amount.mul(units),
                        None => Ok(amount),
                    };
                    let raw = self.or_fault(expr, raw, place)?;
                    let (change_by, bound) = self.capped(raw.clone(), caps, place)?;
                    let signed = match change.sign {
                        Sign::Plus => change_by,
                        Sign::Minus => change_by.neg(),
                    };
                    let after = self.or_fault(expr, total.add(&signed), place)?;
                    let after = match change.until_zero {
                        UntilZero::Yes if after.is_negative() => Number::ZERO,
                        UntilZero::Yes | UntilZero::No => after,
                    };
                    entry.change = Some(signed);
                    entry.units = units;
                    entry.uncapped = Some(raw);
                    entry.bound = bound;
                    after
                }
                Prepared::Cap(caps) => {
                    entry.uncapped = Some(total.clone());
                    let (after, bound) = self.capped(total, caps, place)?;
                    entry.bound = bound;
                    after
                }
                Prepared::Ratchet(caps, holds) => {
                    entry.uncapped = Some(total.clone());
                    let (after, bound) = self.ratcheted(total, caps, holds.as_deref(), place)?;
                    entry.bound = bound;
                    after
                }
                Prepared::Prorate(factor) => {
                    let factor = self.operand(factor.0, &factor.1, place)?;
                    self.or_fault(expr, total.mul(&factor), place)?
                }
            };
            if watched {
                entry.after = total.clone();
                traced.push(entry);
            }
        }
        self.detail(expr, place.table, place.row, || Detail::Steps(traced));
        Ok(total)
    }

    /// An amount bounded where the condition holds and there is an earlier value to bound it by.
    fn ratcheted(&mut self, amount: Number, caps: &Limits<'_>, holds: Option<&[Truth]>, place: Place) -> Result<(Number, Vec<u32>), Slot> {
        match holds.and_then(|holds| holds.get(place.at)) {
            None | Some(Truth::Yes) => {}
            Some(Truth::No) => return Ok((amount, Vec::new())),
            Some(Truth::Fault(id)) => return Err(Slot::Fault(*id)),
        }
        let missing = caps.iter().all(|(_, cells)| matches!(cells.get(place.at, place.row), Slot::Missing(_)));
        if missing { Ok((amount, Vec::new())) } else { self.capped(amount, caps, place) }
    }

    fn or_fault(&mut self, expr: &Expr, result: Result<Number, NumberFault>, place: Place) -> Result<Number, Slot> {
        match result {
            Ok(value) => Ok(value),
            Err(fault) => Err(self.settled(expr, Err(fault), place.table, place.row)),
        }
    }

    /// An amount bounded by caps, one after the other, and the numbers of those that changed it.
    pub(super) fn capped(&mut self, amount: Number, caps: &Limits<'_>, place: Place) -> Result<(Number, Vec<u32>), Slot> {
        let mut amount = amount;
        let mut bound = Vec::new();
        for ((cap, cells), index) in caps.iter().zip(0_u32..) {
            let limit = self.operand(&cap.limit, cells, place)?;
            let over = match cap.kind {
                CapKind::AtMost => amount > limit,
                CapKind::AtLeast => amount < limit,
            };
            if over {
                amount = limit;
                bound.push(index);
            }
        }
        Ok((amount, bound))
    }

    /// How many steps the value lies above or below what it is held against; 0 on the other side.
    ///
    /// A step of no size is a fault on either side: a percent of a target of 0 says nothing about anybody.
    fn units(&mut self, expr: &Expr, each: &Each, given: &[Given<'_>; 3], place: Place) -> Result<Number, Slot> {
        let [value, against, step] = given;
        for (operand, cells) in given {
            let slot = cells.get(place.at, place.row);
            if !matches!(slot, Slot::Value(_)) {
                return Err(Slot::Fault(self.needed(Use::Step, operand.span, slot, (place.table, place.row))));
            }
        }
        let slots = (value.1.get(place.at, place.row), against.1.get(place.at, place.row));
        let size = self.operand(step.0, &step.1, place)?;
        let (difference, size) = match slots {
            (Slot::Value(Value::Number(value)), Slot::Value(Value::Number(against))) => {
                let size = match each.unit {
                    StepUnit::Difference => size,
                    StepUnit::OfAgainst => self.or_fault(expr, size.mul(against), place)?,
                };
                (self.or_fault(expr, value.sub(against), place)?, size)
            }
            (Slot::Value(Value::Date(value)), Slot::Value(Value::Date(against))) => (Number::from_i64(against.days_until(*value)), size),
            (Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_), _) => {
                return Err(Slot::Fault(self.unexpected(each.span, place.table, place.row)));
            }
        };
        let far = match each.direction {
            Direction::Above => difference,
            Direction::Below => difference.neg(),
        };
        if size.is_zero() || size.is_negative() {
            return Err(Slot::Fault(self.fault(problems::STEP, step.0.span, (place.table, place.row), |run| {
                let ty = if each.unit == StepUnit::OfAgainst { each.against.ty } else { step.0.ty };
                let problem =
                    problems::step(step.0.span, each.span, &run.show_number(&size, ty)).place(run.row_place(place.table, place.row));
                let source = if each.unit == StepUnit::OfAgainst { &each.against } else { &each.step };
                run.with_cells(problem, source, place.table, place.row)
            })));
        }
        if far.is_zero() || far.is_negative() {
            return Ok(Number::ZERO);
        }
        let exact = self.or_fault(expr, far.div(&size), place)?;
        Ok(match each.counting {
            Counting::Full => exact.floor(),
            Counting::Started => exact.ceil(),
            Counting::ProRata => exact,
        })
    }
}
