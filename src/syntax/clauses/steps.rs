//! Amounts and the steps that change them.

use super::{Node, child, children, has};
use crate::source::Span;
use crate::syntax::ast::{Amount, Cap, CapKind, Change, Counting, Direction, Each, Expr, ExprKind, Name, Path, Sign, Step};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;

/// A value with its caps and the steps under it.
pub(super) fn amount(b: &Builder, node: Node) -> Option<Amount> {
    let mut amount = Amount { value: None, caps: Vec::new(), steps: Vec::new(), span: b.span(&node) };
    for part in children(&node) {
        match part.as_rule() {
            Rule::expression => amount.value = Some(b.expression(part)),
            Rule::cap => amount.caps.extend(cap(b, part)),
            _ => add_step(b, &mut amount.steps, part),
        }
    }
    Some(amount)
}

/// Adds the step a node holds; a cap straight under an uncapped change could bound either and is refused.
pub(super) fn add_step(b: &Builder, steps: &mut Vec<Step>, node: Node) {
    let node = match node.as_rule() {
        Rule::step_line => match children(&node).next() {
            Some(step) => step,
            None => return,
        },
        _ => node,
    };
    let Some(step) = step(b, node) else { return };
    if let (Some(Step::Change(change)), Step::Cap(cap)) = (steps.last(), &step)
        && change.caps.is_empty()
    {
        b.report(problems::cap_under_change(change.sign, cap.kind, change.span, cap.span));
    }
    steps.push(step);
}

fn step(b: &Builder, node: Node) -> Option<Step> {
    match node.as_rule() {
        Rule::change => change(b, node).map(Step::Change),
        Rule::cap_step => cap(b, child(&node, Rule::cap)?).map(Step::Cap),
        Rule::prorate_step => {
            let span = b.span(&node);
            Some(Step::Prorate { factor: b.expression(child(&node, Rule::expression)?), span })
        }
        _ => None,
    }
}

pub(super) fn cap(b: &Builder, node: Node) -> Option<Cap> {
    let kind = if has(&node, Rule::k_at_least) { CapKind::AtLeast } else { CapKind::AtMost };
    let span = b.span(&node);
    Some(Cap { kind, limit: b.sum(child(&node, Rule::sum)?), span })
}

/// What stands behind the commas of a change.
#[derive(Default)]
struct Tails {
    caps: Vec<Cap>,
    until_zero: Option<Span>,
    pro_rata: Option<Span>,
    begun: Option<Span>,
}

fn change(b: &Builder, node: Node) -> Option<Change> {
    let span = b.span(&node);
    let node = children(&node).next()?;
    let sign = if has(&node, Rule::k_less) { Sign::Minus } else { Sign::Plus };
    let amount = b.sum(child(&node, Rule::sum)?);
    let tails = tails(b, &node);
    let each = match (child(&node, Rule::each_en), child(&node, Rule::each_zh)) {
        (Some(each), _) => Some(each_en(b, each)?),
        (None, Some(each)) => Some(each_zh(b, each)?),
        (None, None) => None,
    };
    let each = each.map(|parts| counted(b, parts, &tails, &amount, sign));
    if each.is_none()
        && let Some(place) = tails.pro_rata.or(tails.begun)
    {
        b.report(problems::counting_without_each(place));
    }
    Some(Change { sign, amount, each, caps: tails.caps, until_zero: tails.until_zero, span })
}

fn tails(b: &Builder, node: &Node) -> Tails {
    let mut tails = Tails::default();
    for part in children(node) {
        let span = b.span(&part);
        match part.as_rule() {
            Rule::cap => tails.caps.extend(cap(b, part)),
            Rule::until_zero => tails.until_zero = Some(span),
            Rule::pro_rata => tails.pro_rata = Some(span),
            Rule::begun => tails.begun = Some(span),
            _ => {}
        }
    }
    tails
}

/// The parts of a `for each`, before it is settled which steps count.
struct EachParts {
    counting: Option<(Counting, Span)>,
    step: Expr,
    value: Option<Expr>,
    direction: Direction,
    against: Expr,
    span: Span,
}

/// Settles which steps count: exactly one of full, started and pro rata must be said.
fn counted(b: &Builder, parts: EachParts, tails: &Tails, amount: &Expr, sign: Sign) -> Each {
    let said: Vec<(Counting, Span)> =
        [parts.counting, tails.begun.map(|span| (Counting::Started, span)), tails.pro_rata.map(|span| (Counting::ProRata, span))]
            .into_iter()
            .flatten()
            .collect();
    let counting = match said.as_slice() {
        [] => {
            b.report(problems::which_steps(sign, amount, parts.direction, parts.span));
            Counting::Full
        }
        [(counting, _)] => *counting,
        [(counting, first), (_, second), ..] => {
            b.report(problems::two_countings(*first, *second));
            *counting
        }
    };
    Each { counting, step: parts.step, value: parts.value, direction: parts.direction, against: parts.against, span: parts.span }
}

fn counting(b: &Builder, node: &Node) -> Option<(Counting, Span)> {
    let word = child(node, Rule::counting)?;
    let counting = if has(&word, Rule::k_started) { Counting::Started } else { Counting::Full };
    Some((counting, b.span(&word)))
}

fn each_en(b: &Builder, node: Node) -> Option<EachParts> {
    let direction = if has(&child(&node, Rule::direction)?, Rule::k_above) { Direction::Above } else { Direction::Below };
    let mut sums = children(&node).filter(|part| part.as_rule() == Rule::sum).map(|sum| b.sum(sum));
    let (step, second, third) = (sums.next()?, sums.next()?, sums.next());
    let (value, against) = match third {
        Some(third) => (Some(second), third),
        None => (None, second),
    };
    Some(EachParts { counting: counting(b, &node), step, value, direction, against, span: b.span(&node) })
}

fn each_zh(b: &Builder, node: Node) -> Option<EachParts> {
    let direction = if has(&child(&node, Rule::direction_zh)?, Rule::k_each_above) { Direction::Above } else { Direction::Below };
    let value = child(&node, Rule::measured_zh).and_then(|value| child(&value, Rule::sum)).map(|sum| b.sum(sum));
    let against = child(&node, Rule::against_zh)?;
    let against = match child(&against, Rule::target_word) {
        Some(word) => word_as_name(b, &word),
        None => b.sum(child(&against, Rule::sum)?),
    };
    let step = b.sum(child(&node, Rule::sum)?);
    Some(EachParts { counting: counting(b, &node), step, value, direction, against, span: b.span(&node) })
}

/// 目标值 where a step follows without a blank is still the name it would be elsewhere.
fn word_as_name(b: &Builder, word: &Node) -> Expr {
    let span = b.span(word);
    let name = Name { text: word.as_str().to_string(), ticked: false, span };
    Expr { kind: ExprKind::Name(Path { parts: vec![name], span }), span }
}
