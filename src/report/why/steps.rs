//! Rounding, and the steps under an amount: what each did, and which did nothing.

use std::cmp::Ordering;

use crate::engine::trace::{Detail, StepTrace};
use crate::plan::ir::{Cap, Change, Each, Expr, Kind, Step, StepUnit, Steps, UntilZero};
use crate::source::Span;
use crate::syntax::ast::CapKind;
use crate::value::{Number, RoundMode, Type};

use super::Teller;
use super::formula::Binding;
use super::tree::Node;
use super::values::Row;

impl<'a> Teller<'a> {
    pub(super) fn rounded(&mut self, expr: &Expr, value: &'a Expr, (unit, mode): (&Expr, RoundMode), at: Row) -> Vec<Node> {
        let mut nodes = self.parts(value, at);
        if let (Some(before), Some(after)) = (self.number(value, at), self.number(expr, at)) {
            let unit = self.number(unit, at).map_or(String::new(), |size| {
                // A bare unit of money is said as the policy says it.
                self.amount(&size, if expr.ty == Type::Percent { Type::Percent } else { Type::Number })
            });
            nodes.extend(self.rounding((&before, &after), expr.ty, &unit, mode));
        }
        nodes
    }

    /// `rounded half up to 0.01: 1,234.567 → 1,234.57 (+0.003)`; nothing where it changed nothing.
    pub(super) fn rounding(&self, (before, after): (&Number, &Number), ty: Type, unit: &str, mode: RoundMode) -> Option<Node> {
        if before == after {
            return None;
        }
        let change = after.sub(before).ok()?;
        let (from, to, change) = (self.amount(before, ty), self.amount(after, ty), self.signed(&change, ty));
        let (en, zh) = match mode {
            RoundMode::HalfUp => ("half up", "四舍五入"),
            RoundMode::HalfEven => ("half even", "四舍六入五成双"),
            RoundMode::Up => ("up", "进位"),
            RoundMode::Down => ("down", "舍去"),
        };
        let text =
            self.say(&format!("rounded {en} to {unit}: {from} → {to} ({change})"), &format!("{zh}到 {unit}：{from} → {to}（{change}）"));
        Some(Node::new(text))
    }

    pub(super) fn steps(&mut self, expr: &Expr, steps: &'a Steps, at: Row) -> Vec<Node> {
        let mut nodes: Vec<Node> = steps.value.iter().flat_map(|value| self.parts(value, at)).collect();
        let traced: Vec<StepTrace> = if let Some(Detail::Steps(traced)) = self.detail(expr, at) { traced.clone() } else { return nodes };
        let Some(first) = traced.first() else { return nodes };
        // What the steps measure stands once before them.
        for step in &steps.steps {
            if let Step::Change(Change { each: Some(each), .. }) = step {
                nodes.extend(self.parts(&each.value, at).into_iter().chain(self.parts(&each.against, at)));
            }
        }
        let (mut did, mut idle) = (Vec::new(), Vec::new());
        let start = steps.value.as_ref().and_then(|value| self.number(value, at));
        for cap in &steps.caps {
            let bound = self.number(&cap.limit, at).is_some_and(|limit| limit == first.after) && start.as_ref() != Some(&first.after);
            let node = self.cap(cap, start.as_ref().filter(|_| bound).map(|start| (start, &first.after)), expr.ty, at);
            if bound { did.push(node) } else { idle.push(node) }
        }
        let mut before = first.after.clone();
        for (step, trace) in steps.steps.iter().zip(traced.iter().skip(1)) {
            let changed = trace.after != before;
            let node = match step {
                Step::Change(change) => self.change(change, &before, trace, expr.ty, at),
                Step::Ratchet { .. } => self.ratchet(step, changed.then_some((&before, &trace.after)), expr.ty, at),
                Step::Cap(cap) => self.cap(cap, changed.then_some((&before, &trace.after)), expr.ty, at),
                Step::Prorate { factor, span } => self.prorated(factor, *span, (&before, &trace.after), expr.ty, at),
            };
            if changed || matches!(step, Step::Prorate { .. }) {
                did.push(node)
            } else {
                idle.push(node)
            }
            before = trace.after.clone();
        }
        // Where nothing changed the amount, its formula already stands behind the name.
        let moved = traced.iter().any(|trace| start.as_ref() != Some(&trace.after));
        if let (true, Some(value)) = (moved, &steps.value) {
            let begins = self.derived_bare(value, at);
            nodes.push(Node::new(self.say(&format!("begins at {begins}"), &format!("起始 {begins}"))));
        }
        nodes.extend(did);
        nodes.extend(self.not_applied(idle));
        nodes
    }

    /// `prorate …: $7,200.00 × 31 days ÷ 90 days = $2,480.00`
    fn prorated(&mut self, factor: &'a Expr, span: Span, (before, after): (&Number, &Number), ty: Type, at: Row) -> Node {
        let by = match self.written(factor, at) {
            Some((text, Binding::Sum)) => format!("({text})"),
            Some((text, Binding::Product | Binding::Atom)) => text,
            None => self.clause(factor.span),
        };
        let (clause, before, after) = (self.clause(span), self.operand(before, ty), self.equals(after, ty));
        let parts = self.parts(factor, at);
        Node::new(format!("{clause}{}{before} × {by}{after}", self.colon())).at(self.place(span)).with(parts)
    }

    pub(super) fn not_applied(&self, idle: Vec<Node>) -> Option<Node> {
        (!idle.is_empty()).then(|| Node::new(self.say("not applied", "未起作用")).idle().with(idle))
    }

    pub(super) fn cap(&mut self, cap: &'a Cap, change: Option<(&Number, &Number)>, ty: Type, at: Row) -> Node {
        let words = match cap.kind {
            CapKind::AtMost => self.say("at most", "封顶"),
            CapKind::AtLeast => self.say("at least", "保底"),
        };
        let limit = self.derived_bare(&cap.limit, at);
        let change = change
            .map_or(String::new(), |(before, after)| format!("{}{} → {}", self.colon(), self.amount(before, ty), self.amount(after, ty)));
        let parts = self.parts(&cap.limit, at);
        Node::new(format!("{words} {limit}{change}")).at(self.place(cap.span)).with(parts)
    }

    /// `less 5 for each full 0.1 below target: 4.3 is 0.2 below 4.5, 2 steps, −10 → 90`
    fn change(&mut self, change: &'a Change, before: &Number, trace: &StepTrace, ty: Type, at: Row) -> Node {
        let did = trace.change.clone().unwrap_or(Number::ZERO);
        let mut said: Vec<String> = change.each.iter().filter_map(|each| self.away(each, at)).collect();
        if let Some(units) = &trace.units {
            let shown = self.amount(units, Type::Number);
            let en = if *units == Number::ONE { "step" } else { "steps" };
            let size = change.each.as_ref().filter(|_| !units.is_zero()).and_then(|each| self.step_size(each, at));
            said.push(match size {
                Some(size) => self.say(&format!("{shown} {en} of {size}"), &format!("每步 {size}，共 {shown} 步")),
                None => self.say(&format!("{shown} {en}"), &format!("{shown} 步")),
            });
        } else if !did.is_zero() && !matches!(change.amount.kind, Kind::Literal(_)) {
            said.push(self.derived_bare(&change.amount, at));
        }
        if let Some(uncapped) = trace.uncapped.as_ref().filter(|uncapped| uncapped.abs() != did.abs()) {
            let uncapped = if did.is_negative() { self.signed(&uncapped.abs().neg(), ty) } else { self.signed(&uncapped.abs(), ty) };
            said.push(self.say(&format!("{uncapped} before its own bound"), &format!("限制前 {uncapped}")));
        }
        if !did.is_zero() {
            let (by, after) = (self.signed(&did, ty), self.amount(&trace.after, ty));
            let floored = change.until_zero == UntilZero::Yes && before.add(&did).is_ok_and(|sum| sum != trace.after);
            let kept = if floored { self.say(" (not below 0)", "（扣完为止）") } else { String::new() };
            said.push(format!("{by} → {after}{kept}"));
        }
        if said.is_empty() {
            said.push(self.say("nothing to change", "没有可加减的"));
        }
        let text = format!("{}{}{}", self.clause(change.span), self.colon(), said.join(&self.say(", ", "，")));
        let parts = self.parts(&change.amount, at);
        Node::new(text).at(self.place(change.span)).with(parts)
    }

    /// How large one step is: `$1,000.00`, `0.5 percentage points`.
    fn step_size(&self, each: &Each, at: Row) -> Option<String> {
        let step = self.number(&each.step, at)?;
        match each.unit {
            StepUnit::OfAgainst => Some(self.amount(&step.mul(&self.number(&each.against, at)?).ok()?, each.against.ty)),
            StepUnit::Difference => self.distance(&Number::ZERO, &step, each.step.ty),
        }
    }

    /// `+¥1.00`, `−¥1.00`, `+≈0.333333`
    pub(super) fn signed(&self, number: &Number, ty: Type) -> String {
        let sign = if number.is_negative() { "−" } else { "+" };
        format!("{sign}{}", self.amount(&number.abs(), ty))
    }

    /// `4.3 is 0.2 below 4.5`
    pub(super) fn away(&self, each: &Each, at: Row) -> Option<String> {
        let (value, against) = (self.number(&each.value, at)?, self.number(&each.against, at)?);
        let far = self.distance(&against, &value, each.value.ty)?;
        let (from, to) = (self.amount(&value, each.value.ty), self.amount(&against, each.against.ty));
        // Steps that are a percent of the target are counted in percents of it.
        let far = match (each.unit, value.sub(&against).and_then(|far| far.abs().div(&against))) {
            (StepUnit::OfAgainst, Ok(share)) if !share.is_zero() => {
                let share = self.amount(&share, Type::Percent);
                self.say(&format!("{far} ({share})"), &format!("{far}（{share}）"))
            }
            (StepUnit::OfAgainst | StepUnit::Difference, _) => far,
        };
        Some(match value.cmp(&against) {
            Ordering::Less => self.say(&format!("{from} is {far} below {to}"), &format!("{from} 比 {to} 低 {far}")),
            Ordering::Greater => self.say(&format!("{from} is {far} above {to}"), &format!("{from} 比 {to} 高 {far}")),
            Ordering::Equal => self.say(&format!("{from} is exactly {to}"), &format!("{from} 正好等于 {to}")),
        })
    }
}
