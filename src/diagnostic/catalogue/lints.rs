//! L: what a well-written plan may still get wrong. L1xx goals and scorecards, L2xx pay curves, L3xx names and words, L4xx data,
//! L5xx law, L6xx process.

use super::Page;
use super::page;

pub(super) const PAGES: &[Page] = &[
    page!("L101", "kpi-count"),
    page!("L301", "unused-name"),
    page!("L302", "flag-nothing-reads"),
    page!("L303", "shadowed-name"),
    page!("L304", "catch-all-row"),
    page!("L305", "rounding-inside"),
    page!("L306", "magic-number"),
    page!("L307", "param-gap"),
    page!("L308", "param-changes-inside-period"),
    page!("L309", "factor-added"),
    page!("L310", "division-by-zero"),
    page!("L311", "gate-never-opens"),
    page!("L312", "gate-always-open"),
    page!("L313", "cap-never-binds"),
    page!("L314", "floor-above-cap"),
    page!("L315", "cap-below-target"),
    page!("L316", "decelerating-unnamed"),
];
