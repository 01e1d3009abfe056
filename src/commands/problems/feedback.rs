//! What is said when people are to be told something.

use super::quoted;
use crate::diagnostic::text::{quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::feedback::NoPace;
use crate::value::{Date, Period};

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

/// Nobody can be measured against the plan to that day.
pub(crate) fn no_pace(why: &NoPace, day: Date, period: Period) -> Diagnostic {
    let (start, end) = (period.start(), period.end());
    match why {
        NoPace::Before => {
            let message = Text::new(
                format!("--as-of {day} lies before {period}, which begins on {start}"),
                format!("--as-of {day} 早于 {period}，本期自 {start} 开始"),
            );
            Diagnostic::error("E687", message).help(Text::new(
                format!("name a day from {start} to {end} to measure people against the plan to that day, or a later one to count deadlines from"),
                format!("写 {start} 至 {end} 之间的一天，按进度衡量；写更晚的一天，只从那天起算期限"),
            ))
        }
        NoPace::NothingPassed => {
            let message = Text::new(
                format!("--as-of {day}: no working day of {period} has passed"),
                format!("--as-of {day}：{period} 还没有过一个工作日"),
            );
            Diagnostic::error("E688", message)
                .help(Text::new("nothing is due of the plan by then: name a later day", "到这一天按进度还没有任何目标：请写更晚的一天"))
        }
        NoPace::Outside(outside) => {
            let (name, first, last) = (sanitise(&outside.calendar), outside.first, outside.last);
            let message = Text::new(
                format!("the calendar {} covers {first} to {last}, and not all of {period}", quote(&name, Language::English)),
                format!("日历{}只涵盖 {first} 至 {last}，没有涵盖整个 {period}", quote(&name, Language::Chinese)),
            );
            Diagnostic::error("E688", message).help(Text::new(
                "how much of the period has passed cannot be said: write a calendar of your own that covers it, or leave out --as-of",
                "无法确定本期已过多少：请自己写一份涵盖本期的日历，或不写 --as-of",
            ))
        }
    }
}
