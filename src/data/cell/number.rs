//! Numbers as people and spreadsheets write them. What two readers could read in two ways is refused with both readings.

use std::borrow::Cow;

use crate::syntax::ast::CellUnit;
use crate::value::number::ParseFault;
use crate::value::show::{self, Currency};
use crate::value::{Number, Type};

use super::super::sheet::Form;
use super::{CellProblem, narrow};

/// What a column asks of a number.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub ty: Type,
    pub unit: Option<CellUnit>,
    pub currency: &'a Currency,
}

/// A number in parts.
struct Parts<'t> {
    negative: bool,
    /// The currency's sign or word, as written.
    sign: Option<&'t str>,
    body: &'t str,
    /// The power of ten of `万` or `亿`.
    scale: Option<u32>,
    /// The power of ten under `%` or `‰`.
    percent: Option<u32>,
    /// The word behind the number: `元`, `days`.
    word: Option<&'t str>,
}

/// Signs that stand before an amount or behind it; those that begin like another stand before it.
const SIGNS: [&str; 24] = [
    "US$",
    "HK$",
    "NT$",
    "A$",
    "C$",
    "S$",
    "$",
    "¥",
    "€",
    "£",
    "₩",
    "₹",
    "人民币",
    "RMB",
    "CNY",
    "USD",
    "EUR",
    "GBP",
    "JPY",
    "HKD",
    "TWD",
    "SGD",
    "AUD",
    "CHF",
];

/// Reads a cell that is not blank.
///
/// # Errors
/// [`CellProblem`].
pub(super) fn read(text: &str, form: Form, rules: Rules<'_>) -> Result<Number, CellProblem> {
    if let Some(number) = simple(text, rules) {
        return Ok(number);
    }
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(narrow(text)) };
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        // A second pair would only be taken off one by one.
        let inside = if inner.contains('(') { Err(CellProblem::NotANumber) } else { read(inner, form, rules) };
        return Err(match inside {
            Ok(number) if !number.is_negative() => CellProblem::Parenthesised { instead: format!("-{}", inner.trim()) },
            Ok(_) | Err(_) => CellProblem::NotANumber,
        });
    }
    let parts = take_apart(text, rules);
    if parts.body.starts_with(['-', '+']) {
        return Err(CellProblem::NotANumber);
    }
    check_units(&parts, rules)?;
    let digits = ungrouped(&parts, form, rules)?;
    let number = Number::parse(&digits).map_err(|fault| match fault {
        ParseFault::NotANumber => CellProblem::NotANumber,
        ParseFault::TooManyDigits => CellProblem::TooManyDigits,
    })?;
    let number = if parts.negative { number.neg() } else { number };
    counted(scaled(number, &parts, rules)?, &parts, rules)
}

/// The usual cell: a few digits, perhaps a minus and two places, in a column without a unit.
fn simple(text: &str, rules: Rules<'_>) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let places = match digits.iter().position(|byte| *byte == b'.') {
        Some(at) => digits.len().saturating_sub(at).saturating_sub(1),
        None => 0,
    };
    let usual = match rules.ty {
        Type::Money | Type::Foreign(_) | Type::Number | Type::Days => places <= 2,
        Type::Count => places == 0 && !text.starts_with('-'),
        Type::Percent | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => false,
    };
    let plain = digits.len() <= 15 && digits.first().is_some_and(u8::is_ascii_digit) && rules.unit.is_none();
    if usual && plain && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.') { Number::parse(text).ok() } else { None }
}

fn take_apart<'t>(text: &'t str, rules: Rules<'_>) -> Parts<'t> {
    let mut parts = Parts { negative: false, sign: None, body: text, scale: None, percent: None, word: None };
    let mut signed = false;
    // A minus stands before the currency's sign or behind it.
    for _ in 0..2 {
        if let Some(rest) = parts.body.strip_prefix(['-', '+'])
            && !signed
        {
            parts.negative = parts.body.starts_with('-');
            signed = true;
            parts.body = rest.trim_start();
        }
        if parts.sign.is_none()
            && let Some(sign) = known_signs(rules).find(|sign| parts.body.starts_with(*sign))
        {
            let (sign, rest) = parts.body.split_at(sign.len());
            (parts.sign, parts.body) = (Some(sign), rest.trim_start());
        }
    }
    if parts.sign.is_none()
        && let Some(sign) = known_signs(rules).find(|sign| parts.body.ends_with(*sign))
    {
        let (rest, sign) = parts.body.split_at(parts.body.len().saturating_sub(sign.len()));
        (parts.sign, parts.body) = (Some(sign), rest.trim_end());
    }
    for (suffix, places) in [("%", 2), ("‰", 3)] {
        if let Some(rest) = parts.body.strip_suffix(suffix) {
            (parts.percent, parts.body) = (Some(places), rest.trim_end());
        }
    }
    for word in ["元", "天", "日", "days", "day"] {
        if let Some(rest) = parts.body.strip_suffix(word)
            && parts.word.is_none()
        {
            (parts.word, parts.body) = (parts.body.get(rest.len()..), rest.trim_end());
        }
    }
    for (suffix, places) in [("万", 4), ("亿", 8)] {
        if let Some(rest) = parts.body.strip_suffix(suffix)
            && parts.scale.is_none()
        {
            (parts.scale, parts.body) = (Some(places), rest.trim_end());
        }
    }
    parts
}

fn known_signs<'a>(rules: Rules<'a>) -> impl Iterator<Item = &'a str> {
    SIGNS.into_iter().chain([rules.currency.code.as_str()])
}

fn check_units(parts: &Parts<'_>, rules: Rules<'_>) -> Result<(), CellProblem> {
    let wrong = |unit: &str| Err(CellProblem::WrongUnit { unit: unit.to_string() });
    match (parts.percent, rules.ty) {
        (Some(_), Type::Percent) | (None, _) => {}
        (Some(places), _) => return wrong(if places == 2 { "%" } else { "‰" }),
    }
    if let Some(sign) = parts.sign {
        match rules.ty {
            Type::Money | Type::Foreign(_) if fits(sign, rules.currency) => {}
            Type::Money | Type::Foreign(_) => return Err(CellProblem::OtherCurrency { sign: sign.to_string() }),
            Type::Percent | Type::Number | Type::Count | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => {
                return wrong(sign);
            }
        }
    }
    match (parts.word, rules.ty) {
        (None, _) | (Some("天" | "日" | "day" | "days"), Type::Days) => {}
        (Some("元"), Type::Money | Type::Foreign(_)) if rules.currency.code == "CNY" => {}
        (Some(word @ "元"), Type::Money | Type::Foreign(_)) => return Err(CellProblem::OtherCurrency { sign: word.to_string() }),
        (Some(word), _) => return wrong(word),
    }
    match (parts.scale, rules.ty) {
        (None, _) | (Some(_), Type::Money | Type::Foreign(_) | Type::Number | Type::Count) => Ok(()),
        (Some(places), _) => wrong(if places == 4 { "万" } else { "亿" }),
    }
}

/// Whether a sign may stand for the policy's currency.
fn fits(sign: &str, currency: &Currency) -> bool {
    let own: &[&str] = match currency.code.as_str() {
        "CNY" => &["¥", "人民币", "RMB"],
        "JPY" => &["¥"],
        "USD" => &["$", "US$"],
        "EUR" => &["€"],
        "GBP" => &["£"],
        "HKD" => &["HK$"],
        "TWD" => &["NT$"],
        "AUD" => &["A$"],
        "CAD" => &["C$"],
        "SGD" => &["S$"],
        "KRW" => &["₩"],
        "INR" => &["₹"],
        _ => &[],
    };
    sign == currency.code || own.contains(&sign)
}

/// The digits without separators of thousands, once it is certain which those are.
fn ungrouped<'t>(parts: &Parts<'t>, form: Form, rules: Rules<'_>) -> Result<Cow<'t, str>, CellProblem> {
    let body = parts.body;
    match form {
        Form::Number => return Ok(Cow::Borrowed(body)),
        Form::Text | Form::Flag | Form::Nested | Form::Rounded | Form::Uncomputed | Form::Merged | Form::Spread => {}
    }
    if is_shortened(body) {
        return Err(CellProblem::Shortened);
    }
    if !body.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return Ok(Cow::Borrowed(body));
    }
    let minus = if parts.negative { "-" } else { "" };
    let two = |one: String, other: String| Err(CellProblem::TwoReadings { one: format!("{minus}{one}"), other: format!("{minus}{other}") });
    let commas = body.bytes().filter(|byte| *byte == b',').count();
    let points = body.bytes().filter(|byte| *byte == b'.').count();
    let joined = body.replace(',', "");
    match (commas, points) {
        (0, 0) => Ok(Cow::Borrowed(body)),
        (0, 1) => {
            let thousands = is_grouped(body, '.') && parts.scale.is_none() && rules.unit.is_none();
            match rules.ty {
                Type::Money | Type::Foreign(_) | Type::Count if thousands => two(body.replace('.', ""), format!("{body}0")),
                Type::Money | Type::Foreign(_) | Type::Count | Type::Percent | Type::Number | Type::Date | Type::Days => {
                    Ok(Cow::Borrowed(body))
                }
                Type::Text | Type::Flag | Type::Choice(_) => Ok(Cow::Borrowed(body)),
            }
        }
        // 1.234.567
        (0, _) => match body.split_once('.') {
            Some((whole, rest)) if is_grouped(body, '.') => two(body.replace('.', ""), format!("{whole}.{}", rest.replace('.', ""))),
            Some(_) | None => Err(CellProblem::NotANumber),
        },
        (_, 0) if is_grouped(body, ',') => Ok(Cow::Owned(joined)),
        // 12,34
        (1, 0) if !body.starts_with(',') && !body.ends_with(',') => two(joined, body.replace(',', ".")),
        (_, 0) => Err(CellProblem::NotANumber),
        (_, _) => match (body.find(','), body.split_once('.')) {
            (Some(comma), Some((whole, _))) if comma < whole.len() && is_grouped(whole, ',') && points == 1 => Ok(Cow::Owned(joined)),
            // 1.234,50
            (Some(comma), Some((whole, _))) if comma > whole.len() && commas == 1 && !body.ends_with(',') => {
                let european = body.replace('.', "").replace(',', ".");
                if points == 1 { two(european, joined) } else { two(european, body.replace(['.', ','], "")) }
            }
            (Some(_) | None, _) => Err(CellProblem::NotANumber),
        },
    }
}

/// `1,234,567`: one to three digits, not a zero first, then groups of three.
fn is_grouped(body: &str, separator: char) -> bool {
    if body.contains([',', '.']) && body.contains(|c| matches!(c, ',' | '.') && c != separator) {
        // The places after a decimal point of the other kind are judged by the caller.
        return false;
    }
    let mut groups = body.split(separator);
    let first = groups.next().unwrap_or("");
    let fits = (1..=3).contains(&first.len()) && !first.starts_with('0');
    fits && groups.all(|group| group.len() == 3)
}

/// `1.23E+08`, the way spreadsheets show what does not fit the column.
fn is_shortened(body: &str) -> bool {
    body.split_once("E+").is_some_and(|(mantissa, exponent)| {
        mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && (2..=3).contains(&exponent.len())
    })
}

/// The value: percents as ratios, 万 and 亿 multiplied out, the column's own unit applied to a bare number.
fn scaled(number: Number, parts: &Parts<'_>, rules: Rules<'_>) -> Result<Number, CellProblem> {
    let times = |number: &Number, factor: Number| number.mul(&factor).map_err(|_| CellProblem::TooManyDigits);
    let ten_thousand = Number::from_i64(10_000);
    if rules.ty == Type::Percent {
        return match (parts.percent, rules.unit) {
            (Some(places), _) => times(&number, Number::from_parts(1, places)),
            (None, Some(CellUnit::Percent)) => times(&number, Number::from_parts(1, 2)),
            // Ten times the whole and more is a percent that lost its sign, not a ratio.
            (None, Some(CellUnit::Ratio)) if number.abs() < Number::from_i64(10) => Ok(number),
            (None, Some(CellUnit::TenThousands) | None) if number.is_zero() => Ok(number),
            (None, Some(CellUnit::Ratio | CellUnit::TenThousands) | None) => {
                let ratio = times(&number, Number::from_i64(100))?;
                Err(CellProblem::BarePercent { points: format!("{}%", show::exact(&number)), ratio: format!("{}%", show::exact(&ratio)) })
            }
        };
    }
    match (parts.scale, rules.unit) {
        (Some(8), _) => times(&number, Number::from_i64(100_000_000)),
        (Some(_), _) => times(&number, ten_thousand),
        (None, Some(CellUnit::TenThousands)) if (parts.word.is_some() || parts.sign.is_some()) && !number.is_zero() => {
            let small = times(&number, Number::from_parts(1, 4))?;
            let whole = times(&number, ten_thousand)?;
            Err(CellProblem::UnitBesideWan { small: show::exact(&small), bare: show::exact(&number), whole: show::exact(&whole) })
        }
        (None, Some(CellUnit::TenThousands)) => times(&number, ten_thousand),
        (None, Some(CellUnit::Ratio | CellUnit::Percent) | None) => Ok(number),
    }
}

fn counted(number: Number, parts: &Parts<'_>, rules: Rules<'_>) -> Result<Number, CellProblem> {
    let below = number.is_negative() || (parts.negative && !number.is_zero());
    match rules.ty {
        Type::Count if below || !number.is_integer() => Err(CellProblem::NotACount),
        Type::Count
        | Type::Money
        | Type::Foreign(_)
        | Type::Percent
        | Type::Number
        | Type::Date
        | Type::Days
        | Type::Text
        | Type::Flag
        | Type::Choice(_) => Ok(number),
    }
}
