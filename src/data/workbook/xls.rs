//! XLS of Excel 97 to 2003: the list of sheets, the texts they share, the formats of numbers, and the cells of one sheet.

use std::collections::BTreeMap;

use crate::data::grid::GridCell;
use crate::data::limits::Limits;
use crate::data::sheet::Form;

use super::compound::{Compound, u16_at, u32_at, u64_at};
use super::decimal::Decimal;
use super::fault::{Broken, Fault, Looks, Of};
use super::number_format::{Class, Epoch, built_in, class_of};
use super::place::{self, Merge};
use super::records::{Pieces, Record, Records};
use super::store::Store;
use super::{Active, RawSheet, Tab, Visibility};

/// The stream that holds everything.
const STREAM: &str = "Workbook";
/// Excel 97 and later.
const VERSION: u16 = 0x0600;

mod kind {
    pub const FORMULA: u16 = 0x06;
    pub const END: u16 = 0x0A;
    pub const DATE_MODE: u16 = 0x22;
    pub const FILE_PASS: u16 = 0x2F;
    pub const COLUMNS: u16 = 0x7D;
    pub const SHEET: u16 = 0x85;
    pub const MANY_RK: u16 = 0xBD;
    pub const RICH_TEXT: u16 = 0xD6;
    pub const CELL_FORMAT: u16 = 0xE0;
    pub const MERGED: u16 = 0xE5;
    pub const TEXTS: u16 = 0xFC;
    pub const SHARED_TEXT: u16 = 0xFD;
    pub const SUPPLIER: u16 = 0x1AE;
    pub const NUMBER: u16 = 0x203;
    pub const TEXT: u16 = 0x204;
    pub const FLAG_OR_ERROR: u16 = 0x205;
    pub const RESULT_TEXT: u16 = 0x207;
    pub const ROW: u16 = 0x208;
    pub const RK: u16 = 0x27E;
    pub const FORMAT: u16 = 0x41E;
    pub const BEGIN: u16 = 0x809;
}

/// An open workbook.
pub(super) struct Book {
    stream: Vec<u8>,
    tabs: Vec<Tab>,
    /// Where each sheet begins in the stream.
    starts: Vec<usize>,
    shared: Vec<Box<str>>,
    /// The class of each cell format.
    classes: Vec<Class>,
    epoch: Epoch,
    active: Vec<Active>,
}

fn broken() -> Fault {
    Fault::part(STREAM)
}

impl Book {
    pub fn open(compound: &Compound<'_>) -> Result<Book, Fault> {
        let mut active = Vec::new();
        if compound.has("_VBA_PROJECT_CUR") {
            active.push(Active::Macros);
        }
        if compound.has_start("MBD") {
            active.push(Active::Objects);
        }
        let mut book = Book {
            stream: Vec::new(),
            tabs: Vec::new(),
            starts: Vec::new(),
            shared: Vec::new(),
            classes: Vec::new(),
            epoch: Epoch::Of1900,
            active,
        };
        let stream = compound.stream(STREAM)?;
        book.list(&stream)?;
        book.stream = stream;
        if book.tabs.is_empty() {
            return Err(Fault::Broken(Broken::Missing("worksheet".to_string())));
        }
        Ok(book)
    }

    fn list(&mut self, stream: &[u8]) -> Result<(), Fault> {
        let mut written: BTreeMap<u16, Class> = BTreeMap::new();
        let mut formats: Vec<u16> = Vec::new();
        for (at, record) in Records::new(stream).enumerate() {
            match record.kind {
                kind::BEGIN if u16_at(record.data, 0) != Some(VERSION) => return Err(Fault::Other(Looks::Ancient)),
                kind::FILE_PASS => return Err(Fault::Other(Looks::Protected)),
                _ if at == 0 && record.kind != kind::BEGIN => return Err(broken()),
                kind::DATE_MODE if u16_at(record.data, 0) == Some(1) => self.epoch = Epoch::Of1904,
                kind::FORMAT => {
                    let text = Pieces::new(&record, 2).and_then(|mut pieces| pieces.text()).ok_or_else(broken)?;
                    written.insert(u16_at(record.data, 0).ok_or_else(broken)?, class_of(&text));
                }
                kind::CELL_FORMAT => formats.push(u16_at(record.data, 2).ok_or_else(broken)?),
                kind::SHEET => self.tab(&record).ok_or_else(broken)?,
                kind::TEXTS => self.texts(&record).ok_or_else(broken)?,
                kind::SUPPLIER if supplies(&record) && !self.active.contains(&Active::Links) => self.active.push(Active::Links),
                kind::END => break,
                _ => {}
            }
        }
        self.classes = formats.iter().map(|id| written.get(id).copied().unwrap_or_else(|| built_in(u32::from(*id)))).collect();
        self.active.sort_unstable();
        Ok(())
    }

    fn tab(&mut self, record: &Record<'_>) -> Option<()> {
        let visibility = match record.data.get(4)? & 3 {
            0 => Visibility::Shown,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        // Others are charts, macros and dialogs.
        if *record.data.get(5)? == 0 {
            let name = Pieces::new(record, 6)?.short_text()?;
            self.tabs.push(Tab { name, visibility });
            self.starts.push(u32_at(record.data, 0)? as usize);
        }
        Some(())
    }

    fn texts(&mut self, record: &Record<'_>) -> Option<()> {
        let count = u32_at(record.data, 4)?;
        let mut pieces = Pieces::new(record, 8)?;
        for _ in 0..count {
            self.shared.push(pieces.text()?.into());
        }
        Some(())
    }

    pub fn tabs(&self) -> &[Tab] {
        &self.tabs
    }

    pub fn active(&self) -> Vec<Active> {
        self.active.clone()
    }

    pub fn read(&self, at: usize, limits: &Limits) -> Result<RawSheet, Fault> {
        if let Some(long) = self.shared.iter().find(|text| text.len() > limits.cell) {
            let shown: String = long.chars().take(12).collect();
            return Err(Fault::large(Of::Cell(limits.cell), Some(shown)));
        }
        let start = self.starts.get(at).copied().unwrap_or(usize::MAX);
        let stream = self.stream.get(start..).filter(|rest| !rest.is_empty()).ok_or_else(broken)?;
        let mut sheet = Sheet { book: self, store: Store::new(limits), awaiting: None };
        let mut depth = 0_usize;
        for record in Records::new(stream) {
            match record.kind {
                kind::BEGIN => depth = depth.saturating_add(1),
                kind::END => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return sheet.store.finish();
                    }
                }
                // Charts stand inside the sheet, as streams of their own.
                _ if depth == 1 => sheet.record(&record)?,
                _ => {}
            }
        }
        Err(broken())
    }
}

/// Whether the record names another file, and not the workbook itself or an add-in.
fn supplies(record: &Record<'_>) -> bool {
    record.data.len() != 4
}

/// One sheet while it is read.
struct Sheet<'b> {
    book: &'b Book,
    store: Store<'b>,
    /// The formula whose text comes in the next record.
    awaiting: Option<(u64, usize)>,
}

impl Sheet<'_> {
    fn record(&mut self, record: &Record<'_>) -> Result<(), Fault> {
        let data = record.data;
        match record.kind {
            kind::SHARED_TEXT => {
                let (line, column) = at(data)?;
                let text = u32_at(data, 6).and_then(|at| self.book.shared.get(at as usize));
                let text = text.ok_or_else(|| Fault::place(place::name(line, column)))?;
                self.store.put(line, column, GridCell { text: text.clone(), form: Form::Text })
            }
            kind::TEXT | kind::RICH_TEXT => {
                let (line, column) = at(data)?;
                let text = Pieces::new(record, 6).and_then(|mut pieces| pieces.text()).ok_or_else(broken)?;
                self.store.put(line, column, GridCell::text(text))
            }
            kind::RESULT_TEXT => {
                let Some((line, column)) = self.awaiting.take() else { return Ok(()) };
                let text = Pieces::new(record, 0).and_then(|mut pieces| pieces.text()).ok_or_else(broken)?;
                self.store.put(line, column, GridCell::text(text))
            }
            kind::NUMBER => {
                let number = Decimal::from_bits(u64_at(data, 6).ok_or_else(broken)?);
                self.number(at(data)?, u16_at(data, 4), number)
            }
            kind::RK => self.number(at(data)?, u16_at(data, 4), Some(short(u32_at(data, 6).ok_or_else(broken)?))),
            kind::MANY_RK => self.many(data),
            kind::FLAG_OR_ERROR => {
                let (line, column) = at(data)?;
                let (value, error) = data.get(6).zip(data.get(7)).ok_or_else(broken)?;
                self.store.put(line, column, if *error == 0 { flag(*value) } else { GridCell::text(error_text(*value)) })
            }
            kind::FORMULA => self.formula(data),
            kind::ROW => {
                if data.get(12).is_some_and(|options| options & 0x20 != 0) {
                    self.store.hide_row(u64::from(u16_at(data, 0).ok_or_else(broken)?).saturating_add(1));
                }
                Ok(())
            }
            kind::COLUMNS => {
                let (first, last) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(broken)?;
                if data.get(8).is_some_and(|options| options & 1 != 0) {
                    self.store.hide_columns(usize::from(first), usize::from(last));
                }
                Ok(())
            }
            kind::MERGED => self.merged(data),
            _ => Ok(()),
        }
    }

    fn number(&mut self, (line, column): (u64, usize), format: Option<u16>, number: Option<Decimal>) -> Result<(), Fault> {
        let class = format.and_then(|format| self.book.classes.get(usize::from(format))).copied().unwrap_or(Class::Number);
        self.store.put_number(line, column, number, class, self.book.epoch)
    }

    /// Several numbers beside one another.
    fn many(&mut self, data: &[u8]) -> Result<(), Fault> {
        let (line, first) = at(data)?;
        let cells = data.get(4..data.len().saturating_sub(2)).unwrap_or(&[]);
        for (step, cell) in cells.chunks_exact(6).enumerate() {
            let number = short(u32_at(cell, 2).ok_or_else(broken)?);
            self.number((line, first.saturating_add(step)), u16_at(cell, 0), Some(number))?;
        }
        Ok(())
    }

    fn formula(&mut self, data: &[u8]) -> Result<(), Fault> {
        let (line, column) = at(data)?;
        let result = data.get(6..14).ok_or_else(broken)?;
        let stale = u16_at(data, 14).is_some_and(|options| options & 2 != 0);
        // Programs that do not compute write a blank for the result.
        if let ([3, .., 0xFF, 0xFF], true) = (result, stale) {
            return self.store.put_uncomputed(line, column, "…");
        }
        if stale {
            self.store.stale(line, column);
        }
        self.awaiting = None;
        match result {
            [0, .., 0xFF, 0xFF] => {
                self.awaiting = Some((line, column));
                Ok(())
            }
            [1, _, value, .., 0xFF, 0xFF] => self.store.put(line, column, flag(*value)),
            [2, _, value, .., 0xFF, 0xFF] => self.store.put(line, column, GridCell::text(error_text(*value))),
            [3, .., 0xFF, 0xFF] => Ok(()),
            _ => self.number((line, column), u16_at(data, 4), Decimal::from_bits(u64_at(result, 0).ok_or_else(broken)?)),
        }
    }

    fn merged(&mut self, data: &[u8]) -> Result<(), Fault> {
        for range in data.get(2..).unwrap_or(&[]).chunks_exact(8) {
            let numbers: Vec<u16> = range.chunks_exact(2).filter_map(|two| u16_at(two, 0)).collect();
            let [top, bottom, left, right] = numbers.as_slice() else { return Err(broken()) };
            if top > bottom || left > right {
                return Err(broken());
            }
            let line = |row: u16| u64::from(row).saturating_add(1);
            self.store.merge(Merge { lines: (line(*top), line(*bottom)), columns: (usize::from(*left), usize::from(*right)) })?;
        }
        Ok(())
    }
}

/// Where a cell stands, as the first bytes of its record say it.
fn at(data: &[u8]) -> Result<(u64, usize), Fault> {
    let (row, column) = u16_at(data, 0).zip(u16_at(data, 2)).ok_or_else(broken)?;
    Ok((u64::from(row).saturating_add(1), usize::from(column)))
}

fn flag(value: u8) -> GridCell {
    GridCell { text: if value == 0 { "false" } else { "true" }.into(), form: Form::Flag }
}

fn error_text(value: u8) -> &'static str {
    match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#UNKNOWN!",
    }
}

/// A number in four bytes: a whole one of 30 bits, or the upper 30 bits of a longer one, perhaps a hundred times too large.
fn short(bits: u32) -> Decimal {
    let number = if bits & 2 == 0 {
        Decimal::from_bits(u64::from(bits & 0xFFFF_FFFC) << 32)
    } else {
        let whole = bits.cast_signed() >> 2;
        Decimal::parse(&whole.to_string())
    };
    let number = number.unwrap_or_default();
    if bits & 1 == 0 { number } else { number.hundredth() }
}
