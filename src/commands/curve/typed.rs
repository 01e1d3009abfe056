//! What was typed behind `--at` and `--vary`, read as the language reads an example: its units, its choices, its bounds, its messages.
//!
//! The words are put into an example block that is planned with the policy. Whatever is then said about it is moved back to the words.

use std::ops::Range;

use crate::commands::policy::Loaded;
use crate::diagnostic::{Diagnostic, Label};
use crate::plan::ir::Example;
use crate::plan::plan;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::ast::Item;
use crate::syntax::parse;

use super::problems;

/// A text in which typed words stand among others.
pub(super) struct Typed {
    text: String,
    parts: Vec<Part>,
    examples: usize,
}

/// Where typed words stand: in the text, and as they were typed.
struct Part {
    at: Range<usize>,
    typed: Span,
}

impl Typed {
    pub(super) fn new() -> Typed {
        Typed { text: String::new(), parts: Vec::new(), examples: 0 }
    }

    /// Adds words of our own.
    pub(super) fn own(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds words that were typed.
    pub(super) fn typed(&mut self, words: &str, typed: Span) {
        let start = self.text.len();
        self.text.push_str(words);
        self.parts.push(Part { at: start..self.text.len(), typed });
    }

    pub(super) fn open(&mut self, title: &str, period: &str) {
        self.examples += 1;
        self.own(&format!("example \"{title}\" {{\nperiod {period}\n"));
    }

    /// What an example expects is not looked at here; that it expects something is its grammar.
    pub(super) fn close(&mut self) {
        self.own("\nexpect error E501\n}\n");
    }

    /// The examples as the policy understands them, and warnings about them.
    ///
    /// # Errors
    /// Everything that is wrong with the words, each at its place in them.
    pub(super) fn read(mut self, loaded: &mut Loaded) -> Result<(Vec<Example>, Vec<Diagnostic>), Vec<Diagnostic>> {
        if self.examples == 0 {
            return Ok((Vec::new(), Vec::new()));
        }
        let text = std::mem::take(&mut self.text);
        let file = loaded.sources.add(SourceFile::new("", text.as_str()));
        let (tree, mut found) = parse(file, &text);
        // Whoever closes the block, or expects something of the person, gives more than a person.
        let plain = |item: &&Item| matches!(item, Item::Example(example) if example.expect.len() == 1 && example.tables.is_empty() && example.because.is_none());
        let count = tree.items.iter().filter(plain).count();
        if found.is_empty() && (count != self.examples || count != tree.items.len()) {
            let place = self.parts.first().map_or(Span::new(file, 0, text.len()), |part| part.typed);
            return Err(vec![problems::not_given(place)]);
        }
        loaded.files.push(tree);
        let (made, more) = plan(&loaded.files, &loaded.sources);
        loaded.files.pop();
        found.extend(more);
        found.retain(|problem| problem.labels.iter().any(|label| label.span.file == file));
        let found: Vec<Diagnostic> = found.into_iter().map(|problem| self.moved(problem, file)).collect();
        let Some(plan) = made.filter(|_| !found.iter().any(Diagnostic::is_error)) else { return Err(found) };
        let own = plan.all_examples().into_iter().filter(|example| example.span.file == file).cloned();
        Ok((own.collect(), found))
    }

    /// A message whose places are those of the typed words. What cures it there is typed anew by who typed it.
    fn moved(&self, mut problem: Diagnostic, file: FileId) -> Diagnostic {
        problem.fix = problem.fix.filter(|fix| fix.span.file != file);
        problem.labels = problem.labels.into_iter().map(|label| Label { span: self.span(label.span, file), ..label }).collect();
        problem
    }

    fn span(&self, span: Span, file: FileId) -> Span {
        if span.file != file {
            return span;
        }
        let (start, end) = (span.start as usize, span.end as usize);
        let touches = |part: &&Part| part.at.start <= end && start <= part.at.end;
        let Some(part) = self.parts.iter().find(touches).or(self.parts.last()) else { return span };
        let into = |at: usize| part.typed.start as usize + at.clamp(part.at.start, part.at.end) - part.at.start;
        Span::new(part.typed.file, into(start), into(end))
    }
}
