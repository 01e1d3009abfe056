//! Rendering for a terminal: the only place that knows miette.
//!
//! miette draws the labels under the policy text (`render/snippet.rs`). Its frame words are English and cannot be changed,
//! so the head, the data cells, the drawing and the help are written here in the reader's language.

mod json;
mod line;
mod page;
pub(super) mod place;
mod snippet;
#[cfg(test)]
mod tests;

pub use json::to_json;
pub use page::page;

use super::text::{display_width, sanitise, truncate, wrap};
use super::{DataPlace, Diagnostic, Fix, Language, Severity, catalogue};
use crate::source::Sources;

/// Data cells shown of one diagnostic; the others are counted.
const MOST_PLACES: usize = 20;
/// Columns shown of one data cell.
const CELL_WIDTH: usize = 60;
/// Columns shown of one word; Chinese sentences have no blanks, so it leaves room for several lines.
const LONGEST_WORD: usize = 400;
/// Narrower terminals are taken as this wide.
const LEAST_WIDTH: usize = 40;

/// How diagnostics are to look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    pub language: Language,
    /// Whether to write colour codes.
    pub colour: bool,
    /// Columns of the terminal; below 40 counts as 40.
    pub width: usize,
    /// Whether lines may be drawn with box characters; else ASCII.
    pub unicode: bool,
}

impl Style {
    fn columns(&self) -> usize {
        self.width.max(LEAST_WIDTH)
    }
}

/// Messages shown at once; the others are counted.
const MOST_SHOWN: usize = 500;

/// All diagnostics in their order, a blank line between two; ends with a line end unless there are none. Of more than anybody
/// reads the first are shown.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: &Style) -> String {
    let mut rendered: Vec<String> = diagnostics.iter().take(MOST_SHOWN).map(|diagnostic| one(diagnostic, sources, style)).collect();
    let more = diagnostics.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        rendered.push(match style.language {
            Language::English => format!("… and {more} more messages: correct these first\n"),
            Language::Chinese => format!("……另有 {more} 条：请先改正以上各处\n"),
        });
    }
    rendered.join("\n")
}

/// `3 errors, 1 warning` and `3 个错误，1 个警告`; none where there are neither.
pub fn summary(diagnostics: &[Diagnostic], language: Language) -> Option<String> {
    counted(diagnostics, &[Severity::Error, Severity::Warning], language)
}

/// As [`summary`], with the notes: `2 warnings, 1 note`.
pub fn summary_with_notes(diagnostics: &[Diagnostic], language: Language) -> Option<String> {
    counted(diagnostics, &[Severity::Error, Severity::Warning, Severity::Note], language)
}

fn counted(diagnostics: &[Diagnostic], severities: &[Severity], language: Language) -> Option<String> {
    let count = |severity: Severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let parts: Vec<String> = severities
        .iter()
        .map(|severity| (count(*severity), word(*severity, language)))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| match language {
            Language::English => format!("{count} {word}{}", if count == 1 { "" } else { "s" }),
            Language::Chinese => format!("{count} 个{word}"),
        })
        .collect();
    let comma = match language {
        Language::English => ", ",
        Language::Chinese => "，",
    };
    (!parts.is_empty()).then(|| parts.join(comma))
}

fn word(severity: Severity, language: Language) -> &'static str {
    match (severity, language) {
        (Severity::Error, Language::English) => "error",
        (Severity::Error, Language::Chinese) => "错误",
        (Severity::Warning, Language::English) => "warning",
        (Severity::Warning, Language::Chinese) => "警告",
        (Severity::Note, Language::English) => "note",
        (Severity::Note, Language::Chinese) => "说明",
    }
}

fn one(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let mut out = head(diagnostic, style);
    out.push_str(&snippet::snippets(diagnostic, sources, style));
    out.push_str(&homeless(diagnostic, sources, style));
    out.push_str(&places(diagnostic, style));
    if let Some(drawing) = &diagnostic.drawing {
        for line in drawing.get(style.language).lines() {
            let line = sanitise(&line.replace('\t', "    "));
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        }
    }
    out.push_str(&help(diagnostic, sources, style));
    out
}

/// `error[E203] message`.
fn head(diagnostic: &Diagnostic, style: &Style) -> String {
    // What a lint finds may be allowed by the lint's name, so that is said too.
    let lint = catalogue::lints().find(|page| page.code == diagnostic.code).map(|page| format!(" {}", page.name));
    let tag = format!("{}[{}{}]", word(diagnostic.severity, style.language), diagnostic.code, lint.unwrap_or_default());
    let message = readable(diagnostic.message.get(style.language));
    let colour = match diagnostic.severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Note => "\u{1b}[1;36m",
    };
    let text = wrap(&format!("{tag} {message}"), style.columns(), "", "  ");
    match text.strip_prefix(&tag) {
        Some(rest) if style.colour => format!("{colour}{tag}\u{1b}[0m{}\n", bold_lines(rest)),
        Some(_) | None => format!("{text}\n"),
    }
}

/// The text as it may be printed; a word of the author's that would fill the screen is cut short.
fn readable(text: &str) -> String {
    let text = sanitise(text);
    if display_width(&text) <= LONGEST_WORD {
        return text;
    }
    let words: Vec<String> = text.split(' ').map(|word| truncate(word, LONGEST_WORD)).collect();
    words.join(" ")
}

/// Bold line by line, so that no colour runs over a line end.
fn bold_lines(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| if line.is_empty() { String::new() } else { format!("\u{1b}[1m{line}\u{1b}[0m") }).collect();
    lines.join("\n")
}

/// What is said about labels whose file is not known.
fn homeless(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let labels = diagnostic.labels.iter().filter(|label| sources.get(label.span.file).is_none());
    labels.map(|label| item(&sanitise(label.text.get(style.language)), style)).collect()
}

/// An indented line of its own; nothing for nothing.
fn item(text: &str, style: &Style) -> String {
    if text.is_empty() { String::new() } else { wrap(text, style.columns(), "  ", "    ") + "\n" }
}

fn places(diagnostic: &Diagnostic, style: &Style) -> String {
    let mut out: String = diagnostic.places.iter().take(MOST_PLACES).map(|place| item(&place_line(place, style.language), style)).collect();
    let more = diagnostic.places.len().saturating_sub(MOST_PLACES);
    if more > 0 {
        let more = match style.language {
            Language::English => format!("and {more} more"),
            Language::Chinese => format!("另有 {more} 处"),
        };
        out.push_str(&item(&more, style));
    }
    out
}

/// `people.csv, row 17, column "quota": "abc" (person E017)`; a JSON file has records.
pub(super) fn place_line(place: &DataPlace, language: Language) -> String {
    let record = place.file.to_lowercase().ends_with(".json");
    let cell = place.cell.as_ref().map(|cell| truncate(&sanitise(cell), CELL_WIDTH));
    let mut line = sanitise(&place.file);
    let mut add = |part: Option<String>| line.push_str(&part.unwrap_or_default());
    match language {
        Language::English => {
            add(place.row.map(|row| format!(", {} {row}", if record { "record" } else { "row" })));
            add(place.column.as_ref().map(|column| format!(", column \"{}\"", sanitise(column))));
            add(cell.map(|cell| if cell.is_empty() { ": empty".to_string() } else { format!(": \"{cell}\"") }));
            add(place.person.as_ref().map(|person| format!(" (person {})", sanitise(person))));
        }
        Language::Chinese => {
            add(place.row.map(|row| format!(" 第 {row} {}", if record { "条" } else { "行" })));
            add(place.column.as_ref().map(|column| format!("，列“{}”", sanitise(column))));
            add(cell.map(|cell| if cell.is_empty() { "：空".to_string() } else { format!("：“{cell}”") }));
            add(place.person.as_ref().map(|person| format!("（人员 {}）", sanitise(person))));
        }
    }
    line
}

fn help(diagnostic: &Diagnostic, sources: &Sources, style: &Style) -> String {
    let text = match (&diagnostic.help, &diagnostic.fix) {
        (Some(help), _) => help.get(style.language).to_string(),
        (None, Some(fix)) => fix_text(fix, sources, style.language),
        (None, None) => return String::new(),
    };
    let tag = match style.language {
        Language::English => "  help: ",
        Language::Chinese => "  帮助：",
    };
    let lines: Vec<String> = text.lines().map(readable).collect();
    let text = wrap(&lines.join("\n"), style.columns(), tag, &" ".repeat(8)) + "\n";
    match text.strip_prefix(tag) {
        Some(rest) if style.colour => format!("\u{1b}[36m{tag}\u{1b}[0m{rest}"),
        Some(_) | None => text,
    }
}

/// What a change asks for, where nothing else is said.
fn fix_text(fix: &Fix, sources: &Sources, language: Language) -> String {
    let old = sanitise(sources.slice(fix.span).trim());
    let new = fix.replacement.trim_matches('\n');
    if new.contains('\n') {
        let lines: Vec<String> = new.lines().map(|line| format!("    {line}")).collect();
        let lines = lines.join("\n");
        return match language {
            Language::English => format!("write this instead:\n{lines}"),
            Language::Chinese => format!("改写为：\n{lines}"),
        };
    }
    let new = sanitise(new.trim());
    match (language, new.is_empty(), old.is_empty()) {
        (Language::English, true, _) => format!("leave out `{old}`"),
        (Language::English, false, true) => format!("write `{new}` here"),
        (Language::English, false, false) => format!("write `{new}` instead"),
        (Language::Chinese, true, _) => format!("删去 `{old}`"),
        (Language::Chinese, false, true) => format!("在此处写上 `{new}`"),
        (Language::Chinese, false, false) => format!("改写为 `{new}`"),
    }
}
