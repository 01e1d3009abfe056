//! Whether a condition can hold at all, decided by what the columns declare.

use std::collections::{BTreeMap, BTreeSet};

use super::look;
use crate::diagnostic::Text;
use crate::plan::interval::{End, Interval, interval};
use crate::plan::ir::{Bound, DefId, Expr, GradeVeto, Kind, Plan, Role, Veto};
use crate::source::Span;
use crate::syntax::ast::Compare;
use crate::value::{ChoiceId, Type, Value};

/// What the declared bounds say of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Truth {
    Always,
    Never,
    Depends,
}

impl Truth {
    fn not(self) -> Truth {
        match self {
            Truth::Always => Truth::Never,
            Truth::Never => Truth::Always,
            Truth::Depends => Truth::Depends,
        }
    }
}

pub(in crate::lint) fn truth(plan: &Plan, condition: &Expr) -> Truth {
    match &condition.kind {
        Kind::Literal(Value::Flag(true)) => Truth::Always,
        Kind::Literal(Value::Flag(false)) => Truth::Never,
        Kind::Not(inner) => truth(plan, inner).not(),
        Kind::And(parts) if contradicts(plan, parts) => Truth::Never,
        Kind::And(parts) => all(parts.iter().map(|part| truth(plan, part))),
        Kind::Or(parts) => all(parts.iter().map(|part| truth(plan, part).not())).not(),
        Kind::Parent(inner) => truth(plan, inner),
        Kind::Compare { op, left, right } if left.ty.is_numeric() => compared(*op, &interval(plan, left), &interval(plan, right)),
        Kind::Within { value, low, high } if value.ty.is_numeric() => {
            let value = interval(plan, value);
            let end = |bound: &Option<Bound>, one: Compare, other: Compare| match bound {
                Some(bound) => compared(if bound.inclusive { one } else { other }, &value, &interval(plan, &bound.value)),
                None => Truth::Always,
            };
            all([end(low, Compare::AtLeast, Compare::Greater), end(high, Compare::AtMost, Compare::Less)].into_iter())
        }
        _ => Truth::Depends,
    }
}

fn all(parts: impl Iterator<Item = Truth>) -> Truth {
    parts.fold(Truth::Always, |so_far, part| match (so_far, part) {
        (Truth::Never, _) | (_, Truth::Never) => Truth::Never,
        (Truth::Depends, _) | (_, Truth::Depends) => Truth::Depends,
        (Truth::Always, Truth::Always) => Truth::Always,
    })
}

fn compared(op: Compare, left: &Interval, right: &Interval) -> Truth {
    match op {
        Compare::Less => below(left, right),
        Compare::AtMost => below(right, left).not(),
        Compare::Greater => below(right, left),
        Compare::AtLeast => below(left, right).not(),
        Compare::Equal => equal(left, right),
        Compare::NotEqual => equal(left, right).not(),
    }
}

/// Whether every value on the left lies below every one on the right, or none does.
fn below(left: &Interval, right: &Interval) -> Truth {
    if apart(&left.high, &right.low) {
        return Truth::Always;
    }
    match (&right.high, &left.low) {
        // All of the right lies at or under all of the left.
        (Some((_, high)), Some((_, low))) if high <= low => Truth::Never,
        (Some(_) | None, Some(_) | None) => Truth::Depends,
    }
}

/// Whether a high end lies strictly under a low end.
fn apart(high: &End, low: &End) -> bool {
    match (high, low) {
        (Some((one, high)), Some((two, low))) => high < low || (high == low && !(*one && *two)),
        (Some(_) | None, Some(_) | None) => false,
    }
}

fn equal(left: &Interval, right: &Interval) -> Truth {
    if apart(&left.high, &right.low) || apart(&right.high, &left.low) {
        return Truth::Never;
    }
    let point = |interval: &Interval| match (&interval.low, &interval.high) {
        (Some((true, low)), Some((true, high))) if low == high => Some(low.clone()),
        (Some(_) | None, Some(_) | None) => None,
    };
    match (point(left), point(right)) {
        (Some(one), Some(two)) if one == two => Truth::Always,
        (Some(_) | None, Some(_) | None) => Truth::Depends,
    }
}

/// Whether parts that must hold together leave no option of some column.
fn contradicts(plan: &Plan, parts: &[Expr]) -> bool {
    let mut left: BTreeMap<DefId, BTreeSet<String>> = BTreeMap::new();
    for part in parts {
        let Some((def, allowed)) = options(plan, part) else { continue };
        match left.get_mut(&def) {
            Some(mine) => mine.retain(|option| allowed.contains(option)),
            None => {
                left.insert(def, allowed);
            }
        }
    }
    left.values().any(BTreeSet::is_empty)
}

/// The column a condition tests and the options it lets through.
fn options(plan: &Plan, condition: &Expr) -> Option<(DefId, BTreeSet<String>)> {
    let column = |expr: &Expr| match (&expr.kind, expr.ty) {
        (Kind::Ref(def), Type::Choice(choice)) => Some((*def, choice)),
        (_, _) => None,
    };
    let text = |expr: &Expr| match &expr.kind {
        Kind::Literal(Value::Text(text)) => Some(text.to_string()),
        _ => None,
    };
    match &condition.kind {
        Kind::Compare { op, left, right } => {
            let (def, choice, option) = match (column(left), text(right)) {
                (Some((def, choice)), Some(option)) => (def, choice, option),
                (_, _) => column(right).zip(text(left)).map(|((def, choice), option)| (def, choice, option))?,
            };
            match op {
                Compare::Equal => Some((def, BTreeSet::from([option]))),
                Compare::NotEqual => Some((def, every(plan, choice).into_iter().filter(|other| *other != option).collect())),
                Compare::Less | Compare::AtMost | Compare::Greater | Compare::AtLeast => None,
            }
        }
        Kind::In { value, options } => {
            let (def, _) = column(value)?;
            Some((def, options.iter().map(text).collect::<Option<BTreeSet<String>>>()?))
        }
        _ => None,
    }
}

fn every(plan: &Plan, ChoiceId(choice): ChoiceId) -> Vec<String> {
    plan.choices.get(choice as usize).map_or(Vec::new(), |choice| choice.options.iter().map(|option| option.name.clone()).collect())
}

// ---- the conditions of a plan ---------------------------------------------------------------------------------------

/// What a condition opens or strikes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Holder {
    Gate,
    Veto,
    /// `for` of a scorecard or a payout.
    For,
}

/// A condition that decides for whom a clause is.
#[derive(Debug)]
pub(in crate::lint) struct Condition<'p> {
    pub holder: Holder,
    /// The gate's title, or the name of what the condition stands in.
    pub name: &'p str,
    pub expr: &'p Expr,
}

/// Every gate, veto and `for` of a plan, each once.
pub(in crate::lint) fn conditions(plan: &Plan) -> Vec<Condition<'_>> {
    let mut found: Vec<Condition<'_>> = Vec::new();
    for def in &plan.defs {
        let crate::plan::ir::Body::Expr(body) = &def.body else { continue };
        if def.role == Role::Covered {
            let name = def.name.strip_suffix(".covered").unwrap_or(&def.name);
            found.push(Condition { holder: Holder::For, name, expr: body });
        }
        for expr in crate::plan::ir::walk::all(body) {
            match &expr.kind {
                Kind::Payout(rule) => {
                    found.extend(rule.applies.iter().map(|applies| Condition { holder: Holder::For, name: &def.name, expr: applies }));
                    found.extend(of_gates(&rule.gates));
                }
                Kind::KpiScore(rule) => found.extend(of_gates(&rule.gates).chain(of_vetoes(rule.vetoes.iter()))),
                Kind::Total(rule) => found.extend(of_gates(&rule.gates).chain(of_vetoes(rule.vetoes.iter()))),
                Kind::Grade(rule) => found.extend(of_vetoes(rule.vetoes.iter().map(|GradeVeto { veto, .. }| veto))),
                _ => {}
            }
        }
    }
    let mut seen: Vec<Span> = Vec::new();
    // A scorecard for everybody has no condition of its own.
    found.retain(|condition| !matches!(condition.expr.kind, Kind::Literal(_)) && look::first_time(&mut seen, condition.expr.span));
    found
}

fn of_gates(gates: &[crate::plan::ir::Gate]) -> impl Iterator<Item = Condition<'_>> {
    gates.iter().map(|gate| Condition { holder: Holder::Gate, name: &gate.title, expr: &gate.needs })
}

fn of_vetoes<'p>(vetoes: impl Iterator<Item = &'p Veto>) -> impl Iterator<Item = Condition<'p>> {
    vetoes.map(|veto| Condition { holder: Holder::Veto, name: &veto.name, expr: &veto.when })
}

/// What the first compared value of a condition can be, in words: where it is declared, and between which ends.
pub(in crate::lint) fn reason(plan: &Plan, condition: &Expr) -> Option<(Span, Text)> {
    for part in crate::plan::ir::walk::all(condition) {
        let sides = match &part.kind {
            Kind::Compare { left, right, .. } => vec![left.as_ref(), right.as_ref()],
            Kind::Within { value, .. } => vec![value.as_ref()],
            _ => continue,
        };
        for side in sides {
            let Kind::Ref(id) = &side.kind else { continue };
            let (Some(def), Some(words)) = (look::def(plan, *id), ends(plan, &interval(plan, side), side.ty)) else { continue };
            let name = &def.name;
            return Some((def.place, Text::new(format!("`{name}` is {}", words.en), format!("`{name}` {}", words.zh))));
        }
    }
    None
}

/// `at least 1 and at most 5`
fn ends(plan: &Plan, interval: &Interval, ty: Type) -> Option<Text> {
    let low = interval.low.as_ref().map(|(inclusive, low)| {
        let shown = look::number(plan, low, ty);
        if *inclusive {
            Text::new(format!("at least {shown}"), format!("不低于 {shown}"))
        } else {
            Text::new(format!("above {shown}"), format!("超过 {shown}"))
        }
    });
    let high = interval.high.as_ref().map(|(inclusive, high)| {
        let shown = look::number(plan, high, ty);
        if *inclusive {
            Text::new(format!("at most {shown}"), format!("不超过 {shown}"))
        } else {
            Text::new(format!("below {shown}"), format!("低于 {shown}"))
        }
    });
    match (low, high) {
        (Some(low), Some(high)) => Some(Text::new(format!("{} and {}", low.en, high.en), format!("{}、{}", low.zh, high.zh))),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}
