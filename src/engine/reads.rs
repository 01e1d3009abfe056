//! Which cells a number came from, and how values are written in messages.

use crate::diagnostic::{Diagnostic, Text};
use crate::engine::run::Run;
use crate::engine::table::CellRef;
use crate::plan::ir::walk::children;
use crate::plan::ir::{Body, Expr, Kind, PEOPLE, TableId};
use crate::value::{Number, Type, Value, show};

/// A message names no more cells than this.
const MOST_CELLS: usize = 4;
/// Definitions looked through for cells.
const MOST_DEFS: usize = 64;
/// Places of a money amount where the policy rounds no money.
const MONEY_PLACES: u32 = 2;

impl Run<'_> {
    /// The message with the cells the expression reads at a row, the first few.
    pub(super) fn with_cells(&self, mut problem: Diagnostic, expr: &Expr, table: TableId, row: u32) -> Diagnostic {
        let cells = self.cells(expr, table, row);
        // A cell says the row too.
        if let Some(cell) = cells.first()
            && problem.places.last() == Some(&self.row_place(cell.table, cell.row))
        {
            problem.places.pop();
        }
        for cell in cells {
            let place = self.cell_place(cell);
            if !problem.places.contains(&place) {
                problem = problem.place(place);
            }
        }
        problem
    }

    /// The cells an expression rests on at a row; those of other rows, which an aggregate reads, are left out.
    fn cells(&self, expr: &Expr, table: TableId, row: u32) -> Vec<CellRef> {
        let mut found: Vec<CellRef> = Vec::new();
        let mut seen = 0_usize;
        let mut open = vec![(expr, table, row)];
        while let Some((expr, table, row)) = open.pop() {
            if let Kind::Ref(def) = &expr.kind {
                match self.def(*def).map(|def| &def.body) {
                    Some(Body::Column(_)) => {
                        let cell = CellRef { table, row, column: *def };
                        if !found.contains(&cell) {
                            found.push(cell);
                        }
                    }
                    Some(Body::Expr(body)) if seen < MOST_DEFS => {
                        seen = seen.saturating_add(1);
                        open.push((body, table, row));
                    }
                    Some(Body::Expr(_)) | None => {}
                }
            } else if let Kind::Parent(inner) = &expr.kind {
                open.extend(self.person_of(table, row).map(|person| (inner.as_ref(), PEOPLE, person)));
            } else {
                open.extend(children(expr).into_iter().rev().map(|part| (part, table, row)));
            }
            if found.len() >= MOST_CELLS {
                break;
            }
        }
        found
    }

    /// The name of what an expression reads, where it is one name.
    pub(super) fn label_of(&self, expr: &Expr) -> Option<Text> {
        if let Kind::Ref(def) = &expr.kind {
            return Some(self.spoken(*def));
        }
        if let Kind::Param(param) = &expr.kind {
            return self.plan.params.get(param.0 as usize).map(|param| Text::same(param.name.clone()));
        }
        if let Kind::Parent(inner) = &expr.kind { self.label_of(inner) } else { None }
    }

    /// A value as a person writes it.
    pub(super) fn show(&self, value: &Value, ty: Type) -> String {
        match value {
            Value::Number(number) => self.show_number(number, ty),
            Value::Text(text) => crate::diagnostic::text::sanitise(text),
            Value::Date(date) => show::date(*date),
            Value::Flag(true) => "yes".to_string(),
            Value::Flag(false) => "no".to_string(),
        }
    }

    pub(super) fn show_number(&self, value: &Number, ty: Type) -> String {
        match ty {
            Type::Money => {
                let places = self.plan.rounding.as_ref().and_then(|rounding| rounding.unit.places()).unwrap_or(MONEY_PLACES);
                // What a rounding would hide is what a message is about.
                let own = value.places().unwrap_or(places).min(places.saturating_add(6));
                show::money(value, &self.plan.currency, places.max(own))
            }
            Type::Percent => match value.mul(&Number::from_i64(100)) {
                Ok(points) => format!("{}%", show::exact(&points)),
                Err(_) => show::percent(value),
            },
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => show::exact(value),
        }
    }
}
