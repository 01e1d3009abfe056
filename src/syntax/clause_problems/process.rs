//! What is said of feedback and consequences that cannot be read.

use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// A time that is no number of days.
pub(in crate::syntax) fn not_a_length(span: Span) -> Diagnostic {
    Diagnostic::error("E167", Text::new("this is no length of time", "这不是一段时间"))
        .label(span, Text::new("a whole number of days, working days or months", "须为整数的天、个工作日或个月"))
        .help(Text::new("write `5 working days`, `60 days` or `2 months`", "写成 `5个工作日`、`60天` 或 `2个月`"))
}
