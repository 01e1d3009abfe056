//! Writes expressions, each in the language of its own words or in the one asked for.

mod atoms;
mod compare;
mod history;
mod literal;
mod means;
mod ranks;

pub(super) use compare::Ends;

use super::names::Names;
use super::token::{Break, Tokens};
use super::view::{Core, Operand, Value, operand};
use super::words::{self, spelling};
use crate::diagnostic::Language;
use crate::syntax::concrete::{Kind, Node};

/// What the writers of all clauses know.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    /// The language to translate into; without it every clause stays in its own.
    pub(super) target: Option<Language>,
    pub(super) names: &'c Names,
    pub(super) text: &'c str,
}

/// Writes the words of one clause.
#[derive(Clone, Copy)]
pub(super) struct Writer<'c> {
    pub(super) cx: Context<'c>,
    /// The language of the clause: of its punctuation, and of words that have no other.
    pub(super) language: Language,
    pub(super) inside: Inside,
}

/// Where the clause stands, as far as names depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// Its measure, target and attainment have names of their own.
    Kpi,
    /// An example of several people, whose names begin with the person.
    People,
    Elsewhere,
}

/// What stands around an expression, as far as brackets depend on it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    wants: Wants,
    /// Whether a condition goes on beside it, outside all brackets.
    beside: Beside,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Wants {
    Value,
    Condition,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Condition,
}

pub(super) const VALUE: Place = Place { wants: Wants::Value, beside: Beside::Nothing };
pub(super) const CONDITION: Place = Place { wants: Wants::Condition, beside: Beside::Nothing };

impl<'c> Writer<'c> {
    /// The language in which words are written that stand in this one.
    pub(super) fn say(&self, own: Language) -> Language {
        self.cx.target.unwrap_or(own)
    }

    /// The usual spelling of a word.
    pub(super) fn keyword(&self, node: &Node) -> &'static str {
        let language = self.language_of(node);
        if node.kind == Kind::k_any && (node.text.contains("rest") || node.text == "其余") {
            return self.either(language, "the rest", "其余");
        }
        spelling(node.kind, language)
    }

    /// The language in which a word is written.
    pub(super) fn language_of(&self, word: &Node) -> Language {
        self.say(words::language_of(&word.text).unwrap_or(self.language))
    }

    pub(super) fn either(&self, language: Language, en: &'static str, zh: &'static str) -> &'static str {
        match language {
            Language::English => en,
            Language::Chinese => zh,
        }
    }

    /// A comma of this clause.
    pub(super) fn comma(&self) -> &'static str {
        self.either(self.language, ",", "，")
    }

    /// The comma between the words of a list.
    pub(super) fn list_comma(&self) -> &'static str {
        self.either(self.language, ",", "、")
    }

    pub(super) fn open(&self, language: Language) -> &'static str {
        self.either(language, "(", "（")
    }

    pub(super) fn close(&self, language: Language) -> &'static str {
        self.either(language, ")", "）")
    }

    /// `expression`
    pub(super) fn expression(&self, node: &Node) -> Tokens {
        self.logic(node, VALUE)
    }

    /// `condition`
    pub(super) fn condition(&self, node: &Node) -> Tokens {
        self.logic(node, CONDITION)
    }

    /// `sum`
    pub(super) fn sum(&self, node: &Node) -> Tokens {
        self.value(Value::Row(node), VALUE)
    }

    pub(super) fn logic(&self, node: &Node, place: Place) -> Tokens {
        let mut out = Tokens::default();
        let several = node.parts.len() > 1;
        let place = if several { Place { wants: Wants::Condition, beside: Beside::Condition } } else { place };
        for part in &node.parts {
            match part.kind {
                Kind::logic_operator => {
                    out.may_break(Break::Inside, None);
                    out.word(part.parts.first().map_or("", |word| self.keyword(word)));
                }
                _ => out.append(self.logic_term(part, place), 1),
            }
        }
        out
    }

    fn logic_term(&self, node: &Node, place: Place) -> Tokens {
        if let Some(count) = node.parts.iter().find(|part| matches!(part.kind, Kind::in_a_row | Kind::zh_in_a_row)) {
            return self.in_a_row(node, count);
        }
        let mut out = Tokens::default();
        let mut place = place;
        for part in &node.parts {
            if part.kind == Kind::kw_not {
                out.word(self.keyword(part));
                place = CONDITION;
            } else {
                out.append(self.comparison(part, place), 1);
            }
        }
        out
    }

    /// A row of operands, or one of them.
    pub(super) fn value(&self, value: Value, place: Place) -> Tokens {
        if let Some(core @ Core::After { .. }) = value.core() {
            return self.core(&core, place);
        }
        let row = match value {
            Value::Row(number) if number.kind == Kind::number_literal => {
                let mut out = Tokens::default();
                out.word(self.number(number));
                return out;
            }
            Value::Row(row) => row,
            Value::One(operand) => return self.operand(operand, place),
        };
        let mut out = Tokens::default();
        for (index, part) in row.parts.iter().enumerate() {
            match part.kind {
                Kind::sum_operator => {
                    let sign = part.parts.first();
                    // A line that begins with a minus could be one of its own.
                    if sign.is_some_and(|sign| sign.kind != Kind::minus) {
                        out.may_break(Break::Inside, None);
                    }
                    out.word(sign.map_or("", |sign| self.operator(sign)));
                }
                Kind::rolling => {
                    out.glued(self.comma());
                    out.word(part.part(Kind::kw_rolling).map_or("", |word| self.keyword(word)));
                }
                _ => {
                    if let Some(operand) = operand(part) {
                        out.append(self.in_row(operand, (index, row.parts.len()), place), 1);
                    }
                }
            }
        }
        out
    }

    /// An operand of a row, in brackets where its words could take in the others.
    fn in_row(&self, operand: Operand, (index, parts): (usize, usize), place: Place) -> Tokens {
        let open = |core: Core<'_>| match core {
            Core::InPoints { .. } | Core::Convert { .. } => index > 0,
            Core::LastPeriod { language, .. } | Core::Paid { language, .. } => index > 0 && self.opens_behind(&core, language),
            Core::Round { language, .. } => index > 0 && self.say(language) == Language::Chinese,
            Core::Apply { language, function, .. } => index > 0 && self.say(language) == Language::Chinese && function.stands_behind(),
            Core::Aggregate { over: None, language, .. } => index > 0 || self.say(language) == Language::English,
            Core::Use { starting, language, .. } => starting.is_some() || self.say(language) == Language::English,
            Core::After { missing: Some(_), language, .. } => self.say(language) == Language::English,
            Core::Call { name, ref args } => self.is_used_by_call(name, args),
            // A comma parts its words.
            Core::Standing(_) => true,
            Core::Pool(among) => among.is_open() && self.say(among.language) == Language::English,
            Core::AsOf { .. }
            | Core::Plain(_)
            | Core::Parens(_)
            | Core::If(_)
            | Core::Aggregate { .. }
            | Core::Running { .. }
            | Core::OverPeriods { .. }
            | Core::Clawback(_)
            | Core::Days { .. }
            | Core::Share { .. }
            | Core::After { .. }
            | Core::Bands(_)
            | Core::Tiers(_) => false,
        };
        let written = self.operand(operand, place);
        let needs = parts > 1 && operand.signs == 0 && operand.core().is_some_and(open);
        if needs { self.bracketed(written, self.language) } else { written }
    }

    fn operator(&self, sign: &Node) -> &'static str {
        match sign.kind {
            Kind::minus => "-",
            Kind::times => self.either(self.language, "*", "×"),
            Kind::over_sign => self.either(self.language, "/", "÷"),
            Kind::op_otherwise => sign.parts.first().map_or("", |word| self.keyword(word)),
            _ => "+",
        }
    }

    pub(super) fn operand(&self, operand: Operand, place: Place) -> Tokens {
        let Some(core) = operand.core() else { return Tokens::default() };
        let written = self.core(&core, place);
        if operand.signs == 0 {
            return written;
        }
        let open = match core {
            Core::Round { language, .. } | Core::Aggregate { over: None, language, .. } => self.say(language) == Language::Chinese,
            Core::Apply { language, function, .. } => self.say(language) == Language::Chinese && function.stands_behind(),
            Core::After { missing: Some(_), language, .. } => self.say(language) == Language::English,
            Core::LastPeriod { language, .. } | Core::Paid { language, .. } => self.opens_behind(&core, language),
            Core::Use { language, starting, .. } => starting.is_some() || self.say(language) == Language::English,
            Core::Convert { .. } => true,
            Core::Call { name, ref args } => self.is_used_by_call(name, args),
            Core::AsOf { .. }
            | Core::Plain(_)
            | Core::Parens(_)
            | Core::If(_)
            | Core::Aggregate { .. }
            | Core::Running { .. }
            | Core::OverPeriods { .. }
            | Core::Clawback(_)
            | Core::Standing(_)
            | Core::Pool(_)
            | Core::Days { .. }
            | Core::Share { .. }
            | Core::After { .. }
            | Core::InPoints { .. }
            | Core::Bands(_)
            | Core::Tiers(_) => false,
        };
        let mut out = Tokens::default();
        for _ in 0..operand.signs {
            out.glued("-");
        }
        out.append(if open { self.bracketed(written, self.language) } else { written }, 0);
        out
    }

    pub(super) fn bracketed(&self, inner: Tokens, language: Language) -> Tokens {
        let mut out = Tokens::default();
        out.word(self.open(language));
        out.append(inner, 0);
        out.glued(self.close(language));
        out
    }

    /// Values with commas between, in brackets that stand close to the word before.
    pub(super) fn arguments(&self, args: impl Iterator<Item = Tokens>) -> Tokens {
        let mut out = Tokens::default();
        out.word("(");
        for (index, arg) in args.enumerate() {
            if index > 0 {
                out.glued(",");
            }
            out.append(arg, 1);
        }
        out.glued(")");
        out
    }

    /// The text of a part that has no words of the language in it.
    pub(super) fn raw(&self, node: &Node) -> &'c str {
        self.cx.text.get(node.start..node.end).unwrap_or("")
    }
}
