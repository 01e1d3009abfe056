//! Sums, averages and shares, exact.

use crate::value::Number;

/// What a list of numbers comes to.
#[derive(Clone, PartialEq, Debug)]
pub struct Spread {
    pub count: usize,
    pub sum: Number,
    pub average: Number,
    pub median: Number,
    pub low: Number,
    pub high: Number,
}

impl Spread {
    /// None of no numbers.
    pub fn of(mut all: Vec<Number>) -> Option<Spread> {
        all.sort();
        let (low, high) = (all.first()?.clone(), all.last()?.clone());
        let sum = sum(&all)?;
        let average = sum.div(&count(all.len())).ok()?;
        let middle = all.len() / 2;
        let median = if all.len().is_multiple_of(2) {
            let two = all.get(middle.checked_sub(1)?)?.add(all.get(middle)?).ok()?;
            two.div(&count(2)).ok()?
        } else {
            all.get(middle)?.clone()
        };
        Some(Spread { count: all.len(), sum, average, median, low, high })
    }
}

/// A number of things.
pub fn count(things: usize) -> Number {
    Number::from_i64(i64::try_from(things).unwrap_or(i64::MAX))
}

/// None where it is too large to be held.
pub fn sum(all: &[Number]) -> Option<Number> {
    all.iter().try_fold(Number::ZERO, |sum, number| sum.add(number)).ok()
}

/// A part of all as a ratio; none of nothing.
pub fn share(part: usize, all: usize) -> Option<Number> {
    count(part).div(&count(all)).ok()
}

/// How much less the second is than the first, as a ratio of the first; none where the first is not above 0.
pub fn less_by(high: &Number, low: &Number) -> Option<Number> {
    if *high <= Number::ZERO {
        return None;
    }
    high.sub(low).ok()?.div(high).ok()
}
