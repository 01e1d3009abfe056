//! `merit fmt`: a policy in its one layout, in its own language or in the one asked for.

use std::io::{self, Read};
use std::path::Path;

use super::Ending;
use super::arguments::FormatArguments;
use super::files;
use super::output::{same_file, write_whole};
use super::policy::{sources, text_of};
use super::problems;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::sanitise;
use crate::format::{Names, format};
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::ast::Item;
use crate::syntax::parse;

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
    let (mut ending, mut out, mut tally) = (Ending::Fine, String::new(), Tally::default());
    for path in &arguments.policies {
        let piped = path.as_os_str() == "-";
        let name = path.to_string_lossy();
        match outcome(path, terminal) {
            Outcome::Unread => {
                tally.unread = tally.unread.saturating_add(1);
                ending = ending.worse(Ending::Refused);
                continue;
            }
            Outcome::Same(text) | Outcome::Changed(text) if piped && !arguments.check => out.push_str(&text),
            Outcome::Same(_) => {}
            Outcome::Changed(text) => {
                tally.changed = tally.changed.saturating_add(1);
                out.push_str(&format!("{}\n", sanitise(&name)));
                ending = ending.worse(if arguments.check { Ending::Findings } else { replace(path, &text, terminal) });
            }
        }
    }
    if arguments.policies.iter().all(|path| path.as_os_str() == "-") && !arguments.check {
        return ending.worse(terminal.print(&out));
    }
    let all = arguments.policies.len();
    let summary = if arguments.check {
        problems::to_format(tally.changed, all, tally.unread)
    } else {
        problems::formatted(tally.changed, all, tally.unread)
    };
    out.push_str(&format!("{}\n", summary.get(terminal.language)));
    ending.worse(terminal.print(&out))
}

/// Formats one file; what is wrong with it is said.
fn outcome(path: &Path, terminal: &Terminal) -> Outcome {
    let mut said = Sources::new();
    let text = match read(path) {
        Ok(text) => text,
        Err(problem) => {
            terminal.report(&[*problem], &said);
            terminal.complain("\n");
            return Outcome::Unread;
        }
    };
    let file = said.add(SourceFile::new(path.to_string_lossy(), text.as_str()));
    match format(file, &text, terminal.asked, &names_around(path, &text)) {
        Ok(formatted) if formatted.text == text => Outcome::Same(text),
        Ok(formatted) => Outcome::Changed(formatted.text),
        Err(problems) => {
            terminal.report(&problems, &said);
            terminal.complain("\n");
            Outcome::Unread
        }
    }
}

fn read(path: &Path) -> Result<String, Box<Diagnostic>> {
    if path.as_os_str() != "-" {
        return text_of(path);
    }
    let mut text = String::new();
    let read = io::stdin().lock().take(files::LARGEST_POLICY).read_to_string(&mut text);
    read.map_err(|error| Box::new(problems::input_unreadable(&error)))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

fn replace(path: &Path, text: &str, terminal: &Terminal) -> Ending {
    match write_whole(path, text.as_bytes()) {
        Ok(()) => Ending::Fine,
        Err(error) => {
            terminal.report(&[problems::out_unwritable(&path.to_string_lossy(), &error)], &Sources::new());
            Ending::Refused
        }
    }
}

/// The names that the other files of the policy declare: those it uses, and for a file without a header those that use it.
fn names_around(path: &Path, text: &str) -> Names {
    let mut names = Names::default();
    let (tree, _) = parse(FileId(0), text);
    let uses = tree.items.iter().any(|item| matches!(item, Item::Use(_)));
    let header = tree.items.iter().any(|item| matches!(item, Item::Policy(_)));
    let mut add = |sources: &Sources| sources.files().iter().for_each(|file| names.add(file.text()));
    if uses {
        add(&sources(path).0);
    }
    if header {
        return names;
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let above = folder.join("..");
    for folder in [folder, above.as_path()] {
        for name in files::policies_in(folder) {
            let (sources, paths) = sources(&folder.join(name));
            if paths.iter().skip(1).any(|used| same_file(used, path)) {
                add(&sources);
            }
        }
    }
    names
}
