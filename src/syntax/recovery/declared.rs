//! The names a broken clause would have declared, guessed from its words.

use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;

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
