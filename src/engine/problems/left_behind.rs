//! What is said of deferred amounts of people who are no longer in the data.

use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::plan::ir::Def;
use crate::value::Period;

/// People named in one message.
const MOST_PEOPLE: usize = 6;

/// `people` are keys with their amounts.
pub(in crate::engine) fn left_behind(def: &Def, people: &[String], (before, now): (Period, Period)) -> Diagnostic {
    let (name, name_zh) = (sanitise(&def.spoken(Language::English)), sanitise(&def.spoken(Language::Chinese)));
    let listed: Vec<String> = people.iter().take(MOST_PEOPLE).map(|person| sanitise(person)).collect();
    let (more_en, more_zh) = match people.len().saturating_sub(MOST_PEOPLE) {
        0 => (String::new(), String::new()),
        more => (format!(" and {more} more"), format!(" 等，另有 {more} 人")),
    };
    let (are, have) = if people.len() == 1 { ("is", "has") } else { ("are", "have") };
    let count = if people.len() == 1 { "1 person".to_string() } else { format!("{} people", people.len()) };
    let message = Text::new(
        format!("{count} {have} pay waiting from {before} (“{name}”) and {are} not paid by it in {now}: {}{more_en}", listed.join(", ")),
        format!("{before} 递延的金额（“{name_zh}”）尚未付清，而 {now} 没有此人的该项发放：{}{more_zh}", listed.join("、")),
    );
    Diagnostic::warning("W581", message)
        .label(def.span, Text::new("what waits is not paid to them until they are back", "在此人恢复之前，递延的部分不会发放"))
        .help(Text::new(
            format!(
                "keep a row of theirs until everything is paid, or add a payout that pays who leaves: `pay if leaves then {name} else 0`"
            ),
            format!("请保留此人的数据行直到付清，或另设一项发放，离职当期付清：`计发 如果 本期离职 那么 {name_zh} 否则 0`"),
        ))
}
