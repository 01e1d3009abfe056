//! L204 threshold: the lowest attainment that scores lies where it no longer steers anybody.

use super::settings::{Threshold, Unit};
use super::typical::{at_target, steered};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::source::Span;
use crate::value::show;

const LOW: Threshold = Threshold { lint: "threshold", key: "low", unit: Unit::Percent, thousandths: 500 };
const HIGH: Threshold = Threshold { lint: "threshold", key: "high", unit: Unit::Percent, thousandths: 850 };

pub(super) const LINT: Lint = Lint { code: "L204", name: "threshold", thresholds: &[LOW, HIGH], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let (low, high) = (subject.settings.get(&LOW), subject.settings.get(&HIGH));
    let mut told: Vec<Span> = Vec::new();
    let mut judged = false;
    for kpi in at_target(subject.shared.people(plan)).flat_map(|person| steered(plan, person)).filter(|kpi| kpi.kpi.reverse.is_none()) {
        let Some(share) = kpi.threshold().and_then(|input| kpi.attainment_at(&input)) else { continue };
        judged = true;
        if (share >= low && share <= high) || told.contains(&kpi.kpi.span) {
            continue;
        }
        told.push(kpi.kpi.span);
        let (share, low, high) = (show::percent(&share), show::percent(&low), show::percent(&high));
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("the threshold of {} is {share} of target, outside {low} to {high}", kpi.kpi.name),
                    format!("“{}”的起计点是目标值的 {share}，不在 {low} 至 {high} 之间", kpi.kpi.name),
                ),
            )
            .label(kpi.kpi.span, Text::new(format!("nothing is scored below {share} of target"), format!("低于目标值的 {share} 不得分")))
            .help(Text::new(
                format!("the norm is {low} to {high} of target: lower pays for little, higher leaves many with nothing to work for"),
                format!("通行做法是目标值的 {low} 至 {high}：太低等于白给，太高会使许多人无望而放弃"),
            )),
        );
    }
    if !judged {
        found.silent(&LINT, Text::new("no KPI has a threshold below which nothing is scored", "没有设置起计点的指标"));
    }
}
