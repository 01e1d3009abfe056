//! Policies that look back, and data of several periods in which people come and go.

use std::collections::BTreeMap;

use merit::value::{Period, PeriodKind};

use super::dice::Dice;

/// A policy with data of periods in order.
pub struct Chain {
    pub text: String,
    pub files: BTreeMap<String, String>,
    pub periods: Vec<Period>,
}

const PEOPLE: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// The policy and data of one number.
pub fn chain(number: u64) -> Chain {
    let mut dice = Dice::new(number.wrapping_add(1 << 40));
    let kind = *dice.pick(&[PeriodKind::Quarter, PeriodKind::Month]);
    // Over the turn of a year, so that a year to date begins anew.
    let first = Period::new(kind, 2025, if kind == PeriodKind::Quarter { 3 } else { 11 }).expect("a period");
    let periods: Vec<Period> = std::iter::successors(Some(first), |period| period.next()).take(4).collect();
    let data = data(&mut dice, &periods);
    let word = if kind == PeriodKind::Quarter { "quarter" } else { "month" };
    let text = policy(&mut dice, word);
    let deals = deals(&mut dice, &data, &periods);
    let files = [("people".to_string(), data), ("deals".to_string(), deals)];
    Chain { text, files: files.into_iter().collect(), periods }
}

fn data(dice: &mut Dice, periods: &[Period]) -> String {
    let mut lines = vec!["id,q,role,revenue,quota".to_string()];
    for period in periods {
        let mut here: Vec<&str> = PEOPLE.into_iter().filter(|_| dice.chance(70)).collect();
        if here.is_empty() {
            here.push("A");
        }
        dice.shuffle(&mut here);
        for id in here {
            let role = if id < "D" { "AE" } else { "SDR" };
            let revenue = if dice.chance(12) { String::new() } else { format!("{}.{}", dice.below(40) * 500, dice.below(100)) };
            lines.push(format!("{id},{period},{role},{revenue},{}", (dice.below(20) + 1) * 700));
        }
    }
    lines.join("\n") + "\n"
}

/// Deals of people who are there in the period they are closed in, some of them cancelled later.
fn deals(dice: &mut Dice, people: &str, periods: &[Period]) -> String {
    let mut lines = vec!["deal_id,id,amount,closed,cancelled".to_string()];
    for (at, line) in people.lines().skip(1).enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let period = Period::parse(cells[1]).expect("a period");
        for more in 0..dice.below(3) {
            let closed = period.start().add_days(i64::try_from(dice.below(28)).expect("few")).expect("a date");
            let later = closed.add_days(i64::try_from(dice.below(200)).expect("few")).expect("a date");
            let last = periods[periods.len() - 1].end();
            let cancelled = if dice.chance(50) && later <= last { later.to_string() } else { String::new() };
            lines.push(format!("d{at}_{more},{},{}.{},{closed},{cancelled}", cells[0], dice.below(50) * 100, dice.below(100)));
        }
    }
    lines.join("\n") + "\n"
}

fn policy(dice: &mut Dice, period: &str) -> String {
    let mut text = format!(
        "policy \"Looks back\" {{ period {period}; currency CNY; effective 2025-01-01 to 2026-12-31; rounding money {} to {} }}\n",
        dice.pick(&["half up", "half even", "up", "down"]),
        dice.pick(&["0.01", "0.1", "1"])
    );
    text.push_str("input people by id each period in column \"q\" {\n  role : one of \"AE\", \"SDR\"\n  revenue : money at least 0 optional\n  quota : money above 0\n}\n");
    text.push_str("input deals by deal_id of people by id dated closed {\n  amount : money at least 0\n  closed : date\n  cancelled : date optional\n}\n");
    let revenue = if dice.chance(50) { "revenue" } else { "(revenue otherwise 0)" };
    text.push_str(&format!("let sold : money = {revenue}\n"));
    text.push_str(&format!("let reached : percent = sold / quota{}\n", ratchet(dice)));
    for at in 0..2 + dice.below(3) {
        text.push_str(&value(dice, at));
    }
    text.push_str(&format!(
        "carry owed : money starting {} = owed last period + {}% of quota - min(owed last period, {}% of sold)\n",
        dice.below(3) * 100,
        dice.below(9),
        dice.below(30)
    ));
    if dice.chance(70) {
        text.push_str(
            "scorecard all { kpi sales { measure sold; target quota; weight 100%; score attainment in points, at most 120 } }\n\
             grade by score { A from 90 : factor 1.2; B from 50 : factor 1; C below 50 : factor 0.5 }\n",
        );
        text.push_str(&format!("let weak = (grade = C) for {} periods running\n", dice.below(3) + 1));
        let before = *dice.pick(&[
            "let before = (score last period) otherwise 50\n",
            "let before = score last period\n",
            "let before = if weak then 0 else (sales.score last period) otherwise 1\n",
        ]);
        text.push_str(before);
    }
    text.push_str(&payouts(dice));
    text
}

fn ratchet(dice: &mut Dice) -> String {
    let bound = dice.pick(&["above", "below"]);
    let when = dice.pick(&["", " when role = \"AE\"", " when sold > 5_000"]);
    match dice.below(3) {
        0 => String::new(),
        _ => format!("\n  never {bound} reached last period{when}"),
    }
}

fn value(dice: &mut Dice, at: usize) -> String {
    let function = *dice.pick(&["sum", "average", "min", "max", "count", "median"]);
    let of = *dice.pick(&["sold", "(sold - quota)", "revenue", "quota"]);
    let count = dice.below(3) + 1;
    let this = *dice.pick(&["including this", "before this"]);
    let enough = match dice.below(3) {
        0 => String::new(),
        _ => format!(", at least {}", dice.below(count) + 1),
    };
    let otherwise = if dice.chance(50) { " otherwise 7" } else { "" };
    match dice.below(4) {
        0 => format!("let value{at} = {function} of {of} over year to date\n"),
        1 => format!("let value{at} = ({of} last period){otherwise}\n"),
        2 => format!("let value{at} = (reached > {}%) for {count} periods running\n", dice.below(12) * 10),
        _ => format!("let value{at} = ({function} of {of} over last {count} periods ({this}{enough})){otherwise}\n"),
    }
}

fn payouts(dice: &mut Dice) -> String {
    let mut text = String::new();
    let whom = *dice.pick(&["", " for role = \"AE\""]);
    text.push_str(&format!("let to_date = sum of sold over year to date\npayout commission{whom} {{\n  pay tiers marginal on to_date {{ up to 10_000 : {}%; above 10_000 : {}% }}\n", dice.below(5) + 1, dice.below(5) + 6));
    if dice.chance(80) {
        text.push_str("  less paid to date\n");
    }
    text.push_str("  may be negative\n}\n");
    if dice.chance(70) {
        let rate = format!(
            "param rate : percent = {}% from 2025-01-01, {}% from 2026-01-01\nlet deals.credit = rate * amount\n",
            dice.below(9) + 1,
            dice.below(9) + 1
        );
        let share = dice.pick(&["by remaining months", "in full"]);
        let value = dice.pick(&["credit", "(credit + 1)"]);
        text.push_str(&rate);
        text.push_str(&format!("payout direct {{ pay sum of credit over deals }}\npayout reversal {{ pay clawback of direct ({value} over deals, cancelled within {} months of closed, {share}) }}\n", dice.below(6) + 1));
        if dice.chance(40) {
            text.push_str(&format!(
                "payout again {{ pay clawback of direct (amount * 5% over deals, cancelled within {} months of closed, in full) }}\n",
                dice.below(6) + 1
            ));
        }
    }
    text.push_str(&format!("payout bonus{whom} {{\n  pay {}% of sold\n", dice.below(20)));
    if dice.chance(60) {
        let back = match dice.below(3) {
            0 => "not recoverable".to_string(),
            _ => format!("recoverable from {}% of later surplus", dice.below(100) + 1),
        };
        text.push_str(&format!("  draw {}, {back}\n", (dice.below(8) + 1) * 200));
    }
    if dice.chance(50) {
        text.push_str(&format!("  guarantee {}{}\n", (dice.below(5) + 1) * 100, dice.pick(&["", " when sold < 5_000"])));
    }
    if dice.chance(60) {
        text.push_str(&format!("  defer {}% over {} periods\n", dice.below(100) + 1, dice.below(3) + 1));
    }
    text.push_str("}\n");
    if whom.is_empty() {
        text.push_str("payout top_up { pay max(0, 300 - (commission paid to date)) }\n");
    }
    text
}
