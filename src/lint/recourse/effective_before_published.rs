//! L621 effective-before-published: a plan that counts before people have read it or been trained.

use super::t;
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L621", name: "effective-before-published", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(rollout) = &subject.plan.process.rollout else {
        return found
            .silent(&LINT, t("the policy has no rollout (no-acknowledgement reports it)", "制度没有推行块（由 no-acknowledgement 提示）"));
    };
    let (Some((from, _)), Some(effective)) = (subject.plan.effective, subject.plan.effective_span) else {
        return found.silent(&LINT, t("the header does not say from when it is effective", "制度开头没有写有效期"));
    };
    let help =
        t("publish and train before the first day that counts, or let the policy be effective later", "请在生效之前发布和培训，或推迟生效");
    let late = |day: crate::value::Date| day >= from;
    if let Some((day, span)) = rollout.publish.filter(|(day, _)| late(*day)) {
        let message =
            t(format!("the policy is effective from {from} and published on {day}"), format!("制度自 {from} 起生效，{day} 才发布"));
        let finding = warning(&LINT, message).label(span, t("people can read it from here", "到这一天才能看到"));
        found.report(finding.label(effective, t("it counts from here", "从这一天开始执行")).help(help.clone()));
    }
    for train in rollout.trainings.iter().filter(|train| late(train.by)) {
        let (by, title) = (train.by, super::q(&train.title));
        let message = t(
            format!("the policy is effective from {from}, and the training {title} may be as late as {by}"),
            format!("制度自 {from} 起生效，而培训{title}可以晚到 {by}"),
        );
        let finding = warning(&LINT, message).label(train.span, t("people learn it by here", "到这一天才学到"));
        found.report(finding.label(effective, t("it counts from here", "从这一天开始执行")).help(help.clone()));
    }
}
