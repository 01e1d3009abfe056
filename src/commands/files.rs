//! Reading files, with limits, and looking at folders.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

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
    let fault = |error: io::Error| if error.kind() == io::ErrorKind::NotFound { ReadFault::Missing } else { ReadFault::Other(error) };
    let kind = fs::metadata(path).map_err(fault)?;
    if kind.is_dir() {
        return Err(ReadFault::Folder);
    }
    // A pipe may never end, and a device has no end.
    if !kind.is_file() {
        return Err(ReadFault::Other(io::ErrorKind::InvalidInput.into()));
    }
    let mut bytes = Vec::new();
    File::open(path).map_err(fault)?.take(largest.saturating_add(1)).read_to_end(&mut bytes).map_err(fault)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > largest {
        return Err(ReadFault::TooLarge);
    }
    Ok(bytes)
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
