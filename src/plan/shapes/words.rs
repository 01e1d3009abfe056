//! Ranges and ends in words, as an author writes them.

use super::cut::Range;
use super::line::End;
use super::{Integers, Show};
use crate::diagnostic::Text;
use crate::value::Number;

/// How the numbers of one clause are said.
#[derive(Clone, Copy)]
pub struct Words<'s> {
    pub show: Show<'s>,
    pub integers: Integers,
}

/// Which end of a line is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Which {
    Low,
    High,
}

impl Words<'_> {
    /// `60%`
    pub fn number(&self, number: &Number) -> String {
        (self.show)(number)
    }

    /// A number as it is typed in a policy: `100_000`.
    pub fn typed(&self, number: &Number) -> String {
        (self.show)(number).replace(',', "_")
    }

    /// An end as it is typed: `from 60%`, `不满60%`.
    pub fn end(&self, which: Which, inclusive: bool, number: &Number) -> Text {
        end_text(which, inclusive, &self.typed(number))
    }

    /// What the neighbour of a line must say so that the two meet: `below 60%` beside `from 60%`. Nothing for an expression.
    pub fn neighbour(&self, which: Which, end: &End) -> Option<Text> {
        let number = end.number.as_ref()?;
        let inclusive = !end.bound.inclusive;
        match self.integers {
            Integers::No => Some(self.end(which, inclusive, number)),
            Integers::Yes => {
                // Whole numbers are said with the end included: `from 10` after `up to 9`.
                let cut = end.cut.clone()?;
                let range = match which {
                    Which::Low => Range { low: cut, high: super::cut::Cut::End },
                    Which::High => Range { low: super::cut::Cut::Start, high: cut },
                };
                let (inclusive, number) = match which {
                    Which::Low => range.low_end()?,
                    Which::High => range.high_end(self.integers)?,
                };
                Some(self.end(which, inclusive, &number))
            }
        }
    }

    /// A range as it is typed on a line: `from 60% below 80%`, `60%以上不满80%`. Nothing where it is open on both sides.
    pub fn typed_range(&self, range: &Range) -> Option<Text> {
        let low = range.low_end().map(|(inclusive, number)| self.end(Which::Low, inclusive, &number));
        let high = range.high_end(self.integers).map(|(inclusive, number)| self.end(Which::High, inclusive, &number));
        match (low, high) {
            (Some(low), Some(high)) => Some(Text::new(format!("{} {}", low.en, high.en), format!("{}{}", low.zh, high.zh))),
            (Some(only), None) | (None, Some(only)) => Some(only),
            (None, None) => None,
        }
    }

    /// The values of a range in a sentence: `exactly 60%`, `values from 60% to below 80%`.
    pub fn values(&self, range: &Range) -> Text {
        if let Some(number) = range.single(self.integers) {
            let shown = self.number(&number);
            return Text::new(format!("exactly {shown}"), format!("恰好 {shown} "));
        }
        let low = range.low_end().map(|(inclusive, number)| (inclusive, self.number(&number)));
        let high = range.high_end(self.integers).map(|(inclusive, number)| (inclusive, self.number(&number)));
        let zh = {
            let low = low.as_ref().map_or(String::new(), |(inclusive, shown)| end_text(Which::Low, *inclusive, shown).zh);
            let high = high.as_ref().map_or(String::new(), |(inclusive, shown)| end_text(Which::High, *inclusive, shown).zh);
            format!("{low}{high}的值")
        };
        let low = low.map(|(inclusive, shown)| if inclusive { format!("from {shown}") } else { format!("above {shown}") });
        let high = high.map(|(inclusive, shown)| if inclusive { format!("up to {shown}") } else { format!("below {shown}") });
        let en = match (low, high) {
            (Some(low), Some(high)) if high.starts_with("below") && low.starts_with("from") => format!("values {low} to {high}"),
            (Some(low), Some(high)) if high.starts_with("below") => format!("values {low} and {high}"),
            (Some(low), Some(high)) => format!("values {low} {high}"),
            (Some(low), None) if low.starts_with("from") => format!("values {low} up"),
            (Some(only), None) | (None, Some(only)) => format!("values {only}"),
            (None, None) => "all values".to_string(),
        };
        Text::new(en, zh)
    }

    /// `, for example 70%`; nothing where the range is a single value, which has been said.
    pub fn example(&self, range: &Range) -> Text {
        match range.single(self.integers) {
            Some(_) => Text::default(),
            None => {
                let shown = self.number(&range.witness(self.integers));
                Text::new(format!(", for example {shown}"), format!("，例如 {shown}"))
            }
        }
    }
}

/// The four bound words of each language around a number.
pub fn end_text(which: Which, inclusive: bool, number: &str) -> Text {
    let (en, zh) = match (which, inclusive) {
        (Which::Low, true) => (format!("from {number}"), format!("{number}以上")),
        (Which::Low, false) => (format!("above {number}"), format!("超过{number}")),
        (Which::High, true) => (format!("up to {number}"), format!("不超过{number}")),
        (Which::High, false) => (format!("below {number}"), format!("不满{number}")),
    };
    Text::new(en, zh)
}
