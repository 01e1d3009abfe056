//! L604 feedback-slower-than-period: nobody is told anything regularly before the period is over.
//!
//! Immediate feedback is not regular. Feedback as often as the period ends counts: it is not slower.

use super::basis::process::no_feedback;
use super::basis::wording::{MOST_LABELS, t};
use super::{Found, Lint, Subject, warning};
use crate::syntax::ast::Timing;
use crate::value::PeriodKind;

pub(super) const LINT: Lint = Lint { code: "L604", name: "feedback-slower-than-period", thresholds: &[], check };

/// Whether it comes at least once in a period.
fn in_time(timing: Timing, period: PeriodKind) -> bool {
    match timing {
        Timing::Immediate => false,
        Timing::Weekly | Timing::Monthly => true,
        Timing::Quarterly => period.months() >= 3,
    }
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let feedback = &subject.plan.process.feedback;
    if feedback.is_empty() {
        return found.silent(&LINT, no_feedback());
    }
    let regular = || feedback.iter().filter(|clause| matches!(clause.timing, Some(Timing::Weekly | Timing::Monthly | Timing::Quarterly)));
    if regular().any(|clause| clause.timing.is_some_and(|timing| in_time(timing, subject.plan.period))) {
        return;
    }
    let message = if regular().next().is_none() {
        t("no feedback is regular", "没有定期的反馈")
    } else {
        t("all regular feedback comes less often than the period ends", "定期反馈的间隔都长于考核周期")
    };
    let mut finding = warning(&LINT, message);
    for clause in feedback.iter().take(MOST_LABELS) {
        finding = finding.label(clause.span, t("here", "此处"));
    }
    found.report(finding.help(t(
        "feedback is regular, immediate and goes through several channels: add one with `timing monthly`, so that people hear how they stand while they can still act",
        "反馈应当定期、及时，并经多种渠道：请加一条 `时机 每月` 的反馈，让员工在还来得及时知道进展",
    )));
}
