//! Scorecards: KPIs with every form of score, adjustments, gates, vetoes.

use super::{Own, Scope, Ty, Writer};

/// Whether a KPI's score is left without limits, so that every grade can be reached.
#[derive(Clone, Copy)]
enum Reach {
    Anything,
    Usual,
}

/// One KPI of a scorecard.
#[derive(Clone)]
pub struct Kpi {
    pub name: String,
    pub measure: Ty,
    pub has_target: bool,
}

/// One scorecard: the condition behind `for`, and its KPIs.
#[derive(Clone)]
pub struct Card {
    pub applies: Option<String>,
    pub kpis: Vec<Kpi>,
}

/// Whom each scorecard is for, and what can be read of it.
pub struct Cards {
    pub clauses: Vec<String>,
    pub whom: Vec<Card>,
    /// The adjustment of a name that some of the scorecards have.
    pub adjust: String,
    /// Whether the conditions can be told apart without looking at the data.
    pub told_apart: bool,
}

const WEIGHTS: [&[&str]; 4] = [&["100%"], &["60%", "40%"], &["50%", "30%", "20%"], &["33.3%", "66.7%"]];

impl Writer {
    pub fn scorecards(&mut self) -> Cards {
        let (role, units) = (self.columns.role, self.columns.units);
        let (whom, told_apart): (Vec<Option<String>>, bool) = match self.dice.below(4) {
            0 => (vec![None], true),
            1 => (vec![Some(format!("{role} = \"AE\"")), Some(format!("{role} = \"SDR\""))], true),
            2 => (vec![Some(format!("{role} = \"AE\"")), Some(format!("{role} in (\"SDR\", \"CS\")"))], true),
            // Some people are under both, some under none.
            _ => (vec![Some(format!("{units} < 5")), Some(format!("({units} >= 5 and {role} <> \"CS\") or {units} = 3"))], false),
        };
        let pool = [
            (self.fresh("sales", "销售"), Ty::Money),
            (self.fresh("craft", "质量"), Ty::Number),
            (self.fresh("logos", "客户"), Ty::Count),
            (self.fresh("pace", "时效"), Ty::Percent),
        ];
        let adjust = self.fresh("penalty", "扣分项");
        let mut cards = Cards { clauses: Vec::new(), whom: Vec::new(), adjust: adjust.clone(), told_apart };
        for (at, whom) in whom.into_iter().enumerate() {
            let weights = *self.dice.pick(&WEIGHTS);
            let from = self.dice.below(pool.len());
            let mut kpi = |at: usize| {
                let (name, measure) = pool[(from + at) % pool.len()].clone();
                Kpi { name, measure, has_target: self.dice.chance(85) }
            };
            let kpis: Vec<Kpi> = (0..weights.len()).map(&mut kpi).collect();
            let clause = self.scorecard(at, whom.as_deref(), &kpis, weights, &adjust);
            cards.clauses.push(clause);
            cards.whom.push(Card { applies: whom, kpis });
        }
        self.learn("score", Ty::Number, Scope::Person);
        cards
    }

    fn scorecard(&mut self, at: usize, whom: Option<&str>, kpis: &[Kpi], weights: &[&str], adjust: &str) -> String {
        self.turn();
        let mut lines = Vec::new();
        let head = self.say("scorecard", "计分卡");
        let applies = whom.map_or(String::new(), |whom| format!(" {} {whom}", self.say("for", "适用于")));
        for (index, (kpi, weight)) in kpis.iter().zip(weights).enumerate() {
            lines.push(self.kpi(kpi, weight, if at == 0 && index == 0 { Reach::Anything } else { Reach::Usual }));
        }
        if self.dice.chance(45) {
            let steps: Vec<String> = (0..=self.dice.below(2)).map(|_| self.points_off()).collect();
            lines.push(format!("{} {adjust} {{\n{}\n}}", self.say("adjust", "加减分"), steps.join("\n")));
        }
        if self.dice.chance(30) {
            lines.push(format!("{} \"Open\" {} {}", self.say("gate", "门槛"), self.say("needs", "须"), self.condition(Scope::Person, 1)));
        }
        if self.dice.chance(25) {
            lines.push(format!("{} 0", self.say("at least", "保底")));
        }
        for _ in 0..self.dice.below(3) {
            let first = kpis[0].name.as_str();
            let zero = format!("{first} 0");
            let effect = match self.dice.below(4) {
                0 => self.say("score 0", "总分 0").to_string(),
                1 => zero,
                2 => self.say("grade D", "等级 D").to_string(),
                _ => self.say("grade at most B", "等级 不高于 B").to_string(),
            };
            lines.push(self.veto(&effect));
        }
        format!("{head} card{at}{applies} {{\n{}\n}}", lines.join("\n"))
    }

    fn veto(&mut self, effect: &str) -> String {
        let name = self.fresh("veto", "否决");
        let (low, high) = (self.columns.units, self.columns.csat);
        let condition = match self.dice.below(4) {
            0 => format!("{low} = 0"),
            1 => format!("{high} < 2"),
            _ => self.condition(Scope::Person, 1),
        };
        if self.chinese {
            format!("一票否决 {name} 当 {condition} 时：{effect}")
        } else {
            format!("veto {name} when {condition} : {effect}")
        }
    }

    fn kpi(&mut self, kpi: &Kpi, weight: &str, reach: Reach) -> String {
        let Kpi { name, measure: ty, has_target } = kpi;
        let (ty, has_target) = (*ty, *has_target);
        self.own = None;
        let measure = match self.dice.below(3) {
            0 => self.expr(ty, Scope::Person, 2),
            _ => self.known_of(ty, Scope::Person).expect("a column of every type"),
        };
        let mut lines = vec![format!("{} {measure}", self.say("measure", "实际值"))];
        let mut wide = false;
        if has_target {
            let target = match self.dice.below(3) {
                0 => self.literal(ty),
                1 if ty == Ty::Money => self.columns.quota.to_string(),
                1 if ty == Ty::Count => self.columns.goal_units.to_string(),
                _ => self.known_of(ty, Scope::Person).expect("a column of every type"),
            };
            wide = target == self.columns.quota || target == self.columns.goal_units;
            lines.push(format!("{} {target}", self.say("target", "目标值")));
            lines.extend(self.lower_is_better());
        }
        let rounded = if self.dice.chance(25) {
            format!(", {} {}", self.say("points rounded to", "得分取整到"), self.dice.pick(&["1", "0.1", "5"]))
        } else {
            String::new()
        };
        lines.push(format!("{} {weight}{rounded}", self.say("weight", "权重")));
        self.own = Some(Own { measure: ty, has_target, wide });
        let missing =
            [("when missing reweight", "缺失时 重新分配"), ("when missing zero", "缺失时 计零"), ("when missing error", "缺失时 报错")];
        if self.dice.chance(70) {
            let (english, chinese) = missing[self.dice.below(4).min(2) % 3];
            lines.push(self.say(english, chinese).to_string());
        }
        if self.dice.chance(20) {
            lines.push(format!("{} \"Own\" {} {}", self.say("gate", "门槛"), self.say("needs", "须"), self.condition(Scope::Person, 1)));
        }
        if self.dice.chance(20) {
            let effect = [self.say("KPI 0", "指标 0"), self.say("score 0", "总分 0"), self.say("grade C", "等级 C")][self.dice.below(3)];
            lines.push(self.veto(effect));
        }
        lines.push(self.score(ty, reach));
        self.own = None;
        format!("{} {name} {{\n  {}\n}}", self.say("kpi", "指标"), lines.join("\n  "))
    }

    fn score(&mut self, ty: Ty, reach: Reach) -> String {
        let Some(Own { has_target, wide, .. }) = self.own else { panic!("a score stands in a KPI") };
        let score = self.say("score", "计分");
        if let Reach::Anything = reach {
            let delta = self.columns.delta;
            return format!("{score} 100 + (({delta} / 5_000元) {})", self.say("in points", "折成分"));
        }
        match self.dice.below(8) {
            0 | 1 if has_target => format!("{score} {}", self.say("attainment in points, at most 120", "完成率 折成分，最高120分")),
            2 if wide => {
                let results: Vec<String> =
                    vec!["0".into(), format!("{} 0 {} 100", self.say("linear", "线性"), self.say("to", "至")), "100".into(), "120".into()];
                let lines = self.lines(&["50%", "100%", "150%"], &results);
                let head = if self.chinese { "按 完成率 分档" } else { "by attainment" };
                format!("{score} {head} {{ {lines} }}")
            }
            3 | 4 if has_target => {
                let steps: Vec<String> = (0..=self.dice.below(2)).map(|_| self.off_target(ty)).collect();
                let first = if self.dice.chance(40) { format!("\n  {} 20", self.say("at least", "保底")) } else { String::new() };
                format!("{score} 100{first}\n  {}", steps.join("\n  "))
            }
            5 if wide && !self.curves.is_empty() => {
                let curve = self.dice.pick(&self.curves.clone()).clone();
                format!("{score} {curve} on {}", self.say("attainment", "完成率"))
            }
            6 => format!("{score} {}", self.bands(Ty::Number)),
            _ => {
                let value = self.expr(Ty::Number, Scope::Person, 2);
                format!("{score} {}", self.amount(&value, Ty::Number, Scope::Person))
            }
        }
    }

    /// `less 2 for each full 1% below target, at most 40`
    fn off_target(&mut self, ty: Ty) -> String {
        let own = match ty {
            Ty::Money | Ty::Yen => "1_000",
            Ty::Percent => "1%",
            Ty::Number => "0.1",
            Ty::Count => "1",
            Ty::Days | Ty::Date | Ty::Flag | Ty::Role | Ty::Level | Ty::Stage | Ty::Product => panic!("{ty:?} is no measure"),
        };
        let step = if self.dice.chance(50) { "1%" } else { own };
        let counting = self.dice.below(3);
        let end = self.dice.below(3);
        if self.chinese {
            let (way, sign, cap) = *self.dice.pick(&[("每低于目标值", "扣", "最多扣"), ("每高于目标值", "加", "最多加")]);
            let (full, behind) =
                [("满", String::new()), ("", format!("，不足{step}按{step}计")), ("", "，按比例计".to_string())][counting].clone();
            let end = if end == 0 { "，扣完为止".to_string() } else { format!("，{cap}40分") };
            return format!("{way} {full}{step} {sign}2分{behind}{end}");
        }
        let (sign, way) = *self.dice.pick(&[("less", "below"), ("plus", "above")]);
        let (word, behind) = [("full ", ""), ("started ", ""), ("", ", pro rata")][counting];
        let end = if end == 0 { ", until zero" } else { ", at most 40" };
        format!("{sign} 2 for each {word}{step} {way} target{behind}{end}")
    }

    fn points_off(&mut self) -> String {
        let (cost, quota, csat) = (self.columns.cost, self.columns.quota, self.columns.csat);
        match self.dice.below(4) {
            0 => format!("less 2 for each full 1% that {cost} / {quota} is above 5%, at most 20"),
            1 => format!("{cost} ÷ {quota} 每高于5% 满1% 扣1分，最多扣10分"),
            2 => format!("less 5 for each 0.5 that {csat} is below 4, pro rata, at most 10"),
            _ => format!("plus {}, at most 20", self.expr(Ty::Number, Scope::Person, 1)),
        }
    }
}
