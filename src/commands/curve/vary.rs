//! `--vary revenue from 0 up to 5_000_000`: which words name the column, and which are the two ends.
//!
//! Only the words between the values are read here. The values themselves are the language's own, and are read as an example's are.

use std::ops::Range;

/// Words before the first value, and before the last. Both values belong to the range.
const LOW: [&str; 8] = ["from", "at least", "starting at", "不低于", "不少于", "从", "自", "由"];
const HIGH: [&str; 9] = ["up to", "at most", "to", "不超过", "不高于", "不多于", "至", "到", "~"];
/// Words that would leave their value out.
const OPEN: [&str; 11] = ["above", "below", "over", "under", "more than", "less than", "超过", "高于", "大于", "不满", "低于"];
/// What may stand between two parts and says nothing.
const BLANK: [char; 9] = [' ', '\t', '\n', '\u{3000}', ',', '，', '、', ':', '：'];

/// What the words of `--vary` say; places are bytes of the text.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Vary {
    pub(super) text: String,
    pub(super) name: Range<usize>,
    pub(super) from: Option<Range<usize>>,
    pub(super) to: Option<Range<usize>>,
}

/// What cannot be read, and where.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Slip {
    pub(super) kind: SlipKind,
    pub(super) place: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SlipKind {
    NoName,
    /// A word that leaves its value out.
    OpenEnd,
    /// A word without a value behind it.
    NoValue,
    /// Words that are no range.
    Strange,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Side {
    Low,
    High,
}

impl Vary {
    pub(super) fn part(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or("")
    }

    /// The name without the backticks that say that it is one.
    pub(super) fn column(&self) -> &str {
        self.part(&self.name).trim_matches('`')
    }
}

/// Reads the words behind `--vary`.
///
/// # Errors
/// What is no name and no range.
pub(super) fn read(words: &[String]) -> Result<Vary, (String, Slip)> {
    let text = words.join(" ");
    match parts(&text) {
        Ok((name, from, to)) => Ok(Vary { text, name, from, to }),
        Err(slip) => Err((text, slip)),
    }
}

type Parts = (Range<usize>, Option<Range<usize>>, Option<Range<usize>>);

fn parts(text: &str) -> Result<Parts, Slip> {
    let start = text.len() - text.trim_start_matches(BLANK).len();
    let rest = text.get(start..).unwrap_or("");
    let end = match rest.strip_prefix('`').and_then(|inner| inner.find('`')) {
        Some(closing) => start + closing + 2,
        None => rest.find(BLANK).map_or(text.len(), |at| start + at),
    };
    if start == end {
        return Err(Slip { kind: SlipKind::NoName, place: 0..text.len() });
    }
    let mut ends: [Option<Range<usize>>; 2] = [None, None];
    let mut words = range_words(text, end);
    let first = trimmed(text, end..words.first().map_or(text.len(), |word| word.1.start));
    // `0 to 500`: what stands before the word that leads to the end is where it begins.
    match words.first() {
        Some((Side::High, word)) if !first.is_empty() => words.insert(0, (Side::Low, first.start..first.start.min(word.start))),
        None | Some((Side::Low, _)) if !first.is_empty() => return Err(slip(text, first, SlipKind::Strange)),
        Some(_) | None => {}
    }
    for (at, (side, word)) in words.iter().enumerate() {
        let until = words.get(at + 1).map_or(text.len(), |(_, next)| next.start);
        let value = trimmed(text, word.end..until);
        let place = if matches!(side, Side::Low) { &mut ends[0] } else { &mut ends[1] };
        if value.is_empty() {
            return Err(Slip { kind: SlipKind::NoValue, place: word.clone() });
        }
        if place.is_some() {
            return Err(Slip { kind: SlipKind::Strange, place: word.start..value.end });
        }
        if open_word(text.get(value.clone()).unwrap_or("")) {
            return Err(Slip { kind: SlipKind::OpenEnd, place: value });
        }
        *place = Some(value);
    }
    let [from, to] = ends;
    Ok((start..end, from, to))
}

fn slip(text: &str, place: Range<usize>, otherwise: SlipKind) -> Slip {
    let kind = if open_word(text.get(place.clone()).unwrap_or("")) { SlipKind::OpenEnd } else { otherwise };
    Slip { kind, place }
}

/// The words that lead to a value, from the left.
fn range_words(text: &str, from: usize) -> Vec<(Side, Range<usize>)> {
    let mut found: Vec<(Side, Range<usize>)> = Vec::new();
    for (at, _) in text.char_indices() {
        if at < from || found.last().is_some_and(|(_, word)| at < word.end) {
            continue;
        }
        let sides = [(Side::Low, &LOW[..]), (Side::High, &HIGH[..])];
        let word = sides
            .iter()
            .find_map(|(side, words)| words.iter().find(|word| stands(text, at, word)).map(|word| (*side, at..at + word.len())));
        found.extend(word);
    }
    found
}

fn open_word(text: &str) -> bool {
    text.char_indices().any(|(at, _)| OPEN.iter().any(|word| stands(text, at, word)))
}

/// Whether a word stands at a place: a Latin one between blanks, a Chinese one anywhere.
fn stands(text: &str, at: usize, word: &str) -> bool {
    let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix(word)) else { return false };
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    if !word.is_ascii() {
        return before != Some('不');
    }
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    edge(before) && edge(rest.chars().next())
}

fn trimmed(text: &str, place: Range<usize>) -> Range<usize> {
    let part = text.get(place.clone()).unwrap_or("");
    let start = place.start + (part.len() - part.trim_start_matches(BLANK).len());
    start..start.max(place.start + part.trim_end_matches(BLANK).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, first and last value as they stand in the text.
    fn said(text: &str) -> (String, String, String) {
        let vary = read(&[text.to_string()]).unwrap();
        let part = |place: &Option<Range<usize>>| place.as_ref().map_or(String::new(), |place| vary.part(place).to_string());
        (vary.column().to_string(), part(&vary.from), part(&vary.to))
    }

    #[test]
    fn ranges() {
        for (text, name, from, to) in [
            ("revenue", "revenue", "", ""),
            ("revenue from 0 up to 5_000_000", "revenue", "0", "5_000_000"),
            (" deals.amount  up to 10万 ", "deals.amount", "", "10万"),
            ("revenue: 0 to 500", "revenue", "0", "500"),
            ("score at least -5", "score", "-5", ""),
            ("revenue up to 5 from 1", "revenue", "1", "5"),
            ("回款额 从0 至500万", "回款额", "0", "500万"),
            ("回款额 不低于0，不超过500万", "回款额", "0", "500万"),
            ("回款额　0 至 500万", "回款额", "0", "500万"),
            ("`up to` up to 5", "up to", "", "5"),
        ] {
            assert_eq!(said(text), (name.to_string(), from.to_string(), to.to_string()), "{text}");
        }
    }

    #[test]
    fn slips() {
        for (text, kind, place) in [
            ("", SlipKind::NoName, 0..0),
            ("revenue above 0", SlipKind::OpenEnd, 8..15),
            ("revenue from 0 below 5", SlipKind::OpenEnd, 13..22),
            ("回款额 超过0", SlipKind::OpenEnd, 10..17),
            ("revenue from", SlipKind::NoValue, 8..12),
            ("revenue from up to 5", SlipKind::NoValue, 8..12),
            ("revenue 5", SlipKind::Strange, 8..9),
            ("revenue from 1 from 2", SlipKind::Strange, 15..21),
        ] {
            assert_eq!(read(&[text.to_string()]).unwrap_err().1, Slip { kind, place }, "{text}");
        }
    }
}
