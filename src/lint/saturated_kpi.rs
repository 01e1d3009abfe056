//! L403 saturated-kpi: nearly everybody has the highest score of a KPI.

use super::basis::population::{Scored, judged, share};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::typical::{at_target, steered};
use crate::value::show;

const LIMIT: Threshold = Threshold { lint: "saturated-kpi", key: "limit", unit: Unit::Percent, thousandths: 900 };
const FEWEST: Threshold = Threshold { lint: "saturated-kpi", key: "fewest-people", unit: Unit::Count, thousandths: 5_000 };

pub(super) const LINT: Lint = Lint { code: "L403", name: "saturated-kpi", thresholds: &[LIMIT, FEWEST], check };

/// The highest score is that of the rule, where the rule has one.
fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let limit = subject.settings.get(&LIMIT);
    let kpis: Vec<_> = at_target(subject.shared.people(plan)).flat_map(|person| steered(plan, person)).collect();
    for scored in judged(subject, (&LINT, found), &FEWEST, Scored::scores) {
        let people = scored.scores.len();
        let rule = kpis.iter().find(|kpi| kpi.kpi.span == scored.kpi.span);
        let most = rule.and_then(|rule| crate::typical::number_of(rule.score()?.worth(&rule.excellence()?)));
        let Some((most, full)) = most.and_then(|most| share(&scored.scores, |score| *score >= most).map(|full| (most, full))) else {
            continue;
        };
        let own = scored.kpi.title.as_deref().unwrap_or(&scored.kpi.name);
        found.measure(&LINT, (own, scored.kpi.span), (&full, Text::same(show::percent(&full))));
        if full < limit {
            continue;
        }
        let (name, full, most) = (&scored.kpi.name, show::percent(&full), show::number(&most, 2));
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("{full} of {people} people have the highest score of {name}, {most}"),
                    format!("{people} 人中有 {full} 在“{name}”上得满分 {most}"),
                ),
            )
            .label(scored.kpi.span, Text::new("this KPI no longer tells people apart", "该指标已不能区分高低"))
            .help(Text::new("raise its target, or give its weight to a KPI that still steers", "请调高目标值，或把权重让给仍起作用的指标")),
        );
    }
}
