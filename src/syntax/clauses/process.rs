//! `feedback` and `consequence`.

use super::{Node, child, children, goals, has, title};
use crate::syntax::ast::{
    Action, Addressee, AddresseeKind, Channel, ChannelKind, Consequence, Expr, Feedback, Follows, FollowsKind, Length, LengthUnit, Mark,
    Piece, Template, Timing,
};
use crate::syntax::clause_problems as problems;
use crate::syntax::expression::Builder;
use crate::syntax::literal::Measure;
use crate::syntax::parser::Rule;
use crate::value::Number;

/// The most days, working days or months that a length of time may have: the days of a hundred years.
const LONGEST: i64 = 36_525;

pub(super) fn feedback(b: &Builder, head: Node) -> Option<Feedback> {
    Some(Feedback {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        applies: goals::applies(b, &head),
        when: when(b, &head),
        timing: None,
        through: Vec::new(),
        to: Vec::new(),
        say: None,
        action: None,
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn when(b: &Builder, head: &Node) -> Option<Expr> {
    Some(b.condition(child(&child(head, Rule::reason_when)?, Rule::condition)?))
}

pub(super) fn feedback_line(b: &Builder, feedback: &mut Feedback, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::timing_line => {
            let word = children(&node).last()?;
            let timing = match word.as_rule() {
                Rule::k_immediate => Timing::Immediate,
                Rule::k_weekly => Timing::Weekly,
                Rule::k_monthly => Timing::Monthly,
                Rule::k_quarterly => Timing::Quarterly,
                _ => return None,
            };
            feedback.timing = Some((timing, b.span(&word)));
        }
        Rule::through_line => feedback.through = all(&node, Rule::channel).filter_map(|part| channel(b, &part)).collect(),
        Rule::to_line => feedback.to = all(&node, Rule::addressee).filter_map(|part| addressee(b, &part)).collect(),
        Rule::say_line => feedback.say = Some(template(b, &child(&node, Rule::template)?)),
        Rule::action_line => {
            let within = child(&node, Rule::deadline)
                .and_then(|deadline| child(&deadline, Rule::number_literal))
                .and_then(|length| self::length(b, length));
            feedback.action = Some(Action { text: template(b, &child(&node, Rule::template)?), within, span: b.span(&node) });
        }
        _ => return None,
    }
    Some(())
}

pub(super) fn consequence(b: &Builder, head: Node) -> Option<Consequence> {
    Some(Consequence {
        name: b.name(child(&head, Rule::name)?),
        title: title(b, &head),
        applies: goals::applies(b, &head),
        when: when(b, &head),
        then: Vec::new(),
        to: Vec::new(),
        say: None,
        because: None,
        span: b.span(&head),
    })
}

pub(super) fn consequence_line(b: &Builder, consequence: &mut Consequence, node: Node) -> Option<()> {
    match node.as_rule() {
        Rule::then_line => consequence.then = all(&node, Rule::follows).filter_map(|part| follows(b, &part)).collect(),
        Rule::to_line => consequence.to = all(&node, Rule::addressee).filter_map(|part| addressee(b, &part)).collect(),
        Rule::say_line => consequence.say = Some(template(b, &child(&node, Rule::template)?)),
        _ => return None,
    }
    Some(())
}

pub(super) fn all<'i>(node: &Node<'i>, rule: Rule) -> impl Iterator<Item = Node<'i>> + use<'i> {
    children(node).filter(move |part| part.as_rule() == rule)
}

pub(super) fn channel(b: &Builder, node: &Node) -> Option<Channel> {
    let said = children(node).next()?;
    let kind = match said.as_rule() {
        Rule::k_meeting => ChannelKind::Meeting,
        Rule::k_email => ChannelKind::Email,
        Rule::k_phone => ChannelKind::Phone,
        Rule::quoted => ChannelKind::Other(b.quoted(said).text),
        _ => return None,
    };
    Some(Channel { kind, span: b.span(node) })
}

fn addressee(b: &Builder, node: &Node) -> Option<Addressee> {
    let said = children(node).next()?;
    let kind = match said.as_rule() {
        Rule::k_the_person => AddresseeKind::Person,
        Rule::k_the_manager => AddresseeKind::Manager,
        Rule::quoted => AddresseeKind::Other(b.quoted(said).text),
        _ => return None,
    };
    Some(Addressee { kind, span: b.span(node) })
}

fn follows(b: &Builder, node: &Node) -> Option<Follows> {
    let said = children(node).next()?;
    let quoted = || child(&said, Rule::quoted).map(|text| b.quoted(text));
    let kind = match said.as_rule() {
        Rule::training => FollowsKind::Training(quoted()),
        Rule::coaching => FollowsKind::Coaching(child(&said, Rule::addressee).and_then(|by| addressee(b, &by))),
        Rule::improvement => FollowsKind::Improvement(length(b, child(&said, Rule::number_literal)?)?),
        Rule::reward => FollowsKind::Reward(quoted()?),
        Rule::other_follows if has(&said, Rule::k_warning) => FollowsKind::Warning,
        Rule::other_follows if has(&said, Rule::k_transfer) => FollowsKind::Transfer,
        Rule::other_follows if has(&said, Rule::k_dismissal) => FollowsKind::Dismissal,
        Rule::other_follows => FollowsKind::Other(quoted()?),
        _ => return None,
    };
    Some(Follows { kind, span: b.span(node) })
}

/// A number of days, working days or months.
pub(super) fn length(b: &Builder, node: Node) -> Option<Length> {
    let (count, unit) = match b.measure(node) {
        Measure::Number(count) => (count, LengthUnit::Days),
        Measure::WorkingDays(count) => (count, LengthUnit::WorkingDays),
        Measure::Months(count) => (count, LengthUnit::Months),
    };
    let whole = count.value.is_integer() && !count.value.is_negative() && !count.value.is_zero();
    match (unit, count.mark) {
        (_, Mark::Unread) => return None,
        (LengthUnit::Days, Mark::Days) | (LengthUnit::WorkingDays | LengthUnit::Months, Mark::Plain) if whole => {}
        (_, _) => {
            b.report(problems::not_a_length(count.span));
            return None;
        }
    }
    if count.value > Number::from_i64(LONGEST) {
        b.report(problems::length_too_long(count.span));
        return None;
    }
    Some(Length { count, unit })
}

/// A whole number from 1, written as one: `2`, or with the word that Chinese counts such things by.
pub(super) fn whole(b: &Builder, node: Node, counted_by: char) -> Option<u32> {
    let span = b.span(&node);
    let count = match b.measure(node) {
        Measure::Number(count) | Measure::WorkingDays(count) | Measure::Months(count) => count,
    };
    let plain = b.text_of(span).trim_end_matches(counted_by).trim().chars().all(|c| c.is_numeric() || c == '_');
    count.value.to_i64().and_then(|count| u32::try_from(count).ok()).filter(|count| *count > 0 && plain)
}

/// A text with values in it. `{{` is a brace.
fn template(b: &Builder, node: &Node) -> Template {
    let mut pieces: Vec<Piece> = Vec::new();
    for part in children(node) {
        let text = match part.as_rule() {
            Rule::template_value => {
                pieces.extend(child(&part, Rule::sum).map(|sum| Piece::Value(b.sum(sum))));
                continue;
            }
            Rule::template_brace => part.as_str().chars().take(1).collect(),
            // With the blanks at its ends.
            _ => part.as_str().to_string(),
        };
        match pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(&text),
            Some(Piece::Value(_)) | None => pieces.push(Piece::Text(text)),
        }
    }
    Template { pieces, span: b.span(node) }
}
