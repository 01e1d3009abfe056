//! L340 vague-words: titles and criteria that everybody reads differently.

use std::collections::BTreeSet;
use std::ops::Range;

use super::basis::texts::{Spoken, Use, place, raw, titles_and_criteria};
use super::basis::vague_list::{BARE_LEVELS, CHINESE, ENGLISH, NAMES, Open, QUANTITIES, SOME};
use super::basis::wording::{q, t};
use super::{Found, Lint, Subject, note, warning};
use crate::plan::ir::Plan;

pub(super) const LINT: Lint = Lint { code: "L340", name: "vague-words", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let names = defined(subject.plan);
    for spoken in titles_and_criteria(subject.files) {
        let (text, start) = raw(subject.sources, spoken.quoted);
        let lower = text.to_ascii_lowercase();
        if spoken.use_as == Use::Rubric && BARE_LEVELS.contains(&lower.trim()) {
            let range = 0..text.len();
            found.report(bare_level(&spoken, text, (start, &range)));
            continue;
        }
        for (range, open) in vague(&lower, &names) {
            let word = text.get(range.clone()).unwrap_or_default();
            let message = t(
                format!("{} says {}, which everybody reads differently", spoken.called.en, q(word)),
                format!("{}用了{}，各人理解不同", spoken.called.zh, q(word)),
            );
            // A title names a clause that says in figures what is meant; a rubric is all there is.
            let finding = match spoken.use_as {
                Use::Title => note(&LINT, message),
                Use::Rubric => warning(&LINT, message),
            };
            let label = t("cannot be checked", "无法据此判断");
            found.report(finding.label(place(spoken.quoted, start, &range), label).help(open.instead()));
        }
    }
}

fn bare_level(spoken: &Spoken<'_>, word: &str, (start, range): (u32, &Range<usize>)) -> crate::diagnostic::Diagnostic {
    let word = q(word.trim());
    let message = t(
        format!("{} says only {word} and not what earns it", spoken.called.en),
        format!("{}只写了{word}，没有写明什么表现才算", spoken.called.zh),
    );
    let label = t("a mark, not a description", "只有评语，没有表现");
    warning(&LINT, message).label(place(spoken.quoted, start, range), label).help(Open::Quality.instead())
}

/// The words of a plan that have a meaning in it: names of columns, values, KPIs and grades, and options. In lower case.
fn defined(plan: &Plan) -> BTreeSet<String> {
    let defs = plan.defs.iter().flat_map(|def| def.name.split('.'));
    let options = plan.choices.iter().flat_map(|choice| &choice.options).map(|option| option.name.as_str());
    defs.chain(options).map(str::to_ascii_lowercase).collect()
}

/// The vague words of a text in lower case, from the left, none within another.
fn vague(text: &str, names: &BTreeSet<String>) -> Vec<(Range<usize>, Open)> {
    let mut found: Vec<(Range<usize>, Open)> = Vec::new();
    for (word, open) in ENGLISH.iter().chain(CHINESE) {
        for (at, word) in text.match_indices(word) {
            let range = at..at.saturating_add(word.len());
            let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
            let taken = found.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
            if !taken && stands_alone(before, word, after) && !is_named(text, &range, names) {
                found.push((range, *open));
            }
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// Whether some bytes of a text lie within a name that has a meaning of its own.
fn is_named(text: &str, range: &Range<usize>, names: &BTreeSet<String>) -> bool {
    let known = NAMES.iter().copied().chain(names.iter().map(String::as_str)).filter(|name| !name.is_empty());
    let covers = |(at, name): (usize, &str)| at <= range.start && range.end <= at.saturating_add(name.len());
    known.into_iter().any(|name| text.match_indices(name).any(covers))
}

/// Whether the word is used as the vague word it is in the list.
fn stands_alone(before: &str, word: &str, after: &str) -> bool {
    if word.is_ascii() {
        let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        return !letter(before.chars().next_back()) && !letter(after.chars().next());
    }
    match word {
        "一定" => SOME.iter().any(|next| after.starts_with(next)),
        "相关" => !is_quantity(after) && !is_related(before),
        _ => !is_quantity(after),
    }
}

/// 与回款相关的投诉 says what it is related to; 参与 is another word.
fn is_related(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '、', ',', ';']).next().unwrap_or_default();
    clause.rsplit_once('与').is_some_and(|(left, _)| !left.ends_with(['参', '给', '赋', '授']))
}

fn is_quantity(after: &str) -> bool {
    QUANTITIES.iter().any(|quantity| after.starts_with(quantity))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        vague(text, &BTreeSet::from(["良好".to_string()])).into_iter().map(|(range, _)| &text[range]).collect()
    }

    #[test]
    fn vague_words_are_found_and_names_are_not() {
        for (text, expected) in [
            ("answers as appropriate and in a timely manner", vec!["as appropriate", "in a timely manner"]),
            ("goods sold in good faith", vec![]),
            ("a good offer", vec!["good"]),
            ("跟进及时率", vec![]),
            ("及时跟进相关客户", vec!["及时", "相关"]),
            ("与回款相关的投诉", vec![]),
            ("参与相关活动", vec!["相关"]),
            ("统一定价，达到一定的规模", vec!["一定"]),
            ("评级为良好", vec![]),
            ("提出合理化建议", vec![]),
            ("合理安排拜访", vec!["合理"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
