//! L104 no-process-kpi: results alone are measured, not the work that leads to them.

use super::basis::wording::{no_scorecard, no_stage, t};
use super::stage_coverage::{labelled, stages};
use super::{Found, Lint, Subject, note};
use crate::syntax::ast::Stage;

pub(super) const LINT: Lint = Lint { code: "L104", name: "no-process-kpi", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    let stated = stages(subject.plan);
    if stated.is_empty() {
        return found.silent(&LINT, no_stage());
    }
    if stated.contains(&Stage::Process) {
        return;
    }
    let message = t("no KPI measures the process of selling", "没有过程指标");
    found.report(labelled(note(&LINT, message), subject.plan).help(t(
        "visits, follow-ups and clean records are what a person controls and what a manager can coach: add a KPI with `stage process`",
        "拜访、跟进、客户资料完整这些过程，员工自己能掌握，上级也能辅导：请增加一个 `环节 过程` 的指标",
    )));
}
