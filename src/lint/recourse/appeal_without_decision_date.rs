//! L615 appeal-without-decision-date: an appeal that need never be decided.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L615", name: "appeal-without-decision-date", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    if appeal.decide.is_some() {
        return;
    }
    let message = t("the appeal does not say by when it is decided", "申诉没有写明何时作出决定");
    found.report(warning(&LINT, message).label(appeal.span, t("no `decide`", "没有“作出决定”")).help(t(
        "write `decide within 10 working days`: 10 to 15 working days are usual",
        "请写 `作出决定 10个工作日内`：通常为 10 至 15 个工作日",
    )));
}
