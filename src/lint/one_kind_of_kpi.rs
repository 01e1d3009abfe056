//! L106 one-kind-of-kpi: everything is counted, or everything is judged by opinion.

use super::basis::clauses::scorecards;
use super::basis::wording::{MOST_LABELS, no_scorecard, q, t};
use super::{Found, Lint, Subject, note};
use crate::syntax::ast::{Kpi, Scorecard};

pub(super) const LINT: Lint = Lint { code: "L106", name: "one-kind-of-kpi", thresholds: &[], check };

/// A KPI that somebody judges by words.
pub(super) fn is_qualitative(kpi: &Kpi) -> bool {
    kpi.qualitative.is_some() || !kpi.rubric.is_empty()
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let cards: Vec<&Scorecard> = scorecards(subject.files).collect();
    if cards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    for card in cards.iter().filter(|card| card.kpis.iter().all(is_qualitative)) {
        let message = t(format!("every KPI of {} is qualitative", q(&card.name.text)), format!("{}的指标全是定性指标", q(&card.name.text)));
        let finding = note(&LINT, message).label(card.span, t("judged by opinion alone", "全凭评价打分"));
        found.report(finding.help(t(
            "add a KPI that counts a result, so that the score does not rest on opinions alone",
            "请增加至少一个可以计量的指标，不要让得分全部取决于主观评价",
        )));
    }
    if cards.iter().any(|card| card.kpis.iter().any(is_qualitative)) {
        return;
    }
    let mut finding = note(&LINT, t("every KPI of the plan is quantitative", "方案的指标全是定量指标"));
    for card in cards.iter().take(MOST_LABELS) {
        finding = finding.label(card.span, t("only figures are measured", "只看数字"));
    }
    found.report(finding.help(t(
        "figures miss how the work is done: add a KPI that is `qualitative`, with a rubric that says what each level looks like",
        "只看数字，看不出工作是怎样完成的：请增加一个 `定性` 指标，用评分细则写明每一档的具体表现",
    )));
}
