//! Explanations as readers read them: the titles of the policy in place of the names by which formulas read them.

use super::names::called;
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{PEOPLE, Plan};

/// How each value is called, by the name that explanations use.
#[derive(Clone, Debug)]
pub struct Names {
    /// The longest names first.
    all: Vec<(String, String)>,
}

impl Names {
    pub fn of(plan: &Plan, language: Language) -> Names {
        let own = plan.defs.iter().filter(|def| def.table == PEOPLE);
        let mut all: Vec<(String, String)> = own
            .map(|def| (sanitise(&def.spoken(language)), called(plan, def, language).label(language)))
            .filter(|(name, called)| name != called && !name.is_empty())
            .collect();
        all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        all.dedup();
        Names { all }
    }

    /// A statement with the titles in place of the names; what stands in quotation marks stays as its author wrote it.
    pub fn readable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let (mut rest, mut before, mut quoted) = (text, ' ', false);
        while let Some(c) = rest.chars().next() {
            let at_edge = !is_part(before);
            let found = self.all.iter().find(|(name, _)| at_edge && !quoted && begins(rest, name));
            if let Some((name, called)) = found {
                out.push_str(called);
                rest = rest.get(name.len()..).unwrap_or_default();
                rest = without_title(rest);
                before = name.chars().last().unwrap_or(' ');
                continue;
            }
            quoted = match c {
                '"' => !quoted,
                '“' => true,
                '”' => false,
                _ => quoted,
            };
            let next = rest.get(c.len_utf8()..).and_then(|rest| rest.chars().next());
            match c {
                // `150_000` and `up to 5 : 2%` as people write them.
                '_' if before.is_ascii_digit() && next.is_some_and(|c| c.is_ascii_digit()) => out.push(','),
                // A name without a title, in plain words.
                '_' if !quoted && before.is_alphabetic() && next.is_some_and(char::is_alphabetic) => out.push(' '),
                ' ' if next.is_some_and(|c| c == ':' || c == '：') => {}
                c => out.push(c),
            }
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        out
    }
}

/// Whether a character can be a part of a name.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

fn begins(text: &str, name: &str) -> bool {
    let Some(rest) = text.strip_prefix(name) else { return false };
    let mut after = rest.chars();
    match after.next() {
        // The end of a sentence ends a name too.
        Some('.') => !after.next().is_some_and(is_part),
        Some(c) => !is_part(c),
        None => true,
    }
}

/// Behind a name its title in quotation marks, which has been said.
fn without_title(text: &str) -> &str {
    for (open, close) in [(" \"", '"'), ("“", '”')] {
        if let Some(rest) = text.strip_prefix(open)
            && let Some((_, after)) = rest.split_once(close)
        {
            return after;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn titles_in_place_of_names() {
        let all = [("sales.score", "Sales (score)"), ("bonus", "Quarterly bonus"), ("奖金", "季度奖")];
        let names = Names { all: all.map(|(name, called)| (name.to_string(), called.to_string())).to_vec() };
        assert_eq!(names.readable("bonus \"Quarterly bonus\" = 5"), "Quarterly bonus = 5");
        assert_eq!(names.readable("3 × sales.score, bonuses, bonus."), "3 × Sales (score), bonuses, Quarterly bonus.");
        assert_eq!(names.readable("gate \"bonus\" is met: bonus > 1"), "gate \"bonus\" is met: Quarterly bonus > 1");
        assert_eq!(names.readable("奖金“季度奖” = ¥5；“奖金”"), "季度奖 = ¥5；“奖金”");
        assert_eq!(names.readable("up to 150_000 : 2%"), "up to 150,000: 2%");
        assert_eq!(names.readable("base_pay = 5; \"base_pay\""), "base pay = 5; \"base_pay\"");
    }
}
