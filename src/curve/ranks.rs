//! Ranks and pools of people, one of whom moves with the input.

use std::cmp::Ordering;

use super::function::Function;
use super::machine::{Found, Grain, Halt, Machine, Sym};
use crate::engine::parts_of;
use crate::plan::ir::{Expr, Group, Pool, Standing, TableId};
use crate::syntax::ast::{Best, StandingFigure, Ties, WhenZero};
use crate::value::{Number, RoundMode};

/// The people of a group whom a filter takes, and whether the person is among them.
struct Members {
    rows: Vec<u32>,
    own: Option<usize>,
}

impl Machine<'_> {
    /// The person moves up or down where the own value passes another's: there the stretch is cut.
    pub(super) fn standing(&mut self, standing: &Standing, table: TableId, row: u32) -> Found<Sym> {
        let members = self.members(standing.group, standing.filter.as_ref(), table, row)?;
        let values = self.values_of(&standing.value, &members, table)?;
        let Some((place, own)) = members.own.and_then(|place| Some((place, values.get(place)?))) else { return Ok(Sym::Missing) };
        let (mut better, mut same) = (0_i64, 0_i64);
        for (value, at) in values.iter().zip(0_usize..) {
            let order = if at == place { Some(Ordering::Equal) } else { self.order_of(standing.value.ty, value, own)? };
            let Some(order) = order else { return Ok(Sym::Unknown) };
            match (order, standing.best) {
                (Ordering::Equal, _) => same = same.saturating_add(1),
                (Ordering::Greater, Best::Highest) | (Ordering::Less, Best::Lowest) => better = better.saturating_add(1),
                (Ordering::Less, Best::Highest) | (Ordering::Greater, Best::Lowest) => {}
            }
        }
        let of = i64::try_from(values.len()).unwrap_or(i64::MAX);
        Ok(figure(standing, (better, same), of).map_or(Sym::Fault, |value| Sym::Number(Function::constant(value))))
    }

    /// The part before it is brought to a unit is exact; where it moves, what the unit adds or takes is kept beside it.
    pub(super) fn pool(&mut self, pool: &Pool, table: TableId, row: u32) -> Found<Sym> {
        let members = self.members(pool.group, pool.filter.as_ref(), table, row)?;
        let amounts = self.functions_of(&pool.amount, &members, table)?;
        let weights = match &pool.by {
            Some(by) => self.functions_of(by, &members, table)?,
            None => vec![Function::constant(Number::ONE); members.rows.len()],
        };
        let Some(place) = members.own else { return Ok(Sym::Missing) };
        let Some(rounding) = self.plan.rounding.as_ref() else { return Ok(Sym::Unknown) };
        let amount = self.agreed(&amounts, &rounding.unit, rounding.mode)?;
        for weight in &weights {
            if self.sign(weight)? == Ordering::Less {
                return Ok(Sym::Fault);
            }
        }
        let fixed: Option<Vec<Number>> = weights.iter().map(Function::as_constant).collect();
        if let (Some(amount), Some(weights)) = (amount.as_constant(), fixed) {
            let keys: Vec<&str> = members.rows.iter().map(|row| self.key(table, *row).map_or("", AsRef::as_ref)).collect();
            let parts = parts_of(&amount, &weights, pool.zero, (&rounding.unit, &keys));
            let own = parts.ok().flatten().and_then(|parts| parts.get(place).cloned());
            return Ok(own.map_or(Sym::Fault, |part| Sym::Number(Function::constant(part))));
        }
        let mut sum = Function::constant(Number::ZERO);
        for weight in &weights {
            sum = sum.add(weight)?;
        }
        let exact = match (self.sign(&sum)?, pool.zero, weights.get(place)) {
            (Ordering::Equal, Some(WhenZero::Nobody), _) => return Ok(Sym::Number(Function::constant(Number::ZERO))),
            (Ordering::Equal, None, _) => return Ok(Sym::Fault),
            (Ordering::Equal, Some(WhenZero::Equally), _) => {
                let count = i64::try_from(weights.len()).unwrap_or(i64::MAX);
                self.over(&amount, &Function::constant(Number::from_i64(count)))?
            }
            (Ordering::Less | Ordering::Greater, _, Some(own)) => {
                let part = self.times(&amount, own)?;
                self.over(&part, &sum)?
            }
            (Ordering::Less | Ordering::Greater, _, None) => return Ok(Sym::Unknown),
        };
        if self.grain == Grain::Fine {
            return Ok(Sym::Unknown);
        }
        Ok(Sym::Number(exact.with_slack(rounding.unit.neg(), rounding.unit.clone())?))
    }

    /// The amount as it is paid, on which all must agree.
    fn agreed(&self, amounts: &[Function], unit: &Number, mode: RoundMode) -> Found<Function> {
        let first = amounts.first().ok_or(Halt::Gives(Sym::Unknown))?;
        let paid = self.to_whole(first, unit, super::arithmetic::Whole::Round(mode))?;
        for other in amounts.iter().filter(|other| *other != first) {
            let other = self.to_whole(other, unit, super::arithmetic::Whole::Round(mode))?;
            if self.order(&paid, &other)? != Ordering::Equal {
                return Err(Halt::Gives(Sym::Fault));
            }
        }
        Ok(paid)
    }

    fn members(&mut self, group: Group, filter: Option<&Expr>, table: TableId, row: u32) -> Found<Members> {
        let all = self.group_rows(group, table, row)?;
        let (mut rows, mut own) = (Vec::new(), None);
        for other in all {
            if self.row_is_faulty(table, other)? {
                return Err(Halt::Gives(Sym::Fault));
            }
            if let Some(filter) = filter
                && !self.condition(filter, table, other)?
            {
                continue;
            }
            if other == row {
                own = Some(rows.len());
            }
            rows.push(other);
        }
        Ok(Members { rows, own })
    }

    fn values_of(&mut self, expr: &Expr, members: &Members, table: TableId) -> Found<Vec<Sym>> {
        let mut values = Vec::with_capacity(members.rows.len());
        for row in &members.rows {
            match self.eval(expr, table, *row)? {
                found @ (Sym::Number(_) | Sym::Plain(_)) => values.push(found),
                Sym::Unknown => return Err(Halt::Gives(Sym::Unknown)),
                Sym::Missing | Sym::NotApplicable | Sym::Fault => return Err(Halt::Gives(Sym::Fault)),
            }
        }
        Ok(values)
    }

    fn functions_of(&mut self, expr: &Expr, members: &Members, table: TableId) -> Found<Vec<Function>> {
        members.rows.iter().map(|row| self.needed(expr, table, *row)).collect()
    }
}

fn figure(standing: &Standing, (better, same): (i64, i64), of: i64) -> Option<Number> {
    let number = Number::from_i64;
    let rank = match standing.ties {
        Ties::Worst => number(better.saturating_add(same)),
        Ties::Best => number(better.saturating_add(1)),
        Ties::Average => number(better).add(&number(same.saturating_add(1)).div(&number(2)).ok()?).ok()?,
    };
    match standing.figure {
        StandingFigure::Rank => Some(rank),
        StandingFigure::Percentile if of <= 1 => Some(Number::ONE),
        StandingFigure::Percentile => number(of).sub(&rank).ok()?.div(&number(of.saturating_sub(1))).ok(),
    }
}
