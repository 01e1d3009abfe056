//! Ranks, percentiles and pools, over teams and over everybody.

use super::{Scope, Ty, Writer};

impl Writer {
    /// What a person is or gets among others, where a value of this type can be that.
    pub fn among(&mut self, ty: Ty, scope: Scope) -> Option<String> {
        if self.inside || scope == Scope::Constant {
            return None;
        }
        match ty {
            Ty::Money => Some(self.pool()),
            Ty::Percent => Some(self.standing(true, &["worst", "best", "average"])),
            Ty::Number => Some(self.standing(false, &["average"])),
            Ty::Count => Some(self.standing(false, &["worst", "best"])),
            Ty::Yen | Ty::Days | Ty::Date | Ty::Flag | Ty::Role | Ty::Level | Ty::Stage | Ty::Product => None,
        }
    }

    /// The words of a group, English or Chinese: `within team where (…)`, 在 班组 内（其中 …）.
    fn group(&mut self, always: bool) -> (String, Option<String>) {
        let over = if self.dice.chance(40) { self.say("everyone", "全员").to_string() } else { self.columns.team.to_string() };
        let filter = (always || self.dice.chance(40)).then(|| self.condition(Scope::Person, 1));
        (over, filter)
    }

    fn standing(&mut self, percentile: bool, ties: &[&'static str]) -> String {
        self.inside = true;
        let by = *self.dice.pick(&[Ty::Money, Ty::Money, Ty::Count, Ty::Number, Ty::Date, Ty::Percent]);
        let depth = self.dice.below(2);
        let value = self.expr(by, Scope::Person, depth);
        let (over, filter) = self.group(false);
        self.inside = false;
        let ties = *self.dice.pick(ties);
        let lowest = self.dice.chance(35);
        if self.chinese {
            let filter = filter.map_or(String::new(), |filter| format!("（其中 {filter}）"));
            let ties = match ties {
                "worst" => "并列取末位",
                "best" => "并列取首位",
                _ => "并列取平均",
            };
            let (word, lowest) = (if percentile { "排百分位" } else { "排名" }, if lowest { "，低者在前" } else { "" });
            return format!("(在 {over} 内{filter}按 ({value}) {word}，{ties}{lowest})");
        }
        let filter = filter.map_or(String::new(), |filter| format!(" where ({filter})"));
        let (word, lowest) = (if percentile { "percentile" } else { "rank" }, if lowest { ", lowest first" } else { "" });
        format!("({word} of ({value}) within {over}{filter}, ties {ties}{lowest})")
    }

    fn pool(&mut self) -> String {
        self.inside = true;
        // Of what is each person's own the members seldom mean the same.
        let amount = match self.dice.below(8) {
            0 => self.expr(Ty::Money, Scope::Person, 1),
            1 => self.atom(Ty::Money, Scope::Constant),
            2 => "(0 - 1_000.01)".to_string(),
            _ => (*self.dice.pick(&["100", "0", "10_000", "1_000.005", "0.05", "333.33"])).to_string(),
        };
        let by = self.dice.chance(70).then(|| {
            let ty = *self.dice.pick(&[Ty::Money, Ty::Money, Ty::Count, Ty::Number, Ty::Percent]);
            let value = self.expr(ty, Scope::Person, 1);
            let zero = if ty == Ty::Percent { "0%" } else { "0" };
            if self.dice.chance(12) {
                return format!("({value} * 0)");
            }
            if self.dice.chance(80) { format!("max({value}, {zero})") } else { value }
        });
        let narrow = self.narrow;
        let (over, filter) = self.group(narrow);
        self.inside = false;
        let zero = if by.is_some() { self.dice.below(3) } else { 0 };
        if self.chinese {
            let filter = filter.map_or(String::new(), |filter| format!("（其中 {filter}）"));
            let by = by.map_or("平均分配".to_string(), |by| format!("按 ({by}) 分配"));
            let zero = ["", "，合计为零时平均分配", "，合计为零时不分配"][zero];
            return format!("(将 ({amount}) 在 {over} 内{filter}{by}{zero})");
        }
        let words = if over == "everyone" || over == "全员" { "among" } else { "for each" };
        let filter = filter.map_or(String::new(), |filter| format!(" where ({filter})"));
        let by = by.map_or("equally".to_string(), |by| format!("by ({by})"));
        let zero = ["", ", when zero equally", ", when zero nobody"][zero];
        format!("(share ({amount}) {words} {over}{filter} {by}{zero})")
    }

    /// Limits on some of the grades, one of which takes the rest.
    pub fn limits(&mut self) -> Vec<String> {
        if self.dice.chance(50) {
            return Vec::new();
        }
        let all: [&[&str]; 5] = [&["S"], &["A"], &["B"], &["C"], &["D"]];
        let pairs: [&[&str]; 3] = [&["S", "A"], &["B"], &["D", "C"]];
        let mut open: Vec<&[&str]> = if self.dice.chance(50) { all.to_vec() } else { pairs.to_vec() };
        open.remove(self.dice.below(open.len()));
        let mut items = Vec::new();
        for grades in open {
            if self.dice.chance(55) {
                self.turn();
                let text = self.limit(grades);
                items.push(text);
            }
        }
        items
    }

    fn limit(&mut self, grades: &[&str]) -> String {
        self.inside = true;
        let by = match self.dice.below(3) {
            0 => self.say("score", "总分").to_string(),
            1 => self.atom(Ty::Money, Scope::Person),
            _ => self.atom(Ty::Count, Scope::Person),
        };
        let (over, filter) = self.group(false);
        self.inside = false;
        let exactly = self.dice.chance(45);
        let heads = (*self.dice.pick(&["0", "1", "2"])).to_string();
        // Together no more than everybody.
        let share = (*self.dice.pick(&["10%", "20%", "25%"])).to_string();
        let is_part = self.dice.chance(60);
        let modes = [("down", "舍去"), ("up", "进位"), ("half up", "四舍五入"), ("half even", "四舍六入五成双")];
        let mode = *self.dice.pick(&modes);
        let included = self.dice.chance(50);
        let smallest = self.dice.chance(35).then(|| (*self.dice.pick(&["1", "2", "3", "5"])).to_string());
        if self.chinese {
            let filter = filter.map_or(String::new(), |filter| format!("（其中 {filter}）"));
            let share = if is_part { format!("人数的{share}") } else { format!("{heads}人") };
            let heads = if is_part { format!("，人数{}", mode.1) } else { String::new() };
            let ties = if included { "并列计入" } else { "并列不计入" };
            let smallest = smallest.map_or(String::new(), |smallest| format!("，满{smallest}人起"));
            let kind = if exactly { "恰为" } else { "不超过" };
            return format!("强制分布 {} {kind} {over} {share}{filter}，按 ({by}){heads}，{ties}{smallest}", grades.join("、"));
        }
        let filter = filter.map_or(String::new(), |filter| format!(" where ({filter})"));
        let rounded = if is_part { format!(", heads rounded {}", mode.0) } else { String::new() };
        let share = if is_part { share } else { heads };
        let ties = if included { "included" } else { "excluded" };
        let smallest = smallest.map_or(String::new(), |smallest| format!(", for groups of at least {smallest}"));
        let kind = if exactly { "exactly" } else { "at most" };
        format!("limit grade {} to {kind} {share} of {over}{filter} by ({by}){rounded}, ties {ties}{smallest}", grades.join(", "))
    }
}
