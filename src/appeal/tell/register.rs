//! All cases in a table, and what they come to.

use super::{person, whose};
use crate::appeal::account::Book;
use crate::appeal::case::Outcome;
use crate::appeal::register::{Entry, Statistics, Tally, entry, statistics};
use crate::document::words::Words;
use crate::document::{Align, Document, Table};
use crate::report::csv::line;
use crate::report::harmless::harmless;
use crate::value::{Number, show};

/// Decimal places of an average number of days.
const PLACES: u32 = 1;

pub(super) fn add(out: &mut Document, book: &Book<'_>, words: &Words) {
    let entries: Vec<Entry> = book.accounts.iter().map(|account| entry(&account.judged, &book.rules, words.language)).collect();
    let statistics = statistics(&entries);
    out.heading(1, words.say("Register", "申诉登记"));
    let mut table = Table::of(headings(book, words));
    for entry in &entries {
        table.row(cells(entry, words));
    }
    out.table(table);
    figures(out, book, &statistics, words);
}

fn headings(book: &Book<'_>, words: &Words) -> [(String, Align); 7] {
    [
        (words.say("Case", "案件"), Align::Left),
        (words.say("Appellant", "申诉人"), Align::Left),
        (words.say("Ground", "事由"), Align::Left),
        (words.say("State", "状态"), Align::Left),
        (words.say("Ended", "办结"), Align::Left),
        (days(book, words), Align::Right),
        (words.say("Not kept", "未按期"), Align::Left),
    ]
}

/// What the time taken is counted in.
fn days(book: &Book<'_>, words: &Words) -> String {
    match book.rules.calendar() {
        Some(_) => words.say("Working days", "工作日"),
        None => words.say("Days", "天数"),
    }
}

fn cells(entry: &Entry, words: &Words) -> [String; 7] {
    [
        entry.id.clone(),
        person(entry.name.as_deref(), &entry.who),
        entry.ground.clone().unwrap_or_default(),
        entry.state.text().get(words.language).to_string(),
        entry.ended.map_or(String::new(), |ended| ended.to_string()),
        entry.days.map_or(String::new(), |days| days.to_string()),
        missed(entry, words),
    ]
}

fn missed(entry: &Entry, words: &Words) -> String {
    words.list(entry.missed.iter().map(|(step, who)| {
        let who = whose(who, words);
        words.say(format!("{} ({who})", step.text().en), format!("{}（{who}）", step.text().zh))
    }))
}

fn figures(out: &mut Document, book: &Book<'_>, statistics: &Statistics, words: &Words) {
    let all = &statistics.all;
    let days = days(book, words);
    let number = |number: &Option<Number>| number.as_ref().map(|number| show::number(number, PLACES));
    let mut facts = vec![(words.say("Cases", "案件数"), all.cases.to_string())];
    facts.extend(number(&statistics.average_days).map(|average| (words.say(format!("{days}, average"), format!("平均{days}")), average)));
    facts.extend(number(&statistics.median_days).map(|median| (words.say(format!("{days}, median"), format!("{days}中位数")), median)));
    out.facts(facts);
    let mut outcomes = vec![(words.say("All cases", "全部案件"), all.clone())];
    outcomes.retain(|(_, tally)| tally.cases > 0);
    out.table(tallies(words.say("By outcome", "按结果"), &outcomes, words));
    for (caption, rows) in
        [(words.say("By clause", "按条款"), &statistics.by_clause), (words.say("By ground", "按事由"), &statistics.by_ground)]
    {
        if !rows.is_empty() {
            out.table(tallies(caption, rows, words));
        }
    }
    if !statistics.missed.is_empty() {
        let mut table = Table::of([
            (words.say("Step", "步骤"), Align::Left),
            (words.say("By", "办理人"), Align::Left),
            (words.say("Cases", "案件数"), Align::Right),
        ]);
        table.caption = Some(words.say("Deadlines not kept", "未按期办理"));
        for ((step, who), count) in &statistics.missed {
            table.row([step.text().get(words.language).to_string(), whose(who, words), count.to_string()]);
        }
        out.table(table);
    }
}

/// How the cases of each name ended; what none of them came to is left out.
fn tallies(caption: String, rows: &[(String, Tally)], words: &Words) -> Table {
    type Count = fn(&Tally) -> u32;
    let outcome = |outcome: Outcome| outcome.text().get(words.language).to_string();
    let columns: [(String, Count); 8] = [
        (words.say("cases", "案件数"), |tally| tally.cases),
        (outcome(Outcome::Upheld), |tally| tally.of(Outcome::Upheld)),
        (outcome(Outcome::Adjusted), |tally| tally.of(Outcome::Adjusted)),
        (outcome(Outcome::Partly), |tally| tally.of(Outcome::Partly)),
        (outcome(Outcome::Rejected), |tally| tally.of(Outcome::Rejected)),
        (words.say("refused", "不予受理"), |tally| tally.refused),
        (words.say("withdrawn", "撤回"), |tally| tally.withdrawn),
        (words.say("open", "未办结"), |tally| tally.open),
    ];
    let used: Vec<&(String, Count)> = columns.iter().filter(|(_, count)| rows.iter().any(|(_, tally)| count(tally) > 0)).collect();
    let headings = used.iter().map(|(text, _)| (text.clone(), Align::Right));
    let mut table = Table::of([(String::new(), Align::Left)].into_iter().chain(headings));
    table.caption = Some(caption);
    for (name, tally) in rows {
        table.row([name.clone()].into_iter().chain(used.iter().map(|(_, count)| count(tally).to_string())));
    }
    table
}

/// A line a case.
pub fn csv(book: &Book<'_>, words: &Words) -> String {
    let more = [words.say("Key", "工号"), words.say("Outcome", "结果"), words.say("Clauses", "条款")];
    let mut head: Vec<String> = headings(book, words).map(|(text, _)| text).into();
    head.extend(more);
    let mut out = line(&head);
    for account in book.accounts {
        let entry = entry(&account.judged, &book.rules, words.language);
        let mut row: Vec<String> = cells(&entry, words).into();
        row.push(entry.who.clone());
        row.push(entry.outcome.map_or(String::new(), |outcome| outcome.text().get(words.language).to_string()));
        row.push(words.list(entry.clauses.clone()));
        out.push_str(&line(&row.iter().map(|cell| harmless(cell)).collect::<Vec<String>>()));
    }
    out
}
