//! Messages in the forms other programs read; one place for every command that finds something.

use super::arguments::FindingFormat;
use crate::diagnostic::Language;
use crate::diagnostic::machine::{Judged, github, json, junit, sarif};

/// The messages as one text. For people a command words its own lines, so that [`FindingFormat::Text`] is empty here.
pub(crate) fn written(format: FindingFormat, judged: &[Judged<'_>], language: Language) -> String {
    match format {
        FindingFormat::Text => String::new(),
        FindingFormat::Json => json(judged),
        FindingFormat::Sarif => sarif(judged, env!("CARGO_PKG_VERSION"), language),
        FindingFormat::Github => github(judged, language),
        FindingFormat::Junit => junit(judged, language),
    }
}
