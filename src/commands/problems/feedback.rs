//! What is said when people are to be told something.

use super::quoted;
use crate::diagnostic::{Diagnostic, Text};

/// The plan has nothing to say.
pub(crate) fn no_feedback() -> Diagnostic {
    Diagnostic::error("E685", Text::new("the policy has no feedback and no consequence", "制度里没有反馈，也没有结果应用")).help(Text::new(
        "add for instance `feedback behind_plan when attainment < 80% { timing immediate; through meeting; to person; say \"…\" }`",
        "例如加上 `反馈 进度落后 当 完成率 < 80% { 时机 即时；渠道 面谈；对象 本人；内容 \"…\" }`",
    ))
}

/// A day of the call that is none.
pub(crate) fn no_date(said: &str) -> Diagnostic {
    let said = quoted(said);
    Diagnostic::error("E686", Text::new(format!("--as-of: {} is no date", said.en), format!("--as-of：{} 不是日期", said.zh)))
        .help(Text::new("write for instance `--as-of 2026-02-15`", "例如写成 `--as-of 2026-02-15`"))
}
