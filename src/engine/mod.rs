//! The one engine: runs a plan's steps in dependency order, each filling a column over its table.
//!
//! How a step works: [`run`] takes its rows in chunks, [`expression`] evaluates the expression for a whole chunk at once,
//! and whatever looks at fewer rows (`if`, `and`, a band's value) goes on with a shorter list of rows. Nothing here fails as a
//! whole: a row that has no value holds the number of the fault that says why.

mod aggregate;
mod arithmetic;
mod bands;
mod cells;
mod choose;
mod clawback;
mod credit;
mod dates;
mod earlier;
mod employed;
mod exceptions;
mod expression;
mod faults;
mod grade;
mod group;
mod left_behind;
mod limits;
mod lines;
mod logic;
mod lookup;
mod means;
mod members;
mod params;
pub mod past;
mod payout;
mod pool;
mod problems;
mod reads;
pub mod reports;
mod rules;
mod run;
mod running;
mod score;
mod seats;
mod standing;
mod steps;
pub mod table;
mod tiers;
pub mod trace;
mod watch;
mod working;

#[cfg(test)]
mod tests;

pub use earlier::{part_of, rest_of};
pub use employed::employed_units;
pub use exceptions::{Excepted, of_nobody};
pub use pool::parts_of;
pub(crate) use problems::EARLIER_UNKNOWN;
pub use seats::{Sitter, seat, seats_of};

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::engine::past::{Layer, Past};
use crate::engine::table::{Dataset, Table};
use crate::engine::trace::{Trace, Watch};
use crate::plan::ir::{Plan, TableId};
use crate::value::Period;

/// What a run made: every definition's column beside the input columns, the faults, and the trace of the watched person.
#[derive(Clone, Debug)]
pub struct Results {
    pub period: Period,
    /// As [`Plan::tables`], with every column filled.
    pub tables: Vec<Table>,
    /// Faults of the data and of the evaluation, each with its policy place and data cells.
    pub faults: Vec<Diagnostic>,
    /// Whom each fault first befell: table and row; as `faults`. Absent for a fault of the data that is of no row.
    pub befell: Vec<Option<(TableId, u32)>>,
    pub remarks: Vec<Diagnostic>,
    pub trace: Trace,
    /// What was approved for people instead of what the plan gives, in the order in which it was computed.
    pub excepted: Vec<Excepted>,
    /// What earlier results of the same period paid, where it is computed again.
    pub paid: Option<Arc<Layer>>,
    /// What was known of earlier periods.
    pub past: Arc<Past>,
}

/// Evaluates a plan on checked data for one period. Never fails as a whole: what cannot be computed is a fault on its row.
///
/// `watch` says whose intermediate values are kept in [`Results::trace`]. There was no period before.
pub fn evaluate(plan: &Plan, data: Dataset, period: Period, watch: Watch) -> Results {
    evaluate_after(plan, data, period, &Arc::new(Past::nothing()), watch)
}

/// The same, with what is known of earlier periods.
pub fn evaluate_after(plan: &Plan, data: Dataset, period: Period, past: &Arc<Past>, watch: Watch) -> Results {
    run::Run::new(plan, data, (period, past), watch).finish()
}
