//! Feedback and consequences that tell nothing.

use super::{q, t};
use crate::diagnostic::Diagnostic;
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
