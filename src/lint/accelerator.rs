//! L207 accelerator: the highest rate of tiers is many times the first.

use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, note};
use crate::diagnostic::Text;
use crate::plan::ir::{Body, Kind, Outcome, TierLine, walk};
use crate::source::Span;
use crate::value::{Number, Value, show};

const LIMIT: Threshold = Threshold { lint: "accelerator", key: "limit", unit: Unit::Times, thousandths: 2_500 };

pub(super) const LINT: Lint = Lint { code: "L207", name: "accelerator", thresholds: &[LIMIT], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let limit = subject.settings.get(&LIMIT);
    let mut told: Vec<Span> = Vec::new();
    let mut highest: Option<Number> = None;
    let bodies = subject.plan.defs.iter().filter_map(|def| if let Body::Expr(body) = &def.body { Some(body) } else { None });
    for expr in bodies.flat_map(walk::all) {
        let Kind::Tiers(tiers) = &expr.kind else { continue };
        // A rate of 0 before the first that pays is a threshold, and no base rate.
        let mut rates = tiers.lines.iter().filter_map(|line| rate(line).map(|rate| (rate, line.span))).filter(|(rate, _)| !rate.is_zero());
        let Some((base, first)) = rates.next() else { continue };
        let Some((most, at)) = rates.max_by(|one, two| one.0.cmp(&two.0)) else { continue };
        let Ok(times) = most.div(&base) else { continue };
        if highest.as_ref().is_none_or(|known| times > *known) {
            highest = Some(times.clone());
        }
        if times <= limit || told.contains(&at) {
            continue;
        }
        told.push(at);
        let (times, limit) = (show::number(&times, 2), show::number(&limit, 2));
        let message = Text::new(
            format!("the highest rate is {times} times the base rate, more than {limit}"),
            format!("最高比例是基本比例的 {times} 倍，超过 {limit} 倍"),
        );
        found.report(
            note(&LINT, message)
                .label(at, Text::new("the highest rate", "最高比例"))
                .label(first, Text::new("the base rate", "基本比例"))
                .help(Text::new(
                    format!("accelerators above {limit} times the base rate are costly, and tempt people to move deals from one period to the next"),
                    format!("超过基本比例 {limit} 倍的加速成本高，也会诱使人把订单挪到下一期"),
                )),
        );
    }
    if let Some(highest) = &highest {
        let times = show::number(highest, 2);
        found.measure_whole(&LINT, (highest, Text::new(format!("{times} times"), format!("{times} 倍"))));
    }
}

fn rate(line: &TierLine) -> Option<Number> {
    let Outcome::Value(rate) = &line.rate else { return None };
    if let Kind::Literal(Value::Number(rate)) = &rate.kind { Some(rate.clone()) } else { None }
}
