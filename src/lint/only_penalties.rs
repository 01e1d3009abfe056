//! L605 only-penalties: whoever does badly is punished and never helped.

use super::basis::process::{has, is_penalty, is_support, no_consequence};
use super::basis::wording::{MOST_LABELS, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L605", name: "only-penalties", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let consequences = &subject.plan.process.consequences;
    if consequences.is_empty() {
        return found.silent(&LINT, no_consequence());
    }
    if consequences.iter().any(|clause| has(clause, is_support)) || !consequences.iter().any(|clause| has(clause, is_penalty)) {
        return;
    }
    let message = t("the policy has penalties, and no training or coaching", "制度只有处罚，没有培训或辅导");
    let mut finding = warning(&LINT, message);
    for clause in consequences.iter().filter(|clause| has(clause, is_penalty)).take(MOST_LABELS) {
        finding = finding.label(clause.span, t("a penalty", "处罚"));
    }
    found.report(finding.help(t(
        "add a consequence that helps first, such as `then training \"…\", coaching by manager, plan for 60 days`",
        "请先加一条帮助员工的结果应用，例如 `则 培训 \"…\"、辅导 由 上级、改进计划 60天`",
    )));
}
