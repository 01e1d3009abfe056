//! A curve as an image that stands alone: no scripts, no fonts from elsewhere, readable in print and aloud.

use super::Picture;
use super::notable;
use super::plot::{self, Plot, Stroke, Tip};
use super::segments;
use super::words::Words;
use crate::diagnostic::Language;
use crate::diagnostic::text::{escaped, sanitise};
use crate::value::{Number, RoundMode, Type};

/// The image and the frame of the drawing in it, in pixels.
const WIDTH: i64 = 880;
const HEIGHT: i64 = 500;
const LEFT: i64 = 120;
const RIGHT: i64 = 840;
const TOP: i64 = 92;
const BOTTOM: i64 = 420;
/// Parts of a bent line.
const PARTS: i64 = 48;
/// Numbers at a scale.
const MOST_TICKS: i64 = 6;
/// Pieces told in the description, which is read aloud.
const MOST_TOLD: usize = 12;
/// Characters of the heading, and of a line of it.
const HEADING: usize = 84;
/// More lines than this are a grey area to the eye; their ends get no dots.
const MOST_DOTTED: usize = 60;
/// Room that a number under the drawing needs.
const ROOM: i64 = 96;

const FONT: &str = "system-ui, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
const INK: &str = "#1d2733";
const PALE: &str = "#dfe4ea";
const LINE: &str = "#1f5aa6";
const FALL: &str = "#fbe3df";
/// Of the marked point.
const HERE: &str = "#b4381f";
const FALL_INK: &str = "#9c2f1d";

/// A point of the curve that is pointed at, and what its readers call the value and the input.
#[derive(Clone, Debug)]
pub struct Mark {
    pub at: Number,
    pub of: String,
    pub varied: String,
    /// The line under the heading.
    pub beside: String,
}

struct Painter<'p, 'a> {
    words: Words<'p, 'a>,
    plot: Option<Plot<'a>>,
    mark: Option<&'p Mark>,
    out: String,
}

/// The image; ends with a line end.
pub fn write(picture: &Picture<'_>, language: Language) -> String {
    paint(picture, language, None)
}

/// The image with a marked point; ends with a line end.
pub fn marked(picture: &Picture<'_>, language: Language, mark: &Mark) -> String {
    paint(picture, language, Some(mark))
}

fn paint<'p>(picture: &'p Picture<'_>, language: Language, mark: Option<&'p Mark>) -> String {
    let words = Words::new(picture, language);
    let plot = plot::plot(picture, &words);
    let mut painter = Painter { words, plot, mark, out: String::new() };
    painter.head();
    painter.falls();
    painter.scales();
    painter.lines();
    painter.jumps();
    painter.here();
    painter.out.push_str("</svg>\n");
    painter.out
}

/// The pieces of a curve in words, for who cannot see it.
pub fn described(picture: &Picture<'_>, language: Language) -> String {
    Painter { words: Words::new(picture, language), plot: None, mark: None, out: String::new() }.described()
}

impl Painter<'_, '_> {
    fn picture(&self) -> &Picture<'_> {
        self.words.picture
    }

    fn add(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    fn text(&mut self, (x, y): (&str, &str), anchor: &str, further: &str, text: &str) {
        self.add(&format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\"{further}>{}</text>", escaped(text)));
    }

    // ---- what is told --------------------------------------------------------------------------------------------------

    fn head(&mut self) {
        let words = &self.words;
        let (picture, plan) = (words.picture, words.picture.report.plan);
        let (title, beside) = match (&picture.labels, self.mark) {
            (Some(labels), _) => (sanitise(&labels.title), sanitise(&labels.beside)),
            (None, mark) => {
                let (of, varied) = self.names();
                let own = || format!("{} · {} · {}", words.subject(), picture.curve.asked().period, sanitise(&plan.title));
                let beside = mark.map_or_else(own, |mark| sanitise(&mark.beside));
                (words.say(format!("{of} over {varied}"), format!("{of} 随 {varied} 的变化")), beside)
            }
        };
        let described = self.described();
        self.add(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" role=\"img\" \
             font-family=\"{FONT}\" font-size=\"13\" fill=\"{INK}\">"
        ));
        let whole = if beside.is_empty() { title.clone() } else { format!("{title} · {beside}") };
        self.add(&format!("<title>{}</title>", escaped(&whole)));
        self.add(&format!("<desc>{}</desc>", escaped(&described)));
        self.add(&format!("<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#ffffff\"/>"));
        self.text((&LEFT.to_string(), "32"), "start", " font-size=\"18\" font-weight=\"600\"", &title);
        if !beside.is_empty() {
            self.text((&LEFT.to_string(), "54"), "start", "", &shortened(&beside));
        }
    }

    /// What the value and the input are called.
    fn names(&self) -> (String, String) {
        match self.mark {
            Some(mark) => (sanitise(&mark.of), sanitise(&mark.varied)),
            None => (self.words.of(), self.words.varied()),
        }
    }

    /// The pieces in words, for who cannot see them.
    fn described(&self) -> String {
        let words = &self.words;
        let found = segments::segments(self.picture());
        let mut told: Vec<String> = Vec::new();
        for segment in found.iter().take(MOST_TOLD) {
            let value = match (&segment.low.value, &segment.high.value, segment.form) {
                (Some(low), Some(high), _) if low == high => words.value(low),
                (Some(low), Some(high), _) => format!("{} → {}", words.value(low), words.value(high)),
                (_, _, segments::Form::Stays(worth)) => words.worth(worth),
                (_, _, segments::Form::Runs(_)) => words.say("beyond all bounds", "无界"),
            };
            told.push(words.say(format!("{}: {value}", words.interval_of(segment)), format!("{}：{value}", words.interval_of(segment))));
        }
        let more = found.len().saturating_sub(MOST_TOLD);
        if more > 0 {
            told.push(words.say(format!("{more} more pieces"), format!("另有 {more} 段")));
        }
        told.join(&words.say("; ", "；"))
    }

    // ---- what is drawn -------------------------------------------------------------------------------------------------

    /// Where more gives less than was given before.
    fn falls(&mut self) {
        let falls = self.picture().curve.falls();
        let Some(plot) = &self.plot else { return };
        let mut drawn = Vec::new();
        for fall in &falls {
            let end = fall.recovers.as_ref().unwrap_or(&plot.x.1);
            let (Some(from), Some(to)) = (across(&fall.from, plot), across(end, plot)) else { continue };
            let Ok(width) = to.sub(&from) else { continue };
            let (first, last) = (self.words.input(&fall.from), self.words.input(end));
            let told = self.words.say(format!("{first} to {last}: more gives less"), format!("{first} 至 {last}：多了反而少得"));
            drawn.push(format!(
                "<rect x=\"{}\" y=\"{TOP}\" width=\"{}\" height=\"{}\" fill=\"{FALL}\"><title>{}</title></rect>",
                coordinate(&from),
                coordinate(&width),
                BOTTOM - TOP,
                escaped(&told)
            ));
        }
        if drawn.is_empty() {
            return;
        }
        drawn.into_iter().for_each(|line| self.add(&line));
        let legend = self.words.say("shaded: more gives less than was given before", "阴影：多了反而少得");
        self.text((&RIGHT.to_string(), "78"), "end", &format!(" fill=\"{FALL_INK}\""), &legend);
    }

    fn scales(&mut self) {
        let (of, varied) = self.names();
        let none = self.words.say("no value in this range", "此范围内没有值");
        let middle = (LEFT + RIGHT) / 2;
        let mut lines = Vec::new();
        match &self.plot {
            None => self.text((&middle.to_string(), &((TOP + BOTTOM) / 2).to_string()), "middle", "", &none),
            Some(plot) => {
                let heights: Vec<(Number, String)> = if plot.levels.is_empty() {
                    let ticks = plot::ticks(&plot.y, MOST_TICKS).into_iter();
                    ticks.map(|tick| (tick.clone(), plot::short(&self.words, &tick, self.words.value))).collect()
                } else {
                    plot.levels.clone()
                };
                for (height, label) in heights {
                    let Some(y) = up(&height, plot) else { continue };
                    let y = coordinate(&y);
                    lines.push(format!("<line x1=\"{LEFT}\" y1=\"{y}\" x2=\"{RIGHT}\" y2=\"{y}\" stroke=\"{PALE}\"/>"));
                    lines.push(format!("<text x=\"{}\" y=\"{y}\" dy=\"0.35em\" text-anchor=\"end\">{}</text>", LEFT - 10, escaped(&label)));
                }
                for tick in plot::ticks(&plot.x, MOST_TICKS) {
                    let Some(x) = across(&tick, plot) else { continue };
                    let (x, label) = (coordinate(&x), plot::short(&self.words, &tick, self.words.input));
                    lines.push(format!("<line x1=\"{x}\" y1=\"{BOTTOM}\" x2=\"{x}\" y2=\"{}\" stroke=\"{INK}\"/>", BOTTOM + 5));
                    lines.push(format!("<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>", BOTTOM + 21, escaped(&label)));
                }
            }
        }
        lines.into_iter().for_each(|line| self.add(&line));
        self.add(&format!("<path d=\"M{LEFT} {TOP}V{BOTTOM}H{RIGHT}\" fill=\"none\" stroke=\"{INK}\"/>"));
        self.text(("16", "78"), "start", " font-weight=\"600\"", &of);
        self.text((&middle.to_string(), &(HEIGHT - 14).to_string()), "middle", " font-weight=\"600\"", &varied);
    }

    fn lines(&mut self) {
        let Some(plot) = &self.plot else { return };
        let (mut lines, mut dots) = (Vec::new(), Vec::new());
        for stroke in &plot.strokes {
            let points: Vec<String> = points(stroke, plot);
            if points.len() > 1 {
                lines.push(format!(
                    "<polyline points=\"{}\" fill=\"none\" stroke=\"{LINE}\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/>",
                    points.join(" ")
                ));
            }
            for tip in [&stroke.low, &stroke.high] {
                dots.extend(dot(stroke, tip, plot));
            }
        }
        // A full dot is not hidden by an empty one.
        dots.sort_by_key(|dot| dot.contains(&format!("fill=\"{LINE}\"")));
        let dotted = plot.strokes.len() <= MOST_DOTTED;
        lines.into_iter().chain(dots.into_iter().filter(|_| dotted)).for_each(|line| self.add(&line));
    }

    /// Where it leaps: a thin line between the two values, the place under the scale as far as there is room.
    fn jumps(&mut self) {
        let found = segments::segments(self.picture());
        let stairs = notable::stairs(&found);
        let Some(plot) = &self.plot else { return };
        let (mut drawn, mut taken): (Vec<String>, Vec<Number>) = (Vec::new(), Vec::new());
        for jump in notable::jumps(&found, &stairs).iter().take(MOST_DOTTED) {
            let (Some(x), Some(from), Some(to)) = (across(&jump.right, plot), up(&jump.before, plot), up(&jump.after, plot)) else {
                continue;
            };
            let (before, after) = (self.words.value(&jump.before), self.words.value(&jump.after));
            let by = jump.after.sub(&jump.before).map_or(String::new(), |by| self.words.change(&by));
            let at = self.words.input(&jump.right);
            let told = self.words.say(format!("at {at}: {before} → {after}, {by}"), format!("{at} 处：{before} → {after}，{by}"));
            let place = coordinate(&x);
            drawn.push(format!(
                "<line x1=\"{place}\" y1=\"{}\" x2=\"{place}\" y2=\"{}\" stroke=\"{LINE}\" stroke-dasharray=\"2 3\"><title>{}</title></line>",
                coordinate(&from),
                coordinate(&to),
                escaped(&told)
            ));
            let far = |other: &Number| x.sub(other).is_ok_and(|far| far.abs() >= Number::from_i64(ROOM));
            if taken.iter().all(far) {
                let at = if self.words.input == Type::Count { jump.right.ceil() } else { jump.right.clone() };
                let label = plot::short(&self.words, &at, self.words.input);
                drawn.push(format!(
                    "<text x=\"{place}\" y=\"{}\" text-anchor=\"middle\" font-size=\"12\" fill=\"{LINE}\">{}</text>",
                    BOTTOM + 42,
                    escaped(&label)
                ));
                taken.push(x);
            }
        }
        drawn.into_iter().for_each(|line| self.add(&line));
    }

    /// The marked point: a line down to the scale, a ring, and the words beside it.
    fn here(&mut self) {
        let (Some(mark), Some(plot)) = (self.mark, &self.plot) else { return };
        let Some(x) = across(&mark.at, plot) else { return };
        let covers = |stroke: &&Stroke<'_>| {
            let inside = stroke.low.at < mark.at && mark.at < stroke.high.at;
            let ends = [&stroke.low, &stroke.high].into_iter().any(|tip| tip.included && tip.at == mark.at);
            inside || ends
        };
        let height = plot.strokes.iter().find(covers).and_then(|stroke| stroke.height(&mark.at));
        let Some(y) = height.and_then(|height| up(&height, plot)) else { return };
        let right = x > Number::from_i64((LEFT + RIGHT) / 2);
        let (anchor, aside) = if right { ("end", -12) } else { ("start", 12) };
        // Above the point, but not above the frame.
        let above = if y > Number::from_i64(TOP + 30) { -12 } else { 24 };
        let moved = |from: &Number, by: i64| from.add(&Number::from_i64(by)).map_or_else(|_| coordinate(from), |at| coordinate(&at));
        let (place, level) = (coordinate(&x), coordinate(&y));
        let label = escaped(&self.words.say("you are here", "你在这里"));
        let (left, top) = (moved(&x, aside), moved(&y, above));
        let lines = [
            format!("<line x1=\"{place}\" y1=\"{level}\" x2=\"{place}\" y2=\"{BOTTOM}\" stroke=\"{HERE}\" stroke-dasharray=\"5 4\"/>"),
            format!("<circle cx=\"{place}\" cy=\"{level}\" r=\"7\" fill=\"{HERE}\" stroke=\"#ffffff\" stroke-width=\"2\"/>"),
            format!(
                "<text x=\"{left}\" y=\"{top}\" text-anchor=\"{anchor}\" font-size=\"15\" font-weight=\"600\" fill=\"{HERE}\" \
                 stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">{label}</text>"
            ),
        ];
        lines.iter().for_each(|line| self.add(line));
    }
}

fn points(stroke: &Stroke<'_>, plot: &Plot<'_>) -> Vec<String> {
    let parts = if stroke.is_straight() { 1 } else { PARTS };
    let point = |part: i64| {
        let at = plot::between((&stroke.low.at, &stroke.high.at), part, parts)?;
        let height = stroke.height(&at)?;
        Some(format!("{},{}", coordinate(&across(&at, plot)?), coordinate(&up(&height, plot)?)))
    };
    (0..=parts).filter_map(point).collect()
}

/// A full dot where the end belongs to the line, an empty one where it does not; none where the line goes on.
fn dot(stroke: &Stroke<'_>, tip: &Tip, plot: &Plot<'_>) -> Option<String> {
    if tip.goes_on {
        return None;
    }
    let (x, y) = (across(&tip.at, plot)?, up(&stroke.height(&tip.at)?, plot)?);
    let fill = if tip.included { LINE } else { "#ffffff" };
    Some(format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"4\" fill=\"{fill}\" stroke=\"{LINE}\" stroke-width=\"2\"/>",
        coordinate(&x),
        coordinate(&y)
    ))
}

fn across(at: &Number, plot: &Plot<'_>) -> Option<Number> {
    Number::from_i64(LEFT).add(&plot::share(at, &plot.x)?.mul(&Number::from_i64(RIGHT - LEFT)).ok()?).ok()
}

fn up(height: &Number, plot: &Plot<'_>) -> Option<Number> {
    Number::from_i64(BOTTOM).sub(&plot::share(height, &plot.y)?.mul(&Number::from_i64(BOTTOM - TOP)).ok()?).ok()
}

/// Pixels to two places.
fn coordinate(value: &Number) -> String {
    let rounded = value.round_to(&Number::from_parts(1, 2), RoundMode::HalfUp).unwrap_or_else(|_| value.clone());
    rounded.terminating_text().unwrap_or_else(|| rounded.fixed_text(2))
}

fn shortened(text: &str) -> String {
    crate::diagnostic::text::truncate(text, HEADING)
}
