//! Cases as a document: each with its state, its deadlines, what was decided and what that changes; then the register of all.

mod case;
mod register;

pub use register::csv;

pub(super) use case::{corrections, moved, spoken_place};

use super::account::{Book, Day};
use super::deadlines::Whose;
use super::problems;
use crate::diagnostic::text::sanitise;
use crate::document::Document;
use crate::document::words::Words;

/// Everything of the book: its cases, and the register where there are several.
pub fn document(book: &Book<'_>, words: &Words) -> Document {
    let (plan, clause) = (book.rules.plan, book.rules.clause);
    let mut out = Document::new(format!("{} · {}", plan.title, clause.title), words.language);
    let day = book.rules.as_of;
    out.beside.push(match book.day {
        Day::Said => words.say(format!("As of {day}"), format!("截至 {day}")),
        Day::LastEvent => words.say(format!("As of {day}, the day of the last event"), format!("截至 {day}（最后一项记录的日期）")),
    });
    if let Some(version) = &plan.version {
        out.beside.push(words.say(format!("Policy version {version}"), format!("制度版本 {version}")));
    }
    for account in book.accounts {
        case::add(&mut out, book, account, words);
    }
    if book.accounts.len() > 1 {
        register::add(&mut out, book, words);
    }
    out
}

/// Who is to act, as the reader calls them.
pub(super) fn whose(who: &Whose, words: &Words) -> String {
    sanitise(problems::whose(who).get(words.language))
}

/// A person by name and key.
pub(super) fn person(name: Option<&str>, key: &str) -> String {
    match name.filter(|name| *name != key) {
        Some(name) => format!("{} ({})", sanitise(name), sanitise(key)),
        None => sanitise(key),
    }
}
