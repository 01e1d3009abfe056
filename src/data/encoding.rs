//! Which encoding a text file is in: as its mark says, else UTF-8, else the Chinese one where the headers prove it, else as the call says.
//! Nothing is guessed in silence.

use std::sync::Arc;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::diagnostic::Diagnostic;

use super::SourceBytes;
use super::decoded::{Decoded, Fault, More};
use super::headers::{Need, Wanted};
use super::opened::Look;
use super::problems::{files as problems, opening};
use super::sheet::{normal, trim};

/// What a file that is not read looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Looks {
    Utf16,
    /// GBK or GB18030, as spreadsheets save on a Chinese Windows.
    Gbk,
    /// A workbook under a text file's name.
    Workbook,
    /// Neither: bytes that are no text.
    Unknown,
}

/// The encoding of a file, every byte of which is a character's in it.
///
/// # Errors
/// It is in none that can be told, or too large.
pub(super) fn examine(source: &SourceBytes, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<&'static Encoding, Diagnostic> {
    let file = source.name.as_str();
    if source.bytes.size() > look.limits.bytes {
        return Err(problems::file_too_large(file, look.limits.bytes));
    }
    let head = source.bytes.head(4).map_err(|error| problems::unreadable(file, &error.to_string()))?;
    if head.starts_with(b"PK\x03\x04") || head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(problems::encoding(file, Looks::Workbook, None));
    }
    let marked = [(&[0xFF, 0xFE][..], UTF_16LE), (&[0xFE, 0xFF], UTF_16BE), (&[0xEF, 0xBB, 0xBF], UTF_8)];
    let marked = marked.iter().find(|(mark, _)| head.starts_with(mark)).map(|(_, encoding)| *encoding);
    let first = marked.or(look.encoding.own).unwrap_or(UTF_8);
    let fault = match scan(source, first)? {
        Scanned::Text => {
            if first != UTF_8 {
                remarks.push(opening::encoding(file, first.name(), look.encoding.own.filter(|_| marked.is_none())));
            }
            return Ok(first);
        }
        fault => fault,
    };
    if marked.is_some() || look.encoding.own.is_some() {
        return Err(opening::not_in(file, first.name(), fault.line()));
    }
    // What is said of all files is meant for those of which nothing else is certain.
    if let Some(said) = look.encoding.all {
        return match scan(source, said)? {
            Scanned::Text => {
                remarks.push(opening::encoding(file, said.name(), Some(said)));
                Ok(said)
            }
            fault => Err(opening::not_in(file, said.name(), fault.line())),
        };
    }
    let fault = match fault {
        Scanned::Nul { line, looks } => return Err(problems::encoding(file, looks, Some(line))),
        Scanned::Text | Scanned::NoText { .. } => fault.line(),
    };
    if !matches!(scan(source, GB18030)?, Scanned::Text) {
        return Err(problems::encoding(file, Looks::Unknown, Some(fault)));
    }
    if !has_headers(source, look)? {
        return Err(problems::encoding(file, Looks::Gbk, Some(fault)));
    }
    remarks.push(opening::encoding(file, GB18030.name(), None));
    Ok(GB18030)
}

/// The whole text of a file.
///
/// # Errors
/// [`examine`]
pub(super) fn whole(source: &SourceBytes, look: &Look<'_>, remarks: &mut Vec<Diagnostic>) -> Result<Arc<str>, Diagnostic> {
    let file = source.name.as_str();
    if source.bytes.size() > look.limits.unpacked {
        return Err(problems::file_too_large(file, look.limits.unpacked));
    }
    let encoding = examine(source, look, remarks)?;
    let reader = source.bytes.open().map_err(|error| problems::unreadable(file, &error.to_string()))?;
    let mut decoded = Decoded::new(reader, encoding);
    let mut text = String::new();
    loop {
        match decoded.more(&mut text) {
            Ok(More::Some) => {}
            Ok(More::End) if source.bytes.have_changed() => return Err(problems::changed(file)),
            Ok(More::End) => return Ok(text.into()),
            Err(Fault::NoText) => return Err(problems::changed(file)),
            Err(Fault::Unreadable(error)) => return Err(problems::unreadable(file, &error.to_string())),
        }
    }
}

/// What reading a file in an encoding comes to.
enum Scanned {
    Text,
    /// A line with bytes that are no character.
    NoText {
        line: u64,
    },
    /// A character that stands in no text.
    Nul {
        line: u64,
        looks: Looks,
    },
}

impl Scanned {
    /// Where it is no text.
    fn line(&self) -> u64 {
        match self {
            Scanned::Text => 0,
            Scanned::NoText { line } | Scanned::Nul { line, .. } => *line,
        }
    }
}

fn scan(source: &SourceBytes, encoding: &'static Encoding) -> Result<Scanned, Diagnostic> {
    let file = source.name.as_str();
    let unreadable = |error: std::io::Error| problems::unreadable(file, &error.to_string());
    let mut decoded = Decoded::new(source.bytes.open().map_err(unreadable)?, encoding);
    let (mut text, mut line) = (String::new(), 1_u64);
    let ends = |text: &str| u64::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u64::MAX);
    loop {
        text.clear();
        let more = decoded.more(&mut text);
        if let Some(at) = text.bytes().position(|byte| byte == 0) {
            let before = ends(text.get(..at).unwrap_or(""));
            let every_other = text.bytes().take(4_096).filter(|byte| *byte == 0).count() * 3 >= text.len().min(4_096);
            let looks = if every_other && text.bytes().any(|byte| byte != 0) { Looks::Utf16 } else { Looks::Unknown };
            return Ok(Scanned::Nul { line: line.saturating_add(before), looks });
        }
        line = line.saturating_add(ends(&text));
        match more {
            Ok(More::Some) => {}
            Ok(More::End) => return Ok(Scanned::Text),
            Err(Fault::NoText) => return Ok(Scanned::NoText { line }),
            Err(Fault::Unreadable(error)) => return Err(unreadable(error)),
        }
    }
}

/// Whether the file, read as Chinese, has every column the policy reads, at least one of them with a Chinese header. Bytes of other
/// encodings are characters of this one, too, but words that make no sense.
fn has_headers(source: &SourceBytes, look: &Look<'_>) -> Result<bool, Diagnostic> {
    let reader = source.bytes.open().map_err(|error| problems::unreadable(&source.name, &error.to_string()))?;
    let mut text = String::new();
    // A piece of the file holds any line of headers.
    let _ = Decoded::new(reader, GB18030).more(&mut text);
    let cells: Vec<&str> = text.lines().take(20).flat_map(|line| line.split([',', ';', '\t', '|', '"', ':'])).map(trim).collect();
    let stands = |header: &str| cells.iter().any(|cell| normal(cell) == normal(trim(header)));
    let found = |want: &Wanted<'_>| want.headers().any(stands);
    let shown = look.wanted.iter().any(|want| want.headers().any(|header| !header.is_ascii() && stands(header)));
    Ok(shown && look.wanted.iter().filter(|want| want.need == Need::Must).all(found))
}
