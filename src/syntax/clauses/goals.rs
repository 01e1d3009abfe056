//! `goal`, `grade` and `payout`.

use super::{Node, because, child, children, has, scorecards, shapes, steps, terms, title};
use crate::source::Span;
use crate::syntax::ast::{Expr, Goal, Grade, GradeLine, Name, Pair, Payout, Reverse, Step, Terms};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

pub(super) fn goal(b: &Builder, head: Node) -> Option<Goal> {
    Some(Goal {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        measure: None,
        target: None,
        baseline: None,
        stretch: None,
        supports: None,
        due: None,
        lower_is_better: None,
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn goal_line(b: &Builder, goal: &mut Goal, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::measure_line => goal.measure = Some(value(b, &node)?),
        Rule::target_line => goal.target = Some(value(b, &node)?),
        Rule::baseline_line => goal.baseline = Some(value(b, &node)?),
        Rule::stretch_line => goal.stretch = Some(b.sum(child(&node, Rule::sum)?)),
        Rule::supports_line => goal.supports = Some(b.name(child(&node, Rule::name)?)),
        Rule::due_line => goal.due = Some(b.sum(child(&node, Rule::sum)?)),
        Rule::lower_line => goal.lower_is_better = Some(reverse(b, &node)),
        _ => return None,
    }
    Some(())
}

/// The expression of a line that holds one.
pub(super) fn value(b: &Builder, node: &Node) -> Option<Expr> {
    Some(b.expression(child(node, Rule::expression)?))
}

pub(super) fn reverse(b: &Builder, node: &Node) -> (Reverse, Span) {
    let kind = if has(node, Rule::k_by_mirror) { Reverse::Mirror } else { Reverse::Ratio };
    (kind, b.span(node))
}

/// `for <condition>` behind a name.
pub(super) fn applies(b: &Builder, head: &Node) -> Option<Expr> {
    Some(b.condition(child(&child(head, Rule::applies)?, Rule::condition)?))
}

pub(super) fn grade(b: &Builder, head: Node) -> Option<Grade> {
    Some(Grade {
        by: b.sum(child(&head, Rule::sum)?),
        whole: child(&head, Rule::k_whole).map(|word| b.span(&word)),
        lines: Vec::new(),
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn grade_line(b: &Builder, grade: &mut Grade, node: Node) -> Option<()> {
    let (low, high) = shapes::ends(b, child(&node, Rule::ends)?);
    let columns = child(&node, Rule::pairs).map(|all| pairs(b, &all)).unwrap_or_default();
    grade.lines.push(GradeLine {
        name: grade_name(b, &child(&node, Rule::grade_name)?)?,
        low,
        high,
        columns,
        because: because(b, &node),
        span: b.span(&node),
    });
    Some(())
}

/// A grade's name, which may be quoted.
pub(super) fn grade_name(b: &Builder, node: &Node) -> Option<Name> {
    if let Some(quoted) = child(node, Rule::quoted) {
        let quoted = b.quoted(quoted);
        return Some(Name { text: quoted.text, ticked: false, span: quoted.span });
    }
    Some(b.name(child(node, Rule::name)?))
}

/// `base 500, share 1.2%`
pub(super) fn pairs(b: &Builder, node: &Node) -> Vec<Pair> {
    children(node).filter(|part| part.as_rule() == Rule::pair).filter_map(|part| pair(b, &part)).collect()
}

/// A name and its value.
pub(super) fn pair(b: &Builder, node: &Node) -> Option<Pair> {
    Some(Pair { name: b.name(child(node, Rule::name)?), value: b.sum(child(node, Rule::sum)?) })
}

pub(super) fn payout(b: &Builder, head: Node) -> Option<Payout> {
    Some(Payout {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        applies: applies(b, &head),
        pay: None,
        gates: Vec::new(),
        may_be_negative: None,
        terms: Terms::default(),
        because: None,
        span: b.span(&head),
    })
}

/// `early` takes steps that stand before there is an amount.
pub(super) fn payout_line(b: &Builder, payout: &mut Payout, early: &mut Vec<Step>, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::pay_line => payout.pay = Some(steps::amount(b, child(&node, Rule::amount)?)?),
        Rule::gate => payout.gates.push(scorecards::gate(b, node)?),
        Rule::negative_line => payout.may_be_negative = Some(b.span(&node)),
        Rule::draw_line | Rule::guarantee_line | Rule::defer_line => return terms::term_line(b, payout, node),
        Rule::step_line => match &mut payout.pay {
            Some(amount) => steps::add_step(b, &mut amount.steps, node),
            None => steps::add_step(b, early, node),
        },
        _ => return None,
    }
    Some(())
}
