//! A comparison as bytes: for a terminal, for an approval (Markdown, a page with drawings), for programs (JSON, CSV).
//!
//! What people read is put together once, in [`sheet`]; the writers only set it.

mod csv;
mod figures;
mod html;
mod json;
mod markdown;
mod pay;
mod people;
mod said;
mod sheet;
mod text;
mod words;

use super::impact::{Impact, Runs};
use super::witness::Witnesses;
use super::{Comparison, Version};
use crate::diagnostic::Language;

pub use csv::write as csv;
pub use figures::{FIGURES, Figure, figure};
pub use html::write as html;
pub use json::write as json;
pub use markdown::write as markdown;
pub use text::write as text;

/// Everything that is known of a change of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    pub old: Version<'a>,
    pub new: Version<'a>,
    /// The files, as the call names them.
    pub files: (&'a str, &'a str),
    pub comparison: &'a Comparison,
    /// What it does to the people of the data, where there are any.
    pub impact: Option<(&'a Runs<'a>, &'a Impact)>,
    pub witnesses: &'a Witnesses,
    /// People listed by name where all of them would be too many to read.
    pub most_people: usize,
}

/// The sheet in a language.
fn sheet(told: &Told<'_>, language: Language) -> sheet::Sheet {
    let words = words::Words { told, language };
    let mut sections = vec![said::changes(&words)];
    if let Some((_, impact)) = told.impact {
        sections.extend(pay::sections(&words, impact));
        sections.extend(people::sections(&words, impact));
    }
    sections.extend(said::witnesses(&words));
    sheet::Sheet { heading: words.heading(), beside: words.beside(), sections }
}
