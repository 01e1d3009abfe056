//! The caps and floors of a plan, each with what it bounds.

use super::look;
use crate::plan::interval::{Interval, interval};
use crate::plan::ir::{Cap, Change, Each, Expr, Kind, Plan, Step, StepUnit, Steps, Total};
use crate::source::Span;
use crate::syntax::ast::{CapKind, Counting, Direction};
use crate::value::{Number, Type};

/// A cap or floor, the values that reach it, and the caps that stood before it with nothing between.
pub(in crate::lint) struct Capped<'p> {
    pub cap: &'p Cap,
    pub ty: Type,
    pub before: Interval,
    pub with: Vec<&'p Cap>,
}

/// Every cap of a plan, each once.
pub(in crate::lint) fn capped(plan: &Plan) -> Vec<Capped<'_>> {
    let mut found = Vec::new();
    for expr in look::exprs(plan) {
        match &expr.kind {
            Kind::Steps(steps) => of_steps(plan, expr, steps, &mut found),
            Kind::Total(total) => of_total(plan, expr, total, &mut found),
            _ => {}
        }
    }
    let mut seen: Vec<Span> = Vec::new();
    found.retain(|capped: &Capped<'_>| look::first_time(&mut seen, capped.cap.span));
    found
}

fn of_steps<'p>(plan: &'p Plan, expr: &'p Expr, steps: &'p Steps, found: &mut Vec<Capped<'p>>) {
    let so_far = |caps: usize, lines: usize| {
        let caps = steps.caps.iter().take(caps).cloned().collect();
        let lines = steps.steps.iter().take(lines).cloned().collect();
        let kind = Kind::Steps(Box::new(Steps { value: steps.value.clone(), caps, steps: lines }));
        interval(plan, &Expr { kind, ..expr.clone() })
    };
    let mut with: Vec<&Cap> = Vec::new();
    for (at, cap) in steps.caps.iter().enumerate() {
        found.push(Capped { cap, ty: expr.ty, before: so_far(at, 0), with: with.clone() });
        with.push(cap);
    }
    for (at, step) in steps.steps.iter().enumerate() {
        match step {
            Step::Cap(cap) => {
                found.push(Capped { cap, ty: expr.ty, before: so_far(steps.caps.len(), at), with: with.clone() });
                with.push(cap);
            }
            Step::Change(change) => {
                with.clear();
                of_change(plan, expr.ty, change, found);
            }
            // A ratchet binds only where there is an earlier value, so it says nothing of what came before.
            Step::Ratchet { .. } => {}
            Step::Prorate { .. } => with.clear(),
        }
    }
}

/// The caps of one line bound what that line adds or takes.
fn of_change<'p>(plan: &'p Plan, ty: Type, change: &'p Change, found: &mut Vec<Capped<'p>>) {
    let amount = interval(plan, &change.amount);
    let before = match &change.each {
        None => amount,
        Some(each) => times_steps(&amount, most_steps(plan, each)),
    };
    let mut with: Vec<&Cap> = Vec::new();
    for cap in &change.caps {
        // What reaches the second cap has been through the first; nothing is said of it.
        let before = if with.is_empty() { before.clone() } else { Interval::OPEN };
        found.push(Capped { cap, ty, before, with: with.clone() });
        with.push(cap);
    }
}

fn times_steps(amount: &Interval, most: Option<Number>) -> Interval {
    let high = match (&amount.high, most) {
        (Some((_, high)), Some(most)) if amount.is_positive() => high.mul(&most).ok().map(|high| (true, high)),
        (Some(_) | None, Some(_) | None) => None,
    };
    let low = amount.is_positive().then_some((true, Number::ZERO));
    Interval { low, high }
}

/// The most steps a value can lie above or below what it is measured against.
fn most_steps(plan: &Plan, each: &Each) -> Option<Number> {
    if each.unit != StepUnit::Difference {
        return None;
    }
    let (value, against, step) = (interval(plan, &each.value), interval(plan, &each.against), interval(plan, &each.step));
    let (from, to) = match each.direction {
        Direction::Above => (against.low?.1, value.high?.1),
        Direction::Below => (value.low?.1, against.high?.1),
    };
    let smallest = step.low?.1;
    if smallest.is_zero() || smallest.is_negative() {
        return None;
    }
    let steps = to.sub(&from).ok()?.div(&smallest).ok()?;
    Some(match each.counting {
        Counting::Full => steps.floor(),
        Counting::Started => steps.ceil(),
        Counting::ProRata => steps,
    })
}

fn of_total<'p>(plan: &'p Plan, expr: &'p Expr, total: &'p Total, found: &mut Vec<Capped<'p>>) {
    let mut with: Vec<&Cap> = Vec::new();
    for (at, cap) in total.caps.iter().enumerate() {
        let caps = total.caps.iter().take(at).cloned().collect();
        let rule = Total { caps, gates: Vec::new(), vetoes: Vec::new(), ..total.clone() };
        let before = interval(plan, &Expr { kind: Kind::Total(Box::new(rule)), ..expr.clone() });
        found.push(Capped { cap, ty: expr.ty, before, with: with.clone() });
        with.push(cap);
    }
}

/// What is no more than a cap, in words of the clause.
pub(in crate::lint) fn is_cap(cap: &Cap) -> bool {
    cap.kind == CapKind::AtMost
}
