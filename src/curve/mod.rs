//! A named value as a function of one input, the others held, as exact pieces.
//!
//! [`curve`] asks [`machine`] what the value is on a whole stretch of the input at once, as a quotient of polynomials. Where a decision of
//! the plan (a band, a cap, a gate, a rounding, a grade) does not fall the same way on the whole stretch, the machine says where it
//! changes, and the stretch is cut there: so every edge of the curve is an exact point, found and not sampled. Roundings with more
//! steps than anybody could look at are kept as what they may add, and followed one by one only where something hangs on them.
//!
//! What must not be here: a second meaning of a clause. The tests compare curves with the engine at their edges and between.

mod apart;
mod arithmetic;
mod cards;
mod earlier;
mod function;
mod groups;
mod limits;
mod logic;
mod machine;
mod means;
mod pieces;
mod poly;
mod ranks;
mod shape;
mod shapes;

use std::borrow::Cow;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::engine::past::Past;
use crate::engine::table::{Dataset, Slot};
use crate::engine::trace::Watch;
use crate::engine::{Results, evaluate_after};
use crate::plan::ir::{DefId, Plan};
use crate::value::{Number, Period, Value};
use pieces::{MOST_LOOKS, Tracer};

pub use apart::{Grid, Parting, parting};
pub use function::Function;
pub use machine::Varied;
pub use shape::{Edge, Fall, Flat};

/// What a curve is asked for.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub data: &'a Dataset,
    pub period: Period,
    /// The value, and the row of its table.
    pub of: DefId,
    pub row: u32,
    /// The cell that is varied: a number of the population or of a child input.
    pub varied: Varied,
    /// First and last value of the input; both lie within what the column allows.
    pub from: Number,
    pub to: Number,
}

/// Why there is no curve.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// It has more pieces than anybody could look at.
    TooManyPieces,
}

/// What the value is at a point.
#[derive(Clone, PartialEq, Debug)]
pub enum Worth {
    Number(Number),
    /// A text (a grade), a date, a flag.
    Plain(Value),
    Missing,
    NotApplicable,
    /// An error on the person.
    Fault,
    /// It cannot be followed here.
    Unknown,
}

/// How the value goes between two points.
#[derive(Clone, PartialEq, Debug)]
pub enum Course {
    Runs(Function),
    Stays(Worth),
}

impl Course {
    /// Whether the value at a point is the one the course comes to there, so that the point belongs to it.
    pub fn reaches(&self, at: &Number, worth: &Worth) -> bool {
        pieces::goes_through(self, at, worth)
    }
}

/// One piece: a point, or the open stretch between two.
#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    Point { at: Number, worth: Worth },
    Stretch { from: Number, to: Number, course: Course },
}

/// Less than this between two values is nothing at an edge that is no short number.
const LEAST_JUMP_PLACES: u32 = 6;

/// Whether two values on both sides of a blurred edge are one.
pub fn are_one(before: &Number, after: &Number) -> bool {
    after.sub(before).is_ok_and(|by| by.abs() <= Number::from_parts(1, LEAST_JUMP_PLACES))
}

/// A value over one input. Points and stretches alternate; the first and the last piece are points.
#[derive(Debug)]
pub struct Curve<'a> {
    asked: Asked<'a>,
    results: Cow<'a, Results>,
    /// By definition: whether it moves with the input.
    moves: Vec<bool>,
    still: machine::Still,
    pub pieces: Vec<Piece>,
}

/// Follows a value over an input, where there was no period before.
///
/// # Errors
/// [`Trouble`].
pub fn curve(asked: Asked<'_>) -> Result<Curve<'_>, Trouble> {
    curve_after(asked, &Arc::new(Past::nothing()))
}

/// Follows a value over an input after the periods that are known.
///
/// # Errors
/// [`Trouble`].
pub fn curve_after<'a>(asked: Asked<'a>, past: &Arc<Past>) -> Result<Curve<'a>, Trouble> {
    let results = evaluate_after(asked.plan, asked.data.clone(), asked.period, past, Watch::Nothing);
    follow(asked, Cow::Owned(results), Effort::looks(MOST_LOOKS))
}

/// The same where the plan has been run on the data already.
///
/// # Errors
/// [`Trouble`].
pub fn curve_of<'a>(asked: Asked<'a>, results: &'a Results) -> Result<Curve<'a>, Trouble> {
    follow(asked, Cow::Borrowed(results), Effort::looks(MOST_LOOKS))
}

/// What a curve may take: so many looks, at which so many values are worked out in all. Counted and not timed, so that the same is found
/// on every machine.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Effort {
    pub looks: usize,
    pub values: usize,
}

impl Effort {
    /// For what one person is told. Where a pool or a ranking moves with the cell, one look works out values of everybody in it.
    pub const OF_A_PERSON: Effort = Effort { looks: 4_000, values: 20_000 };

    pub const fn looks(looks: usize) -> Effort {
        Effort { looks, values: usize::MAX }
    }
}

/// The same for who follows many curves and can do without one that takes more than this.
///
/// # Errors
/// [`Trouble`].
pub fn curve_within<'a>(asked: Asked<'a>, results: &'a Results, effort: Effort) -> Result<Curve<'a>, Trouble> {
    follow(asked, Cow::Borrowed(results), effort)
}

fn follow<'a>(asked: Asked<'a>, results: Cow<'a, Results>, effort: Effort) -> Result<Curve<'a>, Trouble> {
    let moves = machine::moves(asked.plan, asked.varied);
    let still = machine::Still::default();
    let pieces = Tracer { asked: &asked, results: &results, moves: &moves, still: &still }.pieces(effort)?;
    Ok(Curve { asked, results, moves, still, pieces })
}

impl Curve<'_> {
    /// Whether a piece is nothing but the place of an edge that is no short number: narrower than anybody measures, and no pole, so that
    /// what stands beside it does not move there.
    pub fn is_blurred(&self, index: usize) -> bool {
        let Some(Piece::Stretch { from, to, course: Course::Stays(Worth::Unknown) }) = self.pieces.get(index) else { return false };
        let rests = |beside: Option<usize>| match beside.and_then(|beside| self.pieces.get(beside)) {
            Some(Piece::Stretch { course: Course::Runs(function), .. }) => {
                function.at(from).zip(function.at(to)).is_some_and(|(before, after)| are_one(&before, &after))
            }
            Some(Piece::Stretch { course: Course::Stays(_), .. }) => true,
            Some(Piece::Point { .. }) | None => false,
        };
        function::is_narrow(from, to) && rests(index.checked_sub(2)) && rests(index.checked_add(2))
    }

    /// The value with the input at one point, exactly as the engine has it.
    pub fn worth(&self, at: &Number) -> Worth {
        self.tracer().worth(at)
    }

    /// What the value comes to on its way to a point from the other; none where it is no number there.
    pub fn limit(&self, at: &Number, other: &Number) -> Option<Number> {
        self.tracer().limit(at, other.clone())
    }

    fn tracer(&self) -> Tracer<'_> {
        Tracer { asked: &self.asked, results: &self.results, moves: &self.moves, still: &self.still }
    }

    /// The engine's own run with the input at one point, for what only the engine says: why there is no value.
    pub fn run_at(&self, at: &Number) -> Results {
        let (asked, mut data) = (&self.asked, self.asked.data.clone());
        let Varied { column, table, row } = asked.varied;
        let columns = data.tables.get_mut(table.0 as usize).map(|table| &mut table.columns);
        let cells = columns.and_then(|columns| columns.get_mut(column.0 as usize)).and_then(Option::as_mut);
        if let Some(cell) = cells.and_then(|cells| cells.get_mut(row as usize)) {
            *cell = Slot::Value(Value::Number(at.clone()));
        }
        evaluate_after(asked.plan, data, asked.period, &self.results.past, Watch::Nothing)
    }

    /// Why there is no value with the input at one point, in the engine's words; nothing where there is one, or none is due.
    pub fn reason_at(&self, at: &Number) -> Option<Diagnostic> {
        let results = self.run_at(at);
        let table = self.asked.plan.defs.get(self.asked.of.0 as usize)?.table;
        match results.tables.get(table.0 as usize)?.slot(self.asked.of, self.asked.row)? {
            Slot::Fault(fault) => results.faults.get(fault.0 as usize).cloned(),
            Slot::Value(_) | Slot::Missing(_) | Slot::NotApplicable(_) => None,
        }
    }

    pub fn asked(&self) -> &Asked<'_> {
        &self.asked
    }

    /// The run on the data as they are.
    pub fn results(&self) -> &Results {
        &self.results
    }

    pub fn from(&self) -> &Number {
        &self.asked.from
    }

    pub fn to(&self) -> &Number {
        &self.asked.to
    }
}
