//! L310 division-by-zero: a divisor that the declared bounds let be 0, with no condition before it.

use super::basis::look;
use super::basis::zero::{Cause, cause};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::{DefId, Expr, Gate, Kind, Plan, Role, Step, StepUnit, walk};
use crate::source::Span;
use crate::syntax::ast::{self, Factor, Item, Reverse};

pub(super) const LINT: Lint = Lint { code: "L310", name: "division-by-zero", thresholds: &[], check };

/// No more further places of one divisor are pointed at.
const MOST_PLACES: usize = 3;

/// An expression, what is known to hold (or not to hold) where it is computed, and the scorecard it stands in.
#[derive(Clone)]
struct Place<'p> {
    expr: &'p Expr,
    known: Vec<&'p Expr>,
    card: Option<DefId>,
}

impl<'p> Place<'p> {
    fn inside(&self, expr: &'p Expr) -> Place<'p> {
        Place { expr, ..self.clone() }
    }

    fn knowing(&self, expr: &'p Expr, more: impl IntoIterator<Item = &'p Expr>) -> Place<'p> {
        let mut place = self.inside(expr);
        place.known.extend(more);
        place
    }
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let mut seen: Vec<Span> = Vec::new();
    let mut told: Vec<(Span, Diagnostic)> = Vec::new();
    for root in look::roots(plan) {
        let mut open = vec![Place { expr: root, known: Vec::new(), card: None }];
        while let Some(place) = open.pop() {
            for divisor in divisors(plan, place.expr) {
                let written = one_line(subject.sources.slice(divisor.span));
                if let Some(cause) = cause(plan, (divisor, &written), &place.known, place.card)
                    && look::first_time(&mut seen, divisor.span)
                {
                    tell(subject, (divisor, &written), &cause, &mut told);
                }
            }
            open.extend(parts(plan, &place).into_iter().rev());
        }
    }
    for (_, finding) in told {
        found.report(finding);
    }
}

/// What an expression divides by.
fn divisors<'p>(plan: &Plan, expr: &'p Expr) -> Vec<&'p Expr> {
    match &expr.kind {
        Kind::Product(factors) => factors.iter().filter(|(factor, _)| *factor == Factor::Over).map(|(_, part)| part).collect(),
        Kind::Steps(steps) => steps
            .steps
            .iter()
            .filter_map(|step| match step {
                Step::Change(change) => change.each.as_ref().filter(|each| each.unit == StepUnit::OfAgainst).map(|each| &each.against),
                Step::Cap(_) | Step::Ratchet { .. } | Step::Prorate { .. } => None,
            })
            .filter(|against| !is_target(plan, against))
            .collect(),
        _ => Vec::new(),
    }
}

/// A KPI's target is judged where its attainment divides by it.
fn is_target(plan: &Plan, expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Ref(def) => look::def(plan, *def).is_some_and(|def| def.role == Role::KpiTarget),
        _ => false,
    }
}

/// The parts of an expression, each with what is known where it is computed.
fn parts<'p>(plan: &'p Plan, place: &Place<'p>) -> Vec<Place<'p>> {
    match &place.expr.kind {
        Kind::If { branches, otherwise } => {
            let mut found = Vec::new();
            let mut before: Vec<&Expr> = Vec::new();
            for (condition, value) in branches {
                found.push(place.knowing(condition, before.clone()));
                before.push(condition);
                found.push(place.knowing(value, before.clone()));
            }
            found.push(place.knowing(otherwise, before));
            found
        }
        Kind::And(items) | Kind::Or(items) => {
            items.iter().enumerate().map(|(at, item)| place.knowing(item, items.iter().take(at))).collect()
        }
        Kind::Cases(cases) => {
            let one = cases
                .cases
                .iter()
                .map(|case| Place { card: Some(case.covered), ..place.knowing(&case.value, look::body(plan, case.covered)) });
            one.collect()
        }
        Kind::KpiScore(rule) => {
            let struck = rule.vetoes.iter().map(|veto| &veto.when);
            let mut found = vec![place.knowing(&rule.score, needs(&rule.gates).chain(struck.clone()))];
            found.extend(needs(&rule.gates).chain(struck).map(|condition| place.inside(condition)));
            found
        }
        Kind::Payout(rule) => {
            let mut found = vec![place.knowing(&rule.amount, rule.applies.iter().chain(needs(&rule.gates)))];
            found.extend(rule.applies.iter().map(|applies| place.inside(applies)));
            found.extend(needs(&rule.gates).map(|gate| place.knowing(gate, &rule.applies)));
            found
        }
        Kind::Aggregate(aggregate) => {
            let value = aggregate.value.iter().map(|value| place.knowing(value, &aggregate.filter));
            value.chain(aggregate.filter.iter().map(|filter| place.inside(filter))).collect()
        }
        Kind::Standing(standing) => {
            let value = place.knowing(&standing.value, &standing.filter);
            [value].into_iter().chain(standing.filter.iter().map(|filter| place.inside(filter))).collect()
        }
        Kind::Pool(pool) => {
            let values = [&pool.amount].into_iter().chain(&pool.by).map(|value| place.knowing(value, &pool.filter));
            values.chain(pool.filter.iter().map(|filter| place.inside(filter))).collect()
        }
        _ => walk::children(place.expr).into_iter().map(|part| place.inside(part)).collect(),
    }
}

fn needs(gates: &[Gate]) -> impl Iterator<Item = &Expr> + Clone {
    gates.iter().map(|gate| &gate.needs)
}

/// One cause is one finding, however often it is divided by.
fn tell(subject: &Subject<'_>, (divisor, written): (&Expr, &str), cause: &Cause, told: &mut Vec<(Span, Diagnostic)>) {
    if let Some((_, finding)) = told.iter_mut().find(|(span, _)| *span == cause.span && cause.span != divisor.span) {
        if finding.labels.len() <= MOST_PLACES {
            finding.labels.push(crate::diagnostic::Label { span: divisor.span, text: Text::new("and here", "这里也除以它") });
        }
        return;
    }
    let message = Text::new(
        format!("`{written}` may be 0, and a division by 0 is an error on the person"),
        format!("`{written}` 可能为 0，而除以 0 会使这个人算不出结果"),
    );
    let cure = if reversed_by_ratio(subject.files).contains(&divisor.span) { mirror() } else { cause.cure.clone() };
    let mut finding = warning(&LINT, message).label(divisor.span, Text::new("divided by here", "这里除以它"));
    if cause.span != divisor.span {
        finding = finding.label(cause.span, cause.why.clone());
    }
    told.push((cause.span, finding.help(cure)));
}

/// The text of a divisor; the end of a long one is left out.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    crate::diagnostic::text::truncate(&words.join(" "), 50)
}

/// The measures that targets are divided by, where lower is better by ratio.
fn reversed_by_ratio(files: &[ast::File]) -> Vec<Span> {
    let mut found = Vec::new();
    let ratio = |way: &Option<(Reverse, Span)>| matches!(way, Some((Reverse::Ratio, _)));
    for item in files.iter().flat_map(|file| &file.items) {
        if let Item::Goal(goal) = item
            && ratio(&goal.lower_is_better)
        {
            found.extend(goal.measure.iter().map(|measure| measure.span));
        }
        if let Item::Scorecard(card) = item {
            let reversed = card.kpis.iter().filter(|kpi| ratio(&kpi.lower_is_better));
            found.extend(reversed.filter_map(|kpi| Some(kpi.measure.as_ref()?.span)));
        }
    }
    found
}

/// None at all is the best there is, so it must not be excluded.
fn mirror() -> Text {
    Text::new(
        "where 0 is the best result, write `lower is better by mirror` (2 − measure ÷ target), which has a value at 0",
        "0 是最好的结果时，请写 `越低越好 按 2−实际÷目标`，实际值为 0 也能计算",
    )
}
