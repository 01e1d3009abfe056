//! L112 goal-without-stretch-or-baseline: nobody can tell whether the target can be reached.

use super::basis::clauses::goals;
use super::basis::wording::{no_goal, q, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L112", name: "goal-without-stretch-or-baseline", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.goals.is_empty() {
        return found.silent(&LINT, no_goal());
    }
    for goal in goals(subject.files) {
        let (lacks, help) = match (&goal.baseline, &goal.stretch) {
            (Some(_), Some(_)) => continue,
            (None, None) => (
                t("neither baseline nor stretch", "基准值，也没有挑战幅度"),
                t(
                    "add where people start and how far the target may lie from it: `baseline prior_revenue` and `stretch at most 30%`",
                    "请写明从哪里起步、目标最多定多高：`基准值 上年同期回款` 和 `挑战幅度不超过 30%`",
                ),
            ),
            (None, Some(_)) => (
                t("no baseline", "基准值"),
                t("add what the stretch is measured from: `baseline prior_revenue`", "请写明挑战幅度以什么为基准：`基准值 上年同期回款`"),
            ),
            (Some(_), None) => (
                t("no stretch", "挑战幅度"),
                t(
                    "add by how much the target may exceed the baseline: `stretch at most 30%`",
                    "请写明目标最多可以比基准值高多少：`挑战幅度不超过 30%`",
                ),
            ),
        };
        let message =
            t(format!("the goal {} has {}", q(&goal.name.text), lacks.en), format!("绩效目标{}没有{}", q(&goal.name.text), lacks.zh));
        let label = t("whether it can be achieved cannot be judged", "无法判断目标能否达成");
        found.report(warning(&LINT, message).label(goal.name.span, label).help(help));
    }
}
