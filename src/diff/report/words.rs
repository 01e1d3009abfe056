//! How values, people and changes are called in a report.

use super::Told;
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::diff::impact::{Compared, Moved, Person, Together};
use crate::plan::ir::{DefId, Plan, Role};
use crate::report::model::{money_places, shown};
use crate::typical::apart::Outcome;
use crate::value::show;
use crate::value::{Number, Type, Value};

/// Places of a number that is no money; more where two would not tell the sides apart.
const PLACES: u32 = 2;
const MOST_PLACES: u32 = 12;
/// Clauses named of a group of changes where it is spoken of.
const MOST_PLACES_OF_A_GROUP: usize = 5;

/// Whether it is told how much each of several changes does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shares {
    Told,
    Left,
}

#[derive(Clone, Copy)]
pub(super) struct Words<'a> {
    pub told: &'a Told<'a>,
    pub language: Language,
}

impl Words<'_> {
    pub fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self.language {
            Language::English => en.into(),
            Language::Chinese => zh.into(),
        }
    }

    pub fn heading(&self) -> String {
        let title = sanitise(&self.told.new.plan.title);
        self.say(format!("{title}: what changes"), format!("{title}：改动对比"))
    }

    /// Versions, files, the period and how many people.
    pub fn beside(&self) -> Vec<String> {
        let (old, new) = (self.told.old.plan, self.told.new.plan);
        let (before, after) = (sanitise(self.told.files.0), sanitise(self.told.files.1));
        let mut lines = Vec::new();
        let version = |plan: &Plan| plan.version.as_deref().map_or_else(|| self.say("none", "无"), sanitise);
        let (from, to) = (version(old), version(new));
        lines.push(self.say(format!("old: {before}, version {from}"), format!("旧：{before}，版本 {from}")));
        lines.push(self.say(format!("new: {after}, version {to}"), format!("新：{after}，版本 {to}")));
        if let Some((runs, impact)) = self.told.impact {
            let people = self.people(impact.people);
            lines.push(self.say(format!("{}, {people}", runs.period), format!("{}，{people}", runs.period)));
        }
        lines
    }

    pub fn count(&self, count: usize) -> String {
        show::number(&Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX)), 0)
    }

    pub fn people(&self, count: usize) -> String {
        let shown = self.count(count);
        match (self.language, count) {
            (Language::English, 1) => "1 person".to_string(),
            (Language::English, _) => format!("{shown} people"),
            (Language::Chinese, _) => format!("{shown} 人"),
        }
    }

    /// What a group of changes is called in the other sections: `[2]`.
    pub fn group(&self, group: usize) -> String {
        format!("[{}]", group.saturating_add(1))
    }

    /// The places of the changes of a group.
    pub fn places(&self, group: usize) -> String {
        let Some(group) = self.told.comparison.groups.get(group) else { return String::new() };
        let mut places: Vec<String> = Vec::new();
        for change in group.changes.iter().filter_map(|at| self.told.comparison.changes.get(*at)) {
            let place = change.place();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if places.is_empty() {
            places.push(self.say("the order of the clauses", "条款的先后次序"));
        }
        let more = places.len().saturating_sub(MOST_PLACES_OF_A_GROUP);
        if more > 0 {
            places.truncate(MOST_PLACES_OF_A_GROUP);
            let more = self.count(more);
            places.push(self.say(format!("and {more} more"), format!("以及另外 {more} 处")));
        }
        places.join(&self.say("; ", "；"))
    }

    pub fn result(&self, result: &Compared) -> String {
        self.named(&result.name, result.role)
    }

    /// `commission`, or the word of the language for what has no name of its own.
    pub fn named(&self, name: &str, role: Role) -> String {
        match role {
            Role::PayoutTotal => self.say("all pay", "发放合计"),
            Role::Score => self.say("score", "总分"),
            Role::Grade => self.say("grade", "等级"),
            _ => sanitise(name),
        }
    }

    fn type_of(&self, result: &Compared) -> Type {
        let ty = |plan: &Plan, of: Option<DefId>| of.and_then(|of| plan.defs.get(of.0 as usize)).map(|def| def.ty);
        ty(self.told.new.plan, result.new).or_else(|| ty(self.told.old.plan, result.old)).unwrap_or(Type::Number)
    }

    pub fn money(&self, number: &Number) -> String {
        money(self.told.new.plan, number)
    }

    /// A sum under the old plan, in its currency.
    pub fn old_money(&self, number: &Number) -> String {
        money(self.told.old.plan, number)
    }

    /// A change of money with its sign: `+$1.00`, `-$1.00`.
    pub fn by_money(&self, number: &Number) -> String {
        let sign = if *number > Number::ZERO { "+" } else { "" };
        format!("{sign}{}", self.money(number))
    }

    /// A difference of the result people win or lose by.
    pub fn by(&self, number: &Number) -> String {
        let pays = self.main().is_some_and(|main| main.role == Role::PayoutTotal);
        if pays {
            return self.by_money(number);
        }
        let sign = if *number > Number::ZERO { "+" } else { "" };
        format!("{sign}{}", show::number(number, PLACES))
    }

    pub fn main(&self) -> Option<&Compared> {
        let (_, impact) = self.told.impact?;
        impact.results.get(impact.main?)
    }

    /// Both sides of a result, with as many places as it takes to tell them apart.
    pub fn moved(&self, result: &Compared, moved: &Moved) -> (String, String) {
        self.pair(self.type_of(result), (&moved.old, &moved.new))
    }

    pub fn pair(&self, ty: Type, (old, new): (&Outcome, &Outcome)) -> (String, String) {
        for places in PLACES..=MOST_PLACES {
            let pair = (self.outcome(self.told.old.plan, ty, old, places), self.outcome(self.told.new.plan, ty, new, places));
            if pair.0 != pair.1 || old == new {
                return pair;
            }
        }
        (self.exact(ty, old), self.exact(ty, new))
    }

    fn exact(&self, ty: Type, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Value(Value::Number(number)) => show::exact(number),
            Outcome::Value(_) | Outcome::Missing | Outcome::NotApplicable | Outcome::Fault(_) => {
                self.outcome(self.told.new.plan, ty, outcome, PLACES)
            }
        }
    }

    fn outcome(&self, plan: &Plan, ty: Type, outcome: &Outcome, places: u32) -> String {
        match outcome {
            Outcome::Value(value) => shown(plan, value, ty, places, self.language),
            Outcome::Missing => self.say("missing", "缺失"),
            Outcome::NotApplicable => self.say("none", "无"),
            Outcome::Fault(code) => self.say(format!("error {code}"), format!("错误 {code}")),
        }
    }

    /// Why a person changed: the numbers of the changes, each with its share where there are several.
    pub fn because(&self, person: &Person, shares: Shares) -> String {
        let Some((moved, result)) = self.told.impact.and_then(|(_, impact)| {
            let moved = person.foremost(impact.main)?;
            impact.results.get(moved.result).map(|result| (moved, result))
        }) else {
            return String::new();
        };
        let blame = &moved.blame;
        let several = shares == Shares::Told && blame.alone.len().saturating_add(usize::from(blame.together.is_some())) > 1;
        let share = |by: Option<&Number>| by.filter(|_| several).map_or(String::new(), |by| format!(" {}", self.signed(result, by)));
        let mut parts: Vec<String> =
            blame.alone.iter().map(|(group, by)| format!("{}{}", self.group(*group), share(by.as_ref()))).collect();
        parts.extend(blame.together.as_ref().map(|together| {
            let by = match together {
                Together::By(by) => share(Some(by)),
                Together::Otherwise => String::new(),
            };
            self.say(format!("together{by}"), format!("共同作用{by}"))
        }));
        parts.join(&self.say(", ", "，"))
    }

    /// A difference of a result, with its sign.
    fn signed(&self, result: &Compared, by: &Number) -> String {
        if self.type_of(result) == Type::Money {
            return self.by_money(by);
        }
        let sign = if *by > Number::ZERO { "+" } else { "" };
        format!("{sign}{}", show::number(by, PLACES))
    }

    pub fn change_of(&self, old: &Number, new: &Number) -> String {
        new.sub(old).map_or_else(|_| String::new(), |by| self.by_money(&by))
    }

    /// `-1.2%`, of the old sum; a stroke where that is 0.
    pub fn change_in_percent(&self, old: &Number, new: &Number) -> String {
        let Some(by) = new.sub(old).ok().and_then(|by| by.div(&old.abs()).ok()) else { return "–".to_string() };
        let sign = if by > Number::ZERO { "+" } else { "" };
        format!("{sign}{}", show::percent(&by))
    }
}

fn money(plan: &Plan, number: &Number) -> String {
    show::money(number, &plan.currency, money_places(plan))
}
