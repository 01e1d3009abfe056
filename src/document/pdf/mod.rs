//! A document as PDF: pages of A4 with one font, whose letters are put into the file.
//!
//! [`letters`] knows the font, [`layout`] breaks the text into lines and the lines into pages, [`figure`] reads the drawings this crate
//! writes, and [`draw`] makes the file. Lengths are whole hundredths of a point; only [`draw`] and [`letters`] speak to the crates that
//! want them otherwise.

mod draw;
mod figure;
mod layout;
mod letters;
mod table;
#[cfg(test)]
mod tests;

use super::Document;
use letters::Letters;

/// Why there is no PDF.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The file is no font, or one that cannot be used.
    NoFont,
    /// The font lacks a letter, which stands in this text.
    NoGlyph { character: char, text: String },
    /// The file could not be put together.
    NotWritten(String),
}

/// The file.
///
/// # Errors
/// [`Fault`].
pub fn pdf(document: &Document, font: Vec<u8>) -> Result<Vec<u8>, Fault> {
    let letters = Letters::of(font, document.language)?;
    let pages = layout::pages(document, &letters)?;
    draw::file(document, &letters, &pages)
}

/// A colour as red, green, blue.
pub(super) type Ink = [u8; 3];

const BLACK: Ink = [0x1d, 0x27, 0x33];
const GREY: Ink = [0x55, 0x60, 0x6e];
const RULE: Ink = [0xc4, 0xcb, 0xd3];
const PALE: Ink = [0xf5, 0xf7, 0xf9];

/// One thing on a page, in hundredths of a point from the upper left corner.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Mark {
    /// A line of text; `y` is where its letters stand.
    Text {
        x: i64,
        y: i64,
        size: i64,
        weight: Weight,
        ink: Ink,
        text: String,
    },
    Line {
        points: Vec<(i64, i64)>,
        width: i64,
        ink: Ink,
        dashes: Vec<i64>,
    },
    Rect {
        x: i64,
        y: i64,
        width: i64,
        height: i64,
        ink: Ink,
    },
    Circle {
        x: i64,
        y: i64,
        radius: i64,
        fill: Ink,
        ink: Ink,
        width: i64,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Weight {
    Plain,
    Bold,
}

impl Mark {
    /// The same further to the right and down.
    fn moved(self, right: i64, down: i64) -> Mark {
        let across = |x: i64| x.saturating_add(right);
        let below = |y: i64| y.saturating_add(down);
        match self {
            Mark::Text { x, y, size, weight, ink, text } => Mark::Text { x: across(x), y: below(y), size, weight, ink, text },
            Mark::Line { points, width, ink, dashes } => {
                let points = points.into_iter().map(|(x, y)| (across(x), below(y))).collect();
                Mark::Line { points, width, ink, dashes }
            }
            Mark::Rect { x, y, width, height, ink } => Mark::Rect { x: across(x), y: below(y), width, height, ink },
            Mark::Circle { x, y, radius, fill, ink, width } => Mark::Circle { x: across(x), y: below(y), radius, fill, ink, width },
        }
    }
}
