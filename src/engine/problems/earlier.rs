//! What is said about values of earlier periods.

use super::{q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::Period;

pub(crate) const EARLIER_UNKNOWN: &str = "E530";
pub(in crate::engine) const FAILED_THEN: &str = "E531";
pub(in crate::engine) const BLANK_THEN: &str = "E532";

/// Nothing is known of a period that a clause looks back at. A later period must not be paid as if there had been none.
pub(in crate::engine) fn earlier_unknown(
    span: Span,
    (name, place): (&Text, Span),
    (then, now): (Period, Period),
    rests_on_data: bool,
) -> Diagnostic {
    let data = if rests_on_data { t("rows of that period in the data, ", "在数据中补上该期的行，") } else { t("", "") };
    Diagnostic::error(
        EARLIER_UNKNOWN,
        t(format!("{} of {then} is not known", q(&name.en)), format!("不知道 {then} 的 {}", q(&name.zh))),
    )
    .label(span, t("looks back at it", "此处回看该期"))
    .label(place, t("this value", "这个值"))
    .help(t(
        format!(
            "give {}the results of that period with `--previous results.json`, or compute the periods in order with `--period {then}..{now}`; where there was no period before, say `--first`",
            data.en
        ),
        format!(
            "请{}用 `--previous results.json` 给出该期的结果，或用 `--period {then}..{now}` 按顺序计算各期；如果此前没有任何一期，请加 `--first`",
            data.zh
        ),
    ))
}

pub(in crate::engine) fn failed_then(span: Span, name: &Text, then: Period) -> Diagnostic {
    Diagnostic::error(
        FAILED_THEN,
        t(format!("{} could not be computed in {then}", q(&name.en)), format!("{} 在 {then} 未能算出", q(&name.zh))),
    )
    .label(span, t("looks back at it", "此处回看该期"))
    .help(t(format!("put right what was wrong in {then} and compute that period again"), format!("请先改正 {then} 的错误，并重新计算该期")))
}

/// A value that is needed and that an earlier period does not have.
/// The condition of a clause that asks how long something has held.
pub(in crate::engine) fn condition_blank_then(span: Span, name: &Text, then: Period) -> Diagnostic {
    let message = t(format!("what {} asks was blank in {then}", q(&name.en)), format!("{} 要看的值在 {then} 是空白", q(&name.zh)));
    Diagnostic::error(BLANK_THEN, message).label(span, t("needed here", "此处需要")).help(t(
        "say in the condition what holds where the cell is blank: `(… otherwise 0)`",
        "请在条件里写明单元格为空白时取什么：`（… 无则 0）`",
    ))
}

pub(in crate::engine) fn blank_then(span: Span, name: &Text, then: Option<Period>) -> Diagnostic {
    let message = match then {
        Some(then) => t(format!("{} was blank in {then}", q(&name.en)), format!("{} 在 {then} 是空白", q(&name.zh))),
        None => t(format!("there is no earlier value of {}", q(&name.en)), format!("{} 没有以前各期的值", q(&name.zh))),
    };
    Diagnostic::error(BLANK_THEN, message).label(span, t("needed here", "此处需要")).help(t(
        format!("say what holds without it: `({} last period) otherwise 0`", name.en),
        format!("请写明没有时取什么：`上期 {} 无则 0`", name.zh),
    ))
}
