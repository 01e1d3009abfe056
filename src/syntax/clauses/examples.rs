//! `example "…" { period … given … expect … table … { … } }`

use super::{Node, because, child, children};
use crate::syntax::ast::{EarlierPeriod, Example, ExampleCell, ExampleRow, ExampleTable, Expect, Given, Name, Pair, Path, RowExpect};
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
    let values = values.filter_map(|value| Some((b.path(child(&value, Rule::path)?), b.sum(child(&value, Rule::sum)?)))).collect();
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
        _ => None,
    }
}

fn value(b: &Builder, node: &Node) -> Option<Pair> {
    Some(Pair { name: b.name(child(node, Rule::name)?), value: b.sum(child(node, Rule::sum)?) })
}

fn expect(b: &Builder, node: Node) -> Option<Expect> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::expected_error => Some(Expect::Error { code: code(b, &node)?, span }),
        Rule::expected_value => {
            let name = b.path(child(&node, Rule::path)?);
            Some(Expect::Value { name, value: b.sum(child(&node, Rule::sum)?), span })
        }
        _ => None,
    }
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

fn names(b: &Builder, side: &Node) -> Vec<Path> {
    children(side).filter(|part| part.as_rule() == Rule::path).map(|path| b.path(path)).collect()
}

/// `100_000, 4.5 : 62.5, C`
pub(super) fn row(b: &Builder, node: Node) -> Option<ExampleRow> {
    let span = b.span(&node);
    let mut sides = children(&node);
    let given = cells(b, &sides.next()?);
    let behind = sides.next()?;
    let expect = match behind.as_rule() {
        Rule::expected_error => RowExpect::Error { code: code(b, &behind)?, span: b.span(&behind) },
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
