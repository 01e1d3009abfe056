//! A policy, a few rows, and the values by name.

use std::sync::Arc;

use crate::engine::table::{CellRef, Dataset, Files, LookupData, LookupDataRow, Slot, Table};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate};
use crate::plan::ir::{Body, DefId, LookupBody, PEOPLE, Plan, Presence, TableId};
use crate::source::{SourceFile, Sources};
use crate::value::{Date, Number, Period, Type, Value};

pub struct World {
    pub plan: Plan,
    pub data: Dataset,
    pub period: Period,
}

pub struct Outcome {
    pub plan: Plan,
    pub results: Results,
}

/// A policy with the usual header, for the first quarter of 2026.
pub fn policy(body: &str) -> World {
    let header = "policy \"Sample\" {\n  period quarter\n  currency CNY\n  effective 2025-01-01 to 2027-12-31\n  rounding money half up to 0.01\n}\n";
    let text = format!("{header}{body}\n");
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("sample.merit", text.as_str()));
    let (ast, mut problems) = crate::syntax::parse(file, &text);
    let (plan, more) = crate::plan::plan(&[ast], &sources);
    problems.extend(more);
    problems.retain(|problem| problem.is_error());
    assert!(problems.is_empty(), "{:#?}", problems.iter().map(|problem| (problem.code, &problem.message.en)).collect::<Vec<_>>());
    let plan = plan.unwrap();
    let tables = (0_u32..).zip(&plan.tables).map(|(_, table)| Table {
        files: Files::one(format!("{}.csv", table.name)),
        columns: (0..plan.defs.len()).map(|at| table.columns.iter().any(|def| def.0 as usize == at).then(Vec::new)).collect(),
        ..Table::default()
    });
    let lookups = plan.lookups.iter().map(|lookup| match lookup.body {
        LookupBody::Rows(_) => None,
        LookupBody::Data => Some(LookupData { files: Files::one(format!("{}.csv", lookup.name)), rows: Vec::new() }),
    });
    let data = Dataset { tables: tables.collect(), lookups: lookups.collect(), faults: Vec::new(), remarks: Vec::new() };
    World { plan, data, period: Period::parse("2026-Q1").unwrap() }
}

fn read(text: &str, ty: Type) -> Value {
    match ty {
        Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days => match text.strip_suffix('%') {
            Some(points) => Value::Number(Number::parse_exact(points).unwrap().div(&Number::from_i64(100)).unwrap()),
            None => Value::Number(Number::parse_exact(text).unwrap()),
        },
        Type::Date => Value::Date(Date::parse(text).unwrap()),
        Type::Text | Type::Choice(_) => Value::Text(text.into()),
        Type::Flag => Value::Flag(text == "yes"),
    }
}

impl World {
    pub fn period(mut self, text: &str) -> World {
        self.period = Period::parse(text).unwrap();
        self
    }

    fn add(&mut self, id: TableId, key: &str, parent: Option<&str>, cells: &[(&str, &str)]) {
        let plan = &self.plan;
        let shape = &plan.tables[id.0 as usize];
        let table = &mut self.data.tables[id.0 as usize];
        let row = u32::try_from(table.keys.len()).unwrap();
        for (name, _) in cells {
            assert!(shape.columns.iter().any(|def| bare(plan, *def) == *name), "no column {name}");
        }
        for def in &shape.columns {
            let declared = &plan.defs[def.0 as usize];
            let said = cells.iter().find(|(name, _)| *name == bare(plan, *def)).map(|(_, text)| read(text, declared.ty));
            let value = match (said, &declared.body) {
                (Some(value), _) => Some(value),
                (None, _) if *def == shape.key => Some(Value::Text(key.into())),
                (None, _) if Some(*def) == shape.parent_key => parent.map(|parent| Value::Text(parent.into())),
                (None, Body::Column(column)) => match &column.presence {
                    Presence::Default(value) => Some(value.clone()),
                    Presence::Required | Presence::Optional => None,
                },
                (None, Body::Expr(_)) => None,
            };
            let slot = value.map_or(Slot::Missing(CellRef { table: id, row, column: *def }), Slot::Value);
            table.columns[def.0 as usize].as_mut().unwrap().push(slot);
        }
        table.keys.push(key.into());
        table.lines.push(u64::from(row) + 2);
        table.row_faults.push(None);
    }

    pub fn person(mut self, key: &str, cells: &[(&str, &str)]) -> World {
        self.add(PEOPLE, key, None, cells);
        self
    }

    pub fn row(mut self, table: &str, key: &str, parent: &str, cells: &[(&str, &str)]) -> World {
        let at = self.plan.tables.iter().position(|other| other.name == table).unwrap();
        self.add(TableId(u32::try_from(at).unwrap()), key, Some(parent), cells);
        let person = self.data.tables[0].keys.iter().position(|other| other.as_ref() == parent).unwrap();
        self.data.tables[at].parents.push(u32::try_from(person).unwrap());
        self
    }

    pub fn listed(mut self, keys: &[&str], value: &str) -> World {
        let lookup = &self.plan.lookups[0];
        let keys = keys.iter().map(|key| Value::Text(Arc::from(*key))).collect();
        let value = Slot::Value(read(value, lookup.ty));
        let data = self.data.lookups[0].as_mut().unwrap();
        let line = u64::try_from(data.rows.len()).unwrap() + 2;
        data.rows.push(LookupDataRow { keys, value, line });
        self
    }

    pub fn run(self) -> Outcome {
        self.watched(Watch::Nothing)
    }

    pub fn watched(self, watch: Watch) -> Outcome {
        let results = evaluate(&self.plan, self.data, self.period, watch);
        Outcome { plan: self.plan, results }
    }
}

fn bare(plan: &Plan, def: DefId) -> &str {
    let name = plan.defs[def.0 as usize].name.as_str();
    name.rsplit('.').next().unwrap_or(name)
}

impl Outcome {
    pub fn def(&self, name: &str) -> DefId {
        let at = self.plan.defs.iter().position(|def| def.name == name);
        DefId(u32::try_from(at.unwrap_or_else(|| panic!("no {name}"))).unwrap())
    }

    /// The value as exact digits; `missing`, `n/a`, or the code of the fault.
    pub fn get(&self, key: &str, name: &str) -> String {
        let def = self.def(name);
        let table = &self.results.tables[self.plan.defs[def.0 as usize].table.0 as usize];
        let row = table.keys.iter().position(|other| other.as_ref() == key).unwrap();
        match table.slot(def, u32::try_from(row).unwrap()).unwrap() {
            Slot::Value(Value::Number(number)) => number.exact_text(),
            Slot::Value(Value::Text(text)) => text.to_string(),
            Slot::Value(Value::Date(date)) => date.to_string(),
            Slot::Value(Value::Flag(flag)) => if *flag { "yes" } else { "no" }.to_string(),
            Slot::Missing(_) => "missing".to_string(),
            Slot::NotApplicable(_) => "n/a".to_string(),
            Slot::Fault(id) => self.results.faults[id.0 as usize].code.to_string(),
        }
    }

    pub fn all(&self, keys: &[&str], name: &str) -> Vec<String> {
        keys.iter().map(|key| self.get(key, name)).collect()
    }

    pub fn codes(&self) -> Vec<&str> {
        self.results.faults.iter().map(|fault| fault.code).collect()
    }
}

/// One person E1 and a `let x = …`: its value.
pub fn value_of(columns: &str, cells: &[(&str, &str)], expression: &str) -> String {
    one(columns, cells, &format!("let x = {expression}")).get("E1", "x")
}

/// One person E1 with some columns and clauses.
pub fn one(columns: &str, cells: &[(&str, &str)], clauses: &str) -> Outcome {
    policy(&format!("input people by id {{\n{columns}\n}}\n{clauses}")).person("E1", cells).run()
}
