//! Forced distribution.

use super::{first_here, q, t};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(in crate::plan) fn without_grades(span: Span) -> Diagnostic {
    let message = t("there are no grades to limit", "没有等级可以限制");
    let help = t("write the grades first: `grade by score { … }`", "请先写等级：`等级 按 总分 { … }`");
    Diagnostic::error("E370", message).label(span, t("limits a grade", "限制等级")).help(help)
}

pub(in crate::plan) fn limited_twice(name: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("grade {} is limited twice", q(name)), format!("等级{}被限制了两次", q(name)));
    let help = t("say it in one clause", "请合并为一条");
    Diagnostic::error("E371", message).label(span, t("limited again here", "这里又限制一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn grades_apart(span: Span) -> Diagnostic {
    let message = t("grades that share a limit stand side by side", "共用一个限额的等级必须相邻");
    let help = t("write a clause for each of them", "请为每个等级各写一条");
    Diagnostic::error("E372", message).label(span, t("a grade between them is not named", "其间的等级没有写出")).help(help)
}

pub(in crate::plan) fn every_grade(spans: &[Span]) -> Diagnostic {
    let message = t("every grade is limited, so none takes the rest", "所有等级都被限制，没有等级接纳其余的人");
    let help = t("leave one grade without a limit: whoever has no seat elsewhere gets it", "请留一个等级不限：别处没有名额的人归入该等级");
    spans.iter().fold(Diagnostic::error("E373", message), |problem, span| problem.label(*span, t("limited here", "在这里限制"))).help(help)
}

pub(in crate::plan) fn more_than_all(spans: &[Span]) -> Diagnostic {
    let message = t("these shares come to more than 100% of the people", "这些比例合计超过 100%");
    let help = t("make them smaller, and leave something for the grade that takes the rest", "请降低比例，并给接纳其余人员的等级留有余地");
    spans
        .iter()
        .fold(Diagnostic::error("E374", message), |problem, span| problem.label(*span, t("exactly this much", "恰为此数")))
        .help(help)
}

pub(in crate::plan) fn not_a_share(span: Span) -> Diagnostic {
    let message = t("a limit is a share of the people, from 0% to 100%, or a number of them", "限额是人数的 0% 至 100%，或若干人");
    let help = t("write for example `at most 10% of team`, or `at most 2 of team`", "例如写 `不超过 班组 人数的10%`，或 `不超过 班组 2人`");
    Diagnostic::error("E374", message).label(span, t("not a share of people", "不是人数的比例")).help(help)
}

pub(in crate::plan) fn not_heads(span: Span) -> Diagnostic {
    let message = t("people come whole", "人数必须是整数");
    let help = t("write a whole number such as 5", "请写整数，例如 5");
    Diagnostic::error("E374", message).label(span, t("not a number of people", "不是人数")).help(help)
}

pub(in crate::plan) fn heads_unsaid(span: Span) -> Diagnostic {
    let message = t("10% of 15 people are 1.5: how many heads is that?", "15 人的 10% 是 1.5 人：算几个人？");
    let help = t(
        "write `, heads rounded down`, `, heads rounded up` or `, heads rounded half up`",
        "请写“，人数舍去”、“，人数进位”或“，人数四舍五入”",
    );
    Diagnostic::error("E375", message).label(span, t("the rounding of heads is not said", "没有写人数怎么取整")).help(help)
}

pub(in crate::plan) fn nothing_to_round(share: Span, span: Span) -> Diagnostic {
    let message = t("a number of people needs no rounding", "写明了人数就不用取整");
    let help = t("take this part out", "请删去这一部分");
    Diagnostic::error("E375", message)
        .label(share, t("whole already", "已是整数"))
        .label(span, t("rounds nothing", "没有可取整的"))
        .help(help)
}

pub(in crate::plan) fn ties_unsaid(span: Span) -> Diagnostic {
    let message = t("who has the last seat where two stand level?", "最后一个名额有人并列时归谁？");
    let help = t(
        "write `, ties excluded` (none of them has it) or `, ties included` (all of them have it)",
        "请写“，并列不计入”（并列者都没有名额）或“，并列计入”（并列者都有名额）",
    );
    Diagnostic::error("E375", message).label(span, t("ties are not said", "没有写并列怎么办")).help(help)
}
