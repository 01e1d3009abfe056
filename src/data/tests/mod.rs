//! The readers against small plans and files written by hand.

mod cells;
mod files;
mod hostile;
mod json;
mod pages;
mod plans;
mod rows;
mod sheets;
