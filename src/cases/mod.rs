//! A policy's own examples: one person each, run by the same engine, compared exactly.

pub mod coverage;
mod differs;
mod figures;
mod problems;
pub mod snapshot;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Language, Text};
use crate::engine::past::{Layer, Past, Was};
use crate::engine::table::{CellRef, Dataset, FaultId, LookupData, Slot, Table};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after};
use crate::plan::ir::{Body, Def, DefId, Example, Expect, LookupBody, PEOPLE, Plan, Presence, TableId};
use crate::source::Span;
use crate::value::{Period, Value};
use differs::Difference;

/// The key of the one person of an example.
const KEY: &str = "example";

/// Whether an example holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Holds,
    Fails,
}

/// One example and what came of it.
#[derive(Clone, Debug)]
pub struct Case {
    /// With the row where it is one of a table.
    pub title: Text,
    pub verdict: Verdict,
    /// A message for everything that does not hold; what may only follow from another is told with that.
    pub findings: Vec<Diagnostic>,
}

/// Runs every example of a plan, in the order of the text.
pub fn run(plan: &Plan) -> Vec<Case> {
    plan.examples.iter().map(|example| case(plan, example)).collect()
}

/// Whether an example of a plan holds.
pub fn holds(plan: &Plan, example: &Example) -> bool {
    case(plan, example).verdict == Verdict::Holds
}

/// Runs one example.
pub fn case(plan: &Plan, example: &Example) -> Case {
    let results = computed(plan, example, Watch::Nothing);
    // What is found, with the number of the expectation that it is about.
    let mut found: Vec<(usize, Diagnostic)> = Vec::new();
    let mut told: Vec<(FaultId, usize)> = Vec::new();
    let mut differences = Vec::new();
    for (at, expect) in example.expect.iter().enumerate() {
        if let Some((fault, name, span)) = faulty(plan, &results, expect) {
            // One cause is one message, whatever number of expectations it stops.
            if let Some((_, finding)) = told.iter().find(|(other, _)| *other == fault).and_then(|(_, at)| found.get_mut(*at)) {
                problems::stops_too(finding, &name, span);
                continue;
            }
            told.push((fault, found.len()));
        }
        match judge(plan, example, &results, (at, expect)) {
            Judged::Holds => {}
            Judged::Differs(difference) => differences.push(difference),
            Judged::Fails(problem) => found.push((at, *problem)),
        }
    }
    found.extend(differs::told(plan, example, differences));
    found.sort_by_key(|(at, _)| *at);
    let mut findings: Vec<Diagnostic> = found.into_iter().map(|(_, problem)| problem).collect();
    if example.row.is_some() {
        findings.iter_mut().for_each(|finding| problems::of_row(finding, example.span));
    }
    let verdict = if findings.is_empty() { Verdict::Holds } else { Verdict::Fails };
    Case { title: example.spoken(), verdict, findings }
}

/// What a plan makes of an example.
pub fn computed(plan: &Plan, example: &Example, watch: Watch) -> Results {
    evaluate_after(plan, dataset(plan, example), example.period, &Arc::new(past(plan, example)), watch)
}

/// The data of an example: one person with the rows given, as files would hold them.
pub fn dataset(plan: &Plan, example: &Example) -> Dataset {
    let mut tables: Vec<Table> =
        (0..plan.tables.len()).map(|at| empty(plan, example, TableId(u32::try_from(at).unwrap_or(u32::MAX)))).collect();
    for (at, table) in tables.iter_mut().enumerate() {
        let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
        if id == PEOPLE {
            add_row(plan, table, id, KEY, &example.person);
            // The cells of a row of a table are shown as those of that row.
            if let (Some(number), Some(line)) = (example.row, table.lines.last_mut()) {
                *line = u64::from(number.row);
            }
            continue;
        }
        let own = example.rows.iter().filter(|(table, _)| *table == id).map(|(_, given)| given);
        for (number, given) in own.enumerate() {
            if in_period(plan, id, given, example.period) {
                add_row(plan, table, id, &format!("{} {}", table_name(plan, id), number.saturating_add(1)), given);
                table.parents.push(0);
            }
        }
    }
    let lookups = plan.lookups.iter().map(|lookup| match lookup.body {
        LookupBody::Rows(_) => None,
        LookupBody::Data => Some(LookupData { file: Arc::from(example.title.as_str()), rows: Vec::new() }),
    });
    Dataset { tables, lookups: lookups.collect(), faults: Vec::new(), remarks: Vec::new() }
}

/// What came before an example: what it says of earlier periods, and nothing else.
pub fn past(plan: &Plan, example: &Example) -> Past {
    let mut past = Past::nothing();
    for (period, values) in &example.earlier {
        let mut known: BTreeMap<String, Vec<Was>> = BTreeMap::new();
        for def in plan.looked_back_at().into_iter().filter_map(|id| plan.defs.get(id.0 as usize)) {
            known.insert(def.name.clone(), vec![Was::NotApplicable]);
        }
        for (id, value) in values {
            if let Some(def) = plan.defs.get(id.0 as usize) {
                known.insert(def.name.clone(), vec![Was::Value(value.clone())]);
            }
        }
        past.add(*period, Layer::new([key_of(plan, example)], known));
    }
    past
}

/// The key of an example's person.
fn key_of(plan: &Plan, example: &Example) -> Arc<str> {
    let key = plan.tables.first().map(|people| people.key);
    let said = example.person.iter().find(|(def, _)| Some(*def) == key).map(|(_, value)| value);
    match said {
        Some(Value::Text(text)) => Arc::clone(text),
        Some(Value::Number(_) | Value::Date(_) | Value::Flag(_)) | None => Arc::from(KEY),
    }
}

fn table_name(plan: &Plan, id: TableId) -> &str {
    plan.tables.get(id.0 as usize).map_or("", |table| table.name.as_str())
}

fn empty(plan: &Plan, example: &Example, id: TableId) -> Table {
    let columns = plan.tables.get(id.0 as usize).map_or(&[][..], |table| &table.columns);
    let own = |at: usize| columns.iter().any(|def| def.0 as usize == at);
    let columns = (0..plan.defs.len()).map(|at| own(at).then(Vec::new)).collect();
    Table { file: Arc::from(example.title.as_str()), columns, ..Table::default() }
}

fn add_row(plan: &Plan, table: &mut Table, id: TableId, key: &str, given: &[(DefId, Value)]) {
    let row = u32::try_from(table.keys.len()).unwrap_or(u32::MAX);
    let Some(shape) = plan.tables.get(id.0 as usize) else { return };
    for &def in &shape.columns {
        let said = given.iter().find(|(other, _)| *other == def).map(|(_, value)| value.clone());
        let value = match said {
            Some(value) => Some(value),
            None if def == shape.key => Some(Value::Text(Arc::from(key))),
            None if Some(def) == shape.parent_key => Some(Value::Text(Arc::from(KEY))),
            None => default_of(plan, def),
        };
        let slot = value.map_or(Slot::Missing(CellRef { table: id, row, column: def }), Slot::Value);
        if let Some(column) = table.columns.get_mut(def.0 as usize).and_then(Option::as_mut) {
            column.push(slot);
        }
    }
    let said = given.iter().find(|(def, _)| *def == shape.key).map(|(_, value)| value);
    let key = match said {
        Some(Value::Text(text)) => Arc::clone(text),
        Some(Value::Number(_) | Value::Date(_) | Value::Flag(_)) | None => Arc::from(key),
    };
    table.keys.push(key);
    table.lines.push(u64::from(row).saturating_add(1));
    table.row_faults.push(None);
}

fn default_of(plan: &Plan, def: DefId) -> Option<Value> {
    match &plan.defs.get(def.0 as usize)?.body {
        Body::Column(column) => match &column.presence {
            Presence::Default(value) => Some(value.clone()),
            Presence::Required | Presence::Optional => None,
        },
        Body::Expr(_) => None,
    }
}

/// A dated row without its date, or with one of another period, is not of this period.
fn in_period(plan: &Plan, id: TableId, given: &[(DefId, Value)], period: Period) -> bool {
    let Some(dated) = plan.tables.get(id.0 as usize).and_then(|table| table.dated) else { return true };
    match given.iter().find(|(def, _)| *def == dated).map(|(_, value)| value.clone()).or_else(|| default_of(plan, dated)) {
        Some(Value::Date(date)) => period.contains(date),
        Some(Value::Number(_) | Value::Text(_) | Value::Flag(_)) | None => false,
    }
}

/// The fault that stands where a value is expected.
fn faulty(plan: &Plan, results: &Results, expect: &Expect) -> Option<(FaultId, Text, Span)> {
    let Expect::Value { def, span, .. } = expect else { return None };
    match results.tables.first()?.slot(*def, 0)? {
        Slot::Fault(fault) => Some((*fault, spoken(plan.defs.get(def.0 as usize)?), *span)),
        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => None,
    }
}

/// What becomes of one expectation.
enum Judged {
    Holds,
    Differs(Difference),
    Fails(Box<Diagnostic>),
}

impl From<Option<Diagnostic>> for Judged {
    fn from(problem: Option<Diagnostic>) -> Judged {
        problem.map_or(Judged::Holds, |problem| Judged::Fails(Box::new(problem)))
    }
}

fn judge(plan: &Plan, example: &Example, results: &Results, (at, expect): (usize, &Expect)) -> Judged {
    let (def, value, span) = match expect {
        Expect::Error { code, span } => return Judged::from(judge_error(results, code, *span)),
        Expect::Value { def, value, span } => (*def, value, *span),
    };
    let Some(name) = plan.defs.get(def.0 as usize).map(spoken) else { return Judged::Holds };
    let problem = match results.tables.first().and_then(|people| people.slot(def, 0)) {
        Some(Slot::Value(got)) if got == value => None,
        Some(Slot::Value(got)) => {
            return Difference::new(plan, results, at, (def, span), (value, got)).map_or(Judged::Holds, Judged::Differs);
        }
        Some(Slot::Missing(cell)) => {
            let column = plan.defs.get(cell.column.0 as usize).map_or("", |column| column.name.as_str());
            Some(problems::missing(&name, column, span))
        }
        Some(Slot::NotApplicable(_)) | None => Some(problems::not_applicable(&name, span)),
        Some(Slot::Fault(fault)) => {
            let fault = results.faults.get(fault.0 as usize);
            fault.map(|fault| problems::not_computed(&name, fault, &not_given(plan, example, fault), span))
        }
    };
    Judged::from(problem)
}

fn judge_error(results: &Results, code: &str, span: Span) -> Option<Diagnostic> {
    if results.faults.iter().any(|fault| fault.code == code) {
        return None;
    }
    match results.faults.first() {
        Some(other) => Some(problems::other_error(code, other, span)),
        None => Some(problems::no_error(code, span)),
    }
}

/// Names of the columns that a fault is about and that the example does not give.
fn not_given(plan: &Plan, example: &Example, fault: &Diagnostic) -> Vec<String> {
    let about = |def: &Def| match &def.body {
        Body::Column(column) => {
            let header = column.header.as_str();
            fault.places.iter().any(|place| place.column.as_deref() == Some(header) && place.cell.as_deref().is_none_or(str::is_empty))
        }
        Body::Expr(_) => false,
    };
    let given = |id: DefId| example.person.iter().any(|(def, _)| *def == id);
    let people = plan.tables.first().map_or(&[][..], |people| &people.columns);
    let missing = people.iter().filter(|id| !given(**id)).filter_map(|id| plan.defs.get(id.0 as usize));
    missing.filter(|def| about(def)).map(|def| def.name.clone()).collect()
}

fn spoken(def: &Def) -> Text {
    Text::new(def.spoken(Language::English), def.spoken(Language::Chinese))
}
