//! L309 factor-added: a coefficient added to an amount, where it was to multiply it.

use super::basis::look;
use super::{Found, Lint, Subject, warning};
use crate::diagnostic::Text;
use crate::plan::consts::constant_number;
use crate::plan::interval::interval;
use crate::plan::ir::{BandResult, Expr, Kind, LookupBody, Outcome, Plan, Role, Step};
use crate::source::Span;
use crate::syntax::ast::{self, Item};
use crate::value::{Number, Type};

pub(super) const LINT: Lint = Lint { code: "L309", name: "factor-added", thresholds: &[], check };

/// Coefficients are no larger than this; amounts of pay are.
const LARGEST_FACTOR: i64 = 3;

/// A name whose number has no type of its own, with its values.
struct Bare<'p> {
    name: &'p str,
    place: Span,
    low: Number,
    high: Number,
    beside_grade: BesideGrade,
}

/// Values beside grades have no place where a type could be said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum BesideGrade {
    Yes,
    No,
}

fn check(subject: &Subject<'_>, found: &mut Found) {
    let typed = typed_names(subject.files);
    let mut seen = Vec::new();
    for expr in look::exprs(subject.plan) {
        let parts: Vec<&Expr> = match &expr.kind {
            Kind::Sum(parts) => parts.iter().map(|(_, part)| part).collect(),
            Kind::Steps(steps) => steps.value.iter().chain(steps.steps.iter().filter_map(plain_change)).collect(),
            _ => continue,
        };
        for (at, part) in parts.iter().enumerate() {
            let others = parts.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, part)| *part);
            if let Some(bare) = bare_factor(subject.plan, part, &typed)
                && others.clone().any(|other| is_amount(subject.plan, expr.ty, other))
                && look::first_time(&mut seen, part.span)
            {
                report(subject.plan, expr.ty, part, &bare, found);
            }
        }
    }
}

/// `plus x` without `for each`: added as it is.
fn plain_change(step: &Step) -> Option<&Expr> {
    match step {
        Step::Change(change) if change.each.is_none() => Some(&change.amount),
        Step::Change(_) | Step::Cap(_) | Step::Ratchet { .. } | Step::Prorate { .. } => None,
    }
}

/// The places of names whose clause says their type.
fn typed_names(files: &[ast::File]) -> Vec<Span> {
    let items = files.iter().flat_map(|file| &file.items);
    let typed = items.filter_map(|item| match item {
        Item::Param(param) => param.ty.as_ref().map(|_| param.name.span),
        Item::Let(value) => value.ty.as_ref().map(|_| value.name.span),
        Item::Carry(carry) => carry.ty.as_ref().map(|_| carry.name.span),
        Item::Table(table) => table.ty.as_ref().map(|_| table.name.span),
        Item::Policy(_)
        | Item::Input(_)
        | Item::Goal(_)
        | Item::Scorecard(_)
        | Item::Grade(_)
        | Item::Payout(_)
        | Item::Gate(_)
        | Item::Limit(_)
        | Item::Tiers(_)
        | Item::Bands(_)
        | Item::Example(_)
        | Item::Calendar(_)
        | Item::Amend(_)
        | Item::Exception(_)
        | Item::Feedback(_)
        | Item::Consequence(_)
        | Item::Appeal(_)
        | Item::Review(_)
        | Item::Rollout(_)
        | Item::Support(_)
        | Item::Exchange(_)
        | Item::Use(_) => None,
    });
    typed.collect()
}

/// A name of bare numbers that are all as small as coefficients are, and not all whole.
fn bare_factor<'p>(plan: &'p Plan, part: &'p Expr, typed: &[Span]) -> Option<Bare<'p>> {
    let (name, place, beside_grade) = match &part.kind {
        Kind::Neg(inner) | Kind::Parent(inner) => return bare_factor(plan, inner, typed),
        Kind::Ref(def) => {
            let def = look::def(plan, *def).filter(|def| matches!(def.role, Role::GradeColumn | Role::Let))?;
            (def.name.as_str(), def.place, if def.role == Role::GradeColumn { BesideGrade::Yes } else { BesideGrade::No })
        }
        Kind::Param(id) => plan.params.get(id.0 as usize).map(|param| (param.name.as_str(), param.place, BesideGrade::No))?,
        Kind::Lookup { lookup, .. } => {
            plan.lookups.get(lookup.0 as usize).map(|table| (table.name.as_str(), table.place, BesideGrade::No))?
        }
        _ => return None,
    };
    let values = constants(plan, part)?;
    let (low, high) = (values.iter().min()?.clone(), values.iter().max()?.clone());
    let largest = Number::from_i64(LARGEST_FACTOR);
    let small = low.abs() <= largest && high.abs() <= largest;
    let fine = values.iter().any(|value| !value.is_integer());
    (small && fine && !typed.contains(&place)).then_some(Bare { name, place, low, high, beside_grade })
}

/// Every value a name can have, where all of them are written down.
fn constants(plan: &Plan, part: &Expr) -> Option<Vec<Number>> {
    let constant = |expr: &Expr| constant_number(plan, expr, None);
    let body = match &part.kind {
        Kind::Param(id) => return plan.params.get(id.0 as usize)?.values.iter().map(|value| constant(&value.value)).collect(),
        Kind::Lookup { lookup, .. } => {
            return match &plan.lookups.get(lookup.0 as usize)?.body {
                LookupBody::Rows(rows) => rows.iter().filter_map(|row| value_of(&row.result)).map(constant).collect(),
                LookupBody::Data => None,
            };
        }
        Kind::Ref(def) => look::body(plan, *def)?,
        _ => return None,
    };
    match &body.kind {
        Kind::GradeColumn { values, .. } => values.iter().map(constant).collect(),
        Kind::If { branches, otherwise } => branches.iter().map(|(_, value)| value).chain([otherwise.as_ref()]).map(constant).collect(),
        Kind::Bands(bands) => {
            let values = bands.lines.iter().filter(|line| !matches!(line.result, BandResult::Refuse(_)));
            values.map(|line| if let BandResult::Value(value) = &line.result { constant(value) } else { None }).collect()
        }
        _ => Some(vec![constant(body)?]),
    }
}

fn value_of(outcome: &Outcome) -> Option<&Expr> {
    match outcome {
        Outcome::Value(value) => Some(value),
        Outcome::Refuse { .. } => None,
    }
}

/// Money, or points of a score: something that is not itself as small as a coefficient.
fn is_amount(plan: &Plan, ty: Type, other: &Expr) -> bool {
    match ty {
        Type::Money | Type::Foreign(_) => interval(plan, other).high.is_none_or(|(_, high)| high > Number::from_i64(LARGEST_FACTOR)),
        Type::Number => is_points(plan, other),
        Type::Percent | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => false,
    }
}

fn is_points(plan: &Plan, expr: &Expr) -> bool {
    match &expr.kind {
        Kind::InPoints(_) => true,
        Kind::Ref(def) => look::def(plan, *def).is_some_and(|def| matches!(def.role, Role::Score | Role::KpiScore | Role::KpiWeighted)),
        _ => false,
    }
}

fn report(plan: &Plan, ty: Type, part: &Expr, bare: &Bare<'_>, found: &mut Found) {
    let plain = |number: &Number| look::number(plan, number, Type::Number);
    let (low, high, most) = (plain(&bare.low), plain(&bare.high), look::number(plan, &bare.high, ty));
    let name = bare.name;
    let to = match ty {
        Type::Money | Type::Foreign(_) => Text::new("money", "金额"),
        Type::Percent | Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
            Text::new("points", "分数")
        }
    };
    let message =
        Text::new(format!("`{name}` looks like a factor, but is added to {}", to.en), format!("`{name}` 看起来是系数，却与{}相加", to.zh));
    let values = if low == high {
        Text::new(format!("it is {low}"), format!("取值为 {low}"))
    } else {
        Text::new(format!("from {low} to {high}"), format!("取值 {low} 至 {high}"))
    };
    found.report(
        warning(&LINT, message)
            .label(part.span, Text::new(format!("changes the result by no more than {most}"), format!("最多只影响 {most}")))
            .label(bare.place, values)
            .help(help(ty, bare)),
    );
}

fn help(ty: Type, bare: &Bare<'_>) -> Text {
    let name = bare.name;
    let times = Text::new(format!("to multiply by it, write `… * {name}`"), format!("如果是系数，请写 `… × {name}`"));
    match (ty, bare.beside_grade) {
        (Type::Money, BesideGrade::No) => Text::new(
            format!("{}; if an amount is meant, say its type where it is declared: `{name} : money`", times.en),
            format!("{}；如果确是金额，请在声明处写明类型：`{name} ：金额`", times.zh),
        ),
        (_, _) => times,
    }
}
