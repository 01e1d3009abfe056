//! L312 gate-always-open: a condition everybody meets.

use super::basis::truth::{Holder, Truth, conditions, reason, truth};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;

pub(super) const LINT: Lint = Lint { code: "L312", name: "gate-always-open", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    for condition in conditions(subject.plan) {
        if truth(subject.plan, condition.expr) != Truth::Always {
            continue;
        }
        let name = condition.name;
        let (message, here) = match condition.holder {
            Holder::Gate => (
                Text::new(
                    format!("everybody passes the gate “{name}”: it holds nobody back"),
                    format!("人人都能过门槛“{name}”，它拦不住任何人"),
                ),
                Text::new("always holds", "永远成立"),
            ),
            Holder::Veto => (
                Text::new(format!("the veto `{name}` strikes everybody"), format!("一票否决 `{name}` 对所有人都会生效")),
                Text::new("always holds", "永远成立"),
            ),
            Holder::For => (
                Text::new(
                    format!("`{name}` is for everybody: its condition leaves nobody out"),
                    format!("`{name}` 适用于所有人，它的条件没有排除任何人"),
                ),
                Text::new("always holds", "永远成立"),
            ),
        };
        let mut finding = warning(&LINT, message).label(condition.expr.span, here);
        if let Some((place, why)) = reason(subject.plan, condition.expr) {
            finding = finding.label(place, why);
        }
        found.report(finding.help(Text::new(
            "write the bound that was meant (`above` excludes the number, `at least` includes it), or delete the condition",
            "请写上本来要求的界限（`超过` 不含本数，`不低于` 含本数），或删去这个条件",
        )));
    }
}
