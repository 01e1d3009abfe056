//! A case with everything that is to be told of it: how it stands under the clause, and what its corrections come to.

use super::case::Correction;
use super::difference::{Difference, Worth};
use super::judge::{Judged, Rules};
use crate::plan::ir::DefId;
use crate::report::why::Line;
use crate::source::Sources;
use crate::value::Period;

/// A case, judged and computed.
#[derive(Clone, Debug)]
pub struct Account<'a> {
    pub judged: Judged<'a>,
    /// Of the contested result, where it is known.
    pub period: Option<Period>,
    pub contested: Option<Contested>,
    /// With what the cells said before, where cells are corrected.
    pub corrections: Vec<(&'a Correction, Option<String>)>,
    /// What the corrections change; nothing where nothing was computed.
    pub difference: Option<Difference>,
}

/// The contested number.
#[derive(Clone, PartialEq, Debug)]
pub struct Contested {
    /// Nothing where the policy has no such value.
    pub def: Option<DefId>,
    pub title: String,
    /// As it was computed, and with the corrections.
    pub before: Option<Worth>,
    pub after: Option<Worth>,
    /// Where it comes from: with the corrections where they count, else as it was.
    pub calculation: Vec<Line>,
}

/// All cases of a file, and what they are told by.
#[derive(Clone, Copy, Debug)]
pub struct Book<'a> {
    pub rules: Rules<'a>,
    pub sources: &'a Sources,
    pub accounts: &'a [Account<'a>],
    /// Whether the day as of which it is told was said, or is that of the last event.
    pub day: Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Day {
    Said,
    LastEvent,
}
