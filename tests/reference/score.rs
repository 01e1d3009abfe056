//! KPIs, adjustments, the total.

use merit::syntax::ast::{Expr, Gate, Kpi, Reverse, Scorecard, Veto, VetoEffect, WhenMissing};
use merit::value::RoundMode;

use super::value::{R, Unit, V, int, is_zero, round};
use super::{Place, World};

/// What a KPI gives a name to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Measure,
    Target,
    Attainment,
    Score,
    Weighted,
}

impl<'a> World<'a> {
    /// The one of these scorecards that covers the person. Two are an error, and so is a condition that cannot be decided.
    fn covering(&self, cards: &[usize], person: usize) -> Result<Option<usize>, &'static str> {
        let mut found = Vec::new();
        for card in cards {
            if self.covers(*card, person)? {
                found.push(*card);
            }
        }
        match found.as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(*only)),
            [_, _, ..] => Err("E511"),
        }
    }

    pub fn covers(&self, card: usize, person: usize) -> Result<bool, &'static str> {
        let place = Place { person, ..Place::default() };
        self.cards()[card].applies.as_ref().map_or(Ok(true), |applies| self.condition(applies, &place))
    }

    /// One KPI name may stand in several scorecards: it means that of the one that covers the person.
    pub fn kpi_part(&self, name: &str, part: Part, person: usize) -> R {
        if let Some(approved) = self.excepted(&format!("{name}.{}", format!("{part:?}").to_lowercase()), person) {
            return approved;
        }
        let cards = self.cards();
        let own = |card: &usize| cards[*card].kpis.iter().position(|kpi| kpi.name.text == name);
        let has = |card: &usize| own(card).is_some_and(|kpi| has_part(&cards[*card].kpis[kpi], part));
        let having: Vec<usize> = (0..cards.len()).filter(has).collect();
        let Some(card) = self.covering(&having, person)? else { return Ok(V::Absent) };
        let kpi = own(&card).expect("the scorecard has it");
        let key = (person, format!("{card} {kpi} {part:?}"));
        if let Some(known) = self.memo.borrow().get(&key) {
            return known.clone();
        }
        let place = Place { person, kpi: Some((card, kpi)), ..Place::default() };
        let found = self.part_of(cards[card], &cards[card].kpis[kpi], part, &place);
        self.memo.borrow_mut().insert(key, found.clone());
        found
    }

    fn part_of(&self, card: &Scorecard, kpi: &Kpi, part: Part, place: &Place) -> R {
        let line = |line: &Option<Expr>| self.eval(line.as_ref().expect("the line is there"), place);
        let own = |part| self.kpi_part(&kpi.name.text, part, place.person);
        match part {
            Part::Measure => line(&kpi.measure),
            Part::Target => line(&kpi.target),
            Part::Attainment => {
                let reverse = kpi.lower_is_better.map(|(reverse, _)| reverse);
                attainment(own(Part::Measure), own(Part::Target), reverse)
            }
            Part::Score => self.kpi_score(card, kpi, place),
            Part::Weighted => self.weighted(card, kpi, place),
        }
    }

    fn kpi_score(&self, card: &Scorecard, kpi: &Kpi, place: &Place) -> R {
        if self.kpi_part(&kpi.name.text, Part::Measure, place.person)? == V::Missing {
            return match kpi.when_missing.map_or(WhenMissing::Error, |(when, _)| when) {
                WhenMissing::Reweight => Ok(V::Missing),
                WhenMissing::Zero => Ok(V::Num(int(0), Unit::Number)),
                WhenMissing::Error => Err("E524"),
            };
        }
        let strikes = |veto: &&Veto| matches!(veto.effect, VetoEffect::KpiZero(_));
        let names = |veto: &&Veto| matches!(&veto.effect, VetoEffect::KpiZero(Some(name)) if name.text == kpi.name.text);
        let outside = Place { kpi: None, ..place.clone() };
        let gates = self.all_open(&kpi.gates, place)?;
        let own = self.any_strikes(kpi.vetoes.iter().filter(strikes), place)?;
        let of_card = self.any_strikes(card.vetoes.iter().filter(names), &outside)?;
        if !gates || own || of_card {
            return Ok(V::Num(int(0), Unit::Number));
        }
        match self.amount(kpi.score.as_ref().expect("a KPI has a score"), place)? {
            V::Missing => Err("E501"),
            score => Ok(score),
        }
    }

    /// Whether all gates hold. Each is looked at, since one that cannot be decided is an error whatever the others say.
    pub fn all_open(&self, gates: &[Gate], place: &Place) -> Result<bool, &'static str> {
        let mut open = true;
        for gate in gates {
            open &= self.condition(&gate.needs, place)?;
        }
        Ok(open)
    }

    fn any_strikes<'v>(&self, vetoes: impl Iterator<Item = &'v Veto>, place: &Place) -> Result<bool, &'static str> {
        let mut struck = false;
        for veto in vetoes {
            struck |= self.condition(&veto.when, place)?;
        }
        Ok(struck)
    }

    /// The score times the weight, which grows where other KPIs are missing.
    fn weighted(&self, card: &Scorecard, kpi: &Kpi, place: &Place) -> R {
        let (score, _) = match self.kpi_part(&kpi.name.text, Part::Score, place.person)? {
            V::Num(score, unit) => (score, unit),
            V::Missing => return Ok(V::Missing),
            other => panic!("{other:?} is no score"),
        };
        let weight = |kpi: &Kpi| {
            let weight = kpi.weight.as_ref().expect("a KPI has a weight");
            self.needed(weight, &Place::default()).map(|(weight, _)| weight)
        };
        let mut sum = int(0);
        for other in &card.kpis {
            if self.kpi_part(&other.name.text, Part::Score, place.person)? != V::Missing {
                sum += weight(other)?;
            }
        }
        if is_zero(&sum) {
            return Err("E521");
        }
        let points = score * weight(kpi)? / sum;
        Ok(V::Num(
            match &kpi.points_rounded {
                Some(unit) => round(&points, &self.needed(unit, &Place::default())?.0, RoundMode::HalfUp),
                None => points,
            },
            Unit::Number,
        ))
    }

    /// What an adjustment of this name takes or adds under the scorecard that covers the person.
    pub fn adjust(&self, name: &str, person: usize) -> R {
        let cards = self.cards();
        let own = |card: usize| cards[card].adjusts.iter().find(|adjust| adjust.name.text == name);
        let having: Vec<usize> = (0..cards.len()).filter(|card| own(*card).is_some()).collect();
        let Some(card) = self.covering(&having, person)? else { return Ok(V::Absent) };
        let adjust = own(card).expect("the scorecard has it");
        match self.amount(&adjust.amount, &Place { person, ..Place::default() })? {
            V::Missing => Err("E501"),
            amount => Ok(amount),
        }
    }

    /// KPI scores with their weights, adjustments, bounds, gates, and vetoes that strike the score.
    pub fn total(&self, person: usize) -> R {
        let cards = self.cards();
        let all: Vec<usize> = (0..cards.len()).collect();
        let at = self.covering(&all, person)?.ok_or("E512")?;
        let card = cards[at];
        let place = Place { person, ..Place::default() };
        let mut total = int(0);
        let mut all_missing = true;
        for kpi in &card.kpis {
            match self.kpi_part(&kpi.name.text, Part::Weighted, person)? {
                V::Num(points, _) => {
                    total += points;
                    all_missing = false;
                }
                V::Missing => {}
                other => panic!("{other:?} is no score"),
            }
        }
        for adjust in &card.adjusts {
            match self.single(&adjust.name.text, &place)? {
                V::Num(points, _) => total += points,
                other => panic!("{other:?} is no adjustment"),
            }
        }
        if all_missing {
            return Err("E513");
        }
        let total = self.capped(total, &card.caps, &place)?;
        let strikes = |veto: &&Veto| matches!(veto.effect, VetoEffect::ScoreZero);
        let open = self.all_open(&card.gates, &place)?;
        let mut struck = self.any_strikes(card.vetoes.iter().filter(strikes), &place)?;
        for (kpi, ast) in card.kpis.iter().enumerate() {
            let inside = Place { kpi: Some((at, kpi)), ..place.clone() };
            struck |= self.any_strikes(ast.vetoes.iter().filter(strikes), &inside)?;
        }
        Ok(V::Num(if open && !struck { total } else { int(0) }, Unit::Number))
    }
}

fn has_part(kpi: &Kpi, part: Part) -> bool {
    match part {
        Part::Measure | Part::Score | Part::Weighted => true,
        Part::Target | Part::Attainment => kpi.target.is_some(),
    }
}

/// measure / target; where lower is better target / measure, or 2 − measure / target. An error counts before a missing value.
pub fn attainment(measure: R, target: R, reverse: Option<Reverse>) -> R {
    let (one, two) = match reverse {
        None | Some(Reverse::Mirror) => (measure?, target?),
        Some(Reverse::Ratio) => (target?, measure?),
    };
    let (V::Num(one, _), V::Num(two, _)) = (&one, &two) else { return Ok(V::Missing) };
    if is_zero(two) {
        return Err("E500");
    }
    let ratio = one / two;
    Ok(V::Num(
        match reverse {
            None | Some(Reverse::Ratio) => ratio,
            Some(Reverse::Mirror) => int(2) - ratio,
        },
        Unit::Percent,
    ))
}
