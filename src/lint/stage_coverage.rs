//! L103 stage-coverage: a part of the sales process that no KPI measures.

use super::basis::wording::{MOST_LABELS, all_of, no_scorecard, stage, t};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::text::list;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::plan::ir::{Plan, Scorecard};
use crate::syntax::ast::Stage;

pub(super) const LINT: Lint = Lint { code: "L103", name: "stage-coverage", thresholds: &[], check };

/// The stages a sale goes through. Process and team are measured across them.
const SALE: [Stage; 3] = [Stage::Acquisition, Stage::Conversion, Stage::Retention];

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    let stated = stages(plan);
    if stated.is_empty() {
        let message = t("no KPI says which stage of the sales process it measures", "没有一个指标写明衡量的是销售过程的哪个环节");
        return found.report(labelled(warning(&LINT, message), plan).help(t(
            "write in each KPI `stage acquisition`, `conversion`, `retention`, `process` or `team`; then it can be judged whether the KPIs cover the whole sales process",
            "请在每个指标中写明 `环节 获客`、`转化`、`维护`、`过程` 或 `团队`，这样才能看出指标是否覆盖销售全过程",
        )));
    }
    let missing: Vec<Text> = SALE.into_iter().filter(|part| !stated.contains(part)).map(stage).collect();
    if missing.is_empty() {
        return;
    }
    let names: Vec<String> = missing.iter().map(|stage| stage.en.to_string()).collect();
    let named = list(&names, Language::English);
    let message = t(format!("no KPI measures {named}"), format!("没有衡量{}的指标", all_of(&missing).zh));
    found.report(labelled(warning(&LINT, message), plan).help(t(
        "KPIs cover the whole sales process, or people neglect what none of them measures: add a KPI for the missing stage, or correct the `stage` of one that measures it",
        "指标应覆盖销售全过程，没有指标的环节就没有人管：请为缺少的环节增加指标；已有指标在衡量的，请改正它的 `环节`",
    )));
}

/// Every stage a KPI of the plan states.
pub(super) fn stages(plan: &Plan) -> Vec<Stage> {
    plan.scorecards.iter().flat_map(of_card).collect()
}

const ALL: [Stage; 5] = [Stage::Acquisition, Stage::Conversion, Stage::Retention, Stage::Process, Stage::Team];

/// The stages a scorecard's KPIs state, in the order of the process.
fn of_card(card: &Scorecard) -> Vec<Stage> {
    ALL.into_iter().filter(|stage| card.kpis.iter().any(|kpi| kpi.stage == Some(*stage))).collect()
}

/// The scorecards, each with the stages its KPIs state.
pub(super) fn labelled(finding: Diagnostic, plan: &Plan) -> Diagnostic {
    plan.scorecards.iter().take(MOST_LABELS).fold(finding, |finding, card| {
        let stages: Vec<Text> = of_card(card).into_iter().map(stage).collect();
        let said = match stages.as_slice() {
            [] => t("no KPI here states its stage", "这里的指标都没有写环节"),
            [_, ..] => t(format!("measures {}", all_of(&stages).en), format!("衡量的环节：{}", all_of(&stages).zh)),
        };
        finding.label(card.span, said)
    })
}
