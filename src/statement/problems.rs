//! The wording of what is wrong with a call for statements.

use crate::diagnostic::text::{quote, sanitise};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::plan::ir::Plan;
use crate::source::Span;
use crate::value::calendar::Outside;

fn quoted(text: &str) -> Text {
    Text::new(quote(text, Language::English), quote(text, Language::Chinese))
}

/// A day of publication that is no day.
pub fn no_date(said: &str) -> Diagnostic {
    let said = quoted(said);
    let message = Text::new(format!("--published: {} is no date", said.en), format!("--published：{}不是日期", said.zh));
    Diagnostic::error("E740", message).help(Text::new("write for instance `--published 2026-04-10`", "例如写成 `--published 2026-04-10`"))
}

/// The window of appeals ends where the calendar does not reach.
pub fn past_calendar(outside: &Outside, span: Span, plan: &Plan) -> Diagnostic {
    let (calendar, last) = (quoted(&outside.calendar), outside.last);
    let message = Text::new(
        format!("the last day to appeal cannot be said: the calendar {} ends on {last}", calendar.en),
        format!("无法确定申诉的最后期限：日历{}到 {last} 为止", calendar.zh),
    );
    let mut problem = Diagnostic::error("E741", message).label(span, Text::new("counted in working days", "按工作日计算"));
    if let Some(own) = &plan.calendar {
        problem = problem.label(own.span, Text::new(format!("ends on {last}"), format!("到 {last} 为止")));
    }
    problem.help(Text::new("let the calendar reach further, or take days instead of working days", "请延长日历，或改用自然日"))
}

/// Neither one person nor everybody.
pub fn whose() -> Diagnostic {
    let message = Text::new("the call does not say whose statement is meant", "命令没有说明要谁的绩效单");
    Diagnostic::error("E742", message).help(Text::new(
        "write `--who KEY`, or `--all --out FOLDER` for everybody",
        "请写 `--who 人员编号`，或用 `--all --out 文件夹` 生成所有人的",
    ))
}

/// Pages for everybody need a folder.
pub fn no_folder() -> Diagnostic {
    let message = Text::new("--all writes a page a person, and no folder is named", "--all 每人一个文件，但没有指定文件夹");
    Diagnostic::error("E743", message).help(Text::new("add `--out FOLDER`", "请加上 `--out 文件夹`"))
}

/// Some pages could not be written; the others are.
pub fn left_out(failed: &[String], written: usize) -> Diagnostic {
    let names = failed.iter().take(8).map(|name| sanitise(name)).collect::<Vec<String>>().join(", ");
    let count = failed.len();
    let message = Text::new(
        format!("{count} statements could not be written, {written} are there: {names}"),
        format!("{count} 份绩效单未能写入，已写入 {written} 份：{names}"),
    );
    Diagnostic::error("E744", message).help(Text::new("run the call again when the cause is cured", "排除原因后请重新运行"))
}
