//! Scores, grades and payouts on a stretch.

use super::arithmetic::Whole;
use super::function::Function;
use super::machine::{Found, Halt, Machine, Sym, needed};
use crate::plan::ir::{
    Cases, DefId, Expr, Gate, GradeEffect, GradeRule, KpiScore, NoCase, PaySign, PayoutRule, TableId, Total, Veto, Weighted, Worth,
};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, RoundMode, Type, Value};

impl Machine<'_> {
    /// The value of the one scorecard that covers the person; two are an error.
    pub(super) fn cases(&mut self, cases: &Cases, table: TableId, row: u32) -> Found<Sym> {
        let mut found = None;
        for (at, case) in cases.cases.iter().enumerate() {
            if self.covers(case.covered, row)? && found.replace(at).is_some() {
                return Ok(Sym::Fault);
            }
        }
        match (found.and_then(|at| cases.cases.get(at)), cases.none) {
            (Some(case), _) => self.eval(&case.value, table, row),
            (None, NoCase::NotApplicable) => Ok(Sym::NotApplicable),
            (None, NoCase::NoScorecard) => Ok(Sym::Fault),
        }
    }

    fn covers(&mut self, covered: DefId, row: u32) -> Found<bool> {
        match self.def(covered, row)? {
            Sym::Plain(Value::Flag(holds)) => Ok(holds),
            Sym::Unknown => Err(Halt::Gives(Sym::Unknown)),
            Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault => Err(Halt::Gives(Sym::Fault)),
        }
    }

    /// Whether any gate holds back or any veto strikes. All are looked at, since an error in one is an error.
    fn is_held(&mut self, gates: &[Gate], vetoes: &[Veto], table: TableId, row: u32) -> Found<bool> {
        let mut held = false;
        for gate in gates {
            held |= !self.condition(&gate.needs, table, row)?;
        }
        for veto in vetoes {
            held |= self.condition(&veto.when, table, row)?;
        }
        Ok(held)
    }

    pub(super) fn kpi_score(&mut self, rule: &KpiScore, table: TableId, row: u32) -> Found<Sym> {
        match (self.def(rule.measure, row)?, rule.when_missing) {
            (Sym::Number(_) | Sym::Plain(_), _) => {}
            (Sym::Missing, WhenMissing::Reweight) => return Ok(Sym::Missing),
            (Sym::Missing, WhenMissing::Zero) => return Ok(Sym::Number(Function::constant(Number::ZERO))),
            (Sym::Unknown, _) => return Ok(Sym::Unknown),
            (Sym::Missing | Sym::NotApplicable | Sym::Fault, _) => return Ok(Sym::Fault),
        }
        if self.is_held(&rule.gates, &rule.vetoes, table, row)? {
            return Ok(Sym::Number(Function::constant(Number::ZERO)));
        }
        Ok(Sym::Number(self.needed(&rule.score, table, row)?))
    }

    /// score × weight ÷ the weights of the KPIs that are not missing, then rounded half up where the clause says so.
    pub(super) fn weighted(&mut self, rule: &Weighted, table: TableId, row: u32) -> Found<Sym> {
        let own = match self.def(rule.score, row)? {
            Sym::Missing => return Ok(Sym::Missing),
            found => needed(found)?,
        };
        let sum = self.weights_that_count(rule, table, row)?;
        let weight = self.needed(&rule.weight, table, row)?;
        let share = self.over(&weight, &sum)?;
        let points = self.times(&own, &share)?;
        match &rule.round {
            None => Ok(Sym::Number(points)),
            Some(unit) => {
                let unit = self.needed(unit, table, row)?;
                let unit = self.unit(&unit)?;
                Ok(Sym::Number(self.to_whole(&points, &unit, Whole::Round(RoundMode::HalfUp))?))
            }
        }
    }

    /// The weights of the KPIs that are not missing, which are the same for each of a scorecard.
    fn weights_that_count(&mut self, rule: &Weighted, table: TableId, row: u32) -> Found<Function> {
        let first = rule.all.first().map(|(score, _)| (*score, row));
        if let Some((known, met)) = first.and_then(|first| self.weights.get(&first)).cloned() {
            self.meets(met);
            return Ok(known);
        }
        let before = self.meets_nothing();
        let sum = self.sum_of_weights(rule, table, row);
        let met = self.meets_nothing();
        self.meets(before);
        self.meets(met);
        let sum = sum?;
        if let Some(first) = first {
            self.weights.insert(first, (sum.clone(), met));
        }
        Ok(sum)
    }

    fn sum_of_weights(&mut self, rule: &Weighted, table: TableId, row: u32) -> Found<Function> {
        let mut sum = Function::constant(Number::ZERO);
        for (score, weight) in &rule.all {
            match self.def(*score, row)? {
                Sym::Missing => continue,
                found => needed(found)?,
            };
            sum = sum.add(&self.needed(weight, table, row)?)?;
        }
        Ok(sum)
    }

    pub(super) fn total(&mut self, rule: &Total, table: TableId, row: u32) -> Found<Sym> {
        let mut sum = Function::constant(Number::ZERO);
        let mut there = false;
        for part in &rule.parts {
            match self.def(*part, row)? {
                Sym::Missing => continue,
                found => sum = sum.add(&needed(found)?)?,
            }
            there = true;
        }
        for adjust in &rule.adjusts {
            sum = sum.add(&self.needed_def(*adjust, row)?)?;
        }
        if !there {
            return Ok(Sym::Fault);
        }
        let sum = self.capped(sum, &rule.caps, table, row)?;
        let held = self.is_held(&rule.gates, &rule.vetoes, table, row)?;
        Ok(Sym::Number(if held { Function::constant(Number::ZERO) } else { sum }))
    }

    /// The line the score lies in, then the vetoes: of several that hold the strictest counts; then the limits.
    pub(super) fn grade(&mut self, expr: &Expr, rule: &GradeRule, table: TableId, row: u32) -> Found<Sym> {
        let option = if rule.limits.is_empty() { self.own_grade(rule, table, row)?.0 } else { self.limited_grade(rule, table, row)? };
        let Type::Choice(choice) = expr.ty else { return Ok(Sym::Unknown) };
        let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
        Ok(options.get(option as usize).map_or(Sym::Unknown, |option| Sym::Plain(Value::Text(option.name.as_str().into()))))
    }

    /// The grade before any limit, and whether a veto strikes.
    pub(super) fn own_grade(&mut self, rule: &GradeRule, table: TableId, row: u32) -> Found<(u32, bool)> {
        let by = self.needed(&rule.by, table, row)?;
        let ends = rule.lines.iter().map(|line| (line.low.as_ref(), line.high.as_ref()));
        let at = self.line(&by, ends, table, row)?;
        let (mut option, mut struck) = (rule.lines.get(at).map_or(0, |line| line.option), false);
        for veto in &rule.vetoes {
            if self.covers(veto.covered, row)? && self.condition(&veto.veto.when, table, row)? {
                let (GradeEffect::To(lower) | GradeEffect::AtMost(lower)) = veto.effect;
                option = option.min(lower);
                struck = true;
            }
        }
        Ok((option, struck))
    }

    pub(super) fn grade_column(&mut self, grade: DefId, values: &[Expr], table: TableId, row: u32) -> Found<Sym> {
        let name = match self.def(grade, row)? {
            Sym::Plain(Value::Text(name)) => name,
            Sym::Unknown => return Ok(Sym::Unknown),
            Sym::Number(_) | Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault => return Ok(Sym::Fault),
        };
        let Some(Type::Choice(choice)) = self.plan.defs.get(grade.0 as usize).map(|def| def.ty) else { return Ok(Sym::Unknown) };
        let options = self.plan.choices.get(choice.0 as usize).map_or(&[][..], |choice| &choice.options);
        let option = options.iter().position(|option| option.name.as_str() == name.as_ref());
        match option.and_then(|option| values.get(option)) {
            Some(value) => self.eval(value, table, row),
            None => Ok(Sym::Unknown),
        }
    }

    pub(super) fn payout(&mut self, rule: &PayoutRule, table: TableId, row: u32) -> Found<Sym> {
        if let Some(applies) = &rule.applies
            && !self.condition(applies, table, row)?
        {
            return Ok(Sym::NotApplicable);
        }
        if self.is_held(&rule.gates, &[], table, row)? {
            return Ok(Sym::Number(Function::constant(Number::ZERO)));
        }
        let amount = self.needed(&rule.amount, table, row)?;
        if rule.worth == Worth::Exact {
            return Ok(Sym::Number(amount));
        }
        if rule.sign == PaySign::NotNegative && self.sign(&amount)?.is_lt() {
            return Ok(Sym::Fault);
        }
        match &self.plan.rounding {
            None => Ok(Sym::Number(amount)),
            Some(rounding) => Ok(Sym::Number(self.to_whole(&amount, &rounding.unit, Whole::Round(rounding.mode))?)),
        }
    }

    pub(super) fn payout_total(&mut self, payouts: &[DefId], row: u32) -> Found<Sym> {
        let mut sum = Function::constant(Number::ZERO);
        for payout in payouts {
            match self.def(*payout, row)? {
                Sym::NotApplicable => {}
                found => sum = sum.add(&needed(found)?)?,
            }
        }
        Ok(Sym::Number(sum))
    }
}
