//! The feedback and the consequences that reach the person.

use super::Asked;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Block, Document};
use crate::feedback::{self, Clause, Due, Notice, Told, notices};
use crate::plan::ir::Follows;
use crate::report::names::{capital, plain};

/// What reaches the person, and what cannot be judged.
pub fn of_person<'a>(asked: &Asked<'a>) -> Told<'a> {
    let from = asked.published.unwrap_or(asked.report.results.period.end());
    let ask =
        feedback::Asked { report: asked.report, data: asked.data, from, who: Some(asked.row), language: asked.language, elapsed: None };
    notices(&ask)
}

pub(super) fn told(page: &mut Document, asked: &Asked<'_>, told: &Told<'_>, words: &Words) {
    if told.notices.is_empty() && told.unknown.is_empty() {
        return;
    }
    page.heading(1, words.say("What you are told", "反馈与结果应用"));
    for (_, clause, _) in &told.unknown {
        let title = plain(clause.title());
        page.blocks.push(Block::Note(words.say(
            format!("Whether “{title}” concerns you cannot be said: something that it looks at is missing. Please ask."),
            format!("“{title}”是否适用于你目前无法确定：所依据的数据缺失，请咨询。"),
        )));
    }
    for notice in &told.notices {
        page.heading(2, capital(&plain(notice.clause.title())));
        if let Some(say) = &notice.say {
            page.paragraph(say.clone());
        }
        let mut facts: Vec<(String, String)> =
            notice.actions.iter().map(|action| (words.say("What is to be done", "行动"), action.clone())).collect();
        facts.extend(by(asked, notice, words).map(|by| (words.say("By", "期限"), by)));
        facts.extend(notice.clause.because().map(|because| (words.say("Why this rule", "规则理由"), sanitise(because))));
        page.facts(facts);
    }
}

/// The last day for what is to be done; where the day that it counts from is not known, how long it is after that.
fn by(asked: &Asked<'_>, notice: &Notice<'_>, words: &Words) -> Option<String> {
    match notice.due.as_ref().filter(|_| asked.published.is_some()) {
        Some(Due::On(day)) => Some(day.to_string()),
        Some(Due::Beyond(_)) => Some(words.say("not known: the calendar ends before that day", "无法确定：日历不包含这一天")),
        None => {
            let within = match notice.clause {
                Clause::Feedback(it) => it.action.as_ref()?.within?,
                Clause::Consequence(it) => it.then.iter().rev().find_map(|follows| match follows {
                    Follows::Improvement(within) => Some(*within),
                    Follows::Training(_)
                    | Follows::Coaching(_)
                    | Follows::Reward(_)
                    | Follows::Warning
                    | Follows::Transfer
                    | Follows::Dismissal
                    | Follows::Other(_) => None,
                })?,
            };
            Some(words.after_publication(within))
        }
    }
}
