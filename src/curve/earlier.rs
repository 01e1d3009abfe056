//! Values of earlier periods, which do not move with the input; what is taken together with this period's value does.

use super::function::Function;
use super::machine::{Found, Machine, Sym, needed};
use crate::engine::past::Told;
use crate::engine::{part_of, rest_of};
use crate::plan::ir::{Cap, DefId, Expr, Gaps, LastPeriod, OverPeriods, PEOPLE, Released, TableId, Window};
use crate::syntax::ast::ThisPeriod;
use crate::value::{Number, Period, Type, Value};

impl Machine<'_> {
    pub(super) fn last_period(&mut self, last: &LastPeriod, row: u32) -> Found<Sym> {
        let Some(before) = self.results.period.previous() else { return Ok(Sym::Missing) };
        let had = match last.gaps {
            Gaps::End => self.had(last.of, before, row),
            Gaps::Bridge => self.latest(last.of, before, row),
        };
        match (had, &last.starting) {
            (Told::Absent | Told::NotApplicable, Some(start)) => self.eval(start, PEOPLE, row),
            (told, _) => Ok(constant(told)),
        }
    }

    pub(super) fn over_periods(&mut self, ty: Type, over: &OverPeriods, row: u32) -> Found<Sym> {
        let now = self.results.period;
        let (periods, this, enough) = match over.window {
            Window::YearToDate => (before(now, now.index.saturating_sub(1)), ThisPeriod::Included, None),
            Window::Last { count, this: ThisPeriod::Included, enough } => {
                (before(now, count.saturating_sub(1)), ThisPeriod::Included, Some(enough))
            }
            Window::Last { count, this: ThisPeriod::Excluded, enough } => (before(now, count), ThisPeriod::Excluded, Some(enough)),
        };
        let mut values = Vec::new();
        for period in periods {
            match (self.had(over.of, period, row), enough) {
                (Told::Absent | Told::NotApplicable, _) | (Told::Missing, Some(_)) => {}
                (told @ Told::Value(_), _) => values.push(constant(told)),
                (Told::Missing, None) | (Told::Failed | Told::Unknown, _) => return Ok(Sym::Fault),
            }
        }
        if this == ThisPeriod::Included {
            match (self.def(over.of, row)?, enough) {
                (found @ (Sym::Number(_) | Sym::Plain(_)), _) => values.push(found),
                (Sym::NotApplicable, _) | (Sym::Missing, Some(_)) => {}
                (Sym::Unknown, _) => return Ok(Sym::Unknown),
                (Sym::Missing, None) | (Sym::Fault, _) => return Ok(Sym::Fault),
            }
        }
        if enough.is_some_and(|enough| values.len() < enough as usize) {
            return Ok(Sym::Missing);
        }
        let count = i64::try_from(values.len()).unwrap_or(i64::MAX);
        self.fold(ty, over.function, values, count)
    }

    pub(super) fn in_a_row(&mut self, of: DefId, count: u32, row: u32) -> Found<Sym> {
        let own = match self.def(of, row)? {
            Sym::Plain(Value::Flag(flag)) => flag,
            Sym::NotApplicable => false,
            Sym::Unknown => return Ok(Sym::Unknown),
            Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::Fault => return Ok(Sym::Fault),
        };
        let mut holds = own;
        for period in before(self.results.period, count.saturating_sub(1)).into_iter().rev() {
            if !holds {
                break;
            }
            holds = match self.had(of, period, row) {
                Told::Value(Value::Flag(flag)) => *flag,
                Told::Absent | Told::NotApplicable => false,
                Told::Value(_) | Told::Missing | Told::Failed | Told::Unknown => return Ok(Sym::Fault),
            };
        }
        Ok(Sym::Plain(Value::Flag(holds)))
    }

    pub(super) fn paid_to_date(&mut self, of: DefId, row: u32) -> Found<Sym> {
        let now = self.results.period;
        let mut sum = Number::ZERO;
        for period in before(now, now.index.saturating_sub(1)) {
            match self.had(of, period, row) {
                Told::Value(Value::Number(paid)) => match sum.add(paid) {
                    Ok(next) => sum = next,
                    Err(_) => return Ok(Sym::Fault),
                },
                Told::Missing | Told::Absent | Told::NotApplicable => {}
                Told::Value(_) | Told::Failed | Told::Unknown => return Ok(Sym::Fault),
            }
        }
        Ok(Sym::Number(Function::constant(sum)))
    }

    pub(super) fn released(&mut self, released: Released, row: u32) -> Found<Sym> {
        let (mut sum, mut later) = (Number::ZERO, Number::ZERO);
        for (period, ago) in before(self.results.period, released.periods).into_iter().rev().zip(1_u32..) {
            match self.had(released.held, period, row) {
                Told::Value(Value::Number(held)) => {
                    let part = part_of(self.plan, held, (ago, released.periods)).and_then(|part| sum.add(&part));
                    let rest = rest_of(self.plan, held, (ago, released.periods)).and_then(|rest| later.add(&rest));
                    match (part, rest) {
                        (Ok(paid), Ok(rest)) => (sum, later) = (paid, rest),
                        (_, _) => return Ok(Sym::Fault),
                    }
                }
                Told::Missing | Told::Absent | Told::NotApplicable => {}
                Told::Value(_) | Told::Failed | Told::Unknown => return Ok(Sym::Fault),
            }
        }
        let balance = self.results.period.previous().map(|before| match released.gaps {
            Gaps::End => self.had(released.deferred, before, row),
            Gaps::Bridge => self.latest(released.deferred, before, row),
        });
        match balance {
            Some(Told::Value(Value::Number(balance))) => match balance.sub(&later) {
                Ok(now) if now.is_negative() => Ok(Sym::Number(Function::constant(Number::ZERO))),
                Ok(now) => Ok(Sym::Number(Function::constant(now))),
                Err(_) => Ok(Sym::Fault),
            },
            Some(Told::Failed | Told::Unknown) => Ok(Sym::Fault),
            // Nobody was there, and what they had has been settled.
            Some(Told::Absent | Told::NotApplicable) if released.gaps == Gaps::End && self.was_away(released.held, row) => {
                Ok(Sym::Number(Function::constant(Number::ZERO)))
            }
            Some(Told::Value(_) | Told::Missing | Told::Absent | Told::NotApplicable) | None => Ok(Sym::Number(Function::constant(sum))),
        }
    }

    /// Whether somebody had nothing in the period before.
    fn was_away(&self, of: DefId, row: u32) -> bool {
        let before = self.results.period.previous();
        before.is_none_or(|before| matches!(self.had(of, before, row), Told::Absent | Told::NotApplicable))
    }

    /// What somebody had when they last had it.
    fn latest(&self, of: DefId, previous: Period, row: u32) -> Told<'_> {
        let had = self.had(of, previous, row);
        if !matches!(had, Told::Absent | Told::NotApplicable) {
            return had;
        }
        for period in before(self.results.period, self.plan.bridged()).into_iter().rev().skip(1) {
            match self.had(of, period, row) {
                told @ (Told::Value(_) | Told::Failed) => return told,
                Told::Missing | Told::NotApplicable | Told::Absent => {}
                Told::Unknown => break,
            }
        }
        had
    }

    /// An amount bounded where the condition holds and there is an earlier value to bound it by.
    pub(super) fn ratcheted(&mut self, total: Function, (cap, when): (&Cap, Option<&Expr>), table: TableId, row: u32) -> Found<Function> {
        if let Some(when) = when
            && !self.condition(when, table, row)?
        {
            return Ok(total);
        }
        match self.eval(&cap.limit, table, row)? {
            Sym::Missing => Ok(total),
            found => {
                needed(found)?;
                self.capped(total, std::slice::from_ref(cap), table, row)
            }
        }
    }

    fn had(&self, of: DefId, period: Period, row: u32) -> Told<'_> {
        let name = self.plan.defs.get(of.0 as usize).map_or("", |def| def.name.as_str());
        let key = self.results.tables.first().and_then(|people| people.keys.get(row as usize)).map_or("", AsRef::as_ref);
        self.results.past.told(period, name, key)
    }
}

fn constant(told: Told<'_>) -> Sym {
    match told {
        Told::Value(Value::Number(value)) => Sym::Number(Function::constant(value.clone())),
        Told::Value(value @ (Value::Text(_) | Value::Date(_) | Value::Flag(_))) => Sym::Plain(value.clone()),
        Told::Missing | Told::NotApplicable | Told::Absent => Sym::Missing,
        Told::Failed | Told::Unknown => Sym::Fault,
    }
}

/// So many periods before one, in order.
fn before(period: Period, count: u32) -> Vec<Period> {
    let mut found: Vec<Period> = std::iter::successors(period.previous(), |period| period.previous()).take(count as usize).collect();
    found.reverse();
    found
}
