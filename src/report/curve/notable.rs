//! What is notable of a curve: steps that repeat, jumps, falls.

use super::segments::{Form, Segment};
use crate::curve::{Curve, Fall, Worth, are_one};
use crate::value::Number;

/// Fewer steps than this are told one by one.
const FEWEST_STEPS: usize = 4;

/// Segments that differ by nothing but one step up or down, each as wide as the one before.
#[derive(Clone, Debug)]
pub(super) struct Stairs {
    /// First segment and the one behind the last.
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) width: Number,
    pub(super) rise: Number,
}

impl Stairs {
    pub(super) fn steps(&self) -> usize {
        self.end - self.first - 1
    }
}

/// Every run of equal steps, from the left.
pub(super) fn stairs(segments: &[Segment<'_>]) -> Vec<Stairs> {
    let mut out = Vec::new();
    let mut first = 0;
    while first < segments.len() {
        let Some((width, rise)) = step(segments, first) else {
            first += 1;
            continue;
        };
        let mut end = first + 2;
        while step(segments, end - 1).is_some_and(|next| next == (width.clone(), rise.clone())) {
            end += 1;
        }
        if end - first > FEWEST_STEPS {
            out.push(Stairs { first, end, width, rise });
            first = end;
        } else {
            first += 1;
        }
    }
    out
}

/// How much further the next segment begins, and how much higher.
fn step(segments: &[Segment<'_>], at: usize) -> Option<(Number, Number)> {
    let (one, next) = (segments.get(at)?, segments.get(at + 1)?);
    let alike = one.steepness().is_some() && one.steepness() == next.steepness();
    let start = |segment: &Segment<'_>| segment.exact_at(&segment.low.at);
    let rise = start(next)?.sub(&start(one)?).ok()?;
    (alike && !rise.is_zero()).then_some((next.low.at.sub(&one.low.at).ok()?, rise))
}

/// A place where the value leaps.
#[derive(Clone, Debug)]
pub(super) struct Jump {
    /// The last value before it, and the first behind it; both are the place itself but for whole numbers.
    pub(super) left: Number,
    pub(super) right: Number,
    /// Whether the place has the value before the jump, or the one behind it.
    pub(super) belongs: Belongs,
    pub(super) before: Number,
    pub(super) after: Number,
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Belongs {
    Before,
    After,
    /// It has a value of its own.
    Own(Number),
}

/// Every jump but those between the steps of stairs.
pub(super) fn jumps(segments: &[Segment<'_>], stairs: &[Stairs]) -> Vec<Jump> {
    let mut out = Vec::new();
    for (index, pair) in segments.windows(2).enumerate() {
        let [one, next] = pair else { continue };
        if stairs.iter().any(|stairs| stairs.first <= index && index + 1 < stairs.end) {
            continue;
        }
        // A point of its own is one jump with what stands before and behind it.
        if next.is_point() && next.low.value.is_some() && segments.get(index + 2).is_some_and(|third| third.low.value.is_some()) {
            continue;
        }
        let lone = one.is_point().then(|| index.checked_sub(1).and_then(|before| segments.get(before))).flatten();
        let from = lone.filter(|before| before.high.value.is_some()).unwrap_or(one);
        let (Some(before), Some(after)) = (&from.high.value, &next.low.value) else { continue };
        let at = &next.low.at;
        let (low, high) = (from.exact_at(&one.high.at), next.exact_at(at));
        let is_same = low == high || (one.high.at != *at && low.zip(high).is_some_and(|(low, high)| are_one(&low, &high)));
        let is_smooth = is_same && !(one.is_point() && one.high.value.as_ref() != Some(after));
        if is_smooth || (before == after && !one.is_point()) {
            continue;
        }
        let belongs = match (&one.high.value, one.is_point(), one.high.included) {
            (Some(own), true, _) if !std::ptr::eq(from, one) => Belongs::Own(own.clone()),
            (_, _, true) => Belongs::Before,
            (_, _, false) => Belongs::After,
        };
        out.push(Jump { left: at.clone(), right: at.clone(), belongs, before: before.clone(), after: after.clone() });
    }
    out
}

/// Jumps as whole numbers meet them: from the last one before to the first one behind.
pub(super) fn between_whole_numbers(jumps: Vec<Jump>, curve: &Curve<'_>) -> Vec<Jump> {
    let mut out: Vec<Jump> = Vec::new();
    for jump in jumps {
        let at = &jump.left;
        let (left, right) = match (at.is_integer(), &jump.belongs) {
            (false, _) => (at.floor(), at.ceil()),
            (true, Belongs::Before) => (at.clone(), beside(at, &Number::ONE)),
            (true, Belongs::After | Belongs::Own(_)) => (beside(at, &Number::ONE.neg()), at.clone()),
        };
        if left < *curve.from() || right > *curve.to() || out.last().is_some_and(|last| last.left == left) {
            continue;
        }
        if let (Worth::Number(before), Worth::Number(after)) = (curve.worth(&left), curve.worth(&right)) {
            out.push(Jump { left, right, belongs: Belongs::After, before, after });
        }
    }
    out
}

fn beside(at: &Number, by: &Number) -> Number {
    at.add(by).unwrap_or_else(|_| at.clone())
}

/// Falls as whole numbers meet them: the first whole number that gives less, and the first that gives as much again.
pub(super) fn falls_of_whole_numbers(segments: &[Segment<'_>], curve: &Curve<'_>) -> Vec<Fall> {
    let mut out: Vec<Fall> = Vec::new();
    let mut peak: Option<(Number, Number)> = None;
    let mut open: Option<Fall> = None;
    for segment in segments {
        let (Some(first), Some(last)) = (&segment.low.value, &segment.high.value) else {
            out.extend(open.take());
            peak = None;
            continue;
        };
        for (at, value) in [(&segment.low.at, first), (&segment.high.at, last)] {
            match &peak {
                Some((from, most)) if value < most => {
                    let fall = open.get_or_insert_with(|| Fall {
                        from: from.clone(),
                        peak: Some(most.clone()),
                        lowest: Some(value.clone()),
                        lowest_at: at.clone(),
                        recovers: None,
                        about: false,
                    });
                    if fall.lowest.as_ref().is_some_and(|lowest| value < lowest) {
                        (fall.lowest, fall.lowest_at) = (Some(value.clone()), at.clone());
                    }
                }
                Some(_) | None => {
                    if let (Some(mut fall), Some((_, most))) = (open.take(), &peak) {
                        fall.recovers = first_reaching(&segment.low.at, at, most, curve);
                        out.push(fall);
                    }
                    peak = Some((at.clone(), value.clone()));
                }
            }
        }
    }
    out.extend(open);
    out
}

/// The first whole number between two that gives as much; the value does not fall between them.
fn first_reaching(low: &Number, high: &Number, wanted: &Number, curve: &Curve<'_>) -> Option<Number> {
    let reaches = |at: &Number| matches!(curve.worth(at), Worth::Number(value) if value >= *wanted);
    let (mut low, mut high) = (low.clone(), high.clone());
    while low < high {
        let middle = low.add(&high).ok()?.div(&Number::from_i64(2)).ok()?.floor();
        if reaches(&middle) {
            high = middle;
        } else {
            low = beside(&middle, &Number::ONE);
        }
    }
    Some(low)
}

/// Stretches on which the value does not move, but for the steps of stairs and single points.
pub(super) fn flats<'s, 'c>(segments: &'s [Segment<'c>], stairs: &[Stairs]) -> Vec<&'s Segment<'c>> {
    let in_stairs = |at: usize| stairs.iter().any(|stairs| stairs.first <= at && at < stairs.end);
    let flat = |segment: &Segment<'_>| !segment.is_point() && segment.constant().is_some() && matches!(segment.form, Form::Runs(_));
    segments.iter().enumerate().filter(|(at, segment)| flat(segment) && !in_stairs(*at)).map(|(_, segment)| segment).collect()
}
