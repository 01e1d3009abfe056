//! L: what a well-written plan may still get wrong. L1xx goals and scorecards, L2xx pay curves, L3xx names and words, L4xx data,
//! L5xx law, L6xx process.

use super::Page;
use super::page;

pub(super) const PAGES: &[Page] = &[
    page!("L101", "kpi-count"),
    page!("L201", "cliff"),
    page!("L202", "pay-falls"),
    page!("L203", "dead-zone"),
    page!("L204", "threshold"),
    page!("L205", "excellence"),
    page!("L206", "upside"),
    page!("L207", "accelerator"),
    page!("L401", "share-at-target"),
    page!("L402", "share-below-threshold"),
    page!("L403", "saturated-kpi"),
    page!("L404", "dead-kpi"),
];
