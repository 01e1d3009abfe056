//! The files of a pull: all pages or none, and no page of an earlier pull beside them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use tempfile::TempDir;

/// How the folders begin in which pages wait.
const PREFIX: &str = ".merit-pull-";
/// What a pull left behind that ended by force, is cleared away after this time.
const ORPHAN: Duration = Duration::from_secs(24 * 60 * 60);
/// How long Ctrl-C may go unnoticed.
const ATTENTION: Duration = Duration::from_millis(100);
/// As the system says that Ctrl-C ended a program.
const INTERRUPTED: i32 = 130;

/// Pages that wait in a hidden folder until the last one is there.
pub(super) struct Drafts {
    folder: PathBuf,
    name: String,
    pages: u64,
    waiting: PathBuf,
    hold: Arc<Mutex<Option<Hold>>>,
}

/// What has to go when the pull ends, however it ends.
struct Hold {
    waiting: Option<TempDir>,
    /// The folder of the pages, where it was not there before; it goes if it is empty.
    made: Option<PathBuf>,
}

impl Drop for Hold {
    fn drop(&mut self) {
        drop(self.waiting.take());
        if let Some(folder) = &self.made {
            let _ = fs::remove_dir(folder);
        }
    }
}

impl Drafts {
    /// Makes the folder where it is not there; Ctrl-C clears everything away.
    ///
    /// # Errors
    /// Where nothing can be written there.
    pub(super) fn new(folder: &Path, name: &str) -> io::Result<Drafts> {
        let made = (!folder.exists()).then(|| folder.to_path_buf());
        fs::create_dir_all(folder)?;
        let mut hold = Hold { waiting: None, made };
        clear_orphans(folder);
        let waiting = tempfile::Builder::new().prefix(PREFIX).tempdir_in(folder)?;
        let path = waiting.path().to_path_buf();
        hold.waiting = Some(waiting);
        let hold = Arc::new(Mutex::new(Some(hold)));
        clear_when_stopped(Arc::clone(&hold))?;
        Ok(Drafts { folder: folder.to_path_buf(), name: name.to_string(), pages: 0, waiting: path, hold })
    }

    /// Keeps the next page.
    ///
    /// # Errors
    /// Where it cannot be written whole.
    pub(super) fn keep(&mut self, body: &[u8]) -> io::Result<()> {
        self.pages = self.pages.saturating_add(1);
        let mut file = readable_by_owner(&self.waiting.join(self.page(self.pages)))?;
        file.write_all(body)?;
        file.sync_all()
    }

    /// The name of a page.
    pub(super) fn page(&self, number: u64) -> String {
        format!("{}.{number}.json", self.name)
    }

    /// Puts the pages in the place of those of an earlier pull. The first page of the earlier one goes first and that of this one comes
    /// last, so that nobody can take a part for the whole at any moment.
    ///
    /// # Errors
    /// Where a file cannot be moved; then all is as it was.
    pub(super) fn publish(self) -> io::Result<()> {
        // Whoever wants to stop now, waits until this is done.
        let mut hold = self.hold.lock().unwrap_or_else(PoisonError::into_inner);
        let aside = self.waiting.join("earlier");
        fs::create_dir(&aside)?;
        let earlier = earlier_pages(&self.folder, &self.name)?;
        let away = earlier.into_iter().map(|page| (self.folder.join(&page), aside.join(&page)));
        let here = (1..=self.pages).rev().map(|number| self.page(number)).map(|page| (self.waiting.join(&page), self.folder.join(&page)));
        let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
        for (from, to) in away.chain(here) {
            if let Err(error) = fs::rename(&from, &to) {
                for (from, to) in moved.iter().rev() {
                    let _ = fs::rename(to, from);
                }
                return Err(error);
            }
            moved.push((from, to));
        }
        if let Ok(folder) = File::open(&self.folder) {
            // Not every system can do this to a folder.
            let _ = folder.sync_all();
        }
        drop(hold.take());
        Ok(())
    }
}

impl Drop for Drafts {
    fn drop(&mut self) {
        drop(self.hold.lock().unwrap_or_else(PoisonError::into_inner).take());
    }
}

/// Records about people and money are for whoever pulls them.
fn readable_by_owner(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(path)
}

/// The names of the pages of an earlier pull, in their order.
fn earlier_pages(folder: &Path, name: &str) -> io::Result<Vec<String>> {
    let mut found: Vec<(u64, String)> = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let file = entry.file_name().to_string_lossy().into_owned();
        if let Some(number) = page_number(&file, name).filter(|_| entry.file_type().is_ok_and(|kind| !kind.is_dir())) {
            found.push((number, file));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, file)| file).collect())
}

/// The number of a page, where the file is one.
fn page_number(file: &str, name: &str) -> Option<u64> {
    let digits = file.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(".json")?;
    let number = digits.parse::<u64>().ok()?;
    (number > 0 && number.to_string() == digits).then_some(number)
}

fn clear_orphans(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX)) {
        let changed = entry.metadata().ok().filter(fs::Metadata::is_dir).and_then(|data| data.modified().ok());
        let age = changed.and_then(|changed| SystemTime::now().duration_since(changed).ok());
        if age.is_some_and(|age| age > ORPHAN) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Ctrl-C, or the system that wants us to end: what waits is cleared away first.
fn clear_when_stopped(hold: Arc<Mutex<Option<Hold>>>) -> io::Result<()> {
    let stopped = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register(signal, Arc::clone(&stopped))?;
    }
    thread::spawn(move || {
        while !stopped.load(Ordering::Relaxed) {
            thread::sleep(ATTENTION);
        }
        let held = hold.lock().unwrap_or_else(PoisonError::into_inner).take();
        if held.is_some() {
            drop(held);
            process::exit(INTERRUPTED);
        }
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn pages_are_known_by_their_names() {
        assert_eq!([page_number("deals.1.json", "deals"), page_number("deals.12.json", "deals")], [Some(1), Some(12)]);
        for other in [
            "deals.json",
            "deals.0.json",
            "deals.01.json",
            "deals.1.csv",
            "deals.+1.json",
            "deals.1.2.json",
            "more.deals.1.json",
            "deals2.1.json",
        ] {
            assert_eq!(page_number(other, "deals"), None, "{other}");
        }
    }

    #[test]
    fn pages_come_whole_and_earlier_ones_go() {
        let folder = tempfile::tempdir().unwrap();
        for file in ["deals.1.json", "deals.2.json", "deals.3.json", "deals.json", "others.2.json"] {
            fs::write(folder.path().join(file), "old").unwrap();
        }
        let mut drafts = Drafts::new(folder.path(), "deals").unwrap();
        drafts.keep(b"1").unwrap();
        drafts.keep(b"2").unwrap();
        drafts.publish().unwrap();
        assert_eq!(names(folder.path()), ["deals.1.json", "deals.2.json", "deals.json", "others.2.json"]);
        assert_eq!(fs::read(folder.path().join("deals.2.json")).unwrap(), b"2");
    }

    #[test]
    fn what_cannot_be_moved_leaves_all_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("deals.1.json/inner")).unwrap();
        fs::write(folder.path().join("deals.2.json"), "old").unwrap();
        let mut drafts = Drafts::new(folder.path(), "deals").unwrap();
        drafts.keep(b"1").unwrap();
        drafts.keep(b"2").unwrap();
        assert!(drafts.publish().is_err());
        assert_eq!(names(folder.path()), ["deals.1.json", "deals.2.json"]);
        assert_eq!(fs::read(folder.path().join("deals.2.json")).unwrap(), b"old");
    }

    #[test]
    fn a_folder_that_was_made_goes_with_the_pull_that_failed() {
        let folder = tempfile::tempdir().unwrap();
        let made = folder.path().join("made");
        let mut drafts = Drafts::new(&made, "deals").unwrap();
        drafts.keep(b"1").unwrap();
        drop(drafts);
        assert!(!made.exists());
    }
}
