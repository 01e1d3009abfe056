//! The header and the input blocks, with columns that vary in what they leave out.

use super::dice::Dice;
use super::{Scope, Ty, Writer};

/// How a blank cell of a column is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Blank {
    Wrong,
    Missing,
    Default,
}

/// The names of the columns in one policy, and how some of them are written in the files.
pub struct Columns {
    pub people: &'static str,
    pub deals: &'static str,
    pub visits: &'static str,
    pub role: &'static str,
    pub level: &'static str,
    pub team: &'static str,
    pub hired: &'static str,
    pub left: &'static str,
    pub revenue: &'static str,
    pub quota: &'static str,
    pub cost: &'static str,
    pub delta: &'static str,
    pub csat: &'static str,
    pub units: &'static str,
    pub goal_units: &'static str,
    pub share: &'static str,
    pub signed: &'static str,
    pub amount: &'static str,
    pub discount: &'static str,
    pub portion: &'static str,
    pub stage: &'static str,
    pub product: &'static str,
    pub qty: &'static str,
    pub closed: &'static str,
    pub minutes: &'static str,
    pub abroad: &'static str,
    pub fee: &'static str,
    /// The currency of the header.
    pub home: &'static str,
    /// Rows of several periods stand in one file.
    pub period_column: bool,
    pub dated: bool,
    pub employed: bool,
    /// The calendar the header names.
    pub calendar: &'static str,
    pub quota_blank: Blank,
    pub cost_blank: Blank,
    pub closed_optional: bool,
    /// How bare numbers in the share column are meant: as written with a sign, as a ratio, in percent.
    pub share_unit: usize,
    /// The revenue column counts in ten thousands.
    pub in_wan: bool,
    pub deal_rule: bool,
    pub row_rule: bool,
    pub team_optional: bool,
    /// Deals are credited to several people.
    pub credited: bool,
}

impl Columns {
    /// Those that stand in the population under no other name than their own.
    pub fn of_people(&self) -> [&'static str; 8] {
        [self.revenue, self.quota, self.cost, self.delta, self.csat, self.units, self.share, self.hired]
    }

    pub fn new(dice: &mut Dice) -> Columns {
        let mut name = |english: &'static str, chinese: &'static str| if dice.chance(50) { english } else { chinese };
        let mut columns = Columns {
            people: name("people", "人员"),
            deals: name("deals", "订单"),
            visits: name("visits", "拜访"),
            role: name("role", "岗位"),
            level: name("level", "职级"),
            team: name("team", "班组"),
            hired: name("hired", "入职日期"),
            left: name("left", "离职日期"),
            revenue: name("revenue", "回款额"),
            quota: name("quota", "回款目标"),
            cost: name("cost", "费用"),
            delta: name("delta", "差异额"),
            csat: name("csat", "客户评分"),
            units: name("units", "新客户数"),
            goal_units: name("goal_units", "客户目标数"),
            share: name("share", "及时率"),
            signed: name("signed", "已签收"),
            amount: name("amount", "到账金额"),
            discount: name("discount", "折扣"),
            portion: name("portion", "占比"),
            stage: name("stage", "状态"),
            product: name("product", "产品"),
            qty: name("qty", "件数"),
            closed: name("closed", "成交日期"),
            minutes: name("minutes", "分钟"),
            abroad: name("abroad", "境外额"),
            fee: name("fee", "手续费"),
            home: "CNY",
            period_column: false,
            dated: true,
            employed: true,
            calendar: "China",
            quota_blank: Blank::Missing,
            cost_blank: Blank::Default,
            closed_optional: false,
            share_unit: 0,
            in_wan: false,
            deal_rule: false,
            row_rule: false,
            team_optional: false,
            credited: false,
        };
        columns.period_column = dice.chance(30);
        columns.dated = dice.chance(75);
        columns.employed = dice.chance(75);
        columns.calendar = *dice.pick(&["China", "中国", "双休", "Ours", "Ours"]);
        columns.home = *dice.pick(&["CNY", "USD"]);
        columns.quota_blank = *dice.pick(&[Blank::Wrong, Blank::Missing, Blank::Default]);
        columns.cost_blank = *dice.pick(&[Blank::Wrong, Blank::Missing, Blank::Default]);
        columns.closed_optional = dice.chance(40);
        columns.share_unit = dice.below(3);
        columns.in_wan = dice.chance(20);
        columns.deal_rule = dice.chance(30);
        columns.row_rule = dice.chance(30);
        columns.team_optional = dice.chance(30);
        columns.credited = dice.chance(30);
        columns
    }
}

impl Writer {
    pub fn header(&mut self, period: &str) -> String {
        self.turn();
        let kinds = [("Q", "quarter", "季度"), ("H", "half year", "半年度"), ("-", "month", "月度"), ("", "year", "年度")];
        let (_, english, chinese) = *kinds.iter().find(|(mark, _, _)| period.contains(mark)).expect("every period has a kind");
        let modes = [("half up", "四舍五入"), ("half even", "四舍六入五成双"), ("up", "进位"), ("down", "舍去")];
        let (mode, mode_zh) = *self.dice.pick(&modes);
        let unit = *self.dice.pick(&["0.01", "0.1", "1", "10", "0.05"]);
        let (calendar, home) = (self.columns.calendar, self.columns.home);
        let foreign = match self.dice.below(3) {
            0 => self.say("\n  rounding JPY half up to 1", "\n  尾数 日元 四舍五入到 1"),
            1 => self.say("\n  rounding JPY down to 0.1", "\n  尾数 JPY 舍去到 0.1"),
            _ => "",
        };
        if self.chinese {
            format!(
                "制度 \"样例\" {{\n  周期 {chinese}\n  货币 {home}\n  有效期 2026-01-01 至 2026-12-31\n  尾数 金额 {mode_zh}到 {unit}\n  战略 增长 \"增长\"\n  日历 \"{calendar}\"{foreign}"
            )
        } else {
            format!(
                "policy \"Sample\" {{\n  period {english}\n  currency {home}\n  effective 2026-01-01 to 2026-12-31\n  rounding money {mode} to {unit}\n  strategy 增长 \"Growth\"\n  calendar \"{calendar}\"{foreign}"
            )
        }
    }

    /// Rates into the header's currency and back.
    pub fn rates(&mut self) -> Vec<String> {
        let home = self.columns.home;
        let mut items = Vec::new();
        for (from, to, one, two) in [("JPY", home, "0.048", "0.05"), (home, "JPY", "20.5", "19")] {
            self.turn();
            let (rate, word, since) = (self.say("rate", "汇率"), self.say("to", "至"), self.say("from", "自"));
            let values = match self.dice.below(6) {
                0 | 1 => format!("{one} {since} 2026-01-01, {two} {since} 2026-02-28"),
                2 => format!("{one}, {two} {since} 2026-03-31"),
                // Not in force for the earlier periods and dates.
                3 => format!("{one} {since} 2026-02-01"),
                _ => one.to_string(),
            };
            items.push(format!("{rate} {from} {word} {to} = {values}"));
        }
        items
    }

    /// A calendar of the policy's own; it ends before some periods do.
    pub fn calendar(&mut self) -> Option<String> {
        if self.columns.calendar != "Ours" {
            return None;
        }
        self.turn();
        let last = *self.dice.pick(&["2026-12-31", "2026-12-31", "2026-03-31"]);
        let (weekend, zh) = *self.dice.pick(&[("saturday, sunday", "周六、周日"), ("sunday", "周日"), ("none", "无")]);
        Some(if self.chinese {
            format!(
                "日历 \"Ours\" {{ 涵盖 2025-12-01 至 {last}；周末 {zh}；放假 2026-01-01 至 2026-01-03、2026-02-16；调休上班 2026-02-28 }}"
            )
        } else {
            format!(
                "calendar \"Ours\" {{ covers 2025-12-01 to {last}; weekend {weekend}; holiday 2026-01-01 to 2026-01-03; workday 2026-01-04, 2026-02-28 }}"
            )
        })
    }

    /// What the header says of pay, revenue and the law; the header is closed behind it.
    pub fn figures(&mut self) -> String {
        let mut lines = String::new();
        for (english, chinese) in [("target pay", "目标薪酬"), ("base pay", "基本工资")] {
            if self.dice.chance(30) {
                self.turn();
                let value = self.expr(Ty::Money, Scope::Person, 2);
                lines += &format!("\n  {} {value}", self.say(english, chinese));
            }
        }
        if self.dice.chance(20) {
            let value = self.expr(Ty::Money, Scope::Person, 1);
            lines += &format!("\n  revenue sum of ({value}) over everyone\n  目标收入 100万");
        }
        if self.dice.chance(20) {
            let (wage, least) = (self.expr(Ty::Money, Scope::Person, 1), self.literal(Ty::Money));
            lines += &format!("\n  law cn {{ monthly wage {wage}; 最低工资 {least}; probation wage 80% of ({wage}) }}");
        }
        lines
    }

    pub fn inputs(&mut self) -> Vec<String> {
        let mut items = vec![self.people(), self.deals()];
        items.push(self.visits());
        items
    }

    fn blank(&self, blank: Blank) -> &'static str {
        match blank {
            Blank::Wrong => "",
            Blank::Missing => self.say("optional", "可空"),
            Blank::Default => self.say("default 0", "默认 0"),
        }
    }

    fn people(&mut self) -> String {
        self.turn();
        let (money, number, count, percent) =
            (self.say("money", "金额"), self.say("number", "数值"), self.say("count", "个数"), self.say("percent", "百分比"));
        let (date, optional) = (self.say("date", "日期"), self.say("optional", "可空"));
        let columns = &self.columns;
        let unit = [String::new(), self.say("as ratio", "以比率计").to_string(), self.say("in %", "单位%").to_string()][columns.share_unit]
            .clone();
        let wan = if columns.in_wan { self.say("in 万", "单位万") } else { "" };
        let mut lines = vec![
            format!("{} : {} {}", columns.team, self.say("text", "文本"), if columns.team_optional { optional } else { "" }),
            format!("{} : {} \"AE\", \"SDR\", \"CS\" ({} \"C.S.\")", columns.role, self.say("one of", "取值"), self.say("also", "亦作")),
            format!("{} : {} \"junior\" < \"senior\" < \"lead\"", columns.level, self.say("one of", "取值")),
            format!("{} : {date}", columns.hired),
            format!("{} : {date} {optional}", columns.left),
            format!("{} : {money} {} \"Revenue\" {wan}", columns.revenue, self.say("at least 0", "不低于0")),
            format!("{} : {money} {} {}", columns.quota, self.say("at least 0", "不低于0"), self.blank(columns.quota_blank)),
            format!("{} : {money} {}", columns.cost, self.blank(columns.cost_blank)),
            format!("{} : {money} {} \"金额差异\"", columns.delta, self.say("column", "列")),
            format!("{} : {number} {} {optional}", columns.csat, self.say("from 1 up to 5", "不低于1 不超过5")),
            format!("{} : {count} {}", columns.units, self.say("default 0", "默认 0")),
            format!("{} : {count} {optional}", columns.goal_units),
            format!("{} : {percent} {} {unit}", columns.share, self.say("from 0% up to 100%", "不低于0% 不超过100%")),
            format!("{} : {} {optional}", columns.signed, self.say("flag", "是否")),
            format!("manager : {} {optional}", self.say("person", "人员编号")),
            format!("{} : {money} {} {optional}", columns.abroad, self.say("JPY", "日元")),
        ];
        if columns.employed {
            let first = if self.dice.chance(50) {
                self.say("first day counts", "首日计入")
            } else {
                self.say("first day does not count", "首日不计入")
            };
            let columns = &self.columns;
            lines.push(match self.dice.below(4) {
                0 => format!("{} {}, {first}", self.say("employed from", "在职自"), columns.hired),
                _ => {
                    format!("{} {} {} {}, {first}", self.say("employed from", "在职自"), columns.hired, self.say("to", "至"), columns.left)
                }
            });
        }
        let columns = &self.columns;
        if columns.row_rule {
            lines.push(format!("{} : {} <= 1_000_000", self.say("rule", "规则"), columns.revenue));
        }
        let every = if columns.period_column { self.say("each period in column \"Q\"", "，每期在列 \"Q\"") } else { "" };
        let head = format!("{} {} {} id {every}", self.say("input", "数据"), columns.people, self.say("by", "按"));
        let learned = [
            (columns.role, Ty::Role),
            (columns.level, Ty::Level),
            (columns.hired, Ty::Date),
            (columns.left, Ty::Date),
            (columns.revenue, Ty::Money),
            (columns.quota, Ty::Money),
            (columns.cost, Ty::Money),
            (columns.abroad, Ty::Yen),
            (columns.delta, Ty::Money),
            (columns.csat, Ty::Number),
            (columns.units, Ty::Count),
            (columns.goal_units, Ty::Count),
            (columns.share, Ty::Percent),
            (columns.signed, Ty::Flag),
        ];
        for (name, ty) in learned {
            self.learn(name, ty, Scope::Person);
        }
        format!("{head} {{\n  {}\n}}", lines.join("\n  "))
    }

    fn deals(&mut self) -> String {
        self.turn();
        let columns = &self.columns;
        let money = self.say("money", "金额");
        let dating = if columns.dated {
            format!("{} {}", self.say("dated", "日期为"), columns.closed)
        } else {
            self.say("undated", "不分期").to_string()
        };
        let head = format!(
            "{} {} {} deal_id {} {} {} id {dating}",
            self.say("input", "数据"),
            columns.deals,
            self.say("by", "按"),
            self.say("of", "归"),
            columns.people,
            self.say("by", "按"),
        );
        let closed = if columns.closed_optional { self.say("optional", "可空") } else { "" };
        let mut lines = vec![
            format!("{} : {money}", columns.amount),
            format!("{} : {money} JPY", columns.fee),
            format!("{} : {money} {}", columns.discount, self.say("optional", "可空")),
            format!("{} : {}", columns.portion, self.say("percent", "百分比")),
            format!("{} : {} \"won\", \"lost\", \"open\"", columns.stage, self.say("one of", "取值")),
            format!("{} : {} \"SaaS\", \"HW\"", columns.product, self.say("one of", "取值")),
            format!("{} : {} {}", columns.qty, self.say("count", "个数"), self.say("optional", "可空")),
            format!("bill : {}", self.say("text", "文本")),
            format!("{} : {} {closed}", columns.closed, self.say("date", "日期")),
        ];
        if columns.credited {
            let (credit, percent) = (self.say("credit", "计入"), self.say("percent", "百分比"));
            let (person, optional) = (self.say("person", "人员编号"), self.say("optional", "可空"));
            lines.push(format!("own : {percent} {}", self.say("default 100%", "默认 100%")));
            lines.push(format!("helper : {person} {optional}"));
            lines.push(format!("help : {percent} {optional}"));
            lines.push(format!("expert : {person} {optional}"));
            lines.push(format!("{credit} id own"));
            lines.push(format!("{credit} helper help"));
            lines.push(format!("{credit} expert 50% {}", self.say("as overlay", "叠加")));
        }
        if columns.deal_rule {
            lines.push(format!("{} bill : sum of {} <= 100%", self.say("each", "每个"), columns.portion));
        }
        let learned = [
            (columns.amount, Ty::Money),
            (columns.fee, Ty::Yen),
            (columns.discount, Ty::Money),
            (columns.portion, Ty::Percent),
            (columns.stage, Ty::Stage),
            (columns.product, Ty::Product),
            (columns.qty, Ty::Count),
            (columns.closed, Ty::Date),
        ];
        let credited = columns.credited;
        for (name, ty) in learned {
            self.learn(name, ty, Scope::Deal);
        }
        if credited {
            self.learn(self.say("credit", "计入比例"), Ty::Percent, Scope::Deal);
        }
        format!("{head} {{\n  {}\n}}", lines.join("\n  "))
    }

    fn visits(&mut self) -> String {
        let columns = &self.columns;
        format!("input {} by visit_id of {} by id undated {{ {} : number; good : flag }}", columns.visits, columns.people, columns.minutes)
    }
}
