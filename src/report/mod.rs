//! What a run found, as bytes: the table people read, workbooks, JSON and CSV that other programs read, and the explanation of one
//! person's numbers.
//!
//! Everything here is pure: a plan and its results go in, a text or the bytes of a file come out. Nothing is computed again; what is shown was read from
//! the columns the engine filled, or from its trace.

pub mod csv;
pub mod curve;
pub mod excepted;
pub mod findings;
pub mod grid;
pub mod harmless;
pub mod json;
pub mod model;
pub mod names;
pub mod readable;
pub mod table;
pub mod timeline;
pub mod true_up;
pub mod why;
pub mod xlsx;

pub use model::Report;
