//! Findings that the policy allows: `allow kpi-count because "…"`.

use super::{Found, Lint, Subject};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Allow, Scope};

/// Sets the findings apart, of those from a position on, that an `allow` for the lint covers. Of several that do, the innermost
/// counts: the others would not be needed for it.
pub(super) fn set_apart(subject: &Subject<'_>, lint: &Lint, from: usize, found: &mut Found) {
    let own: Vec<&Allow> = subject.files.iter().flat_map(|file| &file.allows).filter(|allow| allow.lint.text == lint.name).collect();
    if own.is_empty() {
        return;
    }
    for finding in found.findings.split_off(from) {
        let covering = own.iter().filter(|allow| covers(allow, &finding)).min_by_key(|allow| reach(allow));
        match covering {
            Some(allow) => found.allowed.push((finding, allow.span)),
            None => found.findings.push(finding),
        }
    }
}

/// A finding stands where its first label is.
fn covers(allow: &Allow, finding: &Diagnostic) -> bool {
    let place = finding.labels.first().map(|label| label.span);
    match allow.scope {
        Scope::Policy => true,
        Scope::File => place.is_some_and(|place| place.file == allow.span.file),
        Scope::Block(block) => place.is_some_and(|place| lies_in(place, block)),
    }
}

fn lies_in(place: Span, block: Span) -> bool {
    place.file == block.file && block.start <= place.start && place.start < block.end
}

/// How far an `allow` reaches, the narrowest first.
fn reach(allow: &Allow) -> (u8, u32) {
    match allow.scope {
        Scope::Block(block) => (0, block.end.saturating_sub(block.start)),
        Scope::File => (1, 0),
        Scope::Policy => (2, 0),
    }
}
