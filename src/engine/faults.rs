//! The list of what went wrong: each cause once, with whom it first befell.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Language, Text};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{CellRef, EARLIER, FaultId, Slot, Table};
use crate::plan::ir::{Body, DefId, PEOPLE, Role, TableId};
use crate::source::Span;
use crate::value::Type;

/// A cause: the code, the place in the policy, the row.
type Cause = (&'static str, Span, TableId, u32);

#[derive(Default)]
pub(super) struct Faults {
    list: Vec<Diagnostic>,
    befell: Vec<Option<(TableId, u32)>>,
    known: FxHashMap<Cause, FaultId>,
    /// Blank cells that were needed: one cause, however many clauses read them.
    blank: FxHashMap<CellRef, FaultId>,
}

impl Faults {
    /// The faults the reader found, each with the first row that holds it.
    pub(super) fn of_data(list: Vec<Diagnostic>, tables: &[Table]) -> Faults {
        let mut befell = vec![None; list.len()];
        if !list.is_empty() {
            for (table, id) in tables.iter().zip(0_u32..) {
                let whole = table.row_faults.iter().zip(0_u32..).filter_map(|(fault, row)| Some(((*fault)?, row)));
                let cells =
                    table.columns.iter().flatten().flat_map(|column| column.iter().zip(0_u32..)).filter_map(|(slot, row)| match slot {
                        Slot::Fault(fault) => Some((*fault, row)),
                        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => None,
                    });
                for (fault, row) in whole.chain(cells) {
                    if let Some(place @ None) = befell.get_mut(fault.0 as usize) {
                        *place = Some((TableId(id), row));
                    }
                }
            }
        }
        Faults { list, befell, known: FxHashMap::default(), blank: FxHashMap::default() }
    }

    pub(super) fn into_parts(self) -> (Vec<Diagnostic>, Vec<Option<(TableId, u32)>>) {
        (self.list, self.befell)
    }

    /// The fault of a cause; the message is made where the cause is new.
    pub(super) fn known(&self, code: &'static str, span: Span, table: TableId, row: u32) -> Option<FaultId> {
        self.known.get(&(code, span, table, row)).copied()
    }

    pub(super) fn add(&mut self, diagnostic: Diagnostic, span: Span, table: TableId, row: u32) -> FaultId {
        let id = FaultId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.known.insert((diagnostic.code, span, table, row), id);
        self.list.push(diagnostic);
        self.befell.push(Some((table, row)));
        id
    }
}

impl Run<'_> {
    /// A fault at a place of the policy on a row. The same cause is reported once.
    pub(super) fn fault(
        &mut self,
        code: &'static str,
        span: Span,
        (table, row): (TableId, u32),
        make: impl FnOnce(&Self) -> Diagnostic,
    ) -> FaultId {
        if let Some(id) = self.faults.known(code, span, table, row) {
            return id;
        }
        let diagnostic = make(self);
        self.faults.add(diagnostic, span, table, row)
    }

    /// A cell that is blank, where its value is needed. It is said once, where it is needed first.
    pub(super) fn missing(&mut self, what: Use, span: Span, cell: CellRef, table: TableId, row: u32) -> FaultId {
        if let Some(id) = self.faults.blank.get(&cell) {
            return *id;
        }
        if cell.table == EARLIER {
            return self.fault(problems::BLANK_THEN, span, (table, row), |run| {
                problems::blank_then(span, &run.spoken(cell.column), None).place(run.row_place(table, row))
            });
        }
        let id = self.fault(problems::MISSING, span, (table, row), |run| {
            if let Some(def) = run.def(cell.column).filter(|def| matches!(def.body, Body::Expr(_))) {
                return problems::left_out(what, span, &run.spoken(cell.column), def.span).place(run.row_place(cell.table, cell.row));
            }
            let ty = run.def(cell.column).map_or(Type::Number, |def| def.ty);
            problems::missing(what, span, &run.name_of(cell.column), ty).place(run.cell_place(cell))
        });
        self.faults.blank.insert(cell, id);
        id
    }

    /// The name of a definition as the author writes it among its own rows.
    pub(super) fn name_of(&self, id: DefId) -> String {
        let Some(def) = self.def(id) else { return String::new() };
        let input = self.plan.tables.get(def.table.0 as usize).filter(|_| def.table != PEOPLE);
        let bare = input.and_then(|input| def.name.strip_prefix(input.name.as_str())?.strip_prefix('.'));
        bare.unwrap_or(&def.name).to_string()
    }

    /// The same in the words of each language, where the value is one of the language's own.
    pub(super) fn spoken(&self, id: DefId) -> Text {
        match self.def(id) {
            Some(def) if def.table == PEOPLE || def.role == Role::Earlier => {
                Text::new(def.spoken(Language::English), def.spoken(Language::Chinese))
            }
            Some(_) | None => Text::same(self.name_of(id)),
        }
    }

    /// What a place that needs a value makes of a slot that has none.
    pub(super) fn needed(&mut self, what: Use, span: Span, slot: &Slot, (table, row): (TableId, u32)) -> FaultId {
        match slot {
            Slot::Fault(id) => *id,
            Slot::Missing(cell) => self.missing(what, span, *cell, table, row),
            Slot::NotApplicable(def) => self.not_applicable(span, *def, table, row),
            Slot::Value(_) => self.unexpected(span, table, row),
        }
    }

    pub(super) fn not_applicable(&mut self, span: Span, def: DefId, table: TableId, row: u32) -> FaultId {
        self.fault(problems::NOT_APPLICABLE, span, (table, row), |run| {
            let place = run.def(def).map_or(span, |def| def.span);
            problems::not_applicable(span, &run.spoken(def), place).place(run.row_place(table, row))
        })
    }

    /// A value of another type than the plan says: the data do not belong to the plan.
    pub(super) fn unexpected(&mut self, span: Span, table: TableId, row: u32) -> FaultId {
        self.fault(problems::UNEXPECTED, span, (table, row), |run| problems::unexpected(span).place(run.row_place(table, row)))
    }
}
