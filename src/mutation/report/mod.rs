//! The mutants as people and programs read them.

mod changes;
pub mod json;
pub mod text;
mod witness;
mod words;

use super::judge::{Judgement, Tally};
use crate::plan::ir::Plan;
use crate::source::Sources;

/// A policy as the writers take it: the name the call gives it, and what became of its mutants.
#[derive(Clone, Copy, Debug)]
pub struct Mutated<'a> {
    pub name: &'a str,
    pub plan: &'a Plan,
    pub sources: &'a Sources,
    pub judgement: &'a Judgement,
}

impl Mutated<'_> {
    pub fn tally(&self) -> Tally {
        Tally::of(self.judgement.judged.iter())
    }
}
