//! The sheet as a page that stands alone: no scripts, nothing from elsewhere, readable in print.

use super::sheet::{Bar, Block, Noted, Sheet};
use super::{Told, sheet};
use crate::diagnostic::Language;
use crate::diagnostic::text::escaped;
use crate::diff::changes::What;
use crate::document::CONTENT_POLICY;
use crate::report::table::layout::{Align, Column};
use crate::value::Number;

const STYLE: &str = "\
body{font-family:system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1d2733;max-width:60rem;margin:2rem auto;padding:0 1rem;line-height:1.45}
h1{font-size:1.5rem;margin-bottom:.3rem}h2{font-size:1.1rem;margin:1.8rem 0 .5rem;border-bottom:1px solid #dfe4ea;padding-bottom:.2rem}
ul.beside{list-style:none;padding:0;margin:0;color:#55606e}
table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid #edf0f3;vertical-align:top}th{color:#55606e;font-weight:600}.right{text-align:right}
.change{margin:.6rem 0}.change .at{color:#55606e;font-size:.85rem;margin-left:.5rem}.change code{display:block;white-space:pre-wrap;padding:.1rem .5rem;font-family:ui-monospace,Consolas,monospace;font-size:.9rem}
.old{background:#fbe3df}.new{background:#e0f1e3}
svg{display:block;margin:.6rem 0;max-width:100%}svg text{font-size:12px;fill:#1d2733}
@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,.change{break-inside:avoid}}";

/// The drawing, in pixels.
const WIDTH: i64 = 720;
const LABELS: i64 = 200;
const NUMBERS: i64 = 120;
const ROW: i64 = 22;
/// More bars than this are drawn for nobody.
const MOST_BARS: usize = 40;

/// The page; ends with a line end.
pub fn write(told: &Told<'_>, language: Language) -> String {
    let sheet = sheet(told, language);
    let code = match language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    let title = escaped(&sheet.heading);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n"
    );
    body(&mut out, &sheet);
    out.push_str("</body>\n</html>\n");
    out
}

fn body(out: &mut String, sheet: &Sheet) {
    out.push_str("<ul class=\"beside\">\n");
    for line in &sheet.beside {
        out.push_str(&format!("<li>{}</li>\n", escaped(line)));
    }
    out.push_str("</ul>\n");
    for section in &sheet.sections {
        out.push_str(&format!("<section>\n<h2>{}</h2>\n", escaped(&section.heading)));
        for block in &section.blocks {
            match block {
                Block::Said(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
                Block::Changes(changes) => changes.iter().for_each(|change| noted(out, change)),
                Block::Table(columns) => table(out, columns),
                Block::Fitting(tables) => table(out, tables.first().map_or(&[][..], Vec::as_slice)),
                Block::Bars(bars) => drawing(out, bars),
            }
        }
        out.push_str("</section>\n");
    }
}

fn noted(out: &mut String, change: &Noted) {
    let mark = match change.what {
        What::Added => "+",
        What::Removed => "−",
        What::Changed => "~",
    };
    let number = change.number.as_ref().map_or(String::new(), |number| format!("{} ", escaped(number)));
    let (place, at) = (escaped(&change.place), escaped(&change.at));
    out.push_str(&format!("<div class=\"change\"><b>{number}{mark} {place}</b><span class=\"at\">{at}</span>\n"));
    for (class, text) in [("old", &change.old), ("new", &change.new)] {
        if let Some(text) = text {
            out.push_str(&format!("<code class=\"{class}\">{}</code>\n", escaped(text)));
        }
    }
    out.push_str("</div>\n");
}

fn table(out: &mut String, columns: &[Column]) {
    let class = |column: &Column| match column.align {
        Align::Left => "",
        Align::Right => " class=\"right\"",
    };
    out.push_str("<table>\n");
    if columns.iter().any(|column| !column.heading.is_empty()) {
        out.push_str("<tr>");
        for column in columns {
            out.push_str(&format!("<th{}>{}</th>", class(column), escaped(&column.heading)));
        }
        out.push_str("</tr>\n");
    }
    let count = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    for at in 0..count {
        out.push_str("<tr>");
        for column in columns {
            out.push_str(&format!("<td{}>{}</td>", class(column), escaped(column.cells.get(at).map_or("", String::as_str))));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

/// Bars to the right for more, to the left for less, all on one scale.
fn drawing(out: &mut String, bars: &[Bar]) {
    let most = bars.iter().map(|bar| bar.value.abs()).max().unwrap_or(Number::ZERO);
    if bars.is_empty() || bars.len() > MOST_BARS || most.is_zero() {
        return;
    }
    let half = WIDTH.saturating_sub(LABELS).saturating_sub(NUMBERS).wrapping_div(2);
    let zero = LABELS.saturating_add(half);
    let height = ROW.saturating_mul(i64::try_from(bars.len()).unwrap_or(i64::MAX)).saturating_add(8);
    out.push_str(&format!("<svg viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n"));
    out.push_str(&format!("<line x1=\"{zero}\" y1=\"0\" x2=\"{zero}\" y2=\"{height}\" stroke=\"#b5bec9\"/>\n"));
    for (bar, at) in bars.iter().zip(0_i64..) {
        let long = bar
            .value
            .abs()
            .mul(&Number::from_i64(half))
            .and_then(|long| long.div(&most))
            .map_or(0, |long| long.ceil().to_i64().unwrap_or(0));
        let (x, colour) = if bar.value.is_negative() { (zero.saturating_sub(long), "#c8553d") } else { (zero, "#3a7d52") };
        let top = ROW.saturating_mul(at).saturating_add(4);
        let middle = top.saturating_add(14);
        let (label, number) = (escaped(&bar.label), escaped(&bar.shown));
        out.push_str(&format!("<text x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{label}</text>\n", LABELS.saturating_sub(8)));
        out.push_str(&format!("<rect x=\"{x}\" y=\"{top}\" width=\"{long}\" height=\"{}\" fill=\"{colour}\"/>\n", ROW.saturating_sub(6)));
        out.push_str(&format!("<text x=\"{WIDTH}\" y=\"{middle}\" text-anchor=\"end\">{number}</text>\n"));
    }
    out.push_str("</svg>\n");
}
