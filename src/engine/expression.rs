//! One expression for a list of rows: each kind goes to the file of its own.

use std::sync::Arc;

use crate::engine::cells::{Cells, NOTHING, blocked};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::plan::ir::{Body, DefId, Expr, ExprId, Kind, PEOPLE, TableId};
use crate::syntax::ast::PeriodPart;
use crate::value::{Number, Value};

impl Run<'_> {
    /// The values of an expression, aligned with `sel`, the rows of `table` it is asked for.
    pub(super) fn eval(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Cells {
        if sel.is_empty() {
            return Cells::none();
        }
        let cells = self.eval_kind(expr, table, sel);
        if self.watcher.is_some() {
            self.record(expr, table, sel, &cells);
        }
        cells
    }

    fn eval_kind(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Cells {
        match &expr.kind {
            Kind::Literal(value) => Cells::Same(Slot::Value(value.clone())),
            Kind::Ref(def) => self.read(expr, *def, table, sel),
            Kind::Param(param) => self.param(expr, *param, table, sel),
            Kind::ParamOn { param, on } => self.param_on(expr, *param, on, table, sel),
            Kind::Parent(inner) => self.of_person(expr, inner, table, sel),
            Kind::Neg(_)
            | Kind::Sum(_)
            | Kind::Product(_)
            | Kind::Round { .. }
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::InPoints(_) => self.arithmetic(expr, table, sel),
            Kind::DateShift { date, days } => self.date_shift(expr, date, days, table, sel),
            Kind::AddMonths { date, months, missing } => self.add_months(expr, date, (*months, *missing), table, sel),
            Kind::DaysBetween { from, to } => self.days_between(expr, from, to, table, sel),
            Kind::Compare { .. } | Kind::Within { .. } | Kind::In { .. } | Kind::And(_) | Kind::Or(_) | Kind::Not(_) => {
                let flags = self.logic(expr, table, sel).unwrap_or_default();
                Cells::Each(flags.into_iter().map(Slot::from).collect())
            }
            Kind::If { branches, otherwise } => self.branches(expr, branches, otherwise, table, sel),
            Kind::Otherwise(parts) => self.otherwise(expr, parts, table, sel),
            Kind::Aggregate(aggregate) => self.aggregate(expr, aggregate, table, sel),
            Kind::RunningSum(running) => self.running_sum(expr, running, table, sel),
            Kind::Working(working) => self.working(expr, working, table, sel),
            Kind::LastPeriod(last) => self.last_period(expr, last, sel),
            Kind::OverPeriods(over) => self.over_periods(expr, over, sel),
            Kind::InARow { of, count } => self.in_a_row(expr, (*of, *count), sel),
            Kind::PaidToDate(of) => self.paid_to_date(expr, *of, sel),
            Kind::Released(released) => self.released(expr, **released, sel),
            Kind::Clawback(clawback) => self.clawback(expr, clawback, sel),
            Kind::Standing(standing) => self.standing(expr, standing, table, sel),
            Kind::Pool(pool) => self.pool(expr, pool, table, sel),
            Kind::Employed(unit) => self.employed(expr, *unit, sel),
            Kind::Period(PeriodPart::WorkingDays) => self.working_in_period(expr, table, sel),
            Kind::Period(part) => Cells::Same(Slot::Value(match part {
                PeriodPart::Start => Value::Date(self.period.start()),
                PeriodPart::End => Value::Date(self.period.end()),
                PeriodPart::Days | PeriodPart::WorkingDays => Value::Number(Number::from_i64(self.period.days())),
            })),
            Kind::Lookup { lookup, args } => self.lookup(expr, *lookup, args, table, sel),
            Kind::Bands(bands) => self.bands(expr, bands, table, sel),
            Kind::Tiers(tiers) => self.tiers(expr, tiers, table, sel),
            Kind::Steps(steps) => self.steps(expr, steps, table, sel),
            Kind::Cases(cases) => self.cases(expr, cases, table, sel),
            Kind::KpiScore(rule) => self.kpi_score(expr, rule, table, sel),
            Kind::Weighted(rule) => self.weighted(expr, rule, table, sel),
            Kind::Total(rule) => self.total(expr, rule, table, sel),
            Kind::Grade(rule) => self.grade(expr, rule, table, sel),
            Kind::GradeColumn { grade, values } => self.grade_column(expr, *grade, values, table, sel),
            Kind::Payout(rule) => self.payout(expr, rule, table, sel),
            Kind::PayoutTotal(payouts) => self.payout_total(expr, payouts, table, sel),
        }
    }

    /// A definition of the same table. What does not apply to a row is a fault of who reads it.
    fn read(&mut self, expr: &Expr, def: DefId, table: TableId, sel: &[u32]) -> Cells {
        let Some(column) = self.column(def).map(Arc::clone) else {
            return self.unread(expr, def, table, sel);
        };
        if !self.partial.get(def.0 as usize).copied().unwrap_or(false) {
            return Cells::Rows(column);
        }
        let mut out = Vec::with_capacity(sel.len());
        for row in sel {
            out.push(match column.get(*row as usize).unwrap_or(&NOTHING) {
                Slot::NotApplicable(of) => Slot::Fault(self.not_applicable(expr.span, *of, table, *row)),
                slot @ (Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_)) => slot.clone(),
            });
        }
        Cells::Each(out)
    }

    /// A column nobody filled: an example may leave out what the expected values do not use. Reading it is reading a blank cell.
    fn unread(&mut self, expr: &Expr, def: DefId, table: TableId, sel: &[u32]) -> Cells {
        let is_column = self.def(def).is_some_and(|def| matches!(def.body, Body::Column(_)));
        let mut out = Vec::with_capacity(sel.len());
        for row in sel {
            out.push(if is_column {
                Slot::Missing(crate::engine::table::CellRef { table, row: *row, column: def })
            } else {
                Slot::Fault(self.unexpected(expr.span, table, *row))
            });
        }
        Cells::Each(out)
    }

    /// In child rows: an expression of the person each row belongs to, evaluated once a person.
    fn of_person(&mut self, expr: &Expr, inner: &Expr, table: TableId, sel: &[u32]) -> Cells {
        let Some(parents) = self.parents.get(table.0 as usize).map(Arc::clone) else { return Cells::none() };
        if self.watcher.is_none() {
            if let Kind::Literal(_) | Kind::Param(_) = &inner.kind {
                return self.eval(inner, PEOPLE, sel);
            }
            if let Kind::Ref(def) = &inner.kind
                && !self.partial.get(def.0 as usize).copied().unwrap_or(false)
                && let Some(column) = self.column(*def)
            {
                return Cells::Persons(Arc::clone(column), parents);
            }
        }
        let persons: Vec<u32> = sel.iter().map(|row| parents.get(*row as usize).copied().unwrap_or(0)).collect();
        let people = self.row_count(PEOPLE) as usize;
        self.once(expr.id, people, &persons, |run, wanted| run.eval(inner, PEOPLE, wanted).into_slots(wanted))
    }

    /// Values by number (of a person, of a group), computed once for each number while a definition is filled.
    pub(super) fn once(&mut self, id: ExprId, count: usize, wanted: &[u32], compute: impl FnOnce(&mut Self, &[u32]) -> Vec<Slot>) -> Cells {
        let mut memo = self.memo.remove(&id).unwrap_or_else(|| vec![None; count]);
        let mut fresh: Vec<u32> = wanted.iter().copied().filter(|number| memo.get(*number as usize).is_some_and(Option::is_none)).collect();
        fresh.sort_unstable();
        fresh.dedup();
        if !fresh.is_empty() {
            let slots = compute(self, &fresh);
            for (number, slot) in fresh.iter().zip(slots) {
                if let Some(place) = memo.get_mut(*number as usize) {
                    *place = Some(slot);
                }
            }
        }
        let read = |number: &u32| memo.get(*number as usize).cloned().flatten().unwrap_or_else(|| NOTHING.clone());
        let out = wanted.iter().map(read).collect();
        self.memo.insert(id, memo);
        Cells::Each(out)
    }

    /// Computes one value a row from the values of operands. A fault or a missing operand passes on.
    pub(super) fn rowwise(&mut self, inputs: &[Cells], sel: &[u32], mut compute: impl FnMut(&mut Self, u32, &[&Slot]) -> Slot) -> Cells {
        let mut slots: Vec<&Slot> = Vec::with_capacity(inputs.len());
        let mut one = |run: &mut Self, slots: &[&Slot], row: u32| match blocked(slots.iter().copied()) {
            Some(slot) => slot,
            None => compute(run, row, slots),
        };
        if inputs.iter().all(Cells::is_same)
            && let Some(row) = sel.first()
        {
            slots.extend(inputs.iter().map(|cells| cells.get(0, *row)));
            return Cells::Same(one(self, &slots, *row));
        }
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            slots.clear();
            slots.extend(inputs.iter().map(|cells| cells.get(at, *row)));
            out.push(one(self, &slots, *row));
        }
        Cells::Each(out)
    }
}
