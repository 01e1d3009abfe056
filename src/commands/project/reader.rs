//! Walking over a project file, with the place of everything in it.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{PlanEntry, lint, plans};
use crate::commands::problems::{self, Wanted};
use crate::diagnostic::{Diagnostic, Label};
use crate::lint::settings::Settings;
use crate::source::{FileId, Span};

pub(super) type Key<'t> = Spanned<Cow<'t, str>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// What may stand at the top of the file.
const KEYS: [&str; 2] = ["plan", "lint"];

/// The file, and what has been found wrong in it.
pub(super) struct Reader<'t> {
    file: FileId,
    text: &'t str,
    problems: Vec<Diagnostic>,
    /// Lines that are not TOML; what else they say is not judged.
    broken: Vec<usize>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(file: FileId, text: &'t str) -> Reader<'t> {
        Reader { file, text, problems: Vec::new(), broken: Vec::new() }
    }

    /// Everything the file says that is right. `folder` is the file's folder as messages name it, `root` its real path.
    pub(super) fn read(&mut self, folder: &Path, root: &Path) -> (Vec<PlanEntry>, Settings) {
        let (table, faults) = DeTable::parse_recoverable(self.text);
        for fault in faults {
            let range = fault.span().unwrap_or(0..0);
            self.broken.push(self.line(range.start));
            let span = self.span(range);
            self.problems.push(problems::project_not_toml(fault.message(), span));
        }
        let (mut plans, mut settings) = (Vec::new(), Settings::default());
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "plan" => plans = plans::read(self, value, folder, root),
                "lint" => settings = lint::read(self, value),
                _ => self.unknown_key(key, &KEYS),
            }
        }
        (plans, settings)
    }

    /// The problems in the order of the file. A broken line is one problem.
    pub(super) fn problems(&mut self) -> Vec<Diagnostic> {
        let mut found = std::mem::take(&mut self.problems);
        let mut told: Vec<usize> = Vec::new();
        found.retain(|problem| {
            let line = problem.labels.first().map_or(0, |label| self.line(label.span.start as usize));
            let first = !told.contains(&line);
            told.push(line);
            first || !self.broken.contains(&line)
        });
        found.sort_by_key(|problem| problem.labels.first().map(|label| label.span.start));
        found
    }

    /// Whether a part of the file could not be read: what is missing may stand there.
    pub(super) fn is_whole(&self) -> bool {
        self.broken.is_empty()
    }

    pub(super) fn say(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// Below a head that cannot be read a key stands in a block that is not its own, and nothing is said.
    pub(super) fn unknown_key(&mut self, key: &Key<'_>, known: &[&str]) {
        if !self.is_whole() {
            return;
        }
        let span = self.span(key.span());
        self.say(problems::unknown_key(key.get_ref(), known, span));
    }

    /// The table under a key; a message where it is none.
    pub(super) fn table<'v, 'd>(&mut self, value: &'v Value<'d>, wanted: Wanted) -> Option<&'v DeTable<'d>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, wanted);
        }
        table
    }

    /// The text under a key; a message where it is none.
    pub(super) fn text<'v>(&mut self, value: &'v Value<'_>, wanted: Wanted) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value, wanted);
        }
        text
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'_>, wanted: Wanted) {
        let (span, written) = (self.span(value.span()), self.written(value));
        self.say(problems::wrong_type(&written, wanted, span));
    }

    /// The value as the file has it.
    pub(super) fn written(&self, value: &Value<'_>) -> String {
        self.text.get(value.span()).unwrap_or_default().trim().to_string()
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count()
    }

    /// Adds the key to a problem about its value.
    pub(super) fn beside(&self, key: &Key<'_>) -> Label {
        problems::of_this_setting(self.span(key.span()))
    }
}
