//! Means that leave out extremes, and means of several kinds of raters.
#![deny(clippy::arithmetic_side_effects)]

use std::cmp::Ordering;

use crate::engine::cells::{as_number, number};
use crate::engine::problems::{self, Use};
use crate::engine::run::Run;
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::{Detail, MeanTrace};
use crate::plan::ir::{Aggregate, Expr, Rated, TableId, Trim};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, NumberFault, Value};

/// A row with its number.
type Rate = (u32, Number);

impl Run<'_> {
    /// The mean of an aggregate that trims or weighs; `taken` are the rows of the table with their values.
    pub(super) fn mean(
        &mut self,
        expr: &Expr,
        aggregate: &Aggregate,
        table: TableId,
        taken: &[(u32, &Slot)],
        asking: (TableId, u32),
    ) -> Slot {
        let rates: Vec<Rate> = taken.iter().filter_map(|(row, slot)| Some((*row, as_number(slot)?.clone()))).collect();
        let kinds = match aggregate.rated.as_ref().map(|rated| self.by_kind(rated, table, &rates)) {
            None => vec![rates],
            Some(Ok(kinds)) => kinds,
            Some(Err(fault)) => return Slot::Fault(fault),
        };
        let mut means = Vec::with_capacity(kinds.len());
        for kind in kinds {
            match self.mean_of(aggregate.trim.as_ref(), table, kind) {
                Ok(mean) => means.push(mean),
                Err(fault) => return self.settled(expr, Err(fault), asking.0, asking.1),
            }
        }
        let result = match &aggregate.rated {
            None => means.first().and_then(|mean| mean.mean.clone()).map_or_else(|| self.no_rows(expr, aggregate.function, asking), number),
            Some(rated) => self.weighted_means(expr, aggregate, rated, &mut means, asking),
        };
        self.detail(expr, asking.0, asking.1, || Detail::Means(means));
        result
    }

    /// The rows of each kind, in the order of the kinds.
    fn by_kind(&mut self, rated: &Rated, table: TableId, rates: &[Rate]) -> Result<Vec<Vec<Rate>>, FaultId> {
        let mut kinds = vec![Vec::new(); rated.kinds.len()];
        for (row, rate) in rates {
            let slot = self.raw(rated.by, *row);
            let Slot::Value(Value::Text(kind)) = &slot else {
                return Err(self.needed(Use::Rater, rated.span, &slot, (table, *row)));
            };
            let at = rated.kinds.iter().position(|known| known.option.as_str() == kind.as_ref());
            if let Some(own) = at.and_then(|at| kinds.get_mut(at)) {
                own.push((*row, rate.clone()));
            }
        }
        Ok(kinds)
    }

    /// The mean of some rows without their extremes; no mean of no rows.
    fn mean_of(&self, trim: Option<&Trim>, table: TableId, rates: Vec<Rate>) -> Result<MeanTrace, NumberFault> {
        let mut sorted = rates;
        let key = |row: u32| self.tables.get(table.0 as usize).and_then(|table| table.keys.get(row as usize));
        // Of equal values it does not matter which is dropped, but the same is named whatever the order of the rows.
        let order = |(row, rate): &Rate, (other, than): &Rate| -> Ordering { rate.cmp(than).then_with(|| key(*other).cmp(&key(*row))) };
        let mut mean = MeanTrace { rows: sorted.iter().map(|(row, _)| *row).collect(), ..MeanTrace::default() };
        if let Some(trim) = trim.filter(|trim| sorted.len() >= trim.at_least as usize) {
            sorted.sort_by(order);
            let high = sorted.split_off(sorted.len().saturating_sub(trim.high as usize));
            let low: Vec<Rate> = sorted.drain(..(trim.low as usize).min(sorted.len())).collect();
            mean.high = high.into_iter().map(|(row, _)| row).collect();
            mean.low = low.into_iter().map(|(row, _)| row).collect();
        }
        if sorted.is_empty() {
            return Ok(mean);
        }
        let sum = sorted.iter().try_fold(Number::ZERO, |sum, (_, rate)| sum.add(rate))?;
        mean.mean = Some(sum.div(&Number::from_i64(i64::try_from(sorted.len()).unwrap_or(i64::MAX)))?);
        Ok(mean)
    }

    /// The means by their weights; each weight as it counts is noted beside its mean.
    fn weighted_means(
        &mut self,
        expr: &Expr,
        aggregate: &Aggregate,
        rated: &Rated,
        means: &mut [MeanTrace],
        asking: (TableId, u32),
    ) -> Slot {
        let lacks = |(mean, kind): (&MeanTrace, &crate::plan::ir::RatedKind)| mean.mean.is_none() && !kind.weight.is_zero();
        let missing: Vec<&str> = means.iter().zip(&rated.kinds).filter(|pair| lacks(*pair)).map(|(_, kind)| kind.option.as_str()).collect();
        if rated.missing == WhenMissing::Error && !missing.is_empty() {
            return Slot::Fault(self.fault(problems::RATER, expr.span, asking, |run| {
                problems::rater_missing(&missing, expr.span, rated.span).place(run.row_place(asking.0, asking.1))
            }));
        }
        let present = means.iter().zip(&rated.kinds).filter(|(mean, _)| mean.mean.is_some()).map(|(_, kind)| &kind.weight);
        let counted = match rated.missing {
            WhenMissing::Reweight => present.cloned().try_fold(Number::ZERO, |sum, weight| sum.add(&weight)),
            WhenMissing::Zero | WhenMissing::Error => Ok(Number::ONE),
        };
        let counted = match counted {
            Ok(counted) if counted.is_zero() => return self.no_rows(expr, aggregate.function, asking),
            Ok(counted) => counted,
            Err(fault) => return self.settled(expr, Err(fault), asking.0, asking.1),
        };
        let result = total(rated, means, &counted);
        self.settled(expr, result, asking.0, asking.1)
    }
}

fn total(rated: &Rated, means: &mut [MeanTrace], counted: &Number) -> Result<Number, NumberFault> {
    let mut sum = Number::ZERO;
    for (mean, kind) in means.iter_mut().zip(&rated.kinds) {
        let weight = match (&mean.mean, rated.missing) {
            (None, WhenMissing::Reweight) => Number::ZERO,
            (Some(_), WhenMissing::Reweight) => kind.weight.div(counted)?,
            (Some(_) | None, WhenMissing::Zero | WhenMissing::Error) => kind.weight.clone(),
        };
        if let Some(mean) = &mean.mean {
            sum = sum.add(&mean.mul(&weight)?)?;
        }
        mean.weight = Some(weight);
    }
    Ok(sum)
}
