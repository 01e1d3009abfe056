//! Decimals as a whole mantissa and a scale: value = mantissa × 10^-scale. `None` always means "make it a fraction".

use std::cmp::Ordering;

use rust_decimal::Decimal;

/// The powers of ten that an `i128` holds.
const POWERS: [i128; 39] = {
    let mut powers = [1_i128; 39];
    let mut at = 1;
    while at < 39 {
        powers[at] = 10 * powers[at - 1];
        at += 1;
    }
    powers
};

/// 10^exponent.
pub(super) fn power_of_ten(exponent: u32) -> Option<i128> {
    POWERS.get(usize::try_from(exponent).ok()?).copied()
}

/// The canonical decimal of a value, where 96 bits and 28 places hold it.
pub(super) fn decimal(mantissa: i128, scale: u32) -> Option<Decimal> {
    let (magnitude, scale) = strip(mantissa.unsigned_abs(), scale);
    if scale > Decimal::MAX_SCALE || magnitude >> 96 != 0 {
        return None;
    }
    let word = |shift: u32| u32::try_from((magnitude >> shift) & u128::from(u32::MAX)).ok();
    Some(Decimal::from_parts(word(0)?, word(32)?, word(64)?, mantissa < 0, scale))
}

/// Takes off the trailing zeros after the point.
fn strip(magnitude: u128, scale: u32) -> (u128, u32) {
    if magnitude == 0 {
        return (0, 0);
    }
    // A number divisible by 10^n is divisible by 2^n.
    let most = scale.min(magnitude.trailing_zeros());
    let mut rest = magnitude;
    let mut taken = 0_u32;
    while taken < most {
        let Some(next) = tenth(rest) else { break };
        rest = next;
        taken = taken.saturating_add(1);
    }
    (rest, scale.saturating_sub(taken))
}

/// A tenth of it, where that is whole.
fn tenth(magnitude: u128) -> Option<u128> {
    match u64::try_from(magnitude) {
        Ok(small) => small.is_multiple_of(10).then_some(u128::from(small / 10)),
        Err(_) => magnitude.is_multiple_of(10).then(|| magnitude.wrapping_div(10)),
    }
}

/// a × b; the short way where both have 64 bits.
fn multiply(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        // Two factors of 64 bits make at most 127 bits.
        (Ok(a), Ok(b)) => Some(i128::from(a).wrapping_mul(i128::from(b))),
        _ => a.checked_mul(b),
    }
}

/// mantissa × 10^digits.
pub(super) fn shift(mantissa: i128, digits: u32) -> Option<i128> {
    if digits == 0 { Some(mantissa) } else { multiply(mantissa, power_of_ten(digits)?) }
}

/// Both mantissas at the larger of the two scales.
pub(super) fn align(a: i128, a_scale: u32, b: i128, b_scale: u32) -> Option<(i128, i128, u32)> {
    let scale = a_scale.max(b_scale);
    Some((shift(a, scale.saturating_sub(a_scale))?, shift(b, scale.saturating_sub(b_scale))?, scale))
}

pub(super) fn sum(a: i128, a_scale: u32, b: i128, b_scale: u32) -> Option<Decimal> {
    let (a, b, scale) = align(a, a_scale, b, b_scale)?;
    decimal(a.checked_add(b)?, scale)
}

pub(super) fn product(a: i128, a_scale: u32, b: i128, b_scale: u32) -> Option<Decimal> {
    decimal(multiply(a, b)?, a_scale.saturating_add(b_scale))
}

/// The quotient where it ends. `b` is not zero.
pub(super) fn quotient(a: i128, a_scale: u32, b: i128, b_scale: u32) -> Option<Decimal> {
    let (twos, fives, rest) = factors(b.unsigned_abs());
    let rest = i128::try_from(rest).ok()?;
    if rest != 1 && remainder(a, rest)? != 0 {
        return None;
    }
    let whole = if rest == 1 { a } else { a.checked_div(rest)? };
    // a / b = whole / (2^twos × 5^fives) = whole × 2^(ten − twos) × 5^(ten − fives) / 10^ten
    let ten = twos.max(fives);
    let factor = multiply(2_i128.checked_pow(ten.saturating_sub(twos))?, 5_i128.checked_pow(ten.saturating_sub(fives))?)?;
    let mantissa = multiply(whole, factor)?;
    let mantissa = if b < 0 { mantissa.checked_neg()? } else { mantissa };
    let scale = ten.saturating_add(a_scale);
    if scale >= b_scale {
        decimal(mantissa, scale.saturating_sub(b_scale))
    } else {
        decimal(shift(mantissa, b_scale.saturating_sub(scale))?, 0)
    }
}

fn remainder(a: i128, by: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(by)) {
        (Ok(a), Ok(by)) => a.checked_rem(by).map(i128::from),
        _ => a.checked_rem(by),
    }
}

/// How often 2 and 5 divide it, and what is left. Not for zero.
pub(super) fn factors(value: u128) -> (u32, u32, u128) {
    let twos = value.trailing_zeros();
    let mut rest = value.checked_shr(twos).unwrap_or(0);
    let mut fives = 0_u32;
    while let Some(fifth) = fifth(rest) {
        rest = fifth;
        fives = fives.saturating_add(1);
    }
    (twos, fives, rest)
}

/// A fifth of it, where that is whole and not zero.
fn fifth(value: u128) -> Option<u128> {
    match u64::try_from(value) {
        Ok(small) => (small != 0 && small.is_multiple_of(5)).then_some(u128::from(small / 5)),
        Err(_) => value.is_multiple_of(5).then(|| value.wrapping_div(5)),
    }
}

pub(super) fn compare(a: i128, a_scale: u32, b: i128, b_scale: u32) -> Ordering {
    if a_scale == b_scale || a.signum() != b.signum() {
        return a.cmp(&b);
    }
    // Both have the same sign. Where the one that is scaled up leaves 127 bits it is the farther from zero, as the
    // other has 96.
    let farther = |value: i128| if value < 0 { Ordering::Less } else { Ordering::Greater };
    if a_scale < b_scale {
        shift(a, b_scale.saturating_sub(a_scale)).map_or_else(|| farther(a), |a| a.cmp(&b))
    } else {
        shift(b, a_scale.saturating_sub(b_scale)).map_or_else(|| farther(b).reverse(), |b| a.cmp(&b))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_zeros_after_the_point_go() {
        assert_eq!(strip(1_000, 2), (10, 0));
        assert_eq!(strip(1_050, 2), (105, 1));
        assert_eq!(strip(0, 28), (0, 0));
        assert_eq!(strip(10_u128.pow(38), 38), (1, 0));
        assert_eq!(strip(10_u128.pow(38), 20), (10_u128.pow(18), 0));
    }

    #[test]
    fn a_decimal_is_refused_where_it_would_round() {
        assert!(decimal(1, 29).is_none());
        assert!(decimal(10, 29).is_some());
        assert!(decimal(1_i128 << 96, 0).is_none());
        assert_eq!(decimal((1_i128 << 96) - 1, 0), Some(Decimal::MAX));
        assert_eq!(decimal(1 - (1_i128 << 96), 0), Some(Decimal::MIN));
        assert!(decimal(0, 5).is_some_and(|zero| !zero.is_sign_negative()));
    }

    #[test]
    fn factors_of_two_and_five() {
        assert_eq!(factors(1), (0, 0, 1));
        assert_eq!(factors(3_000), (3, 3, 3));
        assert_eq!(factors(5_u128.pow(41)), (0, 41, 1));
        assert_eq!(factors(1 << 95), (95, 0, 1));
    }

    #[test]
    fn scales_far_apart_compare() {
        let most = (1_i128 << 96) - 1;
        assert_eq!(compare(most, 0, most, 28), Ordering::Greater);
        assert_eq!(compare(-most, 0, -most, 28), Ordering::Less);
        assert_eq!(compare(most, 28, most, 0), Ordering::Less);
        assert_eq!(compare(-most, 28, -most, 0), Ordering::Greater);
        assert_eq!(compare(-1, 28, 0, 0), Ordering::Less);
    }
}
