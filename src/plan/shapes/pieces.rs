//! The pieces of a table's key: values that every row treats alike. A choice falls into its options, a number line into the stretches
//! between all ends the rows name, a text into the words the rows list and everything else.

use super::cut::{Cut, Range};
use super::words::Words;
use super::{Domain, Integers, KeyDomain, Show, constant};
use crate::diagnostic::Text;
use crate::plan::ir::{Bound, LookupCell};
use crate::value::{Date, Number, Type, Value, show};

/// How many words of a key are said in one cell.
const MOST_WORDS: usize = 7;

/// One key of a table, cut into pieces.
pub struct Axis {
    pub pieces: Vec<Piece>,
    pub kind: AxisKind,
}

/// How the pieces of an axis belong together.
#[derive(Clone, PartialEq, Debug)]
pub enum AxisKind {
    /// Any of them make a set: options, words.
    Set,
    /// Neighbours make a range; numbers are shown this way.
    Line(Integers, Shown),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Number,
    Percent,
    Date,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    /// An option or a word.
    Word(String),
    Flag(Yes),
    /// Every text that no row lists.
    Else,
    Stretch(Range),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Yes {
    Yes,
    No,
}

/// Which pieces a cell takes.
pub enum Taken {
    Pieces(Vec<usize>),
    /// An end that is known only when the plan runs: it may take any piece, or none.
    Unknown,
}

impl Axis {
    /// Cuts a key by all the cells its rows have for it.
    pub fn new(key: &KeyDomain, cells: &[&LookupCell]) -> Axis {
        match key {
            KeyDomain::Choice(options) => Axis { pieces: options.iter().cloned().map(Piece::Word).collect(), kind: AxisKind::Set },
            KeyDomain::Flag => Axis { pieces: vec![Piece::Flag(Yes::Yes), Piece::Flag(Yes::No)], kind: AxisKind::Set },
            KeyDomain::Number(domain) => {
                let percent = cells.iter().any(|cell| bounds(cell).any(|bound| bound.value.ty == Type::Percent));
                numbers(domain, if percent { Shown::Percent } else { Shown::Number }, cells)
            }
            KeyDomain::Percent(domain) => numbers(domain, Shown::Percent, cells),
            KeyDomain::Open if cells.iter().any(|cell| is_date(cell)) => {
                numbers(&Domain { low: None, high: None, integers: Integers::Yes }, Shown::Date, cells)
            }
            KeyDomain::Open => words(cells),
        }
    }

    /// The pieces a cell takes.
    pub fn taken(&self, cell: &LookupCell) -> Taken {
        let pick = |fits: &dyn Fn(&Piece) -> bool| {
            Taken::Pieces(self.pieces.iter().enumerate().filter(|(_, piece)| fits(piece)).map(|(at, _)| at).collect())
        };
        match cell {
            LookupCell::Any => pick(&|_| true),
            LookupCell::Values(values) => pick(&|piece| values.iter().any(|value| is_piece(value, piece))),
            LookupCell::Range { .. } => match self.range(cell) {
                Some(range) => pick(&|piece| matches!(piece, Piece::Stretch(stretch) if range.holds(stretch))),
                None => Taken::Unknown,
            },
        }
    }

    fn range(&self, cell: &LookupCell) -> Option<Range> {
        match &self.kind {
            AxisKind::Line(integers, _) => range(cell, *integers),
            AxisKind::Set => None,
        }
    }

    /// Some pieces of this key as they would stand in a cell.
    pub fn said(&self, pieces: &[usize]) -> Text {
        if pieces.len() == self.pieces.len() {
            return Text::new("any", "任意");
        }
        let chosen: Vec<&Piece> = pieces.iter().filter_map(|at| self.pieces.get(*at)).collect();
        match &self.kind {
            AxisKind::Line(integers, shown) => stretch(&chosen, *integers, *shown),
            AxisKind::Set => {
                let mut said: Vec<Text> = chosen.iter().take(MOST_WORDS).map(|piece| word(piece)).collect();
                if chosen.len() > MOST_WORDS {
                    said.push(Text::same("…"));
                }
                match said.as_slice() {
                    [only] => only.clone(),
                    several => {
                        let join = |comma: &str, pick: fn(&Text) -> &str| several.iter().map(pick).collect::<Vec<_>>().join(comma);
                        Text::new(format!("({})", join(", ", |text| &text.en)), format!("（{}）", join("、", |text| &text.zh)))
                    }
                }
            }
        }
    }

    /// All of the key, for a message.
    pub fn all(&self) -> Text {
        match &self.kind {
            AxisKind::Line(integers, shown) => {
                let (first, last) = (self.pieces.first(), self.pieces.last());
                let (Some(Piece::Stretch(first)), Some(Piece::Stretch(last))) = (first, last) else { return Text::default() };
                let range = Range { low: first.low.clone(), high: last.high.clone() };
                Words { show: shown.show(), integers: *integers }.values(&range)
            }
            AxisKind::Set => {
                let said: Vec<Text> = self.pieces.iter().map(word).collect();
                let join = |comma: &str, pick: fn(&Text) -> &str| said.iter().map(pick).collect::<Vec<_>>().join(comma);
                Text::new(join(", ", |text| &text.en), join("、", |text| &text.zh))
            }
        }
    }
}

impl Shown {
    pub fn show(self) -> Show<'static> {
        match self {
            Shown::Number => &number_text,
            Shown::Percent => &percent_text,
            Shown::Date => &date_text,
        }
    }
}

fn number_text(number: &Number) -> String {
    show::exact(number)
}

fn percent_text(number: &Number) -> String {
    match number.mul(&Number::from_i64(100)) {
        Ok(points) => format!("{}%", show::exact(&points)),
        Err(_) => show::exact(number),
    }
}

/// A day of the number line of days since 1970-01-01.
fn date_text(number: &Number) -> String {
    let date = number.to_i64().and_then(|days| Date::new(1970, 1, 1)?.add_days(days));
    date.map_or_else(|| show::exact(number), show::date)
}

fn bounds(cell: &LookupCell) -> impl Iterator<Item = &Bound> {
    let (low, high) = match cell {
        LookupCell::Range { low, high } => (low.as_ref(), high.as_ref()),
        LookupCell::Any | LookupCell::Values(_) => (None, None),
    };
    low.into_iter().chain(high)
}

fn is_date(cell: &LookupCell) -> bool {
    match cell {
        LookupCell::Any => false,
        LookupCell::Values(values) => values.iter().any(|value| matches!(value, Value::Date(_))),
        LookupCell::Range { .. } => bounds(cell).any(|bound| bound.value.ty == Type::Date),
    }
}

/// The numbers of a cell with ends; nothing where one of them is an expression.
fn range(cell: &LookupCell, integers: Integers) -> Option<Range> {
    let LookupCell::Range { low, high } = cell else { return None };
    let low = match low {
        Some(bound) => Cut::low(bound.inclusive, &constant::number(&bound.value)?).among(integers),
        None => Cut::Start,
    };
    let high = match high {
        Some(bound) => Cut::high(bound.inclusive, &constant::number(&bound.value)?).among(integers),
        None => Cut::End,
    };
    Some(Range { low, high })
}

fn number_of(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::Date(date) => Some(Number::from_i64(date.days_since_epoch())),
        Value::Text(_) | Value::Flag(_) => None,
    }
}

fn is_piece(value: &Value, piece: &Piece) -> bool {
    match (value, piece) {
        (Value::Text(text), Piece::Word(word)) => **text == **word,
        (Value::Flag(flag), Piece::Flag(yes)) => *flag == (*yes == Yes::Yes),
        (Value::Number(_) | Value::Date(_), Piece::Stretch(stretch)) => number_of(value).is_some_and(|number| {
            // Every number a row lists is a stretch of its own, so one that holds it holds nothing else.
            stretch.low <= Cut::low(true, &number) && Cut::low(true, &number) < stretch.high
        }),
        (Value::Text(_) | Value::Flag(_) | Value::Number(_) | Value::Date(_), _) => false,
    }
}

/// The number line between all cuts the cells make, as far as the input allows.
fn numbers(domain: &Domain, shown: Shown, cells: &[&LookupCell]) -> Axis {
    let (all, integers) = (Range::of_domain(domain), domain.integers);
    let mut cuts = vec![all.low.clone(), all.high.clone()];
    for cell in cells {
        match cell {
            LookupCell::Any => {}
            LookupCell::Values(values) => {
                for number in values.iter().filter_map(number_of) {
                    cuts.push(Cut::low(true, &number).among(integers));
                    cuts.push(Cut::high(true, &number).among(integers));
                }
            }
            LookupCell::Range { .. } => cuts.extend(range(cell, integers).into_iter().flat_map(|range| [range.low, range.high])),
        }
    }
    cuts.retain(|cut| *cut >= all.low && *cut <= all.high);
    cuts.sort();
    cuts.dedup();
    let stretches = cuts.iter().zip(cuts.iter().skip(1)).map(|(low, high)| Piece::Stretch(Range { low: low.clone(), high: high.clone() }));
    Axis { pieces: stretches.collect(), kind: AxisKind::Line(integers, shown) }
}

fn words(cells: &[&LookupCell]) -> Axis {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for cell in cells {
        let LookupCell::Values(values) = cell else { continue };
        for value in values {
            if let Value::Text(text) = value
                && seen.insert(text.clone())
            {
                pieces.push(Piece::Word(text.to_string()));
            }
        }
    }
    pieces.push(Piece::Else);
    Axis { pieces, kind: AxisKind::Set }
}

fn word(piece: &Piece) -> Text {
    match piece {
        Piece::Word(word) => Text::same(format!("\"{}\"", crate::diagnostic::text::sanitise(word))),
        Piece::Flag(Yes::Yes) => Text::new("yes", "是"),
        Piece::Flag(Yes::No) => Text::new("no", "否"),
        Piece::Else => Text::new("anything else", "其他"),
        Piece::Stretch(_) => Text::default(),
    }
}

/// Neighbouring stretches as one cell.
fn stretch(chosen: &[&Piece], integers: Integers, shown: Shown) -> Text {
    let (Some(Piece::Stretch(first)), Some(Piece::Stretch(last))) = (chosen.first(), chosen.last()) else { return Text::default() };
    let range = Range { low: first.low.clone(), high: last.high.clone() };
    let words = Words { show: shown.show(), integers };
    match range.single(integers) {
        Some(number) => Text::same(words.typed(&number)),
        None => words.typed_range(&range).unwrap_or(Text::new("any", "任意")),
    }
}
