//! Means that leave out extremes, and means of several kinds of raters.

use super::{declared_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::{Number, show};

pub(in crate::plan) fn not_whole(span: Span) -> Diagnostic {
    let message = t("rows are dropped and counted by whole numbers", "去掉几个、满几个起，要写整数");
    let help = t("write for example `dropping 1 high, 1 low when at least 3`", "例如写 `去掉1个最高分、1个最低分后平均（满3个起）`");
    Diagnostic::error("E391", message).label(span, t("not whole numbers", "不是整数")).help(help)
}

/// Of the fewest rows of which some are dropped none would be left.
pub(in crate::plan) fn nothing_left(span: Span, dropped: u32, at_least: u32) -> Diagnostic {
    if dropped == 0 {
        let message = t("this mean drops nothing", "这里一个也没有去掉");
        let help = t("write `average of …`, or how many are dropped", "请写 `… 平均`，或者写明去掉几个");
        return Diagnostic::error("E391", message).label(span, t("0 dropped", "去掉 0 个")).help(help);
    }
    let message = t(
        format!("of {at_least} rows {dropped} would be dropped, which leaves none"),
        format!("满 {at_least} 个就去掉 {dropped} 个，一个也不剩"),
    );
    let least = dropped.saturating_add(1);
    let help = t(
        format!("write `when at least {least}` or more; fewer rows are averaged as they are"),
        format!("请写满{least}个起或更多；不足时直接平均"),
    );
    Diagnostic::error("E391", message).label(span, t("nothing left to average", "没有可平均的")).help(help)
}

pub(in crate::plan) fn not_rated(span: Span) -> Diagnostic {
    let message = t(
        "raters are weighted in an average over the rows of an input that belong to people",
        "评分人的权重只能写在归人员所有的数据的平均之后",
    );
    let help = t(
        "write for example `average of score over ratings, rated by kind { … }, missing reweight`",
        "例如写 `评分表 的 评分 平均，评分人按 类别 { … }，缺失时重新分配`",
    );
    Diagnostic::error("E392", message).label(span, t("not behind such an average", "前面不是这样的平均")).help(help)
}

pub(in crate::plan) fn not_a_choice(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("{} has no fixed kinds of raters", q(name)), format!("{}没有固定的评分人类别", q(name)));
    let help = t("give it the type `one of \"superior\", \"peer\"`", "请把它的类型写成 `取值 \"上级\"、\"同级\"`");
    Diagnostic::error("E392", message).label(span, t("not a choice", "不是取值")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn unknown_kind(text: &str, span: Span, known: &[String]) -> Diagnostic {
    let (en, zh) = listed(known);
    let message = t(format!("{} is no kind of rater", q(text)), format!("没有{}这一类评分人", q(text)));
    Diagnostic::error("E393", message)
        .label(span, t("not an option of the column", "不是该列的选项"))
        .help(t(format!("there are {en}"), format!("该列的选项有 {zh}")))
}

pub(in crate::plan) fn kinds_lack(lacking: &[String], span: Span, place: Span) -> Diagnostic {
    let (en, zh) = listed(lacking);
    let message = t(format!("no weight is said of {en}"), format!("没有写 {zh} 的权重"));
    Diagnostic::error("E393", message)
        .label(span, t("incomplete", "不完整"))
        .label(place, t("the kinds stand here", "各类写在这里"))
        .help(t("write every kind once; one that does not count has 0%", "每一类都要写一次；不计的写 0%"))
}

pub(in crate::plan) fn weights(span: Span, sum: &Number) -> Diagnostic {
    let hundred = sum.mul(&Number::from_i64(100)).unwrap_or_else(|_| sum.clone());
    let sum = format!("{}%", show::exact(&hundred));
    let message = t(format!("the weights of the raters sum to {sum}, not to 100%"), format!("评分人的权重合计为 {sum}，不是 100%"));
    Diagnostic::error("E393", message)
        .label(span, t(format!("together {sum}"), format!("合计 {sum}")))
        .help(t("correct the weights", "请更正权重"))
}

pub(in crate::plan) fn negative_weight(text: &str, span: Span) -> Diagnostic {
    let message = t(format!("the weight of {} is below 0", q(text)), format!("{}的权重小于 0", q(text)));
    Diagnostic::error("E393", message).label(span, t("below 0", "小于 0")).help(t("a kind that does not count has 0%", "不计的一类写 0%"))
}

/// What is expected of a weight.
pub(in crate::plan) fn weight_of(text: &str) -> Text {
    t(format!("the weight of {}", q(text)), format!("{}的权重", q(text)))
}

fn listed(names: &[String]) -> (String, String) {
    let quoted: Vec<String> = names.iter().map(|name| q(name)).collect();
    (quoted.join(", "), quoted.join("、"))
}
