//! `example "…" { period … given … expect … table … { … } }`

use super::{Node, because, child, children};
use crate::syntax::ast::{
    EarlierPeriod, Example, ExampleCell, ExampleName, ExampleRow, ExampleTable, Expect, Given, GivenPerson, Name, Pair, Quoted, RowExpect,
};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn example(b: &Builder, head: Node) -> Option<Example> {
    Some(Example {
        title: b.quoted(child(&head, Rule::quoted)?),
        period: None,
        earlier: Vec::new(),
        given: Vec::new(),
        expect: Vec::new(),
        tables: Vec::new(),
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
        Rule::earlier_line => example.earlier.extend(earlier(b, node)),
        Rule::given_line => example.given.extend(children(&node).filter_map(|part| given(b, part))),
        Rule::expect_line => example.expect.extend(children(&node).filter_map(|part| expect(b, part))),
        _ => return None,
    }
    Some(())
}

fn earlier(b: &Builder, node: Node) -> Option<EarlierPeriod> {
    let period = child(&node, Rule::period_literal)?;
    let (period_span, span) = (b.span(&period), b.span(&node));
    let values = children(&node).filter(|part| part.as_rule() == Rule::earlier_value);
    let values =
        values.filter_map(|value| Some((name(b, &child(&value, Rule::example_name)?)?, b.sum(child(&value, Rule::sum)?)))).collect();
    Some(EarlierPeriod { period: b.period(period), period_span, values, span })
}

fn given(b: &Builder, node: Node) -> Option<Given> {
    match node.as_rule() {
        Rule::given_value => Some(Given::Value(value(b, &node)?)),
        Rule::given_rows => {
            let rows = children(&node).filter(|part| part.as_rule() == Rule::given_row);
            let values = |row: Node| children(&row).filter_map(|part| value(b, &part)).collect();
            Some(Given::Rows { input: b.name(child(&node, Rule::name)?), rows: rows.map(values).collect(), span: b.span(&node) })
        }
        Rule::given_people => {
            let population = b.name(child(&node, Rule::name)?);
            let people = children(&node).filter(|part| part.as_rule() == Rule::given_person);
            Some(Given::People { population, people: people.filter_map(|part| person(b, &part)).collect(), span: b.span(&node) })
        }
        _ => None,
    }
}

/// `A { revenue 1_000; deals { … } }`
fn person(b: &Builder, node: &Node) -> Option<GivenPerson> {
    let mut parts = children(node);
    let key = key(b, parts.next()?);
    Some(GivenPerson { key, given: parts.filter_map(|part| given(b, part)).collect(), span: b.span(node) })
}

/// The key of a person: a name or a text.
fn key(b: &Builder, node: Node) -> Quoted {
    if node.as_rule() == Rule::quoted {
        return b.quoted(node);
    }
    let Name { text, span, .. } = b.name(node);
    Quoted { text, span }
}

fn value(b: &Builder, node: &Node) -> Option<Pair> {
    Some(Pair { name: b.name(child(node, Rule::name)?), value: b.sum(child(node, Rule::sum)?) })
}

fn expect(b: &Builder, node: Node) -> Option<Expect> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::expected_error => Some(Expect::Error { whose: whose(b, &node), code: code(b, &node)?, span }),
        Rule::expected_value => {
            let name = name(b, &child(&node, Rule::example_name)?)?;
            Some(Expect::Value { name, value: b.sum(child(&node, Rule::sum)?), span })
        }
        _ => None,
    }
}

/// `sales.score`, `"E-2".sales.score`
fn name(b: &Builder, node: &Node) -> Option<ExampleName> {
    let whose = child(node, Rule::quoted).map(|key| b.quoted(key));
    Some(ExampleName { whose, path: b.path(child(node, Rule::path)?), span: b.span(node) })
}

/// Whose error it is, where that is said.
fn whose(b: &Builder, node: &Node) -> Option<Quoted> {
    let whose = child(node, Rule::whose)?;
    let own = children(&whose).next()?;
    Some(key(b, own))
}

/// The code behind `error`.
fn code(b: &Builder, node: &Node) -> Option<Name> {
    Some(b.name(child(node, Rule::name)?))
}

/// `table revenue, csat : score, grade`
pub(super) fn table(b: &Builder, head: Node) -> Option<ExampleTable> {
    let mut sides = children(&head).filter(|part| part.as_rule() == Rule::example_names).map(|side| names(b, &side));
    Some(ExampleTable { given: sides.next()?, expect: sides.next()?, rows: Vec::new(), span: b.span(&head) })
}

fn names(b: &Builder, side: &Node) -> Vec<ExampleName> {
    children(side).filter(|part| part.as_rule() == Rule::example_name).filter_map(|part| name(b, &part)).collect()
}

/// `100_000, 4.5 : 62.5, C`
pub(super) fn row(b: &Builder, node: Node) -> Option<ExampleRow> {
    let span = b.span(&node);
    let mut sides = children(&node);
    let given = cells(b, &sides.next()?);
    let behind = sides.next()?;
    let expect = match behind.as_rule() {
        Rule::expected_error => RowExpect::Error { whose: whose(b, &behind), code: code(b, &behind)?, span: b.span(&behind) },
        _ => RowExpect::Values(cells(b, &behind)),
    };
    Some(ExampleRow { given, expect, because: because(b, &node), span })
}

fn cells(b: &Builder, side: &Node) -> Vec<ExampleCell> {
    let cell = |node: Node| {
        let span = b.span(&node);
        child(&node, Rule::sum).map_or(ExampleCell::LeftOut(span), |sum| ExampleCell::Value(b.sum(sum)))
    };
    children(side).filter(|part| part.as_rule() == Rule::example_cell).map(cell).collect()
}
