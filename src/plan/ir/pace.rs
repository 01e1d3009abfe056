//! The plan to date: what targets come to while a part of the period has passed.

use rustc_hash::FxHashSet;

use super::{Body, DefId, Expr, ExprId, Group, Kind, Kpi, Plan, Role, walk};
use crate::syntax::ast::{AggregateFunction, Factor};
use crate::value::{Number, Type, Value};

impl Plan {
    /// The plan that measures people against their targets to date: each target of a KPI or a goal that is money or a count, and that
    /// people work towards day by day, is multiplied by the part of the period that has passed. What a goal is compared with its baseline
    /// by stays the whole target.
    pub fn to_date(&self, passed: &Number) -> Plan {
        let mut plan = self.clone();
        let mut wrap = Wrap { next: plan.expr_count, passed };
        let targets = self.paced_targets();
        for id in targets.iter().copied() {
            let Some(def) = plan.defs.get_mut(id.0 as usize) else { continue };
            if let Body::Expr(body) = &mut def.body {
                wrap.each_case(body);
            }
            // A part of a count is no count.
            if def.ty == Type::Count {
                def.ty = Type::Number;
            }
            for value in plan.exceptions.iter_mut().flat_map(|exception| &mut exception.values).filter(|value| value.def == id) {
                if let Value::Number(number) = &value.value {
                    value.value = Value::Number(number.mul(passed).unwrap_or_else(|_| number.clone()));
                }
            }
        }
        for goal in &self.goals {
            let Some(Kind::Compare { left, right, .. }) = self.body(goal.met).map(|body| &body.kind) else { continue };
            if !grows_by_type(right.ty) || !self.adds_up(left) || self.reaches_any(right, &targets) {
                continue;
            }
            for part in [goal.met, goal.attainment, goal.gap] {
                if let Some(Body::Expr(body)) = plan.defs.get_mut(part.0 as usize).map(|def| &mut def.body) {
                    wrap.part(body, right);
                }
            }
        }
        plan.expr_count = wrap.next;
        plan
    }

    /// Whether the target of a KPI is reached day by day, so that a part of it is due when a part of the period has passed.
    pub fn is_paced(&self, kpi: &Kpi) -> bool {
        let Some(measure) = self.defs.get(kpi.measure.0 as usize) else { return false };
        kpi.target.is_some() && grows_by_type(measure.ty) && self.body(kpi.measure).is_some_and(|body| self.adds_up(body))
    }

    fn paced_targets(&self) -> Vec<DefId> {
        let kpis = self.scorecards.iter().flat_map(|card| &card.kpis).filter(|kpi| self.is_paced(kpi));
        let mut targets: Vec<DefId> = kpis.filter_map(|kpi| kpi.target).collect();
        targets.sort_unstable();
        targets.dedup();
        targets.retain(|id| self.defs.get(id.0 as usize).is_some_and(|def| def.role == Role::KpiTarget));
        // What is made of another target to date is to date already.
        let all = targets.clone();
        targets.retain(|id| self.body(*id).is_none_or(|body| !self.reaches_any(body, &all)));
        targets
    }

    /// Whether an expression reads one of these definitions, by itself or through others.
    fn reaches_any(&self, expr: &Expr, wanted: &[DefId]) -> bool {
        let (mut seen, mut open) = (FxHashSet::default(), reads(expr));
        while let Some(id) = open.pop() {
            if wanted.contains(&id) {
                return true;
            }
            if seen.insert(id) {
                open.extend(self.body(id).map(reads).unwrap_or_default());
            }
        }
        false
    }

    /// Whether a measure comes together over the days: an average, a place in a ranking, a share of a pool and what is divided by
    /// something that comes together itself do not, nor does what rests on earlier periods.
    fn adds_up(&self, expr: &Expr) -> bool {
        self.comes_together(expr, &mut FxHashSet::default())
    }

    fn comes_together(&self, expr: &Expr, seen: &mut FxHashSet<DefId>) -> bool {
        if walk::earlier_of(expr).is_some() {
            return false;
        }
        match &expr.kind {
            Kind::Aggregate(aggregate) => {
                let function = match aggregate.function {
                    AggregateFunction::Sum | AggregateFunction::Count => true,
                    AggregateFunction::Average | AggregateFunction::Min | AggregateFunction::Max | AggregateFunction::Median => false,
                };
                // Rows come one by one, whatever each is worth; of people each has a sum of their own.
                let of_rows = matches!(aggregate.group, Group::Child(_));
                function && (of_rows || aggregate.value.as_ref().is_none_or(|value| self.comes_together(value, seen)))
            }
            Kind::Standing(_) | Kind::Pool(_) => false,
            Kind::Product(factors) if factors.iter().any(|(factor, part)| *factor == Factor::Over && !reads(part).is_empty()) => false,
            Kind::Ref(def) if !seen.insert(*def) => true,
            kind => {
                let read = if let Kind::Ref(def) = kind { self.body(*def) } else { None };
                walk::children(expr).into_iter().chain(read).all(|part| self.comes_together(part, seen))
            }
        }
    }

    fn body(&self, def: DefId) -> Option<&Expr> {
        match &self.defs.get(def.0 as usize)?.body {
            Body::Expr(body) => Some(body),
            Body::Column(_) => None,
        }
    }
}

/// What an expression reads, itself and its parts.
fn reads(expr: &Expr) -> Vec<DefId> {
    walk::all(expr).into_iter().flat_map(walk::defs_of).collect()
}

fn grows_by_type(ty: Type) -> bool {
    match ty {
        Type::Money | Type::Foreign(_) | Type::Count => true,
        Type::Percent | Type::Number | Type::Date | Type::Days | Type::Text | Type::Flag | Type::Choice(_) => false,
    }
}

/// Multiplies expressions by the part that has passed.
struct Wrap<'n> {
    next: u32,
    passed: &'n Number,
}

impl Wrap<'_> {
    /// What every scorecard says of a target.
    fn each_case(&mut self, body: &mut Expr) {
        if let Kind::Cases(cases) = &mut body.kind {
            cases.cases.iter_mut().for_each(|case| self.whole(&mut case.value));
        } else {
            self.whole(body);
        }
    }

    /// The target inside a comparison, a ratio or a difference.
    fn part(&mut self, expr: &mut Expr, target: &Expr) {
        if expr.span == target.span && expr.ty == target.ty {
            return self.whole(expr);
        }
        if let Kind::Compare { left, right, .. } = &mut expr.kind {
            self.part(left, target);
            self.part(right, target);
        } else if let Kind::Sum(terms) = &mut expr.kind {
            terms.iter_mut().for_each(|(_, term)| self.part(term, target));
        } else if let Kind::Product(factors) = &mut expr.kind {
            factors.iter_mut().for_each(|(_, factor)| self.part(factor, target));
        }
    }

    fn whole(&mut self, expr: &mut Expr) {
        let ty = if expr.ty == Type::Count { Type::Number } else { expr.ty };
        let literal = self.expr(Kind::Literal(Value::Number(self.passed.clone())), Type::Number, expr);
        let product = self.expr(Kind::Product(Vec::new()), ty, expr);
        let inner = std::mem::replace(expr, product);
        expr.kind = Kind::Product(vec![(Factor::Times, inner), (Factor::Times, literal)]);
    }

    fn expr(&mut self, kind: Kind, ty: Type, at: &Expr) -> Expr {
        let id = ExprId(self.next);
        self.next = self.next.saturating_add(1);
        Expr { id, kind, ty, span: at.span }
    }
}
