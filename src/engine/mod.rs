//! The one engine: runs a plan's steps in dependency order, each filling a column over its table.

pub mod table;
pub mod trace;

use crate::diagnostic::Diagnostic;
use crate::engine::table::{Dataset, Table};
use crate::engine::trace::{Trace, Watch};
use crate::plan::ir::Plan;
use crate::value::Period;

/// What a run made: every definition's column beside the input columns, the faults, and the trace of the watched person.
#[derive(Clone, Debug)]
pub struct Results {
    pub period: Period,
    /// As [`Plan::tables`], with every column filled.
    pub tables: Vec<Table>,
    /// Faults of the data and of the evaluation, each with its policy place and data cells.
    pub faults: Vec<Diagnostic>,
    /// Whom each fault first befell: table and row; as `faults`.
    pub befell: Vec<(crate::plan::ir::TableId, u32)>,
    pub remarks: Vec<Diagnostic>,
    pub trace: Trace,
}

/// Evaluates a plan on checked data for one period. Never fails as a whole: what cannot be computed is a fault on its row.
pub fn evaluate(_plan: &Plan, _data: Dataset, _period: Period, _watch: Watch) -> Results {
    todo!()
}
