//! The report model: which people and which values a report shows, in which order, and what each cell holds.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Language, Text};
use crate::engine::Results;
use crate::engine::table::{FaultId, Slot, Table};
use crate::plan::ir::{Body, Column, Def, DefId, PEOPLE, Plan, Role, TableId};
use crate::source::Sources;
use crate::value::show;
use crate::value::{Number, Type, Value};

/// Decimal places of money where the policy names no rounding.
const MONEY_PLACES: u32 = 2;

/// A plan, what a run of it made, and the texts its messages point into.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    pub plan: &'a Plan,
    pub results: &'a Results,
    pub sources: &'a Sources,
}

impl<'a> Report<'a> {
    /// The rows of the population; `None` only where the results are not of this plan.
    pub fn people(&self) -> Option<&'a Table> {
        self.results.tables.first()
    }

    /// Row numbers of the population, in its order.
    pub fn rows(&self) -> std::ops::Range<u32> {
        0..self.people().map_or(0, |people| u32::try_from(people.len()).unwrap_or(u32::MAX))
    }

    /// The key of a person, empty where there is no such row.
    pub fn key(&self, row: u32) -> &'a str {
        self.people().and_then(|people| people.keys.get(row as usize)).map_or("", |key| key)
    }

    pub fn def(&self, def: DefId) -> Option<&'a Def> {
        self.plan.defs.get(def.0 as usize)
    }

    pub fn slot(&self, def: DefId, row: u32) -> Option<&'a Slot> {
        let table = self.def(def)?.table;
        self.results.tables.get(table.0 as usize)?.slot(def, row)
    }

    /// The number a definition has for a person; `None` where it has none.
    pub fn number(&self, def: DefId, row: u32) -> Option<&'a Number> {
        match self.slot(def, row)? {
            Slot::Value(Value::Number(number)) => Some(number),
            Slot::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => {
                None
            }
        }
    }

    pub fn fault(&self, fault: FaultId) -> Option<&'a Diagnostic> {
        self.results.faults.get(fault.0 as usize)
    }

    /// Decimal places paid money has.
    pub fn money_places(&self) -> u32 {
        money_places(self.plan)
    }

    /// The text column that holds the name of a person, where the plan has one.
    pub fn name_column(&self) -> Option<DefId> {
        name_column(self.plan)
    }

    /// The name of a person, where the plan has a column of names and its cell is not blank.
    pub fn person_name(&self, row: u32) -> Option<&'a str> {
        match self.slot(self.name_column()?, row)? {
            Slot::Value(Value::Text(text)) => Some(text),
            Slot::Value(Value::Number(_) | Value::Date(_) | Value::Flag(_))
            | Slot::Missing(_)
            | Slot::NotApplicable(_)
            | Slot::Fault(_) => None,
        }
    }

    /// What JSON and CSV print of a person: everything with a name that is not a column of the data. First what the policy names,
    /// the parts of a KPI together; then the score, the grade and what is paid.
    pub fn named_values(&self) -> Vec<DefId> {
        let mut defs = self.defs_where(|def| def.table == PEOPLE && place_of(def.role).is_some());
        let mut owners: Vec<&str> = Vec::new();
        for def in defs.iter().filter_map(|id| self.def(*id)) {
            if !owners.contains(&owner(def)) {
                owners.push(owner(def));
            }
        }
        let rank = |id: &DefId| {
            let def = self.def(*id)?;
            let (part, place) = place_of(def.role)?;
            let owner = owners.iter().position(|other| *other == owner(def)).filter(|_| part == Part::Named);
            Some((part, owner, place, *id))
        };
        defs.sort_by_cached_key(rank);
        defs
    }

    /// What JSON prints of a child row: its columns and its `let`s.
    pub fn row_values(&self, table: TableId) -> Vec<DefId> {
        self.defs_where(|def| def.table == table)
    }

    fn defs_where(&self, wanted: impl Fn(&Def) -> bool) -> Vec<DefId> {
        let numbered = self.plan.defs.iter().enumerate().filter(|(_, def)| wanted(def));
        numbered.map(|(at, _)| DefId(u32::try_from(at).unwrap_or(u32::MAX))).collect()
    }

    /// For every person the faults that stand in a value, a cell or a row of theirs, in rising order.
    pub fn faults_by_person(&self) -> Vec<BTreeSet<FaultId>> {
        let mut faults = vec![BTreeSet::new(); self.people().map_or(0, Table::len)];
        for (at, table) in self.results.tables.iter().enumerate() {
            let owner = |row: usize| if at == 0 { Some(row) } else { table.parents.get(row).map(|parent| *parent as usize) };
            let mut put = |row: usize, fault: FaultId| {
                if let Some(own) = owner(row).and_then(|person| faults.get_mut(person)) {
                    own.insert(fault);
                }
            };
            for (row, fault) in table.row_faults.iter().enumerate().filter_map(|(row, fault)| Some((row, (*fault)?))) {
                put(row, fault);
            }
            for column in table.columns.iter().flatten() {
                for (row, slot) in column.iter().enumerate() {
                    match slot {
                        Slot::Fault(fault) => put(row, *fault),
                        Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => {}
                    }
                }
            }
        }
        faults
    }

    /// Why some of a person's results are not there, each cause once. What people are told is no result.
    pub fn faults_of(&self, row: u32) -> Vec<&'a Diagnostic> {
        let mut found: BTreeSet<FaultId> = BTreeSet::new();
        let is_result = |role: Role| !matches!(role, Role::Told | Role::Said | Role::Figure(_) | Role::Column);
        let numbered = self.plan.defs.iter().zip(0_u32..);
        for (_, at) in numbered.filter(|(def, _)| def.table == PEOPLE && is_result(def.role)) {
            if let Some(Slot::Fault(fault)) = self.slot(DefId(at), row) {
                found.insert(*fault);
            }
        }
        found.into_iter().filter_map(|fault| self.fault(fault)).collect()
    }

    /// Faults that befell no person: rows of nobody, keys that are blank; not those that an approved value has taken the place of.
    pub fn homeless_faults(&self) -> Vec<FaultId> {
        let befell: BTreeSet<FaultId> = self.faults_by_person().into_iter().flatten().collect();
        let all = (0..self.results.faults.len()).map(|at| FaultId(u32::try_from(at).unwrap_or(u32::MAX)));
        all.filter(|fault| !befell.contains(fault) && self.fault(*fault).is_some_and(Diagnostic::is_error)).collect()
    }

    /// For every person the rows of a child input, in their order.
    pub fn rows_by_person(&self, table: TableId) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.people().map_or(0, Table::len)];
        let parents = self.results.tables.get(table.0 as usize).map_or(&[][..], |table| &table.parents);
        for (row, parent) in parents.iter().enumerate() {
            if let Some(own) = rows.get_mut(*parent as usize) {
                own.push(u32::try_from(row).unwrap_or(u32::MAX));
            }
        }
        rows
    }

    /// A value as people read it: `¥12,345.00`, `60%`, `yes`. Numbers to `places`.
    pub fn shown(&self, value: &Value, ty: Type, places: u32, language: Language) -> String {
        shown(self.plan, value, ty, places, language)
    }
}

/// A value as people read it under a plan: `¥12,345.00`, `60%`, `yes`. Numbers to `places`.
pub fn shown(plan: &Plan, value: &Value, ty: Type, places: u32, language: Language) -> String {
    match value {
        Value::Number(number) => match ty {
            Type::Money | Type::Foreign(_) => plan.show_money(number, ty, plan.places_of(ty)),
            Type::Percent => show::percent(number),
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                show::number(number, places)
            }
        },
        Value::Text(text) => crate::diagnostic::text::sanitise(text),
        Value::Date(date) => show::date(*date),
        Value::Flag(flag) => match (flag, language) {
            (true, Language::English) => "yes".to_string(),
            (false, Language::English) => "no".to_string(),
            (true, Language::Chinese) => "是".to_string(),
            (false, Language::Chinese) => "否".to_string(),
        },
    }
}

/// The text column of the population that holds the name of a person, where the plan has one.
pub fn name_column(plan: &Plan) -> Option<DefId> {
    let known = ["name", "姓名", "full_name", "员工姓名"];
    let is_name = |def: &Def| def.ty == Type::Text && known.contains(&def.name.as_str());
    let people = plan.tables.first()?;
    people.columns.iter().copied().find(|def| plan.defs.get(def.0 as usize).is_some_and(is_name))
}

/// Decimal places paid money has under a plan.
pub fn money_places(plan: &Plan) -> u32 {
    plan.rounding.as_ref().map_or(MONEY_PLACES, |rounding| rounding.unit.places().unwrap_or(MONEY_PLACES))
}

/// The named values of a person, then those of the language.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Part {
    Named,
    Result,
}

/// Where a value stands in JSON and CSV; nothing for what is not printed there.
fn place_of(role: Role) -> Option<(Part, u8)> {
    Some(match role {
        Role::Column | Role::Credit | Role::Earlier | Role::Covered | Role::Told | Role::Said | Role::Figure(_) => return None,
        Role::KpiMeasure => (Part::Named, 0),
        Role::KpiTarget => (Part::Named, 1),
        Role::KpiAttainment => (Part::Named, 2),
        Role::KpiScore => (Part::Named, 3),
        Role::KpiWeighted => (Part::Named, 4),
        Role::Let
        | Role::Carry
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Adjust => (Part::Named, 0),
        Role::Term(_) => (Part::Named, 0),
        Role::Score => (Part::Result, 0),
        Role::Grade => (Part::Result, 1),
        Role::GradeColumn => (Part::Result, 2),
        Role::Payout => (Part::Result, 3),
        Role::PayoutTotal => (Part::Result, 4),
    })
}

/// The KPI or goal a value is a part of; else its own name.
fn owner(def: &Def) -> &str {
    def.name.split_once('.').map_or(&def.name, |(owner, _)| owner)
}

/// The name of a definition in both languages.
pub fn spoken(def: &Def) -> Text {
    Text::new(def.spoken(Language::English), def.spoken(Language::Chinese))
}

/// The input column of a definition, where it is one.
pub fn column_of(def: &Def) -> Option<&Column> {
    match &def.body {
        Body::Column(column) => Some(column),
        Body::Expr(_) => None,
    }
}

/// The name of a definition without its table: `net` of `deals.net`.
pub fn bare_name<'a>(def: &'a Def, table: &str) -> &'a str {
    def.name.strip_prefix(table).and_then(|rest| rest.strip_prefix('.')).unwrap_or(&def.name)
}
