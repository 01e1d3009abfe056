//! L206 upside: the best results pay many times target pay.

use super::basis::words::amount;
use super::settings::{Threshold, Unit};
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::typical::{at_target, steered};
use crate::value::{Number, Type, show};

const LIMIT: Threshold = Threshold { lint: "upside", key: "limit", unit: Unit::Times, thousandths: 3_000 };
/// Where a measure scores no maximum, it is looked at here: twice the target.
const FAR: i64 = 2;

pub(super) const LINT: Lint = Lint { code: "L206", name: "upside", thresholds: &[LIMIT], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let plan = subject.plan;
    let limit = subject.settings.get(&LIMIT);
    let mut worst: Option<(Number, Number, Number, Text)> = None;
    let mut judged = false;
    let mut most: Option<Number> = None;
    let people = subject.shared.people(plan);
    for person in at_target(people) {
        let (Some(total), Some(target_pay)) = (plan.payout_total, person.target_pay.clone()) else { continue };
        let mut best = person.clone();
        for kpi in steered(plan, person) {
            let far = kpi.input_at(&Number::from_i64(FAR)).unwrap_or_else(|| kpi.range.to.clone());
            let input = kpi.excellence().filter(|input| *input > far).unwrap_or(far);
            best = best.with(plan, kpi.cell, input.min(kpi.range.to.clone()));
        }
        let Some(paid) = best.number(total) else { continue };
        judged = true;
        let Ok(times) = paid.div(&target_pay) else { continue };
        if most.as_ref().is_none_or(|known| times > *known) {
            most = Some(times.clone());
        }
        if times > limit && worst.as_ref().is_none_or(|(most, ..)| times > *most) {
            worst = Some((times, paid, target_pay, person.described()));
        }
    }
    if let Some(most) = &most {
        let times = show::number(most, 2);
        found.measure_whole(&LINT, (most, Text::new(format!("{times}:1"), format!("{times} 倍"))));
    }
    if !judged {
        let why = if at_target(people).next().is_none() {
            Text::new("no measure has a target whose best can be compared with it", "没有带目标值的指标，无法与最好的业绩相比")
        } else {
            Text::new("no target pay is known: write “target pay” in the header", "不知道目标薪酬：请在开头写“目标薪酬”")
        };
        found.silent(&LINT, why);
    }
    let (Some((times, paid, target_pay, person)), Some(payout)) = (worst, plan.payouts.first().and_then(|id| plan.defs.get(id.0 as usize)))
    else {
        return;
    };
    let (times, limit) = (show::number(&times, 2), show::number(&limit, 2));
    let (paid, target_pay) = (amount(plan, &paid, Type::Money), amount(plan, &target_pay, Type::Money));
    found.report(
        warning(
            &LINT,
            Text::new(
                format!("the best results pay {times} times target pay, more than {limit}:1"),
                format!("最好的业绩所发为目标薪酬的 {times} 倍，超过 {limit} 倍"),
            ),
        )
        .label(payout.span, Text::new(format!("{paid} at most, {target_pay} on target"), format!("最多发 {paid}，达标时发 {target_pay}")))
        .help(Text::new(
            format!(
                "seen on {} and then at its best, or at twice the target; cap the payouts (“at most”), or lower the rates above target",
                person.en
            ),
            format!("以{}，再取满分处或目标值的两倍计算；请为发放封顶，或降低目标值以上的比例", person.zh),
        )),
    );
}
