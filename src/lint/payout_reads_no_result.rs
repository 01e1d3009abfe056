//! L122 payout-reads-no-result: a payout that everybody gets, whatever they achieve.

use super::basis::reads::{def, reach};
use super::basis::wording::{no_payout, q, t};
use super::score_pays_nothing::is_result;
use super::{Found, Lint, Subject, note};
use crate::plan::ir::{Body, Def};
use crate::value::Type;

pub(super) const LINT: Lint = Lint { code: "L122", name: "payout-reads-no-result", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.payouts.is_empty() {
        return found.silent(&LINT, no_payout());
    }
    for payout in &plan.payouts {
        let Some(own) = def(plan, *payout) else { continue };
        let read = reach(plan, [*payout], |_| true);
        if read.own_rows || read.others || read.defs.iter().filter_map(|id| def(plan, *id)).any(|def| is_result(def) || is_measure(def)) {
            continue;
        }
        let name = q(&own.name);
        let message = t(format!("the payout {name} reads no result of a person"), format!("发放项{name}没有用到任何业绩或考核结果"));
        let finding = note(&LINT, message).label(own.span, t("the same for whoever is in it", "做多做少都一样"));
        found.report(finding.help(t(
            "if it rewards work, let it read the score, the grade, a KPI or a measured column; if it is an allowance, it belongs to base pay",
            "如果是奖励，请让它用到得分、等级、指标或业绩数据；如果是固定津贴，请归入基本工资",
        )));
    }
}

/// A column with figures. Dates, roles and flags say who a person is, not what they achieved.
fn is_measure(def: &Def) -> bool {
    match (&def.body, def.ty) {
        (Body::Column(_), Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days) => true,
        (Body::Column(_), Type::Date | Type::Text | Type::Flag | Type::Choice(_)) | (Body::Expr(_), _) => false,
    }
}
