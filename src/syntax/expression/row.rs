//! Rows of operands and operators, folded by precedence into flat lists: `or`, `and`, `not`; `otherwise`, sums, products.

use super::{Beside, Builder, CONDITION, Pair, Place, Wants, trimmed};
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Factor, Sign, Working};
use crate::syntax::parser::Rule;
use crate::syntax::problems;

/// Operands one row may have; more are a slip, or an attack.
const MOST_OPERANDS: usize = 4_096;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Otherwise,
}

impl Builder<'_> {
    /// `expression` or `condition`, as the place says.
    pub(super) fn logic(&self, pair: Pair<'_>) -> Expr {
        let whole = self.span(&pair);
        let mut terms = Vec::new();
        let mut ors = Vec::new();
        let mut ands = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::logic_term => terms.push(part),
                Rule::logic_operator if part.as_str().starts_with(['o', '或']) => ors.push((terms.len(), self.span(&part))),
                Rule::logic_operator => ands.push((terms.len(), self.span(&part))),
                _ => {}
            }
        }
        if terms.len() > MOST_OPERANDS {
            self.report(problems::too_many_operands(whole));
            return self.nothing(whole);
        }
        if terms.len() == 1 {
            return terms.pop().map_or_else(|| self.nothing(whole), |term| self.logic_term(term));
        }
        if let (Some((at, or)), Some((_, and))) = (ors.first(), ands.first()) {
            self.report(self.mixed_logic(&terms, *at, *or, *and));
        }
        let place = Place { wants: Wants::Condition, beside: Beside::Condition };
        let built: Vec<Expr> = self.at(place, || terms.into_iter().map(|term| self.logic_term(term)).collect());
        let kind = if ors.is_empty() { ExprKind::And(built) } else { ExprKind::Or(built) };
        Expr { kind, span: whole }
    }

    /// Both ways to read `and` beside `or`, by the first `or` and its neighbours.
    fn mixed_logic(&self, terms: &[Pair<'_>], at: usize, or: Span, and: Span) -> crate::diagnostic::Diagnostic {
        let text = |term: Option<&Pair<'_>>| term.map_or("…", |term| trimmed(term.as_str())).to_string();
        let (left, right) = if and.start < or.start {
            (text(at.checked_sub(2).and_then(|index| terms.get(index))), text(at.checked_sub(1).and_then(|index| terms.get(index))))
        } else {
            (text(at.checked_sub(1).and_then(|index| terms.get(index))), text(terms.get(at)))
        };
        let last = if and.start < or.start { text(terms.get(at)) } else { text(terms.get(at.saturating_add(1))) };
        let first_is_and = and.start < or.start;
        problems::and_or_mixed(or, and, (&left, &right, &last), if first_is_and { ("and", "or") } else { ("or", "and") })
    }

    fn logic_term(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let mut nots = 0_usize;
        let (mut found, mut count) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_not => nots = nots.saturating_add(1),
                Rule::comparison => found = Some(part),
                Rule::in_a_row | Rule::zh_in_a_row => count = self.count_in(&part),
                _ => {}
            }
        }
        let Some(comparison) = found else { return self.nothing(span) };
        if let Some(count) = count {
            let condition = Box::new(self.at(CONDITION, || self.comparison(comparison)));
            return Expr { kind: ExprKind::InARow { condition, count }, span };
        }
        if nots == 0 {
            return self.comparison(comparison);
        }
        if nots > 32 {
            self.report(problems::too_many_prefixes(span));
            return self.nothing(span);
        }
        let built = self.at(CONDITION, || self.comparison(comparison));
        (0..nots).fold(built, |inner, _| Expr { kind: ExprKind::Not(Box::new(inner)), span })
    }

    /// A `sum`: operands joined by `otherwise`, plus, minus, times and over.
    pub(super) fn sum_row(&self, pair: Pair<'_>) -> Expr {
        let whole = self.span(&pair);
        let start = pair.as_span().start();
        let mut row: Vec<(Operator, Expr)> = Vec::new();
        let mut operator = Operator::Plus;
        let rolls = pair.clone().into_inner().any(|part| part.as_rule() == Rule::rolling);
        let count = pair.clone().into_inner().filter(|part| part.as_rule() == Rule::operand).count();
        if count > MOST_OPERANDS {
            self.report(problems::too_many_operands(whole));
            return self.nothing(whole);
        }
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sum_operator => operator = operator_of(&part),
                Rule::operand => {
                    if count > 1 {
                        self.refuse_unclear_operand(&part, start, row.len());
                    }
                    row.push((operator, self.operand(part)));
                }
                _ => {}
            }
        }
        let built = fold(row, whole);
        if rolls { Expr { kind: ExprKind::Working(Box::new(Working::Rolling(built))), span: whole } } else { built }
    }

    /// Behind an operator, `折成分` and the like could take the whole row, and `if` takes everything that follows.
    fn refuse_unclear_operand(&self, operand: &Pair<'_>, start: usize, index: usize) {
        let head = self.text.get(start..operand.as_span().start()).unwrap_or("");
        for part in operand.clone().into_inner() {
            match part.as_rule() {
                Rule::postfix if index > 0 && acts_on_amount(&part) => {
                    let before = self.text.get(operand.as_span().start()..part.as_span().start()).unwrap_or("");
                    self.report(problems::postfix_behind_row(self.span(&part), (trimmed(head), trimmed(before), trimmed(part.as_str()))));
                    return;
                }
                Rule::atom if index > 0 && only(&part) == Some(Rule::if_then) => {
                    self.report(problems::if_beside_operator(self.span(operand)));
                }
                _ => {}
            }
        }
    }
}

/// Postfixes that change the amount they stand behind, so that it matters how far back they reach. `as of` stands behind a param only.
pub(super) fn acts_on_amount(postfix: &Pair<'_>) -> bool {
    match only(postfix) {
        Some(Rule::zh_share | Rule::zh_after | Rule::as_of) | None => false,
        Some(_) => true,
    }
}

/// The rule of the first pair inside.
pub(super) fn only(pair: &Pair<'_>) -> Option<Rule> {
    pair.clone().into_inner().next().map(|inner| inner.as_rule())
}

fn operator_of(pair: &Pair<'_>) -> Operator {
    match only(pair) {
        Some(Rule::minus) => Operator::Minus,
        Some(Rule::times) => Operator::Times,
        Some(Rule::over_sign) => Operator::Over,
        Some(Rule::op_otherwise) => Operator::Otherwise,
        Some(_) | None => Operator::Plus,
    }
}

/// Folds a row: products first, then sums, then `otherwise`.
fn fold(row: Vec<(Operator, Expr)>, whole: Span) -> Expr {
    let mut choices: Vec<Expr> = Vec::new();
    let mut terms: Vec<(Sign, Expr)> = Vec::new();
    let mut factors: Vec<(Factor, Expr)> = Vec::new();
    let mut sign = Sign::Plus;
    for (operator, operand) in row {
        match operator {
            Operator::Times => factors.push((Factor::Times, operand)),
            Operator::Over => factors.push((Factor::Over, operand)),
            Operator::Plus | Operator::Minus | Operator::Otherwise => {
                terms.extend(product(std::mem::take(&mut factors)).map(|term| (sign, term)));
                if operator == Operator::Otherwise {
                    choices.extend(total(std::mem::take(&mut terms)));
                }
                sign = if operator == Operator::Minus { Sign::Minus } else { Sign::Plus };
                factors.push((Factor::Times, operand));
            }
        }
    }
    terms.extend(product(factors).map(|term| (sign, term)));
    choices.extend(total(terms));
    match choices.len() {
        1 => choices.pop().unwrap_or(Expr { kind: ExprKind::Flag(false), span: whole }),
        _ => Expr { kind: ExprKind::Otherwise(choices), span: whole },
    }
}

fn product(mut factors: Vec<(Factor, Expr)>) -> Option<Expr> {
    let span = joined(factors.iter().map(|(_, factor)| factor.span))?;
    match factors.len() {
        1 => factors.pop().map(|(_, factor)| factor),
        _ => Some(Expr { kind: ExprKind::Product(factors), span }),
    }
}

fn total(mut terms: Vec<(Sign, Expr)>) -> Option<Expr> {
    let span = joined(terms.iter().map(|(_, term)| term.span))?;
    match terms.len() {
        1 => terms.pop().map(|(_, term)| term),
        _ => Some(Expr { kind: ExprKind::Sum(terms), span }),
    }
}

fn joined(mut spans: impl Iterator<Item = Span>) -> Option<Span> {
    let first = spans.next()?;
    Some(spans.fold(first, Span::join))
}
