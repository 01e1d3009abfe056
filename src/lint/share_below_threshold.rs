//! L402 share-below-threshold: many people score nothing at all.

use super::basis::population::{Scored, judged, share};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::value::{Number, show};

const LIMIT: Threshold = Threshold { lint: "share-below-threshold", key: "limit", unit: Unit::Percent, thousandths: 100 };
const FEWEST: Threshold = Threshold { lint: "share-below-threshold", key: "fewest-people", unit: Unit::Count, thousandths: 5_000 };

pub(super) const LINT: Lint = Lint { code: "L402", name: "share-below-threshold", thresholds: &[LIMIT, FEWEST], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let limit = subject.settings.get(&LIMIT);
    for scored in judged(subject, (&LINT, found), &FEWEST, Scored::scores) {
        let people = scored.scores.len();
        let Some(nothing) = share(&scored.scores, |score| *score <= Number::ZERO) else { continue };
        let own = scored.kpi.title.as_deref().unwrap_or(&scored.kpi.name);
        found.measure(&LINT, (own, scored.kpi.span), (&nothing, Text::same(show::percent(&nothing))));
        if nothing <= limit {
            continue;
        }
        let (name, nothing, limit) = (&scored.kpi.name, show::percent(&nothing), show::percent(&limit));
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("{nothing} of {people} people score nothing in {name}"),
                    format!("{people} 人中有 {nothing} 在“{name}”上得 0 分"),
                ),
            )
            .label(scored.kpi.span, Text::new("below the threshold of this KPI", "未达到该指标的起计点"))
            .help(Text::new(
                format!("the norm is at most {limit} of the people below the threshold; lower the threshold or the target, or see what keeps people below it"),
                format!("通行做法是起计点以下的人不超过 {limit}；请降低起计点或目标值，或查明原因"),
            )),
        );
    }
}
