//! How a value stands in a snapshot: without a language, with all its digits, and never so that two values look the same.

use crate::engine::table::Slot;
use crate::plan::ir::Def;
use crate::report::Report;
use crate::value::{Number, Value};

/// What is not for the person.
pub(super) const NOT_APPLICABLE: &str = "-";
/// What is missing.
pub(super) const BLANK: &str = "blank";
/// What could not be computed begins with this; its code follows.
pub(super) const ERROR: &str = "error ";

/// A number with more places than this is shown rounded, with the fraction it is.
const MOST_PLACES: u32 = 12;
/// Places of a number that is shown rounded.
const PLACES: u32 = 6;

/// What a person has of a definition.
pub(super) fn written(report: &Report<'_>, def: &Def, slot: &Slot) -> String {
    match slot {
        Slot::Value(Value::Number(number)) => number_text(number, if def.ty.is_money() { report.plan.places_of(def.ty) } else { 0 }),
        Slot::Value(Value::Text(text)) if [NOT_APPLICABLE, BLANK].contains(&text.as_ref()) => quoted(text),
        Slot::Value(Value::Text(text)) => word(text),
        Slot::Value(Value::Date(date)) => date.to_string(),
        Slot::Value(Value::Flag(true)) => "yes".to_string(),
        Slot::Value(Value::Flag(false)) => "no".to_string(),
        Slot::Missing(_) => BLANK.to_string(),
        Slot::NotApplicable(_) => NOT_APPLICABLE.to_string(),
        Slot::Fault(fault) => format!("{ERROR}{}", report.fault(*fault).map_or("", |fault| fault.code)),
    }
}

/// A number with at least `places` places: `2500.00`, `98`, `93.363755 (1560/17)`.
pub(super) fn number_text(number: &Number, places: u32) -> String {
    match number.places() {
        Some(own) if own <= MOST_PLACES => number.fixed_text(own.max(places)),
        Some(_) | None => format!("{} ({})", number.fixed_text(places.max(PLACES)), number.exact_text()),
    }
}

/// The number a text of a snapshot is; nothing where it is none.
pub fn number_of(text: &str) -> Option<Number> {
    match text.split_once(" (") {
        Some((_, exact)) => Number::parse_exact(exact.strip_suffix(')')?).ok(),
        None => Number::parse(text).ok(),
    }
}

/// Places behind the point of a number as it is written.
pub(super) fn places_of(text: &str) -> u32 {
    let shown = text.split_once(" (").map_or(text, |(shown, _)| shown);
    let behind = shown.split_once('.').map_or(0, |(_, behind)| behind.len());
    u32::try_from(behind).unwrap_or(0)
}

/// Whether two texts are one value: `100.0` is `100.00`.
pub(super) fn same(one: &str, two: &str) -> bool {
    one == two || matches!((number_of(one), number_of(two)), (Some(one), Some(two)) if one == two)
}

/// A key, a name or a text so that it can be told from what stands around it: plain, or in quotation marks.
pub(super) fn word(text: &str) -> String {
    let special = |c: char| c.is_whitespace() || c.is_control() || is_unseen(c) || ['"', '\\', '=', ':', '(', ')'].contains(&c);
    if text.is_empty() || text.contains(special) || MERGE.iter().any(|mark| text.starts_with(mark)) {
        quoted(text)
    } else {
        text.to_string()
    }
}

/// What a merge of two branches leaves in a file where they differ.
pub(super) const MERGE: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// In quotation marks, with what cannot be seen, and blanks in a row, written out.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' ' if !out.ends_with(' ') => out.push(c),
            _ if c.is_whitespace() || c.is_control() || is_unseen(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out + "\""
}

/// Marks of direction and width. The list is our own, so that a file stays what it is when the tables of characters grow.
pub(super) fn is_unseen(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A text on one line that nobody takes for the mark of a merge: the head of a snapshot.
pub(super) fn one_line(text: &str) -> String {
    let shown = |c: char| if c.is_control() || is_unseen(c) { ' ' } else { c };
    let line: String = text.chars().map(shown).collect();
    let line = line.trim();
    let marks = MERGE.iter().any(|mark| line.starts_with(mark));
    if marks { line.trim_start_matches(['<', '|', '=', '>', ' ']).to_string() } else { line.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_exact(text).unwrap()
    }

    #[test]
    fn numbers_keep_all_they_are() {
        for (number, places, text) in [
            ("2500", 2, "2500.00"),
            ("2500.125", 2, "2500.125"),
            ("98", 0, "98"),
            ("103.840064", 0, "103.840064"),
            ("1/3", 0, "0.333333 (1/3)"),
            ("-2000/3", 2, "-666.666667 (-2000/3)"),
            ("0.0000000000001", 0, "0.000000 (0.0000000000001)"),
        ] {
            assert_eq!(number_text(&n(number), places), text);
            assert_eq!(number_of(text), Some(n(number)), "{text}");
        }
        assert_eq!(places_of("-666.667 (-2000/3)"), 3);
        assert_eq!(places_of("98"), 0);
        for text in ["-", "blank", "error E501", "A", "", "1 (", "1 (x)"] {
            assert_eq!(number_of(text), None, "{text}");
        }
        assert!(same("100.0", "100.00") && same("A", "A") && same("0.3333 (1/3)", "0.33 (1/3)"));
        assert!(!same("0.33", "0.33 (1/3)") && !same("A", "B") && !same("-", "0"));
    }

    #[test]
    fn words_can_be_told_apart() {
        for (text, word_of) in [
            ("E0001", "E0001"),
            ("张三-甲", "张三-甲"),
            ("two words", "\"two words\""),
            ("a  b", "\"a \\u{20}b\""),
            ("", "\"\""),
            ("a\"b\\", "\"a\\\"b\\\\\""),
            ("x=1", "\"x=1\""),
            ("people:", "\"people:\""),
            ("line\nend", "\"line\\u{a}end\""),
            ("\u{202E}x", "\"\\u{202e}x\""),
            ("=======", "\"=======\""),
        ] {
            assert_eq!(word(text), word_of);
        }
        assert_eq!(one_line(" 2026\n年 "), "2026 年");
        assert_eq!(one_line("======= Plan"), "Plan");
    }
}
