//! Tiers: slices of an amount at their own rates, or the whole at the rate reached.

use super::band::{Line, show_exact};
use super::context::{Ctx, Slices};
use super::planner::{Node, Planner, State};
use super::problems::{rules, units};
use super::shapes;
use super::types::{Joint, Ty, Typed};
use crate::plan::ir::{self, Body, Kind, Outcome, Rates};
use crate::source::Span;
use crate::syntax::ast::{self, TierMode, TierRate};
use crate::value::{Number, Type};

impl<'a> Planner<'a> {
    /// Tiers in an expression.
    pub(super) fn tiers(&mut self, ast: &'a ast::Tiers, ctx: &Ctx, want: Option<Type>) -> Typed {
        let Some(on) = &ast.on else {
            self.report(rules::on_missing(ast.span));
            return self.poison(ast.span);
        };
        let typed = self.expr(on, ctx, None);
        let tiers = self.tiers_on(ast, typed, None, ctx, want);
        if ctx.slices == Slices::Define {
            self.define_slices(ast, ctx, want);
        }
        tiers
    }

    pub(super) fn tiers_on(&mut self, ast: &'a ast::Tiers, on: Typed, starting: Option<Typed>, ctx: &Ctx, want: Option<Type>) -> Typed {
        let lines: Vec<Line<'a>> = ast
            .lines
            .iter()
            .map(|line| Line { low: line.low.as_ref(), high: line.high.as_ref(), span: line.span, label: self.rate_label(&line.rate) })
            .collect();
        let known = on.ty != Ty::Unknown;
        let (on, ends, on_type) = self.ends(on, &lines, ctx);
        let starting = match (starting, on_type) {
            (Some(starting), Some(ty)) => Some(self.coerce(starting, ty, &units::starting())),
            (Some(starting), None) => Some(starting.expr),
            (None, _) => None,
        };
        let before = self.problems.len();
        let (rates, ty) = self.rates(ast, on_type, ctx, want);
        let rates_said = self.problems.len() > before;
        let ty = if known { ty } else { Ty::Unknown };
        let Some(on_type) = on_type.filter(|_| !self.lost(ast.span)) else { return self.poison(ast.span) };
        let given = lines
            .iter()
            .zip(ends)
            .map(|(line, (low, high))| shapes::Ends { low, high, span: line.span, label: line.label.clone() })
            .collect();
        let show = |number: &Number| show_exact(number, on_type);
        let Some(filled) = shapes::tiers(given, &show, ast.span, &mut self.problems) else { return self.poison(ast.span) };
        let mut rates = rates.into_iter();
        let mut done = Vec::with_capacity(ast.lines.len());
        for (line, (low, high)) in ast.lines.iter().zip(filled) {
            let rate = match &line.rate {
                TierRate::Rate(_) => rates.next().map(Outcome::Value),
                TierRate::Refuse(reason) => Some(Outcome::Refuse { reason: reason.text.clone(), span: reason.span }),
            };
            let Some(rate) = rate else { return self.poison(ast.span) };
            done.push(ir::TierLine { low, high, rate, name: line.name.as_ref().map(|name| name.text.clone()), span: line.span });
        }
        if self.descends(&done.iter().map(|line| (line.low.as_ref(), line.high.as_ref())).collect::<Vec<_>>()) {
            done.reverse();
        }
        let rates = if ast.decelerating.is_some() { Rates::Decelerating } else { Rates::NeverFalling };
        // A rate without its percent sign is a hundred times too high: that it falls behind it says nothing new.
        if !rates_said {
            self.check_rates(&done, ast.mode, rates, ast.span);
        }
        let tiers = ir::Tiers { mode: ast.mode, rates, on, starting, lines: done, only: None };
        self.typed(Kind::Tiers(Box::new(tiers)), ty, ast.span)
    }

    /// The rates, and the type of amount times rate.
    fn rates(&mut self, ast: &'a ast::Tiers, on: Option<Type>, ctx: &Ctx, want: Option<Type>) -> (Vec<ir::Expr>, Ty) {
        let mut items = Vec::new();
        for line in &ast.lines {
            if let TierRate::Rate(rate) = &line.rate {
                items.push(self.expr(rate, ctx, None));
            }
        }
        // A plain number as the rate of an amount of money has lost its percent sign.
        if on.is_some_and(Type::is_money) && items.iter().all(|item| matches!(item.ty, Ty::Flexible(Type::Number))) {
            let exprs = items.into_iter().map(|item| self.coerce(item, Type::Percent, &units::rate())).collect();
            return (exprs, on.map_or(Ty::Unknown, Ty::Is));
        }
        let (exprs, ty) = self.unify(items, want, Joint::Results);
        let Some(on) = on else { return (exprs, Ty::Unknown) };
        let result = match (on, ty) {
            (_, Ty::Unknown) => Ty::Unknown,
            (money, Ty::Is(Type::Percent | Type::Number | Type::Count)) if money.is_money() => Ty::Is(money),
            (Type::Number | Type::Count | Type::Percent, Ty::Is(money)) if money.is_money() => Ty::Is(money),
            (Type::Number | Type::Count | Type::Percent, Ty::Flexible(_)) => {
                Ty::Flexible(if on == Type::Percent { on } else { Type::Number })
            }
            (Type::Number | Type::Count, Ty::Is(Type::Percent | Type::Number | Type::Count)) => Ty::Is(Type::Number),
            (Type::Percent, Ty::Is(Type::Percent | Type::Number | Type::Count)) => Ty::Is(Type::Percent),
            (Type::Days, Ty::Is(Type::Percent | Type::Number | Type::Count)) => Ty::Is(Type::Days),
            (_, _) => {
                let found = ty.likely().unwrap_or(Type::Number);
                let parts =
                    [(ast.on.as_ref().map_or(ast.span, |on| on.span), on), (exprs.first().map_or(ast.span, |rate| rate.span), found)];
                self.report(units::product(ast.span, 0, 0, &parts));
                Ty::Unknown
            }
        };
        (exprs, result)
    }

    fn rate_label(&self, rate: &TierRate) -> String {
        match rate {
            TierRate::Rate(rate) => self.sources.slice(rate.span).to_string(),
            TierRate::Refuse(reason) => reason.text.clone(),
        }
    }

    /// A higher tier with a lower rate is a mistake unless the clause says `decelerating`, and the word is one where no rate falls.
    fn check_rates(&mut self, lines: &[ir::TierLine], mode: TierMode, rates: Rates, span: Span) {
        let mut before: Option<(Number, Span)> = None;
        let (mut falls, mut all_known) = (false, true);
        for line in lines {
            let below_zero =
                line.high.as_ref().and_then(|high| self.constant_number(&high.value, None)).is_some_and(|high| high <= Number::ZERO);
            let Outcome::Value(rate) = &line.rate else { continue };
            let (Some(number), false) = (self.constant_number(rate, None), below_zero) else {
                all_known &= below_zero;
                before = None;
                continue;
            };
            let (span, ty) = (rate.span, rate.ty);
            if let Some((last, place)) = &before
                && number < *last
            {
                falls = true;
                if rates == Rates::NeverFalling {
                    let problem = rules::falling_rates((&show_exact(last, ty), *place), (&show_exact(&number, ty), span), mode);
                    self.report(problem);
                }
            }
            before = Some((number, span));
        }
        if rates == Rates::Decelerating && all_known && !falls {
            self.report(rules::no_rate_falls(span));
        }
    }

    /// What each named line pays is a value of its own.
    fn define_slices(&mut self, ast: &'a ast::Tiers, ctx: &Ctx, want: Option<Type>) {
        for line in &ast.lines {
            let Some(name) = &line.name else { continue };
            let Some(def) = self.slices.get(&name.span).copied() else { continue };
            let inner = Ctx { node: Node::Def(def), slices: Slices::Ignore, ..ctx.clone() };
            let said = self.problems.len();
            let mut typed = self.tiers(ast, &inner, want);
            self.problems.truncate(said);
            if let Kind::Tiers(tiers) = &mut typed.expr.kind {
                tiers.only = tiers.lines.iter().position(|other| other.span == line.span).map(super::planner::number);
            }
            if let Some(want) = want.filter(|_| matches!(typed.ty, Ty::Flexible(_))) {
                let ty = typed.ty;
                typed = Typed { expr: self.coerce(typed, want, &units::rate()), ty: if ty == Ty::Unknown { ty } else { Ty::Is(want) } };
            }
            if let Some(info) = self.def_mut(def) {
                info.state = State::Done;
                info.table = ctx.row;
                info.ty = typed.ty;
                info.body = Some(Body::Expr(typed.expr));
            }
        }
    }
}
