//! Showing changes, and asking whether to make them.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use similar::TextDiff;

use crate::commands::arguments::FixArguments;
use crate::commands::problems;
use crate::commands::targets::Target;
use crate::commands::terminal::Terminal;
use crate::diagnostic::text::sanitise;

/// Lines shown around a change.
const CONTEXT: usize = 2;

/// Whether changes that need a look are made.
pub(super) enum Consent {
    /// The call has said yes.
    Given,
    /// Somebody sits at the terminal.
    Asked,
    /// Nobody can be asked: the changes are only shown.
    Absent,
}

impl Consent {
    pub(super) fn of(arguments: &FixArguments, targets: &[Target], terminal: &Terminal) -> Consent {
        let piped = targets.iter().any(|target| target.piped.is_some());
        if arguments.yes {
            Consent::Given
        } else if terminal.watched && !piped && io::stdin().is_terminal() {
            Consent::Asked
        } else {
            Consent::Absent
        }
    }

    /// Whether the changes of a file, which have been shown, are to be made.
    pub(super) fn given(&mut self, path: &Path, terminal: &Terminal) -> bool {
        let name = path.to_string_lossy();
        match self {
            Consent::Given => true,
            Consent::Absent => {
                terminal.complain(&format!("{}\n", problems::only_shown(&name).get(terminal.language)));
                false
            }
            Consent::Asked => {
                terminal.complain(problems::ask(&name).get(terminal.language));
                let mut answer = String::new();
                let read = io::stdin().lock().read_line(&mut answer);
                let answer = answer.trim().to_lowercase();
                read.is_ok() && ["y", "yes", "是"].contains(&answer.as_str())
            }
        }
    }
}

/// The changes of a file as a unified diff, with what cannot be seen made visible.
pub(super) fn diff(path: &Path, old: &str, new: &str, terminal: &Terminal) -> String {
    let name = sanitise(&path.to_string_lossy());
    let (old, new) = (old.replace("\r\n", "\n"), new.replace("\r\n", "\n"));
    let text = TextDiff::from_lines(&old, &new).unified_diff().context_radius(CONTEXT).header(&name, &name).to_string();
    let mut out = String::new();
    for line in text.lines() {
        let colour = match line.chars().next() {
            Some('-') => "\u{1b}[31m",
            Some('+') => "\u{1b}[32m",
            Some('@') => "\u{1b}[36m",
            Some(_) | None => "",
        };
        let line = sanitise(&line.replace('\t', "    "));
        if terminal.errors.colour && !colour.is_empty() {
            out.push_str(&format!("{colour}{line}\u{1b}[0m\n"));
        } else {
            out.push_str(&format!("{line}\n"));
        }
    }
    out
}
