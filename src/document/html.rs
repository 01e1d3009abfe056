//! A page that stands alone: no scripts, nothing from elsewhere; table heads are repeated on every page that is printed.

use super::{Align, Block, Cell, Document, Figure, Table};
use crate::diagnostic::Language;
use crate::diagnostic::text::{self, sanitise};

const STYLE: &str = "\
body{font-family:system-ui,'Segoe UI','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;color:#1d2733;max-width:52rem;margin:2rem auto;padding:0 1rem;line-height:1.55}
h1{font-size:1.6rem;margin-bottom:.3rem}h2{font-size:1.25rem;margin:2rem 0 .6rem;border-bottom:1px solid #dfe4ea;padding-bottom:.2rem}h3{font-size:1.05rem;margin:1.4rem 0 .4rem}h4{font-size:1rem;margin:1rem 0 .3rem}
ul.beside{list-style:none;padding:0;margin:0 0 1rem;color:#55606e}
p{margin:.5rem 0}.note{border-left:4px solid #c9892b;background:#fdf6e9;padding:.5rem .8rem;margin:.8rem 0}
table{border-collapse:collapse;margin:.7rem 0;width:100%;font-variant-numeric:tabular-nums}caption{text-align:left;color:#55606e;padding-bottom:.3rem}
th,td{padding:.3rem .6rem;min-width:2.6em;text-align:left;border-bottom:1px solid #dfe4ea;vertical-align:top;overflow-wrap:anywhere}th{color:#55606e;font-weight:600;background:#f5f7f9}th:first-child,td:first-child{min-width:7rem}.right{text-align:right;white-space:nowrap}td.blank{height:1.6rem;border-bottom:1px solid #8a94a0}
dl{display:grid;grid-template-columns:minmax(6rem,max-content) 1fr;gap:.3rem 1rem;margin:.6rem 0}dt{font-weight:600;color:#55606e}dd{margin:0;overflow-wrap:anywhere}
.formula{font-family:inherit;white-space:pre-wrap;overflow-wrap:anywhere;background:#f5f7f9;border-left:3px solid #8a94a0;padding:.4rem .8rem;margin:.5rem 0}
figure{margin:1rem 0}figcaption{color:#55606e;font-size:.9rem}svg{display:block;max-width:100%;height:auto}
@page{size:A4;margin:18mm 16mm}
@media print{body{margin:0;max-width:none;padding:0;font-size:10.5pt}h2,h3,h4,caption{break-after:avoid}thead{display:table-header-group}figure svg{max-height:95mm}tr,figure,.note,.formula{break-inside:avoid}.page{break-after:page}th{background:none}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

/// What a browser lets the page do: show its own style and drawings. Nothing is run, and nothing is fetched.
pub const CONTENT_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// The page; ends with a line end.
pub fn html(document: &Document) -> String {
    let code = match document.language {
        Language::English => "en",
        Language::Chinese => "zh-CN",
    };
    let title = escaped(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}\n</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n"
    );
    items(&mut out, "ul class=\"beside\"", "ul", &document.beside);
    let mut figures: usize = 0;
    for block in &document.blocks {
        figures = figures.saturating_add(usize::from(matches!(block, Block::Figure(_))));
        self::block(&mut out, block, figures);
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// A block; a figure is the one of this number.
fn block(out: &mut String, block: &Block, figures: usize) {
    match block {
        Block::Heading { level, text } => {
            // The title of the document is the only first heading.
            let level = level.saturating_add(1).min(4);
            out.push_str(&format!("<h{level}>{}</h{level}>\n", escaped(text)));
        }
        Block::Paragraph(text) => out.push_str(&format!("<p>{}</p>\n", escaped(text))),
        Block::Note(text) => out.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(text))),
        Block::Formula(lines) => out.push_str(&format!(
            "<pre class=\"formula\">{}</pre>\n",
            lines.iter().map(|line| escaped(line)).collect::<Vec<String>>().join("\n")
        )),
        Block::List(all) => items(out, "ul", "ul", all),
        Block::Steps(all) => items(out, "ol", "ol", all),
        Block::Outline(lines) => outline(out, lines),
        Block::Facts(facts) => {
            out.push_str("<dl>\n");
            for (name, value) in facts {
                out.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", escaped(name), escaped(value)));
            }
            out.push_str("</dl>\n");
        }
        Block::Table(table) => self::table(out, table),
        Block::Figure(figure) => self::figure(out, figure, figures),
        Block::PageBreak => out.push_str("<div class=\"page\"></div>\n"),
    }
}

fn items(out: &mut String, open: &str, close: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    out.push_str(&format!("<{open}>\n"));
    for item in items {
        out.push_str(&format!("<li>{}</li>\n", escaped(item)));
    }
    out.push_str(&format!("</{close}>\n"));
}

/// Lists in lists; a line that stands deeper than its list allows is one deeper.
fn outline(out: &mut String, lines: &[(u8, String)]) {
    let mut open: u8 = 0;
    for (depth, text) in lines {
        let wanted = depth.saturating_add(1);
        while open > wanted {
            out.push_str("</li>\n</ul>\n");
            open = open.saturating_sub(1);
        }
        if open < wanted {
            out.push_str("<ul>\n");
            open = open.saturating_add(1);
        } else {
            out.push_str("</li>\n");
        }
        out.push_str(&format!("<li>{}", escaped(text)));
    }
    (0..open).for_each(|_| out.push_str("</li>\n</ul>\n"));
}

fn table(out: &mut String, table: &Table) {
    let class = |at: usize| match table.columns.get(at).map(|column| column.align) {
        Some(Align::Right) => " class=\"right\"",
        Some(Align::Left) | None => "",
    };
    out.push_str("<table>\n");
    if let Some(caption) = &table.caption {
        out.push_str(&format!("<caption>{}</caption>\n", escaped(caption)));
    }
    if table.columns.iter().any(|column| !column.text.is_empty()) {
        out.push_str("<thead><tr>");
        for (at, column) in table.columns.iter().enumerate() {
            out.push_str(&format!("<th scope=\"col\"{}>{}</th>", class(at), escaped(&column.text)));
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            match cell {
                Cell::Text(text) => out.push_str(&format!("<td{}>{}</td>", class(at), escaped(text))),
                Cell::Strong(text) => out.push_str(&format!("<td{}><b>{}</b></td>", class(at), escaped(text))),
                Cell::Blank => out.push_str("<td class=\"blank\"></td>"),
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A drawing says in words what it shows, by marks that only it has on the page.
fn figure(out: &mut String, figure: &Figure, number: usize) {
    let (title, text) = (format!("figure-{number}-title"), format!("figure-{number}-text"));
    let svg = figure.svg.replacen("role=\"img\"", &format!("role=\"img\" aria-labelledby=\"{title} {text}\""), 1);
    let svg = svg.replacen("<title>", &format!("<title id=\"{title}\">"), 1).replacen("<desc>", &format!("<desc id=\"{text}\">"), 1);
    out.push_str("<figure>\n");
    out.push_str(&svg);
    out.push_str(&format!("<figcaption>{}</figcaption>\n</figure>\n", escaped(&figure.caption)));
}

/// A text as it stands in the page; signs that only machines read are shown or left out.
fn escaped(text: &str) -> String {
    text::escaped(&sanitise(text))
}
