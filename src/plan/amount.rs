//! A value with its caps and the steps under it.

use super::context::Ctx;
use super::planner::Planner;
use super::problems::units;
use super::types::{Joint, Ty, Typed};
use crate::plan::ir::{self, Kind, Role, StepUnit, UntilZero};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Number, Type, Value};

impl<'a> Planner<'a> {
    /// A value, the caps behind its comma and the steps under it, all of one unit.
    pub fn amount(&mut self, ast: &'a ast::Amount, ctx: &Ctx, want: Option<Type>) -> Typed {
        if ast.caps.is_empty()
            && ast.steps.is_empty()
            && let Some(value) = &ast.value
        {
            return self.amount_value(value, ctx, want);
        }
        let mut items = Vec::new();
        items.extend(ast.value.as_ref().map(|value| self.amount_value(value, ctx, want)));
        for cap in &ast.caps {
            items.push(self.expr(&cap.limit, ctx, want));
        }
        for step in &ast.steps {
            match step {
                ast::Step::Change(change) => {
                    items.push(self.expr(&change.amount, ctx, want));
                    for cap in &change.caps {
                        items.push(self.expr(&cap.limit, ctx, want));
                    }
                }
                ast::Step::Cap(cap) | ast::Step::Ratchet { cap, .. } => items.push(self.expr(&cap.limit, ctx, want)),
                ast::Step::Prorate { .. } => {}
            }
        }
        let (exprs, ty) = self.unify(items, want, Joint::Results);
        let ty = match ty {
            Ty::Is(Type::Count) => Ty::Is(Type::Number),
            Ty::Is(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(units::not_a_number(ast.span, &units::type_words(found)));
                Ty::Unknown
            }
            Ty::Is(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Days)
            | Ty::Flexible(_)
            | Ty::Quote
            | Ty::Unknown => ty,
        };
        match self.steps(ast, exprs, ctx) {
            Some(steps) => self.typed(Kind::Steps(Box::new(steps)), ty, ast.span),
            None => self.poison(ast.span),
        }
    }

    /// The value an amount begins with. A percent where a KPI needs points is refused here, before its caps are held against it.
    fn amount_value(&mut self, value: &'a ast::Expr, ctx: &Ctx, want: Option<Type>) -> Typed {
        let typed = self.expr(value, ctx, want);
        if ctx.own.is_none() || want != Some(Type::Number) || typed.ty.likely() != Some(Type::Percent) {
            return typed;
        }
        let problem = match times_hundred(&typed.expr) {
            Some(_) => units::percent_times_hundred(typed.expr.span),
            None => {
                let (has, needs) = (Type::Percent, Type::Number);
                units::not_of_type(
                    &self.written(&typed.expr),
                    &units::type_words(has),
                    &units::type_words(needs),
                    (has, needs),
                    &units::score(),
                )
            }
        };
        self.report(problem);
        Typed { ty: Ty::Unknown, ..typed }
    }

    /// Puts the translated parts back in their places, in the order they were taken out.
    fn steps(&mut self, ast: &'a ast::Amount, exprs: Vec<ir::Expr>, ctx: &Ctx) -> Option<ir::Steps> {
        let mut exprs = exprs.into_iter();
        let value = match &ast.value {
            Some(_) => Some(exprs.next()?),
            None => None,
        };
        let caps = take_caps(&ast.caps, &mut exprs)?;
        let mut steps = Vec::with_capacity(ast.steps.len());
        for step in &ast.steps {
            steps.push(match step {
                ast::Step::Change(change) => {
                    let amount = exprs.next()?;
                    let caps = take_caps(&change.caps, &mut exprs)?;
                    self.check_change(change.sign, &amount, &caps);
                    let each = match &change.each {
                        Some(each) => Some(self.each(each, ctx)?),
                        None => None,
                    };
                    let until_zero = if change.until_zero.is_some() { UntilZero::Yes } else { UntilZero::No };
                    ir::Step::Change(ir::Change { sign: change.sign, amount, each, caps, until_zero, span: change.span })
                }
                ast::Step::Cap(cap) => ir::Step::Cap(ir::Cap { kind: cap.kind, limit: exprs.next()?, span: cap.span }),
                ast::Step::Ratchet { cap, when, span } => {
                    let cap = ir::Cap { kind: cap.kind, limit: exprs.next()?, span: cap.span };
                    ir::Step::Ratchet { cap, when: when.as_ref().map(|when| self.condition(when, ctx)), span: *span }
                }
                ast::Step::Prorate { factor, span } => ir::Step::Prorate { factor: self.factor(factor, ctx), span: *span },
            });
        }
        Some(ir::Steps { value, caps, steps })
    }

    /// What is taken off and what it may reach at most are written without a minus.
    fn check_change(&mut self, sign: ast::Sign, amount: &ir::Expr, caps: &[ir::Cap]) {
        let caps = caps.iter().filter(|cap| cap.kind == ast::CapKind::AtMost).map(|cap| &cap.limit);
        for expr in std::iter::once(amount).chain(caps) {
            if self.constant_number(expr, None).is_some_and(|number| number.is_negative()) {
                self.report(units::change_below_zero(sign, self.sources.slice(expr.span), expr.span));
            }
        }
    }

    /// The share of an amount that somebody gets who was there for a part of the period.
    fn factor(&mut self, ast: &'a ast::Expr, ctx: &Ctx) -> ir::Expr {
        let mut typed = self.expr(ast, ctx, None);
        match typed.ty {
            Ty::Is(Type::Percent | Type::Number) | Ty::Unknown => {}
            Ty::Is(_) | Ty::Quote => return self.coerce(typed, Type::Percent, &units::prorate_factor()),
            Ty::Flexible(_) => typed = Typed { expr: self.settle(typed).0, ty: Ty::Unknown },
        }
        if self.constant_number(&typed.expr, None).is_some_and(|factor| factor.is_negative() || factor > Number::ONE) {
            self.report(units::prorate_above_one(typed.expr.span));
        }
        typed.expr
    }

    /// `for each full 1% below target`: the step has the unit of the difference, or is a percent of the target.
    fn each(&mut self, ast: &'a ast::Each, ctx: &Ctx) -> Option<ir::Each> {
        let value = match (&ast.value, ctx.own) {
            (Some(value), _) => self.expr(value, ctx, None),
            (None, Some((group, card))) => self.own(group, card, Role::KpiMeasure, ast.span, ctx),
            (None, None) => {
                self.report(units::each_without_value(ast.span));
                return None;
            }
        };
        let against = self.expr(&ast.against, ctx, None);
        let step = self.expr(&ast.step, ctx, None);
        if self.constant_number(&step.expr, None).is_some_and(|step| step.is_zero() || step.is_negative()) {
            self.report(units::step_unit(step.expr.span));
            return None;
        }
        let of_target = self.is_target(&against.expr)
            && step.ty == Ty::Is(Type::Percent)
            && matches!(value.ty.likely(), Some(Type::Money | Type::Foreign(_) | Type::Count | Type::Number));
        let (value_span, against_span) = (value.expr.span, against.expr.span);
        let unclear = value.ty == Ty::Unknown || against.ty == Ty::Unknown;
        let (exprs, ty) = self.unify(vec![value, against], None, Joint::Compare);
        let mut exprs = exprs.into_iter();
        let (value, against) = (exprs.next()?, exprs.next()?);
        let (value, found) = self.settle(Typed { expr: value, ty });
        let (against, _) = self.settle(Typed { expr: against, ty });
        let step = match found {
            None => step.expr,
            Some(_) if of_target || unclear => step.expr,
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(units::not_a_number(value_span, &units::type_words(found)));
                return None;
            }
            Some(found) => self.step_of(step, found, value_span.join(against_span)),
        };
        let unit = if of_target { StepUnit::OfAgainst } else { StepUnit::Difference };
        Some(ir::Each { counting: ast.counting, step, value, direction: ast.direction, against, unit, span: ast.span })
    }

    /// A step in the unit of the difference of two values.
    fn step_of(&mut self, step: Typed, found: Type, difference: Span) -> ir::Expr {
        let want = match found {
            Type::Date => Type::Days,
            Type::Count => Type::Number,
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => found,
        };
        if step.ty == Ty::Is(Type::Percent) && want != Type::Percent {
            self.report(units::percent_step(step.expr.span, difference, &units::type_words(want)));
            return step.expr;
        }
        self.coerce(step, want, &units::step())
    }

    fn is_target(&self, expr: &ir::Expr) -> bool {
        match expr.kind {
            Kind::Ref(def) => self.def(def).is_some_and(|def| def.role == Role::KpiTarget),
            _ => false,
        }
    }

    /// A list of caps of a known unit.
    pub fn caps_of(&mut self, caps: &'a [ast::Cap], ctx: &Ctx, want: Type) -> Vec<ir::Cap> {
        let mut done = Vec::with_capacity(caps.len());
        for cap in caps {
            let limit = self.expect(&cap.limit, ctx, want, &units::cap());
            done.push(ir::Cap { kind: cap.kind, limit, span: cap.span });
        }
        done
    }
}

/// Where a product takes a value a hundred times, as people turn a percent into points by hand.
pub(super) fn times_hundred(expr: &ir::Expr) -> Option<Span> {
    let Kind::Product(factors) = &expr.kind else { return None };
    let hundred = Number::from_i64(100);
    let found = factors.iter().find(|(factor, part)| {
        *factor == ast::Factor::Times && matches!(&part.kind, Kind::Literal(Value::Number(number)) if *number == hundred)
    });
    found.map(|(_, part)| part.span)
}

fn take_caps(asts: &[ast::Cap], exprs: &mut impl Iterator<Item = ir::Expr>) -> Option<Vec<ir::Cap>> {
    asts.iter().map(|cap| Some(ir::Cap { kind: cap.kind, limit: exprs.next()?, span: cap.span })).collect()
}
