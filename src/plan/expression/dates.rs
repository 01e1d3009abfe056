//! Dates: days added and taken, months added, days between.

use crate::plan::context::Ctx;
use crate::plan::ir::{self, Kind, PEOPLE};
use crate::plan::planner::Planner;
use crate::plan::problems::{calendars, units};
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, EmployedUnit, ExprKind, Sign, Working};
use crate::value::Type;

impl<'a> Planner<'a> {
    /// A sum with a date in it: `hired + 3 months - 1 day`, `closed - hired`, `period end - hired + 1 day`.
    pub(super) fn date_sum(&mut self, parts: &'a [(Sign, ast::Expr)], typed: Vec<Typed>, span: Span) -> Typed {
        let mut shift: Option<Typed> = None;
        for ((sign, ast), part) in parts.iter().zip(typed) {
            let Some(before) = shift.take() else {
                if let ExprKind::Months { .. } = ast.kind {
                    self.report(units::months_alone(ast.span));
                    return self.poison(span);
                }
                if is_working_days(ast) {
                    self.report(calendars::working_days_alone(ast.span));
                    return self.poison(span);
                }
                if *sign == Sign::Minus && part.ty == Ty::Is(Type::Date) {
                    self.report(units::date_sum(ast.span, span));
                    return self.poison(span);
                }
                shift = Some(part);
                continue;
            };
            match self.date_step(before, *sign, ast, part, span) {
                Some(after) => shift = Some(after),
                None => return self.poison(span),
            }
        }
        shift.unwrap_or_else(|| self.poison(span))
    }

    fn date_step(&mut self, before: Typed, sign: Sign, ast: &'a ast::Expr, part: Typed, span: Span) -> Option<Typed> {
        if let ExprKind::Months { count, missing } = &ast.kind {
            return self.add_months(before, sign, (count, *missing), ast.span);
        }
        if let ExprKind::Working(working) = &ast.kind
            && let Working::Days(count) = &**working
        {
            return self.add_working_days(before, sign, count, ast.span);
        }
        self.refuse_working_as_days(&part.expr, before.ty);
        match (before.ty, part.ty) {
            (Ty::Unknown, _) | (_, Ty::Unknown) => None,
            (Ty::Is(Type::Date), Ty::Is(Type::Days)) => Some(self.shift(before.expr, sign, part.expr, span)),
            (Ty::Is(Type::Date), Ty::Is(Type::Date)) if sign == Sign::Minus => {
                let kind = Kind::DaysBetween { from: Box::new(part.expr), to: Box::new(before.expr) };
                Some(self.typed(kind, Ty::Is(Type::Days), span))
            }
            (Ty::Is(Type::Days), Ty::Is(Type::Days)) => {
                let kind = Kind::Sum(vec![(Sign::Plus, before.expr), (sign, part.expr)]);
                Some(self.typed(kind, Ty::Is(Type::Days), span))
            }
            (Ty::Is(Type::Days), Ty::Is(Type::Date)) if sign == Sign::Plus => Some(self.shift(part.expr, sign, before.expr, span)),
            (Ty::Is(Type::Date), Ty::Flexible(_)) => {
                let written = self.written(&part.expr);
                self.report(units::days_missing(&written));
                None
            }
            (_, _) => {
                self.report(units::date_sum(part.expr.span, span));
                None
            }
        }
    }

    /// Days after days go into one step, so that a long sum stays flat.
    fn shift(&mut self, date: ir::Expr, sign: Sign, days: ir::Expr, span: Span) -> Typed {
        let kind = match date.kind {
            Kind::DateShift { date: start, days: before } => {
                let mut parts = match before.kind {
                    Kind::Sum(parts) => parts,
                    kind => vec![(Sign::Plus, ir::Expr { kind, ..*before })],
                };
                parts.push((sign, days));
                let days = self.make(Kind::Sum(parts), Type::Days, span);
                Kind::DateShift { date: start, days: Box::new(days) }
            }
            kind => {
                let date = Box::new(ir::Expr { kind, ..date });
                let days = match sign {
                    Sign::Plus => days,
                    Sign::Minus => {
                        let at = days.span;
                        self.make(Kind::Neg(Box::new(days)), Type::Days, at)
                    }
                };
                Kind::DateShift { date, days: Box::new(days) }
            }
        };
        self.typed(kind, Ty::Is(Type::Date), span)
    }

    fn add_months(
        &mut self,
        before: Typed,
        sign: Sign,
        (count, missing): (&ast::Literal, Option<crate::value::date::MissingDay>),
        span: Span,
    ) -> Option<Typed> {
        match before.ty {
            Ty::Is(Type::Date) => {}
            Ty::Unknown => return None,
            Ty::Is(_) | Ty::Flexible(_) | Ty::Quote => {
                self.report(units::months_alone(span));
                return None;
            }
        }
        let months = count.value.to_i64();
        let months = match (months, sign) {
            (Some(months), Sign::Plus) => months,
            (Some(months), Sign::Minus) => months.saturating_neg(),
            (None, Sign::Plus | Sign::Minus) => {
                self.report(units::months_alone(count.span));
                return None;
            }
        };
        let at = before.expr.span.join(span);
        Some(self.typed(Kind::AddMonths { date: Box::new(before.expr), months, missing }, Ty::Is(Type::Date), at))
    }

    pub(super) fn days_between(&mut self, from: &'a ast::Expr, to: &'a ast::Expr, ctx: &Ctx, span: Span) -> Typed {
        let from = self.expect(from, ctx, Type::Date, &units::days_between());
        let to = self.expect(to, ctx, Type::Date, &units::days_between());
        self.typed(Kind::DaysBetween { from: Box::new(from), to: Box::new(to) }, Ty::Is(Type::Days), span)
    }

    pub(super) fn employed(&mut self, unit: EmployedUnit, ctx: &Ctx, span: Span) -> Typed {
        let ty = match unit {
            EmployedUnit::Days | EmployedUnit::WorkingDays => Type::Days,
            EmployedUnit::FullMonths | EmployedUnit::StartedMonths => Type::Number,
        };
        if unit == EmployedUnit::WorkingDays && !self.has_calendar(span) || !self.may_read_rows(ctx, span) {
            return self.poison(span);
        }
        let people = self.tables.first();
        if people.is_some_and(|people| people.ast.employed.is_none()) {
            let place = people.map(|people| people.ast.name.span);
            let lost = people.is_some_and(|people| self.lost(people.ast.span));
            if lost {
                return self.poison(span);
            }
            self.report(units::no_employed_clause(span, place));
            return self.poison(span);
        }
        if let Some(employed) = people.and_then(|people| people.employed.clone()) {
            for column in [Some(employed.from), employed.to].into_iter().flatten() {
                self.note_read(ctx.node, crate::plan::planner::Node::Def(column), span);
            }
        }
        let own = self.make(Kind::Employed(unit), ty, span);
        let kind = match ctx.row {
            PEOPLE => return Typed { expr: own, ty: Ty::Is(ty) },
            ir::TableId(_) => Kind::Parent(Box::new(own)),
        };
        self.typed(kind, Ty::Is(ty), span)
    }
}

/// `5 working days` by itself.
pub(super) fn is_working_days(ast: &ast::Expr) -> bool {
    matches!(&ast.kind, ExprKind::Working(working) if matches!(**working, Working::Days(_)))
}
