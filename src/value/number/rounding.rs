//! Bringing a number to a multiple of a unit.

use std::cmp::Ordering;

use dashu_int::ops::{BitTest, DivRem};
use dashu_int::{IBig, UBig};
use dashu_ratio::RBig;

use super::{Number, NumberFault, Repr, RoundMode, fraction, mantissa};

impl Number {
    /// Largest whole number not above it.
    pub fn floor(&self) -> Number {
        match &self.0 {
            Repr::Decimal(a) => match mantissa::power_of_ten(a.scale()).and_then(|one| a.mantissa().checked_div_euclid(one)) {
                Some(whole) => Number::from_parts(whole, 0),
                // A decimal's scale is at most 28, so its power of ten exists.
                None => self.clone(),
            },
            Repr::Fraction(a) => fraction::settle(RBig::from(a.floor())),
        }
    }

    /// Smallest whole number not below it.
    pub fn ceil(&self) -> Number {
        self.neg().floor().neg()
    }

    /// To a multiple of `unit` (above zero).
    ///
    /// # Errors
    /// [`NumberFault::DivisionByZero`] where the unit is not above zero; [`NumberFault::TooLarge`].
    pub fn round_to(&self, unit: &Number, mode: RoundMode) -> Result<Number, NumberFault> {
        if unit.is_zero() || unit.is_negative() {
            return Err(NumberFault::DivisionByZero);
        }
        if let Some(rounded) = self.round_decimal(unit, mode) {
            return Ok(rounded);
        }
        let (sign, over, under) = fraction::quotient_parts(self, unit);
        let multiple = IBig::from_parts(sign, round_quotient(over, &under, mode));
        let (unit, under_unit) = fraction::parts(unit);
        #[expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow")]
        fraction::checked(RBig::from_parts(multiple * unit, under_unit))
    }

    /// The short way, where both are decimals and 127 bits hold what is between.
    fn round_decimal(&self, unit: &Number, mode: RoundMode) -> Option<Number> {
        let (Repr::Decimal(a), Repr::Decimal(unit)) = (&self.0, &unit.0) else { return None };
        let (value, unit, scale) = mantissa::align(a.mantissa(), a.scale(), unit.mantissa(), unit.scale())?;
        let (magnitude, step) = (value.unsigned_abs(), unit.unsigned_abs());
        let rest = match (u64::try_from(magnitude), u64::try_from(step)) {
            (Ok(magnitude), Ok(step)) => u128::from(magnitude.checked_rem(step)?),
            _ => magnitude.checked_rem(step)?,
        };
        if rest == 0 {
            return Some(self.clone());
        }
        let below = magnitude.checked_sub(rest)?;
        let to_next = step.checked_sub(rest)?;
        let odd = || below.checked_div(step).is_some_and(|multiple| multiple & 1 == 1);
        let rounded = if goes_away(mode, rest.cmp(&to_next), odd) { below.checked_add(step)? } else { below };
        let rounded = i128::try_from(rounded).ok()?;
        let rounded = if value < 0 { rounded.checked_neg()? } else { rounded };
        mantissa::decimal(rounded, scale).map(|rounded| Number(Repr::Decimal(rounded)))
    }
}

/// Whether what lies between two multiples goes to the one farther from zero. `half` says where it lies against the
/// middle, `odd` whether the nearer multiple is an odd one.
fn goes_away(mode: RoundMode, half: Ordering, odd: impl FnOnce() -> bool) -> bool {
    match mode {
        RoundMode::Up => true,
        RoundMode::Down => false,
        RoundMode::HalfUp => half != Ordering::Less,
        RoundMode::HalfEven => match half {
            Ordering::Less => false,
            Ordering::Equal => odd(),
            Ordering::Greater => true,
        },
    }
}

/// over / under as a whole number; `under` is not zero.
#[expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow")]
pub(super) fn round_quotient(over: UBig, under: &UBig, mode: RoundMode) -> UBig {
    let (whole, rest) = over.div_rem(under);
    if rest.is_zero() {
        return whole;
    }
    let away = goes_away(mode, (rest << 1).cmp(under), || whole.bit(0));
    if away { whole + UBig::ONE } else { whole }
}

/// over / under times the power, or divided by it, as a whole number; `under` and the power are not zero.
#[expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow")]
pub(super) fn round_quotient_scaled(over: UBig, under: &UBig, power: &UBig, divided: bool, mode: RoundMode) -> UBig {
    if divided { round_quotient(over, &(under * power), mode) } else { round_quotient(over * power, under, mode) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    #[test]
    fn modes() {
        use RoundMode::{Down, HalfEven, HalfUp, Up};
        for (value, unit, half_up, half_even, up, down) in [
            ("2.345", "0.01", "2.35", "2.34", "2.35", "2.34"),
            ("2.355", "0.01", "2.36", "2.36", "2.36", "2.35"),
            ("-2.345", "0.01", "-2.35", "-2.34", "-2.35", "-2.34"),
            ("2.341", "0.01", "2.34", "2.34", "2.35", "2.34"),
            ("-0.004", "0.01", "0", "0", "-0.01", "0"),
            ("150", "100", "200", "200", "200", "100"),
            ("250", "100", "300", "200", "300", "200"),
            ("7", "1", "7", "7", "7", "7"),
            ("2/3", "0.01", "0.67", "0.67", "0.67", "0.66"),
            ("-1/3", "1", "0", "0", "-1", "0"),
            ("1/6", "1/3", "1/3", "0", "1/3", "0"),
            ("0.5", "1/3", "2/3", "2/3", "2/3", "1/3"),
            ("1", "0.3", "0.9", "0.9", "1.2", "0.9"),
            (
                "79228162514264337593543950335",
                "1.1",
                "79228162514264337593543950334.7",
                "79228162514264337593543950334.7",
                "79228162514264337593543950335.8",
                "79228162514264337593543950334.7",
            ),
        ] {
            for (mode, expected) in [(HalfUp, half_up), (HalfEven, half_even), (Up, up), (Down, down)] {
                assert_eq!(n(value).round_to(&n(unit), mode), Ok(n(expected)), "{value} to {unit} {mode:?}");
            }
        }
    }

    #[test]
    fn faults() {
        assert_eq!(n("1").round_to(&n("0"), RoundMode::Up), Err(NumberFault::DivisionByZero));
        assert_eq!(n("1").round_to(&n("-1"), RoundMode::Up), Err(NumberFault::DivisionByZero));
        let most = n(&"9".repeat(64));
        assert_eq!(most.round_to(&n("10"), RoundMode::Up), Err(NumberFault::TooLarge));
    }

    #[test]
    fn floor_and_ceil() {
        for (value, floor, ceil) in
            [("2.5", "2", "3"), ("-2.5", "-3", "-2"), ("4", "4", "4"), ("-1/3", "-1", "0"), ("7/3", "2", "3"), ("0", "0", "0")]
        {
            assert_eq!((n(value).floor(), n(value).ceil()), (n(floor), n(ceil)), "{value}");
        }
    }
}
