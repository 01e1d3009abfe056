//! Records of a rollout, and plans that are used before people know them.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[
    page!("E750", "records-unreadable"),
    page!("E751", "records-unknown-name"),
    page!("E752", "records-value-wrong"),
    page!("E753", "no-rollout"),
    page!("E754", "rollout-past-calendar"),
    page!("E755", "rollout-of-nobody"),
    page!("E756", "rollout-without-day"),
    page!("W750", "record-of-unknown-person"),
    page!("W751", "evaluated-before-publication"),
    page!("W752", "rollout-without-publication"),
    page!("W753", "record-of-unknown-clause"),
    page!("W754", "record-of-unknown-training"),
    page!("W755", "signed-before-publication"),
    page!("W756", "records-and-data-differ"),
    page!("W757", "records-after-the-day"),
];
