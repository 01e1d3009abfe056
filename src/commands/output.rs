//! Writing a file whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

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
