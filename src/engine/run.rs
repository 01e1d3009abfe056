//! One run: the data rules, then every definition in order, each a column over its table.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::DataPlace;
use crate::engine::Results;
use crate::engine::cells::Cells;
use crate::engine::exceptions::{self, Excepted, Ledger};
use crate::engine::faults::Faults;
use crate::engine::group::{Children, Groups};
use crate::engine::left_behind::left_behind;
use crate::engine::lookup::DataIndex;
use crate::engine::past::Past;
use crate::engine::problems;
use crate::engine::reports::Reports;
use crate::engine::table::{CellRef, Column, Dataset, FaultId, LookupData, Slot, Table};
use crate::engine::trace::Watch;
use crate::engine::watch::Watcher;
use crate::plan::ir::{Body, Def, DefId, ExprId, PEOPLE, ParamId, Plan, Role, TableId};
use crate::syntax::ast::Reach;
use crate::value::Period;

/// Rows evaluated at a time, so that what is in between stays small.
const CHUNK: usize = 2048;

/// The state of a run. Columns once filled never change.
pub(super) struct Run<'a> {
    pub(super) plan: &'a Plan,
    pub(super) period: Period,
    /// What is known of the periods before.
    pub(super) past: &'a Arc<Past>,
    /// Which definitions rest on the data of their own period.
    pub(super) rests_on_data: Vec<bool>,
    pub(super) tables: Vec<Table>,
    /// As expressions read them: rows that are faulty as a whole hold that fault. By definition.
    pub(super) columns: Vec<Option<Arc<Column>>>,
    /// Input columns as the reader filled them, where `columns` holds another.
    pub(super) as_read: FxHashMap<DefId, Arc<Column>>,
    /// Definitions that some rows do not have.
    pub(super) partial: Vec<bool>,
    pub(super) parents: Vec<Arc<Vec<u32>>>,
    pub(super) lookups: Vec<Option<LookupData>>,
    pub(super) faults: Faults,
    remarks: Vec<crate::diagnostic::Diagnostic>,
    /// People whose dates of employment lie outside the period, though their row is of it.
    pub(super) not_employed: BTreeSet<u32>,
    pub(super) params: FxHashMap<ParamId, (Slot, Option<u32>)>,
    pub(super) children: FxHashMap<TableId, Arc<Children>>,
    pub(super) groups: FxHashMap<DefId, Arc<Groups>>,
    pub(super) reports: FxHashMap<(DefId, Reach), Arc<Reports>>,
    pub(super) data_index: FxHashMap<u32, Arc<DataIndex>>,
    /// Position of each option in its choice.
    pub(super) ranks: Vec<FxHashMap<&'a str, u32>>,
    /// What was computed once for a group or a person, by expression; of the definition under way.
    pub(super) memo: FxHashMap<ExprId, Vec<Option<Slot>>>,
    /// The definition under way.
    pub(super) current: DefId,
    pub(super) watcher: Option<Box<Watcher>>,
    /// What is approved and not yet put in.
    pub(super) ledger: Ledger,
    pub(super) excepted: Vec<Excepted>,
}

impl<'a> Run<'a> {
    pub(super) fn new(plan: &'a Plan, data: Dataset, (period, past): (Period, &'a Arc<Past>), watch: Watch) -> Run<'a> {
        let Dataset { mut tables, lookups, faults, remarks } = data;
        tables.resize_with(plan.tables.len().max(tables.len()), Table::default);
        let faults = Faults::of_data(faults, &tables);
        let mut columns: Vec<Option<Arc<Column>>> = vec![None; plan.defs.len()];
        for (def, place) in plan.defs.iter().zip(0_usize..) {
            let table = tables.get_mut(def.table.0 as usize);
            let column = table.and_then(|table| table.columns.get_mut(place)).and_then(Option::take);
            if let Some(slot) = columns.get_mut(place) {
                *slot = column.map(Arc::new);
            }
        }
        let parents = tables.iter_mut().map(|table| Arc::new(std::mem::take(&mut table.parents))).collect();
        let ranks = plan.choices.iter().map(|choice| choice.options.iter().map(|option| option.name.as_str()).zip(0..).collect()).collect();
        let ledger = exceptions::ledger(plan, tables.first(), period);
        let mut run = Run {
            plan,
            period,
            past,
            rests_on_data: if plan.looks_back() { plan.rests_on_data() } else { Vec::new() },
            tables,
            partial: vec![false; plan.defs.len()],
            columns,
            as_read: FxHashMap::default(),
            parents,
            lookups,
            faults,
            remarks,
            not_employed: BTreeSet::new(),
            params: FxHashMap::default(),
            children: FxHashMap::default(),
            groups: FxHashMap::default(),
            reports: FxHashMap::default(),
            data_index: FxHashMap::default(),
            ranks,
            memo: FxHashMap::default(),
            current: DefId(u32::MAX),
            watcher: None,
            ledger,
            excepted: Vec::new(),
        };
        run.watcher = Watcher::new(&run, watch).map(Box::new);
        run
    }

    /// Runs everything and hands back the tables with every column filled.
    pub(super) fn finish(mut self) -> Results {
        self.apply_row_faults();
        self.judge_rules();
        self.credit();
        for def in &self.plan.order {
            self.fill(*def);
        }
        self.columns.iter_mut().zip(0_u32..).for_each(|(column, at)| {
            if let Some(read) = self.as_read.remove(&DefId(at)) {
                *column = Some(read);
            }
        });
        // What still holds a column is dropped first, so that the columns move instead of being copied.
        self.groups.clear();
        self.children.clear();
        let mut tables = self.tables;
        for (at, (def, column)) in self.plan.defs.iter().zip(self.columns).enumerate() {
            let Some(table) = tables.get_mut(def.table.0 as usize) else { continue };
            if table.columns.len() < self.plan.defs.len() {
                table.columns.resize(self.plan.defs.len(), None);
            }
            if let Some(place) = table.columns.get_mut(at) {
                *place = column.map(Arc::unwrap_or_clone);
            }
        }
        for (table, parents) in tables.iter_mut().zip(self.parents) {
            table.parents = Arc::unwrap_or_clone(parents);
        }
        let mut remarks = self.remarks;
        let employed = self.plan.tables.first().and_then(|people| people.employed.as_ref());
        if let (Some(clause), Some(people), false) = (employed, tables.first(), self.not_employed.is_empty()) {
            let mut keys = self.not_employed.iter().filter_map(|row| people.keys.get(*row as usize)).map(AsRef::as_ref);
            remarks.extend(keys.next().map(|first: &str| problems::not_employed(first, keys.count(), self.period, clause.span)));
        }
        remarks.extend(left_behind(self.plan, tables.first(), self.past, self.period));
        let (mut faults, befell) = self.faults.into_parts();
        exceptions::overruled(&mut faults, &self.excepted, &tables);
        let trace = self.watcher.map(|watcher| watcher.trace).unwrap_or_default();
        let (excepted, past) = (self.excepted, Arc::clone(self.past));
        Results { period: self.period, tables, faults, befell, remarks, trace, excepted, paid: None, past }
    }

    /// Fills the column of one definition.
    fn fill(&mut self, id: DefId) {
        let plan = self.plan;
        let Some(def) = plan.defs.get(id.0 as usize) else { return };
        let Body::Expr(body) = &def.body else { return };
        self.current = id;
        let count = self.row_count(def.table);
        let rows: Vec<u32> = (0..count).collect();
        let mut column = Column::with_capacity(rows.len());
        for chunk in rows.chunks(CHUNK) {
            let cells = self.eval(body, def.table, chunk);
            let cells = self.settle(def, cells, chunk);
            match cells {
                Cells::Each(slots) => column.extend(slots),
                Cells::Same(_) | Cells::Rows(_) | Cells::Persons(..) => {
                    column.extend(chunk.iter().enumerate().map(|(at, row)| cells.get(at, *row).clone()));
                }
            }
        }
        self.memo.clear();
        self.refuse(def, &mut column);
        self.except(def, id, &mut column);
        let partial = column.iter().any(|slot| matches!(slot, Slot::NotApplicable(_)));
        if let Some(place) = self.partial.get_mut(id.0 as usize) {
            *place = partial;
        }
        if let Some(place) = self.columns.get_mut(id.0 as usize) {
            *place = Some(Arc::new(column));
        }
    }

    /// A person whose row cannot be used as a whole gets no number at all, not even one that reads nothing of the row: whether the
    /// person is who the row says is what is in doubt.
    fn refuse(&self, def: &Def, column: &mut Column) {
        let faults = self.tables.first().filter(|_| def.table == PEOPLE).map_or(&[][..], |people| people.row_faults.as_slice());
        for (slot, fault) in column.iter_mut().zip(faults) {
            if let Some(fault) = fault {
                *slot = Slot::Fault(*fault);
            }
        }
    }

    /// Whether a scorecard covers a person, and what an adjustment brings, must be known.
    fn settle(&mut self, def: &Def, cells: Cells, rows: &[u32]) -> Cells {
        match def.role {
            Role::Covered | Role::Adjust => {}
            Role::Column
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Term(_)
            | Role::Earlier
            | Role::Told
            | Role::Said
            | Role::Slice
            | Role::GoalMet
            | Role::GoalAttainment
            | Role::GoalGap
            | Role::GoalAchievable
            | Role::KpiMeasure
            | Role::KpiTarget
            | Role::KpiAttainment
            | Role::KpiScore
            | Role::KpiWeighted
            | Role::Score
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::PayoutTotal
            | Role::Figure(_) => return cells,
        }
        let what = if def.role == Role::Covered { problems::Use::Condition } else { problems::Use::Adjustment };
        let span = match &def.body {
            Body::Expr(body) => body.span,
            Body::Column(_) => def.span,
        };
        let mut slots = cells.into_slots(rows);
        for (slot, row) in slots.iter_mut().zip(rows) {
            if let Slot::Missing(cell) = slot {
                *slot = Slot::Fault(self.missing(what, span, *cell, def.table, *row));
            }
        }
        Cells::Each(slots)
    }

    pub(super) fn row_count(&self, table: TableId) -> u32 {
        self.tables.get(table.0 as usize).map_or(0, |table| u32::try_from(table.len()).unwrap_or(u32::MAX))
    }

    /// The fault of a row as a whole.
    pub(super) fn row_fault(&self, table: TableId, row: u32) -> Option<FaultId> {
        self.tables.get(table.0 as usize)?.row_faults.get(row as usize).copied().flatten()
    }

    pub(super) fn def(&self, id: DefId) -> Option<&'a Def> {
        self.plan.defs.get(id.0 as usize)
    }

    pub(super) fn column(&self, id: DefId) -> Option<&Arc<Column>> {
        self.columns.get(id.0 as usize)?.as_ref()
    }

    /// What a definition holds for a row, whatever it is.
    pub(super) fn raw(&self, id: DefId, row: u32) -> Slot {
        self.column(id).and_then(|column| column.get(row as usize)).cloned().unwrap_or(Slot::NotApplicable(id))
    }

    /// Rows that are faulty as a whole give that fault in every input column.
    pub(super) fn apply_row_faults(&mut self) {
        for (table, at) in self.tables.iter().zip(0_u32..) {
            if !table.row_faults.iter().any(Option::is_some) {
                continue;
            }
            let Some(declared) = self.plan.tables.get(at as usize) else { continue };
            for id in &declared.columns {
                let Some(Some(column)) = self.columns.get_mut(id.0 as usize) else { continue };
                self.as_read.entry(*id).or_insert_with(|| Arc::clone(column));
                for (slot, row_fault) in Arc::make_mut(column).iter_mut().zip(&table.row_faults) {
                    if let Some(row_fault) = row_fault {
                        *slot = Slot::Fault(*row_fault);
                    }
                }
            }
        }
    }

    /// A column as the reader filled it.
    pub(super) fn as_read(&self, id: DefId) -> Option<&Arc<Column>> {
        self.as_read.get(&id).or_else(|| self.column(id))
    }

    /// The person a row belongs to: the row itself in the population.
    pub(super) fn person_of(&self, table: TableId, row: u32) -> Option<u32> {
        if table == PEOPLE {
            return Some(row);
        }
        self.parents.get(table.0 as usize)?.get(row as usize).copied()
    }

    /// Where a row stands in its file, and whose it is.
    pub(super) fn row_place(&self, table: TableId, row: u32) -> DataPlace {
        let Some(data) = self.tables.get(table.0 as usize) else { return DataPlace::default() };
        let person = self.person_of(table, row).and_then(|person| self.tables.first()?.keys.get(person as usize));
        let at = data.place(row);
        DataPlace {
            file: at.map_or(data.files.name(), |(file, _)| file).to_string(),
            row: at.map(|(_, line)| line),
            column: None,
            cell: None,
            person: person.map(|key| key.to_string()),
        }
    }

    /// Where a cell stands, with what it says.
    pub(super) fn cell_place(&self, cell: CellRef) -> DataPlace {
        let mut place = self.row_place(cell.table, cell.row);
        place.column = self.def(cell.column).map(|def| match &def.body {
            Body::Column(column) => column.header.clone(),
            Body::Expr(_) => def.name.clone(),
        });
        let slot = self.as_read(cell.column).and_then(|column| column.get(cell.row as usize));
        place.cell = match (slot, self.def(cell.column)) {
            // Where the value is the default, the cell may say nothing, so nothing is said of it.
            (Some(Slot::Value(value)), Some(def)) if def.default() == Some(value) => None,
            (Some(Slot::Value(value)), Some(def)) => Some(self.show(value, def.ty)),
            (Some(Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) | Slot::Value(_)) | None, _) => None,
        };
        place
    }
}
