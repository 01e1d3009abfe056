//! Numbers, dates and periods: read loosely by the grammar, judged here.

use super::ast::{Literal, Mark};
use super::expression::{Builder, Pair};
use super::name::narrow;
use super::parser::Rule;
use super::problems;
use crate::source::Span;
use crate::value::number::ParseFault;
use crate::value::{Date, Number, Period};

/// What a number literal says, before it is known whether a number of months may stand there.
pub(super) enum Measure {
    Number(Literal),
    /// 2 months, 2个月
    Months(Literal),
    /// 5 working days, 5个工作日
    WorkingDays(Literal),
}

/// A scale word and the power of ten it means.
const SCALES: &[(&str, i32)] =
    &[("万亿", 12), ("千万", 7), ("百万", 6), ("万", 4), ("亿", 8), ("k", 3), ("K", 3), ("thousand", 3), ("million", 6), ("billion", 9)];

#[derive(Clone, Copy)]
enum Unit {
    Mark(Mark),
    Months,
    WorkingDays,
}

const UNITS: &[(&str, Unit)] = &[
    ("元", Unit::Mark(Mark::Money)),
    ("分", Unit::Mark(Mark::Points)),
    ("天", Unit::Mark(Mark::Days)),
    ("日", Unit::Mark(Mark::Days)),
    ("day", Unit::Mark(Mark::Days)),
    ("days", Unit::Mark(Mark::Days)),
    ("次", Unit::Mark(Mark::Count)),
    ("个", Unit::Mark(Mark::Count)),
    ("人", Unit::Mark(Mark::Count)),
    ("件", Unit::Mark(Mark::Count)),
    ("单", Unit::Mark(Mark::Count)),
    ("户", Unit::Mark(Mark::Count)),
    ("个月", Unit::Months),
    ("month", Unit::Months),
    ("months", Unit::Months),
    ("working day", Unit::WorkingDays),
    ("working days", Unit::WorkingDays),
    ("工作日", Unit::WorkingDays),
    ("个工作日", Unit::WorkingDays),
];

/// The parts of a literal as they are found.
#[derive(Default)]
struct Parts {
    exponent: i32,
    share: Option<i32>,
    unit: Option<Unit>,
}

impl Builder<'_> {
    /// A number where months cannot stand: a weight, a level, a rounding unit.
    pub(super) fn literal(&self, pair: Pair<'_>) -> Literal {
        match self.measure(pair) {
            Measure::Number(literal) => literal,
            Measure::Months(literal) => {
                self.report(problems::months_here(literal.span));
                literal
            }
            Measure::WorkingDays(literal) => {
                self.report(problems::working_days_here(literal.span));
                literal
            }
        }
    }

    /// A `number_literal`.
    pub(super) fn measure(&self, pair: Pair<'_>) -> Measure {
        let span = self.span(&pair);
        let mut parts = Parts::default();
        let mut digits = String::new();
        for part in pair.into_inner() {
            let text: String = part.as_str().chars().map(narrow).collect();
            match part.as_rule() {
                Rule::digits => digits = text,
                Rule::scale_attached | Rule::scale_word if !parts.take_scale(&text) => {
                    self.report(problems::letters_on_number(span, &text));
                    return Measure::Number(unread(span));
                }
                Rule::share_sign => parts.share = Some(if text == "‰" { -3 } else { -2 }),
                Rule::unit => parts.unit = find(UNITS, &words(&text)),
                _ => {}
            }
        }
        self.read(&digits, &parts, span)
    }

    fn read(&self, digits: &str, parts: &Parts, span: Span) -> Measure {
        let (mark, length) = match (parts.share, parts.unit) {
            (Some(_), Some(_)) => {
                self.report(problems::percent_with_unit(span));
                return Measure::Number(unread(span));
            }
            (Some(_), None) => (Mark::Percent, Measure::Number as fn(Literal) -> Measure),
            (None, Some(Unit::Mark(mark))) => (mark, Measure::Number as fn(Literal) -> Measure),
            (None, Some(Unit::Months)) => (Mark::Plain, Measure::Months as fn(Literal) -> Measure),
            (None, Some(Unit::WorkingDays)) => (Mark::Plain, Measure::WorkingDays as fn(Literal) -> Measure),
            (None, None) => (Mark::Plain, Measure::Number as fn(Literal) -> Measure),
        };
        if digits.contains(',') {
            self.report(problems::comma_in_number(span, digits));
            return Measure::Number(unread(span));
        }
        if !well_formed(digits) {
            self.report(problems::not_a_number(span, digits));
            return Measure::Number(unread(span));
        }
        let plain: String = digits.chars().filter(|character| *character != '_').collect();
        let places = plain.split_once('.').map_or(0, |(_, after)| u32::try_from(after.len()).unwrap_or(u32::MAX));
        let exponent = parts.exponent.saturating_add(parts.share.unwrap_or(0));
        let literal = match Number::parse(&format!("{plain}e{exponent}")) {
            Ok(value) => Literal { value, mark, places, span },
            Err(ParseFault::TooManyDigits) => {
                self.report(problems::too_many_digits(span));
                unread(span)
            }
            Err(ParseFault::NotANumber) => {
                self.report(problems::not_a_number(span, digits));
                unread(span)
            }
        };
        length(literal)
    }

    /// A `date_literal`; the first day of the calendar where it is none, which has been reported.
    pub(super) fn date(&self, pair: Pair<'_>) -> Date {
        let span = self.span(&pair);
        let written = pair.as_str();
        let text: String = written.chars().map(narrow).collect();
        let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月', '日', '号']).filter(|part| !part.is_empty()).collect();
        let numbers: Vec<u32> = parts.iter().filter_map(|part| part.parse().ok()).collect();
        let found = match numbers.as_slice() {
            [year, month, day] => i32::try_from(*year).ok().and_then(|year| Date::new(year, *month, *day)),
            _ => None,
        };
        let two_digits = written.contains('年') || !text.contains(['/', '.']) && parts.iter().skip(1).all(|part| part.len() == 2);
        match found {
            Some(date) if two_digits => date,
            Some(date) => {
                self.report(if text.contains(['/', '.']) { problems::foreign_date(span, date) } else { problems::short_date(span, date) });
                date
            }
            None => {
                self.report(problems::no_such_date(span, &text));
                Date::MIN
            }
        }
    }

    /// A `period_literal`; `None` where there is no such period, which has been reported.
    pub(super) fn period(&self, pair: Pair<'_>) -> Option<Period> {
        let found = Period::parse_loose(pair.as_str());
        if found.is_none() {
            self.report(problems::no_such_period(self.span(&pair), pair.as_str()));
        }
        found
    }
}

impl Parts {
    /// Takes letters glued to a number, or the word behind it; `false` where they mean nothing.
    fn take_scale(&mut self, text: &str) -> bool {
        if let Some(exponent) = find(SCALES, text) {
            self.exponent = exponent;
            return true;
        }
        self.unit = find(UNITS, &words(text));
        self.unit.is_some()
    }
}

/// In small letters, with one blank between words.
fn words(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<&str>>().join(" ")
}

fn find<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning)
}

/// Digits with one point at most, and single underscores between digits.
fn well_formed(digits: &str) -> bool {
    let fine = |part: &str| part.split('_').all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    match digits.split_once('.') {
        Some((whole, after)) => fine(whole) && fine(after),
        None => fine(digits),
    }
}

/// A number that could not be read; nothing more is said about what reads it.
pub(super) fn unread(span: Span) -> Literal {
    Literal { value: Number::ZERO, mark: Mark::Unread, places: 0, span }
}
