//! L602 one-feedback-channel: all feedback goes one way, or says no way at all.

use super::basis::process::no_feedback;
use super::basis::wording::{MOST_LABELS, t};
use super::{Found, Lint, Subject, warning};
use crate::syntax::ast::ChannelKind;

pub(super) const LINT: Lint = Lint { code: "L602", name: "one-feedback-channel", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let feedback = &subject.plan.process.feedback;
    if feedback.is_empty() {
        return found.silent(&LINT, no_feedback());
    }
    let mut channels: Vec<&ChannelKind> = Vec::new();
    for channel in feedback.iter().flat_map(|clause| &clause.through) {
        if !channels.contains(&channel) {
            channels.push(channel);
        }
    }
    let message = match channels.len() {
        0 => t("no feedback says through which channel people are told", "反馈都没有写经什么渠道告知"),
        1 => t("all feedback goes through one channel", "反馈只有一种渠道"),
        _ => return,
    };
    let mut finding = warning(&LINT, message);
    for clause in feedback.iter().take(MOST_LABELS) {
        finding = finding.label(clause.span, t("here", "此处"));
    }
    found.report(finding.help(t(
        "feedback is regular, immediate and goes through several channels: write for instance `through meeting, email`",
        "反馈应当定期、及时，并经多种渠道：例如写 `渠道 面谈、邮件`",
    )));
}
