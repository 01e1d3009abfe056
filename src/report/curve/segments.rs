//! The pieces of a curve without its single points: each point belongs to the piece that it continues.

use super::Picture;
use crate::curve::{Course, Curve, Function, Piece, Worth};
use crate::value::{Number, Type};

/// A stretch of the input on which the value is one thing; a single point where both ends are one.
#[derive(Clone, Debug)]
pub(super) struct Segment<'c> {
    pub(super) low: Edge,
    pub(super) high: Edge,
    pub(super) form: Form<'c>,
}

/// One end of a segment.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) at: Number,
    pub(super) included: bool,
    /// The number it comes to there, rounded as the policy says; absent where it is none, or grows beyond all bounds.
    pub(super) value: Option<Number>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Form<'c> {
    Runs(&'c Function),
    Stays(&'c Worth),
}

impl Segment<'_> {
    pub(super) fn is_point(&self) -> bool {
        self.low.at == self.high.at
    }

    /// The value where it is one number all along.
    pub(super) fn constant(&self) -> Option<Number> {
        match self.form {
            Form::Runs(function) => function.as_constant(),
            Form::Stays(Worth::Number(value)) => Some(value.clone()),
            Form::Stays(Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown) => None,
        }
    }

    /// The value at a point before any rounding that the curve keeps aside.
    pub(super) fn exact_at(&self, at: &Number) -> Option<Number> {
        match self.form {
            Form::Runs(function) => function.at(at),
            Form::Stays(_) => self.constant(),
        }
    }

    /// The change for one more of the input, where the value is a straight line.
    pub(super) fn steepness(&self) -> Option<Number> {
        match self.form {
            Form::Runs(function) => function.steepness(),
            Form::Stays(_) => self.constant().map(|_| Number::ZERO),
        }
    }

    pub(super) fn is_rounded(&self) -> bool {
        matches!(self.form, Form::Runs(function) if function.rounding().is_some())
    }
}

/// The segments of a curve from the left. An end that the column does not allow is left out.
pub(super) fn segments<'c>(picture: &Picture<'c>) -> Vec<Segment<'c>> {
    let (curve, pieces) = (picture.curve, picture.curve.pieces.as_slice());
    let mut out: Vec<Segment<'c>> = Vec::new();
    // Whether the point before a stretch belongs to it.
    let mut begins_with = false;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            // The stretches beside an edge that is no short number meet there.
            Piece::Stretch { .. } if curve.is_blurred(index) => begins_with = false,
            Piece::Point { .. } if index.checked_sub(1).is_some_and(|before| curve.is_blurred(before)) => {}
            Piece::Point { at, worth } => {
                let stretch = |index: Option<usize>| index.and_then(|index| pieces.get(index)).and_then(course);
                let (before, after) = (stretch(index.checked_sub(1)), stretch(index.checked_add(1)));
                let excluded = [(before, &picture.range[0]), (after, &picture.range[1])]
                    .into_iter()
                    .any(|(beside, end)| beside.is_none() && end.excluded);
                let fits = |course: Option<&Course>| course.is_some_and(|course| course.reaches(at, worth));
                begins_with = false;
                if excluded {
                    continue;
                }
                if fits(before) {
                    if let Some(last) = out.last_mut() {
                        last.high.included = true;
                    }
                } else if fits(after) {
                    begins_with = true;
                } else {
                    let edge = Edge { at: at.clone(), included: true, value: number(worth) };
                    out.push(Segment { low: edge.clone(), high: edge, form: Form::Stays(worth) });
                }
            }
            Piece::Stretch { from, to, course } => {
                let form = match course {
                    Course::Runs(function) => Form::Runs(function),
                    Course::Stays(worth) => Form::Stays(worth),
                };
                let edge = |at: &Number, included: bool| Edge { at: at.clone(), included, value: None };
                out.push(Segment { low: edge(from, begins_with), high: edge(to, false), form });
            }
        }
    }
    for segment in &mut out {
        valued(segment, curve);
    }
    out
}

fn course(piece: &Piece) -> Option<&Course> {
    match piece {
        Piece::Stretch { course, .. } => Some(course),
        Piece::Point { .. } => None,
    }
}

fn number(worth: &Worth) -> Option<Number> {
    match worth {
        Worth::Number(value) => Some(value.clone()),
        Worth::Plain(_) | Worth::Missing | Worth::NotApplicable | Worth::Fault | Worth::Unknown => None,
    }
}

/// Fills in what the segment comes to at its ends: what is paid where the end belongs to it, else what it comes near to.
fn valued(segment: &mut Segment<'_>, curve: &Curve<'_>) {
    let Form::Runs(function) = segment.form else { return };
    let ends = (segment.low.at.clone(), segment.high.at.clone());
    for (edge, other) in [(&mut segment.low, ends.1), (&mut segment.high, ends.0)] {
        edge.value = if function.rounding().is_none() {
            function.at(&edge.at)
        } else if edge.included {
            number(&curve.worth(&edge.at))
        } else {
            curve.limit(&edge.at, &other)
        };
    }
}

/// The segments as whole numbers meet them: each from the first to the last whole number in it.
pub(super) fn of_whole_numbers<'c>(segments: Vec<Segment<'c>>, curve: &Curve<'_>) -> Vec<Segment<'c>> {
    let mut out: Vec<Segment<'c>> = Vec::new();
    for mut segment in segments {
        let one = Number::ONE;
        let beyond = |value: Number, by: &Number| value.add(by).unwrap_or(value);
        let (low, high) = (segment.low.at.ceil(), segment.high.at.floor());
        let low = if low == segment.low.at && !segment.low.included { beyond(low, &one) } else { low };
        let high = if high == segment.high.at && !segment.high.included { beyond(high, &one.neg()) } else { high };
        if low > high {
            continue;
        }
        let runs = matches!(segment.form, Form::Runs(_));
        for (edge, at) in [(&mut segment.low, low), (&mut segment.high, high)] {
            let value = if runs { number(&curve.worth(&at)) } else { edge.value.clone() };
            *edge = Edge { at, included: true, value };
        }
        out.push(segment);
    }
    out
}

/// The type of what is varied.
pub(super) fn input_type(picture: &Picture<'_>) -> Type {
    picture.report.def(picture.curve.asked().varied.column).map_or(Type::Number, |def| def.ty)
}

/// The type of the value.
pub(super) fn value_type(picture: &Picture<'_>) -> Type {
    picture.report.def(picture.curve.asked().of).map_or(Type::Number, |def| def.ty)
}
