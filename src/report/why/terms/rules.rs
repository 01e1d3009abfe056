//! What bands, tiers, tables, steps, scorecards, grades and payouts judged, and the line of theirs that decided.

use crate::engine::table::Slot;
use crate::engine::trace::{Detail, Seated, StepTrace};
use crate::plan::ir::{
    BandResult, Bands, Body, Cap, DefId, Expr, Gate, GradeRule, Kind, KpiScore, LookupBody, LookupId, Outcome, PayoutRule, Step, Steps,
    Tiers, Total, Veto, Weighted,
};
use crate::report::why::formula::Binding;
use crate::source::Span;
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, Type, Value};

use super::{Row, Teller, Told};

impl<'a> Teller<'a> {
    pub(super) fn band_terms(&self, expr: &Expr, bands: &'a Bands, at: Row) -> Vec<Told> {
        let mut told = self.terms(&bands.on, at);
        let Some(Detail::Line(taken)) = self.detail(expr, at) else { return told };
        let Some(line) = bands.lines.get(*taken as usize) else { return told };
        let inner: Vec<Told> = match &line.result {
            BandResult::Value(value) => self.terms(value, at),
            BandResult::Linear { from, to } => [from, to].into_iter().flat_map(|end| self.terms(end, at)).collect(),
            BandResult::Onward { .. } | BandResult::Refuse(_) => Vec::new(),
        };
        told.push(self.taken_line(line.span, &inner, (&bands.on, expr), at));
        told.extend(inner);
        told
    }

    /// The line of bands a value lies in, and what that gives; what stands inside it is told there.
    fn taken_line(&self, span: Span, inner: &[Told], (on, expr): (&Expr, &Expr), at: Row) -> Told {
        // Up to what is told inside the line, so that no label stands within another.
        let end = inner.iter().map(|(inside, _)| inside.start).filter(|start| (span.start..span.end).contains(start)).min();
        let span = Span { end: end.unwrap_or(span.end), ..span };
        let on = self.value(on, at).map_or(String::new(), |slot| self.slot_text(&slot, on.ty));
        let gives = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        (span, self.say(&format!("{on} lies here: {gives}"), &format!("{on} 落在此段：{gives}")))
    }

    pub(super) fn tier_terms(&self, expr: &Expr, tiers: &'a Tiers, at: Row) -> Vec<Told> {
        let mut told: Vec<Told> = [&tiers.on].into_iter().chain(&tiers.starting).flat_map(|part| self.terms(part, at)).collect();
        let Some(Detail::Slices(slices)) = self.detail(expr, at) else { return told };
        for slice in slices.iter().filter(|slice| !slice.amount.is_zero()) {
            let Some(line) = tiers.lines.get(slice.line as usize) else { continue };
            let rate = match &line.rate {
                Outcome::Value(rate) => self.written_part(rate, Binding::Atom, at).map_or(String::new(), |rate| format!(" × {rate}")),
                Outcome::Refuse { .. } => String::new(),
            };
            let (amount, pays) = (self.operand(&slice.amount, tiers.on.ty), self.equals(&slice.pays, expr.ty));
            told.push((line.span, format!("{amount}{rate}{pays}")));
        }
        told
    }

    pub(super) fn lookup_terms(&self, expr: &Expr, id: LookupId, args: &'a [Expr], at: Row) -> Vec<Told> {
        let mut told: Vec<Told> = args.iter().flat_map(|arg| self.terms(arg, at)).collect();
        let lookup = self.plan().lookups.get(id.0 as usize);
        let (Some(LookupBody::Rows(rows)), Some(Detail::Line(line))) = (lookup.map(|lookup| &lookup.body), self.detail(expr, at)) else {
            return told;
        };
        let gives = self.value(expr, at).map_or(String::new(), |slot| self.slot_text(&slot, expr.ty));
        if let Some(row) = rows.get(*line as usize) {
            told.push((row.span, self.say(&format!("row taken: {gives}"), &format!("取此行：{gives}"))));
        }
        told
    }

    pub(super) fn step_terms(&self, expr: &Expr, steps: &'a Steps, at: Row) -> Vec<Told> {
        let mut told: Vec<Told> = steps.value.iter().flat_map(|value| self.terms(value, at)).collect();
        let Some(Detail::Steps(traced)) = self.detail(expr, at) else { return told };
        let Some(first) = traced.first() else { return told };
        let start = steps.value.as_ref().and_then(|value| self.number(value, at));
        if let Some(start) = start.filter(|start| *start != first.after) {
            let bound = steps.caps.iter().filter(|cap| self.number(&cap.limit, at).is_some_and(|limit| limit == first.after));
            told.extend(bound.map(|cap| self.bound_term(cap, &start, &first.after, expr.ty)));
        }
        let mut before = &first.after;
        for (step, trace) in steps.steps.iter().zip(traced.iter().skip(1)) {
            if trace.after != *before {
                told.extend(self.step_term(step, (before, trace), expr.ty, at));
            }
            before = &trace.after;
        }
        told
    }

    /// A step that changed the amount.
    fn step_term(&self, step: &'a Step, (before, trace): (&Number, &StepTrace), ty: Type, at: Row) -> Vec<Told> {
        match step {
            Step::Cap(cap) | Step::Ratchet { cap, .. } => vec![self.bound_term(cap, before, &trace.after, ty)],
            Step::Prorate { factor, .. } => self.terms(factor, at),
            Step::Change(change) => {
                // `87.5% is 2.5 percentage points below 90%, 3 steps, −6 → 94`
                let mut said: Vec<String> = change.each.iter().filter_map(|each| self.away(each, at)).collect();
                said.extend(trace.units.as_ref().map(|units| {
                    let shown = self.amount(units, Type::Number);
                    let steps = if *units == Number::ONE { "step" } else { "steps" };
                    self.say(&format!("{shown} {steps}"), &format!("{shown} 步"))
                }));
                let by = trace.change.as_ref().map_or(String::new(), |change| self.signed(change, ty));
                said.push(if before.is_zero() { by } else { format!("{by} → {}", self.amount(&trace.after, ty)) });
                vec![(change.span, said.join(&self.say(", ", "，")))]
            }
        }
    }

    /// A cap that bound.
    fn bound_term(&self, cap: &Cap, before: &Number, after: &Number, ty: Type) -> Told {
        (cap.span, format!("{} → {}", self.amount(before, ty), self.amount(after, ty)))
    }

    /// Gates that hold back and vetoes that strike.
    fn struck_terms(&self, expr: &Expr, gates: &'a [Gate], vetoes: &'a [Veto], at: Row) -> Vec<Told> {
        let Some(Detail::Struck { gates: shut, vetoes: struck }) = self.detail(expr, at) else { return Vec::new() };
        let needs = (0_u32..).zip(gates).filter(|(number, _)| shut.contains(number)).map(|(_, gate)| &gate.needs);
        let whens = (0_u32..).zip(vetoes).filter(|(number, _)| struck.contains(number)).map(|(_, veto)| &veto.when);
        let effect = self.say(", which makes it 0", "，因此为 0");
        needs.chain(whens).filter_map(|condition| self.judged(condition, &effect, at)).collect()
    }

    pub(super) fn kpi_terms(&self, expr: &'a Expr, rule: &'a KpiScore, at: Row) -> Vec<Told> {
        if let (Some(Slot::Missing(_)), WhenMissing::Zero) = (self.report.slot(rule.measure, at.row), rule.when_missing) {
            return vec![(expr.span, self.say("the measure is missing, which scores 0", "实际值缺失，按规定计零"))];
        }
        let held = self.struck_terms(expr, &rule.gates, &rule.vetoes, at);
        if held.is_empty() { self.terms(&rule.score, at) } else { held }
    }

    /// `93.5 × 40% = 37.4`, at the weight.
    pub(super) fn weighted_terms(&self, expr: &Expr, rule: &Weighted, at: Row) -> Vec<Told> {
        let Some(score) = self.report.number(rule.score, at.row) else { return Vec::new() };
        let weight =
            if let Some(Detail::Weight(weight)) = self.detail(expr, at) { Some(weight.clone()) } else { self.number(&rule.weight, at) };
        let (Some(weight), Some(came)) = (weight, self.number(expr, at)) else { return Vec::new() };
        let shown = (self.operand(score, Type::Number), self.operand(&weight, Type::Percent), self.equals(&came, Type::Number));
        vec![(rule.weight.span, format!("{} × {}{}", shown.0, shown.1, shown.2))]
    }

    /// What each KPI of the person's scorecard brings, and what changes the sum.
    pub(super) fn total_terms(&self, expr: &Expr, rule: &'a Total, at: Row) -> Vec<Told> {
        let card = self.plan().scorecards.iter().find(|card| self.holds(card.covered, at));
        let mut told = Vec::new();
        for part in &rule.parts {
            let Some(kpi) = card.and_then(|card| card.kpis.iter().find(|kpi| kpi.weighted == *part)) else { continue };
            told.extend(self.brought(*part, at).map(|text| (kpi.span, text)));
        }
        for adjust in &rule.adjusts {
            let Some(def) = self.report.def(*adjust) else { continue };
            let span = match &def.body {
                Body::Expr(body) => self.taken(body, at).span,
                Body::Column(_) => def.place,
            };
            let changes = self.report.number(*adjust, at.row).filter(|number| !number.is_zero());
            told.extend(changes.map(|number| (span, self.signed(number, Type::Number))));
        }
        if let Some(Detail::Capped { before, bound }) = self.detail(expr, at) {
            let caps = (0_u32..).zip(&rule.caps).filter(|(number, _)| bound.contains(number));
            let after = |cap: &Cap| self.number(&cap.limit, at).or_else(|| self.number(expr, at));
            told.extend(caps.filter_map(|(_, cap)| Some(self.bound_term(cap, before, &after(cap)?, Type::Number))));
        }
        let held = self.struck_terms(expr, &rule.gates, &rule.vetoes, at);
        if held.is_empty() { told } else { held }
    }

    /// What a KPI brings: `93.5 × 40% = 37.4`, or why it brings nothing.
    fn brought(&self, part: DefId, at: Row) -> Option<String> {
        let def = self.report.def(part)?;
        let body = match &def.body {
            Body::Expr(body) => self.taken(body, at),
            Body::Column(_) => return None,
        };
        if let Kind::Weighted(rule) = &body.kind
            && let Some((_, text)) = self.weighted_terms(body, rule, at).pop()
        {
            return Some(text);
        }
        Some(self.slot_text(self.report.slot(part, at.row)?, def.ty))
    }

    pub(super) fn grade_terms(&self, expr: &Expr, rule: &'a GradeRule, at: Row) -> Vec<Told> {
        let Some(Detail::Grade { line, vetoes, limits }) = self.detail(expr, at) else { return self.terms(&rule.by, at) };
        let mut told = Vec::new();
        let by = self.value(&rule.by, at).map_or(String::new(), |slot| self.slot_text(&slot, rule.by.ty));
        let line = rule.lines.get(*line as usize);
        if let Some(line) = line {
            told.push((line.span, self.say(&format!("{by} lies here"), &format!("{by} 落在此段"))));
        }
        let mut from = line.map_or(String::new(), |line| self.grade_name(expr.ty, line.option));
        for (_, veto) in (0_u32..).zip(&rule.vetoes).filter(|(number, _)| vetoes.contains(number)) {
            let to = self.grade_name(expr.ty, veto.effect.option());
            told.extend(self.judged(&veto.veto.when, &self.say(&format!(": {from} → {to}"), &format!("：{from} → {to}")), at));
            from = to;
        }
        for seated in limits {
            let Seated::Ordered { index, before, after, .. } = seated else { continue };
            if let (Some(limit), true) = (rule.limits.get(*index as usize), before != after) {
                told.push((limit.span, format!("{} → {}", self.grade_name(expr.ty, *before), self.grade_name(expr.ty, *after))));
            }
        }
        told
    }

    /// The value beside the person's grade.
    pub(super) fn column_terms(&self, expr: &Expr, grade: DefId, values: &'a [Expr], at: Row) -> Vec<Told> {
        let Some(Detail::Line(line)) = self.detail(expr, at) else { return Vec::new() };
        let Some(value) = values.get(*line as usize) else { return Vec::new() };
        let inner = self.terms(value, at);
        if !inner.is_empty() {
            return inner;
        }
        let grade = match self.report.slot(grade, at.row) {
            Some(slot @ Slot::Value(Value::Text(_))) => self.slot_text(slot, self.report.def(grade).map_or(Type::Text, |def| def.ty)),
            Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => return inner,
        };
        vec![(value.span, self.say(&format!("the grade is {grade}"), &format!("等级为 {grade}")))]
    }

    pub(super) fn payout_terms(&self, expr: &Expr, rule: &'a PayoutRule, at: Row) -> Vec<Told> {
        let held = self.struck_terms(expr, &rule.gates, &[], at);
        if !held.is_empty() {
            return held;
        }
        let mut told = self.terms(&rule.amount, at);
        if let (Some(Detail::Rounded { before }), Some(after), Some(rounding)) =
            (self.detail(expr, at), self.number(expr, at), &self.plan().rounding)
            && *before != after
        {
            told.push((rounding.span, format!("{} → {}", self.amount(before, Type::Money), self.amount(&after, Type::Money))));
        }
        told
    }
}
