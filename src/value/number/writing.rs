//! Writing numbers. What does not fit the wanted places is rounded correctly, never cut off.

use dashu_int::UBig;
use dashu_int::ops::{BitTest, UnsignedAbs};

use super::{Number, Repr, RoundMode, fraction, mantissa, rounding};

/// Places up to which a number is written out rather than as a fraction.
const MOST_PLACES: u32 = 64;

impl Number {
    /// All digits where the decimal expansion ends within 64 places: `12.5`, `-3`; never an exponent, no trailing zeros.
    pub fn terminating_text(&self) -> Option<String> {
        self.places().filter(|&places| places <= MOST_PLACES).map(|places| self.fixed_text(places))
    }

    /// Correctly rounded half up (ties away from zero) to exactly `places` digits after the point: `12.50`; never `-0.00`.
    pub fn fixed_text(&self, places: u32) -> String {
        self.shifted_text(0, places)
    }

    /// As [`Number::fixed_text`], of this number times 10^`shift`: a percent is shown with a shift of 2.
    pub fn shifted_text(&self, shift: u32, places: u32) -> String {
        let digits = self.rounded_digits(i64::from(shift).saturating_add(i64::from(places)));
        self.signed(with_point(digits, places))
    }

    /// Correctly rounded (half up) to `digits` significant digits (at least one), plain notation, trailing zeros trimmed.
    pub fn significant_text(&self, digits: u32) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let places = i64::from(digits.max(1)).saturating_sub(1).saturating_sub(self.magnitude());
        let mut text = self.rounded_digits(places);
        match u32::try_from(places) {
            Ok(places) => text = trimmed(with_point(text, places)),
            Err(_) => text.extend(zeros(places.unsigned_abs())),
        }
        self.signed(text)
    }

    /// `terminating_text` where it ends, else `n/d` in lowest terms.
    pub fn exact_text(&self) -> String {
        if let Some(text) = self.terminating_text() {
            return text;
        }
        let (numerator, denominator) = fraction::parts(self);
        format!("{numerator}/{denominator}")
    }

    /// Decimal places needed to write it exactly, `None` where it does not end.
    pub fn places(&self) -> Option<u32> {
        match &self.0 {
            Repr::Decimal(a) => Some(a.scale()),
            Repr::Fraction(a) => fraction::places(a),
        }
    }

    /// The digits of its distance from zero times 10^places, rounded half up to a whole number.
    fn rounded_digits(&self, places: i64) -> String {
        match &self.0 {
            Repr::Decimal(a) => {
                let (magnitude, shift) = (a.mantissa().unsigned_abs(), places.saturating_sub(i64::from(a.scale())));
                if shift >= 0 {
                    let mut text = digits(magnitude);
                    if magnitude != 0 {
                        text.extend(zeros(shift.unsigned_abs()));
                    }
                    return text;
                }
                // Of what has 29 digits nothing is left when more than 38 are taken off.
                let unit = u32::try_from(shift.unsigned_abs()).ok().and_then(mantissa::power_of_ten).map_or(0, i128::unsigned_abs);
                let whole = magnitude.checked_div(unit).unwrap_or(0);
                let rest = magnitude.checked_rem(unit).unwrap_or(0);
                let up = rest != 0 && rest >= unit.saturating_sub(rest);
                digits(whole.saturating_add(u128::from(up)))
            }
            Repr::Fraction(a) => {
                let power = fraction::power_of_ten(usize::try_from(places.unsigned_abs()).unwrap_or(usize::MAX));
                let (over, under) = (a.numerator().unsigned_abs(), a.denominator());
                rounding::round_quotient_scaled(over, under, &power, places < 0, RoundMode::HalfUp).to_string()
            }
        }
    }

    /// The exponent of its first significant digit: 2 for 123, -2 for 0.012. Not for zero.
    fn magnitude(&self) -> i64 {
        match &self.0 {
            Repr::Decimal(a) => {
                let digits = a.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0);
                i64::from(digits).saturating_sub(i64::from(a.scale()))
            }
            Repr::Fraction(a) => exponent_of(&a.numerator().unsigned_abs(), a.denominator()),
        }
    }

    /// Puts the sign before a text, unless that shows nothing but zeros.
    fn signed(&self, text: String) -> String {
        if self.is_negative() && text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') { format!("-{text}") } else { text }
    }
}

/// The largest e with 10^e not above over / under.
fn exponent_of(over: &UBig, under: &UBig) -> i64 {
    let bits = |value: &UBig| i64::try_from(value.bit_len()).unwrap_or(i64::MAX);
    // over / under is above 2^least; 0.30103 is the logarithm of 2, and one less makes up for its last place.
    let least = bits(over).saturating_sub(bits(under)).saturating_sub(1);
    let mut exponent = least.saturating_mul(30_103).div_euclid(100_000).saturating_sub(1);
    while reaches(over, under, exponent.saturating_add(1)) {
        exponent = exponent.saturating_add(1);
    }
    exponent
}

/// Whether over / under is at least 10^exponent.
#[expect(clippy::arithmetic_side_effects, reason = "big integers do not overflow")]
fn reaches(over: &UBig, under: &UBig, exponent: i64) -> bool {
    let power = fraction::power_of_ten(usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX));
    if exponent < 0 { over * power >= *under } else { *over >= under * power }
}

fn digits(magnitude: u128) -> String {
    match u64::try_from(magnitude) {
        Ok(small) => small.to_string(),
        Err(_) => magnitude.to_string(),
    }
}

fn zeros(count: u64) -> impl Iterator<Item = char> {
    std::iter::repeat_n('0', usize::try_from(count).unwrap_or(usize::MAX))
}

/// Puts the point before the last `places` digits.
fn with_point(digits: String, places: u32) -> String {
    let places = usize::try_from(places).unwrap_or(usize::MAX);
    if places == 0 {
        return digits;
    }
    match digits.len().checked_sub(places) {
        None | Some(0) => format!("0.{digits:0>places$}"),
        Some(whole) => {
            let (whole, rest) = digits.split_at(whole);
            format!("{whole}.{rest}")
        }
    }
}

/// Without zeros at the end of what stands after a point.
pub(in crate::value) fn trimmed(mut text: String) -> String {
    if text.contains('.') {
        let end = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    #[test]
    fn fixed_rounds_and_never_cuts() {
        for (value, places, text) in [
            ("2.349", 2, "2.35"),
            ("2.999", 2, "3.00"),
            ("0.9", 0, "1"),
            ("0.5", 0, "1"),
            ("-0.5", 0, "-1"),
            ("0.49", 0, "0"),
            ("-0.004", 2, "0.00"),
            ("-0.005", 2, "-0.01"),
            ("5", 2, "5.00"),
            ("0", 2, "0.00"),
            ("12.5", 3, "12.500"),
            ("2/3", 4, "0.6667"),
            ("-200/3", 0, "-67"),
            ("-1/300", 2, "0.00"),
            ("0.0000000000000000000000000001", 2, "0.00"),
            ("79228162514264337593543950335", 12, "79228162514264337593543950335.000000000000"),
        ] {
            assert_eq!(n(value).fixed_text(places), text, "{value} {places}");
        }
        assert_eq!(n("1/7").shifted_text(2, 2), "14.29");
        assert_eq!(n("0.00005").shifted_text(2, 2), "0.01");
    }

    #[test]
    fn significant() {
        for (value, digits, text) in [
            ("0", 3, "0"),
            ("1234.5", 2, "1200"),
            ("1250", 2, "1300"),
            ("999.6", 3, "1000"),
            ("0.0009996", 3, "0.001"),
            ("-0.012345", 3, "-0.0123"),
            ("1/3", 5, "0.33333"),
            ("2/3", 28, "0.6666666666666666666666666667"),
            ("200000/3", 2, "67000"),
            ("2999999/3", 3, "1000000"),
            ("12.50", 28, "12.5"),
            ("7", 0, "7"),
            ("100", 1, "100"),
            ("-1/3000000", 2, "-0.00000033"),
        ] {
            assert_eq!(n(value).significant_text(digits), text, "{value} {digits}");
        }
    }

    #[test]
    fn first_digits_of_long_fractions() {
        for power in [1_usize, 2, 40, 64, 300, 3_000, 19_000] {
            let ten = UBig::from(10_u8).pow(power);
            let exponent = i64::try_from(power).unwrap();
            assert_eq!(exponent_of(&ten, &UBig::ONE), exponent);
            assert_eq!(exponent_of(&(ten.clone() - UBig::ONE), &UBig::ONE), exponent - 1);
            assert_eq!(exponent_of(&UBig::ONE, &ten), -exponent);
            assert_eq!(exponent_of(&UBig::ONE, &(ten + UBig::ONE)), -exponent - 1);
        }
    }

    #[test]
    fn exact() {
        for text in ["0", "12.5", "-3", "1/3", "-22/7", "100", "79228162514264337593543950336", "0.00000000000000000000000000001"] {
            assert_eq!(n(text).exact_text(), text);
        }
        assert_eq!(n("1/36893488147419103232").places(), Some(65));
        assert_eq!(n("1/36893488147419103232").terminating_text(), None);
        assert_eq!(n("1/36893488147419103232").exact_text(), "1/36893488147419103232");
        assert_eq!(n("1/18446744073709551616").terminating_text().map(|text| text.len()), Some(66));
        assert_eq!(n("1/3").places(), None);
        assert_eq!(n("1.50").places(), Some(1));
    }
}
