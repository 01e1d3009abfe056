//! Tables: their rows, the order of the rows, and the cells by which a row is found.

use super::removal::swapped;
use super::texts::Piece;
use super::walk::{Open, Place};
use super::{Maker, Slip};
use crate::plan::ir::{Bound, Kind as ExprKind, Lookup, LookupBody, LookupCell, LookupKeyKind, LookupRow};
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::{Number, Type, Value};

impl<'a> Maker<'a> {
    pub(super) fn lookup(&mut self, lookup: &'a Lookup) {
        let LookupBody::Rows(rows) = &lookup.body else { return };
        let mut open: Open<'a> = Vec::new();
        for row in rows {
            self.line(row.span);
            Maker::outcome(&row.result, &mut open);
        }
        for pair in rows.windows(2) {
            let [one, other] = pair else { continue };
            self.rows(one, other);
        }
        for (key, place) in lookup.by.iter().zip(0_usize..) {
            match key.kind {
                LookupKeyKind::Typed(ty) => {
                    self.ranges(rows, place);
                    self.values(lookup, place, ty);
                }
                LookupKeyKind::Period => {}
            }
        }
        self.all(open);
    }

    /// Two rows in each other's place, where the first to match is what counts.
    fn rows(&mut self, one: &LookupRow, other: &LookupRow) {
        let apart = one.cells.iter().zip(&other.cells).any(|(one, other)| never_both(one, other));
        if !apart && one.span != other.span {
            self.slip(Slip::Order, swapped(self.texts, one.span, other.span));
        }
    }

    /// The ends of a key's ranges; where a row begins at the value at which another of the same kind ends, both are moved.
    fn ranges(&mut self, rows: &'a [LookupRow], key: usize) {
        let range = |row: &'a LookupRow| match row.cells.get(key) {
            Some(LookupCell::Range { low, high }) => Some((low.as_ref(), high.as_ref())),
            Some(LookupCell::Any | LookupCell::Values(_)) | None => None,
        };
        for row in rows {
            let Some((low, high)) = range(row) else { continue };
            let beside = |row_beside: &&LookupRow| same_but(row, row_beside, key);
            let others = || rows.iter().filter(beside).filter_map(range);
            for high in high.into_iter() {
                let next = others().filter_map(|(low, _)| low).find(|low| meets(high, low));
                self.table_edge(&[Some(high), next]);
            }
            for low in low.into_iter() {
                let before = others().filter_map(|(_, high)| high).find(|high| meets(high, low));
                self.table_edge(&[before, Some(low)]);
            }
        }
    }

    fn table_edge(&mut self, bounds: &[Option<&'a Bound>]) {
        let bounds: Vec<&Bound> = bounds.iter().copied().flatten().collect();
        self.edge(&bounds);
        for bound in bounds.iter().filter(|bound| bound.value.ty == Type::Date) {
            self.dates(bound.value.span);
        }
    }

    /// Values in cells: another option, another number.
    fn values(&mut self, lookup: &Lookup, key: usize, ty: Type) {
        for cell in self.cells(lookup.place, key) {
            let Some(value) = cell.part(&[Kind::cell_value, Kind::cell_several]) else { continue };
            match ty {
                Type::Choice(choice) => {
                    for quoted in value.inside(&[Kind::quoted]) {
                        let text = quoted.node.text.trim_matches(|c| "\"“”「」『』＂".contains(c)).to_string();
                        self.option(quoted.span(), choice, &text);
                    }
                }
                Type::Flag => self.flags(value.span()),
                Type::Date => self.dates(value.span()),
                Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => {
                    self.numbers(value.span(), ty, Place::Edge)
                }
                Type::Text => {}
            }
        }
    }

    /// The cells of a key: of a grid the first key goes down its side, the second across its top.
    fn cells(&self, name: Span, key: usize) -> Vec<Piece<'a>> {
        let Some(table) = self.texts.around(name, &[Kind::table]) else { return Vec::new() };
        let lines = table.inside(&[Kind::table_row, Kind::grid_row, Kind::grid_heads]);
        let mut found = Vec::new();
        for line in lines {
            let mut cells = line.parts().filter(|part| part.node.kind == Kind::cell);
            match (line.node.kind, key) {
                (Kind::grid_heads, 1) => found.extend(cells),
                (Kind::grid_row, 0) => found.extend(cells.next()),
                (Kind::table_row, _) => found.extend(cells.nth(key)),
                (_, _) => {}
            }
        }
        found
    }
}

/// Whether two rows differ in nothing but the range of one key.
fn same_but(one: &LookupRow, other: &LookupRow, key: usize) -> bool {
    let pairs = one.cells.iter().zip(&other.cells).enumerate();
    pairs.filter(|(at, _)| *at != key).all(|(_, (one, other))| match (one, other) {
        (LookupCell::Any, LookupCell::Any) => true,
        (LookupCell::Values(one), LookupCell::Values(other)) => one == other,
        (LookupCell::Range { low: a, high: b }, LookupCell::Range { low: c, high: d }) => {
            same_end(a.as_ref(), c.as_ref()) && same_end(b.as_ref(), d.as_ref())
        }
        (LookupCell::Any | LookupCell::Values(_) | LookupCell::Range { .. }, _) => false,
    })
}

fn same_end(one: Option<&Bound>, other: Option<&Bound>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.inclusive == other.inclusive && constant(one).is_some() && constant(one) == constant(other),
        (Some(_) | None, _) => false,
    }
}

/// Whether one range begins where another ends.
fn meets(high: &Bound, low: &Bound) -> bool {
    high.inclusive != low.inclusive && constant(high).is_some() && constant(high) == constant(low)
}

fn constant(bound: &Bound) -> Option<&Value> {
    if let ExprKind::Literal(value) = &bound.value.kind { Some(value) } else { None }
}

/// Whether nothing lies in both cells, so that the order of their rows says nothing.
fn never_both(one: &LookupCell, other: &LookupCell) -> bool {
    match (one, other) {
        (LookupCell::Values(one), LookupCell::Values(other)) => one.iter().all(|value| !other.contains(value)),
        (LookupCell::Range { low: a, high: b }, LookupCell::Range { low: c, high: d }) => {
            ends_before(b.as_ref(), c.as_ref()) || ends_before(d.as_ref(), a.as_ref())
        }
        (LookupCell::Range { low, high }, LookupCell::Values(values)) | (LookupCell::Values(values), LookupCell::Range { low, high }) => {
            values.iter().all(|value| is_outside(value, low.as_ref(), high.as_ref()))
        }
        (LookupCell::Any, _) | (_, LookupCell::Any) => false,
    }
}

fn ends_before(high: Option<&Bound>, low: Option<&Bound>) -> bool {
    let numbers = high.and_then(number).zip(low.and_then(number));
    let touching = high.zip(low).is_some_and(|(high, low)| high.inclusive && low.inclusive);
    numbers.is_some_and(|(high, low)| high < low || (high == low && !touching))
}

fn is_outside(value: &Value, low: Option<&Bound>, high: Option<&Bound>) -> bool {
    let Value::Number(value) = value else { return false };
    let below = low.is_some_and(|bound| number(bound).is_some_and(|end| value < end || (value == end && !bound.inclusive)));
    let above = high.is_some_and(|bound| number(bound).is_some_and(|end| value > end || (value == end && !bound.inclusive)));
    below || above
}

fn number(bound: &Bound) -> Option<&Number> {
    if let Some(Value::Number(number)) = constant(bound) { Some(number) } else { None }
}
