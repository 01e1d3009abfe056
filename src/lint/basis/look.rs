//! What several lints look at: every expression of a plan, whether two are the same, and how a number is written.

use crate::plan::ir::{Body, Bound, Def, DefId, Expr, Group, Kind, LookupBody, LookupCell, Outcome, Plan, Presence, walk};
use crate::source::Span;
use crate::value::{Number, Type, show};

/// The expressions that stand by themselves: bodies of definitions, values of params, rows of tables, rules of data.
pub(in crate::lint) fn roots(plan: &Plan) -> Vec<&Expr> {
    let bodies = plan.defs.iter().filter_map(|def| match &def.body {
        Body::Expr(expr) => Some(expr),
        Body::Column(_) => None,
    });
    let params = plan.params.iter().flat_map(|param| param.values.iter().map(|value| &value.value));
    let rules = plan.tables.iter().flat_map(|table| table.rules.iter().map(|rule| &rule.condition));
    let rows = plan.lookups.iter().flat_map(|lookup| match &lookup.body {
        LookupBody::Rows(rows) => rows.as_slice(),
        LookupBody::Data => &[],
    });
    let cells = rows.clone().flat_map(|row| &row.cells).flat_map(|cell| match cell {
        LookupCell::Range { low, high } => [low.as_ref(), high.as_ref()],
        LookupCell::Any | LookupCell::Values(_) => [None, None],
    });
    let results = rows.filter_map(|row| match &row.result {
        Outcome::Value(value) => Some(value),
        Outcome::Refuse { .. } => None,
    });
    let ends = cells.flatten().map(|bound: &Bound| bound.value.as_ref());
    bodies.chain(params).chain(rules).chain(ends).chain(results).collect()
}

/// Every expression of a plan, the outer before the inner.
pub(in crate::lint) fn exprs(plan: &Plan) -> Vec<&Expr> {
    roots(plan).into_iter().flat_map(walk::all).collect()
}

pub(in crate::lint) fn def(plan: &Plan, id: DefId) -> Option<&Def> {
    plan.defs.get(id.0 as usize)
}

/// What a definition is computed by; nothing for a column.
pub(in crate::lint) fn body(plan: &Plan, id: DefId) -> Option<&Expr> {
    match &def(plan, id)?.body {
        Body::Expr(expr) => Some(expr),
        Body::Column(_) => None,
    }
}

/// Whether two expressions say the same, wherever they stand. Rules of scorecards and payouts never do.
pub(in crate::lint) fn same(one: &Expr, two: &Expr) -> bool {
    let alike = match (&one.kind, &two.kind) {
        (Kind::Literal(one), Kind::Literal(two)) => one == two,
        (Kind::Ref(one), Kind::Ref(two)) => one == two,
        (Kind::Param(one), Kind::Param(two)) => one == two,
        (Kind::Lookup { lookup: one, .. }, Kind::Lookup { lookup: two, .. }) => one == two,
        (Kind::Compare { op: one, .. }, Kind::Compare { op: two, .. }) => one == two,
        (Kind::Sum(one), Kind::Sum(two)) => one.iter().map(|(sign, _)| sign).eq(two.iter().map(|(sign, _)| sign)),
        (Kind::Product(one), Kind::Product(two)) => one.iter().map(|(factor, _)| factor).eq(two.iter().map(|(factor, _)| factor)),
        (Kind::Aggregate(one), Kind::Aggregate(two)) => {
            one.function == two.function && one.group == two.group && one.filter.is_some() == two.filter.is_some()
        }
        (Kind::Standing(one), Kind::Standing(two)) => {
            (one.figure, one.group, one.ties, one.best) == (two.figure, two.group, two.ties, two.best)
                && one.filter.is_some() == two.filter.is_some()
        }
        (Kind::Pool(one), Kind::Pool(two)) => {
            (one.group, one.zero) == (two.group, two.zero)
                && (one.by.is_some(), one.filter.is_some()) == (two.by.is_some(), two.filter.is_some())
        }
        (Kind::Parent(_), Kind::Parent(_))
        | (Kind::Neg(_), Kind::Neg(_))
        | (Kind::Not(_), Kind::Not(_))
        | (Kind::Abs(_), Kind::Abs(_))
        | (Kind::InPoints(_), Kind::InPoints(_))
        | (Kind::In { .. }, Kind::In { .. })
        | (Kind::And(_), Kind::And(_))
        | (Kind::Or(_), Kind::Or(_)) => true,
        (_, _) => false,
    };
    let (mine, theirs) = (walk::children(one), walk::children(two));
    alike && mine.len() == theirs.len() && mine.into_iter().zip(theirs).all(|(one, two)| same(one, two))
}

/// The names an expression mentions: its definitions, those in its aggregates too.
pub(in crate::lint) fn mentioned(expr: &Expr) -> Vec<DefId> {
    walk::all(expr).into_iter().flat_map(walk::defs_of).collect()
}

/// Whether an aggregate's rows may be none: the person is among the own team, but need not pass a filter.
pub(in crate::lint) fn may_be_empty(group: Group, filter: Option<&Expr>, known: &[&Expr]) -> bool {
    match (group, filter) {
        (Group::Child(_) | Group::Reports { .. }, _) => true,
        (Group::Same(_) | Group::Everyone, None) => false,
        (Group::Same(_) | Group::Everyone, Some(filter)) => {
            let known: Vec<&Expr> = known.iter().flat_map(|condition| conjuncts(condition)).collect();
            conjuncts(filter).into_iter().any(|part| !known.iter().any(|condition| same(condition, part)))
        }
    }
}

/// The conditions that must hold together.
fn conjuncts(condition: &Expr) -> Vec<&Expr> {
    match &condition.kind {
        Kind::And(parts) => parts.iter().collect(),
        _ => vec![condition],
    }
}

/// A number as a person writes it in a message: `¥1,200.00`, `60%`, `4.5`.
pub(in crate::lint) fn number(plan: &Plan, value: &Number, ty: Type) -> String {
    match ty {
        Type::Money | Type::Foreign(_) => {
            let places = plan.places_of(ty);
            let own = value.places().unwrap_or(places).min(places.saturating_add(6));
            let whole = value.is_integer() && own == 0;
            plan.show_money(value, ty, if whole { 0 } else { places.max(own) })
        }
        Type::Percent => {
            value.mul(&Number::from_i64(100)).map_or_else(|_| show::percent(value), |points| format!("{}%", show::exact(&points)))
        }
        Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => show::exact(value),
    }
}

/// What a blank cell of a column counts as, where it is a number.
pub(in crate::lint) fn default_number(presence: &Presence) -> Option<&Number> {
    match presence {
        Presence::Default(crate::value::Value::Number(number)) => Some(number),
        Presence::Default(_) | Presence::Required | Presence::Optional => None,
    }
}

/// Whether a finding about this place has been made already: clauses that are read twice are reported once.
pub(in crate::lint) fn first_time(seen: &mut Vec<Span>, span: Span) -> bool {
    let new = !seen.contains(&span);
    if new {
        seen.push(span);
    }
    new
}
