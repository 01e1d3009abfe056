//! Forced distribution: the limits on the grades, over everybody at once.
#![deny(clippy::arithmetic_side_effects)]

use crate::engine::cells::NOTHING;
use crate::engine::members::Membership;
use crate::engine::problems::Use;
use crate::engine::run::Run;
use crate::engine::seats::{Sitter, seat, seats_of};
use crate::engine::table::{FaultId, Slot};
use crate::engine::trace::Seated;
use crate::plan::ir::{GradeRule, Limit, LimitEnd, TableId};
use crate::value::Value;

/// A grade on its way through the limits.
#[derive(Clone, Debug)]
pub(super) enum Standing {
    Graded {
        option: u32,
        /// A veto on the grade struck: it stays as it is.
        struck: bool,
    },
    Fault(FaultId),
}

impl Run<'_> {
    /// Brings everybody's grades under the limits; what each limit did to the watched person is handed back.
    pub(super) fn limit_grades(&mut self, rule: &GradeRule, table: TableId, standings: &mut [Standing]) -> Vec<Seated> {
        let mut told = Vec::new();
        for (limit, index) in rule.limits.iter().zip(0_u32..) {
            for group in self.groups_under(limit, table, standings) {
                if let Some(fault) = group.fault {
                    fail(standings, &group.rows, fault);
                    continue;
                }
                if group.taken.len() < limit.smallest as usize {
                    told.extend(self.too_small(index, table, &group, standings));
                    continue;
                }
                match self.limit_group((limit, index), &rule.limits, table, &group, standings) {
                    Ok(seated) => told.extend(seated),
                    Err(fault) => fail(standings, &group.taken, fault),
                }
            }
        }
        told
    }

    /// The groups of a limit. Who stands in none that is known has no grade.
    fn groups_under(&mut self, limit: &Limit, table: TableId, standings: &mut [Standing]) -> Vec<Membership> {
        let all: Vec<u32> = (0..self.row_count(table)).collect();
        let mut out = vec![NOTHING.clone(); all.len()];
        let (known, numbers) = self.with_group(limit.span, limit.group, (table, &all), &mut out);
        for (slot, row) in out.iter().zip(&all) {
            if let Slot::Fault(fault) = slot {
                fail(standings, &[*row], *fault);
            }
        }
        let mut wanted = numbers;
        wanted.sort_unstable();
        wanted.dedup();
        if known.is_empty() {
            return Vec::new();
        }
        self.memberships(limit.group, limit.filter.as_ref(), table, &wanted)
    }

    /// One group under one limit.
    fn limit_group(
        &mut self,
        (limit, index): (&Limit, u32),
        limits: &[Limit],
        table: TableId,
        group: &Membership,
        standings: &mut [Standing],
    ) -> Result<Option<Seated>, FaultId> {
        let mut free: Vec<(u32, u32)> = Vec::new();
        for row in &group.taken {
            match standings.get(*row as usize) {
                Some(Standing::Graded { option, struck: false }) => free.push((*row, *option)),
                Some(Standing::Graded { struck: true, .. }) | None => {}
                Some(Standing::Fault(fault)) => return Err(*fault),
            }
        }
        let rows: Vec<u32> = free.iter().map(|(row, _)| *row).collect();
        let places = self.places_by(limit, table, &rows)?;
        let mut sitters: Vec<Sitter> =
            free.iter().zip(&places).map(|((_, option), place)| Sitter { option: *option, place: *place }).collect();
        let seats = seats_of(limit, group.taken.len());
        seat(limit, limits, seats, &mut sitters);
        for (sitter, row) in sitters.iter().zip(&rows) {
            if let Some(standing) = standings.get_mut(*row as usize) {
                *standing = Standing::Graded { option: sitter.option, struck: false };
            }
        }
        let heads = u32::try_from(group.taken.len()).unwrap_or(u32::MAX);
        let Some((_, watched)) = self.watched_of(table, &group.taken) else { return Ok(None) };
        let seats = u32::try_from(seats).unwrap_or(u32::MAX);
        let own = rows.iter().position(|row| *row == watched);
        let (holders, edge) = self.holders(limit, table, &sitters, &rows);
        let sitter = own.and_then(|own| Some((free.get(own)?.1, sitters.get(own)?)));
        let seated = sitter.map(|(before, sitter)| {
            let count =
                |wanted: &dyn Fn(u32) -> bool| u32::try_from(places.iter().filter(|place| wanted(**place)).count()).unwrap_or(u32::MAX);
            let (above, level) = (count(&|place| place < sitter.place), count(&|place| place == sitter.place));
            let (holders, edge) = (u32::try_from(holders).unwrap_or(u32::MAX), edge.clone());
            Seated::Ordered {
                index,
                heads,
                seats,
                of: u32::try_from(rows.len()).unwrap_or(u32::MAX),
                above,
                level,
                before,
                after: sitter.option,
                holders,
                edge,
            }
        });
        Ok(Some(seated.unwrap_or(Seated::Struck { index, heads, seats })))
    }

    /// How many have a grade of the limit, and the value of the one among them who is nearest to having none.
    fn holders(&mut self, limit: &Limit, table: TableId, sitters: &[Sitter], rows: &[u32]) -> (usize, Option<Value>) {
        let holding = || sitters.iter().zip(rows).filter(|(sitter, _)| (limit.worst..=limit.best).contains(&sitter.option));
        let last = match limit.end {
            LimitEnd::Top => holding().max_by_key(|(sitter, _)| sitter.place),
            LimitEnd::Bottom => holding().min_by_key(|(sitter, _)| sitter.place),
        };
        let value = last.map(|(_, row)| self.eval(&limit.by, table, &[*row]).into_slots(&[*row]));
        let value = value.and_then(|slots| if let Some(Slot::Value(value)) = slots.into_iter().next() { Some(value) } else { None });
        (holding().count(), value)
    }

    /// The places of some people in the order of a limit, the highest 0.
    fn places_by(&mut self, limit: &Limit, table: TableId, rows: &[u32]) -> Result<Vec<u32>, FaultId> {
        let slots = self.eval(&limit.by, table, rows).into_slots(rows);
        let mut fault = None;
        for (slot, row) in slots.iter().zip(rows) {
            if !matches!(slot, Slot::Value(_)) {
                let id = self.needed(Use::Rank, limit.by.span, slot, (table, *row));
                fault = fault.or(Some(id));
            }
        }
        if let Some(fault) = fault {
            return Err(fault);
        }
        let order = |one: usize, two: usize| match (slots.get(one), slots.get(two)) {
            (Some(Slot::Value(one)), Some(Slot::Value(two))) => self.order(limit.by.ty, two, one).unwrap_or(std::cmp::Ordering::Equal),
            (_, _) => std::cmp::Ordering::Equal,
        };
        let mut sorted: Vec<usize> = (0..slots.len()).collect();
        sorted.sort_by(|one, two| order(*one, *two));
        let mut places = vec![0_u32; slots.len()];
        for (level, place) in sorted.chunk_by(|one, two| order(*one, *two).is_eq()).zip(0_u32..) {
            for at in level {
                if let Some(own) = places.get_mut(*at) {
                    *own = place;
                }
            }
        }
        Ok(places)
    }

    fn too_small(&self, index: u32, table: TableId, group: &Membership, standings: &[Standing]) -> Option<Seated> {
        let (_, watched) = self.watched_of(table, &group.taken)?;
        let heads = u32::try_from(group.taken.len()).unwrap_or(u32::MAX);
        matches!(standings.get(watched as usize), Some(Standing::Graded { .. })).then_some(Seated::TooFew { index, heads })
    }
}

fn fail(standings: &mut [Standing], rows: &[u32], fault: FaultId) {
    for row in rows {
        if let Some(standing @ Standing::Graded { .. }) = standings.get_mut(*row as usize) {
            *standing = Standing::Fault(fault);
        }
    }
}
