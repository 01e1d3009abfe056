//! How long somebody was employed in the period.

use crate::engine::cells::{Cells, NOTHING, number};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::{CellRef, FaultId, Slot};
use crate::plan::ir::{DefId, Employed, Expr, PEOPLE};
use crate::syntax::ast::{EmployedUnit, FirstDay};
use crate::value::calendar::Outside;
use crate::value::{Calendar, Date, Number, Period, PeriodKind, Value};

impl Run<'_> {
    /// Days or months employed in the period, by the population's `employed` clause.
    ///
    /// The days employed run from the first day (or the day after, where the first day does not count) to the last, both in;
    /// without a leaving date they do not end. *Days* are those of them inside the period. A *full month* is a calendar month of the
    /// period all of whose days are among them, a *started month* one with at least one of them. Nobody is employed less than 0 days.
    pub(super) fn employed(&mut self, expr: &Expr, unit: EmployedUnit, sel: &[u32]) -> Cells {
        let plan = self.plan;
        let clause = plan.tables.first().and_then(|people| people.employed.as_ref());
        let mut out = Vec::with_capacity(sel.len());
        for row in sel {
            let days = match clause {
                Some(clause) => self.employment(expr, clause, *row),
                None => Err(self.unexpected(expr.span, PEOPLE, *row)),
            };
            out.push(match days {
                Ok((from, to)) => {
                    if from > self.period.end() || to < self.period.start() {
                        self.not_employed.insert(*row);
                    }
                    match employed_units(unit, self.period, self.days(), from, to) {
                        Ok(count) => number(Number::from_i64(count)),
                        Err(outside) => Slot::Fault(self.outside(outside.as_ref(), expr.span, (PEOPLE, *row))),
                    }
                }
                Err(id) => Slot::Fault(id),
            });
        }
        Cells::Each(out)
    }

    /// First and last day that count.
    fn employment(&mut self, expr: &Expr, clause: &Employed, row: u32) -> Result<(Date, Date), FaultId> {
        let hired = match self.employment_date(expr, clause.from, row)? {
            Some(hired) => hired,
            None => {
                return Err(self.fault(problems::EMPLOYED, expr.span, (PEOPLE, row), |run| {
                    let cell = CellRef { table: PEOPLE, row, column: clause.from };
                    problems::not_hired(expr.span, clause.span, &run.name_of(clause.from)).place(run.cell_place(cell))
                }));
            }
        };
        let left = match clause.to {
            Some(to) => self.employment_date(expr, to, row)?,
            None => None,
        };
        if let (Some(left), Some(to)) = (left, clause.to)
            && left < hired
        {
            return Err(self.fault(problems::EMPLOYED, expr.span, (PEOPLE, row), |run| {
                let cell = |column| run.cell_place(CellRef { table: PEOPLE, row, column });
                let names = (run.name_of(clause.from), run.name_of(to));
                problems::left_before_hired(expr.span, clause.span, (&names.0, &hired.to_string()), (&names.1, &left.to_string()))
                    .place(cell(clause.from))
                    .place(cell(to))
            }));
        }
        let first = match clause.first_day {
            FirstDay::Counts => hired,
            FirstDay::DoesNotCount => hired.add_days(1).unwrap_or(Date::MAX),
        };
        Ok((first, left.unwrap_or(Date::MAX)))
    }

    fn employment_date(&mut self, expr: &Expr, column: DefId, row: u32) -> Result<Option<Date>, FaultId> {
        let slot = self.column(column).and_then(|column| column.get(row as usize)).unwrap_or(&NOTHING).clone();
        match slot {
            Slot::Value(Value::Date(date)) => Ok(Some(date)),
            Slot::Missing(_) => Ok(None),
            Slot::Fault(id) => Err(id),
            // An example may leave the column out.
            Slot::Value(_) if self.column(column).is_none() => Ok(None),
            Slot::Value(_) | Slot::NotApplicable(_) => Err(self.unexpected(expr.span, PEOPLE, row)),
        }
    }
}

/// Days or months between two dates, both in, that lie in the period: what [`Run::employed`] says of them. Where the calendar does not
/// reach, what it says of that; nothing where there is no calendar.
pub fn employed_units(
    unit: EmployedUnit,
    period: Period,
    calendar: Option<&Calendar>,
    from: Date,
    to: Date,
) -> Result<i64, Option<Outside>> {
    let (first, last) = (from.max(period.start()), to.min(period.end()));
    Ok(match unit {
        EmployedUnit::WorkingDays => return calendar.ok_or(None)?.worked(first, last).map_err(Some),
        EmployedUnit::Days => {
            if first > last {
                0
            } else {
                first.days_until(last).saturating_add(1)
            }
        }
        EmployedUnit::FullMonths => months(period).filter(|month| from <= month.start() && month.end() <= to).map(|_| 1).sum(),
        EmployedUnit::StartedMonths => months(period).filter(|month| from.max(month.start()) <= to.min(month.end())).map(|_| 1).sum(),
    })
}

/// The calendar months of a period.
fn months(period: Period) -> impl Iterator<Item = Period> {
    let first = Period::containing(PeriodKind::Month, period.start());
    let last = period.end();
    std::iter::successors(Some(first), |month| month.next()).take_while(move |month| month.start() <= last)
}
