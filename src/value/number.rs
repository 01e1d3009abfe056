//! Exact rationals: a decimal where the value is exactly one, a fraction where it is not.
//!
//! A value that fits 96 bits and 28 places is always carried as a decimal without trailing zeros, every other one as
//! a fraction in lowest terms, so one value has one form. `Decimal` only carries: its own arithmetic rounds silently
//! at 28 digits, so every sum, product and quotient is made of checked integers here.
#![deny(clippy::arithmetic_side_effects)]

mod fraction;
mod mantissa;
mod reading;
mod rounding;
mod writing;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use dashu_ratio::RBig;
use rust_decimal::Decimal;

pub(super) use writing::trimmed;

/// An exact rational number. Equality, order and hash are by value.
#[derive(Clone, Debug)]
pub struct Number(Repr);

/// The two forms of a value; which of them is decided by the value alone.
#[derive(Clone, Debug)]
enum Repr {
    /// No trailing zeros after the point, no negative zero.
    Decimal(Decimal),
    /// In lowest terms, and never a value that a `Decimal` can hold.
    Fraction(Box<RBig>),
}

/// Why an operation has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum NumberFault {
    /// By zero, or to a unit that is not above zero.
    DivisionByZero,
    /// More than 64 digits before the point, or a fraction longer than 65,536 bits.
    TooLarge,
}

/// How a number is brought to a multiple of a unit. Ties of half up go away from zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum RoundMode {
    HalfUp,
    HalfEven,
    /// Away from zero.
    Up,
    /// Toward zero.
    Down,
}

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum ParseFault {
    NotANumber,
    /// More than 64 digits before or after the point, exponents included.
    TooManyDigits,
}

impl Number {
    /// 0.
    pub const ZERO: Number = Number(Repr::Decimal(Decimal::ZERO));
    /// 1.
    pub const ONE: Number = Number(Repr::Decimal(Decimal::ONE));

    /// The whole number `value`.
    pub fn from_i64(value: i64) -> Number {
        Number::from_parts(i128::from(value), 0)
    }

    /// mantissa × 10^-scale
    ///
    /// The work grows with the scale: check one that comes from outside first.
    pub fn from_parts(mantissa: i128, scale: u32) -> Number {
        match mantissa::decimal(mantissa, scale) {
            Some(decimal) => Number(Repr::Decimal(decimal)),
            None => fraction::from_scaled(mantissa.into(), i64::from(scale)),
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// [`NumberFault::TooLarge`].
    pub fn add(&self, other: &Number) -> Result<Number, NumberFault> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(sum) = mantissa::sum(a.mantissa(), a.scale(), b.mantissa(), b.scale())
        {
            return Ok(Number(Repr::Decimal(sum)));
        }
        fraction::add(self, other)
    }

    /// This less the other.
    ///
    /// # Errors
    /// [`NumberFault::TooLarge`].
    pub fn sub(&self, other: &Number) -> Result<Number, NumberFault> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            // A decimal's mantissa has 96 bits, so its negative does not overflow.
            && let Some(sum) = mantissa::sum(a.mantissa(), a.scale(), b.mantissa().wrapping_neg(), b.scale())
        {
            return Ok(Number(Repr::Decimal(sum)));
        }
        fraction::sub(self, other)
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberFault::TooLarge`].
    pub fn mul(&self, other: &Number) -> Result<Number, NumberFault> {
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(product) = mantissa::product(a.mantissa(), a.scale(), b.mantissa(), b.scale())
        {
            return Ok(Number(Repr::Decimal(product)));
        }
        fraction::mul(self, other)
    }

    /// The exact quotient.
    ///
    /// # Errors
    /// [`NumberFault::DivisionByZero`]; [`NumberFault::TooLarge`].
    pub fn div(&self, other: &Number) -> Result<Number, NumberFault> {
        if other.is_zero() {
            return Err(NumberFault::DivisionByZero);
        }
        if let (Repr::Decimal(a), Repr::Decimal(b)) = (&self.0, &other.0)
            && let Some(quotient) = mantissa::quotient(a.mantissa(), a.scale(), b.mantissa(), b.scale())
        {
            return Ok(Number(Repr::Decimal(quotient)));
        }
        fraction::div(self, other)
    }

    /// The number with the other sign; zero stays zero.
    pub fn neg(&self) -> Number {
        match &self.0 {
            Repr::Decimal(a) => Number::from_parts(a.mantissa().wrapping_neg(), a.scale()),
            Repr::Fraction(a) => Number(Repr::Fraction(Box::new(fraction::neg(a)))),
        }
    }

    /// The distance from zero.
    pub fn abs(&self) -> Number {
        if self.is_negative() { self.neg() } else { self.clone() }
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        match &self.0 {
            Repr::Decimal(a) => a.mantissa() == 0,
            Repr::Fraction(_) => false,
        }
    }

    /// Whether it is below zero.
    pub fn is_negative(&self) -> bool {
        self.signum() < 0
    }

    /// Whether it is a whole number.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Decimal(a) => a.scale() == 0,
            Repr::Fraction(a) => a.is_int(),
        }
    }

    /// The value where it is a whole number in the range of `i64`.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Decimal(a) if a.scale() == 0 => i64::try_from(a.mantissa()).ok(),
            Repr::Decimal(_) | Repr::Fraction(_) => None,
        }
    }

    /// −1, 0 or 1.
    fn signum(&self) -> i8 {
        match &self.0 {
            Repr::Decimal(a) => match a.mantissa().cmp(&0) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            },
            Repr::Fraction(a) => fraction::signum(a),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        match (&self.0, &other.0) {
            (Repr::Decimal(a), Repr::Decimal(b)) => a.scale() == b.scale() && a.mantissa() == b.mantissa(),
            (Repr::Fraction(a), Repr::Fraction(b)) => a == b,
            (Repr::Decimal(_), Repr::Fraction(_)) | (Repr::Fraction(_), Repr::Decimal(_)) => false,
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Repr::Decimal(a) => {
                state.write_i128(a.mantissa());
                state.write_u32(a.scale());
            }
            Repr::Fraction(a) => a.hash(state),
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Decimal(a), Repr::Decimal(b)) => mantissa::compare(a.mantissa(), a.scale(), b.mantissa(), b.scale()),
            (Repr::Decimal(a), Repr::Fraction(b)) => fraction::compare_decimal(a, b),
            (Repr::Fraction(a), Repr::Decimal(b)) => fraction::compare_decimal(b, a).reverse(),
            (Repr::Fraction(a), Repr::Fraction(b)) => a.cmp(b),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests;
