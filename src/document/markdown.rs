//! Markdown: what its readers take for marks is written so that they do not.

use super::{Align, Block, Cell, Document, Table};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;

/// The text; ends with a line end.
pub fn markdown(document: &Document) -> String {
    let mut out = format!("# {}\n\n", plain(&document.title));
    items(&mut out, "-", &document.beside);
    document.blocks.iter().for_each(|block| self::block(&mut out, block, document.language));
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn block(out: &mut String, block: &Block, language: Language) {
    match block {
        Block::Heading { level, text } => {
            let marks = "#".repeat(usize::from(level.saturating_add(1)));
            out.push_str(&format!("{marks} {}\n\n", plain(text)));
        }
        Block::Paragraph(text) => out.push_str(&format!("{}\n\n", plain(text))),
        Block::Note(text) => out.push_str(&format!("> {}\n\n", plain(text))),
        Block::Formula(lines) => {
            // Two blanks at the end keep the line's end.
            let lines: Vec<String> = lines.iter().map(|line| format!("> {}", plain(line.trim()))).collect();
            out.push_str(&format!("{}\n\n", lines.join("  \n")));
        }
        Block::List(all) => items(out, "-", all),
        Block::Steps(all) => items(out, "1.", all),
        Block::Outline(lines) => {
            for (depth, text) in lines {
                out.push_str(&format!("{}- {}\n", "  ".repeat(usize::from(*depth)), plain(text)));
            }
            out.push('\n');
        }
        Block::Facts(facts) => {
            let colon = match language {
                Language::English => ":",
                Language::Chinese => "：",
            };
            for (name, value) in facts {
                out.push_str(&format!("- **{}{colon}** {}\n", plain(name), plain(value)));
            }
            out.push('\n');
        }
        Block::Table(table) => self::table(out, table),
        Block::Figure(figure) => out.push_str(&format!("*{}* {}\n\n", plain(&figure.caption), plain(&figure.alternative))),
        Block::PageBreak => {}
    }
}

fn items(out: &mut String, mark: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    for item in items {
        out.push_str(&format!("{mark} {}\n", plain(item)));
    }
    out.push('\n');
}

fn table(out: &mut String, table: &Table) {
    if let Some(caption) = &table.caption {
        out.push_str(&format!("{}\n\n", plain(caption)));
    }
    let headings: Vec<String> = table.columns.iter().map(|column| plain(&column.text)).collect();
    let rules: Vec<&str> = table
        .columns
        .iter()
        .map(|column| match column.align {
            Align::Left => "---",
            Align::Right => "---:",
        })
        .collect();
    out.push_str(&format!("| {} |\n| {} |\n", headings.join(" | "), rules.join(" | ")));
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) => plain(text),
                Cell::Strong(text) if !text.is_empty() => format!("**{}**", plain(text)),
                Cell::Strong(_) | Cell::Blank => String::new(),
            })
            .collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    out.push('\n');
}

/// Text in which nothing is a mark, on one line.
fn plain(text: &str) -> String {
    let text = sanitise(text);
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let leading = out.is_empty() || at == 0;
        let is_mark = matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&')
            || leading && matches!(character, '-' | '+' | '=');
        if is_mark {
            out.push('\\');
        }
        out.push(if character == '\n' { ' ' } else { character });
    }
    numbered(out)
}

/// `3. March` would begin a numbered list.
fn numbered(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let rest = text.get(digits..).unwrap_or_default();
    if digits > 0 && (rest.starts_with(". ") || rest.starts_with(") ")) {
        let (number, rest) = text.split_at(digits);
        return format!("{number}\\{rest}");
    }
    text
}
