//! L511 draw-never-recovered: a draw that is to be taken back from pay that never rises above it.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::interval::interval_of_def;
use crate::plan::ir::{DefId, Role, TermPart};
use crate::value::{Number, Type};

pub(super) const LINT: Lint = Lint { code: "L511", name: "draw-never-recovered", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    for (def, at) in plan.defs.iter().zip(0..) {
        let most = interval_of_def(plan, DefId(at)).high;
        if def.role != Role::Term(TermPart::Recovered) || most.is_none_or(|(_, most)| most > Number::ZERO) {
            continue;
        }
        let payout = def.name.split('.').next().unwrap_or_default();
        let earned =
            plan.defs.iter().position(|other| other.role == Role::Term(TermPart::Earned) && other.name == format!("{payout}.earned"));
        let most = earned.and_then(|at| u32::try_from(at).ok()).and_then(|at| interval_of_def(plan, DefId(at)).high);
        let here = match most {
            Some((_, most)) => {
                let most = look::number(plan, &most, Type::Money);
                Text::new(format!("what is earned is {most} at most"), format!("应得最多 {most}"))
            }
            None => Text::new("nothing ever lies above it", "收入永远不会超出"),
        };
        found.report(
            warning(
                &LINT,
                Text::new(
                    format!("the draw of `{payout}` is never taken back: the payout cannot rise above it"),
                    format!("`{payout}` 的预支永远收不回来：该项发放不可能超出预支额"),
                ),
            )
            .label(def.span, here)
            .help(Text::new(
                "lower the draw or raise the cap; if nothing is to be taken back, write `not recoverable`, or a guarantee",
                "请降低预支额或提高封顶；如果本来就不收回，请写 `不收回`，或改用“保障”",
            )),
        );
    }
}
