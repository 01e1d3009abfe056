//! Text to tree. The only room that knows pest.
//!
//! [`parse`] never fails: it returns a tree of everything that could be read and a message for everything that could not.
//! The whole file is read strictly first. Only where that fails is it taken apart by its braces into clauses, and each
//! clause read alone, so that one broken line costs one message and nothing else.

pub mod ast;
mod clause_problems;
mod clauses;
mod expression;
mod literal;
mod name;
mod parser;
mod prescan;
mod problems;
mod recovery;
mod used;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};
use clauses::Done;
use expression::Builder;
use parser::{MeritParser, Rule};
use pest::Parser;

pub use used::{RuleUse, rules_used};

/// Reads one file. The tree holds every clause that could be read; each broken clause is one message.
pub fn parse(file: FileId, text: &str) -> (ast::File, Vec<Diagnostic>) {
    let scanned = match prescan::prescan(file, text) {
        Ok(scanned) => scanned,
        Err(problem) => return (recovery::lost(file, text), vec![*problem]),
    };
    let mut problems = scanned.problems;
    if recovery::is_empty(&scanned.text) {
        if problems.is_empty() {
            problems.push(clause_problems::empty(Span::new(file, 0, 0)));
        }
        return (recovery::lost(file, text), problems);
    }
    let (tree, more) = match strict(file, &scanned.text) {
        Some(read) => read,
        None => recovery::recover(file, &scanned.text, &problems),
    };
    problems.extend(more);
    problems.sort_by_key(|problem| problem.labels.first().map_or(0, |label| label.span.start));
    (tree, problems)
}

/// The file read as a whole; `None` where any of it is not as the grammar has it.
fn strict(file: FileId, text: &str) -> Option<(ast::File, Vec<Diagnostic>)> {
    let read = MeritParser::parse(Rule::file, text).ok()?.next()?;
    let b = Builder::new(file, text);
    let mut tree = ast::File::default();
    for node in clauses::children(&read) {
        if let Some(Done::Item(item)) = clauses::clause(&b, node) {
            tree.items.push(item);
        }
    }
    Some((tree, b.take_problems()))
}
