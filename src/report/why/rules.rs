//! What an expression rests on: the parts of formulas, and the branches that were taken or not.

use crate::diagnostic::text::without_brackets;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{DefId, Expr, Kind};
use crate::syntax::ast::{EmployedUnit, PeriodPart};
use crate::value::{Number, Type, Value};

use super::Teller;
use super::tree::Node;
use super::values::Row;

impl<'a> Teller<'a> {
    /// What an expression rests on, each part once.
    pub(super) fn parts(&mut self, expr: &'a Expr, at: Row) -> Vec<Node> {
        let nodes = self.all_parts(expr, at);
        dedupe(nodes)
    }

    fn all_parts(&mut self, expr: &'a Expr, at: Row) -> Vec<Node> {
        match &expr.kind {
            Kind::Literal(_) => Vec::new(),
            Kind::Period(part) => self.period_part(expr, *part, at).into_iter().collect(),
            Kind::Ref(def) => vec![self.def(*def, at)],
            Kind::Param(param) => self.param(expr, *param, at).into_iter().collect(),
            Kind::ParamOn { param, on } if self.is_named(*param) => self.param_on(expr, (*param, on), at),
            Kind::ParamOn { param, on } => {
                let days = self.parts(on, at);
                self.param(expr, *param, at).into_iter().map(|node| Node { name: None, ..node.with(days.clone()) }).collect()
            }
            Kind::Parent(inner) => self.parent(at).map_or(Vec::new(), |parent| self.parts(inner, parent)),
            Kind::Neg(inner) | Kind::Not(inner) | Kind::Abs(inner) | Kind::Floor(inner) | Kind::Ceil(inner) => self.parts(inner, at),
            Kind::InPoints(inner) => self.parts(inner, at),
            Kind::Sum(terms) => terms.iter().flat_map(|(_, term)| self.parts(term, at)).collect(),
            Kind::Product(factors) => factors.iter().flat_map(|(_, factor)| self.parts(factor, at)).collect(),
            Kind::Min(items) | Kind::Max(items) => items.iter().flat_map(|item| self.parts(item, at)).collect(),
            Kind::And(items) => self.until(items, &Value::Flag(false), at),
            Kind::Or(items) => self.until(items, &Value::Flag(true), at),
            Kind::DateShift { date, days } => self.both(date, days, at),
            Kind::AddMonths { date, .. } => self.parts(date, at),
            Kind::DaysBetween { from, to } => self.both(from, to, at),
            Kind::Compare { left, right, .. } => self.both(left, right, at),
            Kind::Within { value, low, high } => {
                let ends = low.iter().chain(high).flat_map(|bound| self.parts(&bound.value, at)).collect::<Vec<Node>>();
                self.parts(value, at).into_iter().chain(ends).collect()
            }
            Kind::In { value, .. } => self.parts(value, at),
            Kind::If { branches, otherwise } => self.branches(expr, branches, otherwise, at),
            Kind::Otherwise(items) => self.otherwise(expr, items, at),
            Kind::Round { value, unit, mode } => self.rounded(expr, value, (unit, *mode), at),
            Kind::Aggregate(aggregate) => vec![self.aggregate(expr, aggregate, at)],
            Kind::RunningSum(running) => vec![self.running(expr, running, at)],
            Kind::Working(working) => self.working(expr, working, at),
            Kind::Employed(unit) => self.employed(expr, *unit, at),
            Kind::LastPeriod(last) => vec![self.last_period(expr, last, at)],
            Kind::OverPeriods(over) => vec![self.over_periods(expr, over, at)],
            Kind::InARow { of, .. } => vec![self.in_a_row(expr, *of, at)],
            Kind::PaidToDate(of) => vec![self.paid_to_date(expr, *of, at)],
            Kind::Released(released) => vec![self.released(expr, **released, at)],
            Kind::Clawback(clawback) => vec![self.clawback(expr, clawback, at)],
            Kind::Standing(standing) => vec![self.standing(expr, standing, at)],
            Kind::Pool(pool) => vec![self.pool(expr, pool, at)],
            Kind::Lookup { lookup, args } => self.lookup(expr, *lookup, args, at),
            Kind::Bands(bands) => self.bands(expr, bands, at),
            Kind::Tiers(tiers) => self.tiers(expr, tiers, at),
            Kind::Steps(steps) => self.steps(expr, steps, at),
            Kind::Cases(cases) => self.cases(expr, cases, at),
            Kind::KpiScore(rule) => self.kpi_score(expr, rule, at),
            Kind::Weighted(rule) => self.weighted(expr, rule, at),
            Kind::Total(rule) => self.total(expr, rule, at),
            Kind::Grade(rule) => self.grade(expr, rule, at),
            Kind::GradeColumn { grade, .. } => vec![self.def(*grade, at)],
            Kind::Payout(rule) => self.payout(expr, rule, at),
            Kind::PayoutTotal(parts) => {
                let paid: Vec<Number> = parts.iter().filter_map(|part| self.report.number(*part, at.row).cloned()).collect();
                let nodes: Vec<Node> = parts.iter().map(|part| self.def(*part, at)).collect();
                nodes.into_iter().chain(self.sum_line(&paid, Type::Money).filter(|_| paid.len() > 1)).collect()
            }
        }
    }

    pub(super) fn both(&mut self, left: &'a Expr, right: &'a Expr, at: Row) -> Vec<Node> {
        self.parts(left, at).into_iter().chain(self.parts(right, at)).collect()
    }

    /// Conditions up to the one that decided them all; those behind it were not looked at.
    fn until(&mut self, items: &'a [Expr], decides: &Value, at: Row) -> Vec<Node> {
        let decided = items.iter().position(|item| matches!(self.value(item, at), Some(Slot::Value(value)) if value == *decides));
        let (looked_at, rest) = items.split_at(decided.map_or(items.len(), |place| place.saturating_add(1)).min(items.len()));
        let mut nodes: Vec<Node> = looked_at.iter().flat_map(|item| self.parts(item, at)).collect();
        let rest: Vec<String> = rest.iter().map(|item| without_brackets(&self.clause(item.span)).to_string()).collect();
        if !rest.is_empty() {
            let rest = rest.join(&self.say("; ", "；"));
            nodes.push(Node::new(self.say(&format!("decided without: {rest}"), &format!("无需再看：{rest}"))));
        }
        nodes
    }

    fn branches(&mut self, expr: &Expr, branches: &'a [(Expr, Expr)], otherwise: &'a Expr, at: Row) -> Vec<Node> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) {
            *taken as usize
        } else {
            return branches.iter().flat_map(|(condition, _)| self.parts(condition, at)).collect();
        };
        let mut nodes = Vec::new();
        for (condition, _) in branches.iter().take(taken) {
            let clause = self.clause(condition.span);
            let words = self.say(&format!("does not hold: {clause}"), &format!("不成立：{clause}"));
            nodes.push(self.condition(&words, condition, condition.span, at));
        }
        if let Some((condition, _)) = branches.get(taken) {
            let clause = self.clause(condition.span);
            let words = self.say(&format!("holds: {clause}"), &format!("成立：{clause}"));
            nodes.push(self.condition(&words, condition, condition.span, at));
        }
        let result = branches.get(taken).map_or(otherwise, |(_, result)| result);
        nodes.extend(self.parts(result, at));
        nodes
    }

    fn otherwise(&mut self, expr: &Expr, items: &'a [Expr], at: Row) -> Vec<Node> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) { *taken as usize } else { 0 };
        let mut nodes: Vec<Node> = items.iter().take(taken).flat_map(|item| self.parts(item, at)).collect();
        if let Some(item) = items.get(taken) {
            if taken > 0 {
                let clause = without_brackets(&self.clause(item.span)).to_string();
                nodes.push(Node::new(self.say(&format!("so instead {clause}"), &format!("因此取 {clause}"))).at(self.place(item.span)));
            }
            nodes.extend(self.parts(item, at));
        }
        nodes
    }

    /// A part of the period that a formula reads: `period end = 2026-03-31`.
    fn period_part(&self, expr: &Expr, part: PeriodPart, at: Row) -> Option<Node> {
        let (en, zh) = match part {
            PeriodPart::Start => ("period start", "期初"),
            PeriodPart::End => ("period end", "期末"),
            PeriodPart::Days => ("days in period", "期内天数"),
            PeriodPart::WorkingDays => return self.period_worked(),
        };
        let value = self.value(expr, at).map(|slot| self.equals_slot(&slot, expr.ty))?;
        let mut node = Node::new(format!("{}{value}", self.say(en, zh)));
        node.name = Some(en.to_string());
        Some(node)
    }

    fn employed(&mut self, expr: &Expr, unit: EmployedUnit, at: Row) -> Vec<Node> {
        let Some(employed) = self.plan().tables.first().and_then(|people| people.employed.as_ref()) else { return Vec::new() };
        let value = self.value(expr, at).map_or(String::new(), |slot| self.equals_slot(&slot, expr.ty));
        let cells: Vec<Node> = [Some(employed.from), employed.to].into_iter().flatten().map(|def| self.def(def, at)).collect();
        let mut all: Vec<Node> = cells;
        if unit == EmployedUnit::WorkingDays {
            all.extend(self.employed_worked(employed, at));
        }
        vec![Node::new(format!("{}{value}", self.clause(expr.span))).at(self.place(employed.span)).with(all)]
    }

    /// `3,000 + 2,500 = 5,500`, where the parts have every digit.
    pub(super) fn sum_line(&self, parts: &[Number], ty: Type) -> Option<Node> {
        let mut total = Number::ZERO;
        let mut text = String::new();
        for (place, part) in parts.iter().enumerate() {
            total = total.add(part).ok()?;
            let sign = match (place, part.is_negative()) {
                (0, false) => "",
                (0, true) => "−",
                (_, false) => " + ",
                (_, true) => " − ",
            };
            text.push_str(&format!("{sign}{}", self.amount(&part.abs(), ty)));
        }
        Some(Node::new(format!("{text}{}", self.equals(&total, ty))))
    }

    /// Whether a flag definition holds for the person.
    pub(super) fn holds(&self, def: DefId, at: Row) -> bool {
        matches!(self.report.slot(def, at.row), Some(Slot::Value(Value::Flag(true))))
    }
}

/// Each named part once.
pub(super) fn dedupe(nodes: Vec<Node>) -> Vec<Node> {
    let mut kept: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        if node.name.is_none() || !kept.iter().any(|other| other.name == node.name) {
            kept.push(node);
        }
    }
    kept
}
