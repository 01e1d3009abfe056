//! Every keyword of the grammar has its usual spelling in each language that has it, and the grammar reads that spelling.

use std::collections::BTreeSet;

use merit::format::words::WORDS;

use crate::grammar::{Grammar, Tongue};
use crate::policy::is_han;

/// Keywords that are literals rather than words: the formatter writes them as their author did.
const LITERALS: [&str; 8] =
    ["scale_attached", "scale_word", "share_sign", "unit", "currency_name", "date_literal", "period_literal", "stray_period"];

#[test]
fn every_keyword_is_spelled() {
    let grammar = Grammar::of_the_language();
    let mut wrong = Vec::new();
    for (rule, tongues) in grammar.clauses().into_iter().filter(|(rule, _)| grammar.is_keyword(rule) && !LITERALS.contains(rule)) {
        let Some(word) = WORDS.iter().find(|word| format!("{:?}", word.kind) == rule) else {
            wrong.push(format!("{rule} has no spelling in src/format/words.rs"));
            continue;
        };
        for (tongue, text) in [(Tongue::English, word.en), (Tongue::Chinese, word.zh)] {
            if tongues.contains(&tongue) && text.is_empty() {
                wrong.push(format!("{rule} has no spelling in {tongue:?}"));
            }
            if !is_read(text, &grammar.spellings(rule)) {
                wrong.push(format!("{rule} is not read as {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let twice = WORDS.iter().enumerate().find(|(at, word)| WORDS[..*at].iter().any(|other| other.kind == word.kind));
    assert!(twice.is_none(), "{twice:?}");
}

/// Whether a text is made of words that the rule spells.
fn is_read(text: &str, spelled: &BTreeSet<&str>) -> bool {
    let letters = |c: char| c.is_ascii_alphabetic() || is_han(c);
    text.split(|c: char| !letters(c) && c != '.').filter(|part| part.contains(letters)).all(|part| composed(part, spelled))
}

fn composed(text: &str, spelled: &BTreeSet<&str>) -> bool {
    text.is_empty() || spelled.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| composed(rest, spelled)))
}
