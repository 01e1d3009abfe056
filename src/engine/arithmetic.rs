//! Sums, products and roundings, exact.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, as_number, number};
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, Kind, TableId};
use crate::syntax::ast::{Factor, Sign};
use crate::value::{Number, NumberFault, RoundMode, Value};

impl Run<'_> {
    pub(super) fn arithmetic(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Cells {
        match &expr.kind {
            Kind::Neg(inner) => self.unary(expr, inner, table, sel, |value| Ok(value.neg())),
            Kind::Abs(inner) => self.unary(expr, inner, table, sel, |value| Ok(value.abs())),
            Kind::Floor(inner) => self.unary(expr, inner, table, sel, |value| Ok(value.floor())),
            Kind::Ceil(inner) => self.unary(expr, inner, table, sel, |value| Ok(value.ceil())),
            Kind::InPoints(inner) => {
                let hundred = Number::from_i64(100);
                self.unary(expr, inner, table, sel, |value| value.mul(&hundred))
            }
            Kind::Sum(parts) => self.sum(expr, parts, table, sel),
            Kind::Product(factors) => self.product(expr, factors, table, sel),
            Kind::Min(parts) => self.extreme(expr, parts, Extreme::Least, table, sel),
            Kind::Max(parts) => self.extreme(expr, parts, Extreme::Greatest, table, sel),
            Kind::Round { value, unit, mode } => self.round(expr, value, unit, *mode, table, sel),
            Kind::Literal(_)
            | Kind::Ref(_)
            | Kind::Param(_)
            | Kind::Parent(_)
            | Kind::DateShift { .. }
            | Kind::AddMonths { .. }
            | Kind::DaysBetween { .. }
            | Kind::Working(_)
            | Kind::ParamOn { .. }
            | Kind::Compare { .. }
            | Kind::Within { .. }
            | Kind::In { .. }
            | Kind::And(_)
            | Kind::Or(_)
            | Kind::Not(_)
            | Kind::If { .. }
            | Kind::Otherwise(_)
            | Kind::Aggregate(_)
            | Kind::RunningSum(_)
            | Kind::LastPeriod(_)
            | Kind::OverPeriods(_)
            | Kind::InARow { .. }
            | Kind::PaidToDate(_)
            | Kind::Released(_)
            | Kind::Clawback(_)
            | Kind::Standing(_)
            | Kind::Pool(_)
            | Kind::Employed(_)
            | Kind::Period(_)
            | Kind::Lookup { .. }
            | Kind::Bands(_)
            | Kind::Tiers(_)
            | Kind::Steps(_)
            | Kind::Cases(_)
            | Kind::KpiScore(_)
            | Kind::Weighted(_)
            | Kind::Total(_)
            | Kind::Grade(_)
            | Kind::GradeColumn { .. }
            | Kind::Payout(_)
            | Kind::PayoutTotal(_) => Cells::none(),
        }
    }

    fn unary(
        &mut self,
        expr: &Expr,
        inner: &Expr,
        table: TableId,
        sel: &[u32],
        compute: impl Fn(&Number) -> Result<Number, NumberFault>,
    ) -> Cells {
        let inputs = [self.eval(inner, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| match slots.first().copied().and_then(as_number) {
            Some(value) => run.settled(expr, compute(value), table, row),
            None => Slot::Fault(run.unexpected(inner.span, table, row)),
        })
    }

    fn sum(&mut self, expr: &Expr, parts: &[(Sign, Expr)], table: TableId, sel: &[u32]) -> Cells {
        let inputs: Vec<Cells> = parts.iter().map(|(_, part)| self.eval(part, table, sel)).collect();
        self.rowwise(&inputs, sel, |run, row, slots| {
            let mut total = Number::ZERO;
            for ((sign, part), slot) in parts.iter().zip(slots) {
                let Some(value) = as_number(slot) else { return Slot::Fault(run.unexpected(part.span, table, row)) };
                let next = match sign {
                    Sign::Plus => total.add(value),
                    Sign::Minus => total.sub(value),
                };
                match next {
                    Ok(next) => total = next,
                    Err(fault) => return run.settled(expr, Err(fault), table, row),
                }
            }
            number(total)
        })
    }

    fn product(&mut self, expr: &Expr, factors: &[(Factor, Expr)], table: TableId, sel: &[u32]) -> Cells {
        let inputs: Vec<Cells> = factors.iter().map(|(_, part)| self.eval(part, table, sel)).collect();
        self.rowwise(&inputs, sel, |run, row, slots| {
            let mut total: Option<Number> = None;
            for ((factor, part), slot) in factors.iter().zip(slots) {
                let Some(value) = as_number(slot) else { return Slot::Fault(run.unexpected(part.span, table, row)) };
                let next = match (factor, &total) {
                    (Factor::Times, None) => Ok(value.clone()),
                    (Factor::Times, Some(before)) => before.mul(value),
                    (Factor::Over, before) => {
                        let before = before.clone().unwrap_or(Number::ONE);
                        if value.is_zero() {
                            return Slot::Fault(run.division(expr, &before, part, table, row));
                        }
                        before.div(value)
                    }
                };
                match next {
                    Ok(next) => total = Some(next),
                    Err(fault) => return run.settled(expr, Err(fault), table, row),
                }
            }
            number(total.unwrap_or(Number::ONE))
        })
    }

    fn extreme(&mut self, expr: &Expr, parts: &[Expr], which: Extreme, table: TableId, sel: &[u32]) -> Cells {
        let inputs: Vec<Cells> = parts.iter().map(|part| self.eval(part, table, sel)).collect();
        self.rowwise(&inputs, sel, |run, row, slots| {
            let mut best: Option<&Value> = None;
            for (part, slot) in parts.iter().zip(slots) {
                let Slot::Value(value) = slot else { return Slot::Fault(run.unexpected(part.span, table, row)) };
                let Some(before) = best else {
                    best = Some(value);
                    continue;
                };
                let Some(order) = run.order(expr.ty, value, before) else {
                    return Slot::Fault(run.unexpected(part.span, table, row));
                };
                let better = match which {
                    Extreme::Least => order.is_lt(),
                    Extreme::Greatest => order.is_gt(),
                };
                best = if better { Some(value) } else { Some(before) };
            }
            match best {
                Some(value) => Slot::Value(value.clone()),
                None => Slot::Fault(run.unexpected(expr.span, table, row)),
            }
        })
    }

    fn round(&mut self, expr: &Expr, value: &Expr, unit: &Expr, mode: RoundMode, table: TableId, sel: &[u32]) -> Cells {
        let inputs = [self.eval(value, table, sel), self.eval(unit, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| {
            let [Slot::Value(Value::Number(amount)), Slot::Value(Value::Number(to))] = slots else {
                return Slot::Fault(run.unexpected(expr.span, table, row));
            };
            run.rounded(expr, amount, (to, unit), mode, table, row)
        })
    }

    /// Rounds to a unit, which must be above 0.
    pub(super) fn rounded(
        &mut self,
        expr: &Expr,
        amount: &Number,
        (to, unit): (&Number, &Expr),
        mode: RoundMode,
        table: TableId,
        row: u32,
    ) -> Slot {
        if to.is_zero() || to.is_negative() {
            return Slot::Fault(self.fault(problems::ROUNDING_UNIT, unit.span, (table, row), |run| {
                let problem = problems::rounding_unit(unit.span, &run.show_number(to, unit.ty)).place(run.row_place(table, row));
                run.with_cells(problem, unit, table, row)
            }));
        }
        let rounded = amount.round_to(to, mode);
        if rounded.as_ref().is_ok_and(|rounded| rounded != amount) {
            self.detail(expr, table, row, || Detail::Rounded { before: amount.clone() });
        }
        self.settled(expr, rounded, table, row)
    }

    /// The result of an operation, or the fault that it has none.
    pub(super) fn settled(&mut self, expr: &Expr, result: Result<Number, NumberFault>, table: TableId, row: u32) -> Slot {
        match result {
            Ok(value) => number(value),
            Err(NumberFault::TooLarge) => Slot::Fault(self.too_large(expr, table, row)),
            // Divisors are looked at before they divide.
            Err(NumberFault::DivisionByZero) => Slot::Fault(self.unexpected(expr.span, table, row)),
        }
    }

    pub(super) fn too_large(&mut self, expr: &Expr, table: TableId, row: u32) -> crate::engine::table::FaultId {
        self.fault(problems::TOO_LARGE, expr.span, (table, row), |run| {
            let problem = problems::too_large(expr.span).place(run.row_place(table, row));
            run.with_cells(problem, expr, table, row)
        })
    }

    /// A division by zero: what was divided by what, and the cells the divisor came from.
    pub(super) fn division(&mut self, expr: &Expr, over: &Number, under: &Expr, table: TableId, row: u32) -> crate::engine::table::FaultId {
        self.fault(problems::DIVISION, expr.span, (table, row), |run| {
            let over = crate::value::show::exact(over);
            let problem = problems::division(expr.span, under.span, &over, run.label_of(under).as_ref());
            run.with_cells(problem.place(run.row_place(table, row)), under, table, row)
        })
    }
}

#[derive(Clone, Copy)]
enum Extreme {
    Least,
    Greatest,
}
