//! A period computed again: what its earlier results paid, what is due now, and the difference.

use super::grid::Cell;
use super::json::{self, Json};
use super::model::{Report, spoken};
use super::table::layout::{Align, Column, Part};
use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Language, Text};
use crate::engine::past::{Layer, Was};
use crate::engine::table::Slot;
use crate::plan::ir::{DefId, Role};
use crate::value::show;
use crate::value::{Number, Type, Value};

/// One payout of one person, or of everybody together.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    pub paid: Number,
    /// Absent where it cannot be computed now.
    pub due: Option<Number>,
}

impl Line {
    /// What is due more than was paid; below zero where it is less.
    pub fn difference(&self) -> Option<Number> {
        self.due.as_ref()?.sub(&self.paid).ok()
    }

    fn of(report: &Report<'_>, earlier: &Layer, id: DefId, row: u32) -> Option<Line> {
        let name = &report.def(id)?.name;
        // What the results had no number for, they did not pay.
        let paid = match earlier.was(report.key(row), name) {
            Some(Was::Value(Value::Number(paid))) => paid.clone(),
            Some(Was::Value(_) | Was::Missing | Was::NotApplicable | Was::Failed | Was::Unknown) | None => Number::ZERO,
        };
        let due = match report.slot(id, row)? {
            Slot::Value(Value::Number(due)) => Some(due.clone()),
            Slot::NotApplicable(_) => Some(Number::ZERO),
            Slot::Value(_) | Slot::Missing(_) | Slot::Fault(_) => None,
        };
        Some(Line { paid, due })
    }
}

/// The payouts and their sum.
fn payouts(report: &Report<'_>) -> Vec<DefId> {
    let plan = report.plan;
    plan.payouts.iter().copied().chain(plan.payout_total).collect()
}

/// What is compared in the table: the sum of the payouts.
fn total(report: &Report<'_>) -> Option<DefId> {
    report.plan.payout_total
}

/// The table under the results; nothing where the period had no results before.
pub fn part(report: &Report<'_>, language: Language) -> Option<Part> {
    let (Some(earlier), Some(total)) = (&report.results.paid, total(report)) else { return None };
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    let rows: Vec<u32> = report.rows().collect();
    let lines: Vec<Option<Line>> = rows.iter().map(|row| Line::of(report, earlier, total, *row)).collect();
    let money =
        |number: Option<&Number>| number.map_or(String::new(), |number| show::money(number, &report.plan.currency, report.money_places()));
    let column = |heading: String, of: &dyn Fn(&Line) -> Option<Number>| {
        let own: Vec<Option<Number>> = lines.iter().map(|line| line.as_ref().and_then(of)).collect();
        let sum = own.iter().flatten().try_fold(Number::ZERO, |sum, number| sum.add(number).ok());
        let cells = own.iter().map(|number| number.as_ref().map_or_else(|| say("error", "错误"), |number| money(Some(number)))).collect();
        Column { heading, align: Align::Right, cells, total: money(sum.as_ref()) }
    };
    let key = report.plan.tables.first().and_then(|people| report.def(people.key)).map_or("", |def| def.name.as_str());
    let keys = rows.iter().map(|row| sanitise(report.key(*row))).collect();
    let columns = vec![
        Column { heading: sanitise(key), align: Align::Left, cells: keys, total: String::new() },
        column(say("paid then", "原已发"), &|line| Some(line.paid.clone())),
        column(say("due now", "现应发"), &|line| line.due.clone()),
        column(say("difference", "差额"), &Line::difference),
    ];
    let period = report.results.period;
    let heading = say(&format!("True-up of {period} against its earlier results:"), &format!("{period} 与原结果相比的补差："));
    Some(Part { heading: Some(heading), columns })
}

/// Of one person, each payout and their sum; nothing where the period had no results before.
pub fn of_person(report: &Report<'_>, row: u32) -> Option<Vec<(DefId, Line)>> {
    let earlier = report.results.paid.as_ref()?;
    Some(payouts(report).into_iter().filter_map(|id| Some((id, Line::of(report, earlier, id, row)?))).collect())
}

/// Of one person, each payout by its name.
pub fn json(report: &Report<'_>, row: u32) -> Option<(String, Json)> {
    let own = of_person(report, row)?.into_iter().filter_map(|(id, line)| {
        let def = report.def(id)?;
        let number = |number: Option<&Number>| number.map_or(Json::Null, |number| Json::Number(json::digits(report, number, def.role)));
        let fields = vec![
            ("paid".to_string(), number(Some(&line.paid))),
            ("due".to_string(), number(line.due.as_ref())),
            ("difference".to_string(), number(line.difference().as_ref())),
        ];
        Some((def.name.clone(), Json::Object(fields)))
    });
    Some(("true_up".to_string(), Json::Object(own.collect())))
}

/// Of everybody together; who cannot be computed now is not among them.
pub fn json_total(report: &Report<'_>) -> Option<(String, Json)> {
    let earlier = report.results.paid.as_ref()?;
    let id = total(report)?;
    let lines: Vec<Line> = report.rows().filter_map(|row| Line::of(report, earlier, id, row)).collect();
    let sum =
        |of: &dyn Fn(&Line) -> Option<Number>| lines.iter().filter_map(of).try_fold(Number::ZERO, |sum, number| sum.add(&number).ok());
    let number =
        |number: Option<Number>| number.map_or(Json::Null, |number| Json::Number(json::digits(report, &number, Role::PayoutTotal)));
    let fields = vec![
        ("paid".to_string(), number(sum(&|line| Some(line.paid.clone())))),
        ("due".to_string(), number(sum(&|line| line.due.clone()))),
        ("difference".to_string(), number(sum(&Line::difference))),
    ];
    Some(("true_up".to_string(), Json::Object(fields)))
}

/// The headings of what a grid shows of it.
pub fn headings(report: &Report<'_>) -> Vec<Text> {
    if report.results.paid.is_none() {
        return Vec::new();
    }
    let names = payouts(report).into_iter().filter_map(|id| report.def(id)).map(spoken);
    let both = |name: Text| {
        [
            Text::new(format!("{}.paid", name.en), format!("{}.原已发", name.zh)),
            Text::new(format!("{}.difference", name.en), format!("{}.差额", name.zh)),
        ]
    };
    names.flat_map(both).collect()
}

/// The cells of one person under these headings.
pub fn cells(report: &Report<'_>, row: u32) -> Vec<Cell> {
    let Some(earlier) = &report.results.paid else { return Vec::new() };
    let own = payouts(report).into_iter().flat_map(|id| {
        let line = Line::of(report, earlier, id, row);
        let kind = report.def(id).map_or((Type::Money, Role::Payout), |def| (def.ty, def.role));
        let number = |number: Option<Number>| number.map_or(Cell::Blank, |number| Cell::number(report, &number, kind));
        let (paid, difference) = (line.as_ref().map(|line| line.paid.clone()), line.as_ref().and_then(Line::difference));
        [number(paid), number(difference)]
    });
    own.collect()
}

/// People who get less now than they were paid, and by how much together.
pub fn reductions(report: &Report<'_>) -> Option<(Vec<String>, Number)> {
    let earlier = report.results.paid.as_ref()?;
    let id = total(report)?;
    let less = report.rows().filter_map(|row| {
        let difference = Line::of(report, earlier, id, row)?.difference()?;
        difference.is_negative().then(|| (report.key(row).to_string(), difference))
    });
    let less: Vec<(String, Number)> = less.collect();
    let sum = less.iter().try_fold(Number::ZERO, |sum, (_, by)| sum.add(by).ok())?;
    (!less.is_empty()).then(|| (less.into_iter().map(|(key, _)| key).collect(), sum.neg()))
}

/// People whom the earlier results paid something and who are not in the data now, with what that was.
pub fn gone(report: &Report<'_>) -> Vec<(String, Number)> {
    let (Some(earlier), Some(total)) = (&report.results.paid, total(report)) else { return Vec::new() };
    let Some(name) = report.def(total).map(|def| def.name.as_str()) else { return Vec::new() };
    let here = |key: &str| report.people().is_some_and(|people| people.keys.iter().any(|other| **other == *key));
    let paid = earlier.people().into_iter().filter(|key| !here(key)).filter_map(|key| match earlier.was(&key, name) {
        Some(Was::Value(Value::Number(paid))) if !paid.is_zero() => Some((key.to_string(), paid.clone())),
        Some(_) | None => None,
    });
    paid.collect()
}
