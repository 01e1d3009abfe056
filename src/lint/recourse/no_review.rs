//! L631 no-review: a plan that nobody looks at again.

use super::{t, there_is_something};
use crate::lint::{Found, Lint, Subject, header, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L631", name: "no-review", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if !there_is_something(subject, &LINT, found) || !subject.plan.process.reviews.is_empty() {
        return;
    }
    let Some(header) = header(subject) else { return };
    let message = t("nobody looks at this policy again", "没有写明何时评审这份制度");
    found.report(warning(&LINT, message).label(header.span, t("no `review` in it", "没有“定期评审”")).help(t(
        "add `review every quarter by \"Sales Operations\" of goals, kpis, feedback, appeals`",
        "请加上 `定期评审 每季 由 \"销售运营部\" 针对 绩效目标、指标、反馈、申诉`",
    )));
}
