//! Signs and habits of spreadsheets and programs, known by where a clause breaks.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::clause_problems as problems;
use crate::syntax::name::narrow;
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;

/// Two signs that stand for one, and what Merit writes.
const SIGNS: &[(&str, &str, &str)] = &[
    ("=", "=", "="),
    ("=", ">", ">="),
    ("=", "<", "<="),
    ("<", "<", "<"),
    (">", ">", ">"),
    ("*", "*", "x * x"),
    ("/", "/", "floor(a / b)"),
];

/// Words of calculations whose value stands in brackets.
const FUNCTIONS: &[&str] = &["abs", "floor", "ceil", "min", "max", "绝对值", "向下取整", "向上取整", "最小", "最大"];

/// The message about a known slip; `before` is the clause up to where it breaks, `found` what follows, at byte `start`.
pub(super) fn slip(before: &str, found: &str, start: usize, file: FileId) -> Option<Diagnostic> {
    let here = |length: usize| Span::new(file, start, start.saturating_add(length));
    let plain = |text: &str, sign: &str| text.chars().next().map(narrow) == sign.chars().next();
    let last = before.chars().next_back().map(narrow);
    for (one, two, right) in SIGNS {
        if last == one.chars().next() && plain(found, two) {
            let from = start.saturating_sub(before.chars().next_back().map_or(0, char::len_utf8));
            let end = start.saturating_add(found.chars().next().map_or(0, char::len_utf8));
            return Some(problems::foreign_sign(&format!("{one}{two}"), right, Span::new(file, from, end)));
        }
    }
    if let Some(text) = single_quoted(found) {
        let mark = found.chars().next().map_or(1, char::len_utf8);
        return Some(problems::single_quotes(text, here(text.len().saturating_add(mark).saturating_add(mark))));
    }
    let number = |text: &str| {
        MeritParser::parse(Rule::number_literal, text)
            .ok()
            .and_then(|mut read| read.next())
            .map(|read| read.as_str().trim_end().to_string())
    };
    if found.starts_with(['\u{00A5}', '\u{FFE5}', '$', '\u{20AC}', '\u{00A3}']) {
        let sign = found.chars().next()?;
        let rest = found.get(sign.len_utf8()..)?.trim_start();
        let number = number(rest)?;
        return Some(problems::currency_sign(sign, &number, here(sign.len_utf8())));
    }
    if let Some(rest) = found.strip_prefix(['.', '\u{FF0E}'])
        && !before.ends_with(char::is_alphanumeric)
        && let Some(number) = number(rest)
    {
        return Some(problems::bare_point(&number, here(found.len().saturating_sub(rest.len()).saturating_add(number.len()))));
    }
    if let Some(rest) = found.strip_prefix(['+', '\u{FF0B}']) {
        return Some(problems::leading_plus(here(found.len().saturating_sub(rest.len()))));
    }
    let value = number(found)?;
    let word = before.rsplit(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.'))).next().unwrap_or("");
    if FUNCTIONS.contains(&word) {
        return Some(problems::brackets_missing(word, &value, here(value.len())));
    }
    let digits = word.starts_with(|c: char| c.is_numeric());
    digits.then(|| problems::two_numbers(word, &value, here(value.len())))
}

/// A known slip at the end of a clause: `floor 2.7`, `5 5`. `own` begins at byte `start`.
pub(super) fn at_end(own: &str, start: usize, file: FileId) -> Option<Diagnostic> {
    let number = own.rsplit([' ', '\t', '\u{3000}']).next().filter(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    let before = own.strip_suffix(number)?;
    slip(before.trim_end(), number, start.saturating_add(before.len()), file)
}

/// The text between single quotation marks at the beginning.
fn single_quoted(found: &str) -> Option<&str> {
    let (open, close) = match found.chars().next()? {
        '\u{2018}' => ('\u{2018}', '\u{2019}'),
        '\'' => ('\'', '\''),
        _ => return None,
    };
    let rest = found.strip_prefix(open)?;
    rest.get(..rest.find([close, '\n'])?).filter(|text| !text.is_empty())
}
