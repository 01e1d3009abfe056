#![allow(clippy::arithmetic_side_effects)]

use std::collections::hash_map::DefaultHasher;

use dashu_int::{IBig, UBig};
use proptest::prelude::*;

use super::*;

fn n(text: &str) -> Number {
    Number::parse_exact(text).unwrap()
}

fn big(number: &Number) -> RBig {
    let (over, under) = fraction::parts(number);
    RBig::from_parts(over, under)
}

fn hash(number: &Number) -> u64 {
    let mut hasher = DefaultHasher::new();
    number.hash(&mut hasher);
    hasher.finish()
}

/// One form for one value: no decimal inside a fraction, no trailing zeros, no negative zero.
fn is_canonical(number: &Number) -> bool {
    match &number.0 {
        Repr::Decimal(a) => *a == a.normalize() && a.scale() == a.normalize().scale() && !(a.is_zero() && a.is_sign_negative()),
        Repr::Fraction(_) => matches!(fraction::settle(big(number)).0, Repr::Fraction(_)),
    }
}

#[test]
fn decimals_own_traps_are_not_ours() {
    let max = n("79228162514264337593543950335");
    assert_eq!(max.add(&Number::ONE), Ok(n("79228162514264337593543950336")));
    assert_eq!(max.add(&n("0.4")), Ok(n("79228162514264337593543950335.4")));
    assert_eq!(max.add(&n("0.4")).unwrap().sub(&n("0.4")).as_ref(), Ok(&max));
    assert_eq!(n("7922816251426433759354395033").add(&n("0.123456")), Ok(n("7922816251426433759354395033.123456")));
    let tiny = n("0.0000000000000000000000000001");
    assert_eq!(tiny.mul(&n("0.1")), Ok(n("0.00000000000000000000000000001")));
    assert_eq!(tiny.div(&n("10")), tiny.mul(&n("0.1")));
    assert_eq!(tiny.div(&n("10")).unwrap().mul(&n("10")), Ok(tiny));
    assert_eq!(Number::ONE.div(&n("3")).unwrap().mul(&n("3")), Ok(Number::ONE));
    assert_eq!(n("1.10").mul(&n("1.10")).unwrap().mul(&n("1.10")).unwrap().exact_text(), "1.331");
    assert_eq!(n("1").sub(&n("1.00")).unwrap().exact_text(), "0");
    assert_eq!(Number::ZERO.neg().exact_text(), "0");
    assert_eq!(n("-0.00"), Number::ZERO);
    assert_eq!(n("-1").mul(&Number::ZERO).unwrap().fixed_text(2), "0.00");
    assert_eq!((n("1.00") == n("1.0"), hash(&n("1.00")) == hash(&n("1.0"))), (true, true));
    assert_eq!(max.mul(&max).unwrap().exact_text(), "6277101735386680763835789423049210091073826769276946612225");
}

#[test]
fn faults() {
    assert_eq!(Number::ONE.div(&Number::ZERO), Err(NumberFault::DivisionByZero));
    assert_eq!(Number::ZERO.div(&Number::ZERO), Err(NumberFault::DivisionByZero));
    assert_eq!(n("1/3").div(&Number::ZERO), Err(NumberFault::DivisionByZero));
    let wide = n("1e40");
    assert_eq!(wide.mul(&wide), Err(NumberFault::TooLarge));
    assert_eq!(wide.neg().div(&n("1e-40")), Err(NumberFault::TooLarge));
    let most = n(&"9".repeat(64));
    assert_eq!(most.add(&Number::ONE), Err(NumberFault::TooLarge));
    assert_eq!(most.neg().sub(&n("1/3")).map(|number| number.floor().exact_text().len()), Ok(66));
    let mut sum = Number::ZERO;
    let fault = (1..100_000_i64).find_map(|i| match sum.add(&Number::ONE.div(&Number::from_i64(2 * i + 1)).unwrap()) {
        Ok(next) => {
            sum = next;
            None
        }
        Err(fault) => Some(fault),
    });
    assert_eq!(fault, Some(NumberFault::TooLarge));
}

#[test]
fn what_a_number_is() {
    assert_eq!(n("12").to_i64(), Some(12));
    assert_eq!(n("-9223372036854775808").to_i64(), Some(i64::MIN));
    assert_eq!((n("12.5").to_i64(), n("1/3").to_i64(), n("9223372036854775808").to_i64()), (None, None, None));
    assert_eq!((n("1e60").is_integer(), n("1/3").is_integer(), n("3").is_integer(), n("3.1").is_integer()), (true, false, true, false));
    assert_eq!((n("-1/3").is_negative(), n("-1/3").abs(), n("-2").abs()), (true, n("1/3"), n("2")));
    assert_eq!(Number::from_parts(i128::MIN, 0).exact_text(), i128::MIN.to_string());
    assert_eq!(Number::from_parts(i128::MIN, 40).neg().exact_text(), "0.0170141183460469231731687303715884105728".trim_start_matches('+'));
    assert_eq!(Number::from_parts(5_000, 3), Number::from_i64(5));
    assert_eq!(std::mem::size_of::<Number>(), 24);
}

fn decimals() -> impl Strategy<Value = Number> {
    let mantissa = prop_oneof![
        -1_000_i128..1_000,
        any::<i32>().prop_map(i128::from),
        any::<i64>().prop_map(i128::from),
        -(1_i128 << 96)..(1_i128 << 96),
        any::<i128>(),
        (0_u32..96, -2_i128..3).prop_map(|(shift, off)| (1_i128 << shift) + off),
    ];
    (mantissa, prop_oneof![0_u32..4, 0_u32..29]).prop_map(|(mantissa, scale)| Number::from_parts(mantissa, scale))
}

fn numbers() -> impl Strategy<Value = Number> {
    let fractions = (decimals(), decimals()).prop_map(|(a, b)| a.div(&b).unwrap_or(a));
    prop_oneof![3 => decimals(), 1 => fractions]
}

/// Rounds by looking for the multiple, with big fractions only.
fn naive_round(value: &Number, unit: &Number, mode: RoundMode) -> RBig {
    let multiple = big(value) / big(unit);
    let (below, above) = (RBig::from(multiple.floor()), RBig::from(multiple.ceil()));
    let (near, far) = if value.is_negative() { (above, below) } else { (below, above) };
    if near == far {
        return big(value);
    }
    let distance = |to: &RBig| if to > &multiple { to.clone() - &multiple } else { multiple.clone() - to };
    let is_even = |whole: &RBig| whole.numerator() % IBig::from(2) == IBig::ZERO;
    let chosen = match mode {
        RoundMode::Up => far,
        RoundMode::Down => near,
        RoundMode::HalfUp => {
            if distance(&near) < distance(&far) {
                near
            } else {
                far
            }
        }
        RoundMode::HalfEven => match distance(&near).cmp(&distance(&far)) {
            Ordering::Less => near,
            Ordering::Greater => far,
            Ordering::Equal => {
                if is_even(&near) {
                    near
                } else {
                    far
                }
            }
        },
    };
    chosen * big(unit)
}

fn modes() -> impl Strategy<Value = RoundMode> {
    prop_oneof![Just(RoundMode::HalfUp), Just(RoundMode::HalfEven), Just(RoundMode::Up), Just(RoundMode::Down)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn operations_agree_with_fractions(a in numbers(), b in numbers()) {
        for (ours, theirs) in [(a.add(&b), big(&a) + big(&b)), (a.sub(&b), big(&a) - big(&b)), (a.mul(&b), big(&a) * big(&b))] {
            match ours {
                Ok(ours) => {
                    prop_assert!(is_canonical(&ours), "{ours:?}");
                    prop_assert_eq!(big(&ours), theirs);
                }
                Err(fault) => {
                    prop_assert_eq!(fault, NumberFault::TooLarge);
                    prop_assert!(fraction::checked(theirs).is_err());
                }
            }
        }
        if !b.is_zero() && let Ok(quotient) = a.div(&b) {
            prop_assert!(is_canonical(&quotient), "{quotient:?}");
            prop_assert_eq!(big(&quotient), big(&a) / big(&b));
        }
        prop_assert!(is_canonical(&a.neg()) && is_canonical(&a.floor()) && is_canonical(&a.ceil()));
        prop_assert_eq!(big(&a.floor()), RBig::from(big(&a).floor()));
        prop_assert_eq!(big(&a.ceil()), RBig::from(big(&a).ceil()));
    }

    #[test]
    fn field_laws(a in numbers(), b in numbers(), c in numbers()) {
        if let Ok(sum) = a.add(&b) {
            prop_assert_eq!(&sum, &b.add(&a).unwrap());
            prop_assert_eq!(&sum.sub(&b).unwrap(), &a);
            prop_assert_eq!(hash(&sum.sub(&b).unwrap()), hash(&a));
        }
        if !b.is_zero() && let Ok(quotient) = a.div(&b) {
            prop_assert_eq!(quotient.mul(&b).unwrap(), a.clone());
        }
        if let (Ok(ab), Ok(ac), Ok(sum)) = (a.mul(&b), a.mul(&c), b.add(&c)) && let (Ok(left), Ok(right)) = (a.mul(&sum), ab.add(&ac)) {
            prop_assert_eq!(left, right);
        }
        prop_assert_eq!(a.neg().neg(), a.clone());
        prop_assert_eq!(a.sub(&a), Ok(Number::ZERO));
    }

    #[test]
    fn order_agrees_with_cross_multiplication(a in numbers(), b in numbers()) {
        let ((over_a, under_a), (over_b, under_b)) = (fraction::parts(&a), fraction::parts(&b));
        let expected = (over_a * &under_b).cmp(&(over_b * &under_a));
        prop_assert_eq!(a.cmp(&b), expected);
        prop_assert_eq!(b.cmp(&a), expected.reverse());
        prop_assert_eq!(a == b, expected == Ordering::Equal);
        prop_assert_eq!(a.cmp(&a.clone()), Ordering::Equal);
    }

    #[test]
    fn neighbours_are_in_order(a in numbers(), step in 1_u32..40) {
        let epsilon = Number::from_parts(1, step).div(&Number::from_i64(7)).unwrap();
        if let (Ok(above), Ok(below)) = (a.add(&epsilon), a.sub(&epsilon)) {
            prop_assert!(below < a && a < above);
        }
    }

    #[test]
    fn rounding_agrees_with_the_definition(a in numbers(), unit in numbers(), mode in modes()) {
        let unit = unit.abs();
        if unit.is_zero() {
            prop_assert_eq!(a.round_to(&unit, mode), Err(NumberFault::DivisionByZero));
        } else if let Ok(rounded) = a.round_to(&unit, mode) {
            prop_assert!(is_canonical(&rounded));
            prop_assert_eq!(big(&rounded), naive_round(&a, &unit, mode));
        }
    }

    #[test]
    fn rounding_of_ties(multiple in -1_000_i64..1_000, unit in 1_i64..500, scale in 0_u32..5, mode in modes()) {
        let unit = Number::from_parts(unit.into(), scale);
        let tie = Number::from_parts((multiple * 10 + 5).into(), 1).mul(&unit).unwrap();
        prop_assert_eq!(big(&tie.round_to(&unit, mode).unwrap()), naive_round(&tie, &unit, mode));
    }

    #[test]
    fn printing_and_reading_go_round(a in numbers()) {
        let text = a.exact_text();
        prop_assert_eq!(Number::parse_exact(&text), Ok(a.clone()));
        if let Some(text) = a.terminating_text() {
            prop_assert_eq!(Number::parse(&text), Ok(a.clone()));
            prop_assert!(!text.contains('.') || !text.ends_with('0'));
        }
    }

    #[test]
    fn fixed_text_is_the_rounded_number(a in numbers(), places in 0_u32..40) {
        let text = a.fixed_text(places);
        let unit = Number::from_parts(1, places);
        prop_assert_eq!(big(&Number::parse(&text).unwrap()), naive_round(&a, &unit, RoundMode::HalfUp));
        prop_assert_eq!(text.split_once('.').map_or(0, |(_, after)| after.len()), places as usize);
        prop_assert!(!text.starts_with('-') || text.bytes().any(|byte| (b'1'..=b'9').contains(&byte)));
    }

    #[test]
    fn significant_text_is_near(a in numbers(), digits in 1_u32..35) {
        let text = a.significant_text(digits);
        let shown = big(&fraction::settle(big(&Number::parse(&text).unwrap_or_else(|_| a.clone()))));
        let allowed = big(&a.abs()) / RBig::from(UBig::from(10_u8).pow(digits as usize - 1)) / RBig::from(2);
        let off = shown - big(&a);
        prop_assert!(off.clone() <= allowed && -off <= allowed, "{text}");
        let significant: String = text.chars().filter(char::is_ascii_digit).collect();
        prop_assert!(significant.trim_matches('0').len() <= digits as usize, "{text}");
    }

    #[test]
    fn reading_never_fails_otherwise(text in "[-+0-9.eE/_ ]{0,12}|\\PC{0,8}") {
        if let Ok(number) = Number::parse(&text) {
            prop_assert!(is_canonical(&number));
        }
        if let Ok(number) = Number::parse_exact(&text) {
            prop_assert!(is_canonical(&number));
        }
    }

    #[test]
    fn reading_agrees_with_powers(digits in "[0-9]{1,70}", fraction in "[0-9]{0,70}", exponent in -80_i64..80) {
        let point = if fraction.is_empty() { "" } else { "." };
        let text = format!("-{digits}{point}{fraction}e{exponent}");
        let mantissa = UBig::from_str_radix(&format!("{digits}{fraction}"), 10).unwrap();
        let scale = fraction.len() as i64 - exponent;
        match Number::parse(&text) {
            Ok(number) => prop_assert_eq!(number, fraction::from_scaled(-IBig::from(mantissa), scale)),
            Err(fault) => {
                prop_assert_eq!(fault, ParseFault::TooManyDigits);
                prop_assert!(scale > 64 || (mantissa.to_string().len() as i64 - scale > 64 && mantissa != UBig::ZERO));
            }
        }
    }
}
