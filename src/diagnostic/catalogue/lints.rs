//! L: what a well-written plan may still get wrong. L1xx goals and scorecards, L2xx pay curves, L3xx names and words, L4xx data,
//! L5xx law, L6xx process.

use super::Page;
use super::page;

pub(super) const PAGES: &[Page] = &[
    page!("L101", "kpi-count"),
    page!("L102", "low-weight"),
    page!("L103", "stage-coverage"),
    page!("L104", "no-process-kpi"),
    page!("L105", "no-team-measure"),
    page!("L106", "one-kind-of-kpi"),
    page!("L108", "qualitative-without-rubric"),
    page!("L112", "goal-without-stretch-or-baseline"),
    page!("L113", "goal-without-strategy"),
    page!("L114", "goal-without-due"),
    page!("L115", "goal-without-kpi"),
    page!("L116", "kpi-without-goal"),
    page!("L117", "strategy-without-goal"),
    page!("L118", "measure-without-source"),
    page!("L119", "measure-without-owner"),
    page!("L120", "metric-counted-twice"),
    page!("L121", "score-pays-nothing"),
    page!("L122", "payout-reads-no-result"),
    page!("L201", "cliff"),
    page!("L202", "pay-falls"),
    page!("L203", "dead-zone"),
    page!("L204", "threshold"),
    page!("L205", "excellence"),
    page!("L206", "upside"),
    page!("L207", "accelerator"),
    page!("L340", "vague-words"),
    page!("L341", "wording-against-operator"),
    page!("L401", "share-at-target"),
    page!("L402", "share-below-threshold"),
    page!("L403", "saturated-kpi"),
    page!("L404", "dead-kpi"),
];
