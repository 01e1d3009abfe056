//! Reading numbers. The mantissa and the scale are built here, as `Decimal`'s own reader rounds.

use dashu_int::{IBig, Sign, UBig};
use dashu_ratio::RBig;

use super::{Number, ParseFault, fraction};

/// Digits a number may have before the point, and after it.
const MOST_DIGITS: i64 = 64;
/// Digits of one side of a fraction that are looked at; 65,536 bits are 19,729 digits.
const MOST_FRACTION_DIGITS: usize = 20_000;

/// A number as it is written.
struct Written<'a> {
    negative: bool,
    /// Without leading zeros.
    whole: &'a [u8],
    fraction: &'a [u8],
    /// Saturated.
    exponent: i64,
}

impl Number {
    /// Plain ASCII decimal text: optional sign, digits, optional point and digits, optional exponent. No separators, no blanks.
    ///
    /// Zeros after the last digit count as places, zeros before the first do not count.
    ///
    /// # Errors
    /// [`ParseFault`]; the exponent is judged before any power is built.
    pub fn parse(text: &str) -> Result<Number, ParseFault> {
        let written = Written::read(text.as_bytes()).ok_or(ParseFault::NotANumber)?;
        let scale = length(written.fraction).saturating_sub(written.exponent);
        let significant = if written.whole.is_empty() { without_zeros(written.fraction) } else { written.fraction };
        let digits = length(written.whole).saturating_add(length(significant));
        if scale > MOST_DIGITS || (digits > 0 && digits.saturating_sub(scale) > MOST_DIGITS) {
            return Err(ParseFault::TooManyDigits);
        }
        let digits = || written.whole.iter().chain(significant).copied();
        match (small(digits()), u32::try_from(scale)) {
            (Some(0), _) => Ok(Number::ZERO),
            (Some(mantissa), Ok(scale)) => {
                Ok(Number::from_parts(if written.negative { mantissa.saturating_neg() } else { mantissa }, scale))
            }
            // At most 128 digits, and a scale of -64 to 64.
            (Some(_), Err(_)) | (None, _) => Ok(fraction::from_scaled(big(written.negative, digits()), scale)),
        }
    }

    /// Reads `n` or `n/d`, as [`Number::exact_text`] writes it.
    ///
    /// # Errors
    /// [`ParseFault`]: of a zero denominator [`ParseFault::NotANumber`], of a value past the limits of
    /// [`NumberFault::TooLarge`](super::NumberFault) [`ParseFault::TooManyDigits`].
    pub fn parse_exact(text: &str) -> Result<Number, ParseFault> {
        let Some((over, under)) = text.split_once('/') else { return Number::parse(text) };
        let (negative, over) = match over.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, over),
        };
        let digits_only = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits_only(over) || !digits_only(under) {
            return Err(ParseFault::NotANumber);
        }
        let (over, under) = (without_zeros(over.as_bytes()), without_zeros(under.as_bytes()));
        if under.is_empty() {
            return Err(ParseFault::NotANumber);
        }
        if over.len() > MOST_FRACTION_DIGITS || under.len() > MOST_FRACTION_DIGITS {
            return Err(ParseFault::TooManyDigits);
        }
        let (_, denominator) = big(false, under.iter().copied()).into_parts();
        fraction::checked(RBig::from_parts(big(negative, over.iter().copied()), denominator)).map_err(|_| ParseFault::TooManyDigits)
    }
}

impl Written<'_> {
    fn read(text: &[u8]) -> Option<Written<'_>> {
        let (negative, text) = sign(text);
        let (whole, text) = digits(text);
        let (fraction, text) = match text.split_first() {
            Some((b'.', rest)) => {
                let (fraction, rest) = digits(rest);
                if fraction.is_empty() {
                    return None;
                }
                (fraction, rest)
            }
            Some(_) | None => (&text[..0], text),
        };
        let exponent = match text.split_first() {
            None => 0,
            Some((b'e' | b'E', rest)) => exponent(rest)?,
            Some(_) => return None,
        };
        if whole.is_empty() { None } else { Some(Written { negative, whole: without_zeros(whole), fraction, exponent }) }
    }
}

fn sign(text: &[u8]) -> (bool, &[u8]) {
    match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        Some(_) | None => (false, text),
    }
}

/// The digits at the beginning, and the rest.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let start = digits.iter().position(|&byte| byte != b'0').unwrap_or(digits.len());
    digits.split_at(start).1
}

fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, text) = sign(text);
    let (digits, rest) = digits(text);
    if digits.is_empty() || !rest.is_empty() {
        return None;
    }
    let value = digits.iter().fold(0_i64, |value, &byte| value.saturating_mul(10).saturating_add(digit(byte)));
    Some(if negative { value.saturating_neg() } else { value })
}

fn digit(byte: u8) -> i64 {
    i64::from(byte.saturating_sub(b'0'))
}

fn length(digits: &[u8]) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// The digits as one number, where it has 127 bits.
fn small(digits: impl Iterator<Item = u8>) -> Option<i128> {
    let mut short = 0_i64;
    let mut digits = digits;
    // Eighteen digits fit an i64.
    for byte in digits.by_ref().take(18) {
        short = short.checked_mul(10)?.checked_add(digit(byte))?;
    }
    digits.try_fold(i128::from(short), |value, byte| value.checked_mul(10)?.checked_add(i128::from(digit(byte))))
}

/// The digits as one number of any length.
#[expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow")]
fn big(negative: bool, digits: impl Iterator<Item = u8>) -> IBig {
    let text: String = digits.map(char::from).collect();
    // Only no digits at all are refused, and they are zero.
    let magnitude = UBig::from_str_radix(&text, 10).unwrap_or(UBig::ZERO);
    IBig::from(magnitude) * if negative { Sign::Negative } else { Sign::Positive }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted() {
        for (text, mantissa, scale) in [
            ("0", 0, 0),
            ("-0", 0, 0),
            ("-0.00", 0, 0),
            ("+1", 1, 0),
            ("007.50", 75, 1),
            ("-12.5", -125, 1),
            ("1e5", 100_000, 0),
            ("1E+5", 100_000, 0),
            ("12.5e-3", 125, 4),
            ("1.5e1", 15, 0),
            ("0e999999", 0, 0),
            ("1e0000000000000000000000000000002", 100, 0),
            ("0.1234567890123456789012345678", 1_234_567_890_123_456_789_012_345_678, 28),
        ] {
            assert_eq!(Number::parse(text), Ok(Number::from_parts(mantissa, scale)), "{text}");
        }
    }

    #[test]
    fn refused() {
        for text in [
            "", " ", "NaN", "nan", "inf", "-inf", "1_000", "+-1", "--1", ".", ".5", "5.", "5.e1", "e5", "1e", "1e+", "1e1.5", " 1", "1 ",
            "1,000", "１", "0x10", "1/3", "-", "1.2.3", "1e5e5",
        ] {
            assert_eq!(Number::parse(text), Err(ParseFault::NotANumber), "{text}");
        }
    }

    #[test]
    fn limits() {
        let nines = "9".repeat(64);
        for text in
            [format!("{nines}.{nines}"), format!("-{nines}"), "1e63".into(), "1e-64".into(), format!("000{nines}"), format!("0.{nines}e64")]
        {
            assert_eq!(Number::parse(&text).and_then(|number| Number::parse(&number.exact_text())), Number::parse(&text));
            assert!(Number::parse(&text).is_ok(), "{text}");
        }
        for text in [
            "1e64".to_owned(),
            "1e-65".into(),
            "1e999999".into(),
            "1e-999999".into(),
            "1e99999999999999999999999999".into(),
            "1e-99999999999999999999999999".into(),
            "9".repeat(400),
            format!("9{nines}"),
            format!("0.0{nines}"),
            format!("0.{nines}e65"),
            "9.9e63e".replace("63e", "64"),
        ] {
            assert_eq!(Number::parse(&text), Err(ParseFault::TooManyDigits), "{text}");
        }
        assert_eq!(Number::parse("0.01e65"), Number::parse("1e63"));
    }

    #[test]
    fn fractions() {
        assert_eq!(Number::parse_exact("2/4"), Ok(Number::from_parts(5, 1)));
        assert_eq!(Number::parse_exact("-6/3"), Ok(Number::from_i64(-2)));
        assert_eq!(Number::parse_exact("-0/3"), Ok(Number::ZERO));
        assert_eq!(Number::parse_exact("12.5"), Ok(Number::from_parts(125, 1)));
        for text in ["1/0", "1/", "/2", "1/-2", "+1/2", "1.5/2", "1/2/3", "1_0/3", "1 /2"] {
            assert_eq!(Number::parse_exact(text), Err(ParseFault::NotANumber), "{text}");
        }
        assert_eq!(Number::parse_exact(&format!("1{}/3", "0".repeat(70))), Err(ParseFault::TooManyDigits));
        assert_eq!(Number::parse_exact(&format!("1/{}", "3".repeat(1_000_000))), Err(ParseFault::TooManyDigits));
    }
}
