//! Tiers: lines that count an amount from 0 upwards.

use super::cut::{Cut, Range, Side as CutSide};
use super::draw;
use super::line::{Direction, Line, direction};
use super::problems::{self, Of};
use super::run::{Task, above, filled, join, written_empty};
use super::words::Words;
use super::{Domain, Ends, Filled, Integers, Show};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::value::Number;

pub fn tiers(ends: &[Ends], show: Show<'_>, head: Span, problems: &mut Vec<Diagnostic>) -> Option<Vec<Filled>> {
    // A slice has a width: also of whole numbers the part between 9 and 10 must belong to a tier.
    let domain = Domain { low: Some((true, Number::ZERO)), high: None, integers: Integers::No };
    let task = Task { of: Of::Tiers, domain: &domain, words: Words { show, integers: Integers::No }, head };
    let before = problems.len();
    if ends.is_empty() {
        problems.push(problems::no_lines(task.of, head));
        return None;
    }
    let mut lines: Vec<Line<'_>> = ends.iter().map(|ends| Line::new(ends, Integers::No)).collect();
    written_empty(&task, &lines, problems);
    if problems.len() > before {
        return None;
    }
    match direction(&lines) {
        Ok(Direction::Rising) => {}
        Ok(Direction::Falling) => {
            let last = lines.len().saturating_sub(1);
            problems.push(problems::falling(&task.words, &lines, last));
            return None;
        }
        Err((one, two)) => {
            problems.push(problems::order(&task.words, &lines, one, two));
            return None;
        }
    }
    below_zero(&task, &lines, problems);
    join(&task, &mut lines, problems);
    if problems.len() == before {
        start(&task, &mut lines, problems);
        above(&task, &lines, problems);
    }
    (problems.len() == before).then(|| filled(lines))
}

/// Only one line, the first, may take amounts below 0, and all of them.
fn below_zero(task: &Task<'_>, lines: &[Line<'_>], problems: &mut Vec<Diagnostic>) {
    let zero = Cut::At(Number::ZERO, CutSide::Before);
    for line in lines {
        let low = line.low_cut().is_some_and(|cut| *cut < zero);
        let high = line.high_cut().is_some_and(|cut| *cut < zero);
        if low || high {
            problems.push(problems::tier_below_zero(&task.words, line));
        }
    }
}

/// The first line counts from 0. `above 0` says the same, as an amount of 0 has no part in any tier.
fn start(task: &Task<'_>, lines: &mut [Line<'_>], problems: &mut Vec<Diagnostic>) {
    let Some(first) = lines.first_mut() else { return };
    let Some(low) = &mut first.low else { return };
    let Some(number) = &low.number else { return };
    if number.is_zero() {
        low.bound.inclusive = true;
        return;
    }
    let rest = Range { low: Cut::At(Number::ZERO, CutSide::Before), high: Cut::low(low.bound.inclusive, number) };
    let drawing = draw::number_line(&task.scene(lines, 0));
    if let Some(first) = lines.first() {
        problems.push(problems::tier_start(&task.words, first, &rest, task.head).drawing(drawing));
    }
}
