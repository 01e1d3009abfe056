//! One KPI of a person, steered by one cell: the measure at any share of its target.

use super::{Range, Typical, cells, columns, number_of};
use crate::curve::{Course, Curve, Piece, Varied, Worth};
use crate::plan::ir::{Body, Kind, Kpi, Plan, Step, walk};
use crate::value::Number;

/// A KPI with a target and the cell that moves its measure, for a person whose measures are at their targets.
pub struct Steered<'a> {
    pub plan: &'a Plan,
    pub person: &'a Typical,
    pub kpi: &'a Kpi,
    pub cell: Varied,
    pub range: Range,
    pub target: Number,
}

/// Which KPI of the person's scorecard a cell steers.
#[derive(Clone, Debug)]
pub(super) struct Steering {
    kpi: usize,
    cell: Varied,
    range: Range,
    target: Number,
}

/// The KPIs of a person that one cell can steer, the target being held.
pub fn steered<'a>(plan: &'a Plan, person: &'a Typical) -> Vec<Steered<'a>> {
    let kpis = person.card(plan).and_then(|card| plan.scorecards.get(card)).map_or(&[][..], |card| &card.kpis);
    let found = person.steering.get_or_init(|| steering(plan, person, kpis));
    let with = |one: &Steering| {
        let kpi = kpis.get(one.kpi)?;
        Some(Steered { plan, person, kpi, cell: one.cell, range: one.range.clone(), target: one.target.clone() })
    };
    found.iter().filter_map(with).collect()
}

fn steering(plan: &Plan, person: &Typical, kpis: &[Kpi]) -> Vec<Steering> {
    let mut found = Vec::new();
    for (at, kpi) in kpis.iter().enumerate() {
        let Some(target) = kpi.target.and_then(|target| person.number(target)).filter(|target| *target > Number::ZERO) else { continue };
        let (moving, held) = (columns(plan, kpi.measure), kpi.target.map(|target| columns(plan, target)).unwrap_or_default());
        let own = cells(plan, person, |column| moving.contains(&column) && !held.contains(&column));
        let steers = own.into_iter().find(|(cell, range)| {
            let ends = [&range.from, &range.to].map(|end| person.at(plan, kpi.measure, *cell, end));
            matches!(ends, [Some(from), Some(to)] if from != to)
        });
        found.extend(steers.map(|(cell, range)| Steering { kpi: at, cell, range, target }));
    }
    found
}

impl<'a> Steered<'a> {
    /// The cell's value at which the measure is a share of its target, where the cell can bring it there.
    pub fn input_at(&self, share: &Number) -> Option<Number> {
        let wanted = self.target.mul(share).ok()?;
        let curve = self.person.curve(self.plan, self.kpi.measure, self.cell, (self.range.from.clone(), self.range.to.clone()))?;
        curve.pieces.iter().find_map(|piece| match piece {
            Piece::Point { at, worth: Worth::Number(value) } => (*value == wanted).then(|| at.clone()),
            Piece::Stretch { from, to, course: Course::Runs(function) } => function.reaches(&wanted, from, to),
            Piece::Point { .. } | Piece::Stretch { course: Course::Stays(_), .. } => None,
        })
    }

    /// Attainment with the cell at a value.
    pub fn attainment_at(&self, input: &Number) -> Option<Number> {
        let curve = self.person.curve(self.plan, self.kpi.attainment?, self.cell, (input.clone(), input.clone()))?;
        number_of(curve.worth(input))
    }

    /// The KPI's score over the cell.
    pub fn score(&self) -> Option<Curve<'a>> {
        self.person.curve(self.plan, self.kpi.score, self.cell, (self.range.from.clone(), self.range.to.clone()))
    }

    /// The lowest value of the cell that scores more than 0, where lower values score 0.
    pub fn threshold(&self) -> Option<Number> {
        if self.is_per_unit() {
            return None;
        }
        let curve = self.score()?;
        if number_of(curve.worth(curve.from()))? > Number::ZERO {
            return None;
        }
        let first = curve.pieces.iter().find_map(|piece| match piece {
            Piece::Point { at, worth: Worth::Number(value) } => (*value > Number::ZERO).then(|| at.clone()),
            Piece::Stretch { from, to, course: Course::Runs(function) } => {
                let ends = (function.at(from)?, function.at(to)?);
                (ends.0 > Number::ZERO || ends.1 > Number::ZERO).then(|| from.clone())
            }
            Piece::Point { .. } | Piece::Stretch { course: Course::Stays(_), .. } => None,
        })?;
        (first > *curve.from()).then_some(first)
    }

    /// Points taken off for each step below the target run out somewhere, which is nobody's threshold.
    fn is_per_unit(&self) -> bool {
        let Some(Body::Expr(body)) = self.plan.defs.get(self.kpi.score.0 as usize).map(|def| &def.body) else { return false };
        walk::all(body).into_iter().any(|expr| match &expr.kind {
            Kind::Steps(steps) => steps.steps.iter().any(|step| matches!(step, Step::Change(_))),
            _ => false,
        })
    }

    /// The lowest value of the cell that scores the most, where higher values score no more.
    pub fn excellence(&self) -> Option<Number> {
        let curve = self.score()?;
        let flats = curve.flats();
        let last = flats.last()?;
        let most = number_of(curve.worth(curve.to()))?;
        let ends_flat = last.to == *curve.to() && last.value == most;
        let first = flats.iter().find(|flat| flat.value == most)?;
        (ends_flat && first.from > *curve.from()).then(|| first.from.clone())
    }
}
