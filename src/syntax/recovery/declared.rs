//! The names a broken clause would have declared, guessed from its words.

use super::columns;
use crate::syntax::marks::{Unclosed, mate};
use rustc_hash::FxHashSet;

/// The names a clause of that kind would have declared; every name in it where its kind is not known.
pub(super) fn names(word: Option<&str>, text: &str) -> Vec<String> {
    let all = || all(text);
    match word {
        None | Some("grade line" | "band line" | "row") => all(),
        // Columns parted by a comma are one clause until they are told apart.
        Some("column") => {
            let first = all().into_iter().take(1);
            first.chain(text.split([',', '\u{FF0C}', '\u{3001}']).skip(1).filter_map(column_name).map(str::to_string)).collect()
        }
        Some("grade") => vec!["grade".to_string()],
        Some("let") => {
            let head = text.split(['=', '\u{FF1D}']).next().unwrap_or("");
            let mut names: Vec<String> = self::all(head).into_iter().skip(1).collect();
            names.extend(joined(&names));
            names
        }
        Some(
            "param" | "strategy" | "goal" | "scorecard" | "kpi" | "adjust" | "veto" | "payout" | "tiers" | "bands" | "table" | "input",
        ) => {
            let head = text.split(['=', '\u{FF1D}', ':', '\u{FF1A}', '{', '\u{FF5B}', '\n']).next().unwrap_or("");
            let words: Vec<String> = self::all(head).into_iter().skip(1).collect();
            let mut names: Vec<String> = all().into_iter().skip(1).take(1).collect();
            names.extend(joined(&words));
            names.extend(slices(text));
            names
        }
        Some(_) => slices(text),
    }
}

/// `won net` written for `won_net`.
fn joined(words: &[String]) -> Option<String> {
    (2..=4).contains(&words.len()).then(|| words.join("_"))
}

/// The names behind `as`.
fn slices(text: &str) -> Vec<String> {
    let all = all(text);
    all.iter().zip(all.iter().skip(1)).filter(|(word, _)| matches!(word.as_str(), "as" | "记作")).map(|(_, name)| name.clone()).collect()
}

/// Every word of a text that could be a name, in backticks or without.
pub(super) fn all(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut unclosed = Unclosed::default();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(c) = rest.chars().next()
    {
        let behind = at.saturating_add(c.len_utf8());
        if let Some(mate) = mate(c) {
            let length = unclosed.length(text, behind, mate);
            let end = behind.saturating_add(length.unwrap_or(0));
            if c == '`' && length.is_some() {
                names.push(text.get(behind..end).unwrap_or("").trim_matches('`').to_string());
            }
            at = end;
        } else if matches!(c, '#' | '\u{FF03}') {
            at = at.saturating_add(rest.find(['\n', '\r']).unwrap_or(rest.len()));
        } else if c.is_alphanumeric() || c == '_' {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            if !c.is_ascii_digit() {
                names.extend(rest.get(..length).map(str::to_string));
            }
            at = at.saturating_add(length);
        } else {
            at = behind;
        }
    }
    names
}

/// The name of the input whose head a line is.
pub(super) fn input_name(line: &str) -> Option<&str> {
    let mut words = words(line).map(|(_, word)| word);
    words.next().filter(|first| matches!(*first, "input" | "数据")).and_then(|_| words.next())
}

/// The names a file declares, as far as its lines show.
pub(super) struct Declared {
    names: FxHashSet<String>,
    /// What stands where the name of a column should, but cannot be one.
    odd: Vec<String>,
}

impl Declared {
    pub(super) fn new(text: &str) -> Declared {
        let mut found = Declared { names: FxHashSet::default(), odd: Vec::new() };
        for clause in text.split(['\n', '\r', ';', '\u{FF1B}', '{', '\u{FF5B}']) {
            let clause = clause.trim();
            if let Some(odd) = columns::odd_name(clause) {
                found.odd.push(odd.to_string());
            }
            found.take(clause);
        }
        found
    }

    fn take(&mut self, clause: &str) {
        let head = clause.split(['=', '\u{FF1D}']).next().unwrap_or("");
        let mut all = words(head).map(|(_, word)| word);
        let Some(first) = all.next() else { return };
        if matches!(first, "input" | "数据") {
            // The name and the key, of the input and of the one its rows belong to.
            self.names.extend(all.step_by(2).take(4).map(str::to_string));
        } else if HEADS.contains(&first) {
            self.names.extend(all.next().map(str::to_string));
        }
        if let Some((before, behind)) = clause.split_once([':', '\u{FF1A}']) {
            if words(before).count() == 1 {
                self.names.insert(first.to_string());
            }
            self.names.extend(pair_names(behind));
        }
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a clause reads a column whose name has been refused where it is declared.
    pub(super) fn reads_odd(&self, text: &str) -> bool {
        self.odd.iter().any(|odd| text.contains(odd.as_str()) && !text.trim_start().starts_with(odd.as_str()))
    }
}

/// The words behind which a clause says a name.
const HEADS: &[&str] = &[
    "let",
    "param",
    "goal",
    "scorecard",
    "kpi",
    "adjust",
    "payout",
    "tiers",
    "bands",
    "table",
    "设",
    "参数",
    "绩效目标",
    "计分卡",
    "考核表",
    "指标",
    "考核指标",
    "加减分",
    "发放",
    "累进",
    "分档",
    "对照表",
    "表",
];

/// The name before a colon.
fn column_name(text: &str) -> Option<&str> {
    let (start, name) = words(text).next()?;
    let behind = text.get(start.saturating_add(name.len())..)?.trim_start();
    behind.starts_with([':', '\u{FF1A}']).then_some(name)
}

/// The columns of a grade or a band: names with a number behind them.
fn pair_names(text: &str) -> Vec<String> {
    let words: Vec<(usize, &str)> = words(text).collect();
    let behind = |start: usize, word: &str| text.get(start.saturating_add(word.len())..).unwrap_or("");
    let valued = |(start, word): &(usize, &str)| {
        let rest = behind(*start, word);
        let value = rest.trim_start();
        rest.len() > value.len() && value.starts_with(|c: char| c.is_numeric())
    };
    words.iter().filter(|word| valued(word)).map(|(_, word)| (*word).to_string()).collect()
}

/// The words of a text with their places; quoted texts, comments and numbers are none. Quicker than the grammar, since a file
/// with one mistake is looked through as a whole.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    let mut unclosed = Unclosed::default();
    std::iter::from_fn(move || {
        loop {
            let rest = text.get(from..)?;
            let c = rest.chars().next()?;
            let start = from;
            if let Some(mate) = mate(c) {
                from = start.saturating_add(c.len_utf8());
                from = from.saturating_add(unclosed.length(text, from, mate).unwrap_or(0));
            } else if matches!(c, '#' | '\u{FF03}') {
                from = start.saturating_add(rest.find(['\n', '\r']).unwrap_or(rest.len()));
            } else if c.is_alphabetic() || c == '_' {
                let length = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
                from = start.saturating_add(length);
                return Some((start, rest.get(..length)?));
            } else {
                from = start.saturating_add(c.len_utf8());
            }
        }
    })
}

/// The word at which a clause breaks: one that ends there, or begins there; with the rest of its number.
pub(super) fn run_at(text: &str, at: usize) -> Option<(usize, &str)> {
    for (start, word) in words(text) {
        if start > at && !text.get(at..start)?.trim().is_empty() {
            return None;
        }
        let end = start.saturating_add(word.len());
        let rest = text.get(end..)?;
        let gap = rest.len().saturating_sub(rest.trim_start_matches([' ', '\t', '\u{3000}']).len());
        if end.saturating_add(gap) >= at {
            let tail = if word.ends_with(char::is_numeric) {
                rest.find(|c: char| !(c.is_numeric() || ".%\u{2030}\u{FF05}".contains(c)))
            } else {
                Some(0)
            };
            return Some((start, text.get(start..end.saturating_add(tail.unwrap_or(rest.len())))?));
        }
    }
    None
}
