//! Bands, tiers and tables.

use super::{Scope, Ty, Writer};

/// The words of the ends of lines: at or above, below, up to, above.
struct Words {
    from: (&'static str, &'static str),
    below: (&'static str, &'static str),
    up_to: (&'static str, &'static str),
    above: (&'static str, &'static str),
}

impl Writer {
    fn words(&self) -> Words {
        if self.chinese {
            Words { from: ("", "以上"), below: ("不满", ""), up_to: ("不超过", ""), above: ("超过", "") }
        } else {
            Words { from: ("from ", ""), below: ("below ", ""), up_to: ("up to ", ""), above: ("above ", "") }
        }
    }

    /// What bands may lie on, with ends inside what the columns allow.
    fn on(&mut self) -> (String, &'static [&'static str]) {
        let columns = &self.columns;
        let money: &[&str] = &["1_000", "5_000", "8_000", "1万", "100_000"];
        match self.dice.below(7) {
            0 => (columns.revenue.to_string(), money),
            1 => (columns.csat.to_string(), &["2", "3", "4.5"]),
            2 => (columns.units.to_string(), &["1", "3", "5", "10"]),
            3 => (columns.share.to_string(), &["20%", "50%", "80%"]),
            4 => (format!("({} / {})", columns.revenue, columns.quota), &["50%", "80%", "100%", "120%"]),
            5 => (columns.delta.to_string(), &["-1_000", "0", "333.33", "5_000"]),
            _ => (format!("({} - {})", columns.revenue, columns.delta), money),
        }
    }

    /// Some of the ends, ascending.
    fn some_of(&mut self, ends: &'static [&'static str]) -> Vec<&'static str> {
        let mut chosen: Vec<&str> = ends.iter().copied().filter(|_| self.dice.chance(65)).collect();
        if chosen.is_empty() {
            chosen.push(ends[self.dice.below(ends.len())]);
        }
        chosen
    }

    /// The lines of bands between ends: both words of an end agree on whose it is.
    pub fn lines(&mut self, ends: &[&str], results: &[String]) -> String {
        let words = self.words();
        let style = self.dice.below(4);
        let mut lines = Vec::new();
        for (at, result) in results.iter().enumerate() {
            let (low, high) = (at.checked_sub(1).map(|at| ends[at]), ends.get(at).copied());
            let wrap = |word: (&str, &str), end: &str| format!("{}{end}{}", word.0, word.1);
            let bound = match (low, high, style) {
                (Some(low), _, 0) => wrap(words.from, low),
                (None, Some(high), 0 | 1) => wrap(words.below, high),
                (Some(low), Some(high), 1) => {
                    if self.chinese {
                        format!("{low}以上不满{high}")
                    } else {
                        format!("from {low} below {high}")
                    }
                }
                (Some(low), None, 1) => wrap(words.from, low),
                (_, Some(high), _) => wrap(words.up_to, high),
                (Some(low), None, _) => wrap(words.above, low),
                (None, None, _) => panic!("lines have ends"),
            };
            lines.push(format!("{bound} : {result}"));
        }
        if self.dice.chance(30) {
            lines.reverse();
        }
        lines.join("; ")
    }

    /// Results of so many lines, straight ones only between two ends.
    fn results_of(&mut self, count: usize, ty: Ty) -> Vec<String> {
        let value = |at: usize| if ty == Ty::Number { format!("{}", at * 40) } else { format!("{}%", at * 15) };
        let mut results: Vec<String> = (0..count).map(value).collect();
        for at in 1..count.saturating_sub(1) {
            if self.dice.chance(45) {
                results[at] = format!("{} {} {} {}", self.say("linear", "线性"), value(at), self.say("to", "至"), value(at + 1));
                if at + 2 == count && self.dice.chance(50) {
                    results[at + 1] = self.say("linear onward", "线性延续").to_string();
                } else if at == 1 && self.dice.chance(30) {
                    results[0] = self.say("linear onward", "线性延续").to_string();
                }
            }
        }
        if self.dice.chance(25) {
            results[count - 1] = format!("{} \"Ask first\"", self.say("refuse", "报错"));
        } else if self.dice.chance(25) {
            let at = self.dice.below(count);
            let own = self.expr(ty, Scope::Person, 1);
            if !results[at].contains("linear") && !results[at].contains("线性") {
                results[at] = own;
            }
        }
        results
    }

    /// Bands in an expression.
    pub fn bands(&mut self, ty: Ty) -> String {
        if self.inside {
            return self.known_of(ty, Scope::Person).expect("a column of every type");
        }
        if self.dice.chance(25) {
            return self.moving_bands(ty);
        }
        self.inside = true;
        let (on, ends) = self.on();
        let ends = self.some_of(ends);
        let results = self.results_of(ends.len() + 1, ty);
        let lines = self.lines(&ends, &results);
        self.inside = false;
        if self.chinese { format!("(按 {on} 分档 {{ {lines} }})") } else { format!("(bands on {on} {{ {lines} }})") }
    }

    /// Bands whose ends are the person's own, or that take whole numbers only.
    fn moving_bands(&mut self, ty: Ty) -> String {
        let (quota, revenue, delta, csat) = (self.columns.quota, self.columns.revenue, self.columns.delta, self.columns.csat);
        let unit = if ty == Ty::Percent { "%" } else { "" };
        match self.dice.below(5) {
            3 => format!(
                "(bands on {revenue} {{ below {quota} : 1{unit}; from {quota} up to {revenue} : linear 1{unit} to 2{unit}; above {revenue} : 3{unit} }})"
            ),
            0 => format!("(bands on {revenue} {{ below {quota} : 1{unit}; from {quota} : 2{unit}; from 120% of {quota} : 3{unit} }})"),
            1 => format!(
                "(bands on {delta} {{ below {quota} : 1{unit}; from {quota} below {revenue} : linear 1{unit} to 2{unit}; from {revenue} : 3{unit} }})"
            ),
            2 => format!("(bands on {csat} whole {{ up to 2 : 10{unit}; from 3 up to 4 : 20{unit}; from 5 : 35{unit} }})"),
            _ => format!("(按 {delta} 取整数 分档 {{ 不超过0 ：1{unit}；1以上 ：2{unit} }})"),
        }
    }

    /// Tiers in an expression; some of them name what a line pays.
    pub fn tiers(&mut self) -> String {
        if self.inside {
            return self.columns.revenue.to_string();
        }
        self.inside = true;
        let on = if self.dice.chance(70) { self.columns.revenue.to_string() } else { self.expr(Ty::Money, Scope::Person, 1) };
        let lines = self.tier_lines();
        self.inside = false;
        let mode = self.dice.below(3);
        if mode == 2 {
            let falling = self.falling_lines();
            return if self.chinese {
                format!("(按 {on} 超额累进 递减 {{ {falling} }})")
            } else {
                format!("(tiers marginal decelerating on {on} {{ {falling} }})")
            };
        }
        let (english, chinese) = [("marginal", "超额累进"), ("whole", "全额累进")][mode];
        if self.chinese { format!("(按 {on} {chinese} {{ {lines} }})") } else { format!("(tiers {english} on {on} {{ {lines} }})") }
    }

    fn falling_lines(&mut self) -> String {
        let words = self.words();
        format!(
            "{}5_000{} : 5%; {}1万{} : 3%; {}1万{} : 1%",
            words.up_to.0, words.up_to.1, words.up_to.0, words.up_to.1, words.above.0, words.above.1
        )
    }

    pub fn tier_lines(&mut self) -> String {
        let words = self.words();
        let quota = self.columns.quota;
        let own = format!("{}%", 4 + self.dice.below(3));
        let top = match self.dice.below(6) {
            0 => format!("{} \"Ask first\"", self.say("refuse", "报错")),
            1 => self.columns.share.to_string(),
            _ => "7.5%".to_string(),
        };
        let (up, above, below) = (words.up_to, words.above, words.below);
        let cost = self.columns.cost;
        match self.dice.below(8) {
            6 => format!("up to {quota} : 1%; up to {cost} : {own}; above {cost} : {top}"),
            7 => format!("above 0 up to 5_000 : 1%; above 5_000 below 1万 : {own}; from 1万 : {top}"),
            0 => format!("up to {quota} : 1%; up to 120% of {quota} : {own}; above 120% of {quota} : {top}"),
            1 => format!("{}0{} : 1%; {}5_000{} : 2%; {}5_000{} : {top}", below.0, below.1, up.0, up.1, above.0, above.1),
            2 => format!("{}8_000{} : {own}; {}8_000{} : {top}", below.0, below.1, words.from.0, words.from.1),
            _ => format!("{}1_000{} : 0%; {}5_000{} : {own}; {}5_000{} : {top}", up.0, up.1, up.0, up.1, above.0, above.1),
        }
    }

    /// Shapes that stand alone: used with `on`, or read by their own name.
    pub fn shape_clauses(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        if self.dice.chance(60) {
            self.turn();
            let name = self.fresh("curve", "曲线");
            self.inside = true;
            let ends = self.some_of(&["50%", "80%", "100%", "150%"]);
            let results = self.results_of(ends.len() + 1, Ty::Number);
            let lines = self.lines(&ends, &results);
            self.inside = false;
            items.push(format!("{} {name} {{ {lines} }}", self.say("bands", "分档")));
            self.curves.push(name);
        }
        if self.dice.chance(60) {
            self.turn();
            let name = self.fresh("standard", "标准");
            let lines = self.tier_lines();
            items.push(format!("{} {name} {} {{ {lines} }}", self.say("tiers", "累进"), self.say("marginal", "超额累进")));
            self.standards.push(name);
        }
        if self.dice.chance(50) {
            items.push(self.level_bands());
        }
        items
    }

    /// Bands with several columns, or with one value under their own name.
    fn level_bands(&mut self) -> String {
        self.turn();
        let (on, ends) = self.on();
        let ends = self.some_of(ends);
        let name = self.fresh("rank", "档位");
        if self.dice.chance(35) {
            self.inside = true;
            let results = self.results_of(ends.len() + 1, Ty::Number);
            let lines = self.lines(&ends, &results);
            self.inside = false;
            self.learn(&name, Ty::Number, Scope::Person);
            return format!("{} {name} {} {on} {{ {lines} }}", self.say("bands", "分档"), self.say("on", "按"));
        }
        let comma = self.say(", ", "，");
        let results: Vec<String> = (0..=ends.len()).map(|at| format!("base {}元{comma}part {}%", at * 300, at)).collect();
        let lines = self.lines(&ends, &results);
        self.learn(&format!("{name}.base"), Ty::Money, Scope::Person);
        self.learn(&format!("{name}.part"), Ty::Percent, Scope::Person);
        format!("{} {name} {} {on} {{ {lines} }}", self.say("bands", "分档"), self.say("on", "按"))
    }

    pub fn table_clauses(&mut self) -> Vec<String> {
        let mut items = Vec::new();
        let columns =
            [self.columns.role, self.columns.level, self.columns.csat, self.columns.share, self.columns.product, self.columns.team];
        let [role, level, csat, share, product, team] = columns;
        if self.dice.chance(60) {
            self.turn();
            let name = self.fresh("rate", "比例");
            let (any, by) = (self.say("any", "任意"), self.say("by", "按"));
            let last = if self.dice.chance(25) { format!("{} \"No rate\"", self.say("refuse", "报错")) } else { self.constant_percent() };
            items.push(format!(
                "{} {name} {by} {role}, {level} {{ \"AE\", \"junior\" : {}; (\"SDR\", \"AE\"), {any} : 6%; {any}, {any} : {last} }}",
                self.say("table", "对照表"),
                self.constant_percent(),
            ));
            self.tables.push((name, Ty::Percent, vec![role.to_string(), level.to_string()]));
        }
        if self.dice.chance(50) {
            self.turn();
            let name = self.fresh("factor", "系数表");
            let (table, by, grid) = (self.say("table", "对照表"), self.say("by", "按"), self.say("grid", "网格"));
            let refuse = format!("{} \"Too low\"", self.say("refuse", "报错"));
            let corner = if self.dice.chance(30) { refuse } else { "0.7".to_string() };
            items.push(format!(
                "{table} {name} {by} {csat}, {share} {grid} {{\n below 50% | from 50% | from 80%\n from 4 : 0.8 | 1.0 | 1.2\n below 4 : 0.5 | {corner} | 0.9\n}}"
            ));
            self.tables.push((name, Ty::Number, vec![csat.to_string(), share.to_string()]));
        }
        if self.dice.chance(40) {
            let name = self.fresh("steps_of", "分段表");
            items.push(format!("table {name} by {csat} {{ below 3 : 100元; from 3 below 4.5 : 200元; from 4.5 : 350.5元 }}"));
            self.tables.push((name, Ty::Money, vec![csat.to_string()]));
        }
        if self.dice.chance(50) {
            let name = self.fresh("fixed", "定额");
            let key = if self.dice.chance(60) { role } else { team };
            let period = if self.dice.chance(50) { ", period" } else { "" };
            items.push(format!("table {name} : money by {key}{period} from data"));
            self.from_data.push((name.clone(), format!("{key}{period}")));
            self.tables.push((name, Ty::Money, vec![key.to_string()]));
        }
        if self.dice.chance(30) {
            let name = self.fresh("credit", "计提");
            items.push(format!("对照表 {name} 按 {product} {{ \"SaaS\" ：100%；其余 ：50% }}"));
            self.learn(&format!("{name}({product})"), Ty::Percent, Scope::Deal);
        }
        items
    }

    fn constant_percent(&mut self) -> String {
        if self.dice.chance(30) {
            self.known_of(Ty::Percent, Scope::Constant).unwrap_or_else(|| "5%".to_string())
        } else {
            "5%".to_string()
        }
    }
}
