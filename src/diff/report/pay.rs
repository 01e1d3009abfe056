//! The sections on what it costs: totals, winners and losers, shares of each change, grades, teams.

use std::collections::BTreeMap;

use super::figures::{self, FIGURES};
use super::sheet::{Bar, Block, Section};
use super::words::Words;
use crate::diagnostic::text::sanitise;
use crate::diff::impact::{By, Grades, Impact, Together};
use crate::plan::ir::Role;
use crate::report::table::layout::{Align, Column};
use crate::value::{Number, show};

pub(super) fn sections(words: &Words<'_>, impact: &Impact) -> Vec<Section> {
    let mut sections = vec![figures(words, impact)];
    if impact.changed.is_empty() {
        return sections;
    }
    if !impact.totals.is_empty() {
        sections.push(totals(words, impact));
    }
    sections.push(by_change(words, impact));
    if let Some(grades) = impact.grades.as_ref().filter(|grades| moves(grades)) {
        sections.push(matrix(words, grades));
    }
    sections.extend(impact.by.iter().filter(|by| by.rows.iter().any(|row| row.changed > 0)).map(|by| group(words, impact, by)));
    sections
}

pub(super) fn column(heading: impl Into<String>, align: Align, cells: Vec<String>) -> Column {
    Column { heading: heading.into(), align, cells, total: String::new() }
}

/// Every figure a limit may be set to, by its name.
fn figures(words: &Words<'_>, impact: &Impact) -> Section {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for figure in FIGURES {
        let Some(value) = figures::figure(impact, figure) else { continue };
        names.push(words.say(figure.english(), figure.chinese()));
        values.push(figures::shown(words, figure, &value));
    }
    let heading = words.say("Whom it reaches", "影响范围");
    let table = vec![column("", Align::Left, names), column("", Align::Right, values)];
    let mut blocks = vec![Block::Table(table)];
    if impact.changed.is_empty() {
        blocks.push(Block::Said(words.say("Nobody's result changes.", "没有人的结果发生变动。")));
    }
    let keys = |keys: &[String]| {
        let shown: Vec<String> = keys.iter().take(MOST_KEYS).map(|key| sanitise(key)).collect();
        let more = keys.len().saturating_sub(MOST_KEYS);
        let rest = if more == 0 { String::new() } else { words.say(format!(" and {more} more"), format!(" 等另外 {more} 人")) };
        format!("{}{rest}", shown.join(&words.say(", ", "、")))
    };
    let mut add = |list: &[String], en: &str, zh: &str| {
        if !list.is_empty() {
            blocks.push(Block::Said(format!("{}{}{}", words.say(en, zh), words.say(": ", "："), keys(list))));
        }
    };
    add(&impact.faulty.0, "Cannot be computed under the old plan", "按旧制度无法计算");
    add(&impact.faulty.1, "Cannot be computed under the new plan", "按新制度无法计算");
    add(&impact.only_old, "Only the old plan finds them in the data", "只有旧制度在数据中读到");
    add(&impact.only_new, "Only the new plan finds them in the data", "只有新制度在数据中读到");
    Section { heading, blocks }
}

/// Keys listed in one sentence.
const MOST_KEYS: usize = 12;

fn totals(words: &Words<'_>, impact: &Impact) -> Section {
    let mut columns: [Vec<String>; 6] = Default::default();
    let mut bars = Vec::new();
    let only = impact.totals.len() == 2;
    for total in &impact.totals {
        let Some(result) = impact.results.get(total.result) else { continue };
        // A sum of one payout is that payout.
        if only && result.role == Role::PayoutTotal {
            continue;
        }
        let by = words.change_of(&total.sum.old, &total.sum.new);
        let cells = [
            words.result(result),
            words.old_money(&total.sum.old),
            words.money(&total.sum.new),
            by.clone(),
            words.change_in_percent(&total.sum.old, &total.sum.new),
            words.count(total.changed),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        if let Ok(value) = total.sum.new.sub(&total.sum.old) {
            bars.push(Bar { label: words.result(result), value, shown: by });
        }
    }
    let headings = [
        words.say("payout", "发放项"),
        words.say("old", "旧"),
        words.say("new", "新"),
        words.say("change", "变动"),
        "%".to_string(),
        words.say("people", "人数"),
    ];
    let table = headings
        .into_iter()
        .zip(columns)
        .enumerate()
        .map(|(at, (heading, cells))| column(heading, if at == 0 { Align::Left } else { Align::Right }, cells));
    let mut blocks = vec![Block::Table(table.collect()), Block::Bars(bars)];
    if let Some(revenue) = &impact.revenue {
        blocks.extend(share_of_revenue(words, impact, revenue).map(Block::Said));
    }
    let left_out = impact.totals.iter().map(|total| total.left_out).max().unwrap_or(0);
    if left_out > 0 {
        let people = words.people(left_out);
        blocks.push(Block::Said(words.say(
            format!("Left out of the sums, since one of the plans cannot compute them: {people}."),
            format!("因其中一份制度无法计算而不计入合计：{people}。"),
        )));
    }
    Section { heading: words.say("What it costs", "成本"), blocks }
}

fn share_of_revenue(words: &Words<'_>, impact: &Impact, revenue: &Number) -> Option<String> {
    let total =
        impact.totals.iter().find(|total| impact.results.get(total.result).is_some_and(|result| result.role == Role::PayoutTotal))?;
    let share = |sum: &Number| sum.div(revenue).ok().map(|share| show::percent(&share));
    let (old, new, revenue) = (share(&total.sum.old)?, share(&total.sum.new)?, words.money(revenue));
    Some(words.say(format!("Share of the revenue of {revenue}: {old} → {new}."), format!("占收入 {revenue} 的比例：{old} → {new}。")))
}

fn by_change(words: &Words<'_>, impact: &Impact) -> Section {
    let mut sums: BTreeMap<usize, Number> = BTreeMap::new();
    let (mut together, mut people) = (Number::ZERO, 0_usize);
    for moved in impact.changed.iter().flat_map(|person| &person.moved).filter(|moved| Some(moved.result) == impact.main) {
        for (group, by) in &moved.blame.alone {
            let sum = sums.entry(*group).or_insert(Number::ZERO);
            if let Some(more) = by.as_ref().and_then(|by| sum.add(by).ok()) {
                *sum = more;
            }
        }
        if let Some(Together::By(by)) = &moved.blame.together {
            together = together.add(by).unwrap_or(together);
            people = people.saturating_add(1);
        }
    }
    let (mut numbers, mut places, mut counts, mut moved) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (group, count) in impact.moved_by.iter().enumerate() {
        numbers.push(words.group(group));
        places.push(words.places(group));
        counts.push(words.count(*count));
        moved.push(words.by(sums.get(&group).unwrap_or(&Number::ZERO)));
    }
    if people > 0 {
        numbers.push(String::new());
        places.push(words.say("together", "共同作用"));
        counts.push(words.count(people));
        moved.push(words.by(&together));
    }
    let counts = column(words.say("people", "人数"), Align::Right, counts);
    let moved = column(words.say("change", "变动"), Align::Right, moved);
    let heading = words.say("change made alone", "单独实施的改动");
    let wide = vec![column("", Align::Left, numbers.clone()), column(heading, Align::Left, places), counts.clone(), moved.clone()];
    if let (Some(last), true) = (numbers.last_mut(), people > 0) {
        *last = words.say("together", "共同作用");
    }
    let narrow = vec![column("", Align::Left, numbers), counts, moved];
    let mut blocks = vec![Block::Fitting(vec![wide, narrow])];
    if people > 0 {
        let said = words.say("Together: what no single change explains.", "共同作用：任何单项改动都不能解释的部分。");
        blocks.push(Block::Said(said));
    }
    Section { heading: words.say("Which change does what when made alone", "各项改动单独的作用"), blocks }
}

fn moves(grades: &Grades) -> bool {
    grades.counts.keys().any(|(old, new)| old != new)
}

/// How many people went from which grade to which.
fn matrix(words: &Words<'_>, grades: &Grades) -> Section {
    let names: Vec<String> = grades.names.iter().map(|name| sanitise(name)).collect();
    let mut table = vec![column(words.say("old \\ new", "旧 \\ 新"), Align::Left, names.clone())];
    for (new, name) in names.iter().enumerate() {
        let cells = (0..names.len()).map(|old| match grades.counts.get(&(old, new)) {
            Some(count) => words.count(*count),
            None => "·".to_string(),
        });
        table.push(column(name.clone(), Align::Right, cells.collect()));
    }
    let mut blocks = vec![Block::Table(table)];
    if grades.without > 0 {
        let people = words.people(grades.without);
        blocks.push(Block::Said(
            words.say(format!("{people} without a grade under one of the plans."), format!("{people}在其中一份制度下没有等级。")),
        ));
    }
    Section { heading: words.say("Grades: from the row to the column", "等级变动：由行至列"), blocks }
}

fn group(words: &Words<'_>, impact: &Impact, by: &By) -> Section {
    let mut columns: [Vec<String>; 6] = Default::default();
    let mut bars = Vec::new();
    let pays = impact.main.and_then(|main| impact.results.get(main)).is_some_and(|main| main.role == Role::PayoutTotal);
    for row in by.rows.iter().filter(|row| row.changed > 0) {
        let value = if row.value.is_empty() { words.say("(blank)", "（空白）") } else { sanitise(&row.value) };
        let change = row.sum.new.sub(&row.sum.old).unwrap_or(Number::ZERO);
        let cells = [
            value.clone(),
            words.count(row.people),
            words.count(row.changed),
            words.count(row.winners),
            words.count(row.losers),
            words.by(&change),
        ];
        for (column, cell) in columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        bars.push(Bar { label: value, shown: words.by(&change), value: change });
    }
    let name = sanitise(&by.column);
    let headings = [
        name.clone(),
        words.say("people", "人数"),
        words.say("changed", "变动人数"),
        words.say("winners", "受益"),
        words.say("losers", "受损"),
        if pays { words.say("change of pay", "发放变动") } else { words.say("change", "变动") },
    ];
    let table = headings
        .into_iter()
        .zip(columns)
        .enumerate()
        .map(|(at, (heading, cells))| column(heading, if at == 0 { Align::Left } else { Align::Right }, cells));
    let mut blocks = vec![Block::Table(table.collect()), Block::Bars(bars)];
    let quiet = by.rows.iter().filter(|row| row.changed == 0).count();
    if quiet > 0 {
        let shown = words.count(quiet);
        let values = if quiet == 1 { "value" } else { "values" };
        blocks.push(Block::Said(
            words.say(format!("Nothing changes for {shown} more {values} of {name}."), format!("另有 {shown} 个{name}没有变动。")),
        ));
    }
    Section { heading: words.say(format!("By {name}"), format!("按 {name}")), blocks }
}
