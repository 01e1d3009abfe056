//! Where a KPI begins to score and where it scores the most, held against the norm for it.

use crate::diagnostic::Text;
use crate::lint::settings::Threshold;
use crate::lint::{Found, Lint, Subject, warning};
use crate::source::Span;
use crate::typical::{Steered, at_target, steered};
use crate::value::{Number, show};

/// What is said of a level that lies outside its norm: of which KPI, where it lies, and the two ends of the norm.
pub(in crate::lint) struct Said<'a> {
    pub kpi: &'a str,
    pub share: &'a str,
    pub low: &'a str,
    pub high: &'a str,
}

/// Message, label and help.
pub(in crate::lint) type Words = fn(&Said<'_>) -> [Text; 3];

/// Reports each KPI whose level, as a share of its target, lies outside the norm. Gives whether any KPI has such a level.
pub(in crate::lint) fn outside(
    subject: &Subject<'_>,
    (lint, found): (&Lint, &mut Found),
    (low, high): (&Threshold, &Threshold),
    level: impl Fn(&Steered<'_>) -> Option<Number>,
    words: Words,
) -> Judged {
    let plan = subject.plan;
    let (low, high) = (subject.settings.get(low), subject.settings.get(high));
    let (mut told, mut judged): (Vec<Span>, Judged) = (Vec::new(), Judged::None);
    // Of an input of which less is better, the lowest that scores is no threshold.
    for kpi in at_target(subject.shared.people(plan)).flat_map(|person| steered(plan, person)).filter(|kpi| kpi.kpi.reverse.is_none()) {
        let Some(share) = level(&kpi) else { continue };
        judged = Judged::Some;
        let own = kpi.kpi.title.as_deref().unwrap_or(&kpi.kpi.name);
        if !found.measured.iter().any(|known| known.code == lint.code && known.place == Some(kpi.kpi.span) && known.value == share) {
            found.measure(lint, (own, kpi.kpi.span), (&share, Text::same(show::percent(&share))));
        }
        if (share >= low && share <= high) || told.contains(&kpi.kpi.span) {
            continue;
        }
        told.push(kpi.kpi.span);
        let (share, low, high) = (show::percent(&share), show::percent(&low), show::percent(&high));
        let [message, label, help] = words(&Said { kpi: &kpi.kpi.name, share: &share, low: &low, high: &high });
        found.report(warning(lint, message).label(kpi.kpi.span, label).help(help));
    }
    judged
}

/// Whether there was anything to judge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Judged {
    Some,
    None,
}
