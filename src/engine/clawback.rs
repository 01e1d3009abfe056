//! What was paid for rows that did not last, taken back.
//!
//! A row that is won and lost in the same period is paid for and taken back in it, so rows of this period count like those before.
#![deny(clippy::arithmetic_side_effects)]

use std::collections::BTreeMap;

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
        let children = self.children_of(clawback.table);
        let out = sel.iter().map(|row| self.taken_back(expr, clawback, (&periods, children.of(*row)), *row)).collect();
        Cells::Each(out)
    }

    /// By the person's rows of those periods and those of this one.
    fn taken_back(&mut self, expr: &Expr, clawback: &Clawback, (periods, now): (&[Period], &[u32]), row: u32) -> Slot {
        let past = self.past;
        let input = self.plan.tables.get(clawback.table.0 as usize).map_or("", |table| table.name.as_str());
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        let mut backs: Vec<Back> = Vec::new();
        let since = self.since(clawback, periods, &key);
        for period in periods {
            let Some(rows) = past.rows(*period, input, &key) else {
                return Slot::Fault(self.rows_unknown(expr, clawback, *period, row));
            };
            for then in rows {
                match self.back(clawback, then, (*period, since)) {
                    Ok(Some(back)) => backs.push(back),
                    Ok(None) => {}
                    Err(Fault::Number(fault)) => return self.settled(expr, Err(fault), PEOPLE, row),
                    Err(Fault::Then) => return Slot::Fault(self.failed_row(expr, clawback, *period, row)),
                }
            }
        }
        for row_now in now {
            let then = self.row_now(clawback, *row_now);
            match self.back(clawback, &then, (self.period, since)) {
                Ok(Some(back)) => backs.push(back),
                Ok(None) => {}
                Err(Fault::Number(fault)) => return self.settled(expr, Err(fault), PEOPLE, row),
                Err(Fault::Then) => {
                    return self.fault_now(clawback, *row_now).unwrap_or_else(|| Slot::Fault(self.unexpected(expr.span, PEOPLE, row)));
                }
            }
        }
        let sum = backs.iter().try_fold(Number::ZERO, |sum, back| sum.add(&back.amount));
        let sum = match sum {
            Ok(sum) => sum,
            Err(fault) => return self.settled(expr, Err(fault), PEOPLE, row),
        };
        // What was taken from pay for a row below 0 is not given back here: that is for its own line.
        let sum = if sum.is_negative() { Number::ZERO } else { sum };
        let paid = if backs.is_empty() { Ok((Number::ZERO, Vec::new())) } else { self.paid(expr, clawback, row) };
        match paid {
            Ok((paid, paid_in)) => {
                let taken = if sum > paid { paid.clone() } else { sum };
                self.detail(expr, PEOPLE, row, || Detail::Clawback { backs, paid, paid_in });
                number(taken.neg())
            }
            Err(slot) => slot,
        }
    }

    /// The first day that this period looks at: its own, or where the person was not there in the periods before it, the first of those, so
    /// that nothing is forgotten that was lost in between.
    fn since(&self, clawback: &Clawback, periods: &[Period], key: &str) -> Date {
        let name = |id: DefId| self.def(id).map_or("", |def| def.name.as_str());
        let names = [name(self.current), name(clawback.payout)];
        let none = |period: Period, name: &str| matches!(self.past.told(period, name, key), Told::Absent | Told::NotApplicable);
        let absent = |period: &&Period| names.iter().all(|name| none(**period, name));
        periods.iter().rev().take_while(absent).last().map_or(self.period.start(), |period| period.start())
    }

    /// What is taken back of a row, where its date says so and lies in this period.
    fn back(&self, clawback: &Clawback, then: &RowThen, (period, since): (Period, Date)) -> Result<Option<Back>, Fault> {
        let date = |def: DefId| match self.row_value(then, def) {
            Some(Was::Value(Value::Date(date))) => Ok(Some(*date)),
            Some(Was::Missing | Was::NotApplicable) | None => Ok(None),
            Some(Was::Value(_) | Was::Failed | Was::Unknown) => Err(Fault::Then),
        };
        let (Some(lost), Some(won)) = (date(clawback.lost)?, date(clawback.won)?) else { return Ok(None) };
        let end = won.add_months(i64::from(clawback.months), Some(MissingDay::LastDay));
        if lost < since || self.period.end() < lost || lost < won || end.is_none_or(|end| lost > end) {
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
        Ok(Some(Back { key: std::sync::Arc::clone(&then.key), period, won, lost, left, brought, amount }))
    }

    fn row_value<'t>(&self, then: &'t RowThen, def: DefId) -> Option<&'t Was> {
        then.values.get(self.def(def)?.name.as_str())
    }

    /// A row of this period as its own values say.
    fn row_now(&self, clawback: &Clawback, row: u32) -> RowThen {
        let mut values = BTreeMap::new();
        for def in [clawback.value, clawback.lost, clawback.won] {
            let was = match self.column(def).and_then(|column| column.get(row as usize)) {
                Some(Slot::Value(value)) => Was::Value(value.clone()),
                Some(Slot::Missing(_)) => Was::Missing,
                Some(Slot::NotApplicable(_)) | None => Was::NotApplicable,
                Some(Slot::Fault(_)) => Was::Failed,
            };
            values.insert(self.def(def).map_or(String::new(), |def| def.name.clone()), was);
        }
        let key = self.tables.get(clawback.table.0 as usize).and_then(|table| table.keys.get(row as usize)).cloned().unwrap_or_default();
        RowThen { key, values }
    }

    /// What is wrong with a row of this period.
    fn fault_now(&self, clawback: &Clawback, row: u32) -> Option<Slot> {
        let slots = [clawback.lost, clawback.won, clawback.value].map(|def| self.column(def).and_then(|column| column.get(row as usize)));
        slots.into_iter().flatten().find(|slot| matches!(slot, Slot::Fault(_))).cloned()
    }

    /// What the payout and its clawbacks came to until now: in all earlier periods, and in this one what stands before in the policy.
    fn paid(&mut self, expr: &Expr, clawback: &Clawback, row: u32) -> Result<(Number, Vec<PaidIn>), Slot> {
        let past = self.past;
        let key = self.tables.first().and_then(|people| people.keys.get(row as usize)).cloned().unwrap_or_default();
        let (mut paid_in, now): (Vec<PaidIn>, Period) = (Vec::new(), self.period);
        for of in [clawback.payout].into_iter().chain(clawback.all.iter().copied()) {
            if of == clawback.payout || of < self.current {
                match self.column(of).and_then(|column| column.get(row as usize)).cloned() {
                    Some(Slot::Value(Value::Number(paid))) => paid_in.push((of, now, paid)),
                    Some(Slot::Fault(fault)) => return Err(Slot::Fault(fault)),
                    Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_)) | None => {}
                }
            }
            let name = self.def(of).map_or("", |def| def.name.as_str());
            for period in past.periods().filter(|period| *period < now) {
                match past.told(period, name, &key) {
                    Told::Value(Value::Number(paid)) => paid_in.push((of, period, paid.clone())),
                    Told::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) => {
                        return Err(Slot::Fault(self.unexpected(expr.span, PEOPLE, row)));
                    }
                    Told::Missing | Told::NotApplicable | Told::Absent => {}
                    Told::Failed => return Err(Slot::Fault(self.earlier_fault(problems::FAILED_THEN, expr, of, period, row))),
                    Told::Unknown => return Err(Slot::Fault(self.earlier_fault(problems::EARLIER_UNKNOWN, expr, of, period, row))),
                }
            }
        }
        let sum = paid_in.iter().try_fold(Number::ZERO, |sum, (_, _, paid)| sum.add(paid));
        let sum = sum.map_err(|fault| self.settled(expr, Err(fault), PEOPLE, row))?;
        Ok((if sum.is_negative() { Number::ZERO } else { sum }, paid_in))
    }

    fn rows_unknown(&mut self, expr: &Expr, clawback: &Clawback, period: Period, row: u32) -> FaultId {
        self.earlier_fault(problems::EARLIER_UNKNOWN, expr, clawback.value, period, row)
    }

    fn failed_row(&mut self, expr: &Expr, clawback: &Clawback, period: Period, row: u32) -> FaultId {
        self.earlier_fault(problems::FAILED_THEN, expr, clawback.value, period, row)
    }
}

/// What a payout came to in a period.
type PaidIn = (DefId, Period, Number);

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
