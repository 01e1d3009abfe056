//! Bars that are parted: how a whole is made up, one bar a line. The parts are counted inside the bar, so that black and white will do.

use super::Figure;
use crate::diagnostic::text::{escaped, sanitise, truncate};

const WIDTH: i64 = 720;
const LABELS: i64 = 220;
const ROW: i64 = 28;
const LEGEND: i64 = 30;
/// Columns of a label; what is longer is cut.
const LABEL: usize = 26;
/// Narrower parts have no number in them.
const ROOM_FOR_NUMBER: i64 = 18;

const INK: &str = "#1d2733";
const FONT: &str = "system-ui, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
/// From the first part to the last, with the colour of the number in it.
const SHADES: [(&str, &str); 5] =
    [("#c8553d", "#ffffff"), ("#e6a777", "#1d2733"), ("#d7dee6", "#1d2733"), ("#86aad6", "#1d2733"), ("#1f5aa6", "#ffffff")];

/// One line: its name, and how many are in each part.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stack {
    pub label: String,
    pub parts: Vec<usize>,
}

/// Bars of one length, parted by counts; the parts have names. Lines without anything are left out. Nothing where there are no lines.
pub fn stacks(caption: &str, parts: &[String], stacks: &[Stack]) -> Option<Figure> {
    let stacks: Vec<&Stack> = stacks.iter().filter(|stack| stack.parts.iter().any(|count| *count > 0)).collect();
    if stacks.is_empty() {
        return None;
    }
    let lines = i64::try_from(stacks.len()).unwrap_or(i64::MAX);
    let height = ROW.saturating_mul(lines).saturating_add(LEGEND).saturating_add(8);
    let told = stacks.iter().map(|stack| {
        let own = stack.parts.iter().zip(parts).filter(|(count, _)| **count > 0).map(|(count, name)| format!("{name}: {count}"));
        format!("{} ({})", stack.label, own.collect::<Vec<String>>().join(", "))
    });
    let alternative = told.collect::<Vec<String>>().join("; ");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         font-family=\"{FONT}\" font-size=\"13\" fill=\"{INK}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        escaped(&sanitise(caption)),
        escaped(&sanitise(&alternative))
    );
    legend(&mut out, parts);
    for (stack, at) in stacks.iter().zip(0_i64..) {
        line(&mut out, stack, ROW.saturating_mul(at).saturating_add(LEGEND));
    }
    out.push_str("</svg>\n");
    Some(Figure { caption: caption.to_string(), alternative, svg: out })
}

fn shade(at: usize) -> (&'static str, &'static str) {
    SHADES.get(at.checked_rem(SHADES.len()).unwrap_or(0)).copied().unwrap_or(("#1f5aa6", "#ffffff"))
}

fn legend(out: &mut String, parts: &[String]) {
    let each = WIDTH.checked_div(i64::try_from(parts.len()).unwrap_or(1)).unwrap_or(WIDTH);
    for (at, name) in parts.iter().enumerate() {
        let x = each.saturating_mul(i64::try_from(at).unwrap_or(0));
        out.push_str(&format!("<rect x=\"{x}\" y=\"4\" width=\"13\" height=\"13\" fill=\"{}\"/>\n", shade(at).0));
        out.push_str(&format!("<text x=\"{}\" y=\"15\">{}</text>\n", x.saturating_add(19), escaped(&sanitise(name))));
    }
}

fn line(out: &mut String, stack: &Stack, top: i64) {
    let all = stack.parts.iter().fold(0_i64, |sum, count| sum.saturating_add(i64::try_from(*count).unwrap_or(0))).max(1);
    let room = WIDTH.saturating_sub(LABELS);
    let base = top.saturating_add(16);
    let label = escaped(&truncate(&sanitise(&stack.label), LABEL));
    out.push_str(&format!("<text x=\"{}\" y=\"{base}\" text-anchor=\"end\">{label}</text>\n", LABELS.saturating_sub(10)));
    let mut before = 0_i64;
    for (at, count) in stack.parts.iter().enumerate().filter(|(_, count)| **count > 0) {
        let place = |people: i64| room.saturating_mul(people).checked_div(all).unwrap_or(0);
        let until = before.saturating_add(i64::try_from(*count).unwrap_or(0));
        let (x, wide) = (LABELS.saturating_add(place(before)), place(until).saturating_sub(place(before)));
        let (fill, ink) = shade(at);
        out.push_str(&format!(
            "<rect x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"{}\" fill=\"{fill}\" stroke=\"#ffffff\"/>\n",
            ROW.saturating_sub(6)
        ));
        if wide >= ROOM_FOR_NUMBER {
            let middle = x.saturating_add(wide / 2);
            out.push_str(&format!("<text x=\"{middle}\" y=\"{base}\" text-anchor=\"middle\" fill=\"{ink}\">{count}</text>\n"));
        }
        before = until;
    }
}
