//! Cuts of the number line, and the ranges between two cuts.

use super::{Domain, Integers};
use crate::value::Number;

/// Whether a cut stands before its number, so that the number is above it, or after it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Side {
    Before,
    After,
}

/// Where the number line is cut in two. Cuts are ordered from low to high.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Cut {
    /// Below every number.
    Start,
    At(Number, Side),
    /// Above every number.
    End,
}

impl Cut {
    /// A range begins here: at the number, or right after it.
    pub fn low(inclusive: bool, number: &Number) -> Cut {
        Cut::At(number.clone(), if inclusive { Side::Before } else { Side::After })
    }

    /// A range ends here: with the number, or right before it.
    pub fn high(inclusive: bool, number: &Number) -> Cut {
        Cut::At(number.clone(), if inclusive { Side::After } else { Side::Before })
    }

    /// The same cut of the whole numbers, always before one of them; equal for all cuts between the same two.
    pub fn among(self, integers: Integers) -> Cut {
        match (integers, self) {
            (Integers::Yes, Cut::At(number, Side::Before)) => Cut::At(number.ceil(), Side::Before),
            (Integers::Yes, Cut::At(number, Side::After)) => match number.floor().add(&Number::ONE) {
                Ok(next) => Cut::At(next, Side::Before),
                Err(_) => Cut::At(number, Side::After),
            },
            (Integers::Yes | Integers::No, cut) => cut,
        }
    }
}

/// The numbers between two cuts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Range {
    pub low: Cut,
    pub high: Cut,
}

impl Range {
    /// What the input allows.
    pub fn of_domain(domain: &Domain) -> Range {
        let low = domain.low.as_ref().map_or(Cut::Start, |(inclusive, number)| Cut::low(*inclusive, number));
        let high = domain.high.as_ref().map_or(Cut::End, |(inclusive, number)| Cut::high(*inclusive, number));
        Range { low: low.among(domain.integers), high: high.among(domain.integers) }
    }

    pub fn is_empty(&self) -> bool {
        self.low >= self.high
    }

    /// The numbers in both.
    pub fn meet(&self, other: &Range) -> Range {
        let low = if self.low >= other.low { &self.low } else { &other.low };
        let high = if self.high <= other.high { &self.high } else { &other.high };
        Range { low: low.clone(), high: high.clone() }
    }

    /// Whether every number of the other is in this one.
    pub fn holds(&self, other: &Range) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// The only number of the range, where there is but one.
    pub fn single(&self, integers: Integers) -> Option<Number> {
        match (&self.low_end(), &self.high_end(integers)) {
            (Some((true, one)), Some((true, two))) if one == two => Some(one.clone()),
            (Some(_) | None, Some(_) | None) => None,
        }
    }

    /// The lowest number and whether it is in the range.
    pub fn low_end(&self) -> Option<(bool, Number)> {
        match &self.low {
            Cut::At(number, side) => Some((*side == Side::Before, number.clone())),
            Cut::Start | Cut::End => None,
        }
    }

    /// The highest number and whether it is in the range; of whole numbers the last one that is.
    pub fn high_end(&self, integers: Integers) -> Option<(bool, Number)> {
        match (&self.high, integers) {
            (Cut::At(number, Side::Before), Integers::Yes) if number.is_integer() => match number.sub(&Number::ONE) {
                Ok(last) => Some((true, last)),
                Err(_) => Some((false, number.clone())),
            },
            (Cut::At(number, side), Integers::Yes | Integers::No) => Some((*side == Side::After, number.clone())),
            (Cut::Start | Cut::End, _) => None,
        }
    }

    /// Some number of a range that is not empty: an end that belongs to it, else one well inside.
    pub fn witness(&self, integers: Integers) -> Number {
        match (self.low_end(), self.high_end(integers)) {
            (Some((true, number)), _) | (_, Some((true, number))) => number,
            (Some((false, low)), Some((false, high))) => middle(&low, &high).unwrap_or(low),
            (Some((false, low)), None) => low.add(&Number::ONE).unwrap_or(low),
            (None, Some((false, high))) => high.sub(&Number::ONE).unwrap_or(high),
            (None, None) => Number::ZERO,
        }
    }
}

fn middle(low: &Number, high: &Number) -> Option<Number> {
    low.add(high).ok()?.div(&Number::from_i64(2)).ok()
}
