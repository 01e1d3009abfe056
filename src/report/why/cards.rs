//! Scorecards, KPIs, weights, the total, the grade and payouts.

use crate::diagnostic::text::sanitise;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Cases, DefId, Expr, Gate, GradeEffect, GradeRule, GradeVeto, KpiScore, PayoutRule, Total, Veto, Weighted, Worth};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, RoundMode, Type, Value};

use super::Teller;
use super::tree::Node;
use super::values::Row;

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
        let (mut nodes, idle) = self.held(expr, &rule.gates, &rule.vetoes, ("KPI 0", "指标 0"), at);
        // What is held back was never scored.
        if !matches!(self.detail(expr, at), Some(Detail::Struck { .. })) {
            nodes.extend(self.parts(&rule.score, at));
        }
        nodes.extend(self.not_applied(idle));
        nodes
    }

    /// Gates that hold back and vetoes that strike; and those that do not. `effect` is what a veto does here, as it is written.
    fn held(&mut self, expr: &Expr, gates: &'a [Gate], vetoes: &'a [Veto], effect: (&str, &str), at: Row) -> (Vec<Node>, Vec<Node>) {
        let (shut, struck) = if let Some(Detail::Struck { gates, vetoes }) = self.detail(expr, at) {
            (gates.clone(), vetoes.clone())
        } else {
            (Vec::new(), Vec::new())
        };
        let (mut did, mut idle) = (Vec::new(), Vec::new());
        for (number, gate) in (0_u32..).zip(gates) {
            let (title, clause) = (sanitise(&gate.title), self.clause(gate.needs.span));
            let words = if shut.contains(&number) {
                self.say(
                    &format!("gate \"{title}\" is not met, which makes it 0: needs {clause}"),
                    &format!("门槛“{title}”未达到，记为 0：须 {clause}"),
                )
            } else {
                self.say(&format!("gate \"{title}\" is met: {clause}"), &format!("门槛“{title}”已达到：{clause}"))
            };
            did.push(self.condition(&words, &gate.needs, gate.span, at));
        }
        for (number, veto) in (0_u32..).zip(vetoes) {
            let (title, clause) = (sanitise(veto.title.as_deref().unwrap_or(&veto.name)), self.clause(veto.when.span));
            if struck.contains(&number) {
                let words = self.say(
                    &format!("veto \"{title}\" strikes, which makes it 0: {clause}"),
                    &format!("触发一票否决“{title}”，记为 0：{clause}"),
                );
                did.push(self.condition(&words, &veto.when, veto.span, at));
            } else {
                let words = self.say(
                    &format!("veto \"{title}\": {}, only when {clause}", effect.0),
                    &format!("一票否决“{title}”：{}，仅当 {clause}", effect.1),
                );
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
            nodes.push(self.reweighted(rule, given, taken, at));
        }
        if let (Some(score), Some(weight)) = (score, taken)
            && let Ok(exact) = score.mul(&weight)
            && let Some(got) = self.number(expr, at)
        {
            let (score, weight, came) =
                (self.operand(&score, Type::Number), self.operand(&weight, Type::Percent), self.equals(&exact, Type::Number));
            nodes.push(Node::new(format!("{score} × {weight}{came}")));
            let unit =
                rule.round.as_ref().and_then(|round| self.number(round, at)).map_or(String::new(), |unit| self.amount(&unit, Type::Number));
            nodes.extend(self.rounding((&exact, &got), Type::Number, &unit, RoundMode::HalfUp));
        }
        nodes
    }

    /// `weight 35% becomes 35% ÷ (35% + 25%) ≈ 58.3333% (7/12), since b.score is missing`
    fn reweighted(&self, rule: &Weighted, given: &Number, taken: &Number, at: Row) -> Node {
        let missing = |def: DefId| matches!(self.report.slot(def, at.row), Some(Slot::Missing(_)));
        let (without, with): (Vec<_>, Vec<_>) = rule.all.iter().partition(|(def, _)| missing(*def));
        let names = without.iter().filter_map(|(def, _)| self.report.def(*def)).map(|def| sanitise(&def.spoken(self.language)));
        let names: Vec<String> = names.collect();
        let weights = with.iter().filter_map(|(_, weight)| self.number(weight, at)).map(|weight| self.amount(&weight, Type::Percent));
        let weights: Vec<String> = weights.collect();
        let (given, taken) = (self.amount(given, Type::Percent), self.equals(taken, Type::Percent));
        let whole = if weights.len() == 1 { weights.concat() } else { format!("({})", weights.join(" + ")) };
        let becomes = format!("{given} ÷ {whole}{taken}");
        let (en, zh) = match names.as_slice() {
            [] => ("the weights do not make 100%".to_string(), "权重合计不是 100%".to_string()),
            [one] => (format!("{one} is missing"), format!("缺少 {one}")),
            several => (format!("{} are missing", several.join(", ")), format!("缺少 {}", several.join("、"))),
        };
        Node::new(self.say(&format!("weight {given} becomes {becomes}, since {en}"), &format!("权重 {given} 调整为 {becomes}，因为{zh}")))
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
        let (did, not) = self.held(expr, &rule.gates, &rule.vetoes, ("score 0", "总分 0"), at);
        nodes.extend(did);
        idle.extend(not);
        nodes.extend(self.not_applied(idle));
        nodes
    }

    pub(super) fn grade(&mut self, expr: &Expr, rule: &'a GradeRule, at: Row) -> Vec<Node> {
        let mut nodes = self.parts(&rule.by, at);
        let Some(Detail::Grade { line, vetoes: struck, limits }) = self.detail(expr, at).cloned() else { return nodes };
        let taken = line as usize;
        let by = self.number(&rule.by, at);
        let shown = by.as_ref().map_or(String::new(), |by| self.amount(by, rule.by.ty));
        if let Some(line) = rule.lines.get(taken) {
            let clause = self.clause(line.span);
            nodes.push(
                Node::new(self.say(&format!("{shown} lies in: {clause}"), &format!("{shown} 落在：{clause}"))).at(self.place(line.span)),
            );
        }
        let others = rule.lines.iter().enumerate().filter(|(number, _)| *number != taken);
        let lows = others.filter_map(|(_, line)| Some((line.low.as_ref()?, line.span)));
        nodes.extend(self.next_above(lows, by.as_ref(), rule.by.ty, at));
        let mut idle = Vec::new();
        let mut option = rule.lines.get(taken).map_or(0, |line| line.option);
        for (number, veto) in (0_u32..).zip(&rule.vetoes) {
            if !self.holds(veto.covered, at) {
                continue;
            }
            if struck.contains(&number) {
                let (GradeEffect::To(to) | GradeEffect::AtMost(to)) = veto.effect;
                nodes.push(self.grade_veto(veto, expr.ty, Some((option, to)), at));
                option = to;
            } else {
                idle.push(self.grade_veto(veto, expr.ty, None, at));
            }
        }
        nodes.extend(self.not_applied(idle));
        nodes.extend(self.seated(rule, expr.ty, &limits, at));
        nodes
    }

    /// A veto on the grade: from which grade to which where it struck, else what it would take.
    fn grade_veto(&mut self, rule: &'a GradeVeto, ty: Type, change: Option<(u32, u32)>, at: Row) -> Node {
        let veto = &rule.veto;
        let (title, clause) = (sanitise(veto.title.as_deref().unwrap_or(&veto.name)), self.clause(veto.when.span));
        let (effect, already) = match rule.effect {
            GradeEffect::To(option) => {
                let grade = self.grade_name(ty, option);
                let already = self.say(&format!("already {grade}"), &format!("本来就是 {grade}"));
                (self.say(&format!("grade {grade}"), &format!("等级 {grade}")), already)
            }
            GradeEffect::AtMost(option) => {
                let grade = self.grade_name(ty, option);
                let already = self.say(&format!("no better than {grade} already"), &format!("本来就不高于 {grade}"));
                (self.say(&format!("grade at most {grade}"), &format!("等级最高 {grade}")), already)
            }
        };
        let holds = matches!(self.value(&veto.when, at), Some(Slot::Value(Value::Flag(true))));
        let words = match change {
            Some((from, to)) => {
                let (from, to) = (self.grade_name(ty, from), self.grade_name(ty, to));
                self.say(
                    &format!("veto \"{title}\" strikes, {effect} ({from} → {to}): {clause}"),
                    &format!("触发一票否决“{title}”，{effect}（{from} → {to}）：{clause}"),
                )
            }
            None if holds => self.say(
                &format!("veto \"{title}\", {effect}: its condition {clause} holds, but the grade was {already}"),
                &format!("一票否决“{title}”，{effect}：条件 {clause} 成立，但等级{already}"),
            ),
            None => {
                self.say(&format!("veto \"{title}\": {effect}, only when {clause}"), &format!("一票否决“{title}”：{effect}，仅当 {clause}"))
            }
        };
        self.condition(&words, &veto.when, veto.span, at)
    }

    pub(super) fn grade_name(&self, ty: Type, option: u32) -> String {
        let Type::Choice(choice) = ty else { return String::new() };
        let choice = self.plan().choices.get(choice.0 as usize);
        choice.and_then(|choice| choice.options.get(option as usize)).map_or(String::new(), |option| sanitise(&option.name))
    }

    pub(super) fn payout(&mut self, expr: &Expr, rule: &'a PayoutRule, at: Row) -> Vec<Node> {
        let mut nodes = Vec::new();
        // A part of a payout is for whom the payout is for, which that says.
        if let Some(applies) = rule.applies.as_ref().filter(|_| rule.worth == Worth::Paid) {
            let clause = self.clause(applies.span);
            let words = self.say(&format!("applies, since {clause}"), &format!("适用，因为 {clause}"));
            nodes.push(self.condition(&words, applies, applies.span, at));
        }
        let (held, _) = self.held(expr, &rule.gates, &[], ("", ""), at);
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
