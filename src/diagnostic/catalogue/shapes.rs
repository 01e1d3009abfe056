//! E30x and E31x: the shape of bands, tiers and tables.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[
    page!("E300", "gap"),
    page!("E301", "overlap"),
    page!("E302", "line-order"),
    page!("E303", "empty-line"),
    page!("E304", "line-out-of-reach"),
    page!("E305", "not-covered"),
    page!("E306", "tier-start"),
    page!("E307", "no-end-between"),
    page!("E308", "no-lines"),
    page!("E310", "table-missing"),
    page!("E311", "row-out-of-reach"),
    page!("E312", "table-too-large"),
];
