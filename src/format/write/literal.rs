//! Numbers, dates and names.

use super::{Inside, Writer};
use crate::diagnostic::Language;
use crate::format::words;
use crate::syntax::concrete::{Kind, Node};

/// A length of time as numbers say it.
#[derive(Clone, Copy)]
enum Length {
    Days,
    WorkingDays,
    Months,
}

fn length(unit: &str) -> Option<Length> {
    match unit.to_lowercase().as_str() {
        "day" | "days" | "天" | "日" => Some(Length::Days),
        "workingday" | "workingdays" | "工作日" | "个工作日" => Some(Length::WorkingDays),
        "month" | "months" | "个月" => Some(Length::Months),
        _ => None,
    }
}

impl Writer<'_> {
    /// A number as its author wrote it; only days and months are words of the language.
    pub(in crate::format) fn number(&self, node: &Node) -> String {
        let mut out = String::new();
        for part in &node.parts {
            let text = narrow(&part.text);
            match (part.kind, length(&text)) {
                (Kind::scale_attached | Kind::unit, Some(length)) => {
                    let own = words::language_of(&text).unwrap_or(self.language);
                    let one = out == "1";
                    out.push_str(match (self.say(own), length) {
                        (Language::English, Length::Days) if one => " day",
                        (Language::English, Length::Days) => " days",
                        (Language::English, Length::WorkingDays) if one => " working day",
                        (Language::English, Length::WorkingDays) => " working days",
                        (Language::English, Length::Months) if one => " month",
                        (Language::English, Length::Months) => " months",
                        (Language::Chinese, Length::Days) => "天",
                        (Language::Chinese, Length::WorkingDays) => "个工作日",
                        (Language::Chinese, Length::Months) => "个月",
                    });
                }
                (Kind::scale_word, _) if text.len() > 1 && text.is_ascii() => {
                    out.push(' ');
                    out.push_str(&text);
                }
                _ => out.push_str(&text),
            }
        }
        out
    }

    /// A `literal`: a number, with the day that is meant where a month lacks one.
    pub(super) fn literal(&self, node: &Node) -> String {
        let number = node.part(Kind::number_literal).map(|number| self.number(number)).unwrap_or_default();
        node.part(Kind::missing_day).map_or(number.clone(), |missing| number + &self.missing_day(missing))
    }

    /// `last day` behind months.
    pub(super) fn missing_day(&self, missing: &Node) -> String {
        let Some(word) = missing.parts.first() else { return String::new() };
        let blank = self.either(self.language_of(word), " ", "");
        format!("{blank}{}", self.keyword(word))
    }

    /// A date or a period, in plain digits.
    pub(in crate::format) fn date(&self, node: &Node) -> String {
        narrow(&node.text)
    }

    /// A path: an author's names, or what the language calls its results.
    pub(in crate::format) fn path(&self, node: &Node) -> String {
        let names: Vec<&str> = node.parts.iter().map(|name| name.text.as_str()).collect();
        match names.as_slice() {
            [person, name @ ..] if self.inside == Inside::People && !name.is_empty() => format!("{person}.{}", self.names(name)),
            all => self.names(all),
        }
    }

    fn names(&self, names: &[&str]) -> String {
        match names {
            [name] => self.single_name(name),
            [first, part] if self.cx.names.has_parts(first) => match self.cx.names.part(part, self.cx.target.unwrap_or(own(part))) {
                Some(word) => format!("{first}.{word}"),
                None => format!("{first}.{part}"),
            },
            _ => names.join("."),
        }
    }

    /// A name by itself.
    pub(in crate::format) fn single_name(&self, name: &str) -> String {
        let language = self.cx.target.unwrap_or(own(name));
        let own_part = if self.inside == Inside::Kpi { self.cx.names.own_part(name, language) } else { None };
        own_part.or_else(|| self.cx.names.result(name, language)).map_or_else(|| name.to_string(), str::to_string)
    }
}

fn own(name: &str) -> Language {
    words::language_of(name).unwrap_or_default()
}

/// Full-width signs and digits as their plain twins.
fn narrow(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{2212}' => '-',
        other => other,
    };
    text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\u{3000}')).map(plain).collect()
}
