//! Whether a text still means the same: the trees are equal but for their places and for the language of Merit's own names.

use std::collections::HashMap;

use super::names;
use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::ast::{Allow, File, Item};
use crate::syntax::parse;

/// The numbers of the clauses that the written text does not have as the tree has them; nothing where it cannot be read at all, or
/// does not have the same `allow` lines.
pub(super) fn changed(items: &[Item], allows: Option<&[Allow]>, written: &str) -> Option<Vec<usize>> {
    let (again, problems) = parse(FileId(0), written);
    if problems.iter().any(Diagnostic::is_error) || again.items.len() != items.len() {
        return None;
    }
    if allows.is_some_and(|allows| all_allowed(allows) != all_allowed(&again.allows)) {
        return None;
    }
    let spellings = spellings();
    let pairs = items.iter().zip(&again.items).enumerate();
    Some(pairs.filter(|(_, (before, after))| told(before, &spellings) != told(after, &spellings)).map(|(index, _)| index).collect())
}

/// Whether two files mean the same, in whichever language each is written.
pub fn same_meaning(one: &File, two: &File) -> bool {
    told_of(one) == told_of(two) && all_allowed(&one.allows) == all_allowed(&two.allows)
}

/// Each clause of a file told in one way, whatever its layout and its language; the `allow` lines are not among them.
pub fn told_of(file: &File) -> Vec<String> {
    let spellings = spellings();
    file.items.iter().map(|item| told(item, &spellings)).collect()
}

/// What is allowed, why, and how far it reaches; without places.
fn all_allowed(allows: &[Allow]) -> Vec<String> {
    let told =
        |allow: &Allow| after_each(&format!("{allow:?}"), "Span {", |behind| ("", behind.split_once('}').map_or("", |(_, behind)| behind)));
    allows.iter().map(told).collect()
}

fn spellings() -> HashMap<&'static str, &'static str> {
    names::spellings().flat_map(|(en, others)| others.into_iter().map(move |zh| (zh, en))).collect()
}

/// A clause told in one way: no places, English names for what is Merit's own, and `standard on x` as `standard(x)`.
fn told(item: &Item, spellings: &HashMap<&str, &str>) -> String {
    let full = format!("{item:?}").replace("On { shape: ", "Call { table: ").replace(", starting: None", "");
    let without_places: String = after_each(&full, "Span {", |behind| ("", behind.split_once('}').map_or("", |(_, behind)| behind)));
    let named = after_each(&without_places, "text: \"", |behind| {
        let Some((text, rest)) = behind.split_once('"').filter(|(_, rest)| rest.starts_with(", ticked: false")) else {
            return ("", behind);
        };
        (spellings.get(text).copied().unwrap_or(text), rest)
    });
    named.replace("value: ", "").replace("args: ", "").replace(['[', ']'], "")
}

/// The text with a mark taken out wherever it stands, and what stands behind it read by `read`: what is written instead of how much.
fn after_each<'t>(text: &'t str, mark: &str, read: impl Fn(&'t str) -> (&'t str, &'t str)) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once(mark) {
        let (instead, left) = read(behind);
        out.push_str(before);
        out.push_str(instead);
        rest = left;
    }
    out + rest
}
