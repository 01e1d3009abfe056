//! L313 cap-never-binds: a cap or a floor that no value reaches.

use super::basis::caps::{capped, is_cap};
use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::interval::interval;

pub(super) const LINT: Lint = Lint { code: "L313", name: "cap-never-binds", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    for capped in capped(plan) {
        let limit = interval(plan, &capped.cap.limit);
        // A cap at the very most that can come states it; one beyond it promises what nobody can get.
        let (most, beyond) = if is_cap(capped.cap) {
            (capped.before.high, limit.low.map(|(_, limit)| limit))
        } else {
            (capped.before.low, limit.high.map(|(_, limit)| limit))
        };
        let (Some((_, most)), Some(limit)) = (most, beyond) else { continue };
        let (shown, at) = (look::number(plan, &limit, capped.ty), look::number(plan, &most, capped.ty));
        let (message, here) = if is_cap(capped.cap) && most < limit {
            (
                Text::new(format!("the cap of {shown} is never reached"), format!("封顶 {shown} 永远达不到")),
                Text::new(format!("what stands before it makes {at} at most"), format!("前面的计算最多得 {at}")),
            )
        } else if !is_cap(capped.cap) && most > limit {
            (
                Text::new(format!("nothing ever falls to the floor of {shown}"), format!("永远不会低到保底 {shown}")),
                Text::new(format!("what stands before it makes {at} at least"), format!("前面的计算最少得 {at}")),
            )
        } else {
            continue;
        };
        found.report(warning(&LINT, message).label(capped.cap.span, here).help(Text::new(
            "correct the number, or delete the line: people plan for a limit that does not exist",
            "请改正数字，或删去这一句：大家会以为有这个限制",
        )));
    }
}
