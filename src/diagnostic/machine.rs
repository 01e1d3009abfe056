//! Messages for other programs: one writer a format, each from the messages to one text.
//!
//! The text of a message is in the reader's language, as on a terminal; JSON has both. Places count from 1 the way editors and
//! servers do: lines, and columns in UTF-16 units.

mod github;
mod json;
mod junit;
mod sarif;
#[cfg(test)]
mod tests;

pub use github::github;
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;

use super::catalogue;
use super::render::place::{self, Region};
use super::render::place_line;
use super::text::sanitise;
use super::{DataPlace, Diagnostic, Language};
use crate::source::{Sources, Span};

/// A policy and what is to be said about it.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'a> {
    /// The policy's file, as messages name it.
    pub name: &'a str,
    pub diagnostics: &'a [Diagnostic],
    pub sources: &'a Sources,
}

/// A place of a message, in a policy or in the data.
struct Spot {
    file: String,
    /// Absent where the file has no lines, as a workbook has none.
    region: Option<Region>,
    /// What is said about the place.
    text: String,
}

/// The places of a message, the one it is about first; without any, the policy itself.
fn spots(diagnostic: &Diagnostic, judged: &Judged<'_>, language: Language) -> Vec<Spot> {
    let labels = diagnostic.labels.iter().filter_map(|label| {
        let (file, region) = located(label.span, judged.sources)?;
        Some(Spot { file, region: Some(region), text: sanitise(label.text.get(language)) })
    });
    let places = diagnostic.places.iter().map(|place| Spot {
        file: place.file.clone(),
        region: row(place).map(Region::line),
        text: place_line(place, language),
    });
    let found: Vec<Spot> = labels.chain(places).collect();
    if found.is_empty() { vec![Spot { file: judged.name.to_string(), region: None, text: String::new() }] } else { found }
}

fn located(span: Span, sources: &Sources) -> Option<(String, Region)> {
    let file = sources.get(span.file)?;
    let (start, end) = place::clamp(file, span);
    Some((file.name().to_string(), place::region(file, start, end)))
}

/// The line of a data file. A record of JSON and a row of a workbook are no lines of their files.
fn row(place: &DataPlace) -> Option<usize> {
    let name = place.file.to_lowercase();
    let lined = [".csv", ".tsv", ".txt"].into_iter().any(|ending| name.ends_with(ending));
    place.row.filter(|_| lined).and_then(|row| usize::try_from(row).ok())
}

/// What is wrong and what to write instead, a line each.
fn story(diagnostic: &Diagnostic, language: Language) -> String {
    let mut lines = vec![sanitise(diagnostic.message.get(language))];
    if let Some(drawing) = &diagnostic.drawing {
        lines.extend(drawing.get(language).lines().map(sanitise));
    }
    if let Some(help) = &diagnostic.help {
        let help: Vec<String> = help.get(language).lines().map(sanitise).collect();
        let help = help.join("\n");
        lines.push(match language {
            Language::English => format!("Help: {help}"),
            Language::Chinese => format!("帮助：{help}"),
        });
    }
    lines.join("\n")
}

/// `E203 unit-mismatch`
fn title(code: &str) -> String {
    catalogue::page_of(code).map_or_else(|| code.to_string(), |page| format!("{code} {}", page.name))
}

/// The file as servers name it: from where the command runs, with slashes.
fn path(name: &str) -> String {
    let name = name.replace(std::path::MAIN_SEPARATOR, "/");
    name.strip_prefix("./").unwrap_or(&name).to_string()
}
