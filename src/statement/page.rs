//! The page of one person, from the name to whom to turn to.

use super::came::came_about;
use super::curves::{standing, ways};
use super::kpis::kpis;
use super::names::{Names, name_of};
use super::{Asked, appeal, terms, told};
use crate::diagnostic::text::sanitise;
use crate::document::words::Words;
use crate::document::{Align, Block, Cell, Document, Table};
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, PersonColumn, Role};
use crate::report::model::column_of;
use crate::report::table;
use crate::rollout::support;
use crate::value::{Type, Value};

/// Further columns of the person that are printed at the top.
const MOST_COLUMNS: usize = 6;
/// A text longer than this is no role and no team.
const LONGEST: usize = 40;

/// The whole page.
pub fn statement(asked: &Asked<'_>) -> Document {
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
    terms::carried(&mut page, asked, &words);
    kpis(&mut page, asked, &words);
    let names = Names::of(report.plan, asked.language);
    came_about(&mut page, asked, &names, &words);
    let curves = standing(&mut page, asked, &words);
    ways(&mut page, asked, &curves, &words);
    told::told(&mut page, asked, &words);
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
        let said = match (def.ty, report.slot(id, row)) {
            (Type::Text | Type::Choice(_), Some(Slot::Value(value @ Value::Text(text))))
                if !names_person && text.chars().count() <= LONGEST =>
            {
                report.shown(value, def.ty, 0, asked.language)
            }
            _ => continue,
        };
        if !said.trim().is_empty() && facts.len() <= MOST_COLUMNS {
            facts.push((heading(def.title.as_deref().unwrap_or(&def.name)), said));
        }
    }
    if let Some(purpose) = &report.plan.purpose {
        facts.push((words.say("What the plan is for", "制度目的"), sanitise(purpose)));
    }
    facts
}

/// `start_date` as people write it: `Start date`.
pub(super) fn heading(name: &str) -> String {
    let text = sanitise(name).replace('_', " ");
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + characters.as_str())
}

/// The total and every payout, then the score and the grade with what hangs on it.
fn results(asked: &Asked<'_>, words: &Words) -> Table {
    let plan = asked.report.plan;
    let mut table = Table::of([(words.say("Result", "项目"), Align::Left), (words.say("Yours", "结果"), Align::Right)]);
    let total = plan.payout_total.filter(|_| plan.payouts.len() > 1);
    for id in plan.payouts.iter().copied() {
        let cells = [heading(&name_of(plan, id, asked.language)), cell(asked, id, words)];
        table.rows.push(if plan.payouts.len() == 1 { cells.map(Cell::Strong).to_vec() } else { cells.map(Cell::Text).to_vec() });
    }
    if let Some(total) = total {
        table.rows.push([name_of(plan, total, asked.language), cell(asked, total, words)].map(Cell::Strong).to_vec());
    }
    for id in plan.score.into_iter().chain(plan.grade).chain(plan.grade_columns.iter().copied()) {
        table.row([heading(&name_of(plan, id, asked.language)), cell(asked, id, words)]);
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
        Some(Slot::Fault(_)) | None => words.say("cannot be computed", "无法计算"),
    }
}
