//! Comparisons, the ends of bands and conditions, and the condition behind `where`.

use super::{Beside, Place, VALUE, Wants, Writer};
use crate::diagnostic::Language;
use crate::format::bounds::{Bounds, End, Range, Side, bounds};
use crate::format::token::{Break, CLOSE_IF_NEEDED, OPEN_IF_NEEDED, Tokens};
use crate::format::view::{Operand, Value};
use crate::format::words;
use crate::syntax::concrete::{Kind, Node};

/// Where ends are said; each place has its usual words for them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::format) enum Ends {
    /// A line of bands, tiers, grades or a table.
    Line,
    /// The bounds of a column, or a condition.
    Bound,
}

impl Writer<'_> {
    pub(super) fn comparison(&self, node: &Node, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let tail = node.part(Kind::comparison_tail);
        let beside = match place.wants {
            Wants::Condition => Beside::Condition,
            Wants::Value if tail.is_none() => place.beside,
            Wants::Value => Beside::Condition,
        };
        let inside = Place { wants: if tail.is_none() { place.wants } else { Wants::Value }, beside };
        if let Some(subject) = node.part(Kind::sum) {
            out.append(self.value(Value::Row(subject), inside), 1);
        }
        if let Some(tail) = tail {
            self.tail(&mut out, tail);
        }
        out
    }

    fn tail(&self, out: &mut Tokens, tail: &Node) {
        let place = Place { wants: Wants::Value, beside: Beside::Condition };
        if let Some(sign) = tail.part(Kind::compare_sign) {
            out.may_break(Break::Inside, None);
            out.word(self.sign(sign));
            if let Some(sum) = tail.part(Kind::sum) {
                out.append(self.value(Value::Row(sum), place), 1);
            }
            return;
        }
        if let Some(options) = tail.part(Kind::options) {
            self.options(out, tail, options);
            return;
        }
        let words = tail.parts.iter().find_map(|part| self.first_language(part)).unwrap_or(self.language);
        let between = tail.has(Kind::kw_between);
        let read = bounds(&tail.parts);
        out.append(if between { self.between(&read, words, place) } else { self.ends(&read, Ends::Bound, words, place) }, 1);
    }

    /// `in ("a", "b")`
    fn options(&self, out: &mut Tokens, tail: &Node, options: &Node) {
        let negated = tail.has(Kind::kw_not) || tail.has(Kind::kw_not_in);
        let language = tail.parts.iter().find_map(|part| self.first_language(part)).unwrap_or(self.language);
        out.word(match (language, negated) {
            (Language::English, true) => "not in",
            (Language::English, false) => "in",
            (Language::Chinese, true) => "不属于",
            (Language::Chinese, false) => "属于",
        });
        let (open, close) = (self.open(language), self.close(language));
        match language {
            Language::English => out.word(open),
            Language::Chinese => out.glued(open),
        }
        for (index, sum) in options.all(Kind::sum).enumerate() {
            if index > 0 {
                out.glued(self.either(language, ",", "、"));
            }
            out.append(self.value(Value::Row(sum), VALUE), 1);
        }
        out.glued(close);
    }

    /// The language of the first word of a part.
    pub(in crate::format) fn first_language(&self, node: &Node) -> Option<Language> {
        let is_unit = matches!(node.kind, Kind::number_literal | Kind::quoted | Kind::name | Kind::path);
        if is_unit {
            return None;
        }
        if words::is_word(node.kind) {
            return words::language_of(&node.text).map(|own| self.say(own));
        }
        node.parts.iter().find_map(|part| self.first_language(part))
    }

    fn sign(&self, node: &Node) -> &'static str {
        let text = if node.parts.is_empty() { self.raw(node) } else { node.parts.first().map_or("", |word| word.text.as_str()) };
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let chinese = |en, zh| self.either(self.language, en, zh);
        match plain.as_str() {
            "<" | "＜" => "<",
            ">" | "＞" => ">",
            "<>" | "!=" | "≠" | "不等于" | "＜＞" | "<＞" | "＜>" => chinese("<>", "≠"),
            "<=" | "≤" | "小于等于" | "小于或等于" | "＜＝" | "<＝" | "＜=" => chinese("<=", "≤"),
            ">=" | "≥" | "大于等于" | "大于或等于" | "＞＝" | ">＝" | "＞=" => chinese(">=", "≥"),
            _ => "=",
        }
    }

    /// `60% (incl.) and 80% (excl.)`
    fn between(&self, read: &Bounds, language: Language, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let Bounds::Range(range) = read else { return self.ends(read, Ends::Bound, language, place) };
        out.word(self.either(language, "between", "介于"));
        out.append(self.range(range, language, self.either(language, "and", "与"), place), 1);
        if language == Language::Chinese {
            out.push_close("之间");
        }
        out
    }

    fn range(&self, range: &Range, language: Language, word: &'static str, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let mark = |included: bool| match (language, included) {
            (Language::English, true) => "(incl.)",
            (Language::English, false) => "(excl.)",
            (Language::Chinese, true) => "（含）",
            (Language::Chinese, false) => "（不含）",
        };
        let add_mark = |out: &mut Tokens, said: Option<bool>| {
            if let Some(included) = said {
                match language {
                    Language::English => out.word(mark(included)),
                    Language::Chinese => out.glued(mark(included)),
                }
            }
        };
        out.append(self.value(Value::Row(range.low), place), 1);
        add_mark(&mut out, range.low_in);
        let high = self.value(Value::Row(range.high), place);
        if language == Language::Chinese && range.low_in.is_some() && word == "至" {
            out.glued(word);
            out.close_to_number(high);
        } else {
            out.push_close(word);
            out.append(high, 1);
        }
        add_mark(&mut out, range.high_in);
        out
    }

    /// One end or both.
    pub(in crate::format) fn ends(&self, read: &Bounds, ends: Ends, language: Language, place: Place) -> Tokens {
        let list = match read {
            Bounds::Range(range) => return self.range(range, language, self.either(language, "to", "至"), place),
            Bounds::Ends(list) => list,
        };
        let mut out = Tokens::default();
        let both = list.len() > 1;
        let mut close = false;
        for end in list {
            let value = self.value(Value::Row(end.value), place);
            match language {
                Language::English => {
                    out.word(english(end, ends, both));
                    out.append(value, 1);
                }
                Language::Chinese if ends == Ends::Line && end.is_at_least() && is_number(end.value) => {
                    out.append(value, 1);
                    out.glued("以上");
                    close = true;
                }
                Language::Chinese => {
                    let word = chinese(end, ends);
                    if close {
                        out.glued(word);
                    } else {
                        out.word(word);
                    }
                    out.close_to_number(value);
                }
            }
        }
        out
    }

    /// Adds the condition behind `where`, and brackets around all of it where what follows could be taken for a part of the condition.
    pub(super) fn filtered_en(&self, summed: Tokens, filter: Option<&Node>, place: Place) -> Tokens {
        let Some(filter) = filter else { return summed };
        let mut inner = summed;
        let written = self.condition(filter);
        inner.may_break(Break::Inside, None);
        inner.word("where");
        let shape = shape(filter);
        inner.append(if shape == Shape::Calculated { self.bracketed(written, Language::English) } else { written }, 1);
        if shape != Shape::Closed && place.beside == Beside::Condition {
            return self.bracketed(inner, Language::English);
        }
        let mut out = Tokens::default();
        out.word(OPEN_IF_NEEDED);
        out.append(inner, 1);
        out.glued(CLOSE_IF_NEEDED);
        out
    }
}

fn english(end: &End, ends: Ends, both: bool) -> &'static str {
    match (end.side, end.included) {
        (Side::Low, true) if ends == Ends::Line || both => "from",
        (Side::Low, true) => "at least",
        (Side::Low, false) => "above",
        (Side::High, true) if ends == Ends::Line || both => "up to",
        (Side::High, true) => "at most",
        (Side::High, false) => "below",
    }
}

fn chinese(end: &End, ends: Ends) -> &'static str {
    match (end.side, end.included) {
        (Side::Low, true) => "不低于",
        (Side::Low, false) => "超过",
        (Side::High, true) => "不超过",
        (Side::High, false) if ends == Ends::Line => "不满",
        (Side::High, false) => "低于",
    }
}

/// Whether a value is one number, behind which 以上 may stand.
fn is_number(sum: &Node) -> bool {
    match Value::Row(sum).single() {
        _ if sum.kind == Kind::number_literal => true,
        Some(Operand { signs: 0, atom, behind: [] }) => atom.part(Kind::literal).is_some_and(|literal| !literal.has(Kind::missing_day)),
        Some(_) | None => false,
    }
}

/// How far a condition behind `where` could be read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// One operand.
    Closed,
    Compared,
    /// It ends in a calculation, whose tail may be meant for the sum before it.
    Calculated,
}

pub(super) fn shape(condition: &Node) -> Shape {
    let Some(last) = condition.all(Kind::logic_term).last() else { return Shape::Closed };
    let Some(comparison) = last.part(Kind::comparison) else { return Shape::Closed };
    let tail = comparison.part(Kind::comparison_tail);
    let end = match tail {
        Some(tail) => tail.all(Kind::sum).last(),
        None => comparison.part(Kind::sum),
    };
    if end.is_some_and(|sum| sum.has(Kind::sum_operator)) {
        Shape::Calculated
    } else if tail.is_some() || last.has(Kind::kw_not) || condition.parts.len() > 1 {
        Shape::Compared
    } else {
        Shape::Closed
    }
}
