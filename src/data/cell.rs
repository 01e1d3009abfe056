//! One cell against its column: what it says, or why it says nothing that the policy can use.

mod date;
mod number;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::text::nearest;
use crate::plan::ir::{Choice, Column, ColumnBound, Plan};
use crate::source::Span;
use crate::syntax::ast::{CellUnit, Side};
use crate::value::show::Currency;
use crate::value::{Date, Type, Value, Zone};

use super::sheet::{Cell, Form, normal, trim};

/// Why a cell cannot be used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CellProblem {
    /// `#N/A` and its like, which a spreadsheet writes where a formula failed.
    SpreadsheetError,
    NotANumber,
    /// More than 64 digits before or after the point.
    TooManyDigits,
    /// `1.23E+08`, of which a spreadsheet has left out digits.
    Shortened,
    /// `(1,200)`, with what it seems to mean.
    Parenthesised {
        instead: String,
    },
    /// Both readings, each as it would be written without doubt.
    TwoReadings {
        one: String,
        other: String,
    },
    /// `150元` in a column of 万: the number as it would be written for the bare amount, the amount itself, and 万 of it.
    UnitBesideWan {
        small: String,
        bare: String,
        whole: String,
    },
    /// A percent without its sign, with both readings.
    BarePercent {
        points: String,
        ratio: String,
    },
    /// A sign, or a word of a unit, that the column's type has no use for.
    WrongUnit {
        unit: String,
    },
    /// A sign of another currency than the policy's.
    OtherCurrency {
        sign: String,
    },
    /// A count that is no whole number, or below 0.
    NotACount,
    OutOfBounds {
        bound: Limit,
        side: Side,
    },
    /// No option of the closed choice; the nearest one where one is near.
    NotAnOption {
        nearest: Option<Arc<str>>,
    },
    NotADate,
    /// A day the calendar does not have.
    NoSuchDay,
    /// `01/02/2026`, with the days it could be.
    DayOrder {
        day_first: Option<Date>,
        month_first: Option<Date>,
    },
    /// A spreadsheet's number of a day.
    DayNumber,
    /// A time of day or a time zone behind the date.
    TimeOfDay,
    NotAFlag,
    /// A list or an object where one value should stand.
    Nested,
    /// A number of more than 15 digits in a spreadsheet, which keeps no more.
    DigitsLost,
    /// A formula without its result.
    Uncomputed,
    /// A cell that is merged over several columns.
    Merged,
    /// A number merged over several rows: once for all of them, or in each.
    Spread,
    /// JSON's `true` or `false` in a column that is no flag.
    FlagInstead,
    /// A character that cannot be seen, inside the text.
    Hidden(char),
}

/// A bound that a cell breaks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limit {
    pub inclusive: bool,
    pub value: Value,
    pub span: Span,
}

/// Reads one cell of a column of type `ty`; `None` where the cell is blank.
///
/// What a blank cell means is the column's presence, which is not judged here.
///
/// # Errors
/// [`CellProblem`].
pub fn cell(text: &str, ty: Type, column: &Column, plan: &Plan) -> Result<Option<Value>, CellProblem> {
    CellReader::new(ty, column, plan).read(Cell { text, form: Form::Text })
}

/// What a column asks of its cells, with the texts it has seen.
pub(super) struct CellReader<'p> {
    ty: Type,
    low: Option<&'p ColumnBound>,
    high: Option<&'p ColumnBound>,
    unit: Option<CellUnit>,
    /// In whose days a moment is meant.
    zone: Option<Zone>,
    /// The one that the column's amounts are in.
    currency: Currency,
    options: FxHashMap<&'p str, Value>,
    choice: Option<&'p Choice>,
    texts: FxHashSet<Arc<str>>,
    /// The nearest option of each strange word, as one word usually stands in many cells.
    strange: FxHashMap<String, Option<Arc<str>>>,
}

impl<'p> CellReader<'p> {
    pub fn new(ty: Type, column: &'p Column, plan: &'p Plan) -> CellReader<'p> {
        let mut reader = CellReader::plain(ty, plan);
        reader.low = column.low.as_ref();
        reader.high = column.high.as_ref();
        reader.unit = column.unit;
        reader
    }

    /// Of a type alone, as the columns of a table from data are.
    pub fn plain(ty: Type, plan: &'p Plan) -> CellReader<'p> {
        let choice = match ty {
            Type::Choice(id) => plan.choices.get(id.0 as usize),
            Type::Money
            | Type::Foreign(_)
            | Type::Percent
            | Type::Number
            | Type::Count
            | Type::Date
            | Type::Days
            | Type::Text
            | Type::Flag => None,
        };
        let mut options = FxHashMap::default();
        for option in choice.into_iter().flat_map(|choice| &choice.options) {
            let value = Value::Text(option.name.as_str().into());
            for spelling in [&option.name].into_iter().chain(&option.also) {
                options.entry(spelling.as_str()).or_insert_with(|| value.clone());
            }
        }
        CellReader {
            ty,
            low: None,
            high: None,
            unit: None,
            zone: None,
            currency: plan.currency_of(ty),
            options,
            choice,
            texts: FxHashSet::default(),
            strange: FxHashMap::default(),
        }
    }

    /// The same, for files of which the policy says in which zone their times are meant.
    pub fn in_zone(self, zone: Option<Zone>) -> CellReader<'p> {
        CellReader { zone, ..self }
    }

    pub fn ty(&self) -> Type {
        self.ty
    }

    pub fn currency(&self) -> &Currency {
        &self.currency
    }

    pub fn choice(&self) -> Option<&'p Choice> {
        self.choice
    }

    /// What the cell says; `None` where it is blank.
    pub fn read(&mut self, cell: Cell<'_>) -> Result<Option<Value>, CellProblem> {
        match (cell.form, self.ty) {
            (Form::Nested, _) => return Err(CellProblem::Nested),
            (Form::Rounded, _) => return Err(CellProblem::DigitsLost),
            (Form::Uncomputed, _) => return Err(CellProblem::Uncomputed),
            (Form::Merged, _) => return Err(CellProblem::Merged),
            // An amount for several rows together would be counted once in each.
            (Form::Spread, Type::Money | Type::Foreign(_) | Type::Number | Type::Count | Type::Days) => return Err(CellProblem::Spread),
            (Form::Flag, Type::Flag) | (Form::Text | Form::Number | Form::Spread, _) => {}
            (Form::Flag, _) => return Err(CellProblem::FlagInstead),
        }
        let text = trim(cell.text);
        if text.is_empty() {
            return Ok(None);
        }
        if text.starts_with('#') && is_spreadsheet_error(text) {
            return Err(CellProblem::SpreadsheetError);
        }
        let value = match self.ty {
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => {
                Value::Number(number::read(text, cell.form, number::Rules { ty: self.ty, unit: self.unit, currency: &self.currency })?)
            }
            Type::Date => Value::Date(date::read(text, self.zone)?),
            Type::Flag => Value::Flag(flag(text)?),
            Type::Text => Value::Text(self.text(text)?),
            Type::Choice(_) => self.option(text)?,
        };
        self.bounded(&value)?;
        Ok(Some(value))
    }

    fn text(&mut self, text: &str) -> Result<Arc<str>, CellProblem> {
        let text = normal(text);
        if let Some(known) = self.texts.get(text.as_ref()) {
            return Ok(Arc::clone(known));
        }
        if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
            return Err(CellProblem::Hidden(hidden));
        }
        let text: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&text));
        Ok(text)
    }

    fn option(&mut self, text: &str) -> Result<Value, CellProblem> {
        let text = normal(text);
        if let Some(value) = self.options.get(text.as_ref()) {
            return Ok(value.clone());
        }
        if let Some(nearest) = self.strange.get(text.as_ref()) {
            return Err(CellProblem::NotAnOption { nearest: nearest.clone() });
        }
        // Every spelling is a candidate, and the option it stands for is what is offered.
        let mut spellings: Vec<&str> = self.options.keys().copied().collect();
        spellings.sort_unstable();
        let near = nearest(&text, spellings.into_iter()).and_then(|spelling| match self.options.get(spelling) {
            Some(Value::Text(name)) => Some(Arc::clone(name)),
            Some(Value::Number(_) | Value::Date(_) | Value::Flag(_)) | None => None,
        });
        self.strange.insert(text.into_owned(), near.clone());
        Err(CellProblem::NotAnOption { nearest: near })
    }

    fn bounded(&self, value: &Value) -> Result<(), CellProblem> {
        for (bound, side) in [(self.low, Side::Low), (self.high, Side::High)] {
            if let Some(bound) = bound
                && breaks(value, bound, side)
            {
                let bound = Limit { inclusive: bound.inclusive, value: bound.value.clone(), span: bound.span };
                return Err(CellProblem::OutOfBounds { bound, side });
            }
        }
        Ok(())
    }
}

fn breaks(value: &Value, bound: &ColumnBound, side: Side) -> bool {
    let order = match (value, &bound.value) {
        (Value::Number(value), Value::Number(bound)) => value.cmp(bound),
        (Value::Date(value), Value::Date(bound)) => value.cmp(bound),
        (Value::Number(_) | Value::Date(_) | Value::Text(_) | Value::Flag(_), _) => return false,
    };
    match side {
        Side::Low => order.is_lt() || (order.is_eq() && !bound.inclusive),
        Side::High => order.is_gt() || (order.is_eq() && !bound.inclusive),
    }
}

/// `#N/A`, `#REF!`, `#####`.
fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: [&str; 14] = [
        "#N/A",
        "#REF!",
        "#DIV/0!",
        "#VALUE!",
        "#NAME?",
        "#NUM!",
        "#NULL!",
        "#SPILL!",
        "#CALC!",
        "#GETTING_DATA",
        "#FIELD!",
        "#BLOCKED!",
        "#UNKNOWN!",
        "#CONNECT!",
    ];
    ERRORS.contains(&text) || (text.len() > 2 && text.bytes().all(|byte| byte == b'#'))
}

fn flag(text: &str) -> Result<bool, CellProblem> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["yes", "true", "是"]) {
        Ok(true)
    } else if is(["no", "false", "否"]) {
        Ok(false)
    } else {
        Err(CellProblem::NotAFlag)
    }
}

/// Controls other than line ends and tabs, direction marks and characters without a width that no script needs.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// Full-width digits, letters and signs as ASCII, every minus as `-`, every blank as a space.
fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c).saturating_sub(0xFEE0)).unwrap_or(c),
        '\u{2212}' | '\u{2013}' | '\u{2010}' | '\u{2011}' => '-',
        '\u{FFE5}' => '¥',
        '\u{FFE1}' => '£',
        '\u{3000}' | '\u{A0}' | '\u{2009}' | '\u{202F}' => ' ',
        _ => c,
    };
    text.chars().map(plain).collect()
}
