//! L502 minimum-wage: base pay and payouts together may come to less than the minimum wage.

use super::amount::fixed;
use super::{floor_behind, law, needs_data, people, reads, value_of, wanted};
use crate::diagnostic::{Diagnostic, Label, Text};
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::{Expr, Figure, Kind, PayoutRule};
use crate::source::Span;
use crate::value::{Number, show};

pub(in crate::lint) const LINT: Lint = Lint { code: "L502", name: "minimum-wage", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if law(subject, &LINT, found).is_none() {
        return;
    }
    let Some(minimum) = wanted(subject, &LINT, Figure::MinimumWage, found) else { return };
    let Some(base) = wanted(subject, &LINT, Figure::BasePay, found) else { return };
    let months = Number::from_i64(i64::from(subject.plan.period.months()));
    let least = fixed(subject, minimum).and_then(|least| least.mul(&months).ok());
    let sure = fixed(subject, base).and_then(|base| base.add(&guaranteed(subject)).ok());
    match (sure, least) {
        (Some(sure), Some(least)) if sure < least => found.report(may_fall_below(base.span, minimum_label(subject, minimum, Some(&least)))),
        (Some(_), Some(_)) => {}
        (Some(_) | None, _) => by_data(subject, (base, minimum), &months, found),
    }
}

/// The minimum wage, for the months of a period where they are several and the amount is known.
fn minimum_label(subject: &Subject<'_>, minimum: &Expr, least: Option<&Number>) -> Label {
    let months = subject.plan.period.months();
    let text = match least.filter(|_| months > 1) {
        Some(least) => {
            let least = show::money(least, &subject.plan.currency, 2);
            Text::new(format!("for the {months} months of a period this is {least}"), format!("一个考核期（{months} 个月）合计 {least}"))
        }
        None => Text::new("the minimum wage of one month", "一个月的最低工资"),
    };
    Label { span: minimum.span, text }
}

fn may_fall_below(base: Span, minimum: Label) -> Diagnostic {
    warning(&LINT, Text::new("base pay and payouts together may be less than the minimum wage", "基本工资加发放项目可能低于最低工资"))
        .label(base, Text::new("all that is sure in one period", "一个考核期的基本工资，此外保底不足"))
        .label(minimum.span, minimum.text)
        .help(Text::new(
            "raise the base pay, or give a payout a floor with `at least …`: commission is wage, and wages for normal work may not fall below the minimum",
            "请提高基本工资，或给某项发放写“保底 …”：提成属于工资，正常劳动的工资合计不得低于最低工资",
        ))
}

/// What every person is paid beside the base pay, whatever happens.
fn guaranteed(subject: &Subject<'_>) -> Number {
    let floors = reads::payouts(subject).filter_map(|(_, rule)| floor(subject, rule));
    floors.fold(Number::ZERO, |total, floor| total.add(&floor).unwrap_or(total))
}

/// The floor of a payout that everybody gets.
fn floor(subject: &Subject<'_>, rule: &PayoutRule) -> Option<Number> {
    if rule.applies.is_some() || !rule.gates.is_empty() {
        return None;
    }
    if let Some(amount) = fixed(subject, &rule.amount) {
        return Some(amount);
    }
    let Kind::Steps(steps) = &rule.amount.kind else { return None };
    floor_behind(&steps.caps, &steps.steps).and_then(|floor| fixed(subject, &floor.limit))
}

fn by_data(subject: &Subject<'_>, (base, minimum): (&Expr, &Expr), months: &Number, found: &mut Found) {
    let figures = &subject.plan.figures;
    let (Some(results), Some(base_def), Some(least_def)) =
        (subject.results, figures.get(Figure::BasePay), figures.get(Figure::MinimumWage))
    else {
        return needs_data(&LINT, Figure::BasePay, found);
    };
    let below = people(results, |row| {
        let paid = subject.plan.payout_total.and_then(|total| value_of(results, total, row));
        let (Some(base), Some(least)) = (value_of(results, base_def, row), value_of(results, least_def, row)) else { return false };
        match (base.add(&paid.unwrap_or(Number::ZERO)), least.mul(months)) {
            (Ok(paid), Ok(least)) => paid < least,
            (Ok(_) | Err(_), _) => false,
        }
    });
    if !below.is_empty() {
        let label = minimum_label(subject, minimum, fixed(subject, minimum).and_then(|least| least.mul(months).ok()).as_ref());
        let finding =
            warning(&LINT, Text::new("base pay and payouts together are less than the minimum wage", "基本工资加发放项目低于最低工资"))
                .label(base.span, Text::new("the base pay of one period", "一个考核期的基本工资"))
                .label(label.span, label.text)
                .help(Text::new(
                    "pay these people the difference: commission is wage, and wages for normal work may not fall below the minimum",
                    "请给这些员工补足差额：提成属于工资，正常劳动的工资合计不得低于最低工资",
                ));
        found.report(below.into_iter().fold(finding, Diagnostic::place));
    }
}
