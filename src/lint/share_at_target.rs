//! L401 share-at-target: too few or too many people reach the target of a KPI.

use super::basis::population::{Scored, judged, share};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::value::{Number, show};

const LOW: Threshold = Threshold { lint: "share-at-target", key: "low", unit: Unit::Percent, thousandths: 500 };
const HIGH: Threshold = Threshold { lint: "share-at-target", key: "high", unit: Unit::Percent, thousandths: 800 };
const FEWEST: Threshold = Threshold { lint: "share-at-target", key: "fewest-people", unit: Unit::Count, thousandths: 5_000 };

pub(super) const LINT: Lint = Lint { code: "L401", name: "share-at-target", thresholds: &[LOW, HIGH, FEWEST], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let (low, high) = (subject.settings.get(&LOW), subject.settings.get(&HIGH));
    for scored in judged(subject, (&LINT, found), &FEWEST, Scored::attainments) {
        let people = scored.attainments.len();
        let Some(reached) = share(&scored.attainments, |attainment| *attainment >= Number::ONE) else { continue };
        let own = scored.kpi.title.as_deref().unwrap_or(&scored.kpi.name);
        found.measure(&LINT, (own, scored.kpi.span), (&reached, Text::same(show::percent(&reached))));
        if reached >= low && reached <= high {
            continue;
        }
        let few = reached < low;
        let name = &scored.kpi.name;
        let (reached, low, high) = (show::percent(&reached), show::percent(&low), show::percent(&high));
        let message = Text::new(
            format!("{reached} of {people} people reach the target of {name}"),
            format!("{people} 人中有 {reached} 达到“{name}”的目标值"),
        );
        let help = if few {
            Text::new(
                format!("55–65% is called healthy, below {low} the target steers few: lower it, or see why it is missed"),
                format!("通常认为 55% 至 65% 为宜，低于 {low} 说明目标值对多数人不起作用：请调低，或查明未达标的原因"),
            )
        } else {
            Text::new(
                format!("55–65% is called healthy, above {high} the target is given away: raise it"),
                format!("通常认为 55% 至 65% 为宜，高于 {high} 说明目标值过低：请调高"),
            )
        };
        found.report(warning(&LINT, message).label(scored.kpi.span, Text::new("the target of this KPI", "该指标的目标值")).help(help));
    }
}
