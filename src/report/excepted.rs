//! What was approved instead of what the plan gives: marked in every form of the results.

use super::json::{self, Json};
use super::model::Report;
use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, wrap};
use crate::engine::Excepted;
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Exception};

/// Stands before a value that was approved.
pub const MARK: &str = "†";

/// What was approved for a person, in the order in which the values are computed.
pub fn of_person<'a>(report: &Report<'a>, row: u32) -> impl Iterator<Item = (&'a Excepted, &'a Exception)> + use<'a> {
    let (results, plan) = (report.results, report.plan);
    let own = results.excepted.iter().filter(move |excepted| excepted.row == row);
    own.filter_map(|excepted| Some((excepted, plan.exceptions.get(excepted.exception)?)))
}

/// The exception that a value is, where it is one.
pub fn of_value<'a>(report: &Report<'a>, def: DefId, row: u32) -> Option<(&'a Excepted, &'a Exception)> {
    of_person(report, row).find(|(excepted, _)| excepted.def == def)
}

/// What the plan would have given, as people read it.
pub fn before(report: &Report<'_>, excepted: &Excepted, language: Language) -> String {
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    match &excepted.before {
        Slot::Value(value) => {
            let ty = report.def(excepted.def).map_or(crate::value::Type::Number, |def| def.ty);
            report.shown(value, ty, super::table::SCORE_PLACES, language)
        }
        Slot::Missing(_) => say("nothing, since a cell is blank", "缺失"),
        Slot::NotApplicable(_) => say("nothing, since it does not apply", "不适用"),
        Slot::Fault(_) => say("an error", "错误"),
    }
}

/// The section under the table; nothing where nothing was approved.
pub fn section(report: &Report<'_>, width: usize, language: Language) -> String {
    let lines = lines(report, language);
    if lines.is_empty() {
        return String::new();
    }
    let wrapped: String = lines.iter().map(|line| format!("{}\n", wrap(line, width, "  ", "    "))).collect();
    match language {
        Language::English => format!("\nApproved exceptions ({MARK}):\n{wrapped}"),
        Language::Chinese => format!("\n特批（{MARK}）：\n{wrapped}"),
    }
}

/// Each exception in words.
pub fn lines(report: &Report<'_>, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for row in report.rows() {
        for (excepted, exception) in of_person(report, row) {
            let (Some(def), Some(Slot::Value(value))) = (report.def(excepted.def), report.slot(excepted.def, row)) else { continue };
            let (key, name) = (sanitise(report.key(row)), sanitise(&def.spoken(language)));
            let now = report.shown(value, def.ty, super::table::SCORE_PLACES, language);
            let before = before(report, excepted, language);
            let (to, approved, because) = (exception.to, sanitise(&exception.approved), sanitise(&exception.because));
            lines.push(match language {
                Language::English => {
                    format!("{key}: {name} = {now} instead of {before}, until {to}, approved “{approved}”: {because}")
                }
                Language::Chinese => format!("{key}：{name} = {now}，原为 {before}，至 {to}，批准“{approved}”：{because}"),
            });
        }
    }
    lines
}

/// A person's exceptions by the name of the value; nothing where there are none.
pub fn json(report: &Report<'_>, row: u32) -> Option<(String, Json)> {
    let text = |text: &str| Json::Text(text.to_string());
    let own = of_person(report, row).filter_map(|(excepted, exception)| {
        let def = report.def(excepted.def)?;
        let mut fields = Vec::new();
        match &excepted.before {
            Slot::Value(value) => fields.push(("instead_of".to_string(), json::scalar(report, value, def.role))),
            slot @ (Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) => {
                fields.push(("instead_of".to_string(), Json::Null));
                fields.push(("reason".to_string(), Json::Text(json::reason(report, slot))));
            }
        }
        fields.push(("from".to_string(), text(&exception.from.to_string())));
        fields.push(("to".to_string(), text(&exception.to.to_string())));
        fields.push(("approved".to_string(), text(&exception.approved)));
        fields.push(("because".to_string(), text(&exception.because)));
        Some((def.name.clone(), Json::Object(fields)))
    });
    let own: Vec<(String, Json)> = own.collect();
    (!own.is_empty()).then(|| ("exceptions".to_string(), Json::Object(own)))
}

/// A person's exceptions in one cell: `grade (CFO-2026-017)`.
pub fn cell(report: &Report<'_>, row: u32) -> String {
    let own = of_person(report, row)
        .filter_map(|(excepted, exception)| Some(format!("{} ({})", report.def(excepted.def)?.name, exception.approved)));
    own.collect::<Vec<String>>().join("; ")
}
