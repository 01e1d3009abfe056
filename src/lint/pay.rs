//! Pay over every input, once for all lints that look at its shape.

use std::cell::OnceCell;

use super::typical::{Range, Typical, cells, columns, people};
use crate::curve::{Edge, Fall, Piece, Varied};
use crate::plan::ir::{DefId, Plan};
use crate::value::Number;

/// What lints share.
#[derive(Debug, Default)]
pub struct Shared {
    people: OnceCell<Vec<Typical>>,
    pay: OnceCell<Vec<PayOver>>,
}

/// What one person is paid over one input.
#[derive(Debug)]
pub(super) struct PayOver {
    /// Index into the typical people.
    pub person: usize,
    pub cell: Varied,
    pub range: Range,
    pub edges: Vec<Edge>,
    pub falls: Vec<Fall>,
    /// Whether more of the input pays more anywhere.
    pub rises: Rises,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Rises {
    Somewhere,
    Nowhere,
}

impl Shared {
    pub(super) fn people(&self, plan: &Plan) -> &[Typical] {
        self.people.get_or_init(|| people(plan))
    }

    pub(super) fn pay(&self, plan: &Plan) -> &[PayOver] {
        self.pay.get_or_init(|| {
            let Some(total) = plan.payout_total.filter(|_| !plan.payouts.is_empty()) else { return Vec::new() };
            let people = self.people(plan).iter().enumerate();
            let rests_on = columns(plan, total);
            let moving = |person: &Typical| cells(plan, person, |column| rests_on.contains(&column));
            people
                .flat_map(|(at, person)| moving(person).into_iter().filter_map(move |cell| over(plan, total, (at, person), cell)))
                .collect()
        })
    }
}

fn over(plan: &Plan, total: DefId, (at, person): (usize, &Typical), (cell, range): (Varied, Range)) -> Option<PayOver> {
    let curve = person.curve(plan, total, cell, (range.from.clone(), range.to.clone()))?;
    let edges = curve.edges();
    let moves =
        !edges.is_empty() || curve.pieces.len() > 3 || curve.pieces.iter().any(|piece| rise(piece).is_none_or(|rise| !rise.is_zero()));
    if !moves {
        return None;
    }
    let up = |edge: &Edge| edge.before.as_ref().zip(edge.after.as_ref()).is_some_and(|(before, after)| after > before);
    let rises = edges.iter().any(up) || curve.pieces.iter().any(|piece| rise(piece).is_some_and(|rise| rise > Number::ZERO));
    let falls = curve.falls();
    let rises = if rises { Rises::Somewhere } else { Rises::Nowhere };
    Some(PayOver { person: at, cell, range, edges, falls, rises })
}

/// How much a stretch goes up from its one end to the other.
fn rise(piece: &Piece) -> Option<Number> {
    match piece {
        Piece::Stretch { from, to, course: crate::curve::Course::Runs(function) } => function.at(to)?.sub(&function.at(from)?).ok(),
        Piece::Stretch { .. } | Piece::Point { .. } => Some(Number::ZERO),
    }
}
