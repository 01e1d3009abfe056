//! One builder for each clause: from what pest read to the tree.
//!
//! A block is opened by its head and then takes its lines one at a time, so that the same code builds a whole block and
//! one whose lines were read singly because some of them are broken.

mod appeals;
mod block;
mod calendars;
mod changes;
mod examples;
mod goals;
mod header;
mod inputs;
mod points;
mod process;
mod scorecards;
pub(super) mod shapes;
mod steps;
mod terms;
#[cfg(test)]
mod tests;
mod values;

pub(super) use block::{Block, Done};

use super::ast::{Allow, Item, Limit, Quoted, Scope, Use};
use super::clause_problems as problems;
use super::expression::Builder;
use super::parser::Rule;
use crate::source::Span;
use pest::iterators::Pair;

/// What pest read of one rule.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// A clause of the top level, a KPI or an adjustment. `None` for an `allow`, which the builder keeps, and where the text is not what
/// the rule says.
pub(super) fn clause(b: &Builder, node: Node) -> Option<Done> {
    match node.as_rule() {
        Rule::param => values::param(b, node).map(Item::Param).map(Done::Item),
        Rule::let_line => values::let_line(b, node).map(Item::Let).map(Done::Item),
        Rule::carry => values::carry(b, node).map(Item::Carry).map(Done::Item),
        Rule::exchange => values::exchange(b, node).map(Item::Exchange).map(Done::Item),
        Rule::limit => {
            let because = because(b, &node);
            b.limit(node).map(|limit| Done::Item(Item::Limit(Box::new(Limit { because, ..limit }))))
        }
        Rule::review => appeals::review(b, &node).map(|review| Done::Item(Item::Review(Box::new(review)))),
        Rule::support_line => appeals::support(b, &node).map(Item::Support).map(Done::Item),
        Rule::gate => scorecards::gate(b, node).map(Item::Gate).map(Done::Item),
        Rule::use_line => {
            let span = b.span(&node);
            let path = b.quoted(child(&node, Rule::quoted)?);
            Some(Done::Item(Item::Use(Use { path, span })))
        }
        Rule::allow => {
            allow(b, &node, Scope::File);
            None
        }
        _ => Block::whole(b, node),
    }
}

/// `allow kpi-count because "…"`; an exception without a reason is none.
fn allow(b: &Builder, node: &Node, scope: Scope) {
    let Some(lint) = child(node, Rule::lint_name).map(|lint| b.lint_name(lint)) else { return };
    let span = b.span(node);
    match because(b, node) {
        Some(because) => b.note_allow(Allow { lint, because, scope, span }),
        None => b.report(problems::allow_without_reason(b.text_of(span), span)),
    }
}

/// The lines between the braces of bands, tiers or a table; an `allow` among them is kept by the builder.
fn shape_lines<'i>(b: &Builder, block: Option<&Node<'i>>, whole: Span) -> Vec<Node<'i>> {
    let (allows, lines): (Vec<Node>, Vec<Node>) = block.into_iter().flat_map(children).partition(|line| line.as_rule() == Rule::allow);
    allows.iter().for_each(|line| allow(b, line, Scope::Block(whole)));
    lines
}

/// The parts of a node, without line ends and punctuation.
pub(super) fn children<'i>(node: &Node<'i>) -> impl Iterator<Item = Node<'i>> + use<'i> {
    node.clone().into_inner().filter(|part| !is_mark(part.as_rule()))
}

/// The first part that was read by the rule.
fn child<'i>(node: &Node<'i>, rule: Rule) -> Option<Node<'i>> {
    children(node).find(|part| part.as_rule() == rule)
}

fn has(node: &Node, rule: Rule) -> bool {
    child(node, rule).is_some()
}

fn is_mark(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NL
            | Rule::comment
            | Rule::colon
            | Rule::comma
            | Rule::semicolon
            | Rule::lbrace
            | Rule::rbrace
            | Rule::lparen
            | Rule::rparen
            | Rule::pipe
            | Rule::equals
            | Rule::EOI
    )
}

/// The text of a `because`, a title, or anything else that holds one quoted text.
fn text_in(b: &Builder, node: &Node, rule: Rule) -> Option<Quoted> {
    Some(b.quoted(child(&child(node, rule)?, Rule::quoted)?))
}

fn because(b: &Builder, node: &Node) -> Option<Quoted> {
    text_in(b, node, Rule::because)
}

fn title(b: &Builder, node: &Node) -> Option<Quoted> {
    text_in(b, node, Rule::title)
}
