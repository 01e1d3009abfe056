//! Who reports to whom, who rates whom, and to whom rows are credited.

use super::{CIRCLE, CREDIT, CREDITED_NOBODY, RATER, q, t};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// So many people of a circle are named; the others are counted.
pub(in crate::engine) const MOST_OF_A_CIRCLE: usize = 8;

/// People who manage one another round in a circle, in the order of managers.
pub(in crate::engine) fn circle(keys: &[&str], span: Span) -> Diagnostic {
    let first = keys.first().copied().unwrap_or_default();
    let shown: Vec<String> = keys.iter().take(MOST_OF_A_CIRCLE).map(|key| q(key)).collect();
    let more = keys.len().saturating_sub(shown.len());
    let (gap_en, gap_zh) = match more {
        0 => (String::new(), String::new()),
        more => (format!(" → … {more} more"), format!(" → ……另 {more} 人")),
    };
    let row = shown.join(" → ");
    let message = match keys.len() {
        1 => t(format!("{} stands above themselves", q(first)), format!("{} 的上级（或指导人）是本人", q(first))),
        _ => t(
            format!("these people report to one another in a circle: {row}{gap_en} → {}", q(first)),
            format!("上级关系绕成了一圈：{row}{gap_zh} → {}", q(first)),
        ),
    };
    Diagnostic::error(CIRCLE, message)
        .label(span, t("who reports to whom", "谁是谁的上级"))
        .help(t("correct one of the cells; leave it blank for whoever has no manager", "请更正其中一格；没有上级的人留空"))
}

/// A kind of rater has no rows, and the plan says that this is an error.
pub(in crate::engine) fn rater_missing(kinds: &[&str], span: Span, rated: Span) -> Diagnostic {
    let quoted: Vec<String> = kinds.iter().map(|kind| q(kind)).collect();
    Diagnostic::error(RATER, t(format!("nobody rated as {}", quoted.join(", ")), format!("没有 {} 的评分", quoted.join("、"))))
        .label(span, t("this mean of raters", "此项评分"))
        .label(rated, t("`missing error` is said here", "这里写明缺失时报错"))
        .help(t(
            "add the ratings, or say `missing reweight` to share the weight among the other kinds",
            "请补上评分，或写 `缺失时重新分配`，把权重分给其他各类",
        ))
}

/// The shares of a row leave something of it, or give more than there is.
pub(in crate::engine) fn shares_not_whole(sum: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        CREDIT,
        t(format!("the shares of this row sum to {sum}, not to 100%"), format!("此行计入各人的比例合计为 {sum}，不是 100%")),
    )
    .label(span, t("who is credited with the row", "此行计入谁"))
    .help(t("correct the shares; what comes on top of the whole is credited `as overlay`", "请更正比例；在整体之外另加的，写作 `叠加`"))
}

pub(in crate::engine) fn negative_credit(share: &str, span: Span) -> Diagnostic {
    Diagnostic::error(CREDIT, t(format!("a share of this row is {share}, below 0"), format!("此行的一个比例是 {share}，小于 0")))
        .label(span, t("this credit", "此项计入"))
        .help(t("correct the share; 0% credits nobody", "请更正比例；0% 表示不计入"))
}

/// A row is credited to somebody who is not among the people.
pub(in crate::engine) fn credited_nobody(key: &str, span: Span) -> Diagnostic {
    Diagnostic::error(CREDITED_NOBODY, t(format!("{} is not among the people", q(key)), format!("人员里没有 {}", q(key))))
        .label(span, t("credited here", "在这里计入"))
        .help(t("add the person, in an example behind `given people { … }`", "请补上这个人；示例里写在 `已知 人员 { … }` 中"))
}
