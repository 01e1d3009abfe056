//! Which line of bands, grades or tiers a number lies in.

use crate::engine::cells::{Cells, Part, as_number, put};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::plan::ir::{Bound, Expr, Kind, TableId};
use crate::source::Span;
use crate::value::Number;

/// The two ends of a line in the plan.
#[derive(Clone, Copy)]
pub(super) struct Ends<'p> {
    pub low: Option<&'p Bound>,
    pub high: Option<&'p Bound>,
    pub span: Span,
}

/// The ends of all lines, evaluated.
pub(super) struct Scale<'p> {
    pub lines: Vec<Ends<'p>>,
    low: Vec<Option<Cells>>,
    high: Vec<Option<Cells>>,
    fixed: bool,
}

/// A number against the ends of a line, at one row.
pub(super) struct Line<'s> {
    pub low: Option<&'s Number>,
    pub high: Option<&'s Number>,
}

impl<'p> Scale<'p> {
    /// A line's ends at a row; position and row are those of the selection the scale was made for.
    pub(super) fn line(&self, index: usize, at: usize, row: u32) -> Line<'_> {
        fn end(cells: Option<&Option<Cells>>, at: usize, row: u32) -> Option<&Number> {
            cells.and_then(Option::as_ref).and_then(|cells| as_number(cells.get(at, row)))
        }
        Line { low: end(self.low.get(index), at, row), high: end(self.high.get(index), at, row) }
    }

    pub(super) fn holds(&self, index: usize, value: &Number, at: usize, row: u32) -> bool {
        let Some(ends) = self.lines.get(index) else { return false };
        let line = self.line(index, at, row);
        let above = match (ends.low, line.low) {
            (Some(bound), Some(low)) => value > low || (bound.inclusive && value == low),
            (_, _) => true,
        };
        let below = match (ends.high, line.high) {
            (Some(bound), Some(high)) => value < high || (bound.inclusive && value == high),
            (_, _) => true,
        };
        above && below
    }

    /// The lines a number lies in: the first, and a second where there is one. Fixed ends have been checked for overlaps.
    fn find(&self, value: &Number, at: usize, row: u32) -> (Option<usize>, Option<usize>) {
        let mut found = (0..self.lines.len()).filter(|index| self.holds(*index, value, at, row));
        let first = found.next();
        (first, if self.fixed { None } else { found.next() })
    }
}

impl Run<'_> {
    /// Evaluates the ends of lines and puts aside the rows for which an end or `on` has no value. What is left is `part`.
    pub(super) fn scale<'p>(&mut self, lines: Vec<Ends<'p>>, table: TableId, part: &Part) -> Scale<'p> {
        let mut end = |bound: Option<&Bound>| bound.map(|bound| self.eval(&bound.value, table, &part.rows));
        let (mut low, mut high) = (Vec::with_capacity(lines.len()), Vec::with_capacity(lines.len()));
        for line in &lines {
            low.push(end(line.low));
            high.push(end(line.high));
        }
        let literal = |bound: Option<&Bound>| bound.is_none_or(|bound| matches!(bound.value.kind, Kind::Literal(_)));
        let fixed = lines.iter().all(|line| literal(line.low) && literal(line.high));
        Scale { lines, low, high, fixed }
    }

    /// The rows at which `on` is a number; the others get their fault.
    pub(super) fn numbered(&mut self, (on, what): (&Expr, Use), cells: &Cells, table: TableId, sel: &[u32], out: &mut [Slot]) -> Part {
        let mut part = Part::default();
        for (at, row) in sel.iter().enumerate() {
            let slot = cells.get(at, *row);
            match as_number(slot) {
                Some(_) => part.push(at, *row),
                None => {
                    let id = self.needed(what, on.span, slot, (table, *row));
                    put(out, u32::try_from(at).unwrap_or(u32::MAX), Slot::Fault(id));
                }
            }
        }
        part
    }

    /// The fault of the first end that has no value at a row.
    pub(super) fn broken_end(&mut self, scale: &Scale<'_>, table: TableId, at: usize, row: u32) -> Option<Slot> {
        if scale.fixed {
            return None;
        }
        for ((line, low), high) in scale.lines.iter().zip(&scale.low).zip(&scale.high) {
            for (bound, cells) in [(line.low, low), (line.high, high)] {
                let (Some(bound), Some(cells)) = (bound, cells) else { continue };
                let slot = cells.get(at, row);
                if as_number(slot).is_none() {
                    return Some(Slot::Fault(self.needed(Use::Line, bound.value.span, slot, (table, row))));
                }
            }
        }
        None
    }

    /// The one line a number lies in.
    pub(super) fn find_line(
        &mut self,
        (expr, on): (&Expr, &Expr),
        scale: &Scale<'_>,
        value: &Number,
        (table, at, row): (TableId, usize, u32),
    ) -> Result<usize, Slot> {
        if let Some(slot) = self.broken_end(scale, table, at, row) {
            return Err(slot);
        }
        match scale.find(value, at, row) {
            (Some(line), None) => Ok(line),
            (None, _) => Err(Slot::Fault(self.fault(problems::NO_BAND, expr.span, (table, row), |run| {
                let problem = problems::no_band(expr.span, on.span, &run.show_number(value, on.ty)).place(run.row_place(table, row));
                run.with_cells(problem, on, table, row)
            }))),
            (Some(one), Some(two)) => Err(Slot::Fault(self.fault(problems::TWO_BANDS, expr.span, (table, row), |run| {
                let place = |line: usize| scale.lines.get(line).map_or(expr.span, |line| line.span);
                let value = run.show_number(value, on.ty);
                let problem = problems::two_bands(place(one), place(two), &value).place(run.row_place(table, row));
                run.with_cells(problem, on, table, row)
            }))),
        }
    }
}
