//! Feedback and consequences.

use super::{Scope, Ty, Writer};

impl Writer {
    /// Up to three clauses, in either language.
    pub fn process(&mut self) -> Vec<String> {
        (0..self.dice.below(4)).map(|_| self.tells()).collect()
    }

    fn tells(&mut self) -> String {
        self.turn();
        let feedback = self.dice.chance(60);
        let name = if feedback { self.fresh("told", "反馈项") } else { self.fresh("follows", "应用项") };
        let word = if feedback { self.say("feedback", "反馈") } else { self.say("consequence", "结果应用") };
        let mut head = format!("{word} {name}");
        if self.dice.chance(40) {
            let role = self.known_of(Ty::Role, Scope::Person).expect("a role is a column");
            head.push_str(&format!(" {} {role} = \"{}\"", self.say("for", "适用于"), *self.dice.pick(&["AE", "SDR"])));
        }
        if self.dice.chance(75) {
            let condition = self.reason();
            let end = self.say("", " 时");
            head.push_str(&format!(" {} {condition}{end}", self.say("when", "当")));
        }
        let mut lines = Vec::new();
        if !feedback || self.dice.chance(70) {
            lines.push(format!("{} {}", self.say("say", "内容"), self.template()));
        }
        if feedback {
            lines.push(format!("{} {}", self.say("action", "行动"), self.template()));
        } else {
            lines.push(self.say("then training, coaching, plan for 60 days", "则 培训、辅导、改进计划 60天").to_string());
        }
        format!("{head} {{\n  {}\n}}", lines.join("\n  "))
    }

    fn reason(&mut self) -> String {
        if self.dice.chance(30) {
            let options = self.grades.clone();
            return format!("{} = {}", self.say("grade", "等级"), *self.dice.pick(&options));
        }
        self.condition(Scope::Person, 1)
    }

    /// A text with up to two values, none of them long, none with a text of its own.
    fn template(&mut self) -> String {
        let mut text = self.say("At {{ and }}", "目前 {{ 和 }}").to_string();
        for _ in 0..self.dice.below(3) {
            let ty = *self.dice.pick(&[Ty::Money, Ty::Percent, Ty::Number, Ty::Count]);
            let value = self.expr(ty, Scope::Person, 0);
            if value.chars().count() <= 100 && !value.contains(['"', '{', '}', '\n']) {
                text.push_str(&format!(" {{{value}}}"));
            }
        }
        format!("\"{text}\"")
    }
}
