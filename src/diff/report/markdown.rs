//! The sheet as Markdown, to paste into an approval.

use super::sheet::{Block, Noted};
use super::{Told, sheet};
use crate::diagnostic::Language;
use crate::report::table::layout::{Align, Column};

/// The sheet; ends with a line end.
pub fn write(told: &Told<'_>, language: Language) -> String {
    let sheet = sheet(told, language);
    let mut out = format!("# {}\n\n", escaped(&sheet.heading));
    for line in &sheet.beside {
        out.push_str(&format!("- {}\n", escaped(line)));
    }
    for section in &sheet.sections {
        out.push_str(&format!("\n## {}\n", escaped(&section.heading)));
        for block in &section.blocks {
            match block {
                Block::Said(text) => out.push_str(&format!("\n{}\n", escaped(text))),
                Block::Changes(changes) => {
                    out.push('\n');
                    changes.iter().for_each(|change| noted(&mut out, change));
                }
                Block::Table(columns) => out.push_str(&format!("\n{}", table(columns))),
                Block::Fitting(tables) => out.push_str(&format!("\n{}", table(tables.first().map_or(&[][..], Vec::as_slice)))),
                Block::Bars(_) => {}
            }
        }
    }
    out
}

fn noted(out: &mut String, change: &Noted) {
    let number = change.number.as_ref().map_or(String::new(), |number| format!("{} ", escaped(number)));
    out.push_str(&format!("- {number}{} ({})\n", escaped(&change.place), escaped(&change.at)));
    out.push_str("  ```diff\n");
    let lines = [("-", &change.old), ("+", &change.new)];
    for (sign, text) in lines.into_iter().filter_map(|(sign, text)| text.as_ref().map(|text| (sign, text))) {
        // Three of them would end the block.
        out.push_str(&format!("  {sign} {}\n", text.replace("```", "'''")));
    }
    out.push_str("  ```\n");
}

fn table(columns: &[Column]) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(columns.iter().map(|column| escaped(&column.heading)).collect());
    let rule = columns.iter().map(|column| match column.align {
        Align::Left => "---".to_string(),
        Align::Right => "---:".to_string(),
    });
    out.push_str(&row(rule.collect()));
    let count = columns.iter().map(|column| column.cells.len()).max().unwrap_or(0);
    for at in 0..count {
        out.push_str(&row(columns.iter().map(|column| column.cells.get(at).map_or(String::new(), |cell| escaped(cell))).collect()));
    }
    out
}

/// A text in which nothing is a mark of Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
