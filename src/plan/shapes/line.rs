//! Lines with what is known of their ends, and in which direction they run.

use super::cut::{Cut, Range};
use super::{Ends, Integers, constant};
use crate::plan::ir::Bound;
use crate::value::Number;

/// One end of a line.
#[derive(Clone, Debug)]
pub struct End {
    pub bound: Bound,
    /// The number as written; absent where only a person's data decide it.
    pub number: Option<Number>,
    /// Among whole numbers where the value is one.
    pub cut: Option<Cut>,
}

impl End {
    pub fn low(bound: &Bound, integers: Integers) -> End {
        let number = constant::number(&bound.value);
        let cut = number.as_ref().map(|number| Cut::low(bound.inclusive, number).among(integers));
        End { bound: bound.clone(), number, cut }
    }

    pub fn high(bound: &Bound, integers: Integers) -> End {
        let number = constant::number(&bound.value);
        let cut = number.as_ref().map(|number| Cut::high(bound.inclusive, number).among(integers));
        End { bound: bound.clone(), number, cut }
    }

    /// The end of the neighbour that leaves neither a gap nor an overlap: the same cut, seen from the other side.
    pub fn turned(&self) -> End {
        let bound = Bound { inclusive: !self.bound.inclusive, value: self.bound.value.clone() };
        End { bound, number: self.number.clone(), cut: self.cut.clone() }
    }
}

/// A line on its way from what was written to both ends.
#[derive(Clone, Debug)]
pub struct Line<'e> {
    pub ends: &'e Ends,
    pub low: Option<End>,
    pub high: Option<End>,
}

impl<'e> Line<'e> {
    pub fn new(ends: &'e Ends, integers: Integers) -> Line<'e> {
        let low = ends.low.as_ref().map(|bound| End::low(bound, integers));
        let high = ends.high.as_ref().map(|bound| End::high(bound, integers));
        Line { ends, low, high }
    }

    pub fn low_cut(&self) -> Option<&Cut> {
        self.low.as_ref().and_then(|end| end.cut.as_ref())
    }

    pub fn high_cut(&self) -> Option<&Cut> {
        self.high.as_ref().and_then(|end| end.cut.as_ref())
    }

    /// The values of the line as far as they are known; open where an end is missing or an expression.
    pub fn range(&self) -> Range {
        Range { low: self.low_cut().cloned().unwrap_or(Cut::Start), high: self.high_cut().cloned().unwrap_or(Cut::End) }
    }
}

/// How the lines stand in the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    Rising,
    Falling,
}

/// What two neighbours say about the direction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Vote {
    Sure(Direction),
    /// Only one reading of it makes sense, but the ends overlap in it or are expressions.
    Likely(Direction),
    Silent,
}

/// The direction of the lines, or the two neighbours that run against the ones before them.
pub fn direction(lines: &[Line<'_>]) -> Result<Direction, (usize, usize)> {
    let votes: Vec<Vote> = lines.iter().zip(lines.iter().skip(1)).map(|(one, two)| vote(one, two)).collect();
    let mut found: Option<Direction> = None;
    for (at, vote) in votes.iter().enumerate() {
        match (vote, found) {
            (Vote::Sure(direction), None) => found = Some(*direction),
            (Vote::Sure(direction), Some(before)) if *direction != before => return Err((at, at + 1)),
            (Vote::Sure(_) | Vote::Likely(_) | Vote::Silent, _) => {}
        }
    }
    let likely = votes.iter().find_map(|vote| match vote {
        Vote::Likely(direction) => Some(*direction),
        Vote::Sure(_) | Vote::Silent => None,
    });
    Ok(found.or(likely).unwrap_or(Direction::Rising))
}

fn vote(one: &Line<'_>, two: &Line<'_>) -> Vote {
    for (first, second) in [(one.low_cut(), two.low_cut()), (one.high_cut(), two.high_cut())] {
        if let (Some(first), Some(second)) = (first, second)
            && first != second
        {
            return Vote::Sure(if first < second { Direction::Rising } else { Direction::Falling });
        }
    }
    let rising = meeting(one.high.as_ref(), two.low.as_ref());
    let falling = meeting(two.high.as_ref(), one.low.as_ref());
    match (rising, falling) {
        (Some(Meeting::Clear), None | Some(Meeting::Unclear)) => Vote::Sure(Direction::Rising),
        (None | Some(Meeting::Unclear), Some(Meeting::Clear)) => Vote::Sure(Direction::Falling),
        (Some(Meeting::Unclear), None) => Vote::Likely(Direction::Rising),
        (None, Some(Meeting::Unclear)) => Vote::Likely(Direction::Falling),
        (Some(Meeting::Clear), Some(Meeting::Clear)) | (Some(Meeting::Unclear), Some(Meeting::Unclear)) | (None, None) => Vote::Silent,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meeting {
    /// The lower line ends before the upper one begins, or both name the same expression.
    Clear,
    Unclear,
}

fn meeting(high: Option<&End>, low: Option<&End>) -> Option<Meeting> {
    let (high, low) = (high?, low?);
    let clear = match (&high.cut, &low.cut) {
        (Some(high), Some(low)) => high <= low,
        (Some(_) | None, Some(_) | None) => constant::same(&high.bound, &low.bound),
    };
    Some(if clear { Meeting::Clear } else { Meeting::Unclear })
}
