//! JSON: one list of messages, each as [`to_json`] writes it.

use super::Judged;
use crate::diagnostic::render::to_json;

/// One list over all policies; the labels say which file each message is about.
pub fn json(all: &[Judged<'_>]) -> String {
    let messages = all.iter().flat_map(|judged| judged.diagnostics.iter().map(|diagnostic| to_json(diagnostic, judged.sources)));
    let lines: Vec<String> = messages.map(|message| message.to_string()).collect();
    if lines.is_empty() { "[]\n".to_string() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
