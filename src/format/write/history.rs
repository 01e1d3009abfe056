//! Earlier periods: English says them behind a value, Chinese before it.

use super::{CONDITION, VALUE, Writer};
use crate::diagnostic::Language;
use crate::format::token::{Break, Tokens};
use crate::format::view::{Aggregating, Core, Operand, Value};
use crate::syntax::concrete::{Kind, Node};

impl Writer<'_> {
    /// Whether the words stand behind the value in this language, so that they could take in more than it.
    pub(super) fn opens_behind(&self, core: &Core, language: Language) -> bool {
        matches!(core, Core::Paid { .. }) || self.say(language) == Language::English
    }

    /// `balance last period`, 上期 余额
    pub(super) fn last_period(&self, language: Language, of: Value) -> Tokens {
        let mut out = Tokens::default();
        match language {
            Language::English => {
                out.append(self.base(of), 1);
                out.word("last period");
            }
            Language::Chinese => {
                out.word("上期");
                out.append(self.named(of), 1);
            }
        }
        out
    }

    /// `commission paid to date`, 提成 的累计已付
    pub(super) fn paid(&self, language: Language, of: Value) -> Tokens {
        let mut out = self.base(of);
        out.word(self.either(language, "paid to date", "的累计已付"));
        out
    }

    /// `average of revenue over last 3 periods (including this)`, 最近3期（含本期）的 回款额 平均
    pub(super) fn over_periods(&self, language: Language, function: Aggregating, value: Value, window: &Node) -> Tokens {
        let mut out = Tokens::default();
        if language == Language::English {
            out.word(match function {
                Aggregating::Sum => "sum of",
                Aggregating::Average => "average of",
                Aggregating::Count => "count of",
                Aggregating::Min => "min of",
                Aggregating::Max => "max of",
                Aggregating::Median => "median of",
            });
            let written = self.value(value, VALUE);
            out.append(if value.is_closed() { written } else { self.bracketed(written, self.language) }, 1);
            out.may_break(Break::Inside, None);
            out.word("over");
            out.append(self.window(window, language), 1);
            return out;
        }
        let year = !window.has(Kind::number_literal);
        if year && function == Aggregating::Sum {
            out.word("本年累计");
            out.append(self.named(value), 1);
            return out;
        }
        out.append(self.window(window, language), 0);
        if year {
            out.word("的")
        } else {
            out.glued("的")
        }
        out.append(self.member(value), 1);
        out.word(match function {
            Aggregating::Sum => "合计",
            Aggregating::Average => "平均",
            Aggregating::Count => "计数",
            Aggregating::Min => "最小",
            Aggregating::Max => "最大",
            Aggregating::Median => "中位数",
        });
        out
    }

    /// `clawback of commission (credit over deals, cancelled within 12 months of closed, by remaining months)`
    pub(super) fn clawback(&self, node: &Node) -> Tokens {
        let mut out = Tokens::default();
        let own = if node.kind == Kind::clawback { Language::English } else { Language::Chinese };
        let language = self.say(own);
        let mut names = node.all(Kind::name).map(|name| name.text.clone());
        let (payout, over) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
        let mut paths = node.all(Kind::path).map(|path| self.path(path));
        let (lost, won) = (paths.next().unwrap_or_default(), paths.next().unwrap_or_default());
        let value = match (node.part(Kind::sum), node.part(Kind::atom)) {
            (Some(sum), _) => Some(Value::Row(sum).bare()),
            (None, Some(atom)) => Some(Value::One(Operand { signs: 0, atom, behind: &[] }).bare()),
            (None, None) => None,
        };
        let months = node.part(Kind::number_literal).map(|months| self.number(months)).unwrap_or_default();
        let all = node.part(Kind::back_share).is_some_and(|share| share.has(Kind::in_full));
        match language {
            Language::English => {
                out.word(format!("clawback of {payout}"));
                out.word("(");
                out.append(value.map(|value| self.value(value, VALUE)).unwrap_or_default(), 0);
                out.word(format!("over {over}"));
                out.glued(",");
                out.word(format!("{lost} within {months} of {won}"));
                out.glued(",");
                out.word(if all { "in full" } else { "by remaining months" });
                out.glued(")");
            }
            Language::Chinese => {
                out.word(format!("追回 {payout}"));
                out.glued("（");
                out.append(
                    {
                        let mut head = Tokens::default();
                        head.word(format!("{over} 的"));
                        head
                    },
                    0,
                );
                out.append(value.map(|value| self.member(value)).unwrap_or_default(), 1);
                out.glued("，");
                out.word(format!("{lost} 在 {won} 后{months}内"));
                out.glued("，");
                out.word(if all { "全额" } else { "按剩余月数" });
                out.glued("）");
            }
        }
        out
    }

    /// What stands behind 上期: one name, or something in brackets.
    fn named(&self, value: Value) -> Tokens {
        let written = self.value(value, VALUE);
        let one = value.single().filter(|operand| operand.signs == 0 && operand.behind.is_empty()).and_then(|operand| operand.core());
        let closed = match one {
            Some(Core::Plain(node)) => node.kind == Kind::path,
            Some(Core::Parens(_)) => true,
            Some(_) | None => false,
        };
        if closed { written } else { self.bracketed(written, self.language) }
    }

    fn window(&self, window: &Node, language: Language) -> Tokens {
        let mut out = Tokens::default();
        let english = language == Language::English;
        let Some(count) = window.part(Kind::number_literal) else {
            out.word(self.either(language, "year to date", "本年各期"));
            return out;
        };
        let count = self.number(count);
        let this = match (window.has(Kind::this_in), english) {
            (true, true) => "including this",
            (false, true) => "before this",
            (true, false) => "含本期",
            (false, false) => "不含本期",
        };
        let enough = window.part(Kind::enough).and_then(|enough| enough.part(Kind::number_literal)).map(|least| self.number(least));
        if english {
            let periods = if count == "1" { "period" } else { "periods" };
            out.word(format!("last {count} {periods}"));
            out.word(format!("({this}{})", enough.map_or(String::new(), |least| format!(", at least {least}"))));
        } else {
            out.word(format!("最近{count}期（{this}{}）", enough.map_or(String::new(), |least| format!("，至少{least}期"))));
        }
        out
    }

    /// `grade = D for 2 periods running`, 连续2期 等级 = D
    pub(super) fn in_a_row(&self, term: &Node, count: &Node) -> Tokens {
        let own = if count.kind == Kind::in_a_row { Language::English } else { Language::Chinese };
        let number = count.part(Kind::number_literal).map(|number| self.number(number)).unwrap_or_default();
        let condition = term.part(Kind::comparison).map(|comparison| self.comparison(comparison, CONDITION)).unwrap_or_default();
        let mut out = Tokens::default();
        match self.say(own) {
            Language::English => {
                out.append(condition, 1);
                let periods = if number == "1" { "period" } else { "periods" };
                out.word(format!("for {number} {periods} running"));
            }
            Language::Chinese => {
                out.word(format!("连续{number}期"));
                out.append(condition, 1);
            }
        }
        out
    }
}
