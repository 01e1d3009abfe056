//! `merit explain`: what a code means.

use super::Ending;
use super::arguments::ExplainArguments;
use super::problems;
use super::terminal::Terminal;
use crate::diagnostic::catalogue::pages;
use crate::diagnostic::render::page;
use crate::diagnostic::text::{display_width, wrap};
use crate::source::Sources;

pub(crate) fn explain(arguments: &ExplainArguments, terminal: &Terminal) -> Ending {
    let Some(said) = &arguments.code else {
        let list: String = pages().map(|page| format!("{}  {}\n", page.code, page.name)).collect();
        return terminal.print(&list);
    };
    // Whoever copies a message copies its brackets too.
    let code = said.trim().trim_matches(['[', ']']).to_uppercase();
    let found = pages().find(|page| page.code == code || page.name.to_uppercase() == code);
    match found {
        Some(found) => terminal.print(&reflow(&page(found, terminal.language), terminal.output.width)),
        None => {
            let known: Vec<String> = pages().map(|page| page.code.to_string()).collect();
            terminal.report(&[problems::unknown_code(said, &code, &known)], &Sources::new());
            Ending::Refused
        }
    }
}

/// Paragraphs in lines of the terminal's width. Examples, lists and tables keep their lines.
fn reflow(page: &str, width: usize) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    for line in page.lines().chain([""]) {
        let own = line.is_empty() || line.starts_with([' ', '-', '|', '*']);
        if own && !paragraph.is_empty() {
            out.push_str(&wrap(&paragraph, width, "", ""));
            out.push('\n');
            paragraph.clear();
        }
        if own {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        // Between Chinese characters a line end is no blank.
        let chinese = |c: char| display_width(&c.to_string()) > 1;
        let joined = paragraph.is_empty() || (paragraph.ends_with(chinese) && line.starts_with(chinese));
        paragraph.push_str(if joined { "" } else { " " });
        paragraph.push_str(line);
    }
    out.trim_end().to_string() + "\n"
}

#[cfg(test)]
mod tests {
    use super::reflow;

    #[test]
    fn paragraphs_are_wrapped() {
        let page = "E1 x\n\nOne two\nthree four.\n\n    kept   as it is and long\n- a list\n一二\n三四五六七八九\n";
        assert_eq!(reflow(page, 12), "E1 x\n\nOne two\nthree four.\n\n    kept   as it is and long\n- a list\n一二三四五六\n七八九\n");
    }
}
