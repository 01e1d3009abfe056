//! Pay over every input, once for all lints that look at its shape.

use std::cell::OnceCell;

use super::words::cell_name;
use crate::curve::{Curve, Edge, Fall, Piece, Varied};
use crate::diagnostic::{Language, Text};
use crate::plan::ir::{DefId, Plan};
use crate::typical::{Range, Typical, cells, columns, people};
use crate::value::Number;

/// What lints share.
#[derive(Debug, Default)]
pub struct Shared {
    people: OnceCell<Vec<Typical>>,
    pay: OnceCell<Followed>,
}

/// What pay is over every input.
#[derive(Debug, Default)]
struct Followed {
    over: Vec<PayOver>,
    /// Inputs over which it has more steps than can be followed.
    lost: Vec<DefId>,
}

/// What one person is paid over one input.
#[derive(Debug)]
pub(in crate::lint) struct PayOver {
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
pub(in crate::lint) enum Rises {
    Somewhere,
    Nowhere,
}

impl Shared {
    pub(in crate::lint) fn people(&self, plan: &Plan) -> &[Typical] {
        self.people.get_or_init(|| people(plan))
    }

    pub(in crate::lint) fn pay(&self, plan: &Plan) -> &[PayOver] {
        &self.followed(plan).over
    }

    /// What to say of the inputs over which pay cannot be followed; nothing where there are none.
    pub(in crate::lint) fn lost(&self, plan: &Plan) -> Option<Text> {
        let names: Vec<Text> = self.followed(plan).lost.iter().map(|column| cell_name(plan, *column)).collect();
        let list = |language, between| names.iter().map(|name| name.get(language)).collect::<Vec<&str>>().join(between);
        let (en, zh) = (list(Language::English, ", "), list(Language::Chinese, "、"));
        (!names.is_empty()).then(|| {
            Text::new(format!("the pay over {en} has more steps than can be followed"), format!("发放随{zh}变化的台阶太多，无法逐一核对"))
        })
    }

    fn followed(&self, plan: &Plan) -> &Followed {
        self.pay.get_or_init(|| {
            let mut found = Followed::default();
            let Some(total) = plan.payout_total.filter(|_| !plan.payouts.is_empty()) else { return found };
            let rests_on = columns(plan, total);
            for (at, person) in self.people(plan).iter().enumerate() {
                for (cell, range) in cells(plan, person, |column| rests_on.contains(&column)) {
                    if found.lost.contains(&cell.column) {
                        continue;
                    }
                    match person.curve(plan, total, cell, (range.from.clone(), range.to.clone())) {
                        Some(curve) => found.over.extend(over(&curve, at, (cell, range))),
                        None => found.lost.push(cell.column),
                    }
                }
            }
            found
        })
    }
}

fn over(curve: &Curve<'_>, person: usize, (cell, range): (Varied, Range)) -> Option<PayOver> {
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
    Some(PayOver { person, cell, range, edges, falls, rises })
}

/// How much a stretch goes up from its one end to the other.
fn rise(piece: &Piece) -> Option<Number> {
    match piece {
        Piece::Stretch { from, to, course: crate::curve::Course::Runs(function) } => function.at(to)?.sub(&function.at(from)?).ok(),
        Piece::Stretch { .. } | Piece::Point { .. } => Some(Number::ZERO),
    }
}
