//! What was paid for rows that did not last, taken back.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, number};
use crate::engine::past::{RowThen, Told, Was};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::{Back, Detail};
use crate::plan::ir::{Clawback, DefId, Expr, PEOPLE};
use crate::syntax::ast::BackShare;
use crate::value::date::MissingDay;
use crate::value::{Date, Number, NumberFault, Period, Value};

impl Run<'_> {
    pub(super) fn clawback(&mut self, expr: &Expr, clawback: &Clawback, sel: &[u32]) -> Cells {
        let reach = self.plan.periods_of_months(clawback.months);
        let periods = self.periods_before(reach);
        let out = sel.iter().map(|row| self.taken_back(expr, clawback, &periods, *row)).collect();
        Cells::Each(out)
    }

    fn taken_back(&mut self, expr: &Expr, clawback: &Clawback, periods: &[Period], row: u32) -> Slot {
        let past = self.past;
        let input = self.plan.tables.get(clawback.table.0 as usize).map_or("", |table| table.name.as_str());
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        let mut backs: Vec<Back> = Vec::new();
        for period in periods {
            let Some(rows) = past.rows(*period, input) else {
                return Slot::Fault(self.rows_unknown(expr, clawback, *period, row));
            };
            for then in rows.iter().filter(|then| then.person == key) {
                match self.back(clawback, then, *period) {
                    Ok(Some(back)) => backs.push(back),
                    Ok(None) => {}
                    Err(Fault::Number(fault)) => return self.settled(expr, Err(fault), PEOPLE, row),
                    Err(Fault::Then) => return Slot::Fault(self.failed_row(expr, clawback, *period, row)),
                }
            }
        }
        let sum = backs.iter().try_fold(Number::ZERO, |sum, back| sum.add(&back.amount));
        let sum = match sum {
            Ok(sum) => sum,
            Err(fault) => return self.settled(expr, Err(fault), PEOPLE, row),
        };
        let paid = if sum.is_zero() { Ok(Number::ZERO) } else { self.paid_before(expr, clawback, row) };
        match paid {
            Ok(paid) => {
                let taken = if sum > paid { paid.clone() } else { sum };
                self.detail(expr, PEOPLE, row, || Detail::Clawback { backs, paid });
                number(taken.neg())
            }
            Err(slot) => slot,
        }
    }

    /// What is taken back of a row, where its date says so and lies in this period.
    fn back(&self, clawback: &Clawback, then: &RowThen, period: Period) -> Result<Option<Back>, Fault> {
        let date = |def: DefId| match self.row_value(then, def) {
            Some(Was::Value(Value::Date(date))) => Ok(Some(*date)),
            Some(Was::Missing | Was::NotApplicable) | None => Ok(None),
            Some(Was::Value(_) | Was::Failed | Was::Unknown) => Err(Fault::Then),
        };
        let (Some(lost), Some(won)) = (date(clawback.lost)?, date(clawback.won)?) else { return Ok(None) };
        let end = won.add_months(i64::from(clawback.months), Some(MissingDay::LastDay));
        if !self.period.contains(lost) || lost < won || end.is_none_or(|end| lost > end) {
            return Ok(None);
        }
        let brought = match self.row_value(then, clawback.value) {
            Some(Was::Value(Value::Number(brought))) => brought.clone(),
            Some(_) | None => return Err(Fault::Then),
        };
        let gone = months_between(won, lost);
        let left = clawback.months.saturating_sub(gone);
        let amount = match clawback.share {
            BackShare::All => brought.clone(),
            BackShare::RemainingMonths => {
                let part = brought.mul(&Number::from_i64(i64::from(left))).map_err(Fault::Number)?;
                part.div(&Number::from_i64(i64::from(clawback.months))).map_err(Fault::Number)?
            }
        };
        Ok(Some(Back { key: std::sync::Arc::clone(&then.key), period, lost, left, brought, amount }))
    }

    fn row_value<'t>(&self, then: &'t RowThen, def: DefId) -> Option<&'t Was> {
        then.values.get(self.def(def)?.name.as_str())
    }

    /// What the payout and its clawbacks came to in all earlier periods.
    fn paid_before(&mut self, expr: &Expr, clawback: &Clawback, row: u32) -> Result<Number, Slot> {
        let past = self.past;
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        let mut sum = Number::ZERO;
        for of in [clawback.payout, self.current] {
            let name = self.def(of).map_or("", |def| def.name.as_str());
            for period in past.periods().filter(|period| *period < self.period) {
                match past.told(period, name, &key) {
                    Told::Value(Value::Number(paid)) => match sum.add(paid) {
                        Ok(next) => sum = next,
                        Err(fault) => return Err(self.settled(expr, Err(fault), PEOPLE, row)),
                    },
                    Told::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) => {
                        return Err(Slot::Fault(self.unexpected(expr.span, PEOPLE, row)));
                    }
                    Told::Missing | Told::NotApplicable | Told::Absent => {}
                    Told::Failed => return Err(Slot::Fault(self.earlier_fault(problems::FAILED_THEN, expr, of, period, row))),
                    Told::Unknown => return Err(Slot::Fault(self.earlier_fault(problems::EARLIER_UNKNOWN, expr, of, period, row))),
                }
            }
        }
        Ok(if sum.is_negative() { Number::ZERO } else { sum })
    }

    fn rows_unknown(&mut self, expr: &Expr, clawback: &Clawback, period: Period, row: u32) -> FaultId {
        self.earlier_fault(problems::EARLIER_UNKNOWN, expr, clawback.value, period, row)
    }

    fn failed_row(&mut self, expr: &Expr, clawback: &Clawback, period: Period, row: u32) -> FaultId {
        self.earlier_fault(problems::FAILED_THEN, expr, clawback.value, period, row)
    }
}

enum Fault {
    Number(NumberFault),
    /// The row was wrong in its own period.
    Then,
}

/// Full months from one day to a later one.
fn months_between(from: Date, to: Date) -> u32 {
    let mut months = 0_u32;
    while from.add_months(i64::from(months).saturating_add(1), Some(MissingDay::LastDay)).is_some_and(|next| next <= to) {
        months = months.saturating_add(1);
    }
    months
}
