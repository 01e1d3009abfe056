//! L507 amendment-inside-period: an amendment that begins or ends in the middle of a period, and holds for all of it or none.

use super::{Found, Lint, Subject, warning};
use crate::diagnostic::text::quote;
use crate::diagnostic::{Language, Text};
use crate::source::Span;
use crate::syntax::ast::{Amend, Item};
use crate::value::{Date, Period};

pub(super) const LINT: Lint = Lint { code: "L507", name: "amendment-inside-period", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let kind = subject.plan.period;
    for amend in amends(subject) {
        let title = quote(&amend.title.text, Language::English);
        if let Some((from, place)) = amend.terms.from {
            let period = Period::containing(kind, from);
            if from != period.start() {
                let message = Text::new(
                    format!("the amendment {title} begins on {from}, inside {period}, and holds from {} on", period.start()),
                    format!("修订{title}自 {period} 期内的 {from} 起，却从 {} 起就适用", period.start()),
                );
                report(message, place, (from, period), found);
            }
        }
        if let Some((to, place)) = amend.terms.to {
            let period = Period::containing(kind, to);
            if to != period.end() {
                let message = Text::new(
                    format!("the amendment {title} ends on {to}, inside {period}, and does not hold for any of it"),
                    format!("修订{title}在 {period} 期内的 {to} 截止，整个 {period} 都不适用"),
                );
                report(message, place, (to, period), found);
            }
        }
    }
}

fn report(message: Text, place: Span, (day, period): (Date, Period), found: &mut Found) {
    let (start, end) = (period.start(), period.end());
    let help = Text::new(
        format!("amendments divide no period: begin one on {start}, or end one on {end}; {day} itself changes nothing on its day"),
        format!("修订不会把一期分成两段：起始日请写 {start}，截止日请写 {end}；{day} 当天并没有变化"),
    );
    found.report(
        warning(&LINT, message)
            .label(place, Text::new("what is in force on a period's last day holds for all of it", "每个周期整期按期末那天有效的条款计算"))
            .help(help),
    );
}

/// Every amendment of the policy, whether it is in force in the version looked at or not.
pub(super) fn amends<'a>(subject: &Subject<'a>) -> impl Iterator<Item = &'a Amend> + use<'a> {
    let items = subject.files.iter().flat_map(|file| &file.items);
    items.filter_map(|item| if let Item::Amend(amend) = item { Some(amend) } else { None })
}
