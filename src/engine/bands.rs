//! Bands: the line a number lies in, and what that line gives.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, Part, as_number, blank, put};
use crate::engine::lines::{Ends, Scale};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{BandLine, BandResult, Bands, Expr, Neighbour, TableId};
use crate::value::{Number, NumberFault};

/// The rows that lie in one line: positions in the selection with a number `on`, rows, and those in the whole selection.
#[derive(Default)]
struct Inside {
    part: Part,
    /// Positions in the rows the ends were evaluated for.
    inner: Vec<usize>,
}

impl Run<'_> {
    pub(super) fn bands(&mut self, expr: &Expr, bands: &Bands, table: TableId, sel: &[u32]) -> Cells {
        let on = self.eval(&bands.on, table, sel);
        let mut out = blank(sel);
        let numbered = self.numbered((&bands.on, Use::Line), &on, table, sel, &mut out);
        let ends = bands.lines.iter().map(|line| Ends { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span }).collect();
        let scale = self.scale(ends, table, &numbered);
        let mut inside: Vec<Inside> = bands.lines.iter().map(|_| Inside::default()).collect();
        for (inner, (at, row)) in numbered.at.iter().zip(&numbered.rows).enumerate() {
            let Some(value) = as_number(on.get(*at as usize, *row)) else { continue };
            match self.find_line((expr, &bands.on), &scale, value, (table, inner, *row)) {
                Ok(line) => {
                    self.detail(expr, table, *row, || Detail::Line(u32::try_from(line).unwrap_or(u32::MAX)));
                    if let Some(list) = inside.get_mut(line) {
                        list.part.push(*at as usize, *row);
                        list.inner.push(inner);
                    }
                }
                Err(slot) => put(&mut out, *at, slot),
            }
        }
        for (index, (line, list)) in bands.lines.iter().zip(inside).enumerate() {
            if list.part.is_empty() {
                continue;
            }
            match &line.result {
                BandResult::Value(value) => {
                    let cells = self.eval(value, table, &list.part.rows);
                    list.part.scatter(cells, &mut out);
                }
                BandResult::Linear { from, to } => {
                    let slots = self.straight(expr, (&scale, index), (line, from, to), &on, &list, table);
                    list.part.scatter(Cells::Each(slots), &mut out);
                }
                BandResult::Onward { along } => {
                    let beside = match along {
                        Neighbour::Before => index.checked_sub(1),
                        Neighbour::After => index.checked_add(1),
                    };
                    let slots = self.onward(expr, (bands, &scale, beside), &on, &list, table);
                    list.part.scatter(Cells::Each(slots), &mut out);
                }
                BandResult::Refuse(reason) => {
                    for (at, row) in list.part.at.iter().zip(&list.part.rows) {
                        let id = self.refused(reason, line.span, Some(&bands.on), table, *row);
                        put(&mut out, *at, Slot::Fault(id));
                    }
                }
            }
        }
        Cells::Each(out)
    }

    fn onward(
        &mut self,
        expr: &Expr,
        (bands, scale, beside): (&Bands, &Scale<'_>, Option<usize>),
        on: &Cells,
        list: &Inside,
        table: TableId,
    ) -> Vec<Slot> {
        let neighbour = beside.and_then(|index| bands.lines.get(index).map(|line| (index, line)));
        if let Some((index, line)) = neighbour
            && let BandResult::Linear { from, to } = &line.result
        {
            return self.straight(expr, (scale, index), (line, from, to), on, list, table);
        }
        list.part.rows.iter().map(|row| Slot::Fault(self.unexpected(expr.span, table, *row))).collect()
    }

    /// The values on the straight line through the two ends of a band, inside it or beyond.
    fn straight(
        &mut self,
        expr: &Expr,
        (scale, index): (&Scale<'_>, usize),
        (line, from, to): (&BandLine, &Expr, &Expr),
        on: &Cells,
        list: &Inside,
        table: TableId,
    ) -> Vec<Slot> {
        let inputs = [self.eval(from, table, &list.part.rows), self.eval(to, table, &list.part.rows)];
        let mut out = Vec::with_capacity(list.part.rows.len());
        for (position, ((at, row), inner)) in list.part.at.iter().zip(&list.part.rows).zip(&list.inner).enumerate() {
            let slots = [inputs[0].get(position, *row), inputs[1].get(position, *row)];
            if let Some(slot) = crate::engine::cells::blocked(slots) {
                out.push(slot);
                continue;
            }
            let ends = scale.line(index, *inner, *row);
            let values = (as_number(on.get(*at as usize, *row)), ends.low, ends.high, as_number(slots[0]), as_number(slots[1]));
            let (Some(on), Some(low), Some(high), Some(from), Some(to)) = values else {
                out.push(Slot::Fault(self.unexpected(expr.span, table, *row)));
                continue;
            };
            if low == high {
                out.push(Slot::Fault(self.fault(problems::NO_LENGTH, line.span, (table, *row), |run| {
                    problems::no_length(line.span, &run.show_number(low, expr.ty)).place(run.row_place(table, *row))
                })));
                continue;
            }
            let value = interpolate(on, (low, high), (from, to));
            out.push(self.settled(expr, value, table, *row));
        }
        out
    }

    /// What the plan refuses to define.
    pub(super) fn refused(
        &mut self,
        reason: &str,
        span: crate::source::Span,
        on: Option<&Expr>,
        table: TableId,
        row: u32,
    ) -> crate::engine::table::FaultId {
        self.fault(problems::REFUSED, span, (table, row), |run| {
            let problem = problems::refused(span, reason).place(run.row_place(table, row));
            match on {
                Some(on) => run.with_cells(problem, on, table, row),
                None => problem,
            }
        })
    }
}

/// from + (on − low) ÷ (high − low) × (to − from)
fn interpolate(on: &Number, (low, high): (&Number, &Number), (from, to): (&Number, &Number)) -> Result<Number, NumberFault> {
    let share = on.sub(low)?.div(&high.sub(low)?)?;
    from.add(&share.mul(&to.sub(from)?)?)
}
