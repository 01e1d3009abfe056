//! L101 kpi-count: a scorecard with more KPIs than a person can work towards.

use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, note, warning};
use crate::diagnostic::Text;
use crate::value::Number;

const NOTE_ABOVE: Threshold = Threshold { lint: "kpi-count", key: "note-above", unit: Unit::Count, thousandths: 5_000 };
const WARN_ABOVE: Threshold = Threshold { lint: "kpi-count", key: "warn-above", unit: Unit::Count, thousandths: 7_000 };

pub(super) const LINT: Lint = Lint { code: "L101", name: "kpi-count", thresholds: &[NOTE_ABOVE, WARN_ABOVE], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let (noted, warned) = (subject.settings.get(&NOTE_ABOVE), subject.settings.get(&WARN_ABOVE));
    for card in &subject.plan.scorecards {
        let count = card.kpis.len();
        let number = Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX));
        let own = card.title.as_deref().unwrap_or(&card.name);
        found.measure(&LINT, (own, card.span), (&number, Text::new(count.to_string(), format!("{count} 个"))));
        let message = Text::new(format!("{} has {count} KPIs", card.name), format!("“{}”有 {count} 个指标", card.name));
        let finding = if number > warned {
            warning(&LINT, message)
        } else if number > noted {
            note(&LINT, message)
        } else {
            continue;
        };
        let finding = finding.label(card.span, Text::new(format!("{count} KPIs"), format!("{count} 个指标")));
        found.report(finding.help(Text::new(
            "3 or fewer are usual in sales incentive practice, 5–7 in Chinese KPI sheets; keep those that decide the result, and manage the others without pay",
            "销售激励实践中通常不超过 3 个，国内考核表多为 5 至 7 个；留下决定结果的指标，其余的不与薪酬挂钩",
        )));
    }
}
