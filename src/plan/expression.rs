//! One expression: names resolved, types checked, children before parents.

mod aggregate;
mod as_of;
mod compare;
mod dates;
mod history;
mod means;
mod name;
mod product;
mod ranks;
mod working;

use super::amount::times_hundred;
use super::context::Ctx;
use super::planner::Planner;
use super::problems::units;
use super::types::{Joint, Ty, Typed};
use crate::diagnostic::Text;
use crate::plan::ir::{self, Kind};
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind, Function};
use crate::value::{Type, Value};

impl<'a> Planner<'a> {
    /// Translates an expression. `want` is a hint for words that mean something only where a certain type is expected.
    pub fn expr(&mut self, ast: &'a ast::Expr, ctx: &Ctx, want: Option<Type>) -> Typed {
        let span = ast.span;
        match &ast.kind {
            ExprKind::Number(literal) => self.number_literal(literal),
            ExprKind::Text(text) => self.typed(Kind::Literal(Value::Text(text.as_str().into())), Ty::Quote, span),
            ExprKind::Date(date) => self.typed(Kind::Literal(Value::Date(*date)), Ty::Is(Type::Date), span),
            ExprKind::Flag(flag) => self.typed(Kind::Literal(Value::Flag(*flag)), Ty::Is(Type::Flag), span),
            ExprKind::Months { .. } => {
                self.report(units::months_alone(span));
                self.poison(span)
            }
            ExprKind::Name(path) => self.name(path, ctx, want),
            ExprKind::Call { table, args } => self.call(table, args, ctx, want, span),
            ExprKind::On { shape, value, starting } => self.use_shape(shape, value, starting.as_deref(), ctx, want, span),
            ExprKind::Neg(inner) => self.negative(inner, ctx, want, span),
            ExprKind::Sum(parts) => self.sum(parts, ctx, want, span),
            ExprKind::Product(factors) => self.product(factors, ctx, span),
            ExprKind::Of(part, whole) => self.part_of_whole(part, whole, ctx, want, span),
            ExprKind::Compare { op, left, right } => self.compare(*op, left, right, ctx, span),
            ExprKind::Within { value, low, high } => self.within(value, low.as_deref(), high.as_deref(), ctx, span),
            ExprKind::In { value, options } => self.one_of(value, options, ctx, span),
            ExprKind::And(parts) => self.all(parts, ctx, span),
            ExprKind::Or(parts) => self.any(parts, ctx, span),
            ExprKind::Not(inner) => {
                let inner = self.condition(inner, ctx);
                self.typed(Kind::Not(Box::new(inner)), Ty::Is(Type::Flag), span)
            }
            ExprKind::If { branches, otherwise } => self.branches(branches, otherwise, ctx, want, span),
            ExprKind::Otherwise(parts) => {
                let parts = parts.iter().map(|part| self.expr(part, ctx, want)).collect();
                let (parts, ty) = self.unify(parts, want, Joint::Results);
                self.typed(Kind::Otherwise(parts), ty, span)
            }
            ExprKind::Round { value, unit, mode } => self.round(value, unit, *mode, ctx, want, span),
            ExprKind::Apply { function, args } => self.apply(*function, args, ctx, want, span),
            ExprKind::Convert(conversion) => self.convert(conversion, ctx, span),
            ExprKind::InPoints(inner) => {
                let inner = self.expect(inner, ctx, Type::Percent, &units::in_points());
                if inner.ty == Type::Percent
                    && let Some(hundred) = times_hundred(&inner)
                {
                    self.report(units::hundred_twice(hundred));
                }
                self.typed(Kind::InPoints(Box::new(inner)), Ty::Is(Type::Number), span)
            }
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate, ctx, span),
            ExprKind::RunningSum(running) => self.running_sum(running, ctx, span),
            ExprKind::LastPeriod(of) => self.last_period(of, ctx, span),
            ExprKind::OverPeriods(over) => self.over_periods(over, ctx, span),
            ExprKind::InARow { condition, count } => self.in_a_row(condition, count, ctx, span),
            ExprKind::Clawback(clawback) => self.clawback(clawback, ctx, span),
            ExprKind::PaidToDate(of) => self.paid_to_date(of.as_deref(), ctx, span),
            ExprKind::AsOf { of, day } => self.as_of(of, day, ctx, span),
            ExprKind::Standing(standing) => self.standing(standing, ctx, span),
            ExprKind::Pool(pool) => self.pool(pool, ctx, span),
            ExprKind::DaysBetween { from, to } => self.days_between(from, to, ctx, span),
            ExprKind::Working(working) => self.working(working, ctx, span),
            ExprKind::Employed(unit) => self.employed(*unit, ctx, span),
            ExprKind::Period(part) => {
                if *part == ast::PeriodPart::WorkingDays && !self.has_calendar(span) {
                    return self.poison(span);
                }
                let ty = match part {
                    ast::PeriodPart::Start | ast::PeriodPart::End => Type::Date,
                    ast::PeriodPart::Days | ast::PeriodPart::WorkingDays => Type::Days,
                };
                self.typed(Kind::Period(*part), Ty::Is(ty), span)
            }
            ExprKind::Bands(bands) => self.bands(bands, ctx, want),
            ExprKind::Tiers(tiers) => self.tiers(tiers, ctx, want),
        }
    }

    /// Translates an expression whose place needs a type.
    pub fn expect(&mut self, ast: &'a ast::Expr, ctx: &Ctx, want: Type, place: &Text) -> ir::Expr {
        let typed = self.expr(ast, ctx, Some(want));
        self.coerce(typed, want, place)
    }

    /// Translates a condition.
    pub fn condition(&mut self, ast: &'a ast::Expr, ctx: &Ctx) -> ir::Expr {
        let typed = self.expr(ast, ctx, Some(Type::Flag));
        match typed.ty.likely() {
            Some(Type::Flag) | None => {}
            Some(found) => {
                let problem = units::not_a_condition(typed.expr.span, &units::type_words(found));
                self.report(problem);
            }
        }
        typed.expr
    }

    fn negative(&mut self, inner: &'a ast::Expr, ctx: &Ctx, want: Option<Type>, span: Span) -> Typed {
        let inner = self.expr(inner, ctx, want);
        let ty = match inner.ty {
            Ty::Is(Type::Count) => Ty::Is(Type::Number),
            Ty::Is(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Days) | Ty::Flexible(_) | Ty::Unknown => inner.ty,
            Ty::Is(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) => self.not_a_number(inner.expr.span, found),
            Ty::Quote => self.not_a_number(inner.expr.span, Type::Text),
        };
        self.typed(Kind::Neg(Box::new(inner.expr)), ty, span)
    }

    /// Says that a value that must be computed with cannot be.
    fn not_a_number(&mut self, span: Span, found: Type) -> Ty {
        self.report(units::not_a_number(span, &units::type_words(found)));
        Ty::Unknown
    }

    fn branches(
        &mut self,
        branches: &'a [(ast::Expr, ast::Expr)],
        otherwise: &'a ast::Expr,
        ctx: &Ctx,
        want: Option<Type>,
        span: Span,
    ) -> Typed {
        let mut left = ctx.region.clone();
        let mut conditions = Vec::with_capacity(branches.len());
        let mut results = Vec::with_capacity(branches.len() + 1);
        for (condition, result) in branches {
            let condition = self.condition(condition, &ctx.clone().region(left.clone()));
            let chosen = self.region_of(&condition);
            results.push(self.expr(result, &ctx.clone().region(left.and(&chosen)), want));
            left = left.and(&self.without(&chosen));
            conditions.push(condition);
        }
        results.push(self.expr(otherwise, &ctx.clone().region(left), want));
        let (mut results, ty) = self.unify(results, want, Joint::Results);
        let otherwise = results.pop();
        let branches = conditions.into_iter().zip(results).collect();
        match otherwise {
            Some(otherwise) => self.typed(Kind::If { branches, otherwise: Box::new(otherwise) }, ty, span),
            None => self.poison(span),
        }
    }

    fn round(
        &mut self,
        value: &'a ast::Expr,
        unit: &'a ast::Expr,
        mode: crate::value::RoundMode,
        ctx: &Ctx,
        want: Option<Type>,
        span: Span,
    ) -> Typed {
        let value = self.expr(value, ctx, want);
        let unit_span = unit.span;
        let unit = self.expr(unit, ctx, None);
        if self.constant_number(&unit.expr, None).is_some_and(|unit| unit.is_zero() || unit.is_negative()) {
            self.report(units::rounding_unit(unit_span));
        }
        if self.constant_number(&unit.expr, None).is_some_and(|unit| units::like_decimals(&unit)) {
            self.report(units::decimals_for_unit(unit_span, self.sources.slice(unit_span)));
        }
        if let Some(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) = value.ty.likely() {
            self.not_a_number(value.expr.span, found);
            return self.poison(span);
        }
        let (exprs, ty) = self.unify(vec![value, unit], want, Joint::Results);
        match <[ir::Expr; 2]>::try_from(exprs) {
            Ok([value, unit]) => {
                let ty = if ty == Ty::Is(Type::Count) { Ty::Is(Type::Number) } else { ty };
                self.typed(Kind::Round { value: Box::new(value), unit: Box::new(unit), mode }, ty, span)
            }
            Err(_) => self.poison(span),
        }
    }

    fn apply(&mut self, function: Function, args: &'a [ast::Expr], ctx: &Ctx, want: Option<Type>, span: Span) -> Typed {
        let args: Vec<Typed> = args.iter().map(|arg| self.expr(arg, ctx, want)).collect();
        for arg in &args {
            match arg.ty.likely() {
                Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) => {
                    self.not_a_number(arg.expr.span, found);
                    return self.poison(span);
                }
                Some(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days | Type::Date) | None => {}
            }
        }
        let (mut args, ty) = self.unify(args, want, Joint::Results);
        match function {
            Function::Min => return self.typed(Kind::Min(args), ty, span),
            Function::Max => return self.typed(Kind::Max(args), ty, span),
            Function::Abs | Function::Floor | Function::Ceil => {}
        }
        let (Some(arg), true) = (args.pop(), args.is_empty()) else {
            // A wrong number of values has been refused where it was read.
            return self.poison(span);
        };
        if ty.likely() == Some(Type::Date) {
            self.not_a_number(span, Type::Date);
            return self.poison(span);
        }
        if ty.likely() == Some(Type::Percent) && matches!(function, Function::Floor | Function::Ceil) {
            self.report(units::whole_percent(span));
            return self.poison(span);
        }
        let arg = Box::new(arg);
        let kind = match function {
            Function::Floor => Kind::Floor(arg),
            Function::Ceil => Kind::Ceil(arg),
            Function::Abs | Function::Min | Function::Max => Kind::Abs(arg),
        };
        self.typed(kind, ty, span)
    }
}
