//! What is said about values of earlier periods and carried values.

use super::{declared_here, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// What a value reads of its own earlier periods has a type only where it is said.
pub(in crate::plan) fn type_first(name: &str, span: Span, place: Span) -> Diagnostic {
    Diagnostic::error(
        "E261",
        t(
            format!("{} looks back at itself, so its type must be said", q(name)),
            format!("{} 回看自己以前的值，因此必须写明它的类型", q(name)),
        ),
    )
    .label(span, t("its own earlier value", "它自己以前的值"))
    .label(place, declared_here())
    .help(t(
        format!("write `let {name} : money = …`, or percent, number, count"),
        format!("写成 `设 {name} ：金额 = …`，或 百分比、数值、整数"),
    ))
}

pub(in crate::plan) fn carry_without_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E262",
        t(
            format!("it is not said whether {} is an amount of money, a percent or a number", q(name)),
            format!("没有写明 {} 是金额、百分比还是数值", q(name)),
        ),
    )
    .label(span, t("its type is missing", "缺少类型"))
    .help(t(format!("write `carry {name} : money starting 0 = …`"), format!("写成 `结转 {name} ：金额 起始 0 = …`")))
}

pub(in crate::plan) fn rows_have_no_past(name: &str, span: Span, place: Span) -> Diagnostic {
    Diagnostic::error(
        "E263",
        t(
            format!("{} belongs to the rows of an input, and only people have a value in each period", q(name)),
            format!("{} 属于某份数据的行，只有人员才有每期的值", q(name)),
        ),
    )
    .label(span, t("a value of rows", "行的值"))
    .label(place, declared_here())
    .help(t("look back at a sum of the rows: `(sum of amount over deals) last period`", "请回看各行的合计：`上期（订单 的 金额 合计）`"))
}

pub(in crate::plan) fn paid_of_what(span: Span, payout: Option<&str>) -> Diagnostic {
    let payout = payout.unwrap_or("commission");
    Diagnostic::error("E264", t("only a payout has been paid to date", "只有发放项才有累计已付"))
        .label(span, t("not a payout", "不是发放项"))
        .help(t(format!("write `{payout} paid to date`"), format!("写成 `{payout} 的 累计已付`")))
}

/// What was paid is held against what is taken back, so neither is mixed with anything else.
pub(in crate::plan) fn clawback_not_alone(span: Span) -> Diagnostic {
    Diagnostic::error("E255", t("a clawback is a payout of its own", "“追回”须单独作为一项发放"))
        .label(span, t("stands together with something else", "与其他内容写在一起"))
        .help(t(
            "write `payout reversal { pay clawback of commission (…) }`, without further terms, and the other pay in a payout beside it",
            "写成 `发放 冲回 { 计发 追回 提成（…） }`，不带其他条款；其余应发金额另写一项发放",
        ))
}

/// What was paid of such a payout holds advances and guarantees, and what was deferred is not in it: it is not what was earned.
pub(in crate::plan) fn paid_beside_terms(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E264",
        t(
            "beside a draw, a guarantee or a deferral, what was paid is not what was earned",
            "有预支、保障或递延时，已付的金额不等于应得的金额",
        ),
    )
    .label(span, t("two ways to read this", "此处有两种读法"))
    .help(t(
        "put what is earned over the year into a payout of its own with `less paid to date`, and the draw, guarantee or deferral into another; or carry what was earned: `carry earned_before : money starting 0 = (earned_before last period) + commission.earned`",
        "把按全年累计的应得金额单独写成一项带“扣累计已付”的发放，预支、保障或递延写在另一项；或者结转已得的金额：`结转 此前应得 ：金额 起始 0 =（上期 此前应得）+ 提成.应得`",
    ))
}

pub(in crate::plan) fn taken_back_of_what(span: Span, payout: Option<&str>) -> Diagnostic {
    let payout = payout.unwrap_or("commission");
    Diagnostic::error("E264", t("only what a payout paid is taken back", "只能追回发放项所付的金额"))
        .label(span, t("not a payout", "不是发放项"))
        .help(t(format!("write `clawback of {payout} (…)`"), format!("写成 `追回 {payout}（…）`")))
}

pub(in crate::plan) fn share_of_pay(span: Span) -> Diagnostic {
    Diagnostic::error(
        "E248",
        t("this share is a percent above 0% and up to 100%; of a deferral it may be 0%", "这个比例须大于 0% 且不超过 100%；递延可以写 0%"),
    )
    .label(span, t("not such a share", "不是这样的比例"))
    .help(t("write for instance 40%", "例如写成 40%"))
}

pub(in crate::plan) fn not_a_date(name: &str, span: Span, place: Span, found: &Text) -> Diagnostic {
    Diagnostic::error(
        "E249",
        t(format!("{} is {}, and a clawback goes by dates", q(name), found.en), format!("{} 是{}，追回须按日期判断", q(name), found.zh)),
    )
    .label(span, t("not a date", "不是日期"))
    .label(place, declared_here())
    .help(t("name a column of the type `date`", "请写类型为 `日期` 的列"))
}

/// What a row brought is worked out again from the data of its period, so nothing but data may decide it.
pub(in crate::plan) fn not_of_data(span: Span) -> Diagnostic {
    Diagnostic::error("E254", t("what a row brought must rest on the data alone", "每行所得必须只取决于数据"))
        .label(span, t("rests on a score, a grade, a payout or a carried value", "取决于得分、等级、发放项或结转值"))
        .help(t("name a value of the row that its amount and fixed rates give", "请写由该行金额和固定比例得出的值"))
}
