//! L118 measure-without-source: a figure that decides pay, of which nobody can say where it comes from.

use super::basis::provenance::{Lacking, report};
use super::basis::wording::t;
use super::{Found, Lint, Subject};

pub(super) const LINT: Lint = Lint { code: "L118", name: "measure-without-source", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let lacking = Lacking {
        lint: &LINT,
        is_said: |column| column.source.is_some(),
        what: t("no source", "来源"),
        label: t("from where?", "数据从哪里来？"),
        help: t(
            "write behind the column where its numbers come from, for example `source \"CRM\"`, so that anybody can look them up",
            "请在列后写明数据来源，例如 `来源 \"财务系统\"`，让人人都能查证",
        ),
    };
    report(subject, found, &lacking);
}
