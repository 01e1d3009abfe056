//! Annotations of GitHub Actions: one command line a message.

use super::{Judged, Spot, path, spots, story, title};
use crate::diagnostic::{Diagnostic, Language, Severity};

/// Every message once, though two policies use the file it is in.
pub fn github(all: &[Judged<'_>], language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    for judged in all {
        for diagnostic in judged.diagnostics {
            let line = annotation(diagnostic, judged, language);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
    }
    lines.concat()
}

fn annotation(diagnostic: &Diagnostic, judged: &Judged<'_>, language: Language) -> String {
    let word = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let spots = spots(diagnostic, judged, language);
    let (mut place, mut text) = (String::new(), story(diagnostic, language));
    for (at, spot) in spots.iter().enumerate() {
        if at == 0 {
            place = properties(spot);
        }
        if !spot.text.is_empty() {
            text.push('\n');
            text.push_str(&beside(spot));
        }
    }
    format!("::{word} {place},title={}::{}\n", property(&title(diagnostic.code)), data(&text))
}

/// GitHub shows columns only where a place keeps to one line.
fn properties(spot: &Spot) -> String {
    let file = format!("file={}", property(&path(&spot.file)));
    match &spot.region {
        None => file,
        Some(region) => {
            let lines = format!("{file},line={},endLine={}", region.start_line, region.end_line);
            match region.columns {
                Some((start, end)) if region.start_line == region.end_line => format!("{lines},col={start},endColumn={end}"),
                Some(_) | None => lines,
            }
        }
    }
}

/// `plan.merit:3: declared here`; a cell says its file itself.
fn beside(spot: &Spot) -> String {
    match &spot.region {
        Some(region) if region.columns.is_some() => format!("{}:{}: {}", path(&spot.file), region.start_line, spot.text),
        Some(_) | None => spot.text.clone(),
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
