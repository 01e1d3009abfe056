//! Credit lines: whom the rows of a child input count for.

use super::{declared_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::{Number, show};

pub(in crate::plan) fn of_people(span: Span) -> Diagnostic {
    let message = t("a person is nobody's to be credited with", "人员本身不能计入给别人");
    let help = t("write credit lines into an input of rows that belong to people", "请把“计入”写在归人员所有的数据里");
    Diagnostic::error("E394", message).label(span, t("in the input of people", "写在人员数据里")).help(help)
}

pub(in crate::plan) fn no_person(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("{} names no person", q(name)), format!("{}填的不是人员", q(name)));
    let help = t(
        "give the column the type `person`, or name the key of the person the row belongs to",
        "请把该列的类型改为 人员编号，或者写该数据所归人员的编号列",
    );
    Diagnostic::error("E394", message).label(span, t("credited to whom?", "计入谁？")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn no_percent(name: &str, span: Span, (place, found): (Span, Text)) -> Diagnostic {
    let message = t(format!("{} is {}, not a share", q(name), found.en), format!("{}是{}，不是比例", q(name), found.zh));
    let help =
        t("give the column the type `percent`, or write a percent such as `50%`", "请把该列的类型改为 百分比，或者写一个百分比，例如 50%");
    Diagnostic::error("E394", message).label(span, t("not a percent", "不是百分比")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn negative(span: Span) -> Diagnostic {
    let message = t("a share below 0 credits nobody", "小于 0 的比例谁也计不了");
    Diagnostic::error("E394", message).label(span, t("below 0", "小于 0")).help(t("write a percent from 0% on", "请写不小于 0% 的百分比"))
}

/// Every line is on top of a whole that nobody has.
pub(in crate::plan) fn only_overlays(span: Span) -> Diagnostic {
    let message = t("overlays come on top, and nobody has the row itself", "只有叠加，没有写这一行本身计入谁");
    let help = t("add a line without `as overlay`, for example `credit owner 100%`", "请加一行不带“叠加”的，例如 `计入 归属人 100%`");
    Diagnostic::error("E394", message).label(span, t("only overlays", "只有叠加")).help(help)
}

pub(in crate::plan) fn not_whole(span: Span, sum: &Number) -> Diagnostic {
    let hundred = sum.mul(&Number::from_i64(100)).unwrap_or_else(|_| sum.clone());
    let sum = format!("{}%", show::exact(&hundred));
    let message = t(format!("the shares of every row sum to {sum}, not to 100%"), format!("每一行计入的比例合计为 {sum}，不是 100%"));
    let help =
        t("correct the shares; what comes on top of the whole is credited `as overlay`", "请更正比例；在整体之外另加的，写作 `叠加`");
    Diagnostic::error("E394", message).label(span, t(format!("together {sum}"), format!("合计 {sum}"))).help(help)
}

/// What is expected of a share.
pub(in crate::plan) fn share() -> Text {
    t("the share", "比例")
}
