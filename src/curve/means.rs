//! Means that leave out extremes, and means of several kinds of raters, one row of which moves with the input.

use super::function::Function;
use super::machine::{Found, Machine, Sym};
use crate::engine::table::Slot;
use crate::plan::ir::{Aggregate, Rated, TableId, Trim};
use crate::syntax::ast::WhenMissing;
use crate::value::{Number, Type, Value};

impl Machine<'_> {
    pub(super) fn mean(&self, ty: Type, aggregate: &Aggregate, (table, rows): (TableId, &[u32]), values: Vec<Sym>) -> Found<Sym> {
        let trim = aggregate.trim.as_ref();
        let Some(rated) = &aggregate.rated else {
            return Ok(self.mean_of(ty, trim, values)?.map_or(Sym::Fault, Sym::Number));
        };
        let mut kinds: Vec<Vec<Sym>> = vec![Vec::new(); rated.kinds.len()];
        for (row, value) in rows.iter().zip(values) {
            let kind = match self.table(table).and_then(|data| data.slot(rated.by, *row)) {
                Some(Slot::Value(Value::Text(kind))) => rated.kinds.iter().position(|known| known.option.as_str() == kind.as_ref()),
                Some(Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) | Slot::Fault(_)) | None => return Ok(Sym::Fault),
            };
            if let Some(own) = kind.and_then(|at| kinds.get_mut(at)) {
                own.push(value);
            }
        }
        let mut means = Vec::with_capacity(kinds.len());
        for values in kinds {
            means.push(self.mean_of(ty, trim, values)?);
        }
        self.rated(rated, &means)
    }

    /// The mean of some values without their extremes; nothing of none.
    fn mean_of(&self, ty: Type, trim: Option<&Trim>, values: Vec<Sym>) -> Found<Option<Function>> {
        let count = values.len();
        let kept = match trim.filter(|trim| count >= trim.at_least as usize) {
            None => values,
            Some(trim) => {
                let sorted = self.sorted(ty, values, (0, count))?;
                let high = count.saturating_sub(trim.high as usize);
                sorted.into_iter().take(high).skip(trim.low as usize).collect()
            }
        };
        let Some(count) = i64::try_from(kept.len()).ok().filter(|count| *count > 0) else { return Ok(None) };
        let sum = self.total_of(kept)?;
        Ok(Some(self.over(&sum, &Function::constant(Number::from_i64(count)))?))
    }

    fn rated(&self, rated: &Rated, means: &[Option<Function>]) -> Found<Sym> {
        let (mut sum, mut counted) = (Function::constant(Number::ZERO), Number::ZERO);
        for (mean, kind) in means.iter().zip(&rated.kinds) {
            match mean {
                Some(mean) => {
                    sum = sum.add(&self.times(mean, &Function::constant(kind.weight.clone()))?)?;
                    counted = counted.add(&kind.weight).unwrap_or(Number::ONE);
                }
                None if rated.missing == WhenMissing::Error && !kind.weight.is_zero() => return Ok(Sym::Fault),
                None => {}
            }
        }
        match rated.missing {
            WhenMissing::Reweight if counted.is_zero() => Ok(Sym::Fault),
            WhenMissing::Reweight => Ok(Sym::Number(self.over(&sum, &Function::constant(counted))?)),
            WhenMissing::Zero | WhenMissing::Error => Ok(Sym::Number(sum)),
        }
    }
}
