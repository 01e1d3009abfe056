//! The drawings that this crate writes: rectangles, lines, circles and texts of an SVG, and nothing else of it.

use super::letters::Letters;
use super::{BLACK, Fault, Ink, Mark, Weight};
use crate::value::{Number, RoundMode};

/// The marks of a drawing as wide as there is room, and how high it is.
///
/// # Errors
/// The font lacks a letter.
pub(super) fn marks(svg: &str, letters: &Letters, room: i64) -> Result<(Vec<Mark>, i64), Fault> {
    let mut rest = svg;
    let (mut marks, mut scale, mut height) = (Vec::new(), Scale { room, width: room.max(1) }, 0);
    while let Some((_, behind)) = rest.split_once('<') {
        let Some((tag, after)) = behind.split_once('>') else { break };
        rest = after;
        let element = Element { text: tag };
        let name = tag.split([' ', '/', '\n']).next().unwrap_or("");
        match name {
            "svg" => {
                scale.width = element.number("width").unwrap_or(room).max(1);
                height = scale.of(element.number("height").unwrap_or(0));
            }
            "text" => {
                let content = after.split_once("</text>").map_or("", |(content, _)| content);
                marks.extend(text(&element, content, letters, scale)?);
            }
            "title" | "desc" => rest = after.split_once("</").map_or("", |(_, behind)| behind),
            _ => marks.extend(shape(name, &element, scale)),
        }
    }
    Ok((marks, height))
}

/// From the drawing's own lengths to those of the page.
#[derive(Clone, Copy)]
struct Scale {
    room: i64,
    width: i64,
}

impl Scale {
    fn of(self, length: i64) -> i64 {
        length.saturating_mul(self.room).checked_div(self.width).unwrap_or(0)
    }
}

/// The inside of a tag.
struct Element<'t> {
    text: &'t str,
}

impl<'t> Element<'t> {
    fn get(&self, name: &str) -> Option<&'t str> {
        let mark = format!(" {name}=\"");
        let at = self.text.find(&mark)?;
        self.text.get(at.saturating_add(mark.len())..)?.split('"').next()
    }

    fn number(&self, name: &str) -> Option<i64> {
        hundredths(self.get(name)?)
    }

    fn ink(&self, name: &str) -> Option<Ink> {
        let text = self.get(name)?.strip_prefix('#')?;
        let part = |at: usize| u8::from_str_radix(text.get(at..at.saturating_add(2))?, 16).ok();
        Some([part(0)?, part(2)?, part(4)?])
    }
}

/// A length in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let number = Number::parse(text.trim()).ok()?.mul(&Number::from_i64(100)).ok()?;
    number.round_to(&Number::ONE, RoundMode::HalfUp).ok()?.to_i64()
}

fn text(element: &Element<'_>, content: &str, letters: &Letters, scale: Scale) -> Result<Option<Mark>, Fault> {
    let (Some(x), Some(y)) = (element.number("x"), element.number("y")) else { return Ok(None) };
    let content = unescaped(content);
    let size = scale.of(element.number("font-size").unwrap_or(1_300));
    // The middle of small letters where the text stands beside a line.
    let down = if element.get("dy").is_some() { size * 35 / 100 } else { 0 };
    let width = letters.width(&content, size)?;
    let left = match element.get("text-anchor") {
        Some("end") => width,
        Some("middle") => width / 2,
        Some(_) | None => 0,
    };
    let weight = if element.get("font-weight").is_some() { Weight::Bold } else { Weight::Plain };
    let ink = element.ink("fill").unwrap_or(BLACK);
    Ok(Some(Mark::Text { x: scale.of(x).saturating_sub(left), y: scale.of(y).saturating_add(down), size, weight, ink, text: content }))
}

fn shape(name: &str, element: &Element<'_>, scale: Scale) -> Option<Mark> {
    let at = |name: &str| element.number(name).map(|length| scale.of(length));
    let width = || scale.of(element.number("stroke-width").unwrap_or(100));
    let line = |points: Vec<(i64, i64)>| {
        let dashes = element.get("stroke-dasharray").unwrap_or("").split(' ').filter_map(hundredths).map(|dash| scale.of(dash)).collect();
        Some(Mark::Line { points, width: width(), ink: element.ink("stroke")?, dashes })
    };
    match name {
        "line" => line(vec![(at("x1")?, at("y1")?), (at("x2")?, at("y2")?)]),
        "polyline" => line(points(element.get("points")?.split(' '), scale)),
        "path" => line(path(element.get("d")?, scale)),
        "rect" => {
            let (width, height, ink) = (at("width")?, at("height")?, element.ink("fill")?);
            Some(Mark::Rect { x: at("x").unwrap_or(0), y: at("y").unwrap_or(0), width, height, ink })
        }
        "circle" => {
            let (fill, ink) = (element.ink("fill")?, element.ink("stroke")?);
            Some(Mark::Circle { x: at("cx")?, y: at("cy")?, radius: at("r")?, fill, ink, width: width() })
        }
        _ => None,
    }
}

fn points<'t>(pairs: impl Iterator<Item = &'t str>, scale: Scale) -> Vec<(i64, i64)> {
    let pair = |text: &str| {
        let (x, y) = text.split_once(',')?;
        Some((scale.of(hundredths(x)?), scale.of(hundredths(y)?)))
    };
    pairs.filter_map(pair).collect()
}

/// `M120 92V420H840`: from a point up or down and across.
fn path(text: &str, scale: Scale) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let behind = rest.get(letter.len_utf8()..).unwrap_or("");
        let end = behind.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(behind.len());
        let numbers: Vec<i64> =
            behind.get(..end).unwrap_or("").split([' ', ',']).filter_map(hundredths).map(|length| scale.of(length)).collect();
        rest = behind.get(end..).unwrap_or("");
        let last = found.last().copied().unwrap_or((0, 0));
        match (letter, numbers.as_slice()) {
            ('M' | 'L', [x, y]) => found.push((*x, *y)),
            ('V', [y]) => found.push((last.0, *y)),
            ('H', [x]) => found.push((*x, last.1)),
            _ => {}
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}
