//! How values are shown to people: separators, currency signs, percents. Showing rounds correctly and never truncates.

use super::number::trimmed;
use super::{Code, Date, Number};

/// Places of a shown percent, at most.
const PERCENT_PLACES: u32 = 2;

/// A currency: its code and its sign, which stands before the amount (`¥`, `$`, else the code and a blank).
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct Currency {
    /// Three capital letters, as `CNY`.
    pub code: String,
}

impl Currency {
    /// The sign for the common currencies, else the code with a blank.
    pub fn sign(&self) -> String {
        match self.code.as_str() {
            "CNY" | "JPY" => "¥".to_owned(),
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            code => format!("{code} "),
        }
    }
}

/// `¥1,234,567.50`; `-¥3.00`. `places` from the policy's rounding (2 where it has none).
pub fn money(value: &Number, currency: &Currency, places: u32) -> String {
    let text = value.fixed_text(places);
    let (minus, digits) = split_minus(&text);
    format!("{minus}{}{}", currency.sign(), grouped(digits))
}

/// `USD 1,234.50`; `-USD 3.00`: an amount that is not in the policy's currency bears the letters of its own, since signs are shared.
pub fn foreign(value: &Number, code: Code, places: u32) -> String {
    let text = value.fixed_text(places);
    let (minus, digits) = split_minus(&text);
    format!("{minus}{} {}", code.as_str(), grouped(digits))
}

/// `85.71%`: at most two places after rounding, trailing zeros trimmed: `60%`, `2.5%`.
pub fn percent(value: &Number) -> String {
    format!("{}%", trimmed(value.shifted_text(2, PERCENT_PLACES)))
}

/// `1,234.5`: at most `places`, trailing zeros trimmed, thousands separated.
pub fn number(value: &Number, places: u32) -> String {
    grouped(&trimmed(value.fixed_text(places)))
}

/// Every digit where it ends (thousands separated), else a fraction like `1/3`.
pub fn exact(value: &Number) -> String {
    match value.terminating_text() {
        Some(text) => grouped(&text),
        None => value.exact_text(),
    }
}

/// `2026-01-31`.
pub fn date(value: Date) -> String {
    value.to_string()
}

fn split_minus(text: &str) -> (&str, &str) {
    match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    }
}

/// Puts a comma between the thousands before the point.
fn grouped(text: &str) -> String {
    let (minus, digits) = split_minus(text);
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut grouped = String::from(minus);
    for (at, character) in digits.chars().enumerate() {
        if at > 0 && at < whole && (whole - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(character);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    fn currency(code: &str) -> Currency {
        Currency { code: code.to_owned() }
    }

    #[test]
    fn amounts() {
        for (value, code, places, text) in [
            ("1234567.5", "CNY", 2, "¥1,234,567.50"),
            ("-3", "CNY", 2, "-¥3.00"),
            ("-0.004", "CNY", 2, "¥0.00"),
            ("2.349", "USD", 2, "$2.35"),
            ("999999.995", "EUR", 2, "€1,000,000.00"),
            ("1000", "GBP", 0, "£1,000"),
            ("100", "JPY", 0, "¥100"),
            ("-1234.5", "CHF", 2, "-CHF 1,234.50"),
            ("2000/3", "CNY", 2, "¥666.67"),
        ] {
            assert_eq!(money(&n(value), &currency(code), places), text);
        }
    }

    #[test]
    fn foreign_amounts() {
        let usd = Code::parse("USD").unwrap();
        assert_eq!(foreign(&n("1234.5"), usd, 2), "USD 1,234.50");
        assert_eq!(foreign(&n("-3"), usd, 0), "-USD 3");
        assert_eq!((Code::parse("usd"), Code::parse("US"), Code::parse("USDT")), (None, None, None));
    }

    #[test]
    fn percents() {
        for (value, text) in [
            ("0.6", "60%"),
            ("6/7", "85.71%"),
            ("0.025", "2.5%"),
            ("1", "100%"),
            ("0", "0%"),
            ("-0.00001", "0%"),
            ("0.99999", "100%"),
            ("0.000049", "0%"),
            ("-1/3", "-33.33%"),
            ("12.3456", "1234.56%"),
        ] {
            assert_eq!(percent(&n(value)), text);
        }
    }

    #[test]
    fn numbers() {
        for (value, places, text) in [
            ("1234.5", 2, "1,234.5"),
            ("92.50", 2, "92.5"),
            ("100", 2, "100"),
            ("-1234567.891", 2, "-1,234,567.89"),
            ("0.001", 2, "0"),
            ("2/3", 4, "0.6667"),
            ("1000", 0, "1,000"),
            ("-999", 0, "-999"),
        ] {
            assert_eq!(number(&n(value), places), text);
        }
        assert_eq!(exact(&n("-1234567.12345678")), "-1,234,567.12345678");
        assert_eq!(exact(&n("1/3")), "1/3");
        assert_eq!(exact(&n("123456.1")), "123,456.1");
        assert_eq!(date(Date::new(2026, 1, 31).unwrap()), "2026-01-31");
    }
}
