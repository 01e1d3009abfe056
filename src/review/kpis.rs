//! How far people came in each KPI, and whether it still tells them apart.

use super::figures::{Spread, share};
use crate::engine::table::Slot;
use crate::lint::Found;
use crate::plan::ir::{DefId, Kpi, Scorecard};
use crate::report::Report;
use crate::source::Span;
use crate::value::{Number, Value};

/// The lower ends of the bands of attainment, in percent of target; each band goes up to the next, which it leaves out.
pub const BANDS: [i64; 4] = [60, 80, 100, 120];

/// Codes of the lints that judge a KPI by the scores of everybody.
const SATURATED: &str = "L403";
const DEAD: &str = "L404";

/// One KPI of one scorecard over those whom it covers and who can be computed.
#[derive(Clone, Debug)]
pub struct Measured<'a> {
    pub card: &'a Scorecard,
    pub kpi: &'a Kpi,
    pub scores: Option<Spread>,
    pub attainments: Option<Spread>,
    /// People in each band: below the first, then from each on.
    pub bands: [usize; 5],
    /// Of those who have an attainment, how many reach the target; a ratio.
    pub at_target: Option<Number>,
    /// Of those who have a score, how many have nothing; a ratio.
    pub nothing: Option<Number>,
    pub told: Told,
}

/// What the scores of everybody say of a KPI.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Told {
    Apart,
    /// Nearly everybody has the most.
    Saturated,
    /// Everybody has the same.
    Dead,
}

pub fn kpis<'a>(report: &Report<'a>, found: &Found) -> Vec<Measured<'a>> {
    let cards = report.plan.scorecards.iter();
    cards.flat_map(|card| card.kpis.iter().map(move |kpi| (card, kpi))).map(|(card, kpi)| of(report, (card, kpi), found)).collect()
}

fn of<'a>(report: &Report<'a>, (card, kpi): (&'a Scorecard, &'a Kpi), found: &Found) -> Measured<'a> {
    let covered: Vec<u32> =
        report.rows().filter(|row| matches!(report.slot(card.covered, *row), Some(Slot::Value(Value::Flag(true))))).collect();
    let numbers = |def: DefId| -> Vec<Number> { covered.iter().filter_map(|row| report.number(def, *row).cloned()).collect() };
    let (attainments, scores) = (kpi.attainment.map_or(Vec::new(), numbers), numbers(kpi.score));
    let mut bands = [0_usize; 5];
    for attainment in &attainments {
        let band = BANDS.iter().filter(|end| *attainment >= Number::from_parts(i128::from(**end), 2)).count();
        if let Some(people) = bands.get_mut(band) {
            *people = people.saturating_add(1);
        }
    }
    let reached = attainments.iter().filter(|attainment| **attainment >= Number::ONE).count();
    let nothing = scores.iter().filter(|score| **score <= Number::ZERO).count();
    Measured {
        card,
        kpi,
        bands,
        at_target: share(reached, attainments.len()),
        nothing: share(nothing, scores.len()),
        scores: Spread::of(scores),
        attainments: Spread::of(attainments),
        told: told(found, kpi.span),
    }
}

/// As the lints judge it, an `allow` or not.
fn told(found: &Found, place: Span) -> Told {
    let all = found.findings.iter().chain(found.allowed.iter().map(|(finding, _)| finding));
    let codes: Vec<&str> =
        all.filter(|finding| finding.labels.first().is_some_and(|label| label.span == place)).map(|finding| finding.code).collect();
    if codes.contains(&DEAD) {
        Told::Dead
    } else if codes.contains(&SATURATED) {
        Told::Saturated
    } else {
        Told::Apart
    }
}
