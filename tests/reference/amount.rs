//! A value, the caps behind its comma, and the steps under it.

use dashu_ratio::RBig;
use merit::syntax::ast::{Amount, Cap, CapKind, Change, Counting, Direction, Each, Expr, ExprKind, Sign, Step};

use super::score::Part;
use super::value::{R, UNTOLD, Unit, V, ceil, floor, int, is_negative};
use super::{Place, World};

impl World<'_> {
    pub fn amount(&self, amount: &Amount, place: &Place) -> R {
        let start = match &amount.value {
            Some(value) => self.eval(value, place)?,
            None => V::Num(int(0), Unit::Plain),
        };
        if amount.caps.is_empty() && amount.steps.is_empty() {
            return Ok(start);
        }
        let (start, unit) = match start {
            V::Num(value, unit) => (value, unit),
            // A missing value stays missing, whatever would have been done to it.
            V::Missing => return Ok(V::Missing),
            other => panic!("{other:?} has no steps"),
        };
        let mut total = self.capped(start, &amount.caps, place)?;
        for step in &amount.steps {
            total = match step {
                Step::Change(change) => self.changed(total, change, place)?,
                Step::Cap(cap) => self.capped(total, std::slice::from_ref(cap), place)?,
                Step::Ratchet { cap, when, .. } => {
                    let holds = when.as_ref().is_none_or(|when| self.condition(when, place) == Ok(true));
                    if let Some(when) = when {
                        self.condition(when, place)?;
                    }
                    match self.eval(&cap.limit, place) {
                        _ if !holds => total,
                        Ok(V::Missing) => total,
                        _ => self.capped(total, std::slice::from_ref(cap), place)?,
                    }
                }
                Step::Prorate { factor, .. } => total * self.needed(factor, place)?.0,
            };
        }
        Ok(V::Num(total, unit))
    }

    pub fn capped(&self, amount: RBig, caps: &[Cap], place: &Place) -> Result<RBig, &'static str> {
        let mut amount = amount;
        for cap in caps {
            let (limit, _) = self.needed(&cap.limit, place)?;
            amount = match cap.kind {
                CapKind::AtMost => amount.min(limit),
                CapKind::AtLeast => amount.max(limit),
            };
        }
        Ok(amount)
    }

    fn changed(&self, total: RBig, change: &Change, place: &Place) -> Result<RBig, &'static str> {
        let (amount, _) = self.needed(&change.amount, place)?;
        let amount = match &change.each {
            Some(each) => amount * self.units(each, place)?,
            None => amount,
        };
        let amount = self.capped(amount, &change.caps, place)?;
        let total = match change.sign {
            Sign::Plus => total + amount,
            Sign::Minus => total - amount,
        };
        Ok(if change.until_zero.is_some() { total.max(int(0)) } else { total })
    }

    /// How many steps the value lies above or below what it is measured against.
    fn units(&self, each: &Each, place: &Place) -> Result<RBig, &'static str> {
        let value = match &each.value {
            Some(value) => self.eval(value, place)?,
            None => {
                let (card, kpi) = place.kpi.expect("a line without a value stands in a KPI");
                self.kpi_part(&self.cards()[card].kpis[kpi].name.text, Part::Measure, place.person)?
            }
        };
        let value = there(value)?;
        let against = there(self.eval(&each.against, place)?)?;
        let (step, step_unit) = self.needed(&each.step, place)?;
        let (difference, step) = match (value, against) {
            (V::Num(value, unit), V::Num(against, own)) => {
                if unit == Unit::Untold && step_unit == Unit::Percent && self.is_target(&each.against, place) {
                    return Err(UNTOLD);
                }
                let percents = unit == Unit::Percent || own == Unit::Percent;
                let of_target = step_unit == Unit::Percent && !percents && self.is_target(&each.against, place);
                (&value - &against, if of_target { step * &against } else { step })
            }
            (V::Date(value), V::Date(against)) => (int(against.days_until(value)), step),
            (one, two) => panic!("no steps between {one:?} and {two:?}"),
        };
        let far = match each.direction {
            Direction::Above => difference,
            Direction::Below => int(0) - difference,
        };
        if is_negative(&step) || step == int(0) {
            return Err("E520");
        }
        if far <= int(0) {
            return Ok(int(0));
        }
        let steps = far / step;
        Ok(match each.counting {
            Counting::Full => floor(&steps),
            Counting::Started => ceil(&steps),
            Counting::ProRata => steps,
        })
    }

    /// Whether an expression is the target of a KPI.
    fn is_target(&self, expr: &Expr, place: &Place) -> bool {
        let ExprKind::Name(path) = &expr.kind else { return false };
        let is_word = |text: &str| matches!(text, "target" | "目标值" | "目标");
        match path.parts.as_slice() {
            [own] => place.kpi.is_some() && !own.ticked && is_word(&own.text),
            [kpi, part] => {
                let is_kpi = self.cards().iter().any(|card| card.kpis.iter().any(|other| other.name.text == kpi.text));
                is_kpi && is_word(&part.text)
            }
            _ => false,
        }
    }
}

fn there(value: V) -> R {
    match value {
        V::Missing => Err("E501"),
        V::Absent => Err("E502"),
        V::Num(..) | V::Text(_) | V::Date(_) | V::Flag(_) => Ok(value),
    }
}
