//! Params, lets, the steps under a value, goals.

use super::{Scope, Ty, Writer};

impl Writer {
    pub fn params(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        let types = [
            (Ty::Money, "money", "金额"),
            (Ty::Percent, "percent", "百分比"),
            (Ty::Number, "number", "数值"),
            (Ty::Count, "count", "个数"),
        ];
        for (ty, english, chinese) in types {
            if self.dice.chance(35) {
                continue;
            }
            self.turn();
            let name = self.fresh("param", "参数值");
            let words = self.say(english, chinese);
            let (one, two) = (self.literal(ty), self.literal(ty));
            let from = self.say("from", "自");
            let values = match self.dice.below(6) {
                0 => format!("{one} {from} 2026-01-01, {two} {from} 2026-02-01"),
                1 => format!("{two} {from} 2026-06-30, {one} {from} 2026-01-01"),
                2 => format!("{one}, {two} {from} 2026-03-31"),
                // In force for the later periods only.
                3 if self.dice.chance(40) => format!("{one} {from} 2026-03-31"),
                _ => one,
            };
            items.push(format!("{} {name} : {words} = {values}", self.say("param", "参数")));
            self.learn(&name, ty, Scope::Constant);
            self.params.push((name, ty, words));
        }
        items
    }

    /// Values of every deal.
    pub fn row_lets(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        let deals = self.columns.deals;
        for _ in 0..self.dice.below(3) {
            self.turn();
            let ty = *self.dice.pick(&[Ty::Money, Ty::Money, Ty::Percent, Ty::Flag, Ty::Date]);
            let name = self.fresh("net", "净值");
            let value = self.expr(ty, Scope::Deal, 2);
            let value = if ty == Ty::Money { self.amount(&value, ty, Scope::Deal) } else { value };
            items.push(format!("{} {deals}.{name} = {value}", self.say("let", "设")));
            self.learn(&name, ty, Scope::Deal);
        }
        if self.dice.chance(45) {
            self.turn();
            let name = self.fresh("so_far", "累计值");
            self.inside = true;
            let value = self.known_of(Ty::Money, Scope::Deal).expect("a deal has an amount");
            let filter = self.dice.chance(40).then(|| self.flag(Scope::Deal, 1));
            self.inside = false;
            let by = self.columns.closed;
            items.push(if self.chinese {
                let filter = filter.map_or(String::new(), |filter| format!("（其中 {filter}）"));
                format!("设 {deals}.{name} = {deals}{filter} 的 {value} 按 {by} 累计")
            } else {
                let filter = filter.map_or(String::new(), |filter| format!(" where {filter}"));
                format!("let {deals}.{name} = running sum of {value} over {deals} by {by}{filter}")
            });
            self.learn(&name, Ty::Money, Scope::Deal);
        }
        items
    }

    /// Values of every person.
    pub fn lets(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        for _ in 0..=self.dice.below(4) {
            self.turn();
            let ty = *self.dice.pick(&[Ty::Money, Ty::Money, Ty::Yen, Ty::Percent, Ty::Number, Ty::Days, Ty::Flag, Ty::Date]);
            let name = self.fresh("value", "数值项");
            let value = self.expr(ty, Scope::Person, 3);
            let stepped = matches!(ty, Ty::Money | Ty::Number) && self.dice.chance(45);
            let value = if stepped { self.amount(&value, ty, Scope::Person) } else { value };
            items.push(format!("{} {name} = {value}", self.say("let", "设")));
            self.learn(&name, ty, Scope::Person);
            if matches!(ty, Ty::Money | Ty::Percent | Ty::Number) && !value.contains(" as ") && !value.contains("记作") {
                self.plain_lets.push((name, ty));
            }
        }
        if self.dice.chance(15) {
            let (name, condition) = (self.fresh("label", "标签"), self.condition(Scope::Person, 1));
            items.push(format!("let {name} = if {condition} then \"high\" else \"low\""));
        }
        if self.dice.chance(40) {
            self.turn();
            let (name, slice) = (self.fresh("tiered", "累进额"), self.fresh("part", "段额"));
            let on = self.expr(Ty::Money, Scope::Person, 1);
            items.push(if self.chinese {
                format!("设 {name} = 按 {on} 全额累进 {{ 不超过5_000 ：1% 记作 {slice}；超过5_000 ：2% }}")
            } else {
                format!("let {name} = tiers marginal on {on} {{ up to 5_000 : 1% as {slice}; above 5_000 : 2% }}")
            });
            self.learn(&name, Ty::Money, Scope::Person);
            self.learn(&slice, Ty::Money, Scope::Person);
        }
        items
    }

    /// Steps under a value: caps first, then what is added or taken, then a factor.
    pub fn amount(&mut self, value: &str, ty: Ty, scope: Scope) -> String {
        let mut text = value.to_string();
        if self.dice.chance(30) {
            text.push_str(&format!(", {} {}", self.say("at most", "封顶"), self.literal(ty)));
        }
        if self.dice.chance(35) {
            text.push_str(&format!("\n  {} {}", self.say("at least", "保底"), self.literal(ty)));
        }
        for _ in 0..self.dice.below(3) {
            text.push_str("\n  ");
            text.push_str(&self.change(ty, scope));
        }
        if self.dice.chance(25) {
            let factor = if self.columns.employed && scope == Scope::Person && self.dice.chance(60) {
                self.say("days employed in period / days in period", "期内在职天数 ÷ 期内天数").to_string()
            } else {
                let share = self.expr(Ty::Percent, scope, 1);
                // A constant outside 0% to 100% is refused.
                format!("{}(0%, {}({share}, 100%))", self.say("max", "取大"), self.say("min", "取小"))
            };
            text.push_str(&format!("\n  {} {factor}", self.say("prorate", "折算")));
        }
        text
    }

    /// A line that adds or takes, always with a cap of its own.
    fn change(&mut self, ty: Ty, scope: Scope) -> String {
        let amount = self.literal(ty);
        let sign = self.dice.chance(50);
        let (less, cap) = if sign {
            (self.say("less", "扣"), self.say("at most", "最多扣"))
        } else {
            (self.say("plus", "加"), self.say("at most", "最多加"))
        };
        let most = self.literal(ty);
        if self.dice.chance(30) || (self.chinese && scope == Scope::Deal) {
            let less = if sign { "less" } else { "plus" };
            let own = self.expr(ty, scope, 1);
            // What is taken off by a constant is written without a minus.
            let own = own.strip_prefix("(-").map_or(own.clone(), |rest| format!("({rest}"));
            return format!("{less} {own}, at most {most}");
        }
        let (value, against, step) = self.measured(scope);
        let counting = self.dice.below(3);
        if self.chinese {
            let way = *self.dice.pick(&["每高于", "每低于"]);
            let (before, behind) =
                [("满", String::new()), ("", format!("，不足{step}按{step}计")), ("", "，按比例计".to_string())][counting].clone();
            return format!("{value} {way} {against} {before}{step} {less}{amount}{behind}，{cap}{most}");
        }
        let way = *self.dice.pick(&["above", "below"]);
        let (word, behind) = [("full ", ""), ("started ", ""), ("", ", pro rata")][counting];
        let until = if self.dice.chance(25) { ", until zero" } else { "" };
        format!("{less} {amount} for each {word}{step} that {value} is {way} {against}{behind}, {cap} {most}{until}")
    }

    /// A value, what it is held against, and a step of their difference.
    fn measured(&mut self, scope: Scope) -> (String, String, String) {
        match self.dice.below(5) {
            0 => (self.expr(Ty::Percent, scope, 1), self.literal(Ty::Percent), "1%".to_string()),
            1 => (self.expr(Ty::Number, scope, 1), self.literal(Ty::Number), "0.1".to_string()),
            2 if !self.chinese => {
                let end = self.say("period end", "期末").to_string();
                (self.known_of(Ty::Date, scope).expect("a date is a column"), end, "30 days".to_string())
            }
            3 => {
                let step = self.dice.chance(40).then(|| self.columns.cost.to_string()).filter(|_| !self.chinese);
                (self.expr(Ty::Money, scope, 1), self.literal(Ty::Money), step.unwrap_or_else(|| "500".to_string()))
            }
            _ => (self.columns.units.to_string(), self.literal(Ty::Count), "2".to_string()),
        }
    }

    pub fn goals(&mut self) -> Vec<String> {
        if self.dice.chance(40) {
            return Vec::new();
        }
        self.turn();
        let name = self.fresh("aim", "绩效项");
        let ty = *self.dice.pick(&[Ty::Money, Ty::Percent, Ty::Number]);
        let (measure, target) =
            (self.expr(ty, Scope::Person, 2), if self.dice.chance(40) { self.literal(ty) } else { self.expr(ty, Scope::Person, 1) });
        let mut lines = vec![format!("{} {measure}", self.say("measure", "实际值")), format!("{} {target}", self.say("target", "目标值"))];
        if self.dice.chance(60) {
            lines.push(format!("{} {}", self.say("baseline", "基准值"), self.expr(ty, Scope::Person, 1)));
            lines.push(self.say("stretch at most 30%", "挑战幅度不超过 30%").to_string());
            self.learn(&format!("{name}.achievable"), Ty::Flag, Scope::Person);
        }
        lines.extend(self.lower_is_better());
        lines.push(format!("{} 增长", self.say("supports", "支撑")));
        lines.push(self.say("due period end", "完成时限 期末").to_string());
        self.learn(&format!("{name}.met"), Ty::Flag, Scope::Person);
        self.learn(&format!("{name}.attainment"), Ty::Percent, Scope::Person);
        self.learn(&format!("{name}.gap"), ty, Scope::Person);
        vec![format!("{} {name} {{\n  {}\n}}", self.say("goal", "绩效目标"), lines.join("\n  "))]
    }

    /// Sometimes less is better.
    pub fn lower_is_better(&mut self) -> Option<String> {
        match self.dice.below(5) {
            0 => Some(self.say("lower is better by ratio", "越低越好 按比值").to_string()),
            1 => Some(self.say("lower is better by mirror", "越低越好 按 2−实际÷目标").to_string()),
            _ => None,
        }
    }
}
