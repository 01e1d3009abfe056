//! Figures that documents share: bars, and steps in time. Plain enough to read in black and white.

use super::Figure;
use crate::diagnostic::text::{escaped, sanitise, truncate};
use crate::value::Number;

/// A drawing, in pixels.
const WIDTH: i64 = 720;
const LABELS: i64 = 220;
const NUMBERS: i64 = 130;
const ROW: i64 = 26;
/// Columns of a label; what is longer is cut.
const LABEL: usize = 26;
/// Columns of a label of a step.
const STEP_LABEL: usize = 40;

const INK: &str = "#1d2733";
const PALE: &str = "#dfe4ea";
const FILL: &str = "#1f5aa6";
const BELOW: &str = "#c8553d";
const FONT: &str = "system-ui, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";

/// One bar: its name, its length, and the number beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bar {
    pub label: String,
    pub value: Number,
    pub shown: String,
}

/// One step of a procedure, in the order in which they come.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub label: String,
    /// How long it may take, or when it is.
    pub when: String,
}

/// Bars on one scale; those below zero go to the left. The alternative names every bar. Nothing where there are no bars.
pub fn bars(caption: &str, bars: &[Bar]) -> Option<Figure> {
    if bars.is_empty() {
        return None;
    }
    let most = bars.iter().map(|bar| bar.value.abs()).max().filter(|most| !most.is_zero()).unwrap_or(Number::ONE);
    let below = bars.iter().any(|bar| bar.value.is_negative());
    let room = WIDTH.saturating_sub(LABELS).saturating_sub(NUMBERS);
    let (zero, room) = if below { (LABELS.saturating_add(room / 2), room / 2) } else { (LABELS, room) };
    let height = ROW.saturating_mul(count(bars)).saturating_add(8);
    let told: Vec<String> = bars.iter().map(|bar| format!("{} {}", bar.label, bar.shown)).collect();
    let alternative = told.join("; ");
    let mut out = opened(caption, &alternative, height);
    out.push_str(&format!("<line x1=\"{zero}\" y1=\"0\" x2=\"{zero}\" y2=\"{height}\" stroke=\"{PALE}\"/>\n"));
    for (bar, at) in bars.iter().zip(0_i64..) {
        let long = bar.value.abs().mul(&Number::from_i64(room)).and_then(|long| long.div(&most));
        let long = long.ok().and_then(|long| long.ceil().to_i64()).unwrap_or(0);
        let (x, colour) = if bar.value.is_negative() { (zero.saturating_sub(long), BELOW) } else { (zero, FILL) };
        let top = ROW.saturating_mul(at).saturating_add(4);
        let middle = top.saturating_add(14);
        let label = escaped(&truncate(&sanitise(&bar.label), LABEL));
        out.push_str(&format!("<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{label}</text>\n", LABELS.saturating_sub(10)));
        out.push_str(&format!("<rect x=\"{x}\" y=\"{top}\" width=\"{long}\" height=\"{}\" fill=\"{colour}\"/>\n", ROW.saturating_sub(8)));
        out.push_str(&format!("<text x=\"{WIDTH}\" y=\"{middle}\" text-anchor=\"end\">{}</text>\n", escaped(&sanitise(&bar.shown))));
    }
    out.push_str("</svg>\n");
    Some(Figure { caption: caption.to_string(), alternative, svg: out })
}

/// Steps from the first to the last along a line. Nothing where there are none.
pub fn timeline(caption: &str, steps: &[Step]) -> Option<Figure> {
    if steps.is_empty() {
        return None;
    }
    const LINE: i64 = 14;
    let row = ROW.saturating_add(8);
    let height = row.saturating_mul(count(steps)).saturating_add(8);
    let told: Vec<String> = steps.iter().map(|step| format!("{} {}", step.label, step.when)).collect();
    let alternative = told.join("; ");
    let mut out = opened(caption, &alternative, height);
    let last = height.saturating_sub(row / 2);
    out.push_str(&format!("<line x1=\"{LINE}\" y1=\"{}\" x2=\"{LINE}\" y2=\"{last}\" stroke=\"{FILL}\" stroke-width=\"2\"/>\n", row / 2));
    for (step, at) in steps.iter().zip(0_i64..) {
        let middle = row.saturating_mul(at).saturating_add(row / 2);
        let base = middle.saturating_add(5);
        out.push_str(&format!("<circle cx=\"{LINE}\" cy=\"{middle}\" r=\"6\" fill=\"#ffffff\" stroke=\"{FILL}\" stroke-width=\"2\"/>\n"));
        let label = escaped(&truncate(&sanitise(&step.label), STEP_LABEL));
        out.push_str(&format!("<text x=\"32\" y=\"{base}\" font-weight=\"600\">{label}</text>\n"));
        out.push_str(&format!("<text x=\"340\" y=\"{base}\">{}</text>\n", escaped(&truncate(&sanitise(&step.when), STEP_LABEL))));
    }
    out.push_str("</svg>\n");
    Some(Figure { caption: caption.to_string(), alternative, svg: out })
}

/// The beginning of a drawing, with what it shows in words.
fn opened(caption: &str, alternative: &str, height: i64) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         font-family=\"{FONT}\" font-size=\"13\" fill=\"{INK}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        escaped(&sanitise(caption)),
        escaped(&sanitise(alternative))
    )
}

fn count<T>(all: &[T]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}
