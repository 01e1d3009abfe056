//! `--fix` and `--unsafe-fixes`: making the changes that messages carry.
//!
//! Changes are made to drafts of the texts, and the drafts are checked like files; only what has stood that is written. A command
//! says which messages there are, so that whatever finds something can have it fixed.

mod consent;
mod edits;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::Ending;
use super::arguments::FixArguments;
use super::output;
use super::policy::{Drafts, Loaded, load_target, real};
use super::problems;
use super::targets::{Target, Targets};
use super::terminal::Terminal;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::source::Sources;
use consent::Consent;
use edits::{Edit, edits};

/// A change may uncover the next; more rounds than this are a circle.
const MOST_ROUNDS: usize = 10;

/// What some editors put before the first character.
const MARK: &str = "\u{feff}";

/// Every message about a policy.
pub(crate) type Find<'a> = &'a dyn Fn(&Loaded) -> Vec<Diagnostic>;

/// How the texts stand after the changes.
pub(crate) struct Fixed {
    /// What the policies are to be read with from now on: files that were changed, and standard input.
    pub(crate) drafts: Drafts,
    pub(crate) ending: Ending,
}

/// Makes the changes the call asks for, writes the files and tells about it on standard error; a policy from standard input is
/// written to standard output.
pub(crate) fn fix(targets: &Targets, arguments: &FixArguments, find: Find<'_>, terminal: &Terminal) -> Fixed {
    let mut work = Work::new(&targets.list, find, terminal);
    work.make(Applicability::Safe);
    work.write_changed(Changes::Unseen);
    if arguments.unsafe_fixes {
        let before = work.drafts.clone();
        work.make(Applicability::Unsafe);
        let consent = Consent::of(arguments, &targets.list, terminal);
        work.ask(&before, consent);
    }
    if work.spoke.get() {
        terminal.complain("\n");
    }
    for target in targets.list.iter().filter(|target| target.piped.is_some()) {
        let loaded = load_target(target, &work.drafts);
        let text = loaded.sources.files().first().map_or_else(
            || target.piped.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default(),
            |file| file.text().to_string(),
        );
        work.ending = work.ending.worse(terminal.print(&text));
    }
    Fixed { drafts: work.drafts, ending: work.ending }
}

/// Whether the reader has seen the changes that are to be written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    Unseen,
    Seen,
}

struct Work<'a> {
    targets: &'a [Target],
    find: Find<'a>,
    terminal: &'a Terminal,
    drafts: Drafts,
    /// What stands in each file that was read: its name in messages, and its text.
    written: BTreeMap<PathBuf, (PathBuf, String)>,
    /// Whether anything has been said on standard error.
    spoke: Cell<bool>,
    ending: Ending,
}

impl<'a> Work<'a> {
    fn new(targets: &'a [Target], find: Find<'a>, terminal: &'a Terminal) -> Work<'a> {
        let mut written = BTreeMap::new();
        for target in targets {
            let loaded = load_target(target, &Drafts::default());
            for (path, file) in loaded.paths.iter().zip(loaded.sources.files()) {
                written.insert(real(path), (path.clone(), file.text().to_string()));
            }
        }
        Work { targets, find, terminal, drafts: Drafts::default(), written, spoke: Cell::new(false), ending: Ending::Fine }
    }

    /// Changes the drafts policy by policy. Where more errors would be left than there were, the policy keeps its text.
    fn make(&mut self, most: Applicability) {
        for target in self.targets {
            let mut next = self.drafts.clone();
            for _ in 0..MOST_ROUNDS {
                let loaded = load_target(target, &next);
                let changes = edits(&(self.find)(&loaded), &loaded.sources, most);
                if changes.is_empty() {
                    break;
                }
                apply(&mut next, &loaded, &changes);
            }
            if next == self.drafts {
                continue;
            }
            if self.is_worse(&self.drafts, &next) {
                self.tell(&problems::fixes_withheld(&target.name()));
            } else {
                self.drafts = next;
            }
        }
    }

    /// Whether any policy has more errors with the later drafts than with the earlier.
    fn is_worse(&self, earlier: &Drafts, later: &Drafts) -> bool {
        let changed: Vec<&PathBuf> =
            later.texts.iter().filter(|(path, text)| earlier.texts.get(*path) != Some(text)).map(|(path, _)| path).collect();
        self.targets.iter().any(|target| {
            let before = load_target(target, earlier);
            let concerned = before.paths.iter().any(|path| changed.contains(&&real(path)));
            let errors = |loaded: &Loaded| (self.find)(loaded).iter().filter(|problem| problem.is_error()).count();
            concerned && errors(&load_target(target, later)) > errors(&before)
        })
    }

    /// Writes the files whose drafts differ from what they hold.
    fn write_changed(&mut self, changes: Changes) {
        let drafts = std::mem::take(&mut self.drafts.texts);
        for (place, text) in drafts {
            let Some((path, old)) = self.written.get(&place).cloned() else { continue };
            if old == text {
                self.drafts.texts.insert(place, text);
                continue;
            }
            if changes == Changes::Unseen {
                self.tell_raw(&consent::diff(&path, &old, &text, self.terminal));
            }
            let piped = self.targets.iter().any(|target| target.piped.is_some() && target.path == path);
            let stands = fs::read(&place).unwrap_or_default();
            if !piped && stands.strip_prefix(MARK.as_bytes()).unwrap_or(&stands) != old.as_bytes() {
                self.tell(&problems::changed_meanwhile(&path.to_string_lossy()));
                self.ending = self.ending.worse(Ending::Refused);
                continue;
            }
            // The byte order mark a file begins with stays where it is.
            let mark = if stands.starts_with(MARK.as_bytes()) { MARK } else { "" };
            let outcome = if piped { Ok(()) } else { output::write_whole(&place, format!("{mark}{text}").as_bytes()) };
            match outcome {
                Ok(()) => {
                    self.tell(&problems::fixed(&path.to_string_lossy()));
                    self.written.insert(place.clone(), (path, text.clone()));
                    self.drafts.texts.insert(place, text);
                }
                Err(error) => {
                    self.terminal.report(&[problems::out_unwritable(&path.to_string_lossy(), &error)], &Sources::new());
                    self.ending = self.ending.worse(Ending::Refused);
                }
            }
        }
    }

    /// Shows the changes since the earlier drafts, and makes those that are agreed to.
    fn ask(&mut self, earlier: &Drafts, mut consent: Consent) {
        let changed: Vec<(PathBuf, String)> = self
            .drafts
            .texts
            .iter()
            .filter(|(path, text)| earlier.texts.get(*path) != Some(text))
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect();
        let mut agreed = earlier.clone();
        let mut refused = 0_usize;
        for (place, text) in changed {
            let Some((path, old)) = self.written.get(&place) else { continue };
            if !matches!(consent, Consent::Given) {
                self.tell_raw(&consent::diff(path, old, &text, self.terminal));
            }
            if consent.given(path, self.terminal) {
                agreed.texts.insert(place, text);
            } else {
                refused = refused.saturating_add(1);
            }
        }
        if refused > 0 && agreed != *earlier && self.is_worse(earlier, &agreed) {
            self.tell(&problems::rest_withheld());
            agreed = earlier.clone();
        }
        self.drafts = agreed;
        self.write_changed(if matches!(consent, Consent::Given) { Changes::Unseen } else { Changes::Seen });
    }

    fn tell(&self, line: &crate::diagnostic::Text) {
        self.tell_raw(&format!("{}\n", line.get(self.terminal.language)));
    }

    fn tell_raw(&self, text: &str) {
        self.spoke.set(true);
        self.terminal.complain(text);
    }
}

/// Makes the changes of one round.
fn apply(drafts: &mut Drafts, loaded: &Loaded, changes: &[Edit]) {
    for (number, (path, file)) in loaded.paths.iter().zip(loaded.sources.files()).enumerate() {
        let mut text = file.text().to_string();
        let own: Vec<&Edit> = changes.iter().filter(|change| usize::from(change.span.file.0) == number).collect();
        // From the end to the beginning, so that the places of the others stay what they are.
        for change in own.iter().rev() {
            text.replace_range(change.span.start as usize..change.span.end as usize, &change.replacement);
        }
        if !own.is_empty() {
            drafts.texts.insert(real(path), text);
        }
    }
}
