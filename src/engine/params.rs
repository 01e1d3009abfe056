//! Params: the value in force on the period's last day, evaluated once, when it is first read; or that of a day the row says.

use crate::engine::cells::Cells;
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, PEOPLE, ParamId, ParamKind, ParamValue, TableId};
use crate::value::{Date, Value};

impl Run<'_> {
    pub(super) fn param(&mut self, expr: &Expr, id: ParamId, table: TableId, sel: &[u32]) -> Cells {
        let (slot, version) = match self.params.get(&id) {
            Some(known) => known.clone(),
            None => {
                let value = self.param_value(expr, id, table, sel);
                self.params.insert(id, value.clone());
                value
            }
        };
        if let (Some(version), true) = (version, self.watcher.is_some()) {
            for row in sel {
                self.detail(expr, table, *row, || Detail::Version(version));
            }
        }
        Cells::Same(slot)
    }

    /// The value in force on a day that the row says.
    pub(super) fn param_on(&mut self, expr: &Expr, id: ParamId, on: &Expr, table: TableId, sel: &[u32]) -> Cells {
        let inputs = [self.eval(on, table, sel)];
        self.rowwise(&inputs, sel, |run, row, slots| {
            let [Slot::Value(Value::Date(day))] = slots else { return Slot::Fault(run.unexpected(expr.span, table, row)) };
            let values = run.plan.params.get(id.0 as usize).map_or(&[][..], |param| param.at_all_times());
            let (slot, version) = run.param_at(expr, id, (*day, values), (table, row), Some(on));
            if let Some(version) = version {
                run.detail(expr, table, row, || Detail::Version(version));
            }
            slot
        })
    }

    fn param_value(&mut self, expr: &Expr, id: ParamId, table: TableId, sel: &[u32]) -> (Slot, Option<u32>) {
        let first = sel.first().copied().unwrap_or(0);
        let values = self.plan.params.get(id.0 as usize).map_or(&[][..], |param| &param.values);
        self.param_at(expr, id, (self.period.end(), values), (table, first), None)
    }

    fn param_at(
        &mut self,
        expr: &Expr,
        id: ParamId,
        (day, values): (Date, &[ParamValue]),
        (table, row): (TableId, u32),
        on: Option<&Expr>,
    ) -> (Slot, Option<u32>) {
        let plan = self.plan;
        let Some(param) = plan.params.get(id.0 as usize) else {
            return (Slot::Fault(self.unexpected(expr.span, table, row)), None);
        };
        let in_force = values.iter().zip(0_u32..).filter(|(value, _)| value.from.is_none_or(|from| from <= day)).last();
        let Some((value, version)) = in_force else {
            let code = match param.kind {
                ParamKind::Named => problems::NOT_IN_FORCE,
                ParamKind::Rate { .. } => problems::NO_RATE_YET,
            };
            let id = self.fault(code, expr.span, (table, row), |run| {
                let earliest = values.first().and_then(|value| value.from).map(|from| from.to_string());
                let problem = match param.kind {
                    ParamKind::Named => problems::not_in_force(&param.name, expr.span, param.span, &day.to_string(), earliest.as_deref()),
                    ParamKind::Rate { .. } => problems::no_rate_yet(&param.name, expr.span, param.span, day, earliest.as_deref()),
                };
                on.map_or(problem.clone(), |on| run.with_cells(problem, on, table, row))
            });
            return (Slot::Fault(id), None);
        };
        // A param reads no row; the watched person's stands in for all, so that the explanation finds its parts.
        let row = self.watcher.as_ref().map_or(0, |watcher| watcher.person);
        (self.eval(&value.value, PEOPLE, &[row]).get(0, row).clone(), Some(version))
    }
}
