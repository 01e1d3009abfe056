//! Polynomials with exact coefficients, and where they are zero.

use crate::value::Number;

/// Roots that are no rational with a short denominator are held between two numbers this far apart: 10^-10.
const WIDTH_PLACES: u32 = 10;
/// Halving steps before a root is held to be found as well as it will be.
const MOST_HALVINGS: usize = 200;

/// Coefficients by rising power; no zero stands last, so that zero itself has none.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Poly(Vec<Number>);

/// Where a polynomial is zero.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Root {
    At(Number),
    /// At no rational that is short to write; between these two.
    Between(Number, Number),
}

impl Root {
    /// The points at which an interval is to be cut for it.
    pub(super) fn cuts(&self) -> Vec<Number> {
        match self {
            Root::At(at) => vec![at.clone()],
            Root::Between(low, high) => vec![low.clone(), high.clone()],
        }
    }
}

/// The narrowest interval a root is held in.
pub(super) fn width() -> Number {
    Number::from_parts(1, WIDTH_PLACES)
}

impl Poly {
    pub(super) fn constant(value: Number) -> Poly {
        Poly::of(vec![value])
    }

    /// x
    pub(super) fn variable() -> Poly {
        Poly(vec![Number::ZERO, Number::ONE])
    }

    fn of(mut coefficients: Vec<Number>) -> Poly {
        while coefficients.last().is_some_and(Number::is_zero) {
            coefficients.pop();
        }
        Poly(coefficients)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a polynomial without x.
    pub(super) fn as_constant(&self) -> Option<Number> {
        match self.0.as_slice() {
            [] => Some(Number::ZERO),
            [only] => Some(only.clone()),
            [..] => None,
        }
    }

    pub(super) fn factors(&self) -> &[Number] {
        &self.0
    }

    pub(super) fn degree(&self) -> usize {
        self.0.len().saturating_sub(1)
    }

    pub(super) fn coefficient(&self, power: usize) -> Number {
        self.0.get(power).cloned().unwrap_or(Number::ZERO)
    }

    pub(super) fn eval(&self, x: &Number) -> Option<Number> {
        let mut value = Number::ZERO;
        for coefficient in self.0.iter().rev() {
            value = value.mul(x).ok()?.add(coefficient).ok()?;
        }
        Some(value)
    }

    pub(super) fn add(&self, other: &Poly) -> Option<Poly> {
        let length = self.0.len().max(other.0.len());
        (0..length).map(|power| self.coefficient(power).add(&other.coefficient(power)).ok()).collect::<Option<Vec<_>>>().map(Poly::of)
    }

    pub(super) fn neg(&self) -> Poly {
        Poly(self.0.iter().map(Number::neg).collect())
    }

    pub(super) fn sub(&self, other: &Poly) -> Option<Poly> {
        self.add(&other.neg())
    }

    pub(super) fn scale(&self, by: &Number) -> Option<Poly> {
        self.0.iter().map(|coefficient| coefficient.mul(by).ok()).collect::<Option<Vec<_>>>().map(Poly::of)
    }

    pub(super) fn mul(&self, other: &Poly) -> Option<Poly> {
        if let Some(constant) = other.as_constant() {
            return self.scale(&constant);
        }
        if let Some(constant) = self.as_constant() {
            return other.scale(&constant);
        }
        let mut product = vec![Number::ZERO; self.0.len().saturating_add(other.0.len())];
        for (at, one) in self.0.iter().enumerate() {
            for (place, two) in product.iter_mut().skip(at).zip(&other.0) {
                *place = place.add(&one.mul(two).ok()?).ok()?;
            }
        }
        Some(Poly::of(product))
    }

    pub(super) fn derivative(&self) -> Option<Poly> {
        let powers = self.0.iter().zip(0_i64..).skip(1);
        powers.map(|(coefficient, power)| coefficient.mul(&Number::from_i64(power)).ok()).collect::<Option<Vec<_>>>().map(Poly::of)
    }

    /// The polynomial that divides both, with 1 before its highest power.
    pub(super) fn common(&self, other: &Poly) -> Option<Poly> {
        let (mut one, mut two) = (self.clone(), other.clone());
        while !two.is_zero() {
            let rest = one.divide(&two)?.1;
            one = two;
            two = rest;
        }
        let first = one.0.last()?.clone();
        one.scale(&Number::ONE.div(&first).ok()?)
    }

    /// Quotient and rest; the divisor is not zero.
    pub(super) fn divide(&self, by: &Poly) -> Option<(Poly, Poly)> {
        let first = by.0.last()?;
        let mut rest = self.clone();
        let mut quotient = vec![Number::ZERO; self.0.len()];
        while rest.0.len() >= by.0.len() {
            let shift = rest.0.len().saturating_sub(by.0.len());
            let factor = rest.0.last()?.div(first).ok()?;
            let mut shifted = vec![Number::ZERO; shift];
            shifted.extend(by.scale(&factor)?.0);
            rest.0.pop();
            shifted.pop();
            rest = Poly::of(rest.0).sub(&Poly::of(shifted))?;
            if let Some(place) = quotient.get_mut(shift) {
                *place = factor;
            }
        }
        Some((Poly::of(quotient), rest))
    }

    /// Every root strictly between `low` and `high`, rising. Zero itself has none here: it is zero everywhere.
    pub(super) fn roots(&self, low: &Number, high: &Number) -> Option<Vec<Root>> {
        if self.degree() == 0 {
            return Some(Vec::new());
        }
        if let [constant, slope] = self.0.as_slice() {
            let at = constant.neg().div(slope).ok()?;
            return Some(if at > *low && at < *high { vec![Root::At(at)] } else { Vec::new() });
        }
        // Between two turning points next to each other the polynomial rises or falls all the way.
        let mut ends = vec![low.clone()];
        for turn in self.derivative()?.roots(low, high)? {
            ends.extend(turn.cuts());
        }
        ends.push(high.clone());
        let mut found: Vec<Root> = Vec::new();
        for (at, pair) in ends.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            if at > 0 && self.eval(from)?.is_zero() {
                found.push(Root::At(from.clone()));
            }
            if let Some(root) = self.between(from, to)? {
                found.push(root);
            }
        }
        found.dedup();
        Some(found)
    }

    /// The root strictly between two points where the values have different signs.
    fn between(&self, low: &Number, high: &Number) -> Option<Option<Root>> {
        let (at_low, at_high) = (self.eval(low)?, self.eval(high)?);
        if at_low.is_zero() || at_high.is_zero() || at_low.is_negative() == at_high.is_negative() {
            return Some(None);
        }
        let (mut low, mut high) = (low.clone(), high.clone());
        let unit = Number::from_parts(1, WIDTH_PLACES.saturating_add(2));
        for _ in 0..MOST_HALVINGS {
            if high.sub(&low).ok()? <= width() {
                break;
            }
            let middle = low.add(&high).ok()?.div(&Number::from_i64(2)).ok()?;
            let short = middle.round_to(&unit, crate::value::RoundMode::HalfUp).ok()?;
            let middle = if short > low && short < high { short } else { middle };
            let value = self.eval(&middle)?;
            if value.is_zero() {
                return Some(Some(Root::At(middle)));
            }
            if value.is_negative() == at_low.is_negative() {
                low = middle;
            } else {
                high = middle;
            }
        }
        if let Some(simplest) = simplest(&low, &high)
            && self.eval(&simplest)?.is_zero()
        {
            return Some(Some(Root::At(simplest)));
        }
        Some(Some(Root::Between(low, high)))
    }
}

/// The fraction with the smallest denominator between two numbers, ends included.
fn simplest(low: &Number, high: &Number) -> Option<Number> {
    if low.is_negative() {
        return if high.is_negative() { simplest(&high.neg(), &low.neg()).map(|found| found.neg()) } else { Some(Number::ZERO) };
    }
    let (mut low, mut high) = (low.clone(), high.clone());
    let mut wholes: Vec<Number> = Vec::new();
    for _ in 0..64 {
        let whole = low.floor();
        if whole == low || whole != high.floor() {
            wholes.push(low.ceil());
            let mut value = wholes.pop()?;
            while let Some(whole) = wholes.pop() {
                value = whole.add(&Number::ONE.div(&value).ok()?).ok()?;
            }
            return Some(value);
        }
        wholes.push(whole.clone());
        let (one, two) = (low.sub(&whole).ok()?, high.sub(&whole).ok()?);
        low = Number::ONE.div(&two).ok()?;
        high = Number::ONE.div(&one).ok()?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    fn poly(coefficients: &[&str]) -> Poly {
        Poly::of(coefficients.iter().map(|text| n(text)).collect())
    }

    #[test]
    fn roots_of_lines_and_curves() {
        let at = |text: &str| Root::At(n(text));
        assert_eq!(poly(&["-1", "3"]).roots(&n("0"), &n("1")), Some(vec![at("1/3")]));
        assert_eq!(poly(&["-1", "3"]).roots(&n("1/3"), &n("1")), Some(vec![]));
        // (x - 1)(x - 5/3)(x - 2)
        let cubic = poly(&["-1", "1"]).mul(&poly(&["-5/3", "1"])).unwrap().mul(&poly(&["-2", "1"])).unwrap();
        assert_eq!(cubic.roots(&n("0"), &n("9")), Some(vec![at("1"), at("5/3"), at("2")]));
        // (x - 1)², touched and not crossed
        assert_eq!(poly(&["1", "-2", "1"]).roots(&n("0"), &n("9")), Some(vec![at("1")]));
        let [Root::Between(low, high)] = &poly(&["-2", "0", "1"]).roots(&n("0"), &n("9")).unwrap()[..] else { panic!("one root") };
        assert!(low.mul(low).unwrap() < n("2") && n("2") < high.mul(high).unwrap());
    }

    #[test]
    fn what_two_have_in_common() {
        let one = poly(&["-1", "1"]).mul(&poly(&["3", "1"])).unwrap();
        let two = poly(&["-1", "1"]).mul(&poly(&["0", "2"])).unwrap();
        assert_eq!(one.common(&two), Some(poly(&["-1", "1"])));
        assert_eq!(one.divide(&poly(&["3", "1"])), Some((poly(&["-1", "1"]), poly(&[]))));
    }
}
