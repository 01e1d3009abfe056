//! Pools: an amount divided among people, to its last unit.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::{Cells, number};
use crate::engine::members::{Membership, numbers_of};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::{Detail, Part};
use crate::plan::ir::{Expr, Pool, TableId};
use crate::syntax::ast::WhenZero;
use crate::value::{Number, NumberFault, RoundMode};

/// What each of a group gets of an amount.
struct Divided {
    parts: Vec<Number>,
    exact: Vec<Number>,
    /// What the amounts to divide by add up to.
    sum: Number,
}

impl Run<'_> {
    /// Each one's part of the amount. The parts add up to it, in whatever order the rows stand.
    pub(super) fn pool(&mut self, expr: &Expr, pool: &Pool, table: TableId, sel: &[u32]) -> Cells {
        let members = (pool.group, pool.filter.as_ref());
        self.by_group(expr, members, (table, sel), |run, groups| {
            let amounts = run.of_members(&pool.amount, Use::Pool, table, groups);
            let by = pool.by.as_ref().map(|by| run.of_members(by, Use::Pool, table, groups));
            let mut by = by.map(Vec::into_iter);
            let mut done = Vec::with_capacity(groups.len());
            for (group, amounts) in groups.iter().zip(amounts) {
                let by = by.as_mut().and_then(Iterator::next);
                let parts = match (amounts, by.transpose()) {
                    (Ok(amounts), Ok(by)) => run.divided(expr, pool, (table, group), (&amounts, by.as_deref())),
                    (Err(fault), _) | (_, Err(fault)) => Err(fault),
                };
                done.push(run.handed_out(table, group, parts));
            }
            done
        })
    }

    /// One slot for everybody of a group, in its order.
    fn handed_out(&self, table: TableId, group: &Membership, parts: Result<Vec<Number>, FaultId>) -> Vec<Slot> {
        let parts = match parts {
            Ok(parts) => parts,
            Err(fault) => return vec![Slot::Fault(fault); group.rows.len()],
        };
        let mut taken = group.taken.iter().zip(parts).peekable();
        let of = |row: &u32| match taken.next_if(|(taken, _)| *taken == row) {
            Some((_, part)) => number(part),
            None => self.left_out(table, *row),
        };
        group.rows.iter().map(of).collect()
    }

    fn divided(
        &mut self,
        expr: &Expr,
        pool: &Pool,
        (table, group): (TableId, &Membership),
        (amounts, by): (&[Slot], Option<&[Slot]>),
    ) -> Result<Vec<Number>, FaultId> {
        let Some(first) = group.taken.first().copied() else { return Ok(Vec::new()) };
        let (Some(amounts), Some(unit)) = (numbers_of(amounts), self.plan.rounding.as_ref()) else {
            return Err(self.unexpected(expr.span, table, first));
        };
        let weights = match by {
            Some(by) => numbers_of(by).ok_or_else(|| self.unexpected(expr.span, table, first))?,
            None => vec![Number::ONE; amounts.len()],
        };
        let amount = self.agreed(expr, pool, (table, group), &amounts)?;
        if let Some((at, below)) = weights.iter().enumerate().find(|(_, weight)| weight.is_negative()) {
            let (below, row) = (below.clone(), group.taken.get(at).copied().unwrap_or(first));
            return Err(self.negative_share(expr, pool, &below, (table, row)));
        }
        let keys: Vec<&str> = {
            let keys = self.tables.get(table.0 as usize).map_or(&[][..], |data| data.keys.as_slice());
            group.taken.iter().map(|row| keys.get(*row as usize).map_or("", AsRef::as_ref)).collect()
        };
        let divided = divide(&amount, &weights, pool.zero, (&unit.unit, &keys));
        let divided = match divided {
            Ok(Some(divided)) => divided,
            Ok(None) => return Err(self.nothing_to_divide_by(expr, pool, (table, first))),
            Err(NumberFault::TooLarge | NumberFault::DivisionByZero) => return Err(self.too_large(expr, table, first)),
        };
        if let Some((at, row)) = self.watched_of(table, &group.taken) {
            let own = |list: &[Number]| list.get(at).cloned().unwrap_or(Number::ZERO);
            let members = u32::try_from(group.taken.len()).unwrap_or(u32::MAX);
            let part = Part { pool: amount, members, sum: divided.sum, own: own(&weights), exact: own(&divided.exact) };
            self.detail(expr, table, row, || Detail::Part(part));
        }
        Ok(divided.parts)
    }

    /// The amount that is shared, as money is paid: all of the group must mean the same.
    fn agreed(&mut self, expr: &Expr, pool: &Pool, (table, group): (TableId, &Membership), amounts: &[Number]) -> Result<Number, FaultId> {
        let mut agreed: Option<(Number, u32)> = None;
        for (amount, row) in amounts.iter().zip(&group.taken) {
            let Some(rounding) = &self.plan.rounding else { return Err(self.unexpected(expr.span, table, *row)) };
            let Ok(paid) = amount.round_to(&rounding.unit, rounding.mode) else { return Err(self.too_large(expr, table, *row)) };
            match &agreed {
                None => agreed = Some((paid, *row)),
                Some((before, _)) if *before == paid => {}
                Some((before, first)) => {
                    let (one, two) = ((before.clone(), *first), (paid, *row));
                    return Err(self.fault(problems::POOLS_DIFFER, pool.amount.span, (table, *first), |run| {
                        let shown = |number: &Number| run.show_number(number, pool.amount.ty);
                        let key = |row: u32| run.row_place(table, row).person.unwrap_or_default();
                        let (a, b) = ((key(one.1), shown(&one.0)), (key(two.1), shown(&two.0)));
                        problems::pools_differ(pool.amount.span, (&a.0, &a.1), (&b.0, &b.1))
                            .place(run.row_place(table, one.1))
                            .place(run.row_place(table, two.1))
                    }));
                }
            }
        }
        Ok(agreed.map_or(Number::ZERO, |(amount, _)| amount))
    }

    fn negative_share(&mut self, expr: &Expr, pool: &Pool, below: &Number, (table, row): (TableId, u32)) -> FaultId {
        let by = pool.by.as_ref().unwrap_or(expr);
        self.fault(problems::NEGATIVE_SHARE, by.span, (table, row), |run| {
            let key = run.row_place(table, row).person.unwrap_or_default();
            let problem = problems::negative_share(expr.span, by.span, &key, &run.show_number(below, by.ty));
            run.with_cells(problem.place(run.row_place(table, row)), by, table, row)
        })
    }

    fn nothing_to_divide_by(&mut self, expr: &Expr, pool: &Pool, (table, row): (TableId, u32)) -> FaultId {
        let by = pool.by.as_ref().unwrap_or(expr);
        self.fault(problems::SHARE_OF_ZERO, by.span, (table, row), |run| {
            problems::share_of_zero(expr.span, by.span).place(run.row_place(table, row))
        })
    }
}

/// Largest remainder: every part goes down to the unit, and what is left goes, a unit each, to those who lost most by that, of equals
/// to the smaller key. Nothing where all weights are 0 and it is not said what holds then.
fn divide(
    amount: &Number,
    weights: &[Number],
    zero: Option<WhenZero>,
    (unit, keys): (&Number, &[&str]),
) -> Result<Option<Divided>, NumberFault> {
    let sum = weights.iter().try_fold(Number::ZERO, |sum, weight| sum.add(weight))?;
    let equal = vec![Number::ONE; weights.len()];
    let (weights, over) = match (sum.is_zero(), zero) {
        (false, _) => (weights, sum.clone()),
        (true, Some(WhenZero::Equally)) => (equal.as_slice(), Number::from_i64(i64::try_from(weights.len()).unwrap_or(i64::MAX))),
        (true, Some(WhenZero::Nobody)) => {
            let none = vec![Number::ZERO; weights.len()];
            return Ok(Some(Divided { parts: none.clone(), exact: none, sum }));
        }
        (true, None) => return Ok(None),
    };
    // What is taken back is shared like what is given.
    let size = amount.abs();
    let (mut parts, mut exact, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    let mut left = size.clone();
    for (weight, at) in weights.iter().zip(0_usize..) {
        let own = size.mul(weight)?.div(&over)?;
        let part = own.round_to(unit, RoundMode::Down)?;
        left = left.sub(&part)?;
        lost.push((own.sub(&part)?, at));
        exact.push(own);
        parts.push(part);
    }
    lost.sort_by(|(one, at), (two, other)| two.cmp(one).then_with(|| keys.get(*at).cmp(&keys.get(*other))));
    for (_, at) in lost {
        if left.is_zero() {
            break;
        }
        if let Some(part) = parts.get_mut(at) {
            *part = part.add(unit)?;
            left = left.sub(unit)?;
        }
    }
    if amount.is_negative() {
        parts.iter_mut().chain(&mut exact).for_each(|part| *part = part.neg());
    }
    Ok(Some(Divided { parts, exact, sum }))
}

/// The parts of an amount alone, as [`Kind::Pool`](crate::plan::ir::Kind) divides it.
///
/// # Errors
/// Where a number grows too large.
pub fn parts_of(
    amount: &Number,
    weights: &[Number],
    zero: Option<WhenZero>,
    unit_and_keys: (&Number, &[&str]),
) -> Result<Option<Vec<Number>>, NumberFault> {
    Ok(divide(amount, weights, zero, unit_and_keys)?.map(|divided| divided.parts))
}
