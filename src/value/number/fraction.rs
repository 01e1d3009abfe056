//! The slow and general way: values that no decimal holds, and operations whose result may be one.
#![expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow, and no divisor here is zero")]

use std::cmp::Ordering;

use dashu_int::ops::{BitTest, UnsignedAbs};
use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;
use rust_decimal::Decimal;

use super::{Number, NumberFault, Repr, mantissa};

/// Digits before the point that a value may have.
const MOST_DIGITS: usize = 64;
/// Bits of numerator and denominator together.
const MOST_BITS: usize = 65_536;

/// 10^exponent.
pub(super) fn power_of_ten(exponent: usize) -> UBig {
    match u32::try_from(exponent).ok().and_then(mantissa::power_of_ten) {
        Some(power) => UBig::from(power.unsigned_abs()),
        None => UBig::from(10_u8).pow(exponent),
    }
}

/// mantissa × 10^-scale, whatever its size.
pub(super) fn from_scaled(mantissa: IBig, scale: i64) -> Number {
    let power = power_of_ten(usize::try_from(scale.unsigned_abs()).unwrap_or(usize::MAX));
    if scale < 0 { settle(RBig::from(mantissa * power)) } else { settle(RBig::from_parts(mantissa, power)) }
}

/// The canonical form of a value.
pub(super) fn settle(value: RBig) -> Number {
    match demote(&value) {
        Some(decimal) => Number(Repr::Decimal(decimal)),
        None => Number(Repr::Fraction(Box::new(value))),
    }
}

/// The canonical form of a result, where it is not too large.
pub(super) fn checked(value: RBig) -> Result<Number, NumberFault> {
    if let Some(decimal) = demote(&value) {
        return Ok(Number(Repr::Decimal(decimal)));
    }
    let numerator = value.numerator().bit_len();
    let denominator = value.denominator().bit_len();
    if numerator + denominator > MOST_BITS {
        return Err(NumberFault::TooLarge);
    }
    // |value| < 2^(numerator − denominator + 1), and 2^212 < 10^64.
    if numerator > denominator + 211 {
        let bound = power_of_ten(MOST_DIGITS) * value.denominator();
        if value.numerator().unsigned_abs() >= bound {
            return Err(NumberFault::TooLarge);
        }
    }
    Ok(Number(Repr::Fraction(Box::new(value))))
}

/// The decimal that a fraction in lowest terms is, if it is one.
fn demote(value: &RBig) -> Option<Decimal> {
    let denominator = u128::try_from(value.denominator()).ok()?;
    let (twos, fives, rest) = mantissa::factors(denominator);
    let scale = twos.max(fives);
    if rest != 1 || scale > Decimal::MAX_SCALE {
        return None;
    }
    let numerator = i128::try_from(value.numerator()).ok()?;
    // The scale is at most 28: 2^28 × 5^28 is 10^28.
    let factor = 2_i128.checked_pow(scale - twos)?.checked_mul(5_i128.checked_pow(scale - fives)?)?;
    mantissa::decimal(numerator.checked_mul(factor)?, scale)
}

/// Numerator and denominator; a decimal's are not in lowest terms.
pub(super) fn parts(number: &Number) -> (IBig, UBig) {
    match &number.0 {
        Repr::Decimal(a) => (IBig::from(a.mantissa()), decimal_denominator(a)),
        Repr::Fraction(a) => (a.numerator().clone(), a.denominator().clone()),
    }
}

fn decimal_denominator(decimal: &Decimal) -> UBig {
    power_of_ten(usize::try_from(decimal.scale()).unwrap_or(0))
}

pub(super) fn add(a: &Number, b: &Number) -> Result<Number, NumberFault> {
    if let (Repr::Fraction(a), Repr::Fraction(b)) = (&a.0, &b.0) {
        return checked(&**a + &**b);
    }
    let ((a, under_a), (b, under_b)) = (parts(a), parts(b));
    checked(RBig::from_parts(a * &under_b + b * &under_a, under_a * under_b))
}

pub(super) fn sub(a: &Number, b: &Number) -> Result<Number, NumberFault> {
    if let (Repr::Fraction(a), Repr::Fraction(b)) = (&a.0, &b.0) {
        return checked(&**a - &**b);
    }
    let ((a, under_a), (b, under_b)) = (parts(a), parts(b));
    checked(RBig::from_parts(a * &under_b - b * &under_a, under_a * under_b))
}

pub(super) fn mul(a: &Number, b: &Number) -> Result<Number, NumberFault> {
    if let (Repr::Fraction(a), Repr::Fraction(b)) = (&a.0, &b.0) {
        return checked(&**a * &**b);
    }
    let ((a, under_a), (b, under_b)) = (parts(a), parts(b));
    checked(RBig::from_parts(a * b, under_a * under_b))
}

/// The quotient; `b` is not zero.
pub(super) fn div(a: &Number, b: &Number) -> Result<Number, NumberFault> {
    let (sign, over, under) = quotient_parts(a, b);
    checked(RBig::from_parts(IBig::from_parts(sign, over), under))
}

/// a / b as a sign, a numerator and a denominator, not in lowest terms; `b` is not zero.
pub(super) fn quotient_parts(a: &Number, b: &Number) -> (Sign, UBig, UBig) {
    if let (Repr::Decimal(a), Repr::Decimal(b)) = (&a.0, &b.0) {
        // Without the power of ten that both scales have in common, so that the short ones stay in two words.
        let common = a.scale().min(b.scale());
        let power = |scale: u32| power_of_ten(usize::try_from(scale - common).unwrap_or(0));
        let sign = if (a.mantissa() < 0) == (b.mantissa() < 0) { Sign::Positive } else { Sign::Negative };
        let over = UBig::from(a.mantissa().unsigned_abs()) * power(b.scale());
        return (sign, over, UBig::from(b.mantissa().unsigned_abs()) * power(a.scale()));
    }
    let ((a, under_a), (b, under_b)) = (parts(a), parts(b));
    let (a_sign, a) = a.into_parts();
    let (b_sign, b) = b.into_parts();
    (a_sign * b_sign, a * under_b, b * under_a)
}

pub(super) fn neg(a: &RBig) -> RBig {
    -a.clone()
}

pub(super) fn signum(a: &RBig) -> i8 {
    match a.numerator().sign() {
        Sign::Positive => 1,
        Sign::Negative => -1,
    }
}

/// Where the decimal stands against the fraction; they are never equal.
pub(super) fn compare_decimal(a: &Decimal, b: &RBig) -> Ordering {
    let (mantissa, sign) = (a.mantissa(), i128::from(signum(b)));
    if mantissa.signum() != sign {
        return mantissa.signum().cmp(&sign);
    }
    if let (Ok(over), Ok(under)) = (i128::try_from(b.numerator()), i128::try_from(b.denominator()))
        && let (Some(left), Some(right)) = (mantissa.checked_mul(under), mantissa::shift(over, a.scale()))
    {
        return left.cmp(&right);
    }
    (IBig::from(mantissa) * b.denominator()).cmp(&(b.numerator() * IBig::from(decimal_denominator(a))))
}

/// Decimal places of a fraction in lowest terms, `None` where it does not end.
pub(super) fn places(a: &RBig) -> Option<u32> {
    let mut rest = a.denominator().clone();
    let twos = rest.trailing_zeros().unwrap_or(0);
    rest >>= twos;
    // `remove` says `None` only of zero, which no denominator is.
    let fives = rest.remove(&UBig::from(5_u8)).unwrap_or(0);
    if rest.is_one() { u32::try_from(twos.max(fives)).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ratio(over: i64, under: u64) -> RBig {
        RBig::from_parts(over.into(), under.into())
    }

    #[test]
    fn what_is_a_decimal_becomes_one() {
        for (over, under, text) in
            [(1, 8, "0.125"), (-3, 1, "-3"), (7, 20, "0.35"), (0, 1, "0"), (1, 1 << 28, "0.0000000037252902984619140625")]
        {
            assert_eq!(demote(&ratio(over, under)).map(|d| d.to_string()).as_deref(), Some(text));
        }
        for (over, under) in [(1, 3), (1, 1 << 29), (-2, 7)] {
            assert!(demote(&ratio(over, under)).is_none());
        }
    }

    #[test]
    fn bounds() {
        let most = power_of_ten(64);
        assert_eq!(checked(RBig::from(most.clone())), Err(NumberFault::TooLarge));
        assert_eq!(checked(-RBig::from(most.clone())), Err(NumberFault::TooLarge));
        assert!(checked(RBig::from(most.clone() - UBig::ONE)).is_ok());
        assert!(checked(RBig::from_parts((most.clone() * UBig::from(7_u8) - UBig::ONE).into(), 7_u8.into())).is_ok());
        assert_eq!(checked(RBig::from_parts((most * UBig::from(7_u8) + UBig::ONE).into(), 7_u8.into())), Err(NumberFault::TooLarge));
        assert!(checked(RBig::from_parts(1.into(), UBig::from(3_u8).pow(41_347))).is_ok());
        assert_eq!(checked(RBig::from_parts(1.into(), UBig::from(3_u8).pow(41_348))), Err(NumberFault::TooLarge));
    }

    #[test]
    fn places_of_fractions() {
        assert_eq!(places(&RBig::from_parts(1.into(), UBig::from(2_u8).pow(300))), Some(300));
        assert_eq!(places(&RBig::from_parts(1.into(), UBig::from(5_u8).pow(200) * UBig::from(4_u8))), Some(200));
        assert_eq!(places(&RBig::from_parts(1.into(), UBig::from(5_u8).pow(200) * UBig::from(3_u8))), None);
        for exponent in 0..300 {
            assert_eq!(places(&RBig::from_parts(1.into(), UBig::from(5_u8).pow(exponent))), u32::try_from(exponent).ok());
        }
    }
}
