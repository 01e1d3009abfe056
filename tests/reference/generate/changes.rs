//! What changes while a policy is in force.

use super::cards::Cards;
use super::{Scope, Ty, Writer};

impl Writer {
    /// Now and then amendments of params and lets, of weights that stay 100%, and exceptions for the first people.
    pub fn changes(&mut self, cards: &Cards, period: &str) -> Vec<String> {
        let mut items = Vec::new();
        if self.dice.chance(30) {
            items.extend(self.amendment());
        }
        for person in ["P0", "P1"] {
            if self.dice.chance(25) {
                items.push(self.exception(person, cards, period));
            }
        }
        items
    }

    fn amendment(&mut self) -> Option<String> {
        self.turn();
        let mut clauses = Vec::new();
        for (name, ty, words) in self.params.clone() {
            if self.dice.chance(60) {
                let (one, two) = (self.literal(ty), self.literal(ty));
                let (word, from) = (self.say("param", "参数"), self.say("from", "自"));
                // Another value than the param had, whatever that was.
                clauses.push(format!("{word} {name} : {words} = {one} + {one}, {two} {from} 2026-06-01"));
            }
        }
        let lets = self.plain_lets.clone();
        for (name, ty) in lets {
            if self.dice.chance(40) {
                let value = self.literal(ty);
                clauses.push(format!("{} {name} = {value} + {value}", self.say("let", "设")));
            }
        }
        if clauses.is_empty() {
            return None;
        }
        let from = *self.dice.pick(&["2026-01-01", "2026-02-01", "2026-04-15", "2026-06-30"]);
        let to = if self.dice.chance(40) { self.say(" to 2026-12-31", " 至 2026-12-31") } else { "" };
        let head = if self.chinese {
            format!("修订 \"调整\" 自 {from}{to} 理由 \"市场\" 批准 \"总经理\"")
        } else {
            format!("amend \"Adjustment\" from {from}{to} because \"Market\" approved by \"CFO\"")
        };
        Some(format!("{head} {{\n  {}\n}}", clauses.join("\n  ")))
    }

    fn exception(&mut self, person: &str, cards: &Cards, period: &str) -> String {
        self.turn();
        let kpi = cards.whom[0].kpis[0].clone();
        let mut values = Vec::new();
        if self.dice.chance(40) {
            values.push(format!("{} = {}", self.say("score", "总分"), self.literal(Ty::Number)));
        }
        if self.dice.chance(40) {
            values.push(format!("{} = {}", self.say("grade", "等级"), *self.dice.pick(&["A", "C", "S"])));
        }
        if self.dice.chance(40) {
            let part = *self.dice.pick(&["score", "weighted"]);
            values.push(format!("{}.{part} = {}", kpi.name, self.literal(Ty::Number)));
        }
        let names: Vec<(String, Ty)> = self.plain_lets.clone();
        for (name, ty) in names.into_iter().take(1) {
            values.push(format!("{name} = {}", self.literal(ty)));
        }
        if values.is_empty() {
            values.push(format!("{}.measure = {}", kpi.name, self.literal(kpi.measure)));
        }
        // An exception that no period of a year ends in is refused.
        let to = if period.len() > 4 && self.dice.chance(30) { "2026-06-30" } else { "2026-12-31" };
        let head = if self.chinese {
            format!("特批 \"{person}\" 自 2026-01-01 至 {to} 理由 \"有争议\" 批准 \"CFO-1\"")
        } else {
            format!("exception for \"{person}\" from 2026-01-01 to {to} because \"Contested\" approved \"CFO-1\"")
        };
        format!("{head} {{\n  {}\n}}", values.join("\n  "))
    }

    /// A param as somebody may read it: as of the day of hiring.
    pub fn as_of(&mut self, name: String, scope: Scope) -> String {
        let is_param = self.params.iter().any(|(param, ..)| *param == name);
        if scope == Scope::Constant || !is_param || self.inside || !self.dice.chance(15) {
            return name;
        }
        let hired = self.columns.hired;
        if self.dice.chance(50) { format!("({name} as of {hired})") } else { format!("（{name} 以 {hired} 为准）") }
    }
}
