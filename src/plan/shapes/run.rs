//! Bands: direction, missing ends, gaps and overlaps between neighbours, and the domain.

use super::cut::{Cut, Range};
use super::draw::{self, Scene};
use super::line::{Direction, End, Line, direction};
use super::problems::{self, Of, Side};
use super::words::Words;
use super::{Domain, Ends, Filled, Show, constant};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What every check of one clause's lines needs.
pub struct Task<'t> {
    pub of: Of,
    pub domain: &'t Domain,
    pub words: Words<'t>,
    pub head: Span,
}

impl Task<'_> {
    pub fn scene<'s>(&'s self, lines: &'s [Line<'s>], at: usize) -> Scene<'s> {
        Scene { lines, at, domain: self.domain, show: self.words.show }
    }
}

pub fn bands(ends: &[Ends], domain: &Domain, show: Show<'_>, head: Span, problems: &mut Vec<Diagnostic>) -> Option<Vec<Filled>> {
    let task = Task { of: Of::Bands, domain, words: Words { show, integers: domain.integers }, head };
    let before = problems.len();
    if ends.is_empty() {
        problems.push(problems::no_lines(task.of, head));
        return None;
    }
    let mut lines: Vec<Line<'_>> = ends.iter().map(|ends| Line::new(ends, domain.integers)).collect();
    written_empty(&task, &lines, problems);
    if problems.len() > before {
        return None;
    }
    let direction = match direction(&lines) {
        Ok(direction) => direction,
        Err((one, two)) => {
            problems.push(problems::order(&task.words, &lines, one, two));
            return None;
        }
    };
    if direction == Direction::Falling {
        lines.reverse();
    }
    join(&task, &mut lines, problems);
    if problems.len() == before {
        unreached(&task, &lines, problems);
    }
    outside(&task, &lines, problems);
    if problems.len() > before {
        return None;
    }
    if direction == Direction::Falling {
        lines.reverse();
    }
    Some(filled(lines))
}

/// The ends as the plan keeps them.
pub fn filled(lines: Vec<Line<'_>>) -> Vec<Filled> {
    lines.into_iter().map(|line| (line.low.map(|end| end.bound), line.high.map(|end| end.bound))).collect()
}

/// Lines whose own two ends leave no value.
pub fn written_empty(task: &Task<'_>, lines: &[Line<'_>], problems: &mut Vec<Diagnostic>) {
    for line in lines {
        if line.range().is_empty() {
            problems.push(problems::empty(&task.words, task.of, line));
        }
    }
}

/// Gives neighbours their common end and reports where they leave a gap or overlap. The lines stand from low to high.
pub fn join(task: &Task<'_>, lines: &mut [Line<'_>], problems: &mut Vec<Diagnostic>) {
    let before = problems.len();
    let written: Vec<Line<'_>> = lines.to_vec();
    for at in 1..lines.len() {
        let (left, right) = lines.split_at_mut(at);
        let (Some(one), Some(two)) = (left.last_mut(), right.first_mut()) else { continue };
        problems.extend(join_two(task, &written, at - 1, one, two));
    }
    if problems.len() > before {
        return;
    }
    for line in lines.iter() {
        if line.range().is_empty() {
            problems.push(problems::empty(&task.words, task.of, line));
        }
    }
}

fn join_two<'e>(task: &Task<'_>, all: &[Line<'e>], at: usize, one: &mut Line<'e>, two: &mut Line<'e>) -> Option<Diagnostic> {
    if let Some(common) = same_place(task, one, two) {
        return Some(problems::overlap(&task.words, task.of, (one, two), &common).drawing(draw::number_line(&task.scene(all, at))));
    }
    let (high, low) = match (&one.high, &two.low) {
        (None, None) => return Some(problems::no_end(task.of, one, two)),
        (Some(high), None) => {
            two.low = Some(high.turned());
            return None;
        }
        (None, Some(low)) => {
            one.high = Some(low.turned());
            return None;
        }
        (Some(high), Some(low)) => (high, low),
    };
    match (&high.cut, &low.cut) {
        (Some(high), Some(low)) => between(task, all, at, (one, two), high, low),
        (Some(_) | None, Some(_) | None) => shared_expression(task.of, one, two, high, low),
    }
}

/// The values two neighbours share because they begin, or end, at the same place.
fn same_place(task: &Task<'_>, one: &Line<'_>, two: &Line<'_>) -> Option<Range> {
    let lows = matches!((one.low_cut(), two.low_cut()), (Some(one), Some(two)) if one >= two);
    let highs = matches!((one.high_cut(), two.high_cut()), (Some(one), Some(two)) if one >= two);
    let common = one.range().meet(&two.range()).meet(&Range::of_domain(task.domain));
    ((lows || highs) && !common.is_empty()).then_some(common)
}

/// The gap or the overlap between a line's high end and the next line's low end, where the input allows its values.
fn between(task: &Task<'_>, all: &[Line<'_>], at: usize, pair: (&Line<'_>, &Line<'_>), high: &Cut, low: &Cut) -> Option<Diagnostic> {
    let domain = Range::of_domain(task.domain);
    let gap = Range { low: high.clone(), high: low.clone() }.meet(&domain);
    let common = pair.0.range().meet(&pair.1.range()).meet(&domain);
    let problem = match high.cmp(low) {
        std::cmp::Ordering::Less if !gap.is_empty() => problems::gap(&task.words, task.of, pair, &gap),
        std::cmp::Ordering::Greater if !common.is_empty() => problems::overlap(&task.words, task.of, pair, &common),
        std::cmp::Ordering::Less | std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => return None,
    };
    Some(problem.drawing(draw::number_line(&task.scene(all, at))))
}

/// Both lines name the same expression: who has exactly that value can be decided all the same.
fn shared_expression(of: Of, one: &Line<'_>, two: &Line<'_>, high: &End, low: &End) -> Option<Diagnostic> {
    if !constant::same(&high.bound, &low.bound) {
        return None;
    }
    match (high.bound.inclusive, low.bound.inclusive) {
        (true, true) => Some(problems::shared_overlap(of, one, two)),
        (false, false) => Some(problems::shared_gap(of, one, two)),
        (true, false) | (false, true) => None,
    }
}

/// Lines the input never reaches.
fn unreached(task: &Task<'_>, lines: &[Line<'_>], problems: &mut Vec<Diagnostic>) {
    let domain = Range::of_domain(task.domain);
    for (at, line) in lines.iter().enumerate() {
        if !domain.is_empty() && line.range().meet(&domain).is_empty() {
            let drawing = draw::number_line(&task.scene(lines, at));
            problems.push(problems::unreachable(&task.words, line, &domain).drawing(drawing));
        }
    }
}

/// What the input allows below the first and above the last line.
fn outside(task: &Task<'_>, lines: &[Line<'_>], problems: &mut Vec<Diagnostic>) {
    let domain = Range::of_domain(task.domain);
    if let Some((line, cut)) = lines.first().and_then(|line| Some((line, line.low_cut()?))) {
        let rest = Range { low: Cut::Start, high: cut.clone() }.meet(&domain);
        if !rest.is_empty() {
            problems.push(uncovered(task, lines, 0, line, Side::Below, &rest));
        }
    }
    above(task, lines, problems);
}

/// What the input allows above the last line.
pub fn above(task: &Task<'_>, lines: &[Line<'_>], problems: &mut Vec<Diagnostic>) {
    let Some((line, cut)) = lines.last().and_then(|line| Some((line, line.high_cut()?))) else { return };
    let rest = Range { low: cut.clone(), high: Cut::End }.meet(&Range::of_domain(task.domain));
    if !rest.is_empty() {
        problems.push(uncovered(task, lines, lines.len() - 1, line, Side::Above, &rest));
    }
}

fn uncovered(task: &Task<'_>, lines: &[Line<'_>], at: usize, line: &Line<'_>, side: Side, rest: &Range) -> Diagnostic {
    problems::uncovered(&task.words, task.of, line, side, rest, task.head).drawing(draw::number_line(&task.scene(lines, at)))
}
