//! Text to tree. The only room that knows pest.
//!
//! [`parse`] never fails: it returns a tree of everything that could be read and a message for everything that could not.
//! The whole file is read strictly first. Only where that fails is it taken apart by its braces into clauses, and each
//! clause read alone, so that one broken line costs one message and nothing else.

pub mod ast;
mod clause_problems;
mod clauses;
pub mod concrete;
mod expression;
mod glued;
mod keywords;
mod literal;
mod marks;
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
pub(crate) use glued::parted;
use parser::{MeritParser, Rule};
use pest::Parser;

pub use used::{RuleUse, rules_used};

/// Where words of the language stand in full-width letters.
type Wide<'w> = &'w [(usize, usize)];

/// What is wrong with a text is said so many times; then the rest of it is not read. All of it still fits on the terminal.
const MOST_MESSAGES: usize = 400;

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
    let (tree, more) = match strict(file, &scanned.text, &scanned.wide) {
        Some(tree) => (tree, Vec::new()),
        None => recovery::recover(file, &scanned.text, &scanned.wide, &problems),
    };
    problems.extend(more);
    problems.iter_mut().for_each(|problem| widen(problem, &scanned.wide));
    problems.sort_by_key(|problem| problem.labels.first().map_or(0, |label| label.span.start));
    (tree, problems)
}

/// An end in the text that was read, as an end in the file.
fn widened(end: usize, wide: Wide<'_>) -> usize {
    let next = wide.partition_point(|(_, to)| *to <= end);
    wide.get(next).filter(|(from, to)| *from < end && end < *to).map_or(end, |(_, to)| *to)
}

/// Moves the ends of all places out of the words that were shortened.
fn widen(problem: &mut Diagnostic, wide: Wide<'_>) {
    let moved = |span: Span| Span::new(span.file, span.start as usize, widened(span.end as usize, wide));
    for label in &mut problem.labels {
        label.span = moved(label.span);
    }
    if let Some(fix) = &mut problem.fix {
        fix.span = moved(fix.span);
    }
}

/// The file read as a whole; `None` where any of it is not as the grammar has it, or has more than one reading.
fn strict(file: FileId, text: &str, wide: Wide<'_>) -> Option<ast::File> {
    built(file, &MeritParser::parse(Rule::file, text).ok()?.next()?, text, wide)
}

/// The tree of a file; `None` where any of it has more than one reading.
fn built(file: FileId, read: &clauses::Node, text: &str, wide: Wide<'_>) -> Option<ast::File> {
    let b = Builder::new(file, text, wide);
    let mut tree = ast::File::default();
    for node in clauses::children(read) {
        if let Some(Done::Item(item)) = clauses::clause(&b, node) {
            tree.items.push(item);
        }
    }
    tree.allows = b.take_allows();
    b.take_problems().is_empty().then_some(tree)
}
