//! The sheet for a terminal.

use super::sheet::{Block, Noted};
use super::{Told, sheet};
use crate::diagnostic::Language;
use crate::diagnostic::text::{display_width, wrap};
use crate::diff::changes::What;
use crate::report::table::layout::{draw, fits};

/// The sheet in lines of at most `width` columns, as far as tables allow.
pub fn write(told: &Told<'_>, width: usize, language: Language) -> String {
    let sheet = sheet(told, language);
    let mut out = format!("{}\n", sheet.heading);
    for line in &sheet.beside {
        out.push_str(&wrap(line, width, "  ", "    "));
        out.push('\n');
    }
    for section in &sheet.sections {
        out.push_str(&format!("\n{}\n", section.heading));
        for block in &section.blocks {
            match block {
                Block::Said(text) => out.push_str(&format!("{}\n", wrap(text, width, "  ", "    "))),
                Block::Changes(changes) => changes.iter().for_each(|change| noted(&mut out, change, width)),
                Block::Table(columns) => out.push_str(&indented(&draw(columns, width.saturating_sub(2)))),
                Block::Fitting(tables) => {
                    let room = width.saturating_sub(2);
                    let chosen = tables.iter().find(|columns| fits(columns, room)).or(tables.last());
                    out.push_str(&indented(&draw(chosen.map_or(&[][..], Vec::as_slice), room)));
                }
                Block::Bars(_) => {}
            }
        }
    }
    out
}

fn noted(out: &mut String, change: &Noted, width: usize) {
    let mark = match change.what {
        What::Added => "+",
        What::Removed => "-",
        What::Changed => "~",
    };
    let number = change.number.as_ref().map_or(String::new(), |number| format!("{number} "));
    let head = format!("  {number}{mark} {}", change.place);
    let room = width.saturating_sub(display_width(&head)).saturating_sub(display_width(&change.at));
    let gap = if room > 1 { " ".repeat(room) } else { "\n      ".to_string() };
    out.push_str(&format!("{head}{gap}{}\n", change.at));
    for (mark, text) in [("-", &change.old), ("+", &change.new)] {
        if let Some(text) = text {
            out.push_str(&format!("{}\n", wrap(text, width, &format!("      {mark} "), "        ")));
        }
    }
}

fn indented(table: &str) -> String {
    // A table without headings has an empty line and a rule for them.
    let mut lines: Vec<&str> = table.lines().collect();
    if lines.first().is_some_and(|line| line.trim().is_empty()) {
        lines.drain(..2.min(lines.len()));
    }
    lines.iter().map(|line| if line.is_empty() { "\n".to_string() } else { format!("  {line}\n") }).collect()
}
