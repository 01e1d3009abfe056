//! Ranks, percentiles and pools.

use dashu_ratio::RBig;
use merit::syntax::ast::{Best, Expr, Over, Pool, PoolBy, Standing, StandingFigure, Ties, WhenZero};

use super::value::{R, Unit, V, exact, floor, int, is_negative, is_zero, round};
use super::{Place, World};

impl World<'_> {
    /// How many are better and how many the same, out of those the condition takes.
    pub fn standing(&self, standing: &Standing, place: &Place) -> R {
        let taken = self.taken(&standing.over, standing.filter.as_ref(), place)?;
        let mut values = Vec::new();
        for member in &taken {
            values.push(match self.eval(&standing.value, member)? {
                V::Missing => return Err("E501"),
                value => value,
            });
        }
        let Some(own) = taken.iter().position(|member| member.person == place.person) else { return Ok(V::Missing) };
        let before = |value: &V| match standing.best {
            Best::Highest => self.order(value, &values[own]).is_gt(),
            Best::Lowest => self.order(value, &values[own]).is_lt(),
        };
        let better = count(values.iter().filter(|value| before(value)).count());
        let same = count(values.iter().filter(|value| self.order(value, &values[own]).is_eq()).count());
        let rank = match standing.ties.expect("ties are said") {
            Ties::Worst => better + same,
            Ties::Best => better + int(1),
            Ties::Average => better + (same + int(1)) / int(2),
        };
        Ok(match (standing.figure, standing.ties) {
            (StandingFigure::Rank, Some(Ties::Average)) => V::Num(rank, Unit::Number),
            (StandingFigure::Rank, _) => V::Num(rank, Unit::Count),
            (StandingFigure::Percentile, _) if values.len() == 1 => V::Num(int(1), Unit::Percent),
            (StandingFigure::Percentile, _) => V::Num((count(values.len()) - rank) / count(values.len() - 1), Unit::Percent),
        })
    }

    /// The people of a group whom the condition takes.
    fn taken(&self, over: &Over, filter: Option<&Expr>, place: &Place) -> Result<Vec<Place>, &'static str> {
        let mut taken = Vec::new();
        for member in self.members(Some(over), place)? {
            self.row_is_sound(0, member.person)?;
            if filter.map_or(Ok(true), |filter| self.condition(filter, &member))? {
                taken.push(member);
            }
        }
        Ok(taken)
    }

    /// Every unit of the amount, one after the other: first what each is owed in whole units, then to whom most is still owed.
    pub fn pool(&self, pool: &Pool, place: &Place) -> R {
        let taken = self.taken(&pool.over, pool.filter.as_ref(), place)?;
        let rounding = self.header.rounding.as_ref().expect("a policy that shares rounds");
        let unit = exact(&rounding.unit.value);
        let mut amounts = Vec::new();
        for member in &taken {
            amounts.push(round(&self.needed(&pool.amount, member)?.0, &unit, rounding.mode));
        }
        let mut weights = Vec::new();
        for member in &taken {
            weights.push(match &pool.by {
                PoolBy::Amount(by) => self.needed(by, member)?.0,
                PoolBy::Equally | PoolBy::Unsaid => int(1),
            });
        }
        let Some(amount) = amounts.first().cloned() else { return Ok(V::Missing) };
        if amounts.iter().any(|other| *other != amount) {
            return Err("E550");
        }
        if weights.iter().any(is_negative) {
            return Err("E551");
        }
        let mut sum = weights.iter().fold(int(0), |sum, weight| sum + weight);
        if is_zero(&sum) {
            match pool.zero {
                None => return Err("E552"),
                Some((WhenZero::Nobody, _)) => weights = Vec::new(),
                Some((WhenZero::Equally, _)) => {
                    weights = vec![int(1); taken.len()];
                    sum = count(taken.len());
                }
            }
        }
        let Some(own) = taken.iter().position(|member| member.person == place.person) else { return Ok(V::Missing) };
        if weights.is_empty() {
            return Ok(V::Num(int(0), Unit::Money));
        }
        let size = if is_negative(&amount) { int(0) - &amount } else { amount.clone() };
        let exact: Vec<RBig> = weights.iter().map(|weight| &size * weight / &sum).collect();
        let mut parts: Vec<RBig> = exact.iter().map(|part| floor(&(part / &unit)) * &unit).collect();
        let paid = |parts: &[RBig]| parts.iter().fold(int(0), |sum, part| sum + part);
        let mut served = vec![false; parts.len()];
        while paid(&parts) < size {
            let waiting = (0..parts.len()).filter(|at| !served[*at]);
            let key = |at: usize| &self.rows[0][taken[at].person].key;
            let next = waiting.max_by(|one, two| {
                let (one_owed, two_owed) = (&exact[*one] - &parts[*one], &exact[*two] - &parts[*two]);
                one_owed.cmp(&two_owed).then_with(|| key(*two).cmp(key(*one)))
            });
            let next = next.expect("fewer units are left than people");
            served[next] = true;
            parts[next] += &unit;
        }
        let part = parts[own].clone();
        Ok(V::Num(if is_negative(&amount) { int(0) - part } else { part }, Unit::Money))
    }
}

fn count(number: usize) -> RBig {
    int(i64::try_from(number).expect("a count"))
}
