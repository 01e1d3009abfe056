//! Params: the value in force on the period's last day, evaluated once, when it is first read.

use crate::engine::cells::Cells;
use crate::engine::problems;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, PEOPLE, ParamId, TableId};
use crate::value::Value;

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

    fn param_value(&mut self, expr: &Expr, id: ParamId, table: TableId, sel: &[u32]) -> (Slot, Option<u32>) {
        let plan = self.plan;
        let first = sel.first().copied().unwrap_or(0);
        let Some(param) = plan.params.get(id.0 as usize) else {
            return (Slot::Fault(self.unexpected(expr.span, table, first)), None);
        };
        let end = self.period.end();
        let in_force = param.values.iter().zip(0_u32..).filter(|(value, _)| value.from.is_none_or(|from| from <= end)).last();
        let Some((value, version)) = in_force else {
            let id = self.fault(problems::NOT_IN_FORCE, expr.span, (table, first), |_| {
                let earliest = param.values.first().and_then(|value| value.from).map(|from| from.to_string());
                problems::not_in_force(&param.name, expr.span, param.span, &end.to_string(), earliest.as_deref())
            });
            return (Slot::Fault(id), None);
        };
        // A param reads no row; the watched person's stands in for all, so that the explanation finds its parts.
        let row = self.watcher.as_ref().map_or(0, |watcher| watcher.person);
        (self.eval(&value.value, PEOPLE, &[row]).get(0, row).clone(), Some(version))
    }

    /// A param on the day each row says.
    pub(super) fn param_at(&mut self, expr: &Expr, (id, day): (ParamId, &Expr), table: TableId, sel: &[u32]) -> Cells {
        let plan = self.plan;
        let days = self.eval(day, table, sel);
        let Some(param) = plan.params.get(id.0 as usize) else {
            let first = sel.first().copied().unwrap_or(0);
            return Cells::Same(Slot::Fault(self.unexpected(expr.span, table, first)));
        };
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let day = match days.get(at, *row) {
                Slot::Value(Value::Date(day)) => *day,
                // Without the day there is no value, and what is wrong with the day is wrong with it.
                slot @ (Slot::Missing(_) | Slot::Fault(_)) => {
                    out.push(slot.clone());
                    continue;
                }
                Slot::NotApplicable(def) => {
                    out.push(Slot::Fault(self.not_applicable(day.span, *def, table, *row)));
                    continue;
                }
                Slot::Value(Value::Number(_) | Value::Text(_) | Value::Flag(_)) => {
                    out.push(Slot::Fault(self.unexpected(expr.span, table, *row)));
                    continue;
                }
            };
            let values = param.at_all_times();
            let in_force = values.iter().zip(0_u32..).filter(|(value, _)| value.from.is_none_or(|from| from <= day)).last();
            let Some((value, version)) = in_force else {
                let id = self.fault(problems::NOT_IN_FORCE, expr.span, (table, *row), |run| {
                    let earliest = values.first().and_then(|value| value.from).map(|from| from.to_string());
                    problems::not_in_force(&param.name, expr.span, param.span, &day.to_string(), earliest.as_deref())
                        .place(run.row_place(table, *row))
                });
                out.push(Slot::Fault(id));
                continue;
            };
            self.detail(expr, table, *row, || Detail::Version(version));
            let known = self.params_at.get(&(id, version)).cloned();
            let slot = known.unwrap_or_else(|| {
                let row = self.watcher.as_ref().map_or(0, |watcher| watcher.person);
                self.eval(&value.value, PEOPLE, &[row]).get(0, row).clone()
            });
            self.params_at.insert((id, version), slot.clone());
            out.push(slot);
        }
        Cells::Each(out)
    }
}
