//! Payouts that advance, secure and defer.

use dashu_ratio::RBig;
use merit::syntax::ast::{Expr, ExprKind, Item, Payout, walk};
use merit::value::PeriodKind;

use super::value::{R, Unit, V, exact, int, round};
use super::{Place, World};

type Found = Result<RBig, &'static str>;

impl World<'_> {
    /// `commission.earned` and the others, in either language.
    pub fn term(&self, payout: &Payout, part: &str, place: &Place) -> R {
        if let Some(applies) = &payout.applies
            && !self.condition(applies, place)?
        {
            return Ok(V::Absent);
        }
        let found = match part {
            "earned" | "应得" => self.earned(payout, place),
            "guaranteed" | "补足" => self.guaranteed(payout, place),
            "advanced" | "预支" => self.advanced(payout, place),
            "recovered" | "收回" => self.recovered(payout, place),
            "balance" | "预支余额" => {
                let before = self.latest_part(payout, "balance", place)?.unwrap_or(int(0));
                Ok(before + self.advanced(payout, place)? - self.recovered(payout, place)?)
            }
            "due" | "应付" => self.due(payout, place),
            "held" | "递延" => self.held_back(payout, place),
            "released" | "发还" => self.let_go(payout, place),
            "deferred" | "递延余额" => {
                let before = self.latest_part(payout, "deferred", place)?.unwrap_or(int(0));
                Ok(before + self.held_back(payout, place)? - self.let_go(payout, place)?)
            }
            other => panic!("no part {other}"),
        };
        Ok(V::Num(found?, Unit::Money))
    }

    /// What is paid, before it is rounded.
    pub fn by_terms(&self, payout: &Payout, place: &Place) -> Found {
        match payout.terms.deferral {
            Some(_) => Ok(self.due(payout, place)? - self.held_back(payout, place)? + self.let_go(payout, place)?),
            None => self.in_all(payout, place),
        }
    }

    fn in_all(&self, payout: &Payout, place: &Place) -> Found {
        Ok(self.earned(payout, place)? + self.guaranteed(payout, place)? + self.advanced(payout, place)? - self.recovered(payout, place)?)
    }

    fn earned(&self, payout: &Payout, place: &Place) -> Found {
        match self.paid_in_itself(payout, place)? {
            V::Num(earned, _) => Ok(self.to_money(&earned)),
            other => panic!("{other:?} is not earned"),
        }
    }

    fn guaranteed(&self, payout: &Payout, place: &Place) -> Found {
        let earned = self.earned(payout, place)?;
        let Some(guarantee) = &payout.terms.guarantee else { return Ok(int(0)) };
        if let Some(when) = &guarantee.when
            && !self.condition(when, place)?
        {
            return Ok(int(0));
        }
        Ok(self.to_money(&(self.needed(&guarantee.amount, place)?.0 - earned).max(int(0))))
    }

    fn advanced(&self, payout: &Payout, place: &Place) -> Found {
        let made = self.earned(payout, place)? + self.guaranteed(payout, place)?;
        match &payout.terms.draw {
            Some(draw) => Ok(self.to_money(&(self.needed(&draw.amount, place)?.0 - made).max(int(0)))),
            None => Ok(int(0)),
        }
    }

    fn recovered(&self, payout: &Payout, place: &Place) -> Found {
        let Some((draw, share)) = payout.terms.draw.as_ref().and_then(|draw| Some((draw, draw.recovery.as_ref()?))) else {
            return Ok(int(0));
        };
        let balance = self.latest_part(payout, "balance", place)?.unwrap_or(int(0));
        let made = self.earned(payout, place)? + self.guaranteed(payout, place)?;
        let surplus = (made - self.needed(&draw.amount, place)?.0).max(int(0)) * self.needed(share, place)?.0;
        Ok(self.to_money(&surplus.min(balance)))
    }

    fn due(&self, payout: &Payout, place: &Place) -> Found {
        self.in_all(payout, place)
    }

    fn held_back(&self, payout: &Payout, place: &Place) -> Found {
        let deferral = payout.terms.deferral.as_ref().expect("a deferral");
        let due = self.due(payout, place)?;
        let now = self.to_money(&(&due * (int(1) - self.needed(&deferral.share, place)?.0)));
        Ok((due - now).max(int(0)))
    }

    fn let_go(&self, payout: &Payout, place: &Place) -> Found {
        let deferral = payout.terms.deferral.as_ref().expect("a deferral");
        let periods = deferral.periods.value.to_i64().expect("a number of periods");
        let (mut sum, mut later) = (int(0), int(0));
        for ago in 1..=periods {
            let held = self.part_before(payout, "held", usize::try_from(ago).expect("few"), place)?;
            let by = |ago: i64| if ago == periods { held.clone() } else { self.to_money(&(&held * int(ago) / int(periods))) };
            sum += by(ago) - by(ago - 1);
            later += &held - by(ago);
        }
        // All that is still owed and is not for later.
        let held = self.had_ago(&|world, place| world.dotted(&payout.name.text, "held", place), 1, place)?;
        Ok(match self.latest_part(payout, "deferred", place)? {
            Some(balance) => (balance - later).max(int(0)),
            None if held.is_none() && self.reads_deferred(payout) => int(0),
            None => sum,
        })
    }

    /// Whether a payout or a let reads what of this payout still waits.
    fn reads_deferred(&self, payout: &Payout) -> bool {
        let amounts = self.items.iter().filter_map(|item| match item {
            Item::Payout(payout) => payout.pay.as_ref(),
            Item::Let(own) => Some(&own.amount),
            _ => None,
        });
        let mut open: Vec<&Expr> = amounts.flat_map(walk::of_amount).collect();
        while let Some(expr) = open.pop() {
            if let ExprKind::Name(path) = &expr.kind
                && let [first, part] = path.parts.as_slice()
                && first.text == payout.name.text
                && matches!(part.text.as_str(), "deferred" | "递延余额")
            {
                return true;
            }
            open.extend(walk::children(expr));
        }
        false
    }

    /// A part as it was when the person last had it, within a year or three periods.
    fn latest_part(&self, payout: &Payout, part: &str, place: &Place) -> Result<Option<RBig>, &'static str> {
        let year = match self.header.period.as_ref().expect("a period").0 {
            PeriodKind::Month => 12,
            PeriodKind::Quarter => 4,
            PeriodKind::HalfYear | PeriodKind::Year => 3,
        };
        // What a clause of the author's settles is not owed any more to who comes back.
        let far = if part == "deferred" && self.reads_deferred(payout) { 1 } else { year + 1 };
        for ago in 1..=far {
            match self.had_ago(&|world, place| world.dotted(&payout.name.text, part, place), ago, place)? {
                Some(V::Num(value, _)) => return Ok(Some(value)),
                Some(other) => panic!("{other:?} is no part of a payout"),
                None => {}
            }
        }
        Ok(None)
    }

    fn to_money(&self, amount: &RBig) -> RBig {
        let rounding = self.header.rounding.as_ref().expect("a policy that pays says how it rounds");
        round(amount, &exact(&rounding.unit.value), rounding.mode)
    }

    /// A part so many periods ago; 0 for those who were not there.
    fn part_before(&self, payout: &Payout, part: &str, ago: usize, place: &Place) -> Found {
        match self.had_ago(&|world, place| world.dotted(&payout.name.text, part, place), ago, place)? {
            Some(V::Num(value, _)) => Ok(value),
            Some(other) => panic!("{other:?} is no part of a payout"),
            None => Ok(int(0)),
        }
    }
}
