//! L308 param-changes-inside-period: a value that begins in the middle of a period and holds for all of it.

use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::value::{Date, Period};

pub(super) const LINT: Lint = Lint { code: "L308", name: "param-changes-inside-period", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let begins = plan.effective.map(|(start, _)| start);
    for param in &plan.params {
        for (at, value) in param.values.iter().enumerate() {
            let Some(from) = value.from else { continue };
            let period = Period::containing(plan.period, from);
            // What held before the plan began is no change of it.
            if from == period.start() || begins.is_some_and(|begins| from <= begins) {
                continue;
            }
            let (name, start) = (&param.name, period.start());
            let message = if at == 0 {
                Text::new(
                    format!("`{name}` begins on {from}, inside {period}: its value holds from {start} on"),
                    format!("`{name}` 自 {period} 期内的 {from} 起才有规定，却从 {start} 起就适用"),
                )
            } else {
                Text::new(
                    format!("`{name}` changes on {from}, inside {period}: the new value holds from {start} on"),
                    format!("`{name}` 在 {period} 期内的 {from} 变动，新值却从 {start} 起就适用"),
                )
            };
            let after = period.next().map_or(period.end(), Period::start);
            found.report(
                warning(&LINT, message)
                    .label(
                        value.span,
                        Text::new("what is in force on a period's last day holds for all of it", "每个周期整期按期末那天的值计算"),
                    )
                    .help(help(from, start, after)),
            );
        }
    }
}

fn help(from: Date, start: Date, after: Date) -> Text {
    Text::new(
        format!(
            "write `from {start}` if the whole period is meant, or `from {after}` if it is to begin with the next; {from} itself divides no period"
        ),
        format!("如果整期都按新值，请写 `自 {start}`；如果下一期起才变，请写 `自 {after}`；{from} 并不会把一期分成两段"),
    )
}
