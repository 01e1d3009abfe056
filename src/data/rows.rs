//! What the readers of people and of child rows share: filling typed columns row by row, and collecting what is wrong.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::diagnostic::{DataPlace, Diagnostic};
use crate::engine::table::{CellRef, Column, FaultId, LostRow, Slot, Table};
use crate::plan::ir::{self, Body, DefId, PersonColumn, Plan, Presence, TableId};
use crate::source::Span;
use crate::value::{Date, Period, Type, Value};

use super::cell::{CellProblem, CellReader};
use super::headers::Bound;
use super::limits::{MOST_FAULTS, MOST_PLACES};
use super::problems::cells::{self, Wanted};
use super::problems::{At, files, row_place, rows};
use super::sheet::{Row, Shape, Sheet};
use super::total;

/// Why reading stops: nothing can be computed.
pub(super) type Stop = Vec<Diagnostic>;

/// Everything wrong with rows and cells so far, and the remarks.
pub(super) struct Faults {
    list: Vec<Diagnostic>,
    remarks: Vec<Diagnostic>,
    computed: Option<(Period, Period)>,
    pub until: Option<Date>,
}

impl Faults {
    pub fn new(remarks: Vec<Diagnostic>, computed: Option<(Period, Period)>, until: Option<Date>) -> Faults {
        Faults { list: Vec::new(), remarks, computed, until }
    }

    /// Whether it is to be told that a row of these days is left out of a period: it lies in none of those that are computed. Of several
    /// the first says so.
    pub fn lies_outside(&self, (from, to): (Date, Date), period: Period) -> bool {
        self.computed.is_none_or(|(first, last)| period == first && (from < first.start() || last.end() < to))
    }

    /// `2026-Q1`, or `2026-Q1..2026-Q4` where all of these are computed.
    pub fn computed(&self, period: Period) -> String {
        self.computed.map_or(period.to_string(), |(first, last)| format!("{first}..{last}"))
    }

    /// Enters a fault under its number.
    ///
    /// # Errors
    /// There are too many.
    pub fn push(&mut self, fault: Diagnostic) -> Result<FaultId, Stop> {
        let id = u32::try_from(self.list.len()).map(FaultId).ok();
        self.list.push(fault);
        match id {
            Some(id) if self.list.len() <= MOST_FAULTS => Ok(id),
            Some(_) | None => Err(self.stop(files::too_many_faults())),
        }
    }

    pub fn remark(&mut self, remark: Diagnostic) {
        self.remarks.push(remark);
    }

    /// Everything so far, with the reason why nothing can be computed.
    pub fn stop(&mut self, reason: Diagnostic) -> Stop {
        let mut all = vec![reason];
        all.append(&mut self.list);
        all
    }

    /// The faults, and the remarks.
    pub fn finish(self) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        (self.list, self.remarks)
    }
}

/// One column on its way.
pub(super) struct Filling<'p> {
    pub def: DefId,
    /// As the file has it.
    pub header: String,
    pub span: Span,
    pub names_person: PersonColumn,
    pub presence: &'p Presence,
    /// Its place in the file; `None` where the file lacks it.
    place: Option<usize>,
    reader: CellReader<'p>,
    slots: Column,
}

/// Whether a row is of the period evaluated.
pub(super) enum When {
    In,
    Other(Period),
    Unreadable(Diagnostic),
}

/// One table on its way.
pub(super) struct Builder<'p, 'a> {
    pub input: &'p ir::Table,
    pub sheet: Sheet<'a>,
    pub table: Table,
    pub columns: Vec<Filling<'p>>,
    plan: &'p Plan,
    id: TableId,
    /// Where the period column stands.
    period: Option<usize>,
}

impl<'p, 'a> Builder<'p, 'a> {
    pub fn new(plan: &'p Plan, id: TableId, input: &'p ir::Table, bound: Bound<'a>) -> Builder<'p, 'a> {
        let mut places = bound.places.into_iter();
        let columns = input.columns.iter().filter_map(|id| {
            let def = plan.defs.get(id.0 as usize)?;
            let Body::Column(column) = &def.body else { return None };
            let place = places.next().flatten();
            Some(Filling {
                def: *id,
                header: place.and_then(|at| bound.sheet.headers.get(at)).unwrap_or(&column.header).clone(),
                span: def.span,
                names_person: column.names_person,
                presence: &column.presence,
                place,
                reader: CellReader::new(def.ty, column, plan).in_zone(input.origin.zone),
                slots: Vec::new(),
            })
        });
        let columns: Vec<Filling<'p>> = columns.collect();
        let period = places.next().flatten();
        let table = Table { ..Table::default() };
        Builder { input, sheet: bound.sheet, table, columns, plan, id, period }
    }

    /// Which of the columns a definition is.
    pub fn position(&self, def: DefId) -> usize {
        self.columns.iter().position(|column| column.def == def).unwrap_or(usize::MAX)
    }

    /// What a row says in a column; `None` where it is blank or there is no such column.
    pub fn read(&mut self, row: &Row, column: usize) -> Result<Option<Value>, CellProblem> {
        let Some(filling) = self.columns.get_mut(column) else { return Ok(None) };
        match filling.place.and_then(|place| row.cell(place)) {
            Some(cell) => filling.reader.read(cell),
            None => Ok(None),
        }
    }

    /// The text of a key column; `None` where it is blank.
    pub fn key(&mut self, row: &Row, column: usize) -> Result<Option<Arc<str>>, CellProblem> {
        Ok(match self.read(row, column)? {
            Some(Value::Text(key)) => Some(key),
            Some(Value::Number(_) | Value::Date(_) | Value::Flag(_)) | None => None,
        })
    }

    /// The word that makes a row one of totals: as its key, or alone in a column of texts.
    pub fn total_in(&self, row: &Row, key: usize) -> Option<String> {
        let text = |filling: &Filling<'_>| filling.place.and_then(|place| row.cell(place)).map_or("", |cell| cell.trimmed()).to_string();
        let own = self.columns.get(key).map(text).filter(|text| total::is_key(text));
        let texts = || self.columns.iter().filter(|filling| filling.reader.ty() == Type::Text && filling.names_person == PersonColumn::No);
        own.or_else(|| texts().map(text).find(|text| total::is_word(text)))
    }

    /// What is wrong with a row's shape.
    pub fn misshapen(&self, row: &Row, person: Option<&str>) -> Option<Diagnostic> {
        let files = &self.sheet.files;
        match &row.shape {
            Shape::Fine => None,
            Shape::Cells { found } => Some(rows::cells(files, row.line, person, *found, self.sheet.headers.len())),
            Shape::Twice(key) => Some(rows::key_in_record(files, row.line, person, key)),
        }
    }

    /// Whether a row is of the period, as the period column says; without one it is.
    pub fn when(&self, row: &Row, period: Period, person: Option<&str>) -> When {
        let (Some(header), Some(place)) = (&self.input.period_column, self.period) else { return When::In };
        let text = row.cell(place).map_or("", |cell| cell.trimmed());
        let found = Period::parse_loose(text);
        match found {
            Some(found) if found == period => When::In,
            Some(found) if found.kind == period.kind => When::Other(found),
            Some(_) | None => {
                let at = At { files: &self.sheet.files, line: row.line, header, person, span: self.input.span };
                When::Unreadable(rows::period_unreadable(at, text, period, found))
            }
        }
    }

    /// The period that the period column says; nothing where there is none or it cannot be read.
    pub fn period_of(&self, row: &Row) -> Option<Period> {
        Period::parse_loose(row.cell(self.period?)?.trimmed())
    }

    /// What a message says of a cell: where it stands, and what it says.
    pub fn at<'s>(&'s self, row: &'s Row, column: usize, person: Option<&'s str>) -> (At<'s>, &'s str) {
        let filling = self.columns.get(column);
        let at = At {
            files: &self.sheet.files,
            line: row.line,
            header: filling.map_or("", |filling| filling.header.as_str()),
            person,
            span: filling.map_or(self.input.span, |filling| filling.span),
        };
        let cell = filling.and_then(|filling| row.cell(filling.place?)).map_or("", |cell| cell.trimmed());
        (at, cell)
    }

    pub fn wrong(&self, row: &Row, column: usize, person: Option<&str>, problem: &CellProblem) -> Diagnostic {
        let (at, cell) = self.at(row, column, person);
        let reader = self.columns.get(column).map(|filling| &filling.reader);
        let wanted = Wanted {
            ty: reader.map_or(crate::value::Type::Text, CellReader::ty),
            choice: reader.and_then(CellReader::choice),
            currency: reader.map_or(&self.plan.currency, CellReader::currency),
        };
        cells::wrong(at, cell, problem, &wanted)
    }

    /// Adds a row that cannot be used as a whole: its cells have the row's fault, but for what is known of them, such as its team.
    pub fn add_faulty(&mut self, key: Arc<str>, line: u64, fault: FaultId, known: &[(DefId, Value)]) {
        for filling in &mut self.columns {
            let value = known.iter().find(|(def, _)| *def == filling.def).map(|(_, value)| value.clone());
            filling.slots.push(value.map_or(Slot::Fault(fault), Slot::Value));
        }
        self.table.keys.push(key);
        self.table.lines.push(line);
        self.table.row_faults.push(Some(fault));
    }

    /// Keeps a row whose key is not known, so that no sum over people passes it over.
    pub fn lose(&mut self, row: &Row, fault: FaultId) {
        let known = self.known(row);
        self.table.lost.push(LostRow { fault, known });
    }

    /// What a row says where its cells can be read: the columns of text and options, which say of which team it is.
    pub fn known(&mut self, row: &Row) -> Vec<(DefId, Value)> {
        let mut known = Vec::new();
        if row.shape == Shape::Fine {
            for column in 0..self.columns.len() {
                let value = self.read(row, column).ok().flatten().filter(|value| matches!(value, Value::Text(_)));
                known.extend(self.columns.get(column).zip(value).map(|(filling, value)| (filling.def, value)));
            }
        }
        known
    }

    /// Adds a row, reading every cell. The columns `known` have been found wrong already, with the row's fault.
    ///
    /// # Errors
    /// Too many faults.
    pub fn add(
        &mut self,
        row: &Row,
        (key, person): (Arc<str>, Option<&str>),
        known: &[(usize, FaultId)],
        faults: &mut Faults,
    ) -> Result<(), Stop> {
        let at = u32::try_from(self.table.keys.len()).unwrap_or(u32::MAX);
        let row_fault = known.first().map(|(_, fault)| *fault);
        for column in 0..self.columns.len() {
            if let Some((_, fault)) = known.iter().find(|(known, _)| *known == column) {
                self.set(column, Slot::Fault(*fault));
                continue;
            }
            let slot = match self.read(row, column) {
                Ok(Some(value)) => Slot::Value(value),
                Ok(None) => self.blank(row, column, (at, person), faults)?,
                Err(problem) => Slot::Fault(faults.push(self.wrong(row, column, person, &problem))?),
            };
            self.set(column, slot);
        }
        self.table.keys.push(key);
        self.table.lines.push(row.line);
        self.table.row_faults.push(row_fault);
        Ok(())
    }

    fn set(&mut self, column: usize, slot: Slot) {
        if let Some(filling) = self.columns.get_mut(column) {
            filling.slots.push(slot);
        }
    }

    fn blank(&self, row: &Row, column: usize, (at, person): (u32, Option<&str>), faults: &mut Faults) -> Result<Slot, Stop> {
        let Some(filling) = self.columns.get(column) else {
            return Ok(Slot::Missing(CellRef { table: self.id, row: at, column: DefId(0) }));
        };
        Ok(match filling.presence {
            Presence::Optional => Slot::Missing(CellRef { table: self.id, row: at, column: filling.def }),
            Presence::Default(value) => Slot::Value(value.clone()),
            Presence::Required => Slot::Fault(faults.push(cells::blank(self.at(row, column, person).0, filling.reader.ty()))?),
        })
    }

    /// Makes a row faulty as a whole.
    pub fn fault_row(&mut self, row: u32, fault: FaultId) {
        let at = row as usize;
        if let Some(own) = self.table.row_faults.get_mut(at) {
            own.get_or_insert(fault);
        }
        for slot in self.columns.iter_mut().filter_map(|column| column.slots.get_mut(at)) {
            if !matches!(slot, Slot::Fault(_)) {
                *slot = Slot::Fault(fault);
            }
        }
    }

    /// Makes one row of several that share their key: a faulty one, which still says its group where all of them say the same.
    pub fn merge(&mut self, rows: &[u32], fault: FaultId) {
        let Some((first, others)) = rows.split_first() else { return };
        if let Some(own) = self.table.row_faults.get_mut(*first as usize) {
            *own = Some(fault);
        }
        for column in &mut self.columns {
            let said = column.slots.get(*first as usize);
            let words = matches!(said, Some(Slot::Value(Value::Text(_))));
            let agreed = words && others.iter().all(|row| column.slots.get(*row as usize) == said);
            if !agreed && let Some(slot) = column.slots.get_mut(*first as usize) {
                *slot = Slot::Fault(fault);
            }
        }
    }

    /// Puts the rows in the order of the file, without those that are not to stay.
    pub fn arrange(&mut self, gone: &FxHashSet<u32>) {
        let mut order: Vec<u32> =
            (0..self.table.keys.len()).filter_map(|row| u32::try_from(row).ok()).filter(|row| !gone.contains(row)).collect();
        let line = |row: &u32| self.table.lines.get(*row as usize).copied();
        if gone.is_empty() && order.is_sorted_by_key(line) {
            return;
        }
        order.sort_by_key(line);
        for column in &mut self.columns {
            column.slots = order.iter().filter_map(|row| column.slots.get(*row as usize).cloned()).collect();
            for (slot, row) in column.slots.iter_mut().zip(0_u32..) {
                if let Slot::Missing(cell) = slot {
                    cell.row = row;
                }
            }
        }
        self.table.keys = order.iter().filter_map(|row| self.table.keys.get(*row as usize).cloned()).collect();
        self.table.lines = order.iter().filter_map(|row| self.table.lines.get(*row as usize).copied()).collect();
        self.table.row_faults = order.iter().filter_map(|row| self.table.row_faults.get(*row as usize).copied()).collect();
    }

    /// Every cell of the columns that name people must be a key that `known` knows.
    ///
    /// # Errors
    /// Too many faults.
    pub fn check_people(&mut self, known: &dyn People, faults: &mut Faults) -> Result<(), Stop> {
        let mut guesses = 0_usize;
        for filling in self.columns.iter_mut().filter(|column| column.names_person == PersonColumn::Yes) {
            for (at, slot) in filling.slots.iter_mut().enumerate() {
                let Slot::Value(Value::Text(key)) = slot else { continue };
                if known.has(key) {
                    continue;
                }
                guesses = guesses.saturating_add(1);
                // The first of many are shown, and only they need a guess.
                // Where a row lost its key, that row is the likelier one.
                let near = if guesses <= MOST_PLACES && self.table.lost.is_empty() { known.near(key) } else { None };
                let person = match self.table.parents.get(at) {
                    Some(parent) => known.key_of(*parent),
                    None => self.table.keys.get(at).cloned(),
                };
                let line = self.table.lines.get(at).copied().unwrap_or(0);
                let at = At { files: &self.sheet.files, line, header: &filling.header, person: person.as_deref(), span: filling.span };
                *slot = Slot::Fault(faults.push(cells::unknown_person(at, key, known.file(), near.as_deref()))?);
            }
        }
        Ok(())
    }

    /// The places of some rows, the first of many.
    pub fn places<'k>(&self, rows: impl Iterator<Item = (u64, Option<&'k str>)>) -> Vec<DataPlace> {
        rows.take(MOST_PLACES).map(|(line, person)| row_place(&self.sheet.files, line, person)).collect()
    }

    pub fn finish(mut self) -> Table {
        let mut columns: Vec<Option<Column>> = vec![None; self.plan.defs.len()];
        for filling in self.columns {
            if let Some(place) = columns.get_mut(filling.def.0 as usize) {
                *place = Some(filling.slots);
            }
        }
        self.table.columns = columns;
        self.table.files = self.sheet.files;
        self.table
    }
}

/// Who the people are.
pub(super) trait People {
    fn has(&self, key: &str) -> bool;
    /// The person probably meant.
    fn near(&self, key: &str) -> Option<String>;
    fn key_of(&self, row: u32) -> Option<Arc<str>>;
    fn file(&self) -> &str;
}
