//! The parts of a written expression, for looking through it without translating it.

use super::{Amount, BandResult, Bands, Bound, Example, ExampleCell, Expect, Expr, ExprKind, Given, RowExpect, Step, TierRate, Tiers};

/// The expressions directly inside an expression.
pub fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Number(_)
        | ExprKind::Text(_)
        | ExprKind::Date(_)
        | ExprKind::Flag(_)
        | ExprKind::Months { .. }
        | ExprKind::Name(_)
        | ExprKind::Employed(_)
        | ExprKind::Period(_) => Vec::new(),
        ExprKind::Call { args, .. } | ExprKind::Apply { args, .. } => args.iter().collect(),
        ExprKind::On { value, starting, .. } => [value].into_iter().chain(starting).map(|part| &**part).collect(),
        ExprKind::Neg(inner) | ExprKind::Not(inner) | ExprKind::InPoints(inner) => vec![inner],
        ExprKind::Sum(parts) => parts.iter().map(|(_, part)| part).collect(),
        ExprKind::Product(parts) => parts.iter().map(|(_, part)| part).collect(),
        ExprKind::Of(one, two) => vec![one, two],
        ExprKind::Compare { left, right, .. } => vec![left, right],
        ExprKind::Within { value, low, high } => [&**value].into_iter().chain(low.iter().chain(high).map(|bound| &bound.value)).collect(),
        ExprKind::In { value, options } => [&**value].into_iter().chain(options).collect(),
        ExprKind::And(parts) | ExprKind::Or(parts) | ExprKind::Otherwise(parts) => parts.iter().collect(),
        ExprKind::If { branches, otherwise } => {
            branches.iter().flat_map(|(condition, result)| [condition, result]).chain([&**otherwise]).collect()
        }
        ExprKind::Round { value, unit, .. } => vec![value, unit],
        ExprKind::Aggregate(aggregate) => aggregate.value.iter().chain(&aggregate.filter).collect(),
        ExprKind::LastPeriod(inner) | ExprKind::InARow { condition: inner, .. } => vec![inner],
        ExprKind::AsOf { of, day } => vec![of.as_ref(), day.as_ref()],
        ExprKind::PaidToDate(of) => of.iter().map(|of| &**of).collect(),
        ExprKind::OverPeriods(over) => vec![&over.value],
        // Its value is one of rows, which no clause here reads.
        ExprKind::Clawback(clawback) => vec![&clawback.value],
        ExprKind::RunningSum(running) => [&running.value].into_iter().chain(&running.filter).collect(),
        ExprKind::Standing(standing) => [&standing.value].into_iter().chain(&standing.filter).collect(),
        ExprKind::Pool(pool) => [&pool.amount].into_iter().chain(pool.by.amount()).chain(&pool.filter).collect(),
        ExprKind::DaysBetween { from, to } => vec![from, to],
        ExprKind::Working(working) => working.parts(),
        ExprKind::Convert(conversion) => [&conversion.value].into_iter().chain(&conversion.as_of).collect(),
        ExprKind::Bands(bands) => of_bands(bands),
        ExprKind::Tiers(tiers) => of_tiers(tiers),
    }
}

fn ends<'e>(low: &'e Option<Bound>, high: &'e Option<Bound>) -> impl Iterator<Item = &'e Expr> {
    low.iter().chain(high).map(|bound| &bound.value)
}

pub fn of_bands(bands: &Bands) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = bands.on.iter().collect();
    for line in &bands.lines {
        found.extend(ends(&line.low, &line.high));
        match &line.result {
            BandResult::Value(amount) => found.extend(of_amount(amount)),
            BandResult::Linear { from, to } => found.extend([&**from, &**to]),
            BandResult::Columns(pairs) => found.extend(pairs.iter().map(|pair| &pair.value)),
            BandResult::LinearOnward | BandResult::Refuse(_) => {}
        }
    }
    found
}

pub fn of_tiers(tiers: &Tiers) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = tiers.on.iter().collect();
    for line in &tiers.lines {
        found.extend(ends(&line.low, &line.high));
        match &line.rate {
            TierRate::Rate(rate) => found.push(rate),
            TierRate::Refuse(_) => {}
        }
    }
    found
}

/// The expressions of a value, its caps and its steps.
pub fn of_amount(amount: &Amount) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = amount.value.iter().collect();
    found.extend(amount.caps.iter().map(|cap| &cap.limit));
    for step in &amount.steps {
        match step {
            Step::Change(change) => {
                found.push(&change.amount);
                found.extend(change.caps.iter().map(|cap| &cap.limit));
                if let Some(each) = &change.each {
                    found.extend([&each.step, &each.against].into_iter().chain(&each.value));
                }
            }
            Step::Cap(cap) => found.push(&cap.limit),
            Step::Prorate { factor, .. } => found.push(factor),
            Step::Ratchet { cap, when, .. } => found.extend([&cap.limit].into_iter().chain(when)),
        }
    }
    found
}

/// The expressions of an example: what it gives and expects, in its tables too.
pub fn of_example(example: &Example) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = Vec::new();
    found.extend(example.earlier.iter().flat_map(|earlier| &earlier.values).map(|(_, value)| value));
    example.given.iter().for_each(|given| of_given(given, &mut found));
    found.extend(example.expect.iter().filter_map(|expect| match expect {
        Expect::Value { value, .. } => Some(value),
        Expect::Error { .. } => None,
    }));
    for row in example.tables.iter().flat_map(|table| &table.rows) {
        found.extend(row.given.iter().filter_map(ExampleCell::value));
        match &row.expect {
            RowExpect::Values(cells) => found.extend(cells.iter().filter_map(ExampleCell::value)),
            RowExpect::Error { .. } => {}
        }
    }
    found
}

fn of_given<'e>(given: &'e Given, found: &mut Vec<&'e Expr>) {
    match given {
        Given::Value(pair) => found.push(&pair.value),
        Given::Rows { rows, .. } => found.extend(rows.iter().flatten().map(|pair| &pair.value)),
        Given::People { people, .. } => people.iter().flat_map(|person| &person.given).for_each(|given| of_given(given, found)),
    }
}
