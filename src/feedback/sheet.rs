//! The notices of one person, as a page to hand over.

use super::writers::{due_text, elapsed_text, pace_text, person, reasons};
use super::{Asked, Notice, Told};
use crate::document::words::Words;
use crate::document::{self, Document};

/// How a page is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Markdown,
    Html,
}

/// The page of the person in this row: what they are told, and whom they may turn to.
pub fn sheet(asked: &Asked<'_>, told: &Told<'_>, row: u32, form: Form) -> String {
    let words = Words { language: asked.language };
    let plan = asked.report.plan;
    let mut page = Document::new(person(asked, row), asked.language);
    page.beside.push(format!("{} · {}", plan.title, asked.report.results.period));
    let own = || told.notices.iter().filter(|notice| notice.row == row);
    if let Some(elapsed) = elapsed_text(asked) {
        page.paragraph(elapsed);
        let paces = own().next().map_or(&[][..], |notice| notice.paces.as_slice());
        page.facts(paces.iter().map(|pace| (words.say("Pace", "进度"), pace_text(asked, pace))).collect());
    }
    for notice in own() {
        of_notice(&mut page, &words, notice);
    }
    if !plan.process.support.is_empty() {
        page.heading(1, words.say("Whom you may turn to", "可以向谁求助"));
        page.list(plan.process.support.clone());
    }
    match form {
        Form::Markdown => document::markdown(&page),
        Form::Html => document::html(&page),
    }
}

fn of_notice(page: &mut Document, words: &Words, notice: &Notice<'_>) {
    let clause = notice.clause;
    page.heading(1, clause.title());
    if let Some(say) = &notice.say {
        page.paragraph(say);
    }
    let mut facts: Vec<(String, String)> = Vec::new();
    if !notice.reasons.is_empty() {
        facts.push((words.say("Why now", "起因"), reasons(words, notice)));
    }
    facts.extend(notice.distances.iter().map(|way| (words.say("What is missing", "还差"), way.text.clone())));
    facts.extend(notice.actions.iter().map(|action| (words.say("What is to be done", "行动"), action.clone())));
    facts.extend(notice.due.as_ref().map(|due| (words.say("By", "期限"), due_text(words, due))));
    facts.extend(clause.timing().map(|timing| (words.say("When you are told", "时机"), words.timing(timing))));
    if !clause.through().is_empty() {
        facts.push((words.say("How", "渠道"), words.list(clause.through().iter().map(|channel| words.channel(channel)))));
    }
    if !clause.to().is_empty() {
        facts.push((words.say("Told to", "对象"), words.list(clause.to().iter().map(|to| words.addressee(to)))));
    }
    facts.extend(clause.because().map(|because| (words.say("Why this rule", "规则理由"), because.to_string())));
    page.facts(facts);
}
