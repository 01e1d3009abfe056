//! The file itself.

use std::ops::Range;

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::layout::{HEIGHT, WIDTH};
use super::letters::Letters;
use super::{Fault, Ink, Mark, Weight};
use crate::diagnostic::Language;
use crate::document::Document;

/// Part of a circle's radius at which the handles of its four curves stand.
const HANDLE: f32 = 0.552_284_8;

/// # Errors
/// The font cannot be put into the file, or the file cannot be made.
pub(super) fn file(document: &Document, letters: &Letters, pages: &[Vec<Mark>]) -> Result<Vec<u8>, Fault> {
    let font = Font::new(letters.bytes.clone().into(), letters.face).ok_or(Fault::NoFont)?;
    let mut out = krilla::Document::new();
    let language = match document.language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    out.set_metadata(Metadata::new().title(document.title.clone()).language(language.to_string()));
    for marks in pages {
        let Some(settings) = PageSettings::from_wh(points(WIDTH), points(HEIGHT)) else { continue };
        let mut page = out.start_page_with(settings);
        let mut surface = page.surface();
        marks.iter().for_each(|mark| draw(&mut surface, mark, (letters, &font)));
        surface.finish();
        page.finish();
    }
    out.finish().map_err(|error| Fault::NotWritten(format!("{error:?}")))
}

/// Hundredths as points.
fn points(hundredths: i64) -> f32 {
    hundredths as f32 / 100.0
}

fn colour(ink: Ink) -> rgb::Color {
    rgb::Color::new(ink[0], ink[1], ink[2])
}

fn fill(ink: Ink) -> Option<Fill> {
    Some(Fill { paint: colour(ink).into(), opacity: NormalizedF32::ONE, rule: Default::default() })
}

fn stroke(ink: Ink, width: i64, dashes: &[i64]) -> Option<Stroke> {
    let dash = (!dashes.is_empty()).then(|| StrokeDash { array: dashes.iter().map(|dash| points(*dash)).collect(), offset: 0.0 });
    Some(Stroke { paint: colour(ink).into(), width: points(width), dash, ..Stroke::default() })
}

fn draw(surface: &mut Surface<'_>, mark: &Mark, (letters, font): (&Letters, &Font)) {
    match mark {
        Mark::Text { x, y, size, weight, ink, text } => {
            surface.set_fill(fill(*ink));
            surface.set_stroke(match weight {
                Weight::Plain => None,
                // One font has one weight: a thin line around the letters makes them bolder.
                Weight::Bold => stroke(*ink, size / 32, &[]),
            });
            let glyphs = glyphs(letters, text);
            surface.draw_glyphs(Point::from_xy(points(*x), points(*y)), &glyphs, font.clone(), text, points(*size), false);
        }
        Mark::Line { points: all, width, ink, dashes } => {
            surface.set_fill(None);
            surface.set_stroke(stroke(*ink, *width, dashes));
            let mut path = PathBuilder::new();
            for (at, (x, y)) in all.iter().enumerate() {
                if at == 0 { path.move_to(points(*x), points(*y)) } else { path.line_to(points(*x), points(*y)) }
            }
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
        Mark::Rect { x, y, width, height, ink } => {
            surface.set_fill(fill(*ink));
            surface.set_stroke(None);
            let mut path = PathBuilder::new();
            let Some(rect) = Rect::from_xywh(points(*x), points(*y), points(*width), points(*height)) else { return };
            path.push_rect(rect);
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
        Mark::Circle { x, y, radius, fill: inside, ink, width } => {
            surface.set_fill(fill(*inside));
            surface.set_stroke(stroke(*ink, *width, &[]));
            let (x, y, r) = (points(*x), points(*y), points(*radius));
            let h = r * HANDLE;
            let mut path = PathBuilder::new();
            path.move_to(x + r, y);
            path.cubic_to(x + r, y + h, x + h, y + r, x, y + r);
            path.cubic_to(x - h, y + r, x - r, y + h, x - r, y);
            path.cubic_to(x - r, y - h, x - h, y - r, x, y - r);
            path.cubic_to(x + h, y - r, x + r, y - h, x + r, y);
            path.close();
            path.finish().iter().for_each(|path| surface.draw_path(path));
        }
    }
}

/// The glyphs of a text, each with the letters it stands for.
fn glyphs(letters: &Letters, text: &str) -> Vec<KrillaGlyph> {
    let mut at = 0_usize;
    let mut all = Vec::new();
    for (letter, glyph) in letters.glyphs(text) {
        let range: Range<usize> = at..at.saturating_add(letter.len_utf8());
        at = range.end;
        let Some((glyph, width)) = glyph else { continue };
        all.push(KrillaGlyph {
            glyph_id: GlyphId::new(glyph),
            text_range: range,
            x_advance: width as f32 / 1000.0,
            x_offset: 0.0,
            y_offset: 0.0,
            y_advance: 0.0,
            location: None,
        });
    }
    all
}
