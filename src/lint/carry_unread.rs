//! L512 carry-unread: a value that goes from period to period, and that no rule reads.

use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::lint::basis::look;
use crate::lint::basis::uses::uses;
use crate::plan::ir::{Body, DefId, Role, walk};

pub(super) const LINT: Lint = Lint { code: "L512", name: "carry-unread", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let uses = uses(subject);
    for (def, at) in plan.defs.iter().zip(0..).filter(|(def, _)| def.role == Role::Carry) {
        let id = DefId(at);
        let own = match &def.body {
            Body::Expr(body) => walk::all(body).into_iter().flat_map(walk::defs_of).filter(|read| *read == id).count(),
            Body::Column(_) => 0,
        };
        let all = look::exprs(plan).into_iter().flat_map(walk::defs_of).filter(|read| *read == id).count();
        // What an example expects is there to be seen.
        if all > own || uses.expected.contains(&id) || uses.words.contains(&def.name) {
            continue;
        }
        let name = &def.name;
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("`{name}` is carried from period to period, and no rule reads it"),
                    format!("`{name}` 逐期结转，但没有任何规则用到它"),
                ),
            )
            .label(def.place, Text::new("read by itself only", "只有它自己用到"))
            .help(Text::new(
                "use it in the rule it was kept for, as in `pay … - balance`; if it is only to be seen, expect it in an example; else delete it",
                "请在本该用到它的规则中使用，例如 `计发 … - 余额`；如果只是要列在结果里，请在示例的“应为”中写上它；否则请删去",
            )),
        );
    }
}
