//! `--fail-if 'losers > 0'`: a limit on a figure of the comparison.

use std::cmp::Ordering;

use crate::diff::impact::Impact;
use crate::diff::report::{FIGURES, Figure, figure};
use crate::value::Number;

/// A figure and when it is too much.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Limit {
    pub said: String,
    pub figure: Figure,
    sign: Sign,
    than: Number,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sign {
    More,
    AtLeast,
    Less,
    AtMost,
    Is,
    IsNot,
}

/// What is wrong with a limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slip {
    NoSign,
    NoFigure,
    NoNumber,
    /// A percent of what is counted.
    Percent,
}

/// Longer signs first, so that `>=` is not read as `>`.
const SIGNS: [(&str, Sign); 10] = [
    (">=", Sign::AtLeast),
    ("<=", Sign::AtMost),
    ("!=", Sign::IsNot),
    ("≥", Sign::AtLeast),
    ("≤", Sign::AtMost),
    ("≠", Sign::IsNot),
    ("==", Sign::Is),
    (">", Sign::More),
    ("<", Sign::Less),
    ("=", Sign::Is),
];

/// Reads a limit: the name of a figure, a sign, a number.
///
/// # Errors
/// What it lacks.
pub(super) fn read(said: &str) -> Result<Limit, Slip> {
    let wide = said.replace('＞', ">").replace('＜', "<").replace('＝', "=").replace('％', "%");
    let found = SIGNS.iter().filter_map(|(text, sign)| wide.find(text).map(|at| (at, *text, *sign)));
    let (at, text, sign) = found.min_by_key(|(at, text, _)| (*at, std::cmp::Reverse(text.len()))).ok_or(Slip::NoSign)?;
    let (name, number) = (wide.get(..at).unwrap_or_default().trim(), wide.get(at.saturating_add(text.len())..).unwrap_or_default().trim());
    let own = FIGURES.into_iter().find(|figure| figure.is_called(name)).ok_or(Slip::NoFigure)?;
    let (digits, percent) = number.strip_suffix('%').map_or((number, false), |digits| (digits.trim_end(), true));
    let digits = digits.replace([',', '_'], "");
    let number = Number::parse(&digits).map_err(|_| Slip::NoNumber)?;
    let figure = match (own, percent) {
        (Figure::Cost | Figure::CostPercent, true) => Figure::CostPercent,
        (_, true) => return Err(Slip::Percent),
        (own, false) => own,
    };
    let than = if figure == Figure::CostPercent { number.mul(&Number::from_parts(1, 2)).map_err(|_| Slip::NoNumber)? } else { number };
    Ok(Limit { said: said.trim().to_string(), figure, sign, than })
}

impl Limit {
    /// The figure, where the limit holds of it.
    pub fn met(&self, impact: &Impact) -> Option<Number> {
        let value = figure(impact, self.figure)?;
        let order = value.cmp(&self.than);
        let holds = match self.sign {
            Sign::More => order == Ordering::Greater,
            Sign::AtLeast => order != Ordering::Less,
            Sign::Less => order == Ordering::Less,
            Sign::AtMost => order != Ordering::Greater,
            Sign::Is => order == Ordering::Equal,
            Sign::IsNot => order != Ordering::Equal,
        };
        holds.then_some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read() {
        let limit = |said: &str| read(said).map(|limit| (limit.figure, limit.sign, limit.than));
        assert_eq!(limit("loser > 0"), Ok((Figure::Losers, Sign::More, Number::ZERO)));
        assert_eq!(limit("cost>=2%"), Ok((Figure::CostPercent, Sign::AtLeast, Number::from_parts(2, 2))));
        assert_eq!(limit("cost % > 2"), Ok((Figure::CostPercent, Sign::More, Number::from_parts(2, 2))));
        assert_eq!(limit("Cost > 10_000"), Ok((Figure::Cost, Sign::More, Number::from_i64(10_000))));
        assert_eq!(limit("受损人数＞0"), Ok((Figure::Losers, Sign::More, Number::ZERO)));
        assert_eq!(limit("范围外 ≠ 0"), Ok((Figure::Outside, Sign::IsNot, Number::ZERO)));
        assert_eq!(limit("largest-loss > 1,000.50"), Ok((Figure::LargestLoss, Sign::More, Number::from_parts(10_005, 1))));
        assert_eq!(limit("losers"), Err(Slip::NoSign));
        assert_eq!(limit("loosers > 0"), Err(Slip::NoFigure));
        assert_eq!(limit("losers > none"), Err(Slip::NoNumber));
        assert_eq!(limit("losers > 5%"), Err(Slip::Percent));
    }
}
