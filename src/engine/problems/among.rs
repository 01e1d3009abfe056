//! Ranks and pools: what people have only among others.

use super::{MISSING, NEGATIVE_SHARE, POOLS_DIFFER, SHARE_OF_ZERO, Use, needed_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// A rank or a share is needed of somebody whom its condition leaves out.
pub(in crate::engine) fn left_out(what: Use, span: Span, name: &Text, place: Span) -> Diagnostic {
    let words = what.words();
    Diagnostic::error(
        MISSING,
        t(
            format!("{} needs {}, which this person has not: its `where` leaves them out", words.en, q(&name.en)),
            format!("{}需要 {}，而此人没有：其“其中”条件不包括此人", words.zh, q(&name.zh)),
        ),
    )
    .label(span, needed_here())
    .label(place, t("the condition stands here", "条件在这里"))
    .help(t("say what holds for the others: `… otherwise 0`", "请写明其他人取什么：`… 无则 0`"))
}

/// The members of a group do not agree on the amount that is shared.
pub(in crate::engine) fn pools_differ(span: Span, one: (&str, &str), two: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        POOLS_DIFFER,
        t(
            format!("the amount to share is {} for {}, but {} for {}", one.1, q(one.0), two.1, q(two.0)),
            format!("要分配的金额对 {} 是 {}，对 {} 却是 {}", q(one.0), one.1, q(two.0), two.1),
        ),
    )
    .label(span, t("must be one amount for the whole group", "同一组内必须是同一个金额"))
    .help(t(
        "share an amount that is the group's: a param, a table by the group, a sum over the group; or correct the data",
        "请分配属于该组的金额：参数、按该组查的对照表、对该组的合计；或更正数据",
    ))
}

pub(in crate::engine) fn negative_share(pool: Span, by: Span, key: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        NEGATIVE_SHARE,
        t(format!("nobody can have a share of {value}, as {} would", q(key)), format!("{} 的份额为 {value}，低于 0，无法分配", q(key))),
    )
    .label(by, t(format!("this is {value}"), format!("此处为 {value}")))
    .label(pool, t("shared here", "在这里分配"))
    .help(t(
        "share by `max(…, 0)`, or leave these people out: `where … above 0`",
        "请按 `最大(…, 0)` 分配，或用“（其中 … 超过0）”不包括这些人",
    ))
}

pub(in crate::engine) fn share_of_zero(pool: Span, by: Span) -> Diagnostic {
    Diagnostic::error(
        SHARE_OF_ZERO,
        t("everybody's share is 0, so there is nothing to divide the amount by", "所有人的份额都是 0，金额无从分配"),
    )
    .label(by, t("0 for everybody of the group", "该组所有人都是 0"))
    .label(pool, t("shared here", "在这里分配"))
    .help(t(
        "say who gets it then: `, when zero equally`, or `, when zero nobody`",
        "请写明此时归谁：“，合计为零时平均分配”或“，合计为零时不分配”",
    ))
}
