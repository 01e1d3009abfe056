//! Results as the table people read: who, the score, the grade, the pay; then the KPIs; then who could not be computed, and why.

pub mod layout;
pub mod troubles;

use super::model::Report;
use super::{excepted, true_up};
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Role, Scorecard};
use crate::value::show;
use crate::value::{Number, Type, Value};
use layout::{Align, Column, Part};

/// Places of a shown score.
pub(super) const SCORE_PLACES: u32 = 2;
/// Stands before a total to which somebody's part is missing.
const INCOMPLETE: &str = "*";
/// What stands where a value is not for the person.
const NOT_APPLICABLE: &str = "–";

/// The table in at most `width` columns where that can be; ends with a line end.
pub fn write(report: &Report<'_>, width: usize, language: Language) -> String {
    let mut out = title(report, language);
    if report.rows().is_empty() {
        out.push_str(match language {
            Language::English => "\nNobody is in the data for this period.\n",
            Language::Chinese => "\n本期数据中没有人员。\n",
        });
        return out + &troubles::remarks(report, width, language);
    }
    for part in parts(report, language, |columns| layout::fits(columns, width)) {
        out.push_str(&part.heading.as_ref().map_or("\n".to_string(), |heading| format!("\n{heading}\n\n")));
        out.push_str(&layout::draw(&part.columns, width));
        out.push_str(&part.legend(language).map_or(String::new(), |legend| format!("{legend}\n")));
    }
    out + &excepted::section(report, width, language)
        + &troubles::errors(report, width, language)
        + &troubles::remarks(report, width, language)
}

/// The tables of the results: people, KPIs and pay in one where that `fits`, else the KPIs of each scorecard in a table of its own; then
/// the true-up. Nothing where there are no people.
pub fn parts(report: &Report<'_>, language: Language, fits: impl Fn(&[Column]) -> bool) -> Vec<Part> {
    let everyone: Vec<u32> = report.rows().collect();
    if everyone.is_empty() {
        return Vec::new();
    }
    let kpis = kpi_scores(report);
    let who = who(report, &everyone, language);
    let mut pay = pay(report, &everyone, language);
    let whole: Vec<Column> =
        [who.clone(), kpis.iter().filter_map(|def| kpi_column(report, *def, &everyone, language)).collect(), pay.clone()].concat();
    let mut parts = Vec::new();
    if fits(&whole) {
        parts.push(Part { heading: None, columns: whole });
    } else {
        // What a person gets in all stands in the first group, beside the grade.
        if report.plan.payouts.len() > 1
            && let Some(total) = pay.pop()
        {
            let before = pay.len().saturating_sub(report.plan.payouts.len());
            pay.insert(before, total);
        }
        parts.push(Part { heading: None, columns: [who, pay].concat() });
        parts.extend(report.plan.scorecards.iter().filter_map(|card| card_table(report, card, language)));
    }
    parts.extend(true_up::part(report, language));
    parts
}

fn title(report: &Report<'_>, language: Language) -> String {
    let version = report.plan.version.as_deref().map_or(String::new(), |version| match language {
        Language::English => format!(", version {version}"),
        Language::Chinese => format!("，版本 {version}"),
    });
    format!("{}{} · {}\n", sanitise(&report.plan.title), sanitise(&version), report.results.period)
}

/// The score of every KPI, each once, in the order of the scorecards.
fn kpi_scores(report: &Report<'_>) -> Vec<DefId> {
    let mut scores: Vec<DefId> = Vec::new();
    for kpi in report.plan.scorecards.iter().flat_map(|card| &card.kpis) {
        if !scores.contains(&kpi.score) {
            scores.push(kpi.score);
        }
    }
    scores
}

/// Key and name.
fn who(report: &Report<'_>, rows: &[u32], language: Language) -> Vec<Column> {
    let key = report.plan.tables.first().and_then(|people| report.def(people.key)).map_or("", |def| def.name.as_str());
    let total = match (language, rows.len()) {
        (Language::English, 1) => "1 person".to_string(),
        (Language::English, count) => format!("{count} people"),
        (Language::Chinese, count) => format!("{count} 人"),
    };
    let cells = rows.iter().map(|row| sanitise(report.key(*row))).collect();
    let mut columns = vec![Column { heading: sanitise(key), align: Align::Left, cells, total }];
    if let Some(def) = report.name_column().and_then(|def| report.def(def)) {
        let cells = rows.iter().map(|row| sanitise(report.person_name(*row).unwrap_or(""))).collect();
        columns.push(Column { heading: sanitise(&def.name), align: Align::Left, cells, total: String::new() });
    }
    columns
}

/// Score, grade, every payout, and their sum where there are several.
fn pay(report: &Report<'_>, rows: &[u32], language: Language) -> Vec<Column> {
    let plan = report.plan;
    let total = plan.payout_total.filter(|_| plan.payouts.len() > 1);
    let wanted = plan.score.into_iter().chain(plan.grade).chain(plan.payouts.iter().copied()).chain(total);
    wanted.filter_map(|id| value_column(report, id, rows, language)).collect()
}

fn value_column(report: &Report<'_>, id: DefId, rows: &[u32], language: Language) -> Option<Column> {
    let def = report.def(id)?;
    let marked = |row: &u32| if excepted::of_value(report, id, *row).is_some() { excepted::MARK } else { "" };
    let cells = rows.iter().map(|row| format!("{}{}", marked(row), cell(report, id, *row, language))).collect();
    let paid = matches!(def.role, Role::Payout | Role::PayoutTotal);
    let total = if paid { sum(report, id, rows).unwrap_or_default() } else { String::new() };
    let align = if def.ty.is_numeric() { Align::Right } else { Align::Left };
    Some(Column { heading: sanitise(&def.spoken(language)), align, cells, total })
}

/// A KPI's score under the KPI's name.
fn kpi_column(report: &Report<'_>, id: DefId, rows: &[u32], language: Language) -> Option<Column> {
    let name = report.def(id)?.name.strip_suffix(".score").map(sanitise);
    value_column(report, id, rows, language).map(|column| Column { heading: name.unwrap_or(column.heading.clone()), ..column })
}

/// The KPI scores of the people one scorecard covers; nothing where it covers nobody.
fn card_table(report: &Report<'_>, card: &Scorecard, language: Language) -> Option<Part> {
    let covered = |row: &u32| matches!(report.slot(card.covered, *row), Some(Slot::Value(Value::Flag(true))));
    let rows: Vec<u32> = report.rows().filter(covered).collect();
    if rows.is_empty() || card.kpis.is_empty() {
        return None;
    }
    let name = sanitise(card.title.as_deref().unwrap_or(&card.name));
    let heading = match language {
        Language::English => format!("KPI scores: {name}"),
        Language::Chinese => format!("指标得分：{name}"),
    };
    let kpis = card.kpis.iter().filter_map(|kpi| kpi_column(report, kpi.score, &rows, language));
    let adjusts = card.adjusts.iter().filter_map(|id| value_column(report, *id, &rows, language));
    let mut columns = who(report, &rows, language);
    // The name stands in the table above; here the key is enough.
    columns.truncate(1);
    columns.extend(kpis.chain(adjusts));
    Some(Part { heading: Some(heading), columns })
}

/// A value as the table shows it.
pub fn cell(report: &Report<'_>, id: DefId, row: u32, language: Language) -> String {
    let ty = report.def(id).map_or(Type::Number, |def| def.ty);
    match report.slot(id, row) {
        Some(Slot::Value(Value::Number(number))) if !matches!(ty, Type::Money | Type::Foreign(_) | Type::Percent | Type::Count) => {
            // Two places always, so that a column of scores is easy to compare.
            number.fixed_text(SCORE_PLACES)
        }
        Some(Slot::Value(value)) => report.shown(value, ty, SCORE_PLACES, language),
        Some(Slot::Missing(_)) => match language {
            Language::English => "missing".to_string(),
            Language::Chinese => "缺失".to_string(),
        },
        Some(Slot::NotApplicable(_)) => NOT_APPLICABLE.to_string(),
        Some(Slot::Fault(_)) => match language {
            Language::English => "error".to_string(),
            Language::Chinese => "错误".to_string(),
        },
        None => String::new(),
    }
}

/// The sum of what is paid. Those it is not for have no part in it; where somebody's part could not be computed it bears a mark.
fn sum(report: &Report<'_>, id: DefId, rows: &[u32]) -> Option<String> {
    let mut total: Option<Number> = None;
    for number in rows.iter().filter_map(|row| report.number(id, *row)) {
        total = Some(total.unwrap_or(Number::ZERO).add(number).ok()?);
    }
    let incomplete = rows.iter().any(|row| matches!(report.slot(id, *row), Some(Slot::Fault(_))));
    let mark = if incomplete { INCOMPLETE } else { "" };
    Some(match total {
        Some(total) => format!("{mark}{}", show::money(&total, &report.plan.currency, report.money_places())),
        None => NOT_APPLICABLE.to_string(),
    })
}

impl Part {
    /// What the mark at a total means; nothing where no total bears it.
    pub fn legend(&self, language: Language) -> Option<&'static str> {
        let marked = self.columns.iter().any(|column| column.total.starts_with(INCOMPLETE));
        marked.then_some(match language {
            Language::English => "* without the people in error",
            Language::Chinese => "* 不含有错误的人员",
        })
    }
}
