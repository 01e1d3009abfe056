//! The feedback and the consequences that reach the person.

use super::Asked;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Block, Document};
use crate::feedback::{self, Due, Told, notices};

/// What reaches the person, and what cannot be judged.
pub(super) fn of_person<'a>(asked: &Asked<'a>) -> Told<'a> {
    let from = asked.published.unwrap_or(asked.report.results.period.end());
    let ask =
        feedback::Asked { report: asked.report, data: asked.data, from, who: Some(asked.row), language: asked.language, elapsed: None };
    notices(&ask)
}

pub(super) fn told(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let told = of_person(asked);
    if told.notices.is_empty() && told.unknown.is_empty() {
        return;
    }
    page.heading(1, words.say("What you are told", "反馈与结果应用"));
    for (_, clause, _) in &told.unknown {
        let title = clause.title();
        page.blocks.push(Block::Note(words.say(
            format!("Whether “{title}” concerns you cannot be said: something that it looks at is missing. Please ask."),
            format!("“{title}”是否适用于你目前无法确定：所依据的数据缺失，请咨询。"),
        )));
    }
    for notice in &told.notices {
        page.heading(2, sanitise(notice.clause.title()));
        if let Some(say) = &notice.say {
            page.paragraph(say.clone());
        }
        let mut facts: Vec<(String, String)> =
            notice.actions.iter().map(|action| (words.say("What is to be done", "行动"), action.clone())).collect();
        // A day that counts from one that is not known is none.
        facts.extend(notice.due.as_ref().filter(|_| asked.published.is_some()).map(|due| {
            let day = match due {
                Due::On(day) => day.to_string(),
                Due::Beyond(_) => words.say("not known: the calendar ends before that day", "无法确定：日历不包含这一天"),
            };
            (words.say("By", "期限"), day)
        }));
        facts.extend(notice.clause.because().map(|because| (words.say("Why this rule", "规则理由"), sanitise(because))));
        page.facts(facts);
    }
}
