//! L114 goal-without-due: a goal without a day on which it must be reached.

use super::basis::clauses::goals;
use super::basis::wording::{no_goal, q, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L114", name: "goal-without-due", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.goals.is_empty() {
        return found.silent(&LINT, no_goal());
    }
    for goal in goals(subject.files).filter(|goal| goal.due.is_none()) {
        let name = q(&goal.name.text);
        let message = t(format!("the goal {name} has no due date"), format!("绩效目标{name}没有完成时限"));
        let label = t("by when is not said", "没有写明何时完成");
        found.report(warning(&LINT, message).label(goal.name.span, label).help(t(
            "add `due period end`, or a date such as `due 2026-12-31`",
            "请加上 `完成时限 期末`，或写具体日期，如 `完成时限 2026-12-31`",
        )));
    }
}
