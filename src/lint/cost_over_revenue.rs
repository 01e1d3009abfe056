//! L405 cost-over-revenue: what the plan pays is too large a share of the revenue it is paid for.

use super::basis::population::{company_figure, sum_over_people};
use super::basis::words::amount;
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::ir::Figure;
use crate::source::Span;
use crate::value::{Number, Type, show};

const LIMIT: Threshold = Threshold { lint: "cost-over-revenue", key: "limit", unit: Unit::Percent, thousandths: 100 };

pub(super) const LINT: Lint = Lint { code: "L405", name: "cost-over-revenue", thresholds: &[LIMIT], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if subject.results.is_none() {
        return found.silent(&LINT, super::basis::words::no_data());
    }
    let plan = subject.plan;
    let Some((revenue, place)) = company_figure(subject, Figure::Revenue).filter(|(revenue, _)| *revenue > Number::ZERO) else {
        let why = if plan.figures.get(Figure::Revenue).is_none() {
            Text::new("the header says no “revenue”", "开头没有写“收入”")
        } else {
            Text::new("the revenue is 0, or cannot be computed from these data", "按这些数据，收入为 0 或算不出来")
        };
        return found.silent(&LINT, why);
    };
    let paid = plan.payout_total.filter(|_| !plan.payouts.is_empty()).and_then(|total| sum_over_people(subject, total));
    let Some(paid) = paid else {
        return found.silent(&LINT, Text::new("the plan pays nothing", "制度中没有发放"));
    };
    let limit = subject.settings.get(&LIMIT);
    let Ok(share) = paid.div(&revenue) else { return };
    found.measure_whole(&LINT, (&share, Text::same(show::percent(&share))));
    if share <= limit {
        return;
    }
    let (share, limit) = (show::percent(&share), show::percent(&limit));
    let (paid, revenue) = (amount(plan, &paid, Type::Money), amount(plan, &revenue, Type::Money));
    let first = plan.payouts.first().and_then(|id| plan.defs.get(id.0 as usize)).map_or(Span::default(), |def| def.span);
    found.report(
        warning(
            &LINT,
            Text::new(
                format!("the payouts come to {share} of revenue, more than {limit}"),
                format!("发放总额占收入的 {share}，超过 {limit}"),
            ),
        )
        .label(first, Text::new(format!("{paid} is paid in all"), format!("合计发放 {paid}")))
        .label(place, Text::new(format!("revenue {revenue}"), format!("收入 {revenue}")))
        .help(Text::new(
            "3–9% of revenue is usual; lower the rates or cap the payouts before the plan is published",
            "通常为收入的 3% 至 9%；请在公布之前降低比例，或为发放封顶",
        )),
    );
}
