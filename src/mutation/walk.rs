//! Through every clause of a plan: each kind of expression says here what can go wrong with it. A new kind is a compile error until it
//! does.

use super::Maker;
use crate::plan::ir::{Aggregate, Body, Expr, Kind, Outcome, Role, RunningSum};

/// What an expression is to the clause it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    Plain,
    /// Something is compared with it, or bounded by it.
    Edge,
    /// An edge of lines, whose numbers are moved together with those of the line beside it.
    Shared,
    /// A value is rounded to it.
    Unit,
}

/// Expressions still to be looked at.
pub(super) type Open<'p> = Vec<(&'p Expr, Place)>;

impl<'a> Maker<'a> {
    /// What the header says of money pays nothing, what a row of data must be is no rule of pay, and whom a text reaches changes no
    /// result: none of them has mutants.
    pub(super) fn plan(&mut self) {
        let plan = self.plan;
        for def in plan.defs.iter().filter(|def| !matches!(def.role, Role::Figure(_) | Role::Told | Role::Said)) {
            match &def.body {
                Body::Column(_) => {}
                Body::Expr(body) => self.expr(body),
            }
            if let Role::Term(part) = def.role {
                self.term(part, def.span);
            }
        }
        for param in &plan.params {
            self.param(param);
        }
        for lookup in &plan.lookups {
            self.lookup(lookup);
        }
        for card in &plan.scorecards {
            self.scorecard(card);
        }
        self.header();
    }

    pub(super) fn expr(&mut self, expr: &'a Expr) {
        self.all(vec![(expr, Place::Plain)]);
    }

    /// Looks at expressions and everything inside them.
    pub(super) fn all(&mut self, mut open: Open<'a>) {
        while let Some((expr, place)) = open.pop() {
            self.one(expr, place, &mut open);
        }
    }

    fn one(&mut self, expr: &'a Expr, place: Place, open: &mut Open<'a>) {
        match &expr.kind {
            Kind::Literal(value) => self.literal(expr, value, place),
            Kind::Ref(_) | Kind::Param(_) | Kind::PayoutTotal(_) => {}
            Kind::ParamOn { on, .. } => open.push((on, Place::Plain)),
            Kind::Period(part) => self.period_part(expr, *part),
            Kind::Working(working) => {
                self.working(expr, working);
                open.extend(working.parts().into_iter().map(|part| (part, place)));
            }
            Kind::OverPeriods(over) => self.over_periods(expr, over),
            Kind::InARow { .. } => self.in_a_row(expr),
            Kind::PaidToDate(_) | Kind::Released(_) => {}
            Kind::Clawback(_) => self.clawback(expr),
            Kind::LastPeriod(last) => {
                self.last_period(expr);
                open.extend(last.starting.iter().map(|start| (start, Place::Plain)));
            }
            Kind::Employed(unit) => self.employed_unit(expr, *unit),
            Kind::Parent(inner) | Kind::Neg(inner) | Kind::Abs(inner) | Kind::Floor(inner) | Kind::Ceil(inner) | Kind::InPoints(inner) => {
                open.push((inner, place));
            }
            Kind::Not(inner) => open.push((inner, Place::Plain)),
            Kind::Sum(terms) => {
                self.signs(expr, terms);
                open.extend(terms.iter().map(|(_, term)| (term, place)));
            }
            Kind::Product(factors) => open.extend(factors.iter().map(|(_, factor)| (factor, place))),
            Kind::DateShift { date: one, days: two } | Kind::DaysBetween { from: one, to: two } => {
                open.extend([(&**one, place), (&**two, place)])
            }
            Kind::AddMonths { date, .. } => {
                self.months(expr, date);
                open.push((date, place));
            }
            Kind::Compare { left, right, .. } => {
                self.inclusion(&[right.span]);
                open.extend([(&**left, Place::Edge), (&**right, Place::Edge)]);
            }
            Kind::Within { value, low, high } => {
                for bound in low.iter().chain(high) {
                    self.inclusion(&[bound.value.span]);
                    open.push((&bound.value, Place::Edge));
                }
                open.push((value, Place::Plain));
            }
            Kind::In { value, options } => open.extend(options.iter().chain([&**value]).map(|part| (part, Place::Plain))),
            Kind::And(parts) | Kind::Or(parts) => {
                self.logic(expr, parts);
                open.extend(parts.iter().map(|part| (part, Place::Plain)));
            }
            Kind::If { branches, otherwise } => {
                open.extend(
                    branches
                        .iter()
                        .flat_map(|(condition, value)| [condition, value])
                        .chain([&**otherwise])
                        .map(|part| (part, Place::Plain)),
                );
            }
            Kind::Otherwise(parts) => open.extend(parts.iter().map(|part| (part, place))),
            Kind::Round { value, unit, .. } => {
                self.round(expr, unit);
                open.extend([(&**value, place), (&**unit, Place::Unit)]);
            }
            Kind::Min(parts) | Kind::Max(parts) => {
                self.extreme(expr);
                open.extend(parts.iter().map(|part| (part, place)));
            }
            Kind::Aggregate(aggregate) => {
                let Aggregate { function, value, filter, group, trim, rated } = &**aggregate;
                self.means(trim.as_ref(), rated.as_ref());
                self.reach(expr, *group);
                self.aggregate(expr, *function, value.as_ref(), filter.as_ref());
                open.extend(value.iter().chain(filter).map(|part| (part, Place::Plain)));
            }
            Kind::RunningSum(running) => {
                let RunningSum { value, filter, .. } = &**running;
                self.filter(expr, filter.as_ref());
                open.extend([value].into_iter().chain(filter).map(|part| (part, Place::Plain)));
            }
            Kind::Standing(standing) => {
                self.standing(expr, standing);
                open.extend([&standing.value].into_iter().chain(&standing.filter).map(|part| (part, Place::Plain)));
            }
            Kind::Pool(pool) => {
                self.pool(expr, pool);
                open.extend([&pool.amount].into_iter().chain(&pool.by).chain(&pool.filter).map(|part| (part, Place::Plain)));
            }
            Kind::Lookup { args, .. } => open.extend(args.iter().map(|arg| (arg, Place::Plain))),
            Kind::Bands(bands) => self.bands(bands, open),
            Kind::Tiers(tiers) => self.tiers(expr, tiers, open),
            Kind::Steps(steps) => self.steps(steps, open),
            Kind::Cases(cases) => open.extend(cases.cases.iter().map(|case| (&case.value, Place::Plain))),
            Kind::KpiScore(rule) => self.kpi_score(rule, open),
            Kind::Weighted(rule) => open.extend(rule.round.iter().map(|unit| (unit, Place::Unit))),
            Kind::Total(rule) => self.total(rule, open),
            Kind::Grade(rule) => self.grade(expr, rule, open),
            Kind::GradeColumn { values, .. } => open.extend(values.iter().map(|value| (value, Place::Plain))),
            Kind::Payout(rule) => self.payout(expr, rule, open),
        }
    }

    /// What a line gives, where it gives something.
    pub(super) fn outcome(outcome: &'a Outcome, open: &mut Open<'a>) {
        match outcome {
            Outcome::Value(value) => open.push((value, Place::Plain)),
            Outcome::Refuse { .. } => {}
        }
    }
}
