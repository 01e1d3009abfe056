//! What a curve looks like: where it jumps, where it is flat, and where more of the input gives less.

use std::cmp::Ordering;

use super::function::{Function, middle};
use super::poly::Root;
use super::{Course, Curve, Piece, Worth, are_one};
use crate::value::Number;

/// A point at which the value is not what it comes to from both sides.
#[derive(Clone, PartialEq, Debug)]
pub struct Edge {
    pub at: Number,
    /// What the value comes to on its way up to the point; absent where it is no number there, or the curve begins.
    pub before: Option<Number>,
    pub value: Worth,
    /// What it begins with behind the point.
    pub after: Option<Number>,
}

/// A stretch on which the value does not move.
#[derive(Clone, PartialEq, Debug)]
pub struct Flat {
    pub from: Number,
    pub to: Number,
    pub value: Number,
}

/// A stretch on which the value is below what less of the input has given already.
#[derive(Clone, PartialEq, Debug)]
pub struct Fall {
    /// The input up to which the value had not fallen.
    pub from: Number,
    /// The most that was reached by then; absent where that is beyond all bounds.
    pub peak: Option<Number>,
    /// The least it falls to, and where; absent where that is beyond all bounds.
    pub lowest: Option<Number>,
    pub lowest_at: Number,
    /// The first input that gives the peak again; absent where none up to the end of the curve does.
    pub recovers: Option<Number>,
    /// The end is no number that is short to write: it lies within 10^-10 of what is given.
    pub about: bool,
}

impl Curve<'_> {
    /// Every point at which the value jumps, or becomes or ceases to be a number.
    pub fn edges(&self) -> Vec<Edge> {
        let mut edges = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate() {
            let Piece::Point { at, worth } = piece else { continue };
            let piece = |index: Option<usize>| index.and_then(|index| self.pieces.get(index));
            let (before, after) = (piece(index.checked_sub(1)), piece(index.checked_add(1)));
            // A blurred edge is told once, at its upper end, with what stands before it.
            let is_blurred = index.checked_sub(1).is_some_and(|before| self.is_blurred(before));
            let before = if is_blurred { piece(index.checked_sub(3)) } else { before };
            let after = after.filter(|_| !self.is_blurred(index.saturating_add(1)));
            let (mut limits, mut smooth) = ([None, None], true);
            for ((limit, beside), is_before) in limits.iter_mut().zip([before, after]).zip([true, false]) {
                let Some(Piece::Stretch { from, to, course }) = beside else { continue };
                match course {
                    Course::Runs(function) if function.slack.is_none() => *limit = function.at(at),
                    Course::Runs(_) => *limit = self.limit(at, if is_before { from } else { to }),
                    Course::Stays(stays) => smooth &= stays == worth,
                }
            }
            let [before, after] = limits;
            if let Worth::Number(value) = worth {
                let same = |before: &Number| before == value || (is_blurred && are_one(before, value));
                smooth &= before.as_ref().is_none_or(same) && after.as_ref().is_none_or(|after| after == value);
            } else {
                smooth &= before.is_none() && after.is_none();
            }
            if !smooth {
                edges.push(Edge { at: at.clone(), before, value: worth.clone(), after });
            }
        }
        edges
    }

    /// Every stretch on which the value stays, those next to each other as one.
    pub fn flats(&self) -> Vec<Flat> {
        let mut flats: Vec<Flat> = Vec::new();
        for piece in &self.pieces {
            let Piece::Stretch { from, to, course: Course::Runs(function) } = piece else { continue };
            let Some(value) = function.as_constant() else { continue };
            match flats.last_mut() {
                Some(last) if last.to == *from && last.value == value && self.worth(from) == Worth::Number(value.clone()) => {
                    last.to = to.clone();
                }
                Some(_) | None => flats.push(Flat { from: from.clone(), to: to.clone(), value }),
            }
        }
        flats
    }

    /// Every stretch on which more of the input gives less than was given before, from the left.
    ///
    /// What a rounding alone takes is no fall. Pieces that are no number part the curve: nothing is compared across them.
    pub fn falls(&self) -> Vec<Fall> {
        let mut walk = Walk::default();
        for (index, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Point { at, worth: Worth::Number(value) } => {
                    let beside =
                        [index.checked_sub(1), index.checked_add(1)].into_iter().flatten().filter_map(|index| self.pieces.get(index));
                    let value = exact_beside(at, value, beside);
                    walk.meet(at, &Level::At(value), &Number::ZERO);
                }
                Piece::Stretch { from, to, course: Course::Runs(function) } => walk.along(from, to, function),
                // The edge itself is too narrow to be anything.
                Piece::Stretch { .. } if self.is_blurred(index) => {}
                Piece::Point { .. } | Piece::Stretch { course: Course::Stays(_), .. } => walk.part(),
            }
        }
        walk.part();
        walk.found
    }
}

/// The value before rounding of the piece beside the point that it belongs to.
fn exact_beside<'p>(at: &Number, value: &Number, beside: impl Iterator<Item = &'p Piece>) -> Number {
    for piece in beside {
        if let Piece::Stretch { course: Course::Runs(function), .. } = piece
            && function.slack.is_some()
            && super::pieces::is_near(function, at, value)
            && let Some(exact) = function.at(at)
        {
            return exact;
        }
    }
    value.clone()
}

/// What a value comes to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Less than any number.
    Bottomless,
    At(Number),
    /// More than any number.
    Boundless,
}

impl Level {
    fn number(&self) -> Option<&Number> {
        match self {
            Level::At(value) => Some(value),
            Level::Bottomless | Level::Boundless => None,
        }
    }

    /// Whether it lies below another by more than `play`.
    fn is_below(&self, other: &Level, play: &Number) -> bool {
        match (self, other) {
            (Level::At(value), Level::At(other)) => other.sub(value).is_ok_and(|depth| depth > *play),
            (one, two) => one < two,
        }
    }
}

/// The way along a curve: the most so far, and the fall that is open.
#[derive(Default)]
struct Walk {
    peak: Option<(Number, Level)>,
    open: Option<Fall>,
    found: Vec<Fall>,
}

impl Walk {
    /// Nothing before is compared with what follows.
    fn part(&mut self) {
        self.found.extend(self.open.take());
        self.peak = None;
    }

    /// A value at a point; below the peak by more than `play` it falls.
    fn meet(&mut self, at: &Number, value: &Level, play: &Number) {
        let Some((peak_at, peak)) = &self.peak else {
            self.peak = Some((at.clone(), value.clone()));
            return;
        };
        if value >= peak {
            if let Some(mut fall) = self.open.take() {
                fall.recovers = Some(at.clone());
                self.found.push(fall);
            }
            self.peak = Some((at.clone(), value.clone()));
            return;
        }
        match &mut self.open {
            // What has no bound below is absent, and nothing lies lower.
            Some(fall) if fall.lowest.as_ref().is_some_and(|lowest| *value < Level::At(lowest.clone())) => {
                fall.lowest = value.number().cloned();
                fall.lowest_at = at.clone();
            }
            Some(_) => {}
            None if value.is_below(peak, play) => {
                self.open = Some(Fall {
                    from: peak_at.clone(),
                    peak: peak.number().cloned(),
                    lowest: value.number().cloned(),
                    lowest_at: at.clone(),
                    recovers: None,
                    about: false,
                });
            }
            None => {}
        }
    }

    /// A stretch: its two ends, its turning points, and where it comes back to the peak.
    fn along(&mut self, from: &Number, to: &Number, function: &Function) {
        let turns = match direction(function, from, to) {
            Some(_) => Vec::new(),
            None => function.slope().and_then(|slope| slope.roots(from, to)).unwrap_or_default(),
        };
        let mut points: Vec<Number> = vec![from.clone()];
        points.extend(turns.iter().flat_map(Root::cuts));
        points.push(to.clone());
        let play = function.slack.as_ref().and_then(|(low, high)| high.sub(low).ok()).unwrap_or(Number::ZERO);
        for pair in points.windows(2) {
            let [low, high] = pair else { continue };
            let (first, last) = (level(function, low), level(function, high));
            self.meet(low, &first, &play);
            let peak = self.peak.as_ref().and_then(|(_, peak)| peak.number().cloned());
            if let (Some(peak), true, Ordering::Greater) = (peak, self.open.is_some(), last.cmp(&first))
                && let Some(root) = function.meets(&peak, low, high).and_then(|roots| roots.into_iter().next())
            {
                let (at, about) = match root {
                    Root::At(at) => (at, false),
                    Root::Between(_, at) => (at, true),
                };
                if let Some(fall) = &mut self.open {
                    fall.about = about;
                }
                self.meet(&at, &Level::At(peak), &play);
            }
            self.meet(high, &last, &play);
        }
    }
}

/// What a function comes to at an end of its stretch. Where what it is divided by is 0, it is beyond all bounds, to the side of its sign.
fn level(function: &Function, at: &Number) -> Level {
    match function.at(at) {
        Some(value) => Level::At(value),
        None if function.over.eval(at).is_some_and(|over| over.is_negative()) => Level::Bottomless,
        None => Level::Boundless,
    }
}

/// Whether a value rises or falls on a stretch; none where it does both.
fn direction(function: &Function, low: &Number, high: &Number) -> Option<Ordering> {
    let slope = function.slope()?;
    if slope.is_zero() {
        return Some(Ordering::Equal);
    }
    if !slope.roots(low, high)?.is_empty() {
        return None;
    }
    slope.eval(&middle(low, high)?).map(|value| value.cmp(&Number::ZERO))
}
