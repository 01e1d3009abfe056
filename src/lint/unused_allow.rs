//! L331 unused-allow: an exception that covers nothing any more.

use super::{Found, LINTS, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::lint::settings::Level;

pub(super) const LINT: Lint = Lint { code: "L331", name: "unused-allow", thresholds: &[], check };

/// Looks when all other lints have. A lint that is switched off, or had nothing to judge by, may yet find what its `allow` covers.
fn check(subject: &Subject<'_>, found: &mut Found) {
    for allow in subject.files.iter().flat_map(|file| &file.allows) {
        let Some(lint) = LINTS.iter().find(|lint| lint.name == allow.lint.text && lint.name != LINT.name) else { continue };
        let off = subject.settings.level(lint.name) == Some(Level::Off);
        let silent = found.silent.iter().any(|(code, _)| *code == lint.code);
        if off || silent || found.allowed.iter().any(|(_, span)| *span == allow.span) {
            continue;
        }
        let message = Text::new(format!("`allow {}` covers nothing", lint.name), format!("“允许 {}”没有对应的提示", lint.name));
        let label = Text::new("nothing of this kind is found here", "这里没有这一类提示");
        let help = Text::new("remove it: the next finding of this kind should be seen", "请删去，以免遮住以后出现的同类提示");
        found.report(warning(&LINT, message).label(allow.span, label).help(help).fix(allow.span, ""));
    }
}
