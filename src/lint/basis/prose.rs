//! Bounds as prose says them: “exceeds 60%”, “at least 5 visits”, 60%以上, 不超过10万元.

use std::ops::Range;

use crate::syntax::ast::Side;
use crate::value::Number;

/// A number of a text with the words that make it a bound.
pub(in crate::lint) struct Said {
    pub value: Number,
    /// Written with `%` or `‰`.
    pub percent: bool,
    pub side: Side,
    pub inclusive: bool,
    /// The words and the number, in bytes of the text.
    pub range: Range<usize>,
    /// The number alone.
    pub number: Range<usize>,
}

type Bound = (Side, Inclusion);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Inclusion {
    In,
    Out,
}

use Inclusion::{In, Out};
use Side::{High, Low};

/// Words before a number; the longer before the shorter they end in.
const BEFORE: &[(&str, Bound)] = &[
    ("大于或等于", (Low, In)),
    ("大于等于", (Low, In)),
    ("高于或等于", (Low, In)),
    ("高于等于", (Low, In)),
    ("小于或等于", (High, In)),
    ("小于等于", (High, In)),
    ("低于或等于", (High, In)),
    ("低于等于", (High, In)),
    ("超过", (Low, Out)),
    ("超出", (Low, Out)),
    ("高于", (Low, Out)),
    ("大于", (Low, Out)),
    ("多于", (Low, Out)),
    ("达到", (Low, In)),
    ("至少", (Low, In)),
    ("达", (Low, In)),
    ("满", (Low, In)),
    ("低于", (High, Out)),
    ("少于", (High, Out)),
    ("小于", (High, Out)),
    ("不足", (High, Out)),
    ("至多", (High, In)),
    ("more than", (Low, Out)),
    ("greater than", (Low, Out)),
    ("higher than", (Low, Out)),
    ("exceeds", (Low, Out)),
    ("exceeding", (Low, Out)),
    ("exceeded", (Low, Out)),
    ("exceed", (Low, Out)),
    ("above", (Low, Out)),
    ("over", (Low, Out)),
    ("at least", (Low, In)),
    ("minimum of", (Low, In)),
    ("reaches", (Low, In)),
    ("reaching", (Low, In)),
    ("reached", (Low, In)),
    ("reach", (Low, In)),
    ("less than", (High, Out)),
    ("fewer than", (High, Out)),
    ("lower than", (High, Out)),
    ("below", (High, Out)),
    ("under", (High, Out)),
    ("at most", (High, In)),
    ("maximum of", (High, In)),
    ("up to", (High, In)),
    ("within", (High, In)),
    ("≥", (Low, In)),
    (">=", (Low, In)),
    ("≤", (High, In)),
    ("<=", (High, In)),
    (">", (Low, Out)),
    ("<", (High, Out)),
];

/// Words behind a number and its unit.
const BEHIND: &[(&str, Bound)] = &[
    ("及以上", (Low, In)),
    ("或以上", (Low, In)),
    ("以上", (Low, In)),
    ("及以下", (High, In)),
    ("或以下", (High, In)),
    ("以下", (High, In)),
    ("以内", (High, In)),
    ("or more", (Low, In)),
    ("and more", (Low, In)),
    ("or above", (Low, In)),
    ("and above", (Low, In)),
    ("or higher", (Low, In)),
    ("or over", (Low, In)),
    ("or less", (High, In)),
    ("or below", (High, In)),
    ("and below", (High, In)),
    ("or fewer", (High, In)),
    ("or lower", (High, In)),
    ("or under", (High, In)),
];

/// Before a word they turn it round: 不超过, “no more than”.
const NOT: &[&str] = &["不得", "不能", "不可", "不应", "没有", "不", "未", "勿", "not", "no", "never", "without"];
/// Before a word they make it a step and no bound: 每超过1%.
const STEPS: &[&str] = &["每", "each", "every", "by"];
const SIGNS: &[&str] = &["$", "¥", "￥", "€", "£", "usd", "cny", "eur", "gbp", "rmb", "人民币"];
const SCALES: &[(&str, u32)] =
    &[("万亿", 12), ("千万", 7), ("百万", 6), ("万", 4), ("亿", 8), ("thousand", 3), ("million", 6), ("billion", 9), ("k", 3)];
const SHARES: &[(&str, i64)] = &[("%", 100), ("‰", 1000), ("percent", 100), ("per cent", 100), ("个百分点", 100)];
const UNITS: &[&str] =
    &["万元", "元", "分", "次", "个", "天", "人", "件", "单", "户", "家", "名", "条", "项", "台", "套", "笔", "points", "days"];

/// How far a full-width character lies behind its plain twin.
const FULL_WIDTH: u32 = 0xFEE0;

/// Words that may stand between a number and “or more”.
const MOST_NOUNS: usize = 3;

/// Every bound that a text says, from the left.
pub(in crate::lint) fn said(text: &str) -> Vec<Said> {
    let (lower, places) = plain(text);
    let own = |range: Range<usize>| {
        let at = |byte: usize| places.get(byte).copied().unwrap_or(text.len());
        at(range.start)..at(range.end)
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = lower.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit())).map(|next| at.saturating_add(next)) {
        let written = number(lower.get(start..).unwrap_or_default());
        let end = start.saturating_add(written.length);
        at = end.max(start.saturating_add(1));
        let (before, behind) = (lower.get(..start).unwrap_or_default(), lower.get(end..).unwrap_or_default());
        let Some(value) = written.value.filter(|_| apart(before, behind)) else { continue };
        let (side, inclusion, range) = match (words_before(before), words_behind(behind)) {
            (Some((bound, length)), None) => (bound.0, bound.1, start.saturating_sub(length)..end),
            (None, Some((bound, length))) => (bound.0, bound.1, start..end.saturating_add(length)),
            // Both contradict each other or say it twice; neither says nothing.
            (Some(_), Some(_)) | (None, None) => continue,
        };
        let (range, number) = (own(range), own(start..end));
        found.push(Said { value, percent: written.percent, side, inclusive: inclusion == In, range, number });
    }
    found
}

/// The text in small letters with plain digits, and for each byte of it the place of its character in the text.
fn plain(text: &str) -> (String, Vec<usize>) {
    let (mut plain, mut places) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
    for (at, character) in text.char_indices() {
        plain.push(match character {
            '０'..='９' | '％' | '＜' | '＞' | '＝' => {
                u32::from(character).checked_sub(FULL_WIDTH).and_then(char::from_u32).unwrap_or(character)
            }
            other => other.to_ascii_lowercase(),
        });
        places.resize(plain.len(), at);
    }
    (plain, places)
}

/// Whether a number stands for itself: not a part of a date, of a range, or of a name.
fn apart(before: &str, behind: &str) -> bool {
    let joins = |c: Option<char>| c.is_some_and(|c| matches!(c, '-' | '–' | '—' | '~' | '～' | '/' | '_'));
    let within_a_name = before.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.');
    !within_a_name && !joins(before.trim_end().chars().next_back()) && !joins(behind.trim_start().chars().next())
}

struct Written {
    value: Option<Number>,
    percent: bool,
    length: usize,
}

/// The number a text begins with, its scale and its percent sign.
fn number(text: &str) -> Written {
    let mut digits = String::new();
    let mut length = 0_usize;
    let mut rest = text.chars().peekable();
    while let Some(next) = rest.next() {
        let followed = rest.peek().is_some_and(char::is_ascii_digit);
        match next {
            '0'..='9' => digits.push(next),
            '.' if followed && !digits.contains('.') => digits.push('.'),
            ',' | '_' if followed => {}
            _ => break,
        }
        length = length.saturating_add(1);
    }
    let mut value = Number::parse(&digits).ok();
    if let Some((places, more)) = word(text.get(length..).unwrap_or_default(), SCALES) {
        value = value.and_then(|value| value.mul(&power(places)).ok());
        length = length.saturating_add(more);
    }
    let share = word(text.get(length..).unwrap_or_default(), SHARES);
    if let Some((parts, more)) = share {
        value = value.and_then(|value| value.div(&Number::from_i64(parts)).ok());
        length = length.saturating_add(more);
    }
    Written { value, percent: share.is_some(), length }
}

fn power(places: u32) -> Number {
    Number::from_i64(10_i64.saturating_pow(places))
}

/// The word of a list a text begins with, blanks left out, and how many bytes it takes.
fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<(T, usize)> {
    let own = text.trim_start();
    let blanks = text.len().saturating_sub(own.len());
    words.iter().find_map(|(word, meaning)| {
        let rest = own.strip_prefix(word)?;
        let ends = !word.ends_with(|c: char| c.is_ascii_alphabetic()) || !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        ends.then_some((*meaning, blanks.saturating_add(word.len())))
    })
}

/// The bound that the words straight before a number make of it, and how many bytes they take.
fn words_before(before: &str) -> Option<(Bound, usize)> {
    let mut own = before.trim_end();
    own = SIGNS.iter().find_map(|sign| own.strip_suffix(sign)).unwrap_or(own).trim_end();
    let ends_word = |rest: &str, word: &str| {
        !word.starts_with(|c: char| c.is_ascii_alphabetic()) || !rest.ends_with(|c: char| c.is_ascii_alphanumeric())
    };
    let strip = |text: &'_ str, word: &str| text.strip_suffix(word).filter(|rest| ends_word(rest, word)).map(str::len);
    let (length, bound) = BEFORE.iter().find_map(|(word, bound)| Some((strip(own, word)?, *bound)))?;
    let rest = own.get(..length).unwrap_or_default();
    let tight = rest.trim_end();
    if STEPS.iter().any(|step| strip(tight, step).is_some()) {
        return None;
    }
    match NOT.iter().find_map(|not| strip(tight, not)) {
        Some(kept) => Some((turned(bound), before.len().saturating_sub(kept))),
        None => Some((bound, before.len().saturating_sub(length))),
    }
}

fn turned((side, inclusion): Bound) -> Bound {
    let inclusion = match inclusion {
        In => Out,
        Out => In,
    };
    match side {
        Low => (High, inclusion),
        High => (Low, inclusion),
    }
}

fn words_behind(behind: &str) -> Option<(Bound, usize)> {
    let mut own = behind.trim_start();
    own = UNITS.iter().find_map(|unit| own.strip_prefix(unit)).unwrap_or(own).trim_start();
    own = ["（含）", "(含)"].iter().find_map(|mark| own.strip_prefix(mark)).unwrap_or(own);
    let (bound, rest) = after_words(own).into_iter().find_map(|text| {
        let (bound, length) = word(text, BEHIND)?;
        Some((bound, text.get(length..).unwrap_or_default()))
    })?;
    let out = ["（不含", "(不含", "，不含", ",不含", "不含"].iter().any(|mark| rest.starts_with(mark));
    let inclusion = if out { Out } else { bound.1 };
    Some(((bound.0, inclusion), behind.len().saturating_sub(rest.len())))
}

/// A text, and what is left of it behind its first words: in “3 late reports or more” they say what is counted.
fn after_words(text: &str) -> Vec<&str> {
    let mut found = vec![text];
    let mut rest = text;
    for _ in 0..MOST_NOUNS {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).trim_start_matches(' ');
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_read_from_prose() {
        for (text, expected) in [
            ("Exceeds 100%", "> 1% exceeds 100%"),
            ("No more than $10,000 a month", "<= 10000 no more than $10,000"),
            ("At least 5 visits", ">= 5 at least 5"),
            ("5 visits or more", ">= 5 5 visits or more"),
            ("5 customer visits, or more", ""),
            ("3 late reports or more", ">= 3 3 late reports or more"),
            ("does not reach 60%", "< 0.6% not reach 60%"),
            ("回款完成率不低于60%", ">= 0.6% 不低于60%"),
            ("10万元以上", ">= 100000 10万元以上"),
            ("10万元以上（不含）", "> 100000 10万元以上"),
            ("10万元以上，不含10万元", "> 100000 10万元以上"),
            ("逾期率不低于 ３０％。", ">= 0.3% 不低于 ３０％"),
            ("不满3个月", "< 3 不满3"),
            ("未达到 80 分", "< 80 未达到 80"),
            ("每超过1%加2分", ""),
            ("60-80%以上", ""),
            ("2026-01-01 以上", ""),
            ("overtime 60%", ""),
            ("60% of quota", ""),
        ] {
            let shown: Vec<String> = said(text)
                .iter()
                .map(|said| {
                    let sign = match (said.side, said.inclusive) {
                        (Low, true) => ">=",
                        (Low, false) => ">",
                        (High, true) => "<=",
                        (High, false) => "<",
                    };
                    let percent = if said.percent { "%" } else { "" };
                    format!("{sign} {}{percent} {}", said.value.exact_text(), text[said.range.clone()].to_lowercase())
                })
                .collect();
            assert_eq!(shown.join("; "), expected, "{text}");
        }
    }
}
