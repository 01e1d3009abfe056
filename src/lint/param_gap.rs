//! L307 param-gap: periods of the plan for which a param has no value.

use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::value::{Date, Period};

pub(super) const LINT: Lint = Lint { code: "L307", name: "param-gap", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let (Some((start, end)), Some(effective)) = (plan.effective, plan.effective_span) else { return };
    for param in &plan.params {
        let Some((first, from)) = param.values.first().and_then(|value| Some((value, value.from?))) else { continue };
        let Some((one, last)) = without_value(Period::containing(plan.period, start), from, end) else { continue };
        let name = &param.name;
        let periods =
            if one == last { Text::same(one.to_string()) } else { Text::new(format!("{one} to {last}"), format!("{one} 至 {last}")) };
        let message = Text::new(format!("`{name}` has no value in {}", periods.en), format!("`{name}` 在 {} 没有值", periods.zh));
        found.report(
            warning(&LINT, message)
                .label(first.span, Text::new(format!("its first value begins on {from}"), format!("第一个值从 {from} 起才有")))
                .label(effective, Text::new(format!("the plan holds from {start}"), format!("制度自 {start} 起施行")))
                .help(Text::new(
                    format!("add the value of that time, as `… from {start}`; until then everybody who needs `{name}` is an error"),
                    format!("请补上这段时间的值，例如 `… 自 {start}`；否则用到 `{name}` 的人在这些周期都算不出结果"),
                )),
        );
    }
}

/// The first and the last period of the plan that ends before the first value begins.
fn without_value(first: Period, from: Date, end: Date) -> Option<(Period, Period)> {
    let mut gap = None;
    let mut period = first;
    while period.end() < from && period.start() <= end {
        gap = Some((first, period));
        period = period.next()?;
    }
    gap
}
