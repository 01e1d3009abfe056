//! What one person gets from a period, on a page: the results, how they came about, where the person stands, what would have changed it,
//! and what can be done about it.
//!
//! A [`statement()`] is made from a run that watched the person and computed what people are told ([`Plan::telling`]). Every number is the
//! one the results show; how it came about is told in the words of `why`. Curves and least changes are read off the exact curves of that
//! same run, so nobody else is computed again. What must not be here: a value that is computed anew, files, and anything of a terminal.
//!
//! [`Plan::telling`]: crate::plan::ir::Plan::telling

mod appeal;
mod came;
mod curves;
mod kpis;
mod page;
pub mod problems;
mod terms;
mod told;

pub use appeal::last_day;
pub use page::statement;
pub use told::of_person as told;

use crate::diagnostic::{Diagnostic, Language};
use crate::engine::table::Dataset;
use crate::feedback::Told;
use crate::report::Report;
use crate::value::Date;

/// What a statement is made from.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Of a run that watched the person, by the plan that also says who is told what.
    pub report: Report<'a>,
    pub data: &'a Dataset,
    /// The row of the person.
    pub row: u32,
    /// When the results were made known, where that is known.
    pub published: Option<Date>,
    pub language: Language,
}

/// Why it cannot be said of a feedback or a consequence whether it reaches the person.
pub fn unjudged(asked: &Asked<'_>, told: &Told<'_>) -> Vec<Diagnostic> {
    crate::feedback::troubles(&asked.report, told)
}
