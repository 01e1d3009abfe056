//! Reading files, with limits, and looking at folders.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::data::Stored;

/// A policy longer than this is no policy.
pub(crate) const LARGEST_POLICY: u64 = 8 * 1024 * 1024;

/// Why a file could not be read.
#[derive(Debug)]
pub(crate) enum ReadFault {
    Missing,
    Folder,
    TooLarge,
    Other(io::Error),
}

/// The bytes of a file of at most `largest` bytes.
///
/// # Errors
/// [`ReadFault`], for a folder too.
pub(crate) fn read(path: &Path, largest: u64) -> Result<Vec<u8>, ReadFault> {
    plain(path)?;
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(largest.saturating_add(1)).read_to_end(&mut bytes)).map_err(ReadFault::Other)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > largest {
        return Err(ReadFault::TooLarge);
    }
    Ok(bytes)
}

/// A data file, which stays where it is and is read in pieces.
#[derive(Debug)]
pub(crate) struct OnDisk {
    path: PathBuf,
    first: Look,
}

/// What tells a file from what it was before.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Look {
    size: u64,
    changed: Option<SystemTime>,
    number: u64,
}

impl Look {
    fn of(data: &Metadata) -> Look {
        Look { size: data.len(), changed: data.modified().ok(), number: number(data) }
    }
}

#[cfg(unix)]
fn number(data: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(data)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

impl OnDisk {
    /// Looks at a file.
    ///
    /// # Errors
    /// There is none, it is a folder or anything else that has no end, or it may not be read.
    pub(crate) fn look(path: &Path) -> Result<OnDisk, ReadFault> {
        let data = plain(path)?;
        File::open(path).map_err(ReadFault::Other)?;
        Ok(OnDisk { path: path.to_path_buf(), first: Look::of(&data) })
    }
}

impl Stored for OnDisk {
    fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(File::open(&self.path)?))
    }

    fn size(&self) -> u64 {
        self.first.size
    }

    fn has_changed(&self) -> bool {
        fs::metadata(&self.path).map_or(true, |data| Look::of(&data) != self.first)
    }
}

/// What is known of a file that has an end.
fn plain(path: &Path) -> Result<Metadata, ReadFault> {
    let fault = |error: io::Error| if error.kind() == io::ErrorKind::NotFound { ReadFault::Missing } else { ReadFault::Other(error) };
    let data = fs::metadata(path).map_err(fault)?;
    if data.is_dir() {
        return Err(ReadFault::Folder);
    }
    // A pipe may never end, and a device has no end.
    if !data.is_file() {
        return Err(ReadFault::Other(io::ErrorKind::InvalidInput.into()));
    }
    Ok(data)
}

/// Names of the plain files in a folder, sorted; hidden files and what spreadsheets leave beside an open file are left out.
///
/// # Errors
/// Where the folder cannot be read.
pub(crate) fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let hidden = name.starts_with('.') || name.starts_with("~$");
        if !hidden && fs::metadata(entry.path()).is_ok_and(|data| data.is_file()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// The policies beside a file or in a folder.
pub(crate) fn policies_in(folder: &Path) -> Vec<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    names_in(folder).unwrap_or_default().into_iter().filter(|name| name.ends_with(".merit")).collect()
}
