//! L632 rare-review: a plan that is looked at less than once a year.

use super::t;
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L632", name: "rare-review", thresholds: &[], check };

/// Months from one review to the next, at most.
const YEAR: u32 = 12;

fn check(subject: &Subject<'_>, found: &mut Found) {
    let reviews = &subject.plan.process.reviews;
    let Some(most_often) = reviews.iter().min_by_key(|review| review.months) else {
        return found.silent(&LINT, t("the policy has no review (no-review reports it)", "制度没有定期评审（由 no-review 提示）"));
    };
    if most_often.months <= YEAR {
        return;
    }
    let months = most_often.months;
    let message = t(
        format!("this policy is looked at every {months} months, less than once a year"),
        format!("这份制度每 {months} 个月评审一次，一年不到一次"),
    );
    found.report(warning(&LINT, message).label(most_often.span, t("too rare", "间隔太长")).help(t(
        "markets change within a year: write `review every quarter` or `review every year`",
        "市场一年之内就会变化：请写 `定期评审 每季` 或 `定期评审 每年`",
    )));
}
