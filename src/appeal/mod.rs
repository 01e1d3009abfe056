//! Appeals under the appeal clause of a policy: may they be filed, what is due by when, who may decide, and what a ruling changes.
//!
//! [`cases`] reads a file of cases strictly. [`judge`] goes through what happened to a case with the machine of [`states`], and says by the
//! clause whether it is admissible, which deadlines were kept, whether the panel and the ruling are as they must be, and what is owed
//! next. [`register`] counts many of them. [`difference`] reads off two runs of the same plan what corrected data change, and for whom.
//! [`letter`] writes what is sent to the appellant.
//!
//! What must not be here: a second meaning of a value. What a correction comes to is computed by the engine from corrected data; numbers
//! in letters are those of the run and of its explanation. Files and the clock belong to the commands.

mod account;
mod admission;
pub mod case;
pub mod clauses;
mod deadlines;
mod difference;
mod json;
mod judge;
pub mod letter;
mod names;
mod panel;
pub mod people;
pub mod problems;
mod read;
mod register;
pub mod states;
mod tell;
mod words;

pub use account::{Account, Book, Contested, Day};
pub use admission::{Refusal, Rule};
pub use case::Case;
pub use deadlines::{Deadline, Last, Standing, Start, Step, Whose};
pub use difference::{Difference, Moved, Other, Parting, difference, worth};
pub use json::json;
pub use judge::{Covered, Judged, Known, Next, Owed, Rules, Ruling, judge};
pub use panel::Sitting;
pub use read::cases;
pub use register::{Entry, Statistics, Tally, entry, statistics};
pub use states::State;
pub use tell::{csv, document};
