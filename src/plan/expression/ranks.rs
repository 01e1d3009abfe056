//! Ranks, percentiles and pools: what a person is, or gets, among people.

use crate::plan::context::{Ctx, Within};
use crate::plan::ir::{self, Group, Kind, PEOPLE};
use crate::plan::planner::{Node, Planner};
use crate::plan::problems::{names, ranks, units};
use crate::plan::region::Region;
use crate::plan::types::{Ty, Typed};
use crate::source::Span;
use crate::syntax::ast::{self, PoolBy, StandingFigure, Ties};
use crate::value::Type;

/// The people of a group whom a filter takes, and where what is asked of each of them stands.
pub(in crate::plan) struct Members {
    pub(in crate::plan) group: Group,
    pub(in crate::plan) filter: Option<ir::Expr>,
    pub(in crate::plan) ctx: Ctx,
}

impl<'a> Planner<'a> {
    pub(super) fn standing(&mut self, ast: &'a ast::Standing, ctx: &Ctx, span: Span) -> Typed {
        let Some(members) = self.members(&ast.over, ast.filter.as_ref(), ctx, span) else { return self.poison(span) };
        let value = self.expr(&ast.value, &members.ctx, None);
        match value.ty.likely() {
            None | Some(Type::Date | Type::Number | Type::Count | Type::Money | Type::Foreign(_) | Type::Percent | Type::Days) => {}
            Some(found @ (Type::Text | Type::Flag | Type::Choice(_))) => {
                self.report(ranks::nothing_to_rank(value.expr.span, &units::type_words(found)));
            }
        }
        let value = self.settle(value).0;
        let Some(ties) = ast.ties else {
            self.report(ranks::ties_unsaid(span));
            return self.poison(span);
        };
        let ty = match (ast.figure, ties) {
            (StandingFigure::Percentile, _) => Type::Percent,
            (StandingFigure::Rank, Ties::Worst | Ties::Best) => Type::Count,
            (StandingFigure::Rank, Ties::Average) => Type::Number,
        };
        let Members { group, filter, .. } = members;
        let standing = ir::Standing { figure: ast.figure, value, group, filter, ties, best: ast.best };
        self.of_person(Kind::Standing(Box::new(standing)), Ty::Is(ty), ctx, span)
    }

    pub(super) fn pool(&mut self, ast: &'a ast::Pool, ctx: &Ctx, span: Span) -> Typed {
        let Some(members) = self.members(&ast.over, ast.filter.as_ref(), ctx, span) else { return self.poison(span) };
        let amount = self.expect(&ast.amount, &members.ctx, Type::Money, &units::pool());
        let by = match &ast.by {
            PoolBy::Amount(by) => {
                let by = self.expr(by, &members.ctx, None);
                if let Some(found @ (Type::Date | Type::Text | Type::Flag | Type::Choice(_))) = by.ty.likely() {
                    self.report(ranks::nothing_to_share_by(by.expr.span, &units::type_words(found)));
                }
                Some(self.settle(by).0)
            }
            PoolBy::Equally => None,
            PoolBy::Unsaid => {
                self.report(ranks::share_unsaid(span));
                return self.poison(span);
            }
        };
        if let (None, Some((_, place))) = (&by, ast.zero) {
            self.report(ranks::equally_never_zero(place));
        }
        self.pools.push(span);
        let Members { group, filter, .. } = members;
        let pool = ir::Pool { amount, group, filter, by, zero: ast.zero.map(|(zero, _)| zero) };
        self.of_person(Kind::Pool(Box::new(pool)), Ty::Is(Type::Money), ctx, span)
    }

    pub(in crate::plan) fn members(
        &mut self,
        over: &'a ast::Over,
        filter: Option<&'a ast::Expr>,
        ctx: &Ctx,
        span: Span,
    ) -> Option<Members> {
        if let Within::DataRule(_) | Within::Constant = ctx.within {
            self.report(names::needs_rows(span));
            return None;
        }
        if let ast::Over::Name(name) = over
            && matches!(name.text.as_str(), "reports" | "下属")
            && self.column(PEOPLE, &name.text).is_none()
            && self.table_named(&name.text).is_none()
        {
            self.report(ranks::not_reports(name.span));
            return None;
        }
        let group = self.group(Some(over), ctx, span)?;
        match group {
            Group::Same(def) => self.note_read(ctx.node, Node::Def(def), span),
            Group::Everyone => {}
            Group::Child(_) | Group::Reports { .. } => {
                self.report(match over {
                    ast::Over::Name(name) => ranks::not_people(&name.text, name.span),
                    ast::Over::Everyone(at) | ast::Over::Reports { span: at, .. } => ranks::not_reports(*at),
                });
                return None;
            }
        }
        // The others are not the person asked for: what is a KPI's own there is theirs only where they have it.
        let inner = Ctx { row: PEOPLE, region: Region::everyone(), ..ctx.clone() };
        let built = filter.map(|filter| self.condition(filter, &inner));
        if let Some(filter) = filter {
            self.check_own_person(filter);
        }
        let region = built.as_ref().map_or(inner.region.clone(), |filter| inner.region.and(&self.region_of(filter)));
        Some(Members { group, filter: built, ctx: inner.region(region) })
    }

    /// A payout for some people could share among them, or among everybody of the group.
    pub(in crate::plan) fn check_payout_pools(&mut self, applies: &ir::Expr, amount: &ir::Expr) {
        let is_open = |expr: &ir::Expr| if let Kind::Pool(pool) = &expr.kind { pool.filter.is_none() } else { false };
        let open: Vec<Span> = ir::walk::all(amount).into_iter().filter(|expr| is_open(expr)).map(|expr| expr.span).collect();
        for span in open {
            let condition = self.sources.slice(applies.span).trim().to_string();
            self.report(ranks::shared_among_whom(span, applies.span, &condition));
        }
    }
}
