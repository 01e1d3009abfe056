//! L611 no-appeal: results nobody can object to.

use super::{t, there_is_something};
use crate::lint::{Found, Lint, Subject, header, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L611", name: "no-appeal", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if !there_is_something(subject, &LINT, found) || subject.plan.process.appeal.is_some() {
        return;
    }
    let Some(header) = header(subject) else { return };
    let message = t("nobody can appeal against a result of this policy", "对这份制度的结果无法申诉");
    found.report(warning(&LINT, message).label(header.span, t("no `appeal` in it", "没有“申诉”")).help(t(
        "add `appeal \"Result appeal\" { … }` with a time limit, grounds, a panel and a day by which it decides; `merit explain L611` shows one",
        "请加上 `申诉 \"考核结果申诉\" { … }`，写明提出期限、事由、评审小组和决定期限；`merit explain L611` 有样例",
    )));
}
