//! E3xx and W3xx: the shape of rules: bands, tiers, tables, weights, scorecards.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
