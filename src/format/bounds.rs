//! What a bound says, in whichever words.

use crate::syntax::concrete::{Kind, Node};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Low,
    High,
}

/// One end: on which side, and whether it is in.
pub(super) struct End<'n> {
    pub(super) side: Side,
    pub(super) included: bool,
    pub(super) value: &'n Node,
}

impl End<'_> {
    pub(super) fn is_at_least(&self) -> bool {
        self.side == Side::Low && self.included
    }
}

/// `a (incl.) to b (excl.)`; between dates nothing needs to be said.
pub(super) struct Range<'n> {
    pub(super) low: &'n Node,
    pub(super) low_in: Option<bool>,
    pub(super) high: &'n Node,
    pub(super) high_in: Option<bool>,
}

pub(super) enum Bounds<'n> {
    Ends(Vec<End<'n>>),
    Range(Range<'n>),
}

/// Reads the parts of `bounds` or of a comparison.
pub(super) fn bounds(parts: &[Node]) -> Bounds<'_> {
    let mut ends = Vec::new();
    let mut values: Vec<(&Node, Option<bool>)> = Vec::new();
    read(parts, &mut ends, &mut values);
    match values.as_slice() {
        [(low, low_in), (high, high_in), ..] if ends.is_empty() => Bounds::Range(Range { low, low_in: *low_in, high, high_in: *high_in }),
        _ => Bounds::Ends(ends),
    }
}

fn read<'n>(parts: &'n [Node], ends: &mut Vec<End<'n>>, values: &mut Vec<(&'n Node, Option<bool>)>) {
    let mut word: Option<(Side, bool)> = None;
    for part in parts {
        match part.kind {
            Kind::bound_word => word = Some(said(part)),
            Kind::sum | Kind::number_literal => match word.take() {
                Some((side, included)) => ends.push(End { side, included, value: part }),
                None => values.push((part, None)),
            },
            Kind::bound_suffix => {
                let (side, included) = said(part);
                if let Some((value, _)) = values.pop() {
                    ends.push(End { side, included, value });
                }
            }
            Kind::mark => {
                if let Some((_, said)) = values.last_mut() {
                    *said = Some(part.has(Kind::included));
                }
            }
            Kind::second_bound | Kind::bounds | Kind::dash_range => read(&part.parts, ends, values),
            _ => {}
        }
    }
}

/// What the words of a bound say; （不含） beside 以上 takes the end out.
fn said(node: &Node) -> (Side, bool) {
    let mut said = (Side::Low, true);
    let mut open = vec![node];
    while let Some(part) = open.pop() {
        match part.kind {
            Kind::at_least_word | Kind::suffix_low => said.0 = Side::Low,
            Kind::above_word => said = (Side::Low, false),
            Kind::at_most_word | Kind::suffix_high => said.0 = Side::High,
            Kind::below_word => said = (Side::High, false),
            Kind::excluded => said.1 = false,
            _ => {}
        }
        open.extend(&part.parts);
    }
    said
}
