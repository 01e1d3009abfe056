//! Numbers, options, dates and flags that a clause writes, and what people write in their place.

use super::numeral::{Change, Numeral, Share};
use super::texts::Piece;
use super::walk::Place;
use super::{Maker, Slip};
use crate::plan::edited::Edit;
use crate::plan::ir::Expr;
use crate::source::Span;
use crate::syntax::concrete::Kind;
use crate::value::{ChoiceId, Date, Number, Type, Value};

impl<'a> Maker<'a> {
    pub(super) fn literal(&mut self, expr: &'a Expr, value: &Value, place: Place) {
        match value {
            Value::Number(_) => self.numbers(expr.span, expr.ty, place),
            Value::Text(text) => {
                if let Type::Choice(choice) = expr.ty {
                    self.option(expr.span, choice, text);
                }
            }
            Value::Date(_) => self.dates(expr.span),
            Value::Flag(_) => self.flags(expr.span),
        }
    }

    /// The numbers written in a place. The plan may have computed one out of several.
    pub(super) fn numbers(&mut self, span: Span, ty: Type, place: Place) {
        for literal in self.texts.inside(span, &[Kind::number_literal]) {
            let Some(numeral) = Numeral::read(literal) else { continue };
            let (slip, changes) = match place {
                Place::Edge => (Slip::Edge, self.steps_of_edge(&numeral, ty)),
                Place::Shared => continue,
                Place::Plain => (Slip::Number, vec![Change::Up, Change::Double]),
                Place::Unit => (Slip::Rounding, vec![Change::TenTimes]),
            };
            for change in changes {
                self.slip(slip, numeral.changed(&change));
            }
        }
    }

    /// The smallest unit up and down: of money its rounding, of a count or a length 1, of a number or a percent its last written place.
    pub(super) fn steps_of_edge(&self, numeral: &Numeral, ty: Type) -> Vec<Change> {
        let unit = match ty {
            Type::Money | Type::Foreign(_) => self.plan.unit_of(ty),
            Type::Count | Type::Days => Number::ONE,
            Type::Number | Type::Percent | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => return vec![Change::Up, Change::Down],
        };
        match numeral.share {
            // A part of an amount, as `120% of quota` is.
            Share::Yes => vec![Change::Up, Change::Down],
            Share::No => vec![Change::By(unit.clone()), Change::By(unit.neg())],
        }
    }

    /// The next option of the choice, written as the one that stands there.
    pub(super) fn option(&mut self, span: Span, choice: ChoiceId, text: &str) {
        let Some(other) = self.next_option(choice, |name| name == text) else { return };
        self.slip(Slip::Option, [Edit { span, text: as_written(self.texts.slice(span), &other) }]);
    }

    /// The option behind the one that is said, from the first again behind the last.
    pub(super) fn next_option(&self, choice: ChoiceId, is_said: impl Fn(&str) -> bool) -> Option<String> {
        let options = &self.plan.choices.get(choice.0 as usize)?.options;
        let at = options.iter().position(|option| is_said(&option.name))?;
        let other = options.get(at.saturating_add(1)).or_else(|| options.first()).filter(|other| !is_said(&other.name))?;
        Some(other.name.clone())
    }

    pub(super) fn dates(&mut self, span: Span) {
        for literal in self.texts.inside(span, &[Kind::date_literal]) {
            self.date(Slip::Edge, literal);
        }
    }

    /// A date one day later, and one earlier.
    pub(super) fn date(&mut self, slip: Slip, literal: Piece<'_>) {
        let digits: Vec<String> =
            literal.node.text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).map(str::to_string).collect();
        let [year, month, day] = digits.as_slice() else { return };
        let Some(date) = Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")) else { return };
        for days in [1, -1] {
            let edit = date.add_days(days).and_then(|other| literal.instead(other.to_string(), self.texts));
            self.slip(slip, edit);
        }
    }

    pub(super) fn flags(&mut self, span: Span) {
        for word in self.texts.inside(span, &[Kind::yes, Kind::no]) {
            let text = match word.node.text.as_str() {
                "yes" => "no",
                "no" => "yes",
                "是" => "否",
                "否" => "是",
                _ => continue,
            };
            self.slip(Slip::Option, word.instead(text, self.texts));
        }
    }
}

/// A name in the quotation marks of another; without marks where that has none and a bare name can be read.
pub(super) fn as_written(before: &str, name: &str) -> String {
    let mut ends = before.chars();
    match (ends.next(), ends.next_back()) {
        (Some(open @ ('"' | '“' | '「' | '『' | '＂')), Some(close)) => format!("{open}{name}{close}"),
        (_, _) if name.chars().all(|c| c.is_alphanumeric() || c == '_') => name.to_string(),
        (_, _) => format!("\"{name}\""),
    }
}
