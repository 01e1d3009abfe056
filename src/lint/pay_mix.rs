//! L107 pay-mix: how much of a person's pay depends on results is not known.

use super::{Found, Lint, Subject, header, note};
use crate::diagnostic::Text;
use crate::plan::ir::Figure;

pub(super) const LINT: Lint = Lint { code: "L107", name: "pay-mix", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.payouts.is_empty() {
        return;
    }
    let Some(header) = header(subject) else { return };
    let missing = |figure: Figure| subject.plan.figures.get(figure).is_none();
    let (base, target) = (missing(Figure::BasePay), missing(Figure::TargetPay));
    let (message, help) = match (base, target) {
        (false, false) => return,
        (true, true) => (
            Text::new("the header says neither `base pay` nor `target pay`", "制度开头没有写“基本工资”和“目标薪酬”"),
            Text::new(
                "add `base pay …` and `target pay …`, with the amounts or the columns that hold them",
                "请加上“基本工资 …”和“目标薪酬 …”，写金额或数据中的列",
            ),
        ),
        (true, false) => (
            Text::new("the header does not say the `base pay`", "制度开头没有写“基本工资”"),
            Text::new("add `base pay …`, with the amount or the column that holds it", "请加上“基本工资 …”，写金额或数据中的列"),
        ),
        (false, true) => (
            Text::new("the header does not say the `target pay`", "制度开头没有写“目标薪酬”"),
            Text::new("add `target pay …`, with the amount or the column that holds it", "请加上“目标薪酬 …”，写金额或数据中的列"),
        ),
    };
    let label = Text::new("this policy pays", "这份制度有发放项目");
    found.report(note(&LINT, message).label(header.span, label).help(help));
}
