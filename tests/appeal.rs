//! Appeals under their clause: the states against a plain table, the days against the calendar, and what goes against the clause.

#[path = "appeal/days.rs"]
mod days;
#[path = "appeal/sequences.rs"]
mod sequences;
#[path = "appeal/support.rs"]
mod support;
