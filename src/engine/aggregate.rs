//! Sums, averages, counts over rows: of a person's child rows, of a group, of everyone.
#![deny(clippy::arithmetic_side_effects)]

use rustc_hash::FxHashMap;

use crate::engine::cells::{Cells, Part, as_number, blank, number, put};
use crate::engine::logic::Truth;
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::Detail;
use crate::plan::ir::{Aggregate, DefId, Expr, Group, PEOPLE, TableId};
use crate::syntax::ast::{AggregateFunction, Reach};
use crate::value::{Number, NumberFault, Value};

/// The rows of several groups one after the other, and how many each has.
struct Gathered {
    rows: Vec<u32>,
    sizes: Vec<usize>,
}

impl Run<'_> {
    pub(super) fn aggregate(&mut self, expr: &Expr, aggregate: &Aggregate, table: TableId, sel: &[u32]) -> Cells {
        match aggregate.group {
            Group::Child(child) => {
                let children = self.children_of(child);
                let lists = sel.iter().map(|person| children.of(*person));
                let gathered = gather(lists);
                Cells::Each(self.over_rows(expr, aggregate, child, gathered, (table, sel)))
            }
            Group::Same(column) => self.over_same(expr, aggregate, column, table, sel),
            Group::Reports { column, reach } => self.over_reports(expr, aggregate, (column, reach), sel),
            Group::Everyone => {
                if let Some(lost) = self.tables.get(table.0 as usize).and_then(|table| table.lost.first()) {
                    return Cells::Same(Slot::Fault(lost.fault));
                }
                let people: Vec<u32> = (0..self.row_count(table)).collect();
                let asked = sel.to_vec();
                let zeros = vec![0_u32; sel.len()];
                self.once(expr.id, 1, &zeros, |run, _| {
                    let first = asked.first().copied().unwrap_or(0);
                    run.over_rows(expr, aggregate, table, gather([people.as_slice()]), (table, &[first]))
                })
            }
        }
        .traced(self, expr, aggregate, table, sel)
    }

    /// Over the people somebody manages.
    fn over_reports(&mut self, expr: &Expr, aggregate: &Aggregate, (column, reach): (DefId, Reach), sel: &[u32]) -> Cells {
        let reports = self.reports_of(column, reach);
        let mut out = blank(sel);
        let mut known = Part::default();
        for (at, row) in sel.iter().enumerate() {
            match reports.doubt(*row) {
                None => known.push(at, *row),
                Some(id) => put(&mut out, position(at), Slot::Fault(id)),
            }
        }
        let gathered = gather(known.rows.iter().map(|person| reports.members.of(*person)));
        let slots = self.over_rows(expr, aggregate, PEOPLE, gathered, (PEOPLE, &known.rows));
        known.scatter(Cells::Each(slots), &mut out);
        Cells::Each(out)
    }

    /// Over the rows with the same value of a column: once a group.
    fn over_same(&mut self, expr: &Expr, aggregate: &Aggregate, column: DefId, table: TableId, sel: &[u32]) -> Cells {
        let groups = self.groups_of(column);
        let mut out = blank(sel);
        let (mut known, mut numbers) = (Part::default(), Vec::new());
        for (at, row) in sel.iter().enumerate() {
            let own = self.raw(column, *row);
            let group = groups.of_row.get(*row as usize).copied().unwrap_or(u32::MAX);
            match (&own, groups.doubt(group)) {
                (Slot::Value(_), None) if group != u32::MAX => {
                    known.push(at, *row);
                    numbers.push(group);
                }
                (Slot::Value(_), Some(id)) => put(&mut out, position(at), Slot::Fault(id)),
                (Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_), _) => {
                    let id = self.needed(Use::Group, expr.span, &own, (table, *row));
                    put(&mut out, position(at), Slot::Fault(id));
                }
            }
        }
        let cells = self.once(expr.id, groups.count, &numbers, |run, wanted| {
            let lists: Vec<&[u32]> = wanted.iter().map(|group| groups.members.of(*group)).collect();
            // A fault of the whole group is said of the first who asks.
            let askers: FxHashMap<u32, u32> = numbers.iter().rev().copied().zip(known.rows.iter().rev().copied()).collect();
            let first: Vec<u32> = wanted.iter().map(|group| askers.get(group).copied().unwrap_or(0)).collect();
            run.over_rows(expr, aggregate, table, gather(lists), (table, &first))
        });
        known.scatter(cells, &mut out);
        Cells::Each(out)
    }

    /// One value a list of rows. `asking` is whom a fault of the whole list is said of, one a list.
    fn over_rows(
        &mut self,
        expr: &Expr,
        aggregate: &Aggregate,
        table: TableId,
        gathered: Gathered,
        asking: (TableId, &[u32]),
    ) -> Vec<Slot> {
        let taken = self.taken(aggregate.filter.as_ref(), table, &gathered.rows);
        let mut values = vec![Taken::No; gathered.rows.len()];
        let mut part = Part::default();
        for ((at, row), truth) in gathered.rows.iter().enumerate().zip(&taken) {
            match truth {
                Truth::Yes => part.push(at, *row),
                Truth::No => {}
                Truth::Fault(id) => set(&mut values, at, Taken::Fault(*id)),
            }
        }
        let cells = aggregate.value.as_ref().map(|value| (value, self.eval(value, table, &part.rows)));
        let mut slots: Vec<Slot> = Vec::new();
        if let Some((_, cells)) = cells.clone() {
            slots = cells.into_slots(&part.rows);
        }
        for (position, (at, row)) in part.at.iter().zip(&part.rows).enumerate() {
            let kept = match (&cells, slots.get(position)) {
                (Some((value, _)), Some(slot @ (Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)))) => {
                    Taken::Fault(self.needed(Use::Aggregate, value.span, slot, (table, *row)))
                }
                (Some(_) | None, _) => Taken::Yes(position),
            };
            set(&mut values, *at as usize, kept);
        }
        let (asking_table, asking) = asking;
        let mut out = Vec::with_capacity(gathered.sizes.len());
        let mut from = 0_usize;
        for (size, asking) in gathered.sizes.iter().zip(asking) {
            let to = from.saturating_add(*size);
            let list = values.get(from..to).unwrap_or(&[]);
            let rows = gathered.rows.get(from..to).unwrap_or(&[]);
            if aggregate.trim.is_some() || aggregate.rated.is_some() {
                out.push(self.mean_of_rows(expr, aggregate, (table, rows, list), &slots, (asking_table, *asking)));
                from = to;
                continue;
            }
            out.push(self.fold(expr, aggregate.function, list, &slots, (asking_table, *asking)));
            if self.watches(asking_table, *asking) {
                let rows = rows.iter().zip(list).filter(|(_, kept)| matches!(kept, Taken::Yes(_))).map(|(row, _)| *row).collect();
                self.detail(expr, asking_table, *asking, || Detail::Rows(rows));
            }
            from = to;
        }
        out
    }

    /// A mean that trims or weighs, over one list of rows.
    fn mean_of_rows(
        &mut self,
        expr: &Expr,
        aggregate: &Aggregate,
        (table, rows, list): (TableId, &[u32], &[Taken]),
        slots: &[Slot],
        asking: (TableId, u32),
    ) -> Slot {
        let mut taken: Vec<(u32, &Slot)> = Vec::with_capacity(list.len());
        for (row, kept) in rows.iter().zip(list) {
            match kept {
                Taken::No => {}
                Taken::Yes(at) => taken.extend(slots.get(*at).map(|slot| (*row, slot))),
                Taken::Fault(id) => return Slot::Fault(*id),
            }
        }
        self.mean(expr, aggregate, table, &taken, asking)
    }

    /// Which rows the filter takes. A row that is faulty as a whole is a fault even where nothing of it is read.
    pub(super) fn taken(&mut self, filter: Option<&Expr>, table: TableId, rows: &[u32]) -> Vec<Truth> {
        let mut truths = match filter {
            Some(filter) => self.condition(filter, table, rows),
            None => vec![Truth::Yes; rows.len()],
        };
        if self.tables.get(table.0 as usize).is_some_and(|data| data.row_faults.iter().any(Option::is_some)) {
            for (truth, row) in truths.iter_mut().zip(rows) {
                if let Some(id) = self.row_fault(table, *row) {
                    *truth = Truth::Fault(id);
                }
            }
        }
        truths
    }

    pub(super) fn fold(
        &mut self,
        expr: &Expr,
        function: AggregateFunction,
        list: &[Taken],
        slots: &[Slot],
        asking: (TableId, u32),
    ) -> Slot {
        if let Some(id) = list.iter().find_map(|kept| if let Taken::Fault(id) = kept { Some(*id) } else { None }) {
            return Slot::Fault(id);
        }
        let taken = list.iter().filter_map(|kept| if let Taken::Yes(at) = kept { slots.get(*at) } else { None });
        match function {
            AggregateFunction::Count => {
                let count = list.iter().filter(|kept| matches!(kept, Taken::Yes(_))).count();
                number(Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX)))
            }
            AggregateFunction::Sum => {
                let sum = total(taken);
                self.settled(expr, sum.map(|(sum, _)| sum), asking.0, asking.1)
            }
            AggregateFunction::Average => match total(taken) {
                Ok((_, 0)) => self.no_rows(expr, function, asking),
                Ok((sum, count)) => {
                    let average = sum.div(&Number::from_i64(count));
                    self.settled(expr, average, asking.0, asking.1)
                }
                Err(fault) => self.settled(expr, Err(fault), asking.0, asking.1),
            },
            AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median => {
                let mut values: Vec<&Value> =
                    taken.filter_map(|slot| if let Slot::Value(value) = slot { Some(value) } else { None }).collect();
                values.sort_by(|one, two| self.order(expr.ty, one, two).unwrap_or(std::cmp::Ordering::Equal));
                let found = match function {
                    AggregateFunction::Min => values.first().map(|value| Slot::Value((*value).clone())),
                    AggregateFunction::Max => values.last().map(|value| Slot::Value((*value).clone())),
                    AggregateFunction::Median | AggregateFunction::Sum | AggregateFunction::Average | AggregateFunction::Count => {
                        self.median(expr, &values, asking)
                    }
                };
                found.unwrap_or_else(|| self.no_rows(expr, function, asking))
            }
        }
    }

    /// The middle of sorted numbers, of an even number of them halfway between the two in the middle.
    fn median(&mut self, expr: &Expr, sorted: &[&Value], (table, row): (TableId, u32)) -> Option<Slot> {
        let half = sorted.len().checked_div(2)?;
        let upper = sorted.get(half)?;
        if sorted.len() & 1 == 1 {
            return Some(Slot::Value((*upper).clone()));
        }
        let lower = sorted.get(half.checked_sub(1)?)?;
        let (Value::Number(lower), Value::Number(upper)) = (lower, upper) else {
            return Some(Slot::Fault(self.unexpected(expr.span, table, row)));
        };
        let middle = lower.add(upper).and_then(|sum| sum.div(&Number::from_i64(2)));
        Some(self.settled(expr, middle, table, row))
    }

    pub(super) fn no_rows(&mut self, expr: &Expr, function: AggregateFunction, (table, row): (TableId, u32)) -> Slot {
        Slot::Fault(self.fault(problems::NO_ROWS, expr.span, (table, row), |run| {
            problems::no_rows(expr.span, function).place(run.row_place(table, row))
        }))
    }
}

/// What became of a row of the list.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    No,
    /// Its value is at this position among the values.
    Yes(usize),
    Fault(FaultId),
}

fn set(values: &mut [Taken], at: usize, kept: Taken) {
    if let Some(place) = values.get_mut(at) {
        *place = kept;
    }
}

fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn gather<'r>(lists: impl IntoIterator<Item = &'r [u32]>) -> Gathered {
    let mut gathered = Gathered { rows: Vec::new(), sizes: Vec::new() };
    for list in lists {
        gathered.rows.extend_from_slice(list);
        gathered.sizes.push(list.len());
    }
    gathered
}

/// Sum and number of the values.
fn total<'s>(slots: impl Iterator<Item = &'s Slot>) -> Result<(Number, i64), NumberFault> {
    let mut sum = Number::ZERO;
    let mut count = 0_i64;
    for value in slots.filter_map(as_number) {
        sum = sum.add(value)?;
        count = count.saturating_add(1);
    }
    Ok((sum, count))
}

impl Cells {
    /// Keeps the rows of a group aggregate for the watched person, whoever of the group asked first.
    fn traced(self, run: &mut Run<'_>, expr: &Expr, aggregate: &Aggregate, table: TableId, sel: &[u32]) -> Cells {
        let Some(row) = sel.iter().copied().find(|row| run.watches(table, *row)) else { return self };
        let rows: Vec<u32> = match aggregate.group {
            Group::Child(_) => return self,
            Group::Everyone => (0..run.row_count(table)).collect(),
            Group::Reports { column, reach } => {
                let reports = run.reports_of(column, reach);
                if reports.doubt(row).is_some() {
                    return self;
                }
                reports.members.of(row).to_vec()
            }
            Group::Same(column) => {
                let groups = run.groups_of(column);
                groups.of_row.get(row as usize).map_or(Vec::new(), |group| groups.members.of(*group).to_vec())
            }
        };
        let taken = run.taken(aggregate.filter.as_ref(), table, &rows);
        let rows: Vec<u32> = rows.into_iter().zip(taken).filter(|(_, truth)| *truth == Truth::Yes).map(|(row, _)| row).collect();
        if let Some(value) = &aggregate.value {
            let cells = run.eval(value, table, &rows);
            run.keep(value, table, &rows, &cells);
        }
        match (&aggregate.trim, &aggregate.value) {
            (Some(_), Some(value)) => {
                let slots = run.eval(value, table, &rows).into_slots(&rows);
                let taken: Vec<(u32, &Slot)> = rows.iter().copied().zip(&slots).collect();
                run.mean(expr, aggregate, table, &taken, (table, row));
            }
            (Some(_) | None, _) => run.detail(expr, table, row, || Detail::Rows(rows)),
        }
        self
    }
}
