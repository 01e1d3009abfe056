//! L205 excellence: the lowest attainment that scores the most is hardly above the target, or out of reach.

use super::basis::levels::{Judged, Said, outside};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject};
use crate::diagnostic::Text;
use crate::typical::Steered;
use crate::value::Number;

const LOW: Threshold = Threshold { lint: "excellence", key: "low", unit: Unit::Percent, thousandths: 1_100 };
const HIGH: Threshold = Threshold { lint: "excellence", key: "high", unit: Unit::Percent, thousandths: 2_000 };

pub(super) const LINT: Lint = Lint { code: "L205", name: "excellence", thresholds: &[LOW, HIGH], check };

/// A KPI that pays nothing above its target has no excellence level; whether its cap lies below the target is another lint's.
fn check(subject: &Subject<'_>, found: &mut Found) {
    let level = |kpi: &Steered<'_>| kpi.attainment_at(&kpi.excellence()?).filter(|share| *share > Number::ONE);
    if outside(subject, (&LINT, found), (&LOW, &HIGH), level, words) == Judged::None {
        found.silent(&LINT, Text::new("no KPI has a maximum that lies above its target", "没有在目标值以上封顶的指标"));
    }
}

fn words(Said { kpi, share, low, high }: &Said<'_>) -> [Text; 3] {
    [
        Text::new(
            format!("{kpi} scores its maximum from {share} of target, outside {low} to {high}"),
            format!("“{kpi}”在目标值的 {share} 处得满分，不在 {low} 至 {high} 之间"),
        ),
        Text::new(format!("no more is scored above {share} of target"), format!("超过目标值的 {share} 不再加分")),
        Text::new(
            format!("the norm is {low} to {high} of target: lower stops good people early, higher is for show"),
            format!("通行做法是目标值的 {low} 至 {high}：太低会让优秀的人早早停下，太高则形同虚设"),
        ),
    ]
}
