//! Many messages of one kind become one that counts them.

use crate::diagnostic::text::rows;
use crate::diagnostic::{Diagnostic, Language, Severity};

use super::problems::files;

/// Messages about data that are shown in full.
const IN_FULL: usize = 20;
/// Rows named in a message that counts.
const EXAMPLES: usize = 8;
/// Texts of cells named in a message that counts.
const TEXTS: usize = 3;

/// What messages are counted by.
#[derive(PartialEq, Eq)]
struct Kind<'d> {
    code: &'static str,
    file: &'d str,
    column: Option<&'d str>,
}

/// Messages of one kind that are not shown in full.
struct Counted<'d> {
    kind: Kind<'d>,
    all: Vec<&'d Diagnostic>,
}

/// The first twenty errors about data in full, and the first of every kind; then one message a kind (code, file and column)
/// with the number of the others, some of their rows and their commonest texts. Everything else stays as it is, in its order.
pub fn fold(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if diagnostics.iter().filter(|diagnostic| is_data(diagnostic)).count() <= IN_FULL {
        return diagnostics;
    }
    let mut shown = vec![false; diagnostics.len()];
    let mut counted: Vec<Counted<'_>> = Vec::new();
    let mut full = 0_usize;
    let mut seen: Vec<Kind<'_>> = Vec::new();
    for (diagnostic, shown) in diagnostics.iter().zip(&mut shown) {
        let kind = kind(diagnostic);
        let new = !seen.contains(&kind);
        *shown = !is_data(diagnostic) || full < IN_FULL || new;
        if is_data(diagnostic) && *shown {
            full = full.saturating_add(1);
        }
        if !*shown {
            match counted.iter_mut().find(|counted| counted.kind == kind) {
                Some(counted) => counted.all.push(diagnostic),
                None => counted.push(Counted { kind, all: vec![diagnostic] }),
            }
        } else if new {
            seen.push(kind);
        }
    }
    let summaries: Vec<Diagnostic> = counted.iter().map(summary).collect();
    let kept = diagnostics.into_iter().zip(shown).filter(|(_, shown)| *shown).map(|(diagnostic, _)| diagnostic);
    kept.chain(summaries).collect()
}

/// Whether it is an error about a cell or a row.
fn is_data(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && diagnostic.code.starts_with("E4") && !diagnostic.places.is_empty()
}

fn kind(diagnostic: &Diagnostic) -> Kind<'_> {
    let place = diagnostic.places.first();
    Kind {
        code: diagnostic.code,
        file: place.map_or("", |place| place.file.as_str()),
        column: place.and_then(|place| place.column.as_deref()),
    }
}

fn summary(counted: &Counted<'_>) -> Diagnostic {
    let places = || counted.all.iter().filter_map(|diagnostic| diagnostic.places.first());
    let examples: Vec<u64> = places().filter_map(|place| place.row).take(EXAMPLES).collect();
    let mut texts: Vec<(&str, usize)> = Vec::new();
    for cell in places().filter_map(|place| place.cell.as_deref()).filter(|cell| !cell.is_empty()) {
        match texts.iter().position(|(text, _)| *text == cell) {
            Some(at) => texts.iter_mut().skip(at).take(1).for_each(|(_, count)| *count = count.saturating_add(1)),
            // A kind of many different texts is told by its first ones.
            None if texts.len() < 100 => texts.push((cell, 1)),
            None => {}
        }
    }
    texts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let texts: Vec<String> = texts
        .iter()
        .take(TEXTS)
        .map(|(text, count)| format!("{} × {count}", crate::diagnostic::text::quote(text, Language::English)))
        .collect();
    let more = counted.all.len() > examples.len();
    let mut problem = files::more_of_a_kind(
        counted.kind.code,
        counted.kind.file,
        counted.kind.column,
        counted.all.len(),
        (&rows(&examples), more),
        &texts,
    );
    problem.labels = counted.all.first().map_or_else(Vec::new, |first| first.labels.clone());
    problem
}
