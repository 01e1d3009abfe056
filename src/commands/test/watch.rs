//! `merit test --watch`: tests again what a saved file affects.

mod affected;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use signal_hook::consts::SIGINT;
use signal_hook::flag;

use super::once;
use crate::commands::Ending;
use crate::commands::arguments::TestArguments;
use crate::commands::problems;
use crate::commands::targets::{self, Targets};
use crate::commands::terminal::Terminal;
use crate::source::Sources;
use affected::{Reads, place};

/// An editor writes a file in several steps; what comes within this time is one change.
const SETTLED: Duration = Duration::from_millis(150);
/// How long Ctrl-C may go unnoticed.
const ATTENTION: Duration = Duration::from_millis(100);
/// What never comes to rest is tested all the same.
const MOST_STEPS: usize = 20;

pub(super) fn watch(arguments: &TestArguments, terminal: &Terminal) -> Ending {
    let interrupted = Arc::new(AtomicBool::new(false));
    // The first Ctrl-C ends the wait; a second one, while something is being computed, ends everything.
    let heard = flag::register_conditional_shutdown(SIGINT, 0, Arc::clone(&interrupted));
    let heard = heard.and_then(|_| flag::register(SIGINT, Arc::clone(&interrupted)));
    let (tell, told) = mpsc::channel();
    let watcher = notify::recommended_watcher(move |event| {
        // Whoever waits for it lives as long as the watcher does.
        let _ = tell.send(event);
    });
    let watcher = match (watcher, heard) {
        (Ok(watcher), Ok(_)) => watcher,
        (Err(error), _) => return refused(".", &error.to_string(), terminal),
        (Ok(_), Err(error)) => return refused(".", &error.to_string(), terminal),
    };
    Watch { arguments, terminal, watcher, told, interrupted, folders: BTreeSet::new() }.run()
}

fn refused(path: &str, error: &str, terminal: &Terminal) -> Ending {
    terminal.report(&[problems::cannot_watch(path, error)], &Sources::new());
    Ending::Refused
}

struct Watch<'a> {
    arguments: &'a TestArguments,
    terminal: &'a Terminal,
    watcher: RecommendedWatcher,
    told: Receiver<notify::Result<Event>>,
    interrupted: Arc<AtomicBool>,
    /// Folders that are watched: an editor replaces a file, and what was watched of it is gone.
    folders: BTreeSet<PathBuf>,
}

impl Watch<'_> {
    fn run(mut self) -> Ending {
        let mut targets = self.targets();
        let mut reads = Reads::of(&targets);
        if let Err(ending) = self.follow(&reads) {
            return ending;
        }
        once(&targets, self.arguments, self.terminal);
        self.terminal.complain(&format!("{}\n", problems::watching(self.folders.len()).get(self.terminal.language)));
        while let Some(changed) = self.wait() {
            let mut now = self.targets();
            let read_now = Reads::of(&now);
            // What was read before and is gone concerns a policy as much as what it reads now.
            let concerned: BTreeSet<PathBuf> = changed.into_iter().filter(|path| reads.knows(path) || read_now.knows(path)).collect();
            let known: Vec<PathBuf> = targets.list.iter().map(|target| place(&target.path)).collect();
            let affected = |path: &Path| {
                let hit = |reads: &Reads| concerned.iter().any(|changed| reads.affects(changed, path));
                hit(&reads) || hit(&read_now) || !known.contains(&place(path))
            };
            // What came from standard input has been read to its end.
            now.list.retain(|target| target.piped.is_none() && affected(&target.path));
            if (now.list.is_empty() && now.problems.is_empty()) || concerned.is_empty() {
                continue;
            }
            let names: Vec<String> = concerned.iter().map(|path| shown(path)).collect();
            if self.terminal.print(problems::changed_files(&names).get(self.terminal.language)) == Ending::NobodyReads {
                break;
            }
            once(&now, self.arguments, self.terminal);
            targets = self.targets();
            reads = Reads::of(&targets);
            if let Err(ending) = self.follow(&reads) {
                return ending;
            }
        }
        Ending::Fine
    }

    fn targets(&self) -> Targets {
        targets::targets(&self.arguments.policies).without_parts()
    }

    /// Watches the folders of all that is read. One that is not there cannot be watched, and is looked for again after each run.
    fn follow(&mut self, reads: &Reads) -> Result<(), Ending> {
        for folder in reads.folders() {
            if self.folders.contains(&folder) || !folder.is_dir() {
                continue;
            }
            if let Err(error) = self.watcher.watch(&folder, RecursiveMode::NonRecursive) {
                return Err(refused(&folder.to_string_lossy(), &error.to_string(), self.terminal));
            }
            self.folders.insert(folder);
        }
        Ok(())
    }

    /// The files of the next change; nothing where the reader has had enough.
    fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        let mut steps = 0_usize;
        while !self.interrupted.load(Ordering::Relaxed) {
            match self.told.recv_timeout(if changed.is_empty() { ATTENTION } else { SETTLED }) {
                Ok(Ok(event)) if is_change(&event.kind) => {
                    changed.extend(event.paths.iter().map(|path| place(path)));
                    steps = steps.saturating_add(1);
                }
                Ok(Ok(_) | Err(_)) => continue,
                Err(RecvTimeoutError::Timeout) if changed.is_empty() => continue,
                Err(RecvTimeoutError::Timeout) => return Some(changed),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if steps >= MOST_STEPS {
                return Some(changed);
            }
        }
        None
    }
}

/// Reading a file is an event as well, and our own reading is no reason to read again.
fn is_change(kind: &EventKind) -> bool {
    match kind {
        EventKind::Create(_) | EventKind::Remove(_) | EventKind::Any => true,
        EventKind::Modify(ModifyKind::Metadata(_)) => false,
        EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Name(_) | ModifyKind::Other) => true,
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) | EventKind::Other => false,
    }
}

/// A path as a call from the current folder would name it.
fn shown(path: &Path) -> String {
    let here = place(Path::new("."));
    path.strip_prefix(&here).unwrap_or(path).to_string_lossy().into_owned()
}
