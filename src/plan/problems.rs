//! What this room says when something is wrong: the wording, by the thing it is about. Codes E200–E299 and E340–E399.

pub(super) mod calendars;
pub(super) mod changes;
pub(super) mod clauses;
pub(super) mod credit;
pub(super) mod currencies;
pub(super) mod examples;
pub(super) mod history;
pub(super) mod inputs;
pub(super) mod limits;
pub(super) mod means;
pub(super) mod names;
pub(super) mod process;
pub(super) mod ranks;
pub(super) mod reports;
pub(super) mod rules;
pub(super) mod scorecards;
pub(super) mod units;

use crate::diagnostic::text::{list, quote};
use crate::diagnostic::{Language, Text};

fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

/// A name or a text of the author's, in quotation marks.
fn q(text: &str) -> String {
    quote(text, Language::English)
}

/// Names in quotation marks: `“a”, “b” or “c”`.
fn names_listed(names: &[String]) -> Text {
    let quoted: Vec<String> = names.iter().take(MOST_LISTED).map(|name| q(name)).collect();
    let more = if names.len() > MOST_LISTED { " …" } else { "" };
    t(format!("{}{more}", list(&quoted, Language::English)), format!("{}{more}", list(&quoted, Language::Chinese)))
}

/// A message lists no more names than this.
const MOST_LISTED: usize = 8;

/// What is said at the first of two places that belong together.
fn first_here() -> Text {
    t("the first is here", "第一处在这里")
}

/// What is said at a place where something was declared.
fn declared_here() -> Text {
    t("declared here", "在这里定义")
}
