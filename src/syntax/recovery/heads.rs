//! What the lines of a text say to somebody who looks for a missing brace.

use super::contexts::{self, TOP};
use super::expectation;
use super::line_of;
use super::structure::{Heads, is_blank};
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;

pub(super) const HEADS: Heads = Heads { opens: opens_block, lacks_brace, holds_blocks, asks_for_brace, gives, depth };

fn holds_blocks(line: &str) -> bool {
    [Rule::scorecard_head, Rule::example_head, Rule::amend_head].into_iter().any(|head| rest_of(head, line).is_some())
}

/// The blocks that have names of their own, whose heads are lines that stand out.
fn heads() -> impl Iterator<Item = Rule> {
    [TOP.lines, contexts::SCORECARD.lines, contexts::EXAMPLE.lines]
        .into_iter()
        .flatten()
        .filter_map(|known| known.block)
        .map(|block| block.head)
}

/// Whether a line begins with the head of a block and its brace, or is a clause that stands at the top level only.
fn opens_block(line: &str) -> bool {
    if !line.starts_with(char::is_alphabetic) {
        return false;
    }
    let goes_on = |rule: Rule, with: &[char]| rest_of(rule, line).is_some_and(|rest| rest.trim().starts_with(with));
    let opens = |head: Rule| rest_of(head, line).is_some_and(|rest| matches!(rest.trim(), "" | "grid" | "网格"));
    heads().any(|head| opens(head) || goes_on(head, &['{', '\u{FF5B}']))
        || [Rule::let_head, Rule::param_head].into_iter().any(|head| goes_on(head, &['=', '\u{FF1D}']))
        || rest_of(Rule::use_line, line).is_some_and(is_blank)
}

/// Whether a line is the head of a block and nothing else.
fn lacks_brace(line: &str) -> bool {
    // A calendar that is named inside a block is the header's, which has no block of its own.
    let inside = line.starts_with(char::is_whitespace);
    let line = line.trim();
    let is_head = |head: Rule| !(inside && head == Rule::calendar_head) && rest_of(head, line).is_some_and(is_blank);
    line.starts_with(char::is_alphabetic) && heads().any(is_head)
}

/// What stands behind the head that a line begins with.
fn rest_of(head: Rule, line: &str) -> Option<&str> {
    let read = MeritParser::parse(head, line).ok()?.next()?;
    line.get(read.as_str().len()..)
}

/// Whether a line is the beginning of a clause that goes on with a brace, such as `score by attainment`: written with one it
/// is read up to and with it.
fn asks_for_brace(line: &str) -> bool {
    let line = line.trim();
    let asks = |context: &contexts::Context| {
        line_of(context, line).filter(|known| known.block.is_none()).is_some_and(|known| {
            let opened = format!("{line} {{");
            expectation::failure(known.rule, context.one, &opened).is_some_and(|at| at >= opened.len())
        })
    };
    line.starts_with(char::is_alphabetic) && [&TOP, &contexts::KPI, &contexts::PAYOUT].into_iter().any(asks)
}

/// Whether a line gives the values of an example.
fn gives(line: &str) -> bool {
    MeritParser::parse(Rule::k_given, line.trim_start()).is_ok()
}

/// In how many blocks a line stands that is the head of a block with a name of its own and nothing else.
fn depth(line: &str) -> Option<usize> {
    let line = line.trim_start();
    let opens = |known: &contexts::Line| known.block.is_some_and(|block| rest_of(block.head, line).is_some_and(is_blank));
    if !line.starts_with(char::is_alphabetic) {
        return None;
    }
    [(TOP.lines, 0), (contexts::SCORECARD.lines, 1), (contexts::EXAMPLE.lines, 1)]
        .into_iter()
        .find(|(lines, _)| lines.iter().any(opens))
        .map(|(_, depth)| depth)
}
