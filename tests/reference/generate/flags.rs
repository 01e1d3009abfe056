//! Conditions.

use super::{Scope, Ty, Writer};

const BOUNDS: [(&str, &str); 5] =
    [("at least", "不低于"), ("above", "超过"), ("below", "低于"), ("at most", "不超过"), ("up to", "不超过")];
const SIGNS: [&str; 6] = ["=", "<>", "<", "<=", ">", ">="];

impl Writer {
    /// What stands where a condition is wanted: bound words compare there, and `and` joins without brackets.
    pub fn condition(&mut self, scope: Scope, depth: usize) -> String {
        match self.dice.below(10) {
            0..=3 => self.bounded(scope, depth),
            4 => {
                let word = if self.dice.chance(60) { self.say("and", "且") } else { self.say("or", "或") };
                format!("{} {word} {}", self.bounded(scope, depth), self.bounded(scope, depth))
            }
            _ => self.flag(scope, depth),
        }
    }

    /// What stands behind `where`: what holds `and` or `or` is in brackets.
    pub fn filter(&mut self, scope: Scope) -> String {
        self.flag(scope, 1)
    }

    /// `revenue at least 5_000 below 8_000`
    fn bounded(&mut self, scope: Scope, depth: usize) -> String {
        let ty = *self.dice.pick(&[Ty::Money, Ty::Percent, Ty::Number, Ty::Count]);
        let left = self.expr(ty, scope, depth);
        match self.dice.below(6) {
            0 => {
                let (low, high) = self.two_ends(ty);
                format!("{left} {} {low} {} {high}", self.say("from", "不低于"), self.say("below", "低于"))
            }
            1 => {
                let end = self.end_of(ty);
                if self.chinese { format!("{left} 在 {end}以上") } else { format!("{left} is above {end}") }
            }
            _ => {
                let (english, chinese) = *self.dice.pick(&BOUNDS);
                let end = self.end_of(ty);
                format!("{left} {} {end}", self.say(english, chinese))
            }
        }
    }

    fn end_of(&mut self, ty: Ty) -> String {
        self.literal(ty)
    }

    /// Two ends, the lower first.
    pub fn two_ends(&mut self, ty: Ty) -> (&'static str, &'static str) {
        let pairs: &[(&str, &str)] = match ty {
            Ty::Money | Ty::Yen => &[("1_000", "5_000"), ("5_000", "8_000"), ("333.33", "1万")],
            Ty::Percent => &[("20%", "50%"), ("50%", "80%"), ("5%", "100%")],
            Ty::Number => &[("2", "3"), ("3", "4.5"), ("1.5", "4")],
            Ty::Count => &[("1", "3"), ("3", "5"), ("0", "10")],
            Ty::Days | Ty::Date | Ty::Flag | Ty::Role | Ty::Level | Ty::Stage | Ty::Product => panic!("{ty:?} has no ends here"),
        };
        *self.dice.pick(pairs)
    }

    /// A condition in brackets, as a value.
    pub fn flag(&mut self, scope: Scope, depth: usize) -> String {
        if depth == 0 || self.dice.chance(15) {
            return self.flag_atom(scope);
        }
        let deeper = depth - 1;
        match self.dice.below(12) {
            0 => format!("({} {} {})", self.flag(scope, deeper), self.say("and", "且"), self.flag(scope, deeper)),
            1 => format!("({} {} {})", self.flag(scope, deeper), self.say("or", "或"), self.flag(scope, deeper)),
            2 => format!("({} {})", self.say("not", "非"), self.flag(scope, deeper)),
            3 => self.between(scope, deeper),
            4 | 5 => self.of_choice(scope),
            6 => {
                let (one, two) = (self.expr(Ty::Date, scope, deeper), self.expr(Ty::Date, scope, deeper));
                format!("({one} {} {two})", self.dice.pick(&SIGNS))
            }
            7 => format!("({} {} {})", self.expr(Ty::Days, scope, deeper), self.dice.pick(&SIGNS), self.literal(Ty::Days)),
            _ => self.compared(scope, deeper),
        }
    }

    fn compared(&mut self, scope: Scope, depth: usize) -> String {
        let ty = *self.dice.pick(&[Ty::Money, Ty::Money, Ty::Percent, Ty::Number, Ty::Count]);
        let left = self.expr(ty, scope, depth);
        let right = if self.dice.chance(50) { self.literal(ty) } else { self.expr(ty, scope, depth) };
        let sign = if self.chinese && self.dice.chance(30) {
            *self.dice.pick(&["大于等于", "小于等于", "等于", "不等于"])
        } else {
            *self.dice.pick(&SIGNS)
        };
        format!("({left} {sign} {right})")
    }

    fn between(&mut self, scope: Scope, depth: usize) -> String {
        let ty = *self.dice.pick(&[Ty::Money, Ty::Percent, Ty::Number]);
        let value = self.expr(ty, scope, depth);
        let (low, high) = self.two_ends(ty);
        let mut mark = || if self.dice.chance(50) { ("(incl.)", "（含）") } else { ("(excl.)", "（不含）") };
        let (one, two) = (mark(), mark());
        if self.chinese {
            format!("({value} 介于 {low}{}与 {high}{}之间)", one.1, two.1)
        } else {
            format!("({value} between {low} {} and {high} {})", one.0, two.0)
        }
    }

    fn of_choice(&mut self, scope: Scope) -> String {
        let choices: &[Ty] = if scope == Scope::Deal { &[Ty::Role, Ty::Level, Ty::Stage, Ty::Product] } else { &[Ty::Role, Ty::Level] };
        let ty = *self.dice.pick(choices);
        let name = self.known_of(ty, scope).expect("every choice has its column");
        let options = options(ty);
        if self.dice.chance(25) {
            let (one, two) = (self.dice.pick(options), self.dice.pick(options));
            let word = if self.dice.chance(70) { self.say("in", "属于") } else { self.say("not in", "不属于") };
            return format!("({name} {word} (\"{one}\", \"{two}\"))");
        }
        let sign = if ty == Ty::Level { *self.dice.pick(&SIGNS) } else { *self.dice.pick(&SIGNS[..2]) };
        format!("({name} {sign} \"{}\")", self.dice.pick(options))
    }

    fn flag_atom(&mut self, scope: Scope) -> String {
        match self.dice.below(4) {
            0 if scope != Scope::Constant => {
                let flag = self.known_of(Ty::Flag, scope).expect("a flag is a column");
                match self.dice.below(6) {
                    0 => format!("({flag} = {})", self.say("yes", "是")),
                    1 => format!("({flag} {} {})", self.say("otherwise", "无则"), self.say("no", "否")),
                    _ => flag,
                }
            }
            1 => self.of_choice(scope),
            _ => self.compared(scope, 0),
        }
    }
}

pub fn options(ty: Ty) -> &'static [&'static str] {
    match ty {
        Ty::Role => &["AE", "SDR", "CS"],
        Ty::Level => &["junior", "senior", "lead"],
        Ty::Stage => &["won", "lost", "open"],
        Ty::Product => &["SaaS", "HW"],
        Ty::Money | Ty::Yen | Ty::Percent | Ty::Number | Ty::Count | Ty::Days | Ty::Date | Ty::Flag => panic!("{ty:?} is no choice"),
    }
}
