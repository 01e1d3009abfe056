//! The header: `policy "…" { … }`.

use super::{Node, child, children, has};
use crate::syntax::ast::{Effective, Policy, Rounding, Strategy};
use crate::syntax::expression::Builder;
use crate::syntax::parser::Rule;
use crate::value::{PeriodKind, RoundMode};

pub(super) fn policy(b: &Builder, head: Node) -> Option<Policy> {
    Some(Policy {
        title: b.quoted(child(&head, Rule::quoted)?),
        version: None,
        period: None,
        currency: None,
        effective: None,
        owner: None,
        rounding: None,
        strategies: Vec::new(),
        span: b.span(&head),
        repeated: Vec::new(),
    })
}

pub(super) fn policy_line(b: &Builder, policy: &mut Policy, node: Node) -> Option<()> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::version_line => policy.version = Some(b.quoted(child(&node, Rule::quoted)?)),
        Rule::owner_line => policy.owner = Some(b.quoted(child(&node, Rule::quoted)?)),
        Rule::period_line => {
            let kind = child(&node, Rule::period_kind)?;
            let place = b.span(&kind);
            policy.period = Some((period_kind(&kind)?, place));
        }
        Rule::currency_line => policy.currency = Some(b.name(child(&node, Rule::name)?)),
        Rule::effective_line => {
            let mut dates = children(&node).filter(|part| part.as_rule() == Rule::date_literal);
            let (from, to) = (dates.next()?, dates.next()?);
            policy.effective = Some(Effective { from: b.date(from), to: b.date(to), span });
        }
        Rule::rounding_line => {
            let mode = round_mode(&child(&node, Rule::header_mode)?)?;
            let unit = b.literal(child(&node, Rule::number_literal)?);
            policy.rounding = Some(Rounding { mode, unit, span });
        }
        Rule::strategy_line => {
            let name = b.name(child(&node, Rule::name)?);
            policy.strategies.push(Strategy { name, title: b.quoted(child(&node, Rule::quoted)?) });
        }
        _ => return None,
    }
    Some(())
}

fn period_kind(node: &Node) -> Option<PeriodKind> {
    children(node).find_map(|word| match word.as_rule() {
        Rule::k_month => Some(PeriodKind::Month),
        Rule::k_quarter => Some(PeriodKind::Quarter),
        Rule::k_half_year => Some(PeriodKind::HalfYear),
        Rule::k_year => Some(PeriodKind::Year),
        _ => None,
    })
}

fn round_mode(node: &Node) -> Option<RoundMode> {
    let modes = [
        (Rule::k_half_up, RoundMode::HalfUp),
        (Rule::k_half_even, RoundMode::HalfEven),
        (Rule::k_round_up, RoundMode::Up),
        (Rule::k_round_down, RoundMode::Down),
    ];
    modes.into_iter().find(|(word, _)| has(node, *word)).map(|(_, mode)| mode)
}
