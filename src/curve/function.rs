//! A number as a function of the varied input, on one stretch of it.

use std::cmp::Ordering;

use super::poly::{Poly, Root, width};
use crate::value::Number;

/// Where the varied input is.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Place {
    At(Number),
    /// Strictly between these two.
    Between(Number, Number),
}

/// over ÷ under, and beside it what roundings too fine to be told apart may add: a value between the two.
///
/// `under` is above 0 on the whole stretch.
#[derive(Clone, PartialEq, Debug)]
pub struct Function {
    pub(super) over: Poly,
    pub(super) under: Poly,
    pub(super) slack: Option<(Number, Number)>,
}

/// Why a question about a function has no one answer on a stretch.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Unsure {
    /// It has one between these points.
    Cut(Vec<Number>),
    /// Roundings must be followed step by step.
    Fine,
    /// The point where it changes is no short number; it lies in this stretch, which is narrower than anybody measures.
    Blur,
    TooLarge,
}

type Answer<T> = Result<T, Unsure>;

fn large<T>(value: Option<T>) -> Answer<T> {
    value.ok_or(Unsure::TooLarge)
}

impl Function {
    pub(super) fn constant(value: Number) -> Function {
        Function { over: Poly::constant(value), under: Poly::constant(Number::ONE), slack: None }
    }

    /// x itself.
    pub(super) fn variable(place: &Place) -> Function {
        match place {
            Place::At(value) => Function::constant(value.clone()),
            Place::Between(..) => Function { over: Poly::variable(), under: Poly::constant(Number::ONE), slack: None },
        }
    }

    /// The one value it has, where it has one.
    pub fn as_constant(&self) -> Option<Number> {
        match (self.over.as_constant(), self.under.as_constant(), &self.slack) {
            (Some(over), Some(under), None) => over.div(&under).ok(),
            (Some(_) | None, _, _) => None,
        }
    }

    /// How far roundings may take the value from it: down, and up.
    pub fn rounding(&self) -> Option<&(Number, Number)> {
        self.slack.as_ref()
    }

    pub(super) fn with_slack(mut self, low: Number, high: Number) -> Answer<Function> {
        self.slack = sum_of_slacks(self.slack, Some((low, high)))?;
        Ok(self)
    }

    /// What it comes to at a point, roundings left aside; none where it grows beyond all bounds.
    pub fn at(&self, x: &Number) -> Option<Number> {
        self.over.eval(x)?.div(&self.under.eval(x)?).ok()
    }

    pub(super) fn neg(&self) -> Function {
        let slack = self.slack.as_ref().map(|(low, high)| (high.neg(), low.neg()));
        Function { over: self.over.neg(), under: self.under.clone(), slack }
    }

    pub(super) fn add(&self, other: &Function) -> Answer<Function> {
        let slack = sum_of_slacks(self.slack.clone(), other.slack.clone())?;
        if self.under == other.under {
            let over = large(self.over.add(&other.over))?;
            return large(Function { over, under: self.under.clone(), slack }.short());
        }
        let over = large(self.over.mul(&other.under).and_then(|one| one.add(&other.over.mul(&self.under)?)))?;
        let under = large(self.under.mul(&other.under))?;
        large(Function { over, under, slack }.short())
    }

    pub(super) fn sub(&self, other: &Function) -> Answer<Function> {
        self.add(&other.neg())
    }

    pub(super) fn mul(&self, other: &Function, place: &Place) -> Answer<Function> {
        let over = large(self.over.mul(&other.over))?;
        let under = large(self.under.mul(&other.under))?;
        let slack = match (&self.slack, &other.slack) {
            (None, None) => None,
            (one, two) => Some(slack_of_product((self, one), (other, two), place)?),
        };
        large(Function { over, under, slack }.short())
    }

    /// 1 ÷ this. Zero is for the caller to see.
    pub(super) fn inverse(&self, place: &Place) -> Answer<Function> {
        if self.slack.is_some() {
            return Err(Unsure::Fine);
        }
        let (over, under) = match self.sign(place)? {
            Ordering::Less => (self.under.neg(), self.over.neg()),
            Ordering::Equal | Ordering::Greater => (self.under.clone(), self.over.clone()),
        };
        large(Function { over, under, slack: None }.short())
    }

    /// In lowest terms, with 1 under it where no x is.
    fn short(self) -> Option<Function> {
        let Function { mut over, mut under, slack } = self;
        if over.is_zero() {
            return Some(Function { over, under: Poly::constant(Number::ONE), slack });
        }
        if under.degree() > 0 {
            let common = over.common(&under)?;
            if common.degree() > 0 {
                over = over.divide(&common)?.0;
                under = under.divide(&common)?.0;
            }
        }
        if let Some(constant) = under.as_constant() {
            let over = over.scale(&Number::ONE.div(&constant).ok()?)?;
            return Some(Function { over, under: Poly::constant(Number::ONE), slack });
        }
        Some(Function { over, under, slack })
    }

    /// Whether it is below, at or above 0 on the whole stretch.
    pub(super) fn sign(&self, place: &Place) -> Answer<Ordering> {
        let Some((low, high)) = &self.slack else { return self.sign_of_rest(place) };
        let least = self.moved(low)?.sign_of_rest(place);
        let most = self.moved(high)?.sign_of_rest(place);
        match (least, most) {
            (Ok(Ordering::Greater), _) => Ok(Ordering::Greater),
            (_, Ok(Ordering::Less)) => Ok(Ordering::Less),
            (Err(Unsure::Cut(mut one)), Err(Unsure::Cut(two))) => {
                one.extend(two);
                Err(Unsure::Cut(one))
            }
            (Err(unsure @ Unsure::Cut(_)), _) | (_, Err(unsure @ Unsure::Cut(_))) => Err(unsure),
            (Err(Unsure::TooLarge), _) | (_, Err(Unsure::TooLarge)) => Err(Unsure::TooLarge),
            (Ok(_) | Err(_), _) => Err(Unsure::Fine),
        }
    }

    fn moved(&self, by: &Number) -> Answer<Function> {
        Function { slack: None, ..self.clone() }.add(&Function::constant(by.clone()))
    }

    fn sign_of_rest(&self, place: &Place) -> Answer<Ordering> {
        if self.over.is_zero() {
            return Ok(Ordering::Equal);
        }
        let (low, high) = match place {
            Place::At(x) => return large(self.over.eval(x)).map(|value| value.cmp(&Number::ZERO)),
            Place::Between(low, high) => (low, high),
        };
        let roots = large(self.over.roots(low, high))?;
        if roots.is_empty() {
            let middle = large(middle(low, high))?;
            return large(self.over.eval(&middle)).map(|value| value.cmp(&Number::ZERO));
        }
        let cuts = cuts(&roots, low, high);
        if cuts.is_empty() { Err(Unsure::Blur) } else { Err(Unsure::Cut(cuts)) }
    }

    /// Where it is `value`, strictly inside a stretch; roundings left aside.
    pub(super) fn meets(&self, value: &Number, low: &Number, high: &Number) -> Option<Vec<Root>> {
        self.over.sub(&self.under.scale(value)?)?.roots(low, high)
    }

    /// Where strictly inside a stretch it first comes to a value, roundings left aside; none where that is no short number.
    pub fn reaches(&self, value: &Number, low: &Number, high: &Number) -> Option<Number> {
        match self.meets(value, low, high)?.into_iter().next()? {
            Root::At(at) => Some(at),
            Root::Between(..) => None,
        }
    }

    /// The least and the greatest it comes to on the stretch, roundings left aside; none where it has no bound.
    pub(super) fn range(&self, place: &Place) -> Option<(Number, Number)> {
        let (low, high) = match place {
            Place::At(x) => return self.at(x).map(|value| (value.clone(), value)),
            Place::Between(low, high) => (low, high),
        };
        let mut points = vec![low.clone(), high.clone()];
        if self.over.degree() > 1 || self.under.degree() > 0 {
            let slope = self.slope()?;
            points.extend(slope.roots(low, high)?.iter().flat_map(Root::cuts));
        }
        let values: Vec<Number> = points.iter().map(|point| self.at(point)).collect::<Option<_>>()?;
        Some((values.iter().min()?.clone(), values.iter().max()?.clone()))
    }

    /// The least and the greatest it comes to between two points, roundings left aside; none where it has no bound.
    pub fn reach(&self, low: &Number, high: &Number) -> Option<(Number, Number)> {
        self.range(&Place::Between(low.clone(), high.clone()))
    }

    /// What decides whether it rises or falls: above 0 where it rises.
    pub(super) fn slope(&self) -> Option<Poly> {
        let rising = self.over.derivative()?.mul(&self.under)?;
        rising.sub(&self.over.mul(&self.under.derivative()?)?)
    }

    /// The factors of the powers of the input, from the 0th: over the line and under it.
    pub fn factors(&self) -> (&[Number], &[Number]) {
        (self.over.factors(), self.under.factors())
    }

    /// The change of the value for one more of the input, where it is a straight line.
    pub fn steepness(&self) -> Option<Number> {
        let under = self.under.as_constant()?;
        (self.over.degree() <= 1).then(|| self.over.coefficient(1).div(&under).ok()).flatten()
    }
}

/// Points of roots at which a stretch can be cut.
fn cuts(roots: &[Root], low: &Number, high: &Number) -> Vec<Number> {
    roots.iter().flat_map(Root::cuts).filter(|cut| cut > low && cut < high).collect()
}

pub(super) fn middle(low: &Number, high: &Number) -> Option<Number> {
    low.add(high).ok()?.div(&Number::from_i64(2)).ok()
}

/// Whether a stretch is as narrow as the uncertainty of a root.
pub(super) fn is_narrow(low: &Number, high: &Number) -> bool {
    high.sub(low).is_ok_and(|length| length <= width())
}

fn sum_of_slacks(one: Option<(Number, Number)>, two: Option<(Number, Number)>) -> Answer<Option<(Number, Number)>> {
    Ok(match (one, two) {
        (Some((low, high)), Some((lower, higher))) => {
            Some((low.add(&lower).map_err(|_| Unsure::TooLarge)?, high.add(&higher).map_err(|_| Unsure::TooLarge)?))
        }
        (one, two) => one.or(two),
    })
}

/// (f + a)(g + b) − fg = ga + fb + ab, over everything f and g come to on the stretch.
fn slack_of_product(
    (one, a): (&Function, &Option<(Number, Number)>),
    (two, b): (&Function, &Option<(Number, Number)>),
    place: &Place,
) -> Answer<(Number, Number)> {
    let zero = || (Number::ZERO, Number::ZERO);
    let (a, b) = (a.clone().unwrap_or_else(zero), b.clone().unwrap_or_else(zero));
    let f = one.range(place).ok_or(Unsure::Fine)?;
    let g = two.range(place).ok_or(Unsure::Fine)?;
    let parts = [large(product(&g, &a))?, large(product(&f, &b))?, large(product(&a, &b))?];
    let mut sum = zero();
    for (low, high) in parts {
        sum = (sum.0.add(&low).map_err(|_| Unsure::TooLarge)?, sum.1.add(&high).map_err(|_| Unsure::TooLarge)?);
    }
    Ok(sum)
}

fn product(one: &(Number, Number), two: &(Number, Number)) -> Option<(Number, Number)> {
    let mut all = Vec::with_capacity(4);
    for one in [&one.0, &one.1] {
        for two in [&two.0, &two.1] {
            all.push(one.mul(two).ok()?);
        }
    }
    Some((all.iter().min()?.clone(), all.iter().max()?.clone()))
}
