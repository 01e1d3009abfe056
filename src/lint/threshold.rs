//! L204 threshold: the lowest attainment that scores lies where it no longer steers anybody.

use super::basis::levels::{Judged, Said, outside};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject};
use crate::diagnostic::Text;
use crate::typical::Steered;

const LOW: Threshold = Threshold { lint: "threshold", key: "low", unit: Unit::Percent, thousandths: 500 };
const HIGH: Threshold = Threshold { lint: "threshold", key: "high", unit: Unit::Percent, thousandths: 850 };

pub(super) const LINT: Lint = Lint { code: "L204", name: "threshold", thresholds: &[LOW, HIGH], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let level = |kpi: &Steered<'_>| kpi.attainment_at(&kpi.threshold()?);
    if outside(subject, (&LINT, found), (&LOW, &HIGH), level, words) == Judged::None {
        found.silent(&LINT, Text::new("no KPI has a threshold below which nothing is scored", "没有设置起计点的指标"));
    }
}

fn words(Said { kpi, share, low, high }: &Said<'_>) -> [Text; 3] {
    [
        Text::new(
            format!("the threshold of {kpi} is {share} of target, outside {low} to {high}"),
            format!("“{kpi}”的起计点是目标值的 {share}，不在 {low} 至 {high} 之间"),
        ),
        Text::new(format!("nothing is scored below {share} of target"), format!("低于目标值的 {share} 不得分")),
        Text::new(
            format!("the norm is {low} to {high} of target: lower pays for little, higher leaves many with nothing to work for"),
            format!("通行做法是目标值的 {low} 至 {high}：太低等于白给，太高会使许多人无望而放弃"),
        ),
    ]
}
