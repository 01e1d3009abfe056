//! `merit fmt`: a policy in its one layout, in its own language or in the one asked for.

use std::path::Path;

use super::Ending;
use super::arguments::FormatArguments;
use super::files;
use super::output;
use super::policy::{Drafts, load, text_of, text_of_target};
use super::problems;
use super::targets::{self, Target};
use super::terminal::Terminal;
use crate::diagnostic::text::sanitise;
use crate::format::{Names, format};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::ast::Item;
use crate::syntax::concrete::{Whole, whole};

/// What became of one file.
enum Outcome {
    Same(String),
    /// The text it should have.
    Changed(String),
    Unread,
}

/// How many files there were of each kind.
#[derive(Default)]
struct Tally {
    changed: usize,
    unread: usize,
}

pub(crate) fn fmt(arguments: &FormatArguments, terminal: &Terminal) -> Ending {
    let targets = targets::targets(&arguments.policies);
    targets.report(terminal);
    let (mut ending, mut out, mut tally) = (targets.ending(), String::new(), Tally::default());
    for target in &targets.list {
        match outcome(target, terminal) {
            Outcome::Unread => {
                tally.unread = tally.unread.saturating_add(1);
                ending = ending.worse(Ending::Refused);
                continue;
            }
            Outcome::Same(text) | Outcome::Changed(text) if target.piped.is_some() && !arguments.check => out.push_str(&text),
            Outcome::Same(_) => {}
            Outcome::Changed(text) => {
                tally.changed = tally.changed.saturating_add(1);
                out.push_str(&format!("{}\n", sanitise(&target.name())));
                ending = ending.worse(if arguments.check { Ending::Findings } else { replace(&target.path, &text, terminal) });
            }
        }
    }
    if targets.list.iter().all(|target| target.piped.is_some()) && !arguments.check {
        return ending.worse(terminal.print(&out));
    }
    let all = targets.list.len();
    let summary = if arguments.check {
        problems::to_format(tally.changed, all, tally.unread)
    } else {
        problems::formatted(tally.changed, all, tally.unread)
    };
    out.push_str(&format!("{}\n", summary.get(terminal.language)));
    ending.worse(terminal.print(&out))
}

/// Formats one file; what is wrong with it is said.
fn outcome(target: &Target, terminal: &Terminal) -> Outcome {
    let mut said = Sources::new();
    let text = match text_of_target(target) {
        Ok(text) => text,
        Err(problem) => {
            terminal.report(&[*problem], &said);
            terminal.complain("\n");
            return Outcome::Unread;
        }
    };
    let file = said.add(SourceFile::new(target.name(), text.as_str()));
    match format(file, &text, terminal.asked, &names_around(&target.path, &text)) {
        Ok(formatted) => {
            if !formatted.kept.is_empty() {
                let kept = problems::kept_as_written(&target.name(), formatted.kept.len());
                terminal.complain(&format!("{}\n", kept.get(terminal.language)));
            }
            if formatted.text == text { Outcome::Same(text) } else { Outcome::Changed(formatted.text) }
        }
        Err(problems) => {
            terminal.report(&problems, &said);
            terminal.complain("\n");
            Outcome::Unread
        }
    }
}

fn replace(path: &Path, text: &str, terminal: &Terminal) -> Ending {
    output::write(path, text.as_bytes(), terminal)
}

/// The names that the other files of the policy declare: those it uses, and for a file without a header those that use it.
fn names_around(path: &Path, text: &str) -> Names {
    let mut names = Names::default();
    let Ok(Whole { tree, .. }) = whole(FileId(0), text) else { return names };
    if tree.items.iter().any(|item| matches!(item, Item::Use(_))) {
        load(path).sources.files().iter().for_each(|file| names.add(file.text()));
    }
    if tree.items.iter().any(|item| matches!(item, Item::Policy(_))) {
        return names;
    }
    // A policy uses files of its own folder or below it, so those that use this one stand here or above.
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut others: Vec<(String, String)> = Vec::new();
    for folder in [folder.to_path_buf(), folder.join("..")] {
        others.extend(
            files::policies_in(&folder).into_iter().filter_map(|name| Some((text_of(&folder.join(&name), &Drafts::default()).ok()?, name))),
        );
    }
    let mut used: Vec<String> = path.file_name().map(|name| name.to_string_lossy().into_owned()).into_iter().collect();
    while let Some(name) = used.pop() {
        let (users, rest) = others.into_iter().partition(|(text, other)| *other != name && mentions(text, &name));
        others = rest;
        for (text, name) in users {
            names.add(&text);
            used.push(name);
        }
    }
    names
}

/// Whether a text may use a file of this name.
fn mentions(text: &str, name: &str) -> bool {
    text.contains(&format!("{name}\"")) || text.contains(&format!("{name}\u{201D}"))
}
