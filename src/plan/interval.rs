//! Between which values an expression can lie, from the bounds the inputs declare. Never too narrow; open where nothing is known.

use std::cell::{Cell, RefCell};

use rustc_hash::FxHashMap;

use super::consts::constant_number;
use super::known::Known;
use super::planner::Planner;
use super::shapes;
use crate::plan::ir::{self, BandResult, Body, DefId, Kind, Outcome, PaySign, Worth};
use crate::syntax::ast::{AggregateFunction, CapKind, Factor, PeriodPart, Sign, StandingFigure, WhenMissing};
use crate::value::{Number, RoundMode, Type, Value};

/// Definitions are followed no deeper than this.
const DEEPEST: u32 = 24;

/// No more definitions than this are looked at for one answer.
const MOST_DEFINITIONS: u32 = 5000;

/// One end and whether it belongs to it.
pub type End = Option<(bool, Number)>;

/// From one end to the other; an absent end is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Interval {
    pub low: End,
    pub high: End,
}

impl Interval {
    pub const OPEN: Interval = Interval { low: None, high: None };

    pub fn point(number: &Number) -> Interval {
        Interval { low: Some((true, number.clone())), high: Some((true, number.clone())) }
    }

    /// Zero and above.
    pub fn positive() -> Interval {
        Interval { low: Some((true, Number::ZERO)), high: None }
    }

    pub fn is_positive(&self) -> bool {
        self.low.as_ref().is_some_and(|(_, low)| *low >= Number::ZERO)
    }

    pub fn negated(self) -> Interval {
        let turn = |end: End| end.map(|(inclusive, number)| (inclusive, number.neg()));
        Interval { low: turn(self.high), high: turn(self.low) }
    }

    pub fn plus(self, other: Interval) -> Interval {
        let add = |one: End, two: End| match (one, two) {
            (Some((a, one)), Some((b, two))) => one.add(&two).ok().map(|sum| (a && b, sum)),
            (Some(_) | None, Some(_) | None) => None,
        };
        Interval { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    pub fn scaled(self, by: &Number) -> Interval {
        let scale = |end: End| end.and_then(|(inclusive, number)| number.mul(by).ok().map(|number| (inclusive, number)));
        let scaled = Interval { low: scale(self.low), high: scale(self.high) };
        if by.is_negative() { Interval { low: scaled.high, high: scaled.low } } else { scaled }
    }

    /// Rounding keeps the order of amounts, so the ends of what is rounded are the rounded ends.
    fn rounded(self, unit: &Number, mode: RoundMode) -> Interval {
        let round = |end: End| end.and_then(|(_, number)| number.round_to(unit, mode).ok().map(|number| (true, number)));
        Interval { low: round(self.low), high: round(self.high) }
    }

    /// Whatever lies in one or the other.
    pub fn or(self, other: Interval) -> Interval {
        let low = match (self.low, other.low) {
            (Some(one), Some(two)) => Some(lower(one, two)),
            (Some(_) | None, Some(_) | None) => None,
        };
        let high = match (self.high, other.high) {
            (Some(one), Some(two)) => Some(higher(one, two)),
            (Some(_) | None, Some(_) | None) => None,
        };
        Interval { low, high }
    }

    /// Moved to the limit where beyond it.
    pub fn capped(self, kind: CapKind, limit: &Interval) -> Interval {
        match kind {
            CapKind::AtMost => {
                let low = match (self.low, limit.low.clone()) {
                    (Some(one), Some(two)) => Some(lower(one, two)),
                    (Some(_) | None, Some(_) | None) => None,
                };
                let high = match (self.high, limit.high.clone()) {
                    (Some(one), Some(two)) => Some(if two.1 < one.1 { two } else { one }),
                    (one, two) => one.or(two),
                };
                Interval { low, high }
            }
            CapKind::AtLeast => self.negated().capped(CapKind::AtMost, &limit.clone().negated()).negated(),
        }
    }
}

fn standing_interval(figure: StandingFigure) -> Interval {
    match figure {
        StandingFigure::Rank => Interval { low: Some((true, Number::ONE)), high: None },
        StandingFigure::Percentile => Interval { low: Some((true, Number::ZERO)), high: Some((true, Number::ONE)) },
    }
}

/// What an aggregate of such values can be.
fn aggregate_interval(aggregate: &ir::Aggregate, value: Option<Interval>) -> Interval {
    let own = match (aggregate.function, value) {
        (AggregateFunction::Count, _) => Interval::positive(),
        (AggregateFunction::Sum, Some(value)) if value.is_positive() => Interval::positive(),
        (AggregateFunction::Average | AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median, Some(value)) => value,
        (_, _) => Interval::OPEN,
    };
    // A kind of rater without rows may count as 0.
    let counts_zero = aggregate.rated.as_ref().is_some_and(|rated| rated.missing == WhenMissing::Zero);
    if counts_zero { own.or(Interval::point(&Number::ZERO)) } else { own }
}

fn lower(one: (bool, Number), two: (bool, Number)) -> (bool, Number) {
    if one.1 == two.1 {
        (one.0 || two.0, one.1)
    } else if one.1 < two.1 {
        one
    } else {
        two
    }
}

fn higher(one: (bool, Number), two: (bool, Number)) -> (bool, Number) {
    if one.1 == two.1 {
        (one.0 || two.0, one.1)
    } else if one.1 > two.1 {
        one
    } else {
        two
    }
}

impl Planner<'_> {
    /// The values an expression can take.
    pub(super) fn domain(&self, expr: &ir::Expr) -> shapes::Domain {
        let found = interval(self, expr);
        let integers = if expr.ty == Type::Count { shapes::Integers::Yes } else { shapes::Integers::No };
        shapes::Domain { low: found.low, high: found.high, integers }
    }
}

/// How many days a period can have.
fn of_period(part: PeriodPart) -> Interval {
    let from = |least: i64| Interval { low: Some((true, Number::from_i64(least))), high: Some((true, Number::from_i64(366))) };
    match part {
        PeriodPart::Days => from(28),
        PeriodPart::WorkingDays => from(0),
        PeriodPart::Start | PeriodPart::End => Interval::OPEN,
    }
}

/// Between which values an expression can lie.
pub fn interval<K: Known>(known: &K, expr: &ir::Expr) -> Interval {
    Search::new(known).interval(expr, 0)
}

/// The values a definition can take.
pub fn interval_of_def<K: Known>(known: &K, def: DefId) -> Interval {
    Search::new(known).def_interval(def, 0)
}

/// One question, and how many definitions may still be looked at for its answer.
struct Search<'k, K> {
    known: &'k K,
    left: Cell<u32>,
    /// What has been found of a definition, and at which depth: from there up it is as good as a new look.
    found: RefCell<FxHashMap<DefId, (u32, Interval)>>,
}

impl<'k, K: Known> Search<'k, K> {
    fn new(known: &'k K) -> Search<'k, K> {
        Search { known, left: Cell::new(MOST_DEFINITIONS), found: RefCell::default() }
    }

    fn interval(&self, expr: &ir::Expr, depth: u32) -> Interval {
        let found = self.interval_of(expr, depth);
        match expr.ty {
            Type::Count if found.low.is_none() => Interval { low: Some((true, Number::ZERO)), ..found },
            Type::Money
            | Type::Foreign(_)
            | Type::Percent
            | Type::Number
            | Type::Count
            | Type::Date
            | Type::Days
            | Type::Text
            | Type::Flag
            | Type::Choice(_) => found,
        }
    }

    fn interval_of(&self, expr: &ir::Expr, depth: u32) -> Interval {
        let of = |expr: &ir::Expr| self.interval(expr, depth);
        if self.known.is_lost(expr) {
            return Interval::OPEN;
        }
        match &expr.kind {
            Kind::Literal(Value::Number(number)) => Interval::point(number),
            Kind::Ref(def) => self.def_interval(*def, depth),
            Kind::Parent(inner) => of(inner),
            Kind::Param(id) | Kind::ParamOn { param: id, .. } => match self.known.values_of(*id) {
                Some(values) => all(values.iter().map(|value| of(&value.value))),
                None => Interval::OPEN,
            },
            Kind::Neg(inner) => of(inner).negated(),
            Kind::Sum(parts) => parts.iter().fold(Interval::point(&Number::ZERO), |total, (sign, part)| match sign {
                Sign::Plus => total.plus(of(part)),
                Sign::Minus => total.plus(of(part).negated()),
            }),
            Kind::Product(factors) => self.product_interval(factors, depth),
            Kind::If { branches, otherwise } => all(branches.iter().map(|(_, result)| of(result)).chain([of(otherwise)])),
            Kind::Otherwise(parts) => all(parts.iter().map(of)),
            Kind::Min(parts) => parts.iter().map(of).reduce(|one, two| one.capped(CapKind::AtMost, &two)).unwrap_or(Interval::OPEN),
            Kind::Max(parts) => parts.iter().map(of).reduce(|one, two| one.capped(CapKind::AtLeast, &two)).unwrap_or(Interval::OPEN),
            Kind::Abs(_) | Kind::Employed(_) => Interval::positive(),
            Kind::InPoints(inner) => of(inner).scaled(&Number::from_i64(100)),
            Kind::Round { value, .. } | Kind::Floor(value) | Kind::Ceil(value) if of(value).is_positive() => Interval::positive(),
            Kind::Aggregate(aggregate) => aggregate_interval(aggregate, aggregate.value.as_ref().map(of)),
            Kind::RunningSum(running) if of(&running.value).is_positive() => Interval::positive(),
            Kind::Standing(standing) => standing_interval(standing.figure),
            Kind::Pool(pool) if of(&pool.amount).is_positive() => Interval::positive(),
            Kind::Period(part) => of_period(*part),
            Kind::Lookup { lookup, .. } => self.lookup_interval(*lookup, depth),
            Kind::Bands(bands) => all(bands.lines.iter().map(|line| match &line.result {
                BandResult::Value(value) => of(value),
                BandResult::Linear { from, to } => of(from).or(of(to)),
                BandResult::Onward { .. } => Interval::OPEN,
                // A refusal has no value, so it widens nothing; a point of the other lines is taken by `all`.
                BandResult::Refuse(_) => bands.lines.iter().find_map(|line| value_of(&line.result)).map_or(Interval::OPEN, of),
            })),
            Kind::Tiers(tiers) if tiers.only.is_none() => {
                let rates = tiers.lines.iter().all(|line| match &line.rate {
                    Outcome::Value(rate) => of(rate).is_positive(),
                    Outcome::Refuse { .. } => true,
                });
                if rates && of(&tiers.on).is_positive() { Interval::positive() } else { Interval::OPEN }
            }
            Kind::Steps(steps) => self.steps_interval(steps, depth),
            Kind::Cases(cases) => all(cases.cases.iter().map(|case| of(&case.value))),
            Kind::KpiScore(score) => {
                let own = of(&score.score);
                let struck = !score.gates.is_empty() || !score.vetoes.is_empty() || score.when_missing == WhenMissing::Zero;
                if struck { own.or(Interval::point(&Number::ZERO)) } else { own }
            }
            Kind::Weighted(weighted) => self.weighted_interval(weighted, depth),
            Kind::Total(total) => self.total_interval(total, depth),
            Kind::GradeColumn { values, .. } => all(values.iter().map(of)),
            Kind::Payout(rule) => self.payout_interval(rule, depth),
            _ => Interval::OPEN,
        }
    }

    /// What is paid is rounded; a part of it stays exact. Either is 0 where a gate is shut.
    fn payout_interval(&self, rule: &ir::PayoutRule, depth: u32) -> Interval {
        let own = self.interval(&rule.amount, depth);
        let own = if rule.gates.is_empty() { own } else { own.or(Interval::point(&Number::ZERO)) };
        let own = match rule.sign {
            PaySign::NotNegative => own.capped(CapKind::AtLeast, &Interval::point(&Number::ZERO)),
            PaySign::MayBeNegative => own,
        };
        match (rule.worth, self.known.paid_in()) {
            (Worth::Exact, _) => own,
            (Worth::Paid, Some((unit, mode))) => own.rounded(&unit, mode),
            (Worth::Paid, None) => Interval::OPEN,
        }
    }

    fn def_interval(&self, def: DefId, depth: u32) -> Interval {
        if let Some((at, found)) = self.found.borrow().get(&def)
            && *at <= depth
        {
            return found.clone();
        }
        let budget = self.left.get();
        if depth >= DEEPEST || budget == 0 {
            return Interval::OPEN;
        }
        self.left.set(budget - 1);
        let found = self.look_at(def, depth);
        self.found.borrow_mut().insert(def, (depth, found.clone()));
        found
    }

    fn look_at(&self, def: DefId, depth: u32) -> Interval {
        match self.known.body_of(def) {
            Some(Body::Column(column)) => {
                let end = |bound: &Option<ir::ColumnBound>| match bound {
                    Some(ir::ColumnBound { inclusive, value: Value::Number(number), .. }) => Some((*inclusive, number.clone())),
                    Some(_) | None => None,
                };
                let own = Interval { low: end(&column.low), high: end(&column.high) };
                match &column.presence {
                    ir::Presence::Default(Value::Number(number)) => own.or(Interval::point(number)),
                    ir::Presence::Default(_) | ir::Presence::Required | ir::Presence::Optional => own,
                }
            }
            Some(Body::Expr(expr)) => self.interval(expr, depth.saturating_add(1)),
            None => Interval::OPEN,
        }
    }

    /// Signs only, and exact scaling by known numbers.
    fn product_interval(&self, factors: &[(Factor, ir::Expr)], depth: u32) -> Interval {
        let mut scale = Some(Number::ONE);
        let mut rest: Vec<(Factor, Interval)> = Vec::new();
        for (factor, part) in factors {
            match (factor, constant_number(self.known, part, None)) {
                (Factor::Times, Some(number)) => scale = scale.and_then(|scale| scale.mul(&number).ok()),
                (Factor::Over, Some(number)) => scale = scale.and_then(|scale| scale.div(&number).ok()),
                (_, None) => rest.push((*factor, self.interval(part, depth))),
            }
        }
        let Some(scale) = scale else { return Interval::OPEN };
        match rest.as_slice() {
            [] => Interval::point(&scale),
            [(Factor::Times, only)] => only.clone().scaled(&scale),
            several => {
                let positive = several.iter().all(|(_, part)| part.is_positive());
                if positive { Interval::positive().scaled(&scale) } else { Interval::OPEN }
            }
        }
    }

    fn lookup_interval(&self, lookup: ir::LookupId, depth: u32) -> Interval {
        match self.known.rows_of(lookup) {
            Some(ir::LookupBody::Rows(rows)) => all(rows.iter().filter_map(|row| match &row.result {
                Outcome::Value(value) => Some(self.interval(value, depth)),
                Outcome::Refuse { .. } => None,
            })),
            Some(ir::LookupBody::Data) | None => Interval::OPEN,
        }
    }

    fn steps_interval(&self, steps: &ir::Steps, depth: u32) -> Interval {
        let mut at = steps.value.as_ref().map_or_else(|| Interval::point(&Number::ZERO), |value| self.interval(value, depth));
        for cap in &steps.caps {
            at = at.capped(cap.kind, &self.interval(&cap.limit, depth));
        }
        for step in &steps.steps {
            at = match step {
                ir::Step::Change(change) => self.changed(at, change, depth),
                ir::Step::Cap(cap) => at.capped(cap.kind, &self.interval(&cap.limit, depth)),
                // It may bind or not.
                ir::Step::Ratchet { .. } => Interval::OPEN,
                ir::Step::Prorate { factor, .. } => {
                    if at.is_positive() && self.interval(factor, depth).is_positive() {
                        Interval::positive()
                    } else {
                        Interval::OPEN
                    }
                }
            };
        }
        at
    }

    /// After a `plus` or `less` line: moved by at most its own cap, in one direction.
    fn changed(&self, at: Interval, change: &ir::Change, depth: u32) -> Interval {
        let mut by = self.interval(&change.amount, depth);
        if change.each.is_some() {
            by = if by.is_positive() { Interval::positive() } else { Interval::OPEN };
        }
        for cap in &change.caps {
            by = by.capped(cap.kind, &self.interval(&cap.limit, depth));
        }
        let after = match change.sign {
            Sign::Plus => at.plus(by),
            Sign::Minus => at.plus(by.negated()),
        };
        match change.until_zero {
            ir::UntilZero::Yes => after.capped(CapKind::AtLeast, &Interval::point(&Number::ZERO)),
            ir::UntilZero::No => after,
        }
    }

    /// A weight may grow to the whole when the other KPIs are missing.
    fn weighted_interval(&self, weighted: &ir::Weighted, depth: u32) -> Interval {
        let score = self.def_interval(weighted.score, depth.saturating_add(1));
        let Some(weight) = constant_number(self.known, &weighted.weight, None) else { return Interval::OPEN };
        if weighted.round.is_some() || weight.is_negative() {
            return if score.is_positive() && !weight.is_negative() { Interval::positive() } else { Interval::OPEN };
        }
        score.clone().scaled(&weight).or(score)
    }

    /// The KPIs bring an average of their scores, as the weights sum to the whole; then adjustments, gates and caps.
    fn total_interval(&self, total: &ir::Total, depth: u32) -> Interval {
        let mut parts = Vec::new();
        for part in &total.parts {
            parts.push(self.part_interval(*part, depth));
        }
        let mut at = all(parts.into_iter());
        for adjust in &total.adjusts {
            at = at.plus(self.def_interval(*adjust, depth.saturating_add(1)));
        }
        for cap in &total.caps {
            at = at.capped(cap.kind, &self.interval(&cap.limit, depth));
        }
        if total.gates.is_empty() && total.vetoes.is_empty() { at } else { at.or(Interval::point(&Number::ZERO)) }
    }

    /// The score behind a weighted part; open where what it brings is rounded.
    fn part_interval(&self, part: DefId, depth: u32) -> Interval {
        let Some(Body::Expr(expr)) = self.known.body_of(part) else { return Interval::OPEN };
        match &expr.kind {
            Kind::Cases(cases) => all(cases.cases.iter().map(|case| match &case.value.kind {
                Kind::Weighted(weighted) if weighted.round.is_none() => self.def_interval(weighted.score, depth.saturating_add(1)),
                Kind::Weighted(weighted) => {
                    let score = self.def_interval(weighted.score, depth.saturating_add(1));
                    if score.is_positive() { Interval::positive() } else { Interval::OPEN }
                }
                _ => Interval::OPEN,
            })),
            _ => Interval::OPEN,
        }
    }
}

fn value_of(result: &BandResult) -> Option<&ir::Expr> {
    match result {
        BandResult::Value(value) | BandResult::Linear { from: value, .. } => Some(value),
        BandResult::Onward { .. } | BandResult::Refuse(_) => None,
    }
}

/// Whatever lies in any of them; open where there is none.
fn all(mut intervals: impl Iterator<Item = Interval>) -> Interval {
    match intervals.next() {
        Some(first) => intervals.fold(first, Interval::or),
        None => Interval::OPEN,
    }
}
