//! E5xx: evaluation of one person.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[
    page!("E500", "division-by-zero"),
    page!("E501", "missing-value"),
    page!("E502", "not-applicable"),
    page!("E503", "no-rows"),
    page!("E504", "no-band"),
    page!("E505", "two-bands"),
    page!("E506", "tier-ends"),
    page!("E507", "outside-tiers"),
    page!("E508", "refused"),
    page!("E509", "no-table-row"),
    page!("E511", "two-scorecards"),
    page!("E512", "no-scorecard"),
    page!("E513", "all-kpis-missing"),
    page!("E514", "payout-below-zero"),
    page!("E515", "not-whole"),
    page!("E516", "number-too-large"),
    page!("E517", "date-out-of-range"),
    page!("E518", "missing-month-day"),
    page!("E519", "param-not-in-force"),
    page!("E520", "step-not-positive"),
    page!("E522", "rounding-unit"),
    page!("E523", "employed-dates"),
    page!("E524", "kpi-measure-missing"),
    page!("E525", "data-rule-broken"),
    page!("E526", "line-without-length"),
    page!("E527", "falling-rates-in-data"),
    page!("E599", "unexpected-value"),
    page!("W500", "not-employed"),
];
