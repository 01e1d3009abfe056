//! Working days by the plan's calendar: counted between dates and in the period, added to a date, rolled to.

use crate::engine::cells::{Cells, number};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::plan::ir::{Expr, TableId, Working};
use crate::source::Span;
use crate::value::calendar::Outside;
use crate::value::{Calendar, Number, Value};

impl<'a> Run<'a> {
    /// The days of the plan's calendar.
    pub(super) fn days(&self) -> Option<&'a Calendar> {
        self.plan.calendar.as_ref().map(|calendar| &calendar.days)
    }

    pub(super) fn working(&mut self, expr: &Expr, working: &Working, table: TableId, sel: &[u32]) -> Cells {
        let inputs: Vec<Cells> = working.parts().into_iter().map(|part| self.eval(part, table, sel)).collect();
        self.rowwise(&inputs, sel, |run, row, slots| {
            let Some(calendar) = run.days() else { return Slot::Fault(run.unexpected(expr.span, table, row)) };
            let found = match (working, slots) {
                (Working::Between { .. }, [Slot::Value(Value::Date(from)), Slot::Value(Value::Date(to))]) => {
                    calendar.between(*from, *to).map(|count| number(Number::from_i64(count)))
                }
                (Working::After { days, .. }, [Slot::Value(Value::Date(date))]) => {
                    calendar.after(*date, *days).map(|date| Slot::Value(Value::Date(date)))
                }
                (Working::Rolling(_), [Slot::Value(Value::Date(date))]) => {
                    calendar.rolled(*date).map(|date| Slot::Value(Value::Date(date)))
                }
                (Working::Between { .. } | Working::After { .. } | Working::Rolling(_), _) => {
                    return Slot::Fault(run.unexpected(expr.span, table, row));
                }
            };
            found.unwrap_or_else(|outside| {
                Slot::Fault(run.fault(problems::OUTSIDE, expr.span, (table, row), |run| {
                    let problem = run.outside_problem(&outside, expr.span).place(run.row_place(table, row));
                    run.with_cells(problem, expr, table, row)
                }))
            })
        })
    }

    /// `working days in period`: the same for everybody, and where the calendar does not reach a fault on each.
    pub(super) fn working_in_period(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Cells {
        let counted = self.days().ok_or(None).and_then(|days| days.worked(self.period.start(), self.period.end()).map_err(Some));
        match counted {
            Ok(count) => Cells::Same(number(Number::from_i64(count))),
            Err(outside) => {
                Cells::Each(sel.iter().map(|row| Slot::Fault(self.outside(outside.as_ref(), expr.span, (table, *row)))).collect())
            }
        }
    }

    /// A fault on a row where the calendar does not reach.
    pub(super) fn outside(&mut self, outside: Option<&Outside>, span: Span, (table, row): (TableId, u32)) -> FaultId {
        let Some(outside) = outside else { return self.unexpected(span, table, row) };
        self.fault(problems::OUTSIDE, span, (table, row), |run| run.outside_problem(outside, span).place(run.row_place(table, row)))
    }

    fn outside_problem(&self, outside: &Outside, span: Span) -> crate::diagnostic::Diagnostic {
        let place = self.plan.calendar.as_ref().map_or(span, |calendar| calendar.span);
        problems::outside_calendar(span, place, outside)
    }
}
