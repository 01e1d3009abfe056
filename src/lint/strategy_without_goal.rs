//! L117 strategy-without-goal: a strategy of the header that no goal supports.

use super::basis::clauses::{goals, header};
use super::basis::wording::{q, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L117", name: "strategy-without-goal", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let strategies = header(subject.files).map_or(&[][..], |policy| policy.strategies.as_slice());
    if strategies.is_empty() {
        return found.silent(&LINT, t("the header has no strategy", "制度开头没有写战略"));
    }
    let supported: Vec<&str> = goals(subject.files).filter_map(|goal| goal.supports.as_ref()).map(|name| name.text.as_str()).collect();
    for strategy in strategies.iter().filter(|strategy| !supported.contains(&strategy.name.text.as_str())) {
        let name = &strategy.name.text;
        let message = t(format!("no goal supports the strategy {}", q(name)), format!("没有绩效目标支撑战略{}", q(name)));
        let label = t("stated, but not pursued by any goal", "写了战略，却没有落实到目标");
        found.report(warning(&LINT, message).label(strategy.name.span, label).help(t(
            format!("add a goal with `supports {name}`, or leave out a strategy this plan does nothing for"),
            format!("请增加一个写有 `支撑 {name}` 的绩效目标；与本方案无关的战略请删去"),
        )));
    }
}
