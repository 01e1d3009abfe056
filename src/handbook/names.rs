//! What people call the names of a plan: its titles; where there is none, the name in plain words.

use std::collections::HashMap;

use super::clauses::Clauses;
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::plan::ir::{Def, Plan, Role};

/// Every name with what it is called.
#[derive(Debug, Default)]
pub(super) struct Names {
    of: HashMap<String, String>,
}

impl Names {
    pub(super) fn of(plan: &Plan, clauses: &Clauses<'_>, language: Language) -> Names {
        let mut of = HashMap::new();
        let mut add = |name: &str, title: String| {
            of.entry(name.to_string()).or_insert(title);
        };
        for def in plan.defs.iter().filter(|def| is_named(def)) {
            let called = called(plan, def, language);
            add(&def.name, called.clone());
            add(&def.spoken(Language::Chinese), called.clone());
            // Rows of a child input call their own columns without the input.
            let table = plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
            add(crate::report::model::bare_name(def, table), called);
        }
        for param in &plan.params {
            add(&param.name, titled(param.title.as_deref(), &param.name));
        }
        for kpi in plan.scorecards.iter().flat_map(|card| &card.kpis) {
            add(&kpi.name, titled(kpi.title.as_deref(), &kpi.name));
        }
        for card in &plan.scorecards {
            add(&card.name, titled(card.title.as_deref(), &card.name));
        }
        for card in &plan.scorecards {
            for kpi in &card.kpis {
                add(&format!("{}.{}", card.name, kpi.name), titled(kpi.title.as_deref(), &kpi.name));
            }
            for adjust in card.adjusts.iter().filter_map(|id| plan.defs.get(id.0 as usize)) {
                add(&format!("{}.{}", card.name, adjust.name), titled(adjust.title.as_deref(), &adjust.name));
            }
        }
        for goal in &plan.goals {
            add(&goal.name, titled(goal.title.as_deref(), &goal.name));
        }
        for (name, title) in &plan.strategies {
            add(name, titled(Some(title), name));
        }
        let unnamed = plan.lookups.iter().map(|lookup| lookup.name.as_str());
        let unnamed = unnamed.chain(plan.tables.iter().map(|table| table.name.as_str())).chain(clauses.shapes.iter().copied());
        for name in unnamed {
            add(name, plain(name));
        }
        Names { of }
    }

    /// What a name is called; nothing where it is no name of the plan.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.of.get(name).map(String::as_str)
    }
}

/// Values that authors can name.
fn is_named(def: &Def) -> bool {
    !matches!(def.role, Role::Earlier | Role::Covered | Role::Told | Role::Said)
}

/// The title, or the name in plain words.
pub(super) fn titled(title: Option<&str>, name: &str) -> String {
    match title.map(str::trim).filter(|title| !title.is_empty()) {
        Some(title) => sanitise(title),
        None => plain(name),
    }
}

/// `new_customers` is read as `new customers`.
pub(super) fn plain(name: &str) -> String {
    sanitise(name).replace('_', " ").trim().to_string()
}

/// What a definition is called by itself.
pub(super) fn called(plan: &Plan, def: &Def, language: Language) -> String {
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    let part = match def.role {
        Role::Score => return say("score", "总分"),
        Role::Grade => return say("grade", "等级"),
        Role::PayoutTotal => return say("total pay", "应发合计"),
        Role::Figure(figure) => return say(figure.english(), figure.chinese()),
        Role::KpiMeasure => say("measure", "实际值"),
        Role::KpiTarget => say("target", "目标值"),
        Role::KpiAttainment | Role::GoalAttainment => say("attainment", "完成率"),
        Role::KpiScore => say("score", "得分"),
        Role::KpiWeighted => say("weighted points", "加权得分"),
        Role::GoalMet => say("met", "达成"),
        Role::GoalGap => say("gap", "差距"),
        Role::GoalAchievable => say("within reach", "可实现"),
        Role::Term(part) => say(part.english(), part.chinese()),
        Role::Credit => return say("share credited", "计入比例"),
        Role::Column
        | Role::Let
        | Role::Carry
        | Role::Earlier
        | Role::Slice
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::Adjust
        | Role::GradeColumn
        | Role::Payout => {
            let table = plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
            return titled(def.title.as_deref(), crate::report::model::bare_name(def, table));
        }
    };
    let owner = def.name.rsplit_once('.').map_or(def.name.as_str(), |(owner, _)| owner);
    let owner = owner_title(plan, owner);
    match language {
        Language::English => format!("{part} of “{owner}”"),
        Language::Chinese => format!("“{owner}”的{part}"),
    }
}

/// What the KPI, the goal or the payout of this name is called.
fn owner_title(plan: &Plan, name: &str) -> String {
    let kpi = plan.scorecards.iter().flat_map(|card| &card.kpis).find(|kpi| kpi.name == name);
    let kpi = kpi.map(|kpi| kpi.title.as_deref());
    let goal = plan.goals.iter().find(|goal| goal.name == name).map(|goal| goal.title.as_deref());
    let payout = plan.defs.iter().find(|def| def.role == Role::Payout && def.name == name).map(|def| def.title.as_deref());
    titled(kpi.or(goal).or(payout).flatten(), name)
}
