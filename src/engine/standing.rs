//! Ranks and percentiles.
#![deny(clippy::arithmetic_side_effects)]

use std::cmp::Ordering;

use crate::engine::cells::Cells;
use crate::engine::members::Membership;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::table::Slot;
use crate::engine::trace::Detail;
use crate::plan::ir::{Expr, Standing, TableId};
use crate::syntax::ast::{Best, StandingFigure, Ties};
use crate::value::{Number, NumberFault};

/// Of how many people above and below the explanation tells.
const NEIGHBOURS: usize = 2;

/// Where one stands: how many are better, and how many have the same value, oneself among them.
#[derive(Clone, Copy)]
struct Place {
    better: usize,
    same: usize,
}

impl Run<'_> {
    /// The place of each among those the filter takes; it depends on the values alone, in whatever order the rows stand.
    pub(super) fn standing(&mut self, expr: &Expr, standing: &Standing, table: TableId, sel: &[u32]) -> Cells {
        let members = (standing.group, standing.filter.as_ref());
        self.by_group(expr, members, (table, sel), |run, groups| {
            let values = run.of_members(&standing.value, Use::Rank, table, groups);
            groups.iter().zip(values).map(|(group, values)| run.placed(expr, standing, table, (group, values))).collect()
        })
    }

    fn placed(
        &mut self,
        expr: &Expr,
        standing: &Standing,
        table: TableId,
        (group, values): (&Membership, Result<Vec<Slot>, crate::engine::table::FaultId>),
    ) -> Vec<Slot> {
        let values = match values {
            Ok(values) => values,
            Err(fault) => return vec![Slot::Fault(fault); group.rows.len()],
        };
        let order = self.best_first(standing, &values, (table, group));
        let places = self.places(standing, &values, &order);
        self.keep_neighbours(expr, standing, table, group, (&values, &order, &places));
        let mut slots = places.into_iter().zip(&group.taken).map(|(place, row)| {
            let figure = figure(standing, place, group.taken.len());
            (*row, self.settled(expr, figure, table, *row))
        });
        let mut next = slots.next();
        let mut out = Vec::with_capacity(group.rows.len());
        // Those taken stand in the order of all.
        for row in &group.rows {
            match next.take() {
                Some((taken, slot)) if taken == *row => {
                    out.push(Some(slot));
                    next = slots.next();
                }
                waiting => {
                    out.push(None);
                    next = waiting;
                }
            }
        }
        drop(slots);
        out.into_iter().zip(&group.rows).map(|(slot, row)| slot.unwrap_or_else(|| self.left_out(table, *row))).collect()
    }

    fn compared(&self, standing: &Standing, one: Option<&Slot>, two: Option<&Slot>) -> Ordering {
        let (Some(Slot::Value(one)), Some(Slot::Value(two))) = (one, two) else { return Ordering::Equal };
        let order = self.order(standing.value.ty, one, two).unwrap_or(Ordering::Equal);
        match standing.best {
            Best::Highest => order.reverse(),
            Best::Lowest => order,
        }
    }

    /// The places among those taken, the best first, of equals the smaller key.
    fn best_first(&self, standing: &Standing, values: &[Slot], (table, group): (TableId, &Membership)) -> Vec<usize> {
        let keys = self.tables.get(table.0 as usize).map_or(&[][..], |data| data.keys.as_slice());
        let key = |at: usize| group.taken.get(at).and_then(|row| keys.get(*row as usize));
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|one, two| self.compared(standing, values.get(*one), values.get(*two)).then_with(|| key(*one).cmp(&key(*two))));
        order
    }

    fn places(&self, standing: &Standing, values: &[Slot], order: &[usize]) -> Vec<Place> {
        let mut places = vec![Place { better: 0, same: 1 }; values.len()];
        let mut better = 0_usize;
        for equals in order.chunk_by(|one, two| self.compared(standing, values.get(*one), values.get(*two)).is_eq()) {
            for at in equals {
                if let Some(place) = places.get_mut(*at) {
                    *place = Place { better, same: equals.len() };
                }
            }
            better = better.saturating_add(equals.len());
        }
        places
    }

    /// Keeps for the watched person who stands next above and below, and who stands level.
    fn keep_neighbours(
        &mut self,
        expr: &Expr,
        standing: &Standing,
        table: TableId,
        group: &Membership,
        (values, order, places): (&[Slot], &[usize], &[Place]),
    ) {
        let Some((at, row)) = self.watched_of(table, &group.taken) else { return };
        let Some(place) = places.get(at).copied() else { return };
        let rows_of = |places: &[usize]| -> Vec<u32> { places.iter().filter_map(|at| group.taken.get(*at)).copied().collect() };
        let behind = place.better.saturating_add(place.same);
        let mut above = rows_of(order.get(place.better.saturating_sub(NEIGHBOURS)..place.better).unwrap_or_default());
        let mut level = rows_of(order.get(place.better..behind).unwrap_or_default());
        let below = rows_of(order.get(behind..behind.saturating_add(NEIGHBOURS).min(order.len())).unwrap_or_default());
        // The nearest first.
        above.reverse();
        level.retain(|other| *other != row);
        let told: Vec<u32> = above.iter().chain(&level).chain(&below).copied().collect();
        for (slot, row) in values.iter().zip(&group.taken).filter(|(_, row)| told.contains(row)) {
            let cells = Cells::Same(slot.clone());
            self.keep(&standing.value, table, &[*row], &cells);
        }
        let of = u32::try_from(group.taken.len()).unwrap_or(u32::MAX);
        let better = u32::try_from(place.better).unwrap_or(u32::MAX);
        self.detail(expr, table, row, || Detail::Standing { better, of, above, level, below });
    }
}

/// The rank or the percentile of a place among `of` people.
fn figure(standing: &Standing, place: Place, of: usize) -> Result<Number, NumberFault> {
    let number = |count: usize| Number::from_i64(i64::try_from(count).unwrap_or(i64::MAX));
    let better = number(place.better);
    let rank = match standing.ties {
        Ties::Worst => better.add(&number(place.same))?,
        Ties::Best => better.add(&Number::ONE)?,
        Ties::Average => better.add(&number(place.same.saturating_add(1)).div(&Number::from_i64(2))?)?,
    };
    match standing.figure {
        StandingFigure::Rank => Ok(rank),
        StandingFigure::Percentile if of <= 1 => Ok(Number::ONE),
        StandingFigure::Percentile => number(of).sub(&rank)?.div(&number(of.saturating_sub(1))),
    }
}
