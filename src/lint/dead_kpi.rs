//! L404 dead-kpi: a KPI gives everybody the same score.

use super::basis::population::{Scored, judged};
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::value::show;

const FEWEST: Threshold = Threshold { lint: "dead-kpi", key: "fewest-people", unit: Unit::Count, thousandths: 5_000 };

pub(super) const LINT: Lint = Lint { code: "L404", name: "dead-kpi", thresholds: &[FEWEST], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    for scored in judged(subject, (&LINT, found), &FEWEST, Scored::scores) {
        let people = scored.scores.len();
        let Some(first) = scored.scores.first().filter(|first| scored.scores.iter().all(|score| score == *first)) else { continue };
        let (name, score) = (&scored.kpi.name, show::number(first, 2));
        found.report(
            warning(
                &LINT,
                Text::new(format!("all {people} people score {score} in {name}"), format!("{people} 人在“{name}”上都得 {score} 分")),
            )
            .label(scored.kpi.span, Text::new("its weight decides nothing", "它的权重不起任何作用"))
            .help(Text::new(
                "check the data of its measure, then its target and its bands; a KPI that moves nobody's score only dilutes the others",
                "请先核对实际值的数据，再看目标值和分档；谁的分都不改变的指标只会稀释其他指标",
            )),
        );
    }
}
