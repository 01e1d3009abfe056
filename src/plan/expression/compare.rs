//! Conditions: comparisons, bounds, options, `and`, `or`.

use crate::plan::context::Ctx;
use crate::plan::ir::{self, ChoiceOrder, Kind};
use crate::plan::planner::Planner;
use crate::plan::problems::units;
use crate::plan::types::{Joint, Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, Compare, ExprKind};
use crate::value::Type;

impl<'a> Planner<'a> {
    pub(super) fn compare(&mut self, op: Compare, left: &'a ast::Expr, right: &'a ast::Expr, ctx: &Ctx, span: Span) -> Typed {
        // A grade may stand on either side by its bare name, which means something only beside the other side.
        let (left, right) = if self.is_bare_grade(left) {
            let right = self.expr(right, ctx, None);
            (self.expr(left, ctx, right.ty.known()), right)
        } else {
            let left = self.expr(left, ctx, None);
            let hint = left.ty.known();
            (left, self.expr(right, ctx, hint))
        };
        let (exprs, ty) = self.unify_settled(vec![left, right], Joint::Compare);
        match op {
            Compare::Equal | Compare::NotEqual => {}
            Compare::Less | Compare::AtMost | Compare::Greater | Compare::AtLeast => self.check_order(ty, span),
        }
        match <[ir::Expr; 2]>::try_from(exprs) {
            Ok([left, right]) => {
                let kind = Kind::Compare { op, left: Box::new(left), right: Box::new(right) };
                self.typed(kind, Ty::Is(Type::Flag), span)
            }
            Err(_) => self.poison(span),
        }
    }

    fn is_bare_grade(&self, ast: &ast::Expr) -> bool {
        let ExprKind::Name(path) = &ast.kind else { return false };
        let [name] = path.parts.as_slice() else { return false };
        self.grade.as_ref().is_some_and(|grade| self.options(grade.choice).iter().any(|option| option.name == name.text))
    }

    /// One type for all, decided here and now.
    fn unify_settled(&mut self, items: Vec<Typed>, joint: Joint) -> (Vec<ir::Expr>, Option<Type>) {
        let (exprs, ty) = self.unify(items, None, joint);
        let exprs = exprs.into_iter().map(|expr| self.settle(Typed { expr, ty }).0).collect();
        (exprs, ty.likely())
    }

    /// Before and after must mean something.
    fn check_order(&mut self, ty: Option<Type>, span: Span) {
        match ty {
            None | Some(Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days | Type::Date) => {}
            Some(found @ (Type::Text | Type::Flag)) => self.report(units::no_order(span, &units::type_words(found))),
            Some(found @ Type::Choice(choice)) => match self.choices.get(choice.0 as usize).map(|choice| choice.order) {
                Some(ChoiceOrder::Ordered) | None => {}
                Some(ChoiceOrder::Unordered) => self.report(units::no_order(span, &units::type_words(found))),
            },
        }
    }

    pub(super) fn within(
        &mut self,
        value: &'a ast::Expr,
        low: Option<&'a ast::Bound>,
        high: Option<&'a ast::Bound>,
        ctx: &Ctx,
        span: Span,
    ) -> Typed {
        let value = self.expr(value, ctx, None);
        let hint = value.ty.known();
        let mut items = vec![value];
        items.extend(low.map(|bound| self.expr(&bound.value, ctx, hint)));
        items.extend(high.map(|bound| self.expr(&bound.value, ctx, hint)));
        let (exprs, ty) = self.unify_settled(items, Joint::Compare);
        self.check_order(ty, span);
        let mut exprs = exprs.into_iter();
        let Some(value) = exprs.next() else { return self.poison(span) };
        let mut end = |bound: Option<&ast::Bound>| {
            let bound = bound?;
            Some(ir::Bound { inclusive: bound.inclusive, value: Box::new(exprs.next()?) })
        };
        let (low, high) = (end(low), end(high));
        self.check_range(low.as_ref(), high.as_ref(), span);
        self.typed(Kind::Within { value: Box::new(value), low, high }, Ty::Is(Type::Flag), span)
    }

    /// A range that no value can lie in.
    fn check_range(&mut self, low: Option<&ir::Bound>, high: Option<&ir::Bound>, span: Span) {
        let (Some(low), Some(high)) = (low, high) else { return };
        let ends = (self.constant_number(&low.value, None), self.constant_number(&high.value, None));
        if let (Some(from), Some(to)) = ends
            && (from > to || (from == to && !(low.inclusive && high.inclusive)))
        {
            self.report(units::empty_range(span, (low.value.span, high.value.span)));
        }
    }

    pub(super) fn one_of(&mut self, value: &'a ast::Expr, options: &'a [ast::Expr], ctx: &Ctx, span: Span) -> Typed {
        let value = self.expr(value, ctx, None);
        let hint = value.ty.known();
        let mut items = vec![value];
        for option in options {
            items.push(self.expr(option, ctx, hint));
        }
        let (exprs, _) = self.unify_settled(items, Joint::Compare);
        let mut exprs = exprs.into_iter();
        match exprs.next() {
            Some(value) => self.typed(Kind::In { value: Box::new(value), options: exprs.collect() }, Ty::Is(Type::Flag), span),
            None => self.poison(span),
        }
    }

    /// `and` looks at a part only where the parts before it hold, so each is for fewer people.
    pub(super) fn all(&mut self, parts: &'a [ast::Expr], ctx: &Ctx, span: Span) -> Typed {
        let mut region = ctx.region.clone();
        let mut conditions = Vec::with_capacity(parts.len());
        for part in parts {
            let condition = self.condition(part, &ctx.clone().region(region.clone()));
            region = region.and(&self.region_of(&condition));
            conditions.push(condition);
        }
        self.typed(Kind::And(conditions), Ty::Is(Type::Flag), span)
    }

    /// `or` looks at a part only where the parts before it do not hold.
    pub(super) fn any(&mut self, parts: &'a [ast::Expr], ctx: &Ctx, span: Span) -> Typed {
        let mut region = ctx.region.clone();
        let mut conditions = Vec::with_capacity(parts.len());
        for part in parts {
            let condition = self.condition(part, &ctx.clone().region(region.clone()));
            region = region.and(&self.without(&self.region_of(&condition)));
            conditions.push(condition);
        }
        self.typed(Kind::Or(conditions), Ty::Is(Type::Flag), span)
    }
}
