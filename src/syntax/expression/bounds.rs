//! Bounds: which end a bound is and whether the end is in.

use super::{Builder, Pair};
use crate::source::Span;
use crate::syntax::ast::{Bound, Expr, ExprKind, Side, SideBound, Working};
use crate::syntax::literal::Measure;
use crate::syntax::parser::Rule;
use crate::syntax::problems;

/// A lower and an upper end.
pub(in crate::syntax) type BothEnds = (Option<Bound>, Option<Bound>);

/// Where the words about an end say it lies.
#[derive(Clone, Copy)]
struct Said {
    side: Side,
    inclusive: bool,
}

impl Builder<'_> {
    /// `bounds`: one end or both.
    pub(in crate::syntax) fn bounds(&self, pair: Pair<'_>) -> BothEnds {
        let span = self.span(&pair);
        let ends = self.ends(pair.into_inner(), span);
        self.two_sides(ends)
    }

    /// One of each side; two of one side are refused.
    pub(super) fn two_sides(&self, ends: Vec<SideBound>) -> BothEnds {
        let (mut low, mut high): BothEnds = (None, None);
        for end in ends {
            let slot = match end.side {
                Side::Low => &mut low,
                Side::High => &mut high,
            };
            match slot {
                Some(first) => self.report(problems::same_side_twice(first.span, end.bound.span, end.side)),
                None => *slot = Some(end.bound),
            }
        }
        (low, high)
    }

    /// The ends in a run of pairs: words and values in either order, or `a (incl.) to b (excl.)`.
    pub(super) fn ends<'p>(&self, parts: impl Iterator<Item = Pair<'p>>, whole: Span) -> Vec<SideBound> {
        let mut ends = Vec::new();
        let mut word: Option<(Said, Span)> = None;
        let mut values: Vec<Expr> = Vec::new();
        let mut marks: Vec<Option<bool>> = Vec::new();
        let mut ends_are = problems::Ends::Words;
        for part in parts {
            match part.as_rule() {
                Rule::dash => ends_are = problems::Ends::Dash,
                Rule::dash_range => {
                    let span = self.span(&part);
                    return self.ends(part.into_inner(), span);
                }
                Rule::bound_word | Rule::low_word | Rule::high_word => word = Some((said(&part), self.span(&part))),
                Rule::sum | Rule::number_literal => {
                    let value = if part.as_rule() == Rule::sum { self.sum_row(part) } else { self.plain_literal(part) };
                    match word.take() {
                        Some((said, at)) => ends.push(end(said, at.join(value.span), value)),
                        None => {
                            values.push(value);
                            marks.push(None);
                        }
                    }
                }
                Rule::bound_suffix | Rule::low_suffix | Rule::high_suffix => {
                    let (said, at) = (said(&part), self.span(&part));
                    marks.pop();
                    if let Some(value) = values.pop() {
                        ends.push(end(said, value.span.join(at), value));
                    }
                }
                Rule::mark => {
                    if let Some(last) = marks.last_mut() {
                        *last = Some(is_included(&part));
                    }
                }
                Rule::second_bound => {
                    let span = self.span(&part);
                    ends.extend(self.ends(part.into_inner(), span));
                }
                _ => {}
            }
        }
        ends.extend(self.range(values, &marks, (whole, ends_are)));
        ends
    }

    /// `a (incl.) to b (excl.)`; both ends in between two dates, refused where an end is not said.
    pub(super) fn range(&self, values: Vec<Expr>, marks: &[Option<bool>], (whole, ends): (Span, problems::Ends)) -> Vec<SideBound> {
        let mut values = values.into_iter();
        let (Some(low), Some(high)) = (values.next(), values.next()) else { return Vec::new() };
        let said = (marks.first().copied().flatten(), marks.get(1).copied().flatten());
        let (from, to) = match said {
            (Some(from), Some(to)) => (from, to),
            (None, None) if matches!((&low.kind, &high.kind), (ExprKind::Date(_), ExprKind::Date(_))) => (true, true),
            (from, to) => {
                let text = |span: Span| self.text_of(span);
                self.report(problems::ends_not_said(whole, (text(low.span), from), (text(high.span), to), ends));
                (from.unwrap_or(true), to.unwrap_or(false))
            }
        };
        vec![end(Said { side: Side::Low, inclusive: from }, low.span, low), end(Said { side: Side::High, inclusive: to }, high.span, high)]
    }

    /// A number where months cannot stand, as an expression.
    pub(in crate::syntax) fn plain_literal(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        match self.measure(pair) {
            Measure::Number(literal) => Expr { kind: ExprKind::Number(literal), span },
            Measure::WorkingDays(count) => Expr { kind: ExprKind::Working(Box::new(Working::Days(count))), span },
            Measure::Months(count) => Expr { kind: ExprKind::Months { count, missing: None }, span },
        }
    }
}

fn end(said: Said, span: Span, value: Expr) -> SideBound {
    SideBound { side: said.side, bound: Bound { inclusive: said.inclusive, value, span } }
}

/// What the words of a bound say; `（不含）` beside 以上 or 以下 takes the end out.
fn said(pair: &Pair<'_>) -> Said {
    let mut said = Said { side: Side::Low, inclusive: true };
    for part in pair.clone().into_inner().flatten() {
        match part.as_rule() {
            Rule::at_least_word | Rule::suffix_low => said.side = Side::Low,
            Rule::above_word => said = Said { side: Side::Low, inclusive: false },
            Rule::at_most_word | Rule::suffix_high => said.side = Side::High,
            Rule::below_word => said = Said { side: Side::High, inclusive: false },
            Rule::excluded => said.inclusive = false,
            _ => {}
        }
    }
    said
}

/// Whether a mark says that the end is in.
pub(super) fn is_included(mark: &Pair<'_>) -> bool {
    mark.clone().into_inner().next().is_none_or(|inner| inner.as_rule() == Rule::included)
}
