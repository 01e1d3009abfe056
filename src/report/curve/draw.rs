//! A curve drawn in characters: dots of Braille where the terminal has them, else stars.

use super::Picture;
use super::notable;
use super::plot::{self, Plot, Stroke};
use super::segments;
use super::words::Words;
use crate::diagnostic::render::Style;
use crate::diagnostic::text::{display_width, pad_left};
use crate::value::{Number, Type};

/// Lines of the drawing.
const LINES: usize = 14;
/// Nothing is drawn wider than this, which stretches a curve beyond what the eye compares.
const WIDEST: usize = 100;
/// A narrower drawing shows nothing.
const NARROWEST: usize = 16;
/// Blanks between two numbers under the drawing.
const GAP: usize = 2;

/// Dots of one character: across, down.
type Dots = (usize, usize);

/// The dots that are set.
struct Canvas {
    dots: Vec<Vec<bool>>,
    per: Dots,
}

/// The drawing; nothing where there is no line, or no room for one.
pub(super) fn write(picture: &Picture<'_>, style: &Style) -> String {
    let words = Words::new(picture, style.language);
    let Some(plot) = plot::plot(picture, &words) else { return String::new() };
    let labels = labels(&plot, &words);
    let margin = labels.iter().map(|(_, label)| display_width(label)).max().unwrap_or(0);
    let Some(columns) = style.width.min(WIDEST).checked_sub(margin + 2).filter(|columns| *columns >= NARROWEST) else {
        return String::new();
    };
    let per = if style.unicode { (2, 4) } else { (1, 1) };
    let mut canvas = Canvas { dots: vec![vec![false; columns * per.0]; LINES * per.1], per };
    for stroke in &plot.strokes {
        canvas.stroke(&plot, stroke);
    }
    let (bar, corner, level, tick) = if style.unicode { ("│", "└", "─", "┴") } else { ("|", "+", "-", "+") };
    let mut out = String::new();
    for line in 0..LINES {
        let label = labels.iter().find(|(at, _)| *at == line).map_or("", |(_, label)| label.as_str());
        let drawn = format!("{} {bar}{}", pad_left(label, margin), canvas.line(line, columns));
        out.push_str(&format!("{}\n", drawn.trim_end()));
    }
    let (ticks, numbers) = under(&plot, &words, picture, columns);
    let axis: String = (0..columns).map(|at| if ticks.contains(&at) { tick } else { level }).collect();
    out.push_str(&format!("{} {corner}{axis}\n{} {numbers}\n", " ".repeat(margin), " ".repeat(margin + 1)));
    out
}

/// What stands left of the drawing: the least and the greatest, or every level.
fn labels(plot: &Plot<'_>, words: &Words<'_, '_>) -> Vec<(usize, String)> {
    if plot.levels.is_empty() {
        let label = |value: &Number| plot::short(words, &words.paid(value), words.value);
        return vec![(0, label(&plot.y.1)), (LINES - 1, label(&plot.y.0))];
    }
    let line = |level: &Number| plot::place(level, &plot.y, LINES * 4 - 1).map(|up| LINES - 1 - up / 4);
    plot.levels.iter().filter_map(|(level, name)| Some((line(level)?, name.clone()))).collect()
}

/// The columns of the ticks, and the numbers under them: both ends, then jumps as far as there is room.
fn under(plot: &Plot<'_>, words: &Words<'_, '_>, picture: &Picture<'_>, columns: usize) -> (Vec<usize>, String) {
    let label = |value: &Number| plot::short(words, value, words.input);
    let (first, last) = (label(&plot.x.0), label(&plot.x.1));
    let end = columns.saturating_sub(display_width(&last));
    let mut placed: Vec<(usize, usize, String)> = vec![(0, 0, first), (end, columns.saturating_sub(1), last)];
    let found = segments::segments(picture);
    let stairs = notable::stairs(&found);
    let jumps = notable::jumps(&found, &stairs);
    // Where texts change they leap, too.
    let changes =
        if plot.levels.is_empty() { Vec::new() } else { found.windows(2).filter_map(|pair| Some(pair.get(1)?.low.at.clone())).collect() };
    let whole = |at: Number| if words.input == Type::Count { at.ceil() } else { at };
    for at in jumps.into_iter().map(|jump| jump.right).chain(changes).map(whole) {
        let Some(column) = plot::place(&at, &plot.x, columns.saturating_sub(1)) else { continue };
        let text = label(&at);
        let width = display_width(&text);
        let start = column.saturating_sub(width / 2);
        let free = placed.iter().all(|(from, _, other)| start >= from + display_width(other) + GAP || start + width + GAP <= *from);
        if free {
            placed.push((start, column, text));
        }
    }
    placed.sort();
    let (mut line, mut ticks) = (String::new(), Vec::new());
    for (start, column, text) in placed {
        line.push_str(&" ".repeat(start.saturating_sub(display_width(&line))));
        line.push_str(&text);
        ticks.push(column);
    }
    (ticks, line)
}

impl Canvas {
    fn across(&self) -> usize {
        self.dots.first().map_or(0, Vec::len)
    }

    /// A line from dot to dot; where it is steep, the dots between are set too.
    fn stroke(&mut self, plot: &Plot<'_>, stroke: &Stroke<'_>) {
        let (across, down) = (self.across().saturating_sub(1), self.dots.len().saturating_sub(1));
        let (Some(first), Some(last)) = (plot::place(&stroke.low.at, &plot.x, across), plot::place(&stroke.high.at, &plot.x, across))
        else {
            return;
        };
        let mut before: Option<usize> = None;
        for column in first..=last {
            let parts = i64::try_from(across).unwrap_or(i64::MAX);
            let at = plot::between((&plot.x.0, &plot.x.1), i64::try_from(column).unwrap_or(i64::MAX), parts);
            let at = at.map(|at| at.clamp(stroke.low.at.clone(), stroke.high.at.clone()));
            let up = at.and_then(|at| stroke.height(&at)).and_then(|height| plot::place(&height, &plot.y, down)).filter(|up| *up <= down);
            if let Some(up) = up {
                let from = before.map_or(up, |before| if before < up { before + 1 } else { before.saturating_sub(1).max(up) });
                for up in from.min(up)..=from.max(up) {
                    self.set(column, down - up);
                }
            }
            before = up;
        }
    }

    fn set(&mut self, column: usize, line: usize) {
        if let Some(dot) = self.dots.get_mut(line).and_then(|line| line.get_mut(column)) {
            *dot = true;
        }
    }

    fn line(&self, line: usize, columns: usize) -> String {
        (0..columns).map(|column| self.character(line, column)).collect()
    }

    fn character(&self, line: usize, column: usize) -> char {
        /// Bit of each dot of a Braille character, by line and column.
        const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (across, down) = self.per;
        let is_set = |x: usize, y: usize| self.dots.get(line * down + y).and_then(|dots| dots.get(column * across + x)) == Some(&true);
        if self.per == (1, 1) {
            return if is_set(0, 0) { '*' } else { ' ' };
        }
        let mut bits = 0;
        for (y, row) in BITS.iter().enumerate() {
            for (x, bit) in row.iter().enumerate() {
                bits |= if is_set(x, y) { *bit } else { 0 };
            }
        }
        if bits == 0 { ' ' } else { char::from_u32(0x2800 + bits).unwrap_or(' ') }
    }
}
