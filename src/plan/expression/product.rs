//! Sums and products: the arithmetic of units.

use super::dates::is_working_days;
use crate::plan::context::Ctx;
use crate::plan::ir::{self, Kind};
use crate::plan::planner::Planner;
use crate::plan::problems::{currencies, units};
use crate::plan::types::{Joint, Ty, Typed, is_plain};
use crate::source::Span;
use crate::syntax::ast::{self, Factor, Sign};
use crate::value::Type;

/// What a chain of factors has come to: how often money and days stand above the line less below it, and what
/// stands before them or is left without them.
#[derive(Clone, Copy, Default)]
struct Chain {
    money: i32,
    days: i32,
    plain: Option<Type>,
    /// The currency of the money in it. Two of them are refused before it is judged.
    currency: Option<Type>,
}

impl Chain {
    /// Takes one more factor. A ratio of two like quantities is a percent; beside a percent the left factor decides.
    fn take(&mut self, factor: Factor, ty: Type) {
        let step = match factor {
            Factor::Times => 1,
            Factor::Over => -1,
        };
        match ty {
            Type::Money | Type::Foreign(_) | Type::Days => {
                if ty.is_money() {
                    self.currency = Some(ty);
                }
                let before = (self.money, self.days);
                let side = if ty.is_money() { &mut self.money } else { &mut self.days };
                *side = side.saturating_add(step);
                if before != (0, 0) && (self.money, self.days) == (0, 0) {
                    self.plain = Some(if self.plain.is_some_and(is_plain) { Type::Number } else { Type::Percent });
                }
            }
            Type::Percent | Type::Number | Type::Count if (self.money, self.days) == (0, 0) => {
                self.plain = Some(match (self.plain, factor, ty) {
                    (None, Factor::Times, ty) => ty,
                    (None, Factor::Over, _) => Type::Number,
                    (Some(Type::Percent), Factor::Times | Factor::Over, _) => Type::Percent,
                    (Some(Type::Count), Factor::Over, Type::Count) => Type::Percent,
                    (Some(_), Factor::Times | Factor::Over, _) => Type::Number,
                });
            }
            Type::Percent | Type::Number | Type::Count | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {}
        }
    }

    fn ty(self) -> Option<Type> {
        match (self.money, self.days) {
            (0, 0) => Some(self.plain.unwrap_or(Type::Percent)),
            (1, 0) => Some(self.currency.unwrap_or(Type::Money)),
            (0, 1) => Some(Type::Days),
            (_, _) => None,
        }
    }
}

impl<'a> Planner<'a> {
    pub(super) fn product(&mut self, factors: &'a [(Factor, ast::Expr)], ctx: &Ctx, span: Span) -> Typed {
        let typed: Vec<(Factor, Typed)> = factors.iter().map(|(factor, part)| (*factor, self.expr(part, ctx, None))).collect();
        self.multiply(typed, span)
    }

    /// A chain of factors, judged as a whole.
    pub fn multiply(&mut self, mut factors: Vec<(Factor, Typed)>, span: Span) -> Typed {
        let mut broken = false;
        for (_, part) in &factors {
            match part.ty.likely() {
                None => broken = true,
                Some(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) => {
                    self.report(units::not_a_number(part.expr.span, &units::type_words(found)));
                    broken = true;
                }
                Some(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days) => {}
            }
        }
        if broken {
            return self.poison(span);
        }
        for (factor, part) in &factors {
            if *factor == Factor::Over && self.constant_number(&part.expr, None).is_some_and(|divisor| divisor.is_zero()) {
                self.report(units::divided_by_zero(part.expr.span));
            }
        }
        if self.refuse_two_currencies(&factors, span) {
            return self.poison(span);
        }
        self.warn_of_mixed_days(&factors);
        let mut chain = self.chain(&factors);
        let missing = match (chain.money, chain.days) {
            (-1, 0) => Some(chain.currency.unwrap_or(Type::Money)),
            (0, -1) => Some(Type::Days),
            (_, _) => None,
        };
        // Money below the line needs money above it: an open number there is money.
        if let Some(unit) = missing
            && let Some((_, part)) =
                factors.iter_mut().find(|(factor, part)| *factor == Factor::Times && matches!(part.ty, Ty::Flexible(_)))
        {
            self.retype(&mut part.expr, unit);
            part.ty = Ty::Is(unit);
            chain = self.chain(&factors);
        }
        let Some(ty) = chain.ty() else {
            let parts: Vec<(Span, Type)> = factors.iter().filter_map(|(_, part)| part.ty.likely().map(|ty| (part.expr.span, ty))).collect();
            let problem = units::product(span, chain.money, chain.days, &parts);
            self.report(problem);
            return self.poison(span);
        };
        self.finish_product(factors, chain, ty, span)
    }

    /// Says that amounts in two currencies stand in one product.
    fn refuse_two_currencies(&mut self, factors: &[(Factor, Typed)], span: Span) -> bool {
        let amounts: Vec<(Type, Span)> =
            factors.iter().filter_map(|(_, part)| Some((part.ty.likely().filter(|ty| ty.is_money())?, part.expr.span))).collect();
        let several = amounts.windows(2).any(|pair| matches!(pair, [(one, _), (two, _)] if one != two));
        if several {
            let amounts: Vec<currencies::Amount> =
                amounts.into_iter().map(|(ty, span)| currencies::Amount { span, currency: self.code_of(ty) }).collect();
            self.report(currencies::currencies_multiplied(span, &amounts));
        }
        several
    }

    fn chain(&self, factors: &[(Factor, Typed)]) -> Chain {
        let mut chain = Chain::default();
        for (factor, part) in factors {
            if let Some(ty) = part.ty.likely() {
                chain.take(*factor, ty);
            }
        }
        chain
    }

    fn finish_product(&mut self, factors: Vec<(Factor, Typed)>, chain: Chain, ty: Type, span: Span) -> Typed {
        let plain = (chain.money, chain.days) == (0, 0);
        let open = plain && factors.iter().any(|(factor, part)| *factor == Factor::Times && matches!(part.ty, Ty::Flexible(_)));
        let parts: Vec<(Factor, ir::Expr)> =
            factors.into_iter().map(|(factor, part)| (factor, if open { part.expr } else { self.settle(part).0 })).collect();
        let ty = match (open, ty) {
            (true, Type::Count) => Ty::Flexible(Type::Number),
            (true, ty) => Ty::Flexible(ty),
            (false, Type::Count) if parts.len() > 1 => Ty::Is(Type::Number),
            (false, ty) => Ty::Is(ty),
        };
        self.typed(Kind::Product(parts), ty, span)
    }

    /// `x% of y` has the type of y.
    pub(super) fn part_of_whole(&mut self, part: &'a ast::Expr, whole: &'a ast::Expr, ctx: &Ctx, want: Option<Type>, span: Span) -> Typed {
        let part = self.expect(part, ctx, Type::Percent, &units::share());
        let whole = self.expr(whole, ctx, want);
        let ty = match whole.ty {
            Ty::Is(Type::Count) => Ty::Is(Type::Number),
            Ty::Is(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(units::not_a_number(whole.expr.span, &units::type_words(found)));
                Ty::Unknown
            }
            Ty::Quote => {
                self.report(units::not_a_number(whole.expr.span, &units::type_words(Type::Text)));
                Ty::Unknown
            }
            Ty::Is(_) | Ty::Flexible(_) | Ty::Unknown => whole.ty,
        };
        self.typed(Kind::Product(vec![(Factor::Times, part), (Factor::Times, whole.expr)]), ty, span)
    }

    pub(super) fn sum(&mut self, parts: &'a [(Sign, ast::Expr)], ctx: &Ctx, want: Option<Type>, span: Span) -> Typed {
        // Months and working days mean something only beside a date.
        let beside_date = |part: &ast::Expr| matches!(part.kind, ast::ExprKind::Months { .. }) || is_working_days(part);
        let months = parts.iter().any(|(_, part)| beside_date(part));
        let signs: Vec<Sign> = parts.iter().map(|(sign, _)| *sign).collect();
        let typed: Vec<Typed> = parts
            .iter()
            .map(|(_, part)| {
                if beside_date(part) {
                    return self.poison(part.span);
                }
                self.expr(part, ctx, want.filter(|want| want.is_numeric()))
            })
            .collect();
        if months || typed.iter().any(|part| part.ty == Ty::Is(Type::Date)) {
            return self.date_sum(parts, typed, span);
        }
        for part in &typed {
            if let Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) = part.ty.likely() {
                self.not_a_number(part.expr.span, found);
                return self.poison(span);
            }
        }
        let (exprs, ty) = self.unify(typed, want, Joint::Sum);
        let ty = match ty {
            Ty::Is(Type::Count) if signs.len() > 1 => Ty::Is(Type::Number),
            Ty::Is(found @ (Type::Text | Type::Flag | Type::Choice(_) | Type::Date)) => self.not_a_number(span, found),
            Ty::Quote => self.not_a_number(span, Type::Text),
            Ty::Is(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days)
            | Ty::Flexible(_)
            | Ty::Unknown => ty,
        };
        self.typed(Kind::Sum(signs.into_iter().zip(exprs).collect()), ty, span)
    }
}
