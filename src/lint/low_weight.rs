//! L102 low-weight: a KPI that weighs so little that nobody works for it.

use super::basis::changes::days;
use super::basis::wording::{MOST_LABELS, q, t};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, note, warning};
use crate::diagnostic::Text;
use crate::plan::consts::constant_number;
use crate::plan::ir::{Expr, Kpi, Plan, Scorecard};
use crate::value::{Date, Number, show};

const WARN_BELOW: Threshold = Threshold { lint: "low-weight", key: "warn-below", unit: Unit::Percent, thousandths: 100 };
const NOTE_BELOW: Threshold = Threshold { lint: "low-weight", key: "note-below", unit: Unit::Percent, thousandths: 200 };
const NOTE_FROM: Threshold = Threshold { lint: "low-weight", key: "note-from-kpis", unit: Unit::Count, thousandths: 4_000 };

pub(super) const LINT: Lint = Lint { code: "L102", name: "low-weight", thresholds: &[WARN_BELOW, NOTE_BELOW, NOTE_FROM], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.scorecards.is_empty() {
        return found.silent(&LINT, super::basis::wording::no_scorecard());
    }
    for card in &subject.plan.scorecards {
        one(subject, card, found);
    }
}

fn one(subject: &Subject<'_>, card: &Scorecard, found: &mut Found) {
    let limit = |threshold: &Threshold| subject.settings.get(threshold);
    let mut light: Vec<(&Kpi, Number)> = Vec::new();
    let count = Number::from_i64(i64::try_from(card.kpis.len()).unwrap_or(i64::MAX));
    for kpi in &card.kpis {
        let Some((weight, from)) = lowest(subject.plan, &kpi.weight) else {
            let why = t(format!("the weight of {} is not a constant", q(&kpi.name)), format!("指标{}的权重不是常数", q(&kpi.name)));
            found.silent(&LINT, why);
            continue;
        };
        let own = kpi.title.as_deref().unwrap_or(&kpi.name);
        found.measure(&LINT, (own, kpi.span), (&weight, Text::same(show::percent(&weight))));
        if weight < limit(&WARN_BELOW) {
            found.report(ignored(kpi, &weight, from, &limit(&WARN_BELOW)));
        } else if weight < limit(&NOTE_BELOW) && count >= limit(&NOTE_FROM) {
            light.push((kpi, weight));
        }
    }
    if light.is_empty() {
        return;
    }
    let (below, number, all) = (show::percent(&limit(&NOTE_BELOW)), light.len(), card.kpis.len());
    let weigh = if number == 1 { "weighs" } else { "weigh" };
    let message = t(
        format!("{number} of the {all} KPIs of {} {weigh} less than {below}", q(&card.name)),
        format!("{}的 {all} 个指标中有 {number} 个权重不到 {below}", q(&card.name)),
    );
    let mut finding = note(&LINT, message).label(card.span, t("this scorecard", "这张计分卡"));
    for (kpi, weight) in light.iter().take(MOST_LABELS) {
        let weight = show::percent(weight);
        finding = finding.label(kpi.weight.span, t(format!("{}: {weight}", kpi.name), format!("{}：{weight}", kpi.name)));
    }
    found.report(finding.help(t(
        "a weight that moves the pay little moves people little; fewer KPIs with larger weights say what counts",
        "权重小，对收入影响就小，员工也不会上心；指标少一些、权重大一些，才看得出重点",
    )));
}

fn ignored(kpi: &Kpi, weight: &Number, from: Option<Date>, limit: &Number) -> crate::diagnostic::Diagnostic {
    let (weight, limit) = (show::percent(weight), show::percent(limit));
    let (from_en, from_zh) = from.map_or((String::new(), String::new()), |day| (format!(" from {day}"), format!("自 {day} 起")));
    let message = t(
        format!("the KPI {} weighs {weight}{from_en}, less than {limit}", q(&kpi.name)),
        format!("指标{}的权重{from_zh}只有 {weight}，不到 {limit}", q(&kpi.name)),
    );
    warning(&LINT, message).label(kpi.weight.span, t("people will not notice it", "这么小的权重起不了作用")).help(t(
        "under 10% is ignored by people: give it more weight, or follow it without pay",
        "权重低于 10% 的指标会被忽视：请提高权重，或只作跟踪、不与薪酬挂钩",
    ))
}

/// The lowest weight over the life of the plan, with the day from which it holds where it changes.
fn lowest(plan: &Plan, weight: &Expr) -> Option<(Number, Option<Date>)> {
    if let Some(fixed) = constant_number(plan, weight, None) {
        return Some((fixed, None));
    }
    days(plan)
        .into_iter()
        .filter_map(|day| Some((constant_number(plan, weight, Some(day))?, Some(day))))
        .min_by(|one, two| one.0.cmp(&two.0))
}
