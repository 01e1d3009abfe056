//! What a file is, by its bytes, whatever its name says.

use crate::data::limits::Limits;

use super::compound::Compound;
use super::fault::{Fault, Looks};
use super::package::Package;

/// A workbook that can be read.
pub(super) enum Found<'b> {
    Xlsx(Package<'b>),
    Ods(Package<'b>),
    Xls(Compound<'b>),
}

pub(super) fn kind<'b>(bytes: &'b [u8], limits: &Limits) -> Result<Found<'b>, Fault> {
    match bytes {
        [] => Err(Fault::Other(Looks::Empty)),
        [b'P', b'K', 3, 4, ..] => of_package(Package::open(bytes, limits)?),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => of_compound(Compound::open(bytes)?),
        // A workbook of Excel 2 to 4 begins with its first record.
        [0x09, 0x00 | 0x02 | 0x04 | 0x08, 0x04 | 0x06 | 0x08 | 0x10, 0x00, ..] => Err(Fault::Other(Looks::Ancient)),
        _ => Err(Fault::Other(of_text(bytes))),
    }
}

fn of_package(mut package: Package<'_>) -> Result<Found<'_>, Fault> {
    if let Some(kind) = package.text_if_any("mimetype")? {
        if !kind.trim().starts_with("application/vnd.oasis.opendocument.spreadsheet") {
            return Err(Fault::Other(Looks::OtherPackage));
        }
        let manifest = package.text_if_any("META-INF/manifest.xml")?.unwrap_or_default();
        return if manifest.contains("encryption-data") { Err(Fault::Other(Looks::Protected)) } else { Ok(Found::Ods(package)) };
    }
    if package.has("xl/workbook.bin") {
        Err(Fault::Other(Looks::Binary))
    } else if package.has("[Content_Types].xml") && !package.has_under("word/") && !package.has_under("ppt/") {
        Ok(Found::Xlsx(package))
    } else {
        Err(Fault::Other(Looks::OtherPackage))
    }
}

fn of_compound(compound: Compound<'_>) -> Result<Found<'_>, Fault> {
    if compound.has("EncryptedPackage") {
        Err(Fault::Other(Looks::Protected))
    } else if compound.has("Workbook") {
        Ok(Found::Xls(compound))
    } else if compound.has("Book") {
        Err(Fault::Other(Looks::Ancient))
    } else {
        Err(Fault::Other(Looks::OtherPackage))
    }
}

fn of_text(bytes: &[u8]) -> Looks {
    const HEAD: usize = 4_096;
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    // Of UTF-16 the letters of ASCII are left.
    let letters: String = head.iter().filter(|byte| **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let begins = letters.trim_start_matches(|c: char| !c.is_ascii() || c.is_ascii_whitespace());
    if letters.contains("urn:schemas-microsoft-com:office:spreadsheet") && begins.starts_with("<?xml") {
        return Looks::OldXml;
    }
    let page = ["<html", "<table", "<!doctype html", "<meta", "<head", "<style"].iter().any(|tag| begins.starts_with(tag));
    if page || letters.contains("<html") || letters.contains("<table") {
        return Looks::Page;
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    let controls = head.iter().any(|byte| matches!(byte, 0..=8 | 0x0B | 0x0C | 0x0E..=0x1A | 0x1C..=0x1F));
    if (!controls || wide) && !begins.starts_with("%pdf") { Looks::Text } else { Looks::Unknown }
}
