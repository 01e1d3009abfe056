//! L120 metric-counted-twice: one result that is scored in two places of a scorecard.

use super::basis::same::{Card, of_card};
use super::basis::wording::{no_scorecard, q, t};
use super::{Found, Lint, Subject, warning};
use crate::plan::ir::{DefId, Expr, Kind, Kpi, Plan, Scorecard, Step};
use crate::source::Span;
use crate::syntax::ast::Factor;

pub(super) const LINT: Lint = Lint { code: "L120", name: "metric-counted-twice", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    for scorecard in &plan.scorecards {
        let card = Card { plan, covered: scorecard.covered };
        two_kpis(card, scorecard, found);
        for adjust in &scorecard.adjusts {
            kpi_and_adjust(card, scorecard, *adjust, found);
        }
    }
}

fn two_kpis(card: Card<'_>, scorecard: &Scorecard, found: &mut Found) {
    let measures: Vec<(&Kpi, &Expr)> =
        scorecard.kpis.iter().filter_map(|kpi| Some((kpi, of_card(card.plan, kpi.measure, card.covered)?))).collect();
    for (at, (kpi, measure)) in measures.iter().enumerate() {
        let Some((first, before)) = measures.iter().take(at).find(|(_, other)| card.same(measure, other)) else { continue };
        let (one, two) = (q(&first.name), q(&kpi.name));
        let message = t(format!("the KPIs {one} and {two} measure the same"), format!("指标{one}和{two}衡量的是同一件事"));
        let finding = warning(&LINT, message)
            .label(measure.span, t("measured again here", "在这里又算了一次"))
            .label(before.span, t("measured here", "在这里算了一次"));
        found.report(finding.help(t(
            "one result then counts with both weights: keep one KPI and give it the weight you mean, or measure something else in the other",
            "同一结果按两个权重各算了一次：请保留一个指标，给它应有的权重；或让另一个指标衡量别的结果",
        )));
    }
}

fn kpi_and_adjust(card: Card<'_>, scorecard: &Scorecard, adjust: DefId, found: &mut Found) {
    let plan = card.plan;
    let (Some(amount), Some(name)) = (of_card(plan, adjust, card.covered), plan.defs.get(adjust.0 as usize).map(|def| &def.name)) else {
        return;
    };
    let counted = counted(amount);
    for kpi in &scorecard.kpis {
        let parts = [Some(kpi.measure), kpi.attainment].into_iter().flatten();
        let parts: Vec<&Expr> = parts.filter_map(|part| of_card(plan, part, card.covered)).collect();
        let Some(again) = counted.iter().find(|value| parts.iter().any(|part| card.same(value, part))) else { continue };
        let (adjust, kpi_name) = (q(name), q(&kpi.name));
        let message = t(
            format!("the adjustment {adjust} counts again what the KPI {kpi_name} measures"),
            format!("加减分{adjust}把指标{kpi_name}衡量的结果又算了一次"),
        );
        let finding = warning(&LINT, message)
            .label(again.span, t("counted again here", "在这里又算了一次"))
            .label(measured_at(plan, kpi, card.covered), t("measured here", "在这里已经计分"));
        found.report(finding.help(t(
            "one result then moves the score twice: put what the adjustment gives or takes into the KPI's own `score`, or adjust for something else",
            "同一结果影响了两次得分：请把加减分并入该指标自己的 `计分`，或改为针对别的事项加减分",
        )));
    }
}

fn measured_at(plan: &Plan, kpi: &Kpi, covered: DefId) -> Span {
    of_card(plan, kpi.measure, covered).map_or(kpi.span, |measure| measure.span)
}

/// What an adjustment counts: the value of its steps, and the amounts it adds or takes with their factors.
fn counted(amount: &Expr) -> Vec<&Expr> {
    let Kind::Steps(steps) = &amount.kind else { return factors(amount) };
    let mut found: Vec<&Expr> = steps.value.iter().flat_map(factors).collect();
    for step in &steps.steps {
        match step {
            Step::Change(change) => {
                found.extend(change.each.iter().map(|each| &each.value));
                found.extend(factors(&change.amount));
            }
            Step::Cap(_) | Step::Ratchet { .. } | Step::Prorate { .. } => {}
        }
    }
    found
}

fn factors(amount: &Expr) -> Vec<&Expr> {
    let parts = if let Kind::Product(parts) = &amount.kind { parts.as_slice() } else { &[] };
    let times = parts.iter().filter(|(factor, _)| *factor == Factor::Times).map(|(_, part)| part);
    [amount].into_iter().chain(times).filter(|part| !is_constant(part)).collect()
}

/// Two constants that are alike measure nothing twice.
fn is_constant(expr: &Expr) -> bool {
    matches!(expr.kind, Kind::Literal(_) | Kind::Param(_))
}
