//! The walk over expressions, for everything that looks through them without computing them.

use super::{BandResult, Bound, Cap, Expr, Kind, Outcome, Step};

/// Whether any part of an expression, itself included, is one that `wanted` is after.
pub fn find<'e, T>(expr: &'e Expr, wanted: &impl Fn(&'e Expr) -> Option<T>) -> Option<T> {
    wanted(expr).or_else(|| children(expr).into_iter().find_map(|part| find(part, wanted)))
}

/// The parts of an expression that are evaluated for the same row, from the left; of an aggregate its own rows' parts too.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    let mut parts: Vec<&Expr> = Vec::new();
    match &expr.kind {
        Kind::Literal(_) | Kind::Ref(_) | Kind::Param(_) | Kind::Employed(_) | Kind::Period(_) | Kind::PayoutTotal(_) => {}
        Kind::Parent(inner)
        | Kind::Neg(inner)
        | Kind::Not(inner)
        | Kind::Abs(inner)
        | Kind::Floor(inner)
        | Kind::Ceil(inner)
        | Kind::InPoints(inner)
        | Kind::AddMonths { date: inner, .. } => parts.push(inner),
        Kind::Sum(terms) => parts.extend(terms.iter().map(|(_, term)| term)),
        Kind::Product(factors) => parts.extend(factors.iter().map(|(_, factor)| factor)),
        Kind::DateShift { date: one, days: two }
        | Kind::DaysBetween { from: one, to: two }
        | Kind::Compare { left: one, right: two, .. }
        | Kind::Round { value: one, unit: two, .. } => parts.extend([one.as_ref(), two.as_ref()]),
        Kind::Within { value, low, high } => {
            parts.push(value);
            parts.extend(ends(low.as_ref(), high.as_ref()));
        }
        Kind::In { value, options } => {
            parts.push(value);
            parts.extend(options);
        }
        Kind::And(items) | Kind::Or(items) | Kind::Otherwise(items) | Kind::Min(items) | Kind::Max(items) => parts.extend(items),
        Kind::If { branches, otherwise } => {
            parts.extend(branches.iter().flat_map(|(condition, value)| [condition, value]));
            parts.push(otherwise);
        }
        // The cells of the other rows are not this row's.
        Kind::Aggregate(_) | Kind::RunningSum(_) => {}
        Kind::Lookup { args, .. } => parts.extend(args),
        Kind::Bands(bands) => {
            parts.push(&bands.on);
            for line in &bands.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
                match &line.result {
                    BandResult::Value(value) => parts.push(value),
                    BandResult::Linear { from, to } => parts.extend([from, to]),
                    BandResult::Onward { .. } | BandResult::Refuse(_) => {}
                }
            }
        }
        Kind::Tiers(tiers) => {
            parts.push(&tiers.on);
            parts.extend(&tiers.starting);
            for line in &tiers.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
                match &line.rate {
                    Outcome::Value(rate) => parts.push(rate),
                    Outcome::Refuse { .. } => {}
                }
            }
        }
        Kind::Steps(steps) => {
            parts.extend(&steps.value);
            parts.extend(limits(&steps.caps));
            parts.extend(steps.steps.iter().flat_map(of_step));
        }
        Kind::Cases(cases) => parts.extend(cases.cases.iter().map(|case| &case.value)),
        Kind::KpiScore(rule) => parts.push(&rule.score),
        Kind::Weighted(rule) => parts.push(&rule.weight),
        Kind::Total(rule) => parts.extend(limits(&rule.caps)),
        Kind::Grade(rule) => parts.push(&rule.by),
        Kind::GradeColumn { values, .. } => parts.extend(values),
        Kind::Payout(rule) => parts.push(&rule.amount),
    }
    parts
}

fn ends<'e>(low: Option<&'e Bound>, high: Option<&'e Bound>) -> impl Iterator<Item = &'e Expr> {
    low.into_iter().chain(high).map(|bound| bound.value.as_ref())
}

fn limits(caps: &[Cap]) -> impl Iterator<Item = &Expr> {
    caps.iter().map(|cap| &cap.limit)
}

fn of_step(step: &Step) -> Vec<&Expr> {
    match step {
        Step::Change(change) => {
            let mut parts = vec![&change.amount];
            if let Some(each) = &change.each {
                parts.extend([&each.value, &each.against, &each.step]);
            }
            parts.extend(limits(&change.caps));
            parts
        }
        Step::Cap(cap) => vec![&cap.limit],
        Step::Prorate { factor, .. } => vec![factor],
    }
}
