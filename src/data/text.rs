//! From bytes to text: only UTF-8 is read, and every other thing a spreadsheet program may have saved is named.

use crate::diagnostic::Diagnostic;

use super::SourceBytes;
use super::limits::MOST_BYTES;
use super::problems::files as problems;

/// What a file that is no UTF-8 text looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Encoding {
    Utf16,
    /// GBK or GB18030, as spreadsheets save on a Chinese Windows.
    Gbk,
    /// A workbook under a text file's name.
    Workbook,
    /// Neither: bytes that are no text.
    Unknown,
}

/// The text of a file, without the mark some programs put before the first character.
pub(super) fn decode(source: &SourceBytes) -> Result<&str, Diagnostic> {
    let bytes = source.bytes.as_slice();
    if bytes.len() > MOST_BYTES {
        return Err(problems::file_too_large(&source.name));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(problems::encoding(&source.name, Encoding::Workbook, None));
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(problems::encoding(&source.name, Encoding::Utf16, None));
    }
    let bytes = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let line = |at: usize| bytes.iter().take(at).fold(1_u64, |line, byte| line.saturating_add(u64::from(*byte == b'\n')));
    match std::str::from_utf8(bytes) {
        Ok(text) => match bytes.iter().position(|byte| *byte == 0) {
            None => Ok(text),
            Some(at) => {
                let every_other = bytes.iter().take(4_096).filter(|byte| **byte == 0).count() * 3 >= bytes.len().min(4_096);
                let looks = if every_other && bytes.iter().any(|byte| *byte != 0) { Encoding::Utf16 } else { Encoding::Unknown };
                Err(problems::encoding(&source.name, looks, Some(line(at))))
            }
        },
        Err(fault) => {
            let looks = if is_gbk(bytes) { Encoding::Gbk } else { Encoding::Unknown };
            Err(problems::encoding(&source.name, looks, Some(line(fault.valid_up_to()))))
        }
    }
}

/// Whether every byte above ASCII belongs to a two-byte or four-byte character of GB18030.
fn is_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (0..=0x7F, _) => tail,
            (0x81..=0xFE, [0x40..=0x7E | 0x80..=0xFE, tail @ ..]) => tail,
            (0x81..=0xFE, [0x30..=0x39, 0x81..=0xFE, 0x30..=0x39, tail @ ..]) => tail,
            (0x80..=0xFF, _) => return false,
        };
    }
    true
}
