//! `amend "…" { … }` and `exception for "…" { … }`

use super::{Node, because, child, children, goals::value, text_in};
use crate::source::Span;
use crate::syntax::ast::{Amend, AmendedKpi, Amendment, ChangeTerms, Exception, ExceptionValue, Part};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;
use crate::value::Date;

pub(super) fn amend(b: &Builder, head: Node) -> Option<Amend> {
    Some(Amend {
        title: b.quoted(child(&head, Rule::quoted)?),
        terms: terms(b, &head, Rule::amend_approval),
        clauses: Vec::new(),
        span: b.span(&head),
    })
}

pub(super) fn exception(b: &Builder, head: Node) -> Option<Exception> {
    Some(Exception {
        person: b.quoted(child(&head, Rule::quoted)?),
        terms: terms(b, &head, Rule::exception_approval),
        values: Vec::new(),
        span: b.span(&head),
    })
}

fn terms(b: &Builder, head: &Node, approval: Rule) -> ChangeTerms {
    ChangeTerms {
        from: child(head, Rule::change_from).and_then(|from| date(b, &from)),
        to: child(head, Rule::change_to).and_then(|to| date(b, &to)),
        because: because(b, head),
        approved: text_in(b, head, approval),
    }
}

fn date(b: &Builder, node: &Node) -> Option<(Date, Span)> {
    let date = child(node, Rule::date_literal)?;
    let span = b.span(&date);
    Some((b.date(date), span))
}

/// `weight ae.sales 35%`, `target ae.sales quota`
pub(super) fn amend_line(b: &Builder, amend: &mut Amend, node: Node) -> Option<()> {
    let span = b.span(&node);
    let part = part(b, &node)?;
    let line = match node.as_rule() {
        Rule::amended_weight => {
            let mut sums = children(&node).filter(|part| part.as_rule() == Rule::sum).map(|sum| b.sum(sum));
            AmendedKpi::Weight { weight: sums.next()?, points_rounded: sums.next(), span }
        }
        Rule::amended_target => AmendedKpi::Target { target: value(b, &node)?, span },
        _ => return None,
    };
    amend.clauses.push(Amendment::Lines(part, line));
    Some(())
}

/// Which part of which scorecard a head or a line speaks of.
pub(super) fn part(b: &Builder, node: &Node) -> Option<Part> {
    let name = b.name(child(node, Rule::name)?);
    let card = child(node, Rule::card_name).and_then(|card| Some(b.name(child(&card, Rule::name)?)));
    let span = card.as_ref().map_or(name.span, |card| card.span.join(name.span));
    Some(Part { card, name, span })
}

pub(super) fn exception_line(b: &Builder, exception: &mut Exception, node: Node) -> Option<()> {
    let span = b.span(&node);
    let path = b.path(child(&node, Rule::path)?);
    exception.values.push(ExceptionValue { path, value: b.sum(child(&node, Rule::sum)?), span });
    Some(())
}
