//! L501 wage-deduction: a payout takes off more of a month's wage than the law allows, or nothing says how much.

use super::amount::{Amount, fixed, measured};
use super::{expr_of, factor, floor_behind, law, reads, wanted};
use crate::diagnostic::Text;
use crate::lint::settings::{Threshold, Unit};
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::{Cap, Expr, Figure, Kind, PaySign, PayoutRule, Step};
use crate::source::Span;
use crate::syntax::ast::{CapKind, Sign};
use crate::value::{Number, show};

const MOST: Threshold = Threshold { lint: "wage-deduction", key: "most", unit: Unit::Percent, thousandths: 200 };

pub(in crate::lint) const LINT: Lint = Lint { code: "L501", name: "wage-deduction", thresholds: &[MOST], check };

/// What takes money off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taker {
    /// A payout that may be negative: its floor bounds it.
    Payout,
    /// A `less` line: its cap bounds it.
    Line,
}

/// Something that may take money off, and the most it takes.
struct Taking {
    taker: Taker,
    span: Span,
    most: Option<Amount>,
}

/// What the header says, and the norm.
struct Measure<'a> {
    wage: &'a Expr,
    wage_money: Option<Number>,
    minimum: Option<(&'a Expr, Number)>,
    most: Number,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    if law(subject, &LINT, found).is_none() {
        return;
    }
    let Some(wage) = wanted(subject, &LINT, Figure::MonthlyWage, found) else { return };
    let minimum = expr_of(subject, Figure::MinimumWage).and_then(|expr| Some((expr, fixed(subject, expr)?)));
    let measure = Measure { wage, wage_money: fixed(subject, wage), minimum, most: subject.settings.get(&MOST) };
    let mut for_everyone: Vec<(Span, Number)> = Vec::new();
    for (payout, rule) in reads::payouts(subject) {
        let mut within: Vec<(Span, Number)> = Vec::new();
        for taking in takings(subject, rule, &measure) {
            within.extend(judge(subject, payout, &taking, &measure, found).map(|share| (taking.span, share)));
        }
        match rule.applies {
            None => for_everyone.extend(within),
            Some(_) => judge_together(&within, &measure, found),
        }
    }
    judge_together(&for_everyone, &measure, found);
}

fn takings(subject: &Subject<'_>, rule: &PayoutRule, measure: &Measure<'_>) -> Vec<Taking> {
    let (caps, steps): (&[Cap], &[Step]) = match &rule.amount.kind {
        Kind::Steps(steps) => (&steps.caps, &steps.steps),
        _ => (&[], &[]),
    };
    let amount = |expr: &Expr| measured(subject, expr, measure.wage);
    match rule.sign {
        PaySign::MayBeNegative => {
            let floor = floor_behind(caps, steps);
            let most = floor.map(|floor| amount(&floor.limit).negated());
            vec![Taking { taker: Taker::Payout, span: rule.amount.span, most }]
        }
        PaySign::NotNegative => {
            let lines = steps.iter().enumerate().filter_map(|(at, step)| match step {
                Step::Change(change) if change.sign == Sign::Minus => Some((at, change)),
                Step::Change(_) | Step::Cap(_) | Step::Ratchet { .. } | Step::Prorate { .. } => None,
            });
            lines
                .filter(|(at, _)| !keeps_enough(amount, floor_behind(&[], steps.get(at.saturating_add(1)..).unwrap_or(&[])), measure))
                .map(|(_, change)| {
                    let cap = change.caps.iter().rfind(|cap| cap.kind == CapKind::AtMost);
                    let bare = if change.each.is_none() { Some(amount(&change.amount)) } else { None };
                    let most = cap.map(|cap| amount(&cap.limit)).or(bare.filter(|bare| *bare != Amount::Unknown));
                    Taking { taker: Taker::Line, span: change.span, most }
                })
                .collect()
        }
    }
}

/// Whether a floor leaves the person what the law leaves.
fn keeps_enough(amount: impl Fn(&Expr) -> Amount, floor: Option<&Cap>, measure: &Measure<'_>) -> bool {
    let kept = floor.and_then(|floor| amount(&floor.limit).share(measure.wage_money.as_ref()));
    let wanted = Number::ONE.sub(&measure.most);
    kept.is_some_and(|kept| wanted.is_ok_and(|wanted| kept >= wanted))
}

/// Says what is wrong with one deduction; gives its share of the wage where that is within the limit.
fn judge(subject: &Subject<'_>, payout: &str, taking: &Taking, measure: &Measure<'_>, found: &mut Found) -> Option<Number> {
    let wage_money = measure.wage_money.as_ref();
    let percent = show::percent(&measure.most);
    if taking.most.as_ref().and_then(|most| most.money(wage_money)).is_some_and(|most| most <= Number::ZERO) {
        return None;
    }
    let share = taking.most.as_ref().and_then(|most| most.share(wage_money));
    let message = match share {
        Some(share) if share <= measure.most => {
            leaves_minimum(payout, taking, measure, found);
            return Some(share);
        }
        Some(_) => Text::new(
            format!("{payout} may take off more than {percent} of a month's wage"),
            format!("“{payout}”可能扣除超过当月工资 {percent} 的数额"),
        ),
        None => Text::new(
            format!("what {payout} takes off is not kept within {percent} of a month's wage"),
            format!("“{payout}”的扣款没有限定在当月工资的 {percent} 以内"),
        ),
    };
    found.report(
        warning(&LINT, message)
            .label(taking.span, label(taking.taker))
            .label(measure.wage.span, Text::new("the month's wage", "当月工资"))
            .help(cure(taking, &percent, &factor(subject, measure.wage.span))),
    );
    None
}

fn cure(taking: &Taking, percent: &str, wage: &str) -> Text {
    match (taking.taker, &taking.most) {
        (Taker::Line, None) => {
            Text::new(format!("write `, at most {percent} of {wage}` behind it"), format!("请在后面写 `，最多扣 {wage} 的 {percent}`"))
        }
        (Taker::Line, Some(_)) => {
            Text::new(format!("take off `at most {percent} of {wage}`"), format!("请把上限改为 `最多扣 {wage} 的 {percent}`"))
        }
        (Taker::Payout, None) => Text::new(
            format!("write `at least -({percent} of {wage})` under `pay`"),
            format!("请在“计发”下写 `保底 -({wage} 的 {percent})`"),
        ),
        (Taker::Payout, Some(_)) => Text::new(
            format!("raise the floor to `at least -({percent} of {wage})`"),
            format!("请把保底改为 `保底 -({wage} 的 {percent})`"),
        ),
    }
}

/// Deductions that are within the limit one by one and may strike the same person.
fn judge_together(all: &[(Span, Number)], measure: &Measure<'_>, found: &mut Found) {
    let total = all.iter().fold(Number::ZERO, |total, (_, share)| total.add(share).unwrap_or(total));
    if all.len() < 2 || total <= measure.most {
        return;
    }
    let (percent, together) = (show::percent(&measure.most), show::percent(&total));
    let message = Text::new(
        format!("deductions may come to {together} of a month's wage together, more than {percent}"),
        format!("各项扣款合计可能达到当月工资的 {together}，超过 {percent}"),
    );
    let finding = warning(&LINT, message).help(Text::new(
        format!("lower their limits until they come to {percent} together"),
        format!("请降低各项上限，使合计不超过 {percent}"),
    ));
    found.report(all.iter().fold(finding, |finding, (span, share)| {
        let share = show::percent(share);
        finding.label(*span, Text::new(format!("up to {share}"), format!("最多 {share}")))
    }));
}

fn label(taker: Taker) -> Text {
    match taker {
        Taker::Payout => Text::new("may be negative", "可以为负"),
        Taker::Line => Text::new("takes off", "这里扣款"),
    }
}

/// A deduction within the share may still leave less than the minimum wage.
fn leaves_minimum(payout: &str, taking: &Taking, measure: &Measure<'_>, found: &mut Found) {
    let (Some(wage), Some((minimum, least))) = (&measure.wage_money, &measure.minimum) else { return };
    let most = taking.most.as_ref().and_then(|most| most.money(Some(wage)));
    let left = most.and_then(|most| wage.sub(&most).ok());
    if left.is_none_or(|left| left >= *least) {
        return;
    }
    found.report(
        warning(
            &LINT,
            Text::new(format!("{payout} may leave less than the minimum wage"), format!("“{payout}”扣款后的剩余工资可能低于最低工资")),
        )
        .label(taking.span, label(taking.taker))
        .label(minimum.span, Text::new("the minimum wage", "最低工资"))
        .help(Text::new(
            "lower the most that is taken off, so that the minimum wage is left",
            "请降低扣款的上限，使剩余工资不低于最低工资",
        )),
    );
}
