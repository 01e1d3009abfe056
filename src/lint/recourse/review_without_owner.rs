//! L633 review-without-owner: a review that nobody has to do.

use super::t;
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L633", name: "review-without-owner", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let reviews = &subject.plan.process.reviews;
    if reviews.is_empty() {
        return found.silent(&LINT, t("the policy has no review (no-review reports it)", "制度没有定期评审（由 no-review 提示）"));
    }
    for review in reviews.iter().filter(|review| review.by.is_none()) {
        let message = t("it is not said who reviews this policy", "没有写明由谁评审这份制度");
        found.report(
            warning(&LINT, message)
                .label(review.span, t("nobody has to do it", "没有责任人"))
                .help(t("add `by \"Sales Operations\"`", "请加上 `由 \"销售运营部\"`")),
        );
    }
}
