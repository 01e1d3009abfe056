//! The number line under a message: edges with their numbers, lines with what they give, a gap as `?`, an overlap as `!`.

use super::cut::{Cut, Range, Side};
use super::line::{End, Line};
use super::{Domain, Show};
use crate::diagnostic::Text;
use crate::diagnostic::text::{display_width, truncate};
use crate::value::Number;

/// The widest drawing, in columns.
const WIDEST: usize = 76;

/// How many lines are drawn on each side of the fault, and how long their labels may be, from the richest picture to the poorest.
const TRIES: [(usize, usize); 9] = [(2, 18), (2, 12), (2, 8), (1, 18), (1, 12), (1, 8), (0, 18), (0, 12), (0, 8)];

/// What to draw: lines from low to high, the fault being at, or right after, the line `at`.
pub struct Scene<'s> {
    pub lines: &'s [Line<'s>],
    pub at: usize,
    pub domain: &'s Domain,
    pub show: Show<'s>,
}

/// One end of a drawn line.
#[derive(Clone, Debug)]
enum Tip {
    /// Goes on without an end.
    Open,
    /// Ends where only a person's data say.
    Unknown,
    At(bool, Number),
}

#[derive(Clone, Debug)]
struct Bar {
    label: String,
    low: Tip,
    high: Tip,
}

/// What stands in the second row, from the left.
enum Part {
    /// A stretch between two edges: `text` in the middle, `fill` up to the needed width.
    Stretch { text: String, fill: char },
    /// The glyphs at an edge, and its number in the row above.
    Edge { glyphs: String, number: String },
}

/// Two rows: the numbers of the edges, and the line. The same in both languages.
pub fn number_line(scene: &Scene<'_>) -> Text {
    let count = scene.lines.len();
    let mut drawn = String::new();
    for (around, label) in TRIES {
        let first = scene.at.saturating_sub(around);
        let end = scene.at.saturating_add(2 + around).min(count);
        let shown: Vec<Bar> =
            (first..end).map(|at| bar(scene.lines, at)).map(|bar| Bar { label: truncate(bar.label.trim(), label), ..bar }).collect();
        let more = (first > 0, end < count);
        drawn = rows(&parts(&shown, more, scene));
        if drawn.lines().all(|row| display_width(row) <= WIDEST) {
            return Text::same(drawn);
        }
    }
    let cut: Vec<String> = drawn.lines().map(|row| truncate(row, WIDEST)).collect();
    Text::same(cut.join("\n"))
}

/// The line with its missing ends taken from its neighbours; where that would leave it nothing, it stays open.
fn bar(lines: &[Line<'_>], at: usize) -> Bar {
    let line = lines.get(at);
    let before = at.checked_sub(1).and_then(|before| lines.get(before));
    let after = lines.get(at.saturating_add(1));
    let own = |end: Option<&End>| end.map(|end| tip(end, end.bound.inclusive));
    let other = |end: Option<&End>| end.map_or(Tip::Open, |end| tip(end, !end.bound.inclusive));
    let (low, high) = (own(line.and_then(|line| line.low.as_ref())), own(line.and_then(|line| line.high.as_ref())));
    let bar = Bar {
        label: line.map_or(String::new(), |line| line.ends.label.clone()),
        low: low.clone().unwrap_or_else(|| other(before.and_then(|line| line.high.as_ref()))),
        high: high.clone().unwrap_or_else(|| other(after.and_then(|line| line.low.as_ref()))),
    };
    if bar.range().is_empty() { Bar { low: low.unwrap_or(Tip::Open), high: high.unwrap_or(Tip::Open), ..bar } } else { bar }
}

fn tip(end: &End, inclusive: bool) -> Tip {
    match &end.number {
        Some(number) => Tip::At(inclusive, number.clone()),
        None => Tip::Unknown,
    }
}

impl Bar {
    fn range(&self) -> Range {
        let low = match &self.low {
            Tip::Open | Tip::Unknown => Cut::Start,
            Tip::At(inclusive, number) => Cut::low(*inclusive, number),
        };
        let high = match &self.high {
            Tip::Open | Tip::Unknown => Cut::End,
            Tip::At(inclusive, number) => Cut::high(*inclusive, number),
        };
        Range { low, high }
    }

    fn covers(&self, piece: &Range) -> bool {
        self.range().holds(piece)
    }
}

fn parts(bars: &[Bar], more: (bool, bool), scene: &Scene<'_>) -> Vec<Part> {
    let edges = edges(bars, more, scene.domain);
    let mut labelled = vec![false; bars.len()];
    let mut done = Vec::new();
    let mut low = Cut::Start;
    for edge in &edges {
        let glyphs = glyphs(bars, edge, scene.domain);
        // Outside what the input allows there is nothing to draw, unless a line lies there.
        if low != Cut::Start || glyphs != "├" {
            let piece = Range { low, high: Cut::At(edge.clone(), Side::Before) };
            done.push(stretch(bars, &piece, &mut labelled, more, scene.domain));
        }
        done.push(Part::Edge { glyphs, number: (scene.show)(edge) });
        low = Cut::At(edge.clone(), Side::After);
    }
    if !matches!(done.last(), Some(Part::Edge { glyphs, .. }) if glyphs == "┤") {
        done.push(stretch(bars, &Range { low, high: Cut::End }, &mut labelled, more, scene.domain));
    }
    done
}

/// The numbers the drawn lines begin and end at, and the ends of what the input allows unless lines are left out on that side.
fn edges(bars: &[Bar], more: (bool, bool), domain: &Domain) -> Vec<Number> {
    let tips = bars.iter().flat_map(|bar| [&bar.low, &bar.high]);
    let mut edges: Vec<Number> = tips
        .filter_map(|tip| match tip {
            Tip::At(_, number) => Some(number.clone()),
            Tip::Open | Tip::Unknown => None,
        })
        .collect();
    edges.sort();
    let (first, last) = (edges.first().cloned(), edges.last().cloned());
    let low = domain.low.as_ref().map(|(_, number)| number).filter(|low| !more.0 || first.is_some_and(|first| first < **low));
    let high = domain.high.as_ref().map(|(_, number)| number).filter(|high| !more.1 || last.is_some_and(|last| last > **high));
    edges.extend(low.into_iter().chain(high).cloned());
    edges.sort();
    edges.dedup();
    edges
}

fn stretch(bars: &[Bar], piece: &Range, labelled: &mut [bool], more: (bool, bool), domain: &Domain) -> Part {
    let covering: Vec<usize> = bars.iter().enumerate().filter(|(_, bar)| bar.covers(piece)).map(|(at, _)| at).collect();
    let elided = (piece.low == Cut::Start && more.0, piece.high == Cut::End && more.1);
    let (text, fill) = match covering.as_slice() {
        [] if elided.0 || elided.1 => ("…".to_string(), ' '),
        [] => (if is_hole(piece, domain) { "?".to_string() } else { String::new() }, ' '),
        [only] => {
            let label = match (labelled.get_mut(*only), bars.get(*only)) {
                (Some(said), Some(bar)) if !*said && !bar.label.is_empty() => {
                    *said = true;
                    format!(" {} ", bar.label)
                }
                (Some(_) | None, Some(_) | None) => String::new(),
            };
            (label, '─')
        }
        [_, _, ..] => (" ! ".to_string(), '═'),
    };
    Part::Stretch { text, fill }
}

/// Whether the input allows a value here.
fn is_hole(piece: &Range, domain: &Domain) -> bool {
    let among = Range { low: piece.low.clone().among(domain.integers), high: piece.high.clone().among(domain.integers) };
    !among.meet(&Range::of_domain(domain)).is_empty()
}

/// What stands at a number: the line that ends there, what is wrong with the number itself, the line that begins there.
fn glyphs(bars: &[Bar], edge: &Number, domain: &Domain) -> String {
    let point = Range { low: Cut::low(true, edge), high: Cut::high(true, edge) };
    let ends = bars.iter().find_map(|bar| here(&bar.high, edge));
    let begins = bars.iter().find_map(|bar| here(&bar.low, edge));
    let covered = bars.iter().filter(|bar| bar.covers(&point)).count();
    let glyph = |inclusive: bool| if inclusive { "●" } else { "○" };
    match (ends, begins) {
        (Some(left), Some(right)) => {
            let middle = match covered {
                0 if is_hole(&point, domain) => "?",
                0 | 1 => "",
                2.. if left && right => "!",
                2.. => "",
            };
            format!("{}{middle}{}", glyph(left), glyph(right))
        }
        (Some(only), None) | (None, Some(only)) => glyph(only).to_string(),
        (None, None) => limit(edge, domain).to_string(),
    }
}

/// Where what the input allows begins or ends, and no line does.
fn limit(edge: &Number, domain: &Domain) -> &'static str {
    match &domain.low {
        Some((_, number)) if number == edge => "├",
        Some(_) | None => "┤",
    }
}

fn here(tip: &Tip, edge: &Number) -> Option<bool> {
    match tip {
        Tip::At(inclusive, number) if number == edge => Some(*inclusive),
        Tip::At(_, _) | Tip::Open | Tip::Unknown => None,
    }
}

/// Lays the parts out so that every number stands over its edge and no two numbers touch.
fn rows(parts: &[Part]) -> String {
    let mut numbers = String::from("  ");
    let mut line = String::from("  ");
    for (at, part) in parts.iter().enumerate() {
        match part {
            Part::Stretch { text, fill } => {
                let reach = match parts.get(at.saturating_add(1)) {
                    // Where the next number must begin, so that its middle stands over the middle of its glyphs.
                    Some(Part::Edge { glyphs, number }) => before(number, glyphs).saturating_add(display_width(&numbers)).saturating_add(2),
                    Some(Part::Stretch { .. }) | None => 0,
                };
                let wanted = reach.saturating_sub(display_width(&line));
                line.push_str(&stretched(text, *fill, wanted));
            }
            Part::Edge { glyphs, number } => {
                let begin = display_width(&line).saturating_sub(before(number, glyphs));
                numbers.push_str(&" ".repeat(begin.saturating_sub(display_width(&numbers))));
                numbers.push_str(number);
                line.push_str(glyphs);
            }
        }
    }
    format!("{}\n{}", numbers.trim_end(), line.trim_end())
}

/// How many columns a number reaches out to the left of its glyphs.
fn before(number: &str, glyphs: &str) -> usize {
    display_width(number).saturating_sub(display_width(glyphs)) / 2
}

/// The text between fills of at least two columns on each side.
fn stretched(text: &str, fill: char, wanted: usize) -> String {
    let width = wanted.max(display_width(text).saturating_add(4));
    let rest = width.saturating_sub(display_width(text));
    let left = rest / 2;
    let side = |count: usize| fill.to_string().repeat(count);
    format!("{}{text}{}", side(left), side(rest.saturating_sub(left)))
}
