//! Payouts and goals.

use super::context::Ctx;
use super::planner::{Node, Planner, text_of};
use super::problems::{clauses, units};
use super::region::Region;
use super::types::{Ty, Typed};
use crate::plan::ir::{self, Kind, PaySign, Role, Worth};
use crate::source::Span;
use crate::syntax::ast::{self, Compare, Factor, Sign};
use crate::value::{Number, Type, Value};

impl<'a> Planner<'a> {
    pub(super) fn lower_payout(&mut self, ast: &'a ast::Payout, node: Node) -> Typed {
        let applies = ast.applies.as_ref().map(|condition| self.condition(condition, &Ctx::people(node)));
        let region = applies.as_ref().map_or_else(Region::everyone, |condition| self.region_of(condition));
        if let Node::Def(def) = node {
            self.payout_regions.push((def, region.clone()));
        }
        let ctx = Ctx::people(node).region(region);
        if let Some(at) = self.terms_of(ast) {
            let amount = self.paid_by_terms(at, &ctx);
            let sign = if ast.may_be_negative.is_some() { PaySign::MayBeNegative } else { PaySign::NotNegative };
            let rule = ir::PayoutRule { applies, gates: Vec::new(), amount, sign, worth: Worth::Paid };
            return self.typed(Kind::Payout(Box::new(rule)), Ty::Is(Type::Money), ast.span);
        }
        let mut gates = self.gates_of(ast.gates.iter(), &ctx);
        let common: Vec<&'a ast::Gate> = self.gates.clone();
        gates.extend(self.gates_of(common.into_iter(), &ctx));
        let Some(pay) = &ast.pay else {
            if !self.lost(ast.span) {
                self.report(clauses::payout_lacks_pay(&ast.name.text, ast.name.span));
            }
            return Typed { ty: Ty::Is(Type::Money), ..self.poison(ast.span) };
        };
        let typed = self.amount(pay, &ctx, Some(Type::Money));
        let amount = self.coerce(typed, Type::Money, &units::pay());
        if let Some(applies) = &applies {
            self.check_payout_pools(applies, &amount);
        }
        let takes_back = matches!(amount.kind, Kind::Clawback(_));
        let sign = if ast.may_be_negative.is_some() || takes_back { PaySign::MayBeNegative } else { PaySign::NotNegative };
        self.typed(
            Kind::Payout(Box::new(ir::PayoutRule { applies, gates, amount, sign, worth: Worth::Paid })),
            Ty::Is(Type::Money),
            ast.span,
        )
    }

    pub(super) fn lower_payout_total(&mut self, node: Node) -> Typed {
        let payouts = self.payouts.clone();
        let mut span = Span::default();
        for payout in &payouts {
            let place = self.def(*payout).map_or(span, |def| def.span);
            span = if *payout == payouts.first().copied().unwrap_or(*payout) { place } else { span };
            self.note_read(node, Node::Def(*payout), place);
            self.need(Node::Def(*payout));
        }
        self.typed(Kind::PayoutTotal(payouts), Ty::Is(Type::Money), span)
    }

    /// Gates at the top level are for payouts; without any they hold back nothing.
    pub(super) fn check_gates(&mut self) {
        if self.payouts.is_empty() {
            for gate in self.gates.clone() {
                self.report(clauses::gate_without_payout(gate.span));
            }
        }
    }

    /// One part of a goal. Measure and target are translated for each part, so that each part explains itself.
    pub(super) fn lower_goal(&mut self, ast: &'a ast::Goal, role: Role, node: Node) -> Typed {
        let (Some(measure), Some(target)) = (&ast.measure, &ast.target) else { return self.poison(ast.span) };
        // The first part says what is wrong; the others repeat it in silence, so it must come first.
        let first = self.goals.iter().find(|goal| std::ptr::eq(goal.ast, ast)).map(|goal| goal.met);
        if let (Some(first), false) = (first, role == Role::GoalMet) {
            self.need(Node::Def(first));
        }
        let said = self.problems.len();
        let ctx = Ctx::people(node);
        let measure = self.expr(measure, &ctx, None);
        let target = self.expr(target, &ctx, measure.ty.known());
        let spans = (measure.expr.span, target.expr.span);
        let (exprs, ty) = self.unify(vec![measure, target], None, super::types::Joint::Compare);
        let mut exprs: Vec<ir::Expr> = exprs.into_iter().map(|expr| self.settle(Typed { expr, ty }).0).collect();
        let (Some(target), Some(measure)) = (exprs.pop(), exprs.pop()) else { return self.poison(ast.span) };
        let Some(found) = ty.likely() else {
            self.keep_once(said, role);
            return self.poison(ast.span);
        };
        if !found.is_numeric() {
            self.report(units::not_a_number(spans.0, &units::type_words(found)));
            self.keep_once(said, role);
            return self.poison(ast.span);
        }
        let typed = match role {
            Role::GoalMet => {
                let op = if ast.lower_is_better.is_some() { Compare::AtMost } else { Compare::AtLeast };
                let kind = Kind::Compare { op, left: Box::new(measure), right: Box::new(target) };
                self.typed(kind, Ty::Is(Type::Flag), ast.span)
            }
            Role::GoalAttainment => {
                let expr = self.ratio(measure, target, ast.lower_is_better, ast.span);
                Typed { expr, ty: Ty::Is(Type::Percent) }
            }
            Role::GoalAchievable => self.achievable(ast, target, found, &ctx),
            Role::GoalGap
            | Role::Column
            | Role::Credit
            | Role::Let
            | Role::Carry
            | Role::Term(_)
            | Role::Earlier
            | Role::Slice
            | Role::Covered
            | Role::Told
            | Role::Said
            | Role::KpiMeasure
            | Role::KpiTarget
            | Role::KpiAttainment
            | Role::KpiScore
            | Role::KpiWeighted
            | Role::Adjust
            | Role::Score
            | Role::Grade
            | Role::GradeColumn
            | Role::Payout
            | Role::PayoutTotal
            | Role::Figure(_) => {
                let (more, less) = if ast.lower_is_better.is_some() { (measure, target) } else { (target, measure) };
                let ty = if found == Type::Count { Type::Number } else { found };
                self.typed(Kind::Sum(vec![(Sign::Plus, more), (Sign::Minus, less)]), Ty::Is(ty), ast.span)
            }
        };
        self.keep_once(said, role);
        typed
    }

    /// What is wrong with a goal's lines is said with its first part only.
    fn keep_once(&mut self, said: usize, role: Role) {
        if matches!(role, Role::GoalAttainment | Role::GoalGap) {
            self.problems.truncate(said);
        }
    }

    /// Whether the target stays within the stretch over the baseline.
    fn achievable(&mut self, ast: &'a ast::Goal, target: ir::Expr, found: Type, ctx: &Ctx) -> Typed {
        let (Some(baseline), Some(stretch)) = (&ast.baseline, &ast.stretch) else { return self.poison(ast.span) };
        let want = if found == Type::Count { Type::Number } else { found };
        let baseline = self.expect(baseline, ctx, want, &units::baseline());
        let stretch = self.expect(stretch, ctx, Type::Percent, &units::stretch());
        let span = stretch.span;
        let one = self.make(Kind::Literal(Value::Number(Number::ONE)), Type::Percent, span);
        let (sign, op) = if ast.lower_is_better.is_some() { (Sign::Minus, Compare::AtLeast) } else { (Sign::Plus, Compare::AtMost) };
        let factor = self.make(Kind::Sum(vec![(Sign::Plus, one), (sign, stretch)]), Type::Percent, span);
        let limit = self.make(Kind::Product(vec![(Factor::Times, baseline), (Factor::Times, factor)]), want, span);
        self.typed(Kind::Compare { op, left: Box::new(target), right: Box::new(limit) }, Ty::Is(Type::Flag), ast.span)
    }

    /// A goal's baseline, stretch and due date where nothing else reads them.
    pub(super) fn check_goal_lines(&mut self) {
        for at in 0..self.goals.len() {
            let Some(ast) = self.goals.get(at).map(|goal| goal.ast) else { continue };
            let ctx = Ctx::people(Node::Clause);
            if let Some(due) = &ast.due {
                self.expect(due, &ctx, Type::Date, &units::due());
            }
            if let (Some(stretch), None) = (&ast.stretch, &ast.baseline) {
                self.expect(stretch, &ctx, Type::Percent, &units::stretch());
            }
            if let (Some(baseline), None) = (&ast.baseline, &ast.stretch) {
                self.expr(baseline, &ctx, None);
            }
        }
    }

    pub(super) fn goal(&self, at: usize) -> Option<ir::Goal> {
        let goal = self.goals.get(at)?;
        Some(ir::Goal {
            name: goal.ast.name.text.clone(),
            title: text_of(goal.ast.title.as_ref()),
            met: goal.met,
            attainment: goal.attainment,
            gap: goal.gap,
            achievable: goal.achievable,
            supports: goal.ast.supports.as_ref().map(|supports| supports.text.clone()),
            because: text_of(goal.ast.because.as_ref()),
            span: goal.ast.span,
        })
    }
}
