//! Scorecards, KPIs, weights, the total, the grade and payouts.

use crate::diagnostic::text::sanitise;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Cases, Expr, Gate, GradeEffect, GradeRule, KpiScore, PayoutRule, Total, Veto, Weighted};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, RoundMode, Type, Value};

use super::tree::Node;
use super::values::Row;
use super::{Teller, spoken};

impl<'a> Teller<'a> {
    pub(super) fn cases(&mut self, expr: &Expr, cases: &'a Cases, at: Row) -> Vec<Node> {
        let taken = if let Some(Detail::Branch(taken)) = self.detail(expr, at) {
            cases.cases.get(*taken as usize)
        } else {
            cases.cases.iter().find(|case| self.holds(case.covered, at))
        };
        taken.map_or(Vec::new(), |case| self.parts(&case.value, at))
    }

    pub(super) fn kpi_score(&mut self, expr: &Expr, rule: &'a KpiScore, at: Row) -> Vec<Node> {
        if let (Some(Slot::Missing(cell)), WhenMissing::Zero) = (self.report.slot(rule.measure, at.row), rule.when_missing) {
            let blank = self.blank(*cell);
            return vec![
                Node::new(self.say("the measure is missing, which scores zero here", "实际值缺失，按规定计零"))
                    .with(blank.into_iter().collect()),
            ];
        }
        let (mut nodes, idle) = self.held(expr, &rule.gates, &rule.vetoes, at);
        nodes.extend(self.parts(&rule.score, at));
        nodes.extend(self.not_applied(idle));
        nodes
    }

    /// Gates that hold back and vetoes that strike; and those that do not.
    fn held(&mut self, expr: &Expr, gates: &'a [Gate], vetoes: &'a [Veto], at: Row) -> (Vec<Node>, Vec<Node>) {
        let (shut, struck) = if let Some(Detail::Struck { gates, vetoes }) = self.detail(expr, at) {
            (gates.clone(), vetoes.clone())
        } else {
            (Vec::new(), Vec::new())
        };
        let (mut did, mut idle) = (Vec::new(), Vec::new());
        for (number, gate) in (0_u32..).zip(gates) {
            let (title, needs) = (sanitise(&gate.title), self.clause(gate.needs.span));
            if shut.contains(&number) {
                let words = self.say(
                    &format!("gate \"{title}\" is not met, which makes it 0: needs {needs}"),
                    &format!("门槛“{title}”未达到，记为 0：须 {needs}"),
                );
                did.push(self.condition(&words, &gate.needs, gate.span, at));
            } else {
                let words = self.say(&format!("gate \"{title}\" is met: needs {needs}"), &format!("门槛“{title}”已达到：须 {needs}"));
                did.push(self.condition(&words, &gate.needs, gate.span, at));
            }
        }
        for (number, veto) in (0_u32..).zip(vetoes) {
            let (title, when) = (sanitise(veto.title.as_deref().unwrap_or(&veto.name)), self.clause(veto.when.span));
            if struck.contains(&number) {
                let words = self.say(
                    &format!("veto \"{title}\" strikes, since {when}, which makes it 0"),
                    &format!("触发一票否决“{title}”（{when}），记为 0"),
                );
                did.push(self.condition(&words, &veto.when, veto.span, at));
            } else {
                let words = self.say(&format!("veto \"{title}\" when {when}"), &format!("一票否决“{title}”：当 {when} 时"));
                idle.push(self.condition(&words, &veto.when, veto.span, at));
            }
        }
        (did, idle)
    }

    pub(super) fn weighted(&mut self, expr: &'a Expr, rule: &'a Weighted, at: Row) -> Vec<Node> {
        let mut nodes = vec![self.def(rule.score, at)];
        let score = self.report.number(rule.score, at.row).cloned();
        let given = self.number(&rule.weight, at);
        let taken = if let Some(Detail::Weight(weight)) = self.detail(expr, at) { Some(weight.clone()) } else { given.clone() };
        nodes.extend(self.parts(&rule.weight, at));
        if let (Some(given), Some(taken)) = (&given, &taken)
            && given != taken
        {
            let missing: Vec<String> = rule
                .all
                .iter()
                .filter(|(def, _)| matches!(self.report.slot(*def, at.row), Some(Slot::Missing(_))))
                .filter_map(|(def, _)| self.report.def(*def))
                .map(|def| sanitise(&spoken(def, self.language)))
                .collect();
            let (given, taken) = (self.amount(given, Type::Percent), self.amount(taken, Type::Percent));
            nodes.push(Node::new(self.say(
                &format!("weight {given} becomes {taken}, since there is no {}", missing.join(", ")),
                &format!("权重 {given} 调整为 {taken}，因为缺少 {}", missing.join("、")),
            )));
        }
        if let (Some(score), Some(weight)) = (score, taken)
            && let Ok(exact) = score.mul(&weight)
            && let Some(got) = self.number(expr, at)
        {
            let (score, weight, shown) =
                (self.amount(&score, Type::Number), self.amount(&weight, Type::Percent), self.amount(&exact, Type::Number));
            nodes.push(Node::new(format!("{score} × {weight}{}", self.equals(&shown))));
            let unit =
                rule.round.as_ref().and_then(|round| self.number(round, at)).map_or(String::new(), |unit| self.amount(&unit, Type::Number));
            nodes.extend(self.rounding((&exact, &got), Type::Number, &unit, RoundMode::HalfUp));
        }
        nodes
    }

    pub(super) fn total(&mut self, expr: &Expr, rule: &'a Total, at: Row) -> Vec<Node> {
        let mut nodes: Vec<Node> = rule.parts.iter().chain(&rule.adjusts).map(|part| self.def(*part, at)).collect();
        let parts: Vec<Number> =
            rule.parts.iter().chain(&rule.adjusts).filter_map(|part| self.report.number(*part, at.row).cloned()).collect();
        if parts.len() > 1 {
            nodes.extend(self.sum_line(&parts, Type::Number));
        }
        let mut idle = Vec::new();
        let capped =
            if let Some(Detail::Capped { before, bound }) = self.detail(expr, at) { Some((before.clone(), bound.clone())) } else { None };
        let after = self.number(expr, at);
        for (number, cap) in (0_u32..).zip(&rule.caps) {
            let hit = capped.as_ref().filter(|(_, bound)| bound.contains(&number)).map(|(before, _)| before);
            let limit = self.number(&cap.limit, at).or_else(|| after.clone());
            let node = self.cap(cap, hit.zip(limit.as_ref()), Type::Number, at);
            if hit.is_some() { nodes.push(node) } else { idle.push(node) }
        }
        let (did, not) = self.held(expr, &rule.gates, &rule.vetoes, at);
        nodes.extend(did);
        idle.extend(not);
        nodes.extend(self.not_applied(idle));
        nodes
    }

    pub(super) fn grade(&mut self, expr: &Expr, rule: &'a GradeRule, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&rule.by, at);
        let (taken, struck) =
            if let Some(Detail::Grade { line, veto }) = self.detail(expr, at) { (*line as usize, *veto) } else { return nodes };
        let by = self.number(&rule.by, at);
        let shown = by.as_ref().map_or(String::new(), |by| self.amount(by, rule.by.ty));
        if let Some(line) = rule.lines.get(taken) {
            let clause = self.clause(line.span);
            nodes.push(
                Node::new(self.say(&format!("{shown} lies in: {clause}"), &format!("{shown} 落在：{clause}"))).at(self.place(line.span)),
            );
        }
        nodes.extend(self.better_grade(rule, taken, by.as_ref(), at));
        let mut idle = Vec::new();
        for (number, grade_veto) in (0_u32..).zip(&rule.vetoes) {
            if !self.holds(grade_veto.covered, at) {
                continue;
            }
            let veto = &grade_veto.veto;
            let (title, when) = (sanitise(veto.title.as_deref().unwrap_or(&veto.name)), self.clause(veto.when.span));
            let (option, most) = match grade_veto.effect {
                GradeEffect::To(option) => (option, false),
                GradeEffect::AtMost(option) => (option, true),
            };
            let grade = self.grade_name(expr.ty, option);
            let effect = if most {
                self.say(&format!("grade at most {grade}"), &format!("等级最高 {grade}"))
            } else {
                self.say(&format!("grade {grade}"), &format!("等级 {grade}"))
            };
            if struck == Some(number) {
                let words = self.say(
                    &format!("veto \"{title}\" strikes, since {when}: {effect}"),
                    &format!("触发一票否决“{title}”（{when}）：{effect}"),
                );
                nodes.push(self.condition(&words, &veto.when, veto.span, at));
            } else {
                let words =
                    self.say(&format!("veto \"{title}\" when {when}: {effect}"), &format!("一票否决“{title}”：当 {when} 时{effect}"));
                idle.push(self.condition(&words, &veto.when, veto.span, at));
            }
        }
        nodes.extend(self.not_applied(idle));
        nodes
    }

    fn grade_name(&self, ty: Type, option: u32) -> String {
        let Type::Choice(choice) = ty else { return String::new() };
        let choice = self.plan().choices.get(choice.0 as usize);
        choice.and_then(|choice| choice.options.get(option as usize)).map_or(String::new(), |option| sanitise(&option.name))
    }

    /// The nearest line above the one taken, whatever the order of the text.
    fn better_grade(&self, rule: &GradeRule, taken: usize, by: Option<&Number>, at: Row) -> Option<Node> {
        let by = by?;
        let above = rule.lines.iter().enumerate().filter(|(number, _)| *number != taken);
        let above = above.filter_map(|(_, line)| {
            let low = line.low.as_ref()?;
            let number = self.bound(low, at)?;
            (number >= *by).then_some((number, low, line.span))
        });
        let (_, low, span) = above.min_by(|(one, _, _), (other, _, _)| one.cmp(other))?;
        self.next_line(Some(by), low, rule.by.ty, span, at)
    }

    pub(super) fn payout(&mut self, expr: &Expr, rule: &'a PayoutRule, at: Row) -> Vec<Node> {
        let mut nodes = Vec::new();
        if let Some(applies) = &rule.applies {
            let clause = self.clause(applies.span);
            let words = self.say(&format!("applies, since {clause}"), &format!("适用，因为 {clause}"));
            nodes.push(self.condition(&words, applies, applies.span, at));
        }
        let (held, _) = self.held(expr, &rule.gates, &[], at);
        nodes.extend(held);
        let shut = matches!(self.detail(expr, at), Some(Detail::Struck { gates, .. }) if !gates.is_empty());
        if shut {
            return nodes;
        }
        nodes.extend(self.parts(&rule.amount, at));
        let before =
            if let Some(Detail::Rounded { before }) = self.detail(expr, at) { Some(before.clone()) } else { self.number(&rule.amount, at) };
        let after = match self.value(expr, at) {
            Some(Slot::Value(Value::Number(number))) => Some(number),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => None,
        };
        if let (Some(before), Some(after), Some(rounding)) = (before, after, &self.plan().rounding) {
            nodes.extend(self.rounding((&before, &after), Type::Money, &self.amount(&rounding.unit, Type::Number), rounding.mode));
        }
        nodes
    }
}
