//! L505 leaver-commission: commission on a deal is lost because the money comes in after the person has left.

use super::reads;
use crate::diagnostic::Text;
use crate::lint::{Found, Lint, Subject, warning};

pub(in crate::lint) const LINT: Lint = Lint { code: "L505", name: "leaver-commission", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let Some(left) = reads::leaving_date(subject, &LINT, found) else { return };
    let mut seen = Vec::new();
    for (payout, rule) in reads::payouts(subject) {
        for filter in reads::aggregates(subject, &rule.amount).into_iter().filter_map(|aggregate| aggregate.filter.as_ref()) {
            if !reads::reads(subject, filter, left) {
                continue;
            }
            let Some(span) = reads::add(&mut seen, filter.span) else { continue };
            let message = Text::new(
                format!("which rows count for {payout} depends on the day a person leaves"),
                format!("“{payout}”计哪些业务取决于员工的离职日期"),
            );
            let label = Text::new("leaves out rows by the leaving date", "这里按离职日期剔除业务");
            let help = Text::new(
                "count what the person has sold, and pay when the money is in: “not collected at departure, so no commission” has been struck down in court",
                "请把员工已做成的业务都计入，回款到账后再支付：“离职时未回款不发提成”的条款已有被法院认定无效的先例",
            );
            found.report(warning(&LINT, message).label(span, label).help(help));
        }
    }
}
