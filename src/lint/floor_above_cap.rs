//! L314 floor-above-cap: a floor and a cap of one amount that cannot both hold.

use super::basis::caps::{capped, is_cap};
use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::interval::interval;

pub(super) const LINT: Lint = Lint { code: "L314", name: "floor-above-cap", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    for capped in capped(plan) {
        for other in capped.with {
            let (floor, cap) = match (is_cap(capped.cap), is_cap(other)) {
                (true, false) => (other, capped.cap),
                (false, true) => (capped.cap, other),
                (true, true) | (false, false) => continue,
            };
            let (Some((_, low)), Some((_, high))) = (interval(plan, &floor.limit).low, interval(plan, &cap.limit).high) else { continue };
            if low <= high {
                continue;
            }
            let (least, most) = (look::number(plan, &low, capped.ty), look::number(plan, &high, capped.ty));
            let won = if is_cap(capped.cap) { &most } else { &least };
            let message = Text::new(
                format!("at least {least} and at most {most} cannot both hold: everybody gets {won}"),
                format!("保底 {least} 与封顶 {most} 互相矛盾：所有人都得 {won}"),
            );
            found.report(
                warning(&LINT, message)
                    .label(capped.cap.span, Text::new("this line comes last and wins", "这一句在后，以它为准"))
                    .label(other.span, Text::new("this promises the opposite", "这一句的承诺与之相反"))
                    .help(Text::new(
                        "put the smaller number behind `at least` and the larger one behind `at most`",
                        "请把较小的数写在 `保底` 后，较大的数写在 `封顶` 后",
                    )),
            );
        }
    }
}
