//! Feedback and consequences that tell nothing, appeals and rollouts that leave something open.

use super::{q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

pub(in crate::plan) fn says_nothing(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("the feedback {} says nothing", q(name)), format!("反馈 {} 没有写要说什么", q(name)));
    let help = t(
        "add `say \"…\"`, in which `{sales.attainment}` stands for the value of the person, or `action \"…\"`",
        "请加上 `内容 \"…\"`（其中 `{回款完成.完成率}` 会换成此人的数值），或 `行动 \"…\"`",
    );
    Diagnostic::error("E357", message).label(span, t("nobody is told anything", "没有告诉任何人任何事")).help(help)
}

pub(in crate::plan) fn nothing_follows(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("nothing follows from {}", q(name)), format!("结果应用 {} 没有写如何应用", q(name)));
    let help = t(
        "add `then training \"…\"`, `then coaching by manager` or `then plan for 60 days`",
        "请加上 `则 培训 \"…\"`、`则 辅导 由 上级` 或 `则 改进计划 60天`",
    );
    Diagnostic::error("E358", message).label(span, t("a consequence without one", "没有内容的结果应用")).help(help)
}

pub(in crate::plan) fn two_appeals(first: Span, second: Span) -> Diagnostic {
    let message = t("the policy has two appeals; people would not know which one holds", "制度有两个申诉块，无法知道以哪一个为准");
    twice(message, first, second, t("put everything into one `appeal`", "请合并为一个 `申诉`"))
}

pub(in crate::plan) fn two_rollouts(first: Span, second: Span) -> Diagnostic {
    let message = t("the policy has two rollouts; nobody would know which dates hold", "制度有两个推行块，无法知道以哪些日期为准");
    twice(message, first, second, t("put everything into one `rollout`", "请合并为一个 `推行`"))
}

fn twice(message: Text, first: Span, second: Span, help: Text) -> Diagnostic {
    Diagnostic::error("E341", message).label(second, t("the second", "第二个")).label(first, t("the first", "第一个")).help(help)
}

pub(in crate::plan) fn late_how(span: Span) -> Diagnostic {
    let message = t("the appeal does not say what becomes of one that is filed late", "申诉没有写逾期提出的如何处理");
    let help = t(
        "add `late reject`, or `late accept with a reason` where somebody who could not file in time may still be heard",
        "请加上 `逾期 不予受理`；若因故未能按时提出的仍可受理，写 `逾期 有正当理由可受理`",
    );
    Diagnostic::error("E348", message).label(span, t("a time limit", "这里有期限")).help(help)
}

pub(in crate::plan) fn late_for_what(span: Span) -> Diagnostic {
    let message = t(
        "the appeal says what becomes of one that is filed late, but not until when it is to be filed",
        "申诉写了逾期如何处理，但没有写提出的期限",
    );
    let help = t("add `file within 5 working days of publication`", "请加上 `提出 自公布之日起5个工作日内`");
    Diagnostic::error("E348", message).label(span, t("late after which day?", "晚于哪一天？")).help(help)
}

pub(in crate::plan) fn ground_twice(name: &str, first: Span, second: Span) -> Diagnostic {
    let message = t(format!("the ground {} is listed twice", q(name)), format!("事由 {} 列了两次", q(name)));
    Diagnostic::error("E349", message)
        .label(second, t("the second", "第二个"))
        .label(first, t("the first", "第一个"))
        .help(t("give each ground a name of its own", "请给每个事由各起一个名称"))
}
