//! Standard output and standard error, and how wide and colourful they are.

use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};

use super::Ending;
use super::arguments::{Colour, Invocation, Lang};
use crate::diagnostic::render::{Style, render};
use crate::diagnostic::{Diagnostic, Language};
use crate::source::Sources;

/// Columns where the output is no terminal.
const PIPE: usize = 80;
/// Nothing is laid out narrower than this; a word must have room.
const NARROWEST: usize = 30;
/// Nothing is laid out wider than this; longer lines are hard to read.
const WIDEST: usize = 200;

/// What is known about the reader.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    pub(crate) language: Language,
    /// The language that the call names.
    pub(crate) asked: Option<Language>,
    pub(crate) errors: Style,
    pub(crate) output: Style,
    /// Whether somebody watches standard error.
    pub(crate) watched: bool,
}

impl Terminal {
    pub(crate) fn new(invocation: &Invocation) -> Terminal {
        let asked = invocation.lang.map(|lang| match lang {
            Lang::En => Language::English,
            Lang::Zh => Language::Chinese,
        });
        let language = asked.unwrap_or_else(system_language);
        let (stdout, stderr) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let style = |terminal: bool| Style {
            language,
            colour: match invocation.color {
                Colour::Always => true,
                Colour::Never => false,
                Colour::Auto => terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && !is_dumb(),
            },
            width: said_width().unwrap_or_else(|| if terminal { terminal_width() } else { PIPE }),
            unicode: !is_dumb(),
        };
        Terminal { language, asked, errors: style(stderr), output: style(stdout), watched: stderr && !is_dumb() }
    }

    /// Writes to standard output.
    pub(crate) fn print(&self, text: &str) -> Ending {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ending::Fine,
            // `merit run … | head` is a good way to look at the first people.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ending::NobodyReads,
            Err(error) => {
                self.report(&[super::problems::stdout_unwritable(&error)], &Sources::new());
                Ending::Refused
            }
        }
    }

    /// Writes messages to standard error.
    pub(crate) fn report(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        self.complain(&render(diagnostics, sources, &self.errors));
    }

    /// Writes a text to standard error. That it cannot be written can be told to nobody.
    pub(crate) fn complain(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The language that a command line asks for, before it is known whether it can be read.
pub(super) fn asked_language(arguments: &[OsString]) -> Language {
    let texts: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let behind = texts.iter().position(|text| *text == "--lang").and_then(|at| texts.get(at.saturating_add(1)));
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    match behind.copied().or(joined) {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        Some(_) | None => system_language(),
    }
}

/// From the locale, the way POSIX programs look it up.
fn system_language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty());
    match set {
        Some(locale) if locale.to_lowercase().starts_with("zh") => Language::Chinese,
        Some(_) | None => Language::English,
    }
}

/// `COLUMNS`, where the reader has set it.
fn said_width() -> Option<usize> {
    let said = env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    said.filter(|width| *width > 0).map(|width| width.clamp(NARROWEST, WIDEST))
}

fn terminal_width() -> usize {
    let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    measured.filter(|width| *width > 0).unwrap_or(PIPE).clamp(NARROWEST, WIDEST)
}
