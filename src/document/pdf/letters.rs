//! The font: which letters it has, and how wide they are.

use std::sync::Arc;

use skrifa::instance::{LocationRef, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

use super::Fault;
use crate::diagnostic::Language;

/// Faces looked at in a collection.
const MOST_FACES: u32 = 64;

/// A font that is measured with.
pub(super) struct Letters {
    pub(super) bytes: Arc<Vec<u8>>,
    /// Which face of a collection.
    pub(super) face: u32,
    per_em: i64,
}

impl Letters {
    /// # Errors
    /// The bytes are no font.
    pub(super) fn of(bytes: Vec<u8>, language: Language) -> Result<Letters, Fault> {
        let bytes = Arc::new(bytes);
        let face = face(&bytes, language).ok_or(Fault::NoFont)?;
        let per_em = {
            let font = FontRef::from_index(&bytes, face).map_err(|_| Fault::NoFont)?;
            // Of a file that was cut off some table is not there.
            let whole = font.table_directory().table_records().iter().all(|record| font.table_data(record.tag()).is_some());
            if !whole {
                return Err(Fault::NoFont);
            }
            i64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em)
        };
        if per_em == 0 {
            return Err(Fault::NoFont);
        }
        Ok(Letters { bytes, face, per_em })
    }

    /// The glyph of each character with its width in thousandths of the size of the letters; nothing for a character the font lacks.
    pub(super) fn glyphs(&self, text: &str) -> Vec<(char, Option<(u32, i64)>)> {
        let Ok(font) = FontRef::from_index(&self.bytes, self.face) else { return text.chars().map(|letter| (letter, None)).collect() };
        let (map, metrics) = (font.charmap(), font.glyph_metrics(Size::unscaled(), LocationRef::default()));
        let of = |letter: char| {
            let glyph = map.map(letter).filter(|glyph| glyph.to_u32() != 0)?;
            // Widths are whole units of the font.
            let width = metrics.advance_width(glyph).unwrap_or(0.0).round() as i64;
            Some((glyph.to_u32(), width.saturating_mul(1000).checked_div(self.per_em).unwrap_or(0)))
        };
        text.chars().map(|letter| (letter, of(letter))).collect()
    }

    /// The width of each character at a size.
    ///
    /// # Errors
    /// The font lacks one.
    pub(super) fn widths(&self, text: &str, size: i64) -> Result<Vec<(char, i64)>, Fault> {
        let found = self.glyphs(text).into_iter().map(|(letter, glyph)| match glyph {
            Some((_, width)) => Ok((letter, width.saturating_mul(size) / 1000)),
            None => Err(Fault::NoGlyph { character: letter, text: shortened(text, letter) }),
        });
        found.collect()
    }

    /// # Errors
    /// The font lacks a character.
    pub(super) fn width(&self, text: &str, size: i64) -> Result<i64, Fault> {
        Ok(self.widths(text, size)?.into_iter().map(|(_, width)| width).sum())
    }
}

/// The text around a character.
fn shortened(text: &str, letter: char) -> String {
    const AROUND: usize = 24;
    let letters: Vec<char> = text.chars().collect();
    let at = letters.iter().position(|other| *other == letter).unwrap_or(0);
    let (from, to) = (at.saturating_sub(AROUND), at.saturating_add(AROUND).min(letters.len()));
    letters.get(from..to).unwrap_or_default().iter().collect()
}

/// The first face; for Chinese the one of a collection that writes as China does.
fn face(bytes: &[u8], language: Language) -> Option<u32> {
    FontRef::from_index(bytes, 0).ok()?;
    let chinese = (0..MOST_FACES).map_while(|at| FontRef::from_index(bytes, at).ok().map(|font| (at, font))).find(|(_, font)| {
        let family: String =
            font.localized_strings(StringId::FAMILY_NAME).english_or_first().map(|name| name.chars().collect()).unwrap_or_default();
        family.split_whitespace().any(|word| word == "SC")
    });
    Some(match language {
        Language::English => 0,
        Language::Chinese => chinese.map_or(0, |(at, _)| at),
    })
}
