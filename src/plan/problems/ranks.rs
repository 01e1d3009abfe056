//! Ranks, percentiles and pools.

use super::{q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

pub(in crate::plan) fn ties_unsaid(span: Span) -> Diagnostic {
    let message = t("which place do those share who have the same value?", "数值相同的人并列，取哪个名次？");
    let help = t(
        "write `, ties worst` (two first are both 2nd), `, ties best` (both 1st) or `, ties average` (both 1.5)",
        "请写“，并列取末位”（两人并列第一，都算第 2 名）、“，并列取首位”（都算第 1 名）或“，并列取平均”（都算 1.5）",
    );
    Diagnostic::error("E280", message).label(span, t("ties are not said", "没有写并列怎么办")).help(help)
}

pub(in crate::plan) fn nothing_to_rank(span: Span, found: &Text) -> Diagnostic {
    let message = t(format!("{} cannot be ranked", found.en), format!("{}不能排名", found.zh));
    let help = t("rank by a number, an amount or a date", "请按数值、金额或日期排名");
    Diagnostic::error("E225", message).label(span, t("ranked by this", "按它排名")).help(help)
}

pub(in crate::plan) fn nothing_to_share_by(span: Span, found: &Text) -> Diagnostic {
    let message = t(format!("a pool cannot be shared by {}", found.en), format!("不能按{}分配", found.zh));
    let help = t("share by a number or an amount, or `equally`", "请按数值或金额分配，或写“平均分配”");
    Diagnostic::error("E222", message).label(span, t("shared by this", "按它分配")).help(help)
}

pub(in crate::plan) fn share_unsaid(span: Span) -> Diagnostic {
    let message = t("how is it shared?", "按什么分配？");
    let help =
        t("write `share … for each team by score`, or `… equally`", "请写 `将 … 在 班组 内按 总分 分配`，或 `将 … 在 班组 内平均分配`");
    Diagnostic::error("E281", message).label(span, t("`by …` or `equally` is missing", "没有写“按 …”或“平均”")).help(help)
}

pub(in crate::plan) fn equally_never_zero(span: Span) -> Diagnostic {
    let message = t("what is shared equally is never divided by 0", "平均分配不会除以零");
    let help = t("take this part out; it belongs behind `by …`", "请删去这一部分；它只用在“按 … 分配”后面");
    Diagnostic::error("E281", message).label(span, t("never happens", "不会发生")).help(help)
}

/// The two readings of a pool without `where` in a payout for some people.
pub(in crate::plan) fn shared_among_whom(span: Span, applies: Span, condition: &str) -> Diagnostic {
    let message = t(
        "the payout is for some people: is the amount shared among them only, or among everybody of the group?",
        "该项发放只适用于部分人员：金额只在他们之间分配，还是在组内所有人之间分配？",
    );
    let help = t(
        format!(
            "among them only: add `where {condition}` behind the group; among everybody: give it a name, `let part = share …`, and pay `part`"
        ),
        format!("只在他们之间：请在分组后加“（其中 {condition}）”；在所有人之间：请用“设 份额 = 将 … 分配”起名，再计发“份额”"),
    );
    Diagnostic::error("E282", message)
        .label(span, t("two readings", "两种读法"))
        .label(applies, t("the payout is for these", "该项发放适用于这些人"))
        .help(help)
}

pub(in crate::plan) fn not_people(name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} holds rows of one person; people stand in a place, or share, among people", q(name)),
        format!("{}是一个人名下的行；排名和分配都在人员之间进行", q(name)),
    );
    let help = t("write `everyone`, or a text column of people such as `team`", "请写 `全员`，或人员数据里的文本列，例如 `班组`");
    Diagnostic::error("E283", message).label(span, t("not a group of people", "不是一组人")).help(help)
}

/// The reports of one person are not those of another, so that a person would stand in several groups at once.
pub(in crate::plan) fn not_reports(span: Span) -> Diagnostic {
    let message = t(
        "reports are another group for each manager; people stand in a place, or share, in a group of their own",
        "每个上级的下属各是一组；排名和分配在自己所在的一组内进行",
    );
    let help = t("write `everyone`, or the column that names the manager's team", "请写 `全员`，或说明所属班组的文本列");
    Diagnostic::error("E283", message).label(span, t("not a group one stands in", "不是自己所在的一组")).help(help)
}

/// A part of a pool is an amount that is paid, so the pool needs to know the smallest one.
pub(in crate::plan) fn pool_without_rounding(header: Span, span: Span) -> Diagnostic {
    let message =
        t("an amount is shared out, but the header does not say how money is rounded", "要分配金额，制度开头却没有写金额尾数怎么处理");
    let help = t("add a line `rounding money half up to 0.01`", "请加一行 `尾数 金额 四舍五入到 0.01`");
    Diagnostic::error("E247", message)
        .label(header, t("no rounding here", "这里没有写尾数"))
        .label(span, t("shared here", "在这里分配"))
        .help(help)
}
