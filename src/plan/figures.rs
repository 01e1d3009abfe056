//! The figures of the header: target pay, base pay, revenues, and the wages of the law.

use super::context::Ctx;
use super::planner::{Node, Origin, Planner};
use super::problems::{names, units};
use super::scope::Fresh;
use super::types::{Ty, Typed};
use crate::plan::ir::walk::children;
use crate::plan::ir::{self, Body, Expr, Figure, Figures, Group, Kind, Law, PEOPLE, Role, Whose};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Type;

impl<'a> Planner<'a> {
    /// Enters the figures. No clause can read them by a name: they are said for those who look at the plan, not for the plan itself.
    pub(super) fn declare_figures(&mut self) {
        let Some(header) = self.header else { return };
        let law = header.law.as_ref();
        let said: [(Figure, Option<&'a ast::Expr>); 7] = [
            (Figure::TargetPay, header.target_pay.as_ref()),
            (Figure::BasePay, header.base_pay.as_ref()),
            (Figure::TargetRevenue, header.target_revenue.as_ref()),
            (Figure::Revenue, header.revenue.as_ref()),
            (Figure::MonthlyWage, law.and_then(|law| law.monthly_wage.as_ref())),
            (Figure::MinimumWage, law.and_then(|law| law.minimum_wage.as_ref())),
            (Figure::ProbationWage, law.and_then(|law| law.probation_wage.as_ref())),
        ];
        for (figure, expr) in said {
            let Some(expr) = expr else { continue };
            let def = self.fresh(Fresh {
                name: figure.english().to_string(),
                title: None,
                table: PEOPLE,
                role: Role::Figure(figure),
                because: None,
                span: expr.span,
                place: expr.span,
                origin: Origin::Figure(figure, expr),
            });
            self.figures.push((figure, def));
        }
    }

    pub(super) fn lower_figure(&mut self, figure: Figure, ast: &'a ast::Expr, node: Node) -> Typed {
        let expr = self.expect(ast, &Ctx::people(node), Type::Money, &units::figure(figure));
        Typed { expr, ty: Ty::Is(Type::Money) }
    }

    /// A figure of the company is the same whoever is looked at.
    pub(super) fn check_figures(&mut self) {
        for (figure, def) in self.figures.clone() {
            if figure.whose() == Whose::Person {
                continue;
            }
            let Some(Body::Expr(expr)) = self.def(def).and_then(|def| def.body.as_ref()) else { continue };
            if let Some(span) = self.differs(expr) {
                let said = self.sources.slice(span).to_string();
                self.report(names::not_of_the_company(&said, figure, span));
            }
        }
    }

    /// The part of an expression that is not the same for everybody.
    fn differs(&self, whole: &Expr) -> Option<Span> {
        let mut open = vec![(whole, None)];
        let mut seen: Vec<ir::DefId> = Vec::new();
        while let Some((expr, read_at)) = open.pop() {
            let place = read_at.unwrap_or(expr.span);
            match &expr.kind {
                Kind::Ref(def) => match self.def(*def).and_then(|def| def.body.as_ref()) {
                    Some(Body::Column(_)) => return Some(place),
                    Some(Body::Expr(body)) if !seen.contains(def) => {
                        seen.push(*def);
                        open.push((body, Some(place)));
                    }
                    Some(Body::Expr(_)) | None => {}
                },
                Kind::Aggregate(aggregate) => match aggregate.group {
                    Group::Everyone => {}
                    Group::Child(_) | Group::Same(_) | Group::Reports { .. } => return Some(place),
                },
                Kind::Employed(_)
                | Kind::RunningSum(_)
                | Kind::LastPeriod(_)
                | Kind::OverPeriods(_)
                | Kind::InARow { .. }
                | Kind::PaidToDate(_)
                | Kind::Released(_)
                | Kind::Clawback(_)
                | Kind::Standing(_)
                | Kind::Pool(_)
                | Kind::Cases(_)
                | Kind::KpiScore(_)
                | Kind::Weighted(_)
                | Kind::Total(_)
                | Kind::Grade(_)
                | Kind::GradeColumn { .. }
                | Kind::Payout(_)
                | Kind::PayoutTotal(_) => return Some(place),
                Kind::Literal(_)
                | Kind::Param(_)
                | Kind::Parent(_)
                | Kind::Neg(_)
                | Kind::Sum(_)
                | Kind::Product(_)
                | Kind::DateShift { .. }
                | Kind::AddMonths { .. }
                | Kind::DaysBetween { .. }
                | Kind::Working(_)
                | Kind::ParamOn { .. }
                | Kind::Compare { .. }
                | Kind::Within { .. }
                | Kind::In { .. }
                | Kind::And(_)
                | Kind::Or(_)
                | Kind::Not(_)
                | Kind::If { .. }
                | Kind::Otherwise(_)
                | Kind::Round { .. }
                | Kind::Min(_)
                | Kind::Max(_)
                | Kind::Abs(_)
                | Kind::Floor(_)
                | Kind::Ceil(_)
                | Kind::InPoints(_)
                | Kind::Period(_)
                | Kind::Lookup { .. }
                | Kind::Bands(_)
                | Kind::Tiers(_)
                | Kind::Steps(_) => open.extend(children(expr).into_iter().map(|part| (part, read_at))),
            }
        }
        None
    }

    pub(super) fn figures(&self) -> Figures {
        let law = self.header.and_then(|header| header.law.as_ref());
        Figures::new(self.figures.clone(), law.map(|law| Law { country: law.country, span: law.span }))
    }
}
