//! A curve as people and programs read it: the pieces in words with a drawing, an image, JSON.
//!
//! [`segments`] gives every point of the curve to one piece and finds what is to be said of them; the writers say it.

mod draw;
pub mod json;
mod notable;
mod plot;
mod segments;
pub mod svg;
mod table;
mod words;

use super::model::Report;
use crate::curve::Curve;
use crate::diagnostic::Text;
use crate::diagnostic::render::Style;
use crate::plan::ir::PEOPLE;

/// A curve, and what is to be said of where it comes from.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    pub report: Report<'a>,
    pub curve: &'a Curve<'a>,
    pub subject: Subject,
    /// The lower and the upper end of the range.
    pub range: [End; 2],
    pub chosen: Chosen,
    /// What stands at the drawing instead of the names of the plan.
    pub labels: Option<Labels>,
}

/// The words at a drawing for people who do not know the names of the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Labels {
    /// What is followed, and over what.
    pub of: String,
    pub varied: String,
    pub title: String,
    /// A line under the title; may be empty.
    pub beside: String,
}

impl Picture<'_> {
    /// The row of the person whose value is followed; a row of theirs may stand in the file under somebody else.
    pub(super) fn person(&self) -> u32 {
        let asked = self.curve.asked();
        let table = self.report.def(asked.of).map_or(PEOPLE, |def| def.table);
        let parents = self.report.results.tables.get(table.0 as usize).map_or(&[][..], |table| &table.parents);
        parents.get(asked.row as usize).copied().unwrap_or(asked.row)
    }
}

/// Whose curve it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// A person typed with the call, in the words of the call.
    At(String),
    /// The person of the example with this title.
    Example(Text),
    /// A person of the data: the one of the row the value belongs to.
    Person,
}

/// Whether the period was said, or is the first in which the policy is effective.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Chosen {
    Said,
    First,
}

/// One end of the range.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct End {
    pub origin: Origin,
    /// The column does not allow the value itself.
    pub excluded: bool,
}

/// Why the range has an end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    Said,
    /// The column's declared bound.
    Bound,
    Zero,
    ThreeTimes(Base),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// The value that is given.
    Given,
    /// The target the input is measured against.
    Target,
}

/// The curve for a terminal: the pieces in words, what is notable of them, and a drawing.
pub fn text(picture: &Picture<'_>, style: &Style) -> String {
    let mut out = table::write(picture, style);
    let drawn = draw::write(picture, style);
    if !drawn.is_empty() {
        out.push('\n');
        out.push_str(&drawn);
    }
    out
}
