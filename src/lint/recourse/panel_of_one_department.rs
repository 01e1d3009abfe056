//! L613 panel-of-one-department: one department decides alone about an appeal.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L613", name: "panel-of-one-department", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    let help = t(
        "let several decide: `panel \"HR\", \"Sales\", \"Finance\"` and `quorum 2`",
        "请由多个部门评审：`评审小组 \"人力资源部\"、\"销售部\"、\"财务部\"`，并写 `最少人数 2`",
    );
    if appeal.panel.is_empty() {
        let message = t("the appeal does not say who decides", "申诉没有写明由谁评审");
        found.report(warning(&LINT, message).label(appeal.span, t("no `panel`", "没有“评审小组”")).help(help));
    } else if appeal.panel.len() == 1 {
        let span = appeal.places.panel.unwrap_or(appeal.span);
        let message = t("one department decides alone about appeals", "申诉由一个部门单独决定");
        found.report(warning(&LINT, message).label(span, t("the only one", "只有这一个")).help(help));
    } else if appeal.quorum.is_none_or(|quorum| quorum < 2) {
        let span = appeal.places.quorum.or(appeal.places.panel).unwrap_or(appeal.span);
        let message = t("a single member of the panel may decide", "评审小组中一个人就可以决定");
        found.report(warning(&LINT, message).label(span, t("no `quorum` of at least 2", "没有至少 2 人的“最少人数”")).help(help));
    }
}
