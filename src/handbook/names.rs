//! Every name that the text of a plan may use, with what people call it.

use std::collections::HashMap;

use super::clauses::Clauses;
use crate::diagnostic::Language;
use crate::plan::ir::{Def, Plan, Role};
use crate::report::names::{called, plain, titled};

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
            let called = called(plan, def, language).phrase(language);
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
