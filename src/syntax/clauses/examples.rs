//! `example "…" { period … given … expect … }`

use super::{Node, child, children};
use crate::syntax::ast::{Example, Expect, Given, Pair};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn example(b: &Builder, head: Node) -> Option<Example> {
    Some(Example {
        title: b.quoted(child(&head, Rule::quoted)?),
        period: None,
        given: Vec::new(),
        expect: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn example_line(b: &Builder, example: &mut Example, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::example_period => {
            let period = child(&node, Rule::period_literal)?;
            let span = b.span(&period);
            example.period = Some((b.period(period), span));
        }
        Rule::given_line => example.given.extend(children(&node).filter_map(|part| given(b, part))),
        Rule::expect_line => example.expect.extend(children(&node).filter_map(|part| expect(b, part))),
        _ => return None,
    }
    Some(())
}

fn given(b: &Builder, node: Node) -> Option<Given> {
    match node.as_rule() {
        Rule::given_value => Some(Given::Value(value(b, &node)?)),
        Rule::given_rows => {
            let rows = children(&node).filter(|part| part.as_rule() == Rule::given_row);
            let values = |row: Node| children(&row).filter_map(|part| value(b, &part)).collect();
            Some(Given::Rows { input: b.name(child(&node, Rule::name)?), rows: rows.map(values).collect(), span: b.span(&node) })
        }
        _ => None,
    }
}

fn value(b: &Builder, node: &Node) -> Option<Pair> {
    Some(Pair { name: b.name(child(node, Rule::name)?), value: b.sum(child(node, Rule::sum)?) })
}

fn expect(b: &Builder, node: Node) -> Option<Expect> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::expected_error => Some(Expect::Error { code: b.name(child(&node, Rule::name)?), span }),
        Rule::expected_value => {
            let name = b.path(child(&node, Rule::path)?);
            Some(Expect::Value { name, value: b.sum(child(&node, Rule::sum)?), span })
        }
        _ => None,
    }
}
