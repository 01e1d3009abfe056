//! What a person can do about a result: on which grounds, until when, with whom.

use super::Asked;
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Block, Document};
use crate::engine::table::Slot;
use crate::plan::ir::{Appeal, Ground, Open, Plan, TimeLimit};
use crate::report::names::titled;
use crate::rollout::{Last, after};
use crate::syntax::ast::{Late, LimitStart};
use crate::value::{Date, Value};

/// The last day on which an appeal may be filed against results that were made known on a day.
pub fn last_day(plan: &Plan, published: Date) -> Option<(Last, TimeLimit)> {
    let file = plan.process.appeal.as_ref()?.file?;
    match file.start {
        LimitStart::Publication => Some((after(plan, published, file.within), file)),
        LimitStart::Notice | LimitStart::Receipt | LimitStart::Filing | LimitStart::Acceptance | LimitStart::Decision => None,
    }
}

pub(super) fn window(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let Some(appeal) = &asked.report.plan.process.appeal else { return };
    page.heading(1, sanitise(&appeal.title));
    if let Open::Those(def, _) = appeal.open {
        match asked.report.slot(def, asked.row) {
            Some(Slot::Value(Value::Flag(true))) => {}
            Some(Slot::Value(_) | Slot::NotApplicable(_)) | None => {
                page.paragraph(words.say("By the policy this appeal is not open to you.", "按制度规定，你不在申诉人范围内。"));
                return;
            }
            Some(Slot::Missing(_) | Slot::Fault(_)) => {
                page.blocks.push(Block::Note(words.say(
                    "Whether this appeal is open to you cannot be said yet; please ask.",
                    "目前无法确定你是否在申诉人范围内，请咨询。",
                )))
            }
        }
    }
    page.paragraph(words.say("If you think that this result is wrong, you may appeal.", "如认为结果有误，可以提出申诉。"));
    page.facts(facts(asked, appeal, words));
    if !appeal.grounds.is_empty() {
        page.heading(2, words.say("On these grounds", "申诉事由"));
        page.list(appeal.grounds.iter().map(|it| ground(it, words)).collect());
    }
    if let Some(because) = &appeal.because {
        page.paragraph(because.clone());
    }
}

fn facts(asked: &Asked<'_>, appeal: &Appeal, words: &Words) -> Vec<(String, String)> {
    let mut facts = Vec::new();
    if let Some(file) = appeal.file {
        let known = asked.published.and_then(|published| last_day(asked.report.plan, published));
        let within = || words.limit(&file);
        let text = match known {
            Some((Last::On(day), _)) => words.say(format!("until {day} ({})", within()), format!("{day} 之前（含当日；{}）", within())),
            Some((Last::Beyond(_) | Last::Open, _)) | None => within(),
        };
        let late = appeal.late.map(|late| match late {
            Late::Reject => words.say("; what comes later is not accepted", "；逾期不予受理"),
            Late::AcceptWithReason => words.say("; what comes later needs a reason for the delay", "；逾期须说明理由"),
        });
        facts.push((words.say("When", "提出期限"), format!("{text}{}", late.unwrap_or_default())));
    }
    if let Some(office) = &appeal.office {
        facts.push((words.say("With whom", "受理部门"), sanitise(office)));
    }
    if let Some(acknowledge) = appeal.acknowledge {
        facts.push((words.say("It is acknowledged", "受理"), words.limit(&acknowledge)));
    }
    if let Some(decide) = appeal.decide {
        facts.push((words.say("It is decided", "作出决定"), words.limit(&decide)));
    }
    if appeal.hear.is_some() {
        facts.push((words.say("Before that", "听取意见"), words.say("you are heard", "作出决定前听取你的意见")));
    }
    if !appeal.panel.is_empty() {
        facts.push((words.say("By a panel of", "评审小组"), words.list(appeal.panel.iter().map(|office| sanitise(office)))));
    }
    if let Some(notify) = appeal.notify {
        let through = words.list(appeal.through.iter().map(|channel| words.channel(channel)));
        let how = if through.is_empty() { String::new() } else { words.say(format!(", by {through}"), format!("，渠道：{through}")) };
        facts.push((words.say("You are told", "告知"), format!("{}{how}", words.limit(&notify))));
    }
    if let Some(escalate) = &appeal.escalate {
        let (to, within) = (sanitise(&escalate.to), words.limit(&escalate.within));
        facts.push((words.say("After that", "复核"), words.say(format!("{to}, {within}"), format!("由{to}复核，{within}"))));
    }
    facts
}

fn ground(ground: &Ground, words: &Words) -> String {
    let title = titled(ground.title.as_deref(), &ground.name);
    if ground.needs.is_empty() {
        return title;
    }
    let needs = words.list(ground.needs.iter().map(|need| sanitise(need)));
    words.say(format!("{title}; enclose: {needs}"), format!("{title}；需提供：{needs}"))
}
