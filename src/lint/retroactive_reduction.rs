//! L508 retroactive-reduction: an amendment inside a period by which somebody is paid less for the days before it.

use super::amendment_inside_period::amends;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::text::quote;
use crate::diagnostic::{Language, Text};
use crate::plan::ir::Plan;
use crate::report::model::money_places;
use crate::typical::{Typical, carried, people};
use crate::value::{Date, Number, Period, show};

pub(super) const LINT: Lint = Lint { code: "L508", name: "retroactive-reduction", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let whole = subject.whole;
    for amend in amends(subject) {
        let Some((from, place)) = amend.terms.from else { continue };
        let period = Period::containing(subject.plan.period, from);
        if from == period.start() {
            continue;
        }
        let (before, after) = (on(whole, period.start()), whole.in_force(period));
        let Some((person, was, is)) = paid_less(before, after, period) else { continue };
        let title = quote(&amend.title.text, Language::English);
        let money = |amount: &Number| show::money(amount, &after.currency, money_places(after));
        let message = Text::new(
            format!(
                "the amendment {title} reaches back: {} is paid {} instead of {} for all of {period}",
                person.en,
                money(&is),
                money(&was)
            ),
            format!("修订{title}有追溯效力：{}整个 {period} 由 {} 减为 {}", person.zh, money(&was), money(&is)),
        );
        let next = period.next().map_or(period.end(), Period::start);
        found.report(
            warning(&LINT, message)
                .label(place, Text::new(format!("part of {period} has passed by then"), format!("此时 {period} 已过去一部分")))
                .help(Text::new(
                    format!("what has been worked for is taken back; let the amendment begin on {next}"),
                    format!("这等于收回已经应得的报酬；请让修订自 {next} 起"),
                )),
        );
    }
}

/// The version in force on a day itself, whatever day its period ends.
fn on(plan: &Plan, day: Date) -> &Plan {
    plan.versions.iter().rev().find(|version| version.from <= day).map_or(plan, |version| &version.plan)
}

/// Somebody who is paid less, with what was and what is paid.
fn paid_less(before: &Plan, after: &Plan, period: Period) -> Option<(Text, Number, Number)> {
    let (one, two) = (before.payout_total?, after.payout_total?);
    people(before).iter().find_map(|person| {
        // Everybody is looked at in the same period, whichever they were made up for.
        let made = |plan: &Plan, data| Typical::new(plan, data, period, person.measures, person.example.clone());
        let (old, new) = (made(before, person.data.clone()), made(after, carried(&person.data, before, after)));
        let (was, is) = (old.number(one)?, new.number(two)?);
        (is < was).then(|| (old.described(), was, is))
    })
}
