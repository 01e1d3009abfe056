//! L: what a well-written plan may still get wrong. L1xx goals and scorecards, L2xx pay curves, L3xx names and words, L4xx data,
//! L5xx law, L6xx process.

use super::Page;
use super::page;

pub(super) const PAGES: &[Page] = &[
    page!("L101", "kpi-count"),
    page!("L107", "pay-mix"),
    page!("L331", "unused-allow"),
    page!("L501", "wage-deduction"),
    page!("L502", "minimum-wage"),
    page!("L503", "probation-wage"),
    page!("L504", "leaver-bonus"),
    page!("L505", "leaver-commission"),
];
