//! The rollout as a document: how far each duty is, who is overdue, late or open, what was asked and said, and what is missing.

use super::duties::{Asked, Duty, DutyKind, Status, standing};
use super::last_day::Last;
use super::parts::{lacking, support};
use super::remarks::{Kind, Remark};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::document::charts::{Step, timeline};
use crate::document::words::Words;
use crate::document::{Align, Block, Document, Table};
use crate::report::names::titled;
use crate::value::{Number, show};

/// Where the day comes from on which the rollout is looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    /// The call says it.
    Given,
    /// The last one of the records.
    OfRecords,
}

/// The whole document.
pub fn document(asked: &Asked<'_>, day: Day, language: Language) -> Document {
    let words = Words { language };
    let title = sanitise(&asked.plan.title);
    let mut page = Document::new(words.say(format!("{title}: rollout"), format!("{title}：推行情况")), language);
    page.beside = beside(asked, day, &words);
    let duties = standing(asked);
    if !duties.is_empty() {
        page.heading(1, words.say("Where it stands", "总体情况"));
        page.table(overview(&duties, &words));
    }
    steps(&mut page, asked, &words);
    for duty in &duties {
        of_duty(&mut page, duty, &words);
    }
    let remarks = asked.records.remarks(asked.plan);
    let known: Vec<&Remark<'_>> = remarks.iter().filter(|remark| remark.on <= asked.as_of).collect();
    questions(&mut page, asked, &known, &words);
    comments(&mut page, asked, &known, &words);
    let lacking = lacking(asked.plan, language);
    if !lacking.is_empty() {
        page.heading(1, words.say("What the policy lacks", "制度中的缺项"));
        page.list(lacking);
    }
    let contacts = support(asked.plan);
    if !contacts.is_empty() {
        page.heading(1, words.say("Whom to turn to", "咨询与辅导"));
        page.list(contacts);
    }
    page
}

fn beside(asked: &Asked<'_>, day: Day, words: &Words) -> Vec<String> {
    let as_of = asked.as_of;
    let mut lines = Vec::new();
    if let Some(version) = &asked.plan.version {
        let version = sanitise(version);
        lines.push(words.say(format!("Version {version}"), format!("版本 {version}")));
    }
    lines.push(match day {
        Day::Given => words.say(format!("As of {as_of}"), format!("截至 {as_of}")),
        Day::OfRecords => words.say(format!("As of {as_of}, the last date in the records"), format!("截至 {as_of}（记录中的最后日期）")),
    });
    let count = asked.people.len();
    lines.push(match count {
        1 => words.say("1 person", "1 人"),
        _ => words.say(format!("{count} people"), format!("{count} 人")),
    });
    let later = asked.records.entries.iter().filter(|entry| entry.date > as_of).count();
    if later > 0 {
        let (en, have) = if later == 1 { ("record", "is") } else { ("records", "are") };
        lines.push(words.say(format!("{later} {en} of later days {have} left out"), format!("{later} 条晚于该日的记录未计入")));
    }
    lines
}

/// What a duty is called.
pub(super) fn duty_name(kind: DutyKind<'_>, words: &Words) -> String {
    match kind {
        DutyKind::Consult => words.say("Consultation", "征求意见"),
        DutyKind::Train(title) => {
            let title = sanitise(title);
            words.say(format!("Training: {title}"), format!("培训：{title}"))
        }
        DutyKind::Sign => words.say("Signature", "签收"),
    }
}

pub(super) fn last_text(last: &Last, words: &Words) -> String {
    match last {
        Last::On(day) => day.to_string(),
        Last::Beyond(_) => words.say("not known: the calendar ends before it", "无法确定：日历不包含这一天"),
        Last::Open => words.say("no day set", "未规定"),
    }
}

pub(super) fn status_text(status: Status, words: &Words) -> String {
    match status {
        Status::InTime(on) => words.say(format!("in time, on {on}"), format!("按期，{on}")),
        Status::Late(on) => words.say(format!("late, on {on}"), format!("逾期完成，{on}")),
        Status::Done(on) => words.say(format!("done on {on}"), format!("已完成，{on}")),
        Status::Open => words.say("open", "尚未完成"),
        Status::Overdue => words.say("overdue", "逾期未完成"),
    }
}

/// How many stand how: in time, late, open, overdue, done without a last day.
fn counts(duty: &Duty<'_>) -> [usize; 5] {
    let mut counts = [0_usize; 5];
    for standing in &duty.people {
        let at = match standing.status {
            Status::InTime(_) => 0,
            Status::Late(_) => 1,
            Status::Open => 2,
            Status::Overdue => 3,
            Status::Done(_) => 4,
        };
        if let Some(count) = counts.get_mut(at) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

/// The part of the people that has done it, late or not.
pub(super) fn share(duty: &Duty<'_>) -> Option<String> {
    let [in_time, late, _, _, done] = counts(duty);
    let number = |count: usize| Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX));
    let all = duty.people.len();
    let done = number(in_time.saturating_add(late).saturating_add(done));
    if all == 0 { None } else { done.div(&number(all)).ok().map(|share| show::percent(&share)) }
}

fn overview(duties: &[Duty<'_>], words: &Words) -> Table {
    let left = |en: &str, zh: &str| (words.say(en, zh), Align::Left);
    let right = |en: &str, zh: &str| (words.say(en, zh), Align::Right);
    let undated = duties.iter().any(|duty| counts(duty)[4] > 0);
    let mut heads = vec![
        left("What", "事项"),
        left("Last day", "期限"),
        right("In time", "按期"),
        right("Late", "逾期完成"),
        right("Open", "尚未完成"),
        right("Overdue", "逾期未完成"),
    ];
    if undated {
        heads.push(right("Done", "已完成"));
    }
    heads.push(right("Share done", "完成比例"));
    let mut table = Table::of(heads);
    for duty in duties {
        let [in_time, late, open, overdue, done] = counts(duty);
        let mut cells = vec![duty_name(duty.kind, words), last_text(&duty.last, words)];
        cells.extend([in_time, late, open, overdue].map(|count| count.to_string()));
        if undated {
            cells.push(done.to_string());
        }
        cells.push(share(duty).unwrap_or_else(|| "–".to_string()));
        table.row(cells);
    }
    table
}

/// The dates of the clause along a line.
fn steps(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let Some(rollout) = &asked.plan.process.rollout else { return };
    let by = |day: String| words.say(format!("by {day}"), format!("{day} 前"));
    let mut dated: Vec<(crate::value::Date, Step)> = Vec::new();
    if let Some((day, _)) = rollout.consult {
        dated.push((day, Step { label: words.say("Consultation", "征求意见"), when: by(day.to_string()) }));
    }
    if let Some((day, _)) = rollout.publish {
        dated.push((day, Step { label: words.say("Publication", "发布"), when: day.to_string() }));
    }
    for duty in standing(asked).iter().filter(|duty| duty.kind != DutyKind::Consult) {
        if let Some(day) = duty.last.day() {
            dated.push((day, Step { label: duty_name(duty.kind, words), when: by(day.to_string()) }));
        }
    }
    dated.sort_by_key(|(day, _)| *day);
    let steps: Vec<Step> = dated.into_iter().map(|(_, step)| step).collect();
    if steps.len() > 1
        && let Some(figure) = timeline(&words.say("The days of the rollout", "推行日程"), &steps)
    {
        page.blocks.push(Block::Figure(figure));
    }
}

/// The people who have not done it in time, by name.
fn of_duty(page: &mut Document, duty: &Duty<'_>, words: &Words) {
    let rank = |status: Status| match status {
        Status::Overdue => 0,
        Status::Late(_) => 1,
        Status::Open => 2,
        Status::InTime(_) | Status::Done(_) => 3,
    };
    let mut told: Vec<_> = duty.people.iter().filter(|standing| rank(standing.status) < 3).collect();
    page.heading(1, duty_name(duty.kind, words));
    if told.is_empty() {
        let dated = duty.people.iter().all(|standing| matches!(standing.status, Status::InTime(_)));
        page.paragraph(match dated {
            true => words.say("Everybody has done it in time.", "所有人员均已按期完成。"),
            false => words.say("Everybody has done it.", "所有人员均已完成。"),
        });
        return;
    }
    told.sort_by_key(|standing| rank(standing.status));
    let named = duty.people.iter().any(|standing| standing.person.name.is_some());
    let left = |en: &str, zh: &str| (words.say(en, zh), Align::Left);
    let mut heads = vec![left("Person", "人员")];
    if named {
        heads.push(left("Name", "姓名"));
    }
    heads.push(left("Stands", "情况"));
    let mut table = Table::of(heads);
    for standing in told {
        let mut cells = vec![sanitise(&standing.person.key)];
        if named {
            cells.push(sanitise(standing.person.name.as_deref().unwrap_or("–")));
        }
        cells.push(status_text(standing.status, words));
        table.row(cells);
    }
    page.table(table);
}

/// Who said it: the key and the name, or that nobody is named.
pub(super) fn who(asked: &Asked<'_>, remark: &Remark<'_>, words: &Words) -> String {
    let Some(key) = remark.person else { return words.say("without a name", "匿名") };
    let name = asked.people.iter().find(|person| person.key == key).and_then(|person| person.name.as_deref());
    name.map_or_else(|| sanitise(key), |name| format!("{} {}", sanitise(key), sanitise(name)))
}

/// The clause by its title; what the record says where the policy does not have it.
pub(super) fn clause(remark: &Remark<'_>, words: &Words) -> Option<String> {
    match (&remark.clause, remark.said_clause) {
        (Some(named), _) => Some(titled(named.title, named.name)),
        (None, Some(said)) => {
            let said = sanitise(said);
            Some(words.say(format!("{said} (not in the policy)"), format!("{said}（制度中没有）")))
        }
        (None, None) => None,
    }
}

fn questions(page: &mut Document, asked: &Asked<'_>, remarks: &[&Remark<'_>], words: &Words) {
    let asked_of = asked.plan.process.rollout.as_ref().and_then(|rollout| rollout.questions.as_ref());
    let own: Vec<&&Remark<'_>> = remarks.iter().filter(|remark| matches!(remark.kind, Kind::Question { .. })).collect();
    if own.is_empty() && asked_of.is_none() {
        return;
    }
    page.heading(1, words.say("Questions", "提问"));
    if let Some(questions) = asked_of {
        let (to, within) = (sanitise(&questions.to), words.within(questions.within.within));
        page.paragraph(
            words.say(format!("Questions go to {to}, who answers within {within}."), format!("提问由{to}受理，{within}内答复。")),
        );
    }
    if own.is_empty() {
        page.paragraph(words.say("Nobody has asked anything.", "没有人提问。"));
    }
    for remark in own {
        let Kind::Question { to, answer } = remark.kind else { continue };
        page.heading(2, sanitise(remark.text));
        let mut facts =
            vec![(words.say("Asked by", "提问人"), who(asked, remark, words)), (words.say("Asked on", "提问日期"), remark.on.to_string())];
        facts.extend(to.map(|to| (words.say("To", "提问对象"), sanitise(to))));
        facts.extend(clause(remark, words).map(|clause| (words.say("About", "所涉条款"), clause)));
        if let Some(answered) = remark.answered(asked) {
            if answered.last != Last::Open {
                facts.push((words.say("To be answered by", "答复期限"), last_text(&answered.last, words)));
            }
            facts.push((words.say("Answered", "答复情况"), answered_text(answered.status, words)));
        }
        let text = answer.filter(|answer| answer.on <= asked.as_of).and_then(|answer| answer.text.as_deref());
        facts.extend(text.map(|text| (words.say("Answer", "答复"), sanitise(text))));
        page.facts(facts);
    }
}

pub(super) fn answered_text(status: Status, words: &Words) -> String {
    match status {
        Status::InTime(on) => words.say(format!("in time, on {on}"), format!("{on} 按期答复")),
        Status::Late(on) => words.say(format!("late, on {on}"), format!("{on} 逾期答复")),
        Status::Done(on) => words.say(format!("on {on}"), format!("{on} 答复")),
        Status::Open => words.say("not yet", "尚未答复"),
        Status::Overdue => words.say("overdue", "逾期未答复"),
    }
}

fn comments(page: &mut Document, asked: &Asked<'_>, remarks: &[&Remark<'_>], words: &Words) {
    let own: Vec<&&Remark<'_>> = remarks.iter().filter(|remark| !matches!(remark.kind, Kind::Question { .. })).collect();
    if own.is_empty() {
        return;
    }
    page.heading(1, words.say("Comments", "意见"));
    for remark in own {
        page.heading(2, sanitise(remark.text));
        let when = match remark.kind {
            Kind::Consulted => words.say("Said when consulted on", "征求意见时提出"),
            Kind::Comment | Kind::Question { .. } => words.say("Said on", "提出日期"),
        };
        let mut facts = vec![(words.say("Said by", "提出人"), who(asked, remark, words)), (when, remark.on.to_string())];
        facts.extend(clause(remark, words).map(|clause| (words.say("About", "所涉条款"), clause)));
        page.facts(facts);
    }
}
