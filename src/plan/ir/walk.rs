//! The parts of an expression of the plan, for looking through it without computing it.

use super::{BandResult, Bound, Cap, DefId, Expr, Gate, Group, Kind, Outcome, Step, Veto};

/// The expressions directly inside an expression; of an aggregate also what is read in its rows, of a rule its conditions.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        Kind::Literal(_)
        | Kind::Ref(_)
        | Kind::Param(_)
        | Kind::Employed(_)
        | Kind::Period(_)
        | Kind::PayoutTotal(_)
        | Kind::OverPeriods(_)
        | Kind::InARow { .. }
        | Kind::PaidToDate(_)
        | Kind::Released(_)
        | Kind::Clawback(_) => Vec::new(),
        Kind::LastPeriod(last) => last.starting.iter().collect(),
        Kind::Parent(inner)
        | Kind::Neg(inner)
        | Kind::Not(inner)
        | Kind::Abs(inner)
        | Kind::Floor(inner)
        | Kind::Ceil(inner)
        | Kind::InPoints(inner)
        | Kind::AddMonths { date: inner, .. } => vec![inner],
        Kind::Sum(terms) => terms.iter().map(|(_, term)| term).collect(),
        Kind::Product(factors) => factors.iter().map(|(_, factor)| factor).collect(),
        Kind::Working(working) => working.parts(),
        Kind::ParamOn { on, .. } => vec![on],
        Kind::DateShift { date: one, days: two }
        | Kind::DaysBetween { from: one, to: two }
        | Kind::Compare { left: one, right: two, .. }
        | Kind::Round { value: one, unit: two, .. } => vec![one, two],
        Kind::Within { value, low, high } => [value.as_ref()].into_iter().chain(ends(low.as_ref(), high.as_ref())).collect(),
        Kind::In { value, options } => [value.as_ref()].into_iter().chain(options).collect(),
        Kind::And(items) | Kind::Or(items) | Kind::Otherwise(items) | Kind::Min(items) | Kind::Max(items) => items.iter().collect(),
        Kind::If { branches, otherwise } => {
            branches.iter().flat_map(|(condition, value)| [condition, value]).chain([otherwise.as_ref()]).collect()
        }
        Kind::Aggregate(aggregate) => aggregate.value.iter().chain(&aggregate.filter).collect(),
        Kind::RunningSum(running) => [&running.value].into_iter().chain(&running.filter).collect(),
        Kind::Standing(standing) => [&standing.value].into_iter().chain(&standing.filter).collect(),
        Kind::Pool(pool) => [&pool.amount].into_iter().chain(&pool.by).chain(&pool.filter).collect(),
        Kind::Lookup { args, .. } => args.iter().collect(),
        Kind::Bands(bands) => {
            let mut parts = vec![&bands.on];
            for line in &bands.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
                parts.extend(of_result(&line.result));
            }
            parts
        }
        Kind::Tiers(tiers) => {
            let mut parts: Vec<&Expr> = [&tiers.on].into_iter().chain(&tiers.starting).collect();
            for line in &tiers.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
                parts.extend(of_outcome(&line.rate));
            }
            parts
        }
        Kind::Steps(steps) => steps.value.iter().chain(limits(&steps.caps)).chain(steps.steps.iter().flat_map(of_step)).collect(),
        Kind::Cases(cases) => cases.cases.iter().map(|case| &case.value).collect(),
        Kind::KpiScore(rule) => [&rule.score].into_iter().chain(needs(&rule.gates)).chain(strikes(&rule.vetoes)).collect(),
        Kind::Weighted(rule) => [&rule.weight].into_iter().chain(&rule.round).collect(),
        Kind::Total(rule) => limits(&rule.caps).chain(needs(&rule.gates)).chain(strikes(&rule.vetoes)).collect(),
        Kind::Grade(rule) => {
            let mut parts = vec![&rule.by];
            for line in &rule.lines {
                parts.extend(ends(line.low.as_ref(), line.high.as_ref()));
            }
            parts.extend(rule.vetoes.iter().map(|veto| &veto.veto.when));
            parts.extend(rule.limits.iter().flat_map(|limit| [&limit.by].into_iter().chain(&limit.filter)));
            parts
        }
        Kind::GradeColumn { values, .. } => values.iter().collect(),
        Kind::Payout(rule) => rule.applies.iter().chain(needs(&rule.gates)).chain([&rule.amount]).collect(),
    }
}

/// The definitions an expression itself reads by name or by its nature; those its parts read are not among them.
pub fn defs_of(expr: &Expr) -> Vec<DefId> {
    match &expr.kind {
        Kind::Ref(def) => vec![*def],
        Kind::Aggregate(aggregate) => {
            let rated = aggregate.rated.as_ref().map(|rated| rated.by);
            of_group(aggregate.group).into_iter().chain(rated).collect()
        }
        Kind::Standing(standing) => of_group(standing.group),
        Kind::Pool(pool) => of_group(pool.group),
        Kind::RunningSum(running) => vec![running.by],
        Kind::Cases(cases) => cases.cases.iter().map(|case| case.covered).collect(),
        Kind::KpiScore(rule) => vec![rule.measure],
        Kind::Weighted(rule) => rule.all.iter().map(|(score, _)| *score).chain([rule.score]).collect(),
        Kind::Total(rule) => rule.parts.iter().chain(&rule.adjusts).copied().collect(),
        Kind::Grade(rule) => {
            let groups = rule.limits.iter().flat_map(|limit| of_group(limit.group));
            rule.vetoes.iter().map(|veto| veto.covered).chain(groups).collect()
        }
        Kind::GradeColumn { grade, .. } => vec![*grade],
        Kind::PayoutTotal(payouts) => payouts.clone(),
        Kind::LastPeriod(_) | Kind::OverPeriods(_) | Kind::InARow { .. } | Kind::PaidToDate(_) | Kind::Released(_) => {
            earlier_of(expr).into_iter().collect()
        }
        Kind::Clawback(clawback) => vec![clawback.payout, clawback.value, clawback.lost, clawback.won],
        Kind::Literal(_)
        | Kind::Param(_)
        | Kind::Parent(_)
        | Kind::Neg(_)
        | Kind::Sum(_)
        | Kind::Product(_)
        | Kind::DateShift { .. }
        | Kind::AddMonths { .. }
        | Kind::DaysBetween { .. }
        | Kind::Working(_)
        | Kind::ParamOn { .. }
        | Kind::Compare { .. }
        | Kind::Within { .. }
        | Kind::In { .. }
        | Kind::And(_)
        | Kind::Or(_)
        | Kind::Not(_)
        | Kind::If { .. }
        | Kind::Otherwise(_)
        | Kind::Round { .. }
        | Kind::Min(_)
        | Kind::Max(_)
        | Kind::Abs(_)
        | Kind::Floor(_)
        | Kind::Ceil(_)
        | Kind::InPoints(_)
        | Kind::Employed(_)
        | Kind::Period(_)
        | Kind::Lookup { .. }
        | Kind::Bands(_)
        | Kind::Tiers(_)
        | Kind::Steps(_)
        | Kind::Payout(_) => Vec::new(),
    }
}

/// The definition whose values of other periods an expression reads.
pub fn earlier_of(expr: &Expr) -> Option<DefId> {
    if let Kind::LastPeriod(last) = &expr.kind {
        return Some(last.of);
    }
    if let Kind::OverPeriods(over) = &expr.kind {
        return Some(over.of);
    }
    if let Kind::Released(released) = &expr.kind {
        return Some(released.held);
    }
    if let Kind::Clawback(clawback) = &expr.kind {
        return Some(clawback.payout);
    }
    if let Kind::InARow { of, .. } | Kind::PaidToDate(of) = &expr.kind { Some(*of) } else { None }
}

/// The column that says who belongs together.
fn of_group(group: Group) -> Vec<DefId> {
    match group {
        Group::Same(column) | Group::Reports { column, .. } => vec![column],
        Group::Child(_) | Group::Everyone => Vec::new(),
    }
}

/// Whose rows or which people an expression is over, where it is over several.
pub fn groups_of(expr: &Expr) -> Vec<Group> {
    if let Kind::Aggregate(aggregate) = &expr.kind {
        return vec![aggregate.group];
    }
    if let Kind::Standing(standing) = &expr.kind {
        return vec![standing.group];
    }
    if let Kind::Pool(pool) = &expr.kind {
        return vec![pool.group];
    }
    if let Kind::Grade(rule) = &expr.kind { rule.limits.iter().map(|limit| limit.group).collect() } else { Vec::new() }
}

/// An expression and everything inside it, the outer before the inner.
pub fn all(expr: &Expr) -> Vec<&Expr> {
    let (mut found, mut open) = (Vec::new(), vec![expr]);
    while let Some(expr) = open.pop() {
        found.push(expr);
        open.extend(children(expr).into_iter().rev());
    }
    found
}

fn ends<'e>(low: Option<&'e Bound>, high: Option<&'e Bound>) -> impl Iterator<Item = &'e Expr> {
    low.into_iter().chain(high).map(|bound| bound.value.as_ref())
}

fn limits(caps: &[Cap]) -> impl Iterator<Item = &Expr> {
    caps.iter().map(|cap| &cap.limit)
}

fn needs(gates: &[Gate]) -> impl Iterator<Item = &Expr> {
    gates.iter().map(|gate| &gate.needs)
}

fn strikes(vetoes: &[Veto]) -> impl Iterator<Item = &Expr> {
    vetoes.iter().map(|veto| &veto.when)
}

fn of_result(result: &BandResult) -> Vec<&Expr> {
    match result {
        BandResult::Value(value) => vec![value],
        BandResult::Linear { from, to } => vec![from, to],
        BandResult::Onward { .. } | BandResult::Refuse(_) => Vec::new(),
    }
}

fn of_outcome(outcome: &Outcome) -> Option<&Expr> {
    match outcome {
        Outcome::Value(value) => Some(value),
        Outcome::Refuse { .. } => None,
    }
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
        Step::Ratchet { cap, when, .. } => [&cap.limit].into_iter().chain(when).collect(),
    }
}
