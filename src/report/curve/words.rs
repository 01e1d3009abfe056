//! Numbers, intervals and slopes of a curve in words.

use super::segments::{Edge, Form, Segment, input_type, value_type};
use super::{Base, Chosen, End, Origin, Picture, Subject};
use crate::curve::Worth;
use crate::diagnostic::Language;
use crate::diagnostic::text::{quote, sanitise};
use crate::plan::ir::{Def, DefId, PEOPLE, Role};
use crate::value::show;
use crate::value::{Number, Type, Value};

/// A number that ends after more places than this is shown rounded.
const MOST_PLACES: u32 = 8;
/// Places of a shown number, and of a shown percent, that does not end.
const PLACES: u32 = 4;
const PERCENT_PLACES: u32 = 2;
/// A fraction longer than this says nothing to a reader; JSON has it.
const FRACTION: usize = 20;

/// Whether the exact fraction stands beside a number that does not end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fractions {
    Beside,
    /// They are told elsewhere.
    Aside,
}

pub(super) struct Words<'p, 'a> {
    pub(super) picture: &'p Picture<'a>,
    pub(super) language: Language,
    /// The types of the input and of the value.
    pub(super) input: Type,
    pub(super) value: Type,
    /// So much of the input the slope is told for.
    pub(super) step: Number,
}

impl<'p, 'a> Words<'p, 'a> {
    pub(super) fn new(picture: &'p Picture<'a>, language: Language) -> Words<'p, 'a> {
        let input = input_type(picture);
        let step = step(input, picture);
        Words { picture, language, input, value: value_type(picture), step }
    }

    pub(super) fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self.language {
            Language::English => en.into(),
            Language::Chinese => zh.into(),
        }
    }

    fn def(&self, id: DefId) -> Option<&'a Def> {
        self.picture.report.def(id)
    }

    pub(super) fn name(&self, id: DefId) -> String {
        self.def(id).map_or(String::new(), |def| sanitise(&def.spoken(self.language)))
    }

    pub(super) fn of(&self) -> String {
        if let Some(labels) = &self.picture.labels {
            return sanitise(&labels.of);
        }
        self.name(self.picture.curve.asked().of)
    }

    pub(super) fn varied(&self) -> String {
        if let Some(labels) = &self.picture.labels {
            return sanitise(&labels.varied);
        }
        self.name(self.picture.curve.asked().varied.column)
    }

    // ---- numbers -------------------------------------------------------------------------------------------------------

    /// `$1,200.00`, `62.5%`, `≈$38,566.67`: all digits where they end soon, else rounded and marked.
    pub(super) fn number(&self, number: &Number, ty: Type) -> String {
        let short = number.places().is_some_and(|places| places <= MOST_PLACES);
        let places = number.places().filter(|_| short);
        let report = &self.picture.report;
        let text = match ty {
            Type::Money | Type::Foreign(_) => {
                let least = report.plan.places_of(ty);
                report.plan.show_money(number, ty, places.unwrap_or(least).max(least))
            }
            Type::Percent => {
                let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
                format!("{}%", show::number(&hundred, places.map_or(PERCENT_PLACES, |places| places.saturating_sub(2))))
            }
            Type::Days => {
                let text = show::number(number, places.unwrap_or(PLACES));
                self.say(format!("{text} days"), format!("{text} 天"))
            }
            Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                show::number(number, places.unwrap_or(PLACES))
            }
        };
        let text = minus(&text);
        if short { text } else { format!("≈{text}") }
    }

    /// The same with the exact fraction behind it, where it does not end and the fraction is short.
    pub(super) fn exact(&self, number: &Number, ty: Type) -> String {
        let shown = self.number(number, ty);
        let Some(fraction) = fraction(number).filter(|_| shown.starts_with('≈')) else { return shown };
        self.say(format!("{shown} (exactly {})", minus(&fraction)), format!("{shown}（即 {}）", minus(&fraction)))
    }

    /// `≈$38,566.67 is exactly 115700/3`, where it does not end and the fraction is short.
    pub(super) fn fraction(&self, number: &Number) -> Option<String> {
        let shown = self.number(number, self.input);
        let fraction = fraction(number).filter(|_| shown.starts_with('≈'));
        fraction.map(|fraction| self.say(format!("{shown} is exactly {}", minus(&fraction)), format!("{shown} 即 {}", minus(&fraction))))
    }

    /// A value as it is paid, where it is paid.
    pub(super) fn paid(&self, value: &Number) -> Number {
        let is_paid = self.def(self.picture.curve.asked().of).is_some_and(|def| matches!(def.role, Role::Payout | Role::PayoutTotal));
        let rounding = self.picture.report.plan.rounding.as_ref().filter(|_| is_paid);
        rounding.and_then(|rounding| value.round_to(&rounding.unit, rounding.mode).ok()).unwrap_or_else(|| value.clone())
    }

    pub(super) fn input(&self, number: &Number) -> String {
        self.exact(number, self.input)
    }

    pub(super) fn value(&self, number: &Number) -> String {
        self.number(number, self.value)
    }

    /// A difference of values: `+$2,400.00`, `−5 percentage points`, `≈+14.2857`.
    pub(super) fn change(&self, by: &Number) -> String {
        let sign = if by.is_negative() { "−" } else { "+" };
        let far = by.abs();
        let (far, is_percent) = match self.value {
            Type::Percent => (self.number(&far.mul(&Number::from_i64(100)).unwrap_or(far), Type::Number), true),
            Type::Money
            | Type::Foreign(_)
            | Type::Number
            | Type::Count
            | Type::Days
            | Type::Date
            | Type::Text
            | Type::Flag
            | Type::Choice(_) => (self.number(&far, self.value), false),
        };
        let text = match far.strip_prefix('≈') {
            Some(far) => format!("≈{sign}{far}"),
            None => format!("{sign}{far}"),
        };
        if is_percent { self.say(format!("{text} percentage points"), format!("{text} 个百分点")) } else { text }
    }

    /// What the value is where it is no number, and what it is where it is one.
    pub(super) fn worth(&self, worth: &Worth) -> String {
        match worth {
            Worth::Number(value) => self.value(value),
            Worth::Plain(value @ (Value::Text(_) | Value::Date(_) | Value::Flag(_) | Value::Number(_))) => {
                self.picture.report.shown(value, self.value, PLACES, self.language)
            }
            Worth::Missing => self.say("missing", "缺失"),
            Worth::NotApplicable => self.say("not applicable", "不适用"),
            Worth::Fault if self.picture.labels.is_some() => self.say("no result", "不予计算"),
            Worth::Fault => self.say("error", "错误"),
            Worth::Unknown => self.say("cannot be followed", "无法逐段求出"),
        }
    }

    /// What grows beyond all bounds.
    pub(super) fn boundless(&self) -> String {
        self.say("beyond all bounds", "无界")
    }

    // ---- intervals -----------------------------------------------------------------------------------------------------

    /// `from $0.00 up to $5.00`, `above 60% below 80%`, `exactly 3`; in Chinese `60%以上不满80%`.
    pub(super) fn interval(&self, low: &Edge, high: &Edge, fractions: Fractions) -> String {
        let shown = |edge: &Edge| {
            let text = self.number(&edge.at, self.input);
            match fraction(&edge.at).filter(|_| fractions == Fractions::Beside && text.starts_with('≈')) {
                Some(fraction) => self.say(format!("{text} ({})", minus(&fraction)), format!("{text}（{}）", minus(&fraction))),
                None => text,
            }
        };
        let (from, to) = (shown(low), shown(high));
        if low.at == high.at {
            return self.say(format!("exactly {from}"), format!("恰为 {from}"));
        }
        match self.language {
            Language::English => {
                let begins = if low.included { "from" } else { "above" };
                let ends = if high.included { "up to" } else { "below" };
                format!("{begins} {from} {ends} {to}")
            }
            Language::Chinese => match (low.included, high.included) {
                (true, true) => format!("{from} 至 {to}"),
                (true, false) => format!("{from} 以上不满 {to}"),
                (false, true) => format!("超过 {from} 至 {to}"),
                (false, false) => format!("超过 {from} 不满 {to}"),
            },
        }
    }

    pub(super) fn interval_of(&self, segment: &Segment<'_>) -> String {
        self.interval(&segment.low, &segment.high, Fractions::Aside)
    }

    // ---- slopes --------------------------------------------------------------------------------------------------------

    /// Whether the slope is a share of the input: money of money.
    pub(super) fn is_share(&self) -> bool {
        self.input == Type::Money && self.value == Type::Money
    }

    /// What the numbers of the last column are of.
    pub(super) fn slope_heading(&self) -> String {
        if self.is_share() {
            return self.say("rate", "边际比例");
        }
        let step = super::plot::short(self, &self.step, self.input);
        self.say(format!("for each {step} more"), format!("每增加 {step}"))
    }

    pub(super) fn flat(&self) -> String {
        self.say("flat", "不变")
    }

    /// The slope of a segment; `flat` and `curved` where it is none that is one number.
    pub(super) fn slope(&self, segment: &Segment<'_>) -> String {
        if segment.is_point() || matches!(segment.form, Form::Stays(_)) {
            return String::new();
        }
        match segment.steepness() {
            Some(slope) if slope.is_zero() => self.flat(),
            Some(slope) if self.is_share() => self.number(&slope, Type::Percent),
            Some(slope) => slope.mul(&self.step).map_or(String::new(), |by| self.change(&by)),
            None => self.say("curved", "非直线"),
        }
    }

    // ---- whose, and from where to where --------------------------------------------------------------------------------

    /// Whose curve it is.
    pub(super) fn subject(&self) -> String {
        let (report, asked) = (&self.picture.report, self.picture.curve.asked());
        let quoted = |text: &str| quote(text.trim(), self.language);
        match &self.picture.subject {
            Subject::At(at) if at.trim().is_empty() => self.say("nothing else given", "不给其他数据"),
            Subject::At(at) => {
                let words: Vec<&str> = at.split_whitespace().collect();
                sanitise(&words.join(" "))
            }
            Subject::Example(title) => self.say(format!("example {}", quoted(&title.en)), format!("示例{}", quoted(&title.zh))),
            Subject::Person => {
                let is_row = asked.varied.table != PEOPLE;
                let tables = &report.results.tables;
                let rows = tables.get(asked.varied.table.0 as usize);
                let person = if is_row { self.picture.person() } else { asked.varied.row };
                let name = report.person_name(person).map_or(String::new(), |name| format!(" {}", sanitise(name)));
                let whole = format!("{}{name}", sanitise(report.key(person)));
                match rows.and_then(|rows| rows.keys.get(asked.varied.row as usize)).filter(|_| is_row) {
                    Some(key) => self.say(format!("{whole}, row {}", sanitise(key)), format!("{whole}，行 {}", sanitise(key))),
                    None => whole,
                }
            }
        }
    }

    /// Where the ends of the range come from, as far as the call did not say.
    pub(super) fn origins(&self) -> Option<String> {
        let ends = &self.picture.range;
        if ends.iter().all(|end| end.origin == Origin::Bound && !end.excluded) {
            return Some(self.say("range: all that the column allows", "范围：该列允许的全部值"));
        }
        let told = |end: &End, en: &str, zh: &str| {
            let why = match end.origin {
                Origin::Said => return None,
                Origin::Bound if end.excluded => self.say("the column's bound (left out)", "该列的界限（不含）"),
                Origin::Bound => self.say("the column's bound", "该列的界限"),
                Origin::Zero => self.say("0", " 0"),
                Origin::ThreeTimes(Base::Given) => self.say("three times what is given", "已知值的三倍"),
                Origin::ThreeTimes(Base::Target) => self.say("three times the target", "目标值的三倍"),
            };
            Some(self.say(format!("{en} {why}"), format!("{zh}{why}")))
        };
        let said = [told(&ends[0], "from", "起点取"), told(&ends[1], "up to", "终点取")];
        let said: Vec<String> = said.into_iter().flatten().collect();
        (!said.is_empty()).then(|| self.say(format!("range: {}", said.join(" ")), format!("范围：{}", said.join("，"))))
    }

    /// That the period was not said.
    pub(super) fn period(&self) -> Option<String> {
        match self.picture.chosen {
            Chosen::Said => None,
            Chosen::First => {
                let period = self.picture.curve.asked().period;
                Some(self.say(
                    format!("{period} is the first period the policy is effective in; --period takes another"),
                    format!("{period} 是制度有效期内的第一个周期；可用 --period 另选"),
                ))
            }
        }
    }
}

/// So much of the input as people think in: 1% and 1, and a round amount.
fn step(input: Type, picture: &Picture<'_>) -> Number {
    let one = Number::ONE;
    let span = picture.curve.to().sub(picture.curve.from()).unwrap_or(Number::ZERO);
    let below = |part: i64| {
        let most = span.div(&Number::from_i64(part)).unwrap_or(Number::ONE);
        super::plot::power_of_ten_below(&most).unwrap_or(Number::ONE)
    };
    match input {
        Type::Percent => Number::from_parts(1, 2).min(below(2)),
        Type::Count => one,
        Type::Money | Type::Foreign(_) => one.max(below(10)),
        Type::Number | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => one.min(below(2)),
    }
}

/// A number as a short fraction. Where it ends after many digits it may stand for an edge that is none, and is not called exact.
fn fraction(number: &Number) -> Option<String> {
    let text = number.exact_text();
    (text.len() <= FRACTION && text.contains('/')).then_some(text)
}

/// A minus sign as long as a plus sign.
fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => text.to_string(),
    }
}
