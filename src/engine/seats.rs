//! Who holds a limited grade in one group: nothing but places in an order, so that the curves share it.

use crate::plan::ir::{Limit, LimitEnd, Seats};
use crate::syntax::ast::{LimitKind, SeatTies};
use crate::value::{Number, RoundMode};

/// One of a group whom no veto on the grade strikes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sitter {
    /// The grade: its index in the choice.
    pub option: u32,
    /// The place in the order, 0 the highest; who stands level has the same.
    pub place: u32,
}

/// How many seats a group of so many heads has.
pub fn seats_of(limit: &Limit, heads: usize) -> usize {
    match &limit.seats {
        Seats::Heads(seats) => *seats as usize,
        Seats::Part(part, mode) => {
            let heads = Number::from_i64(i64::try_from(heads).unwrap_or(i64::MAX));
            let seats = part.mul(&heads).and_then(|seats| rounded(&seats, *mode));
            seats.ok().and_then(|seats| seats.to_i64()).and_then(|seats| usize::try_from(seats).ok()).unwrap_or(0)
        }
    }
}

fn rounded(seats: &Number, mode: RoundMode) -> Result<Number, crate::value::NumberFault> {
    seats.round_to(&Number::ONE, mode)
}

/// Gives the grades out anew. `from_top` are the limits that are filled from the top, whose grades a limit from the bottom leaves alone.
pub fn seat(limit: &Limit, limits: &[Limit], seats: usize, sitters: &mut [Sitter]) {
    let holds = |option: u32| limit.worst <= option && option <= limit.best;
    let is_from_top = |option: u32| limits.iter().any(|limit| limit.end == LimitEnd::Top && limit.worst <= option && option <= limit.best);
    let open = |option: u32| match limit.end {
        LimitEnd::Top => option < limit.worst,
        LimitEnd::Bottom => option > limit.best && !is_from_top(option),
    };
    // Where they end up who have no seat, and those who are moved to one.
    let (out, into) = match limit.end {
        LimitEnd::Top => (limit.worst.saturating_sub(1), limit.worst),
        LimitEnd::Bottom => (limit.best.saturating_add(1), limit.best),
    };
    let holders = in_order(limit, sitters, &holds);
    if holders.len() > seats {
        let kept = cut(limit, &holders, seats);
        move_to(sitters, holders.get(kept..).unwrap_or_default(), out);
    } else if limit.kind == LimitKind::Exactly && holders.len() < seats {
        let others = in_order(limit, sitters, &open);
        let taken = cut(limit, &others, seats.saturating_sub(holders.len()));
        move_to(sitters, others.get(..taken).unwrap_or_default(), into);
    }
}

/// Those with such a grade, with their places, in the order in which seats are filled.
fn in_order(limit: &Limit, sitters: &[Sitter], wanted: &dyn Fn(u32) -> bool) -> Vec<(u32, usize)> {
    let with = sitters.iter().enumerate().filter(|(_, sitter)| wanted(sitter.option));
    let mut found: Vec<(u32, usize)> = with.map(|(at, sitter)| (sitter.place, at)).collect();
    found.sort_unstable();
    match limit.end {
        LimitEnd::Top => {}
        LimitEnd::Bottom => found.reverse(),
    }
    found
}

/// How many of a row have seats, so that nobody has one whose equal has none.
fn cut(limit: &Limit, row: &[(u32, usize)], seats: usize) -> usize {
    let Some((last, next)) = seats.checked_sub(1).and_then(|last| row.get(last)).zip(row.get(seats)) else {
        return seats.min(row.len());
    };
    if last.0 != next.0 {
        return seats;
    }
    match limit.ties {
        SeatTies::Excluded => row.iter().position(|(place, _)| *place == last.0).unwrap_or(seats),
        SeatTies::Included => row.iter().rposition(|(place, _)| *place == last.0).map_or(seats, |at| at.saturating_add(1)),
    }
}

fn move_to(sitters: &mut [Sitter], whom: &[(u32, usize)], option: u32) {
    for (_, at) in whom {
        if let Some(sitter) = sitters.get_mut(*at) {
            sitter.option = option;
        }
    }
}
