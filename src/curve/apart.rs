//! Where two curves over the same input part: the same value under two plans.

use std::collections::BTreeSet;

use super::function::{Function, middle};
use super::{Course, Curve, Piece, Worth};
use crate::value::Number;

/// Grid points looked at where two courses differ by what they are and not by what they come to, before it is left open.
const MOST_STEPS: usize = 48;
/// Roundings look at so many of the points where they might fall the other way.
const TIES: i64 = 12;

/// Where the input may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grid {
    /// Only multiples of the unit: a count.
    Only,
    /// Any number; multiples of the unit are what is usual.
    Usual,
}

/// What two curves have to do with each other.
#[derive(Clone, PartialEq, Debug)]
pub enum Parting {
    /// They are the same on all pieces.
    Nowhere,
    /// The smallest value of the input found at which they differ.
    At(Number),
    /// Some stretch of one of them cannot be followed, and no point was found at which they differ.
    Unsure,
}

/// Compares two curves over the same stretch; `unit` is the smallest step of the input.
pub fn parting(one: &Curve<'_>, two: &Curve<'_>, unit: &Number, grid: Grid) -> Parting {
    let Some(search) = Search::new(one, two, unit, grid) else { return Parting::Unsure };
    search.run()
}

struct Search<'c, 'p> {
    one: &'c Curve<'p>,
    two: &'c Curve<'p>,
    unit: &'c Number,
    grid: Grid,
    /// Every point at which one of the two changes its course, rising.
    points: Vec<Number>,
}

/// What a stretch on which two courses run has to say.
enum Between {
    Same,
    Differ(Option<Number>),
    Unsure,
}

impl<'c, 'p> Search<'c, 'p> {
    fn new(one: &'c Curve<'p>, two: &'c Curve<'p>, unit: &'c Number, grid: Grid) -> Option<Search<'c, 'p>> {
        if one.from() != two.from() || one.to() != two.to() {
            return None;
        }
        let mut points = BTreeSet::new();
        for piece in one.pieces.iter().chain(&two.pieces) {
            match piece {
                Piece::Point { at, .. } => {
                    points.insert(at.clone());
                }
                Piece::Stretch { from, to, .. } => points.extend([from.clone(), to.clone()]),
            }
        }
        Some(Search { one, two, unit, grid, points: points.into_iter().collect() })
    }

    fn run(&self) -> Parting {
        let (mut off_grid, mut unsure) = (None, false);
        for (index, point) in self.points.iter().enumerate() {
            let on_grid = self.is_on_grid(point);
            if (on_grid || self.grid == Grid::Usual) && self.differ_at(point) {
                if on_grid {
                    return Parting::At(point.clone());
                }
                off_grid.get_or_insert_with(|| point.clone());
            }
            let Some(next) = self.points.get(index.saturating_add(1)) else { break };
            match self.between(point, next) {
                Between::Same => {}
                Between::Differ(Some(at)) => return Parting::At(at),
                // Where only whole numbers are, what lies between two of them is nobody's.
                Between::Differ(None) => unsure = unsure || self.grid == Grid::Usual,
                Between::Unsure => unsure = true,
            }
        }
        match off_grid {
            Some(at) if at.places().is_some() => Parting::At(at),
            Some(_) => Parting::Unsure,
            None if unsure => Parting::Unsure,
            None => Parting::Nowhere,
        }
    }

    fn is_on_grid(&self, at: &Number) -> bool {
        at.div(self.unit).is_ok_and(|steps| steps.is_integer())
    }

    fn differ_at(&self, at: &Number) -> bool {
        value_at(self.one, at) != value_at(self.two, at)
    }

    fn between(&self, low: &Number, high: &Number) -> Between {
        let (Some(first), Some(second)) = (course(self.one, low, high), course(self.two, low, high)) else { return Between::Unsure };
        match (first, second) {
            (Course::Stays(Worth::Unknown), _) | (_, Course::Stays(Worth::Unknown)) => {
                if self.is_blurred(low, high) {
                    return Between::Same;
                }
                self.first_between(low, high).map_or(Between::Unsure, |at| Between::Differ(Some(at)))
            }
            (Course::Stays(one), Course::Stays(two)) if one == two => Between::Same,
            (Course::Runs(one), Course::Runs(two)) if same_function(one, two) => match one.rounding() {
                None => Between::Same,
                Some(_) => self.rounded_otherwise(one, low, high),
            },
            (Course::Runs(one), Course::Runs(two)) => {
                // Where the two lie closer than they are rounded, only a tie tells them apart.
                let tie = [one, two].into_iter().filter_map(|function| self.first_tie(function, low, high)).min();
                let step = self.first_between(low, high);
                Between::Differ([tie, step].into_iter().flatten().min())
            }
            (Course::Runs(_) | Course::Stays(_), Course::Runs(_) | Course::Stays(_)) => Between::Differ(self.first_between(low, high)),
        }
    }

    /// Whether one of the two is nothing but the place of an edge there.
    fn is_blurred(&self, low: &Number, high: &Number) -> bool {
        [self.one, self.two].into_iter().any(|curve| {
            let at = curve.pieces.iter().position(|piece| matches!(piece, Piece::Stretch { from, to, .. } if from <= low && high <= to));
            at.is_some_and(|at| curve.is_blurred(at))
        })
    }

    /// The first multiple of the unit inside a stretch at which the two differ: in steps that double, then back by halves.
    fn first_between(&self, low: &Number, high: &Number) -> Option<Number> {
        let first = low.div(self.unit).ok()?.floor().add(&Number::ONE).ok()?;
        let at = |steps: &Number| first.add(steps).ok()?.mul(self.unit).ok();
        let (mut before, mut steps) = (None, Number::ZERO);
        for _ in 0..MOST_STEPS {
            let point = at(&steps)?;
            if point >= *high {
                break;
            }
            if self.differ_at(&point) {
                return self.narrowed(before, steps, &at);
            }
            let next = if steps.is_zero() { Number::ONE } else { steps.add(&steps).ok()? };
            before = Some(std::mem::replace(&mut steps, next));
        }
        let inside = middle(low, high)?;
        (self.grid == Grid::Usual && self.differ_at(&inside) && inside.places().is_some()).then_some(inside)
    }

    fn narrowed(&self, same: Option<Number>, differs: Number, at: &impl Fn(&Number) -> Option<Number>) -> Option<Number> {
        let (Some(mut same), mut differs) = (same, differs.clone()) else { return at(&differs) };
        while differs.sub(&same).ok()? > Number::ONE {
            let half = middle(&same, &differs)?.floor();
            if self.differ_at(&at(&half)?) {
                differs = half;
            } else {
                same = half;
            }
        }
        at(&differs)
    }

    /// Two courses that are the same but for how they are rounded.
    fn rounded_otherwise(&self, function: &Function, low: &Number, high: &Number) -> Between {
        self.first_tie(function, low, high).map_or(Between::Same, |at| Between::Differ(Some(at)))
    }

    /// The first point at which the two differ, of those where the value lies halfway between two roundings, and a few others.
    fn first_tie(&self, function: &Function, low: &Number, high: &Number) -> Option<Number> {
        let (down, up) = function.rounding()?;
        let step = up.sub(down).ok()?;
        let from = function.at(low)?.div(&step).ok()?.floor();
        let half = step.div(&Number::from_i64(2)).ok()?;
        let tie = |number: i64| from.add(&Number::from_i64(number)).ok()?.mul(&step).ok()?.add(&half).ok();
        let ties: Vec<Number> = (-TIES..TIES).filter_map(tie).filter_map(|tie| function.reaches(&tie, low, high)).collect();
        let beside = |tie: &Number| {
            let steps = tie.div(self.unit).ok()?;
            Some([steps.floor().mul(self.unit).ok()?, steps.ceil().mul(self.unit).ok()?])
        };
        let grid = ties.iter().filter_map(beside).flatten();
        let points: BTreeSet<Number> = grid.chain(ties.iter().cloned()).chain(middle(low, high)).chain(low.add(self.unit).ok()).collect();
        let inside = points.into_iter().filter(|at| at > low && at < high);
        let (on_grid, others): (Vec<Number>, Vec<Number>) = inside.partition(|at| self.is_on_grid(at));
        let others = others.into_iter().filter(|at| self.grid == Grid::Usual && at.places().is_some());
        on_grid.into_iter().chain(others).find(|at| self.differ_at(at))
    }
}

/// The course of a curve on a stretch that does not reach over one of its points.
fn course<'c>(curve: &'c Curve<'_>, low: &Number, high: &Number) -> Option<&'c Course> {
    curve.pieces.iter().find_map(|piece| match piece {
        Piece::Stretch { from, to, course } => (from <= low && high <= to).then_some(course),
        Piece::Point { .. } => None,
    })
}

fn same_function(one: &Function, two: &Function) -> bool {
    let crossed = one.over.mul(&two.under).zip(two.over.mul(&one.under));
    crossed.is_some_and(|(one, two)| one == two) && one.slack == two.slack
}

/// The value of a curve at any point of it.
fn value_at(curve: &Curve<'_>, at: &Number) -> Worth {
    let known = curve.pieces.iter().find_map(|piece| match piece {
        Piece::Point { at: point, worth } => (point == at).then(|| worth.clone()),
        Piece::Stretch { from, to, course } if from < at && at < to => match course {
            Course::Runs(function) if function.rounding().is_none() => function.at(at).map(Worth::Number),
            Course::Stays(worth) if *worth != Worth::Unknown => Some(worth.clone()),
            Course::Runs(_) | Course::Stays(_) => None,
        },
        Piece::Stretch { .. } => None,
    });
    known.unwrap_or_else(|| curve.worth(at))
}
