//! `param`, `let` and `carry`.

use super::{Node, because, child, children, inputs::refuse_text_behind_options, inputs::type_ref, steps, title};
use crate::syntax::ast::{Carry, Exchange, Let, Name, Param, ParamValue, Path, TypeKind, TypeRef};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn param(b: &Builder, node: Node) -> Option<Param> {
    let head = child(&node, Rule::param_head)?;
    refuse_text_behind_options(b, &head);
    let values = children(&node).filter(|part| part.as_rule() == Rule::param_value).filter_map(|value| param_value(b, value)).collect();
    Some(Param {
        name: b.name(child(&head, Rule::name)?),
        ty: child(&head, Rule::type_ref).and_then(|ty| type_ref(b, ty)),
        title: title(b, &head),
        values,
        at_all_times: Vec::new(),
        because: because(b, &node),
        span: b.span(&node),
    })
}

/// `rate USD to CNY = 7.10 from 2026-01-01`: a param of its own kind.
pub(super) fn exchange(b: &Builder, node: Node) -> Option<Exchange> {
    let head = child(&node, Rule::exchange_head)?;
    let mut currencies = children(&head).filter(|part| part.as_rule() == Rule::currency_name).map(|part| b.currency_name(part));
    let (from, to) = (currencies.next()?, currencies.next()?);
    let span = b.span(&node);
    let place = from.span.join(to.span);
    let values = children(&node).filter(|part| part.as_rule() == Rule::param_value).filter_map(|value| param_value(b, value)).collect();
    let rate = Param {
        at_all_times: Vec::new(),
        name: Name { text: format!("{}/{}", from.text, to.text), ticked: true, span: place },
        ty: Some(TypeRef { kind: TypeKind::Number, span: place }),
        title: None,
        values,
        because: because(b, &node),
        span,
    };
    Some(Exchange { from, to, rate, span })
}

fn param_value(b: &Builder, node: Node) -> Option<ParamValue> {
    let from = child(&node, Rule::since).and_then(|since| {
        let span = b.span(&since);
        Some((b.date(child(&since, Rule::date_literal)?), span))
    });
    Some(ParamValue { value: b.sum(child(&node, Rule::sum)?), from, span: b.span(&node) })
}

pub(super) fn let_line(b: &Builder, node: Node) -> Option<Let> {
    let head = child(&node, Rule::let_head)?;
    refuse_text_behind_options(b, &head);
    let Path { parts, span } = b.path(child(&head, Rule::path)?);
    let mut parts = parts.into_iter();
    let (row, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(name), None, None) => (None, name),
        (Some(row), Some(name), None) => (Some(row), name),
        (Some(row), Some(name), Some(_)) => {
            b.report(problems::let_too_deep(span));
            (Some(row), name)
        }
        (None, _, _) | (Some(_), None, Some(_)) => return None,
    };
    Some(Let {
        row,
        name,
        ty: child(&head, Rule::type_ref).and_then(|ty| type_ref(b, ty)),
        title: title(b, &head),
        amount: steps::amount(b, child(&node, Rule::amount)?)?,
        because: because(b, &node),
        span: b.span(&node),
    })
}

pub(super) fn carry(b: &Builder, node: Node) -> Option<Carry> {
    let head = child(&node, Rule::carry_head)?;
    refuse_text_behind_options(b, &head);
    Some(Carry {
        name: b.name(child(&head, Rule::name)?),
        ty: child(&head, Rule::type_ref).and_then(|ty| type_ref(b, ty)),
        title: title(b, &head),
        starting: b.sum(child(&head, Rule::sum)?),
        amount: steps::amount(b, child(&node, Rule::amount)?)?,
        because: because(b, &node),
        span: b.span(&node),
    })
}
