//! L205 excellence: the lowest attainment that scores the most is hardly above the target, or out of reach.

use super::settings::{Threshold, Unit};
use super::typical::{at_target, steered};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::source::Span;
use crate::value::{Number, show};

const LOW: Threshold = Threshold { lint: "excellence", key: "low", unit: Unit::Percent, thousandths: 1_100 };
const HIGH: Threshold = Threshold { lint: "excellence", key: "high", unit: Unit::Percent, thousandths: 2_000 };

pub(super) const LINT: Lint = Lint { code: "L205", name: "excellence", thresholds: &[LOW, HIGH], check };

/// A KPI that pays nothing above its target has no excellence level; whether its cap lies below the target is another lint's.
fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let (low, high) = (subject.settings.get(&LOW), subject.settings.get(&HIGH));
    let mut told: Vec<Span> = Vec::new();
    let mut judged = false;
    for kpi in at_target(subject.shared.people(plan)).flat_map(|person| steered(plan, person)).filter(|kpi| kpi.kpi.reverse.is_none()) {
        let Some(share) = kpi.excellence().and_then(|input| kpi.attainment_at(&input)).filter(|share| *share > Number::ONE) else {
            continue;
        };
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
                    format!("{} scores its maximum from {share} of target, outside {low} to {high}", kpi.kpi.name),
                    format!("“{}”在目标值的 {share} 处得满分，不在 {low} 至 {high} 之间", kpi.kpi.name),
                ),
            )
            .label(kpi.kpi.span, Text::new(format!("no more is scored above {share} of target"), format!("超过目标值的 {share} 不再加分")))
            .help(Text::new(
                format!("the norm is {low} to {high} of target: lower stops good people early, higher is for show"),
                format!("通行做法是目标值的 {low} 至 {high}：太低会让优秀的人早早停下，太高则形同虚设"),
            )),
        );
    }
    if !judged {
        found.silent(&LINT, Text::new("no KPI has a maximum that lies above its target", "没有在目标值以上封顶的指标"));
    }
}
