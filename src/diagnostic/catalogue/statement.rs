//! Calls for statements.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[
    page!("E740", "published-no-date"),
    page!("E741", "appeal-past-calendar"),
    page!("E742", "whose-statement"),
    page!("E743", "statements-without-folder"),
    page!("E744", "statements-not-written"),
];
