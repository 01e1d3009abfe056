//! Sums over rows and people: `sum of amount over deals where …`, 订单（其中 …）的 金额 合计.

use super::row::only;
use super::{Beside, Builder, Pair, VALUE, trimmed};
use crate::syntax::ast::{Aggregate, AggregateFunction, Expr, ExprKind, Name, Over, Path, Reach, RunningSum};
use crate::syntax::parser::Rule;
use crate::syntax::problems;

impl Builder<'_> {
    pub(super) fn aggregate(&self, pair: Pair<'_>) -> ExprKind {
        let whole = self.span(&pair);
        let text = pair.as_str().to_string();
        let start = pair.as_span().start();
        let mut built = Aggregate { function: AggregateFunction::Count, value: None, over: None, filter: None, trim: None, rated: None };
        let mut periods = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::aggregate_word => built.function = function_of(only(&part)),
                Rule::sum => built.value = Some(self.sum(part)),
                Rule::agg_trimmed => built.function = AggregateFunction::Average,
                Rule::trim => built.trim = Some(self.trim(part)),
                Rule::rated => built.rated = self.rated(part).map(Box::new),
                Rule::over | Rule::reports => built.over = Some(self.over(part)),
                Rule::periods => periods = Some(part),
                Rule::where_condition => {
                    let before = text.get(..part.as_span().start().saturating_sub(start)).unwrap_or("").trim_end();
                    // The message writes the word itself.
                    let before = before.strip_suffix("where").unwrap_or(before).trim_end();
                    built.filter = Some(self.where_condition(part, before));
                }
                _ => {}
            }
        }
        if let Some(periods) = periods {
            return self.over_periods(built, periods, whole);
        }
        if built.over.is_none()
            && let Some(filter) = &built.filter
        {
            self.report(problems::where_without_over(whole, filter.span));
            return self.nothing(whole).kind;
        }
        ExprKind::Aggregate(Box::new(built))
    }

    pub(super) fn over(&self, pair: Pair<'_>) -> Over {
        let span = self.span(&pair);
        if pair.as_rule() == Rule::reports {
            let (mut reach, mut by) = (Reach::Direct, None);
            for part in pair.into_inner() {
                match part.as_rule() {
                    Rule::kw_all_reports => reach = Reach::All,
                    Rule::name => by = Some(self.name(part)),
                    _ => {}
                }
            }
            return Over::Reports { reach, by, span };
        }
        match pair.into_inner().next() {
            Some(inner) if inner.as_rule() == Rule::name && inner.as_str() != "全员" && inner.as_str() != "everyone" => {
                Over::Name(self.name(inner))
            }
            Some(_) | None => Over::Everyone(span),
        }
    }

    /// The condition behind `where`. One that goes on could take in what stands behind it, so it is bracketed unless the
    /// clause ends with it and no other condition stands before it.
    pub(super) fn where_condition(&self, pair: Pair<'_>, before: &str) -> Expr {
        let span = self.span(&pair);
        let (mut condition, mut ends) = (None, false);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::condition => condition = Some(part),
                Rule::where_end => ends = true,
                _ => {}
            }
        }
        let Some(condition) = condition else { return self.nothing(span) };
        let shape = shape_of(&condition);
        let unclear = match shape {
            Shape::Closed => false,
            Shape::Compared => !ends || self.place.get().beside == Beside::Condition,
            Shape::Calculated => true,
        };
        if unclear {
            let text = trimmed(condition.as_str());
            let (own, rest) = text.split_at_checked(reach_of(&condition)).unwrap_or((text, ""));
            let before = trimmed(before.strip_suffix("where").unwrap_or(before));
            let parts = (trimmed(own), rest.trim_start());
            self.report(problems::where_needs_brackets(self.span(&condition), before, text, parts, tails_of(&condition)));
            return self.nothing(span);
        }
        self.condition(condition)
    }

    pub(super) fn running_sum(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (text, start) = (pair.as_str(), pair.as_span().start());
        let (mut value, mut over, mut by, mut filter) = (None, None, None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sum => value = Some(self.sum(part)),
                Rule::over => over = Some(part),
                Rule::path => by = Some(self.path(part)),
                Rule::where_condition => {
                    let before = text.get(..part.as_span().start().saturating_sub(start)).unwrap_or("").trim_end();
                    filter = Some(self.where_condition(part, before));
                }
                _ => {}
            }
        }
        let over = over.and_then(|over| self.running_over(over));
        self.running(value.unwrap_or_else(|| self.nothing(span)), over, by, filter, span)
    }

    /// A running sum is over the rows of an input, so everybody will not do.
    fn running_over(&self, pair: Pair<'_>) -> Option<Name> {
        match self.over(pair) {
            Over::Name(name) => Some(name),
            Over::Everyone(span) | Over::Reports { span, .. } => {
                self.report(problems::running_over_everyone(span));
                None
            }
        }
    }

    fn running(&self, value: Expr, over: Option<Name>, by: Option<Path>, filter: Option<Expr>, span: crate::source::Span) -> ExprKind {
        match (over, by) {
            (Some(over), Some(by)) => ExprKind::RunningSum(Box::new(RunningSum { value, over, by, filter })),
            (Some(_) | None, Some(_) | None) => self.nothing(span).kind,
        }
    }

    /// 订单（其中 c）的 金额 合计; 订单 的 计数; 订单 的 金额 按 成交日期 累计
    pub(super) fn group(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (mut over, mut filter, mut value, mut function, mut by, mut running) = (None, None, None, None, None, false);
        let (mut trim, mut rated) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::over | Rule::reports => over = Some(part),
                Rule::filter => {
                    filter = part.into_inner().find(|inner| inner.as_rule() == Rule::condition).map(|inner| self.condition(inner))
                }
                Rule::atom => value = Some(self.at(VALUE, || self.atom(part))),
                Rule::zh_aggregate => function = Some(function_of(only(&part))),
                Rule::zh_trim => {
                    function = Some(AggregateFunction::Average);
                    trim = Some(self.trim(part));
                }
                Rule::rated => rated = self.rated(part).map(Box::new),
                Rule::zh_count => function = Some(AggregateFunction::Count),
                Rule::path => by = Some(self.path(part)),
                Rule::kw_running_zh => running = true,
                _ => {}
            }
        }
        let Some(over) = over else { return self.nothing(span).kind };
        if running {
            let over = self.running_over(over);
            return self.running(value.unwrap_or_else(|| self.nothing(span)), over, by, filter, span);
        }
        let over = Some(self.over(over));
        let function = function.unwrap_or(AggregateFunction::Sum);
        ExprKind::Aggregate(Box::new(Aggregate { function, value, over, filter, trim, rated }))
    }

    /// 份额 合计, in a rule across the rows of one key.
    pub(super) fn bare_aggregate(&self, value: Expr, word: &Pair<'_>) -> ExprKind {
        let function = function_of(only(word));
        ExprKind::Aggregate(Box::new(Aggregate { function, value: Some(value), over: None, filter: None, trim: None, rated: None }))
    }
}

/// How far a condition behind `where` could be read.
#[derive(Clone, Copy)]
enum Shape {
    /// One operand: brackets, a name.
    Closed,
    /// A comparison, `and`, `or`, `not`.
    Compared,
    /// It ends in a calculation, whose tail may be meant for the sum before it.
    Calculated,
}

fn shape_of(condition: &Pair<'_>) -> Shape {
    let terms: Vec<Pair<'_>> = condition.clone().into_inner().filter(|part| part.as_rule() == Rule::logic_term).collect();
    let Some(last) = terms.last() else { return Shape::Closed };
    let negated = only(last) == Some(Rule::kw_not);
    let Some(comparison) = last.clone().into_inner().find(|part| part.as_rule() == Rule::comparison) else { return Shape::Closed };
    let compared = comparison.clone().into_inner().any(|part| part.as_rule() == Rule::comparison_tail);
    let end = match comparison.clone().into_inner().filter(|part| part.as_rule() == Rule::comparison_tail).last() {
        Some(tail) => tail.into_inner().filter(|part| part.as_rule() == Rule::sum).last(),
        None => comparison.into_inner().find(|part| part.as_rule() == Rule::sum),
    };
    let calculated = end.is_some_and(|sum| sum.into_inner().any(|part| part.as_rule() == Rule::sum_operator));
    if calculated {
        Shape::Calculated
    } else if compared || negated || terms.len() > 1 {
        Shape::Compared
    } else {
        Shape::Closed
    }
}

/// How many comparisons stand in a row at the end of a condition.
fn tails_of(condition: &Pair<'_>) -> usize {
    let term = condition.clone().into_inner().filter(|part| part.as_rule() == Rule::logic_term).last();
    let comparison = term.and_then(|term| term.into_inner().find(|part| part.as_rule() == Rule::comparison));
    comparison.map_or(0, |comparison| comparison.into_inner().filter(|part| part.as_rule() == Rule::comparison_tail).count())
}

/// Where the condition would end if the sum before it ended early: before the first `and`, `or`, operator or comparison.
fn reach_of(condition: &Pair<'_>) -> usize {
    let start = condition.as_span().start();
    let parts: Vec<Pair<'_>> = condition.clone().into_inner().collect();
    let own = |end: usize| end.saturating_sub(start);
    let Some(first) = parts.first() else { return 0 };
    if parts.len() > 1 {
        return own(first.as_span().end());
    }
    let Some(comparison) = first.clone().into_inner().find(|part| part.as_rule() == Rule::comparison) else { return 0 };
    let pieces: Vec<Pair<'_>> = comparison.into_inner().collect();
    let mut tails = pieces.iter().filter(|part| part.as_rule() == Rule::comparison_tail);
    let tail = tails.next();
    if let (Some(tail), true) = (tail, tails.next().is_some()) {
        return own(tail.as_span().end());
    }
    let end = match tail {
        Some(tail) => tail.clone().into_inner().filter(|part| part.as_rule() == Rule::sum).last(),
        None => pieces.first().cloned(),
    };
    let operands: Vec<Pair<'_>> = end.into_iter().flat_map(Pair::into_inner).filter(|part| part.as_rule() == Rule::operand).collect();
    match (operands.as_slice(), pieces.first()) {
        ([operand, _, ..], _) => own(operand.as_span().end()),
        (_, Some(subject)) => own(subject.as_span().end()),
        (_, None) => 0,
    }
}

pub(super) fn function_of(rule: Option<Rule>) -> AggregateFunction {
    match rule {
        Some(Rule::agg_average | Rule::zh_average) => AggregateFunction::Average,
        Some(Rule::agg_count | Rule::zh_count) => AggregateFunction::Count,
        Some(Rule::agg_min | Rule::zh_min) => AggregateFunction::Min,
        Some(Rule::agg_max | Rule::zh_max) => AggregateFunction::Max,
        Some(Rule::agg_median | Rule::zh_median) => AggregateFunction::Median,
        Some(_) | None => AggregateFunction::Sum,
    }
}
