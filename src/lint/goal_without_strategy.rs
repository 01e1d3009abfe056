//! L113 goal-without-strategy: a goal of which nobody can say what it is good for.

use super::basis::clauses::goals;
use super::basis::wording::{no_goal, q, t};
use super::{Found, Lint, Subject, warning};

pub(super) const LINT: Lint = Lint { code: "L113", name: "goal-without-strategy", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.plan.goals.is_empty() {
        return found.silent(&LINT, no_goal());
    }
    let help = match subject.plan.strategies.first() {
        Some((name, _)) => t(
            format!("say which strategy of the header it serves, for example `supports {name}`"),
            format!("请写明它支撑制度开头的哪一条战略，例如 `支撑 {name}`"),
        ),
        None => t(
            "write the strategy in the header, `strategy growth \"Win mid-market accounts\"`, and in the goal `supports growth`",
            "请在制度开头写明战略，如 `战略 增长 \"做大重点行业客户\"`，再在目标中写 `支撑 增长`",
        ),
    };
    for goal in goals(subject.files).filter(|goal| goal.supports.is_none()) {
        let name = q(&goal.name.text);
        let message = t(format!("the goal {name} supports no strategy"), format!("绩效目标{name}没有对应的战略"));
        let label = t("what it is for is not said", "没有写明为什么要定这个目标");
        found.report(warning(&LINT, message).label(goal.name.span, label).help(help.clone()));
    }
}
