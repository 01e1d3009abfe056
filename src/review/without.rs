//! A plan without one of its clauses, or with a KPI at its full marks: what results are compared with to see what the clause takes.

use crate::plan::ir::{BandResult, Body, Cap, Def, DefId, Expr, ExprId, Kind, Plan, Step, Steps};
use crate::source::Span;
use crate::value::{Number, Type, Value};

/// What is done to a plan.
#[derive(Clone, PartialEq, Debug)]
pub enum Edit {
    /// The clause that stands there is left out, wherever it works.
    LeaveOut(Span),
    /// An adjustment brings nothing.
    Nothing(DefId),
    /// Nobody scores less than this: by scorecard, where several have the KPI.
    Full(DefId, Vec<(DefId, Number)>),
}

/// The plan after the edit; none where the clause stands in a calculation that cannot be made without it.
pub fn without(plan: &Plan, edit: &Edit) -> Option<Plan> {
    let mut plan = plan.clone();
    let changed = match edit {
        Edit::LeaveOut(span) => {
            let bodies = plan.defs.iter_mut().filter_map(|def| if let Body::Expr(body) = &mut def.body { Some(body) } else { None });
            left_out_of(bodies, *span)
        }
        Edit::Nothing(id) => nothing(&mut plan, *id),
        Edit::Full(id, marks) => full(&mut plan, *id, marks),
    };
    changed.then_some(plan)
}

fn nothing(plan: &mut Plan, id: DefId) -> bool {
    let Some(Def { body: Body::Expr(body), .. }) = plan.defs.get_mut(id.0 as usize) else { return false };
    body.kind = Kind::Literal(Value::Number(Number::ZERO));
    true
}

fn full(plan: &mut Plan, id: DefId, marks: &[(DefId, Number)]) -> bool {
    let mut next = plan.expr_count;
    let Some(Def { body: Body::Expr(body), .. }) = plan.defs.get_mut(id.0 as usize) else { return false };
    let mut changed = false;
    if let Kind::Cases(cases) = &mut body.kind {
        for case in &mut cases.cases {
            if let Some((_, full)) = marks.iter().find(|(covered, _)| *covered == case.covered) {
                at_least(&mut case.value, full, &mut next);
                changed = true;
            }
        }
    } else if let Some((_, full)) = marks.first() {
        at_least(body, full, &mut next);
        changed = true;
    }
    plan.expr_count = next;
    changed
}

fn at_least(expr: &mut Expr, least: &Number, next: &mut u32) {
    let mut fresh = || {
        let id = ExprId(*next);
        *next = next.saturating_add(1);
        id
    };
    let literal = Expr { id: fresh(), kind: Kind::Literal(Value::Number(least.clone())), ty: Type::Number, span: expr.span };
    let outer = Expr { id: fresh(), kind: Kind::Literal(Value::Number(least.clone())), ty: expr.ty, span: expr.span };
    let own = std::mem::replace(expr, outer);
    expr.kind = Kind::Max(vec![own, literal]);
}

/// The same in each of several: a gate may work in many.
fn left_out_of<'e>(all: impl Iterator<Item = &'e mut Expr>, span: Span) -> bool {
    let mut found = false;
    for expr in all {
        found |= left_out(expr, span);
    }
    found
}

/// Leaves out the gate, veto, cap or limit that stands at a place; gives whether there was one.
fn left_out(expr: &mut Expr, span: Span) -> bool {
    // Rules stand at the top of what defines a value, under its scorecards, or in a part of a calculation.
    match &mut expr.kind {
        Kind::Cases(cases) => left_out_of(cases.cases.iter_mut().map(|case| &mut case.value), span),
        Kind::KpiScore(rule) => {
            let gone = dropped(&mut rule.gates, |gate| gate.span == span) | dropped(&mut rule.vetoes, |veto| veto.span == span);
            left_out(&mut rule.score, span) || gone
        }
        Kind::Total(rule) => {
            dropped(&mut rule.gates, |gate| gate.span == span)
                | dropped(&mut rule.vetoes, |veto| veto.span == span)
                | dropped(&mut rule.caps, |cap| cap.span == span)
        }
        Kind::Grade(rule) => {
            dropped(&mut rule.vetoes, |veto| veto.veto.span == span) | dropped(&mut rule.limits, |limit| limit.span == span)
        }
        Kind::Payout(rule) => {
            let gone = dropped(&mut rule.gates, |gate| gate.span == span);
            left_out(&mut rule.amount, span) || gone
        }
        Kind::Steps(steps) => left_out_of_steps(steps, span),
        Kind::Bands(bands) => left_out_of(bands.lines.iter_mut().flat_map(|line| of_result(&mut line.result)), span),
        Kind::Pool(pool) => left_out(&mut pool.amount, span),
        Kind::Sum(terms) => left_out_of(terms.iter_mut().map(|(_, term)| term), span),
        Kind::Product(factors) => left_out_of(factors.iter_mut().map(|(_, factor)| factor), span),
        Kind::Min(parts) | Kind::Max(parts) | Kind::Otherwise(parts) => left_out_of(parts.iter_mut(), span),
        Kind::If { branches, otherwise } => left_out_of(branches.iter_mut().map(|(_, value)| value).chain([otherwise.as_mut()]), span),
        Kind::Round { value, .. } | Kind::Neg(value) => left_out(value, span),
        // Nothing in these is an amount with a gate, a veto, a cap or a limit of its own.
        Kind::Literal(_)
        | Kind::Ref(_)
        | Kind::Param(_)
        | Kind::ParamOn { .. }
        | Kind::Parent(_)
        | Kind::DateShift { .. }
        | Kind::AddMonths { .. }
        | Kind::DaysBetween { .. }
        | Kind::Working(_)
        | Kind::Compare { .. }
        | Kind::Within { .. }
        | Kind::In { .. }
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Not(_)
        | Kind::Abs(_)
        | Kind::Floor(_)
        | Kind::Ceil(_)
        | Kind::InPoints(_)
        | Kind::Aggregate(_)
        | Kind::RunningSum(_)
        | Kind::LastPeriod(_)
        | Kind::OverPeriods(_)
        | Kind::InARow { .. }
        | Kind::PaidToDate(_)
        | Kind::Released(_)
        | Kind::Clawback(_)
        | Kind::Standing(_)
        | Kind::Employed(_)
        | Kind::Period(_)
        | Kind::Lookup { .. }
        | Kind::Tiers(_)
        | Kind::Weighted(_)
        | Kind::GradeColumn { .. }
        | Kind::PayoutTotal(_) => false,
    }
}

fn left_out_of_steps(steps: &mut Steps, span: Span) -> bool {
    let gone = dropped(&mut steps.caps, |cap| cap.span == span) | dropped(&mut steps.steps, |step| is_cap(step, span));
    let mut found = gone;
    for step in &mut steps.steps {
        if let Step::Change(change) = step {
            found |= dropped(&mut change.caps, |cap| cap.span == span);
        }
    }
    steps.value.as_mut().is_some_and(|value| left_out(value, span)) || found
}

fn of_result(result: &mut BandResult) -> Vec<&mut Expr> {
    match result {
        BandResult::Value(value) => vec![value],
        BandResult::Linear { from, to } => vec![from, to],
        BandResult::Onward { .. } | BandResult::Refuse(_) => Vec::new(),
    }
}

fn is_cap(step: &Step, span: Span) -> bool {
    match step {
        Step::Cap(cap) => cap.span == span,
        Step::Change(_) | Step::Prorate { .. } | Step::Ratchet { .. } => false,
    }
}

fn dropped<T>(all: &mut Vec<T>, is: impl Fn(&T) -> bool) -> bool {
    let before = all.len();
    all.retain(|one| !is(one));
    all.len() < before
}

/// The caps of an amount: those of its value, those that are steps, and those of what is added or taken.
pub fn caps(expr: &Expr) -> Vec<&Cap> {
    if let Kind::Steps(steps) = &expr.kind {
        let later = steps.steps.iter().flat_map(|step| match step {
            Step::Cap(cap) => std::slice::from_ref(cap),
            Step::Change(change) => change.caps.as_slice(),
            Step::Prorate { .. } | Step::Ratchet { .. } => &[],
        });
        return steps.caps.iter().chain(later).collect();
    }
    if let Kind::Total(rule) = &expr.kind { rule.caps.iter().collect() } else { Vec::new() }
}
