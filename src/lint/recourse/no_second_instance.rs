//! L616 no-second-instance: an appeal that is decided once and for all, or twice by the same people.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L616", name: "no-second-instance", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    let help = t(
        "write `escalate to \"Performance Committee\" within 5 working days once, final`, with a body that did not decide before",
        "请写 `复核 由 \"绩效委员会\" 5个工作日内 一次、终审`，且复核者没有作过原决定",
    );
    match &appeal.escalate {
        None => {
            let message = t("there is no second instance", "没有复核");
            found.report(warning(&LINT, message).label(appeal.span, t("no `escalate`", "没有“复核”")).help(help));
        }
        Some(next) if appeal.panel.contains(&next.to) || appeal.office.as_ref() == Some(&next.to) => {
            let message = t("the second instance is the body that decided before", "复核的就是作出原决定的部门");
            found.report(warning(&LINT, message).label(next.span, t("the same body", "同一个部门")).help(help));
        }
        Some(_) => {}
    }
}
