//! Pieces of clauses as people read them: the author's text with titles in place of names, and the words around it.

use super::Teller;
use crate::diagnostic::Language;
use crate::diagnostic::text::sanitise;
use crate::document::{Align, Block, Document, Table};
use crate::plan::ir::{Bound, Def, DefId, Expr, Kind, Param};
use crate::report::model::shown;
use crate::report::names;
use crate::source::Span;
use crate::syntax::ast::Compare;
use crate::value::{Number, Period, PeriodKind, Type, Value, show};

/// Places of a number that does not end.
const PLACES: u32 = 4;
/// Places of a result that does not end.
const LONG: u32 = 6;
/// A formula longer than this has lines of its own.
const SHORT: usize = 60;

/// One end of a range: whether it belongs to it, and what it is.
type End = (bool, String);

/// A table whose columns are all of words.
pub(super) fn columns(headings: impl IntoIterator<Item = String>) -> Table {
    Table::of(headings.into_iter().map(|text| (text, Align::Left)))
}

impl<'a> Teller<'a> {
    pub(super) fn say(&self, en: impl Into<String>, zh: impl Into<String>) -> String {
        match self.asked.language {
            Language::English => en.into(),
            Language::Chinese => zh.into(),
        }
    }

    pub(super) fn def(&self, id: DefId) -> Option<&'a Def> {
        self.plan.defs.get(id.0 as usize)
    }

    /// What a definition is called.
    pub(super) fn called(&self, id: DefId) -> String {
        self.def(id).map_or(String::new(), |def| names::called(self.plan, def, self.asked.language).phrase(self.asked.language))
    }

    pub(super) fn listed(&self, items: impl IntoIterator<Item = String>) -> String {
        items.into_iter().collect::<Vec<String>>().join(&self.say(", ", "、"))
    }

    /// Sentences one behind the other.
    pub(super) fn sentences(&self, items: impl IntoIterator<Item = String>) -> String {
        let items = items.into_iter().filter(|item| !item.is_empty());
        items.collect::<Vec<String>>().join(&self.say(" ", ""))
    }

    pub(super) fn quoted(&self, text: &str) -> String {
        format!("“{}”", sanitise(text.trim()))
    }

    // ---- values --------------------------------------------------------------------------------------------------------

    /// A number of a rule: all its digits, money without needless ones.
    pub(super) fn number(&self, number: &Number, ty: Type) -> String {
        match ty {
            Type::Money | Type::Foreign(_) => {
                let places = number.places().unwrap_or(PLACES).min(PLACES);
                self.plan.show_money(number, ty, if places == 1 { 2 } else { places })
            }
            Type::Percent => show::percent(number),
            Type::Days => {
                let text = show::number(number, number.places().unwrap_or(PLACES));
                self.say(format!("{text} days"), format!("{text} 天"))
            }
            Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
                show::number(number, number.places().unwrap_or(PLACES).min(8))
            }
        }
    }

    /// A value of a rule or of an example.
    pub(super) fn value(&self, value: &Value, ty: Type) -> String {
        match value {
            Value::Number(number) => self.number(number, ty),
            Value::Text(_) | Value::Date(_) | Value::Flag(_) => shown(self.plan, value, ty, PLACES, self.asked.language),
        }
    }

    /// What something has come to, with the places that `why` and the results give it.
    pub(super) fn came_to(&self, value: &Value, ty: Type) -> String {
        let Value::Number(number) = value else { return self.value(value, ty) };
        match (ty, number.places()) {
            (Type::Money | Type::Foreign(_), Some(places)) => self.plan.show_money(number, ty, places.max(self.plan.places_of(ty))),
            (_, Some(_)) => self.number(number, ty),
            (Type::Money | Type::Foreign(_), None) => format!("≈{}", self.plan.show_money(number, ty, LONG)),
            (Type::Percent, None) => {
                let hundred = number.mul(&Number::from_i64(100)).unwrap_or_else(|_| number.clone());
                format!("≈{}%", show::number(&hundred, PLACES))
            }
            (Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_), None) => {
                format!("≈{}", show::number(number, LONG))
            }
        }
    }

    /// An expression in words: a literal as a value, a name as its title, else its text.
    pub(super) fn written(&self, expr: &Expr) -> String {
        if let Kind::Literal(value @ (Value::Number(_) | Value::Date(_))) = &expr.kind {
            return self.value(value, expr.ty);
        }
        match self.param_now(expr) {
            Some(value) => self.say(format!("{value} ({})", self.slice(expr.span)), format!("{value}（{}）", self.slice(expr.span))),
            None => self.slice(expr.span),
        }
    }

    /// The value that a param has in the period, where an expression is one.
    pub(super) fn param_now(&self, expr: &Expr) -> Option<String> {
        let Kind::Param(id) = expr.kind else { return None };
        self.value_now(self.plan.params.get(id.0 as usize)?)
    }

    /// The value in force on the last day of the period.
    pub(super) fn value_now(&self, param: &Param) -> Option<String> {
        let day = self.asked.period.end();
        let value = param.at_all_times().iter().rev().find(|value| value.from.is_none_or(|from| from <= day))?;
        if let Kind::Literal(literal) = &value.value.kind { Some(self.value(literal, param.ty)) } else { None }
    }

    /// `the first quarter of 2026`, 2026年第一季度
    pub(super) fn period_of(&self, period: Period) -> String {
        let (year, month) = (period.start().year(), period.start().month());
        match period.kind {
            PeriodKind::Month => self.say(period.to_string(), format!("{year}年{month}月")),
            PeriodKind::Quarter => {
                let (en, zh) = match month {
                    1 => ("first", "一"),
                    4 => ("second", "二"),
                    7 => ("third", "三"),
                    _ => ("fourth", "四"),
                };
                self.say(format!("the {en} quarter of {year}"), format!("{year}年第{zh}季度"))
            }
            PeriodKind::HalfYear if month == 1 => self.say(format!("the first half of {year}"), format!("{year}年上半年")),
            PeriodKind::HalfYear => self.say(format!("the second half of {year}"), format!("{year}年下半年")),
            PeriodKind::Year => self.say(year.to_string(), format!("{year}年")),
        }
    }

    /// The text of a clause with titles in place of names, on one line.
    pub(super) fn slice(&self, span: Span) -> String {
        let text = self.titles(self.asked.sources.slice(span));
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    }

    /// A formula: in the line where it is short, else on lines of its own, broken as its author broke it.
    pub(super) fn formula(&self, out: &mut Document, lead: &str, span: Span) {
        let whole = self.slice(span);
        if whole.chars().count() <= SHORT {
            out.paragraph(self.say(format!("{lead}: {whole}"), format!("{lead}：{whole}")));
            return;
        }
        out.paragraph(self.say(format!("{lead}:"), format!("{lead}：")));
        out.blocks.push(Block::Formula(self.lines(span)));
    }

    /// The lines of a clause, indented as far as they are among themselves.
    pub(super) fn lines(&self, span: Span) -> Vec<String> {
        let text = self.titles(self.asked.sources.slice(span));
        let mut lines = text.lines();
        let first = lines.next().unwrap_or("").trim().to_string();
        let rest: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
        let indent = |line: &&str| line.len().saturating_sub(line.trim_start().len());
        let least = rest.iter().map(indent).min().unwrap_or(0);
        let rest = rest.iter().map(|line| line.get(least..).unwrap_or(line).trim_end().to_string());
        std::iter::once(first).chain(rest).collect()
    }

    // ---- names ---------------------------------------------------------------------------------------------------------

    /// A text of the language with titles in place of names, signs of calculation as people write them, and digits in groups.
    pub(super) fn titles(&self, text: &str) -> String {
        let single = text.trim();
        if let Some(title) = self.names.get(single.trim_matches('`')) {
            return title.to_string();
        }
        let (mut out, mut rest) = (String::with_capacity(text.len()), text);
        while let Some(first) = rest.chars().next() {
            let length = token(rest, first);
            let (piece, behind) = rest.split_at(length);
            rest = behind;
            match first {
                '"' | '“' => out.push_str(&format!("“{}”", sanitise(piece.trim_matches(['"', '“', '”'])))),
                '`' => out.push_str(&self.name(piece.trim_matches('`'))),
                '#' => {}
                _ if first.is_ascii_digit() => out.push_str(&piece.replace('_', ",")),
                _ if is_letter(first) => out.push_str(&self.name(piece)),
                _ => out.push_str(sign(piece)),
            }
        }
        out
    }

    /// A name inside a text: in quotation marks where it is of several words, so that it is one thing to the eye.
    fn name(&self, name: &str) -> String {
        let Some(title) = self.names.get(name) else { return names::plain(&grouped(name)) };
        if title.contains(char::is_whitespace) && !title.contains('“') { format!("“{title}”") } else { title.to_string() }
    }

    // ---- bounds and conditions -----------------------------------------------------------------------------------------

    /// `from 60% to below 100%`, `60%以上不满100%`; all values where there is no end.
    pub(super) fn range(&self, low: Option<&Bound>, high: Option<&Bound>) -> String {
        let ends = (low.map(|low| (low.inclusive, self.written(&low.value))), high.map(|high| (high.inclusive, self.written(&high.value))));
        self.between(ends)
    }

    pub(super) fn between(&self, ends: (Option<End>, Option<End>)) -> String {
        match (ends, self.asked.language) {
            ((None, None), _) => self.say("any value", "任意"),
            ((Some((true, low)), None), Language::English) => format!("{low} or more"),
            ((Some((false, low)), None), Language::English) => format!("above {low}"),
            ((None, Some((true, high))), Language::English) => format!("up to {high}"),
            ((None, Some((false, high))), Language::English) => format!("below {high}"),
            ((Some((from, low)), Some((to, high))), Language::English) => {
                let low = if from { low } else { format!("above {low}") };
                format!("{low} {} {high}", if to { "up to" } else { "to below" })
            }
            ((Some((true, low)), None), Language::Chinese) => format!("{low}以上（含）"),
            ((Some((false, low)), None), Language::Chinese) => format!("超过{low}"),
            ((None, Some((true, high))), Language::Chinese) => format!("不超过{high}"),
            ((None, Some((false, high))), Language::Chinese) => format!("不满{high}"),
            ((Some((from, low)), Some((to, high))), Language::Chinese) => {
                let low = if from { format!("{low}以上") } else { format!("超过{low}") };
                if to { format!("{low}至{high}（含）") } else { format!("{low}不满{high}") }
            }
        }
    }

    /// For whom something is, in words where the condition is a plain one.
    pub(super) fn people_of(&self, condition: &Expr) -> String {
        let Some((column, options)) = self.chosen(condition) else {
            let text = self.slice(condition.span);
            return self.say(format!("people for whom {text}"), format!("符合以下条件的人员：{text}"));
        };
        let (column, options) = (self.called(column), self.listed(options.iter().map(|option| self.quoted(option))));
        self.say(format!("people whose {column} is {options}"), format!("{column}为{options}的人员"))
    }

    /// The column and the options that a plain condition asks for.
    fn chosen(&self, condition: &Expr) -> Option<(DefId, Vec<String>)> {
        let text = |expr: &Expr| if let Kind::Literal(Value::Text(text)) = &expr.kind { Some(text.to_string()) } else { None };
        if let Kind::Compare { op: Compare::Equal, left, right } = &condition.kind {
            let Kind::Ref(column) = left.kind else { return None };
            return Some((column, vec![text(right)?]));
        }
        let Kind::In { value, options } = &condition.kind else { return None };
        let Kind::Ref(column) = value.kind else { return None };
        Some((column, options.iter().map(text).collect::<Option<Vec<String>>>()?))
    }
}

/// How long the piece is that a text begins with: a quoted text, a name, a number, a sign of calculation, or one character.
fn token(text: &str, first: char) -> usize {
    let until = |close: char| text.char_indices().skip(1).find(|(_, c)| *c == close).map_or(text.len(), |(at, c)| at + c.len_utf8());
    let run = |fits: fn(char) -> bool| text.find(|c| !fits(c)).unwrap_or(text.len());
    match first {
        '"' => until('"'),
        '“' => until('”'),
        '`' => until('`'),
        // A comment inside the clause is not for readers.
        '#' => text.find('\n').unwrap_or(text.len()),
        _ if first.is_ascii_digit() => run(|c| c.is_ascii_digit() || c == '_' || c == '.'),
        _ if is_letter(first) => {
            let end = run(|c| is_letter(c) || c.is_numeric() || c == '.');
            text.get(..end).map_or(end, |run| run.trim_end_matches('.').len())
        }
        _ if ["<=", ">=", "<>"].iter().any(|sign| text.starts_with(sign)) => 2,
        _ => first.len_utf8(),
    }
}

/// A text whose numbers have commas between their groups: Chinese writes a word and a number without a blank.
fn grouped(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let written = letters.iter().enumerate().map(|(at, letter)| match letter {
        '_' if digit(at.checked_sub(1)) && digit(at.checked_add(1)) => ',',
        letter => *letter,
    });
    written.collect()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

fn sign(piece: &str) -> &str {
    match piece {
        "*" => "×",
        "/" => "÷",
        "<=" => "≤",
        ">=" => "≥",
        "<>" => "≠",
        other => other,
    }
}
