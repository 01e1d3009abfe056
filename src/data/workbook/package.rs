//! The zip file that a workbook is. Only the parts that are read are unpacked, into memory, and never more than the limit in all.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::data::limits::Limits;

use super::fault::{Broken, Fault, Of};

/// Parts of one package.
const MOST_PARTS: usize = 2_000;
/// A part that is larger than this may be no more than a hundred times its packed size.
const RATIO_FROM: u64 = 8 << 20;

/// An open package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// In the order of the package, parted by `/`.
    names: Vec<String>,
    /// Bytes that may still be unpacked.
    left: u64,
    limit: u64,
}

impl<'b> Package<'b> {
    /// # Errors
    /// No package, more parts than there may be, two parts of one name, a name that leads out of the package.
    pub fn open(bytes: &'b [u8], limits: &Limits) -> Result<Package<'b>, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Broken(Broken::Package))?;
        if archive.len() > MOST_PARTS {
            return Err(Fault::large(Of::Parts(MOST_PARTS), None));
        }
        let names = listed(bytes, archive.central_directory_start()).ok_or(Fault::Broken(Broken::Package))?;
        let mut seen = BTreeSet::new();
        for name in &names {
            if name.starts_with('/') || name.split('/').any(|step| step == "..") {
                return Err(Fault::Broken(Broken::Outside(name.clone())));
            }
            if !seen.insert(name.to_ascii_lowercase()) {
                return Err(Fault::Broken(Broken::Twice(name.clone())));
            }
        }
        if names.len() != archive.len() {
            return Err(Fault::Broken(Broken::Package));
        }
        Ok(Package { archive, names, left: limits.unpacked, limit: limits.unpacked })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other.eq_ignore_ascii_case(name))
    }

    /// Whether a part's name begins so.
    pub fn has_under(&self, start: &str) -> bool {
        self.names.iter().any(|name| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start)))
    }

    /// The text of a part that must be there.
    pub fn text(&mut self, name: &str) -> Result<String, Fault> {
        self.text_if_any(name)?.ok_or_else(|| Fault::Broken(Broken::Missing(name.to_string())))
    }

    /// The text of a part, without a byte-order mark; `None` where there is none of the name.
    pub fn text_if_any(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(at) = self.names.iter().position(|other| other.eq_ignore_ascii_case(name)) else { return Ok(None) };
        let unreadable = || Fault::part(name);
        // Two archives list their parts alike, so the places are the same.
        let mut part = self.archive.by_index(at).map_err(|fault| match fault {
            zip::result::ZipError::UnsupportedArchive(reason) if reason == zip::result::ZipError::PASSWORD_REQUIRED => {
                Fault::Broken(Broken::Locked(name.to_string()))
            }
            _ => unreadable(),
        })?;
        let packed = part.compressed_size().min(self.limit);
        let mut unpacked: Vec<u8> = Vec::new();
        loop {
            const STEP: u64 = 1 << 20;
            let read = part.by_ref().take(STEP.min(self.left.saturating_add(1))).read_to_end(&mut unpacked).map_err(|_| unreadable())?;
            let read = u64::try_from(read).unwrap_or(u64::MAX);
            if read == 0 {
                break;
            }
            let Some(left) = self.left.checked_sub(read) else {
                return Err(Fault::large(Of::Unpacked(self.limit), Some(name.to_string())));
            };
            self.left = left;
            let total = u64::try_from(unpacked.len()).unwrap_or(u64::MAX);
            if total > RATIO_FROM && total > packed.saturating_mul(100) {
                return Err(Fault::large(Of::Ratio, Some(name.to_string())));
            }
        }
        if unpacked.starts_with("\u{FEFF}".as_bytes()) {
            unpacked.drain(..3);
        }
        String::from_utf8(unpacked).map(Some).map_err(|_| unreadable())
    }
}

/// The names that the directory of the package lists, all of them; an archive that is opened keeps one of each. `None` where the
/// directory is cut off.
fn listed(bytes: &[u8], start: u64) -> Option<Vec<String>> {
    let mut rest = bytes.get(usize::try_from(start).ok()?..)?;
    let mut names = Vec::new();
    while rest.starts_with(b"PK\x01\x02") {
        let length = |at: usize| Some(usize::from(u16::from_le_bytes([*rest.get(at)?, *rest.get(at.checked_add(1)?)?])));
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let end = 46_usize.checked_add(name)?;
        let name: Cow<'_, str> = String::from_utf8_lossy(rest.get(46..end)?);
        names.push(name.replace('\\', "/"));
        rest = rest.get(end.checked_add(extra)?.checked_add(comment)?..)?;
        if names.len() > MOST_PARTS {
            return None;
        }
    }
    Some(names)
}
