//! L504 leaver-bonus: a bonus is refused because the person has left before pay day.

use super::reads;
use crate::diagnostic::Text;
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::Expr;

pub(in crate::lint) const LINT: Lint = Lint { code: "L504", name: "leaver-bonus", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(left) = reads::leaving_date(subject, &LINT, found) else { return };
    let mut seen = Vec::new();
    for (payout, rule) in reads::payouts(subject) {
        let conditions: Vec<&Expr> =
            rule.applies.iter().chain(rule.gates.iter().map(|gate| &gate.needs)).chain(reads::zeroing(subject, &rule.amount)).collect();
        for condition in conditions {
            if !reads::reads(subject, condition, left) {
                continue;
            }
            let Some(span) = reads::add(&mut seen, condition.span) else { continue };
            let message = Text::new(
                format!("whether {payout} is paid depends on the day a person leaves"),
                format!("“{payout}”发不发取决于员工的离职日期"),
            );
            let label = Text::new("looks at the leaving date", "这里用到离职日期");
            let help = Text::new(
                "pay for the time worked instead, with `prorate days employed in period / days in period`: “left before pay day, so no bonus” has been struck down in court",
                "请改为按在职时间折算，如 `折算 期内在职天数 / 期内天数`：“发放日前离职不发奖金”的条款已有被法院认定无效的先例",
            );
            found.report(warning(&LINT, message).label(span, label).help(help));
        }
    }
}
