//! What is said about windows of periods.

use super::said;
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// `last 3 periods` counts this one for some and not for others.
pub(in crate::syntax) fn which_periods(span: Span, text: &str) -> Diagnostic {
    let chinese = text.chars().any(|c| c == '期');
    let write = |mark: &str| format!("{text}{mark}");
    let (one, two) = if chinese {
        (write("（含本期）"), write("（不含本期）"))
    } else {
        (write(" (including this)"), write(" (before this)"))
    };
    said(
        "E132",
        span,
        Text::new(
            format!("`{text}` does not say whether the period that is computed is one of them"),
            format!("`{text}` 没有写明是否包含正在计算的本期"),
        ),
        Text::new("two ways to read this", "此处有两种读法"),
    )
    .help(Text::new(format!("write `{one}` or `{two}`, whichever is meant"), format!("按本意写成 `{one}` 或 `{two}`")))
}

pub(in crate::syntax) fn not_a_number_of_periods(span: Span, most: i64) -> Diagnostic {
    said(
        "E133",
        span,
        Text::new(format!("a number of periods is a whole number from 1 to {most}"), format!("期数须为 1 至 {most} 的整数")),
        Text::new("not a number of periods", "不是期数"),
    )
    .help(Text::new("write for instance `last 3 periods (including this)`", "例如写成 `最近3期（含本期）`"))
}

pub(in crate::syntax) fn more_than_there_are(span: Span) -> Diagnostic {
    said("E133", span, Text::new("more periods are demanded than are looked at", "要求的期数多于所看的期数"), Text::new("too many", "过多"))
        .help(Text::new("write a number no larger than that of the periods", "请写不大于所看期数的数"))
}

pub(in crate::syntax) fn where_over_periods(span: Span) -> Diagnostic {
    said(
        "E134",
        span,
        Text::new("periods cannot be chosen with `where`", "对各期合计时不能用 `其中` 挑选"),
        Text::new("a condition on periods", "对期的条件"),
    )
    .help(Text::new(
        "say it in the value: `sum of (if grade = A then 1 else 0) over last 4 periods (including this)`",
        "把条件写进数值：`最近4期（含本期）的（如果 等级 = A 那么 1 否则 0）合计`",
    ))
}

pub(in crate::syntax) fn periods_without_value(span: Span) -> Diagnostic {
    said(
        "E134",
        span,
        Text::new("it is not said what is counted in each period", "没有写明每期取什么数"),
        Text::new("a value of each period is missing", "缺少每期的数值"),
    )
    .help(Text::new("write `sum of revenue over year to date`", "写成 `本年累计 回款额`"))
}

/// What is taken back of a row that did not last is all of it, or the part of the months that were still to come.
pub(in crate::syntax) fn how_much_back(span: Span, text: &str) -> Diagnostic {
    let open = text.trim_end_matches([')', '）']);
    let (one, two) = if text.starts_with("clawback") {
        (format!("{open}, by remaining months)"), format!("{open}, in full)"))
    } else {
        (format!("{open}，按剩余月数）"), format!("{open}，全额）"))
    };
    said(
        "E166",
        span,
        Text::new("it is not said how much is taken back", "没有写明追回多少"),
        Text::new("two ways to read this", "此处有两种读法"),
    )
    .help(Text::new(format!("write `{one}` or `{two}`"), format!("写成 `{one}` 或 `{two}`")))
}

pub(in crate::syntax) fn not_months(span: Span, most: i64) -> Diagnostic {
    said(
        "E166",
        span,
        Text::new(
            format!("a clawback reaches back a whole number of months from 1 to {most}"),
            format!("追回的期限须为 1 至 {most} 个整月"),
        ),
        Text::new("not a number of months", "不是月数"),
    )
    .help(Text::new("write for instance `within 12 months of closed`", "例如写成 `在 成交日期 后12个月内`"))
}
