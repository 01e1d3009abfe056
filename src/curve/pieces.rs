//! From stretches on which everything is decided to the pieces of a curve.

use super::Effort;
use super::function::{Function, Place, Unsure, is_narrow};
use super::machine::{Grain, Halt, Machine, Still, Sym};
use super::{Asked, Course, Piece, Trouble, Worth};
use crate::engine::Results;
use crate::value::Number;

/// More pieces than this are more than anybody looks at.
const MOST_PIECES: usize = 50_000;
/// Evaluations for one curve that somebody wants to see.
pub(super) const MOST_LOOKS: usize = 400_000;

/// What is still to be looked at, the leftmost on top.
enum Task {
    Point(Number),
    Between(Number, Number, Grain),
}

pub(super) struct Tracer<'a> {
    pub(super) asked: &'a Asked<'a>,
    pub(super) results: &'a Results,
    pub(super) moves: &'a [bool],
    pub(super) still: &'a Still,
}

impl Tracer<'_> {
    /// The value of what is asked for with the input at `place`.
    pub(super) fn look(&self, place: Place, grain: Grain) -> Result<Sym, Unsure> {
        let asked = self.asked;
        let whole = asked.to.sub(&asked.from).map_err(|_| Unsure::TooLarge)?;
        let mut machine =
            Machine::new((asked.plan, self.results, asked.data), (asked.varied, self.moves, self.still), (place, grain, whole));
        match machine.def(asked.of, asked.row) {
            Ok(found) | Err(Halt::Gives(found)) => Ok(found),
            Err(Halt::Unsure(unsure)) => Err(unsure),
        }
    }

    pub(super) fn worth(&self, at: &Number) -> Worth {
        match self.look(Place::At(at.clone()), Grain::Fine) {
            Ok(found) => worth_of(found),
            Err(_) => Worth::Unknown,
        }
    }

    /// Every piece from the first to the last value of the input, both of which are points of the curve.
    pub(super) fn pieces(&self, most: Effort) -> Result<Vec<Piece>, Trouble> {
        let (from, to) = (&self.asked.from, &self.asked.to);
        let mut tasks = vec![Task::Point(to.clone())];
        if from < to {
            tasks.push(Task::Between(from.clone(), to.clone(), Grain::Coarse));
            tasks.push(Task::Point(from.clone()));
        }
        let (mut pieces, mut looks): (Vec<Piece>, usize) = (Vec::new(), 0);
        while let Some(task) = tasks.pop() {
            looks = looks.saturating_add(1);
            if pieces.len() > MOST_PIECES || looks > most.looks || self.still.worked_out.get() > most.values {
                return Err(Trouble::TooManyPieces);
            }
            let (low, high, grain) = match task {
                Task::Point(at) => {
                    let worth = self.worth(&at);
                    pieces.push(Piece::Point { at, worth });
                    continue;
                }
                Task::Between(low, high, grain) => (low, high, grain),
            };
            let course = match self.look(Place::Between(low.clone(), high.clone()), grain) {
                Ok(Sym::Number(function)) => Course::Runs(function),
                Ok(found @ (Sym::Plain(_) | Sym::Missing | Sym::NotApplicable | Sym::Fault | Sym::Unknown)) => {
                    Course::Stays(worth_of(found))
                }
                Err(Unsure::Cut(cuts)) => {
                    let mut cuts: Vec<Number> = cuts.into_iter().filter(|cut| *cut > low && *cut < high).collect();
                    cuts.sort();
                    cuts.dedup();
                    if cuts.is_empty() {
                        pieces.push(Piece::Stretch { from: low, to: high, course: Course::Stays(Worth::Unknown) });
                        continue;
                    }
                    let mut end = high;
                    for cut in cuts.into_iter().rev() {
                        tasks.push(Task::Between(cut.clone(), end, grain));
                        tasks.push(Task::Point(cut.clone()));
                        end = cut;
                    }
                    tasks.push(Task::Between(low, end, grain));
                    continue;
                }
                Err(Unsure::Fine) if grain == Grain::Coarse => {
                    tasks.push(Task::Between(low, high, Grain::Fine));
                    continue;
                }
                Err(Unsure::Blur | Unsure::Fine | Unsure::TooLarge) => Course::Stays(Worth::Unknown),
            };
            pieces.push(Piece::Stretch { from: low, to: high, course });
        }
        Ok(joined(pieces))
    }

    /// What the curve comes to on its way to a point from one side, roundings followed to the last.
    pub(super) fn limit(&self, at: &Number, other: Number) -> Option<Number> {
        // Close by there are few steps to follow.
        let mut other = near(at, &other)?;
        for _ in 0..64 {
            let (low, high) = if other < *at { (other.clone(), at.clone()) } else { (at.clone(), other.clone()) };
            match self.look(Place::Between(low.clone(), high.clone()), Grain::Fine) {
                Ok(Sym::Number(function)) if function.slack.is_none() => return function.at(at),
                Err(Unsure::Cut(cuts)) => {
                    let inside = cuts.into_iter().filter(|cut| *cut > low && *cut < high);
                    other = if other < *at { inside.max()? } else { inside.min()? };
                }
                Ok(Sym::Unknown) if !is_narrow(&low, &high) => other = near(at, &other)?,
                Ok(_) | Err(_) => return None,
            }
        }
        None
    }
}

/// A point between two, close to the first.
fn near(at: &Number, other: &Number) -> Option<Number> {
    let step = other.sub(at).ok()?.div(&Number::from_i64(1_000_000)).ok()?;
    at.add(&step).ok()
}

fn worth_of(found: Sym) -> Worth {
    match found {
        Sym::Number(function) => function.as_constant().map_or(Worth::Unknown, Worth::Number),
        Sym::Plain(value) => Worth::Plain(value),
        Sym::Missing => Worth::Missing,
        Sym::NotApplicable => Worth::NotApplicable,
        Sym::Fault => Worth::Fault,
        Sym::Unknown => Worth::Unknown,
    }
}

/// Pieces without the points at which nothing happens.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let before = out.len().checked_sub(2).and_then(|at| out.get(at..));
        if let (Some([Piece::Stretch { from, course: one, .. }, Piece::Point { at, worth }]), Piece::Stretch { to, course: two, .. }) =
            (before, &piece)
            && one == two
            && goes_through(one, at, worth)
        {
            let whole = Piece::Stretch { from: from.clone(), to: to.clone(), course: one.clone() };
            out.truncate(out.len().saturating_sub(2));
            out.push(whole);
            continue;
        }
        out.push(piece);
    }
    out
}

pub(super) fn goes_through(course: &Course, at: &Number, worth: &Worth) -> bool {
    match (course, worth) {
        (Course::Runs(function), Worth::Number(value)) => is_near(function, at, value),
        (Course::Stays(one), two) => one == two,
        (Course::Runs(_), Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown) => false,
    }
}

/// Whether a value is the function's at a point, but for its rounding.
pub(super) fn is_near(function: &Function, at: &Number, value: &Number) -> bool {
    let Some(distance) = function.at(at).and_then(|exact| value.sub(&exact).ok()) else { return false };
    match &function.slack {
        None => distance.is_zero(),
        Some((low, high)) => *low <= distance && distance <= *high,
    }
}
