//! Letters, each in a file of its own where a folder is named.

use super::arguments::{AppealArguments, AppealFormat, WhichLetter};
use super::{general, output, problems};
use crate::appeal::letter::{Letter, called_for, fits, letter};
use crate::appeal::{Account, Book};
use crate::commands::Ending;
use crate::commands::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::document::words::Words;
use crate::document::{Document, html, markdown, text};
use crate::source::Sources;

pub(super) fn write(arguments: &AppealArguments, which: WhichLetter, book: &Book<'_>, words: &Words, terminal: &Terminal) -> Ending {
    let (mut written, mut wrong): (Vec<(String, String)>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    let mut none: Vec<Diagnostic> = Vec::new();
    for account in book.accounts {
        match wanted(account, which) {
            Ok(kind) => {
                let document = letter(book, account, kind, words);
                written.push((file_name(account, kind, arguments.format), form(&document, arguments.format, terminal)));
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
    if let Err(error) = std::fs::create_dir_all(folder) {
        terminal.report(&[general::out_unwritable(&folder.to_string_lossy(), &error)], &Sources::new());
        return Ending::Refused;
    }
    let endings = written.into_iter().map(|(name, text)| {
        let path = folder.join(name);
        match output::write_whole(&path, text.as_bytes()) {
            Ok(()) => Ending::Fine,
            Err(error) => {
                terminal.report(&[general::out_unwritable(&path.to_string_lossy(), &error)], &Sources::new());
                Ending::Refused
            }
        }
    });
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

/// The id as the name of a file; where it cannot be one, with the number of the case.
fn file_name(account: &Account<'_>, kind: Letter, format: AppealFormat) -> String {
    let id = &account.judged.case.id;
    let plain: String = id.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '_' }).collect();
    let name = if plain == *id { plain } else { format!("{plain}-{}", account.judged.case.number) };
    let ending = match format {
        AppealFormat::Markdown => "md",
        AppealFormat::Html => "html",
        AppealFormat::Text | AppealFormat::Json | AppealFormat::Csv => "txt",
    };
    format!("{name}-{}.{ending}", kind.name())
}
