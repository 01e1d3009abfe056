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
        // What is compared is a value: brackets around it close it off.
        let inside = Place { wants: if tails.is_empty() { here.wants } else { Wants::Value }, beside };
        if let [one, two, ..] = tails.as_slice() {
            let first = (trimmed(first.as_str()), self.span(&first));
            self.report(problems::comparison_chain(first, (side_of(one), self.span(one)), (side_of(two), self.span(two))));
            return self.nothing(span);
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
            let cap = parts.iter().find(|part| part.as_rule() == Rule::bound_word).and_then(|word| cap_of(word));
            let ends = self.ends(parts.into_iter(), tail_span);
            let ends: Vec<_> = ends.iter().map(|end| (end.side, end.bound.inclusive, self.text_of(end.bound.value.span))).collect();
            self.report(problems::bound_word_in_value(tail_span, subject_text, &text, (cap, &ends)));
            return self.nothing(span);
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
        self.range(values, &marks, (span, problems::Ends::Between))
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

/// A comparison as written: its sign or word, and what stands behind that.
fn side_of(tail: &Pair<'_>) -> (String, String) {
    let text = trimmed(tail.as_str());
    let value = tail.clone().into_inner().filter(|part| part.as_rule() == Rule::sum).last();
    let value = value.map_or("", |value| trimmed(value.as_str()));
    let sign = text.strip_suffix(value).unwrap_or(text);
    (trimmed(sign).to_string(), value.to_string())
}

/// The cap or floor a bound word could be meant for; the others only compare.
fn cap_of(word: &Pair<'_>) -> Option<problems::CapWord> {
    match word.as_str().trim_end() {
        text if text.starts_with("at") && text.ends_with("most") => Some(problems::CapWord::AtMost),
        text if text.starts_with("at") && text.ends_with("least") => Some(problems::CapWord::AtLeast),
        "不超过" | "不高于" | "不多于" | "不大于" => Some(problems::CapWord::AtMost),
        "不低于" | "不少于" | "不小于" => Some(problems::CapWord::AtLeast),
        _ => None,
    }
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
