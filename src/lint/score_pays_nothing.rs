//! L121 score-pays-nothing: people are scored, and paid whatever the score.

use super::basis::reads::{def, reach};
use super::basis::wording::{MOST_LABELS, no_payout, no_scorecard, t};
use super::{Found, Lint, Subject, warning};
use crate::plan::ir::{Def, Role};

pub(super) const LINT: Lint = Lint { code: "L121", name: "score-pays-nothing", thresholds: &[], check };

/// Whether a definition is what a scorecard makes of a person.
pub(super) fn is_result(def: &Def) -> bool {
    match def.role {
        Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::GradeColumn => true,
        Role::Column
        | Role::Credit
        | Role::Let
        | Role::Carry
        | Role::Term(_)
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::Payout
        | Role::PayoutTotal
        | Role::Figure(_) => false,
    }
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    if plan.payouts.is_empty() {
        return found.silent(&LINT, no_payout());
    }
    let read = reach(plan, plan.payouts.iter().copied(), |_| true);
    if read.defs.iter().filter_map(|id| def(plan, *id)).any(is_result) {
        return;
    }
    let message = t("the score pays nothing: no payout reads it", "考核得分不影响任何发放");
    let mut finding = warning(&LINT, message);
    for card in plan.scorecards.iter().take(MOST_LABELS) {
        finding = finding.label(card.span, t("makes the score", "在这里计分"));
    }
    for payout in plan.payouts.iter().filter_map(|id| def(plan, *id)).take(MOST_LABELS) {
        finding = finding.label(payout.span, t("reads neither the score nor the grade", "没有用到得分或等级"));
    }
    found.report(finding.help(t(
        "let a payout read the score, the grade or a KPI, for example `pay base_bonus * coefficient`, or say in the plan what the score is for",
        "请让某项发放用到得分、等级或指标，例如 `计发 奖金基数 × 系数`；得分另有用途的，请在制度中写明",
    )));
}
