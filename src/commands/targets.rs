//! Which policies a command works on: files, folders, patterns and standard input as the call names them, or the project's own.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use glob::{MatchOptions, glob_with};

use super::Ending;
use super::files::LARGEST_POLICY;
use super::terminal::Terminal;
use super::{problems, project};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::machine::Judged;
use crate::source::{FileId, Sources};
use crate::syntax::ast::Item;
use crate::syntax::parse;

/// What standard input is called in messages.
pub(crate) const PIPED: &str = "<stdin>";

/// One policy a command works on.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) path: PathBuf,
    /// What standard input holds, where the policy comes from there; its path is then [`PIPED`].
    pub(crate) piped: Option<Vec<u8>>,
    /// Whether the call names this very file, rather than a folder or a pattern.
    named: Naming,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Naming {
    Itself,
    Found,
}

impl Target {
    /// How messages call it.
    pub(crate) fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }
}

/// The policies of a call, each once and in the order of the call, and what is wrong with the call.
#[derive(Debug, Default)]
pub(crate) struct Targets {
    pub(crate) list: Vec<Target>,
    pub(crate) problems: Vec<Diagnostic>,
    /// The project file, where a problem is in it.
    pub(crate) sources: Sources,
    seen: BTreeSet<PathBuf>,
}

/// Every file the call names; without a word in the call the policies of the project around the current folder.
pub(crate) fn targets(said: &[PathBuf]) -> Targets {
    let mut targets = Targets::default();
    if said.is_empty() {
        targets.take_project();
    }
    for path in said {
        targets.take(path);
    }
    targets
}

impl Targets {
    /// How a command ends that could not find everything the call names.
    pub(crate) fn ending(&self) -> Ending {
        if self.problems.is_empty() { Ending::Fine } else { Ending::Refused }
    }

    /// Says what is wrong with the call to whoever sits at the terminal.
    pub(crate) fn report(&self, terminal: &Terminal) {
        if !self.problems.is_empty() {
            terminal.report(&self.problems, &self.sources);
            terminal.complain("\n");
        }
    }

    /// What is wrong with the call, for the formats of machines.
    pub(crate) fn judged(&self) -> Option<Judged<'_>> {
        let name = self.sources.files().first().map_or("merit", |file| file.name());
        (!self.problems.is_empty()).then_some(Judged { name, diagnostics: &self.problems, sources: &self.sources })
    }

    /// Without the files that were only found, have no header, and are used by another file here: they are checked with it.
    pub(crate) fn without_parts(mut self) -> Targets {
        if self.list.iter().all(|target| target.named == Naming::Itself) {
            return self;
        }
        let looked: Vec<(Part, BTreeSet<PathBuf>)> = self.list.iter().map(|target| look(&target.path)).collect();
        let used: BTreeSet<PathBuf> = looked.iter().flat_map(|(_, used)| used.iter().cloned()).collect();
        let mut parts = looked.iter().map(|(part, _)| *part);
        self.list.retain(|target| {
            let part = parts.next() == Some(Part::Headless);
            let beside = fs::canonicalize(&target.path).is_ok_and(|real| used.contains(&real));
            target.named == Naming::Itself || !(part && beside)
        });
        self
    }

    fn take_project(&mut self) {
        match project::find(Path::new(".")) {
            Ok(Some(project)) => {
                if project.plans.is_empty() {
                    self.problems.push(problems::project_without_plans(&project.path.to_string_lossy()));
                }
                for plan in project.plans {
                    self.add(plan.policy, Naming::Itself);
                }
            }
            Ok(None) => self.problems.push(problems::nothing_named()),
            Err(refused) => {
                self.problems.extend(refused.problems);
                self.sources = refused.sources;
            }
        }
    }

    fn take(&mut self, said: &Path) {
        let text = said.to_string_lossy();
        if text == "-" {
            self.take_piped();
        } else if said.is_dir() {
            let found = self.below(said);
            self.take_found(&text, found);
        } else if !said.exists() && text.contains(['*', '?', '[']) {
            match self.matching(&text) {
                Some(found) => self.take_found(&text, found),
                None => self.problems.push(problems::not_a_pattern(&text)),
            }
        } else {
            self.add(said.to_path_buf(), Naming::Itself);
        }
    }

    fn take_found(&mut self, said: &str, found: Vec<PathBuf>) {
        if found.is_empty() && !self.problems.iter().any(|problem| problem.code == "E603") {
            self.problems.push(problems::no_policy_matches(said));
        }
        for path in found {
            self.add(path, Naming::Found);
        }
    }

    /// The policies below a folder in the order of their paths. Hidden folders are left out, and what builds leave in `target`.
    fn below(&mut self, folder: &Path) -> Vec<PathBuf> {
        let (mut found, mut open) = (Vec::new(), vec![folder.to_path_buf()]);
        while let Some(folder) = open.pop() {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) => {
                    self.problems.push(problems::folder_unreadable(&folder.to_string_lossy(), &error));
                    continue;
                }
            };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                // A link to a folder may lead back here.
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                if name.starts_with('.') || (is_folder && name == "target") {
                    continue;
                }
                if is_folder {
                    open.push(entry.path());
                } else if name.ends_with(".merit") && entry.path().is_file() {
                    found.push(entry.path());
                }
            }
        }
        found.sort();
        found
    }

    /// The policies a pattern matches, and those below the folders it matches; none where it is no pattern.
    fn matching(&mut self, pattern: &str) -> Option<Vec<PathBuf>> {
        let options = MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
        let mut found = Vec::new();
        for matched in glob_with(pattern, options).ok()? {
            let path = match matched {
                Ok(path) => path,
                Err(fault) => {
                    self.problems.push(problems::folder_unreadable(&fault.path().to_string_lossy(), fault.error()));
                    continue;
                }
            };
            // `**` names every folder on its way, and with them what builds leave behind.
            if is_built(&path) && !is_built(Path::new(pattern)) {
                continue;
            }
            if path.is_dir() {
                found.extend(self.below(&path));
            } else if path.extension().is_some_and(|ending| ending == "merit") {
                found.push(path);
            }
        }
        found.sort();
        Some(found)
    }

    fn take_piped(&mut self) {
        if !self.seen.insert(PathBuf::from(PIPED)) {
            return;
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().take(LARGEST_POLICY.saturating_add(1)).read_to_end(&mut bytes) {
            Ok(_) => self.list.push(Target { path: PathBuf::from(PIPED), piped: Some(bytes), named: Naming::Itself }),
            Err(error) => self.problems.push(problems::policy_unreadable(PIPED, &error)),
        }
    }

    fn add(&mut self, path: PathBuf, named: Naming) {
        let path = plain(&path);
        let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        if self.seen.insert(real) {
            self.list.push(Target { path, piped: None, named });
        } else if named == Naming::Itself {
            let same = self.list.iter_mut().find(|target| same_place(&target.path, &path));
            same.into_iter().for_each(|target| target.named = Naming::Itself);
        }
    }
}

fn same_place(a: &Path, b: &Path) -> bool {
    a == b || super::output::same_file(a, b)
}

/// The path without the `./` it begins with.
fn plain(path: &Path) -> PathBuf {
    let inner: PathBuf = path.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    if inner.as_os_str().is_empty() { path.to_path_buf() } else { inner }
}

fn is_built(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "target")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Headless,
}

/// Whether a file has a header, and which files it uses.
fn look(path: &Path) -> (Part, BTreeSet<PathBuf>) {
    let Some(text) = super::files::read(path, LARGEST_POLICY).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return (Part::Whole, BTreeSet::new());
    };
    let (file, _) = parse(FileId(0), text.strip_prefix('\u{feff}').unwrap_or(&text));
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut used = BTreeSet::new();
    for item in &file.items {
        if let Item::Use(other) = item {
            used.extend(fs::canonicalize(folder.join(&other.path.text)));
        }
    }
    let headed = file.items.iter().any(|item| matches!(item, Item::Policy(_)));
    (if headed { Part::Whole } else { Part::Headless }, used)
}
