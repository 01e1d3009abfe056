//! Whether a line goes on in the next one, by its last word and the first of the next.

use super::{Piece, Steps};

impl super::Structure<'_> {
    pub(super) fn goes_on(&self, before: Piece, next: &str, steps: Steps) -> bool {
        let before = before.of(self.text).trim_end();
        ends_open(before) || begins_inside(next) || begins_reason(before, next) || (steps == Steps::Joined && begins_step(next))
    }
}

const OPERATORS: &[char] = &[
    '+', '*', '/', '=', '<', '>', ',', '\u{00D7}', '\u{00F7}', '\u{2264}', '\u{2265}', '\u{2260}', '\u{FF0B}', '\u{FF0A}', '\u{FF0F}',
    '\u{FF1D}', '\u{FF1C}', '\u{FF1E}', '\u{FF0C}', '\u{3001}',
];
const MINUS: &[char] = &['-', '\u{FF0D}', '\u{2212}'];

/// Words behind which, and before which, a clause goes on.
const JOINS: &[&str] = &["and", "or", "then", "else", "where", "otherwise", "over", "并且", "且", "或者", "或", "那么", "否则", "无则"];

/// Whether a line ends in an operator, a comma or a word that joins.
fn ends_open(line: &str) -> bool {
    let joined = |word: &&str| line.strip_suffix(*word).is_some_and(|before| before.ends_with([' ', '\t', '\u{3000}']));
    line.ends_with(OPERATORS) || line.strip_suffix(MINUS).is_some_and(|before| !is_dash_behind(before)) || JOINS.iter().any(joined)
}

/// Whether a minus behind this is a cell that is left out: there is nothing to take away from.
fn is_dash_behind(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with([',', '\u{FF0C}', '\u{3001}', ':', '\u{FF1A}'])
}

/// Whether a line begins with an operator, a comma or a word that joins. A minus in a line with its own colon begins a new line.
fn begins_inside(next: &str) -> bool {
    let line = next.split(['\n', '\r', ';', '\u{FF1B}', '{', '}']).next().unwrap_or("");
    if next.starts_with(MINUS) {
        return !line.contains([':', '\u{FF1A}']);
    }
    next.starts_with(OPERATORS) || JOINS.iter().chain(&["needs", "须"]).any(|word| begins_with(next, word))
}

/// Whether a line is the reason for the `allow` before it.
fn begins_reason(before: &str, next: &str) -> bool {
    let allows = |word: &&str| begins_with(before.trim_start(), word);
    let reason = |word: &&str| begins_with(next, word);
    ["allow", "允许"].iter().any(allows) && ["because", "理由"].iter().any(reason)
}

const STEPS: &[&str] = &[
    "less",
    "plus",
    "at most",
    "at least",
    "prorate",
    "never above",
    "never below",
    "不得高于",
    "不得低于",
    "每超",
    "每低",
    "每少",
    "每高",
    "每多",
    "每差",
    "每欠",
    "每增",
    "每减",
    "扣",
    "加",
    "封顶",
    "最高",
    "最多",
    "至多",
    "保底",
    "最低",
    "最少",
    "至少",
    "折算",
];

fn begins_step(next: &str) -> bool {
    let line = next.split(['\n', '\r', ';', '\u{FF1B}', '{', '}']).next().unwrap_or("");
    !line.contains([':', '\u{FF1A}']) && STEPS.iter().any(|word| begins_with(next, word))
}

/// Whether a text begins with the whole word.
fn begins_with(text: &str, word: &str) -> bool {
    let Some(rest) = text.strip_prefix(word) else { return false };
    !word.is_ascii() || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}
