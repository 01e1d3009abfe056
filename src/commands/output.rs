//! Handing out what was made: to the terminal or into files, each written whole or not at all, under names that hurt nobody.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::Ending;
use super::arguments::Bom;
use super::problems;
use super::terminal::Terminal;
use crate::source::Sources;

/// A name longer than this is cut, in bytes: file systems hold 255, some of them fewer, and an ending comes behind.
const LONGEST_NAME: usize = 120;

/// What a text is for, as far as its file depends on it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Content {
    /// A table that spreadsheets open; Excel reads it as UTF-8 only where it begins with a byte order mark.
    Csv(Bom),
    Other,
}

impl Content {
    /// [`Content::Csv`] where the format asked for is the one of tables, with a mark where it is needed.
    pub(crate) fn of<F: PartialEq>(format: F, csv: F) -> Content {
        if format == csv { Content::Csv(Bom::Auto) } else { Content::Other }
    }
}

/// Prints a text, or writes it to the file that the call names; what keeps it from being written is reported.
pub(crate) fn deliver(out: Option<&Path>, text: &str, content: Content, terminal: &Terminal) -> Ending {
    let marked = match content {
        Content::Csv(Bom::Always) => true,
        Content::Csv(Bom::Auto) => out.is_some() && !text.is_ascii(),
        Content::Csv(Bom::Never) | Content::Other => false,
    };
    let text: Cow<'_, str> = if marked { Cow::Owned(format!("\u{feff}{text}")) } else { Cow::Borrowed(text) };
    match out {
        Some(out) => write(out, text.as_bytes(), terminal),
        None => terminal.print(&text),
    }
}

/// Writes a file, or reports what keeps it from being written.
pub(crate) fn write(path: &Path, bytes: &[u8], terminal: &Terminal) -> Ending {
    told(path, write_whole(path, bytes), terminal)
}

/// Makes a folder with those above it, or reports what keeps it from being made.
pub(crate) fn folder(path: &Path, terminal: &Terminal) -> Ending {
    told(path, fs::create_dir_all(path), terminal)
}

/// Reports that something could not be done at a path.
pub(crate) fn told(path: &Path, outcome: io::Result<()>, terminal: &Terminal) -> Ending {
    match outcome {
        Ok(()) => Ending::Fine,
        Err(error) => {
            terminal.report(&[problems::out_unwritable(&path.to_string_lossy(), &error)], &Sources::new());
            Ending::Refused
        }
    }
}

/// Whether the file that the call names is one that it reads; if so, that is reported.
pub(crate) fn is_input<'p>(out: Option<&Path>, inputs: impl IntoIterator<Item = &'p Path>, terminal: &Terminal) -> Option<Ending> {
    let out = out?;
    let input = inputs.into_iter().find(|input| same_file(input, out))?;
    terminal.report(&[problems::out_is_input(&out.to_string_lossy(), &input.to_string_lossy())], &Sources::new());
    Some(Ending::Refused)
}

/// Names of files after keys from data, each with a number that only it has, in the order given: harmless on every system, and
/// different also where capitals make no difference. A key that cannot be a name, and one whose name is taken, gets its number behind a
/// mark that no other name has.
pub(crate) fn file_names<'k>(keys: impl IntoIterator<Item = (&'k str, u64)>) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let named = keys.into_iter().map(|(key, number)| {
        let own = harmless(key);
        // As file systems compare names that do not tell capitals apart.
        let folded: String = own.to_lowercase().nfc().collect();
        if own == key && taken.insert(folded) { own } else { format!("{own}~{number}") }
    });
    named.collect()
}

/// A key without what no file name has; devices of Windows are no files.
fn harmless(key: &str) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let is_plain = |(at, c): (usize, char)| c.is_alphanumeric() || c == '_' || (c == '-' && at > 0);
    let mut name = String::new();
    for (at, c) in key.chars().enumerate() {
        if name.len().saturating_add(c.len_utf8()) > LONGEST_NAME {
            break;
        }
        name.push(if is_plain((at, c)) { c } else { '_' });
    }
    let stem = name.to_lowercase();
    let is_device = DEVICES.iter().any(|device| stem.strip_prefix(device).is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit())));
    if name.is_empty() || is_device { format!("_{name}") } else { name }
}

/// Writes beside the target and renames, so that the file is never there in part.
///
/// # Errors
/// Where the folder or the file cannot be written. A file that may only be read is such a file, though a rename would replace it.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|data| data.is_dir()) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    // A device or a pipe has no place beside it, and nothing of it is left in part.
    if fs::metadata(path).is_ok_and(|data| !data.is_file()) {
        return fs::write(path, bytes);
    }
    // A link stays a link: what it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match fs::metadata(&target) {
        Ok(data) if data.permissions().readonly() => return Err(io::Error::from(io::ErrorKind::PermissionDenied)),
        // Opened as it is, to see that it may be written.
        Ok(_) => drop(fs::OpenOptions::new().write(true).open(&target)?),
        Err(_) => {}
    }
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        Some(_) | None => Path::new("."),
    };
    let mut draft = tempfile::Builder::new().prefix(".merit-").permissions_like(&target).tempfile_in(folder)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// The permissions a written file has: those of the file it replaces, else the usual ones of a new file.
trait PermissionsLike {
    fn permissions_like(&mut self, target: &Path) -> &mut Self;
}

impl PermissionsLike for tempfile::Builder<'_, '_> {
    #[cfg(unix)]
    fn permissions_like(&mut self, target: &Path) -> &mut Self {
        use std::os::unix::fs::PermissionsExt;
        // The process's own mask takes away what a new file may not have.
        let permissions = fs::metadata(target).map_or_else(|_| fs::Permissions::from_mode(0o666), |data| data.permissions());
        self.permissions(permissions)
    }

    #[cfg(not(unix))]
    fn permissions_like(&mut self, _target: &Path) -> &mut Self {
        self
    }
}

/// Whether both paths are one file.
pub(crate) fn same_file(a: &Path, b: &Path) -> bool {
    matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, file_names};

    #[test]
    fn names_of_files_are_harmless_and_their_own() {
        let keys = ["A-1", "../x", "-rf", "a/b", "a?b", "", "NUL", "com1", "甲", "Q", "q", "é", "e\u{301}", "Q"];
        let names = file_names(keys.into_iter().zip(1..));
        let wanted = ["A-1", "___x~2", "_rf~3", "a_b~4", "a_b~5", "_~6", "_NUL~7", "_com1~8", "甲", "Q", "q~11", "é", "e_~13", "Q~14"];
        assert_eq!(names, wanted);
        let long = "绩".repeat(200);
        let [name] = <[String; 1]>::try_from(file_names([(long.as_str(), 7)])).unwrap();
        assert!(name.ends_with("绩~7") && name.len() <= LONGEST_NAME + 2, "{name}");
    }
}
