//! Values of earlier periods: the period before, several periods together, how long a condition has held, what has been paid.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::aggregate::Taken;
use crate::engine::cells::{Cells, as_number, number};
use crate::engine::past::Told;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{CellRef, EARLIER, FaultId, Slot};
use crate::engine::trace::{Detail, Then, Tranche};
use crate::plan::ir::{DefId, Expr, Gaps, LastPeriod, OverPeriods, PEOPLE, Plan, Released, Window};
use crate::syntax::ast::ThisPeriod;
use crate::value::{Number, NumberFault, Period, Value};

/// What a person had in an earlier period.
enum Had {
    Value(Value),
    /// The cell was blank then.
    Blank,
    /// The person or the value was not there.
    Nothing,
    Fault(FaultId),
}

impl Run<'_> {
    pub(super) fn last_period(&mut self, expr: &Expr, last: &LastPeriod, sel: &[u32]) -> Cells {
        let Some(before) = self.period.previous() else { return Cells::Same(self.no_value(last.of, 0)) };
        let mut starting = None;
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let (had, period) = match last.gaps {
                Gaps::End => (self.had(expr, last.of, before, *row), before),
                Gaps::Bridge => self.latest(expr, last.of, before, *row),
            };
            let then = Then { period, value: had.value().cloned() };
            self.detail(expr, PEOPLE, *row, || Detail::Earlier(vec![then]));
            out.push(match (had, &last.starting) {
                (Had::Value(value), _) => Slot::Value(value),
                (Had::Fault(id), _) => Slot::Fault(id),
                (Had::Nothing, Some(start)) => {
                    let cells = starting.get_or_insert_with(|| self.eval(start, PEOPLE, sel));
                    cells.get(at, *row).clone()
                }
                (Had::Nothing | Had::Blank, _) => self.no_value(last.of, *row),
            });
        }
        Cells::Each(out)
    }

    pub(super) fn over_periods(&mut self, expr: &Expr, over: &OverPeriods, sel: &[u32]) -> Cells {
        let (periods, this, enough) = match over.window {
            Window::YearToDate => (self.earlier_of_year(), ThisPeriod::Included, None),
            Window::Last { count, this, enough } => {
                let before = match this {
                    ThisPeriod::Included => count.saturating_sub(1),
                    ThisPeriod::Excluded => count,
                };
                (self.periods_before(before), this, Some(enough))
            }
        };
        let out = sel.iter().map(|row| self.over_row(expr, over, (&periods, this, enough), *row)).collect();
        Cells::Each(out)
    }

    /// One person's values of several periods. Of a year those are taken that there are; of the last periods as many as are demanded.
    fn over_row(
        &mut self,
        expr: &Expr,
        over: &OverPeriods,
        (periods, this, enough): (&[Period], ThisPeriod, Option<u32>),
        row: u32,
    ) -> Slot {
        let mut then: Vec<Then> = Vec::new();
        let mut slots: Vec<Slot> = Vec::new();
        let mut fault = None;
        for period in periods {
            let had = self.had(expr, over.of, *period, row);
            then.push(Then { period: *period, value: had.value().cloned() });
            match had {
                Had::Value(value) => slots.push(Slot::Value(value)),
                Had::Blank if enough.is_none() => fault = fault.or(Some(self.blank_then(expr, over.of, *period, row))),
                Had::Blank | Had::Nothing => {}
                Had::Fault(id) => fault = fault.or(Some(id)),
            }
        }
        if this == ThisPeriod::Included {
            let own = self.raw(over.of, row);
            let value = if let Slot::Value(value) = &own { Some(value.clone()) } else { None };
            then.push(Then { period: self.period, value });
            match own {
                Slot::Value(_) => slots.push(own),
                Slot::NotApplicable(_) => {}
                Slot::Missing(_) if enough.is_some() => {}
                Slot::Missing(_) => fault = fault.or(Some(self.needed(Use::Aggregate, expr.span, &own, (PEOPLE, row)))),
                Slot::Fault(id) => fault = fault.or(Some(id)),
            }
        }
        self.detail(expr, PEOPLE, row, || Detail::Earlier(then));
        if let Some(id) = fault {
            return Slot::Fault(id);
        }
        if enough.is_some_and(|enough| slots.len() < enough as usize) {
            return self.no_value(over.of, row);
        }
        let list: Vec<Taken> = (0..slots.len()).map(Taken::Yes).collect();
        self.fold(expr, over.function, &list, &slots, (PEOPLE, row))
    }

    pub(super) fn in_a_row(&mut self, expr: &Expr, (of, count): (DefId, u32), sel: &[u32]) -> Cells {
        let periods = self.periods_before(count.saturating_sub(1));
        let out = sel.iter().map(|row| self.in_a_row_of(expr, of, &periods, *row)).collect();
        Cells::Each(out)
    }

    fn in_a_row_of(&mut self, expr: &Expr, of: DefId, periods: &[Period], row: u32) -> Slot {
        let own = self.raw(of, row);
        let mut then = Vec::new();
        let mut found = match &own {
            Slot::Value(value @ Value::Flag(flag)) => {
                then.push(Then { period: self.period, value: Some(value.clone()) });
                Ok(*flag)
            }
            Slot::NotApplicable(_) => Ok(false),
            Slot::Fault(id) => Err(*id),
            Slot::Missing(_) | Slot::Value(Value::Number(_) | Value::Text(_) | Value::Date(_)) => {
                Err(self.needed(Use::Condition, expr.span, &own, (PEOPLE, row)))
            }
        };
        // From the latest back, and no further than the first in which it did not hold.
        for period in periods.iter().rev() {
            if !matches!(found, Ok(true)) {
                break;
            }
            let had = self.had(expr, of, *period, row);
            then.push(Then { period: *period, value: had.value().cloned() });
            found = match had {
                Had::Value(Value::Flag(flag)) => Ok(flag),
                Had::Nothing => Ok(false),
                Had::Fault(id) => Err(id),
                Had::Blank => Err(self.fault(problems::BLANK_THEN, expr.span, (PEOPLE, row), |run| {
                    problems::condition_blank_then(expr.span, &run.spoken(of), *period).place(run.row_place(PEOPLE, row))
                })),
                Had::Value(Value::Number(_) | Value::Text(_) | Value::Date(_)) => Err(self.unexpected(expr.span, PEOPLE, row)),
            };
        }
        self.detail(expr, PEOPLE, row, || Detail::Earlier(then));
        match found {
            Ok(holds) => Slot::Value(Value::Flag(holds)),
            Err(id) => Slot::Fault(id),
        }
    }

    /// What a payout came to in the earlier periods of the calendar year.
    pub(super) fn paid_to_date(&mut self, expr: &Expr, of: DefId, sel: &[u32]) -> Cells {
        let periods = self.earlier_of_year();
        let out = sel.iter().map(|row| self.paid_to(expr, of, &periods, *row)).collect();
        Cells::Each(out)
    }

    fn paid_to(&mut self, expr: &Expr, of: DefId, periods: &[Period], row: u32) -> Slot {
        let mut then = Vec::new();
        let mut sum = number(Number::ZERO);
        for period in periods {
            let Some(before) = as_number(&sum) else { break };
            let had = self.had(expr, of, *period, row);
            then.push(Then { period: *period, value: had.value().cloned() });
            sum = match had {
                Had::Value(Value::Number(paid)) => {
                    let next = before.add(&paid);
                    self.settled(expr, next, PEOPLE, row)
                }
                Had::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) => Slot::Fault(self.unexpected(expr.span, PEOPLE, row)),
                Had::Nothing | Had::Blank => continue,
                Had::Fault(id) => Slot::Fault(id),
            };
        }
        self.detail(expr, PEOPLE, row, || Detail::Earlier(then));
        sum
    }

    /// The parts of amounts held in earlier periods that are paid in this one.
    pub(super) fn released(&mut self, expr: &Expr, released: Released, sel: &[u32]) -> Cells {
        let periods = self.periods_before(released.periods);
        let out = sel.iter().map(|row| self.released_of(expr, released, &periods, *row)).collect();
        Cells::Each(out)
    }

    fn released_of(&mut self, expr: &Expr, released: Released, periods: &[Period], row: u32) -> Slot {
        let mut parts: Vec<Tranche> = Vec::new();
        // What of the amounts is for later periods.
        let mut later = Ok(Number::ZERO);
        let mut sum = number(Number::ZERO);
        for (period, ago) in periods.iter().rev().zip(1_u32..) {
            let Some(before) = as_number(&sum) else { break };
            sum = match self.had(expr, released.held, *period, row) {
                Had::Value(Value::Number(held)) => {
                    let part = part_of(self.plan, &held, (ago, released.periods));
                    later = later.and_then(|later| later.add(&rest_of(self.plan, &held, (ago, released.periods))?));
                    let next = part.and_then(|part| {
                        let next = before.add(&part);
                        parts.push(Tranche { period: *period, held, ago, part });
                        next
                    });
                    self.settled(expr, next, PEOPLE, row)
                }
                Had::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) => Slot::Fault(self.unexpected(expr.span, PEOPLE, row)),
                Had::Nothing | Had::Blank => continue,
                Had::Fault(id) => Slot::Fault(id),
            };
        }
        let (Some(due), Some(before)) = (as_number(&sum).cloned(), self.period.previous()) else { return sum };
        let balance = match released.gaps {
            Gaps::End => self.had(expr, released.deferred, before, row),
            Gaps::Bridge => self.latest(expr, released.deferred, before, row).0,
        };
        let balance = match balance {
            Had::Value(Value::Number(balance)) => balance,
            Had::Fault(id) => return Slot::Fault(id),
            // Nobody was there, and what they had has been settled.
            Had::Nothing if released.gaps == Gaps::End && matches!(self.had(expr, released.held, before, row), Had::Nothing) => {
                later.clone().unwrap_or(Number::ZERO)
            }
            Had::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Had::Blank | Had::Nothing => {
                self.detail(expr, PEOPLE, row, || Detail::Released { parts, rest: Number::ZERO });
                return sum;
            }
        };
        let now = later.and_then(|later| balance.sub(&later)).map(|now| if now.is_negative() { Number::ZERO } else { now });
        match now.and_then(|now| Ok((now.sub(&due)?, now))) {
            Ok((rest, now)) => {
                self.detail(expr, PEOPLE, row, || Detail::Released { parts, rest });
                number(now)
            }
            Err(fault) => self.settled(expr, Err(fault), PEOPLE, row),
        }
    }

    /// What somebody had when they last had it, and in which period: what is owed outlasts the periods in which they were not there.
    fn latest(&mut self, expr: &Expr, of: DefId, before: Period, row: u32) -> (Had, Period) {
        let had = self.had(expr, of, before, row);
        if !matches!(had, Had::Nothing) {
            return (had, before);
        }
        let (past, name) = (self.past, self.def(of).map_or("", |def| def.name.as_str()));
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        for period in self.periods_before(self.plan.bridged()).into_iter().rev().skip(1) {
            match past.told(period, name, &key) {
                Told::Value(value) => return (Had::Value(value.clone()), period),
                Told::Failed => return (Had::Fault(self.earlier_fault(problems::FAILED_THEN, expr, of, period, row)), period),
                Told::Missing | Told::NotApplicable | Told::Absent => {}
                Told::Unknown => break,
            }
        }
        (Had::Nothing, before)
    }

    /// The periods of the calendar year before this one, in order.
    fn earlier_of_year(&self) -> Vec<Period> {
        let all = self.periods_before(self.period.index.saturating_sub(1));
        all.into_iter().filter(|period| period.year == self.period.year).collect()
    }

    /// So many periods before this one, in order.
    pub(super) fn periods_before(&self, count: u32) -> Vec<Period> {
        let earlier = std::iter::successors(self.period.previous(), |period| period.previous());
        let mut found: Vec<Period> = earlier.take(count as usize).collect();
        found.reverse();
        found
    }

    fn had(&mut self, expr: &Expr, of: DefId, period: Period, row: u32) -> Had {
        let (past, name) = (self.past, self.def(of).map_or("", |def| def.name.as_str()));
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        match past.told(period, name, &key) {
            Told::Value(value) => Had::Value(value.clone()),
            Told::Missing => Had::Blank,
            Told::NotApplicable | Told::Absent => Had::Nothing,
            Told::Failed => Had::Fault(self.earlier_fault(problems::FAILED_THEN, expr, of, period, row)),
            Told::Unknown => Had::Fault(self.earlier_fault(problems::EARLIER_UNKNOWN, expr, of, period, row)),
        }
    }

    pub(super) fn earlier_fault(&mut self, code: &'static str, expr: &Expr, of: DefId, period: Period, row: u32) -> FaultId {
        let rests_on_data = self.rests_on_data.get(of.0 as usize).copied().unwrap_or(false);
        // However often a clause looks back at a value, that it is not known is one cause.
        let place = self.def(of).map_or(expr.span, |def| def.place);
        self.fault(code, place, (PEOPLE, row), |run| {
            let name = run.spoken(of);
            let problem = if code == problems::FAILED_THEN {
                problems::failed_then(expr.span, &name, period)
            } else {
                problems::earlier_unknown(expr.span, (&name, place), (period, run.period), rests_on_data)
            };
            problem.place(run.row_place(PEOPLE, row))
        })
    }

    fn blank_then(&mut self, expr: &Expr, of: DefId, period: Period, row: u32) -> FaultId {
        self.fault(problems::BLANK_THEN, expr.span, (PEOPLE, row), |run| {
            problems::blank_then(expr.span, &run.spoken(of), Some(period)).place(run.row_place(PEOPLE, row))
        })
    }

    /// No earlier value: missing, so that `otherwise` may say what holds.
    fn no_value(&self, of: DefId, row: u32) -> Slot {
        Slot::Missing(CellRef { table: EARLIER, row, column: of })
    }
}

impl Had {
    fn value(&self) -> Option<&Value> {
        match self {
            Had::Value(value) => Some(value),
            Had::Blank | Had::Nothing | Had::Fault(_) => None,
        }
    }
}

/// The part that is paid so many periods after the one in which an amount was held, of an amount paid in so many parts. What is paid by then
/// is rounded as money is, so that the parts sum to the amount.
///
/// # Errors
/// The number has too many digits.
pub fn part_of(plan: &Plan, held: &Number, (ago, periods): (u32, u32)) -> Result<Number, NumberFault> {
    paid_by(plan, held, (ago, periods))?.sub(&paid_by(plan, held, (ago.saturating_sub(1), periods))?)
}

/// What of an amount is for the periods after that.
///
/// # Errors
/// The number has too many digits.
pub fn rest_of(plan: &Plan, held: &Number, (ago, periods): (u32, u32)) -> Result<Number, NumberFault> {
    held.sub(&paid_by(plan, held, (ago, periods))?)
}

fn paid_by(plan: &Plan, held: &Number, (ago, periods): (u32, u32)) -> Result<Number, NumberFault> {
    if ago >= periods {
        return Ok(held.clone());
    }
    let share = held.mul(&Number::from_i64(i64::from(ago)))?.div(&Number::from_i64(i64::from(periods)))?;
    match &plan.rounding {
        Some(rounding) => share.round_to(&rounding.unit, rounding.mode),
        None => Ok(share),
    }
}
