//! The labour law of China, as far as a pay plan can break it. Hints for those who write plans; they judge nothing and advise nothing.
//!
//! These lints look only at a policy that says `law cn`. What they measure by stands in that block: the monthly wage, the minimum
//! wage, the wage on probation.

mod amount;
pub(super) mod dismissal_by_rank;
pub(super) mod leaver_bonus;
pub(super) mod leaver_commission;
pub(super) mod minimum_wage;
pub(super) mod probation_wage;
mod reads;
pub(super) mod wage_deduction;

use super::{Found, Lint, Subject};
use crate::diagnostic::{DataPlace, Text};
use crate::engine::Results;
use crate::engine::table::Slot;
use crate::plan::ir::{Body, Cap, DefId, Expr, Figure, Law, Step};
use crate::source::Span;
use crate::syntax::ast::{CapKind, Country, Sign};
use crate::value::{Number, Value};

/// The law of China, where the policy says it applies; else the lint is silent.
fn law<'a>(subject: &Subject<'a>, lint: &Lint, found: &mut Found) -> Option<&'a Law> {
    let Some(law) = &subject.plan.figures.law else {
        found.silent(lint, Text::new("the header has no `law cn`", "制度开头没有“适用法规 中国”"));
        return None;
    };
    match law.country {
        Country::China => Some(law),
    }
}

/// A figure of the header that has to be known; where it is not, the lint is silent.
fn wanted<'a>(subject: &Subject<'a>, lint: &Lint, figure: Figure, found: &mut Found) -> Option<&'a Expr> {
    let known = expr_of(subject, figure);
    if known.is_none() {
        let why = match figure {
            Figure::MonthlyWage | Figure::MinimumWage | Figure::ProbationWage => Text::new(
                format!("`law cn` does not say the `{}`", figure.english()),
                format!("“适用法规 中国”里没有写“{}”", figure.chinese()),
            ),
            Figure::BasePay | Figure::TargetPay | Figure::Revenue | Figure::TargetRevenue => {
                Text::new(format!("the header has no `{}`", figure.english()), format!("制度开头没有写“{}”", figure.chinese()))
            }
        };
        found.silent(lint, why);
    }
    known
}

fn expr_of<'a>(subject: &Subject<'a>, figure: Figure) -> Option<&'a Expr> {
    body_of(subject, subject.plan.figures.get(figure)?)
}

/// The expression of a definition that is computed.
fn body_of<'a>(subject: &Subject<'a>, def: DefId) -> Option<&'a Expr> {
    match &subject.plan.defs.get(def.0 as usize)?.body {
        Body::Expr(expr) => Some(expr),
        Body::Column(_) => None,
    }
}

/// Where the data decide and there are none.
fn needs_data(lint: &Lint, figure: Figure, found: &mut Found) {
    found.silent(
        lint,
        Text::new(
            format!("the `{}` differs from person to person, and there are no data (`--data`)", figure.english()),
            format!("“{}”因人而异，没有数据（`--data`）无法判断", figure.chinese()),
        ),
    );
}

/// The value of a definition for one person; nothing where it is missing, not applicable or could not be computed.
fn value_of(results: &Results, def: DefId, person: u32) -> Option<Number> {
    match results.tables.first()?.slot(def, person)? {
        Slot::Value(Value::Number(number)) => Some(number.clone()),
        Slot::Value(Value::Text(_) | Value::Date(_) | Value::Flag(_)) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_) => None,
    }
}

/// The rows of the people for whom something holds, as they stand in the data.
fn people(results: &Results, holds: impl Fn(u32) -> bool) -> Vec<DataPlace> {
    let Some(table) = results.tables.first() else { return Vec::new() };
    let rows = (0_u32..).zip(&table.keys).filter(|(row, _)| holds(*row));
    rows.map(|(row, key)| {
        let at = table.place(row);
        DataPlace {
            file: at.map_or(table.files.name(), |(file, _)| file).to_string(),
            row: at.map(|(_, line)| line),
            column: None,
            cell: None,
            person: Some(key.to_string()),
        }
    })
    .collect()
}

/// The floor that holds at the end of an amount: nothing behind it takes off or prorates.
fn floor_behind<'a>(caps: &'a [Cap], steps: &'a [Step]) -> Option<&'a Cap> {
    let own = caps.iter().rfind(|cap| cap.kind == CapKind::AtLeast);
    steps.iter().fold(own, |floor, step| match step {
        Step::Cap(cap) if cap.kind == CapKind::AtLeast => Some(cap),
        Step::Cap(_) | Step::Ratchet { .. } => floor,
        Step::Change(change) => floor.filter(|_| change.sign == Sign::Plus),
        Step::Prorate { .. } => None,
    })
}

/// What an author wrote, fit to stand as a factor.
fn factor(subject: &Subject<'_>, span: Span) -> String {
    let said = subject.sources.slice(span).trim();
    let single = said.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '`'));
    if single { said.to_string() } else { format!("({said})") }
}
