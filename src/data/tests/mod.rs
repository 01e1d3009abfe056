//! The readers against small plans and files written by hand.

mod cells;
mod encodings;
mod files;
mod hostile;
mod json;
mod pages;
pub mod plans;
mod rows;
mod sheets;
