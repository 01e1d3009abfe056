//! What is said of feedback, consequences and appeals that cannot be read.

use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::LimitStart;

/// A time that is no number of days.
pub(in crate::syntax) fn not_a_length(span: Span) -> Diagnostic {
    Diagnostic::error("E167", Text::new("this is no length of time", "这不是一段时间"))
        .label(span, Text::new("a whole number of days, working days or months", "须为整数的天、个工作日或个月"))
        .help(Text::new("write `5 working days`, `60 days` or `2 months`", "写成 `5个工作日`、`60天` 或 `2个月`"))
}

/// A time in which nobody who is told lives to see the end.
pub(in crate::syntax) fn length_too_long(span: Span) -> Diagnostic {
    Diagnostic::error("E167", Text::new("this length of time is too long", "这段时间过长"))
        .label(span, Text::new("more than 36,525: a hundred years of days", "超过 36525，即一百年的天数"))
        .help(Text::new("see whether a digit is too many", "请检查是否多写了数字"))
}

/// A time limit of filing that does not say from what it counts.
pub(in crate::syntax) fn counts_from_what(span: Span, said: &str) -> Diagnostic {
    let message = Text::new(
        format!("“{said}” of what: the day the results are published, or the day the person is told?"),
        format!("“{said}”从何时起算：自结果公布之日，还是自通知本人之日？"),
    );
    Diagnostic::error("E168", message).label(span, Text::new("the day from which it counts is missing", "没有写从哪一天起算")).help(Text::new(
        "write `within 5 working days of publication`, `… of notice` (the day the result was sent to the person) or `… of receipt` (the day it reached them); the day itself is not counted",
        "写成 `自公布之日起5个工作日内`、`自通知之日起…`（结果发给本人之日）或 `自收到之日起…`（本人收到之日）；当日不计",
    ))
}

/// A step that cannot count from the day that is said.
pub(in crate::syntax) fn counts_from_elsewhere(span: Span, allowed: &[LimitStart]) -> Diagnostic {
    let word = |start: &LimitStart| match start {
        LimitStart::Publication => ("`publication`", "`公布`"),
        LimitStart::Notice => ("`notice`", "`通知`"),
        LimitStart::Receipt => ("`receipt`", "`收到`"),
        LimitStart::Filing => ("`filing`", "`提出`"),
        LimitStart::Acceptance => ("`acceptance`", "`受理`"),
        LimitStart::Decision => ("`decision`", "`决定`"),
    };
    let en: Vec<&str> = allowed.iter().map(|start| word(start).0).collect();
    let zh: Vec<&str> = allowed.iter().map(|start| word(start).1).collect();
    let message = Text::new("this step cannot count from that day", "这一步不能从这一天起算");
    Diagnostic::error("E168", message)
        .label(span, Text::new("comes later, or has nothing to do with it", "发生在其后，或与此无关"))
        .help(Text::new(format!("it counts from {}", en.join(" or ")), format!("可以从{}之日起算", zh.join("、"))))
}

/// A number of people that is none.
pub(in crate::syntax) fn not_heads(span: Span) -> Diagnostic {
    Diagnostic::error("E169", Text::new("this is no number of people", "这不是人数"))
        .label(span, Text::new("a whole number from 1", "须为 1 以上的整数"))
        .help(Text::new("write `quorum 2`", "写成 `最少人数 2`"))
}

/// A review that is counted in days.
pub(in crate::syntax) fn review_in_months(span: Span) -> Diagnostic {
    Diagnostic::error("E170", Text::new("a plan is reviewed after whole months", "定期评审以整月为周期"))
        .label(span, Text::new("no number of months", "不是月数"))
        .help(Text::new(
            "write `review every quarter`, `review every year` or `review every 18 months`",
            "写成 `定期评审 每季`、`每年` 或 `每 18个月`",
        ))
}
