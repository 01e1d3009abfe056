//! L618 no-support: nobody is named to whom people with low results may turn.

use super::{t, there_is_something};
use crate::lint::{Found, Lint, Subject, header, note};

pub(in crate::lint) const LINT: Lint = Lint { code: "L618", name: "no-support", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if !there_is_something(subject, &LINT, found) {
        return;
    }
    let process = &subject.plan.process;
    let of_appeal = process.appeal.as_ref().is_some_and(|appeal| !appeal.support.is_empty());
    let of_rollout = process.rollout.as_ref().is_some_and(|rollout| !rollout.support.is_empty());
    if !process.support.is_empty() || of_appeal || of_rollout {
        return;
    }
    let Some(header) = header(subject) else { return };
    let message = t("no support or counselling contact is printed on results and rulings", "结果和决定上没有印出可以求助的联系人");
    found.report(
        note(&LINT, message)
            .label(header.span, t("no `support` in it", "没有“支持”"))
            .help(t("add `support \"Employee assistance, extension 400\"`", "请加上 `支持 \"员工援助，分机 400\"`")),
    );
}
