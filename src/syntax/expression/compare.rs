//! Comparisons: signs, bound words, `between`, `in`.

use super::bounds::is_included;
use super::{Beside, Builder, Pair, Place, Wants, trimmed};
use crate::source::Span;
use crate::syntax::ast::{Compare, Expr, ExprKind, Side, SideBound};
use crate::syntax::parser::Rule;
use crate::syntax::problems;

impl Builder<'_> {
    pub(super) fn comparison(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let here = self.place.get();
        let mut parts = pair.into_inner();
        let Some(first) = parts.next() else { return self.nothing(span) };
        let mut tails: Vec<Pair<'_>> = parts.filter(|part| part.as_rule() == Rule::comparison_tail).collect();
        let beside = match here.wants {
            Wants::Condition => Beside::Condition,
            Wants::Value if tails.is_empty() => here.beside,
            Wants::Value => Beside::Condition,
        };
        let inside = Place { wants: here.wants, beside };
        if tails.len() > 1 {
            let all: Vec<Span> = tails.iter().map(|tail| self.span(tail)).collect();
            let parts = taken_apart(first.as_str(), &tails);
            let parts = parts.as_ref().map(|(one, two)| (one.as_str(), two.as_str()));
            self.report(problems::comparison_chain(span, parts, &all));
        }
        let subject_text = trimmed(first.as_str()).to_string();
        let subject = self.at(inside, || self.sum_row(first));
        if tails.is_empty() {
            return subject;
        }
        let tail = tails.swap_remove(0);
        self.at(Place { wants: Wants::Value, beside: Beside::Condition }, || self.tail(subject, &subject_text, tail, here, span))
    }

    fn tail(&self, subject: Expr, subject_text: &str, tail: Pair<'_>, here: Place, span: Span) -> Expr {
        let tail_span = self.span(&tail);
        let text = trimmed(tail.as_str()).to_string();
        let parts: Vec<Pair<'_>> = tail.into_inner().collect();
        let has = |rule: Rule| parts.iter().any(|part| part.as_rule() == rule);
        if let Some(sign) = parts.iter().find(|part| part.as_rule() == Rule::compare_sign) {
            let op = operator(sign.as_str());
            let right =
                parts.into_iter().find(|part| part.as_rule() == Rule::sum).map_or_else(|| self.nothing(span), |sum| self.sum_row(sum));
            return Expr { kind: ExprKind::Compare { op, left: Box::new(subject), right: Box::new(right) }, span };
        }
        if has(Rule::options) {
            let negated = has(Rule::kw_not) || has(Rule::kw_not_in);
            let options = parts.into_iter().filter(|part| part.as_rule() == Rule::options).flat_map(Pair::into_inner);
            let options = options.filter(|part| part.as_rule() == Rule::sum).map(|option| self.sum(option)).collect();
            let found = Expr { kind: ExprKind::In { value: Box::new(subject), options }, span };
            return if negated { Expr { kind: ExprKind::Not(Box::new(found)), span } } else { found };
        }
        if here.wants == Wants::Value && !has(Rule::kw_between) {
            self.report(problems::bound_word_in_value(tail_span, subject_text, &text));
        }
        let ends = if has(Rule::kw_between) { self.between(parts, tail_span) } else { self.ends(parts.into_iter(), tail_span) };
        self.within(subject, ends, span)
    }

    /// `between a (incl.) and b (excl.)`
    fn between(&self, parts: Vec<Pair<'_>>, span: Span) -> Vec<SideBound> {
        let (mut values, mut marks) = (Vec::new(), Vec::new());
        for part in parts {
            match part.as_rule() {
                Rule::sum => {
                    values.push(self.sum_row(part));
                    marks.push(None);
                }
                Rule::mark => {
                    if let Some(last) = marks.last_mut() {
                        *last = Some(is_included(&part));
                    }
                }
                _ => {}
            }
        }
        self.range(values, &marks, span)
    }

    /// One end is a comparison, two ends are a range.
    fn within(&self, subject: Expr, mut ends: Vec<SideBound>, span: Span) -> Expr {
        if ends.len() == 1
            && let Some(end) = ends.pop()
        {
            let op = match (end.side, end.bound.inclusive) {
                (Side::Low, true) => Compare::AtLeast,
                (Side::Low, false) => Compare::Greater,
                (Side::High, true) => Compare::AtMost,
                (Side::High, false) => Compare::Less,
            };
            return Expr { kind: ExprKind::Compare { op, left: Box::new(subject), right: Box::new(end.bound.value) }, span };
        }
        let (low, high) = self.two_sides(ends);
        Expr { kind: ExprKind::Within { value: Box::new(subject), low: low.map(Box::new), high: high.map(Box::new) }, span }
    }
}

/// `1 < x` and `x < 5` of `1 < x < 5`, where the first comparison ends in the value that the second begins with.
fn taken_apart(first: &str, tails: &[Pair<'_>]) -> Option<(String, String)> {
    let (one, two) = (tails.first()?, tails.get(1)?);
    let middle = one.clone().into_inner().filter(|part| part.as_rule() == Rule::sum).last()?;
    Some((format!("{} {}", trimmed(first), trimmed(one.as_str())), format!("{} {}", trimmed(middle.as_str()), trimmed(two.as_str()))))
}

fn operator(sign: &str) -> Compare {
    let plain: String = sign.trim().chars().map(crate::syntax::name::narrow).filter(|character| !character.is_whitespace()).collect();
    match plain.as_str() {
        "<>" | "!=" | "≠" | "不等于" => Compare::NotEqual,
        "<" => Compare::Less,
        "<=" | "≤" | "小于等于" | "小于或等于" => Compare::AtMost,
        ">" => Compare::Greater,
        ">=" | "≥" | "大于等于" | "大于或等于" => Compare::AtLeast,
        _ => Compare::Equal,
    }
}
