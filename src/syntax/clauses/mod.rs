//! One builder for each clause: from what pest read to the tree.
//!
//! A block is opened by its head and then takes its lines one at a time, so that the same code builds a whole block and
//! one whose lines were read singly because some of them are broken.

mod block;
mod examples;
mod goals;
mod header;
mod inputs;
mod points;
mod scorecards;
pub(super) mod shapes;
mod steps;
#[cfg(test)]
mod tests;
mod values;

pub(super) use block::{Block, Done};

use super::ast::{Item, Quoted, Use};
use super::expression::Builder;
use super::parser::Rule;
use pest::iterators::Pair;

/// What pest read of one rule.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// A clause of the top level, a KPI or an adjustment. `None` only where the text is not what the rule says.
pub(super) fn clause(b: &Builder, node: Node) -> Option<Done> {
    match node.as_rule() {
        Rule::param => values::param(b, node).map(Item::Param).map(Done::Item),
        Rule::let_line => values::let_line(b, node).map(Item::Let).map(Done::Item),
        Rule::gate => scorecards::gate(b, node).map(Item::Gate).map(Done::Item),
        Rule::use_line => {
            let span = b.span(&node);
            let path = b.quoted(child(&node, Rule::quoted)?);
            Some(Done::Item(Item::Use(Use { path, span })))
        }
        _ => Block::whole(b, node),
    }
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
