//! Slips in the lines of an input: a name that is none, a colon left out.

use super::structure::Piece;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use crate::syntax::clause_problems as problems;
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;

/// What is longer than this is no name of a column.
const LONGEST: usize = 40;

/// How much of the text the rule reads from its beginning.
fn length(rule: Rule, text: &str) -> Option<usize> {
    Some(MeritParser::parse(rule, text).ok()?.next()?.as_str().len())
}

/// What stands before the colon and the type of a column line, where that cannot be a name.
pub(super) fn odd_name(line: &str) -> Option<&str> {
    let (before, behind) = line.split_once([':', '\u{FF1A}'])?;
    // `parm x : money = 5` is another clause whose first word is misspelt.
    if behind.contains(['=', '\u{FF1D}']) {
        return None;
    }
    let name = before.trim();
    let quoted = name.starts_with(['"', '\u{201C}', '\u{300C}', '`']) || name.contains(['#', '\u{FF03}']);
    if name.is_empty() || !quoted && name.chars().all(|c| c.is_alphanumeric() && !c.is_ascii_digit() || c == '_') {
        return None;
    }
    length(Rule::type_ref, behind.trim_start())?;
    let rest = name.get(length(Rule::name, name).unwrap_or(0)..).unwrap_or("").trim_start();
    let titled = length(Rule::quoted, rest) == Some(rest.len());
    let fits = !name.is_empty() && name.chars().count() <= LONGEST && !quoted;
    (fits && !rest.is_empty() && !titled && !is_head(name)).then_some(name)
}

/// `param x "…" : money` and `let` have their types behind a colon too.
fn is_head(before: &str) -> bool {
    [Rule::k_param, Rule::k_let, Rule::k_carry, Rule::k_table, Rule::k_each_of].into_iter().any(|word| length(word, before).is_some())
}

/// What is wrong with a line that is not read as a column, if that can be told.
pub(super) fn slip(file: FileId, text: &str, piece: Piece) -> Option<Diagnostic> {
    let own = piece.of(text);
    let lead = own.len().saturating_sub(own.trim_start().len());
    let start = piece.start.saturating_add(lead);
    let own = own.trim_start();
    let span = |from: usize, to: usize| Span::new(file, start.saturating_add(from), start.saturating_add(to));
    if let Some(odd) = odd_name(own.split(['\n', '\r']).next().unwrap_or("")) {
        return Some(problems::not_a_column_name(odd, span(0, odd.len())));
    }
    let name = length(Rule::name, own)?;
    let rest = own.get(name..)?;
    let behind = rest.trim_start_matches([' ', '\t', '\u{3000}']);
    let ty = length(Rule::type_ref, behind).filter(|_| behind.len() < rest.len())?;
    let at = name.saturating_add(rest.len()).saturating_sub(behind.len());
    let word = behind.get(..ty)?.trim_end();
    Some(problems::colon_missing(own.get(..name)?, word, span(0, at.saturating_add(word.len())), span(name, name)))
}
