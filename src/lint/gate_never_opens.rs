//! L311 gate-never-opens: a condition nobody can meet.

use super::basis::truth::{Holder, Truth, conditions, reason, truth};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;

pub(super) const LINT: Lint = Lint { code: "L311", name: "gate-never-opens", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    for condition in conditions(subject.plan) {
        if truth(subject.plan, condition.expr) != Truth::Never {
            continue;
        }
        let name = condition.name;
        let (message, here) = match condition.holder {
            Holder::Gate => (
                Text::new(format!("nobody can pass the gate “{name}”"), format!("没有人能过门槛“{name}”")),
                Text::new("never holds: what it stands in is 0 for everybody", "永远不成立：所在的条款对所有人都是 0"),
            ),
            Holder::Veto => (
                Text::new(format!("the veto `{name}` can strike nobody"), format!("一票否决 `{name}` 对谁都不会生效")),
                Text::new("never holds", "永远不成立"),
            ),
            Holder::For => {
                (Text::new(format!("`{name}` is for nobody"), format!("`{name}` 不适用于任何人")), Text::new("never holds", "永远不成立"))
            }
        };
        let mut finding = warning(&LINT, message).label(condition.expr.span, here);
        if let Some((place, why)) = reason(subject.plan, condition.expr) {
            finding = finding.label(place, why);
        }
        found.report(finding.help(Text::new(
            "correct the number in the condition, or the bounds of the column, whichever is wrong",
            "请改正条件中的数字或列的范围，看哪一处写错了",
        )));
    }
}
