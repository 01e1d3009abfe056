//! How an amount is made: sentences for what is common, the author's text for the rest.

use super::Teller;
use crate::document::Document;
use crate::plan::ir::{Cap, Change, Each, Expr, Kind, Role, Step, StepUnit, Steps, UntilZero};
use crate::report::names::capital;
use crate::syntax::ast::{CapKind, Counting, Direction, Sign};
use crate::value::{Type, Value};

impl Teller<'_> {
    /// The rule of a score, an adjustment or an amount that is paid.
    pub(super) fn scoring(&self, out: &mut Document, rule: &Expr) {
        let Kind::Steps(steps) = &rule.kind else { return self.start(out, rule) };
        if let Some(value) = &steps.value {
            self.start(out, value);
        }
        self.steps(out, steps, rule.ty);
    }

    /// The caps and the steps of an amount, a sentence each.
    pub(super) fn steps(&self, out: &mut Document, steps: &Steps, ty: Type) {
        let caps = steps.caps.iter().map(|cap| self.cap(cap, "", ""));
        out.list(caps.chain(steps.steps.iter().map(|step| self.step(step, ty))).collect());
    }

    /// What the steps begin with.
    fn start(&self, out: &mut Document, value: &Expr) {
        if let Kind::Bands(bands) = &value.kind {
            self.bands(out, bands, value.ty);
        } else if let Kind::Tiers(tiers) = &value.kind {
            self.tiers(out, tiers);
        } else if let Kind::InPoints(inner) = &value.kind
            && self.is_attainment(inner)
        {
            out.paragraph(self.say(
                "One point for each percent of attainment: 100 points where the target is met exactly.",
                "完成率每 1% 计 1 分，正好完成目标计 100 分。",
            ));
        } else if let Kind::Literal(Value::Number(number)) = &value.kind {
            let points = self.amount(&self.number(number, value.ty), value.ty);
            out.paragraph(self.say(format!("It starts at {points}."), format!("基础分为{points}。")));
        } else {
            self.formula(out, &self.say("Worked out as", "计算方法"), value.span);
        }
    }

    fn is_attainment(&self, expr: &Expr) -> bool {
        matches!(expr.kind, Kind::Ref(id) if self.def(id).is_some_and(|def| def.role == Role::KpiAttainment))
    }

    /// Points where the number is one of a score, money as it is.
    fn amount(&self, text: &str, ty: Type) -> String {
        match ty {
            Type::Number | Type::Count if text == "1" => self.say("1 point", "1分"),
            Type::Number | Type::Count => self.say(format!("{text} points"), format!("{text}分")),
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                text.to_string()
            }
        }
    }

    /// `At most 120 points.`
    pub(super) fn cap(&self, cap: &Cap, en: &str, zh: &str) -> String {
        let limit = self.limit(&cap.limit);
        let text = match cap.kind {
            CapKind::AtMost => self.say(
                format!("{en} at most {limit}."),
                if Self::is_plain(&cap.limit) { format!("{zh}最高{limit}。") } else { format!("{zh}不超过{limit}。") },
            ),
            CapKind::AtLeast => self.say(
                format!("{en} at least {limit}."),
                if Self::is_plain(&cap.limit) { format!("{zh}最低{limit}。") } else { format!("{zh}不低于{limit}。") },
            ),
        };
        capital(text.trim_start())
    }

    /// Whether a limit is one number, or one that has a name.
    fn is_plain(limit: &Expr) -> bool {
        matches!(limit.kind, Kind::Literal(_) | Kind::Param(_))
    }

    fn limit(&self, limit: &Expr) -> String {
        if let Some(value) = self.param_now(limit) {
            let (value, name) = (self.amount(&value, limit.ty), self.slice(limit.span));
            return self.say(format!("{value} ({name})"), format!("{value}（{name}）"));
        }
        let text = self.written(limit);
        if matches!(limit.kind, Kind::Literal(_)) { self.amount(&text, limit.ty) } else { text }
    }

    fn step(&self, step: &Step, ty: Type) -> String {
        match step {
            Step::Change(change) => self.change(change, ty),
            Step::Cap(cap) => self.cap(cap, "In all", "合计"),
            Step::Prorate { factor, .. } => {
                let factor = self.slice(factor.span);
                self.say(format!("Then in proportion: times {factor}."), format!("再按比例折算：乘以 {factor}。"))
            }
            Step::Ratchet { cap, when, .. } => {
                let limit = self.written(&cap.limit);
                let text = match cap.kind {
                    CapKind::AtMost => self.say(format!("Never above {limit}"), format!("不高于{limit}")),
                    CapKind::AtLeast => self.say(format!("Never below {limit}"), format!("不低于{limit}")),
                };
                match when.as_ref().map(|when| self.slice(when.span)) {
                    Some(when) => self.say(format!("{text} where {when}."), format!("“{when}”时，{text}。")),
                    None => self.say(format!("{text}."), format!("{text}。")),
                }
            }
        }
    }

    /// `5 points less for each full 0.1 below the target, at most 40 points.`
    fn change(&self, change: &Change, ty: Type) -> String {
        let literal = matches!(change.amount.kind, Kind::Literal(_));
        let text = self.written(&change.amount);
        let amount = if literal { self.amount(&text, ty) } else { text };
        let caps: String = change
            .caps
            .iter()
            .map(|cap| {
                let limit = self.limit(&cap.limit);
                let verb = match change.sign {
                    Sign::Plus => "加",
                    Sign::Minus => "扣",
                };
                match cap.kind {
                    CapKind::AtMost => self.say(format!(", at most {limit}"), format!("，最多{verb}{limit}")),
                    CapKind::AtLeast => self.say(format!(", at least {limit}"), format!("，最少{verb}{limit}")),
                }
            })
            .collect();
        let floor = match change.until_zero {
            UntilZero::Yes => self.say(", until nothing is left", "，扣完为止"),
            UntilZero::No => String::new(),
        };
        let Some(each) = &change.each else {
            return match change.sign {
                Sign::Plus => self.say(format!("Plus {amount}{caps}{floor}."), format!("加{amount}{caps}{floor}。")),
                Sign::Minus => self.say(format!("Minus {amount}{caps}{floor}."), format!("减{amount}{caps}{floor}。")),
            };
        };
        let (en, zh) = self.each(each);
        match change.sign {
            Sign::Plus => self.say(format!("{amount} more {en}{caps}{floor}."), format!("{zh}，加{amount}{caps}{floor}。")),
            Sign::Minus => self.say(format!("{amount} less {en}{caps}{floor}."), format!("{zh}，扣{amount}{caps}{floor}。")),
        }
    }

    /// `for each full 1% below the target`, 每低于目标值满1%
    fn each(&self, each: &Each) -> (String, String) {
        let own =
            |expr: &Expr, roles: &[Role]| matches!(expr.kind, Kind::Ref(id) if self.def(id).is_some_and(|def| roles.contains(&def.role)));
        let step = self.written(&each.step);
        let step = match each.unit {
            StepUnit::OfAgainst => step,
            StepUnit::Difference => self.difference(&step, &each.value),
        };
        let value = if own(&each.value, &[Role::KpiMeasure]) { None } else { Some(self.written(&each.value)) };
        let (against_en, against_zh) = if own(&each.against, &[Role::KpiTarget]) {
            ("the target".to_string(), "目标值".to_string())
        } else {
            (self.written(&each.against), self.written(&each.against))
        };
        let (side_en, side_zh) = match each.direction {
            Direction::Above => ("above", "高于"),
            Direction::Below => ("below", "低于"),
        };
        let (count_en, count_zh, tail_en, tail_zh) = match each.counting {
            Counting::Full => ("full ", "满", String::new(), String::new()),
            Counting::Started => ("started ", "", " (a part counts as a whole one)".to_string(), format!("（不足{step}的按{step}计）")),
            Counting::ProRata => ("", "", ", in proportion".to_string(), "（按比例计）".to_string()),
        };
        let is = value.as_ref().map_or(String::new(), |value| format!("that {value} is "));
        let of = value.map_or(String::new(), |value| format!("{value} "));
        (
            format!("for each {count_en}{step} {is}{side_en} {against_en}{tail_en}"),
            format!("{of}每{side_zh}{against_zh}{count_zh}{step}{tail_zh}"),
        )
    }

    /// Percents differ by points.
    fn difference(&self, step: &str, value: &Expr) -> String {
        match (value.ty, step.strip_suffix('%')) {
            (Type::Percent, Some("1")) => self.say("percentage point", "1个百分点"),
            (Type::Percent, Some(points)) => self.say(format!("{points} percentage points"), format!("{points}个百分点")),
            (
                Type::Percent
                | Type::Money
                | Type::Foreign(_)
                | Type::Number
                | Type::Count
                | Type::Days
                | Type::Date
                | Type::Text
                | Type::Flag
                | Type::Choice(_),
                _,
            ) => step.to_string(),
        }
    }
}
