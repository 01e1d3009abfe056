//! L119 measure-without-owner: a figure that decides pay, for which nobody answers.

use super::basis::provenance::{Lacking, report};
use super::basis::wording::t;
use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint { code: "L119", name: "measure-without-owner", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let lacking = Lacking {
        lint: &LINT,
        is_said: |column| column.owner.is_some(),
        what: t("no owner", "责任人"),
        label: t("who answers for it?", "由谁负责？"),
        help: t(
            "write behind the column who answers for its numbers, for example `owner \"Sales Operations\"`, so that people know whom to ask",
            "请在列后写明由谁负责，例如 `责任人 \"财务部\"`，让员工知道有疑问找谁",
        ),
    };
    report(subject, found, &lacking);
}
