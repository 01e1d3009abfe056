//! Whether two expressions certainly have the same value for everybody. Names of `let`s are looked through; of two shapes, bands or
//! tiers nothing is claimed.

use std::cell::Cell;

use super::reads::{body, def};
use crate::plan::ir::{Bound, DefId, Expr, Kind, Plan, Role, Working};

/// Parts compared before the question is left open: names that are looked through may unfold to far more than was written.
const MOST_PARTS: u32 = 2_000;

/// What a part of a KPI is under a scorecard, of which `covered` says whom it covers.
pub(in crate::lint) fn of_card(plan: &Plan, part: DefId, covered: DefId) -> Option<&Expr> {
    let Kind::Cases(cases) = &body(plan, part)?.kind else { return None };
    cases.cases.iter().find(|case| case.covered == covered).map(|case| &case.value)
}

/// Whose names the expressions are read with: a KPI's parts are those of this scorecard.
#[derive(Clone, Copy)]
pub(in crate::lint) struct Card<'p> {
    pub plan: &'p Plan,
    pub covered: DefId,
}

impl<'p> Card<'p> {
    pub(in crate::lint) fn same(self, one: &'p Expr, two: &'p Expr) -> bool {
        self.alike(one, two, &Cell::new(MOST_PARTS))
    }

    /// Whether two say the same of working days.
    fn same_days(self, one: &'p Working, two: &'p Working, left: &Cell<u32>) -> bool {
        let kind = match (one, two) {
            (Working::After { days: one, .. }, Working::After { days: two, .. }) => one == two,
            (one, two) => std::mem::discriminant(one) == std::mem::discriminant(two),
        };
        kind && one.parts().into_iter().zip(two.parts()).all(|(one, two)| self.alike(one, two, left))
    }

    fn alike(self, one: &'p Expr, two: &'p Expr, left: &Cell<u32>) -> bool {
        let (one, two) = match (&one.kind, &two.kind) {
            (Kind::Ref(a), Kind::Ref(b)) if a == b => return true,
            _ => (self.meaning(one), self.meaning(two)),
        };
        let Some(fewer) = left.get().checked_sub(1) else { return false };
        left.set(fewer);
        let all = |a: &'p [Expr], b: &'p [Expr]| a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.alike(a, b, left));
        match (&one.kind, &two.kind) {
            (Kind::Literal(a), Kind::Literal(b)) => a == b,
            (Kind::Ref(a), Kind::Ref(b)) => a == b,
            (Kind::Param(a), Kind::Param(b)) => a == b,
            (Kind::ParamOn { param: a, on: c }, Kind::ParamOn { param: b, on: d }) => a == b && self.alike(c, d, left),
            (Kind::Period(a), Kind::Period(b)) => a == b,
            (Kind::Employed(a), Kind::Employed(b)) => a == b,
            (Kind::Parent(a), Kind::Parent(b))
            | (Kind::Neg(a), Kind::Neg(b))
            | (Kind::Not(a), Kind::Not(b))
            | (Kind::Abs(a), Kind::Abs(b))
            | (Kind::Floor(a), Kind::Floor(b))
            | (Kind::Ceil(a), Kind::Ceil(b))
            | (Kind::InPoints(a), Kind::InPoints(b)) => self.alike(a, b, left),
            (Kind::Sum(a), Kind::Sum(b)) => self.terms(a, b, left),
            (Kind::Product(a), Kind::Product(b)) => self.terms(a, b, left),
            (Kind::Working(a), Kind::Working(b)) => self.same_days(a, b, left),
            (Kind::DaysBetween { from: a, to: c }, Kind::DaysBetween { from: b, to: d }) => {
                self.alike(a, b, left) && self.alike(c, d, left)
            }
            (Kind::Compare { op: p, left: a, right: c }, Kind::Compare { op: q, left: b, right: d }) => {
                p == q && self.alike(a, b, left) && self.alike(c, d, left)
            }
            (Kind::Within { value: a, low: c, high: e }, Kind::Within { value: b, low: d, high: f }) => {
                self.alike(a, b, left) && self.ends(c, d, left) && self.ends(e, f, left)
            }
            (Kind::In { value: a, options: c }, Kind::In { value: b, options: d }) => self.alike(a, b, left) && all(c, d),
            (Kind::And(a), Kind::And(b))
            | (Kind::Or(a), Kind::Or(b))
            | (Kind::Otherwise(a), Kind::Otherwise(b))
            | (Kind::Min(a), Kind::Min(b))
            | (Kind::Max(a), Kind::Max(b)) => all(a, b),
            (Kind::If { branches: a, otherwise: c }, Kind::If { branches: b, otherwise: d }) => {
                let pair = |(a, b): (&'p (Expr, Expr), &'p (Expr, Expr))| self.alike(&a.0, &b.0, left) && self.alike(&a.1, &b.1, left);
                a.len() == b.len() && a.iter().zip(b).all(pair) && self.alike(c, d, left)
            }
            (Kind::Round { value: a, unit: c, mode: p }, Kind::Round { value: b, unit: d, mode: q }) => {
                p == q && self.alike(a, b, left) && self.alike(c, d, left)
            }
            (Kind::Aggregate(a), Kind::Aggregate(b)) => {
                a.function == b.function
                    && a.group == b.group
                    && a.trim.is_some() == b.trim.is_some()
                    && a.rated.is_some() == b.rated.is_some()
                    && self.optional(a.value.as_ref(), b.value.as_ref(), left)
                    && self.optional(a.filter.as_ref(), b.filter.as_ref(), left)
            }
            (Kind::Standing(a), Kind::Standing(b)) => {
                (a.figure, a.group, a.ties, a.best) == (b.figure, b.group, b.ties, b.best)
                    && self.alike(&a.value, &b.value, left)
                    && self.optional(a.filter.as_ref(), b.filter.as_ref(), left)
            }
            (Kind::Pool(a), Kind::Pool(b)) => {
                (a.group, a.zero) == (b.group, b.zero)
                    && self.alike(&a.amount, &b.amount, left)
                    && self.optional(a.by.as_ref(), b.by.as_ref(), left)
                    && self.optional(a.filter.as_ref(), b.filter.as_ref(), left)
            }
            (Kind::Lookup { lookup: p, args: a }, Kind::Lookup { lookup: q, args: b }) => p == q && all(a, b),
            _ => false,
        }
    }

    /// What a named value is, as long as the name is a `let` or a part of a KPI of this scorecard.
    fn meaning(self, expr: &'p Expr) -> &'p Expr {
        let mut expr = expr;
        while let Kind::Ref(id) = &expr.kind {
            let inner = match def(self.plan, *id).map(|def| def.role) {
                Some(Role::Let) => body(self.plan, *id),
                Some(Role::KpiMeasure | Role::KpiTarget | Role::KpiAttainment) => of_card(self.plan, *id, self.covered),
                Some(_) | None => None,
            };
            match inner {
                Some(inner) => expr = inner,
                None => break,
            }
        }
        expr
    }

    fn terms<S: PartialEq>(self, a: &'p [(S, Expr)], b: &'p [(S, Expr)], left: &Cell<u32>) -> bool {
        a.len() == b.len() && a.iter().zip(b).all(|((p, a), (q, b))| p == q && self.alike(a, b, left))
    }

    fn optional(self, a: Option<&'p Expr>, b: Option<&'p Expr>, left: &Cell<u32>) -> bool {
        match (a, b) {
            (Some(a), Some(b)) => self.alike(a, b, left),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        }
    }

    fn ends(self, a: &'p Option<Bound>, b: &'p Option<Bound>, left: &Cell<u32>) -> bool {
        let inclusive = |end: &Option<Bound>| end.as_ref().map(|end| end.inclusive);
        inclusive(a) == inclusive(b) && self.optional(a.as_ref().map(|end| &*end.value), b.as_ref().map(|end| &*end.value), left)
    }
}
