//! What CSV, NDJSON and workbooks print: columns under headings and rows of cells that still know what they are.

use super::json;
use super::model::{Report, bare_name, spoken};
use super::{excepted, true_up};
use crate::diagnostic::Text;
use crate::engine::table::{FaultId, Slot};
use crate::plan::ir::{DefId, Role, TableId};
use crate::value::{Date, Number, Type, Value};

/// One cell.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Cell {
    #[default]
    Blank,
    Text(String),
    /// A number in the digits that JSON prints, and what it is.
    Number {
        digits: String,
        ty: Type,
    },
    Date(Date),
    Flag(bool),
}

impl Cell {
    pub fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Blank } else { Cell::Text(text.to_string()) }
    }

    /// A number that results hold for a value of this type and role.
    pub fn number(report: &Report<'_>, number: &Number, (ty, role): (Type, Role)) -> Cell {
        Cell::Number { digits: json::digits(report, number, role), ty }
    }

    /// What a row holds for a definition; blank where that is no value.
    fn of(report: &Report<'_>, id: DefId, row: u32) -> Cell {
        let (ty, role) = report.def(id).map_or((Type::Text, Role::Let), |def| (def.ty, def.role));
        match report.slot(id, row) {
            Some(Slot::Value(Value::Number(number))) => Cell::number(report, number, (ty, role)),
            Some(Slot::Value(Value::Text(text))) => Cell::text(text),
            Some(Slot::Value(Value::Date(date))) => Cell::Date(*date),
            Some(Slot::Value(Value::Flag(flag))) => Cell::Flag(*flag),
            Some(Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => Cell::Blank,
        }
    }
}

/// Whether each row says its period.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Periods {
    One,
    Several,
}

/// Rows under headings. The English headings are those of CSV; a Chinese one has the Chinese words of the language.
pub struct Grid<'a> {
    pub headings: Vec<Text>,
    pub rows: Box<dyn Iterator<Item = Vec<Cell>> + 'a>,
}

/// One person a row: the key, the name where there is one, every named value, what a true-up compares, the exceptions and the codes of
/// the errors. A value that only some of the periods have is blank in the others.
pub fn people<'a>(reports: &'a [Report<'a>], periods: Periods) -> Grid<'a> {
    joined(reports.iter().map(|report| (report, of_people(report))).collect(), periods)
}

/// One row of a child input a row, under its person, with what JSON prints of it. Nothing where no plan has the input.
pub fn children<'a>(reports: &'a [Report<'a>], input: &str, periods: Periods) -> Option<Grid<'a>> {
    let part = |report: &'a Report<'a>| {
        let at = report.plan.tables.iter().position(|table| table.name == input).filter(|at| *at > 0)?;
        Some((report, of_rows(report, TableId(u32::try_from(at).ok()?))))
    };
    let parts: Vec<(&Report<'_>, Grid<'_>)> = reports.iter().filter_map(part).collect();
    (!parts.is_empty()).then(|| joined(parts, periods))
}

/// The names of the child inputs, in the order of the first plan that has them.
pub fn inputs<'a>(reports: &'a [Report<'a>]) -> Vec<&'a str> {
    let mut names: Vec<&str> = Vec::new();
    for table in reports.iter().flat_map(|report| report.plan.tables.iter().skip(1)) {
        if !names.contains(&table.name.as_str()) {
            names.push(&table.name);
        }
    }
    names
}

/// The name of a column of Merit's own; where a value of the plan has that name, with an underscore behind it.
pub fn own_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut own = name.to_string();
    while taken(&own) {
        own.push('_');
    }
    own
}

fn own_heading((en, zh): (&str, &str), headings: &[Text]) -> Text {
    let taken = |of: fn(&Text) -> &str| move |name: &str| headings.iter().any(|heading| of(heading) == name);
    Text::new(own_name(en, taken(|heading| &heading.en)), own_name(zh, taken(|heading| &heading.zh)))
}

fn of_people<'a>(report: &'a Report<'a>) -> Grid<'a> {
    let shown: Vec<DefId> = report.name_column().into_iter().chain(report.named_values()).collect();
    let key = report.plan.tables.first().and_then(|people| report.def(people.key)).map_or("key", |def| def.name.as_str());
    let mut headings = vec![Text::same(key)];
    headings.extend(shown.iter().filter_map(|id| report.def(*id)).map(spoken));
    headings.extend(true_up::headings(report));
    let has_exceptions = !report.plan.exceptions.is_empty();
    if has_exceptions {
        headings.push(own_heading(("exceptions", "特批"), &headings));
    }
    headings.push(own_heading(("errors", "错误"), &headings));
    let faults = report.faults_by_person();
    let rows = report.rows().map(move |row| {
        let mut cells = vec![Cell::text(report.key(row))];
        cells.extend(shown.iter().map(|id| Cell::of(report, *id, row)));
        cells.extend(true_up::cells(report, row));
        if has_exceptions {
            cells.push(Cell::text(&excepted::cell(report, row)));
        }
        cells.push(Cell::text(&codes(report, faults.get(row as usize).into_iter().flatten())));
        cells
    });
    Grid { headings, rows: Box::new(rows) }
}

fn codes<'f>(report: &Report<'_>, faults: impl Iterator<Item = &'f FaultId>) -> String {
    faults.filter_map(|fault| report.fault(*fault)).map(|fault| fault.code).collect::<Vec<&str>>().join(" ")
}

fn of_rows<'a>(report: &'a Report<'a>, table: TableId) -> Grid<'a> {
    let values = report.row_values(table);
    let input = report.plan.tables.get(table.0 as usize);
    let name = input.map_or("", |input| input.name.as_str());
    let mut headings: Vec<Text> = values
        .iter()
        .filter_map(|id| report.def(*id))
        .map(|def| {
            let spoken = spoken(def);
            Text::new(bare_name(def, name), spoken.zh.strip_prefix(&format!("{name}.")).unwrap_or(&spoken.zh))
        })
        .collect();
    // A row that is credited to people does not say itself whose it is.
    let says_whose = input.is_some_and(|input| input.parent_key.is_some());
    if !says_whose {
        headings.insert(0, own_heading(("person", "人员"), &headings));
    }
    let owned = report.rows_by_person(table).into_iter().enumerate();
    let owned = owned.flat_map(|(person, rows)| rows.into_iter().map(move |row| (u32::try_from(person).unwrap_or(u32::MAX), row)));
    let rows = owned.map(move |(person, row)| {
        let whose = (!says_whose).then(|| Cell::text(report.key(person)));
        whose.into_iter().chain(values.iter().map(|id| Cell::of(report, *id, row))).collect()
    });
    Grid { headings, rows: Box::new(rows) }
}

/// The rows of all periods under the headings of all of them, each at the place that its own period gives it.
fn joined<'a>(parts: Vec<(&'a Report<'a>, Grid<'a>)>, periods: Periods) -> Grid<'a> {
    let mut headings: Vec<Text> = Vec::new();
    for (_, part) in &parts {
        let mut at = 0_usize;
        for heading in &part.headings {
            match headings.iter().position(|known| known.en == heading.en) {
                Some(known) => at = known.saturating_add(1),
                None => {
                    headings.insert(at, heading.clone());
                    at = at.saturating_add(1);
                }
            }
        }
    }
    let period = own_heading(("period", "周期"), &headings);
    let all = headings.clone();
    let rows = parts.into_iter().flat_map(move |(report, part)| {
        let places: Vec<Option<usize>> = all.iter().map(|heading| part.headings.iter().position(|own| own.en == heading.en)).collect();
        let period = (periods == Periods::Several).then(|| Cell::Text(report.results.period.to_string()));
        part.rows.map(move |mut cells| {
            let own = places.iter().map(|place| place.and_then(|place| cells.get_mut(place)).map(std::mem::take).unwrap_or_default());
            period.iter().cloned().chain(own).collect()
        })
    });
    if periods == Periods::Several {
        headings.insert(0, period);
    }
    Grid { headings, rows: Box::new(rows) }
}
