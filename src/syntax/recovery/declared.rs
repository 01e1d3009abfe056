//! The names a broken clause would have declared, guessed from its words.

use super::columns;
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;
use rustc_hash::FxHashSet;

/// The names a clause of that kind would have declared; every name in it where its kind is not known.
pub(super) fn names(word: Option<&str>, text: &str) -> Vec<String> {
    let all = || all(text);
    match word {
        None | Some("grade line" | "band line" | "row") => all(),
        Some("column") => all().into_iter().take(1).collect(),
        Some("grade") => vec!["grade".to_string()],
        Some("let") => {
            let head = text.split(['=', '\u{FF1D}']).next().unwrap_or("");
            self::all(head).into_iter().skip(1).collect()
        }
        Some(
            "param" | "strategy" | "goal" | "scorecard" | "kpi" | "adjust" | "veto" | "payout" | "tiers" | "bands" | "table" | "input",
        ) => {
            let mut names: Vec<String> = all().into_iter().skip(1).take(1).collect();
            names.extend(slices(text));
            names
        }
        Some(_) => slices(text),
    }
}

/// The names behind `as`.
fn slices(text: &str) -> Vec<String> {
    let all = all(text);
    all.iter().zip(all.iter().skip(1)).filter(|(word, _)| matches!(word.as_str(), "as" | "记作")).map(|(_, name)| name.clone()).collect()
}

/// Every word of a text that could be a name.
pub(super) fn all(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let read = |rule| MeritParser::parse(rule, rest).ok().and_then(|mut read| read.next()).map(|read| read.as_str());
        if let Some(skipped) = read(Rule::quoted).or_else(|| read(Rule::comment)) {
            rest = rest.get(skipped.len().max(1)..).unwrap_or("");
            continue;
        }
        let length = match read(Rule::name) {
            Some(name) => {
                names.push(name.trim_matches('`').to_string());
                name.len()
            }
            None if c.is_ascii_digit() => rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len()),
            None => c.len_utf8(),
        };
        rest = rest.get(length.max(1)..).unwrap_or("");
    }
    names
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
        let words = all(clause);
        let Some(first) = words.first() else { return };
        let heads_name = HEADS.contains(&first.as_str());
        if heads_name {
            self.names.extend(words.iter().skip(1).step_by(2).take(3).cloned());
        }
        if let Some((before, behind)) = clause.split_once([':', '\u{FF1A}']) {
            if all(before).len() == 1 {
                self.names.insert(first.clone());
            }
            self.names.extend(pair_names(behind));
        }
        self.names.extend(slices(clause));
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a clause reads a column whose name has been refused where it is declared.
    pub(super) fn reads_odd(&self, text: &str) -> bool {
        self.odd.iter().any(|odd| text.contains(odd.as_str()))
    }
}

/// The words behind which a clause says a name.
const HEADS: &[&str] = &[
    "let", "param", "input", "goal", "scorecard", "kpi", "adjust", "payout", "tiers", "bands", "table", "设", "参数", "数据", "绩效目标",
    "计分卡", "考核表", "指标", "考核指标", "加减分", "发放", "累进", "分档", "对照表",
];

/// The columns of a grade or a band: names with a number behind them.
fn pair_names(text: &str) -> Vec<String> {
    let pairs = text.split([',', '\u{FF0C}', '\u{3001}']).map(str::trim);
    pairs
        .filter_map(|pair| {
            let name = MeritParser::parse(Rule::name, pair).ok()?.next()?.as_str();
            let behind = pair.get(name.len()..)?;
            let value = behind.trim_start();
            (behind.len() > value.len() && value.starts_with(|c: char| c.is_numeric())).then(|| name.to_string())
        })
        .collect()
}

/// The word at which a clause breaks: one that ends there, or begins there; with the rest of its number.
pub(super) fn run_at(text: &str, at: usize) -> Option<(usize, &str)> {
    let mut from = 0;
    while let Some(c) = text.get(from..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(from..)?;
        let read = |rule| MeritParser::parse(rule, rest).ok().and_then(|mut read| read.next()).map(|read| read.as_str().len());
        let name = read(Rule::plain_name);
        let length = read(Rule::quoted).or(read(Rule::comment)).or(name).unwrap_or(c.len_utf8());
        let end = from.saturating_add(length);
        let next = text.get(end..)?;
        let gap = next.len().saturating_sub(next.trim_start_matches([' ', '\t', '\u{3000}']).len());
        if name.is_some() && end.saturating_add(gap) >= at {
            let digits = text.get(from..end)?.ends_with(char::is_numeric);
            let tail: usize = next.chars().take_while(|c| digits && (c.is_numeric() || ".%\u{2030}\u{FF05}".contains(*c))).map(char::len_utf8).sum();
            return Some((from, text.get(from..end.saturating_add(tail))?));
        }
        if from > at {
            return None;
        }
        from = end;
    }
    None
}
