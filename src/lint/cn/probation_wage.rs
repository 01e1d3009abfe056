//! L503 probation-wage: the wage on probation is below what the law allows.

use super::amount::{fixed, measured};
use super::{expr_of, law, needs_data, people, value_of, wanted};
use crate::diagnostic::{Diagnostic, Text};
use crate::lint::settings::{Threshold, Unit};
use crate::lint::{Found, Lint, Subject, warning};
use crate::plan::ir::{Expr, Figure};
use crate::value::{Number, show};

const LEAST: Threshold = Threshold { lint: "probation-wage", key: "least", unit: Unit::Percent, thousandths: 800 };

pub(in crate::lint) const LINT: Lint = Lint { code: "L503", name: "probation-wage", thresholds: &[LEAST], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    if law(subject, &LINT, found).is_none() {
        return;
    }
    let Some(probation) = wanted(subject, &LINT, Figure::ProbationWage, found) else { return };
    let Some(wage) = wanted(subject, &LINT, Figure::MonthlyWage, found) else { return };
    let least = subject.settings.get(&LEAST);
    let paid = measured(subject, probation, wage);
    let known = fixed(subject, wage);
    match paid.share(known.as_ref()) {
        Some(share) if share < least => found.report(below_share(probation, wage, &least)),
        Some(_) => {}
        None => return by_data(subject, (probation, wage), &least, found),
    }
    let minimum = expr_of(subject, Figure::MinimumWage);
    if let (Some(minimum), Some(paid)) = (minimum, paid.money(known.as_ref()))
        && let Some(least) = fixed(subject, minimum)
        && paid < least
    {
        found.report(
            warning(&LINT, Text::new("the wage on probation is below the minimum wage", "试用期工资低于最低工资"))
                .label(probation.span, Text::new("less than the minimum wage", "低于最低工资"))
                .label(minimum.span, Text::new("the minimum wage", "最低工资"))
                .help(Text::new("raise it to the minimum wage at least", "请调到不低于最低工资")),
        );
    }
}

fn below_share(probation: &Expr, wage: &Expr, least: &Number) -> Diagnostic {
    let least = show::percent(least);
    warning(
        &LINT,
        Text::new(format!("the wage on probation is below {least} of the wage agreed"), format!("试用期工资低于约定工资的 {least}")),
    )
    .label(probation.span, Text::new("the wage on probation", "试用期工资"))
    .label(wage.span, Text::new("the wage agreed", "约定工资"))
    .help(Text::new(
        format!("pay at least {least} of the wage (Labour Contract Law, art. 20)"),
        format!("试用期工资不得低于约定工资的 {least}（劳动合同法第二十条）"),
    ))
}

/// Each person's wage on probation beside the wage agreed. Whoever is not on probation has none.
fn by_data(subject: &Subject<'_>, (probation, wage): (&Expr, &Expr), least: &Number, found: &mut Found) {
    let (figures, results) = (&subject.plan.figures, subject.results);
    let (Some(results), Some(paid), Some(agreed)) = (results, figures.get(Figure::ProbationWage), figures.get(Figure::MonthlyWage)) else {
        return needs_data(&LINT, Figure::ProbationWage, found);
    };
    let below = people(results, |row| match (value_of(results, paid, row), value_of(results, agreed, row)) {
        (Some(paid), Some(agreed)) => agreed.mul(least).is_ok_and(|least| paid < least),
        (Some(_) | None, _) => false,
    });
    if !below.is_empty() {
        let finding = below_share(probation, wage, least);
        found.report(below.into_iter().fold(finding, Diagnostic::place));
    }
}
