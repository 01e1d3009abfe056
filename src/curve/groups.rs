//! Sums, averages and counts over rows, one of which moves with the input.

use std::cmp::Ordering;

use super::function::Function;
use super::machine::{Found, Halt, Machine, Sym, needed};
use crate::engine::reports::Tree;
use crate::engine::table::Slot;
use crate::plan::ir::{Aggregate, DefId, Expr, Group, PEOPLE, RunningSum, TableId};
use crate::syntax::ast::{AggregateFunction, Reach};
use crate::value::{Number, Type, Value};

impl Machine<'_> {
    pub(super) fn aggregate(&mut self, expr: &Expr, aggregate: &Aggregate, table: TableId, row: u32) -> Found<Sym> {
        let over = if let Group::Child(child) = aggregate.group { child } else { table };
        let rows = self.group_rows(aggregate.group, table, row)?;
        let (mut values, mut taken) = (Vec::new(), Vec::new());
        let mut count: i64 = 0;
        for row in rows {
            if self.row_is_faulty(over, row)? {
                return Ok(Sym::Fault);
            }
            if let Some(filter) = &aggregate.filter
                && !self.condition(filter, over, row)?
            {
                continue;
            }
            count = count.saturating_add(1);
            taken.push(row);
            if let Some(value) = &aggregate.value {
                values.push(match self.eval(value, over, row)? {
                    found @ (Sym::Number(_) | Sym::Plain(_)) => found,
                    Sym::Unknown => return Ok(Sym::Unknown),
                    Sym::Missing | Sym::NotApplicable | Sym::Fault => return Ok(Sym::Fault),
                });
            }
        }
        if aggregate.trim.is_some() || aggregate.rated.is_some() {
            return self.mean(expr.ty, aggregate, (over, &taken), values);
        }
        self.fold(expr.ty, aggregate.function, values, count)
    }

    /// The rows of a group that a row asks for.
    pub(super) fn group_rows(&mut self, group: Group, table: TableId, row: u32) -> Found<Vec<u32>> {
        match group {
            Group::Child(child) if self.recredits(child) => Err(Halt::Gives(Sym::Unknown)),
            Group::Child(child) => Ok(self.children(child, row)),
            Group::Everyone if self.table(table).is_some_and(|table| !table.lost.is_empty()) => Err(Halt::Gives(Sym::Fault)),
            Group::Everyone => Ok((0..self.rows(table)).collect()),
            Group::Same(column) => self.same(column, table, row),
            Group::Reports { column, reach } => self.reports(column, reach, row),
        }
    }

    pub(super) fn fold(&self, ty: Type, function: AggregateFunction, values: Vec<Sym>, count: i64) -> Found<Sym> {
        let count = Function::constant(Number::from_i64(count));
        match function {
            AggregateFunction::Count => Ok(Sym::Number(count)),
            AggregateFunction::Sum => Ok(Sym::Number(self.total_of(values)?)),
            AggregateFunction::Average => {
                let sum = self.total_of(values)?;
                Ok(Sym::Number(self.over(&sum, &count)?))
            }
            AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median => {
                let half = values.len() / 2;
                // The places of the order that are asked for.
                let places = match function {
                    AggregateFunction::Min => (0, 0),
                    AggregateFunction::Max => (values.len().saturating_sub(1), values.len()),
                    AggregateFunction::Median | AggregateFunction::Sum | AggregateFunction::Average | AggregateFunction::Count => {
                        (half.saturating_sub(1), half)
                    }
                };
                let sorted = self.sorted(ty, values, places)?;
                let found = match function {
                    AggregateFunction::Min => sorted.first(),
                    AggregateFunction::Max => sorted.last(),
                    AggregateFunction::Median | AggregateFunction::Sum | AggregateFunction::Average | AggregateFunction::Count => {
                        if let (0, Some([Sym::Number(lower), Sym::Number(upper)])) =
                            (sorted.len() % 2, half.checked_sub(1).and_then(|from| sorted.get(from..=half)))
                        {
                            return Ok(Sym::Number(self.over(&lower.add(upper)?, &Function::constant(Number::from_i64(2)))?));
                        }
                        sorted.get(half)
                    }
                };
                Ok(found.cloned().unwrap_or(Sym::Fault))
            }
        }
    }

    pub(super) fn total_of(&self, values: Vec<Sym>) -> Found<Function> {
        let mut sum = Function::constant(Number::ZERO);
        for value in values {
            sum = sum.add(&needed(value)?)?;
        }
        Ok(sum)
    }

    /// Rising, as far as the places between two ask: each value is put in its place among those before it.
    ///
    /// Those that do not move come first, as they cut no stretch. One that moves is held against no more of them than may come to stand
    /// in these places, so that the stretch is not cut where the order of others changes.
    pub(super) fn sorted(&self, ty: Type, values: Vec<Sym>, (first, last): (usize, usize)) -> Found<Vec<Sym>> {
        let is_moving = |value: &Sym| matches!(value, Sym::Number(function) if function.as_constant().is_none());
        let (moving, still): (Vec<Sym>, Vec<Sym>) = values.into_iter().partition(is_moving);
        let mut sorted: Vec<Sym> = Vec::with_capacity(still.len() + moving.len());
        for value in still {
            let all = (0, sorted.len());
            self.put(ty, &mut sorted, value, all)?;
        }
        let count = moving.len();
        for (at, value) in moving.into_iter().enumerate() {
            let ends = (first.saturating_sub(count - at), sorted.len().min(last + 1));
            self.put(ty, &mut sorted, value, ends)?;
        }
        Ok(sorted)
    }

    /// Puts a value in its place between two of the order.
    fn put(&self, ty: Type, sorted: &mut Vec<Sym>, value: Sym, (mut from, mut to): (usize, usize)) -> Found<()> {
        while from < to {
            let middle = (from + to) / 2;
            let before = sorted.get(middle).ok_or(Halt::Gives(Sym::Unknown))?;
            if self.order_of(ty, before, &value)?.ok_or(Halt::Gives(Sym::Unknown))? == Ordering::Greater {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        sorted.insert(from.min(sorted.len()), value);
        Ok(())
    }

    /// A person's rows of a child input.
    fn children(&self, child: TableId, person: u32) -> Vec<u32> {
        let parents = self.table(child).map_or(&[][..], |table| &table.parents);
        parents.iter().zip(0..).filter(|(parent, _)| **parent == person).map(|(_, row)| row).collect()
    }

    /// Whom a person manages.
    fn reports(&self, column: DefId, reach: Reach, row: u32) -> Found<Vec<u32>> {
        let Some(data) = self.table(PEOPLE) else { return Err(Halt::Gives(Sym::Unknown)) };
        let cells = data.columns.get(column.0 as usize).and_then(Option::as_ref).map_or(&[][..], Vec::as_slice);
        let tree = Tree::new(&data.keys, cells, &data.lost, column);
        let doubted = tree.doubts(reach).iter().any(|(manager, _)| *manager == row);
        if tree.unsure.is_some() || doubted || tree.is_circling(row) {
            return Err(Halt::Gives(Sym::Fault));
        }
        Ok(tree.reports(row, reach))
    }

    /// The rows with the value that a row has in a column.
    fn same(&mut self, column: DefId, table: TableId, row: u32) -> Found<Vec<u32>> {
        let Some(data) = self.table(table) else { return Err(Halt::Gives(Sym::Unknown)) };
        let Some(Slot::Value(own)) = data.slot(column, row) else { return Err(Halt::Gives(Sym::Fault)) };
        if data.lost.iter().any(|lost| lost.says(column).is_none_or(|value| value == own)) {
            return Err(Halt::Gives(Sym::Fault));
        }
        let mut rows = Vec::new();
        for other in (0..self.rows(table)).filter(|row| data.origin(*row) == *row) {
            match data.slot(column, other) {
                Some(Slot::Value(value)) if value == own => rows.push(other),
                Some(Slot::Fault(_)) => return Err(Halt::Gives(Sym::Fault)),
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_)) | None => {}
            }
        }
        Ok(rows)
    }

    /// The sum over the person's rows up to and with this one.
    pub(super) fn running_sum(&mut self, running: &RunningSum, table: TableId, row: u32) -> Found<Sym> {
        let person = if table == PEOPLE { Some(row) } else { self.table(table).and_then(|data| data.parents.get(row as usize).copied()) };
        let Some(person) = person else { return Ok(Sym::Unknown) };
        let own = match self.def(running.by, row)? {
            own @ (Sym::Number(_) | Sym::Plain(_)) => own,
            Sym::Unknown => return Ok(Sym::Unknown),
            // Where its own place is not known it has no sum, even where it is not counted itself.
            Sym::Missing | Sym::NotApplicable | Sym::Fault => return Ok(Sym::Fault),
        };
        let mut sum = Function::constant(Number::ZERO);
        for other in self.children(table, person) {
            if self.row_is_faulty(table, other)? {
                return Ok(Sym::Fault);
            }
            if let Some(filter) = &running.filter
                && !self.condition(filter, table, other)?
            {
                continue;
            }
            let by = self.def(running.by, other)?;
            if !self.stands_by(&by, other, &own, (table, row))? {
                continue;
            }
            sum = sum.add(&self.needed(&running.value, table, other)?)?;
        }
        Ok(Sym::Number(sum))
    }

    /// Whether a row stands before another in the order of a running sum, or is it; ties go by the key.
    fn stands_by(&self, by: &Sym, row: u32, own: &Sym, (table, asked): (TableId, u32)) -> Found<bool> {
        let order = match (by, own) {
            (Sym::Number(one), Sym::Number(two)) => self.order(one, two)?,
            (Sym::Plain(Value::Date(one)), Sym::Plain(Value::Date(two))) => one.cmp(two),
            (Sym::Unknown, _) | (_, Sym::Unknown) => return Err(Halt::Gives(Sym::Unknown)),
            (Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault, _) => return Err(Halt::Gives(Sym::Fault)),
        };
        Ok(order.then_with(|| self.key(table, row).cmp(&self.key(table, asked))).is_le())
    }
}
