//! L108 qualitative-without-rubric: a rating of which nobody knows what each level means.

use super::basis::clauses::scorecards;
use super::basis::wording::{no_scorecard, q, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L108", name: "qualitative-without-rubric", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let mut cards = scorecards(subject.files).peekable();
    if cards.peek().is_none() {
        return found.silent(&LINT, no_scorecard());
    }
    for kpi in cards.flat_map(|card| &card.kpis) {
        let Some(span) = kpi.qualitative.filter(|_| kpi.rubric.is_empty()) else { continue };
        let name = q(&kpi.name.text);
        let message = t(format!("the KPI {name} is qualitative but has no rubric"), format!("定性指标{name}没有评分细则"));
        let finding = warning(&LINT, message).label(span, t("what earns which level is not said", "没有写明什么表现得几分"));
        found.report(finding.help(t(
            "say what can be seen at each level: `qualitative, rubric { 5 \"Trains new colleagues\"; 3 \"Does the job alone\"; 1 \"Needs help\" }`",
            "请写明每一档看得见的表现：`定性，评分细则 { 5 \"能带教新同事\"；3 \"能独立完成\"；1 \"需要他人协助\" }`",
        )));
    }
}
