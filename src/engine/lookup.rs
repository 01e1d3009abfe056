//! Tables: first match from the top, or the one row of a file.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::engine::cells::{Cells, Part, blank, put};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Bound, Expr, Lookup, LookupBody, LookupCell, LookupId, LookupKeyKind, LookupRow, Outcome, TableId};
use crate::value::{Type, Value};

/// The rows of a file by their keys.
pub(super) type DataIndex = FxHashMap<Vec<Value>, Vec<u32>>;

/// Ends of the cells of a row, where the cell is a range.
type RowEnds = Vec<(Option<Cells>, Option<Cells>)>;

impl Run<'_> {
    pub(super) fn lookup(&mut self, expr: &Expr, id: LookupId, args: &[Expr], table: TableId, sel: &[u32]) -> Cells {
        let plan = self.plan;
        let cells: Vec<Cells> = args.iter().map(|arg| self.eval(arg, table, sel)).collect();
        let mut out = blank(sel);
        let mut keyed = Part::default();
        let mut keys: Vec<Vec<Value>> = Vec::new();
        for (at, row) in sel.iter().enumerate() {
            match self.keys(args, &cells, table, at, *row) {
                Ok(key) => {
                    keyed.push(at, *row);
                    keys.push(key);
                }
                Err(slot) => put(&mut out, u32::try_from(at).unwrap_or(u32::MAX), slot),
            }
        }
        match plan.lookups.get(id.0 as usize) {
            Some(lookup) => match &lookup.body {
                LookupBody::Rows(rows) => self.by_rows((expr, lookup, args), rows, &keyed, &keys, table, &mut out),
                LookupBody::Data => self.by_data((expr, lookup, args), id, &keyed, &keys, table, &mut out),
            },
            None => {
                for (at, row) in keyed.at.iter().zip(&keyed.rows) {
                    put(&mut out, *at, Slot::Fault(self.unexpected(expr.span, table, *row)));
                }
            }
        }
        Cells::Each(out)
    }

    fn keys(&mut self, args: &[Expr], cells: &[Cells], table: TableId, at: usize, row: u32) -> Result<Vec<Value>, Slot> {
        let mut keys = Vec::with_capacity(args.len());
        for (arg, cells) in args.iter().zip(cells) {
            match cells.get(at, row) {
                Slot::Value(value) => keys.push(value.clone()),
                slot @ (Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) => {
                    return Err(Slot::Fault(self.needed(Use::Lookup, arg.span, slot, (table, row))));
                }
            }
        }
        Ok(keys)
    }

    fn by_rows(
        &mut self,
        (expr, lookup, args): (&Expr, &Lookup, &[Expr]),
        rows: &[LookupRow],
        keyed: &Part,
        keys: &[Vec<Value>],
        table: TableId,
        out: &mut [Slot],
    ) {
        let types: Vec<Type> =
            lookup.by.iter().filter_map(|key| if let LookupKeyKind::Typed(ty) = key.kind { Some(ty) } else { None }).collect();
        let ends: Vec<RowEnds> = rows.iter().map(|row| self.row_ends(row, table, &keyed.rows)).collect();
        let mut parts: Vec<Part> = rows.iter().map(|_| Part::default()).collect();
        for (position, ((at, row), key)) in keyed.at.iter().zip(&keyed.rows).zip(keys).enumerate() {
            let mut found = None;
            for (index, (line, ends)) in rows.iter().zip(&ends).enumerate() {
                if self.matches(line, ends, key, &types, (position, *row)) {
                    found = Some(index);
                    break;
                }
            }
            match found.and_then(|index| parts.get_mut(index).map(|part| (index, part))) {
                Some((index, part)) => {
                    part.push(*at as usize, *row);
                    self.detail(expr, table, *row, || Detail::Line(u32::try_from(index).unwrap_or(u32::MAX)));
                }
                None => {
                    let id = self.no_table_row((expr, lookup, args), key, table, *row);
                    put(out, *at, Slot::Fault(id));
                }
            }
        }
        for (line, part) in rows.iter().zip(parts) {
            match &line.result {
                Outcome::Value(value) => {
                    let cells = self.eval(value, table, &part.rows);
                    part.scatter(cells, out);
                }
                Outcome::Refuse { reason, span } => {
                    for (at, row) in part.at.iter().zip(&part.rows) {
                        let id = self.refused(reason, *span, Some(expr), table, *row);
                        put(out, *at, Slot::Fault(id));
                    }
                }
            }
        }
    }

    fn row_ends(&mut self, row: &LookupRow, table: TableId, rows: &[u32]) -> RowEnds {
        let mut ends = Vec::with_capacity(row.cells.len());
        for cell in &row.cells {
            ends.push(match cell {
                LookupCell::Any | LookupCell::Values(_) => (None, None),
                LookupCell::Range { low, high } => {
                    let mut end = |bound: &Option<Bound>| bound.as_ref().map(|bound| self.eval(&bound.value, table, rows));
                    (end(low), end(high))
                }
            });
        }
        ends
    }

    fn matches(&self, line: &LookupRow, ends: &RowEnds, key: &[Value], types: &[Type], (position, row): (usize, u32)) -> bool {
        line.cells.iter().zip(ends).zip(key).zip(types).all(|(((cell, (low, high)), key), ty)| match cell {
            LookupCell::Any => true,
            LookupCell::Values(values) => values.contains(key),
            LookupCell::Range { low: low_bound, high: high_bound } => {
                let order = |cells: &Option<Cells>| match cells.as_ref()?.get(position, row) {
                    Slot::Value(end) => self.order(*ty, key, end),
                    Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
                };
                let above = low_bound
                    .as_ref()
                    .is_none_or(|bound| order(low).is_some_and(|order| order.is_gt() || (bound.inclusive && order.is_eq())));
                let below = high_bound
                    .as_ref()
                    .is_none_or(|bound| order(high).is_some_and(|order| order.is_lt() || (bound.inclusive && order.is_eq())));
                above && below
            }
        })
    }

    fn by_data(
        &mut self,
        (expr, lookup, args): (&Expr, &Lookup, &[Expr]),
        id: LookupId,
        keyed: &Part,
        keys: &[Vec<Value>],
        table: TableId,
        out: &mut [Slot],
    ) {
        let index = self.index_of(id);
        for ((at, row), key) in keyed.at.iter().zip(&keyed.rows).zip(keys) {
            let found = index.get(key).map_or(&[][..], Vec::as_slice);
            let slot = match found {
                // Where a key stands twice, the reader has said so on each of its rows, and any of them tells.
                [first, ..] => {
                    let data = self.lookups.get(id.0 as usize).and_then(Option::as_ref);
                    let found = data.and_then(|data| Some((data.rows.get(*first as usize)?, &data.files)));
                    match found.map(|(found, files)| (found.value.clone(), files.at(found.line))) {
                        Some((slot, (file, line))) => {
                            let file = Arc::from(file);
                            self.detail(expr, table, *row, || Detail::FileRow { file, line });
                            slot
                        }
                        None => Slot::Fault(self.unexpected(expr.span, table, *row)),
                    }
                }
                [] => Slot::Fault(self.no_table_row((expr, lookup, args), key, table, *row)),
            };
            put(out, *at, slot);
        }
    }

    fn index_of(&mut self, id: LookupId) -> Arc<DataIndex> {
        if let Some(known) = self.data_index.get(&id.0) {
            return Arc::clone(known);
        }
        let mut index = DataIndex::default();
        if let Some(Some(data)) = self.lookups.get(id.0 as usize) {
            for (row, at) in data.rows.iter().zip(0_u32..) {
                index.entry(row.keys.clone()).or_default().push(at);
            }
        }
        let index = Arc::new(index);
        self.data_index.insert(id.0, Arc::clone(&index));
        index
    }

    fn shown_keys(&self, args: &[Expr], key: &[Value]) -> String {
        let shown: Vec<String> = args.iter().zip(key).map(|(arg, value)| self.show(value, arg.ty)).collect();
        shown.join(", ")
    }

    fn no_table_row(
        &mut self,
        (expr, lookup, args): (&Expr, &Lookup, &[Expr]),
        key: &[Value],
        table: TableId,
        row: u32,
    ) -> crate::engine::table::FaultId {
        self.fault(problems::NO_ROW, expr.span, (table, row), |run| {
            let problem = problems::no_table_row(expr.span, lookup.span, &lookup.name, &run.shown_keys(args, key));
            run.with_cells(problem.place(run.row_place(table, row)), expr, table, row)
        })
    }
}
