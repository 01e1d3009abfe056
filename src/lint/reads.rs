//! What an expression of a plan rests on: through names, tables, and the rows of others.

use std::collections::BTreeSet;

use crate::plan::ir::{
    BandResult, Body, Bound, Cap, Def, DefId, Expr, Gate, Group, Kind, LookupBody, Outcome, PEOPLE, Plan, Step, TierLine, Veto,
};

/// What an expression holds directly.
#[derive(Default)]
struct Parts<'p> {
    exprs: Vec<&'p Expr>,
    defs: Vec<DefId>,
}

/// Everything an expression rests on.
#[derive(Default)]
pub(super) struct Reach {
    pub defs: BTreeSet<DefId>,
    /// It sums or counts rows of a child input.
    pub own_rows: bool,
    /// It sums or counts over other people.
    pub others: bool,
}

pub(super) fn def(plan: &Plan, id: DefId) -> Option<&Def> {
    plan.defs.get(id.0 as usize)
}

pub(super) fn body(plan: &Plan, id: DefId) -> Option<&Expr> {
    match &def(plan, id)?.body {
        Body::Expr(expr) => Some(expr),
        Body::Column(_) => None,
    }
}

/// All that these definitions rest on, themselves included. What `through` does not hold of is found, but not looked into.
pub(super) fn reach(plan: &Plan, from: impl IntoIterator<Item = DefId>, through: impl Fn(&Def) -> bool) -> Reach {
    let mut reach = Reach::default();
    let mut names: Vec<DefId> = from.into_iter().collect();
    while let Some(name) = names.pop() {
        if !reach.defs.insert(name) || !def(plan, name).is_some_and(&through) {
            continue;
        }
        let mut open: Vec<&Expr> = body(plan, name).into_iter().collect();
        while let Some(expr) = open.pop() {
            if let Kind::Aggregate(aggregate) = &expr.kind {
                match aggregate.group {
                    Group::Child(_) => reach.own_rows = true,
                    Group::Same(_) | Group::Everyone => reach.others = true,
                }
            } else if let Kind::RunningSum(_) = &expr.kind {
                reach.own_rows = true;
            }
            let mut parts = Parts::default();
            parts.add(plan, expr);
            open.extend(parts.exprs);
            names.extend(parts.defs);
        }
    }
    reach
}

fn of_outcome(outcome: &Outcome) -> Option<&Expr> {
    match outcome {
        Outcome::Value(value) => Some(value),
        Outcome::Refuse { .. } => None,
    }
}

impl<'p> Parts<'p> {
    fn add(&mut self, plan: &'p Plan, expr: &'p Expr) {
        match &expr.kind {
            Kind::Literal(_) | Kind::Param(_) | Kind::Period(_) => {}
            Kind::Ref(def) => self.defs.push(*def),
            Kind::Employed(_) => {
                let employed = plan.tables.get(PEOPLE.0 as usize).and_then(|people| people.employed.as_ref());
                self.defs.extend(employed.into_iter().flat_map(|clause| [Some(clause.from), clause.to]).flatten());
            }
            Kind::PayoutTotal(payouts) => self.defs.extend(payouts),
            Kind::Parent(inner)
            | Kind::Neg(inner)
            | Kind::Not(inner)
            | Kind::Abs(inner)
            | Kind::Floor(inner)
            | Kind::Ceil(inner)
            | Kind::InPoints(inner)
            | Kind::AddMonths { date: inner, .. } => self.exprs.push(inner),
            Kind::Sum(terms) => self.exprs.extend(terms.iter().map(|(_, term)| term)),
            Kind::Product(factors) => self.exprs.extend(factors.iter().map(|(_, factor)| factor)),
            Kind::DateShift { date: one, days: two }
            | Kind::DaysBetween { from: one, to: two }
            | Kind::Compare { left: one, right: two, .. }
            | Kind::Round { value: one, unit: two, .. } => self.exprs.extend([&**one, &**two]),
            Kind::Within { value, low, high } => {
                self.exprs.push(value);
                self.ends(low, high);
            }
            Kind::In { value, options } => self.exprs.extend([&**value].into_iter().chain(options)),
            Kind::And(items) | Kind::Or(items) | Kind::Otherwise(items) | Kind::Min(items) | Kind::Max(items) => self.exprs.extend(items),
            Kind::If { branches, otherwise } => {
                self.exprs.extend(branches.iter().flat_map(|(condition, value)| [condition, value]).chain([&**otherwise]));
            }
            Kind::Aggregate(aggregate) => {
                self.exprs.extend(aggregate.value.iter().chain(&aggregate.filter));
                match aggregate.group {
                    Group::Same(column) => self.defs.push(column),
                    Group::Child(_) | Group::Everyone => {}
                }
            }
            Kind::RunningSum(running) => {
                self.exprs.extend([&running.value].into_iter().chain(&running.filter));
                self.defs.push(running.by);
            }
            Kind::Lookup { lookup, args } => {
                self.exprs.extend(args);
                if let Some(LookupBody::Rows(rows)) = plan.lookups.get(lookup.0 as usize).map(|table| &table.body) {
                    self.exprs.extend(rows.iter().filter_map(|row| of_outcome(&row.result)));
                }
            }
            Kind::Bands(bands) => {
                self.exprs.push(&bands.on);
                for line in &bands.lines {
                    self.ends(&line.low, &line.high);
                    match &line.result {
                        BandResult::Value(value) => self.exprs.push(value),
                        BandResult::Linear { from, to } => self.exprs.extend([from, to]),
                        BandResult::Onward { .. } | BandResult::Refuse(_) => {}
                    }
                }
            }
            Kind::Tiers(tiers) => {
                self.exprs.extend([&tiers.on].into_iter().chain(&tiers.starting));
                tiers.lines.iter().for_each(|line| self.tier(line));
            }
            Kind::Steps(steps) => {
                self.exprs.extend(&steps.value);
                self.caps(&steps.caps);
                steps.steps.iter().for_each(|step| self.step(step));
            }
            Kind::Cases(cases) => {
                self.defs.extend(cases.cases.iter().map(|case| case.covered));
                self.exprs.extend(cases.cases.iter().map(|case| &case.value));
            }
            Kind::KpiScore(rule) => {
                self.defs.push(rule.measure);
                self.gates(&rule.gates);
                self.vetoes(&rule.vetoes);
                self.exprs.push(&rule.score);
            }
            Kind::Weighted(rule) => {
                self.defs.push(rule.score);
                self.exprs.push(&rule.weight);
            }
            Kind::Total(rule) => {
                self.defs.extend(rule.parts.iter().chain(&rule.adjusts));
                self.caps(&rule.caps);
                self.gates(&rule.gates);
                self.vetoes(&rule.vetoes);
            }
            Kind::Grade(rule) => {
                self.exprs.push(&rule.by);
                rule.lines.iter().for_each(|line| self.ends(&line.low, &line.high));
                self.defs.extend(rule.vetoes.iter().map(|veto| veto.covered));
                self.exprs.extend(rule.vetoes.iter().map(|veto| &veto.veto.when));
            }
            Kind::GradeColumn { grade, values } => {
                self.defs.push(*grade);
                self.exprs.extend(values);
            }
            Kind::Payout(rule) => {
                self.exprs.extend(rule.applies.iter().chain([&rule.amount]));
                self.gates(&rule.gates);
            }
        }
    }

    fn ends(&mut self, low: &'p Option<Bound>, high: &'p Option<Bound>) {
        self.exprs.extend(low.iter().chain(high).map(|bound| &*bound.value));
    }

    fn caps(&mut self, caps: &'p [Cap]) {
        self.exprs.extend(caps.iter().map(|cap| &cap.limit));
    }

    fn gates(&mut self, gates: &'p [Gate]) {
        self.exprs.extend(gates.iter().map(|gate| &gate.needs));
    }

    fn vetoes(&mut self, vetoes: &'p [Veto]) {
        self.exprs.extend(vetoes.iter().map(|veto| &veto.when));
    }

    fn tier(&mut self, line: &'p TierLine) {
        self.ends(&line.low, &line.high);
        self.exprs.extend(of_outcome(&line.rate));
    }

    fn step(&mut self, step: &'p Step) {
        match step {
            Step::Change(change) => {
                self.exprs.push(&change.amount);
                if let Some(each) = &change.each {
                    self.exprs.extend([&each.value, &each.against, &each.step]);
                }
                self.caps(&change.caps);
            }
            Step::Cap(cap) => self.exprs.push(&cap.limit),
            Step::Prorate { factor, .. } => self.exprs.push(factor),
        }
    }
}
