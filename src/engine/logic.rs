//! Conditions: comparisons, `and`, `or`, `not`.

use std::cmp::Ordering;

use crate::engine::cells::{Cells, Part, flag};
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::{CellRef, FaultId, Slot};
use crate::plan::ir::{Bound, Expr, Kind, TableId};
use crate::syntax::ast::Compare;
use crate::value::{Type, Value};

/// What a flag is at a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Flag {
    Yes,
    No,
    Missing(CellRef),
    Fault(FaultId),
}

/// Whether a condition holds at a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Truth {
    Yes,
    No,
    Fault(FaultId),
}

impl From<bool> for Flag {
    fn from(value: bool) -> Flag {
        if value { Flag::Yes } else { Flag::No }
    }
}

impl From<Flag> for Slot {
    fn from(value: Flag) -> Slot {
        match value {
            Flag::Yes => flag(true),
            Flag::No => flag(false),
            Flag::Missing(cell) => Slot::Missing(cell),
            Flag::Fault(id) => Slot::Fault(id),
        }
    }
}

impl From<Truth> for Flag {
    fn from(value: Truth) -> Flag {
        match value {
            Truth::Yes => Flag::Yes,
            Truth::No => Flag::No,
            Truth::Fault(id) => Flag::Fault(id),
        }
    }
}

impl Run<'_> {
    /// Whether a condition holds; a missing value in it is a fault of the row.
    pub(super) fn condition(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Vec<Truth> {
        if sel.is_empty() {
            return Vec::new();
        }
        let flags = match self.logic(expr, table, sel) {
            Some(flags) => {
                if self.watcher.is_some() {
                    for (value, row) in flags.iter().zip(sel) {
                        self.record_slot(expr, table, *row, &Slot::from(*value));
                    }
                }
                flags
            }
            None => {
                let cells = self.eval(expr, table, sel);
                sel.iter().enumerate().map(|(at, row)| self.flag_of(expr, cells.get(at, *row), table, *row)).collect()
            }
        };
        let truth = |run: &mut Self, value: Flag, row: u32| match value {
            Flag::Yes => Truth::Yes,
            Flag::No => Truth::No,
            Flag::Fault(id) => Truth::Fault(id),
            Flag::Missing(cell) => Truth::Fault(run.missing(Use::Condition, expr.span, cell, table, row)),
        };
        flags.into_iter().zip(sel).map(|(value, row)| truth(self, value, *row)).collect()
    }

    fn flag_of(&mut self, expr: &Expr, slot: &Slot, table: TableId, row: u32) -> Flag {
        match slot {
            Slot::Value(Value::Flag(true)) => Flag::Yes,
            Slot::Value(Value::Flag(false)) => Flag::No,
            Slot::Missing(cell) => Flag::Missing(*cell),
            Slot::Value(Value::Number(_) | Value::Text(_) | Value::Date(_)) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                Flag::Fault(self.needed(Use::Condition, expr.span, slot, (table, row)))
            }
        }
    }

    /// The flags of a logical expression; nothing for every other kind.
    pub(super) fn logic(&mut self, expr: &Expr, table: TableId, sel: &[u32]) -> Option<Vec<Flag>> {
        match &expr.kind {
            Kind::Compare { op, left, right } => Some(self.compare(*op, left, right, table, sel)),
            Kind::Within { value, low, high } => Some(self.within(value, low.as_ref(), high.as_ref(), table, sel)),
            Kind::In { value, options } => Some(self.one_of(value, options, table, sel)),
            Kind::And(parts) => Some(self.joined(parts, Truth::No, table, sel)),
            Kind::Or(parts) => Some(self.joined(parts, Truth::Yes, table, sel)),
            Kind::Not(inner) => {
                let inner = self.condition(inner, table, sel);
                let turned = |truth: Truth| match truth {
                    Truth::Yes => Flag::No,
                    Truth::No => Flag::Yes,
                    Truth::Fault(id) => Flag::Fault(id),
                };
                Some(inner.into_iter().map(turned).collect())
            }
            Kind::Literal(_)
            | Kind::Ref(_)
            | Kind::Param(_)
            | Kind::Parent(_)
            | Kind::Neg(_)
            | Kind::Sum(_)
            | Kind::Product(_)
            | Kind::DateShift { .. }
            | Kind::AddMonths { .. }
            | Kind::DaysBetween { .. }
            | Kind::Working(_)
            | Kind::ParamOn { .. }
            | Kind::If { .. }
            | Kind::Otherwise(_)
            | Kind::Round { .. }
            | Kind::Min(_)
            | Kind::Max(_)
            | Kind::Abs(_)
            | Kind::Floor(_)
            | Kind::Ceil(_)
            | Kind::InPoints(_)
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
            | Kind::PayoutTotal(_) => None,
        }
    }

    /// `and` ends at the first part that does not hold, `or` at the first that does: the parts behind are not looked at.
    fn joined(&mut self, parts: &[Expr], end: Truth, table: TableId, sel: &[u32]) -> Vec<Flag> {
        let go_on = if end == Truth::No { Flag::Yes } else { Flag::No };
        let mut out = vec![go_on; sel.len()];
        let mut open = Part { at: (0..u32::try_from(sel.len()).unwrap_or(u32::MAX)).collect(), rows: sel.to_vec() };
        for part in parts {
            let truths = self.condition(part, table, &open.rows);
            let mut next = Part::default();
            for ((at, row), truth) in open.at.iter().zip(&open.rows).zip(truths) {
                if truth == end || matches!(truth, Truth::Fault(_)) {
                    if let Some(place) = out.get_mut(*at as usize) {
                        *place = Flag::from(truth);
                    }
                } else {
                    next.push(*at as usize, *row);
                }
            }
            open = next;
        }
        out
    }

    fn compare(&mut self, op: Compare, left: &Expr, right: &Expr, table: TableId, sel: &[u32]) -> Vec<Flag> {
        let (one, two) = (self.eval(left, table, sel), self.eval(right, table, sel));
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            out.push(match (one.get(at, *row), two.get(at, *row)) {
                (Slot::Value(one), Slot::Value(two)) => match self.holds(op, left.ty, one, two) {
                    Some(holds) => Flag::from(holds),
                    None => Flag::Fault(self.unexpected(left.span, table, *row)),
                },
                (one, two) => self.absent([(one, left), (two, right)], table, *row),
            });
        }
        out
    }

    /// What a comparison gives where one of its values is not there.
    fn absent<const N: usize>(&mut self, slots: [(&Slot, &Expr); N], table: TableId, row: u32) -> Flag {
        let mut missing = None;
        for (slot, expr) in slots {
            match slot {
                Slot::Value(_) => {}
                Slot::Missing(cell) => missing = missing.or(Some(*cell)),
                Slot::Fault(id) => return Flag::Fault(*id),
                Slot::NotApplicable(def) => return Flag::Fault(self.not_applicable(expr.span, *def, table, row)),
            }
        }
        missing.map_or(Flag::No, Flag::Missing)
    }

    fn holds(&self, op: Compare, ty: Type, one: &Value, two: &Value) -> Option<bool> {
        match op {
            Compare::Equal => Some(one == two),
            Compare::NotEqual => Some(one != two),
            Compare::Less => Some(self.order(ty, one, two)?.is_lt()),
            Compare::AtMost => Some(self.order(ty, one, two)?.is_le()),
            Compare::Greater => Some(self.order(ty, one, two)?.is_gt()),
            Compare::AtLeast => Some(self.order(ty, one, two)?.is_ge()),
        }
    }

    /// How two values of one type stand; options by their place in the choice.
    pub(super) fn order(&self, ty: Type, one: &Value, two: &Value) -> Option<Ordering> {
        match (one, two) {
            (Value::Number(one), Value::Number(two)) => Some(one.cmp(two)),
            (Value::Date(one), Value::Date(two)) => Some(one.cmp(two)),
            (Value::Flag(one), Value::Flag(two)) => Some(one.cmp(two)),
            (Value::Text(one), Value::Text(two)) => match ty {
                Type::Choice(choice) => {
                    let ranks = self.ranks.get(choice.0 as usize)?;
                    Some(ranks.get(one.as_ref())?.cmp(ranks.get(two.as_ref())?))
                }
                Type::Money
                | Type::Foreign(_)
                | Type::Percent
                | Type::Number
                | Type::Count
                | Type::Date
                | Type::Days
                | Type::Text
                | Type::Flag => Some(one.cmp(two)),
            },
            (Value::Number(_) | Value::Date(_) | Value::Flag(_) | Value::Text(_), _) => None,
        }
    }

    fn within(&mut self, value: &Expr, low: Option<&Bound>, high: Option<&Bound>, table: TableId, sel: &[u32]) -> Vec<Flag> {
        let values = self.eval(value, table, sel);
        let lows = low.map(|bound| self.eval(&bound.value, table, sel));
        let highs = high.map(|bound| self.eval(&bound.value, table, sel));
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let own = values.get(at, *row);
            let ends = [(lows.as_ref(), low, Ordering::Greater), (highs.as_ref(), high, Ordering::Less)];
            let mut slots: [(&Slot, &Expr); 3] = [(own, value); 3];
            for (place, (cells, bound, _)) in slots.iter_mut().skip(1).zip(ends) {
                if let (Some(cells), Some(bound)) = (cells, bound) {
                    *place = (cells.get(at, *row), &bound.value);
                }
            }
            let [_, (low_slot, _), (high_slot, _)] = slots;
            let (Slot::Value(found), Slot::Value(low_value), Slot::Value(high_value)) = (own, low_slot, high_slot) else {
                out.push(self.absent(slots, table, *row));
                continue;
            };
            let mut holds = Some(true);
            for ((_, bound, inside), end) in ends.into_iter().zip([low_value, high_value]) {
                let Some(bound) = bound else { continue };
                let order = self.order(value.ty, found, end);
                holds = holds.zip(order).map(|(holds, order)| holds && (order == inside || (bound.inclusive && order.is_eq())));
            }
            out.push(match holds {
                Some(holds) => Flag::from(holds),
                None => Flag::Fault(self.unexpected(value.span, table, *row)),
            });
        }
        out
    }

    fn one_of(&mut self, value: &Expr, options: &[Expr], table: TableId, sel: &[u32]) -> Vec<Flag> {
        let values = self.eval(value, table, sel);
        let options: Vec<(Cells, &Expr)> = options.iter().map(|option| (self.eval(option, table, sel), option)).collect();
        let mut out = Vec::with_capacity(sel.len());
        for (at, row) in sel.iter().enumerate() {
            let own = values.get(at, *row);
            let mut result = self.absent([(own, value)], table, *row);
            for (cells, option) in &options {
                let slot = cells.get(at, *row);
                result = match (result, self.absent([(slot, *option)], table, *row)) {
                    (Flag::Fault(id), _) | (_, Flag::Fault(id)) => Flag::Fault(id),
                    (Flag::Missing(cell), _) | (Flag::Yes | Flag::No, Flag::Missing(cell)) => Flag::Missing(cell),
                    (Flag::Yes, Flag::Yes | Flag::No) => Flag::Yes,
                    (Flag::No, Flag::Yes | Flag::No) => Flag::from(own == slot),
                };
            }
            out.push(result);
        }
        out
    }
}
