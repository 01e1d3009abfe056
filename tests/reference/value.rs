//! Values of the plain evaluator: exact fractions with the unit they carry, texts, dates, flags.

use dashu_ratio::RBig;
use merit::value::{Date, Number, RoundMode};

/// What a number counts. A bare literal has no unit of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    Plain,
    Money,
    Percent,
    Number,
    Count,
    Days,
    /// No row has a value that could tell.
    Untold,
}

/// Where what a value counts decides what happens, and no row could tell. It is held against nothing.
pub const UNTOLD: &str = "untold";

#[derive(Clone, PartialEq, Debug)]
pub enum V {
    Num(RBig, Unit),
    Text(String),
    Date(Date),
    Flag(bool),
    /// Nothing is there.
    Missing,
    /// Not for this person.
    Absent,
}

/// A value, or the code of the error that befell the person. A wrong cell or row of the data is [`DATA`].
pub type R = Result<V, &'static str>;

/// Any fault of the data files.
pub const DATA: &str = "E4";

pub fn num(value: RBig) -> V {
    V::Num(value, Unit::Plain)
}

pub fn int(value: i64) -> RBig {
    RBig::from(value)
}

/// The exact value of a literal, by way of its text.
pub fn exact(number: &Number) -> RBig {
    parse(&number.exact_text())
}

/// `-12.5` or `7/3`.
pub fn parse(text: &str) -> RBig {
    if let Some((above, below)) = text.split_once('/') {
        return parse(above) / parse(below);
    }
    let (minus, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut value = int(0);
    for digit in whole.chars().chain(part.chars()) {
        value = value * int(10) + int(i64::from(digit.to_digit(10).unwrap_or_else(|| panic!("{text} is no number"))));
    }
    for _ in part.chars() {
        value /= int(10);
    }
    if minus { int(0) - value } else { value }
}

pub fn floor(value: &RBig) -> RBig {
    RBig::from(value.floor())
}

pub fn ceil(value: &RBig) -> RBig {
    RBig::from(value.ceil())
}

pub fn is_negative(value: &RBig) -> bool {
    *value < int(0)
}

pub fn is_zero(value: &RBig) -> bool {
    *value == int(0)
}

/// To a multiple of a unit: ties of half up go away from zero, up and down away from and toward zero.
pub fn round(value: &RBig, unit: &RBig, mode: RoundMode) -> RBig {
    let size = if is_negative(value) { int(0) - value } else { value.clone() };
    let steps = size / unit;
    let below = floor(&steps);
    let rest = &steps - &below;
    let half = int(1) / int(2);
    let up = match mode {
        RoundMode::HalfUp => rest >= half,
        RoundMode::HalfEven => rest > half || (rest == half && floor(&(&below / int(2))) * int(2) != below),
        RoundMode::Up => !is_zero(&rest),
        RoundMode::Down => false,
    };
    let size = (if up { below + int(1) } else { below }) * unit;
    if is_negative(value) { int(0) - size } else { size }
}
