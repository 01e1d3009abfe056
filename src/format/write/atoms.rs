//! Operands: sums over rows, shares, rounding and all else that has an order of words of its own in each language.

use super::{Beside, CONDITION, Place, VALUE, Writer};
use crate::diagnostic::Language;
use crate::format::token::{Break, Tokens};
use crate::format::view::{Aggregating, Core, Function, Operand, Rounding, Value, Which, operand};
use crate::format::words::spelling;
use crate::syntax::concrete::{Kind, Node};

/// A sum over rows or people, whatever it was written as.
struct Summed<'n> {
    function: Aggregating,
    value: Option<Value<'n>>,
    over: Option<&'n Node>,
    filter: Option<&'n Node>,
    trim: Option<&'n Node>,
    rated: Option<&'n Node>,
}

/// What may stand between the words of a Chinese phrase about days.
fn is_day(value: Value) -> bool {
    match value.single() {
        Some(Operand { signs: 0, atom, behind: [] }) => {
            matches!(atom.parts.first().map(|inner| inner.kind), Some(Kind::date_literal | Kind::period_part | Kind::path))
        }
        Some(_) | None => false,
    }
}

impl Writer<'_> {
    pub(super) fn core(&self, core: &Core, place: Place) -> Tokens {
        let inner = Place { beside: Beside::Nothing, ..place };
        match core {
            Core::Plain(node) => self.plain(node),
            Core::Parens(node) => node
                .part(Kind::expression)
                .map_or_else(Tokens::default, |expression| self.bracketed(self.logic(expression, inner), self.language)),
            Core::If(node) => self.if_then(node, inner),
            Core::Round { language, value, unit, rounding } => self.round(self.say(*language), *value, *unit, *rounding),
            Core::Aggregate { language, function, value, over, filter, trim, rated } => {
                let summed = Summed { function: *function, value: *value, over: *over, filter: *filter, trim: *trim, rated: *rated };
                match self.say(*language) {
                    Language::English => self.aggregate_en(&summed, place),
                    Language::Chinese => self.aggregate_zh(&summed),
                }
            }
            Core::Running { language, value, over, by, filter } => self.running(self.say(*language), *value, (over, by), *filter, place),
            Core::Standing(among) => self.standing(among, place),
            Core::Pool(among) => self.pool(among, place),
            Core::Days { language, which, from, to } => self.days(self.say(*language), *which, (*from, *to)),
            Core::Share { language, share, of } => self.share(self.say(*language), share, *of),
            Core::After { language, length, missing, of } => self.after(self.say(*language), (length, *missing), *of),
            Core::LastPeriod { language, of } => self.last_period(self.say(*language), *of),
            Core::OverPeriods { language, function, value, window } => self.over_periods(self.say(*language), *function, *value, window),
            Core::Clawback(node) => self.clawback(node),
            Core::Paid { language, of } => self.paid(self.say(*language), *of),
            Core::AsOf { language, of, day } => self.as_of(self.say(*language), *of, day),
            Core::InPoints { word, of } => {
                let mut out = self.base(*of);
                out.word(self.keyword(word));
                out
            }
            Core::Convert { behind, of } => self.convert(behind, *of),
            Core::Apply { language, function, args } => self.apply(self.say(*language), *function, args),
            Core::Use { language, shape, value, starting } => self.used(self.say(*language), shape, *value, *starting),
            Core::Call { name, args } => self.call(name, args),
            Core::Bands(node) => self.bands(node),
            Core::Tiers(node) => self.tiers(node),
        }
    }

    fn plain(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        match node.kind {
            Kind::path => out.word(self.path(node)),
            Kind::literal => out.word(self.literal(node)),
            Kind::date_literal | Kind::stray_period => out.word(self.date(node)),
            Kind::own_paid => out.word(self.keyword(node)),
            Kind::flag | Kind::period_part | Kind::employed => out.word(node.parts.first().map_or("", |word| self.keyword(word))),
            _ => out.word(self.raw(node)),
        }
        out
    }

    fn if_then(&self, node: &Node, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let chain = node.all(Kind::kw_if).count() > 1;
        let mut condition = false;
        for part in &node.parts {
            match part.kind {
                Kind::kw_else => {
                    out.may_break(if chain { Break::Always } else { Break::Inside }, chain.then_some(part.start));
                    out.word(self.keyword(part));
                    condition = false;
                }
                Kind::kw_if => {
                    out.word(self.keyword(part));
                    condition = true;
                }
                Kind::kw_then => {
                    out.may_break(Break::Inside, None);
                    out.word(self.keyword(part));
                    condition = false;
                }
                _ => out.append(self.logic(part, if condition { CONDITION } else { place }), 1),
            }
        }
        out
    }

    /// A value that words stand behind: bracketed unless they can only mean all of it.
    pub(in crate::format) fn base(&self, value: Value) -> Tokens {
        let written = self.value(value, VALUE);
        let chinese = |language: Language| self.say(language) == Language::Chinese;
        let closed = match value.single().filter(|operand| operand.signs == 0).and_then(Operand::core) {
            Some(
                Core::Plain(_)
                | Core::Parens(_)
                | Core::InPoints { .. }
                | Core::Convert { .. }
                | Core::Apply { .. }
                | Core::LastPeriod { .. }
                | Core::Paid { .. }
                | Core::AsOf { .. },
            ) => true,
            Some(Core::Call { name, args }) => !self.is_used_by_call(name, &args),
            // Words behind a name that is rounded to would be taken for the name's.
            Some(Core::Round { language, unit, .. }) => chinese(language) && unit.atom.has(Kind::literal),
            Some(
                Core::Share { language, .. }
                | Core::After { language, .. }
                | Core::Aggregate { language, .. }
                | Core::Running { language, .. }
                | Core::Use { language, starting: None, .. },
            ) => chinese(language),
            Some(
                Core::If(_)
                | Core::OverPeriods { .. }
                | Core::Clawback(_)
                | Core::Standing(_)
                | Core::Pool(_)
                | Core::Days { .. }
                | Core::Use { .. }
                | Core::Bands(_)
                | Core::Tiers(_),
            )
            | None => false,
        };
        if closed { written } else { self.bracketed(written, self.language) }
    }

    /// `x in CNY as of d`, x 折成 CNY，以 d 为准
    fn convert(&self, behind: &Node, of: Value) -> Tokens {
        let mut out = self.base(of);
        out.word(behind.part(Kind::kw_in_currency).map_or("", |word| self.keyword(word)));
        out.word(behind.part(Kind::currency_name).map_or("", |currency| self.raw(currency)));
        let Some(day) = behind.part(Kind::of_day) else { return out };
        let (written, language) = match (day.part(Kind::operand), day.part(Kind::as_of_day)) {
            (Some(own), _) => (operand(own).map(Value::One), Language::English),
            (None, Some(own)) => (Some(Value::One(Operand { signs: 0, atom: own, behind: &[] })), Language::Chinese),
            (None, None) => (None, Language::English),
        };
        let Some(written) = written else { return out };
        if self.say(language) == Language::Chinese {
            out.glued(self.comma());
        }
        out.append(self.on_day(language, written), 1);
        out
    }

    /// `as of hired`, 以 入职日期 为准. Anything but a name, a date or an end of the period stands in brackets.
    pub(in crate::format) fn on_day(&self, language: Language, day: Value) -> Tokens {
        let (mut out, day, language) = (Tokens::default(), day.bare(), self.say(language));
        out.word(self.either(language, "as of", "以"));
        let written = self.value(day, VALUE);
        out.append(if is_day(day) { written } else { self.bracketed(written, self.language) }, 1);
        if language == Language::Chinese {
            out.word("为准");
        }
        out
    }

    fn round(&self, language: Language, value: Value, unit: Operand, rounding: Rounding) -> Tokens {
        let mut out = Tokens::default();
        match language {
            Language::English => {
                out.word("round");
                out.append(
                    if value.is_closed() { self.value(value, VALUE) } else { self.bracketed(self.value(value, VALUE), self.language) },
                    1,
                );
                out.word("to");
                out.append(self.operand(unit, VALUE), 1);
                out.word(match rounding {
                    Rounding::HalfUp => "",
                    Rounding::HalfEven => "half even",
                    Rounding::Up => "up",
                    Rounding::Down => "down",
                });
            }
            Language::Chinese => {
                out.append(self.base(value), 1);
                out.word(match rounding {
                    Rounding::HalfUp => "四舍五入到",
                    Rounding::HalfEven => "四舍六入五成双到",
                    Rounding::Up => "进位到",
                    Rounding::Down => "舍去到",
                });
                out.append(self.operand(unit, VALUE), 1);
            }
        }
        out
    }

    fn aggregate_en(&self, summed: &Summed, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let word = match summed.function {
            Aggregating::Average if summed.trim.is_some() => "trimmed mean",
            Aggregating::Sum => "sum",
            Aggregating::Average => "average",
            Aggregating::Count => "count",
            Aggregating::Min => "min",
            Aggregating::Max => "max",
            Aggregating::Median => "median",
        };
        out.word(word);
        if let Some(value) = summed.value {
            out.word("of");
            let written = self.value(value, VALUE);
            out.append(if value.is_closed() { written } else { self.bracketed(written, self.language) }, 1);
        }
        if let Some(over) = summed.over {
            out.may_break(Break::Inside, None);
            out.word("over");
            out.word(self.over(over, Language::English));
        }
        if let Some(trim) = summed.trim {
            self.trim_en(&mut out, trim);
        }
        let mut out = self.filtered_en(out, summed.filter, place);
        if let Some(rated) = summed.rated {
            self.rated(&mut out, rated, Language::English);
        }
        out
    }

    /// Everybody, those somebody manages, a child input or a text column.
    pub(in crate::format) fn over(&self, node: &Node, language: Language) -> String {
        if node.kind == Kind::reports {
            let all = node.has(Kind::kw_all_reports);
            let word = spelling(if all { Kind::kw_all_reports } else { Kind::kw_reports }, language);
            return match (node.part(Kind::name), language) {
                (None, _) => word.to_string(),
                (Some(by), Language::English) => format!("{word} by {}", by.text),
                (Some(by), Language::Chinese) => format!("按 {} 的 {word}", by.text),
            };
        }
        let Some(word) = node.parts.first() else { return self.raw(node).to_string() };
        if word.kind == Kind::kw_everyone { self.keyword(word).to_string() } else { word.text.clone() }
    }

    fn aggregate_zh(&self, summed: &Summed) -> Tokens {
        let Some(over) = summed.over else { return self.bare_aggregate_zh(summed) };
        let mut out = self.group_head(over, summed.filter);
        if let Some(value) = summed.value {
            out.append(self.member(value), 1);
        }
        let rows = over.part(Kind::name).is_some_and(|name| self.cx.names.is_input(&name.text));
        out.word(match summed.function {
            Aggregating::Count if summed.value.is_none() => {
                if rows {
                    "笔数"
                } else {
                    "人数"
                }
            }
            Aggregating::Sum => "合计",
            Aggregating::Average if summed.trim.is_some() => "",
            Aggregating::Average => "平均",
            Aggregating::Count => "计数",
            Aggregating::Min => "最小",
            Aggregating::Max => "最大",
            Aggregating::Median => "中位数",
        });
        if let Some(trim) = summed.trim {
            self.trim_zh(&mut out, trim);
        }
        if let Some(rated) = summed.rated {
            self.rated(&mut out, rated, Language::Chinese);
        }
        out
    }

    /// 份额 合计, in a rule across the rows of one key.
    fn bare_aggregate_zh(&self, summed: &Summed) -> Tokens {
        let Some(value) = summed.value else { return self.aggregate_en(summed, VALUE) };
        let mut out = self.base(value);
        out.word(match summed.function {
            Aggregating::Sum => "合计",
            Aggregating::Average => "平均",
            Aggregating::Count => "计数",
            Aggregating::Min => "最小",
            Aggregating::Max => "最大",
            Aggregating::Median => "中位数",
        });
        out
    }

    /// 订单（其中 …）的
    fn group_head(&self, over: &Node, filter: Option<&Node>) -> Tokens {
        let mut out = Tokens::default();
        out.word(self.over(over, Language::Chinese));
        match filter {
            Some(filter) => {
                out.glued("（");
                out.word("其中");
                out.append(self.condition(filter), 1);
                out.glued("）");
                out.glued("的");
            }
            None => out.word("的"),
        }
        out
    }

    /// What a Chinese sum adds up: one word, or something in brackets.
    pub(super) fn member(&self, value: Value) -> Tokens {
        let written = self.value(value, VALUE);
        let one = value.single().filter(|operand| operand.signs == 0 && operand.behind.is_empty()).and_then(Operand::core);
        let closed = match one {
            Some(Core::Plain(node)) => node.kind == Kind::path,
            Some(Core::Call { .. } | Core::Parens(_)) => true,
            Some(Core::Apply { function, .. }) => !function.stands_behind(),
            Some(Core::Use { language, starting: None, .. }) => self.say(language) == Language::Chinese,
            Some(_) | None => false,
        };
        if closed { written } else { self.bracketed(written, self.language) }
    }

    fn running(&self, language: Language, value: Value, (over, by): (&Node, &Node), filter: Option<&Node>, place: Place) -> Tokens {
        if language == Language::Chinese {
            let mut out = self.group_head(over, filter);
            out.append(self.member(value), 1);
            out.word("按");
            out.word(self.path(by));
            out.word("累计");
            return out;
        }
        let mut out = Tokens::default();
        out.word("running sum of");
        let written = self.value(value, VALUE);
        out.append(if value.is_closed() { written } else { self.bracketed(written, self.language) }, 1);
        out.word("over");
        out.word(self.over(over, Language::English));
        out.word("by");
        out.word(self.path(by));
        self.filtered_en(out, filter, place)
    }

    fn days(&self, language: Language, which: Which, (from, to): (Value, Value)) -> Tokens {
        let (before, behind) = match which {
            Which::Every => ("days from", "的天数"),
            Which::Working => ("working days from", "的工作日数"),
        };
        let mut out = Tokens::default();
        if language == Language::Chinese && is_day(from) && is_day(to) {
            out.append(self.value(from, VALUE), 1);
            out.word("至");
            out.append(self.value(to, VALUE), 1);
            out.word(behind);
            return out;
        }
        let end = |value: Value| {
            if value.single().is_some() { self.value(value, VALUE) } else { self.bracketed(self.value(value, VALUE), self.language) }
        };
        out.word(before);
        out.append(end(from), 1);
        out.word("to");
        out.append(end(to), 1);
        out
    }

    fn share(&self, language: Language, share: &Node, of: Value) -> Tokens {
        let mut out = Tokens::default();
        let share = self.number(share);
        match language {
            Language::English => {
                out.word(share);
                out.word("of");
                let written = self.value(of, VALUE);
                out.append(if of.single().is_some() { written } else { self.bracketed(written, self.language) }, 1);
            }
            Language::Chinese => {
                out.append(self.base(of), 1);
                out.word("的");
                out.word(share);
            }
        }
        out
    }

    fn after(&self, language: Language, (length, missing): (&Node, Option<&Node>), of: Value) -> Tokens {
        let mut out = Tokens::default();
        let length = self.number(length);
        let last = missing.map(|missing| self.missing_day(missing)).unwrap_or_default();
        match (language, missing) {
            (Language::English, None) => {
                out.word(length);
                out.word("after");
                let written = self.value(of, VALUE);
                out.append(if of.single().is_some() { written } else { self.bracketed(written, self.language) }, 1);
            }
            (Language::English, Some(_)) => {
                let written = self.value(of, VALUE);
                out.append(if of.single().is_some() { written } else { self.bracketed(written, self.language) }, 1);
                out.word("+");
                out.word(length + &last);
            }
            (Language::Chinese, _) => {
                out.append(self.base(of), 1);
                out.word("之后");
                out.glued(length + &last);
            }
        }
        out
    }

    fn apply(&self, language: Language, function: Function, args: &[Value]) -> Tokens {
        let word = |en, zh| self.either(language, en, zh);
        let name = match function {
            Function::Min => word("min", "最小"),
            Function::Max => word("max", "最大"),
            Function::Abs => word("abs", "的绝对值"),
            Function::Floor => word("floor", "向下取整"),
            Function::Ceil => word("ceil", "向上取整"),
        };
        let behind = function.stands_behind();
        let mut out = Tokens::default();
        match args {
            [only] if behind && language == Language::Chinese => {
                out.append(self.base(*only), 1);
                out.word(name);
            }
            _ => {
                out.word(name);
                out.append(self.arguments(args.iter().map(|arg| self.value(*arg, VALUE))), 0);
            }
        }
        out
    }

    fn used(&self, language: Language, shape: &Node, value: Value, starting: Option<Value>) -> Tokens {
        let mut out = Tokens::default();
        out.word(shape.text.clone());
        match language {
            Language::English => {
                out.word("on");
                let written = self.value(value, VALUE);
                out.append(if value.single().is_some() { written } else { self.bracketed(written, self.language) }, 1);
            }
            Language::Chinese => out.append(self.arguments([self.value(value, VALUE)].into_iter()), 0),
        }
        if let Some(starting) = starting {
            out.word(self.either(language, "starting at", "起点"));
            out.append(self.value(starting, VALUE), 1);
        }
        out
    }

    /// 标准(销售额), which English says as `standard on sales`.
    pub(super) fn is_used_by_call(&self, name: &Node, args: &[&Node]) -> bool {
        args.len() == 1 && self.cx.names.is_shape(&name.text) && self.cx.target == Some(Language::English)
    }

    /// A table, or a named shape: English says `standard on sales`, Chinese 标准(销售额).
    fn call(&self, name: &Node, args: &[&Node]) -> Tokens {
        if let [only] = args
            && self.is_used_by_call(name, args)
        {
            return self.used(Language::English, name, Value::Row(only).bare(), None);
        }
        let mut out = Tokens::default();
        out.word(name.text.clone());
        let bare = self.cx.names.is_shape(&name.text);
        let values = args.iter().map(|arg| if bare { Value::Row(arg).bare() } else { Value::Row(arg) });
        out.append(self.arguments(values.map(|value| self.value(value, VALUE))), 0);
        out
    }
}
