//! L406 quota-over-assignment: the targets handed out add up to far more than the company's own.

use super::basis::population::{company_figure, sum_over_people};
use super::basis::words::amount;
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::{DefId, Figure, PEOPLE, Plan};
use crate::source::Span;
use crate::value::{Number, Type, show};

const LIMIT: Threshold = Threshold { lint: "quota-over-assignment", key: "limit", unit: Unit::Percent, thousandths: 250 };

pub(super) const LINT: Lint = Lint { code: "L406", name: "quota-over-assignment", thresholds: &[LIMIT], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.results.is_none() {
        return found.silent(&LINT, super::basis::words::no_data());
    }
    let plan = subject.plan;
    let Some((company, place)) = company_figure(subject, Figure::TargetRevenue).filter(|(company, _)| *company > Number::ZERO) else {
        let why = if plan.figures.get(Figure::TargetRevenue).is_none() {
            Text::new("the header says no “target revenue”", "开头没有写“目标收入”")
        } else {
            Text::new("the target revenue is 0, or cannot be computed from these data", "按这些数据，目标收入为 0 或算不出来")
        };
        return found.silent(&LINT, why);
    };
    let limit = subject.settings.get(&LIMIT);
    for (target, span, name) in targets(plan) {
        let Some(sum) = sum_over_people(subject, target) else { continue };
        let Ok(over) = sum.sub(&company).and_then(|more| more.div(&company)) else { continue };
        found.measure(&LINT, (&name, span), (&over, Text::same(show::percent(&over))));
        if over <= limit {
            continue;
        }
        let (over, limit) = (show::percent(&over), show::percent(&limit));
        let (sum, company) = (amount(plan, &sum, Type::Money), amount(plan, &company, Type::Money));
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("the targets of {name} add up to {over} more than the company target"),
                    format!("“{name}”的目标值合计比公司目标高 {over}"),
                ),
            )
            .label(span, Text::new(format!("{sum} over everybody"), format!("合计 {sum}")))
            .label(place, Text::new(format!("company target {company}"), format!("公司目标 {company}")))
            .help(Text::new(
                format!("the norm is at most {limit} above the company target; hand out what the company plans for and a small margin"),
                format!("通行做法是最多比公司目标高 {limit}；请按公司计划分解，只留少量余量"),
            )),
        );
    }
}

/// Targets in money that are each person's own: a team's target would be counted once a member.
fn targets(plan: &Plan) -> Vec<(DefId, Span, String)> {
    let mut found: Vec<(DefId, Span, String)> = Vec::new();
    for kpi in plan.scorecards.iter().flat_map(|card| &card.kpis) {
        let Some(target) = kpi.target else { continue };
        let own = plan.defs.get(target.0 as usize).is_some_and(|def| def.ty == Type::Money && def.table == PEOPLE);
        let alone = !super::basis::reads::reach(plan, [target], |_| true).others;
        if own && alone && !found.iter().any(|(other, ..)| *other == target) {
            found.push((target, kpi.span, kpi.name.clone()));
        }
    }
    found
}
