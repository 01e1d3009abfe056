//! The cases of `merit.toml`: does a plan make of everybody what it made when somebody looked?
//!
//! What differs is written beside the snapshot and changes nothing; only `--accept` and the review replace a snapshot.

use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::computed::{Computed, Stored, compute, is_ours, stored};
use super::entries::{Case, cases_of, folder_of, unreferenced};
use super::shown::View;
use crate::cases::snapshot::{Changes, Kept, changes};
use crate::commands::Ending;
use crate::commands::arguments::TestArguments;
use crate::commands::output;
use crate::commands::policy::{Loaded, real};
use crate::commands::problems;
use crate::commands::progress::Progress;
use crate::commands::project::Projects;
use crate::commands::targets::Target;
use crate::commands::terminal::Terminal;
use crate::diagnostic::Text;
use crate::plan::ir::Plan;
use crate::source::Sources;

/// What is done with results that nobody has looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    /// They are written beside the snapshot.
    Propose,
    /// They become the snapshot.
    Accept,
    /// Nothing is written.
    Judge,
}

impl Mode {
    pub(super) fn of(arguments: &TestArguments) -> Mode {
        let served = env::var("CI").is_ok_and(|said| ["true", "1"].contains(&said.to_lowercase().as_str()));
        match (arguments.accept, arguments.ci || served) {
            (true, _) => Mode::Accept,
            (false, true) => Mode::Judge,
            (false, false) => Mode::Propose,
        }
    }
}

/// How many cases ended in which way.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: usize,
    pub(crate) new: usize,
    pub(crate) changed: usize,
    pub(crate) accepted: usize,
    /// Their data, or what is kept of them, cannot be read.
    pub(crate) unread: usize,
}

impl Tally {
    pub(crate) fn all(self) -> usize {
        [self.passed, self.new, self.changed, self.accepted, self.unread].into_iter().fold(0, usize::saturating_add)
    }

    /// How many wait to be looked at.
    pub(crate) fn waiting(self) -> usize {
        self.new.saturating_add(self.changed)
    }
}

/// The snapshots of one call.
pub(super) struct Snapshots<'a> {
    mode: Mode,
    terminal: &'a Terminal,
    projects: Projects,
    tally: Tally,
    /// Policies whose folders have been looked through for snapshots of nobody.
    looked: Vec<PathBuf>,
    orphans: Vec<PathBuf>,
}

impl<'a> Snapshots<'a> {
    pub(super) fn new(mode: Mode, terminal: &'a Terminal) -> Snapshots<'a> {
        Snapshots { mode, terminal, projects: Projects::default(), tally: Tally::default(), looked: Vec::new(), orphans: Vec::new() }
    }

    /// Runs the cases of a policy, and adds a line for each and what differs.
    pub(super) fn test(&mut self, target: &Target, loaded: &Loaded, plan: &Plan, out: &mut String) -> Ending {
        if target.piped.is_some() {
            return Ending::Fine;
        }
        let Some(project) = self.projects.of(&target.path) else { return Ending::Fine };
        let cases = cases_of(project, &target.path);
        let folder = real(&folder_of(&target.path));
        if !self.looked.contains(&folder) {
            self.orphans.extend(unreferenced(project, &target.path, is_ours));
            self.looked.push(folder);
        }
        cases.iter().fold(Ending::Fine, |worst, case| worst.worse(self.case(case, loaded, plan, out)))
    }

    /// Says what the call has to say once: project files that cannot be used, snapshots of nobody.
    pub(super) fn finish(&mut self, out: &mut String) -> Ending {
        let refused = self.projects.refused();
        for refused in &refused {
            self.terminal.report(&refused.problems, &refused.sources);
            self.terminal.complain("\n");
        }
        if !self.orphans.is_empty() {
            let names: Vec<String> = self.orphans.iter().map(|path| path.to_string_lossy().into_owned()).collect();
            self.terminal.report(&[problems::snapshots_of_nobody(&names)], &Sources::new());
        }
        if self.tally.all() > 0 {
            let hint = if self.mode == Mode::Propose { problems::Hint::Given } else { problems::Hint::None };
            self.line(out, &problems::snapshots_summary(self.tally, hint));
        }
        if refused.is_empty() { Ending::Fine } else { Ending::Refused }
    }

    fn case(&mut self, case: &Case, loaded: &Loaded, plan: &Plan, out: &mut String) -> Ending {
        let progress = Progress::new(self.terminal);
        let computed = compute(case, loaded, plan, &progress);
        drop(progress);
        let computed = match computed {
            Ok(computed) => computed,
            Err(problems) => {
                self.terminal.report(&problems, &loaded.sources);
                self.terminal.complain("\n");
                self.tally.unread = self.tally.unread.saturating_add(1);
                self.line(out, &problems::case_without_data(&case.label));
                return Ending::Refused;
            }
        };
        match stored(&case.accepted) {
            Stored::Nothing => self.new_case(case, &computed, loaded, out),
            Stored::Kept(kept) => self.kept_case(case, &computed, &kept, (loaded, plan), out),
            Stored::Damaged(damage) => {
                self.tally.unread = self.tally.unread.saturating_add(1);
                self.terminal.report(&[*damage], &Sources::new());
                self.terminal.complain("\n");
                self.line(out, &problems::case_damaged(&case.label));
                // What it was is not known: nothing replaces it.
                if self.mode != Mode::Judge {
                    self.write(&case.pending, &computed.file());
                }
                Ending::Refused
            }
        }
    }

    fn new_case(&mut self, case: &Case, computed: &Computed, loaded: &Loaded, out: &mut String) -> Ending {
        let people = computed.snapshot.people.len();
        if self.mode == Mode::Accept {
            return self.accept(case, computed, out, None);
        }
        self.tally.new = self.tally.new.saturating_add(1);
        self.line(out, &problems::case_new(&case.label, people));
        self.tell_faults(computed, loaded);
        self.propose(case, computed)
    }

    fn kept_case(&mut self, case: &Case, computed: &Computed, kept: &Kept, (loaded, plan): (&Loaded, &Plan), out: &mut String) -> Ending {
        let people = computed.snapshot.people.len();
        let found = changes(&kept.snapshot, &computed.snapshot);
        if found.is_empty() {
            let current = kept.is_current(&computed.header, &computed.snapshot);
            if self.mode == Mode::Accept && !current {
                return self.accept(case, computed, out, Some(&found));
            }
            self.tally.passed = self.tally.passed.saturating_add(1);
            let other_plan = kept.meaning.as_ref().is_some_and(|meaning| *meaning != computed.header.meaning);
            self.line(
                out,
                &if other_plan { problems::case_of_other_plan(&case.label, people) } else { problems::case_passed(&case.label, people) },
            );
            return if self.mode == Mode::Judge { Ending::Fine } else { self.remove(&case.pending) };
        }
        if self.mode == Mode::Accept {
            return self.accept(case, computed, out, Some(&found));
        }
        self.tally.changed = self.tally.changed.saturating_add(1);
        self.line(out, &problems::case_changed(&case.label, &found, people));
        out.push_str(&View { plan, language: self.terminal.language, indent: INDENT }.changes(&found));
        self.tell_faults(computed, loaded);
        self.propose(case, computed)
    }

    /// The results are a finding, and are written for whoever looks at them.
    fn propose(&self, case: &Case, computed: &Computed) -> Ending {
        let written = if self.mode == Mode::Propose { self.write(&case.pending, &computed.file()) } else { Ending::Fine };
        Ending::Findings.worse(written)
    }

    fn accept(&mut self, case: &Case, computed: &Computed, out: &mut String, found: Option<&Changes>) -> Ending {
        let written = self.write(&case.accepted, &computed.file());
        if written != Ending::Fine {
            return written;
        }
        self.tally.accepted = self.tally.accepted.saturating_add(1);
        self.line(out, &problems::case_accepted(&case.label, computed.snapshot.people.len(), found.map(|found| found.people.len())));
        let partly = computed.snapshot.people.iter().any(|person| person.has_error()) || !computed.faults.is_empty();
        self.remove(&case.pending).worse(if partly { Ending::Partly } else { Ending::Fine })
    }

    /// Who could not be computed: it is part of what is to be looked at.
    fn tell_faults(&self, computed: &Computed, loaded: &Loaded) {
        if !computed.faults.is_empty() {
            self.terminal.report(&computed.faults, &loaded.sources);
            self.terminal.complain("\n");
        }
    }

    fn write(&self, path: &Path, text: &str) -> Ending {
        write(path, text, self.terminal)
    }

    fn remove(&self, path: &Path) -> Ending {
        remove(path, self.terminal)
    }

    fn line(&self, out: &mut String, line: &Text) {
        out.push_str(&format!("{}\n", line.get(self.terminal.language)));
    }
}

/// Where the lines of a case's changes begin.
const INDENT: &str = "        ";

/// Writes a snapshot, and makes its folder.
pub(super) fn write(path: &Path, text: &str, terminal: &Terminal) -> Ending {
    let folder = path.parent().unwrap_or(Path::new(""));
    let outcome = fs::create_dir_all(folder).and_then(|()| output::write_whole(path, text.as_bytes()));
    output::told(path, outcome, terminal)
}

/// Removes a snapshot that waits no longer.
pub(super) fn remove(path: &Path, terminal: &Terminal) -> Ending {
    let outcome = match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    };
    output::told(path, outcome, terminal)
}
