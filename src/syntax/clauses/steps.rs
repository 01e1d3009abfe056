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
        b.report(problems::cap_under_change((b.text_of(change.span), change.span), (b.text_of(cap.span), cap.span)));
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
        Rule::ratchet_step => {
            let span = b.span(&node);
            let kind = if has(&node, Rule::k_never_below) { CapKind::AtLeast } else { CapKind::AtMost };
            let when = child(&node, Rule::ratchet_when).and_then(|when| child(&when, Rule::condition)).map(|when| b.condition(when));
            Some(Step::Ratchet { cap: Cap { kind, limit: b.sum(child(&node, Rule::sum)?), span }, when, span })
        }
        _ => None,
    }
}

/// A cap where nothing is added or taken off by the same line: 最多扣 would have nothing to act on.
pub(super) fn cap(b: &Builder, node: Node) -> Option<Cap> {
    let span = b.span(&node);
    if let Some((word, _)) = cap_verb(&node) {
        b.report(problems::cap_verb_alone(&word, span));
        return None;
    }
    plain_cap(b, node)
}

fn plain_cap(b: &Builder, node: Node) -> Option<Cap> {
    let kind = if has(&node, Rule::k_at_least) { CapKind::AtLeast } else { CapKind::AtMost };
    let span = b.span(&node);
    Some(Cap { kind, limit: b.sum(child(&node, Rule::sum)?), span })
}

/// The word of a cap that says what it bounds, and whether that is taken off or added: 最多扣, 最高加.
fn cap_verb(node: &Node) -> Option<(String, Sign)> {
    let word = children(node).find(|part| matches!(part.as_rule(), Rule::k_at_most | Rule::k_at_least))?;
    let word = word.as_str().trim_end();
    match word.chars().next_back() {
        Some('扣' | '减') => Some((word.to_string(), Sign::Minus)),
        Some('加') => Some((word.to_string(), Sign::Plus)),
        Some(_) | None => None,
    }
}

/// A cap behind the comma of a change; its verb must be the line's.
fn own_cap(b: &Builder, node: Node, sign: Sign) -> Option<Cap> {
    if let Some((word, verb)) = cap_verb(&node)
        && verb != sign
    {
        b.report(problems::cap_verb_of_other_line(&word, sign, b.span(&node)));
    }
    plain_cap(b, node)
}

/// What stands behind the commas of a change.
#[derive(Default)]
struct Tails {
    caps: Vec<Cap>,
    until_zero: Option<Span>,
    pro_rata: Option<Span>,
    begun: Option<Begun>,
}

/// 不足1%按1%计, 不足1%不计
struct Begun {
    counting: Counting,
    /// What is said to be short of a step, and what it counts for.
    values: Vec<Expr>,
    span: Span,
}

fn change(b: &Builder, node: Node) -> Option<Change> {
    let span = b.span(&node);
    let node = children(&node).next()?;
    let sign = if has(&node, Rule::k_less) { Sign::Minus } else { Sign::Plus };
    let amount = b.sum(child(&node, Rule::sum)?);
    let tails = tails(b, &node, sign);
    let each = match (child(&node, Rule::each_en), child(&node, Rule::each_zh)) {
        (Some(each), _) => Some(each_en(b, each)?),
        (None, Some(each)) => Some(each_zh(b, each)?),
        (None, None) => None,
    };
    let each = each.map(|parts| counted(b, parts, &tails, &amount, sign));
    if each.is_none()
        && let Some(place) = tails.pro_rata.or(tails.begun.as_ref().map(|begun| begun.span))
    {
        b.report(problems::counting_without_each(place));
    }
    Some(Change { sign, amount, each, caps: tails.caps, until_zero: tails.until_zero, span })
}

fn tails(b: &Builder, node: &Node, sign: Sign) -> Tails {
    let mut tails = Tails::default();
    for part in children(node) {
        let span = b.span(&part);
        match part.as_rule() {
            Rule::cap => tails.caps.extend(own_cap(b, part, sign)),
            Rule::until_zero => tails.until_zero = Some(span),
            Rule::pro_rata => tails.pro_rata = Some(span),
            Rule::begun => {
                let counting = if has(&part, Rule::k_not_counted) { Counting::Full } else { Counting::Started };
                let values = children(&part).filter(|part| part.as_rule() == Rule::sum).map(|sum| b.sum(sum)).collect();
                tails.begun = Some(Begun { counting, values, span });
            }
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
    /// Whether it is said what the value is held against: 每低1%扣2分 does not.
    held: Held,
    span: Span,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Held {
    Said,
    Unsaid,
}

/// Settles which steps count: exactly one of full, started and pro rata must be said.
fn counted(b: &Builder, parts: EachParts, tails: &Tails, amount: &Expr, sign: Sign) -> Each {
    let begun = tails.begun.as_ref();
    let said: Vec<(Counting, Span)> =
        [parts.counting, begun.map(|begun| (begun.counting, begun.span)), tails.pro_rata.map(|span| (Counting::ProRata, span))]
            .into_iter()
            .flatten()
            .collect();
    let words = |span: Span| b.text_of(span).to_string();
    let texts = problems::EachTexts {
        sign,
        amount: words(amount.span),
        step: words(parts.step.span),
        direction: parts.direction,
        against: if parts.held == Held::Said { Some(words(parts.against.span)) } else { None },
    };
    let counting = match said.as_slice() {
        _ if parts.held == Held::Unsaid => {
            b.report(problems::below_what(&texts, amount, parts.span));
            Counting::Full
        }
        [] => {
            b.report(problems::which_steps(&texts, amount, parts.span));
            Counting::Full
        }
        [(counting, _)] => *counting,
        [(counting, first), rest @ ..] => {
            if let Some((_, second)) = rest.iter().find(|(other, _)| other != counting) {
                b.report(problems::two_countings(*first, *second));
            }
            *counting
        }
    };
    if let Some(begun) = begun
        && parts.held == Held::Said
        && begun.values.iter().any(|value| !is_step(b, value, &parts.step))
    {
        b.report(problems::not_the_step(&texts.step, begun.counting, begun.span, parts.step.span));
    }
    Each { counting, step: parts.step, value: parts.value, direction: parts.direction, against: parts.against, span: parts.span }
}

/// Whether 不足…按…计 names the step of its own line.
fn is_step(b: &Builder, value: &Expr, step: &Expr) -> bool {
    match (&value.kind, &step.kind) {
        (ExprKind::Number(value), ExprKind::Number(step)) => value.value == step.value && value.mark == step.mark,
        _ => b.text_of(value.span) == b.text_of(step.span),
    }
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
    Some(EachParts { counting: counting(b, &node), step, value, direction, against, held: Held::Said, span: b.span(&node) })
}

fn each_zh(b: &Builder, node: Node) -> Option<EachParts> {
    let word = child(&node, Rule::direction_zh).or_else(|| child(&node, Rule::each_loose))?;
    let above = has(&word, Rule::k_each_above) || has(&word, Rule::k_each_over);
    let direction = if above { Direction::Above } else { Direction::Below };
    let value = child(&node, Rule::measured_zh).and_then(|value| child(&value, Rule::sum)).map(|sum| b.sum(sum));
    let step = b.sum(child(&node, Rule::sum)?);
    let against = child(&node, Rule::against_zh);
    let held = if against.is_some() { Held::Said } else { Held::Unsaid };
    let against = match &against {
        Some(against) => match child(against, Rule::target_word) {
            Some(word) => word_as_name(b, &word),
            None => b.sum(child(against, Rule::sum)?),
        },
        None => step.clone(),
    };
    Some(EachParts { counting: counting(b, &node), step, value, direction, against, held, span: b.span(&node) })
}

/// 目标值 where a step follows without a blank is still the name it would be elsewhere.
fn word_as_name(b: &Builder, word: &Node) -> Expr {
    let span = b.span(word);
    let name = Name { text: word.as_str().to_string(), ticked: false, span };
    Expr { kind: ExprKind::Name(Path { parts: vec![name], span }), span }
}
