//! What a run says about an appellant: whether the clause is open to them, who their manager is, and who rated them.

use super::case::Case;
use super::judge::{Covered, Known};
use crate::engine::table::Slot;
use crate::plan::ir::{Appeal, Body, Def, DefId, Group, Kind, Open, PEOPLE, PersonColumn, TableId, walk};
use crate::report::Report;
use crate::value::Value;

/// Columns of persons with one of these names hold the manager.
const MANAGER: [&str; 8] = ["manager", "supervisor", "superior", "上级", "直属上级", "直接上级", "主管", "经理"];
/// Columns of rating rows with one of these names hold the rater.
const RATER: [&str; 6] = ["rater", "rated_by", "reviewer", "评分人", "评分人工号", "评价人"];

/// The row of the appellant; nothing where the data do not have them.
pub fn row(report: &Report<'_>, who: &str) -> Option<u32> {
    report.rows().find(|row| report.key(*row) == who)
}

/// What is known with data; the case's own words stand where the data say nothing.
pub fn known(report: &Report<'_>, clause: &Appeal, case: &Case) -> Known {
    let plain = Known::of(case, clause);
    let Some(row) = row(report, &case.who) else { return plain };
    let covered = match clause.open {
        Open::Everyone => Covered::Yes,
        Open::Those(flag, _) => match report.slot(flag, row) {
            Some(Slot::Value(Value::Flag(true))) => Covered::Yes,
            Some(Slot::Value(_) | Slot::NotApplicable(_)) => Covered::No,
            Some(Slot::Missing(_) | Slot::Fault(_)) | None => Covered::Uncomputed,
        },
    };
    // Where the data name nobody, the case may.
    let managers =
        manager_column(report).and_then(|column| text(report, column, row)).map(|key| both(report, vec![key])).or(plain.managers);
    let raters = raters(report, row).filter(|raters| !raters.is_empty()).map(|raters| both(report, raters)).or(plain.raters);
    Known { who: case.who.clone(), name: report.person_name(row).map(str::to_string), covered, managers, raters }
}

/// People by key and by name: a member of a panel may be given by either.
fn both(report: &Report<'_>, keys: Vec<String>) -> Vec<String> {
    let names: Vec<String> = keys.iter().filter_map(|key| report.person_name(row(report, key)?)).map(str::to_string).collect();
    keys.into_iter().chain(names).collect()
}

fn text(report: &Report<'_>, column: DefId, row: u32) -> Option<String> {
    if let Some(Slot::Value(Value::Text(text))) = report.slot(column, row) { Some(text.to_string()) } else { None }
}

fn own_name<'a>(def: &'a Def, table: &str) -> &'a str {
    def.name.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&def.name)
}

/// The columns of a table that name people of the population.
fn persons(report: &Report<'_>, table: TableId) -> Vec<DefId> {
    let columns = report.plan.tables.get(table.0 as usize).map_or(&[][..], |table| &table.columns);
    let names = |def: &&DefId| {
        let body = report.def(**def).map(|def| &def.body);
        matches!(body, Some(Body::Column(column)) if column.names_person == PersonColumn::Yes)
    };
    columns.iter().filter(names).copied().collect()
}

/// The column that a group of reports goes by, or one that is called manager.
fn manager_column(report: &Report<'_>) -> Option<DefId> {
    let bodies = report.plan.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    let reports = bodies.flat_map(walk::all).flat_map(walk::groups_of);
    let of_reports = reports.into_iter().find_map(|group| if let Group::Reports { column, .. } = group { Some(column) } else { None });
    let all = persons(report, PEOPLE);
    let called = |def: &&DefId| report.def(**def).is_some_and(|def| MANAGER.contains(&def.name.to_lowercase().as_str()));
    let named = all.iter().find(called).copied();
    of_reports.or(named)
}

/// Who rated the person, where rows of ratings say so.
fn raters(report: &Report<'_>, row: u32) -> Option<Vec<String>> {
    let mut found: Option<Vec<String>> = None;
    for (table, data) in rating_tables(report) {
        let Some(input) = report.plan.tables.get(table.0 as usize) else { continue };
        let is_rater = |def: &&DefId| {
            let named = report.def(**def).is_some_and(|def| RATER.contains(&own_name(def, &input.name).to_lowercase().as_str()));
            named && Some(**def) != input.parent_key
        };
        let others = persons(report, table).into_iter().filter(|def| Some(*def) != input.parent_key);
        let column = input.columns.iter().find(is_rater).copied().or_else(|| others.into_iter().next());
        let Some(column) = column else { continue };
        let raters = found.get_or_insert_with(Vec::new);
        for (_, at) in data.parents.iter().zip(0_u32..).filter(|(parent, _)| **parent == row) {
            raters.extend(text(report, column, at).filter(|key| key != report.key(row)));
        }
    }
    found
}

/// The child inputs whose rows are ratings: those that a `rated by` runs over.
fn rating_tables<'a>(report: &Report<'a>) -> Vec<(TableId, &'a crate::engine::table::Table)> {
    let mut tables: Vec<TableId> = Vec::new();
    for def in &report.plan.defs {
        let Body::Expr(body) = &def.body else { continue };
        for expr in walk::all(body) {
            if let Kind::Aggregate(aggregate) = &expr.kind
                && aggregate.rated.is_some()
                && let Group::Child(table) = aggregate.group
                && !tables.contains(&table)
            {
                tables.push(table);
            }
        }
    }
    tables.into_iter().filter_map(|table| Some((table, report.results.tables.get(table.0 as usize)?))).collect()
}
