//! Values of every type, each in brackets where it is more than one name or number.

use super::{Scope, Ty, Writer};

impl Writer {
    pub fn expr(&mut self, ty: Ty, scope: Scope, depth: usize) -> String {
        if depth == 0 || self.dice.chance(20) {
            return self.atom(ty, scope);
        }
        let deeper = depth - 1;
        if self.dice.chance(6)
            && let Some(text) = self.among(ty, scope)
        {
            return text;
        }
        match ty {
            Ty::Money => self.money(scope, deeper),
            Ty::Yen => self.yen(scope, deeper),
            Ty::Percent => self.percent(scope, deeper),
            Ty::Number => self.number(scope, deeper),
            Ty::Count => self.count(scope, deeper),
            Ty::Days => self.days(scope, deeper),
            Ty::Date => self.date(scope, deeper),
            Ty::Flag => self.flag(scope, deeper),
            Ty::Role | Ty::Level | Ty::Stage | Ty::Product => self.atom(ty, scope),
        }
    }

    /// A name of this type that may be read here.
    pub fn known_of(&mut self, ty: Ty, scope: Scope) -> Option<String> {
        let readable = |known: &&super::Known| {
            known.ty == ty
                && match scope {
                    Scope::Constant => known.scope == Scope::Constant,
                    Scope::Person | Scope::Payee => known.scope != Scope::Deal && (known.scope != Scope::Payee || !self.inside),
                    Scope::Deal => known.scope != Scope::Payee,
                }
        };
        let found: Vec<String> = self.known.iter().filter(readable).map(|known| known.text.clone()).collect();
        let name = if found.is_empty() { return None } else { self.dice.pick(&found).clone() };
        let written = self.written(name, ty, scope);
        Some(self.as_of(written, scope))
    }

    /// A name as somebody may write it: bare, behind the name of its input, in backticks.
    fn written(&mut self, name: String, ty: Ty, scope: Scope) -> String {
        if name.contains(['.', '(']) || scope == Scope::Constant {
            return name;
        }
        let of_deal = self.known.iter().any(|known| known.text == name && known.ty == ty && known.scope == Scope::Deal);
        match self.dice.below(20) {
            0 if of_deal => format!("{}.{name}", self.columns.deals),
            1 if self.columns.of_people().contains(&name.as_str()) => format!("{}.{name}", self.columns.people),
            2 => format!("`{name}`"),
            _ => name,
        }
    }

    pub fn atom(&mut self, ty: Ty, scope: Scope) -> String {
        if let Some(own) = self.own
            && scope == Scope::Person
            && !self.inside
            && self.dice.chance(35)
        {
            if ty == Ty::Percent && own.has_target {
                return self.say("attainment", "完成率").to_string();
            }
            if ty == own.measure {
                return self.say("measure", "实际值").to_string();
            }
        }
        if let Some(name) = self.known_of(ty, scope) {
            return name;
        }
        match ty {
            Ty::Days if scope != Scope::Constant => self.say("days in period", "期内天数").to_string(),
            Ty::Money | Ty::Yen | Ty::Percent | Ty::Number | Ty::Count | Ty::Days | Ty::Date => self.literal(ty),
            Ty::Flag | Ty::Role | Ty::Level | Ty::Stage | Ty::Product => panic!("every choice and flag has its column"),
        }
    }

    pub fn literal(&mut self, ty: Ty) -> String {
        let from: &[&str] = match ty {
            Ty::Money => &["0", "100", "333.33", "1_000", "5_000", "8_000", "1万", "12_345.67", "0.5万"],
            Ty::Yen => &["0", "100", "1_000", "333.3"],
            Ty::Percent => &["5%", "20%", "50%", "33.3%", "100%", "8‰", "80%", "120%"],
            Ty::Number => &["0", "1", "2", "3", "4.5", "0.1", "7"],
            Ty::Count if self.chinese => &["0", "1个", "3件", "5个", "10次"],
            Ty::Count => &["0", "1", "3", "5", "10"],
            Ty::Days => &["0 days", "1 day", "30 days", "45 days"],
            Ty::Date => &["2026-01-01", "2026-02-15", "2026-03-31", "2025-12-31"],
            Ty::Flag => &["yes", "no"],
            Ty::Role | Ty::Level | Ty::Stage | Ty::Product => panic!("{ty:?} has options"),
        };
        (*self.dice.pick(from)).to_string()
    }

    /// The forms every number has.
    fn common(&mut self, ty: Ty, scope: Scope, depth: usize) -> String {
        let one = self.expr(ty, scope, depth);
        let two = if self.dice.chance(40) { self.literal(ty) } else { self.expr(ty, scope, depth) };
        match self.dice.below(8) {
            0 | 1 => self.choice(&one, &two, scope, depth),
            2 | 3 => format!("({one} {} {two})", self.say("otherwise", "无则")),
            4 => format!("min({one}, {two})"),
            5 => format!("max({one}, {two})"),
            6 => {
                if self.chinese {
                    format!("(({one}) 绝对值)")
                } else {
                    format!("abs({one})")
                }
            }
            _ => self.rounded(ty, &one),
        }
    }

    fn choice(&mut self, one: &str, two: &str, scope: Scope, depth: usize) -> String {
        let condition = self.condition(scope, depth);
        let (if_, then, otherwise) = (self.say("if", "如果"), self.say("then", "那么"), self.say("else", "否则"));
        if self.dice.chance(30) {
            let second = self.condition(scope, depth);
            return format!("({if_} {condition} {then} {one} {otherwise} {if_} {second} {then} {two} {otherwise} {one})");
        }
        format!("({if_} {condition} {then} {one} {otherwise} {two})")
    }

    fn rounded(&mut self, ty: Ty, value: &str) -> String {
        let units: &[&str] = match ty {
            Ty::Money => &["0.01", "1", "100"],
            Ty::Percent => &["1%", "0.1%"],
            Ty::Yen | Ty::Number | Ty::Count | Ty::Days | Ty::Date | Ty::Flag | Ty::Role | Ty::Level | Ty::Stage | Ty::Product => {
                &["0.1", "1", "7"]
            }
        };
        // A unit of the person's own may turn out to be none.
        let own = ty == Ty::Money && self.dice.chance(35);
        let unit = if own { self.columns.cost } else { *self.dice.pick(units) };
        let modes = [("", "四舍五入"), ("half up", "四舍五入"), ("half even", "四舍六入五成双"), ("up", "进位"), ("down", "舍去")];
        let (english, chinese) = *self.dice.pick(&modes);
        if self.chinese { format!("(({value}) {chinese}到 {unit})") } else { format!("(round ({value}) to {unit} {english})") }
    }

    fn money(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(20) {
            17..=19 if scope != Scope::Constant => {
                let yen = self.expr(Ty::Yen, scope, depth);
                self.converted(&yen, self.columns.home, scope)
            }
            0 | 1 => format!("({} + {})", self.expr(Ty::Money, scope, depth), self.expr(Ty::Money, scope, depth)),
            2 | 3 => format!("({} - {})", self.expr(Ty::Money, scope, depth), self.expr(Ty::Money, scope, depth)),
            4 => format!("({} * {})", self.expr(Ty::Money, scope, depth), self.expr(Ty::Percent, scope, depth)),
            5 => format!("({} / {})", self.expr(Ty::Money, scope, depth), self.expr(Ty::Count, scope, depth)),
            6 => format!("({} / 3)", self.expr(Ty::Money, scope, depth)),
            7 => format!("(-{})", self.expr(Ty::Money, scope, depth)),
            8 => {
                let share = *self.dice.pick(&["20%", "5%", "120%"]);
                let whole = self.atom(Ty::Money, scope);
                if self.chinese { format!("({whole} 的 {share})") } else { format!("({share} of {whole})") }
            }
            9 => {
                let (one, two, three) = (self.atom(Ty::Money, scope), self.atom(Ty::Money, scope), self.expr(Ty::Money, scope, depth));
                format!("({one} * {two} / {three})")
            }
            10 if scope == Scope::Person && !self.inside && !self.standards.is_empty() => self.standard(depth),
            11 if scope == Scope::Person => self.tiers(),
            12 | 13 if scope != Scope::Constant => self.aggregate(Ty::Money, scope),
            14 if scope == Scope::Person => self.call(Ty::Money).unwrap_or_else(|| self.atom(Ty::Money, scope)),
            _ => self.common(Ty::Money, scope, depth),
        }
    }

    /// Money in another currency; a column of it is always somewhere in it.
    fn yen(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(8) {
            0 => format!("({} + {})", self.expr(Ty::Yen, scope, depth), self.expr(Ty::Yen, scope, depth)),
            1 => format!("({} - {})", self.expr(Ty::Yen, scope, depth), self.literal(Ty::Yen)),
            2 => format!("({} * {})", self.expr(Ty::Yen, scope, depth), self.literal(Ty::Percent)),
            3 if scope == Scope::Deal => self.converted(self.columns.amount, "JPY", scope),
            3 if scope == Scope::Person && !self.inside => self.converted(self.columns.cost, "JPY", scope),
            4 | 5 if scope != Scope::Constant => self.aggregate(Ty::Yen, scope),
            _ => self.common(Ty::Yen, scope, depth),
        }
    }

    fn converted(&mut self, value: &str, to: &str, scope: Scope) -> String {
        if self.dice.chance(40) {
            let day = self.atom(Ty::Date, scope);
            return if self.chinese {
                format!("({value} 折成 {to}，以 {day} 为准)")
            } else {
                format!("({value} in {to} as of {day})")
            };
        }
        if self.chinese { format!("({value} 折成{to})") } else { format!("({value} in {to})") }
    }

    fn percent(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(12) {
            0..=2 => format!("({} / {})", self.expr(Ty::Money, scope, depth), self.expr(Ty::Money, scope, depth)),
            3 => format!("({} / {})", self.expr(Ty::Count, scope, depth), self.expr(Ty::Count, scope, depth)),
            4 => format!("({} + {})", self.expr(Ty::Percent, scope, depth), self.expr(Ty::Percent, scope, depth)),
            5 => format!("({} * {})", self.expr(Ty::Percent, scope, depth), self.expr(Ty::Number, scope, depth)),
            6 => format!("({} / {})", self.expr(Ty::Days, scope, depth), self.expr(Ty::Days, scope, depth)),
            7 if scope == Scope::Person => self.call(Ty::Percent).unwrap_or_else(|| self.atom(Ty::Percent, scope)),
            8 if scope != Scope::Constant => self.aggregate(Ty::Percent, scope),
            9 if scope == Scope::Person => self.bands(Ty::Percent),
            _ => self.common(Ty::Percent, scope, depth),
        }
    }

    fn number(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(16) {
            0 => format!("({} {})", self.expr(Ty::Percent, scope, depth), self.say("in points", "折成分")),
            1 => format!("({} * {})", self.expr(Ty::Number, scope, depth), self.expr(Ty::Count, scope, depth)),
            2 => format!("({} + {})", self.expr(Ty::Number, scope, depth), self.expr(Ty::Count, scope, depth)),
            3 => format!("({} / {})", self.expr(Ty::Number, scope, depth), self.expr(Ty::Number, scope, depth)),
            4 if self.columns.employed && scope != Scope::Constant => {
                let words = [
                    ("full months employed in period", "期内在职满月数"),
                    ("started months employed in period", "期内在职月数（不足一月按一月计）"),
                ];
                let (english, chinese) = *self.dice.pick(&words);
                format!("({} + {})", self.say(english, chinese), self.atom(Ty::Number, scope))
            }
            5 => {
                let value = self.expr(Ty::Number, scope, depth);
                let (english, chinese) = *self.dice.pick(&[("floor", "向下取整"), ("ceil", "向上取整")]);
                if self.chinese { format!("(({value}) {chinese})") } else { format!("{english}({value})") }
            }
            13 if scope == Scope::Person && !self.inside => {
                let (minutes, visits) = (self.columns.minutes, self.columns.visits);
                if self.chinese {
                    format!("({visits}（其中 good）的 {minutes} 合计)")
                } else {
                    format!("(average of {minutes} over {visits} where good)")
                }
            }
            6 | 7 if scope != Scope::Constant => self.aggregate(Ty::Number, scope),
            8 | 9 if scope == Scope::Person => self.bands(Ty::Number),
            10 if scope == Scope::Person && !self.curves.is_empty() => {
                let curve = self.dice.pick(&self.curves.clone()).clone();
                format!(
                    "({curve} on ({} / {}))",
                    self.dice.pick(&[self.columns.revenue, self.columns.cost, self.columns.delta]),
                    self.columns.quota
                )
            }
            11 if scope == Scope::Person => self.call(Ty::Number).unwrap_or_else(|| self.atom(Ty::Number, scope)),
            12 => format!("({} * 50%)", self.expr(Ty::Number, scope, depth)),
            _ => self.common(Ty::Number, scope, depth),
        }
    }

    fn count(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(4) {
            0 | 1 if scope != Scope::Constant => self.aggregate(Ty::Count, scope),
            2 => {
                let (one, two) = (self.atom(Ty::Count, scope), self.atom(Ty::Count, scope));
                self.choice(&one, &two, scope, depth)
            }
            _ => self.atom(Ty::Count, scope),
        }
    }

    fn days(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(9) {
            6 if self.columns.employed && scope != Scope::Constant => {
                self.say("working days employed in period", "期内在职工作日数").to_string()
            }
            7 => self.say("working days in period", "期内工作日数").to_string(),
            8 if scope != Scope::Constant => {
                let (from, to) = (self.atom(Ty::Date, scope), self.say("period end", "期末"));
                if self.chinese { format!("({from} 至 {to} 的工作日数)") } else { format!("(working days from {from} to {to})") }
            }
            0 if self.columns.employed && scope != Scope::Constant => self.say("days employed in period", "期内在职天数").to_string(),
            1 => self.say("days in period", "期内天数").to_string(),
            2 if scope != Scope::Constant => {
                let (from, to) = (self.atom(Ty::Date, scope), self.say("period end", "期末"));
                if self.chinese { format!("({from} 至 {to} 的天数)") } else { format!("(days from {from} to {to})") }
            }
            3 => {
                let (one, two) = (self.expr(Ty::Days, scope, depth), self.literal(Ty::Days));
                format!("({one} + {two})")
            }
            _ => format!("({} - {})", self.expr(Ty::Date, scope, depth), self.expr(Ty::Date, scope, depth)),
        }
    }

    fn date(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(13) {
            10 => {
                let (start, count) = (self.atom(Ty::Date, scope), *self.dice.pick(&["1", "5", "22"]));
                if self.chinese { format!("({start} 之后{count}个工作日)") } else { format!("({count} working days after {start})") }
            }
            11 => {
                let (start, sign) = (self.expr(Ty::Date, scope, depth), *self.dice.pick(&["+", "-"]));
                format!("({start} {sign} {} working days)", self.dice.pick(&["0", "1", "10"]))
            }
            12 => format!("({}, {})", self.expr(Ty::Date, scope, depth), self.say("rolling to the next working day", "逢休假日顺延")),
            8 if scope == Scope::Person && !self.inside => {
                let (deals, closed) = (self.columns.deals, self.columns.closed);
                if self.chinese { format!("({deals} 的 {closed} 最大)") } else { format!("(min of {closed} over {deals})") }
            }
            9 if !self.chinese => format!("max({}, {})", self.atom(Ty::Date, scope), self.atom(Ty::Date, scope)),
            6 if !self.chinese => format!("({} + days in period / 2)", self.atom(Ty::Date, scope)),
            7 if self.dice.chance(15) => format!("({} + 3_000_000 days)", self.atom(Ty::Date, scope)),
            0 => self.say("period start", "期初").to_string(),
            1 => self.say("period end", "期末").to_string(),
            2 => {
                let (start, days) = (self.atom(Ty::Date, scope), self.dice.pick(&["30", "45"]).to_string());
                if self.chinese { format!("({start} 之后{days}天)") } else { format!("({start} + {days} days)") }
            }
            3 => {
                let months = *self.dice.pick(&["1", "2", "13"]);
                let sign = *self.dice.pick(&["+", "-"]);
                let start = self.expr(Ty::Date, scope, depth);
                let rule = *self.dice.pick(&["last day", "last day", "next day", ""]);
                format!("({start} {sign} {months} months {rule})")
            }
            4 => format!("({} - {})", self.expr(Ty::Date, scope, depth), self.literal(Ty::Days)),
            _ => format!("({} {} {})", self.atom(Ty::Date, scope), self.say("otherwise", "无则"), self.literal(Ty::Date)),
        }
    }

    /// A sum, average … over the person's rows, the team, everyone.
    fn aggregate(&mut self, ty: Ty, scope: Scope) -> String {
        if self.inside || scope == Scope::Constant {
            return self.atom(ty, scope);
        }
        self.inside = true;
        let (over, within) = match self.dice.below(8) {
            0..=2 => (self.columns.deals.to_string(), Scope::Deal),
            3 => (self.say("everyone", "全员").to_string(), Scope::Person),
            4 => (self.reports(), Scope::Person),
            _ => (self.columns.team.to_string(), Scope::Person),
        };
        let filter = if self.dice.chance(55) { Some(self.filter(within)) } else { None };
        let functions = [("sum", "合计"), ("sum", "合计"), ("average", "平均"), ("min", "最小"), ("max", "最大"), ("median", "中位数")];
        let (english, chinese) = if ty == Ty::Count { ("count", "计数") } else { *self.dice.pick(&functions) };
        let value = if ty == Ty::Count { String::new() } else { self.expr(ty, within, 1) };
        let counted = (ty == Ty::Count && !self.chinese && self.dice.chance(25)).then(|| self.expr(Ty::Money, within, 1));
        // Deals are rated by whoever would rate them: their product.
        let trim = if english == "average" && self.dice.chance(40) { Some(self.trim()) } else { None };
        let rated = if english == "average" && within == Scope::Deal && self.dice.chance(40) { self.rated() } else { String::new() };
        self.inside = false;
        if let Some(counted) = counted {
            let filter = filter.map_or(String::new(), |filter| format!(" where {filter}"));
            return format!("(count of ({counted}) over {over}{filter})");
        }
        if self.chinese {
            let filter = filter.map_or(String::new(), |filter| format!("（其中 {filter}）"));
            return if ty == Ty::Count {
                format!("({over}{filter} 的 计数)")
            } else if let Some((_, trim)) = trim {
                format!("({over}{filter} 的 ({value}) {trim}{rated})")
            } else {
                format!("({over}{filter} 的 ({value}) {chinese}{rated})")
            };
        }
        let filter = filter.map_or(String::new(), |filter| format!(" where {filter}"));
        match (ty, trim) {
            (Ty::Count, _) => format!("(count over {over}{filter})"),
            (_, Some((trim, _))) => format!("(trimmed mean of ({value}) over {over} {trim}{filter}{rated})"),
            (_, None) => format!("({english} of ({value}) over {over}{filter}{rated})"),
        }
    }

    /// What a mean leaves out, in both languages.
    fn trim(&mut self) -> (String, String) {
        let (high, low) = *self.dice.pick(&[(1, 1), (1, 0), (0, 1), (2, 1)]);
        let least = high + low + 1 + self.dice.below(2);
        let mut parts = (Vec::new(), Vec::new());
        for (count, en, zh) in [(high, "high", "最高分"), (low, "low", "最低分")] {
            if count > 0 {
                parts.0.push(format!("{count} {en}"));
                parts.1.push(format!("{count}个{zh}"));
            }
        }
        let english = format!("dropping {} when at least {least}", parts.0.join(", "));
        (english, format!("去掉{}后平均（满{least}个起）", parts.1.join("、")))
    }

    fn rated(&mut self) -> String {
        let weights = *self.dice.pick(&[("60%", "40%"), ("100%", "0%"), ("33.3%", "66.7%")]);
        let missing = self.dice.below(3);
        let missing = [("reweight", "重新分配"), ("zero", "计零"), ("error", "报错")][missing];
        let product = self.columns.product;
        let kinds = format!("{{ \"SaaS\" : {}; \"HW\" : {} }}", weights.0, weights.1);
        if self.chinese {
            format!("，评分人按 {product} {kinds}，缺失时{}", missing.1)
        } else {
            format!(", rated by {product} {kinds}, missing {}", missing.0)
        }
    }

    /// Whom the person manages.
    fn reports(&mut self) -> String {
        let word = if self.dice.chance(50) { self.say("all reports", "全部下属") } else { self.say("reports", "下属") };
        match (self.dice.chance(30), self.chinese) {
            (false, _) => word.to_string(),
            (true, true) => format!("按 manager 的 {word}"),
            (true, false) => format!("{word} by manager"),
        }
    }

    /// A table of this type, where there is one.
    fn call(&mut self, ty: Ty) -> Option<String> {
        let found: Vec<(String, Ty, Vec<String>)> = self.tables.iter().filter(|table| table.1 == ty).cloned().collect();
        if found.is_empty() {
            return None;
        }
        let (name, _, keys) = self.dice.pick(&found).clone();
        Some(format!("{name}({})", keys.join(", ")))
    }

    /// `standard on sales`, from 0 or from where earlier sales ended.
    fn standard(&mut self, depth: usize) -> String {
        let name = self.dice.pick(&self.standards.clone()).clone();
        let on = self.expr(Ty::Money, Scope::Person, depth);
        if self.dice.chance(40) {
            return format!("({name} on {on} starting at {})", self.atom(Ty::Money, Scope::Person));
        }
        format!("({name} on {on})")
    }
}
