//! One case.

use super::{person, whose};
use crate::appeal::account::{Account, Book};
use crate::appeal::admission;
use crate::appeal::case::{Change, Correction};
use crate::appeal::clauses;
use crate::appeal::deadlines::{Deadline, Last};
use crate::appeal::difference::{Difference, Moved, Parting, Worth};
use crate::appeal::judge::{Judged, Next};
use crate::document::words::Words;
use crate::document::{Align, Block, Cell, Document, Table};
use crate::plan::ir::Within;
use crate::report::names::titled;

pub(super) fn add(out: &mut Document, book: &Book<'_>, account: &Account<'_>, words: &Words) {
    let judged = &account.judged;
    let who = person(judged.known.name.as_deref(), &judged.known.who);
    out.heading(1, words.say(format!("Case {}: {who}", judged.case.id), format!("案件 {}：{who}", judged.case.id)));
    out.facts(facts(book, account, words));
    if !judged.deadlines.is_empty() {
        out.table(deadlines(judged, words));
        waits(judged, words).into_iter().for_each(|text| out.paragraph(text));
    }
    panels(out, judged, words);
    rulings(out, book, judged, words);
    if !account.corrections.is_empty() {
        out.table(corrections(&account.corrections, words));
    }
    if let Some(difference) = &account.difference {
        changes(out, book, difference, words);
    }
    let told: Vec<String> =
        judged.findings.iter().chain(&judged.unjudged).map(|problem| problem.message.get(words.language).to_string()).collect();
    if !told.is_empty() {
        out.heading(2, words.say("Not in order", "不符合条款之处"));
        out.list(told);
    }
}

fn facts(book: &Book<'_>, account: &Account<'_>, words: &Words) -> Vec<(String, String)> {
    let (judged, case) = (&account.judged, account.judged.case);
    let mut facts = vec![(
        words.say("State", "状态"),
        words.say(
            format!("{}, since {}", judged.state.text().en, judged.since),
            format!("{}（{} 起）", judged.state.text().zh, judged.since),
        ),
    )];
    if let Some(last) = judged.lapsed {
        let text = if judged.ruling().is_some() {
            words.say(format!("not filed again by {last}"), format!("至 {last} 未申请复核"))
        } else {
            words.say(format!("not completed by {last}: counts as withdrawn"), format!("至 {last} 未补正，视为撤回"))
        };
        facts.push((words.say("By lapse of time", "期限届满"), text));
    }
    let text = if judged.refusals.is_empty() {
        words.say("admissible", "符合受理条件")
    } else {
        let all = judged.refusals.iter().map(|refusal| refusal.rule.text().get(words.language).to_string());
        all.collect::<Vec<String>>().join(&words.say("; ", "；"))
    };
    facts.push((words.say("By the clause", "受理条件"), text));
    if let Some(owed) = &judged.owed {
        facts.push((words.say("Next", "下一步"), next(owed, words)));
    }
    facts.push((words.say("Filed", "提出日期"), case.filed.to_string()));
    let ground = admission::ground(&book.rules, case).map(|ground| titled(ground.title.as_deref(), &ground.name));
    facts.extend(ground.or_else(|| case.ground.clone()).map(|ground| (words.say("Ground", "事由"), ground)));
    if let Some(contested) = &account.contested {
        let period = account.period.map_or(String::new(), |period| format!(" · {period}"));
        let text = |worth: &Option<Worth>| worth.as_ref().map(|worth| worth.text.clone());
        let value = match (text(&contested.before), text(&contested.after)) {
            (Some(before), Some(after)) if before != after => format!("{before} → {after}"),
            (Some(before), _) => before,
            (None, _) => String::new(),
        };
        let value = if value.is_empty() { value } else { words.say(format!(": {value}"), format!("：{value}")) };
        facts.push((words.say("Contested", "争议结果"), format!("{}{period}{value}", contested.title)));
    }
    facts
}

fn next(owed: &crate::appeal::judge::Owed, words: &Words) -> String {
    let what = match owed.what {
        Next::Accept => words.say("accept it", "予以受理"),
        Next::Refuse => words.say("refuse it, with the reason above", "以上述理由不予受理"),
        Next::AskToComplete => words.say("tell the appellant what is missing", "告知申诉人须补正的内容"),
        Next::Complete => words.say("complete it", "补正"),
        Next::FormPanel => words.say("form the panel", "组成评审小组"),
        Next::Hear => words.say("hear the appellant", "听取申诉人意见"),
        Next::Decide => words.say("decide", "作出决定"),
        Next::GiveEvidence => words.say("give the evidence asked for", "提交所要求的证据"),
        Next::Notify => words.say("notify the ruling", "告知决定"),
        Next::Escalate => words.say("file again, where wanted", "可以申请复核"),
    };
    let who = whose(&owed.whose, words);
    match owed.until {
        Some(until) => words.say(format!("{who}: {what}, by {until}"), format!("{who}：{what}，期限 {until}")),
        None => words.say(format!("{who}: {what}"), format!("{who}：{what}")),
    }
}

fn deadlines(judged: &Judged<'_>, words: &Words) -> Table {
    let headings = [("Step", "步骤"), ("From", "起算日"), ("Last day", "期限"), ("Done", "办理日期"), ("By", "办理人"), ("", "")];
    let mut table = Table::of(headings.map(|(en, zh)| (words.say(en, zh), Align::Left)));
    table.caption = Some(words.say("Deadlines", "期限"));
    for deadline in &judged.deadlines {
        let again = if deadline.instance > 1 { words.say(" (further)", "（复核）") } else { String::new() };
        let (done, by) = match &deadline.done {
            Some((on, by)) => (on.to_string(), by.clone().unwrap_or_else(|| whose(&deadline.whose, words))),
            None => (String::new(), whose(&deadline.whose, words)),
        };
        let standing = deadline.standing.text().get(words.language).to_string();
        let step = format!("{}{again}", deadline.step.text().get(words.language));
        let mut row: Vec<Cell> = [step, deadline.from.to_string(), last(deadline, words), done, by].map(Cell::Text).into();
        row.push(if deadline.is_failed() { Cell::Strong(standing) } else { Cell::Text(standing) });
        table.rows.push(row);
    }
    table
}

/// The last day, or why there is none.
fn last(deadline: &Deadline, words: &Words) -> String {
    match &deadline.last {
        Last::On(last) => last.to_string(),
        Last::Stopped { left } if *left < 0 => words.say("was over already", "等待证据前已过期"),
        Last::Stopped { left } => words.say(format!("{left} days left"), format!("还剩 {left} 天")),
        Last::Beyond(_) => words.say("beyond calendar", "超出日历"),
    }
}

/// Days that do not count because evidence was awaited.
fn waits(judged: &Judged<'_>, words: &Words) -> Vec<String> {
    let waited = judged.deadlines.iter().filter(|deadline| deadline.waited > 0);
    let told = waited.map(|deadline| {
        let days = words.within(Within { count: u32::try_from(deadline.waited).unwrap_or(u32::MAX), ..deadline.within });
        words.say(
            format!("{days} of waiting for evidence do not count towards the decision."),
            format!("等待补充证据的{days}不计入作出决定的期限。"),
        )
    });
    told.collect()
}

fn panels(out: &mut Document, judged: &Judged<'_>, words: &Words) {
    for sitting in &judged.panels {
        let member = |member: &crate::appeal::case::Member| match &member.department {
            Some(department) => words.say(format!("{} ({department})", member.spoken()), format!("{}（{department}）", member.spoken())),
            None => member.spoken().to_string(),
        };
        let members = words.list(sitting.panel.members.iter().map(member));
        let name = if sitting.instance > 1 { words.say("Further instance", "复核成员") } else { words.say("Panel", "评审小组") };
        let members = match &sitting.panel.body {
            Some(body) => words.say(format!("{body}: {members}"), format!("{body}：{members}")),
            None => members,
        };
        out.facts(vec![(name, members)]);
    }
}

fn rulings(out: &mut Document, book: &Book<'_>, judged: &Judged<'_>, words: &Words) {
    for ruling in &judged.rulings {
        let (decision, on) = (ruling.decision, ruling.event.on);
        let outcome = decision.outcome.text();
        out.heading(2, words.say(format!("Ruling of {on}: {}", outcome.en), format!("{on} 的决定：{}", outcome.zh)));
        let mut facts = Vec::new();
        facts.extend(decision.reason.clone().map(|reason| (words.say("Reason", "理由"), reason)));
        for name in &decision.clauses {
            let text = clauses::find(book.rules.plan, name, words.language).map_or_else(
                || name.clone(),
                |clause| {
                    words.say(format!("{}: {}", clause.title, clauses::words(book.sources, clause.span)), {
                        format!("{}：{}", clause.title, clauses::words(book.sources, clause.span))
                    })
                },
            );
            facts.push((words.say("Clause", "条款"), text));
        }
        facts.extend(decision.evidence.iter().map(|evidence| (words.say("Evidence", "证据"), evidence.clone())));
        out.facts(facts);
    }
}

/// What the data are corrected to.
pub(in crate::appeal) fn corrections(all: &[(&Correction, Option<String>)], words: &Words) -> Table {
    let headings = [("Data", "数据"), ("Row", "行"), ("Said", "原为"), ("Corrected to", "更正为"), ("By", "依据")];
    let mut table = Table::of(headings.map(|(en, zh)| (words.say(en, zh), Align::Left)));
    table.caption = Some(words.say("Corrections", "更正"));
    let blank = |text: &str| if text.trim().is_empty() { words.say("(blank)", "（空白）") } else { text.to_string() };
    for (correction, before) in all {
        let source = correction.source.clone().unwrap_or_default();
        let (data, was, now) = match &correction.change {
            Change::Cell { column, value } => {
                let was = before.as_deref().map(blank).unwrap_or_default();
                (words.say(format!("{}: {column}", correction.input), format!("{}：{column}", correction.input)), was, blank(value))
            }
            Change::Add { cells } => {
                let cells = cells.iter().map(|(column, value)| format!("{column} {value}"));
                let row = words.say(format!("row added: {}", words.list(cells.clone())), format!("补入一行：{}", words.list(cells)));
                (correction.input.clone(), words.say("(no row)", "（无此行）"), row)
            }
            Change::Remove => (correction.input.clone(), words.say("(row)", "（有此行）"), words.say("row removed", "删去此行")),
        };
        table.row([data, correction.key.clone(), was, now, source]);
    }
    table
}

fn changes(out: &mut Document, book: &Book<'_>, difference: &Difference, words: &Words) {
    if difference.own.is_empty() {
        out.paragraph(words.say("The corrections change no result of the appellant.", "更正没有改变申诉人的任何结果。"));
    } else {
        out.table(moved(book, &difference.own, words));
    }
    if !difference.others.is_empty() {
        let headings = [("Who else", "其他人员"), ("Result", "结果"), ("Before", "更正前"), ("After", "更正后"), ("Difference", "差额")];
        let mut table = Table::of(headings.map(|(en, zh)| (words.say(en, zh), Align::Left)));
        table.caption = Some(words.say("Others whom this moves", "受影响的其他人员"));
        for other in &difference.others {
            let who = person(other.name.as_deref(), &other.key);
            for moved in &other.moved {
                let by = moved.by.as_ref().map(|by| by.text.clone()).unwrap_or_default();
                table.row([who.clone(), moved.title.clone(), moved.before.text.clone(), moved.after.text.clone(), by]);
            }
        }
        out.table(table);
    } else if !difference.own.is_empty() {
        out.paragraph(words.say("Nobody else's results move.", "其他人员的结果不受影响。"));
    }
    for (keys, en, zh) in [
        (&difference.came, "Only with the corrections", "更正后新增人员"),
        (&difference.went, "Gone with the corrections", "更正后减少人员"),
    ] {
        if !keys.is_empty() {
            out.blocks
                .push(Block::Note(words.say(format!("{en}: {}", words.list(keys.clone())), format!("{zh}：{}", words.list(keys.clone())))));
        }
    }
}

/// What moves for the appellant, in the order in which it is computed.
pub(in crate::appeal) fn moved(book: &Book<'_>, all: &[Moved], words: &Words) -> Table {
    let mut table = Table::of([
        (words.say("Result", "结果"), Align::Left),
        (words.say("Before", "更正前"), Align::Right),
        (words.say("After", "更正后"), Align::Right),
        (words.say("Difference", "差额"), Align::Right),
        (words.say("Policy", "制度"), Align::Left),
    ]);
    table.caption = Some(words.say("What the corrections change, in the order of the calculation", "更正引起的变化（按计算顺序）"));
    for moved in all {
        let place = place(book, moved, words);
        let place = match moved.parting {
            Parting::Here => words.say(format!("{place} (begins here)"), format!("{place}（由此开始）")),
            Parting::Before => place,
        };
        let by = moved.by.as_ref().map(|by| by.text.clone()).unwrap_or_default();
        table.row([moved.title.clone(), moved.before.text.clone(), moved.after.text.clone(), by, place]);
    }
    table
}

/// The line of the policy; with its file where that is not the main one.
fn place(book: &Book<'_>, moved: &Moved, words: &Words) -> String {
    let Some(file) = book.sources.get(moved.span.file) else { return String::new() };
    let line = file.line_column(moved.span.start).0;
    if moved.span.file == book.rules.clause.span.file {
        return words.say(format!("line {line}"), format!("第 {line} 行"));
    }
    let name = file.name().rsplit(['/', '\\']).next().unwrap_or_default();
    words.say(format!("line {line} of {name}"), format!("{name} 第 {line} 行"))
}

/// A place as `why` writes it, in words where it is a line of the policy.
pub(in crate::appeal) fn spoken_place(book: &Book<'_>, place: &str, words: &Words) -> String {
    let policy = book.sources.get(book.rules.clause.span.file).map_or("", |file| file.name());
    let name = policy.rsplit(['/', '\\']).next().unwrap_or_default();
    let line = place.strip_prefix(name).and_then(|rest| rest.strip_prefix(':'));
    match line.filter(|line| !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(line) => words.say(format!("line {line} of the policy"), format!("制度第 {line} 行")),
        None => place.to_string(),
    }
}
