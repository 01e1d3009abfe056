//! L202 pay-falls: more of an input pays less than a smaller amount of it did.
//!
//! Both ends of every such stretch are exact. An input of which more always pays less (overdue receivables, a discount) is a cost and
//! not a result, and is not reported.

use std::collections::{BTreeMap, BTreeSet};

use super::basis::pay::{PayOver, Rises};
use super::basis::words::{amount, amount_exact, cell_name};
use super::{Found, Lint, Subject, warning};
use crate::curve::{Fall, Varied};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::{DefId, Plan};
use crate::typical::{Typical, targets};
use crate::value::{Number, Type};

/// Stretches written out; the others are counted.
const MOST_SHOWN: usize = 8;

pub(super) const LINT: Lint = Lint { code: "L202", name: "pay-falls", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.payouts.is_empty() {
        return found.silent(&LINT, Text::new("the plan pays nothing", "制度中没有发放"));
    }
    let people = subject.shared.people(plan);
    let mut told: BTreeMap<(u32, u32), (&Typical, Varied, &[Fall])> = BTreeMap::new();
    // A target that is raised is no result that rises.
    let targets = targets(plan);
    for over in subject.shared.pay(plan).iter().filter(|over| is_judged(over, &targets)) {
        let Some(person) = people.get(over.person) else { continue };
        let key = (over.cell.table.0, over.cell.column.0);
        // Of several people the one who shows most.
        if told.get(&key).is_none_or(|(_, _, falls)| falls.len() < over.falls.len()) {
            told.insert(key, (person, over.cell, &over.falls));
        }
    }
    if let Some(why) = subject.shared.lost(plan) {
        found.silent(&LINT, why);
    }
    for (person, cell, falls) in told.into_values() {
        found.report(finding(plan, person, cell, falls));
    }
}

/// Whether pay falls over a result, of which more pays more elsewhere.
pub(super) fn is_judged(over: &PayOver, targets: &BTreeSet<DefId>) -> bool {
    over.rises == Rises::Somewhere && !over.falls.is_empty() && !targets.contains(&over.cell.column)
}

fn finding(plan: &Plan, person: &Typical, cell: Varied, falls: &[Fall]) -> Diagnostic {
    let input = cell_name(plan, cell.column);
    let (ty, span) = plan.defs.get(cell.column.0 as usize).map_or((Type::Number, crate::source::Span::default()), |def| (def.ty, def.span));
    let money = |value: &Option<Number>| match value {
        Some(value) => Text::same(amount(plan, value, Type::Money)),
        None => Text::new("boundless amount", "无界的数额"),
    };
    let (mut en, mut zh) = (Vec::new(), Vec::new());
    for fall in falls.iter().take(MOST_SHOWN) {
        let (from, peak, lowest) = (amount_exact(plan, &fall.from, ty), money(&fall.peak), money(&fall.lowest));
        match &fall.recovers {
            Some(to) => {
                let to = amount_exact(plan, to, ty);
                en.push(format!("above {from} below {to}: less than the {} that {from} pays, down to {}", peak.en, lowest.en));
                zh.push(format!("超过 {from} 不满 {to}：少于 {from} 所发的 {}，最低 {}", peak.zh, lowest.zh));
            }
            None => {
                en.push(format!("above {from}: less than the {} that {from} pays, down to {}", peak.en, lowest.en));
                zh.push(format!("超过 {from}：少于 {from} 所发的 {}，最低 {}", peak.zh, lowest.zh));
            }
        }
    }
    let more = falls.len().saturating_sub(MOST_SHOWN);
    if more > 0 {
        en.push(format!("and {more} more such stretches"));
        zh.push(format!("另有 {more} 段"));
    }
    let origin = falls.first().and_then(|fall| clause(plan, person, cell, fall));
    let message = Text::new(
        format!(
            "pay falls as {} rises, on {}",
            input.en,
            if falls.len() == 1 { "one stretch".to_string() } else { format!("{} stretches", falls.len()) }
        ),
        format!("{}增加而应发合计反而减少，共 {} 段", input.zh, falls.len()),
    );
    let mut finding = warning(&LINT, message);
    if let Some((at, en, zh)) = origin {
        finding = finding.label(at, Text::new(format!("{en} brings less here"), format!("“{zh}”在此减少")));
    }
    let described = person.described();
    finding
        .label(span, Text::new("the input that rises", "增加的是这一列"))
        .drawing(Text::new(format!("  {}", en.join("\n  ")), format!("  {}", zh.join("\n  "))))
        .help(Text::new(
            format!("seen on {}; tax or pay each slice at its own rate (“tiers marginal”), or make the deduction smaller than what the step adds", described.en),
            format!("以{}计算；请改为分段计算（“超额累进”），或使扣减小于该档增加的数额", described.zh),
        ))
}

/// The first definition on the way from the input to the pay that falls where the pay does: its place and its name in both languages.
fn clause(plan: &Plan, person: &Typical, cell: Varied, fall: &Fall) -> Option<(crate::source::Span, String, String)> {
    use crate::diagnostic::Language;
    let total = plan.payout_total?;
    let ends = (fall.from.clone(), fall.recovers.clone().unwrap_or_else(|| fall.lowest_at.clone()));
    let falls = |id: DefId| {
        let curve = person.curve(plan, id, cell, ends.clone());
        curve.is_some_and(|curve| !curve.falls().is_empty())
    };
    // What the pay rests on, the last clause first: the one that falls while nothing it reads for the payout does.
    let found = plan.payouts.iter().copied().find(|payout| falls(*payout)).unwrap_or(total);
    let def = plan.defs.get(found.0 as usize)?;
    Some((def.span, def.spoken(Language::English), def.spoken(Language::Chinese)))
}
