//! What is said of a call for a review.

use crate::diagnostic::{Diagnostic, Text};

/// Cases are given, and the plan does not say how they are judged.
pub(crate) fn cases_without_clause() -> Diagnostic {
    Diagnostic::error(
        "E760",
        Text::new(
            "--cases: the policy in force in this period has no appeal clause to judge them by",
            "--cases：本期有效的制度没有申诉条款，无法据以统计",
        ),
    )
    .help(Text::new(
        "leave out --cases, or add for instance `appeal \"Result appeal\" { file within 5 working days of notice; decide within 10 working days }`",
        "请去掉 --cases，或例如加上 `申诉 \"结果申诉\" { 提出 自告知之日起5个工作日内；作出决定 10个工作日内 }`",
    ))
}
