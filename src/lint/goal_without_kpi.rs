//! L115 goal-without-kpi: a goal that no KPI works for.

use super::basis::reads::body;
use super::basis::same::{Card, of_card};
use super::basis::wording::{no_goal, no_scorecard, q, t};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::{Goal, Kind, Kpi, Plan};

pub(super) const LINT: Lint = Lint { code: "L115", name: "goal-without-kpi", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    if plan.goals.is_empty() {
        return found.silent(&LINT, no_goal());
    }
    if plan.scorecards.is_empty() {
        return found.silent(&LINT, no_scorecard());
    }
    let kpis: Vec<&Kpi> = plan.scorecards.iter().flat_map(|card| &card.kpis).collect();
    for goal in plan.goals.iter().filter(|goal| !kpis.iter().any(|kpi| kpi.goal.as_ref() == Some(&goal.name))) {
        let name = q(&goal.name);
        let message = t(format!("no KPI works for the goal {name}"), format!("没有指标对应绩效目标{name}"));
        let finding = warning(&LINT, message).label(goal.span, t("announced, but nobody is measured by it", "定了目标，却没有人据此考核"));
        found.report(match measures_it(plan, goal) {
            Some(kpi) => finding.label(kpi.span, t("measures the same", "衡量的是同一件事")).help(named(
                &goal.name,
                &format!("in the KPI {}", q(&kpi.name)),
                &format!("在指标{}中", q(&kpi.name)),
            )),
            None => finding.help(named(&goal.name, "in the KPI that measures it", "在衡量它的指标中")),
        });
    }
}

fn named(goal: &str, en: &str, zh: &str) -> Text {
    t(
        format!("write `for goal {goal}` {en}; a goal that nobody is measured by is better left out"),
        format!("请{zh}写 `对应目标 {goal}`；不据以考核的目标不如不写"),
    )
}

/// A KPI with the goal's own measure.
fn measures_it<'p>(plan: &'p Plan, goal: &Goal) -> Option<&'p Kpi> {
    let Kind::Compare { left: wanted, .. } = &body(plan, goal.met)?.kind else { return None };
    plan.scorecards.iter().find_map(|scorecard| {
        let card = Card { plan, covered: scorecard.covered };
        let same = |kpi: &&Kpi| of_card(plan, kpi.measure, scorecard.covered).is_some_and(|measure| card.same(measure, wanted));
        scorecard.kpis.iter().find(|kpi| same(kpi))
    })
}
