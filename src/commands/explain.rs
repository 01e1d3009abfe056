//! `merit explain`: what a code means.

use super::Ending;
use super::arguments::ExplainArguments;
use super::problems;
use super::terminal::Terminal;
use crate::diagnostic::catalogue::pages;
use crate::diagnostic::render::page;
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
        Some(found) => terminal.print(&page(found, terminal.language)),
        None => {
            let known: Vec<String> = pages().map(|page| page.code.to_string()).collect();
            terminal.report(&[problems::unknown_code(said, &code, &known)], &Sources::new());
            Ending::Refused
        }
    }
}
