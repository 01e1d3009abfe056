//! Ranks, percentiles and pools: `rank of x within g`, 在 g 内按 x 排名, `share p for each g by x`, 将 p 在 g 内按 x 分配.

use super::row::only;
use super::{Builder, Pair, trimmed};
use crate::source::Span;
use crate::syntax::ast::{
    Best, Expr, ExprKind, Limit, LimitKind, Literal, Mark, Name, Over, Pool, PoolBy, SeatTies, Standing, StandingFigure, Ties, WhenZero,
};
use crate::syntax::parser::Rule;
use crate::syntax::{clause_problems, problems};
use crate::value::RoundMode;

impl Builder<'_> {
    pub(super) fn standing(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (text, start) = (pair.as_str(), pair.as_span().start());
        let (mut figure, mut ties, mut best) = (StandingFigure::Rank, None, Best::Highest);
        let (mut value, mut over, mut filter) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::standing_word if only(&part) == Some(Rule::kw_percentile) => figure = StandingFigure::Percentile,
                Rule::kw_percentile_zh => figure = StandingFigure::Percentile,
                Rule::sum => value = Some(self.sum(part)),
                Rule::over => over = Some(self.over(part)),
                Rule::where_condition | Rule::filter => filter = self.members(part, text, start),
                Rule::ties_word => {
                    if let Some((_, first)) = ties {
                        self.report(clause_problems::part_twice(first, self.span(&part)));
                    }
                    let word = match only(&part) {
                        Some(Rule::ties_best) => Ties::Best,
                        Some(Rule::ties_average) => Ties::Average,
                        Some(_) | None => Ties::Worst,
                    };
                    ties = Some((word, self.span(&part)));
                }
                Rule::kw_lowest_first => best = Best::Lowest,
                _ => {}
            }
        }
        let value = value.unwrap_or_else(|| self.nothing(span));
        let over = over.unwrap_or(Over::Everyone(span));
        ExprKind::Standing(Box::new(Standing { figure, value, over, filter, ties: ties.map(|(word, _)| word), best }))
    }

    /// The condition behind `where`, or the one in the brackets of 其中.
    fn members(&self, part: Pair<'_>, text: &str, start: usize) -> Option<Expr> {
        if part.as_rule() == Rule::filter {
            return part.into_inner().find(|inner| inner.as_rule() == Rule::condition).map(|inner| self.condition(inner));
        }
        let before = text.get(..part.as_span().start().saturating_sub(start)).unwrap_or("").trim_end();
        Some(self.where_condition(part, before))
    }

    pub(super) fn pool(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (text, start) = (pair.as_str(), pair.as_span().start());
        let is_english = pair.as_rule() == Rule::pool;
        let (mut amount, mut over, mut filter, mut by, mut zero) = (None, None, None, PoolBy::Unsaid, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sum if amount.is_none() => amount = Some(self.sum(part)),
                Rule::sum => {
                    // 分配 closes the value in Chinese; in English what stands behind it could be meant for the part.
                    if is_english {
                        self.refuse_open_share(&part);
                    }
                    by = PoolBy::Amount(self.sum(part));
                }
                Rule::kw_equally | Rule::kw_equally_zh => by = PoolBy::Equally,
                Rule::over => over = Some(self.over(part)),
                Rule::where_condition | Rule::filter => filter = self.members(part, text, start),
                Rule::zero_equally => zero = Some((WhenZero::Equally, self.span(&part))),
                Rule::zero_nobody => zero = Some((WhenZero::Nobody, self.span(&part))),
                _ => {}
            }
        }
        let amount = amount.unwrap_or_else(|| self.nothing(span));
        let over = over.unwrap_or(Over::Everyone(span));
        ExprKind::Pool(Box::new(Pool { amount, over, filter, by, zero }))
    }

    /// `share p for each team by a * b` could divide by a, or by a × b.
    fn refuse_open_share(&self, row: &Pair<'_>) {
        let operands: Vec<Pair<'_>> = row.clone().into_inner().filter(|part| part.as_rule() == Rule::operand).collect();
        let (Some(first), true) = (operands.first(), operands.len() > 1) else { return };
        let rest = self.text.get(first.as_span().end()..row.as_span().end()).unwrap_or("");
        self.report(problems::share_by_row(self.span(row), (trimmed(first.as_str()), trimmed(rest).trim_start())));
    }

    /// A clause of forced distribution; the reason behind it is for the caller to read.
    pub(in crate::syntax) fn limit(&self, pair: Pair<'_>) -> Option<Limit> {
        let span = self.span(&pair);
        let (text, start) = (pair.as_str(), pair.as_span().start());
        let (mut grades, mut kind, mut share, mut over, mut filter, mut by) = (Vec::new(), LimitKind::AtMost, None, None, None, None);
        let mut tails = Tails::default();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::grade_name => grades.extend(self.grade_named(part)),
                Rule::limit_kind if only(&part) == Some(Rule::k_exactly) => kind = LimitKind::Exactly,
                Rule::number_literal => share = Some(self.heads(part)),
                Rule::over => over = Some(self.over(part)),
                Rule::where_condition | Rule::filter => filter = self.members(part, text, start),
                Rule::sum => by = Some(self.sum(part)),
                Rule::limit_tail => self.limit_tail(part, &mut tails),
                _ => {}
            }
        }
        let Tails { heads, ties, smallest } = tails;
        let (ties, smallest) = (ties.map(|(ties, _)| ties), smallest.map(|(smallest, _)| smallest));
        Some(Limit { grades, kind, share: share?, over: over?, filter, by: by?, heads, ties, smallest, because: None, span })
    }

    /// `2` and 2人 are the same number of people.
    fn heads(&self, pair: Pair<'_>) -> Literal {
        let literal = self.literal(pair);
        let mark = if literal.mark == Mark::Count { Mark::Plain } else { literal.mark };
        Literal { mark, ..literal }
    }

    fn grade_named(&self, pair: Pair<'_>) -> Option<Name> {
        let inner = pair.into_inner().next()?;
        if inner.as_rule() == Rule::name {
            return Some(self.name(inner));
        }
        let quoted = self.quoted(inner);
        Some(Name { text: quoted.text, ticked: false, span: quoted.span })
    }

    fn limit_tail(&self, pair: Pair<'_>, tails: &mut Tails) {
        let span = self.span(&pair);
        let Some(tail) = pair.into_inner().next() else { return };
        let first = match tail.as_rule() {
            Rule::heads_rounded => {
                let mode = tail.into_inner().find(|part| part.as_rule() == Rule::header_mode);
                let mode = match mode.as_ref().and_then(only) {
                    Some(Rule::k_half_up) => RoundMode::HalfUp,
                    Some(Rule::k_half_even) => RoundMode::HalfEven,
                    Some(Rule::k_round_up) => RoundMode::Up,
                    Some(_) | None => RoundMode::Down,
                };
                tails.heads.replace((mode, span)).map(|(_, first)| first)
            }
            Rule::seat_ties => {
                let ties = if only(&tail) == Some(Rule::k_ties_included) { SeatTies::Included } else { SeatTies::Excluded };
                tails.ties.replace((ties, span)).map(|(_, first)| first)
            }
            _ => {
                let number = tail.into_inner().find(|part| part.as_rule() == Rule::number_literal);
                number.and_then(|number| tails.smallest.replace((self.heads(number), span))).map(|(_, first)| first)
            }
        };
        if let Some(first) = first {
            self.report(clause_problems::part_twice(first, span));
        }
    }
}

/// What stands behind the commas of a limit, each with its place.
#[derive(Default)]
struct Tails {
    heads: Option<(RoundMode, Span)>,
    ties: Option<(SeatTies, Span)>,
    smallest: Option<(Literal, Span)>,
}
