//! Words of a review in the reader's language, and values as `run` shows them.

use crate::diagnostic::Language;
use crate::plan::ir::{Def, DefId, Kpi, Plan, Role, Scorecard};
use crate::source::{Sources, Span};
use crate::value::{Number, Type, show};

/// Places of a shown score.
const SCORE_PLACES: u32 = 2;

#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    pub plan: &'a Plan,
    pub sources: &'a Sources,
    pub language: Language,
}

impl Words<'_> {
    pub fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self.language {
            Language::English => en.into(),
            Language::Chinese => zh.into(),
        }
    }

    pub fn money(&self, amount: &Number) -> String {
        self.plan.show_money(amount, Type::Money, self.plan.places_of(Type::Money))
    }

    pub fn points(&self, points: &Number) -> String {
        show::number(points, SCORE_PLACES)
    }

    pub fn percent(&self, share: &Number) -> String {
        show::percent(share)
    }

    /// A value of this type.
    pub fn value(&self, value: &Number, ty: Type) -> String {
        match ty {
            Type::Money | Type::Foreign(_) => self.plan.show_money(value, ty, self.plan.places_of(ty)),
            Type::Percent => self.percent(value),
            Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => self.points(value),
        }
    }

    /// `3 people`, `3 人`.
    pub fn people(&self, count: usize) -> String {
        self.say(format!("{count} {}", if count == 1 { "person" } else { "people" }), format!("{count} 人"))
    }

    pub fn list(&self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<String>>().join(&self.say(", ", "、"))
    }

    pub fn quoted(&self, text: &str) -> String {
        format!("“{text}”")
    }

    /// What its author calls a definition.
    pub fn title(&self, def: &Def) -> String {
        def.title.clone().unwrap_or_else(|| def.spoken(self.language))
    }

    pub fn title_of(&self, def: DefId) -> String {
        self.plan.defs.get(def.0 as usize).map_or(String::new(), |def| self.title(def))
    }

    /// The same, with which part of a KPI it is.
    pub fn part_of(&self, def: DefId) -> String {
        let title = self.title_of(def);
        let part = match self.plan.defs.get(def.0 as usize).map(|def| def.role) {
            Some(Role::KpiAttainment) => self.say("attainment", "完成率"),
            Some(Role::KpiScore) => self.say("score", "得分"),
            Some(_) | None => return title,
        };
        self.say(format!("{title}, {part}"), format!("{title}{part}"))
    }

    /// `1 clause`, `2 clauses`, `2 条`.
    pub fn counted(&self, count: usize, (one, many, zh): (&str, &str, &str)) -> String {
        self.say(format!("{count} {}", if count == 1 { one } else { many }), format!("{count} {zh}"))
    }

    /// A clause as it is written, on one line.
    pub fn written(&self, span: Span) -> String {
        self.sources.slice(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

pub fn kpi_title(kpi: &Kpi) -> &str {
    kpi.title.as_deref().unwrap_or(&kpi.name)
}

pub fn card_title(card: &Scorecard) -> &str {
    card.title.as_deref().unwrap_or(&card.name)
}
