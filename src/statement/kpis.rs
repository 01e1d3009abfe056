//! The KPIs of the scorecard that covers the person: measure, target, attainment, score, weight, points; then the adjustments.

use super::Asked;
use super::page::cell;
use crate::document::words::Words;
use crate::document::{Align, Cell, Document, Table};
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Scorecard};
use crate::report::names::{capital, label_of, titled};
use crate::report::why;
use crate::value::{Number, Value, show};

/// What stands where a KPI has no such part.
const NONE: &str = "–";

pub(super) fn kpis(page: &mut Document, asked: &Asked<'_>, words: &Words) {
    let covers = |card: &&Scorecard| matches!(asked.report.slot(card.covered, asked.row), Some(Slot::Value(Value::Flag(true))));
    for card in asked.report.plan.scorecards.iter().filter(covers) {
        page.heading(1, titled(card.title.as_deref(), &card.name));
        page.table(table(asked, card, words));
        adjusts(page, asked, card, words);
        if let Some(because) = &card.because {
            page.paragraph(because.clone());
        }
    }
}

fn table(asked: &Asked<'_>, card: &Scorecard, words: &Words) -> Table {
    let right = |en: &str, zh: &str| (words.say(en, zh), Align::Right);
    let mut table = Table::of([
        (words.say("KPI", "指标"), Align::Left),
        right("Measure", "实际值"),
        right("Target", "目标值"),
        right("Attainment", "完成率"),
        right("Score", "得分"),
        right("Weight", "权重"),
        right("Points", "加权得分"),
    ]);
    for kpi in &card.kpis {
        let part = |id: Option<DefId>| id.map_or_else(|| NONE.to_string(), |id| short(asked, id, words));
        // A KPI without a value has no weight: the others share it.
        let weight = asked.report.number(kpi.weighted, asked.row).and_then(|_| why::weight(&asked.report, asked.row, kpi.weighted));
        let weight = weight.map_or_else(|| NONE.to_string(), |weight| show::percent(&weight));
        table.row([
            capital(&titled(kpi.title.as_deref(), &kpi.name)),
            short(asked, kpi.measure, words),
            part(kpi.target),
            part(kpi.attainment),
            short(asked, kpi.score, words),
            weight,
            short(asked, kpi.weighted, words),
        ]);
    }
    if let Some(score) = asked.report.plan.score {
        let mut cells = vec![Cell::Strong(label_of(asked.report.plan, score, asked.language))];
        cells.extend((0..5).map(|_| Cell::Text(String::new())));
        cells.push(Cell::Strong(cell(asked, score, words)));
        table.rows.push(cells);
    }
    table
}

/// In a table a value that does not apply is a dash.
fn short(asked: &Asked<'_>, id: DefId, words: &Words) -> String {
    match asked.report.slot(id, asked.row) {
        Some(Slot::NotApplicable(_)) | None => NONE.to_string(),
        Some(Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_)) => cell(asked, id, words),
    }
}

/// What was added to the score and taken from it.
fn adjusts(page: &mut Document, asked: &Asked<'_>, card: &Scorecard, words: &Words) {
    let changed = |id: &&DefId| asked.report.number(**id, asked.row).is_none_or(|number| *number != Number::ZERO);
    let own: Vec<(String, String)> = card
        .adjusts
        .iter()
        .filter(changed)
        .filter(|id| !matches!(asked.report.slot(**id, asked.row), Some(Slot::NotApplicable(_)) | None))
        .map(|id| (capital(&label_of(asked.report.plan, *id, asked.language)), cell(asked, *id, words)))
        .collect();
    if !own.is_empty() {
        page.heading(2, words.say("Added to the score or taken from it", "加减分"));
        page.facts(own);
    }
}
