//! Numbers of spreadsheets, without binary floating point.
//!
//! A spreadsheet program holds every number in 53 bits, of which it shows, and guarantees, 15 significant digits. What stands in the file
//! is the nearest text to those bits: a typed 1.1 is often saved as `1.1000000000000001`. So a number is read as its 15 digits:
//!
//! - A number that the 15 digits name without doubt (of all the numbers the program can hold they are nearest to this one) is those digits:
//!   the `1.1` above. Nothing was lost, and nothing is said.
//! - Any other number that has a fraction, such as the result 0.30000000000000004 of 0.1 + 0.2, is rounded to 15 digits, half away from
//!   zero. That is what the program itself shows for it; the sheet gets one remark.
//! - A number with more than 15 digits before the point is refused, even where the last ones are zeros: an identity card number of 18
//!   digits, typed into a spreadsheet, has had its last three digits replaced by zeros, and nobody can know them any more.

use dashu_int::UBig;
use dashu_int::ops::{BitTest, DivRem};

/// Digits that a spreadsheet guarantees.
const KEPT: usize = 15;
/// The largest number a spreadsheet holds has 309 digits, the smallest more than 320 places.
const FARTHEST: i32 = 400;

/// A number as it is written: `digits × 10^exponent`. No digits are 0.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Decimal {
    sign: Sign,
    /// ASCII digits without zeros at either end.
    digits: String,
    exponent: i32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Sign {
    #[default]
    Plus,
    Minus,
}

/// What the number is worth.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Worth {
    Exact(Decimal),
    /// Had more digits than a spreadsheet guarantees.
    Rounded(Decimal),
    /// More than 15 digits before the point.
    Lost(Decimal),
}

impl Decimal {
    fn new(sign: Sign, digits: &str, exponent: i32) -> Decimal {
        let digits = digits.trim_start_matches('0');
        let kept = digits.trim_end_matches('0');
        let zeros = i32::try_from(digits.len().saturating_sub(kept.len())).unwrap_or(0);
        if kept.is_empty() {
            return Decimal::default();
        }
        Decimal { sign, digits: kept.to_string(), exponent: exponent.saturating_add(zeros) }
    }

    /// `-12.5`, `1.25E+3`; `None` for anything else, and for numbers that no spreadsheet can hold.
    pub fn parse(text: &str) -> Option<Decimal> {
        let (sign, text) = match text.strip_prefix('-') {
            Some(rest) => (Sign::Minus, rest),
            None => (Sign::Plus, text.strip_prefix('+').unwrap_or(text)),
        };
        let (body, power) = match text.split_once(['e', 'E']) {
            Some((body, power)) => (body, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, places) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{places}");
        if digits.is_empty() || digits.len() > FARTHEST.unsigned_abs() as usize || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let exponent = power.checked_sub(i32::try_from(places.len()).ok()?)?;
        let number = Decimal::new(sign, &digits, exponent);
        (number.whole_digits() <= 309 && number.exponent >= -FARTHEST).then_some(number)
    }

    /// The number that eight bytes of an old workbook are, by the standard IEEE 754; `None` for what is no number.
    pub fn from_bits(bits: u64) -> Option<Decimal> {
        let sign = if bits >> 63 == 1 { Sign::Minus } else { Sign::Plus };
        let power = i32::try_from((bits >> 52) & 0x7FF).ok()?;
        let fraction = bits & 0x000F_FFFF_FFFF_FFFF;
        let (mantissa, power) = match power {
            0x7FF => return None,
            0 => (fraction, -1074),
            _ => (fraction | (1 << 52), power.saturating_sub(1075)),
        };
        let zeros = mantissa.trailing_zeros().min(63);
        let (mantissa, power) = (mantissa >> zeros, power.saturating_add(i32::try_from(zeros).unwrap_or(0)));
        let steps = power.unsigned_abs() as usize;
        let (digits, exponent) = match power {
            _ if mantissa == 0 => (UBig::ZERO, 0),
            0.. => (UBig::from(mantissa) << steps, 0),
            _ => (UBig::from(mantissa) * UBig::from(5_u8).pow(steps), power),
        };
        Some(Decimal::new(sign, &digits.to_string(), exponent))
    }

    /// How many digits stand before the point.
    fn whole_digits(&self) -> i32 {
        i32::try_from(self.digits.len()).unwrap_or(i32::MAX).saturating_add(self.exponent)
    }

    /// See the head of this file.
    pub fn worth(self) -> Worth {
        if self.whole_digits() > 15 {
            return Worth::Lost(self);
        }
        if self.digits.len() <= KEPT {
            return Worth::Exact(self);
        }
        let rounded = self.rounded();
        if self.is_held_as(&rounded) { Worth::Exact(rounded) } else { Worth::Rounded(rounded) }
    }

    fn rounded(&self) -> Decimal {
        let (kept, rest) = self.digits.split_at(KEPT.min(self.digits.len()));
        let dropped = i32::try_from(rest.len()).unwrap_or(0);
        let mut kept: u64 = kept.parse().unwrap_or(0);
        if rest.as_bytes().first().is_some_and(|digit| *digit >= b'5') {
            kept = kept.saturating_add(1);
        }
        Decimal::new(self.sign, &kept.to_string(), self.exponent.saturating_add(dropped))
    }

    /// Whether a program that holds 53 bits takes both for one number.
    fn is_held_as(&self, other: &Decimal) -> bool {
        let (Some((above, below)), Some((other_above, other_below))) = (self.fraction(), other.fraction()) else { return false };
        // So many bits further left the number has 53 bits before the point.
        let bits = |number: &UBig| i64::try_from(number.bit_len()).unwrap_or(0);
        let mut shift = 53_i64.saturating_sub(bits(&above).saturating_sub(bits(&below)));
        if shifted(&above, &below, shift).bit_len() > 53 {
            shift = shift.saturating_sub(1);
        }
        shifted(&above, &below, shift) == shifted(&other_above, &other_below, shift)
    }

    /// Numerator and denominator.
    fn fraction(&self) -> Option<(UBig, UBig)> {
        let digits = UBig::from_str_radix(&self.digits, 10).ok()?;
        let power = UBig::from(10_u8).pow(self.exponent.unsigned_abs() as usize);
        Some(if self.exponent < 0 { (digits, power) } else { (digits * power, UBig::ONE) })
    }

    pub fn is_negative(&self) -> bool {
        self.sign == Sign::Minus
    }

    /// The same, a hundred times as large.
    pub fn hundredfold(mut self) -> Decimal {
        if !self.digits.is_empty() {
            self.exponent = self.exponent.saturating_add(2);
        }
        self
    }

    /// The same, a hundred times as small.
    pub fn hundredth(mut self) -> Decimal {
        if !self.digits.is_empty() {
            self.exponent = self.exponent.saturating_sub(2);
        }
        self
    }

    /// The whole part, and the seconds that the rest is of a day, to the nearest; `None` beyond all calendars. The sign is left out.
    pub fn days_and_seconds(&self) -> Option<(i64, i64)> {
        let text = self.to_text();
        let text = text.strip_prefix('-').unwrap_or(&text);
        let (whole, places) = text.split_once('.').unwrap_or((text, "0"));
        let whole: i64 = whole.parse().ok()?;
        let places: String = places.chars().take(KEPT).collect();
        let scale = 10_u128.checked_pow(u32::try_from(places.len()).ok()?)?;
        let part = places.parse::<u128>().ok()?.checked_mul(86_400)?;
        let seconds = i64::try_from(part.checked_mul(2)?.checked_add(scale)?.checked_div(scale.checked_mul(2)?)?).ok()?;
        if seconds == 86_400 { Some((whole.checked_add(1)?, 0)) } else { Some((whole, seconds)) }
    }

    /// All digits, a point where there are places, no exponent.
    pub fn to_text(&self) -> String {
        if self.digits.is_empty() {
            return "0".to_string();
        }
        let minus = if self.is_negative() { "-" } else { "" };
        let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
        let whole = self.whole_digits();
        if self.exponent >= 0 {
            return format!("{minus}{}{}", self.digits, zeros(self.exponent));
        }
        match usize::try_from(whole) {
            Ok(whole @ 1..) => {
                let (before, after) = self.digits.split_at(whole.min(self.digits.len()));
                format!("{minus}{before}.{after}")
            }
            Ok(0) | Err(_) => format!("{minus}0.{}{}", zeros(whole.saturating_neg()), self.digits),
        }
    }
}

/// `above / below × 2^shift` to the nearest whole number, a half to the even one.
fn shifted(above: &UBig, below: &UBig, shift: i64) -> UBig {
    let steps = usize::try_from(shift.unsigned_abs()).unwrap_or(0);
    let (above, below) = if shift >= 0 { (above.clone() << steps, below.clone()) } else { (above.clone(), below.clone() << steps) };
    let (quotient, rest) = above.div_rem(&below);
    let twice = rest << 1_usize;
    let up = twice > below || (twice == below && quotient.bit(0));
    if up { quotient + UBig::ONE } else { quotient }
}
