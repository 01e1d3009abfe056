//! L105 no-team-measure: nobody gains by helping a colleague.

use super::basis::reads::reach;
use super::basis::wording::{MOST_LABELS, no_scorecard, t};
use super::{Found, Lint, Subject, warning};
use crate::plan::ir::{DefId, Role};
use crate::syntax::ast::Stage;

pub(super) const LINT: Lint = Lint { code: "L105", name: "no-team-measure", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    let kpis = || plan.scorecards.iter().flat_map(|card| &card.kpis);
    if kpis().any(|kpi| kpi.stage == Some(Stage::Team)) {
        return;
    }
    let adjusts = plan.scorecards.iter().flat_map(|card| &card.adjusts);
    let measures: Vec<DefId> = kpis().map(|kpi| kpi.measure).chain(adjusts.chain(&plan.payouts).copied()).collect();
    // A payout that pays by the score measures what the score measures; a target set by the team's average is no team's achievement.
    let own = |role: Role| match role {
        Role::Score | Role::Grade | Role::GradeColumn | Role::KpiScore | Role::KpiWeighted | Role::KpiTarget | Role::KpiAttainment => false,
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
        | Role::KpiMeasure
        | Role::Adjust
        | Role::Payout
        | Role::PayoutTotal
        | Role::Figure(_) => true,
    };
    if reach(plan, measures, |def| own(def.role)).others {
        return;
    }
    let message = t("no KPI and no payout measures what people achieve together", "没有一个指标或发放项衡量团队成果");
    let mut finding = warning(&LINT, message);
    for card in plan.scorecards.iter().take(MOST_LABELS) {
        finding = finding.label(card.span, t("measures single persons only", "只衡量个人"));
    }
    found.report(finding.help(t(
        "team work is forgotten in most plans: add a KPI with `stage team` and a measure such as `sum of revenue over team`",
        "多数方案忽视了团队协作：请增加一个 `环节 团队` 的指标，实际值可写 `班组 的 回款额 合计`",
    )));
}
