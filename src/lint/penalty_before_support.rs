//! L606 penalty-before-support: a penalty that may strike somebody whom nobody has helped.
//!
//! Help comes first where some consequence with a training, coaching or a plan reaches everybody whom the penalty reaches, at least one
//! period earlier. That is judged by the text of the conditions alone: each condition of the help, what stands between `and` being one,
//! is one of the penalty too, and where the penalty asks for several periods running, the help asks for fewer. A help that is set off by
//! another condition that in truth is wider is not seen, and a reason for `allow`. A penalty that asks for no periods running strikes
//! at once, so nothing can come before it.

use super::basis::process::{has, is_penalty, is_support, no_consequence, parts, running};
use super::basis::same::Card;
use super::basis::wording::{q, t};
use super::{Found, Lint, Subject, warning};
use crate::plan::ir::{Consequence, Plan};

pub(super) const LINT: Lint = Lint { code: "L606", name: "penalty-before-support", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let consequences = &subject.plan.process.consequences;
    if consequences.is_empty() {
        return found.silent(&LINT, no_consequence());
    }
    let supports: Vec<&Consequence> = consequences.iter().filter(|clause| has(clause, is_support)).collect();
    if supports.is_empty() {
        return found.silent(
            &LINT,
            t("no consequence helps anybody (only-penalties reports it)", "没有帮助员工的结果应用（由 only-penalties 提示）"),
        );
    }
    for penalty in consequences.iter().filter(|clause| has(clause, is_penalty)) {
        if supports.iter().any(|support| comes_before(subject.plan, support, penalty)) {
            continue;
        }
        let name = q(&penalty.name);
        let message = t(format!("{name} may strike people whom nothing has helped before"), format!("{name}可能用于事先没有得到帮助的人"));
        let mut finding = warning(&LINT, message).label(penalty.span, t("a penalty", "处罚"));
        for support in supports.iter().filter(|support| support.span != penalty.span).take(3) {
            finding = finding.label(support.span, t("helps other people, or not earlier", "帮助的是其他人，或并不更早"));
        }
        found.report(finding.help(t(
            "let the same condition lead to training or coaching after fewer periods: help `for 2 periods running`, the penalty `for 4 periods running`",
            "让同一条件在更少的期数后先带来培训或辅导：`连续2期` 先帮助，`连续4期` 才处罚",
        )));
    }
}

/// Whether the help reaches everybody whom the penalty reaches, and earlier.
fn comes_before(plan: &Plan, support: &Consequence, penalty: &Consequence) -> bool {
    let penalties: Vec<_> = parts(plan, penalty.told).into_iter().map(|part| running(plan, part)).collect();
    // No scorecard's own parts stand in a consequence: names of KPIs mean the same in both.
    let card = Card { plan, covered: penalty.told };
    let mut earlier = false;
    let covered = parts(plan, support.told).into_iter().map(|part| running(plan, part)).all(|(condition, count)| {
        penalties.iter().any(|(other, periods)| {
            let fits = card.same(condition, other) && count <= *periods;
            earlier |= fits && count < *periods;
            fits
        })
    });
    // Help for everybody comes before all that takes more than one period.
    covered && (earlier || (parts(plan, support.told).is_empty() && penalties.iter().any(|(_, periods)| *periods > 1)))
}
