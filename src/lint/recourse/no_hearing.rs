//! L617 no-hearing: an appeal that is decided without hearing the person.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, note};

pub(in crate::lint) const LINT: Lint = Lint { code: "L617", name: "no-hearing", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    if appeal.hear.is_some() {
        return;
    }
    let message = t("an appeal is decided without hearing the person", "作出决定前不听取申诉人意见");
    found.report(
        note(&LINT, message)
            .label(appeal.span, t("no hearing", "没有听取意见"))
            .help(t("add the line `hear the appellant before deciding`", "请加上一行 `听取申诉人意见`")),
    );
}
