//! One operand: a value, the words behind it, the minus signs before it.

use super::row::{acts_on_amount, only};
use super::{Beside, Builder, Pair, Place, VALUE, trimmed};
use crate::syntax::ast::{Conversion, EmployedUnit, Expr, ExprKind, Function, Mark, Name, PeriodPart, Sign, Working};
use crate::syntax::literal::Measure;
use crate::syntax::parser::Rule;
use crate::syntax::{clauses, problems};
use crate::value::RoundMode;
use crate::value::date::MissingDay;

/// Minus signs one operand may carry.
const MOST_SIGNS: usize = 32;

impl Builder<'_> {
    pub(super) fn operand(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let start = pair.as_span().start();
        let mut signs = 0_usize;
        let mut built = None;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::minus => signs = signs.saturating_add(1),
                Rule::atom => built = Some(self.atom(part)),
                Rule::postfix => {
                    if signs > 0 && acts_on_amount(&part) && only(&part) != Some(Rule::in_points) {
                        let inner = self.text.get(start..part.as_span().start()).unwrap_or("");
                        self.report(problems::postfix_behind_minus(self.span(&part), trimmed(inner), trimmed(part.as_str())));
                    }
                    let value = built.take().unwrap_or_else(|| self.nothing(span));
                    built = Some(self.postfix(value, part));
                }
                _ => {}
            }
        }
        let value = built.unwrap_or_else(|| self.nothing(span));
        if signs > MOST_SIGNS {
            self.report(problems::too_many_prefixes(span));
            return value;
        }
        (0..signs).fold(value, |inner, _| Expr { kind: ExprKind::Neg(Box::new(inner)), span })
    }

    fn postfix(&self, value: Expr, pair: Pair<'_>) -> Expr {
        let span = value.span.join(self.span(&pair));
        let Some(word) = pair.into_inner().next() else { return value };
        let apply = |function: Function, value: Expr| ExprKind::Apply { function, args: vec![value] };
        let kind = match word.as_rule() {
            Rule::in_points => ExprKind::InPoints(Box::new(value)),
            Rule::in_currency => self.conversion(value, word),
            Rule::last_period => ExprKind::LastPeriod(Box::new(value)),
            Rule::paid_to_date => ExprKind::PaidToDate(Some(Box::new(value))),
            Rule::as_of => ExprKind::AsOf { of: Box::new(value), day: Box::new(self.as_of_day(word, span)) },
            Rule::zh_floor => apply(Function::Floor, value),
            Rule::zh_ceil => apply(Function::Ceil, value),
            Rule::zh_abs => apply(Function::Abs, value),
            Rule::zh_round => self.rounded(value, word),
            Rule::zh_share => {
                let share = word.into_inner().find(|part| part.as_rule() == Rule::number_literal);
                let share = share.map_or_else(|| self.nothing(span), |share| self.share(share));
                ExprKind::Of(Box::new(share), Box::new(value))
            }
            Rule::zh_after => {
                let length = word.into_inner().find(|part| part.as_rule() == Rule::literal);
                let length = length.map_or_else(|| self.nothing(span), |length| self.length(length));
                ExprKind::Sum(vec![(Sign::Plus, value), (Sign::Plus, length)])
            }
            Rule::zh_aggregate => self.bare_aggregate(value, &word),
            _ => return value,
        };
        Expr { kind, span }
    }

    /// `in CNY as of d` behind a value.
    fn conversion(&self, value: Expr, pair: Pair<'_>) -> ExprKind {
        let behind = self.span(&pair);
        let (mut to, mut as_of) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::currency_name => to = Some(self.currency_name(part)),
                Rule::of_day => {
                    as_of = part.into_inner().find_map(|part| match part.as_rule() {
                        Rule::operand => Some(self.at(VALUE, || self.operand(part))),
                        Rule::as_of_day => Some(self.at(VALUE, || self.atom(part))),
                        _ => None,
                    });
                }
                _ => {}
            }
        }
        let to = to.unwrap_or_else(|| Name { text: String::new(), ticked: false, span: behind });
        ExprKind::Convert(Box::new(Conversion { value, to, as_of, behind }))
    }

    /// `四舍五入到 0.01`: the mode, then the unit.
    fn rounded(&self, value: Expr, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (mut mode, mut unit) = (RoundMode::HalfUp, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::zh_mode => mode = mode_of(&part),
                Rule::operand => unit = Some(self.at(VALUE, || self.operand(part))),
                _ => {}
            }
        }
        ExprKind::Round { value: Box::new(value), unit: Box::new(unit.unwrap_or_else(|| self.nothing(span))), mode }
    }

    pub(super) fn atom(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let Some(inner) = pair.into_inner().next() else { return self.nothing(span) };
        let kind = match inner.as_rule() {
            Rule::if_then => self.if_then(inner),
            Rule::round => self.round(inner),
            Rule::aggregate => self.aggregate(inner),
            Rule::running_sum => self.running_sum(inner),
            Rule::standing | Rule::zh_standing => self.standing(inner),
            Rule::pool | Rule::zh_pool => self.pool(inner),
            Rule::days_between | Rule::zh_days_between => self.days_between(inner),
            Rule::clawback | Rule::zh_clawback => self.clawback(inner),
            Rule::zh_last_period => ExprKind::LastPeriod(Box::new(self.earlier_of(inner))),
            Rule::zh_year_sum => self.year_sum(inner),
            Rule::zh_periods => self.periods_zh(inner),
            Rule::own_paid => ExprKind::PaidToDate(None),
            Rule::employed => ExprKind::Employed(employed(&inner)),
            Rule::period_part => ExprKind::Period(period_part(&inner)),
            Rule::share_of => self.share_of(inner),
            Rule::date_literal => ExprKind::Date(self.date(inner)),
            Rule::stray_period => {
                let period = self.period_of(inner.as_str());
                self.report(problems::period_or_difference(span, inner.as_str(), period));
                ExprKind::Flag(false)
            }
            Rule::literal => self.length(inner).kind,
            Rule::quoted => ExprKind::Text(self.quoted(inner).text),
            Rule::flag => ExprKind::Flag(only(&inner) == Some(Rule::yes)),
            Rule::parens => return self.parens(inner),
            Rule::bands_atom => ExprKind::Bands(Box::new(self.at(VALUE, || clauses::shapes::bands(self, inner)))),
            Rule::tiers_atom => ExprKind::Tiers(Box::new(self.at(VALUE, || clauses::shapes::tiers(self, inner)))),
            Rule::group => self.group(inner),
            Rule::shape_use => self.shape_use(inner),
            Rule::call => self.call(inner),
            Rule::path => ExprKind::Name(self.path(inner)),
            _ => self.nothing(span).kind,
        };
        Expr { kind, span }
    }

    /// What a text that could be a difference says as a period, where it is one; with a letter it can be nothing else.
    fn period_of(&self, text: &str) -> problems::PeriodLike {
        let short = text.rsplit(['-', '\u{FF0D}', '\u{2212}']).next().unwrap_or("");
        if short.contains(|c: char| c.is_alphabetic()) {
            problems::PeriodLike::Only
        } else if short.chars().count() == 1 {
            problems::PeriodLike::Short
        } else {
            problems::PeriodLike::OrDifference
        }
    }

    /// Brackets hold a condition where one is wanted outside; the node's place includes the brackets.
    fn parens(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let place = Place { wants: self.place.get().wants, beside: Beside::Nothing };
        let inner = pair.into_inner().find(|part| part.as_rule() == Rule::expression);
        let built = inner.map_or_else(|| self.nothing(span), |inner| self.at(place, || self.logic(inner)));
        Expr { span, ..built }
    }

    fn if_then(&self, pair: Pair<'_>) -> ExprKind {
        let place = Place { wants: self.place.get().wants, beside: Beside::Nothing };
        let span = self.span(&pair);
        let mut parts: Vec<Pair<'_>> = pair.into_inner().filter(|part| part.as_rule() == Rule::expression).collect();
        let otherwise = parts.pop().map_or_else(|| self.nothing(span), |last| self.at(place, || self.logic(last)));
        let mut branches = Vec::new();
        let mut parts = parts.into_iter();
        while let (Some(condition), Some(value)) = (parts.next(), parts.next()) {
            branches.push((self.condition(condition), self.at(place, || self.logic(value))));
        }
        ExprKind::If { branches, otherwise: Box::new(otherwise) }
    }

    fn round(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (mut value, mut unit, mut mode) = (None, None, RoundMode::HalfUp);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::sum => value = Some(self.sum(part)),
                Rule::operand => unit = Some(self.at(VALUE, || self.operand(part))),
                Rule::mode_word => mode = mode_of(&part),
                _ => {}
            }
        }
        let missing = || self.nothing(span);
        ExprKind::Round { value: Box::new(value.unwrap_or_else(missing)), unit: Box::new(unit.unwrap_or_else(missing)), mode }
    }

    fn days_between(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let working = pair.clone().into_inner().any(|part| matches!(part.as_rule(), Rule::kw_working_from | Rule::kw_working_of));
        let mut ends = pair.into_inner().filter_map(|part| match part.as_rule() {
            Rule::operand => Some(self.at(VALUE, || self.operand(part))),
            Rule::day => Some(self.atom(part)),
            _ => None,
        });
        let (from, to) = (ends.next(), ends.next());
        let missing = || self.nothing(span);
        let (from, to) = (from.unwrap_or_else(missing), to.unwrap_or_else(missing));
        if working {
            return ExprKind::Working(Box::new(Working::Between { from, to }));
        }
        ExprKind::DaysBetween { from: Box::new(from), to: Box::new(to) }
    }

    /// `60% of quota`, `30 days after hired`
    fn share_of(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let (mut number, mut after, mut value) = (None, false, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number_literal => number = Some(part),
                Rule::kw_after => after = true,
                Rule::operand => value = Some(self.operand(part)),
                _ => {}
            }
        }
        let value = value.unwrap_or_else(|| self.nothing(span));
        let Some(number) = number else { return value.kind };
        if after {
            let length = self.plain_literal(number);
            return ExprKind::Sum(vec![(Sign::Plus, value), (Sign::Plus, length)]);
        }
        ExprKind::Of(Box::new(self.share(number)), Box::new(value))
    }

    /// The percent of `x% of y`.
    fn share(&self, pair: Pair<'_>) -> Expr {
        let mark = self.mark();
        let share = self.plain_literal(pair);
        let percent = matches!(&share.kind, ExprKind::Number(literal) if literal.mark == Mark::Percent);
        if !percent && !self.failed_since(mark) {
            self.report(problems::share_without_percent(share.span));
            return self.nothing(share.span);
        }
        share
    }

    /// A `literal`: a number, a length in days or months.
    fn length(&self, pair: Pair<'_>) -> Expr {
        let span = self.span(&pair);
        let (mut measure, mut missing) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::number_literal => measure = Some(self.measure(part)),
                Rule::missing_day => {
                    let day = if only(&part) == Some(Rule::last_day) { MissingDay::LastDay } else { MissingDay::NextDay };
                    missing = Some((day, self.span(&part)));
                }
                _ => {}
            }
        }
        let kind = match measure {
            Some(Measure::Months(count)) => ExprKind::Months { count, missing: missing.map(|(day, _)| day) },
            Some(Measure::WorkingDays(count)) => {
                if let Some((_, at)) = missing {
                    self.report(problems::missing_day_without_months(at));
                }
                ExprKind::Working(Box::new(Working::Days(count)))
            }
            Some(Measure::Number(literal)) => {
                if let Some((_, at)) = missing {
                    self.report(problems::missing_day_without_months(at));
                }
                ExprKind::Number(literal)
            }
            None => return self.nothing(span),
        };
        Expr { kind, span }
    }

    fn shape_use(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        let mut name = None;
        let mut values = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(part)),
                Rule::sum => values.push(part),
                Rule::starting => values.extend(part.into_inner().filter(|part| part.as_rule() == Rule::sum)),
                _ => {}
            }
        }
        if let (Some(last), Some(name)) = (values.last(), &name) {
            self.refuse_open_row(last, name);
        }
        let mut built = values.into_iter().map(|value| self.sum(value));
        let value = built.next().unwrap_or_else(|| self.nothing(span));
        let starting = built.next().map(Box::new);
        let name = name.unwrap_or_else(|| Name { text: String::new(), ticked: false, span });
        ExprKind::On { shape: name, value: Box::new(value), starting }
    }

    /// `curve on a / b` could take a, or a / b.
    fn refuse_open_row(&self, row: &Pair<'_>, shape: &Name) {
        let operands: Vec<Pair<'_>> = row.clone().into_inner().filter(|part| part.as_rule() == Rule::operand).collect();
        let (Some(first), true) = (operands.first(), operands.len() > 1) else { return };
        let rest = self.text.get(first.as_span().end()..row.as_span().end()).unwrap_or("");
        self.report(problems::shape_on_row(self.span(row), &shape.text, (trimmed(first.as_str()), trimmed(rest).trim_start())));
    }

    fn call(&self, pair: Pair<'_>) -> ExprKind {
        let span = self.span(&pair);
        if pair.clone().into_inner().any(|part| part.as_rule() == Rule::starting) {
            return self.shape_use(pair);
        }
        let mut name = None;
        let mut args = Vec::new();
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(part)),
                Rule::sum => args.push(self.sum(part)),
                _ => {}
            }
        }
        let name = name.unwrap_or_else(|| Name { text: String::new(), ticked: false, span });
        let Some(function) = function(&name) else { return ExprKind::Call { table: name, args } };
        let fits = match function {
            Function::Min | Function::Max => args.len() >= 2,
            Function::Abs | Function::Floor | Function::Ceil => args.len() == 1,
        };
        if !fits {
            self.report(problems::arguments(span, &name.text, function));
        }
        ExprKind::Apply { function, args }
    }
}

fn function(name: &Name) -> Option<Function> {
    if name.ticked {
        return None;
    }
    match name.text.as_str() {
        "min" | "最小" | "最小值" | "取小" => Some(Function::Min),
        "max" | "最大" | "最大值" | "取大" => Some(Function::Max),
        "abs" | "绝对值" => Some(Function::Abs),
        "floor" | "向下取整" => Some(Function::Floor),
        "ceil" | "向上取整" => Some(Function::Ceil),
        _ => None,
    }
}

/// `mode_word` or `zh_mode`
pub(super) fn mode_of(pair: &Pair<'_>) -> RoundMode {
    match only(pair) {
        Some(Rule::mode_half_even | Rule::zh_half_even) => RoundMode::HalfEven,
        Some(Rule::mode_up | Rule::zh_up) => RoundMode::Up,
        Some(Rule::mode_down | Rule::zh_down) => RoundMode::Down,
        Some(_) | None => RoundMode::HalfUp,
    }
}

fn employed(pair: &Pair<'_>) -> EmployedUnit {
    match only(pair) {
        Some(Rule::employed_working) => EmployedUnit::WorkingDays,
        Some(Rule::employed_full) => EmployedUnit::FullMonths,
        Some(Rule::employed_started) => EmployedUnit::StartedMonths,
        Some(_) | None => EmployedUnit::Days,
    }
}

fn period_part(pair: &Pair<'_>) -> PeriodPart {
    match only(pair) {
        Some(Rule::period_start) => PeriodPart::Start,
        Some(Rule::period_end) => PeriodPart::End,
        Some(Rule::period_working) => PeriodPart::WorkingDays,
        Some(_) | None => PeriodPart::Days,
    }
}
