//! L612 appeal-without-window: an appeal without a last day, or whose window is not counted in days.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, warning};
use crate::syntax::ast::LengthUnit;

pub(in crate::lint) const LINT: Lint = Lint { code: "L612", name: "appeal-without-window", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    let help = t(
        "write `file within 5 working days of publication`: 5 to 10 working days are usual",
        "请写 `提出 自公布之日起5个工作日内`：通常为 5 至 10 个工作日",
    );
    match &appeal.file {
        None => {
            let message = t("the appeal does not say by when it is filed", "申诉没有写明提出的期限");
            found.report(warning(&LINT, message).label(appeal.span, t("no `file`", "没有“提出”")).help(help));
        }
        Some(limit) if limit.within.unit == LengthUnit::Months => {
            let message = t("the time to appeal is counted in months, which are not all as long", "申诉期限按月计，而各月长短不一");
            found.report(warning(&LINT, message).label(limit.span, t("neither working days nor days", "不是工作日，也不是天")).help(help));
        }
        Some(_) => {}
    }
}
