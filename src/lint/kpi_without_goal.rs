//! L116 kpi-without-goal: in a policy with goals, KPIs that serve none of them.

use super::basis::wording::{MOST_LABELS, all_names, no_goal, q, t};
use super::{Found, Lint, Subject, note};
use crate::plan::ir::Kpi;

pub(super) const LINT: Lint = Lint { code: "L116", name: "kpi-without-goal", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.goals.is_empty() {
        return found.silent(&LINT, no_goal());
    }
    for card in &subject.plan.scorecards {
        let loose: Vec<&Kpi> = card.kpis.iter().filter(|kpi| kpi.goal.is_none()).collect();
        let message = match loose.as_slice() {
            [] => continue,
            [only] => t(
                format!("the KPI {} of {} serves no goal", q(&only.name), q(&card.name)),
                format!("{}的指标{}没有对应的绩效目标", q(&card.name), q(&only.name)),
            ),
            [_, _, ..] => t(
                format!("{} of the {} KPIs of {} serve no goal", loose.len(), card.kpis.len(), q(&card.name)),
                format!("{}的 {} 个指标中有 {} 个没有对应的绩效目标", q(&card.name), card.kpis.len(), loose.len()),
            ),
        };
        let mut finding = note(&LINT, message).label(card.span, t("this scorecard", "这张计分卡"));
        for kpi in loose.iter().take(MOST_LABELS) {
            finding = finding.label(kpi.span, t("for which goal?", "对应哪个目标？"));
        }
        let names = all_names(subject.plan.goals.iter().take(MOST_LABELS).map(|goal| goal.name.as_str()));
        found.report(finding.help(t(
            format!(
                "write `for goal …` with the goal it serves ({}), write the goal that is missing, or ask what the KPI is for",
                names.en
            ),
            format!("请用 `对应目标 …` 写明它为哪个目标服务（{}）；缺少的目标请补上；都不是的，请想清楚为什么要考核它", names.zh),
        )));
    }
}
