//! The header: `policy "…" { … }`.

use super::{Node, child, children, goals::value, has};
use crate::source::Span;
use crate::syntax::ast::{Country, Effective, Expr, ForeignRounding, Law, Policy, Rounding, Scope, Strategy};
use crate::syntax::clause_problems as problems;
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
        purpose: None,
        rounding: None,
        foreign: Vec::new(),
        calendar: None,
        strategies: Vec::new(),
        target_pay: None,
        base_pay: None,
        target_revenue: None,
        revenue: None,
        law: None,
        span: b.span(&head),
        repeated: Vec::new(),
    })
}

pub(super) fn policy_line(b: &Builder, policy: &mut Policy, node: Node) -> Option<()> {
    let span = b.span(&node);
    match node.as_rule() {
        Rule::version_line => policy.version = Some(b.quoted(child(&node, Rule::quoted)?)),
        Rule::purpose_line => policy.purpose = Some(b.quoted(child(&node, Rule::quoted)?)),
        Rule::owner_line => policy.owner = Some(b.quoted(child(&node, Rule::quoted)?)),
        Rule::calendar_line => policy.calendar = Some(b.quoted(child(&node, Rule::quoted)?)),
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
        Rule::foreign_rounding_line => {
            let mode = round_mode(&child(&node, Rule::header_mode)?)?;
            let unit = b.literal(child(&node, Rule::number_literal)?);
            let currency = b.currency_name(child(&node, Rule::currency_name)?);
            policy.foreign.push(ForeignRounding { currency, rounding: Rounding { mode, unit, span } });
        }
        Rule::strategy_line => {
            let name = b.name(child(&node, Rule::name)?);
            policy.strategies.push(Strategy { name, title: b.quoted(child(&node, Rule::quoted)?) });
        }
        Rule::target_pay_line => policy.target_pay = Some(value(b, &node)?),
        Rule::base_pay_line => policy.base_pay = Some(value(b, &node)?),
        Rule::target_revenue_line => policy.target_revenue = Some(value(b, &node)?),
        Rule::revenue_line => policy.revenue = Some(value(b, &node)?),
        Rule::law => policy.law = Some(law(b, node)),
        _ => return None,
    }
    Some(())
}

fn law(b: &Builder, node: Node) -> Law {
    let mut law = Law { country: Country::China, monthly_wage: None, minimum_wage: None, probation_wage: None, span: b.span(&node) };
    let block = child(&node, Rule::law_block);
    let mut seen: Vec<(Rule, Span)> = Vec::new();
    for line in block.iter().flat_map(children) {
        let (rule, span) = (line.as_rule(), b.span(&line));
        let slot: &mut Option<Expr> = match rule {
            Rule::monthly_wage_line => &mut law.monthly_wage,
            Rule::minimum_wage_line => &mut law.minimum_wage,
            Rule::probation_wage_line => &mut law.probation_wage,
            _ => {
                super::allow(b, &line, Scope::Policy);
                continue;
            }
        };
        match seen.iter().find(|(other, _)| *other == rule) {
            Some((_, first)) => b.report(problems::line_twice(rule, *first, span)),
            None => {
                *slot = value(b, &line);
                seen.push((rule, span));
            }
        }
    }
    law
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
