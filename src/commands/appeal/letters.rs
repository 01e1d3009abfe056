//! Letters, each in a file of its own where a folder is named.

use super::arguments::{AppealArguments, AppealFormat, WhichLetter};
use super::{output, problems};
use crate::appeal::case::Act;
use crate::appeal::letter::{Letter, called_for, fits, letter};
use crate::appeal::{Account, Book};
use crate::commands::Ending;
use crate::commands::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::document::words::Words;
use crate::document::{Document, html, markdown, text};
use crate::source::Sources;

/// Letters of cases whose names for files are given, in the order of the accounts.
pub(super) fn write(
    arguments: &AppealArguments,
    which: WhichLetter,
    (book, names): (&Book<'_>, &[String]),
    words: &Words,
    terminal: &Terminal,
) -> Ending {
    let (mut written, mut wrong): (Vec<(String, String)>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    let mut none: Vec<Diagnostic> = Vec::new();
    for (account, name) in book.accounts.iter().zip(names) {
        match wanted(account, which) {
            Ok(kind) => {
                let document = letter(book, account, kind, words);
                written.push((file_name(name, account, kind, arguments.format), form(&document, arguments.format, terminal)));
            }
            // Of all cases those are written that call for a letter.
            Err(_) if which == WhichLetter::Due && arguments.case.is_none() && called_for(account).is_none() => {
                none.push(problems::no_letter_owed(account))
            }
            Err(problem) => wrong.push(*problem),
        }
    }
    terminal.report(&none, &Sources::new());
    terminal.report(&wrong, &Sources::new());
    let ending = if wrong.is_empty() { Ending::Fine } else { Ending::Findings };
    let Some(folder) = &arguments.out else {
        let all: Vec<String> = written.into_iter().map(|(_, text)| text).collect();
        return ending.worse(terminal.print(&all.join("\n")));
    };
    let made = output::folder(folder, terminal);
    if made != Ending::Fine {
        return made;
    }
    let endings = written.into_iter().map(|(name, text)| output::write(&folder.join(name), text.as_bytes(), terminal));
    endings.fold(ending, Ending::worse)
}

fn wanted(account: &Account<'_>, which: WhichLetter) -> Result<Letter, Box<Diagnostic>> {
    let kind = match which {
        WhichLetter::Due => called_for(account),
        WhichLetter::Acknowledgement => Some(Letter::Acknowledgement),
        WhichLetter::Completion => Some(Letter::Completion),
        WhichLetter::Refusal => Some(Letter::Refusal),
        WhichLetter::Ruling => Some(Letter::Ruling),
    };
    let judged = &account.judged;
    let refused = || Box::new(problems::no_letter(&judged.case.id, &judged.state.text(), kind));
    kind.filter(|kind| fits(account, *kind)).ok_or_else(refused)
}

fn form(document: &Document, format: AppealFormat, terminal: &Terminal) -> String {
    match format {
        AppealFormat::Markdown => markdown(document),
        AppealFormat::Html => html(document),
        AppealFormat::Text | AppealFormat::Json | AppealFormat::Csv => text(document, terminal.output.width),
    }
}

/// The name of the case, and which letter it is; of several of a kind also the how manieth.
fn file_name(case: &str, account: &Account<'_>, kind: Letter, format: AppealFormat) -> String {
    let ending = match format {
        AppealFormat::Markdown => "md",
        AppealFormat::Html => "html",
        AppealFormat::Text | AppealFormat::Json | AppealFormat::Csv => "txt",
    };
    let happened = |wanted: fn(&Act) -> bool| account.judged.events.iter().filter(|event| wanted(&event.act)).count();
    let count = match kind {
        Letter::Ruling => happened(|act| matches!(act, Act::Decided(_))),
        Letter::Completion => happened(|act| matches!(act, Act::AskedToComplete { .. })),
        Letter::Acknowledgement | Letter::Refusal => 1,
    };
    let which = if count > 1 { format!("-{count}") } else { String::new() };
    format!("{case}-{}{which}.{ending}", kind.name())
}
