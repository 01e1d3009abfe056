//! Dates: days and months added, days between.

use crate::engine::cells::{Cells, number};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::plan::ir::{Expr, TableId};
use crate::value::date::MissingDay;
use crate::value::{Date, Number, Value, show};

impl Run<'_> {
    /// A date and days added to it; the days must be whole.
    pub(super) fn date_shift(&mut self, expr: &Expr, date: &Expr, days: &Expr, table: TableId, sel: &[u32]) -> Cells {
        let inputs = [self.eval(date, table, sel), self.eval(days, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| {
            let [Slot::Value(Value::Date(start)), Slot::Value(Value::Number(by))] = slots else {
                return Slot::Fault(run.unexpected(expr.span, table, row));
            };
            if !by.is_integer() {
                return Slot::Fault(run.fault(problems::NOT_WHOLE, days.span, (table, row), |run| {
                    let problem = problems::not_whole(days.span, &show::exact(by)).place(run.row_place(table, row));
                    run.with_cells(problem, days, table, row)
                }));
            }
            let shifted = by.to_i64().and_then(|by| start.add_days(by));
            run.dated(expr, *start, shifted, table, row)
        })
    }

    pub(super) fn add_months(
        &mut self,
        expr: &Expr,
        date: &Expr,
        (months, missing): (i64, Option<MissingDay>),
        table: TableId,
        sel: &[u32],
    ) -> Cells {
        let inputs = [self.eval(date, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| {
            let [Slot::Value(Value::Date(start))] = slots else { return Slot::Fault(run.unexpected(expr.span, table, row)) };
            let shifted = start.add_months(months, missing);
            // Where the month's last day exists, it was the day that was lacking.
            if shifted.is_none() && missing.is_none() && start.add_months(months, Some(MissingDay::LastDay)).is_some() {
                return Slot::Fault(run.fault(problems::MISSING_DAY, expr.span, (table, row), |run| {
                    let problem = problems::missing_day(expr.span, &start.to_string(), months).place(run.row_place(table, row));
                    run.with_cells(problem, date, table, row)
                }));
            }
            run.dated(expr, *start, shifted, table, row)
        })
    }

    fn dated(&mut self, expr: &Expr, start: Date, date: Option<Date>, table: TableId, row: u32) -> Slot {
        match date {
            Some(date) => Slot::Value(Value::Date(date)),
            None => Slot::Fault(self.fault(problems::DATE_RANGE, expr.span, (table, row), |run| {
                let problem = problems::date_range(expr.span, &start.to_string()).place(run.row_place(table, row));
                run.with_cells(problem, expr, table, row)
            })),
        }
    }

    pub(super) fn days_between(&mut self, expr: &Expr, from: &Expr, to: &Expr, table: TableId, sel: &[u32]) -> Cells {
        // Of two faults the first in the text counts, and `to - from` says the end first.
        let end_first = to.span.start < from.span.start;
        let (one, two) = if end_first { (to, from) } else { (from, to) };
        let inputs = [self.eval(one, table, sel), self.eval(two, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| {
            let [Slot::Value(Value::Date(one)), Slot::Value(Value::Date(two))] = slots else {
                return Slot::Fault(run.unexpected(expr.span, table, row));
            };
            let (from, to) = if end_first { (two, one) } else { (one, two) };
            number(Number::from_i64(from.days_until(*to)))
        })
    }
}
