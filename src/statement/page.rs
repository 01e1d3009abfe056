//! The page of one person, from the name to whom to turn to.

use super::came::came_about;
use super::curves::{standing, ways};
use super::kpis::kpis;
use super::{Asked, appeal, terms, told as telling};
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Align, Block, Cell, Document, Table};
use crate::engine::table::Slot;
use crate::feedback::Told;
use crate::plan::ir::{DefId, PersonColumn, Role};
use crate::report::model::column_of;
use crate::report::names::{capital, label_of, titled};
use crate::report::readable::Names;
use crate::report::{table, true_up};
use crate::rollout::support;
use crate::value::{Number, Type, Value, show};

/// Further columns of the person that are printed at the top.
const MOST_COLUMNS: usize = 6;
/// A text longer than this is no role and no team.
const LONGEST: usize = 40;

/// The whole page.
pub fn statement(asked: &Asked<'_>, told: &Told<'_>) -> Document {
    let words = Words { language: asked.language };
    let (report, row) = (&asked.report, asked.row);
    let key = sanitise(report.key(row));
    let person = report.person_name(row).map_or_else(|| key.clone(), sanitise);
    let mut page = Document::new(words.say(format!("Statement: {person}"), format!("绩效单：{person}")), asked.language);
    page.beside = beside(asked, &words);
    page.facts(about(asked, &words));
    let wrong = report.faults_of(row);
    if !wrong.is_empty() {
        let told = words.say(
            "Some results cannot be computed yet. What is shown below is not the whole; what is missing says so.",
            "部分结果尚无法计算，以下并非全部结果；无法计算之处均已注明。",
        );
        page.blocks.push(Block::Note(told));
        page.list(wrong.iter().map(|fault| sanitise(fault.message.get(asked.language))).collect());
    }
    page.heading(1, words.say("Your result", "结果"));
    page.table(results(asked, &words));
    page.facts(uncomputed(asked, &words));
    paid(&mut page, asked, &words);
    terms::carried(&mut page, asked, &words);
    kpis(&mut page, asked, &words);
    let names = Names::of(report.plan, asked.language);
    came_about(&mut page, asked, &names, &words);
    let curves = standing(&mut page, asked, &words);
    ways(&mut page, asked, &curves, &words);
    telling::told(&mut page, asked, told, &words);
    appeal::window(&mut page, asked, &words);
    let contacts = support(report.plan);
    if !contacts.is_empty() {
        page.heading(1, words.say("Whom to turn to", "咨询与辅导"));
        page.list(contacts);
    }
    page
}

/// The plan, its version, the period and the days it takes.
fn beside(asked: &Asked<'_>, words: &Words) -> Vec<String> {
    let plan = asked.report.plan;
    let title = sanitise(&plan.title);
    let version = plan.version.as_deref().map(sanitise);
    let named = match version {
        Some(version) => words.say(format!("{title}, version {version}"), format!("{title}，版本 {version}")),
        None => title,
    };
    let period = asked.report.results.period;
    let (from, to) = (period.start(), period.end());
    let mut lines = vec![named, words.say(format!("Period {period}, {from} to {to}"), format!("周期 {period}，{from} 至 {to}"))];
    if let Some(published) = asked.published {
        lines.push(words.say(format!("Made known on {published}"), format!("公布日期 {published}")));
    }
    lines
}

/// The key and the columns that say who it is: role, team, region.
fn about(asked: &Asked<'_>, words: &Words) -> Vec<(String, String)> {
    let (report, row) = (&asked.report, asked.row);
    let Some(people) = report.plan.tables.first() else { return Vec::new() };
    let mut facts = vec![(words.say("Employee no.", "人员编号"), sanitise(report.key(row)))];
    let name = report.name_column();
    for id in people.columns.iter().copied().filter(|id| *id != people.key && Some(*id) != name) {
        let Some(def) = report.def(id) else { continue };
        let names_person = column_of(def).is_some_and(|column| column.names_person == PersonColumn::Yes);
        let is_text = matches!(def.ty, Type::Text | Type::Choice(_)) && !names_person;
        let said = match report.slot(id, row) {
            Some(Slot::Value(value @ Value::Text(text))) if is_text && text.chars().count() <= LONGEST => {
                report.shown(value, def.ty, 0, asked.language)
            }
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => continue,
        };
        if !said.trim().is_empty() && facts.len() <= MOST_COLUMNS {
            facts.push((capital(&titled(def.title.as_deref(), &def.name)), said));
        }
    }
    if let Some(purpose) = &report.plan.purpose {
        facts.push((words.say("What the plan is for", "制度目的"), sanitise(purpose)));
    }
    facts
}

/// The total and every payout, then the score and the grade with what hangs on it.
fn results(asked: &Asked<'_>, words: &Words) -> Table {
    let plan = asked.report.plan;
    let mut table = Table::of([(words.say("Result", "项目"), Align::Left), (words.say("Yours", "结果"), Align::Right)]);
    let total = plan.payout_total.filter(|_| plan.payouts.len() > 1);
    for id in plan.payouts.iter().copied() {
        let cells = [capital(&label_of(plan, id, asked.language)), cell(asked, id, words)];
        table.rows.push(if plan.payouts.len() == 1 { cells.map(Cell::Strong).to_vec() } else { cells.map(Cell::Text).to_vec() });
    }
    if let Some(total) = total {
        table.rows.push([label_of(plan, total, asked.language), cell(asked, total, words)].map(Cell::Strong).to_vec());
    }
    for id in plan.score.into_iter().chain(plan.grade).chain(plan.grade_columns.iter().copied()) {
        table.row([capital(&label_of(plan, id, asked.language)), cell(asked, id, words)]);
    }
    table
}

/// A value as the results show it; in words where there is none.
pub(super) fn cell(asked: &Asked<'_>, id: DefId, words: &Words) -> String {
    let paid = asked.report.def(id).is_some_and(|def| matches!(def.role, Role::Payout | Role::PayoutTotal));
    match asked.report.slot(id, asked.row) {
        Some(Slot::Value(_)) => {
            let mark =
                crate::report::excepted::of_value(&asked.report, id, asked.row).map(|_| words.say(" (approved exception)", "（特批）"));
            format!("{}{}", table::cell(&asked.report, id, asked.row, asked.language), mark.unwrap_or_default())
        }
        Some(Slot::Missing(_)) => words.say("no data", "无数据"),
        Some(Slot::NotApplicable(_)) if paid => words.say("not for this role", "不适用"),
        Some(Slot::NotApplicable(_)) => words.say("does not apply", "不适用"),
        Some(Slot::Fault(_)) | None => words.say("cannot be computed yet", "尚无法计算"),
    }
}

/// The same, with why there is none where it cannot be computed.
pub(super) fn reasoned(asked: &Asked<'_>, id: DefId, words: &Words) -> String {
    let shown = cell(asked, id, words);
    let Some(Slot::Fault(fault)) = asked.report.slot(id, asked.row) else { return shown };
    let reason = asked.report.fault(*fault).map(|fault| sanitise(fault.message.get(asked.language)));
    reason.map_or(shown.clone(), |reason| words.say(format!("{shown}: {reason}"), format!("{shown}：{reason}")))
}

/// Of the results that cannot be computed each with its reason.
fn uncomputed(asked: &Asked<'_>, words: &Words) -> Vec<(String, String)> {
    let plan = asked.report.plan;
    let own = plan.payouts.iter().chain(&plan.payout_total).chain(&plan.score).chain(&plan.grade);
    let failed = own.copied().filter(|id| matches!(asked.report.slot(*id, asked.row), Some(Slot::Fault(_))));
    failed.map(|id| (capital(&label_of(plan, id, asked.language)), reasoned(asked, id, words))).collect()
}

/// Where the period is computed again: what it paid, what is due now, and the difference.
fn paid(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let (report, plan) = (&asked.report, asked.report.plan);
    let Some(lines) = true_up::of_person(report, asked.row) else { return };
    page.heading(2, words.say("Against what was paid before", "与原已发相比"));
    let right = |en: &str, zh: &str| (words.say(en, zh), Align::Right);
    let mut table = Table::of([
        (words.say("Result", "项目"), Align::Left),
        right("Paid then", "原已发"),
        right("Due now", "现应发"),
        right("Difference", "差额"),
    ]);
    let money = |amount: &Number| show::money(amount, &plan.currency, report.money_places());
    let only = plan.payouts.len() == 1;
    for (id, line) in lines.iter().filter(|(id, _)| !only || Some(*id) != plan.payout_total) {
        let unknown = || words.say("cannot be computed yet", "尚无法计算");
        let (due, difference) = (line.due.as_ref().map(money), line.difference().as_ref().map(money));
        let name = capital(&label_of(plan, *id, asked.language));
        table.row([name, money(&line.paid), due.unwrap_or_else(unknown), difference.unwrap_or_else(unknown)]);
    }
    page.table(table);
}
