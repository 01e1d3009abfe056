//! Earlier periods: `balance last period`, `average of revenue over last 3 periods (including this)`, 本年累计 回款额.

use super::group::function_of;
use super::row::only;
use super::{Builder, Pair, VALUE};
use crate::source::Span;
use crate::syntax::ast::{
    Aggregate, AggregateFunction, BackShare, Clawback, Expr, ExprKind, Literal, Mark, OverPeriods, ThisPeriod, Window,
};
use crate::syntax::parser::Rule;
use crate::syntax::problems;
use crate::value::Number;

/// Periods one may look back over.
const MOST_PERIODS: i64 = 120;

impl Builder<'_> {
    /// The day behind `as of`.
    pub(super) fn as_of_day(&self, pair: Pair<'_>, span: Span) -> Expr {
        let day = pair.into_inner().find(|part| part.as_rule() == Rule::as_of_day);
        day.map_or_else(|| self.nothing(span), |day| self.at(VALUE, || self.atom(day)))
    }

    /// The value behind 上期 or 本年累计: a name, or anything in brackets.
    pub(super) fn earlier_of(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        match pair.into_inner().find(|part| part.as_rule() == Rule::earlier_of) {
            Some(of) => self.at(VALUE, || self.atom(of)),
            None => self.nothing(span),
        }
    }

    /// 本年累计 回款额
    pub(super) fn year_sum(&self, pair: Pair<'_>) -> ExprKind {
        let over = OverPeriods { function: AggregateFunction::Sum, value: self.earlier_of(pair), window: Window::YearToDate };
        ExprKind::OverPeriods(Box::new(over))
    }

    /// 最近3期（含本期）的 回款额 平均
    pub(super) fn periods_zh(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (mut window, mut value, mut function) = (None, None, AggregateFunction::Sum);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::zh_window => window = self.window(part),
                Rule::atom => value = Some(self.at(VALUE, || self.atom(part))),
                Rule::zh_aggregate => function = function_of(only(&part)),
                Rule::filter => {
                    self.report(problems::where_over_periods(self.span(&part)));
                    return self.nothing(span).kind;
                }
                _ => {}
            }
        }
        match (window, value) {
            (Some(window), Some(value)) => ExprKind::OverPeriods(Box::new(OverPeriods { function, value, window })),
            (Some(_) | None, Some(_) | None) => self.nothing(span).kind,
        }
    }

    /// `sum of revenue over year to date`: the aggregate that was built, over periods instead of rows.
    pub(super) fn over_periods(&self, built: Aggregate, periods: Pair<'_>, whole: Span) -> ExprKind {
        let at = self.span(&periods);
        if let Some(filter) = &built.filter {
            self.report(problems::where_over_periods(filter.span));
            return self.nothing(whole).kind;
        }
        let window = match periods.into_inner().next() {
            Some(last) if last.as_rule() == Rule::last_periods => self.window(last),
            Some(_) | None => Some(Window::YearToDate),
        };
        match (window, built.value) {
            (Some(window), Some(value)) => ExprKind::OverPeriods(Box::new(OverPeriods { function: built.function, value, window })),
            (Some(_), None) => {
                self.report(problems::periods_without_value(at));
                self.nothing(whole).kind
            }
            (None, _) => self.nothing(whole).kind,
        }
    }

    /// `last 3 periods (including this, at least 2)`; nothing where it is not said whether this period counts.
    fn window(&self, pair: Pair<'_>) -> Option<Window> {
        let (span, text) = (self.span(&pair), super::trimmed(pair.as_str()).to_string());
        let (mut count, mut this, mut enough) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_each_of_year => return Some(Window::YearToDate),
                Rule::number_literal => count = self.whole_count(part),
                Rule::this_in => this = Some(ThisPeriod::Included),
                Rule::this_out => this = Some(ThisPeriod::Excluded),
                Rule::enough => {
                    enough =
                        Some(part.into_inner().find(|part| part.as_rule() == Rule::number_literal).and_then(|part| self.whole_count(part)))
                }
                _ => {}
            }
        }
        let Some(this) = this else {
            self.report(problems::which_periods(span, &text));
            return None;
        };
        let (Some(count), Some(enough)) = (count, enough.map_or(Some(None), |enough| enough.map(Some))) else { return None };
        if let Some(enough) = enough.as_ref().filter(|enough| enough.value > count.value) {
            self.report(problems::more_than_there_are(enough.span));
        }
        Some(Window::Last { count, this, enough })
    }

    /// `clawback of commission (credit over deals, cancelled within 12 months of closed, by remaining months)`
    pub(super) fn clawback(&self, pair: Pair<'_>) -> ExprKind {
        let (span, text) = (self.span(&pair), super::trimmed(pair.as_str()).to_string());
        let (mut names, mut paths) = (Vec::new(), Vec::new());
        let (mut value, mut months, mut share) = (None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => names.push(self.name(part)),
                Rule::path => paths.push(self.path(part)),
                Rule::sum => value = Some(self.sum(part)),
                Rule::atom => value = Some(self.at(VALUE, || self.atom(part))),
                Rule::number_literal => months = self.months(part),
                Rule::back_share => {
                    share = Some(if only(&part) == Some(Rule::in_full) { BackShare::All } else { BackShare::RemainingMonths })
                }
                _ => {}
            }
        }
        let Some(share) = share else {
            self.report(problems::how_much_back(span, &text));
            return self.nothing(span).kind;
        };
        let (mut names, mut paths) = (names.into_iter(), paths.into_iter());
        let (payout, over, first, second) = (names.next(), names.next(), paths.next(), paths.next());
        match (payout, over, first, second, value, months) {
            (Some(payout), Some(over), Some(lost), Some(won), Some(value), Some(months)) => {
                ExprKind::Clawback(Box::new(Clawback { payout, value, over, lost, won, months, share }))
            }
            _ => self.nothing(span).kind,
        }
    }

    /// A whole number of months.
    fn months(&self, pair: Pair<'_>) -> Option<Literal> {
        let span = self.span(&pair);
        let mark = self.mark();
        if let ExprKind::Months { count, .. } = self.plain_literal(pair).kind
            && count.value.is_integer()
            && count.value >= Number::ONE
            && count.value <= Number::from_i64(MOST_PERIODS)
        {
            return Some(count);
        }
        if !self.failed_since(mark) {
            self.report(problems::not_months(span, MOST_PERIODS));
        }
        None
    }

    /// How many periods a condition must hold running.
    pub(super) fn count_in(&self, pair: &Pair<'_>) -> Option<Literal> {
        let count = pair.clone().into_inner().find(|part| part.as_rule() == Rule::number_literal)?;
        self.whole_count(count)
    }

    /// A number of periods: whole, at least 1.
    pub(in crate::syntax) fn whole_count(&self, pair: Pair<'_>) -> Option<Literal> {
        let span = self.span(&pair);
        let mark = self.mark();
        let built = self.plain_literal(pair);
        if let ExprKind::Number(literal) = built.kind {
            let whole = literal.value == literal.value.floor() && literal.value >= Number::ONE;
            if whole && literal.value <= Number::from_i64(MOST_PERIODS) && matches!(literal.mark, Mark::Plain | Mark::Unread) {
                return Some(literal);
            }
        }
        if !self.failed_since(mark) {
            self.report(problems::not_a_number_of_periods(span, MOST_PERIODS));
        }
        None
    }
}
