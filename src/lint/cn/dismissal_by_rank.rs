//! L506 dismissal-by-rank: somebody is dismissed for being the last, or for the lowest grade.
//!
//! The Supreme People's Court of China, Guiding Case 18: being at the bottom of a ranking is not the same as not being up to the job, and
//! an employer may not end a contract on that ground alone.

use super::law;
use crate::diagnostic::text::quote;
use crate::diagnostic::{Diagnostic, Language, Severity, Text};
use crate::lint::basis::process::by_rank;
use crate::lint::{Found, Lint, Subject};
use crate::plan::ir::Follows;

pub(in crate::lint) const LINT: Lint = Lint { code: "L506", name: "dismissal-by-rank", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if law(subject, &LINT, found).is_none() {
        return;
    }
    let consequences = &subject.plan.process.consequences;
    for clause in consequences.iter().filter(|clause| clause.then.contains(&Follows::Dismissal) && by_rank(subject, clause)) {
        let name = quote(&clause.name, Language::English);
        let message = Text::new(format!("{name} dismisses people by their grade or rank"), format!("{name}按等级或排名解除劳动合同"));
        let label = Text::new("reached from a grade or a rank", "由等级或排名引起");
        let help = Text::new(
            "being last is no proof that somebody cannot do the job (Supreme People's Court, Guiding Case 18): let training or a transfer follow, and leave the dismissal out of the plan",
            "排名或等级居末不等于不能胜任工作（最高人民法院指导案例18号）：请改为培训或调岗，不要由等级或排名直接解除劳动合同",
        );
        found.report(Diagnostic::new(LINT.code, Severity::Error, message).label(clause.span, label).help(help));
    }
}
