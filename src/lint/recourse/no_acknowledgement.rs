//! L622 no-acknowledgement: nobody signs that they know the plan.

use super::{t, there_is_something};
use crate::lint::{Found, Lint, Subject, header, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L622", name: "no-acknowledgement", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if !there_is_something(subject, &LINT, found) {
        return;
    }
    let help = t(
        "say how people come to know it: `rollout { publish 2025-12-15; train \"Plan briefing\" by 2025-12-20; acknowledge within 10 days }`",
        "请写明员工如何知晓：`推行 { 发布 2025-12-15；培训 \"制度宣讲\" 2025-12-20前；签收 10天内 }`",
    );
    match &subject.plan.process.rollout {
        None => {
            let Some(header) = header(subject) else { return };
            let message = t("nobody has to sign that they know this policy", "没有要求员工签收这份制度");
            found.report(warning(&LINT, message).label(header.span, t("no `rollout` in it", "没有“推行”")).help(help));
        }
        Some(rollout) if rollout.sign.is_none() => {
            let message = t("nobody has to sign that they know this policy", "没有要求员工签收这份制度");
            found.report(warning(&LINT, message).label(rollout.span, t("no `acknowledge`", "没有“签收”")).help(help));
        }
        Some(_) => {}
    }
}
