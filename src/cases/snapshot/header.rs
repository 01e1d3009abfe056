//! The header of insta's file format: what the file is of, and which plan made it.

/// Begins and ends the header.
const FENCE: &str = "---";
/// The key of the plan's hash.
const MEANING: &str = "meaning:";

/// What stands above the text of a snapshot.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// The policy, as the folder of the project file names it.
    pub source: String,
    /// What makes the text.
    pub expression: String,
    pub title: String,
    pub version: Option<String>,
    /// What [`plan_hash`](super::plan_hash) says of the plan.
    pub meaning: String,
}

impl Header {
    /// The whole file with a text.
    pub fn with(&self, text: &str) -> String {
        let mut own = format!("source: {}\nexpression: {}\ninfo:\n", scalar(&self.source), scalar(&self.expression));
        own.push_str(&format!("  title: {}\n", scalar(&self.title)));
        if let Some(version) = &self.version {
            own.push_str(&format!("  version: {}\n", scalar(version)));
        }
        own.push_str(&format!("  {MEANING} {}", scalar(&self.meaning)));
        file(&own, text)
    }

    /// The hash in the lines of a header, whoever has written them.
    pub(super) fn meaning_in(lines: &[&str]) -> Option<String> {
        let said = lines.iter().find_map(|line| line.trim().strip_prefix(MEANING))?;
        Some(said.trim().trim_matches(['"', '\'']).to_string()).filter(|hash| !hash.is_empty())
    }

    /// Whether a file is a snapshot of ours, rather than of some test that insta runs.
    pub fn is_ours(text: &str) -> bool {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        split(&lines).is_some_and(|(header, _)| Header::meaning_in(header).is_some())
    }
}

/// A file of a header and a text.
pub(super) fn file(header: &str, text: &str) -> String {
    format!("{FENCE}\n{header}\n{FENCE}\n{text}")
}

/// The lines of the header, and those below it.
pub(super) fn split<'a, 't>(lines: &'a [&'t str]) -> Option<(&'a [&'t str], &'a [&'t str])> {
    let (_, rest) = lines.split_first().filter(|(first, _)| first.trim_end() == FENCE)?;
    let end = rest.iter().position(|line| line.trim_end() == FENCE)?;
    Some((rest.get(..end)?, rest.get(end.saturating_add(1)..)?))
}

/// A text in double quotation marks, as YAML reads it.
fn scalar(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            _ if c.is_control() || c == '\u{FEFF}' || c == '\u{2028}' || c == '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            _ => out.push(c),
        }
    }
    out + "\""
}
