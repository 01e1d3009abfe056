//! L203 dead-zone: reaching the target brings no more than coming close to it.

use super::basis::words::amount;
use super::cap_below_target::is_capped_early;
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::{Language, Text};
use crate::plan::ir::Plan;
use crate::source::Span;
use crate::typical::{Steered, Typical, at_target, number_of, steered};
use crate::value::{Number, Type, show};

const FROM: Threshold = Threshold { lint: "dead-zone", key: "from", unit: Unit::Percent, thousandths: 900 };

pub(super) const LINT: Lint = Lint { code: "L203", name: "dead-zone", thresholds: &[FROM], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let (plan, share) = (subject.plan, subject.settings.get(&FROM));
    let people = subject.shared.people(plan);
    let mut told: Vec<Span> = Vec::new();
    let mut judged = false;
    for person in at_target(people) {
        let kpis = steered(plan, person);
        judged |= !kpis.is_empty();
        for kpi in &kpis {
            if !told.contains(&kpi.kpi.span) && score_is_flat(kpi, &share).is_some() {
                told.push(kpi.kpi.span);
                found.report(of_score(plan, kpi, &share));
            }
        }
        // Where no score moves, it is plain that no pay does.
        let is_told = |kpi: &Steered<'_>| is_capped_early(plan, kpi.kpi.score) || score_is_flat(kpi, &share).is_some();
        if !kpis.iter().all(is_told)
            && let Some(paid) = pay_is_flat(plan, person, &kpis, &share)
            && let Some(payout) = plan.payouts.first().and_then(|payout| plan.defs.get(payout.0 as usize))
            && !told.contains(&payout.span)
        {
            told.push(payout.span);
            found.report(of_pay(plan, person, payout.span, &paid, &share));
        }
    }
    if !judged {
        found.silent(&LINT, Text::new("no measure has a target that a column can be held against", "没有可与目标值对照的实际值"));
    }
}

/// The score, where it is the same from a share of the target up to the target.
fn score_is_flat(kpi: &Steered<'_>, share: &Number) -> Option<Number> {
    // A cap below the target is another lint's, which names the cap.
    if kpi.kpi.reverse.is_some() || is_capped_early(kpi.plan, kpi.kpi.score) {
        return None;
    }
    let (from, to) = (kpi.input_at(share)?, kpi.input_at(&Number::ONE)?);
    let curve = kpi.score()?;
    let (before, at) = (number_of(curve.worth(&from))?, number_of(curve.worth(&to))?);
    let flat = curve.flats().into_iter().any(|flat| flat.from <= from && flat.to >= to);
    (flat && before == at).then_some(at)
}

/// What is paid, where it is the same with every measure at a share of its target and at the target.
fn pay_is_flat(plan: &Plan, person: &Typical, kpis: &[Steered<'_>], share: &Number) -> Option<Number> {
    let total = plan.payout_total.filter(|_| !plan.payouts.is_empty() && !kpis.is_empty())?;
    let paid = person.number(total).filter(|paid| *paid > Number::ZERO)?;
    let mut near = person.clone();
    for kpi in kpis {
        near = near.with(plan, kpi.cell, kpi.input_at(share)?);
    }
    (near.number(total)? == paid).then_some(paid)
}

fn of_score(plan: &Plan, kpi: &Steered<'_>, share: &Number) -> crate::diagnostic::Diagnostic {
    let name = |language| plan.defs.get(kpi.kpi.score.0 as usize).map_or(String::new(), |def| def.spoken(language));
    let (en, zh) = (name(Language::English), name(Language::Chinese));
    let score = score_is_flat(kpi, share).map_or(String::new(), |score| amount(plan, &score, Type::Number));
    let share = show::percent(share);
    warning(
        &LINT,
        Text::new(
            format!("a dead zone: reaching the target brings no more {en} than {share} of it"),
            format!("死区：达到目标值与只完成 {share} 相比，“{zh}”没有增加"),
        ),
    )
    .label(
        kpi.kpi.span,
        Text::new(format!("{score} from {share} of the target up to the target"), format!("从目标值的 {share} 到目标值都是 {score} 分")),
    )
    .help(Text::new(
        "let the score go on rising up to the target, or begin the upper band where the target is",
        "请让得分一直升到目标值为止，或把高一档的起点放在目标值处",
    ))
}

fn of_pay(plan: &Plan, person: &Typical, span: Span, paid: &Number, share: &Number) -> crate::diagnostic::Diagnostic {
    let (paid, share, person) = (amount(plan, paid, Type::Money), show::percent(share), person.described());
    warning(
        &LINT,
        Text::new(
            format!("a dead zone: reaching every target pays no more than {share} of each"),
            format!("死区：各项指标全部达到目标值，与都只完成 {share} 相比，发放没有增加"),
        ),
    )
    .label(span, Text::new(format!("{paid} both ways"), format!("两种情况都发 {paid}")))
    .help(Text::new(
        format!("seen on {}; let a band or grade begin where the targets are reached", person.en),
        format!("以{}计算；请让某一档或等级从达到目标值处开始", person.zh),
    ))
}
