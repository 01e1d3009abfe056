//! L601 no-feedback: people hear of their results on pay day.

use super::basis::process::{has_results, no_results};
use super::basis::wording::t;
use super::{Found, Lint, Subject, header, warning};

pub(super) const LINT: Lint = Lint { code: "L601", name: "no-feedback", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if !has_results(subject.plan) {
        return found.silent(&LINT, no_results());
    }
    let Some(policy) = header(subject).filter(|_| subject.plan.process.feedback.is_empty()) else { return };
    let message = t("the policy says nowhere what people are told of their results", "制度没有写怎样向员工反馈绩效");
    found.report(warning(&LINT, message).label(policy.span, t("no feedback anywhere", "整份制度没有反馈")).help(t(
        "feedback is regular, immediate and goes through several channels: add for instance `feedback behind_plan when sales.attainment < 80% { timing immediate; through meeting, email; to person, manager; say \"…\" }`",
        "反馈应当定期、及时，并经多种渠道：例如加上 `反馈 进度落后 当 回款.完成率 < 80% 时 { 时机 即时；渠道 面谈、邮件；对象 本人、上级；内容 \"…\" }`",
    )));
}
