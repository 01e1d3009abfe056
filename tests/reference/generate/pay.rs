//! Grades, payouts, and values made of results.

use super::cards::{Card, Cards, Kpi};
use super::{Scope, Ty, Writer};

impl Writer {
    pub fn grade_clause(&mut self) -> Vec<String> {
        // Vetoes may name a grade, so every policy has them.
        self.turn();
        let grades = if self.chinese {
            "S 110以上 ：系数 1.5，额度 300元\n  A 95以上 ：系数 1.2，额度 200元\n  B 80以上不满95 ：系数 1，额度 100元\n  C 60以上 ：系数 0.8，额度 50元\n  D 不满60 ：系数 0.4，额度 0元"
        } else {
            "D below 60 : 系数 0.4, 额度 0元\n  C from 60 : 系数 0.8, 额度 50元\n  B from 80 : 系数 1, 额度 100元\n  A from 95 below 110 : 系数 1.2, 额度 200元\n  S from 110 : 系数 1.5, 额度 300元"
        };
        self.grades = vec!["S", "A", "B", "C", "D"];
        let by = if self.dice.chance(75) {
            self.say("score", "总分").to_string()
        } else {
            format!("({} / 5_000元) {}", self.columns.delta, self.say("in points", "折成分"))
        };
        let mut items = vec![format!("{} {} {by} {{\n  {grades}\n}}", self.say("grade", "等级"), self.say("by", "按"))];
        items.extend(self.limits());
        self.learn("系数", Ty::Number, Scope::Person);
        self.learn("额度", Ty::Money, Scope::Person);
        items
    }

    pub fn payouts(&mut self, cards: &Cards) -> Vec<String> {
        let mut items = Vec::new();
        let payouts = self.dice.below(4);
        if payouts > 0 && self.dice.chance(25) {
            self.turn();
            let needs = self.condition(Scope::Person, 1);
            items.push(format!("{} \"All\" {} {needs}", self.say("gate", "门槛"), self.say("needs", "须")));
        }
        for _ in 0..payouts {
            items.push(self.payout(cards));
        }
        items
    }

    fn payout(&mut self, cards: &Cards) -> String {
        self.turn();
        let known = self.known.len();
        let name = self.fresh("bonus", "奖金");
        let card = self.dice.below(cards.whom.len());
        let Card { applies: whom, kpis } = cards.whom[card].clone();
        // What only some people have is read under their own condition, where that can be told.
        let whom = if cards.told_apart { whom } else { self.dice.chance(30).then_some(whom).flatten() };
        let scope = if cards.told_apart && whom.is_some() { Scope::Payee } else { Scope::Person };
        for Kpi { name: kpi, measure, .. } in &kpis {
            self.learn(&format!("{kpi}.{}", self.say("score", "得分")), Ty::Number, scope);
            self.learn(&format!("{kpi}.{}", self.say("weighted", "加权得分")), Ty::Number, scope);
            self.learn(&format!("{kpi}.{}", self.say("measure", "实际值")), *measure, scope);
        }
        if cards.told_apart || whom.is_some() {
            for Kpi { name: kpi, .. } in kpis.iter().filter(|kpi| kpi.has_target) {
                self.learn(&format!("{kpi}.{}", self.say("attainment", "完成率")), Ty::Percent, scope);
            }
        }
        self.narrow = whom.is_some();
        let value = self.expr(Ty::Money, Scope::Person, 2);
        let slice = self.dice.chance(25).then(|| self.fresh("first", "首档额"));
        let value = match &slice {
            Some(slice) => format!("(tiers marginal on {value} {{ up to 1_000 : 10% as {slice}; above 1_000 : 20% }})"),
            None => value,
        };
        let value = if self.dice.chance(50) { format!("{value} * 系数") } else { value };
        let mut lines = vec![format!("{} {}", self.say("pay", "计发"), self.amount(&value, Ty::Money, Scope::Person))];
        if self.dice.chance(35) {
            lines.push(format!("{} \"Own\" {} {}", self.say("gate", "门槛"), self.say("needs", "须"), self.condition(Scope::Person, 1)));
        }
        if self.dice.chance(60) {
            lines.push(self.say("may be negative", "可为负").to_string());
        }
        self.narrow = false;
        self.known.truncate(known);
        if let Some(slice) = slice {
            self.learn(&slice, Ty::Money, Scope::Person);
        }
        let applies = whom.map_or(String::new(), |whom| format!(" {} {whom}", self.say("for", "适用于")));
        format!("{} {name}{applies} {{\n  {}\n}}", self.say("payout", "发放"), lines.join("\n  "))
    }

    /// Values made of scores, grades and payouts.
    pub fn results(&mut self, cards: &Cards) -> Vec<String> {
        let mut items = Vec::new();
        // Not everybody has it, which only the run can tell.
        if !cards.told_apart && cards.clauses.iter().any(|clause| clause.contains(&cards.adjust)) {
            let (name, kpi) = (self.fresh("parts", "明细"), &cards.whom[0].kpis[0].name);
            items.push(format!("let {name} = {} + {kpi}.score / 2", cards.adjust));
        }
        for _ in 0..self.dice.below(3) {
            self.turn();
            let name = self.fresh("result", "结果");
            let grade = self.say("grade", "等级");
            let options = self.grades.clone();
            let (one, two) = (*self.dice.pick(&options), *self.dice.pick(&options));
            let value = match self.dice.below(4) {
                0 => format!("{grade} = {one}"),
                1 => format!("{grade} in ({one}, {two})"),
                2 => format!("{grade} >= {one}"),
                _ => {
                    let value = self.expr(Ty::Number, Scope::Person, 1);
                    format!(
                        "{} {grade} <> {one} {} {} {} {value}",
                        self.say("if", "如果"),
                        self.say("then", "那么"),
                        self.say("score", "总分"),
                        self.say("else", "否则")
                    )
                }
            };
            items.push(format!("{} {name} = {value}", self.say("let", "设")));
        }
        items
    }
}
