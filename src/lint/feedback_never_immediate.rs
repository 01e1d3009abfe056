//! L603 feedback-never-immediate: whoever falls behind hears it at the next date.

use super::basis::process::no_feedback;
use super::basis::wording::{MOST_LABELS, t};
use super::{Found, Lint, Subject, warning};
use crate::syntax::ast::Timing;

pub(super) const LINT: Lint = Lint { code: "L603", name: "feedback-never-immediate", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let feedback = &subject.plan.process.feedback;
    if feedback.is_empty() {
        return found.silent(&LINT, no_feedback());
    }
    if feedback.iter().any(|clause| clause.timing == Some(Timing::Immediate)) {
        return;
    }
    let mut finding = warning(&LINT, t("no feedback is immediate", "没有即时的反馈"));
    for clause in feedback.iter().take(MOST_LABELS) {
        let label =
            if clause.timing.is_some() { t("at fixed times only", "只在固定时间") } else { t("says no time", "没有写时机") };
        finding = finding.label(clause.span, label);
    }
    found.report(finding.help(t(
        "feedback is regular, immediate and goes through several channels: add one with `timing immediate` for those who fall behind",
        "反馈应当定期、及时，并经多种渠道：请为进度落后的人加一条 `时机 即时` 的反馈",
    )));
}
