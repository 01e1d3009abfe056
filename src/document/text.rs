//! Lines for a terminal.

use super::{Align, Block, Cell, Document, Table};
use crate::diagnostic::Language;
use crate::diagnostic::text::{display_width, pad_right, sanitise, wrap};
use crate::report::table::layout::{self, Column};

/// Narrower terminals are taken as this wide.
const LEAST: usize = 40;
/// The widest cell that stands in a table; wider ones make it a list.
const WIDEST_CELL: usize = 60;

/// The lines, at most `width` columns wide as far as words allow; ends with a line end.
pub fn text(document: &Document, width: usize) -> String {
    let width = width.max(LEAST);
    let mut out = format!("{}\n", sanitise(&document.title));
    for line in &document.beside {
        out.push_str(&format!("{}\n", wrap(&sanitise(line), width, "", "")));
    }
    out.push('\n');
    for block in &document.blocks {
        self::block(&mut out, block, (width, document.language));
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn block(out: &mut String, block: &Block, (width, language): (usize, Language)) {
    let mut add = |text: &str, first: &str, rest: &str| out.push_str(&format!("{}\n", wrap(&sanitise(text), width, first, rest)));
    match block {
        Block::Heading { level, text } => {
            add(text, "", "");
            if *level == 1 {
                let rule = display_width(&sanitise(text)).min(width);
                out.push_str(&format!("{}\n", "─".repeat(rule)));
            }
        }
        Block::Paragraph(text) => {
            add(text, "", "");
            out.push('\n');
        }
        Block::Note(text) => {
            add(text, "! ", "  ");
            out.push('\n');
        }
        Block::Formula(lines) => {
            lines.iter().for_each(|line| add(line, "    ", "      "));
            out.push('\n');
        }
        Block::List(all) => {
            all.iter().for_each(|item| add(item, "- ", "  "));
            out.push('\n');
        }
        Block::Steps(all) => {
            for (item, number) in all.iter().zip(1_u32..) {
                add(item, &format!("{number}. "), "   ");
            }
            out.push('\n');
        }
        Block::Outline(lines) => {
            for (depth, text) in lines {
                let indent = "  ".repeat(usize::from(*depth));
                add(text, &format!("{indent}- "), &format!("{indent}  "));
            }
            out.push('\n');
        }
        Block::Facts(facts) => {
            let widest = facts.iter().map(|(name, _)| display_width(&sanitise(name))).max().unwrap_or(0).min(width / 3);
            for (name, value) in facts {
                let first = format!("  {}  ", pad_right(&sanitise(name), widest));
                add(value, &first, &" ".repeat(widest.saturating_add(4)));
            }
            out.push('\n');
        }
        Block::Table(table) => {
            out.push_str(&self::table(table, (width, language)));
            out.push('\n');
        }
        Block::Figure(figure) => {
            add(&figure.caption, "", "");
            add(&figure.alternative, "  ", "  ");
            out.push('\n');
        }
        Block::PageBreak => {}
    }
}

/// In columns where they fit, else a list of rows.
fn table(table: &Table, (width, language): (usize, Language)) -> String {
    let caption = table.caption.as_ref().map(|caption| format!("{}\n", wrap(&sanitise(caption), width, "", ""))).unwrap_or_default();
    let columns: Vec<Column> = table
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| Column {
            heading: sanitise(&column.text),
            align: match column.align {
                Align::Left => layout::Align::Left,
                Align::Right => layout::Align::Right,
            },
            cells: table.rows.iter().map(|row| sanitise(row.get(at).map_or("", Cell::text))).collect(),
            total: String::new(),
        })
        .collect();
    let narrow = columns.iter().flat_map(|column| &column.cells).all(|cell| display_width(cell) <= WIDEST_CELL);
    if narrow && layout::fits(&columns, width) {
        return format!("{caption}{}", layout::draw(&columns, width));
    }
    let colon = match language {
        Language::English => ": ",
        Language::Chinese => "：",
    };
    let mut out = caption;
    for row in &table.rows {
        for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate().filter(|(_, (cell, _))| !cell.text().is_empty()) {
            let first = if at == 0 { "- " } else { "  " };
            let heading = if at == 0 || column.text.is_empty() { String::new() } else { format!("{}{colon}", sanitise(&column.text)) };
            out.push_str(&format!("{}\n", wrap(&format!("{heading}{}", sanitise(cell.text())), width, first, "    ")));
        }
    }
    out
}
