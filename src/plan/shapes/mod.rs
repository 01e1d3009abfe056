//! The shape of bands, tiers and tables: whether the lines cover every value once, decided with exact numbers before any data is read.
//!
//! An end of a line is a cut of the number line ([`cut`]): `below 60%` and `from 60%` are the same cut, so a gap, an overlap and a
//! missing end are all questions of order between cuts. On whole numbers a cut stands before a whole number, so `up to 9` and
//! `from 10` are one cut too. Ends that are expressions are no cuts before run time: they are filled in and left to it.

mod constant;
mod cut;
mod draw;
mod line;
mod pieces;
mod problems;
mod run;
mod table;
#[cfg(test)]
mod tests;
mod tier;
mod words;

use crate::diagnostic::Diagnostic;
use crate::plan::ir;
use crate::source::Span;
use crate::value::Number;

pub use table::table;

/// How a number of the lines' type is shown: every digit, with its sign.
pub type Show<'s> = &'s dyn Fn(&Number) -> String;

/// The two ends of a line, filled in; nothing where it is open.
pub type Filled = (Option<ir::Bound>, Option<ir::Bound>);

/// A line as written: its ends where it names them, and what it gives in the author's words (`S`, `linear 0 to 100`).
#[derive(Clone, Debug)]
pub struct Ends {
    pub low: Option<ir::Bound>,
    pub high: Option<ir::Bound>,
    pub span: Span,
    pub label: String,
}

/// Whether a value is always a whole number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Integers {
    Yes,
    No,
}

/// Between which numbers a value can lie, as far as the inputs declare it. An end is its number and whether it belongs to it.
#[derive(Clone, PartialEq, Debug)]
pub struct Domain {
    pub low: Option<(bool, Number)>,
    pub high: Option<(bool, Number)>,
    pub integers: Integers,
}

/// What a key of a table can be. A date key is [`KeyDomain::Open`]: its cells say that they are dates.
#[derive(Clone, PartialEq, Debug)]
pub enum KeyDomain {
    /// The names of the options.
    Choice(Vec<String>),
    Flag,
    /// Text or dates: there is always a value nobody has written.
    Open,
    /// Shown as percents where an end of the key's cells is a percent.
    Number(Domain),
    /// A number that is shown as a percent.
    Percent(Domain),
}

/// Fills in the missing ends of bands and checks that the lines cover the domain once.
///
/// The lines may stand from low to high or from high to low. A missing end is the neighbour's; the first and the last line are open.
/// The filled ends come in the order of the text; nothing where something is wrong, which is then in `problems`. Where ends are
/// expressions, what cannot be compared is left to run time.
///
/// # Errors
/// As messages: E300 gap, E301 overlap, E302 order, E303 empty line, E304 line out of reach, E305 part of the domain not covered,
/// E307 no end between two lines, E308 no line at all.
pub fn bands(lines: Vec<Ends>, domain: &Domain, show: Show<'_>, head: Span, problems: &mut Vec<Diagnostic>) -> Option<Vec<Filled>> {
    run::bands(&lines, domain, show, head, problems)
}

/// Fills in the missing ends of tiers and checks that the lines cover every amount from 0 on once.
///
/// The lines ascend. The first starts at 0 (its low end stays open), unless it ends at 0 and takes the amounts below 0; the last is open.
///
/// # Errors
/// As messages: E300 gap, E301 overlap, E302 order, E303 empty line, E305 amounts above the last line, E306 the first line does not
/// start at 0, E307 no end between two lines, E308 no line at all.
pub fn tiers(lines: Vec<Ends>, show: Show<'_>, head: Span, problems: &mut Vec<Diagnostic>) -> Option<Vec<Filled>> {
    tier::tiers(&lines, show, head, problems)
}
