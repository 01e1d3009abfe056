//! Results as JSON: one person a line, every named value, numbers with all their digits.

mod earlier;
mod writer;

pub use earlier::{Earlier, Unreadable, paid, read};
pub use writer::Json;

use super::grid::own_name;
use super::model::{Report, bare_name};
use super::{excepted, true_up};
use crate::diagnostic::{Diagnostic, render};
use crate::engine::table::{CellRef, Slot};
use crate::plan::ir::{DefId, PEOPLE, Role, TableId};
use crate::value::{Number, Value};

/// Digits of a number that does not end.
const DIGITS: u32 = 28;

/// Whether child rows are printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rows {
    Without,
    With,
}

/// The whole document; ends with a line end.
pub fn write(report: &Report<'_>, rows: Rows) -> String {
    format!("{{{}{}}}\n", head(report), of_period(report, rows))
}

/// The runs of several periods in one document, in their order.
pub fn write_all(reports: &[Report<'_>], rows: Rows) -> String {
    let Some(first) = reports.first() else { return "{}\n".to_string() };
    let runs: Vec<String> = reports.iter().map(|report| format!("{{{}}}", of_period(report, rows))).collect();
    format!("{{{}\"periods\": [\n{}\n]}}\n", head(first), runs.join(",\n"))
}

fn head(report: &Report<'_>) -> String {
    let text = |text: &str| Json::Text(text.to_string());
    let (title, version) = (text(&report.plan.title), report.plan.version.as_deref().map_or(Json::Null, text));
    let currency = text(&report.plan.currency.code);
    format!("\"policy\": {title}, \"version\": {version}, \"currency\": {currency}, ")
}

/// What a run made of one period.
fn of_period(report: &Report<'_>, rows: Rows) -> String {
    let mut out = format!("\"period\": {}, ", Json::Text(report.results.period.to_string()));
    for (name, value) in earlier::history(report) {
        out.push_str(&format!("\"{name}\": {value}, "));
    }
    out.push_str("\"people\": [");
    for (person, first) in people(report, rows).zip(std::iter::once("").chain(std::iter::repeat(","))) {
        let object = [("key".to_string(), Json::Text(person.key.to_string())), ("values".to_string(), Json::Object(person.values))];
        let object = object.into_iter().chain(person.beside).collect();
        out.push_str(&format!("{first}\n{}", Json::Object(object)));
    }
    out.push_str(if report.rows().is_empty() { "]" } else { "\n]" });
    if let Some((name, total)) = true_up::json_total(report) {
        out.push_str(&format!(", \"{name}\": {total}"));
    }
    let homeless = report.homeless_faults().into_iter().filter_map(|fault| report.fault(fault));
    out.push_str(&format!(", \"errors\": {}", Json::List(homeless.map(|fault| diagnostic(fault, report)).collect())));
    let remarks = report.results.remarks.iter().map(|remark| diagnostic(remark, report)).collect();
    out.push_str(&format!(", \"remarks\": {}", Json::List(remarks)));
    out
}

/// What is printed of a person.
struct Person<'a> {
    key: &'a str,
    name: Option<&'a str>,
    values: Vec<(String, Json)>,
    /// What else there is to say, by its name; `errors` always.
    beside: Vec<(String, Json)>,
}

fn people<'a>(report: &'a Report<'a>, rows: Rows) -> impl Iterator<Item = Person<'a>> {
    let values = report.named_values();
    let unprinted = earlier::unprinted(report, &values);
    let children = match rows {
        Rows::Without => Vec::new(),
        Rows::With => children(report),
    };
    let faults = report.faults_by_person();
    report.rows().map(move |row| {
        let Named { values, mut beside } = named(report, PEOPLE, row, &values);
        beside.extend(earlier::kept(report, row, &unprinted));
        beside.extend(excepted::json(report, row));
        beside.extend(true_up::json(report, row));
        match rows {
            Rows::Without => {}
            Rows::With => beside.push(("rows".to_string(), child_rows(report, row, &children))),
        }
        let own = faults.get(row as usize).into_iter().flatten().filter_map(|fault| report.fault(*fault));
        beside.push(("errors".to_string(), Json::List(own.map(|fault| diagnostic(fault, report)).collect())));
        Person { key: report.key(row), name: report.person_name(row), values, beside }
    })
}

/// One person of one period a line, as an object that begins with the period, the key and the name, each under the name of its column,
/// and the values under their own; beside them what a person has in the whole document. So a line holds the columns of the CSV file,
/// and programs that want a table of it find one.
pub fn lines(reports: &[Report<'_>], rows: Rows) -> String {
    let mut out = String::new();
    for report in reports {
        let name_of = |id: DefId| report.def(id).map_or("key", |def| def.name.as_str());
        let key = report.plan.tables.first().map_or("key", |people| name_of(people.key));
        let name = report.name_column().map(name_of);
        for person in people(report, rows) {
            let mut columns = vec![(key.to_string(), Json::Text(person.key.to_string()))];
            columns.extend(name.map(|name| (name.to_string(), person.name.map_or(Json::Null, |own| Json::Text(own.to_string())))));
            columns.extend(person.values);
            let own = |word: &str| own_name(word, |name| columns.iter().any(|(column, _)| column == name));
            let period = (own("period"), Json::Text(report.results.period.to_string()));
            let beside: Vec<(String, Json)> = person.beside.into_iter().map(|(word, said)| (own(&word), said)).collect();
            let object = std::iter::once(period).chain(columns).chain(beside).collect();
            out.push_str(&format!("{}\n", Json::Object(object)));
        }
    }
    out
}

/// A child input: its number, the values a row of it prints, and each person's rows.
struct Child {
    table: TableId,
    values: Vec<DefId>,
    rows: Vec<Vec<u32>>,
}

fn children(report: &Report<'_>) -> Vec<Child> {
    let tables = (1..report.plan.tables.len()).map(|at| TableId(u32::try_from(at).unwrap_or(u32::MAX)));
    tables.map(|table| Child { table, values: report.row_values(table), rows: report.rows_by_person(table) }).collect()
}

/// Values by their names, and where there is something to say of them `exact` and `reasons`.
struct Named {
    values: Vec<(String, Json)>,
    beside: Vec<(String, Json)>,
}

impl Named {
    fn whole(self) -> Vec<(String, Json)> {
        std::iter::once(("values".to_string(), Json::Object(self.values))).chain(self.beside).collect()
    }
}

fn named(report: &Report<'_>, table: TableId, row: u32, defs: &[DefId]) -> Named {
    let (mut values, mut exact, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    let table_name = report.plan.tables.get(table.0 as usize).map_or("", |table| table.name.as_str());
    for &id in defs {
        let (Some(def), Some(slot)) = (report.def(id), report.slot(id, row)) else { continue };
        let name = if table == PEOPLE { def.name.clone() } else { bare_name(def, table_name).to_string() };
        match slot {
            Slot::Value(value) => {
                if let Value::Number(number) = value
                    && number.terminating_text().is_none()
                {
                    exact.push((name.clone(), Json::Text(number.exact_text())));
                }
                values.push((name, scalar(report, value, def.role)));
            }
            Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                reasons.push((name.clone(), Json::Text(reason(report, slot))));
                values.push((name, Json::Null));
            }
        }
    }
    let beside = [("exact", exact), ("reasons", reasons)].into_iter().filter(|(_, said)| !said.is_empty());
    Named { values, beside: beside.map(|(name, said)| (name.to_string(), Json::Object(said))).collect() }
}

fn child_rows(report: &Report<'_>, person: u32, children: &[Child]) -> Json {
    let mut inputs = Vec::new();
    for child in children {
        let at = child.table.0 as usize;
        let (Some(table), Some(data)) = (report.plan.tables.get(at), report.results.tables.get(at)) else { continue };
        let rows = child.rows.get(person as usize).into_iter().flatten().map(|row| {
            let key = data.keys.get(*row as usize).map_or(Json::Null, |key| Json::Text(key.to_string()));
            let mut object = vec![("key".to_string(), key)];
            object.extend(named(report, child.table, *row, &child.values).whole());
            Json::Object(object)
        });
        inputs.push((table.name.clone(), Json::List(rows.collect())));
    }
    Json::Object(inputs)
}

/// A value as JSON: percents as ratios, dates as text, paid money with the places it is paid in.
pub fn scalar(report: &Report<'_>, value: &Value, role: Role) -> Json {
    match value {
        Value::Number(number) => Json::Number(digits(report, number, role)),
        Value::Text(text) => Json::Text(text.to_string()),
        Value::Date(date) => Json::Text(date.to_string()),
        Value::Flag(flag) => Json::Flag(*flag),
    }
}

/// All digits where they end, paid money at its places, else 28 significant digits.
pub fn digits(report: &Report<'_>, number: &Number, role: Role) -> String {
    digits_of(number, Some(role), report.money_places())
}

fn digits_of(number: &Number, role: Option<Role>, money_places: u32) -> String {
    let paid = matches!(role, Some(Role::Payout | Role::PayoutTotal));
    if paid && number.places().is_some_and(|places| places <= money_places) {
        return number.fixed_text(money_places);
    }
    number.terminating_text().unwrap_or_else(|| number.significant_text(DIGITS))
}

/// Why there is no value, in one stable English phrase for programs.
pub fn reason(report: &Report<'_>, slot: &Slot) -> String {
    match slot {
        Slot::Value(_) => String::new(),
        Slot::Missing(cell) => match cell_place(report, *cell) {
            Some(place) => format!("missing: {place}"),
            None => "missing".to_string(),
        },
        Slot::NotApplicable(_) => "not applicable".to_string(),
        Slot::Fault(fault) => report.fault(*fault).map_or("error".to_string(), |fault| format!("error {}", fault.code)),
    }
}

fn cell_place(report: &Report<'_>, cell: CellRef) -> Option<String> {
    let data = report.results.tables.get(cell.table.0 as usize)?;
    let (file, line) = data.place(cell.row)?;
    let header = &super::model::column_of(report.def(cell.column)?)?.header;
    Some(format!("{file}, row {line}, column \"{header}\""))
}

/// A message as an object with both languages.
pub fn diagnostic(diagnostic: &Diagnostic, report: &Report<'_>) -> Json {
    Json::Raw(render::to_json(diagnostic, report.sources).to_string())
}
