//! Same inputs, same pay: people of whom the data say the same must have the same results.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::table::Slot;
use crate::plan::ir::{Body, DefId, Group, Kind, PEOPLE, Plan, Role, TableId, walk};
use crate::report::Report;
use crate::value::Value;

/// Two people with the same inputs and other results.
#[derive(Clone, PartialEq, Debug)]
pub struct Unequal {
    pub one: u32,
    pub two: u32,
    /// The result that is another.
    pub result: DefId,
    pub why: Why,
}

/// What makes the difference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The number of an approved exception.
    Exception(usize),
    /// The first value on the way that is not alike.
    Value(DefId),
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Equality {
    /// How many people were compared: those who could be computed, and whose results rest on nothing but what the data say of them.
    pub compared: usize,
    /// How many of them somebody else has the same inputs as.
    pub alike: usize,
    pub unequal: Vec<Unequal>,
}

/// What results rest on.
#[derive(Default)]
struct Basis {
    defs: BTreeSet<DefId>,
    columns: BTreeSet<DefId>,
    children: BTreeSet<TableId>,
    /// Values that look at earlier periods: what they came to is an input of this one.
    earlier: BTreeSet<DefId>,
    reports: bool,
}

/// A child input: the columns that results rest on, and the rows of everybody.
struct Child {
    columns: Vec<DefId>,
    rows: Vec<Vec<u32>>,
}

pub fn equality(report: &Report<'_>) -> Equality {
    let plan = report.plan;
    let results = outcomes(plan);
    let basis = basis(plan, &results);
    let mut same: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let managers = managers(report, &basis);
    let rows = children(report, &basis);
    for row in report.rows().filter(|row| !managers.contains(report.key(*row))) {
        if let Some(signature) = signature(report, &basis, (&rows, row)) {
            same.entry(signature).or_default().push(row);
        }
    }
    let mut found = Equality::default();
    for rows in same.values() {
        found.compared = found.compared.saturating_add(rows.len());
        let [first, others @ ..] = rows.as_slice() else { continue };
        if others.is_empty() {
            continue;
        }
        found.alike = found.alike.saturating_add(rows.len());
        found.unequal.extend(others.iter().filter_map(|other| unequal(report, &basis, &results, (*first, *other))));
    }
    found.unequal.sort_by_key(|unequal| (unequal.one, unequal.two));
    found
}

/// What people get: pay, score, grade.
fn outcomes(plan: &Plan) -> Vec<DefId> {
    let total = plan.payout_total.filter(|_| !plan.payouts.is_empty());
    total.into_iter().chain(plan.payouts.iter().copied()).chain(plan.score).chain(plan.grade).collect()
}

fn basis(plan: &Plan, results: &[DefId]) -> Basis {
    let mut basis = Basis::default();
    let mut open = results.to_vec();
    while let Some(id) = open.pop() {
        if !basis.defs.insert(id) {
            continue;
        }
        let Some(def) = plan.defs.get(id.0 as usize) else { continue };
        match &def.body {
            Body::Column(_) => {
                basis.columns.insert(id);
                if def.table != PEOPLE {
                    basis.children.insert(def.table);
                }
            }
            Body::Expr(body) => {
                for expr in walk::all(body) {
                    open.extend(walk::defs_of(expr));
                    if walk::earlier_of(expr).is_some() {
                        basis.earlier.insert(id);
                    }
                    if let Kind::Employed(_) = &expr.kind
                        && let Some(employed) = plan.tables.first().and_then(|people| people.employed.as_ref())
                    {
                        open.extend([employed.from].into_iter().chain(employed.to));
                    }
                    for group in walk::groups_of(expr) {
                        match group {
                            Group::Child(table) => drop(basis.children.insert(table)),
                            Group::Reports { .. } => basis.reports = true,
                            Group::Same(_) | Group::Everyone => {}
                        }
                    }
                }
            }
        }
    }
    basis
}

/// Whoever is named as somebody's manager has results that rest on others, where the plan sums over reports.
fn managers<'a>(report: &Report<'a>, basis: &Basis) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    if !basis.reports {
        return found;
    }
    let persons = basis.columns.iter().copied().filter(|column| report.def(*column).is_some_and(|def| def.table == PEOPLE));
    for column in persons {
        found.extend(report.rows().filter_map(|row| text(report.slot(column, row)?)));
    }
    found
}

fn text(slot: &Slot) -> Option<&str> {
    match slot {
        Slot::Value(Value::Text(text)) => Some(text),
        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
    }
}

/// For each child input that results rest on: its columns that do, and the rows of everybody.
fn children(report: &Report<'_>, basis: &Basis) -> Vec<Child> {
    let own = |table: TableId| {
        let declared = report.plan.tables.get(table.0 as usize);
        let is_own = |column: &DefId| report.def(*column).is_some_and(|def| def.table == table);
        let says_who = |column: &DefId| declared.is_some_and(|declared| declared.parent_key == Some(*column) || declared.key == *column);
        basis.columns.iter().copied().filter(|column| is_own(column) && !says_who(column)).collect()
    };
    basis.children.iter().map(|table| Child { columns: own(*table), rows: report.rows_by_person(*table) }).collect()
}

/// Everything that the results of a person rest on, as one text; none where something of it is faulty.
fn signature(report: &Report<'_>, basis: &Basis, (children, row): (&[Child], u32)) -> Option<String> {
    let mut out = String::new();
    let own = basis.columns.iter().chain(&basis.earlier).filter(|def| report.def(**def).is_some_and(|def| def.table == PEOPLE));
    for def in own {
        out.push_str(&said(report.slot(*def, row)?)?);
        out.push('\u{1f}');
    }
    for Child { columns, rows } in children {
        let mut lines: Vec<String> = Vec::new();
        for child in rows.get(row as usize).into_iter().flatten() {
            let cells: Option<Vec<String>> = columns.iter().map(|column| said(report.slot(*column, *child)?)).collect();
            lines.push(cells?.join("\u{1f}"));
        }
        lines.sort_unstable();
        out.push_str(&lines.join("\u{1d}"));
        out.push('\u{1e}');
    }
    Some(out)
}

fn said(slot: &Slot) -> Option<String> {
    match slot {
        Slot::Value(Value::Number(number)) => Some(number.exact_text()),
        Slot::Value(Value::Text(text)) => Some(format!("“{text}”")),
        Slot::Value(Value::Date(date)) => Some(date.to_string()),
        Slot::Value(Value::Flag(flag)) => Some(flag.to_string()),
        Slot::Missing(_) => Some("-".to_string()),
        Slot::NotApplicable(_) => Some("/".to_string()),
        Slot::Fault(_) => None,
    }
}

fn unequal(report: &Report<'_>, basis: &Basis, results: &[DefId], (one, two): (u32, u32)) -> Option<Unequal> {
    let apart = |def: DefId| {
        let (one, two) = (report.slot(def, one).and_then(said), report.slot(def, two).and_then(said));
        one.zip(two).is_some_and(|(one, two)| one != two)
    };
    let result = results.iter().copied().find(|result| apart(*result))?;
    let own = |id: &DefId| basis.defs.contains(id) && report.def(*id).is_some_and(|def| def.table == PEOPLE && def.role != Role::Covered);
    let first = report.plan.order.iter().copied().find(|id| own(id) && apart(*id)).unwrap_or(result);
    let excepted = report.results.excepted.iter().find(|excepted| excepted.def == first && (excepted.row == one || excepted.row == two));
    let why = excepted.map_or(Why::Value(first), |excepted| Why::Exception(excepted.exception));
    Some(Unequal { one, two, result, why })
}
