//! L614 judge-in-own-case: whoever gave the result decides about the appeal against it.

use super::{appeal, t};
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::{Body, Kind, walk};
use crate::syntax::ast::Excluded;

pub(in crate::lint) const LINT: Lint = Lint { code: "L614", name: "judge-in-own-case", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(appeal) = appeal(subject, &LINT, found) else { return };
    if appeal.panel.is_empty() {
        // panel-of-one-department says so.
        return;
    }
    let manager = !appeal.excluding.contains(&Excluded::Manager);
    let rater = is_rated(subject) && !appeal.excluding.contains(&Excluded::Rater);
    let (who, wanted) = match (manager, rater) {
        (false, false) => return,
        (true, false) => (t("the person's manager", "申诉人的上级"), t("excluding manager", "回避 上级")),
        (false, true) => (t("who rated the person", "给申诉人评过分的人"), t("excluding rater", "回避 评分人")),
        (true, true) => {
            (t("the person's manager, and who rated them,", "申诉人的上级和评过分的人"), t("excluding manager, rater", "回避 上级、评分人"))
        }
    };
    let span = appeal.places.excluding.or(appeal.places.panel).unwrap_or(appeal.span);
    let message = t(format!("{} may sit on the panel that decides about the appeal", who.en), format!("{}可以参加评审小组", who.zh));
    found.report(
        warning(&LINT, message)
            .label(span, t("not kept out", "没有回避"))
            .help(t(format!("add `{}`", wanted.en), format!("请加上 `{}`", wanted.zh))),
    );
}

/// Whether anything in the plan is rated by people.
fn is_rated(subject: &Subject<'_>) -> bool {
    subject.plan.defs.iter().any(|def| match &def.body {
        Body::Expr(body) => {
            walk::all(body).iter().any(|expr| matches!(&expr.kind, Kind::Aggregate(aggregate) if aggregate.rated.is_some()))
        }
        Body::Column(_) => false,
    })
}
